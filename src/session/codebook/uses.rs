//! How often the records of a project use what its codebook has.

use std::collections::BTreeMap;

use crate::model::{
    AttributeId, Attributes, IssueId, Polarity, Project, Record, Subject, Target, TargetKind,
    TypeId,
};

/// Counts over all layers.
#[derive(Debug, Default)]
pub(super) struct Uses {
    /// Mentions by type.
    pub(super) mentions: BTreeMap<TypeId, usize>,
    /// Entities by type.
    pub(super) entities: BTreeMap<TypeId, usize>,
    /// Stances by polarity, those of whole articles included.
    pub(super) polarities: BTreeMap<Polarity, usize>,
    /// Stances by the issue that they are about.
    pub(super) issues: BTreeMap<IssueId, usize>,
    /// Records and articles by attribute, what they are, and the value as it is written.
    pub(super) values: BTreeMap<AttributeId, BTreeMap<(Subject, String), usize>>,
}

impl Uses {
    /// One pass over the project.
    pub(super) fn of(project: &Project) -> Self {
        let mut uses = Self::default();
        for entity in project.entities.values() {
            *uses.entities.entry(entity.entity_type.clone()).or_default() += 1;
        }
        for layer in project.layers.values() {
            uses.values(Subject::Article, &layer.attributes);
            for record in layer.records.values() {
                match record {
                    Record::Mention(mention) => {
                        *uses.mentions.entry(mention.entity_type.clone()).or_default() += 1;
                        uses.values(Subject::Mention, &mention.attributes);
                    }
                    Record::Stance(stance) => {
                        uses.stance(stance.polarity, stance.target.as_ref());
                        uses.values(Subject::Stance, &stance.attributes);
                    }
                    Record::DocumentStance(stance) => {
                        uses.stance(stance.polarity, stance.target.as_ref());
                    }
                }
            }
        }
        uses
    }

    fn stance(&mut self, polarity: Polarity, target: Option<&Target>) {
        *self.polarities.entry(polarity).or_default() += 1;
        if let Some(Target { kind: TargetKind::Issue(id), .. }) = target {
            *self.issues.entry(id.clone()).or_default() += 1;
        }
    }

    fn values(&mut self, subject: Subject, attributes: &Attributes) {
        for (id, value) in attributes {
            let counts = self.values.entry(id.clone()).or_default();
            *counts.entry((subject, value.text())).or_default() += 1;
        }
    }
}
