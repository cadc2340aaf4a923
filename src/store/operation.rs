//! Operations as JSON: `{"do": "put_record", …}`, with the wire types of the project file.

use std::collections::HashMap;
use std::rc::Rc;

use serde::{Serialize, Serializer};

use crate::formats::project::{self, Problem};
use crate::formats::wire::{self, Cursor, DetailsOf, Fields, In, Object, RecordKind, Value, Wire};
use crate::model::{ApplyError, ArticleId, LayerId, Operation, Project, Record};
use crate::text::Text;

/// The texts that positions count in: the project's, and those that the operation itself adds.
#[derive(Clone)]
pub(super) struct Texts<'a> {
    project: &'a Project,
    added: HashMap<ArticleId, Text>,
}

impl<'a> Texts<'a> {
    pub(super) fn new(project: &'a Project) -> Self {
        Self { project, added: HashMap::new() }
    }

    fn get(&self, article: &ArticleId) -> Option<&Text> {
        let known = || self.project.articles.get(article).map(|article| &article.text);
        self.added.get(article).or_else(known)
    }

    /// Collects the texts that the operation adds, and makes sure of those that it needs.
    pub(super) fn gather(&mut self, operation: &Operation) -> Result<(), ApplyError> {
        match operation {
            Operation::PutArticle(article) => {
                self.added.insert(article.id.clone(), article.text.clone());
            }
            Operation::Replace(project) => self.add_all(project),
            Operation::PutRecord(layer, record) => self.ensure(layer, [record])?,
            Operation::PutLayer(id, layer) => self.ensure(id, layer.records.values())?,
            Operation::Batch(operations) => {
                operations.iter().try_for_each(|operation| self.gather(operation))?;
            }
            _ => {}
        }
        Ok(())
    }

    fn add_all(&mut self, project: &Project) {
        for article in project.articles.values() {
            self.added.insert(article.id.clone(), article.text.clone());
        }
    }

    fn ensure<'r>(
        &self,
        layer: &LayerId,
        records: impl IntoIterator<Item = &'r Record>,
    ) -> Result<(), ApplyError> {
        let missing = || ApplyError::Missing(layer.article.to_string());
        let text = self.get(&layer.article).ok_or_else(missing)?;
        for record in records {
            let mut spans = record.fragments().into_iter().flat_map(|f| f.spans());
            if !spans.all(|span| text.holds(*span)) {
                return Err(ApplyError::OutsideText(record.id().to_string()));
            }
        }
        Ok(())
    }
}

/// An operation with the texts that it needs.
pub(super) struct OperationIn<'a>(pub(super) &'a Operation, pub(super) Texts<'a>);

impl Serialize for OperationIn<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Part(self.0, &self.1).serialize(serializer)
    }
}

/// An operation whose texts have been gathered.
pub(super) struct Part<'a>(pub(super) &'a Operation, pub(super) &'a Texts<'a>);

impl Serialize for Part<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(operation, texts) = *self;
        let text = |layer: &LayerId| texts.get(&layer.article).expect("the text was gathered");
        let mut object = Object::begin(serializer)?;
        object.put("do", name(operation))?;
        match operation {
            Operation::PutArticle(article) => {
                object.put("id", article.id.as_str())?;
                object.put("article", &Wire(&**article))?;
            }
            Operation::RemoveArticle(id) => object.put("id", id.as_str())?,
            Operation::SetDetails(id, details) => {
                object.put("id", id.as_str())?;
                object.put("details", &DetailsOf(details))?;
            }
            Operation::PutEntity(entity) => {
                object.put("id", entity.id.as_str())?;
                object.put("entity", &Wire(&**entity))?;
            }
            Operation::RemoveEntity(id) => object.put("id", id.as_str())?,
            Operation::PutRecord(layer, record) => {
                put_layer_id(&mut object, layer)?;
                object.put("kind", &Wire(&RecordKind::of(record)))?;
                object.put("id", record.id().as_str())?;
                object.put("record", &In(record, text(layer)))?;
            }
            Operation::RemoveRecord(layer, id) => {
                put_layer_id(&mut object, layer)?;
                object.put("id", id.as_str())?;
            }
            Operation::PutLayer(id, layer) => {
                put_layer_id(&mut object, id)?;
                object.put("layer", &In(&**layer, text(id)))?;
            }
            Operation::RemoveLayer(id) => put_layer_id(&mut object, id)?,
            Operation::SetStatus(layer, status) => {
                put_layer_id(&mut object, layer)?;
                object.put("status", &Wire(status))?;
            }
            Operation::SetAttribute(layer, id, value) => {
                put_layer_id(&mut object, layer)?;
                object.put("id", id.as_str())?;
                object.put_known("value", value.as_ref().map(Wire))?;
            }
            Operation::PutAnnotator(id, annotator) => {
                object.put("id", id.as_str())?;
                object.put("annotator", &Wire(annotator))?;
            }
            Operation::RemoveAnnotator(id) => object.put("id", id.as_str())?,
            Operation::SetCodebook(codebook) => object.put("codebook", &Wire(&**codebook))?,
            Operation::SetName(name) => object.put("name", name)?,
            Operation::Replace(project) => object.put("project", &Wire(&**project))?,
            Operation::Batch(operations) => {
                let parts: Vec<_> = operations.iter().map(|part| Part(part, texts)).collect();
                object.put("operations", &parts)?;
            }
        }
        object.end()
    }
}

fn put_layer_id<M: serde::ser::SerializeMap>(
    object: &mut Object<M>,
    layer: &LayerId,
) -> Result<(), M::Error> {
    object.put("article", layer.article.as_str())?;
    object.put("annotator", layer.annotator.as_str())
}

fn name(operation: &Operation) -> &'static str {
    match operation {
        Operation::PutArticle(_) => "put_article",
        Operation::RemoveArticle(_) => "remove_article",
        Operation::SetDetails(..) => "set_details",
        Operation::PutEntity(_) => "put_entity",
        Operation::RemoveEntity(_) => "remove_entity",
        Operation::PutRecord(..) => "put_record",
        Operation::RemoveRecord(..) => "remove_record",
        Operation::PutLayer(..) => "put_layer",
        Operation::RemoveLayer(_) => "remove_layer",
        Operation::SetStatus(..) => "set_status",
        Operation::SetAttribute(..) => "set_attribute",
        Operation::PutAnnotator(..) => "put_annotator",
        Operation::RemoveAnnotator(_) => "remove_annotator",
        Operation::SetCodebook(_) => "set_codebook",
        Operation::SetName(_) => "set_name",
        Operation::Replace(_) => "replace",
        Operation::Batch(_) => "batch",
    }
}

/// The operation in the field of that name.
///
/// # Errors
/// As [`read`].
pub(super) fn field(
    cursor: &mut Cursor,
    fields: &mut Fields<'_>,
    texts: &mut Texts<'_>,
) -> Result<Operation, Problem> {
    part(cursor, fields, "operation", |cursor, value| read(cursor, value, texts))
}

/// The operation at the cursor. Articles that it adds join the texts.
///
/// # Errors
/// If a part of it is missing, or names words that its text does not have.
fn read(
    cursor: &mut Cursor,
    value: &Value<'_>,
    texts: &mut Texts<'_>,
) -> Result<Operation, Problem> {
    let mut fields = Fields::of(cursor, value)?;
    let fields = &mut fields;
    Ok(match fields.string(cursor, "do")? {
        "put_article" => {
            let id = fields.string(cursor, "id")?.into();
            let article = part(cursor, fields, "article", |c, value| wire::article(c, id, value))?;
            texts.added.insert(article.id.clone(), article.text.clone());
            Operation::PutArticle(Rc::new(article))
        }
        "remove_article" => Operation::RemoveArticle(fields.string(cursor, "id")?.into()),
        "set_details" => {
            let id = fields.string(cursor, "id")?.into();
            let details = part(cursor, fields, "details", wire::details)?;
            Operation::SetDetails(id, Rc::new(details))
        }
        "put_entity" => {
            let id = fields.string(cursor, "id")?.into();
            let entity = part(cursor, fields, "entity", |c, value| wire::entity(c, id, value))?;
            Operation::PutEntity(Rc::new(entity))
        }
        "remove_entity" => Operation::RemoveEntity(fields.string(cursor, "id")?.into()),
        "put_record" => put_record(cursor, fields, texts)?,
        "remove_record" => {
            let layer = layer_id(cursor, fields)?;
            Operation::RemoveRecord(layer, fields.string(cursor, "id")?.into())
        }
        "put_layer" => {
            let id = layer_id(cursor, fields)?;
            let text = text_of(cursor, texts, &id)?;
            let layer = part(cursor, fields, "layer", |c, value| wire::layer(c, value, text))?;
            Operation::PutLayer(id, Rc::new(layer))
        }
        "remove_layer" => Operation::RemoveLayer(layer_id(cursor, fields)?),
        "set_status" => {
            let layer = layer_id(cursor, fields)?;
            Operation::SetStatus(layer, fields.required_choice(cursor, "status")?)
        }
        "set_attribute" => {
            let layer = layer_id(cursor, fields)?;
            let id = fields.string(cursor, "id")?.into();
            let read = |cursor: &mut Cursor, value| wire::attribute_value(cursor, value);
            let value = fields.get("value").map(|value| cursor.within("value", |c| read(c, value)));
            Operation::SetAttribute(layer, id, value.transpose()?)
        }
        "put_annotator" => {
            let id = fields.string(cursor, "id")?.into();
            let read = |cursor: &mut Cursor, value: &Value<'_>| wire::annotator(cursor, value);
            Operation::PutAnnotator(id, part(cursor, fields, "annotator", read)?)
        }
        "remove_annotator" => Operation::RemoveAnnotator(fields.string(cursor, "id")?.into()),
        "set_codebook" => {
            Operation::SetCodebook(Rc::new(part(cursor, fields, "codebook", wire::codebook)?))
        }
        "set_name" => Operation::SetName(fields.string(cursor, "name")?.to_owned()),
        "replace" => {
            let project = part(cursor, fields, "project", |cursor, value| {
                let read = project::from_json(value);
                read.map_err(|error| cursor.problem(error.to_string()))
            })?;
            // Links that lead nowhere are the state's own and were reported when it was opened.
            texts.add_all(&project.project);
            Operation::Replace(Rc::new(project.project))
        }
        "batch" => {
            let items = fields.list(cursor, "operations")?.iter().enumerate();
            let mut operations = Vec::with_capacity(items.len());
            for (at, value) in items {
                operations.push(cursor.within("operations", |cursor| {
                    cursor.within(at, |cursor| read(cursor, value, texts))
                })?);
            }
            Operation::Batch(operations)
        }
        other => {
            return Err(cursor.problem_at("do", format!("expected an operation, found “{other}”")));
        }
    })
}

fn put_record(
    cursor: &mut Cursor,
    fields: &mut Fields<'_>,
    texts: &Texts<'_>,
) -> Result<Operation, Problem> {
    let layer = layer_id(cursor, fields)?;
    let text = text_of(cursor, texts, &layer)?;
    let id = fields.string(cursor, "id")?.into();
    let kind: RecordKind = fields.required_choice(cursor, "kind")?;
    let record = part(cursor, fields, "record", |cursor, value| {
        wire::record(cursor, kind, id, value, text)
    })?;
    Ok(Operation::PutRecord(layer, record))
}

fn part<T>(
    cursor: &mut Cursor,
    fields: &mut Fields<'_>,
    key: &'static str,
    read: impl FnOnce(&mut Cursor, &Value<'_>) -> Result<T, Problem>,
) -> Result<T, Problem> {
    let value = fields.required(cursor, key)?;
    cursor.within(key, |cursor| read(cursor, value))
}

fn layer_id(cursor: &Cursor, fields: &mut Fields<'_>) -> Result<LayerId, Problem> {
    Ok(LayerId {
        article: fields.string(cursor, "article")?.into(),
        annotator: fields.string(cursor, "annotator")?.into(),
    })
}

fn text_of<'t>(
    cursor: &Cursor,
    texts: &'t Texts<'_>,
    layer: &LayerId,
) -> Result<&'t Text, Problem> {
    let id = &layer.article;
    let message = || format!("expected the article “{id}” in the project, found none");
    texts.get(id).ok_or_else(|| cursor.problem_at("article", message()))
}
