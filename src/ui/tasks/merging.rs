//! A file with another state of a project that is here: merged in, or opened as a copy.

use std::rc::Rc;

use gloo::timers::future::TimeoutFuture;

use super::Tasks;
use crate::model::{Project, ProjectId, Work, differences};
use crate::session::{Action, Dialog, Merging, ReportLine};
use crate::store::merge;

impl Tasks {
    /// Asks what is to be done with another state of the project that is `here`. States that
    /// cannot be merged are opened as a copy at once.
    #[inline(never)] // not in the first load
    pub(super) async fn ask_to_merge(
        &self,
        file: &str,
        here: &Project,
        there: Rc<Project>,
        report: Vec<ReportLine>,
    ) {
        let merged = merge(here, &there);
        let differences =
            merged.as_ref().map(|merged| differences(here, &there, merged)).unwrap_or_default();
        let merging = Rc::new(Merging { file: file.to_owned(), there, report, differences });
        match merged {
            Ok(_) => self.act(Action::DialogOpened(Dialog::Merge(merging))),
            Err(error) => {
                self.open_copy(&merging).await;
                self.tell(format!("{error}, so {file} was opened as a copy."), false);
            }
        }
    }

    /// Merges with what is here now, as one step that can be undone.
    pub(super) async fn merge(&self, merging: &Merging) {
        let id = &merging.there.id;
        if self.project_on_desk(id).is_none() {
            self.open_kept(id).await;
            // The project comes on the desk with the next message.
            TimeoutFuture::new(0).await;
        }
        let Some(here) = self.project_on_desk(id) else { return };
        match merge(&here, &merging.there) {
            Ok(merged) => {
                self.take_compared(&merging.there);
                self.act(Action::Merged(merging.file.clone(), Rc::new(merged)));
            }
            Err(error) => self.tell(format!("{} was not merged: {error}.", merging.file), true),
        }
    }

    /// Opens the file's state as a project of its own.
    pub(super) async fn open_copy(&self, merging: &Merging) {
        let mut copy = (*merging.there).clone();
        copy.id = self.new_id('w').into();
        copy.name = format!("{} (copy)", copy.name);
        self.open_new(Work::new(copy), merging.report.clone()).await;
        let words = "This browser has another state of that project. Both are kept: this is the \
                     file’s, as a copy.";
        self.tell(words, false);
    }

    pub(super) fn project_on_desk(&self, id: &ProjectId) -> Option<Rc<Project>> {
        let state = self.0.state.borrow();
        let desk = state.desk.as_ref().filter(|desk| desk.work.project.id == *id)?;
        Some(desk.work.project.clone())
    }

    /// The project as it is here: on the desk, or else in the database.
    pub(super) async fn here(&self, id: &ProjectId) -> Option<Rc<Project>> {
        match self.project_on_desk(id) {
            Some(project) => Some(project),
            None => self.kept(id).await,
        }
    }
}
