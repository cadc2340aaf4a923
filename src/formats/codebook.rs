//! The codebook file: a codebook on its own, to be used in another project.
//!
//! docs/formats.md describes it and schema/standpoint-codebook.schema.json defines it.

use std::fmt;

use serde::{Serialize, Serializer};

use super::project;
use super::wire::{self, Cursor, Fields, Layout, Object, Problem, Value, Wire, kind_of, line_of};
use crate::model::Codebook;

/// What the file says it is.
pub const FORMAT: &str = "standpoint-codebook";

/// The version that this program writes: a reader of the same major version understands it.
pub const VERSION: &str = "1.0";

/// The largest file that is read, for it is read at once, on the page's own thread.
pub const LARGEST_BYTES: usize = 4 << 20;

/// A codebook that was read, and what was amiss in its file.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened {
    /// The codebook, without its faulty items.
    pub codebook: Codebook,
    /// What was left out, and why.
    pub remarks: Vec<Remark>,
}

/// Something amiss, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The line in the file, from 1.
    pub line: usize,
    /// What, and its place as a JSON Pointer.
    pub problem: Problem,
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Line {}: {}", self.line, self.problem)
    }
}

/// Why a file could not be read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CodebookError {
    /// It is too large for a codebook.
    TooLarge,
    /// It is not JSON. What is wrong, with line and column.
    NotJson(String),
    /// It is JSON, but no codebook. What it is instead.
    NotACodebook(String),
    /// It is of a later major version.
    TooNew(String),
}

impl fmt::Display for CodebookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge => write!(
                f,
                "expected a codebook of at most 4 MB, found a larger file. Choose the \
                 codebook’s own file"
            ),
            Self::NotJson(found) => write!(
                f,
                "expected JSON, found {found}. The file was cut short, damaged or edited by hand: \
                 fetch it again, or correct that place"
            ),
            Self::NotACodebook(found) => write!(
                f,
                "expected a codebook (“format”: “{FORMAT}”) or a project, found {found}. Choose \
                 another file"
            ),
            Self::TooNew(found) => write!(
                f,
                "expected a codebook of version 1, found version {found}. A newer Standpoint wrote \
                 it: reload this page to update"
            ),
        }
    }
}

impl std::error::Error for CodebookError {}

/// The codebook as a file: JSON, indented by two spaces, with a line feed at its end.
pub fn write(codebook: &Codebook) -> Vec<u8> {
    let mut out = Vec::new();
    wire::write_json(&mut out, &File(codebook), Layout::Indented);
    out.push(b'\n');
    out
}

struct File<'a>(&'a Codebook);

impl Serialize for File<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::begin(serializer)?;
        object.put("format", FORMAT)?;
        object.put("version", VERSION)?;
        object.put("codebook", &Wire(self.0))?;
        object.end()
    }
}

/// Reads a codebook file, or the codebook of a project file. Faulty items are left out and reported.
///
/// # Errors
/// If the file is not JSON, has no codebook, or is of a later major version.
pub fn read(file: &[u8]) -> Result<Opened, CodebookError> {
    let json = file.strip_prefix("\u{feff}".as_bytes()).unwrap_or(file);
    if json.len() > LARGEST_BYTES {
        return Err(CodebookError::TooLarge);
    }
    let parsed = wire::parse(json).map_err(|error| CodebookError::NotJson(error.to_string()))?;
    let mut cursor = Cursor::default();
    let codebook = codebook(&mut cursor, &parsed.value)?;
    let problems = cursor.problems.into_iter().chain(parsed.problems());
    let remark = |problem: Problem| Remark { line: line_of(json, &problem.path), problem };
    Ok(Opened { codebook, remarks: problems.map(remark).collect() })
}

fn codebook(cursor: &mut Cursor, value: &Value<'_>) -> Result<Codebook, CodebookError> {
    if !matches!(value, Value::Object(_)) {
        return Err(CodebookError::NotACodebook(kind_of(value).to_owned()));
    }
    match value.get("format").and_then(Value::as_str) {
        Some(FORMAT | project::FORMAT) => {}
        Some(other) => {
            let found = wire::shortly(other);
            return Err(CodebookError::NotACodebook(format!("“format”: “{found}”")));
        }
        None => return Err(CodebookError::NotACodebook("no “format”".to_owned())),
    }
    match value.get("version").and_then(Value::as_str) {
        Some(version) if version.split('.').next() == Some("1") => {}
        Some(version) => return Err(CodebookError::TooNew(wire::shortly(version))),
        None => return Err(CodebookError::NotACodebook("no “version”".to_owned())),
    }
    let no_codebook = |problem: Problem| CodebookError::NotACodebook(problem.message);
    let mut fields = Fields::of(cursor, value).map_err(no_codebook)?;
    let inner = fields.required(cursor, "codebook").map_err(no_codebook)?;
    cursor.within("codebook", |cursor| wire::codebook(cursor, inner)).map_err(no_codebook)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::PRESETS;

    #[test]
    fn a_codebook_reads_back_the_same() {
        for preset in PRESETS {
            let codebook = preset.codebook();
            let file = write(&codebook);
            let opened = read(&file).unwrap();
            assert_eq!(opened, Opened { codebook, remarks: Vec::new() });
            assert_eq!(write(&opened.codebook), file);
        }
    }

    #[track_caller]
    fn check(file: &str, expected: &[&str]) {
        let said: Vec<String> = match read(file.as_bytes()) {
            Ok(opened) => opened.remarks.iter().map(ToString::to_string).collect(),
            Err(error) => vec![error.to_string()],
        };
        assert_eq!(said.len(), expected.len(), "{said:#?}");
        for (said, expected) in said.iter().zip(expected) {
            assert!(said.contains(expected), "{said}");
        }
    }

    #[test]
    fn each_fault_is_reported_with_its_line_and_place() {
        check(
            r#"{
  "format": "standpoint-codebook", "version": "1.4",
  "codebook": {
    "name": "Mine", "fields": ["cue",
      "mood"],
    "entity_types": [
      {"id": "a", "label": "A", "colour": "blue"},
      {
        "id": "b", "label": "B", "colour": "mauve"
      }
    ],
    "attributes": [{"id": "t", "label": "T", "kind": "scale", "on": []}],
    "name": "Twice"
  }
}"#,
            &[
                "Line 9: expected one of blue, orange, green, purple, red, teal, brown, pink, olive, \
                 grey, found “mauve”, at /codebook/entity_types/1/colour",
                "Line 12: expected one of choice, number, text, found “scale”, at \
                 /codebook/attributes/0/kind",
                "Line 5: expected one of nested_source",
                "Line 4: expected this field once, found it again, at /codebook/name",
            ],
        );
    }

    #[test]
    fn what_is_no_codebook_is_refused_with_what_it_is() {
        check("", &["EOF while parsing a value at line 1 column 0"]);
        check("[]", &["found a list"]);
        check("{}", &["no “format”"]);
        check(r#"{"format": "x", "version": "1.0"}"#, &["“format”: “x”"]);
        check(r#"{"format": "standpoint-codebook", "version": "2.0"}"#, &["version 2.0"]);
        check(r#"{"format": "standpoint-codebook", "version": "1.0"}"#, &["a field “codebook”"]);
        check(
            r#"{"format": "standpoint-codebook", "version": "1.0", "codebook": 3}"#,
            &["an object, found a number"],
        );
        check(&" ".repeat(LARGEST_BYTES + 1), &["at most 4 MB"]);
        check(&"[".repeat(100_000), &["recursion limit"]);
    }
}
