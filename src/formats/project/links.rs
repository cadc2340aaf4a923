//! Reports ids that name nothing. The links stay: what they name may come with another file.

use std::collections::HashMap;

use super::super::wire::{Cursor, RecordKind, pointer};
use super::Problem;
use crate::model::{
    Attributes, EntityId, Holder, IssueId, LayerId, Project, Record, RecordId, Stance, Target,
    TargetKind, TypeId,
};

/// What has been checked so far: every entity, then every layer.
#[derive(Debug, Default)]
pub(super) struct Checked {
    /// Notes every id in the project that names nothing, and every record id of two layers.
    pub(super) cursor: Cursor,
    /// How many layers; `None` before the entities.
    layers: Option<usize>,
    seen: HashMap<RecordId, LayerId>,
}

impl Checked {
    /// Goes on by one layer, and says whether there are more.
    pub(super) fn check_more(&mut self, project: &Project) -> bool {
        let Self { cursor, layers, seen } = self;
        let mut links = Links { cursor, project, place: Vec::new() };
        let Some(next) = *layers else {
            for entity in project.entities.values() {
                links.place = vec!["entities", entity.id.as_str()];
                links.entity_type(&entity.entity_type);
            }
            *layers = Some(0);
            return true;
        };
        let Some((id, layer)) = project.layers.row(next) else { return false };
        *layers = Some(next + 1);
        links.place = vec!["layers", id.article.as_str(), id.annotator.as_str()];
        if !project.annotators.contains_key(&id.annotator) {
            links.note("annotator", id.annotator.as_str());
        }
        links.attributes(&layer.attributes);
        for record in layer.records.values() {
            links.place.truncate(3);
            links.place.extend([RecordKind::of(record).plural(), record.id().as_str()]);
            if let Some(other) = seen.insert(record.id().clone(), id.clone()) {
                links.report(format!("expected an id of its own, found it in layer {other} too"));
            }
            links.record(record);
        }
        true
    }
}

struct Links<'a> {
    cursor: &'a mut Cursor,
    project: &'a Project,
    /// Where in the file it is, from the outside in.
    place: Vec<&'a str>,
}

impl Links<'_> {
    fn record(&mut self, record: &Record) {
        record.attributes().into_iter().for_each(|attributes| self.attributes(attributes));
        match record {
            Record::Mention(mention) => {
                self.entity_type(&mention.entity_type);
                mention.entity.iter().for_each(|id| self.entity(id));
            }
            Record::Stance(stance) => self.stance(stance),
            Record::DocumentStance(stance) => {
                stance.target.iter().for_each(|target| self.target(target));
            }
        }
    }

    fn attributes(&mut self, attributes: &Attributes) {
        for id in attributes.keys() {
            if self.project.codebook.attribute(id).is_none() {
                self.note("attribute", id.as_str());
            }
        }
    }

    fn stance(&mut self, stance: &Stance) {
        for holder in stance.holder.iter().chain(&stance.nested_source) {
            if let Holder::Entity(id) = holder {
                self.entity(id);
            }
        }
        stance.target.iter().for_each(|target| self.target(target));
    }

    fn target(&mut self, target: &Target) {
        match &target.kind {
            TargetKind::Entity(id) => self.entity(id),
            TargetKind::Issue(id) => self.issue(id),
            TargetKind::Proposition(_) => {}
        }
    }

    fn entity(&mut self, id: &EntityId) {
        if !self.project.entities.contains_key(id) {
            self.note("entity", id.as_str());
        }
    }

    fn issue(&mut self, id: &IssueId) {
        if self.project.codebook.issue(id).is_none() {
            self.note("issue", id.as_str());
        }
    }

    fn entity_type(&mut self, id: &TypeId) {
        if self.project.codebook.entity_type(id).is_none() {
            self.note("entity type", id.as_str());
        }
    }

    fn note(&mut self, noun: &str, id: &str) {
        self.report(format!("expected the {noun} “{id}” in the project, found none"));
    }

    fn report(&mut self, message: String) {
        self.cursor.problems.push(Problem { path: pointer(&self.place), message });
    }
}
