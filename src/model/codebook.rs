//! The project's schema: what may be marked, how it is called and drawn.

use std::collections::BTreeSet;

use super::{Attribute, AttributeId, Extra, IssueId, Polarity, Subject, TypeId};

/// What a project's annotators record, in which words, colours and keys.
#[derive(Clone, Debug, PartialEq)]
pub struct Codebook {
    /// Its name for people.
    pub name: String,
    /// What annotators should know before they begin.
    pub guideline: String,
    /// The types of entities, in the order in which they are offered.
    pub entity_types: Vec<EntityType>,
    /// The polarities in use, in the order in which they are offered.
    pub polarities: Vec<PolarityStyle>,
    /// The issues that stances may be about.
    pub issues: Vec<Issue>,
    /// The stance's fields that are on the screen besides holder, target and polarity.
    pub fields: BTreeSet<StanceField>,
    /// What is asked besides, in the order in which it is asked.
    pub attributes: Vec<Attribute>,
    /// What a finished article must have. What lacks is a gap to work down, never a block.
    pub rules: Vec<Rule>,
    /// Fields of a newer program, kept for it.
    pub extra: Extra,
}

/// A type of entity.
#[derive(Clone, Debug, PartialEq)]
pub struct EntityType {
    /// Its name in files, such as `person`.
    pub id: TypeId,
    /// Its name for people.
    pub label: String,
    /// One to three characters that stand before a mark.
    pub glyph: String,
    /// Its colour.
    pub colour: Colour,
    /// The key that applies it.
    pub key: Option<char>,
    /// When to use it.
    pub guideline: String,
    /// Fields of a newer program, kept for it.
    pub extra: Extra,
}

/// How a polarity is called and drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct PolarityStyle {
    /// Which one.
    pub polarity: Polarity,
    /// Its name for people.
    pub label: String,
    /// One character that stands for it.
    pub glyph: String,
    /// Its colour.
    pub colour: Colour,
    /// The key that picks it.
    pub key: Option<char>,
    /// When to choose it.
    pub guideline: String,
    /// Fields of a newer program, kept for it.
    pub extra: Extra,
}

/// Something that stances can be about without being an entity.
#[derive(Clone, Debug, PartialEq)]
pub struct Issue {
    /// Its name in files.
    pub id: IssueId,
    /// Its name for people.
    pub label: String,
    /// The wider issue that it belongs to.
    pub parent: Option<IssueId>,
    /// What belongs to it.
    pub guideline: String,
    /// Fields of a newer program, kept for it.
    pub extra: Extra,
}

/// The palette; the style sheet gives each a value with AA contrast in every theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Colour {
    Blue,
    Orange,
    Green,
    Purple,
    Red,
    Teal,
    Brown,
    Pink,
    Olive,
    Grey,
}

impl Colour {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 10] = [
        Self::Blue,
        Self::Purple,
        Self::Green,
        Self::Orange,
        Self::Teal,
        Self::Pink,
        Self::Brown,
        Self::Olive,
        Self::Red,
        Self::Grey,
    ];
}

/// The stance's optional fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs)]
pub enum StanceField {
    NestedSource,
    TargetNegated,
    AttitudeType,
    Intensity,
    Cue,
    Evidence,
    Attribution,
    Explicitness,
    Confidence,
    StatementDate,
}

impl StanceField {
    /// All, in the order in which they are shown.
    pub const ALL: [Self; 10] = [
        Self::NestedSource,
        Self::TargetNegated,
        Self::AttitudeType,
        Self::Intensity,
        Self::Cue,
        Self::Evidence,
        Self::Attribution,
        Self::Explicitness,
        Self::Confidence,
        Self::StatementDate,
    ];
}

/// What the codebook can require besides its required attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// Every mention is linked to an entity.
    MentionEntity,
    /// Every stance has a holder.
    StanceHolder,
    /// Every stance has a target.
    StanceTarget,
    /// Every stance has the words that carry it.
    StanceWords,
    /// Every stance has its attributing words.
    StanceCue,
    /// Every stance has the passage that a reader needs to agree.
    StanceEvidence,
    /// Every quotation, which is a stance attributed as direct, indirect or mixed, has a holder.
    QuotationHolder,
    /// Every quotation has its attributing words.
    QuotationCue,
    /// Every article that is done has a stance of the whole article.
    ArticleStance,
}

impl Rule {
    /// All, in the order in which they are shown.
    pub const ALL: [Self; 9] = [
        Self::MentionEntity,
        Self::StanceHolder,
        Self::StanceTarget,
        Self::StanceWords,
        Self::StanceCue,
        Self::StanceEvidence,
        Self::QuotationHolder,
        Self::QuotationCue,
        Self::ArticleStance,
    ];
}

/// A list of the codebook, whose items have ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum CodebookList {
    EntityTypes,
    Polarities,
    Issues,
    Attributes,
}

impl CodebookList {
    /// All.
    pub const ALL: [Self; 4] =
        [Self::EntityTypes, Self::Polarities, Self::Issues, Self::Attributes];

    /// Where it stands in files, as a JSON Pointer.
    pub fn place(self) -> &'static str {
        match self {
            Self::EntityTypes => "/codebook/entity_types",
            Self::Polarities => "/codebook/polarities",
            Self::Issues => "/codebook/issues",
            Self::Attributes => "/codebook/attributes",
        }
    }
}

impl Codebook {
    /// The ids of a list's items, in its order.
    pub fn ids(&self, list: CodebookList) -> Vec<&str> {
        match list {
            CodebookList::EntityTypes => {
                self.entity_types.iter().map(|it| it.id.as_str()).collect()
            }
            CodebookList::Polarities => self.polarities.iter().map(|it| it.polarity.id()).collect(),
            CodebookList::Issues => self.issues.iter().map(|it| it.id.as_str()).collect(),
            CodebookList::Attributes => self.attributes.iter().map(|it| it.id.as_str()).collect(),
        }
    }

    /// Whether both have the same item of that id, or neither has one.
    pub fn agrees(&self, other: &Self, list: CodebookList, id: &str) -> bool {
        match list {
            CodebookList::EntityTypes => {
                let item =
                    |it: &Self| it.entity_types.iter().find(|it| it.id.as_str() == id).cloned();
                item(self) == item(other)
            }
            CodebookList::Polarities => {
                let item =
                    |it: &Self| it.polarities.iter().find(|it| it.polarity.id() == id).cloned();
                item(self) == item(other)
            }
            CodebookList::Issues => {
                let item = |it: &Self| it.issues.iter().find(|it| it.id.as_str() == id).cloned();
                item(self) == item(other)
            }
            CodebookList::Attributes => {
                let item =
                    |it: &Self| it.attributes.iter().find(|it| it.id.as_str() == id).cloned();
                item(self) == item(other)
            }
        }
    }

    /// The entity type of that id.
    pub fn entity_type(&self, id: &TypeId) -> Option<&EntityType> {
        self.entity_types.iter().find(|known| known.id == *id)
    }

    /// How a polarity is drawn.
    pub fn polarity(&self, polarity: Polarity) -> Option<&PolarityStyle> {
        self.polarities.iter().find(|style| style.polarity == polarity)
    }

    /// The attribute of that id.
    pub fn attribute(&self, id: &AttributeId) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.id == *id)
    }

    /// The attributes of mentions, stances or articles, in the codebook's order.
    pub fn attributes_on(&self, subject: Subject) -> impl Iterator<Item = &Attribute> {
        self.attributes.iter().filter(move |attribute| attribute.on.contains(&subject))
    }

    /// The issues, each behind the one that it belongs to, with how many are above it. One that
    /// belongs to nothing, to something unknown or to itself stands at the top.
    pub fn issue_tree(&self) -> Vec<(usize, &Issue)> {
        let mut tree = Vec::with_capacity(self.issues.len());
        let is_known = |id: &IssueId| self.issues.iter().any(|issue| issue.id == *id);
        for issue in &self.issues {
            if !issue.parent.as_ref().is_some_and(is_known) {
                self.put_below(issue, 0, &mut tree);
            }
        }
        // What is left goes round in a circle.
        for issue in &self.issues {
            self.put_below(issue, 0, &mut tree);
        }
        tree
    }

    fn put_below<'a>(&'a self, issue: &'a Issue, depth: usize, tree: &mut Vec<(usize, &'a Issue)>) {
        if tree.iter().any(|(_, known)| std::ptr::eq(*known, issue)) {
            return;
        }
        tree.push((depth, issue));
        for below in self.issues.iter().filter(|it| it.parent.as_ref() == Some(&issue.id)) {
            self.put_below(below, depth + 1, tree);
        }
    }

    /// The issue of that id.
    pub fn issue(&self, id: &IssueId) -> Option<&Issue> {
        self.issues.iter().find(|issue| issue.id == *id)
    }
}
