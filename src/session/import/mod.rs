//! Annotations from other programs' files on their way in: what was read, what is chosen, and what
//! that would change, before anything does.

mod choices;
mod plan;
mod preview;
mod same;
mod staging;

use std::rc::Rc;

pub use choices::{Choices, Label, Person, Unknown, Whose, people, unknown_labels};
pub use plan::{Plan, Planning};
pub use preview::{Left, Preview};
pub use staging::{Staged, Staging};

use crate::model::Project;

/// How far an import is.
#[derive(Clone, Debug, PartialEq)]
pub enum ImportStage {
    /// Files are to be chosen.
    Asked,
    /// They are being read.
    Reading {
        /// The one that is; empty once all are there and are taken apart together.
        file: String,
        /// How many have been.
        done: usize,
        /// How many there are.
        total: usize,
    },
    /// They could not be read, for this reason.
    Refused {
        /// Why, and what to do.
        why: String,
        /// The format that was tried, by its id, if any.
        format: Option<String>,
        /// Whether they came as articles, and may yet be loaded as such.
        as_articles: bool,
    },
    /// They were read. Nothing has changed yet.
    Read(Rc<Incoming>),
    /// What was chosen of them is being put together beside the project. Nothing has changed yet.
    TakingIn {
        /// How much has been.
        done: usize,
        /// How much there is.
        total: usize,
    },
}

/// What was read from files of another program.
#[derive(Clone, Debug, PartialEq)]
pub struct Incoming {
    /// The files.
    pub files: Vec<String>,
    /// The id of their format.
    pub format: String,
    /// The format's name.
    pub name: String,
    /// What they say, as a project of its own.
    pub project: Rc<Project>,
    /// What could not be understood, each with its file and place.
    pub problems: Vec<String>,
    /// What positions count.
    pub unit: FoundUnit,
    /// Whether they came as articles, and may yet be loaded as such.
    pub as_articles: bool,
}

/// What positions count in the files, and how that is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FoundUnit {
    /// In words.
    pub words: String,
    /// The unit that was named by hand.
    pub chosen: Option<String>,
    /// What must be answered first, or was.
    pub question: Option<UnitQuestion>,
}

/// One passage, read in each unit that is possible.
#[derive(Clone, Debug, PartialEq)]
pub struct UnitQuestion {
    /// The article.
    pub article: String,
    /// The range as it stands in the file.
    pub range: (u64, u64),
    /// The readings.
    pub readings: Vec<Reading>,
}

/// A passage as it is read in one unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    /// The unit's name.
    pub unit: String,
    /// The unit in words.
    pub counts: String,
    /// What stands before, the words, and what stands behind.
    pub passage: [String; 3],
}
