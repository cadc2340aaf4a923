//! Annotations from other programs' files come in, as one step.

use super::{Turn, batch};
use crate::session::Dialog;
use crate::session::import::{Choices, ImportStage, Incoming, Plan, plan};

impl Turn<'_> {
    /// Shows how far an import is. It takes the place of a load that led to it.
    pub(super) fn show_import(&mut self, stage: ImportStage) {
        if self.state.loading.as_ref().is_some_and(|loading| loading.articles == 0) {
            self.state.loading = None;
        }
        self.state.dialog = Some(Dialog::Import(stage));
    }

    pub(super) fn import(&mut self, incoming: &Incoming, choices: &Choices) {
        self.state.dialog = None;
        if self.state.desk.is_none() {
            self.put_new_project_on_desk(&incoming.project.name);
        }
        let Some(desk) = &self.state.desk else { return };
        let project = desk.work.project.clone();
        let annotator = desk.annotator.clone();
        let ids = &mut self.state.ids;
        let there = &incoming.project;
        let Plan { operations, preview } =
            plan(&project, &annotator, there, choices, ids, self.now);
        if operations.is_empty() {
            return self.tell("All of it is here already. Nothing was changed.", false);
        }
        let label = format!("Import from {}", incoming.name);
        if self.commit_own(label, vec![batch(operations)]) {
            self.after_foreign_change();
            let mut words = format!("{} came in.", preview.words());
            if preview.suggestions > 0 {
                words += " In the text, y accepts and r rejects a suggestion.";
            }
            self.tell(words, false);
        }
    }
}
