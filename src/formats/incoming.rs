//! Annotations on their way from the worker, which reads them, to the page, which shows them first: as
//! plain values, and the project as the bytes of its file.

use serde::{Deserialize, Serialize};

use super::archive::File;
use super::import::{Found, ReadChoice};
use super::outgoing;
use super::project;
use super::table::Format;
use crate::model::Project;
use crate::text::Unit;

/// How much text goes to the page at once, which draws in between.
const PIECE_BYTES: usize = 1 << 18;

/// How files are to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wish {
    /// The format's id; `None` to have it found.
    pub format: Option<String>,
    /// The name of the unit that positions count; `None` to have it found.
    pub unit: Option<String>,
}

/// What was read, but for the project.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The format's id; `None` if the files are in none that is known.
    pub format: Option<String>,
    /// What could not be understood, each with its file and place.
    pub problems: Vec<String>,
    /// What positions count, in words.
    pub unit: String,
    /// What must be asked before that is known.
    pub question: Option<Question>,
}

/// One passage, read in each unit that is possible.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The article.
    pub article: String,
    /// The range as it stands in the file.
    pub range: (u64, u64),
    /// The unit's name; what stands before, the words, and what stands behind.
    pub readings: Vec<(String, [String; 3])>,
}

/// The id of the format that is opened as the project that it is, not taken in.
pub const FOLDER: &str = super::project::folder::FORMAT_ENTRY.id;

/// The format of these files but for the program's own project file, which is opened.
pub fn foreign(files: &[File]) -> Option<String> {
    let format = Format::recognised(files)?;
    (format.id != super::standpoint::PROJECT.id).then(|| format.id.to_owned())
}

/// Reads files together. The bytes are a project file, empty where nothing could be read.
pub fn read(files: &[File], wish: &Wish) -> (Report, Vec<u8>) {
    let (report, project) = look(files, wish);
    (report, project.map(|project| project::write(&project)).unwrap_or_default())
}

/// A piece of what was read, as a project file: articles from that number on with the work on them.
/// With it how many articles there are up to its end, and how many in all.
pub fn piece(project: &Project, from: usize) -> (usize, usize, Vec<u8>) {
    let (mut articles, mut bytes) = (Vec::new(), 0);
    for article in project.articles.values().skip(from) {
        bytes += article.text.as_str().len();
        articles.push(article.clone());
        if bytes >= PIECE_BYTES {
            break;
        }
    }
    let piece = outgoing::piece(project, &articles, from == 0);
    (from + articles.len(), project.articles.len(), piece)
}

/// Reads files together.
pub fn look(files: &[File], wish: &Wish) -> (Report, Option<Project>) {
    let wanted = wish.format.as_deref().and_then(Format::of);
    let Some(format) = wanted.or_else(|| Format::recognised(files)) else {
        return (Report::default(), None);
    };
    let choice = ReadChoice { unit: wish.unit.as_deref().and_then(Unit::named) };
    let import = format.read(files, &choice);
    let question = match &import.unit {
        Found::Open(question) => Some(Question {
            article: question.article.clone(),
            range: question.range,
            readings: question
                .readings
                .iter()
                .map(|(unit, it)| {
                    let passage = [it.before.clone(), it.words.clone(), it.after.clone()];
                    (unit.name().to_owned(), passage)
                })
                .collect(),
        }),
        _ => None,
    };
    let report = Report {
        format: Some(format.id.to_owned()),
        problems: import.problems.iter().map(ToString::to_string).collect(),
        unit: import.unit.words(),
        question,
    };
    (report, Some(import.project))
}
