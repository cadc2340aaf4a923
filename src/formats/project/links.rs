//! Reports ids that name nothing. The links stay: what they name may come with another file.

use std::collections::HashMap;

use super::super::wire::{Cursor, RecordKind, pointer};
use super::Problem;
use crate::model::{
    Attributes, EntityId, Holder, IssueId, LayerId, Project, Record, RecordId, Stance, Target,
    TargetKind, TypeId,
};

/// Notes every id in the project that names nothing, and every record id of two layers.
pub(super) fn check(cursor: &mut Cursor, project: &Project) {
    let mut links = Links { cursor, project, path: String::new() };
    for entity in project.entities.values() {
        links.path = pointer(&["entities", entity.id.as_str()]);
        links.entity_type(&entity.entity_type);
    }
    let mut seen: HashMap<&RecordId, &LayerId> = HashMap::new();
    for (id, layer) in &project.layers {
        links.path = pointer(&["layers", id.article.as_str(), id.annotator.as_str()]);
        if !project.annotators.contains_key(&id.annotator) {
            links.note("annotator", id.annotator.as_str());
        }
        links.attributes(&layer.attributes);
        let layer_path = links.path.clone();
        for record in layer.records.values() {
            links.path = format!(
                "{layer_path}{}",
                pointer(&[RecordKind::of(record).plural(), record.id().as_str()])
            );
            if let Some(other) = seen.insert(record.id(), id) {
                links.report(format!("expected an id of its own, found it in layer {other} too"));
            }
            links.record(record);
        }
    }
}

struct Links<'a> {
    cursor: &'a mut Cursor,
    project: &'a Project,
    path: String,
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
        self.cursor.problems.push(Problem { path: self.path.clone(), message });
    }
}
