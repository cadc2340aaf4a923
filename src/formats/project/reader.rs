//! Takes a parsed project file apart, keeping what is sound.

use std::rc::Rc;

use super::super::digest::sha256_hex;
use super::super::wire::{self, Cursor, Fields, Map, Problem, Value, kind_of};
use super::{FORMAT, Opened, ProjectError, VERSION, links};
use crate::model::{
    Article, ArticleId, Clock, Codebook, DEFAULT_PRESET, LayerId, Orphan, Project, ProjectId,
};
use crate::order::Table;

/// What has been read of a project, and what was amiss in each part of the file.
///
/// Whoever has all of it reads it at once; a large file's articles and layers can be given one by
/// one before, with [`Self::article`] and then [`Self::layers_of_article`].
#[derive(Debug)]
pub(super) struct Reading {
    project: Project,
    head: Cursor,
    articles: Cursor,
    layers: Cursor,
    links: links::Checked,
    tail: Cursor,
}

/// The project of a parsed file.
///
/// # Errors
/// If the value is no project or of a later major version.
pub(super) fn read(value: &Value<'_>) -> Result<Opened, ProjectError> {
    let mut reading = Reading::new();
    reading.rest(value)?;
    while reading.check_links() {}
    Ok(reading.end())
}

impl Reading {
    pub(super) fn new() -> Self {
        let (mut articles, mut layers) = (Cursor::default(), Cursor::default());
        articles.enter("articles");
        layers.enter("layers");
        Self {
            project: Project::new("".into(), "", DEFAULT_PRESET.codebook()),
            head: Cursor::default(),
            articles,
            layers,
            links: links::Checked::default(),
            tail: Cursor::default(),
        }
    }

    /// Reads an entry of `articles`.
    pub(super) fn article(&mut self, id: &str, value: &Value<'_>) {
        let articles = &mut self.project.articles;
        self.articles.within(id, |cursor| {
            let read = article(cursor, id.into(), value);
            if let Some(article) = cursor.accept(read, value) {
                articles.insert(id.into(), Rc::new(article));
            }
        });
    }

    /// Reads an entry of `layers`, whose article has been read.
    pub(super) fn layers_of_article(&mut self, id: &str, value: &Value<'_>) {
        let project = &mut self.project;
        self.layers.within(id, |cursor| layers_of_article(cursor, project, &id.into(), value));
    }

    /// Reads what has not been given one by one.
    ///
    /// # Errors
    /// If the value is no project or of a later major version.
    pub(super) fn rest(&mut self, value: &Value<'_>) -> Result<(), ProjectError> {
        check_version(&mut self.head, value)?;
        let cursor = &mut self.head;
        let mut fields = Fields::of(cursor, value).expect("a value with a version is an object");
        fields.get("format");
        fields.get("version");
        let id = fields.string(cursor, "id");
        self.project.id = ProjectId::from(fields.forgive(cursor, "id", id));
        let name = fields.words(cursor, "name");
        self.project.name = fields.forgive(cursor, "name", name);
        self.project.codebook = Rc::new(codebook(cursor, &mut fields));
        let project = &mut self.project;
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
        let articles = fields.entries(cursor, "articles");
        let articles = fields.forgive(cursor, "articles", articles);
        articles.into_iter().flatten().for_each(|(id, value)| self.article(id, value));
        let cursor = &mut self.head;
        let layers = fields.entries(cursor, "layers");
        let layers = fields.forgive(cursor, "layers", layers);
        layers.into_iter().flatten().for_each(|(id, value)| self.layers_of_article(id, value));
        let cursor = &mut self.tail;
        self.project.orphans = earlier_orphans(cursor, &mut fields);
        self.project.clock = clock(cursor, &mut fields);
        self.project.extra = fields.extra();
        Ok(())
    }

    /// Looks at the links of some records, once all else is read; whether there are more.
    pub(super) fn check_links(&mut self) -> bool {
        self.links.check_more(&self.project)
    }

    /// The project, once everything has been read and checked.
    pub(super) fn end(self) -> Opened {
        let Self { mut project, head, articles, layers, links, tail } = self;
        let records = project.layers.values().flat_map(|layer| layer.records.values());
        let latest = records.map(|record| record.provenance().revision.0).max().unwrap_or_default();
        project.clock.time = project.clock.time.max(latest);
        let mut problems = head.problems;
        project.orphans.extend(head.orphans);
        for part in [articles, layers, links.cursor, tail] {
            problems.extend(part.problems);
            project.orphans.extend(part.orphans);
        }
        Opened { project, problems }
    }
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
