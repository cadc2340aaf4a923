//! Records that came from elsewhere and wait for the annotator's decision.

use std::rc::Rc;

use super::registry::At;
use super::{Desk, ledger, words};
use crate::model::{Article, Decision, LayerId, Record, RecordId};
use crate::order;
use crate::text::Span;

impl Desk {
    /// The suggestions of the open article, in the order of the ledger.
    pub fn suggestions(&self) -> Vec<(At, Record)> {
        self.open_layer_id().map_or_else(Vec::new, |layer| self.suggestions_of(&layer))
    }

    /// Those of all articles, as these were loaded.
    pub fn all_suggestions(&self) -> Vec<(At, Record)> {
        let mut articles: Vec<&Rc<Article>> = self.work.project.articles.values().collect();
        order::sort_by(&mut articles, |a, b| (&a.added, &a.id).cmp(&(&b.added, &b.id)));
        let layers = articles.into_iter().map(|article| LayerId {
            article: article.id.clone(),
            annotator: self.annotator.clone(),
        });
        layers.flat_map(|layer| self.suggestions_of(&layer)).collect()
    }

    fn suggestions_of(&self, id: &LayerId) -> Vec<(At, Record)> {
        let layer = self.work.project.layer(id);
        let records = layer.into_iter().flat_map(|layer| layer.records.values());
        let waits = records.filter(|record| record.provenance().is_suggestion());
        let mut found: Vec<&Record> = waits.collect();
        order::sort_by(&mut found, |a, b| {
            (ledger::place(a), a.id()).cmp(&(ledger::place(b), b.id()))
        });
        found.into_iter().map(|it| ((id.clone(), it.id().clone()), it.clone())).collect()
    }

    /// The suggestion in focus.
    pub fn focused_suggestion(&self) -> Option<&Record> {
        self.focused().filter(|record| record.provenance().is_suggestion())
    }

    /// The suggestion that follows a record's place in the open article, or else the first.
    pub(super) fn suggestion_after(&self, record: Option<&Record>) -> Option<RecordId> {
        let found = self.suggestions();
        let from = |it: &Record| (ledger::place(it), it.id().clone());
        let here = record.map(from);
        let caret = (self.selection.caret, self.selection.caret);
        let next = found.iter().find(|(_, it)| match &here {
            Some(here) => from(it) > *here,
            None => ledger::place(it) >= caret,
        });
        next.or_else(|| found.first()).map(|((_, id), _)| id.clone())
    }

    /// A record's words in a line: what it is, and in which article.
    pub fn suggestion_words(&self, (layer, _): &At, record: &Record) -> Option<String> {
        let article = self.work.project.articles.get(&layer.article)?;
        Some(words::record(&self.work.project, &article.text, record))
    }
}

/// The words that a record stands on first.
pub fn first_words(record: &Record) -> Option<Span> {
    Some(record.fragments().first()?.first())
}

/// What made a record, and how sure it was: “m-7, score 0.75”; `None` for what a hand made.
pub fn made_by(record: &Record) -> Option<String> {
    let provenance = record.provenance();
    let model = provenance.model.as_ref()?;
    let mut words = model.name.clone();
    if !model.version.is_empty() {
        words = format!("{words} {}", model.version);
    }
    match provenance.extra.get("score") {
        Some(serde_json::Value::Number(score)) => Some(format!("{words}, score {score}")),
        _ => Some(words),
    }
}

/// What a decision is called on a button.
pub fn verb(decision: Decision) -> &'static str {
    match decision {
        Decision::Pending => "Suggest",
        Decision::Accepted => "Accept",
        Decision::Rejected => "Reject",
    }
}
