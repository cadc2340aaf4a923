//! Who recorded something, when, and how it came about.

use std::rc::Rc;

use super::{AnnotatorId, Extra, RecordId, Revision};

/// A moment in UTC as RFC 3339 with milliseconds, `2026-01-05T09:00:00.000Z`.
///
/// For people to read: nothing is ordered by the wall clock.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Timestamp(Rc<str>);

impl Timestamp {
    /// Takes a moment as the browser's `Date.toISOString` writes it.
    pub fn new(rfc3339: &str) -> Self {
        Self(rfc3339.into())
    }

    /// The moment as it stands in files.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How a record came about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Origin {
    /// By the annotator's own hand.
    #[default]
    Manual,
    /// From another tool's file.
    Import,
    /// From a rule, such as a list of names.
    Rule,
    /// From a model's prediction.
    Suggestion,
    /// Carried over from a copy of the same text.
    Propagated,
}

/// What the annotator said of a record that came from elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// Nothing yet: the record does not count as the annotator's.
    Pending,
    /// It is right.
    Accepted,
    /// It is wrong.
    Rejected,
}

/// The rule or model that made a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    /// Its name.
    pub name: String,
    /// Its version, empty if it has none.
    pub version: String,
}

/// Where a record comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// Whose record it is.
    pub annotator: AnnotatorId,
    /// When it was made.
    pub created: Timestamp,
    /// When it was last changed.
    pub updated: Timestamp,
    /// How it came about.
    pub origin: Origin,
    /// The record that it was made from.
    pub derived_from: Option<RecordId>,
    /// The rule or model that made it.
    pub model: Option<Model>,
    /// The decision on it, where it needs one.
    pub decision: Option<Decision>,
    /// When it was last changed, by the project's clock.
    pub revision: Revision,
    /// Fields of a newer program, kept for it.
    pub extra: Extra,
}

impl Provenance {
    /// A record made by hand at `now`.
    pub fn manual(annotator: AnnotatorId, now: Timestamp) -> Self {
        Self {
            annotator,
            created: now.clone(),
            updated: now,
            origin: Origin::Manual,
            derived_from: None,
            model: None,
            decision: None,
            revision: Revision::default(),
            extra: Extra::new(),
        }
    }

    /// Whether somebody still has to say whether the record is right.
    pub fn is_suggestion(&self) -> bool {
        match self.decision {
            Some(Decision::Pending) => true,
            Some(Decision::Accepted | Decision::Rejected) => false,
            None => self.origin == Origin::Suggestion,
        }
    }

    /// Whether somebody said that the record is wrong.
    pub fn is_rejected(&self) -> bool {
        self.decision == Some(Decision::Rejected)
    }

    /// Whether the record counts as the annotator's: a suggestion does once it is accepted.
    pub fn counts(&self) -> bool {
        match self.decision {
            Some(Decision::Accepted) => true,
            Some(Decision::Pending | Decision::Rejected) => false,
            None => self.origin != Origin::Suggestion,
        }
    }
}
