//! Lines of spaCy's as articles: what `Doc.to_json` writes, and the pairs of version 2.

use std::collections::BTreeSet;

use super::super::archive::File;
use super::super::import::{Gathering, Import, ReadChoice};
use super::super::json_list::{self, Item};
use super::super::reading::Place;
use super::super::rider::{OURS, field};
use super::super::span_lines::{Mark, Said, Suggested, first_line, for_each_line, take};
use super::super::wire::{Value, kind_of};
use super::SPANS;
use crate::model::Status;
use crate::text::Unit;

pub(in super::super) fn recognises(file: &File) -> bool {
    first_line(file, ".spacy.jsonl", b"\"ents\"", |line| {
        let is_list = |key| matches!(line.get(key), Some(Value::Array(_)));
        let has_groups = matches!(line.get("spans"), Some(Value::Object(_)));
        (is_list("tokens") && (is_list("ents") || has_groups)) || pair(line).is_some()
    })
}

pub(in super::super) fn read(files: &[File], choice: &ReadChoice) -> Import {
    let mut gathering = Gathering::new();
    let is_bin = |file: &&File| file.name().to_ascii_lowercase().ends_with(".spacy");
    let (bins, lines): (Vec<&File>, Vec<&File>) = files.iter().partition(is_bin);
    for bin in bins {
        gathering.begin_file(&bin.path);
        let message = "expected lines of JSON, found a DocBin: write them in Python with \
                       doc.to_json() for each doc of DocBin().from_disk(…).get_docs(vocab)";
        gathering.problem(Place::File, message);
    }
    for_each_line(lines, &mut gathering, document);
    gathering.finish(Some(Unit::CodePoint), choice)
}

/// Text and annotations of `["text", {"entities": […]}]`.
fn pair<'a>(value: &'a Value<'a>) -> Option<(&'a Value<'a>, &'a Value<'a>)> {
    match value {
        Value::Array(pair) => match &pair[..] {
            [text @ Value::String(_), more @ Value::Object(_)] => Some((text, more)),
            _ => None,
        },
        _ => None,
    }
}

fn document(item: &Item<'_>, gathering: &mut Gathering) {
    let Some(parsed) = json_list::parsed(item, gathering) else { return };
    let at = Place::Line(item.line);
    let (text, more) = pair(&parsed.value)
        .unwrap_or((parsed.value.get("text").unwrap_or(&Value::Null), &parsed.value));
    let Some(text) = text.as_str() else {
        let message = format!("expected a “text”, found {}: the line was left out", kind_of(text));
        return gathering.problem(at, message);
    };
    let mut reading =
        Reading { gathering, at: &at, model: model(&parsed.value), marks: Vec::new() };
    // All that is in `ents` is in `spans` too, where there are any of that name.
    let mut seen = BTreeSet::new();
    let own = more.get("spans").and_then(|spans| spans.get(SPANS));
    if let Some(own) = own {
        reading.list(own, SPANS, &mut seen);
    }
    for (key, list) in more.get("spans").into_iter().filter_map(fields).flatten() {
        if key != SPANS {
            reading.list(list, key, &mut seen);
        }
    }
    for key in ["ents", "entities"] {
        if let Some(list) = more.get(key) {
            reading.list(list, key, &mut seen);
        }
    }
    let marks = reading.marks;
    let ours = parsed.value.get(OURS);
    let known = ["text", "ents", "entities", "spans", "tokens", "sents", "cats", "model", OURS];
    let others = fields(&parsed.value).into_iter().flatten();
    let said = Said {
        text,
        id: parsed.value.get("id").and_then(Value::as_str),
        fields: others.filter(|(key, _)| !known.contains(key)).collect(),
        path: "spans",
        marks,
        relations: Vec::new(),
        carried: ours,
        annotator: "",
        status: Status::ToDo,
        unit: Unit::CodePoint,
    };
    take(&said, item.line, gathering);
}

fn fields<'a>(value: &'a Value<'a>) -> Option<impl Iterator<Item = (&'a str, &'a Value<'a>)>> {
    match value {
        Value::Object(fields) => Some(fields.iter().map(|(key, value)| (&**key, value))),
        _ => None,
    }
}

/// The model that a line says it is from: `model`, or `_.model`.
fn model<'a>(line: &'a Value<'a>) -> Option<&'a str> {
    let beside = line.get("_").and_then(|more| more.get("model"));
    line.get("model").or(beside).and_then(Value::as_str)
}

struct Reading<'a, 'g> {
    gathering: &'g mut Gathering,
    at: &'g Place,
    model: Option<&'a str>,
    marks: Vec<Mark<'a>>,
}

impl<'a> Reading<'a, '_> {
    fn list(&mut self, list: &'a Value<'a>, key: &str, seen: &mut BTreeSet<(u64, u64, &'a str)>) {
        let Value::Array(items) = list else {
            let message = format!("expected a list, found {}, at /{key}", kind_of(list));
            return self.gathering.problem(self.at.clone(), message);
        };
        let before = seen.clone();
        for (at, item) in items.iter().enumerate() {
            let Some(mark) = mark(item, at, self.model) else {
                let message = format!(
                    "expected “start”, “end” and “label”, found not all, at /{key}/{at}: left out"
                );
                self.gathering.problem(self.at.clone(), message);
                continue;
            };
            let is_new = !before.contains(&(mark.start, mark.end, mark.label));
            seen.insert((mark.start, mark.end, mark.label));
            if is_new {
                self.marks.push(mark);
            }
        }
    }
}

fn mark<'a>(item: &'a Value<'a>, at: usize, model: Option<&str>) -> Option<Mark<'a>> {
    let (start, end, label) = match item {
        Value::Array(parts) => match &parts[..] {
            [start, end, label, ..] => (start, end, label),
            _ => return None,
        },
        Value::Object(fields) => {
            (field(fields, "start")?, field(fields, "end")?, field(fields, "label")?)
        }
        _ => return None,
    };
    let score =
        item.get("score").filter(|score| matches!(score, Value::Whole(_) | Value::Number(_)));
    let own = item.get("model").and_then(Value::as_str).or(model);
    let is_suggested = own.is_some() || score.is_some();
    let suggested_by = is_suggested.then(|| Suggested {
        model: own.unwrap_or("spaCy").to_owned(),
        score: score.map(Value::to_json),
        is_rejected: false,
    });
    Some(Mark {
        at,
        start: start.as_u64()?,
        end: end.as_u64()?,
        label: label.as_str().filter(|label| !label.is_empty())?,
        words: item.get("text").and_then(Value::as_str),
        knowledge_base_id: item.get("kb_id").and_then(Value::as_str).unwrap_or_default(),
        suggested_by,
    })
}
