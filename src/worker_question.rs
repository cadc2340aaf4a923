//! What the page asks its worker.

use serde::{Deserialize, Serialize};

use crate::{
    formats::{incoming, outgoing, reading},
    suggest,
};

/// A question to the worker.
#[derive(Debug, Serialize, Deserialize)]
pub enum WorkerQuestion {
    /// What is in the file whose bytes go along? Answered by a report.
    File(reading::Request),
    /// Where do these names stand? Answered by [`suggest::Answer`].
    Names(suggest::Question),
    /// What list of entities is in the file whose bytes go along? Answered by what
    /// [`crate::formats::gazetteer::read`] says.
    Entities,
    /// In which format of other programs is the file of that path, whose bytes go along? Answered by
    /// an id, or none.
    Recognise(String),
    /// Hold the file of that path, whose bytes go along, to be read together with others; the first
    /// one lets go of those before. Answered by nothing.
    Hold {
        /// Its path.
        path: String,
        /// Whether it is the first one.
        is_first: bool,
    },
    /// What do the held files say? Answered by [`incoming::Report`], with a project file beside it.
    Annotations(incoming::Wish),
    /// The same, but the project stays with the worker until it is asked for by pieces. Answered by
    /// [`incoming::Report`].
    Look(incoming::Wish),
    /// What is in the project that stayed, from the article of that number on? Answered by how many
    /// articles there are up to the piece's end and in all, with the piece beside it; the last one
    /// lets go of the project.
    NextPiece {
        /// How many articles came before.
        from: usize,
    },
    /// Keep the piece of a project whose bytes go along, to be written; the first one lets go of those
    /// before. Answered by nothing.
    Piece {
        /// Whether it is the first one.
        is_first: bool,
    },
    /// Pack the bytes that go along behind those before, as the file of that path; the first ones let go
    /// of those before. Answered by nothing.
    Pack {
        /// The file's path.
        path: String,
        /// Whether they are the first ones.
        is_first: bool,
    },
    /// Finish what was packed, with the files of the archive that goes along behind it. Answered by
    /// whether there was anything, with the archive beside it.
    EndPacking,
    /// Write what the pieces came to. Answered by [`outgoing::Written`], with the file beside it.
    Write(outgoing::Manner),
}
