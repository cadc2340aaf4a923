//! Takes a parsed project file apart, keeping what is sound.

use std::rc::Rc;

use super::super::digest::sha256_hex;
use super::super::wire::{self, Cursor, Fields, Map, Problem, Value, kind_of};
use super::{FORMAT, Opened, ProjectError, VERSION, links};
use crate::model::{
    Article, ArticleId, Clock, Codebook, DEFAULT_PRESET, LayerId, Orphan, Project, ProjectId,
};
use crate::order::Table;

/// The project of a parsed file.
///
/// # Errors
/// If the value is no project or of a later major version.
pub(super) fn read(value: &Value<'_>) -> Result<Opened, ProjectError> {
    let mut cursor = Cursor::default();
    check_version(&mut cursor, value)?;
    let cursor = &mut cursor;
    let mut fields = Fields::of(cursor, value).expect("a value with a version is an object");
    fields.get("format");
    fields.get("version");
    let id = fields.string(cursor, "id");
    let id = fields.forgive(cursor, "id", id);
    let name = fields.words(cursor, "name");
    let name = fields.forgive(cursor, "name", name);
    let mut project = Project::new(ProjectId::from(id), name, codebook(cursor, &mut fields));

    each(cursor, &mut fields, "annotators", |cursor, id, value| {
        let read = wire::annotator(cursor, value);
        if let Some(annotator) = cursor.accept(read, value) {
            project.annotators.insert(id.into(), annotator);
        }
    });
    each(cursor, &mut fields, "entities", |cursor, id, value| {
        let read = wire::entity(cursor, id.into(), value);
        if let Some(entity) = cursor.accept(read, value) {
            project.entities.insert(id.into(), Rc::new(entity));
        }
    });
    each(cursor, &mut fields, "articles", |cursor, id, value| {
        let read = article(cursor, id.into(), value);
        if let Some(article) = cursor.accept(read, value) {
            project.articles.insert(id.into(), Rc::new(article));
        }
    });
    each(cursor, &mut fields, "layers", |cursor, id, value| {
        layers_of_article(cursor, &mut project, &id.into(), value);
    });
    links::check(cursor, &project);
    let earlier = earlier_orphans(cursor, &mut fields);
    project.clock = clock(cursor, &mut fields);
    let records = project.layers.values().flat_map(|layer| layer.records.values());
    let latest = records.map(|record| record.provenance().revision.0).max().unwrap_or_default();
    project.clock.time = project.clock.time.max(latest);
    project.extra = fields.extra();
    project.orphans = earlier;
    project.orphans.append(&mut cursor.orphans);
    Ok(Opened { project, problems: std::mem::take(&mut cursor.problems) })
}

fn check_version(cursor: &mut Cursor, value: &Value<'_>) -> Result<(), ProjectError> {
    let no_project = |found: String| Err(ProjectError::NotAProject { found });
    if !matches!(value, Value::Object(_)) {
        return no_project(kind_of(value).to_owned());
    }
    match value.get("format").and_then(Value::as_str) {
        Some(FORMAT) => {}
        Some(other) => return no_project(format!("“format”: “{other}”")),
        None => return no_project("no “format”".to_owned()),
    }
    let Some(version) = value.get("version").and_then(Value::as_str) else {
        return no_project("no “version”".to_owned());
    };
    let mut numbers = version.split('.').map(|part| part.parse::<u32>().ok());
    match (numbers.next().flatten(), numbers.next().flatten()) {
        (Some(1), Some(0 | 1)) => Ok(()),
        (Some(1), Some(_)) => {
            cursor.within("version", |cursor| {
                cursor.note(format!(
                    "expected version {VERSION}, found {version} of a newer program; \
                     what this program does not know is kept"
                ));
            });
            Ok(())
        }
        (Some(major), Some(_)) if major > 1 => {
            Err(ProjectError::TooNew { found: version.to_owned() })
        }
        _ => no_project(format!("“version”: “{version}”")),
    }
}

fn codebook(cursor: &mut Cursor, fields: &mut Fields<'_>) -> Codebook {
    let read = fields
        .required(cursor, "codebook")
        .and_then(|value| cursor.within("codebook", |cursor| wire::codebook(cursor, value)));
    fields.forgive(cursor, "codebook", read.map(Some)).unwrap_or_else(|| DEFAULT_PRESET.codebook())
}

/// Reads every entry of an object; one that is missing has none.
fn each(
    cursor: &mut Cursor,
    fields: &mut Fields<'_>,
    key: &'static str,
    mut read: impl FnMut(&mut Cursor, &str, &Value<'_>),
) {
    let entries = fields.entries(cursor, key);
    let entries = fields.forgive(cursor, key, entries);
    cursor.within(key, |cursor| each_entry(cursor, entries, &mut read));
}

fn each_entry(
    cursor: &mut Cursor,
    entries: Option<&Map<'_>>,
    mut read: impl FnMut(&mut Cursor, &str, &Value<'_>),
) {
    for (id, value) in entries.into_iter().flatten() {
        cursor.within(id, |cursor| read(cursor, id, value));
    }
}

fn article(cursor: &mut Cursor, id: ArticleId, value: &Value<'_>) -> Result<Article, Problem> {
    // What the text does not vouch for is not reported a second time.
    let (problems, orphans) = (cursor.problems.len(), cursor.orphans.len());
    let article = wire::article(cursor, id, value)?;
    let found = sha256_hex(article.text.as_str().as_bytes());
    if article.sha256 == found {
        return Ok(article);
    }
    cursor.problems.truncate(problems);
    cursor.orphans.truncate(orphans);
    let expected = &article.sha256;
    Err(cursor.problem(format!("expected a text of SHA-256 {expected}, found one of {found}")))
}

fn layers_of_article(
    cursor: &mut Cursor,
    project: &mut Project,
    article: &ArticleId,
    value: &Value<'_>,
) {
    let Some(known) = project.articles.get(article).cloned() else {
        let problem = cursor.problem("expected the layers' article in the project, found none");
        cursor.set_apart(problem, value);
        return;
    };
    let Value::Object(entries) = value else {
        let problem = cursor.problem(format!("expected an object, found {}", kind_of(value)));
        cursor.set_apart(problem, value);
        return;
    };
    each_entry(cursor, Some(entries), |cursor, annotator, value| {
        let read = wire::layer(cursor, value, &known.text);
        if let Some(layer) = cursor.accept(read, value).filter(|layer| !layer.is_blank()) {
            let id = LayerId { article: article.clone(), annotator: annotator.into() };
            project.layers.insert(id, Rc::new(layer));
        }
    });
}

/// The project's clock; one that is damaged begins anew behind every record's revision.
fn clock(cursor: &mut Cursor, fields: &mut Fields<'_>) -> Clock {
    let Some(value) = fields.get("clock") else { return Clock::default() };
    let read = cursor.within("clock", |cursor| {
        let mut fields = Fields::of(cursor, value)?;
        let mut changed = Table::new();
        for (place, revision) in fields.entries(cursor, "changed")?.into_iter().flatten() {
            let wrong = || cursor.problem_at(place, "expected a whole number");
            changed.insert(place.to_string(), revision.as_u64().ok_or_else(wrong)?);
        }
        let orders = orders(cursor, &mut fields)?;
        let time = fields.count(cursor, "time")?;
        Ok(Clock { time, changed: Rc::new(changed), orders: Rc::new(orders) })
    });
    fields.forgive(cursor, "clock", read)
}

/// The orders that lists of the codebook were last given.
fn orders(
    cursor: &mut Cursor,
    fields: &mut Fields<'_>,
) -> Result<Table<String, Vec<String>>, Problem> {
    let mut orders = Table::new();
    for (list, ids) in fields.entries(cursor, "orders")?.into_iter().flatten() {
        let wrong = || cursor.problem_at(list, "expected a list of ids");
        let Value::Array(ids) = ids else { return Err(wrong()) };
        let ids = ids.iter().map(|id| id.as_str().map(str::to_owned).ok_or_else(wrong));
        orders.insert(list.to_string(), ids.collect::<Result<_, _>>()?);
    }
    Ok(orders)
}

/// What earlier readings set apart.
fn earlier_orphans(cursor: &mut Cursor, fields: &mut Fields<'_>) -> Vec<Orphan> {
    let list = fields.list(cursor, "orphans");
    let list = fields.forgive(cursor, "orphans", list);
    cursor.within("orphans", |cursor| {
        let items = list.iter().enumerate();
        items
            .filter_map(|(at, value)| {
                cursor.within(at, |cursor| {
                    let read = orphan(cursor, value);
                    cursor.accept(read, value)
                })
            })
            .collect()
    })
}

fn orphan(cursor: &mut Cursor, value: &Value<'_>) -> Result<Orphan, Problem> {
    let mut fields = Fields::of(cursor, value)?;
    let orphan = Orphan {
        path: fields.string(cursor, "path")?.to_owned(),
        reason: fields.words(cursor, "reason")?,
        record: fields.get("record").map(Value::to_json).unwrap_or_default(),
    };
    fields.close(cursor);
    Ok(orphan)
}
