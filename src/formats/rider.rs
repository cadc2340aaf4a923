//! What rides along, under the key `standpoint`, in files of programs that have no place for it.

use serde_json::{Map, Value as Json};

use super::digest::sha256_hex;
use super::import::Gathering;
use super::reading::Place;
use super::wire::{self, Cursor, Fields, Map as Parsed, Named, Value, Wire};
use crate::model::{
    AnnotatorId, Article, ArticleId, Date, Details, EntityId, Extra, Issue, IssueId, Layer,
    LayerId, Project, Record, Status, Target, TargetKind,
};

/// The field that carries it.
pub(super) const OURS: &str = "standpoint";

/// The fields of something but for some of them.
pub(super) fn object(value: &impl serde::Serialize, without: &[&str]) -> Map<String, Json> {
    let Ok(Json::Object(mut fields)) = serde_json::to_value(value) else { return Map::new() };
    fields.retain(|key, _| !without.contains(&key.as_str()));
    fields
}

/// All of an article but its text, with its id.
pub(super) fn write_article(article: &Article, without: &[&str]) -> Map<String, Json> {
    let mut fields = object(&Wire(article), without);
    fields.insert("article".to_owned(), article.id.as_str().into());
    fields
}

/// The entities and issues that records name.
pub(super) fn write_named<'a>(
    project: &Project,
    records: impl Iterator<Item = &'a Record>,
) -> Map<String, Json> {
    let (mut entities, mut issues) = (Map::new(), Map::new());
    let mut entity = |id: &EntityId| {
        if let Some(entity) = project.entities.get(id) {
            entities.insert(id.to_string(), object(&Wire(&**entity), &[]).into());
        }
    };
    let mut issue = |id: &IssueId| {
        if let Some(issue) = project.codebook.issue(id) {
            let mut fields = issue.extra.clone();
            fields.insert("label".to_owned(), issue.label.as_str().into());
            issues.insert(id.to_string(), fields.into());
        }
    };
    for record in records {
        record.for_each_entity(&mut entity);
        let target = match record {
            Record::Mention(_) => None,
            Record::Stance(stance) => stance.target.as_ref(),
            Record::DocumentStance(stance) => stance.target.as_ref(),
        };
        if let Some(Target { kind: TargetKind::Issue(id), .. }) = target {
            issue(id);
        }
    }
    let mut named = Map::new();
    named.insert("entities".to_owned(), entities.into());
    named.insert("issues".to_owned(), issues.into());
    named
}

/// Whose a layer is, and if it is there as a whole, what it has besides records.
pub(super) fn write_layer(
    project: &Project,
    id: &LayerId,
    layer: &Layer,
    is_whole: bool,
) -> Map<String, Json> {
    let known = project.annotators.get(&id.annotator);
    let mut annotator = known.map(|known| object(&Wire(known), &[])).unwrap_or_default();
    annotator.insert("id".to_owned(), id.annotator.as_str().into());
    let mut carried = Map::new();
    carried.insert("annotator".to_owned(), annotator.into());
    if is_whole {
        carried.insert("status".to_owned(), layer.status.name().into());
        if !layer.attributes.is_empty() {
            carried.insert("attributes".to_owned(), object(&Wire(&layer.attributes), &[]).into());
        }
        if !layer.extra.is_empty() {
            carried.insert("extra".to_owned(), layer.extra.clone().into());
        }
    }
    carried
}

/// Whether a layer says something besides its records.
pub(super) fn says_something(layer: &Layer) -> bool {
    layer.status != Status::default() || !layer.attributes.is_empty() || !layer.extra.is_empty()
}

/// The article that [`write_article`] wrote; `None` if the text beside it is another one.
pub(super) fn own_article(
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
pub(super) fn foreign_article<'a>(
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

/// Takes in the entities and issues that [`write_named`] wrote.
pub(super) fn read_named(carried: &Value<'_>, at: &Place, gathering: &mut Gathering) {
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
                let issue = Issue { id, label, guideline, parent: None, extra };
                gathering.codebook().issues.push(issue);
            }
        }
    }
}

/// The annotator that [`write_layer`] wrote.
pub(super) fn read_annotator(
    carried: Option<&Value<'_>>,
    gathering: &mut Gathering,
) -> Option<AnnotatorId> {
    let carried = carried.and_then(|ours| ours.get("annotator"))?;
    let id = AnnotatorId::from(carried.get("id").and_then(Value::as_str)?);
    if let Some(name) = carried.get("name").and_then(Value::as_str) {
        gathering.put_annotator(id.clone(), name);
    }
    if let Value::Object(fields) = carried
        && let Some(known) = gathering.project().annotators.get_mut(&id)
    {
        let extra = fields.iter().filter(|(key, _)| !["id", "name"].contains(&key.as_ref()));
        known.extra.extend(extra.map(|(key, value)| (key.to_string(), value.to_json())));
    }
    Some(id)
}

/// Puts what [`write_layer`] wrote besides on a layer; the status is that one if there is none.
pub(super) fn read_layer(
    carried: Option<&Value<'_>>,
    otherwise: Status,
    id: &LayerId,
    gathering: &mut Gathering,
) {
    let named = carried.and_then(|ours| ours.get("status")).and_then(Value::as_str);
    gathering.status(id, named.and_then(Status::named).unwrap_or(otherwise));
    let Some(carried) = carried else { return };
    let mut cursor = Cursor::default();
    if let Ok(mut fields) = Fields::of(&cursor, carried) {
        let attributes = wire::attributes(&mut cursor, &mut fields);
        let layer = gathering.project().layers.get_or_default(id);
        std::rc::Rc::make_mut(layer).attributes = attributes;
    }
    if let Some(Value::Object(extra)) = carried.get("extra") {
        let layer = gathering.project().layers.get_or_default(id);
        let extra = extra.iter().map(|(key, value)| (key.to_string(), value.to_json()));
        std::rc::Rc::make_mut(layer).extra.extend(extra);
    }
}

/// A field by name.
pub(super) fn field<'a>(fields: &'a Parsed<'a>, key: &str) -> Option<&'a Value<'a>> {
    fields.iter().find(|(known, _)| *known == key).map(|(_, value)| value)
}
