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

use super::crc32;
use super::operation::{self, OperationIn, Texts};
use crate::formats::project::{self, Opened, Problem};
use crate::formats::wire::{self, Cursor, Fields, Layout, Object, Value, Wire};
use crate::model::{ApplyError, Entry, Project, Timestamp};

/// The version of records that this program writes. It reads this one and every earlier one.
pub const VERSION: u32 = 1;

const HEAD: &str = r#"{"crc":"00000000","body":"#;
const CRC: std::ops::Range<usize> = 8..16;

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

/// A body in its frame, with its checksum.
pub(super) fn frame(body: &impl Serialize) -> Vec<u8> {
    let mut record = HEAD.as_bytes().to_vec();
    wire::write_json(&mut record, body, Layout::OneLine);
    let crc = crc32(&record[HEAD.len()..]);
    record[CRC].copy_from_slice(format!("{crc:08x}").as_bytes());
    record.push(b'}');
    record.shrink_to_fit();
    record
}

/// The body in a frame and its checksum, if the bytes are as they were written.
pub(super) fn unframe(record: &[u8]) -> Result<(Value<'_>, u32), RecordError> {
    let malformed = |found: &str| RecordError::Malformed(found.to_owned());
    let body = record.get(HEAD.len()..).and_then(|rest| rest.strip_suffix(b"}"));
    let body = body.ok_or_else(|| malformed("one that is cut short"))?;
    let (before, after) = (&record[..CRC.start], &record[CRC.end..HEAD.len()]);
    if before != &HEAD.as_bytes()[..CRC.start] || after != &HEAD.as_bytes()[CRC.end..] {
        return Err(malformed("something else"));
    }
    let crc = crc32(body);
    let found = format!("{crc:08x}");
    if record[CRC] != *found.as_bytes() {
        let expected = String::from_utf8_lossy(&record[CRC]).into_owned();
        return Err(RecordError::Damaged { expected, found });
    }
    let parsed = wire::parse(body).map_err(|error| RecordError::Malformed(error.to_string()))?;
    match parsed.value.get("v").and_then(Value::as_u64) {
        Some(1) => Ok((parsed.value, crc)),
        Some(newer) => Err(RecordError::TooNew(newer)),
        None => Err(malformed("no version")),
    }
}

/// The sequence number in a body.
pub(super) fn seq_of(body: &Value<'_>) -> Result<u64, RecordError> {
    let missing = || RecordError::Malformed("no sequence number".to_owned());
    body.get("seq").and_then(Value::as_u64).ok_or_else(missing)
}

/// A record from its bytes, checked whole.
///
/// # Errors
/// If the bytes are not exactly what a program of this version or an earlier one wrote.
pub fn decode(record: &[u8]) -> Result<LogRecord<'_>, RecordError> {
    let (body, crc) = unframe(record)?;
    let seq = seq_of(&body)?;
    let at = body.get("at").and_then(Value::as_str).map(Timestamp::new);
    let at = at.ok_or_else(|| RecordError::Malformed("no time".to_owned()))?;
    Ok(LogRecord { seq, at, crc, body })
}

impl LogRecord<'_> {
    /// What the record did to the project `before` it.
    ///
    /// # Errors
    /// If it names a text that the project does not have, or words that the text does not have.
    pub fn read(&self, before: &Project) -> Result<Event, Problem> {
        let cursor = &mut Cursor::default();
        let mut fields = Fields::of(cursor, &self.body)?;
        let entry = match fields.string(cursor, "do")? {
            "begin" => return begin(cursor, &mut fields),
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

fn begin(cursor: &Cursor, fields: &mut Fields<'_>) -> Result<Event, Problem> {
    let value = fields.required(cursor, "project")?;
    let opened = project::from_json(value)
        .map_err(|error| cursor.problem_at("project", error.to_string()))?;
    Ok(Event::Begin(Box::new(opened)))
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
