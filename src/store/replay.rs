//! The work out of its log, whatever state the log is in.
//!
//! - A record that is damaged, repeated or does not fit is set aside with the reason, never
//!   dropped. Later records are applied where they fit.
//! - What a lost record did is unknown; it may have been an undo. So nothing from before it is
//!   undone or redone after it: those steps stay as they are, and their history is forgotten.
//! - A reader may begin at a [`Snapshot`]. The log behind it may undo more steps than the snapshot
//!   has; then it says so, and the reader begins earlier.

use std::collections::HashSet;

use super::RecordError;
use super::frame::Frame;
use super::record::{Event, LogRecord, decode};
use super::snapshot::{self, Snapshot};
use crate::formats::project::Problem;
use crate::model::{ApplyError, DEFAULT_PRESET, Entry, History, Project, ProjectId, Work};

/// What a log came to.
#[derive(Clone, Debug)]
pub struct Replayed {
    /// The project with its history.
    pub work: Work,
    /// The sequence number of the next record.
    pub next_seq: u64,
    /// What to tell the user. A path begins with `/records/` and the record's place, from 0.
    pub problems: Vec<Problem>,
    /// Records that were not applied, or not in full, as they stood.
    pub set_aside: Vec<SetAside>,
    /// Whether a newer program has written a record: then this one must not go on with the log.
    pub is_newer: bool,
    /// The number and checksum of every record so far: one that comes twice counts once.
    seen: HashSet<(u64, u32)>,
    records: usize,
    lost_some: bool,
    misses_steps: bool,
}

/// A record that was not applied, or not in full.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// The record as it stood.
    pub record: Vec<u8>,
    /// Why it was not applied.
    pub reason: String,
}

/// Makes the work out of a project's records, given in the log's order.
///
/// A log without a first record begins with an empty project of that id.
pub fn replay<R: AsRef<[u8]>>(
    project: &ProjectId,
    records: impl IntoIterator<Item = R>,
) -> Replayed {
    let mut replayed = Replayed::new(project);
    for record in records {
        replayed.push(record.as_ref());
    }
    replayed
}

impl Replayed {
    /// A log without records.
    pub fn new(project: &ProjectId) -> Self {
        Self {
            work: Work::new(Project::new(project.clone(), "", DEFAULT_PRESET.codebook())),
            next_seq: 0,
            problems: Vec::new(),
            set_aside: Vec::new(),
            is_newer: false,
            seen: HashSet::new(),
            records: 0,
            lost_some: false,
            misses_steps: false,
        }
    }

    /// A log up to where the snapshot was taken.
    ///
    /// # Errors
    /// If the snapshot is damaged, of a newer program or of another project.
    pub fn from_snapshot(project: &ProjectId, bytes: &[u8]) -> Result<Self, RecordError> {
        Self::from_decoded(project, snapshot::decode(bytes)?)
    }

    /// The same for a snapshot that was taken out of its frame a little at a time.
    ///
    /// # Errors
    /// If it is none, of a newer program or of another project.
    pub fn from_frame(project: &ProjectId, frame: Frame<'_>) -> Result<Self, RecordError> {
        Self::from_decoded(project, Snapshot::of(frame)?)
    }

    fn from_decoded(project: &ProjectId, snapshot: Snapshot) -> Result<Self, RecordError> {
        let Snapshot { seq, work, problems } = snapshot;
        let found = &work.project.id;
        if found != project {
            let message = format!("a snapshot of the project “{found}”");
            return Err(RecordError::Malformed(message));
        }
        let mut replayed = Self { work, next_seq: seq, ..Self::new(project) };
        replayed.records = seq as usize;
        replayed.report_all(&format!("/snapshots/{seq}/body/project"), problems);
        Ok(replayed)
    }

    /// Whether a record undid or redid a step from before the snapshot that the log was read from:
    /// then the work is not what the log says, and is to be read from an earlier place.
    pub fn misses_steps(&self) -> bool {
        self.misses_steps
    }

    /// Takes one more record, as a page does that follows another one's work.
    pub fn push(&mut self, raw: &[u8]) {
        self.push_decoded(decode(raw), raw);
    }

    /// The same for a record that was taken out of its frame a little at a time.
    pub fn push_frame(&mut self, frame: Result<Frame<'_>, RecordError>, raw: &[u8]) {
        self.push_decoded(frame.and_then(LogRecord::of), raw);
    }

    fn push_decoded(&mut self, decoded: Result<LogRecord<'_>, RecordError>, raw: &[u8]) {
        let place = format!("/records/{}", self.records);
        self.records += 1;
        match decoded {
            Ok(record) => self.take(&record, raw, &place),
            Err(error) => {
                self.is_newer |= matches!(error, RecordError::TooNew(_));
                // Its own number cannot be trusted; it stands where the next one is due.
                self.next_seq += 1;
                self.lose(raw, &place, error.to_string());
            }
        }
    }

    fn take(&mut self, record: &LogRecord<'_>, raw: &[u8], place: &str) {
        if !self.seen.insert((record.seq, record.crc)) {
            return;
        }
        let due = self.next_seq;
        if record.seq < due {
            let reason = format!("expected record {due}, found {} a second time", record.seq);
            return self.lose(raw, place, reason);
        }
        if record.seq > due {
            self.report(place, format!("expected record {due}, found {}", record.seq));
            self.forget_history();
        }
        self.next_seq = record.seq + 1;
        match record.read(&self.work.project) {
            Ok(Event::Begin(opened)) => {
                let expected = self.work.project.id.clone();
                self.work = Work::new(opened.project);
                self.lost_some = false;
                let found = &self.work.project.id;
                if *found != expected {
                    let message = format!("expected the project “{expected}”, found “{found}”");
                    self.report(place, message);
                }
                self.report_all(&format!("{place}/body/project"), opened.problems);
            }
            Ok(Event::Commit(entry, problems)) => {
                if !problems.is_empty() {
                    let reason = "applied but for some fields".to_owned();
                    self.set_aside.push(SetAside { record: raw.to_vec(), reason });
                }
                self.report_all(&format!("{place}/body"), problems);
                if let Err(reason) = self.commit(entry, due) {
                    self.lose(raw, place, reason);
                }
            }
            Err(problem) => {
                let reason = problem.message.clone();
                self.lose(raw, &format!("{place}/body{}", problem.path), reason);
            }
        }
    }

    fn commit(&mut self, entry: Entry, due: u64) -> Result<(), String> {
        if due == 0 {
            self.report("/records/0", "expected the log's beginning, found a later record");
        }
        let history = &self.work.history;
        let is_gone = match entry {
            Entry::Undo => history.next_undo().is_none() && !history.undo().is_next_in_log(),
            Entry::Redo => history.next_redo().is_none() && !history.redo().is_next_in_log(),
            Entry::Edit { .. } => false,
        };
        if is_gone && self.lost_some {
            return Err("expected the step to undo or redo, found that it was lost".to_owned());
        }
        self.work.commit(entry).map_err(|error| {
            self.misses_steps |= error == ApplyError::InLog;
            error.to_string()
        })
    }

    fn lose(&mut self, raw: &[u8], path: &str, reason: impl Into<String>) {
        let reason = reason.into();
        self.report(path, reason.clone());
        self.set_aside.push(SetAside { record: raw.to_vec(), reason });
        self.forget_history();
    }

    fn forget_history(&mut self) {
        self.lost_some = true;
        self.work.history = History::default();
    }

    fn report(&mut self, path: impl Into<String>, message: impl Into<String>) {
        self.problems.push(Problem { path: path.into(), message: message.into() });
    }

    fn report_all(&mut self, place: &str, problems: Vec<Problem>) {
        let placed =
            |problem: Problem| Problem { path: place.to_owned() + &problem.path, ..problem };
        self.problems.extend(problems.into_iter().map(placed));
    }
}
