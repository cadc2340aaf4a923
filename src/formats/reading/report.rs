//! What goes into reading a file and what comes out: plain values that also cross to a worker.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::Draft;

/// A file as it was dropped.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// Its name, or its path below the dropped folder, with `/` between the parts.
    pub path: &'a str,
    /// All of it.
    pub bytes: &'a [u8],
}

/// What the page asks its worker, whose answer is a [`FileReport`]; the bytes go beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// The path of the [`Input`].
    pub path: String,
    /// What the analyst chose.
    pub options: ReadOptions,
}

/// What the analyst chose before reading.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadOptions {
    /// The column or key of each role in a table; empty to have them guessed by name.
    pub columns: BTreeMap<Role, String>,
}

/// What a column of a table, or a key of a JSON record, holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The article's text; the only one that a table must have.
    Text,
    /// The headline.
    Title,
    /// Who published it.
    Outlet,
    /// Who wrote it.
    Byline,
    /// When it was published.
    Published,
    /// Where it was found.
    Url,
    /// The language it is written in.
    Language,
}

impl Role {
    /// All roles, the needed one first.
    pub const ALL: [Self; 7] = [
        Self::Text,
        Self::Title,
        Self::Outlet,
        Self::Byline,
        Self::Published,
        Self::Url,
        Self::Language,
    ];
}

/// What became of one file. `drafts` is empty unless the outcome is that it was loaded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FileReport {
    /// The path of the [`Input`].
    pub file: String,
    /// What became of it.
    pub outcome: Outcome,
    /// The articles that it held, in the file's order.
    pub drafts: Vec<Draft>,
    /// What the analyst should know about, in the file's order.
    pub remarks: Vec<Remark>,
}

/// What became of one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Outcome {
    /// Every article in it was read.
    Loaded,
    /// At least one article was read, and something is to be said about it or the others.
    LoadedWithRemarks,
    /// Nothing was read. Says what was expected, what was found, and what to do.
    Refused(String),
    /// It is a table without a column known by name to hold texts: read it again with a choice.
    NeedsColumns(ColumnChoice),
    /// It is one of the program's own files, which is opened rather than added to the articles.
    Standpoint(StandpointFile),
}

/// A file in one of the program's own formats, known by its `format` field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StandpointFile {
    /// `standpoint-project`: a saved project.
    Project,
    /// `standpoint-corpus`: the manifest of a hosted corpus.
    Corpus,
    /// `standpoint-rescue`: what was saved after a crash.
    Rescue,
}

/// What there is to choose from when no column is known by name to hold the texts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnChoice {
    /// The columns in the file's order.
    pub columns: Vec<Column>,
    /// The roles that could be guessed.
    pub guessed: BTreeMap<Role, String>,
}

/// One column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its name.
    pub name: String,
    /// The first few values that are not empty, cut to one line each.
    pub samples: Vec<String>,
}

/// Something to say about a file or a place in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    /// Where.
    pub place: Place,
    /// What.
    pub message: String,
}

/// How many remarks a report lists in words.
pub const MAX_REMARKS: usize = 100;

/// A place in a file. Lines, columns and records count from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Place {
    /// The file as a whole.
    File,
    /// A line.
    Line(u64),
    /// A line and a column in it, which counts code points.
    Position(u64, u64),
    /// A record of a table or list.
    Record(u64),
    /// A value in a JSON document, by JSON pointer (RFC 6901).
    Pointer(String),
}

impl Remark {
    /// A remark on the whole file.
    pub fn on_file(message: impl Into<String>) -> Self {
        Self { place: Place::File, message: message.into() }
    }

    /// A remark on a place.
    pub fn at(place: Place, message: impl Into<String>) -> Self {
        Self { place, message: message.into() }
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Place::File => write!(f, "{}", self.message),
            Place::Line(line) => write!(f, "{}, at line {line}", self.message),
            Place::Position(line, column) => {
                write!(f, "{}, at line {line}, column {column}", self.message)
            }
            Place::Record(record) => write!(f, "{}, in record {record}", self.message),
            Place::Pointer(pointer) => write!(f, "{}, at {pointer}", self.message),
        }
    }
}

impl FileReport {
    /// A file of which nothing was read.
    pub fn refused(file: &str, reason: impl Into<String>) -> Self {
        Self::without_drafts(file, Outcome::Refused(reason.into()))
    }

    /// A file that was recognised but holds no articles to load as it is.
    pub fn without_drafts(file: &str, outcome: Outcome) -> Self {
        Self { file: file.to_owned(), outcome, drafts: Vec::new(), remarks: Vec::new() }
    }

    /// A file with what was read from it; refused if that is nothing. Past [`MAX_REMARKS`] only
    /// the number of remarks is kept.
    pub fn of(file: &str, drafts: Vec<Draft>, mut remarks: Vec<Remark>) -> Self {
        if remarks.len() > MAX_REMARKS {
            let more = remarks.len() - MAX_REMARKS;
            remarks.truncate(MAX_REMARKS);
            remarks.push(Remark::on_file(format!("and {more} more remarks")));
        }
        let outcome = match (drafts.is_empty(), remarks.as_slice()) {
            (true, []) => Outcome::Refused("expected an article, found none".to_owned()),
            (true, [only]) => Outcome::Refused(only.to_string()),
            (true, [first, ..]) => {
                Outcome::Refused(format!("no article could be read; first: {first}"))
            }
            (false, []) => Outcome::Loaded,
            (false, _) => Outcome::LoadedWithRemarks,
        };
        Self { file: file.to_owned(), outcome, drafts, remarks }
    }
}
