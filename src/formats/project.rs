//! The project file: everything of a project as one versioned JSON object.
//!
//! docs/formats.md describes it and schema/standpoint-project.schema.json defines it. Objects are
//! keyed by id and sorted, so two saves of the same state are the same bytes.

pub mod folder;
mod links;
mod reader;
mod slices;
mod strokes;

use std::fmt;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::digest::sha256_hex;
pub use super::wire::Problem;
use super::wire::{self, In, Layout, Object, Value, Wire};
use crate::model::{Clock, Layer, LayerId, Orphan, Project, Record};
use crate::order::Table;
pub(crate) use slices::{Sliced, Slices};
pub(crate) use strokes::write_stroke;

/// What the file says it is.
pub const FORMAT: &str = "standpoint-project";

/// The latest version that this program writes: a reader of the same major version understands it.
pub const VERSION: &str = "1.1";

/// A project that was read, and what was amiss in its file.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// The project; records that did not fit are among its orphans.
    pub project: Project,
    /// What to tell the user, in the file's order.
    pub problems: Vec<Problem>,
}

/// Why a file could not be opened at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProjectError {
    /// The file is not JSON.
    NotJson {
        /// What is wrong, with line and column.
        found: String,
        /// Whether the file ends too early.
        cut_short: bool,
    },
    /// The file is JSON, but no project.
    NotAProject {
        /// What it is instead.
        found: String,
    },
    /// The file is of a later major version.
    TooNew {
        /// The file's version.
        found: String,
    },
}

impl fmt::Display for ProjectError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson { found, cut_short: true } => write!(
                f,
                "expected a whole project file, found its end too early ({found}). \
                 The file was cut short: fetch it again from where it came from"
            ),
            Self::NotJson { found, cut_short: false } => write!(
                f,
                "expected JSON, found {found}. \
                 The file was damaged or edited by hand: fetch it again, or correct that place"
            ),
            Self::NotAProject { found } => write!(
                f,
                "expected a project file (“format”: “{FORMAT}”), found {found}. \
                 To load articles from it, drop it as a file of articles"
            ),
            Self::TooNew { found } => write!(
                f,
                "expected a project file of version 1, found version {found}. \
                 A newer Standpoint wrote it: open it with that one, or reload this page to update"
            ),
        }
    }
}

impl std::error::Error for ProjectError {}

/// The project as a file: JSON, indented by two spaces, with a line feed at its end.
pub fn write(project: &Project) -> Vec<u8> {
    let mut out = Vec::new();
    wire::write_json(&mut out, &Wire(project), Layout::Indented);
    out.push(b'\n');
    out
}

/// Reads a project file of this major version. Bad records are set apart, good ones kept.
///
/// A project without an id gets one by the file's hash.
///
/// # Errors
/// If the file is not JSON, no project, or of a later major version.
pub fn read(file: &[u8]) -> Result<Opened, ProjectError> {
    let json = file.strip_prefix("\u{feff}".as_bytes()).unwrap_or(file);
    let parsed = wire::parse(json).map_err(|error| ProjectError::NotJson {
        found: error.to_string(),
        cut_short: error.is_eof(),
    })?;
    let mut opened = from_json(&parsed.value)?;
    opened.problems.extend(parsed.problems());
    opened.project.orphans.extend(parsed.repeated);
    if opened.project.id.as_str().is_empty() {
        opened.project.id = format!("p-{}", &sha256_hex(file)[..16]).into();
    }
    Ok(opened)
}

/// Reads a project that is part of another file.
pub(crate) fn from_json(value: &Value<'_>) -> Result<Opened, ProjectError> {
    reader::read(value)
}

impl Serialize for Wire<'_, Project> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let project = self.0;
        let articles = project.articles.iter().map(|(id, a)| (id.as_str(), Wire(&**a)));
        let mut object = Object::begin(serializer)?;
        put_head(&mut object, project)?;
        object.put("articles", &ById(articles.collect()))?;
        object.put("layers", &layers_by_article(project))?;
        put_tail(&mut object, project)?;
        object.end_with(&project.extra)
    }
}

fn put_head<M: SerializeMap>(object: &mut Object<M>, project: &Project) -> Result<(), M::Error> {
    let annotators = project.annotators.iter().map(|(id, a)| (id.as_str(), Wire(a)));
    let entities = project.entities.iter().map(|(id, e)| (id.as_str(), Wire(&**e)));
    object.put("format", FORMAT)?;
    object.put("version", version(project))?;
    object.put("id", project.id.as_str())?;
    object.put("name", &project.name)?;
    object.put("annotators", &ById(annotators.collect()))?;
    object.put("codebook", &Wire(&*project.codebook))?;
    object.put("entities", &ById(entities.collect()))
}

fn put_tail<M: SerializeMap>(object: &mut Object<M>, project: &Project) -> Result<(), M::Error> {
    object.put("orphans", &project.orphans.iter().map(Wire).collect::<Vec<_>>())?;
    let clock = Wire(&project.clock);
    object.put_known("clock", (!project.clock.is_blank()).then_some(&clock))
}

impl Serialize for Wire<'_, Table<String, Vec<String>>> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        ById(self.0.iter().map(|(list, ids)| (list.as_str(), ids)).collect()).serialize(serializer)
    }
}

impl Serialize for Wire<'_, Clock> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let changed = self.0.changed.iter().map(|(place, revision)| (place.as_str(), revision));
        let mut object = Object::begin(serializer)?;
        object.put("time", &self.0.time)?;
        object.put("changed", &ById(changed.collect()))?;
        let orders = Wire(&*self.0.orders);
        object.put_known("orders", (!self.0.orders.is_empty()).then_some(&orders))?;
        object.end()
    }
}

/// The first version that has a place for all of it, so that a project keeps its bytes in a newer
/// program that was asked for nothing new.
fn version(project: &Project) -> &'static str {
    let codebook = &project.codebook;
    let is_new = !project.clock.is_blank()
        || !codebook.attributes.is_empty()
        || !codebook.rules.is_empty()
        || codebook.polarities.iter().any(|style| !style.guideline.is_empty())
        || codebook.issues.iter().any(|issue| !issue.guideline.is_empty())
        || project.entities.values().any(|entity| entity.matching != Default::default())
        || project.layers.values().any(|layer| {
            let has_values = |record: &Record| record.attributes().is_some_and(|it| !it.is_empty());
            !layer.attributes.is_empty() || layer.records.values().any(has_values)
        });
    if is_new { VERSION } else { "1.0" }
}

/// An object by id, in the order of the ids.
struct ById<'a, T>(Vec<(&'a str, T)>);

impl<T: Serialize> Serialize for ById<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(id, item)| (id, item)))
    }
}

fn layers_by_article(project: &Project) -> ById<'_, ById<'_, In<'_, Layer>>> {
    let mut by_article: Vec<(&str, ById<'_, _>)> = Vec::new();
    for (LayerId { article: id, annotator }, layer) in &project.layers {
        // An operation on a layer needs its article, and an article goes with its layers.
        let Some(article) = project.articles.get(id) else { continue };
        let layer = (annotator.as_str(), In(&**layer, &article.text));
        // Layers come by article.
        match by_article.last_mut() {
            Some((last, layers)) if *last == id.as_str() => layers.0.push(layer),
            _ => by_article.push((id.as_str(), ById(vec![layer]))),
        }
    }
    ById(by_article)
}

impl Serialize for Wire<'_, Orphan> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::begin(serializer)?;
        object.put("path", &self.0.path)?;
        object.put("reason", &self.0.reason)?;
        object.put("record", &self.0.record)?;
        object.end()
    }
}
