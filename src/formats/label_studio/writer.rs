//! A project as tasks.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{CUE, EVIDENCE, FRAGMENT, HOLDER, MENTION, PART, STANCE, TARGET, TEXT, config, files};
use crate::formats::archive::File;
use crate::formats::choice::Choice;
use crate::formats::names;
use crate::formats::rider::{self, OURS, object};
use crate::formats::wire::{In, Named};
use crate::model::{Article, LayerId, Project, Record, Status};
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
        let mut data = rider::write_article(self.article, &[]);
        let layers = self.project.layers_of(&self.article.id);
        let records = layers.flat_map(|(_, layer)| layer.records.values());
        let named = rider::write_named(self.project, records.filter(|it| has_words(it)));
        data.insert(OURS.to_owned(), named.into());
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
            if !own.is_empty() || rider::says_something(layer) {
                annotations.push(json!({
                    "id": number * 100 + annotations.len(),
                    "was_cancelled": layer.status == Status::Skipped,
                    "result": self.results(&own),
                    OURS: rider::write_layer(self.project, &id, layer, true),
                }));
            }
            for (model, records) in models {
                predictions.push(json!({
                    "model_version": model,
                    "result": self.results(&records),
                    OURS: rider::write_layer(self.project, &id, layer, false),
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
