//! Copies of the project as a file: a reminder when the last one is old.

use super::keep::Keeper;
use super::{Tasks, spawn};
use crate::model::ProjectId;
use crate::session::{Action, Desk};

/// How many changes behind the last file copy call for another: a good day's work.
const MANY: u64 = 500;

/// Whether so long a log calls for a copy, when the last one was made at `copied`.
pub(super) fn is_due(copied: u64, next_seq: u64) -> bool {
    next_seq.saturating_sub(copied) > MANY
}

impl Keeper {
    /// Reminds the analyst, and not again before as much has been done once more.
    pub(super) fn remind(&self, next_seq: u64) {
        let changes = next_seq - self.copied.get();
        self.tasks.act(Action::CopyDue(Some(changes)));
        self.copied.set(next_seq);
    }
}

impl Tasks {
    /// Notes that the open project has just been handed out as a file.
    #[inline(never)] // not in the first load
    pub(super) fn note_copy(&self) {
        let Some(keeper) = self.0.keeper.borrow().clone() else { return };
        self.note_copy_of(&keeper, keeper.next_seq.get());
    }

    /// Notes that a file has a project as it was when its log was so long.
    pub(super) fn note_copy_of(&self, keeper: &Keeper, reached: u64) {
        keeper.copied.set(reached);
        let is_due = |desk: &Desk| desk.copy_due.is_some();
        if keeper.is_open() && self.0.state.borrow().desk.as_ref().is_some_and(is_due) {
            self.act(Action::CopyDue(None));
        }
        self.keep_copy(&keeper.project, reached);
    }

    /// Notes that the analyst does not want a copy now.
    #[inline(never)] // not in the first load
    pub(super) fn remind_later(&self) {
        if let Some(keeper) = self.0.keeper.borrow().clone() {
            self.keep_copy(&keeper.project, keeper.next_seq.get());
        }
    }

    fn keep_copy(&self, project: &ProjectId, at: u64) {
        let Some(db) = self.db() else { return };
        let key = key(project);
        spawn(async move {
            // Not kept, the reminder comes a little early.
            db.set_setting(&key, &at.to_string()).await.ok();
        });
    }

    /// Reads when the last copy was made, and reminds if that was long ago.
    #[inline(never)] // not in the first load
    pub(super) async fn read_copy(&self, keeper: &Keeper) {
        let Some(db) = self.db() else { return };
        let kept = db.setting(&key(&keeper.project)).await.ok().flatten();
        keeper.copied.set(kept.and_then(|kept| kept.parse().ok()).unwrap_or_default());
        let next_seq = keeper.next_seq.get();
        if is_due(keeper.copied.get(), next_seq) {
            keeper.remind(next_seq);
        }
    }
}

fn key(project: &ProjectId) -> String {
    format!("copied:{project}")
}
