//! A project as tasks.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{
    CUE, EVIDENCE, FRAGMENT, HOLDER, MENTION, OURS, PART, STANCE, TARGET, TEXT, config, files,
};
use crate::formats::archive::File;
use crate::formats::choice::Choice;
use crate::formats::names;
use crate::formats::wire::{In, Named, Wire};
use crate::model::{
    Article, EntityId, IssueId, Layer, LayerId, Project, Record, Status, Target, TargetKind,
};
use crate::text::{Fragments, Positions, Span, Unit};

/// One task a line, so that a file that was cut keeps its whole tasks.
pub(super) fn write(project: &Project, choice: &Choice) -> Vec<File> {
    let mut out = b"[".to_vec();
    for (at, article) in project.articles.values().enumerate() {
        out.extend_from_slice(if at == 0 { b"\n" } else { b",\n" });
        let positions = Positions::new(&article.text, choice.unit.unwrap_or(Unit::CodePoint));
        let task = Task { project, article, positions, as_predictions: choice.as_predictions };
        serde_json::to_writer(&mut out, &task.json(at + 1)).expect("a vector takes every byte");
    }
    out.extend_from_slice(b"\n]\n");
    files(out, config::write(project))
}

struct Task<'a> {
    project: &'a Project,
    article: &'a Article,
    positions: Positions,
    as_predictions: bool,
}

impl Task<'_> {
    fn json(&self, number: usize) -> Value {
        let mut data = object(&Wire(self.article), &[]);
        data.insert("article".to_owned(), self.article.id.as_str().into());
        data.insert(OURS.to_owned(), self.named());
        let (mut annotations, mut predictions) = (Vec::new(), Vec::new());
        for (annotator, layer) in self.project.layers_of(&self.article.id) {
            let id = LayerId { article: self.article.id.clone(), annotator: annotator.clone() };
            let is_prediction =
                |record: &Record| self.as_predictions || record.provenance().is_suggestion();
            let mut models: BTreeMap<String, Vec<&Record>> = BTreeMap::new();
            let mut own = Vec::new();
            for record in layer.records.values().filter(|record| has_words(record)) {
                if is_prediction(record) {
                    models.entry(self.model(record, &id)).or_default().push(record);
                } else {
                    own.push(record);
                }
            }
            let says_something = layer.status != Status::default()
                || !layer.attributes.is_empty()
                || !layer.extra.is_empty();
            if !own.is_empty() || says_something {
                annotations.push(json!({
                    "id": number * 100 + annotations.len(),
                    "was_cancelled": layer.status == Status::Skipped,
                    "result": self.results(&own),
                    OURS: self.layer(&id, layer, true),
                }));
            }
            for (model, records) in models {
                predictions.push(json!({
                    "model_version": model,
                    "result": self.results(&records),
                    OURS: self.layer(&id, layer, false),
                }));
            }
        }
        json!({
            "id": number,
            "data": data,
            "annotations": annotations,
            "predictions": predictions,
        })
    }

    /// The model that suggests a record; where somebody's own work goes out as predictions, who.
    fn model(&self, record: &Record, layer: &LayerId) -> String {
        let model = record.provenance().model.as_ref();
        let words = model.map(|model| format!("{} {}", model.name, model.version));
        let words = words.map(|words| words.trim().to_owned()).filter(|words| !words.is_empty());
        words.unwrap_or_else(|| names::annotator(self.project, &layer.annotator).to_owned())
    }

    fn layer(&self, id: &LayerId, layer: &Layer, is_whole: bool) -> Value {
        let known = self.project.annotators.get(&id.annotator);
        let mut annotator = known.map(|known| object(&Wire(known), &[])).unwrap_or_default();
        annotator.insert("id".to_owned(), id.annotator.as_str().into());
        let mut carried = Map::new();
        carried.insert("annotator".to_owned(), annotator.into());
        if is_whole {
            carried.insert("status".to_owned(), layer.status.name().into());
            if !layer.attributes.is_empty() {
                carried
                    .insert("attributes".to_owned(), object(&Wire(&layer.attributes), &[]).into());
            }
            if !layer.extra.is_empty() {
                carried.insert("extra".to_owned(), layer.extra.clone().into());
            }
        }
        carried.into()
    }

    /// The entities and issues that the article's records name.
    fn named(&self) -> Value {
        let (mut entities, mut issues) = (Map::new(), Map::new());
        let mut entity = |id: &EntityId| {
            if let Some(entity) = self.project.entities.get(id) {
                entities.insert(id.to_string(), object(&Wire(&**entity), &[]).into());
            }
        };
        let mut issue = |id: &IssueId| {
            if let Some(issue) = self.project.codebook.issue(id) {
                let mut fields = issue.extra.clone();
                fields.insert("label".to_owned(), issue.label.as_str().into());
                issues.insert(id.to_string(), fields.into());
            }
        };
        for (_, layer) in self.project.layers_of(&self.article.id) {
            for record in layer.records.values().filter(|record| has_words(record)) {
                record.for_each_entity(&mut entity);
                if let Record::Stance(stance) = record
                    && let Some(Target { kind: TargetKind::Issue(id), .. }) = &stance.target
                {
                    issue(id);
                }
            }
        }
        json!({"entities": entities, "issues": issues})
    }

    fn results(&self, records: &[&Record]) -> Vec<Value> {
        let mut results = Vec::new();
        for record in records {
            match record {
                Record::Mention(mention) => {
                    let carried =
                        object(&In(&**mention, &self.article.text), &["fragments", "type", "note"]);
                    let label = mention.entity_type.as_str();
                    let meta = meta(&mention.note, carried);
                    let id = mention.id.as_str();
                    self.marks(&mut results, id, &mention.fragments, MENTION, label, Some(meta));
                }
                Record::Stance(stance) => {
                    let Some(expression) = &stance.expression else { continue };
                    let parts = ["expression", "cue", "evidence", "polarity", "note"];
                    let carried = object(&In(&**stance, &self.article.text), &parts);
                    let (id, label) = (stance.id.as_str(), stance.polarity.name());
                    let meta = meta(&stance.note, carried);
                    self.marks(&mut results, id, expression, STANCE, label, Some(meta));
                    for (control, words) in [
                        (
                            HOLDER,
                            names::holder(self.project, stance.holder.as_ref()).map(str::to_owned),
                        ),
                        (TARGET, names::target(self.project, stance.target.as_ref())),
                    ] {
                        if let Some(words) = words {
                            let mut value = self.value(expression.first());
                            value.insert("text".to_owned(), json!([words]));
                            results.push(json!({
                                "id": id, "from_name": control, "to_name": TEXT,
                                "type": "textarea", "value": value,
                            }));
                        }
                    }
                    for (label, part) in [(CUE, &stance.cue), (EVIDENCE, &stance.evidence)] {
                        if let Some(fragments) = part {
                            let part = format!("{id}.{label}");
                            self.marks(&mut results, &part, fragments, PART, label, None);
                            results.push(relation(id, &part, label));
                        }
                    }
                }
                Record::DocumentStance(_) => {}
            }
        }
        results
    }

    /// A region for each piece; relations lead from the first to the others.
    fn marks(
        &self,
        results: &mut Vec<Value>,
        id: &str,
        fragments: &Fragments,
        control: &str,
        label: &str,
        mut meta: Option<Value>,
    ) {
        for (at, span) in fragments.spans().iter().enumerate() {
            let own = if at == 0 { id.to_owned() } else { format!("{id}.{}", at + 1) };
            let mut value = self.value(*span);
            value.insert("text".to_owned(), self.article.text.slice(*span).into());
            value.insert("labels".to_owned(), json!([label]));
            let mut region = Map::new();
            region.insert("id".to_owned(), own.as_str().into());
            region.insert("from_name".to_owned(), control.into());
            region.insert("to_name".to_owned(), TEXT.into());
            region.insert("type".to_owned(), "labels".into());
            region.insert("value".to_owned(), value.into());
            if let Some(meta) = meta.take() {
                region.insert("meta".to_owned(), meta);
            }
            results.push(region.into());
            if at > 0 {
                results.push(relation(id, &own, FRAGMENT));
            }
        }
    }

    fn value(&self, span: Span) -> Map<String, Value> {
        let mut value = Map::new();
        value.insert("start".to_owned(), self.positions.of(span.start()).into());
        value.insert("end".to_owned(), self.positions.of(span.end()).into());
        value
    }
}

/// Whether there is a region that a record can be shown on.
fn has_words(record: &Record) -> bool {
    match record {
        Record::Mention(_) => true,
        Record::Stance(stance) => stance.expression.is_some(),
        Record::DocumentStance(_) => false,
    }
}

fn relation(from: &str, to: &str, label: &str) -> Value {
    json!({
        "type": "relation", "from_id": from, "to_id": to, "direction": "right", "labels": [label],
    })
}

/// A region's note, as Label Studio shows it, and what it carries for us.
fn meta(note: &str, carried: Map<String, Value>) -> Value {
    let mut meta = Map::new();
    if !note.is_empty() {
        meta.insert("text".to_owned(), json!([note]));
    }
    meta.insert(OURS.to_owned(), carried.into());
    meta.into()
}

/// The fields of something but for some of them.
fn object(value: &impl serde::Serialize, without: &[&str]) -> Map<String, Value> {
    let Ok(Value::Object(mut fields)) = serde_json::to_value(value) else { return Map::new() };
    fields.retain(|key, _| !without.contains(&key.as_str()));
    fields
}
