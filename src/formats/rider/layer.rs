//! Layers: whose they are and how far, and the entities and issues that their records name.

use serde_json::{Map, Value as Json};

use super::object;
use crate::formats::import::Gathering;
use crate::formats::reading::Place;
use crate::formats::wire::{self, Cursor, Fields, Named, Value, Wire};
use crate::model::{
    AnnotatorId, EntityId, Issue, IssueId, Layer, LayerId, Project, Record, Status, Target,
    TargetKind,
};

/// The entities and issues that records name.
pub(in crate::formats) fn write_named<'a>(
    project: &Project,
    records: impl Iterator<Item = &'a Record>,
) -> Map<String, Json> {
    let (mut entities, mut issues) = (Map::new(), Map::new());
    let mut entity = |id: &EntityId| {
        if let Some(entity) = project.entities.get(id) {
            entities.insert(id.to_string(), object(&Wire(&**entity), &[]).into());
        }
    };
    let mut issue = |id: &IssueId| {
        if let Some(issue) = project.codebook.issue(id) {
            let mut fields = issue.extra.clone();
            fields.insert("label".to_owned(), issue.label.as_str().into());
            issues.insert(id.to_string(), fields.into());
        }
    };
    for record in records {
        record.for_each_entity(&mut entity);
        let target = match record {
            Record::Mention(_) => None,
            Record::Stance(stance) => stance.target.as_ref(),
            Record::DocumentStance(stance) => stance.target.as_ref(),
        };
        if let Some(Target { kind: TargetKind::Issue(id), .. }) = target {
            issue(id);
        }
    }
    let mut named = Map::new();
    named.insert("entities".to_owned(), entities.into());
    named.insert("issues".to_owned(), issues.into());
    named
}

/// Whose a layer is, and if it is there as a whole, what it has besides records.
pub(in crate::formats) fn write_layer(
    project: &Project,
    id: &LayerId,
    layer: &Layer,
    is_whole: bool,
) -> Map<String, Json> {
    let known = project.annotators.get(&id.annotator);
    let mut annotator = known.map(|known| object(&Wire(known), &[])).unwrap_or_default();
    annotator.insert("id".to_owned(), id.annotator.as_str().into());
    let mut carried = Map::new();
    carried.insert("annotator".to_owned(), annotator.into());
    if is_whole {
        carried.insert("status".to_owned(), layer.status.name().into());
        if !layer.attributes.is_empty() {
            carried.insert("attributes".to_owned(), object(&Wire(&layer.attributes), &[]).into());
        }
        if !layer.extra.is_empty() {
            carried.insert("extra".to_owned(), layer.extra.clone().into());
        }
    }
    carried
}

/// Whether a layer says something besides its records.
pub(in crate::formats) fn says_something(layer: &Layer) -> bool {
    layer.status != Status::default() || !layer.attributes.is_empty() || !layer.extra.is_empty()
}

/// Takes in the entities and issues that [`write_named`] wrote.
pub(in crate::formats) fn read_named(carried: &Value<'_>, at: &Place, gathering: &mut Gathering) {
    let mut cursor = Cursor::default();
    if let Some(Value::Object(entities)) = carried.get("entities") {
        for (id, value) in entities {
            match wire::entity(&mut cursor, (&**id).into(), value) {
                Ok(entity) => {
                    let known = &mut gathering.project().entities;
                    if !known.contains_key(&entity.id) {
                        known.insert(entity.id.clone(), entity.into());
                    }
                }
                Err(problem) => gathering.problem(at.clone(), problem.to_string()),
            }
        }
    }
    if let Some(Value::Object(issues)) = carried.get("issues") {
        for (id, value) in issues {
            let Ok(mut fields) = Fields::of(&cursor, value) else { continue };
            let Ok(label) = fields.words(&cursor, "label") else { continue };
            let is_new = gathering.project().codebook.issue(&(&**id).into()).is_none();
            if is_new {
                let (id, extra) = ((&**id).into(), fields.extra());
                let guideline = String::new();
                let issue = Issue { id, label, guideline, parent: None, extra };
                gathering.codebook().issues.push(issue);
            }
        }
    }
}

/// The annotator that [`write_layer`] wrote.
pub(in crate::formats) fn read_annotator(
    carried: Option<&Value<'_>>,
    gathering: &mut Gathering,
) -> Option<AnnotatorId> {
    let carried = carried.and_then(|ours| ours.get("annotator"))?;
    let id = AnnotatorId::from(carried.get("id").and_then(Value::as_str)?);
    if let Some(name) = carried.get("name").and_then(Value::as_str) {
        gathering.put_annotator(id.clone(), name);
    }
    if let Value::Object(fields) = carried
        && let Some(known) = gathering.project().annotators.get_mut(&id)
    {
        let extra = fields.iter().filter(|(key, _)| !["id", "name"].contains(&key.as_ref()));
        known.extra.extend(extra.map(|(key, value)| (key.to_string(), value.to_json())));
    }
    Some(id)
}

/// Puts what [`write_layer`] wrote besides on a layer; the status is that one if there is none.
pub(in crate::formats) fn read_layer(
    carried: Option<&Value<'_>>,
    otherwise: Status,
    id: &LayerId,
    gathering: &mut Gathering,
) {
    let named = carried.and_then(|ours| ours.get("status")).and_then(Value::as_str);
    gathering.status(id, named.and_then(Status::named).unwrap_or(otherwise));
    let Some(carried) = carried else { return };
    let mut cursor = Cursor::default();
    if let Ok(mut fields) = Fields::of(&cursor, carried) {
        let attributes = wire::attributes(&mut cursor, &mut fields);
        let layer = gathering.project().layers.get_or_default(id);
        std::rc::Rc::make_mut(layer).attributes = attributes;
    }
    if let Some(Value::Object(extra)) = carried.get("extra") {
        let layer = gathering.project().layers.get_or_default(id);
        let extra = extra.iter().map(|(key, value)| (key.to_string(), value.to_json()));
        std::rc::Rc::make_mut(layer).extra.extend(extra);
    }
}
