//! What is handed out: which articles, whose layers, which records.

use std::collections::BTreeSet;
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::examples::Shape;
use crate::model::{AnnotatorId, ArticleId, Decision, Project, Record, Status};
use crate::text::Unit;

/// What the analyst chose to hand out.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// These articles only; `None` for all.
    pub articles: Option<Vec<ArticleId>>,
    /// Work of this status only; `None` for any.
    pub status: Option<Status>,
    /// This annotator's work only; `None` for everybody's.
    pub annotator: Option<AnnotatorId>,
    /// Whether mentions are in.
    pub mentions: bool,
    /// Whether stances are in.
    pub stances: bool,
    /// Whether stances of whole articles are in.
    pub document_stances: bool,
    /// Which suggestions are in.
    pub suggestions: Suggestions,
    /// Whether all records go out as a model's predictions, where a format tells these apart.
    pub as_predictions: bool,
    /// What positions count, where a format leaves that open.
    pub unit: Option<Unit>,
    /// Whether each type of mention goes into a file of its own, where overlapping ones cannot share
    /// one.
    pub file_per_type: bool,
    /// What one example is, and which part it goes into.
    pub shape: Shape,
}

/// Which suggestions are handed out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Suggestions {
    /// Accepted ones only: what counts as somebody's work.
    #[default]
    Accepted,
    /// Those that wait for a decision too.
    Pending,
    /// Rejected ones as well.
    All,
}

impl Default for Choice {
    fn default() -> Self {
        Self {
            articles: None,
            status: None,
            annotator: None,
            mentions: true,
            stances: true,
            document_stances: true,
            suggestions: Suggestions::default(),
            as_predictions: false,
            unit: None,
            file_per_type: false,
            shape: Shape::default(),
        }
    }
}

impl Choice {
    /// Everything as it is: what a copy of the project has.
    pub fn everything() -> Self {
        Self { suggestions: Suggestions::All, ..Self::default() }
    }

    /// The project with nothing but what was chosen. It shares what is in both.
    pub fn of(&self, project: &Project) -> Project {
        let mut chosen = project.clone();
        if let Some(articles) = &self.articles {
            let articles: BTreeSet<&ArticleId> = articles.iter().collect();
            chosen.articles.retain(|id, _| articles.contains(id));
        }
        if let Some(status) = self.status {
            chosen.articles.retain(|id, _| {
                let mut layers = project.layers_of(id).filter(|(who, _)| self.takes(who));
                match layers.next() {
                    None => status == Status::ToDo,
                    Some((_, first)) => {
                        first.status == status || layers.any(|(_, layer)| layer.status == status)
                    }
                }
            });
        }
        let articles = &chosen.articles;
        chosen.layers.retain(|id, layer| {
            articles.contains_key(&id.article)
                && self.takes(&id.annotator)
                && self.status.is_none_or(|status| layer.status == status)
        });
        let ids: Vec<_> = chosen.layers.keys().cloned().collect();
        for id in ids {
            let Some(layer) = chosen.layers.get_mut(&id) else { continue };
            if layer.records.values().any(|record| !self.holds(record)) {
                Rc::make_mut(layer).records.retain(|_, record| self.holds(record));
            }
            if layer.is_blank() {
                chosen.layers.remove(&id);
            }
        }
        chosen
    }

    fn takes(&self, annotator: &AnnotatorId) -> bool {
        self.annotator.as_ref().is_none_or(|chosen| chosen == annotator)
    }

    fn holds(&self, record: &Record) -> bool {
        let kind = match record {
            Record::Mention(_) => self.mentions,
            Record::Stance(_) => self.stances,
            Record::DocumentStance(_) => self.document_stances,
        };
        let provenance = record.provenance();
        kind && match self.suggestions {
            Suggestions::Accepted => provenance.counts(),
            Suggestions::Pending => provenance.decision != Some(Decision::Rejected),
            Suggestions::All => true,
        }
    }
}
