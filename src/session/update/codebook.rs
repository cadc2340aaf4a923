//! Applying a codebook that was edited.

use super::Turn;
use crate::model::Codebook;
use crate::session::Effect;
use crate::session::codebook::{Fate, Gone, Migration};

impl Turn<'_> {
    /// Changes the codebook, and what the work already done needs for it, as one step.
    pub(super) fn apply_codebook(&mut self, wanted: &Codebook, fates: &[(Gone, Fate)]) {
        let Some(desk) = &self.state.desk else { return };
        let project = &desk.work.project;
        let migration = Migration::new(project, wanted, fates);
        self.state.dialog = None;
        self.effects.push(Effect::FocusText);
        if *migration.codebook() == *project.codebook {
            return self.announce("The codebook is as it was");
        }
        let (operation, count) = migration.operation(project, self.now);
        let label = match count {
            0 => "Change the codebook".to_owned(),
            1 => "Change the codebook, and 1 record with it".to_owned(),
            count => format!("Change the codebook, and {count} records with it"),
        };
        if !self.commit(label, operation) {
            return;
        }
        self.with_desk(|desk| {
            let codebook = &desk.work.project.codebook;
            desk.armed.take_if(|armed| codebook.entity_type(armed).is_none());
            let discarded = desk.discarded.iter_mut().map(|(_, draft)| draft);
            let drafts = desk.draft.iter_mut().chain(desk.set_aside.values_mut()).chain(discarded);
            drafts.for_each(|draft| migration.stance(&mut draft.stance));
        });
        self.after_foreign_change();
    }
}
