//! A project at one place of its log, so that a reader need not begin at the log's beginning.
//!
//! Framed and checked as a record is: `{"crc":"…","body":{"v":1,"seq":1200,"at":"…",
//! "do":"snapshot","project":{…},"undo":{"in_log":1000,"steps":[…]},"redo":{…}}}`. It holds what
//! the records before `seq` came to, with the last steps of the history. Earlier steps stay in the
//! log, which is never shortened: who goes back beyond those that are here replays it whole.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::crc32::Crc32;
use super::frame::{Frame, frame, frame_of, unframe};
use super::operation::{self, Part, Texts};
use super::record::{RecordError, VERSION, opened_in};
use crate::formats::project::{Problem, write_stroke};
use crate::formats::wire::{Cursor, Fields, Layout, Object, Value, Wire, write_json};
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
    Ok(frame(&Body { head: Head { seq, at }, project: &work.project, undo, redo }))
}

/// Writes what [`encode`] does, a stroke at a time, while the work goes on elsewhere.
#[derive(Debug)]
pub struct Writing {
    seq: u64,
    at: Timestamp,
    work: Work,
    stroke: Stroke,
    sum: Crc32,
}

/// What is written next.
#[derive(Clone, Copy, Debug)]
enum Stroke {
    Head,
    Project(usize),
    Undo,
    Redo,
    None,
}

impl Writing {
    /// The work behind all records before `seq`.
    pub fn new(seq: u64, at: Timestamp, work: Work) -> Self {
        Self { seq, at, work, stroke: Stroke::Head, sum: Crc32::default() }
    }

    /// Writes a little more of the body, whole characters of it, and says whether there is more.
    ///
    /// # Errors
    /// If a step of the history does not fit the project that it belongs to.
    pub fn step(&mut self, out: &mut Vec<u8>) -> Result<bool, ApplyError> {
        let from = out.len();
        let Self { seq, at, work, stroke, sum } = self;
        *stroke = match *stroke {
            Stroke::Head => {
                write_json(out, &Head { seq: *seq, at }, Layout::OneLine);
                // The object goes on.
                out.pop();
                out.extend(b",\"project\":");
                Stroke::Project(0)
            }
            Stroke::Project(number) if write_stroke(&work.project, number, out) => {
                Stroke::Project(number + 1)
            }
            Stroke::Project(_) => Stroke::Undo,
            Stroke::Undo => {
                out.extend(b",\"undo\":");
                write_steps(out, work.history.undo(), &work.project)?;
                Stroke::Redo
            }
            Stroke::Redo => {
                out.extend(b",\"redo\":");
                write_steps(out, work.history.redo(), &work.project)?;
                out.push(b'}');
                Stroke::None
            }
            Stroke::None => return Ok(false),
        };
        sum.add(&out[from..]);
        Ok(true)
    }

    /// What stands before the body and behind it, once it has been written.
    pub fn frame(&self) -> (String, &'static str) {
        frame_of(self.sum)
    }
}

fn write_steps(out: &mut Vec<u8>, steps: &Steps, project: &Project) -> Result<(), ApplyError> {
    let texts = Texts::new(project);
    write_json(out, &Written::of(steps, &texts)?, Layout::OneLine);
    Ok(())
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

struct Head<'a> {
    seq: u64,
    at: &'a Timestamp,
}

impl Head<'_> {
    fn put<M: SerializeMap>(&self, object: &mut Object<M>) -> Result<(), M::Error> {
        object.put("v", &VERSION)?;
        object.put("seq", &self.seq)?;
        object.put("at", self.at.as_str())?;
        object.put("do", "snapshot")
    }
}

impl Serialize for Head<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::begin(serializer)?;
        self.put(&mut object)?;
        object.end()
    }
}

struct Body<'a> {
    head: Head<'a>,
    project: &'a Project,
    undo: Written<'a>,
    redo: Written<'a>,
}

impl Serialize for Body<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::begin(serializer)?;
        self.head.put(&mut object)?;
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
