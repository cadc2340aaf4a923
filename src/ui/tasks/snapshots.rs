//! Snapshots of the open project: written while nobody types, read when a project is opened.

use std::rc::Rc;

use gloo::timers::callback::Timeout;

use super::keep::Keeper;
use super::turn::Turn;
use super::{Tasks, now, spawn};
use crate::browser::idb::{Database, Error};
use crate::browser::idle;
use crate::browser::long_text::LongText;
use crate::browser::pause::pause;
use crate::formats::project::Problem;
use crate::model::{ApplyError, History, ProjectId};
use crate::session::{Action, Turning, Writing};
use crate::store::{Frame, RecordError, Replayed, Unframing, replay, snapshot};

/// How long the hand must have rested before a snapshot is made.
const REST_MS: u32 = 4_000;

/// How often the whole log is read before it is taken for damaged.
const TRIES: usize = 4;

/// How much of the opening a snapshot is: the log behind it has grown by a quarter at most.
const BASE_PERCENT: usize = 80;

/// How much of a snapshot leaves the module at once.
const PIECE_BYTES: usize = 1 << 18;

/// From how many bytes on a record is read a slice at a time.
const LONG_RECORD: usize = 64 * 1024;

/// A project as the browser keeps it.
pub(super) struct Kept {
    /// What its log came to.
    pub(super) replayed: Replayed,
    /// The number of the next record.
    pub(super) next_seq: u64,
    /// What a snapshot would begin from, and what has been written since.
    pub(super) growth: Growth,
}

/// How much of a log there is to read.
#[derive(Clone, Copy, Default)]
pub(super) struct Growth {
    /// Where the newest snapshot was taken, 0 without one.
    pub(super) snapshot: u64,
    /// The bytes of that snapshot, or of the record that begins the log.
    pub(super) base_bytes: usize,
    /// The bytes of the records behind it.
    pub(super) bytes_since: usize,
    /// Whether there shall be no more snapshots: a damaged record is to be found at each opening,
    /// and a full disk is not to be filled.
    pub(super) is_over: bool,
}

impl Growth {
    /// Counts a record that was written.
    pub(super) fn add(&mut self, seq: u64, bytes: usize) {
        if seq == 0 {
            self.base_bytes = bytes;
        } else {
            self.bytes_since += bytes;
        }
    }

    /// Whether it is time for a snapshot.
    pub(super) fn is_due(&self) -> bool {
        !self.is_over && snapshot::is_due(self.base_bytes, self.bytes_since)
    }
}

impl Kept {
    /// Reads a project: its newest sound snapshot and the log behind it. `None` if there is neither.
    /// The page answers meanwhile, and says how far it is once that takes a while.
    ///
    /// # Errors
    /// What the browser says.
    #[inline(never)] // not in the first load
    pub(super) async fn read(
        tasks: &Tasks,
        db: &Database,
        id: &ProjectId,
    ) -> Result<Option<Self>, Error> {
        let mut reading = Slowly::new(tasks);
        let mut damaged = Vec::new();
        for seq in db.snapshots(id.as_str()).await?.into_iter().rev() {
            let Some(bytes) = db.snapshot(id.as_str(), seq).await? else { continue };
            let frame = reading.unframed(&bytes, BASE_PERCENT).await;
            match frame.and_then(|frame| Replayed::from_frame(id, frame)) {
                Ok(mut replayed) => {
                    let mut growth =
                        Growth { snapshot: seq, base_bytes: bytes.len(), ..Growth::default() };
                    drop(bytes);
                    let records = db.read_log(id.as_str(), replayed.next_seq).await?;
                    let next_seq = records.last().map_or(replayed.next_seq, |(last, _)| last + 1);
                    reading.replay(&mut replayed, &mut growth, records, BASE_PERCENT).await;
                    if !replayed.misses_steps() {
                        return Ok(Some(Self::new(replayed, next_seq, growth, damaged)));
                    }
                }
                Err(error) => damaged.push(Problem {
                    path: format!("/snapshots/{seq}"),
                    message: format!("{error}; the log before it was read instead"),
                }),
            }
        }
        let records = db.read_log(id.as_str(), 0).await?;
        let Some(next_seq) = records.last().map(|(last, _)| last + 1) else { return Ok(None) };
        let (mut replayed, mut growth) = (Replayed::new(id), Growth::default());
        reading.replay(&mut replayed, &mut growth, records, 0).await;
        Ok(Some(Self::new(replayed, next_seq, growth, damaged)))
    }

    fn new(
        mut replayed: Replayed,
        next_seq: u64,
        mut growth: Growth,
        mut damaged: Vec<Problem>,
    ) -> Self {
        growth.is_over = !replayed.set_aside.is_empty();
        damaged.append(&mut replayed.problems);
        replayed.problems = damaged;
        Self { replayed, next_seq, growth }
    }
}

/// A long reading with pauses in which the page draws and answers.
pub(super) struct Slowly<'a> {
    tasks: &'a Tasks,
    turn: Turn,
    has_shown: bool,
}

impl<'a> Slowly<'a> {
    pub(super) fn new(tasks: &'a Tasks) -> Self {
        Self { tasks, turn: Turn::new(), has_shown: false }
    }

    /// Pauses when it is time, having come so far.
    pub(super) async fn breathe(&mut self, percent: usize) {
        if !self.turn.is_over() {
            return;
        }
        if self.turn.may_show() {
            self.has_shown = true;
            self.tasks.act(Action::OpeningWent(Some(percent)));
        }
        pause().await;
        self.turn.begin();
    }

    /// What is in the frame of a record or snapshot that is `share` percent of the work.
    async fn unframed<'b>(
        &mut self,
        record: &'b [u8],
        share: usize,
    ) -> Result<Frame<'b>, RecordError> {
        let mut unframing = Unframing::new(record)?;
        while unframing.step()? {
            self.breathe(unframing.percent() * share / 100).await;
        }
        unframing.end()
    }

    /// Does again what the records say, behind what was `done` percent of the work.
    async fn replay(
        &mut self,
        replayed: &mut Replayed,
        growth: &mut Growth,
        records: Vec<(u64, Vec<u8>)>,
        done: usize,
    ) {
        let all: usize = records.iter().map(|(_, record)| record.len()).sum();
        let share = |bytes: usize| bytes / 1_000 * (100 - done) / (all / 1_000).max(1);
        let mut percent = done;
        for (seq, record) in records {
            growth.add(seq, record.len());
            let its_share = share(record.len());
            if record.len() < LONG_RECORD {
                replayed.push(&record);
            } else {
                let frame = self.unframed(&record, its_share).await;
                replayed.push_frame(frame, &record);
            }
            percent += its_share;
            self.breathe(percent.min(100)).await;
        }
    }
}

impl Drop for Slowly<'_> {
    fn drop(&mut self) {
        if self.has_shown {
            self.tasks.act(Action::OpeningWent(None));
        }
    }
}

impl Keeper {
    /// Makes a snapshot once the hand has rested and all is saved.
    #[inline(never)] // not in the first load
    pub(super) fn snapshot_later(self: &Rc<Self>) {
        let this = Rc::downgrade(self);
        let rested = move || {
            idle::when_idle(move || {
                if let Some(this) = this.upgrade() {
                    spawn(async move { this.snapshot().await });
                }
            });
        };
        self.snapshot_due.replace(Some(Timeout::new(REST_MS, rested)));
    }

    async fn snapshot(self: &Rc<Self>) {
        let Some(db) = self.tasks.db() else { return };
        let mut growth = self.growth.get();
        let is_settled = self.queue.borrow().is_empty() && !self.is_broken.get();
        if !is_settled || !growth.is_due() || !self.is_open() {
            return;
        }
        let work = match &self.tasks.0.state.borrow().desk {
            Some(desk) if desk.writing == Writing::Writer => desk.work.clone(),
            _ => return,
        };
        let seq = self.next_seq.get();
        let Ok((made, bytes)) = in_strokes(snapshot::Writing::new(seq, now(), work)).await else {
            growth.is_over = true;
            return self.growth.set(growth);
        };
        if !self.is_open() {
            return;
        }
        let written = db.put_snapshot(self.project.as_str(), seq, &made, growth.snapshot).await;
        // What was written meanwhile stands behind the snapshot.
        let bytes_since = self.growth.get().bytes_since - growth.bytes_since;
        self.growth.set(match written {
            Ok(()) => Growth { snapshot: seq, base_bytes: bytes, bytes_since, is_over: false },
            // The log is whole without it.
            Err(_) => Growth { is_over: true, ..self.growth.get() },
        });
    }

    /// The whole history of the open project, from the beginning of its log.
    async fn whole_history(&self) -> Result<Option<History>, String> {
        let db = self.tasks.db().ok_or("The browser's storage cannot be read.")?;
        let queue = self.queue.borrow().clone();
        let stored = db.read_log(self.project.as_str(), 0).await.map_err(|e| e.to_string())?;
        let next = stored.last().map_or(0, |(last, _)| last + 1);
        // A tab that follows may not have come as far as the log has.
        let due = self.next_seq.get();
        let known = stored.into_iter().take_while(|(seq, _)| *seq < due).map(|(_, record)| record);
        let mut replayed = replay(&self.project, known);
        for (_, record) in queue.iter().filter(|(seq, _)| *seq >= next) {
            replayed.push(record);
        }
        let desk = &self.tasks.0.state.borrow().desk;
        let fits = desk.as_ref().is_some_and(|desk| {
            replayed.next_seq == due && replayed.work.project == desk.work.project
        });
        Ok(fits.then_some(replayed.work.history))
    }
}

/// A snapshot as it is to be stored, and how many bytes it has. The page answers meanwhile.
async fn in_strokes(mut writing: snapshot::Writing) -> Result<(LongText, usize), ApplyError> {
    let (mut text, mut bytes) = (LongText::default(), 0);
    let mut next = Vec::with_capacity(PIECE_BYTES * 2);
    let mut turn = Turn::new();
    loop {
        let goes_on = writing.step(&mut next)?;
        if next.len() >= PIECE_BYTES || !goes_on {
            bytes += next.len();
            text.push(&String::from_utf8_lossy(&next));
            next.clear();
        }
        if !goes_on {
            break;
        }
        if turn.is_over() {
            pause().await;
            turn.begin();
        }
    }
    let (before, behind) = writing.frame();
    text.enclose(&before, behind);
    Ok((text, before.len() + bytes + behind.len()))
}

impl Tasks {
    /// Reads the steps of the history that only the log has, and goes on with what needed them.
    #[inline(never)] // not in the first load
    pub(super) fn read_history(&self, then: Turning) {
        let Some(keeper) = self.0.keeper.borrow().clone() else { return };
        self.spawn_with(|this| async move {
            // More may be done while the log is read: then it is read once more.
            for _ in 0..TRIES {
                let read = keeper.whole_history().await;
                let project = this.0.state.borrow().desk.as_ref().map(|it| it.work.project.clone());
                let Some(project) = project.filter(|_| keeper.is_open()) else { return };
                match read {
                    Ok(Some(history)) => {
                        return this.act(Action::HistoryRead { project, history, then });
                    }
                    Ok(None) => {}
                    Err(why) => {
                        return this.tell(format!("The earlier steps cannot be read. {why}"), true);
                    }
                }
            }
            let words = "The earlier steps cannot be read: a record of the log is damaged.";
            this.tell(words, true);
        });
    }
}
