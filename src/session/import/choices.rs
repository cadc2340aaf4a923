//! What is chosen of an import: whose it becomes, whether it counts at once, which labels it gets.

use std::collections::BTreeMap;

use crate::model::{AnnotatorId, Codebook, Polarity, Project, Record, TypeId};
use crate::session::words;

/// A label of a mark.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Label {
    /// A type of mentions and entities.
    Type(TypeId),
    /// A polarity of stances.
    Polarity(Polarity),
}

impl Label {
    /// Its name in a form.
    pub fn key(&self) -> &str {
        match self {
            Self::Type(id) => id.as_str(),
            Self::Polarity(polarity) => words::usual_polarity(*polarity),
        }
    }

    /// Its name for people, by a codebook.
    pub fn words(&self, codebook: &Codebook) -> String {
        match self {
            Self::Type(id) => {
                let known = codebook.entity_type(id);
                known.map_or_else(|| id.to_string(), |known| known.label.clone())
            }
            Self::Polarity(polarity) => words::polarity(codebook, *polarity),
        }
    }

    /// What a label of this kind can become: the codebook's own.
    pub fn known(&self, codebook: &Codebook) -> Vec<Self> {
        match self {
            Self::Type(_) => {
                codebook.entity_types.iter().map(|it| Self::Type(it.id.clone())).collect()
            }
            Self::Polarity(_) => {
                codebook.polarities.iter().map(|it| Self::Polarity(it.polarity)).collect()
            }
        }
    }
}

/// A label that the codebook does not have.
#[derive(Clone, Debug, PartialEq)]
pub struct Unknown {
    /// Which.
    pub label: Label,
    /// What it is called where it comes from.
    pub words: String,
    /// How many marks and entities have it.
    pub count: usize,
}

/// The labels of what comes in that the codebook here does not have.
pub fn unknown_labels(here: &Codebook, incoming: &Project) -> Vec<Unknown> {
    let mut counts: BTreeMap<Label, usize> = BTreeMap::new();
    let mut count = |label: Label| {
        let is_known = match &label {
            Label::Type(id) => here.entity_type(id).is_some(),
            Label::Polarity(polarity) => here.polarity(*polarity).is_some(),
        };
        if !is_known {
            *counts.entry(label).or_default() += 1;
        }
    };
    for record in incoming.layers.values().flat_map(|layer| layer.records.values()) {
        count(match record {
            Record::Mention(mention) => Label::Type(mention.entity_type.clone()),
            Record::Stance(stance) => Label::Polarity(stance.polarity),
            Record::DocumentStance(stance) => Label::Polarity(stance.polarity),
        });
    }
    for entity in incoming.entities.values() {
        count(Label::Type(entity.entity_type.clone()));
    }
    let codebook = &incoming.codebook;
    let unknown = |(label, count): (Label, usize)| {
        let words = label.words(codebook);
        Unknown { label, words, count }
    };
    counts.into_iter().map(unknown).collect()
}

/// Who recorded what comes in.
#[derive(Clone, Debug, PartialEq)]
pub struct Person {
    /// By which id.
    pub id: AnnotatorId,
    /// The name in the file; empty without one.
    pub name: String,
    /// How many records are the person's work.
    pub work: usize,
    /// How many are suggestions.
    pub suggestions: usize,
}

/// Everybody whose layers come in.
pub fn people(incoming: &Project) -> Vec<Person> {
    let mut people: Vec<Person> = Vec::new();
    for (id, layer) in &incoming.layers {
        let at = people.iter().position(|person| person.id == id.annotator).unwrap_or_else(|| {
            let known = incoming.annotators.get(&id.annotator);
            let name = known.map(|known| known.name.clone()).unwrap_or_default();
            people.push(Person { id: id.annotator.clone(), name, work: 0, suggestions: 0 });
            people.len() - 1
        });
        for record in layer.records.values() {
            let is_suggestion = record.provenance().is_suggestion();
            let person = &mut people[at];
            *if is_suggestion { &mut person.suggestions } else { &mut person.work } += 1;
        }
    }
    people
}

/// Whose work becomes what somebody in the file recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// An annotator of this project.
    Of(AnnotatorId),
    /// A new annotator of that name.
    New(String),
}

/// What is chosen of an import.
#[derive(Clone, Debug, PartialEq)]
pub struct Choices {
    /// Whether all of it comes in as suggestions to the annotator at work.
    pub as_suggestions: bool,
    /// What made the suggestions that do not name it themselves.
    pub model: String,
    /// Whose work becomes whose.
    pub people: Vec<(AnnotatorId, Whose)>,
    /// What each unknown label becomes; `None` to add it to the codebook.
    pub labels: Vec<(Label, Option<Label>)>,
}

impl Choices {
    /// What is chosen at first: what is said stays that of its annotator, one of the same id and name
    /// here, or of the same name, or else a new one. What has no name goes to whoever takes it in, and
    /// so does what a model suggested to nobody who is here. Labels are added.
    pub fn first(here: &Project, me: &AnnotatorId, incoming: &Project, format: &str) -> Self {
        let whose = |person: Person| {
            let by_name = || here.annotators.iter().find(|(_, known)| known.name == person.name);
            let is_here = here.annotators.get(&person.id).is_some_and(|it| it.name == person.name);
            let is_only_suggested = person.work == 0 && person.suggestions > 0;
            let whose = if person.name.is_empty() || is_only_suggested && !is_here {
                Whose::Of(me.clone())
            } else if is_here {
                Whose::Of(person.id.clone())
            } else if let Some((id, _)) = by_name() {
                Whose::Of(id.clone())
            } else {
                Whose::New(person.name)
            };
            (person.id, whose)
        };
        let unknown = unknown_labels(&here.codebook, incoming);
        Self {
            as_suggestions: false,
            model: format.to_owned(),
            people: people(incoming).into_iter().map(whose).collect(),
            labels: unknown.into_iter().map(|it| (it.label, None)).collect(),
        }
    }

    /// What a label becomes.
    pub(super) fn label(&self, label: Label) -> Label {
        let chosen = self.labels.iter().find(|(known, _)| *known == label);
        chosen.and_then(|(_, chosen)| chosen.clone()).unwrap_or(label)
    }
}
