//! A project as tasks.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Serialize, Serializer};
use serde_json::{Map, Value as Json};

use super::{
    CONFIG, CUE, EVIDENCE, FRAGMENT, HOLDER, MENTION, PART, STANCE, TARGET, TASKS, TEXT, config,
};
use crate::formats::archive::File;
use crate::formats::choice::Choice;
use crate::formats::names;
use crate::formats::rider::{self, NamedBy, OURS};
use crate::formats::table::ByArticle;
use crate::formats::wire::{Layout, Named, Object, Prose, Without, write_json};
use crate::model::{Article, LayerId, Mention, Project, Record, Stance, Status};
use crate::text::{Fragments, Positions, Span, Text, Unit};

/// One task a line, so that a file that was cut keeps its whole tasks.
pub(super) const TASK_BY_TASK: ByArticle = ByArticle {
    path: TASKS,
    begin: b"[",
    article: write_task,
    end: b"\n]\n",
    others: |project| vec![File::new(CONFIG, config::write(project))],
};

fn write_task(
    project: &Project,
    article: &Article,
    choice: &Choice,
    number: usize,
    out: &mut Vec<u8>,
) {
    out.extend_from_slice(if number == 1 { b"\n" } else { b",\n" });
    let positions = Positions::new(&article.text, choice.unit.unwrap_or(Unit::CodePoint));
    let writing = Writing { project, article, positions, choice };
    write_json(out, &writing.task(number), Layout::OneLine);
}

#[derive(Serialize)]
struct Task<'a> {
    id: usize,
    data: Facts<'a>,
    annotations: Vec<Annotation<'a>>,
    predictions: Vec<Prediction<'a>>,
}

/// What is known of an article, and what its records name.
struct Facts<'a> {
    article: Map<String, Json>,
    text: Prose<'a>,
    standpoint: NamedBy<'a>,
}

impl Serialize for Facts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::begin(serializer)?;
        for (key, value) in &self.article {
            if key == "text" { object.put(key, &self.text)? } else { object.put(key, value)? }
        }
        object.put(OURS, &self.standpoint)?;
        object.end()
    }
}

#[derive(Serialize)]
struct Annotation<'a> {
    id: usize,
    was_cancelled: bool,
    result: Vec<Part<'a>>,
    standpoint: Map<String, Json>,
}

#[derive(Serialize)]
struct Prediction<'a> {
    model_version: String,
    result: Vec<Part<'a>>,
    standpoint: Map<String, Json>,
}

/// A part of a result: a region, words on one, or a relation between two.
#[derive(Serialize)]
#[serde(untagged)]
enum Part<'a> {
    Region {
        id: Cow<'a, str>,
        from_name: &'static str,
        to_name: &'static str,
        #[serde(rename = "type")]
        sort: &'static str,
        value: Place<'a>,
        #[serde(skip_serializing_if = "Option::is_none")]
        meta: Option<Meta<'a>>,
    },
    Relation {
        #[serde(rename = "type")]
        sort: &'static str,
        from_id: Cow<'a, str>,
        to_id: Cow<'a, str>,
        direction: &'static str,
        labels: [&'static str; 1],
    },
}

#[derive(Serialize)]
struct Place<'a> {
    start: u32,
    end: u32,
    #[serde(flatten)]
    says: Says<'a>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Says<'a> {
    Label { text: &'a str, labels: [&'a str; 1] },
    Words { text: [String; 1] },
}

/// A region's note, as Label Studio shows it, and what it carries for us.
#[derive(Serialize)]
struct Meta<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<[&'a str; 1]>,
    standpoint: Carried<'a>,
}

enum Carried<'a> {
    Mention(&'a Mention, &'a Text),
    Stance(&'a Stance, &'a Text),
}

impl Serialize for Carried<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Self::Mention(mention, text) => {
                Without(mention, text, &["fragments", "type", "note"]).serialize(serializer)
            }
            Self::Stance(stance, text) => {
                let parts = &["expression", "cue", "evidence", "polarity", "note"];
                Without(stance, text, parts).serialize(serializer)
            }
        }
    }
}

struct Writing<'a> {
    project: &'a Project,
    article: &'a Article,
    positions: Positions,
    choice: &'a Choice,
}

impl<'a> Writing<'a> {
    fn task(&self, number: usize) -> Task<'a> {
        let layers = self.project.layers_of(&self.article.id);
        let records = layers.flat_map(|(_, layer)| layer.records.values());
        let standpoint = NamedBy::of(self.project, records.filter(|it| has_words(it)));
        let (mut annotations, mut predictions) = (Vec::new(), Vec::new());
        for (annotator, layer) in self.project.layers_of(&self.article.id) {
            let id = LayerId { article: self.article.id.clone(), annotator: annotator.clone() };
            let is_prediction =
                |record: &Record| self.choice.as_predictions || record.provenance().is_suggestion();
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
                annotations.push(Annotation {
                    id: number * 100 + annotations.len(),
                    was_cancelled: layer.status == Status::Skipped,
                    result: self.result(&own),
                    standpoint: rider::write_layer(self.project, &id, layer, true),
                });
            }
            for (model_version, records) in models {
                let result = self.result(&records);
                let standpoint = rider::write_layer(self.project, &id, layer, false);
                predictions.push(Prediction { model_version, result, standpoint });
            }
        }
        let article = rider::write_article(self.article, &[OURS]);
        let text = Prose(self.article.text.as_str());
        Task { id: number, data: Facts { article, text, standpoint }, annotations, predictions }
    }

    /// The model that suggests a record; where somebody's own work goes out as predictions, who.
    fn model(&self, record: &Record, layer: &LayerId) -> String {
        let model = record.provenance().model.as_ref();
        let words = model.map(|model| format!("{} {}", model.name, model.version));
        let words = words.map(|words| words.trim().to_owned()).filter(|words| !words.is_empty());
        words.unwrap_or_else(|| names::annotator(self.project, &layer.annotator).to_owned())
    }

    fn result(&self, records: &[&'a Record]) -> Vec<Part<'a>> {
        let text = &self.article.text;
        let mut parts = Vec::new();
        for record in records {
            match record {
                Record::Mention(mention) => {
                    let meta = meta(&mention.note, Carried::Mention(mention, text));
                    let (id, label) = (mention.id.as_str(), mention.entity_type.as_str());
                    self.marks(
                        &mut parts,
                        id.into(),
                        &mention.fragments,
                        (MENTION, label),
                        Some(meta),
                    );
                }
                Record::Stance(stance) => {
                    let Some(expression) = &stance.expression else { continue };
                    let meta = meta(&stance.note, Carried::Stance(stance, text));
                    let (id, label) = (stance.id.as_str(), stance.polarity.name());
                    self.marks(&mut parts, id.into(), expression, (STANCE, label), Some(meta));
                    let holder = names::holder(self.project, stance.holder.as_ref());
                    let target = names::target(self.project, stance.target.as_ref());
                    for (control, words) in [(HOLDER, holder.map(str::to_owned)), (TARGET, target)]
                    {
                        parts.extend(words.map(|words| Part::Region {
                            id: id.into(),
                            from_name: control,
                            to_name: TEXT,
                            sort: "textarea",
                            value: self.place(expression.first(), Says::Words { text: [words] }),
                            meta: None,
                        }));
                    }
                    for (label, part) in [(CUE, &stance.cue), (EVIDENCE, &stance.evidence)] {
                        if let Some(fragments) = part {
                            let part: Cow<'_, str> = Cow::Owned(format!("{id}.{label}"));
                            self.marks(&mut parts, part.clone(), fragments, (PART, label), None);
                            parts.push(relation(id.into(), part, label));
                        }
                    }
                }
                Record::DocumentStance(_) => {}
            }
        }
        parts
    }

    /// A region for each piece; relations lead from the first to the others.
    fn marks(
        &self,
        parts: &mut Vec<Part<'a>>,
        id: Cow<'a, str>,
        fragments: &Fragments,
        (control, label): (&'static str, &'a str),
        mut meta: Option<Meta<'a>>,
    ) {
        for (at, span) in fragments.spans().iter().enumerate() {
            let own = if at == 0 { id.clone() } else { format!("{id}.{}", at + 1).into() };
            let text = self.article.text.slice(*span);
            parts.push(Part::Region {
                id: own.clone(),
                from_name: control,
                to_name: TEXT,
                sort: "labels",
                value: self.place(*span, Says::Label { text, labels: [label] }),
                meta: meta.take(),
            });
            if at > 0 {
                parts.push(relation(id.clone(), own, FRAGMENT));
            }
        }
    }

    fn place(&self, span: Span, says: Says<'a>) -> Place<'a> {
        let (start, end) = (self.positions.of(span.start()), self.positions.of(span.end()));
        Place { start, end, says }
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

fn relation<'a>(from_id: Cow<'a, str>, to_id: Cow<'a, str>, label: &'static str) -> Part<'a> {
    let (sort, direction) = ("relation", "right");
    Part::Relation { sort, from_id, to_id, direction, labels: [label] }
}

fn meta<'a>(note: &'a str, standpoint: Carried<'a>) -> Meta<'a> {
    Meta { text: (!note.is_empty()).then_some([note]), standpoint }
}
