//! One deed at many places, as one undo step.

use std::rc::Rc;

use super::Turn;
use crate::model::{
    ArticleId, Attributes, Extra, LayerId, Mention, Operation, Provenance, Record, RecordId, Status,
};
use crate::session::{Deed, Dialog, Hit, Wanted};

impl Turn<'_> {
    pub(super) fn ask_for_all(&mut self) {
        let Some(desk) = &self.state.desk else { return };
        match Wanted::of(desk) {
            Some(_) => self.state.dialog = Some(Dialog::Everywhere),
            None => self.hint("Click a mention first: all places of its words are found."),
        }
    }

    pub(super) fn do_everywhere(&mut self, wanted: &Wanted, hits: &[Hit]) {
        self.state.dialog = None;
        let Some(desk) = &self.state.desk else { return };
        let annotator = desk.annotator.clone();
        let layer = |article: &ArticleId| LayerId {
            article: article.clone(),
            annotator: annotator.clone(),
        };
        let mut operations = Vec::new();
        // Words that are marked in another article are no work on that.
        let mut begins =
            desk.article.as_ref().filter(|it| desk.status_of(it) == Status::ToDo).cloned();
        for hit in hits {
            match (wanted.deed, &hit.record) {
                (Deed::Mark, _) => {
                    if let Some(open) = begins.take_if(|open| *open == hit.article) {
                        operations.push(Operation::SetStatus(layer(&open), Status::InProgress));
                    }
                    let mention = Mention {
                        id: self.new_record_id(),
                        fragments: hit.span.into(),
                        entity_type: wanted.label.clone(),
                        entity: wanted.entity.clone(),
                        attributes: Attributes::new(),
                        note: String::new(),
                        provenance: Provenance::manual(annotator.clone(), self.now.clone()),
                        extra: Extra::new(),
                    };
                    let record = Record::Mention(Rc::new(mention));
                    operations.push(Operation::PutRecord(layer(&hit.article), record));
                }
                (Deed::Unmark, Some(record)) => {
                    let gone = Operation::RemoveRecord(layer(&hit.article), record.clone());
                    operations.push(gone);
                }
                (Deed::Relabel | Deed::Link, Some(record)) => {
                    if let Some(mut mention) = self.mention(&layer(&hit.article), record) {
                        match wanted.deed {
                            Deed::Relabel => mention.entity_type = wanted.label.clone(),
                            _ => mention.entity = wanted.entity.clone(),
                        }
                        mention.provenance.updated = self.now.clone();
                        let record = Record::Mention(Rc::new(mention));
                        operations.push(Operation::PutRecord(layer(&hit.article), record));
                    }
                }
                _ => {}
            }
        }
        if operations.is_empty() {
            return self.announce("Nothing was ticked");
        }
        let name = wanted.deed.name();
        self.commit_own(format!("{name} {} × “{}”", hits.len(), wanted.words), operations);
        self.after_foreign_change();
    }

    fn mention(&self, layer: &LayerId, record: &RecordId) -> Option<Mention> {
        match self.state.desk.as_ref()?.work.project.layer(layer)?.records.get(record)? {
            Record::Mention(mention) => Some((**mention).clone()),
            _ => None,
        }
    }
}
