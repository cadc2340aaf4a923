//! One record of the log as bytes.
//!
//! `{"crc":"0a1b2c3d","body":{"v":1,"seq":17,"at":"…","do":"edit",…}}`, on one line. The checksum
//! is the CRC-32 of zip and gzip over the body's bytes as they stand, in lower-case hexadecimal.
//! It covers the sequence number too. Everything is JSON so that a page that has failed can hand
//! its records out with a few lines of JavaScript.
//!
//! Positions are code points with quotes, as in the project file: a log then checks itself against
//! its texts, and another program can read it. The price is that an edit decodes only beside the
//! project that it changed.

use std::fmt;

use serde::{Serialize, Serializer};

use super::frame::{Frame, frame, unframe};
use super::operation::{self, OperationIn, Texts};
use crate::formats::project::{self, Opened, Problem};
use crate::formats::wire::{Cursor, Fields, Object, Value, Wire};
use crate::model::{ApplyError, Entry, Project, Timestamp};

/// The version of records that this program writes. It reads this one and every earlier one.
pub const VERSION: u32 = 1;

/// A record that is whole; what it does is still JSON.
#[derive(Clone, Debug, PartialEq)]
pub struct LogRecord<'a> {
    /// Its place in the log, from 0.
    pub seq: u64,
    /// When it was written, for people to read.
    pub at: Timestamp,
    /// The checksum of its body.
    pub crc: u32,
    body: Value<'a>,
    /// The project that a log begins with, if it was read a slice at a time.
    opened: Option<Opened>,
}

/// What a record did.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    /// A project was made or opened from a file.
    Begin(Box<Opened>),
    /// Something was done to it. The problems are fields that this program could not read.
    Commit(Entry, Vec<Problem>),
}

/// Why some bytes are no record of this program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordError {
    /// They are not laid out as a record is.
    Malformed(String),
    /// They were changed after they were written.
    Damaged {
        /// The checksum in the record, in hexadecimal.
        expected: String,
        /// The checksum of its bytes.
        found: String,
    },
    /// A newer program wrote them.
    TooNew(u64),
}

impl fmt::Display for RecordError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(found) => write!(f, "expected a log record, found {found}"),
            Self::Damaged { expected, found } => {
                write!(f, "expected the checksum {expected}, found {found}")
            }
            Self::TooNew(found) => write!(
                f,
                "expected a log record of version {VERSION}, found version {found} of a newer program"
            ),
        }
    }
}

impl std::error::Error for RecordError {}

/// A record of something done to a project.
///
/// `before` is the project that the entry was, or is to be, committed to.
///
/// # Errors
/// If the entry cannot have been committed to that project.
pub fn encode(
    seq: u64,
    at: &Timestamp,
    entry: &Entry,
    before: &Project,
) -> Result<Vec<u8>, ApplyError> {
    let act = match entry {
        Entry::Edit { label, operation, continues } => {
            let mut texts = Texts::new(before);
            texts.gather(operation)?;
            Act::Edit { label, operation: OperationIn(operation, texts), continues: *continues }
        }
        Entry::Undo => Act::Undo,
        Entry::Redo => Act::Redo,
    };
    Ok(frame(&Body { seq, at, act }))
}

/// The record that begins a log, with the project as it is made or opened.
pub fn encode_begin(seq: u64, at: &Timestamp, project: &Project) -> Vec<u8> {
    frame(&Body { seq, at, act: Act::Begin(project) })
}

/// A record from its bytes, checked whole.
///
/// # Errors
/// If the bytes are not exactly what a program of this version or an earlier one wrote.
pub fn decode(record: &[u8]) -> Result<LogRecord<'_>, RecordError> {
    LogRecord::of(unframe(record)?)
}

impl<'a> LogRecord<'a> {
    /// The record in a frame.
    pub(super) fn of(frame: Frame<'a>) -> Result<Self, RecordError> {
        let seq = frame.seq()?;
        let at = frame.body.get("at").and_then(Value::as_str).map(Timestamp::new);
        let at = at.ok_or_else(|| RecordError::Malformed("no time".to_owned()))?;
        let Frame { body, opened, crc } = frame;
        Ok(Self { seq, at, crc, body, opened })
    }

    /// What the record did to the project `before` it.
    ///
    /// # Errors
    /// If it names a text that the project does not have, or words that the text does not have.
    pub fn read(&self, before: &Project) -> Result<Event, Problem> {
        let cursor = &mut Cursor::default();
        let mut fields = Fields::of(cursor, &self.body)?;
        let entry = match fields.string(cursor, "do")? {
            "begin" => {
                let opened = match &self.opened {
                    Some(opened) => opened.clone(),
                    None => opened_in(cursor, &mut fields)?,
                };
                return Ok(Event::Begin(Box::new(opened)));
            }
            "undo" => Entry::Undo,
            "redo" => Entry::Redo,
            "edit" => {
                let label = fields.string(cursor, "label")?.into();
                let continues = fields.flag(cursor, "continues")?;
                let operation = operation::field(cursor, &mut fields, &mut Texts::new(before))?;
                Entry::Edit { label, operation, continues }
            }
            other => {
                let message = format!("expected begin, edit, undo or redo, found “{other}”");
                return Err(cursor.problem_at("do", message));
            }
        };
        Ok(Event::Commit(entry, std::mem::take(&mut cursor.problems)))
    }
}

/// The project in the field of that name.
pub(super) fn opened_in(cursor: &Cursor, fields: &mut Fields<'_>) -> Result<Opened, Problem> {
    let value = fields.required(cursor, "project")?;
    project::from_json(value).map_err(|error| cursor.problem_at("project", error.to_string()))
}

struct Body<'a> {
    seq: u64,
    at: &'a Timestamp,
    act: Act<'a>,
}

enum Act<'a> {
    Begin(&'a Project),
    Edit { label: &'a str, operation: OperationIn<'a>, continues: bool },
    Undo,
    Redo,
}

impl Serialize for Body<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::begin(serializer)?;
        object.put("v", &VERSION)?;
        object.put("seq", &self.seq)?;
        object.put("at", self.at.as_str())?;
        match &self.act {
            Act::Begin(project) => {
                object.put("do", "begin")?;
                object.put("project", &Wire(*project))?;
            }
            Act::Edit { label, operation, continues } => {
                object.put("do", "edit")?;
                object.put("label", label)?;
                object.put_flag("continues", *continues)?;
                object.put("operation", operation)?;
            }
            Act::Undo => object.put("do", "undo")?,
            Act::Redo => object.put("do", "redo")?,
        }
        object.end()
    }
}
