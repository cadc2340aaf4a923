//! What another codebook makes of the work already done.

use std::rc::Rc;

use super::review::questions;
use crate::model::{
    Attribute, AttributeChoice, AttributeId, AttributeKind, AttributeValue, Attributes, ChoiceId,
    Codebook, EntityType, Issue, IssueId, LayerId, Operation, Polarity, PolarityStyle, Project,
    Record, Stance, Subject, Target, TargetKind, Timestamp, TypeId,
};

/// Something of the codebook that is in use, and would no longer be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gone {
    /// A type of entities.
    Type(TypeId),
    /// A polarity.
    Polarity(Polarity),
    /// An issue.
    Issue(IssueId),
    /// An attribute.
    Attribute(AttributeId),
    /// An attribute of mentions, stances or articles, which those no longer have.
    On(AttributeId, Subject),
    /// An attribute's kind, whose values the new kind cannot hold.
    Kind(AttributeId),
    /// A choice of an attribute.
    Choice(AttributeId, ChoiceId),
}

/// What becomes of the records that use it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Nothing: it stays in the codebook.
    Keep,
    /// They get another one, by its place among those of the new codebook.
    Become(usize),
    /// The values of the attribute are deleted.
    Delete,
}

/// The way from the project's codebook to another one.
#[derive(Clone, Debug)]
pub struct Migration {
    before: Rc<Codebook>,
    after: Codebook,
    types: Vec<(TypeId, TypeId)>,
    polarities: Vec<(Polarity, Polarity)>,
    issues: Vec<(IssueId, IssueId)>,
    choices: Vec<(AttributeId, ChoiceId, ChoiceId)>,
}

impl Migration {
    /// The way to that codebook. What is in use, would be gone and has no fate stays in it.
    pub fn new(project: &Project, wanted: &Codebook, fates: &[(Gone, Fate)]) -> Self {
        let mut migration = Self {
            before: project.codebook.clone(),
            after: wanted.clone(),
            types: Vec::new(),
            polarities: Vec::new(),
            issues: Vec::new(),
            choices: Vec::new(),
        };
        for question in questions(project, wanted) {
            let fate = fates.iter().find(|(gone, _)| *gone == question.gone);
            migration.settle(question.gone, fate.map_or(Fate::Keep, |(_, fate)| *fate), wanted);
        }
        migration
    }

    fn settle(&mut self, gone: Gone, fate: Fate, wanted: &Codebook) {
        match (&gone, fate) {
            (Gone::Type(id), Fate::Become(at)) if at < wanted.entity_types.len() => {
                self.types.push((id.clone(), wanted.entity_types[at].id.clone()));
            }
            (Gone::Polarity(id), Fate::Become(at)) if at < wanted.polarities.len() => {
                self.polarities.push((*id, wanted.polarities[at].polarity));
            }
            (Gone::Issue(id), Fate::Become(at)) if at < wanted.issues.len() => {
                self.issues.push((id.clone(), wanted.issues[at].id.clone()));
            }
            (Gone::Choice(id, choice), Fate::Become(at)) => {
                let choices = wanted.attribute(id).map_or(&[][..], Attribute::choices);
                match choices.get(at) {
                    Some(to) => self.choices.push((id.clone(), choice.clone(), to.id.clone())),
                    None => self.keep(gone),
                }
            }
            (
                Gone::Attribute(_) | Gone::On(..) | Gone::Kind(_) | Gone::Choice(..),
                Fate::Delete,
            ) => {}
            _ => self.keep(gone),
        }
    }

    /// Puts what would be gone back to its place.
    fn keep(&mut self, gone: Gone) {
        let (before, after) = (&self.before, &mut self.after);
        let attribute = |id: &AttributeId| before.attribute(id).cloned();
        match gone {
            Gone::Type(id) => {
                let is_it = |known: &EntityType| known.id == id;
                put_back(&before.entity_types, &mut after.entity_types, is_it, |known, others| {
                    known.key.take_if(|key| others.iter().any(|it| it.key == Some(*key)));
                });
            }
            Gone::Polarity(id) => {
                let is_it = |known: &PolarityStyle| known.polarity == id;
                put_back(&before.polarities, &mut after.polarities, is_it, |known, others| {
                    known.key.take_if(|key| others.iter().any(|it| it.key == Some(*key)));
                });
            }
            Gone::Issue(id) => {
                let is_it = |known: &Issue| known.id == id;
                put_back(&before.issues, &mut after.issues, is_it, |known, others| {
                    let is_there = |id: &mut IssueId| others.iter().any(|other| other.id == *id);
                    known.parent.take_if(|parent| !is_there(parent));
                });
            }
            Gone::Attribute(id) => {
                let is_it = |known: &Attribute| known.id == id;
                put_back(&before.attributes, &mut after.attributes, is_it, |_, _| {});
            }
            Gone::On(id, subject) => {
                if let Some(after) = after.attributes.iter_mut().find(|it| it.id == id) {
                    after.on.push(subject);
                    after.on.sort_unstable();
                }
            }
            Gone::Kind(id) => {
                let after = after.attributes.iter_mut().find(|it| it.id == id);
                if let (Some(before), Some(after)) = (attribute(&id), after) {
                    after.kind = before.kind;
                }
            }
            Gone::Choice(id, choice) => {
                let after = after.attributes.iter_mut().find(|it| it.id == id);
                if let (Some(before), Some(Attribute { kind: AttributeKind::Choice(after), .. })) =
                    (attribute(&id), after)
                {
                    let is_it = |known: &AttributeChoice| known.id == choice;
                    put_back(before.choices(), after, is_it, |_, _| {});
                }
            }
        }
    }

    /// The codebook at its end: the one that was wanted, with what is kept.
    pub fn codebook(&self) -> &Codebook {
        &self.after
    }

    /// The one step that changes the codebook and every record that it bears on, and how many
    /// entities, records and articles these are.
    pub fn operation(&self, project: &Project, now: &Timestamp) -> (Operation, usize) {
        let mut operations = vec![Operation::SetCodebook(Rc::new(self.after.clone()))];
        for entity in project.entities.values() {
            if let Some(to) = becomes(&self.types, &entity.entity_type) {
                let mut entity = (**entity).clone();
                entity.entity_type = to;
                operations.push(Operation::PutEntity(Rc::new(entity)));
            }
        }
        let mut articles = 0;
        for (id, layer) in &project.layers {
            let before = operations.len();
            for (attribute, value) in &layer.attributes {
                if let Some(changed) = self.value(Subject::Article, attribute, value) {
                    let (layer, attribute) = (id.clone(), attribute.clone());
                    operations.push(Operation::SetAttribute(layer, attribute, changed));
                }
            }
            // Several values of one article are one thing that changes.
            articles += (operations.len() - before).saturating_sub(1);
            let records = layer.records.values().filter_map(|record| self.record(record, now));
            operations
                .extend(records.map(|record| Operation::PutRecord(LayerId::clone(id), record)));
        }
        let count = operations.len() - 1 - articles;
        let is_alone = operations.len() == 1;
        let only = if is_alone { operations.pop() } else { None };
        (only.unwrap_or(Operation::Batch(operations)), count)
    }

    fn record(&self, record: &Record, now: &Timestamp) -> Option<Record> {
        Some(match record {
            Record::Mention(known) => {
                let mut mention = (**known).clone();
                if let Some(to) = becomes(&self.types, &mention.entity_type) {
                    mention.entity_type = to;
                }
                self.values(Subject::Mention, &mut mention.attributes);
                if mention == **known {
                    return None;
                }
                mention.provenance.updated = now.clone();
                Record::Mention(Rc::new(mention))
            }
            Record::Stance(known) => {
                let mut stance = (**known).clone();
                self.stance(&mut stance);
                if stance == **known {
                    return None;
                }
                stance.provenance.updated = now.clone();
                Record::Stance(Rc::new(stance))
            }
            Record::DocumentStance(known) => {
                let mut stance = (**known).clone();
                self.polarity_and_target(&mut stance.polarity, stance.target.as_mut());
                if stance == **known {
                    return None;
                }
                stance.provenance.updated = now.clone();
                Record::DocumentStance(Rc::new(stance))
            }
        })
    }

    /// Brings a stance along, also one that is still being written.
    pub fn stance(&self, stance: &mut Stance) {
        self.polarity_and_target(&mut stance.polarity, stance.target.as_mut());
        self.values(Subject::Stance, &mut stance.attributes);
    }

    fn polarity_and_target(&self, polarity: &mut Polarity, target: Option<&mut Target>) {
        if let Some(to) = becomes(&self.polarities, polarity) {
            *polarity = to;
        }
        if let Some(Target { kind: TargetKind::Issue(id), .. }) = target
            && let Some(to) = becomes(&self.issues, id)
        {
            *id = to;
        }
    }

    fn values(&self, subject: Subject, attributes: &mut Attributes) {
        let changes: Vec<_> = attributes
            .iter()
            .filter_map(|(id, value)| Some((id.clone(), self.value(subject, id, value)?)))
            .collect();
        for (id, changed) in changes {
            match changed {
                Some(value) => attributes.insert(id, value),
                None => attributes.remove(&id),
            };
        }
    }

    /// What becomes of a value: nothing, another one, or none.
    fn value(
        &self,
        subject: Subject,
        id: &AttributeId,
        value: &AttributeValue,
    ) -> Option<Option<AttributeValue>> {
        let before = self.before.attribute(id).filter(|it| holds(it, subject, value))?;
        let after = self.after.attribute(id).filter(|it| it.on.contains(&subject));
        let Some(after) = after else { return Some(None) };
        let words = value.text();
        let mut chosen =
            self.choices.iter().filter(|(of, from, _)| of == id && from.as_str() == words);
        let becomes = match chosen.next() {
            Some((_, _, to)) => Some(AttributeValue::Words(to.to_string())),
            None => converted(before, after, value),
        };
        (becomes.as_ref() != Some(value)).then_some(becomes)
    }
}

/// Whether the attribute vouches for that value. One that it does not, from another file or an older
/// codebook, is nobody's to change.
pub(super) fn holds(attribute: &Attribute, subject: Subject, value: &AttributeValue) -> bool {
    attribute.on.contains(&subject) && attribute.takes(value)
}

/// The value as the changed attribute has it, if it can.
pub(super) fn converted(
    before: &Attribute,
    after: &Attribute,
    value: &AttributeValue,
) -> Option<AttributeValue> {
    if std::mem::discriminant(&before.kind) == std::mem::discriminant(&after.kind) {
        return after.takes(value).then(|| value.clone());
    }
    let words = before.words_of(value);
    match &after.kind {
        AttributeKind::Choice(choices) => {
            let fits = choices.iter().find(|it| it.label == words || it.id.as_str() == words)?;
            Some(AttributeValue::Words(fits.id.to_string()))
        }
        AttributeKind::Number | AttributeKind::Text => after.parse(&words).ok().flatten(),
    }
}

fn becomes<T: PartialEq + Clone>(map: &[(T, T)], from: &T) -> Option<T> {
    map.iter().find(|(known, _)| known == from).map(|(_, to)| to.clone())
}

/// Puts an item of the list before back into the one after, in its old place or at the end.
fn put_back<T: Clone>(
    before: &[T],
    after: &mut Vec<T>,
    is_it: impl Fn(&T) -> bool,
    fit: impl Fn(&mut T, &[T]),
) {
    let Some(at) = before.iter().position(&is_it) else { return };
    if !after.iter().any(is_it) {
        let mut item = before[at].clone();
        fit(&mut item, after);
        after.insert(at.min(after.len()), item);
    }
}
