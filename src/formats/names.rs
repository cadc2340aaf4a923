//! What holders, targets and annotators are called in files that have no ids for them.

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
