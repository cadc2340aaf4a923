//! REFI-QDA projects, `.qdpx`: what NVivo, ATLAS.ti, MAXQDA, QualCoder and others exchange.
//!
//! <https://www.qdasoftware.org>, version 1.0 of its schema: `project.qde` and the texts in `sources`.
//! The codebook's types are codes, a mark is a selection with a coding; the polarity of a stance, its
//! holder and its target are codes below `Stance`, `Holder` and `Target`.
//!
//! Positions count code points from 0 at the text's beginning (section 10.2 of version 1.5 of the standard).
//! Whether an end is the last character's position or the one behind it, neither standard nor schema
//! says. Ends are written exclusive, as QualCoder slices with them; on reading the names of selections,
//! which most programs make from the words, tell.

mod reader;
mod writer;

use super::line_ends;
use super::rider;
use super::table::{Counts, Format, Reader, Write, Writer};
use crate::model::Colour;

pub(super) const FORMAT: Format = Format {
    id: "refi-qda",
    name: "REFI-QDA project",
    purpose: "Coded texts for NVivo, ATLAS.ti, MAXQDA and QualCoder.",
    ending: "qdpx",
    counts: Counts::CodePoints,
    never: rider::BUT_THE_PROJECT,
    writer: Some(Writer {
        write: Write::Files(|project, _| writer::write(project)),
        besides: |project, _| line_ends::lost(project),
    }),
};

pub(super) const READER: Reader = Reader { recognises: reader::recognises, read: reader::read };

const PROJECT: &str = "project.qde";
const NAMESPACE: &str = "urn:QDA-XML:project:1.0";
const SOURCES: &str = "sources";
/// What the schema has no place for, by the guid that it belongs to; one a line.
const OURS: &str = "standpoint.jsonl";

/// The codes that hold others.
const STANCE: &str = "Stance";
const HOLDER: &str = "Holder";
const TARGET: &str = "Target";

/// The colours of the codebook as codes have them.
const COLOURS: [(Colour, &str); 10] = [
    (Colour::Blue, "#2f6fbf"),
    (Colour::Orange, "#c8641e"),
    (Colour::Green, "#3c8c46"),
    (Colour::Purple, "#7d50b4"),
    (Colour::Red, "#be3c3c"),
    (Colour::Teal, "#1e8c8c"),
    (Colour::Brown, "#8c6441"),
    (Colour::Pink, "#be508c"),
    (Colour::Olive, "#78821e"),
    (Colour::Grey, "#787878"),
];
