//! Annotations from other programs' files come in, as one step.

use super::Turn;
use crate::session::import::{ImportStage, Staged};
use crate::session::{Dialog, Effect, Saving};

impl Turn<'_> {
    /// Shows how far an import is. It takes the place of a load that led to it.
    pub(super) fn show_import(&mut self, stage: ImportStage) {
        if self.state.loading.as_ref().is_some_and(|loading| loading.articles == 0) {
            self.state.loading = None;
        }
        self.state.dialog = Some(Dialog::Import(stage));
    }

    /// There is a project for an import to come into.
    pub(super) fn begin_import(&mut self, name: &str) {
        if self.state.desk.is_none() {
            self.put_new_project_on_desk(name);
        }
    }

    /// Puts the work with an import in the place of the work that it was made from.
    pub(super) fn put_import(&mut self, staged: Staged) {
        self.state.dialog = None;
        if staged.entries.is_empty() {
            return self.tell("All of it is here already. Nothing was changed.", false);
        }
        if self.is_follower() {
            return self.refuse();
        }
        let Some(desk) = &mut self.state.desk else { return };
        let Some(ids) = staged.fits(&desk.work.project, &self.state.ids).cloned() else {
            let words =
                "The project changed meanwhile, so nothing came in. Import the files again.";
            return self.tell(words, true);
        };
        self.state.ids = ids;
        desk.work = staged.work;
        desk.revision += 1;
        if desk.saving == Saving::Saved {
            desk.saving = Saving::Pending(1);
        }
        if let Some(copy) = &mut desk.file_copy {
            copy.changed();
        }
        self.effects.push(Effect::RecordAll(staged.entries));
        self.announce(format!("Import from {}", staged.format));
        self.after_foreign_change();
        let mut words = format!("{} came in.", staged.preview.words());
        if staged.preview.suggestions > 0 {
            words += " In the text, y accepts and r rejects a suggestion.";
        }
        self.tell(words, false);
    }
}
