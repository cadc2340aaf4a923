//! A project at one place of its log, so that a reader need not begin at the log's beginning.
//!
//! Framed and checked as a record is: `{"crc":"…","body":{"v":1,"seq":1200,"at":"…",
//! "do":"snapshot","project":{…},"undo":{"in_log":1000,"steps":[…]},"redo":{…}}}`. It holds what
//! the records before `seq` came to, with the last steps of the history. Earlier steps stay in the
//! log, which is never shortened: who goes back beyond those that are here replays it whole.

use serde::{Serialize, Serializer};

use super::frame::{Frame, frame, unframe};
use super::operation::{self, Part, Texts};
use super::record::{RecordError, VERSION, opened_in};
use crate::formats::project::Problem;
use crate::formats::wire::{Cursor, Fields, Object, Value, Wire};
use crate::model::{ApplyError, History, Project, Step, Steps, Timestamp, Work};

/// How many steps of each kind stand in a snapshot.
pub const STEPS: usize = 200;

/// The smallest stretch of log, in bytes, that is worth a snapshot.
const WORTH: usize = 128 * 1024;

/// What a snapshot holds.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The number of the first record that is not in it.
    pub seq: u64,
    /// The project with the last steps of its history.
    pub work: Work,
    /// What is amiss with the project, such as links that lead nowhere.
    pub problems: Vec<Problem>,
}

/// Whether a snapshot would make the next opening quicker: when the log behind the last one, or
/// behind its beginning, has grown by a quarter of that. So a project of any size is read with at
/// most that much of log, and all its snapshots together cost a few times its log.
pub fn is_due(base_bytes: usize, bytes_since: usize) -> bool {
    bytes_since >= WORTH.max(base_bytes / 4)
}

/// The work behind all records before `seq`.
///
/// # Errors
/// If a step of the history does not fit the project that it belongs to.
pub fn encode(seq: u64, at: &Timestamp, work: &Work) -> Result<Vec<u8>, ApplyError> {
    let texts = Texts::new(&work.project);
    let undo = Written::of(work.history.undo(), &texts)?;
    let redo = Written::of(work.history.redo(), &texts)?;
    Ok(frame(&Body { seq, at, project: &work.project, undo, redo }))
}

/// A snapshot from its bytes, checked whole.
///
/// # Errors
/// If the bytes are not exactly what a program of this version or an earlier one wrote.
pub fn decode(bytes: &[u8]) -> Result<Snapshot, RecordError> {
    Snapshot::of(unframe(bytes)?)
}

impl Snapshot {
    /// The snapshot in a frame.
    pub(super) fn of(frame: Frame<'_>) -> Result<Self, RecordError> {
        read(frame.seq()?, frame).map_err(|problem| RecordError::Malformed(problem.to_string()))
    }
}

fn read(seq: u64, Frame { body, opened, .. }: Frame<'_>) -> Result<Snapshot, Problem> {
    let cursor = &mut Cursor::default();
    let mut fields = Fields::of(cursor, &body)?;
    let found = fields.string(cursor, "do")?;
    if found != "snapshot" {
        return Err(cursor.problem_at("do", format!("expected snapshot, found “{found}”")));
    }
    let opened = match opened {
        Some(opened) => opened,
        None => opened_in(cursor, &mut fields)?,
    };
    let undo = steps(cursor, &mut fields, "undo", &opened.project)?;
    let redo = steps(cursor, &mut fields, "redo", &opened.project)?;
    if let Some(problem) = cursor.problems.pop() {
        return Err(problem);
    }
    let work = Work { history: History::new(undo, redo), ..Work::new(opened.project) };
    Ok(Snapshot { seq, work, problems: opened.problems })
}

/// Steps stand with the next one first: each may need the text that the one before brings back.
fn steps(
    cursor: &mut Cursor,
    fields: &mut Fields<'_>,
    key: &'static str,
    project: &Project,
) -> Result<Steps, Problem> {
    let value = fields.required(cursor, key)?;
    cursor.within(key, |cursor| {
        let mut fields = Fields::of(cursor, value)?;
        let in_log = fields.number(cursor, "in_log")? as usize;
        let list = fields.list(cursor, "steps")?;
        let mut texts = Texts::new(project);
        let mut known = Vec::with_capacity(list.len());
        for (at, value) in list.iter().enumerate() {
            known.push(cursor.within(at, |cursor| step(cursor, value, &mut texts))?);
        }
        known.reverse();
        Ok(Steps::new(known, in_log))
    })
}

fn step(cursor: &mut Cursor, value: &Value<'_>, texts: &mut Texts<'_>) -> Result<Step, Problem> {
    let mut fields = Fields::of(cursor, value)?;
    let label = fields.string(cursor, "label")?.into();
    Ok(Step { label, operation: operation::field(cursor, &mut fields, texts)? })
}

struct Body<'a> {
    seq: u64,
    at: &'a Timestamp,
    project: &'a Project,
    undo: Written<'a>,
    redo: Written<'a>,
}

impl Serialize for Body<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::begin(serializer)?;
        object.put("v", &VERSION)?;
        object.put("seq", &self.seq)?;
        object.put("at", self.at.as_str())?;
        object.put("do", "snapshot")?;
        object.put("project", &Wire(self.project))?;
        object.put("undo", &self.undo)?;
        object.put("redo", &self.redo)?;
        object.end()
    }
}

/// The last steps, the next one first, each with the texts that stand when its turn comes.
struct Written<'a> {
    in_log: usize,
    steps: Vec<WrittenStep<'a>>,
}

struct WrittenStep<'a>(&'a Step, Texts<'a>);

impl<'a> Written<'a> {
    fn of(steps: &'a Steps, texts: &Texts<'a>) -> Result<Self, ApplyError> {
        let mut texts = texts.clone();
        let mut written = Vec::new();
        for step in steps.known().iter().rev().take(STEPS) {
            texts.gather(&step.operation)?;
            written.push(WrittenStep(step, texts.clone()));
        }
        let in_log = steps.in_log() + steps.known().len() - written.len();
        Ok(Self { in_log, steps: written })
    }
}

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::begin(serializer)?;
        object.put("in_log", &self.in_log)?;
        object.put("steps", &self.steps)?;
        object.end()
    }
}

impl Serialize for WrittenStep<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(step, texts) = self;
        let mut object = Object::begin(serializer)?;
        object.put("label", &*step.label)?;
        object.put("operation", &Part(&step.operation, texts))?;
        object.end()
    }
}
