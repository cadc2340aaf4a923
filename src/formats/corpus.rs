//! The corpus manifest: which files a host offers, and what is known about each.
//!
//! docs/corpus.md describes it and schema/standpoint-corpus.schema.json defines it.

mod as_project;

use std::fmt;

use serde::{Serialize, Serializer};

use super::digest::sha256_hex;
pub use super::wire::Problem;
use super::wire::{self, Cursor, Fields, Layout, Object, Value, Wire, kind_of};
use crate::model::{Details, Extra};
pub use as_project::as_project;

/// What the file says it is.
pub const FORMAT: &str = "standpoint-corpus";

/// The version that this program writes: a reader of the same major version understands it.
pub const VERSION: &str = "1.0";

/// A list of files that can be loaded together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Manifest {
    /// The corpus's name for people.
    pub title: String,
    /// What it is, in a sentence or two.
    pub description: String,
    /// The files in the order to load them.
    pub articles: Vec<Entry>,
    /// Fields of a newer program, kept for it.
    pub extra: Extra,
}

/// One file of a corpus.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Where it is, seen from the manifest.
    pub file: RelativePath,
    /// The lower-case hexadecimal SHA-256 of the file's bytes; empty if not stated.
    pub sha256: String,
    /// What is known about its article; for a file of several, nothing.
    pub details: Details,
    /// Fields of a newer program, kept for it.
    pub extra: Extra,
}

impl Entry {
    /// Whether a file is the one that the manifest means, as far as the manifest says.
    pub fn is_hash_of(&self, file: &[u8]) -> bool {
        self.sha256.is_empty() || self.sha256 == sha256_hex(file)
    }

    /// Puts what the manifest states in the place of what was guessed.
    pub fn correct(&self, guessed: &mut Details) {
        let stated = &self.details;
        let fields = [
            (&mut guessed.title, &stated.title),
            (&mut guessed.outlet, &stated.outlet),
            (&mut guessed.byline, &stated.byline),
            (&mut guessed.url, &stated.url),
            (&mut guessed.language, &stated.language),
        ];
        for (guess, statement) in fields {
            if !statement.is_empty() {
                guess.clone_from(statement);
            }
        }
        guessed.published = stated.published.or(guessed.published);
    }
}

/// A path below the manifest's folder, with `/` between its parts: it leads nowhere else.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RelativePath(String);

impl RelativePath {
    /// The path, or what is wrong with it.
    ///
    /// # Errors
    /// If the path is empty, begins with `/` or a scheme, has an empty part or one of dots only,
    /// a backslash or a control character.
    pub fn new(path: &str) -> Result<Self, &'static str> {
        let first = path.split('/').next().unwrap_or_default();
        if path.is_empty() {
            Err("an empty one")
        } else if path.starts_with('/') {
            Err("one from the host's root")
        } else if path.contains('\\') {
            Err("a backslash")
        } else if path.chars().any(char::is_control) {
            Err("a control character")
        } else if first.contains(':') {
            Err("a scheme")
        } else if path.split('/').any(|part| matches!(part, "" | "." | "..")) {
            Err("an empty part or one of dots")
        } else {
            Ok(Self(path.to_owned()))
        }
    }

    /// The path as it stands in the manifest.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The path as a relative URL: every byte that a URL gives a meaning to is percent-encoded.
    pub fn url(&self) -> String {
        let mut url = String::with_capacity(self.0.len());
        for byte in self.0.bytes() {
            let is_plain = byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
            if is_plain {
                url.push(char::from(byte));
            } else {
                fmt::Write::write_fmt(&mut url, format_args!("%{byte:02X}"))
                    .expect("writing to a string does not fail");
            }
        }
        url
    }
}

/// A manifest that was read, and what was amiss in its file.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// The manifest; entries that do not name a file are left out.
    pub manifest: Manifest,
    /// What to tell the user, in the file's order.
    pub problems: Vec<Problem>,
}

/// Why a file could not be read as a manifest at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ManifestError {
    /// The file is not JSON.
    NotJson(String),
    /// The file is JSON, but no manifest.
    NotAManifest(String),
    /// The file is of a later major version.
    TooNew(String),
}

impl fmt::Display for ManifestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotJson(found) => write!(f, "expected a corpus manifest in JSON, found {found}"),
            Self::NotAManifest(found) => {
                write!(f, "expected a corpus manifest (“format”: “{FORMAT}”), found {found}")
            }
            Self::TooNew(found) => write!(
                f,
                "expected a corpus manifest of version 1, found version {found}: \
                 it needs a newer Standpoint"
            ),
        }
    }
}

impl std::error::Error for ManifestError {}

/// Reads a manifest of this major version. Bad entries are reported, good ones kept.
///
/// # Errors
/// If the file is not JSON, no manifest, or of a later major version.
pub fn read(file: &[u8]) -> Result<Opened, ManifestError> {
    let json = file.strip_prefix("\u{feff}".as_bytes()).unwrap_or(file);
    let parsed = wire::parse(json).map_err(|error| ManifestError::NotJson(error.to_string()))?;
    let mut cursor = Cursor::default();
    check_version(&parsed.value)?;
    let cursor = &mut cursor;
    let mut fields = Fields::of(cursor, &parsed.value).expect("it has a format");
    fields.get("format");
    fields.get("version");
    let title = fields.words(cursor, "title");
    let description = fields.words(cursor, "description");
    let list = fields.list(cursor, "articles");
    let mut manifest = Manifest {
        title: fields.forgive(cursor, "title", title),
        description: fields.forgive(cursor, "description", description),
        ..Manifest::default()
    };
    let list = fields.forgive(cursor, "articles", list);
    cursor.within("articles", |cursor| {
        for (at, value) in list.iter().enumerate() {
            let entry = cursor.within(at, |cursor| {
                let read = entry(cursor, value);
                cursor.accept(read, value)
            });
            manifest.articles.extend(entry);
        }
    });
    manifest.extra = fields.extra();
    let mut problems = std::mem::take(&mut cursor.problems);
    problems.extend(parsed.problems());
    Ok(Opened { manifest, problems })
}

fn check_version(value: &Value<'_>) -> Result<(), ManifestError> {
    let other = |found: String| Err(ManifestError::NotAManifest(found));
    if !matches!(value, Value::Object(_)) {
        return other(kind_of(value).to_owned());
    }
    match value.get("format").and_then(Value::as_str) {
        Some(FORMAT) => {}
        Some(format) => return other(format!("“format”: “{format}”")),
        None => return other("no “format”".to_owned()),
    }
    let version = value.get("version").and_then(Value::as_str).unwrap_or_default();
    let mut numbers = version.split('.').map(|part| part.parse::<u32>().ok());
    match (numbers.next().flatten(), numbers.next().flatten()) {
        (Some(1), Some(_)) => Ok(()),
        (Some(major), Some(_)) if major > 1 => Err(ManifestError::TooNew(version.to_owned())),
        _ => other(format!("“version”: “{version}”")),
    }
}

fn entry(cursor: &mut Cursor, value: &Value<'_>) -> Result<Entry, Problem> {
    let mut fields = Fields::of(cursor, value)?;
    let path = fields.string(cursor, "file")?;
    let file = RelativePath::new(path).map_err(|found| {
        let message = format!("expected a path below the manifest's folder, found {found}");
        cursor.problem_at("file", message)
    })?;
    let mut words = |cursor: &mut Cursor, key: &'static str| {
        let read = fields.words(cursor, key);
        fields.forgive(cursor, key, read)
    };
    let sha256 = words(cursor, "sha256");
    let mut details = Details {
        title: words(cursor, "title"),
        outlet: words(cursor, "outlet"),
        byline: words(cursor, "byline"),
        url: words(cursor, "url"),
        language: words(cursor, "language"),
        published: None,
    };
    let published = fields.date(cursor, "published");
    details.published = fields.forgive(cursor, "published", published);
    let is_hash = sha256.len() == 64 && sha256.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !sha256.is_empty() && !is_hash {
        let message = "expected 64 hexadecimal digits; the file will not be checked";
        cursor.problems.push(cursor.problem_at("sha256", message));
    }
    let sha256 = if is_hash { sha256.to_lowercase() } else { String::new() };
    Ok(Entry { file, sha256, details, extra: fields.extra() })
}

/// The manifest as a file: JSON, indented by two spaces, with a line feed at its end.
pub fn write(manifest: &Manifest) -> Vec<u8> {
    let mut out = Vec::new();
    wire::write_json(&mut out, &Wire(manifest), Layout::Indented);
    out.push(b'\n');
    out
}

impl Serialize for Wire<'_, Manifest> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::begin(serializer)?;
        object.put("format", FORMAT)?;
        object.put("version", VERSION)?;
        object.put("title", &self.0.title)?;
        object.put_words("description", &self.0.description)?;
        object.put("articles", &self.0.articles.iter().map(Wire).collect::<Vec<_>>())?;
        object.end_with(&self.0.extra)
    }
}

impl Serialize for Wire<'_, Entry> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let details = &self.0.details;
        let mut object = Object::begin(serializer)?;
        object.put("file", self.0.file.as_str())?;
        object.put_words("sha256", &self.0.sha256)?;
        object.put_words("title", &details.title)?;
        object.put_words("outlet", &details.outlet)?;
        object.put_words("byline", &details.byline)?;
        object.put_known("published", details.published.map(|day| day.to_string()))?;
        object.put_words("url", &details.url)?;
        object.put_words("language", &details.language)?;
        object.end_with(&self.0.extra)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(json: &str, files: &[&str], problems: &[&str]) -> Manifest {
        let opened = read(json.as_bytes()).unwrap();
        let found: Vec<&str> = opened.manifest.articles.iter().map(|it| it.file.as_str()).collect();
        assert_eq!(found, files, "{json}");
        let said: Vec<String> = opened.problems.iter().map(Problem::to_string).collect();
        assert_eq!(said, problems, "{json}");
        opened.manifest
    }

    #[test]
    fn paths_that_lead_elsewhere_are_refused() {
        for path in
            ["", "/a", "a//b", "../a", "a/../b", "./a", "a\\b", "https://x/a", "C:/a", "a/", "a\nb"]
        {
            assert!(RelativePath::new(path).is_err(), "{path}");
        }
        let path = RelativePath::new("a b/ä?#%2e.txt").unwrap();
        assert_eq!(path.url(), "a%20b/%C3%A4%3F%23%252e.txt");
    }

    #[test]
    fn good_entries_are_kept_beside_bad_ones() {
        let manifest = check(
            r#"{"format": "standpoint-corpus", "version": "1.3", "colour": 1, "articles": [
                {"file": "a.txt", "sha256": "x", "published": "soon", "title": "A", "stars": 5},
                {"file": "../b.txt"}, 7, {"title": "C"}, {"file": "d/e.txt"}]}"#,
            &["a.txt", "d/e.txt"],
            &[
                "expected a day as YYYY-MM-DD, found “soon”, at /articles/0/published",
                "expected 64 hexadecimal digits; the file will not be checked, at /articles/0/sha256",
                "expected a path below the manifest's folder, found an empty part or one of dots, at /articles/1/file",
                "expected an object, found a number, at /articles/2",
                "expected a field “file”, found none, at /articles/3",
            ],
        );
        assert_eq!(manifest.extra["colour"], 1);
        assert_eq!(manifest.articles[0].extra["stars"], 5);
    }

    #[test]
    fn what_is_no_manifest_of_version_1_is_refused() {
        let error = |json: &str| read(json.as_bytes()).unwrap_err().to_string();
        assert!(error("{").contains("found EOF"));
        assert!(error("[]").contains("found a list"));
        assert!(error(r#"{"format": "standpoint-project"}"#).contains("standpoint-project"));
        assert!(error(r#"{"format": "standpoint-corpus"}"#).contains("version"));
        assert!(error(r#"{"format": "standpoint-corpus", "version": "2.0"}"#).contains("newer"));
    }

    #[test]
    fn a_statement_replaces_a_guess_and_silence_does_not() {
        let manifest = check(
            r#"{"format": "standpoint-corpus", "version": "1.0",
                "articles": [{"file": "a.txt", "title": "Stated", "published": "2026-01-05"}]}"#,
            &["a.txt"],
            &[],
        );
        let mut details =
            Details { title: "Guess".into(), outlet: "CBC".into(), ..Details::default() };
        manifest.articles[0].correct(&mut details);
        assert_eq!([details.title.as_str(), &details.outlet], ["Stated", "CBC"]);
        assert_eq!(details.published.unwrap().to_string(), "2026-01-05");
        assert!(manifest.articles[0].is_hash_of(b"any"));
        let entry = Entry { sha256: "0".repeat(64), ..manifest.articles[0].clone() };
        assert!(!entry.is_hash_of(b"any"));
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_again(
            names in prop::collection::vec("[a-zé💩 ?#]{1,9}(/[a-z]{1,9}\\.txt)?", 0..5),
            title in "\\PC*", known in any::<bool>(),
        ) {
            let entry = |name: &String| Entry {
                file: RelativePath::new(name).unwrap(),
                sha256: if known { "0".repeat(64) } else { String::new() },
                details: Details { title: title.clone(), ..Details::default() },
                extra: Extra::default(),
            };
            let manifest = Manifest {
                title: title.clone(),
                articles: names.iter().map(entry).collect(),
                ..Manifest::default()
            };
            let opened = read(&write(&manifest)).unwrap();
            prop_assert_eq!(opened, Opened { manifest, problems: Vec::new() });
        }
    }
}
