//! What holders, targets and annotators are called in files that have no ids for them.

use super::import::Gathering;
use super::wire::holder_kind;
use crate::model::{AnnotatorId, EntityId, Holder, Project, Target, TargetKind};

/// An entity's name; its id if it has none. `None` if the project does not have it.
pub(crate) fn entity<'a>(project: &'a Project, id: &'a EntityId) -> Option<&'a str> {
    let name = project.entities.get(id)?.name.as_str();
    Some(if name.trim().is_empty() { id.as_str() } else { name })
}

/// An annotator's name; the id if there is none.
pub(crate) fn annotator<'a>(project: &'a Project, id: &'a AnnotatorId) -> &'a str {
    let name = project.annotators.get(id).map(|annotator| annotator.name.as_str());
    name.filter(|name| !name.is_empty()).unwrap_or(id.as_str())
}

/// An entity's name, or `AUTHOR`, `OUTLET`, `IMPLICIT`.
pub(crate) fn holder<'a>(project: &'a Project, holder: Option<&'a Holder>) -> Option<&'a str> {
    match holder? {
        Holder::Entity(id) => entity(project, id),
        other => Some(holder_kind(other)),
    }
}

/// The target's name or words, with “not ” before it where its opposite is meant.
pub(crate) fn target(project: &Project, target: Option<&Target>) -> Option<String> {
    let target = target?;
    let words = match &target.kind {
        TargetKind::Entity(id) => entity(project, id)?,
        TargetKind::Issue(id) => project.codebook.issue(id)?.label.as_str(),
        TargetKind::Proposition(words) => words,
    };
    Some(if target.is_negated { format!("not {words}") } else { words.to_owned() })
}

/// The holder of that name; an entity that is not known yet is a person until somebody says otherwise.
pub(crate) fn read_holder(gathering: &mut Gathering, words: &str) -> Holder {
    match words {
        "AUTHOR" => Holder::Author,
        "OUTLET" => Holder::Outlet,
        "IMPLICIT" => Holder::Implicit,
        name => Holder::Entity(entity_named(gathering, name)),
    }
}

/// The entity of that name, of whatever type.
pub(crate) fn entity_named(gathering: &mut Gathering, name: &str) -> EntityId {
    let known = gathering.project().entities.iter().find(|(_, entity)| entity.name == name);
    if let Some((id, _)) = known {
        return id.clone();
    }
    let person = gathering.entity_type("person");
    gathering.entity(name, &person)
}

/// The entity or issue of that name, or else the words; “not ” before it means its opposite.
pub(crate) fn read_target(gathering: &mut Gathering, words: &str) -> Target {
    let project = gathering.project();
    let kind = |words: &str| {
        let entity = project.entities.iter().find(|(_, entity)| entity.name == words);
        let issue = project.codebook.issues.iter().find(|issue| issue.label == words);
        let entity = entity.map(|(id, _)| TargetKind::Entity(id.clone()));
        entity.or(issue.map(|issue| TargetKind::Issue(issue.id.clone())))
    };
    let proposition = |words: &str| TargetKind::Proposition(words.to_owned());
    match (kind(words), words.strip_prefix("not ")) {
        (Some(kind), _) => Target { kind, is_negated: false },
        (None, Some(rest)) => {
            Target { kind: kind(rest).unwrap_or_else(|| proposition(rest)), is_negated: true }
        }
        (None, None) => Target { kind: proposition(words), is_negated: false },
    }
}
