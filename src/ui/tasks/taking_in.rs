//! What was read of other programs' annotations comes into the project: put together in slices beside
//! it, then put in its place and written in one transaction.

use std::rc::Rc;

use super::turn::Turn;
use super::{Tasks, now};
use crate::browser::pause::pause;
use crate::model::{AnnotatorId, Entry, IdSource, Project, Timestamp};
use crate::session::Action;
use crate::session::import::{
    Choices, ImportStage, Incoming, Plan, Planning, Preview, Staged, Staging,
};
use crate::store::encode;

/// Records of the log that were written ahead.
pub(super) struct Prepared {
    first_seq: u64,
    /// The project that the first of them changes.
    before: Rc<Project>,
    records: Vec<Vec<u8>>,
}

impl Tasks {
    /// Takes in what was read, as chosen.
    #[inline(never)] // not in the first load
    pub(super) fn take_in(&self, incoming: Rc<Incoming>, choices: Choices) {
        let run = self.0.import.borrow_mut().begin();
        self.act(Action::ImportBegun(incoming.project.name.clone()));
        self.act(Action::ImportShown(ImportStage::TakingIn { done: 0, total: 0 }));
        self.spawn_with(|this| async move {
            // The project is on the desk then.
            pause().await;
            if let Some(staged) = this.stage(run, &incoming, &choices).await {
                match staged {
                    Ok(staged) => this.act(Action::Imported(Box::new(staged))),
                    Err(why) => {
                        this.act(Action::DialogClosed);
                        this.tell(format!("{why}. Nothing came in."), true);
                    }
                }
            }
        });
    }

    /// Plans and makes an import beside the project; `None` if it was cancelled.
    async fn stage(
        &self,
        run: u32,
        incoming: &Incoming,
        choices: &Choices,
    ) -> Option<Result<Staged, String>> {
        let (work, me, before) = {
            let state = self.0.state.borrow();
            let desk = state.desk.as_ref()?;
            (desk.work.clone(), desk.annotator.clone(), state.ids.clone())
        };
        let (here, mut ids, now) = (work.project.clone(), before.clone(), now());
        let mut turn = Turn::new();
        let mut planning = Planning::begin(&here, &me, &incoming.project, choices, &mut ids, &now);
        let layers = planning.waiting();
        while planning.step() {
            // Half of the way is to tell what is new.
            let done = layers - planning.waiting();
            if !self.is_wanted(run, &mut turn, done, 2 * layers).await {
                return None;
            }
        }
        let Plan { operations, preview } = planning.finish();
        let mut staging = Staging::new(work, &me, &incoming.name, operations);
        let total = staging.waiting();
        let first_seq = self.0.keeper.borrow().as_ref()?.next_seq.get();
        let mut records = Vec::new();
        loop {
            let mut record = None;
            let seq = first_seq + records.len() as u64;
            let made = staging.step(|entry, project| {
                record = Some(encode(seq, &now, entry, project));
            });
            let written = match (made, record) {
                (Ok(false), _) => break,
                (Err(error), _) | (_, Some(Err(error))) => Err(error),
                (Ok(true), record) => record.unwrap_or(Ok(Vec::new())),
            };
            match written {
                Ok(record) => records.push(record),
                Err(error) => return Some(Err(error.to_string())),
            }
            let done = total - staging.waiting();
            if !self.is_wanted(run, &mut turn, total + done, 2 * total).await {
                return None;
            }
        }
        self.0.import.borrow_mut().prepared = Some(Prepared { first_seq, before: here, records });
        Some(Ok(staging.finish(preview, [before, ids])))
    }

    /// Lets the page draw if it is time to; whether the import is still wanted.
    async fn is_wanted(&self, run: u32, turn: &mut Turn, done: usize, total: usize) -> bool {
        if turn.is_over() {
            if turn.may_show() {
                self.act(Action::ImportShown(ImportStage::TakingIn { done, total }));
            }
            pause().await;
            turn.begin();
        }
        self.0.import.borrow().run() == run
    }

    /// Appends several changes to the log, of which all are kept or none.
    #[inline(never)] // not in the first load
    pub(super) fn record_all(
        &self,
        entries: &[Entry],
        before: Option<&Rc<Project>>,
        now: &Timestamp,
    ) {
        let Some(keeper) = self.0.keeper.borrow().clone() else { return };
        let after = self.0.state.borrow().desk.as_ref().map(|desk| desk.work.project.clone());
        let (Some(before), Some(after)) = (before, after) else { return };
        let seq = keeper.next_seq.get();
        let prepared = self.0.import.borrow_mut().prepared.take().filter(|it| {
            it.first_seq == seq
                && it.records.len() == entries.len()
                && Rc::ptr_eq(&it.before, before)
        });
        let records = match prepared {
            Some(prepared) => Ok(prepared.records),
            // Texts that earlier parts bring are there behind all of them.
            None => (seq..).zip(entries).map(|(seq, it)| encode(seq, now, it, &after)).collect(),
        };
        match records {
            Ok(records) => {
                keeper.push_all(records, &after);
                self.copy_change(&after);
            }
            Err(_) => keeper.give_up(),
        }
    }
}

/// What an import would bring, found in slices; `None` if it is no more wanted.
pub async fn previewed(
    here: &Project,
    me: &AnnotatorId,
    incoming: &Project,
    choices: &Choices,
    is_wanted: impl Fn() -> bool,
) -> Option<Preview> {
    // The ids are given anew when it is taken in.
    let (mut ids, now) = (IdSource::new(0), Timestamp::new(""));
    let mut planning = Planning::begin(here, me, incoming, choices, &mut ids, &now);
    let mut turn = Turn::new();
    while planning.step() {
        if turn.is_over() {
            pause().await;
            turn.begin();
        }
        if !is_wanted() {
            return None;
        }
    }
    Some(planning.finish().preview)
}
