//! What the model's choices are called in files.

use serde::{Serialize, Serializer};

use super::Wire;
use crate::model::{
    AttitudeType, Attribution, Colour, Confidence, Decision, Explicitness, Intensity, Origin,
    Polarity, Rule, SegmentKind, StanceField, Status, Subject,
};
use crate::text::Reach;

/// A choice between names.
pub(crate) trait Named: Copy + 'static {
    /// Every name, in the model's order.
    const NAMES: &'static [&'static str];

    /// What this one is called.
    fn name(self) -> &'static str;

    /// The one of that name.
    fn named(name: &str) -> Option<Self>;
}

impl<T: Named> Serialize for Wire<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.name())
    }
}

macro_rules! names {
    ($($type:ident { $($variant:ident $name:literal),* $(,)? })*) => {$(
        impl Named for $type {
            const NAMES: &'static [&'static str] = &[$($name),*];

            fn name(self) -> &'static str {
                match self { $(Self::$variant => $name),* }
            }

            fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)* _ => None }
            }
        }
    )*};
}

names! {
    Polarity { Favor "FAVOR", Against "AGAINST", Neutral "NEUTRAL", Both "BOTH", None "NONE" }
    AttitudeType {
        Sentiment "sentiment", Arguing "arguing", Agreement "agreement",
        Intention "intention", Speculation "speculation", Other "other",
    }
    Intensity { Low "low", Medium "medium", High "high", Extreme "extreme" }
    Attribution {
        DirectQuote "direct_quote", Indirect "indirect", Mixed "mixed", None "none",
    }
    Explicitness { Explicit "explicit", Inferred "inferred" }
    Confidence { Low "low", Medium "medium", High "high" }
    Origin {
        Manual "manual", Import "import", Rule "rule",
        Suggestion "suggestion", Propagated "propagated",
    }
    Decision { Pending "pending", Accepted "accepted", Rejected "rejected" }
    Status { ToDo "to_do", InProgress "in_progress", Done "done", Skipped "skipped" }
    SegmentKind {
        Headline "headline", Body "body", Caption "caption", Byline "byline",
        Boilerplate "boilerplate", EditorsNote "editors_note",
    }
    Colour {
        Blue "blue", Orange "orange", Green "green", Purple "purple", Red "red",
        Teal "teal", Brown "brown", Pink "pink", Olive "olive", Grey "grey",
    }
    StanceField {
        NestedSource "nested_source", TargetNegated "target_negated",
        AttitudeType "attitude_type", Intensity "intensity", Cue "cue",
        Evidence "evidence", Attribution "attribution", Explicitness "explicitness",
        Confidence "confidence", StatementDate "statement_date",
    }
    Reach { Whole "whole", Endings "endings", Inside "inside" }
    Subject { Mention "mention", Stance "stance", Article "article" }
    Rule {
        MentionEntity "mention_entity", StanceHolder "stance_holder",
        StanceTarget "stance_target", StanceWords "stance_words", StanceCue "stance_cue",
        StanceEvidence "stance_evidence", QuotationHolder "quotation_holder",
        QuotationCue "quotation_cue", ArticleStance "article_stance",
    }
}
