//! Articles: what is known of one besides its text.

use serde_json::{Map, Value as Json};

use super::{
    OURS, field, object, read_annotator, read_layer, read_named, write_layer, write_named,
};
use crate::formats::digest::sha256_hex;
use crate::formats::import::Gathering;
use crate::formats::reading::Place;
use crate::formats::wire::{self, Cursor, Map as Parsed, Value, Wire};
use crate::model::{Article, ArticleId, Date, Details, Extra, LayerId, Project, Status};

/// All of an article but its text, with its id.
pub(in crate::formats) fn write_article(article: &Article, without: &[&str]) -> Map<String, Json> {
    let mut fields = object(&Wire(article), without);
    fields.insert("article".to_owned(), article.id.as_str().into());
    fields
}

/// The article that [`write_article`] wrote; `None` if the text beside it is another one.
pub(in crate::formats) fn own_article(
    raw: &str,
    carried: &Parsed<'_>,
    others: &[&str],
    at: &Place,
    gathering: &mut Gathering,
) -> Option<ArticleId> {
    let sha256 = sha256_hex(raw.as_bytes());
    if field(carried, "sha256").and_then(Value::as_str) != Some(&sha256) {
        return None;
    }
    let mut fields = carried.clone();
    fields.insert("text".into(), Value::String(raw.into()));
    let mut cursor = Cursor::default();
    let value = Value::Object(fields);
    let mut read = wire::article(&mut cursor, "a".into(), &value).ok()?;
    for problem in cursor.problems {
        gathering.problem(at.clone(), problem.to_string());
    }
    let id = field(carried, "article").and_then(Value::as_str);
    let id = gathering.article(id, raw, read.details);
    if let Some(article) = gathering.article_mut(&id) {
        article.segments = read.segments;
        article.source = read.source;
        article.added = read.added;
        for key in others.iter().copied().chain(["article", OURS]) {
            read.extra.remove(key);
        }
        article.extra = read.extra;
    }
    Some(id)
}

/// An article by what another program has beside its text; what has no place in an article is kept.
pub(in crate::formats) fn foreign_article<'a>(
    raw: &str,
    id: Option<&str>,
    fields: impl Iterator<Item = (&'a str, &'a Value<'a>)>,
    gathering: &mut Gathering,
) -> ArticleId {
    let mut extra = Extra::new();
    let mut details = Details::default();
    for (key, value) in fields {
        let field = match key.to_ascii_lowercase().as_str() {
            "title" | "headline" => &mut details.title,
            "outlet" | "publisher" | "source" => &mut details.outlet,
            "byline" | "author" => &mut details.byline,
            "url" | "link" => &mut details.url,
            "language" | "lang" => &mut details.language,
            "published" | "date"
                if value.as_str().is_some_and(|day| day.parse::<Date>().is_ok()) =>
            {
                details.published = value.as_str().and_then(|day| day.parse().ok());
                continue;
            }
            _ if value.as_str() == Some(raw) => continue,
            "article" | "sha256" => continue,
            other if other == OURS => continue,
            _ => {
                extra.insert(key.to_owned(), value.to_json());
                continue;
            }
        };
        match value.as_str() {
            Some(words) => words.clone_into(field),
            None => drop(extra.insert(key.to_owned(), value.to_json())),
        }
    }
    let id = gathering.article(id, raw, details);
    if let Some(article) = gathering.article_mut(&id) {
        article.extra = extra;
    }
    id
}

/// What is carried of an article, of who worked on it, and of what its records name.
pub(in crate::formats) fn article(project: &Project, article: &Article) -> Map<String, Json> {
    let layers = || project.layers_of(&article.id);
    let records = layers().flat_map(|(_, layer)| layer.records.values());
    let mut carried = write_named(project, records);
    let layers = layers().map(|(annotator, layer)| {
        let id = LayerId { article: article.id.clone(), annotator: annotator.clone() };
        Json::Object(write_layer(project, &id, layer, true))
    });
    carried.insert("layers".to_owned(), layers.collect());
    carried.insert("article".to_owned(), write_article(article, &["text"]).into());
    carried
}

/// Takes an article in: as it was carried, or else under that id with those details.
pub(in crate::formats) fn read_article(
    gathering: &mut Gathering,
    carried: Option<&Value<'_>>,
    (id, raw): (Option<&str>, &str),
    details: Details,
    place: &Place,
) -> ArticleId {
    if let Some(other) = carried.filter(|it| !matches!(it, Value::Object(_))) {
        gathering.problem(place.clone(), no_object(other));
    }
    let own = match carried.and_then(|carried| carried.get("article")) {
        Some(Value::Object(fields)) => {
            let read = own_article(raw, fields, &[], place, gathering);
            if read.is_none() {
                let message = "expected the text that the file was made from, found another: what \
                               was carried of the article was left out";
                gathering.problem(place.clone(), message);
            }
            read
        }
        Some(other) => {
            gathering.problem(place.clone(), no_object(other));
            None
        }
        None => None,
    };
    let id = own.unwrap_or_else(|| gathering.article(id, raw, details));
    let Some(carried) = carried else { return id };
    read_named(carried, place, gathering);
    if let Some(Value::Array(layers)) = carried.get("layers") {
        for value in layers {
            if let Some(annotator) = read_annotator(Some(value), gathering) {
                let layer = LayerId { article: id.clone(), annotator };
                read_layer(Some(value), Status::default(), &layer, gathering);
            }
        }
    }
    id
}

fn no_object(found: &Value<'_>) -> String {
    let found = wire::kind_of(found);
    format!(
        "expected an object with what is carried of the article, found {found}: it was left out"
    )
}
