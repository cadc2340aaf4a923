//! The kinds of facts, and what each is called.

macro_rules! kinds {
    ($($name:ident $reach:ident $one:literal $many:literal)*) => {
        /// A kind of fact that a format may be unable to hold.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[allow(missing_docs)]
        pub enum Kind { $($name),* }

        impl Kind {
            /// All, those that cost most first.
            pub const ALL: &'static [Self] = &[$(Self::$name),*];

            fn words(self) -> (&'static str, &'static str) {
                match self { $(Self::$name => ($one, $many)),* }
            }

            fn reach(self) -> Reach {
                match self { $(Self::$name => Reach::$reach),* }
            }
        }
    };
}

/// How much is lost with a fact of that kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// The whole record.
    Record,
    /// Something that an analyst recorded.
    Part,
    /// Something that came about by itself, such as an id or a time.
    Trace,
}

kinds! {
    OverlappingMention Record "overlapping mention" "overlapping mentions"
    DiscontinuousMention Record "discontinuous mention" "discontinuous mentions"
    UnheldMention Record "mention that the format has no place for" "mentions that the format has no place for"
    Stance Record "stance" "stances"
    WordlessStance Record "stance without words in the text" "stances without words in the text"
    DiscontinuousStance Record "stance with discontinuous words" "stances with discontinuous words"
    HolderlessStance Record "stance without a holder" "stances without a holder"
    TargetlessStance Record "stance without a target" "stances without a target"
    UnheldStance Record "stance that the format has no place for" "stances that the format has no place for"
    OutsideMention Record "mention outside of every example" "mentions outside of every example"
    DocumentStance Record "stance of a whole article" "stances of whole articles"
    Fragments Part "gap in a discontinuous mark" "gaps in discontinuous marks"
    Link Part "link of a mention to an entity" "links of mentions to entities"
    Holder Part "holder of a stance" "holders of stances"
    NestedSource Part "nested source of a stance" "nested sources of stances"
    Target Part "target of a stance" "targets of stances"
    Negated Part "“not” of a target" "“nots” of targets"
    Expression Part "stance’s words" "stances’ words"
    Cue Part "cue of a stance" "cues of stances"
    Evidence Part "evidence of a stance" "pieces of evidence of stances"
    AttitudeType Part "attitude type" "attitude types"
    Intensity Part "intensity" "intensities"
    Attribution Part "attribution" "attributions"
    Explicitness Part "explicitness" "explicitness of stances"
    Confidence Part "confidence" "confidences"
    StatementDate Part "date of a statement" "dates of statements"
    Note Part "note on a mark" "notes on marks"
    Attribute Part "answer to a question of the codebook" "answers to questions of the codebook"
    Suggestion Part "open suggestion, which comes back as decided" "open suggestions, which come back as decided"
    Dangling Part "link to something that the project does not have" "links to things that the project does not have"
    Annotator Part "record’s annotator" "records’ annotators"
    Status Part "status of the work on an article" "statuses of the work on articles"
    Title Part "headline" "headlines"
    Outlet Part "outlet" "outlets"
    Byline Part "byline" "bylines"
    Url Part "address" "addresses"
    Published Part "date of publication" "dates of publication"
    Language Part "language" "languages"
    LineEnds Part "text’s carriage returns, written as line feeds" "texts’ carriage returns, written as line feeds"
    Segments Part "article’s furniture and other segments" "articles’ furniture and other segments"
    Entity Part "entity that nothing names" "entities that nothing names"
    EntityType Part "entity’s type" "entities’ types"
    EntityDetails Part "entity’s other names, number and note" "entities’ other names, numbers and notes"
    Matching Part "rule by which an entity’s names are found" "rules by which entities’ names are found"
    Issue Part "issue" "issues"
    Codebook Part "codebook (colours, keys, guidelines)" "codebooks (colours, keys, guidelines)"
    IdleAnnotator Trace "annotator who recorded nothing" "annotators who recorded nothing"
    ForeignToProject Trace "field of another program, or record that did not fit its text" "fields of other programs, and records that did not fit their texts"
    ProjectName Trace "project’s name and id" "projects’ names and ids"
    Foreign Trace "field of another program" "fields of other programs"
    Source Trace "note of what an article was loaded from" "notes of what articles were loaded from"
    Provenance Trace "note of how and when a record came about" "notes of how and when records came about"
    Id Trace "id" "ids"
}

impl Kind {
    /// Whether a whole record is lost with it.
    pub fn takes_record(self) -> bool {
        self.reach() == Reach::Record
    }

    /// Whether nobody recorded it by hand.
    pub fn is_trace(self) -> bool {
        self.reach() == Reach::Trace
    }

    /// “11 overlapping mentions”.
    pub fn counted(self, count: usize) -> String {
        let (one, many) = self.words();
        format!("{count} {}", if count == 1 { one } else { many })
    }
}
