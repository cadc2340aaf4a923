//! Suggestions: accepted, rejected, and on to the next.

use super::Turn;
use crate::model::{Decision, Operation, Record, Status};
use crate::order::Table;
use crate::session::registry::At;
use crate::session::suggestions::verb;
use crate::session::words;

impl Turn<'_> {
    /// Decides on the suggestion in focus and goes on to the next; without one in focus, goes to one.
    pub(super) fn decide(&mut self, decision: Decision) {
        let Some(desk) = &self.state.desk else { return };
        let Some(record) = desk.focused_suggestion().cloned() else {
            return match desk.suggestion_after(None) {
                Some(next) => self.focus_record(next),
                None => self.announce("No suggestions here"),
            };
        };
        let Some(article) = desk.open_article() else { return };
        let said = words::record(&desk.work.project, &article.text, &record);
        let label = format!("{} {said}", verb(decision));
        let decided = self.decided(&record, decision);
        let done = match decision {
            // What is rejected does not begin the work on an article.
            Decision::Rejected => {
                let Some(layer) = desk.open_layer_id() else { return };
                self.commit_own(label, vec![Operation::PutRecord(layer, decided)])
            }
            _ => self.commit_record(label, decided),
        };
        if done {
            self.after_foreign_change();
            self.go_on_from(&record);
        }
    }

    fn decided(&self, record: &Record, decision: Decision) -> Record {
        record.with_provenance(|provenance| {
            provenance.decision = Some(decision);
            provenance.updated = self.now.clone();
        })
    }

    fn go_on_from(&mut self, record: &Record) {
        let Some(desk) = &mut self.state.desk else { return };
        match desk.suggestion_after(Some(record)) {
            Some(next) => self.focus_record(next),
            None => {
                desk.set_focus(None);
                self.announce("That was the last suggestion here");
            }
        }
    }

    /// Accepts these, those that still wait for it, as one step.
    pub(super) fn accept_all(&mut self, places: &[At]) {
        self.state.dialog = None;
        let Some(desk) = &self.state.desk else { return };
        let project = &desk.work.project;
        let mut operations = Vec::new();
        let mut begun: Table<&crate::model::LayerId, ()> = Table::new();
        let mut count = 0;
        for (layer, id) in places {
            let known = project.layer(layer).and_then(|known| known.records.get(id));
            let waits = known.filter(|record| record.provenance().is_suggestion());
            let Some(record) = waits.filter(|_| layer.annotator == desk.annotator) else {
                continue;
            };
            count += 1;
            operations.push(Operation::PutRecord(
                layer.clone(),
                self.decided(record, Decision::Accepted),
            ));
            if desk.status_of(&layer.article) == Status::ToDo && !begun.contains_key(&layer) {
                begun.insert(layer, ());
                operations.push(Operation::SetStatus(layer.clone(), Status::InProgress));
            }
        }
        if operations.is_empty() {
            return self.announce("No suggestion to accept");
        }
        let many = if count == 1 { "" } else { "s" };
        if self.commit_own(format!("Accept {count} suggestion{many}"), operations) {
            self.after_foreign_change();
        }
    }
}
