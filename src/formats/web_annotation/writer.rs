//! A project as texts and annotations.

use serde_json::{Map, Value, json};

use super::{ARTICLES, ASSESSING, COMMENTING, CONTEXT, DESCRIBING, IDENTIFYING, TAGGING, WIKIDATA};
use crate::formats::archive::File;
use crate::formats::choice::Choice;
use crate::formats::file_names::FileNames;
use crate::formats::line_ends;
use crate::formats::names;
use crate::formats::rider::{self, OURS};
use crate::formats::wire::Named;
use crate::model::{Article, EntityId, LayerId, Project, Provenance, Record};
use crate::text::{Fragments, Positions, Quote, Unit};

pub(super) fn write(project: &Project, choice: &Choice) -> Vec<File> {
    let project = &*line_ends::fed(project);
    let (mut whole, mut files) = (Vec::new(), Vec::new());
    let mut stems = FileNames::without(&[ARTICLES.trim_end_matches(".jsonld")]);
    for article in project.articles.values() {
        let stem = stems.free(article.id.as_str());
        let source = format!("{stem}.txt");
        files.push(File::new(source.as_str(), article.text.as_str()));
        let positions = Positions::new(&article.text, choice.unit.unwrap_or(Unit::CodePoint));
        let annotations = Annotations { project, article, positions, source };
        whole.push(annotations.article());
        let mut marks = Vec::new();
        for (annotator, layer) in project.layers_of(&article.id) {
            let id = LayerId { article: article.id.clone(), annotator: annotator.clone() };
            for record in layer.records.values() {
                let place = match record {
                    Record::Mention(mention) => Some(&mention.fragments),
                    Record::Stance(stance) => stance.expression.as_ref(),
                    Record::DocumentStance(_) => None,
                };
                let annotation = annotations.record(&id, record, place);
                if place.is_some() { &mut marks } else { &mut whole }.push(annotation);
            }
        }
        if !marks.is_empty() {
            files.push(File::new(format!("{stem}.jsonld"), list(&marks)));
        }
    }
    files.insert(0, File::new(ARTICLES, list(&whole)));
    files
}

/// One a line, so that a file that was cut keeps its whole annotations.
fn list(annotations: &[Value]) -> Vec<u8> {
    let lines: Vec<String> = annotations.iter().map(Value::to_string).collect();
    format!("[\n{}\n]\n", lines.join(",\n")).replace("[\n\n]", "[\n]").into_bytes()
}

struct Annotations<'a> {
    project: &'a Project,
    article: &'a Article,
    positions: Positions,
    /// The file of the text, from which its address follows.
    source: String,
}

impl Annotations<'_> {
    fn source(&self) -> String {
        address(&self.source)
    }

    /// What is known about the article.
    fn article(&self) -> Value {
        let details = &self.article.details;
        let title = Some(details.title.as_str()).filter(|title| !title.is_empty());
        let mut annotation = frame(format!("#{}", address(self.article.id.as_str())));
        annotation.insert("motivation".to_owned(), DESCRIBING.into());
        let words = title.unwrap_or(self.article.id.as_str());
        annotation.insert("body".to_owned(), json!([body(DESCRIBING, words)]));
        annotation.insert("target".to_owned(), self.source().into());
        annotation.insert(OURS.to_owned(), rider::article(self.project, self.article).into());
        annotation.into()
    }

    fn record(&self, layer: &LayerId, record: &Record, place: Option<&Fragments>) -> Value {
        let (who, what) = (address(layer.annotator.as_str()), address(record.id().as_str()));
        let mut annotation = frame(format!("#{}/{who}/{what}", address(layer.article.as_str())));
        let (motivation, bodies) = self.bodies(record);
        annotation.insert("motivation".to_owned(), motivation.into());
        let creator = json!({
            "id": format!("#{who}"),
            "type": "Person",
            "name": names::annotator(self.project, &layer.annotator),
        });
        annotation.insert("creator".to_owned(), creator);
        let Provenance { created, updated, .. } = record.provenance();
        annotation.insert("created".to_owned(), created.as_str().into());
        annotation.insert("modified".to_owned(), updated.as_str().into());
        annotation.insert("body".to_owned(), bodies.into());
        annotation.insert("target".to_owned(), self.target(place));
        let carried = rider::record(layer, record, &self.article.text);
        annotation.insert(OURS.to_owned(), carried.into());
        annotation.into()
    }

    /// The text, or a part of it for each piece of a mark.
    fn target(&self, place: Option<&Fragments>) -> Value {
        let Some(fragments) = place else { return self.source().into() };
        let targets = fragments.spans().iter().map(|span| {
            let Quote { exact, prefix, suffix } = Quote::of(&self.article.text, *span);
            let (start, end) = (self.positions.of(span.start()), self.positions.of(span.end()));
            json!({"source": self.source(), "selector": [
                {"type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix},
                {"type": "TextPositionSelector", "start": start, "end": end},
            ]})
        });
        let mut targets: Vec<Value> = targets.collect();
        if targets.len() == 1 { targets.remove(0) } else { targets.into() }
    }

    fn bodies(&self, record: &Record) -> (&'static str, Vec<Value>) {
        let (motivation, mut bodies, holder, target, note) = match record {
            Record::Mention(mention) => {
                let mut bodies = vec![body(TAGGING, mention.entity_type.as_str())];
                bodies.extend(mention.entity.as_ref().and_then(|entity| self.entity(entity)));
                (TAGGING, bodies, None, None, &mention.note)
            }
            Record::Stance(stance) => {
                let holder = names::holder(self.project, stance.holder.as_ref());
                let target = names::target(self.project, stance.target.as_ref());
                let bodies = vec![body(ASSESSING, stance.polarity.name())];
                (ASSESSING, bodies, holder, target, &stance.note)
            }
            Record::DocumentStance(stance) => {
                let target = names::target(self.project, stance.target.as_ref());
                let bodies = vec![body(ASSESSING, stance.polarity.name())];
                (ASSESSING, bodies, None, target, &stance.note)
            }
        };
        bodies.extend(holder.map(|words| body(TAGGING, &format!("holder: {words}"))));
        bodies.extend(target.map(|words| body(TAGGING, &format!("target: {words}"))));
        if !note.is_empty() {
            bodies.push(body(COMMENTING, note));
        }
        (motivation, bodies)
    }

    /// Wikidata's entity, or the name.
    fn entity(&self, id: &EntityId) -> Option<Value> {
        let number = &self.project.entities.get(id)?.knowledge_base_id;
        let digits = number.strip_prefix('Q').unwrap_or_default();
        if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            let source = format!("{WIKIDATA}{number}");
            return Some(json!({
                "type": "SpecificResource", "purpose": IDENTIFYING, "source": source,
            }));
        }
        Some(body(IDENTIFYING, names::entity(self.project, id)?))
    }
}

/// An annotation with what all have.
fn frame(id: String) -> Map<String, Value> {
    let carried = json!({"@id": "urn:standpoint:carried", "@type": "@json"});
    let context = json!([CONTEXT, {"@version": 1.1, OURS: carried}]);
    let fields = [("@context", context), ("id", id.into()), ("type", "Annotation".into())];
    fields.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

fn body(purpose: &str, words: &str) -> Value {
    json!({"type": "TextualBody", "purpose": purpose, "value": words})
}

/// A name as a part of an address: what has a meaning there is written as `%` and digits.
fn address(name: &str) -> String {
    let mut address = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            address.push(byte.into());
        } else {
            address += &format!("%{byte:02X}");
        }
    }
    address
}
