//! What the screen asks of the world: the events that no [`Action`](crate::session::Action) covers,
//! because files, the network or the clipboard come first.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::browser::files::PickedFile;
use crate::formats::choice::Choice;
use crate::formats::incoming::Wish;
use crate::formats::reading::Role;
use crate::formats::table::Format;
use crate::model::{Codebook, ProjectId};
use crate::session::Merging;
use crate::session::import::{Choices, Incoming};

/// Something that a task must do.
#[derive(Clone, Debug)]
pub enum Request {
    /// Merge a file’s state of a project into the one that is here.
    Merge(Rc<Merging>),
    /// Open a file’s state of a project as another project.
    OpenCopy(Rc<Merging>),
    /// Read these files into the open project, or into a new one.
    AddFiles(Vec<PickedFile>),
    /// Read these files as annotations of another program.
    ImportFiles(Vec<PickedFile>),
    /// Read the files of an import again, in this way.
    ReadAnnotations(Wish),
    /// Load the files of an import as articles instead.
    LoadAsArticles,
    /// Stop the export that is going on.
    CancelExport,
    /// Take in what was read, as chosen.
    TakeIn(Rc<Incoming>, Box<Choices>),
    /// Leave the import; nothing has changed.
    CancelImport,
    /// Hand out the list of what an import could not understand.
    SaveProblems(Rc<Incoming>),
    /// Read a pasted text into the open project, or into a new one.
    AddText {
        /// The headline; empty to have it guessed.
        title: String,
        /// The text as it was pasted.
        text: String,
    },
    /// Read a table again with these columns.
    ReadTable {
        /// The file.
        file: String,
        /// The column of each role; a role without a column is left out.
        columns: BTreeMap<Role, String>,
    },
    /// Go on without a table that waits for its columns.
    LeaveTable(String),
    /// Stop reading files; what was read stays.
    CancelLoad,
    /// Stop looking for names; none is suggested.
    CancelNames,
    /// Open the sample project.
    OpenSample,
    /// Open a project of the shelf.
    OpenProject(ProjectId),
    /// Fetch a corpus by its address, as it was typed. Another host is asked about first.
    OpenCorpus(String),
    /// Fetch a corpus from another host, which the analyst confirmed by name.
    OpenForeignCorpus(String),
    /// Hand out the project as one file.
    SaveProject,
    /// Hand out the data set of articles, one line each.
    ExportArticles,
    /// Hand out the data set of stances, one line each.
    ExportStances,
    /// Hand out what was chosen in another program's format.
    ExportAs(&'static Format, Box<Choice>),
    /// Read a list of entities, and show what it would bring.
    ImportEntities(PickedFile),
    /// Hand out the registry of entities, as CSV.
    ExportEntities,
    /// Hand out the table behind the picture that is on the screen, as CSV.
    ExportPictureTable,
    /// Hand out the picture itself, as SVG.
    ExportPictureDrawing,
    /// Hand out a codebook, as it stands in its editor.
    ExportCodebook(Box<Codebook>),
    /// Hand out the report of the last load as a text file.
    SaveReport,
    /// Put the report of the last load on the clipboard.
    CopyReport,
    /// Ask for a file on the disk that the project is written to from now on.
    KeepFileCopy,
    /// Ask for a folder on the disk that the project is written to from now on, a file for each article.
    KeepFolderCopy,
    /// Ask for the permission to write to that file or folder again, and write.
    ResumeFileCopy,
    /// Compare that copy, which another program has changed, with the project.
    CompareFileCopy,
    /// Write to that copy no more.
    StopFileCopy,
    /// Load the page anew in the newer version of the program that is ready.
    TakeNewVersion,
}
