//! Layers: whose they are and how far, and the entities and issues that their records name.

use std::collections::BTreeMap;

use serde::{Serialize, Serializer};
use serde_json::{Map, Value as Json};

use super::object;
use crate::formats::import::Gathering;
use crate::formats::reading::Place;
use crate::formats::wire::{self, Cursor, Fields, Named as _, Object, Value, Wire};
use crate::model::{
    AnnotatorId, Entity, EntityId, Issue, IssueId, Layer, LayerId, Project, Record, Status, Target,
    TargetKind,
};

/// The entities and issues that records name.
pub(in crate::formats) struct NamedBy<'a> {
    entities: BTreeMap<&'a EntityId, &'a Entity>,
    issues: BTreeMap<&'a IssueId, &'a Issue>,
}

impl<'a> NamedBy<'a> {
    /// Those that a project has.
    pub(in crate::formats) fn of(
        project: &'a Project,
        records: impl Iterator<Item = &'a Record>,
    ) -> Self {
        let mut named = Self { entities: BTreeMap::new(), issues: BTreeMap::new() };
        for record in records {
            record.for_each_entity(|id| {
                if let Some(entity) = project.entities.get(id) {
                    named.entities.insert(&entity.id, entity);
                }
            });
            let target = match record {
                Record::Mention(_) => None,
                Record::Stance(stance) => stance.target.as_ref(),
                Record::DocumentStance(stance) => stance.target.as_ref(),
            };
            if let Some(Target { kind: TargetKind::Issue(id), .. }) = target
                && let Some(issue) = project.codebook.issue(id)
            {
                named.issues.insert(&issue.id, issue);
            }
        }
        named
    }
}

impl Serialize for NamedBy<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::begin(serializer)?;
        object.put("entities", &Entities(&self.entities))?;
        object.put("issues", &Issues(&self.issues))?;
        object.end()
    }
}

struct Entities<'a>(&'a BTreeMap<&'a EntityId, &'a Entity>);

impl Serialize for Entities<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(id, entity)| (id.as_str(), Wire(*entity))))
    }
}

struct Issues<'a>(&'a BTreeMap<&'a IssueId, &'a Issue>);

impl Serialize for Issues<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(id, issue)| (id.as_str(), Named(issue))))
    }
}

/// An issue by its label.
struct Named<'a>(&'a Issue);

impl Serialize for Named<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::begin(serializer)?;
        object.put("label", &self.0.label)?;
        object.end_with(&self.0.extra)
    }
}

/// The entities and issues that records name, as fields.
pub(in crate::formats) fn write_named<'a>(
    project: &'a Project,
    records: impl Iterator<Item = &'a Record>,
) -> Map<String, Json> {
    object(&NamedBy::of(project, records), &[])
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
