//! Going back and on in the history, also where it has to be read from the log first.

use std::rc::Rc;

use super::Turn;
use crate::model::{Entry, History, Operation, Project};
use crate::session::{Dialog, Effect, Turning};

impl Turn<'_> {
    /// Goes that many steps back, or on if below zero.
    pub(super) fn turn_history(&mut self, by: i64) {
        let Some(desk) = &self.state.desk else { return };
        let (entry, nothing, done) = match by {
            1.. => (Entry::Undo, "Nothing to undo", "Undone"),
            _ => (Entry::Redo, "Nothing to redo", "Redone"),
        };
        let history = &desk.work.history;
        let steps = if by > 0 { history.undo() } else { history.redo() };
        let count = by.unsigned_abs() as usize;
        if count > steps.known().len() && steps.in_log() > 0 {
            return self.effects.push(Effect::ReadHistory(Turning::By(by)));
        }
        let turned = &steps.known()[steps.known().len().saturating_sub(count)..];
        let Some(label) = turned.first().map(|step| step.label.clone()) else {
            return self.announce(nothing);
        };
        let turned = turned.len();
        let all_done = (0..turned).all(|_| self.commit_entry(entry.clone()));
        self.after_foreign_change();
        if all_done {
            self.announce(match turned {
                1 => format!("{done}: {label}"),
                _ => format!("{done}: {turned} steps, to “{label}”"),
            });
        }
    }

    /// Shows the steps; those that only the log has once it has been read.
    pub(super) fn ask_for_history(&mut self) {
        let Some(desk) = &self.state.desk else { return };
        let history = &desk.work.history;
        if history.undo().in_log() + history.redo().in_log() > 0 {
            self.effects.push(Effect::ReadHistory(Turning::List));
        }
        self.state.dialog = Some(Dialog::History);
    }

    /// Puts a merged state in the place of the open one, as one step.
    pub(super) fn take_merged(&mut self, file: &str, merged: Rc<Project>) {
        self.state.dialog = None;
        if self.commit(format!("Merge {file}"), Operation::Replace(merged)) {
            self.after_foreign_change();
            self.tell(format!("{file} was merged in. Undo takes it back as one step."), false);
        }
    }

    /// Takes the whole history in the place of its last steps, unless the project has changed.
    pub(super) fn take_history(&mut self, project: &Rc<Project>, history: History, then: Turning) {
        let Some(desk) = &mut self.state.desk else { return };
        if !Rc::ptr_eq(project, &desk.work.project) {
            return;
        }
        desk.work.history = history;
        match then {
            Turning::By(by) => self.turn_history(by),
            Turning::Follow => self.effects.push(Effect::Follow),
            Turning::List => {}
        }
    }
}
