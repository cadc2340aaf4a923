//! A project as a folder for version control: a file for each article with the work on it, one for
//! the entities, and one for the rest. The same state is the same bytes, and work on two articles
//! never meets in one file: where the clock stands is not written but found again from the revisions.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Serialize, Serializer};

use super::{ById, FORMAT, from_json, layers_by_article, version};
use crate::formats::archive::File;
use crate::formats::digest::sha256_hex;
use crate::formats::file_names::is_reserved;
use crate::formats::import::{Found, Import, Problem, ReadChoice};
use crate::formats::reading::Place;
use crate::formats::table::{Counts, Format, Reader, Write, Writer};
use crate::formats::wire::{self, In, Layout, Map, Object, Value, Wire};
use crate::model::{Article, Layer, Orphan, PRESETS, Project};

/// What the folder's first file says it is.
const FOLDER: &str = "standpoint-folder";
/// What an article's file says it is.
const ARTICLE: &str = "standpoint-article";
/// What the file of the entities says it is.
const ENTITIES: &str = "standpoint-entities";

const HEAD: &str = "project.json";
const ENTITIES_FILE: &str = "entities.json";
const ARTICLES: &str = "articles/";

/// The longest name that an id is written as; a longer one ends with a hash.
const LONGEST_NAME: usize = 100;

/// The folder as one of the formats.
pub(in crate::formats) const FORMAT_ENTRY: Format = Format {
    id: "standpoint-folder",
    name: "Standpoint folder",
    purpose: "Everything of a project as a folder for git, a file for each article.",
    ending: "standpoint-folder.zip",
    counts: Counts::CodePoints,
    never: &[],
    writer: Some(Writer {
        write: Write::Files(|project, _| write(project)),
        besides: |_, _| Vec::new(),
    }),
};

pub(in crate::formats) const READER: Reader = Reader { recognises, read };

/// The folder below which the articles' files lie.
pub const BELOW: &str = "articles";

/// Whether a file of that path belongs to a folder, were it one.
pub fn has_place_for(path: &str) -> bool {
    [HEAD, ENTITIES_FILE].contains(&path) || path.starts_with(ARTICLES) && path.ends_with(".json")
}

/// Whether a file that lies there already is in the way: one of a project's, or under a name that every
/// project needs.
pub fn is_in_the_way(path: &str, bytes: &[u8]) -> bool {
    [HEAD, ENTITIES_FILE].contains(&path) || is_an_articles_file(bytes)
}

/// The project of a folder's files, if all of them can be read.
///
/// # Errors
/// The first thing that is amiss, with its file and place.
#[inline(never)] // not in the first load
pub fn open(files: &[File]) -> Result<Project, String> {
    let import = read(files, &ReadChoice::default());
    match import.problems.first() {
        Some(problem) => Err(problem.to_string()),
        None => Ok(import.project),
    }
}

/// Whether a file is one that the folder has for an article: one that is left over is to go.
pub fn is_an_articles_file(bytes: &[u8]) -> bool {
    begins_as(bytes, ARTICLE)
}

fn begins_as(bytes: &[u8], format: &str) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(256)]).into_owned();
    let words: String = head.chars().filter(|c| !c.is_whitespace() && *c != '\u{feff}').collect();
    words.starts_with(&format!("{{\"format\":\"{format}\""))
}

fn recognises(file: &File) -> bool {
    file.name() == HEAD && begins_as(&file.bytes, FOLDER)
}

/// The folder's files, the head first.
#[inline(never)] // not in the first load
pub fn write(project: &Project) -> Vec<File> {
    let mut by_article: BTreeMap<String, Vec<(&str, u64)>> = BTreeMap::new();
    let mut rest = Vec::new();
    for (path, revision) in &*project.clock.changed {
        let article = article_of(path).filter(|id| project.articles.contains_key(&(&**id).into()));
        match article {
            Some(id) => by_article.entry(id).or_default().push((path, *revision)),
            None => rest.push((path.as_str(), *revision)),
        }
    }
    let mut files = vec![
        File::new(HEAD, indented(&Head { project, changed: ById(rest) })),
        File::new(ENTITIES_FILE, indented(&Entities(project))),
    ];
    let mut layers = layers_by_article(project).0.into_iter().peekable();
    for (id, article) in &project.articles {
        let mut own = ById(Vec::new());
        while let Some((_, layers)) = layers.next_if(|(known, _)| *known == id.as_str()) {
            own.0.extend(layers.0);
        }
        let changed = ById(by_article.remove(id.as_str()).unwrap_or_default());
        let file = OneArticle { article, layers: own, changed };
        files.push(File::new(format!("{ARTICLES}{}.json", name_of(id.as_str())), indented(&file)));
    }
    files
}

fn indented(value: &impl Serialize) -> Vec<u8> {
    let mut out = Vec::new();
    wire::write_json(&mut out, value, Layout::Indented);
    out.push(b'\n');
    out
}

/// An id as a file's name on every system: lower case letters, digits, `-` and `_` as they are, the
/// rest as `%` and two hexadecimal digits a byte.
fn name_of(id: &str) -> String {
    let is_reserved = is_reserved(id);
    let mut name = String::new();
    for (at, byte) in id.bytes().enumerate() {
        let is_plain = byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_".contains(&byte);
        if is_plain && !(is_reserved && at == 0) {
            name.push(char::from(byte));
        } else {
            name += &format!("%{byte:02x}");
        }
    }
    if name.len() > LONGEST_NAME {
        name.truncate(LONGEST_NAME - 17);
        name = format!("{name}-{}", &sha256_hex(id.as_bytes())[..16]);
    }
    if name.is_empty() { "%".to_owned() } else { name }
}

/// The article that a path into the project file leads to.
fn article_of(path: &str) -> Option<String> {
    let mut segments = path.strip_prefix('/')?.split('/');
    matches!(segments.next()?, "articles" | "layers")
        .then(|| segments.next().map(|id| id.replace("~1", "/").replace("~0", "~")))?
}

struct Head<'a> {
    project: &'a Project,
    changed: ById<'a, u64>,
}

impl Serialize for Head<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let project = self.project;
        let annotators = project.annotators.iter().map(|(id, it)| (id.as_str(), Wire(it)));
        let mut object = Object::begin(serializer)?;
        object.put("format", FOLDER)?;
        object.put("version", version_of(project))?;
        object.put("id", project.id.as_str())?;
        object.put("name", &project.name)?;
        object.put("annotators", &ById(annotators.collect()))?;
        object.put("codebook", &Wire(&*project.codebook))?;
        object.put("orphans", &project.orphans.iter().map(Wire).collect::<Vec<_>>())?;
        object.put_known("changed", (!self.changed.0.is_empty()).then_some(&self.changed))?;
        let orders = Wire(&*project.clock.orders);
        object.put_known("orders", (!project.clock.orders.is_empty()).then_some(&orders))?;
        object.end_with(&project.extra)
    }
}

/// The version that the project has once its clock was found again.
fn version_of(project: &Project) -> &'static str {
    let records = || project.layers.values().flat_map(|layer| layer.records.values());
    let has_revisions = records().any(|record| record.provenance().revision.0 > 0);
    if project.clock.changed.is_empty() && !has_revisions && project.clock.time > 0 {
        let mut plain = project.clone();
        plain.clock.time = 0;
        return version(&plain);
    }
    version(project)
}

struct Entities<'a>(&'a Project);

impl Serialize for Entities<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entities = self.0.entities.iter().map(|(id, it)| (id.as_str(), Wire(&**it)));
        let mut object = Object::begin(serializer)?;
        object.put("format", ENTITIES)?;
        object.put("entities", &ById(entities.collect()))?;
        object.end()
    }
}

struct OneArticle<'a> {
    article: &'a Article,
    layers: ById<'a, In<'a, Layer>>,
    changed: ById<'a, u64>,
}

impl Serialize for OneArticle<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::begin(serializer)?;
        object.put("format", ARTICLE)?;
        object.put("id", self.article.id.as_str())?;
        object.put("article", &Wire(self.article))?;
        object.put("layers", &self.layers)?;
        object.put_known("changed", (!self.changed.0.is_empty()).then_some(&self.changed))?;
        object.end()
    }
}

/// What the files of a folder say together.
#[derive(Default)]
struct Folder<'a> {
    head: Map<'a>,
    entities: Value<'a>,
    articles: Map<'a>,
    layers: Map<'a>,
    changed: Map<'a>,
    orders: Option<Value<'a>>,
    /// The file of each article.
    files: BTreeMap<String, String>,
    problems: Vec<Problem>,
    repeated: Vec<Orphan>,
}

fn read(files: &[File], _: &ReadChoice) -> Import {
    let blank = Project::new("p-import".into(), "", PRESETS[0].codebook());
    let mut folder = Folder::default();
    let head = files.iter().find(|file| file.name() == HEAD);
    let base = head.map_or("", |head| head.path.strip_suffix(HEAD).unwrap_or_default());
    match head {
        Some(head) => folder.take(head, FOLDER, HEAD),
        None => {
            let path = files.first().map_or(HEAD, |file| &file.path);
            folder.problem(path, Place::File, format!("expected {HEAD} beside it, found none"));
        }
    }
    for file in files {
        let Some(path) = file.path.strip_prefix(base) else { continue };
        if path == ENTITIES_FILE {
            folder.take(file, ENTITIES, path);
        } else if path.starts_with(ARTICLES) && path.ends_with(".json") {
            folder.take(file, ARTICLE, path);
        }
    }
    let Folder { problems, .. } = &mut folder;
    let mut problems = std::mem::take(problems);
    let project = match head {
        Some(head) => folder.project(&head.path, base, &mut problems).unwrap_or(blank),
        None => blank,
    };
    Import { project, problems, unit: Found::NoDifference }
}

impl<'a> Folder<'a> {
    fn problem(&mut self, file: &str, place: Place, message: impl Into<String>) {
        self.problems.push(Problem { file: file.to_owned(), place, message: message.into() });
    }

    /// Takes a file apart, which must say that it is of that format.
    fn take(&mut self, file: &'a File, format: &str, path: &str) {
        let bytes = file.bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&file.bytes);
        let parsed = match wire::parse(bytes) {
            Ok(parsed) => parsed,
            Err(error) => {
                let place = Place::Position(error.line() as u64, error.column() as u64);
                let is_conflict =
                    bytes.split(|byte| *byte == b'\n').any(|it| it.starts_with(b"<<<<<<< "));
                let message = match is_conflict {
                    true => {
                        "expected JSON, found a conflict that git has left: resolve it in this \
                             file and read the folder again"
                            .to_owned()
                    }
                    false => format!(
                        "expected JSON, found {error}: bring the file back from version control"
                    ),
                };
                return self.problem(&file.path, place, message);
            }
        };
        for problem in parsed.problems() {
            self.problem(&file.path, Place::Pointer(problem.path), problem.message);
        }
        self.repeated.extend(parsed.repeated);
        let found = parsed.value.get("format").and_then(Value::as_str);
        if found != Some(format) {
            let found = found.map_or("none".to_owned(), |found| format!("“{found}”"));
            let message = format!("expected the “format” “{format}”, found {found}: left out");
            return self.problem(&file.path, Place::File, message);
        }
        let Value::Object(mut fields) = parsed.value else { return };
        let mut field = |key: &'static str| fields.remove(&Cow::Borrowed(key));
        field("format");
        match format {
            ARTICLE => {
                let (id, article) = (field("id"), field("article"));
                let (layers, changed) = (field("layers"), field("changed"));
                let (Some(id), Some(article)) = (id.as_ref().and_then(Value::as_str), article)
                else {
                    let message = "expected “id” and “article”, found only one or none: left out";
                    return self.problem(&file.path, Place::File, message);
                };
                if let Some(known) = self.files.get(id) {
                    let message =
                        format!("expected each article once, found {id} as in {known}: left out");
                    return self.problem(&file.path, Place::File, message);
                }
                self.files.insert(id.to_owned(), path.to_owned());
                self.articles.insert(Cow::Owned(id.to_owned()), article);
                if let Some(layers) = layers {
                    self.layers.insert(Cow::Owned(id.to_owned()), layers);
                }
                self.note(changed, &file.path);
            }
            ENTITIES => self.entities = field("entities").unwrap_or_default(),
            _ => {
                let changed = field("changed");
                self.orders = field("orders");
                self.note(changed, &file.path);
                self.head = std::mem::take(&mut fields);
                return;
            }
        }
        for (key, _) in &fields {
            let message =
                format!("expected no more than this program writes, found “{key}”: left out");
            self.problem(&file.path, Place::Pointer(format!("/{key}")), message);
        }
    }

    fn note(&mut self, changed: Option<Value<'a>>, file: &str) {
        match changed {
            Some(Value::Object(changed)) => {
                for (path, revision) in &changed {
                    self.changed.insert(path.clone(), revision.clone());
                }
            }
            None => {}
            Some(other) => {
                let found = wire::kind_of(&other);
                let message = format!("expected an object, found {found}: left out");
                self.problem(file, Place::Pointer("/changed".to_owned()), message);
            }
        }
    }

    /// Reads all as the one project file that it is.
    fn project(mut self, head: &str, base: &str, problems: &mut Vec<Problem>) -> Option<Project> {
        let latest = self.changed.values().filter_map(Value::as_u64).max().unwrap_or_default();
        let mut put = |key: &'static str, value: Value<'a>| {
            self.head.insert(Cow::Borrowed(key), value);
        };
        put("format", Value::String(FORMAT.into()));
        put("entities", self.entities);
        put("articles", Value::Object(self.articles));
        put("layers", Value::Object(self.layers));
        if !self.changed.is_empty() {
            let mut clock = Map::new();
            clock.insert("time".into(), Value::Number(latest.into()));
            clock.insert("changed".into(), Value::Object(self.changed));
            if let Some(orders) = self.orders {
                clock.insert("orders".into(), orders);
            }
            put("clock", Value::Object(clock));
        }
        let file_of = |path: &str| match article_of(path).and_then(|id| self.files.get(&id)) {
            Some(file) => format!("{base}{file}"),
            None if path.starts_with("/entities") => format!("{base}{ENTITIES_FILE}"),
            None => head.to_owned(),
        };
        match from_json(&Value::Object(self.head)) {
            Ok(mut opened) => {
                for found in opened.problems {
                    let file = file_of(&found.path);
                    let place = Place::Pointer(found.path);
                    problems.push(Problem { file, place, message: found.message });
                }
                opened.project.orphans.extend(self.repeated);
                Some(opened.project)
            }
            Err(error) => {
                let message = error.to_string();
                problems.push(Problem { file: head.to_owned(), place: Place::File, message });
                None
            }
        }
    }
}
