//! Who stands where on what. The corpus or scheme that a field comes from stands beside it.

use super::{Attributes, Date, EntityId, Extra, IssueId, Provenance, RecordId};
use crate::text::Fragments;

/// Somebody's attitude to something, with the words that show it.
#[derive(Clone, Debug, PartialEq)]
pub struct Stance {
    /// Its name in files.
    pub id: RecordId,
    /// Whose attitude; most opinions name no source (OpeNER).
    pub holder: Option<Holder>,
    /// Through whom it is reported, outermost first (MPQA).
    pub nested_source: Vec<Holder>,
    /// To what.
    pub target: Option<Target>,
    /// Which way.
    pub polarity: Polarity,
    /// What sort of attitude (MPQA 3).
    pub attitude_type: Option<AttitudeType>,
    /// How strong (MPQA 3).
    pub intensity: Option<Intensity>,
    /// The words that carry the attitude.
    pub expression: Option<Fragments>,
    /// The attributing words, "told reporters" (PARC, PolNeAR).
    pub cue: Option<Fragments>,
    /// The passage that a reader needs to agree.
    pub evidence: Option<Fragments>,
    /// Whether the words are quoted.
    pub attribution: Option<Attribution>,
    /// Whether the words say it or the reader concludes it.
    pub explicitness: Option<Explicitness>,
    /// The annotator's own.
    pub confidence: Option<Confidence>,
    /// When it was said.
    pub statement_date: Option<Date>,
    /// What the codebook's attributes say of it.
    pub attributes: Attributes,
    /// Free text.
    pub note: String,
    /// Who recorded it, when and how.
    pub provenance: Provenance,
    /// Fields of a newer program, kept for it.
    pub extra: Extra,
}

impl Stance {
    /// A stance that says nothing but which way it goes.
    pub fn bare(id: RecordId, polarity: Polarity, provenance: Provenance) -> Self {
        Self {
            id,
            holder: None,
            nested_source: Vec::new(),
            target: None,
            polarity,
            attitude_type: None,
            intensity: None,
            expression: None,
            cue: None,
            evidence: None,
            attribution: None,
            explicitness: None,
            confidence: None,
            statement_date: None,
            note: String::new(),
            attributes: Attributes::new(),
            provenance,
            extra: Extra::new(),
        }
    }

    /// The stance's stretches of text.
    pub fn fragments(&self) -> impl Iterator<Item = &Fragments> {
        self.expression.iter().chain(&self.cue).chain(&self.evidence)
    }
}

/// One polarity of a whole article.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentStance {
    /// Its name in files.
    pub id: RecordId,
    /// To what.
    pub target: Option<Target>,
    /// Which way.
    pub polarity: Polarity,
    /// Free text.
    pub note: String,
    /// Who recorded it, when and how.
    pub provenance: Provenance,
    /// Fields of a newer program, kept for it.
    pub extra: Extra,
}

/// Whose attitude it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holder {
    /// Someone or something named.
    Entity(EntityId),
    /// Who wrote the article.
    Author,
    /// Who published it.
    Outlet,
    /// Somebody whom the text does not name.
    Implicit,
}

/// What an attitude is to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Target {
    /// What it is.
    pub kind: TargetKind,
    /// Whether its opposite is meant: "not joining NATO".
    pub is_negated: bool,
}

/// The kinds of targets.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TargetKind {
    /// An entity, events included.
    Entity(EntityId),
    /// An issue of the codebook.
    Issue(IssueId),
    /// A sentence of the analyst's: "Ukraine should join NATO".
    Proposition(String),
}

/// Which way an attitude goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Polarity {
    /// For it.
    Favor,
    /// Against it.
    Against,
    /// Expressly neither.
    Neutral,
    /// For and against at once.
    Both,
    /// No stance can be inferred, which is not `Neutral` (SemEval-2016 Task 6).
    None,
}

impl Polarity {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 5] = [Self::Favor, Self::Against, Self::Neutral, Self::Both, Self::None];

    /// Its name in files.
    pub fn id(self) -> &'static str {
        match self {
            Self::Favor => "FAVOR",
            Self::Against => "AGAINST",
            Self::Neutral => "NEUTRAL",
            Self::Both => "BOTH",
            Self::None => "NONE",
        }
    }
}

/// Sorts of attitude (MPQA 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttitudeType {
    /// Liking or disliking.
    Sentiment,
    /// Arguing that something is so or should be.
    Arguing,
    /// Agreeing or disagreeing.
    Agreement,
    /// Meaning to do something.
    Intention,
    /// Thinking something likely.
    Speculation,
    /// None of these.
    Other,
}

/// How strong an attitude is (MPQA 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Intensity {
    /// Weak.
    Low,
    /// Plain.
    Medium,
    /// Strong.
    High,
    /// As strong as can be.
    Extreme,
}

/// Whether words are quoted (PARC).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attribution {
    /// In quotation marks.
    DirectQuote,
    /// Reported in the writer's words.
    Indirect,
    /// Partly each.
    Mixed,
    /// Not attributed.
    None,
}

/// Whether the words say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Explicitness {
    /// They do.
    Explicit,
    /// The reader concludes it.
    Inferred,
}

/// How sure the annotator is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// Not very.
    Low,
    /// Fairly.
    Medium,
    /// Very.
    High,
}
