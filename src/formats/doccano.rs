//! doccano: an article a line, with labelled stretches and, in projects with relations, these.
//!
//! <https://doccano.github.io/doccano/tutorial/>. doccano's page counts as JavaScript does, in UTF-16
//! units, or in grapheme clusters if a project is set so; each line states which. It refuses a byte
//! order mark, so there never is one.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::archive::File;
use super::choice::Choice;
use super::import::{Gathering, Import, ReadChoice};
use super::json_list::{self, Item};
use super::reading::Place;
use super::rider::{self, OURS};
use super::span_lines::{self, Line, Mark, Relation, Said, lines};
use super::table::{Counts, Format, Reader, Write, Writer};
use super::wire::{Named, Value, kind_of};
use crate::model::{Project, Status};
use crate::text::Unit;

pub(super) const FORMAT: Format = Format {
    id: "doccano",
    name: "doccano",
    purpose: "Lines for doccano’s sequence labelling, with relations where there are stances.",
    ending: "doccano.jsonl",
    counts: Counts::Utf16OrGraphemes,
    never: rider::BUT_ARTICLE_STANCES,
    writer: Some(Writer {
        write: Write::Files(write),
        besides: |project, choice| span_lines::besides(project, unit(choice), true),
    }),
};

pub(super) const READER: Reader = Reader { recognises, read };

/// The field, within ours, that states what positions count.
const UNIT: &str = "unit";

fn unit(choice: &Choice) -> Unit {
    choice.unit.unwrap_or(Unit::Utf16)
}

fn write(project: &Project, choice: &Choice) -> Vec<File> {
    let unit = unit(choice);
    let lines = lines(project, unit, true);
    let relates = lines.iter().any(|line| !line.stances().is_empty());
    let (mut out, mut entities, mut relations) = (Vec::new(), 0, 0);
    for line in lines {
        let fields = if relates {
            with_relations(&line, &mut entities, &mut relations)
        } else {
            let label = |(mention, span): (&crate::model::Mention, _)| {
                let [start, end] = line.range(span);
                json!([start, end, mention.entity_type.as_str()])
            };
            json!({"label": line.pieces().into_iter().map(label).collect::<Vec<_>>()})
        };
        let mut object = json!({"text": line.article.text.as_str(), OURS: line.carried()});
        object[OURS][UNIT] = unit.name().into();
        if let (Json::Object(object), Json::Object(fields)) = (&mut object, fields) {
            object.extend(fields);
        }
        serde_json::to_writer(&mut out, &object).expect("a vector takes every byte");
        out.push(b'\n');
    }
    vec![File::new("articles.doccano.jsonl", out)]
}

/// Entities and relations, numbered through the whole file.
fn with_relations(line: &Line<'_>, entities: &mut usize, relations: &mut usize) -> Json {
    let mut numbers = BTreeMap::new();
    let mut listed = Vec::new();
    for (mention, span) in line.pieces() {
        *entities += 1;
        numbers.entry(&mention.id).or_insert(*entities);
        let [start, end] = line.range(span);
        let label = mention.entity_type.as_str();
        listed.push(
            json!({"id": *entities, "label": label, "start_offset": start, "end_offset": end}),
        );
    }
    let related = line.stances().into_iter().map(|(stance, [from, to])| {
        *relations += 1;
        json!({
            "id": *relations, "from_id": numbers[&from.id], "to_id": numbers[&to.id],
            "type": stance.polarity.name(),
        })
    });
    let related: Vec<Json> = related.collect();
    json!({"entities": listed, "relations": related})
}

fn recognises(file: &File) -> bool {
    span_lines::first_line(file, ".doccano.jsonl", b"\"text\"", |line| {
        let first = |key| match line.get(key) {
            Some(Value::Array(items)) => Some(items.first()),
            _ => None,
        };
        let is_triple = |item: &Value<'_>| matches!(item, Value::Array(parts) if parts.len() == 3);
        let has_labels =
            ["label", "labels", "entities"].into_iter().filter_map(first).any(|first| {
                first.is_none_or(|first| is_triple(first) || first.get("start_offset").is_some())
            });
        line.get("text").and_then(Value::as_str).is_some() && has_labels
    })
}

fn read(files: &[File], choice: &ReadChoice) -> Import {
    let mut gathering = Gathering::new();
    let mut stated: Option<Unit> = None;
    span_lines::for_each_line(files, &mut gathering, |item, gathering| {
        if let Some(unit) = read_line(item, choice, gathering) {
            stated.get_or_insert(unit);
        }
    });
    gathering.finish(stated, choice)
}

/// Takes a line in; answers with the unit that it states.
fn read_line(item: &Item<'_>, choice: &ReadChoice, gathering: &mut Gathering) -> Option<Unit> {
    let parsed = json_list::parsed(item, gathering)?;
    let value = &parsed.value;
    let Some(text) = value.get("text").or_else(|| value.get("data")).and_then(Value::as_str) else {
        let found = value.get("text").map_or("none", kind_of);
        let message = format!("expected a “text”, found {found}: the line was left out");
        gathering.problem(Place::Line(item.line), message);
        return None;
    };
    let ours = value.get(OURS);
    let stated = ours.and_then(|ours| ours.get(UNIT)).and_then(Value::as_str).and_then(Unit::named);
    let (mut marks, mut numbers) = (Vec::new(), BTreeMap::new());
    for key in ["entities", "label", "labels"] {
        for (at, entity) in list(value, key, item.line, gathering).iter().enumerate() {
            let Some(mark) = mark(entity, at) else {
                let message = format!(
                    "expected “start_offset”, “end_offset” and “label”, found not all, at /{key}/{at}: \
                     left out"
                );
                gathering.problem(Place::Line(item.line), message);
                continue;
            };
            if let Some(id) = entity.get("id").and_then(id) {
                numbers.entry(id).or_insert(marks.len());
            }
            marks.push(mark);
        }
    }
    let mut relations = Vec::new();
    for (at, whole) in list(value, "relations", item.line, gathering).iter().enumerate() {
        let end = |key| whole.get(key).and_then(id).and_then(|id| numbers.get(&id).copied());
        let label = whole.get("type").and_then(Value::as_str).unwrap_or_default();
        match (end("from_id"), end("to_id")) {
            (Some(from), Some(to)) => relations.push(Relation { from, to, label, whole }),
            _ => {
                let message = format!(
                    "expected the ids of two entities, found not both, at /relations/{at}: left out"
                );
                gathering.problem(Place::Line(item.line), message);
            }
        }
    }
    let known =
        ["id", "text", "data", "entities", "label", "labels", "relations", "Comments", OURS];
    let Value::Object(fields) = value else { return None };
    let others = fields.iter().map(|(key, value)| (&**key, value));
    let said = Said {
        text,
        id: None,
        fields: others.filter(|(key, _)| !known.contains(key)).collect(),
        path: "entities",
        marks,
        relations,
        carried: ours,
        annotator: "",
        status: Status::ToDo,
        unit: choice.unit.or(stated).unwrap_or(Unit::Utf16),
    };
    span_lines::take(&said, item.line, gathering);
    stated
}

fn list<'a>(
    line: &'a Value<'a>,
    key: &'static str,
    number: u64,
    gathering: &mut Gathering,
) -> &'a [Value<'a>] {
    match line.get(key) {
        Some(Value::Array(items)) => items,
        None | Some(Value::Null) => &[],
        Some(other) => {
            let message = format!("expected a list, found {}, at /{key}", kind_of(other));
            gathering.problem(Place::Line(number), message);
            &[]
        }
    }
}

/// A number or a name.
fn id(value: &Value<'_>) -> Option<String> {
    value.as_str().map(str::to_owned).or_else(|| value.as_u64().map(|number| number.to_string()))
}

fn mark<'a>(entity: &'a Value<'a>, at: usize) -> Option<Mark<'a>> {
    let (start, end, label) = match entity {
        Value::Array(parts) => match &parts[..] {
            [start, end, label] => (start, end, label),
            _ => return None,
        },
        _ => (entity.get("start_offset")?, entity.get("end_offset")?, entity.get("label")?),
    };
    Some(Mark {
        at,
        start: start.as_u64()?,
        end: end.as_u64()?,
        label: label.as_str().filter(|label| !label.is_empty())?,
        words: None,
        knowledge_base_id: "",
        suggested_by: None,
    })
}
