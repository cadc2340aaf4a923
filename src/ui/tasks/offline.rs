//! Keeping the program itself, and going over to a newer version of it.

use gloo::timers::callback::Timeout;

use super::Tasks;
use crate::browser::idle::when_idle;
use crate::browser::offline::{self, Told};
use crate::session::{Action, Desk, Offline};

/// How long the page is at rest before the browser is asked to keep the program: what fetches the
/// files once more is not to meet the first marks.
const REST_MS: u32 = 3_000;

impl Tasks {
    /// Has the browser keep the program once there is nothing else to do.
    #[inline(never)] // not in the first load
    pub fn keep_program(&self) {
        let this = self.clone();
        let ask = move || this.spawn_with(|this| async move { this.ask_to_keep().await });
        Timeout::new(REST_MS, move || when_idle(ask)).forget();
    }

    async fn ask_to_keep(&self) {
        let dispatch = self.0.dispatch.clone();
        let kept = offline::keep(move |told| {
            dispatch.emit(match told {
                Told::Kept => Action::OfflineTold(Offline::Kept),
                Told::NotKept(why) => Action::OfflineTold(Offline::NotKept(why.to_string())),
                Told::NewVersion => Action::NewVersionCame,
            });
        });
        self.0.kept.replace(kept.await);
    }

    /// Loads the page anew in the version that waits, unless something would be lost.
    #[inline(never)] // not in the first load
    pub(super) fn take_new_version(&self) {
        if self.0.state.borrow().desk.as_ref().is_some_and(Desk::would_lose_work) {
            let words = "Not all is saved yet: record the stance that is being written or close \
                         its form, or wait for “Saved”. Then reload.";
            return self.tell(words, true);
        }
        let reload = || drop(gloo::utils::window().location().reload());
        match &*self.0.kept.borrow() {
            Some(kept) => kept.let_over(reload),
            None => reload(),
        }
    }
}
