//! What a task says of its article.

use super::OURS;
use super::region::field;
use crate::formats::digest::sha256_hex;
use crate::formats::import::Gathering;
use crate::formats::reading::Place;
use crate::formats::wire::{self, Cursor, Fields, Map, Value};
use crate::model::{ArticleId, Details, Extra};

/// The task's article, which has what `data` says of it.
pub(super) fn article(data: &Map<'_>, at: &Place, gathering: &mut Gathering) -> Option<ArticleId> {
    let string = |key: &str| field(data, key).and_then(Value::as_str);
    let longest = || {
        let strings = data.values().filter_map(Value::as_str);
        strings.max_by_key(|string| string.len())
    };
    let Some(raw) = string("text").or_else(longest) else {
        let message = "expected a text in the task’s “data”, found none: the task was left out";
        gathering.problem(at.clone(), message);
        return None;
    };
    let sha256 = sha256_hex(raw.as_bytes());
    if string("sha256") == Some(&sha256) {
        let mut cursor = Cursor::default();
        let value = Value::Object(data.clone());
        if let Ok(mut read) = wire::article(&mut cursor, "a".into(), &value) {
            for problem in cursor.problems {
                gathering.problem(at.clone(), problem.to_string());
            }
            let id = gathering.article(string("article"), raw, read.details);
            named(field(data, OURS), at, gathering);
            if let Some(article) = gathering.article_mut(&id) {
                article.segments = read.segments;
                article.source = read.source;
                article.added = read.added;
                for key in ["article", OURS] {
                    read.extra.remove(key);
                }
                article.extra = read.extra;
            }
            return Some(id);
        }
    }
    let mut extra = Extra::new();
    let mut details = Details::default();
    for (key, value) in data {
        let field = match key.to_ascii_lowercase().as_str() {
            "title" | "headline" => &mut details.title,
            "outlet" | "publisher" | "source" => &mut details.outlet,
            "byline" | "author" => &mut details.byline,
            "url" | "link" => &mut details.url,
            "language" | "lang" => &mut details.language,
            "published" | "date"
                if value.as_str().is_some_and(|day| day.parse::<crate::model::Date>().is_ok()) =>
            {
                details.published = value.as_str().and_then(|day| day.parse().ok());
                continue;
            }
            _ if value.as_str() == Some(raw) => continue,
            "article" | "sha256" => continue,
            other if other == OURS => continue,
            _ => {
                extra.insert(key.to_string(), value.to_json());
                continue;
            }
        };
        match value.as_str() {
            Some(words) => words.clone_into(field),
            None => drop(extra.insert(key.to_string(), value.to_json())),
        }
    }
    let id = gathering.article(string("article"), raw, details);
    named(field(data, OURS), at, gathering);
    if let Some(article) = gathering.article_mut(&id) {
        article.extra = extra;
    }
    Some(id)
}

/// The entities and issues that the article's records name.
fn named(carried: Option<&Value<'_>>, at: &Place, gathering: &mut Gathering) {
    let Some(carried) = carried else { return };
    let mut cursor = Cursor::default();
    if let Some(Value::Object(entities)) = carried.get("entities") {
        for (id, value) in entities {
            match wire::entity(&mut cursor, (&**id).into(), value) {
                Ok(entity) => {
                    let known = &mut gathering.project().entities;
                    if !known.contains_key(&entity.id) {
                        known.insert(entity.id.clone(), entity.into());
                    }
                }
                Err(problem) => gathering.problem(at.clone(), problem.to_string()),
            }
        }
    }
    if let Some(Value::Object(issues)) = carried.get("issues") {
        for (id, value) in issues {
            let Ok(mut fields) = Fields::of(&cursor, value) else { continue };
            let Ok(label) = fields.words(&cursor, "label") else { continue };
            let is_new = gathering.project().codebook.issue(&(&**id).into()).is_none();
            if is_new {
                let (id, extra) = ((&**id).into(), fields.extra());
                let guideline = String::new();
                let issue = crate::model::Issue { id, label, guideline, parent: None, extra };
                gathering.codebook().issues.push(issue);
            }
        }
    }
}
