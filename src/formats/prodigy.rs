//! Prodigy: a task a line, with tokens, spans and relations.
//!
//! <https://prodi.gy/docs/api-interfaces>. Positions count code points; `token_end` is the last token
//! itself, not the one behind it. A stance between two marks is a relation with its polarity.

use serde_json::{Map, Value as Json, json};

use super::archive::File;
use super::choice::Choice;
use super::import::{Gathering, Import, ReadChoice};
use super::json_list::{self, Item};
use super::reading::Place;
use super::rider::{self, OURS};
use super::span_lines::{self, Line, Mark, Relation, Said, Suggested, lines, token_range};
use super::table::{Counts, Format, Reader, Write, Writer};
use super::wire::{Named, Value, kind_of};
use crate::model::{Project, Status};
use crate::text::{Span, Token, Unit};

pub(super) const FORMAT: Format = Format {
    id: "prodigy",
    name: "Prodigy",
    purpose: "Tasks with tokens, spans and relations, for Prodigy’s recipes and its database.",
    ending: "prodigy.jsonl",
    counts: Counts::CodePoints,
    never: rider::BUT_ARTICLE_STANCES,
    writer: Some(Writer {
        write: Write::Files(write),
        besides: |project, _| span_lines::besides(project, Unit::CodePoint, true),
    }),
};

pub(super) const READER: Reader = Reader { recognises, read };

fn write(project: &Project, choice: &Choice) -> Vec<File> {
    let mut out = Vec::new();
    for line in lines(project, Unit::CodePoint, true) {
        serde_json::to_writer(&mut out, &task(&line, choice)).expect("a vector takes every byte");
        out.push(b'\n');
    }
    vec![File::new("articles.prodigy.jsonl", out)]
}

fn task(line: &Line<'_>, choice: &Choice) -> Json {
    let text = &line.article.text;
    let tokens = line.tokens();
    let listed: Vec<Json> = tokens
        .iter()
        .enumerate()
        .map(|(id, token)| {
            let [start, end] = line.range(token.span);
            let words = text.slice(token.span);
            json!({"text": words, "start": start, "end": end, "id": id, "ws": token.has_space})
        })
        .collect();
    let span = |label: &str, place| span(line, &tokens, label, place);
    let pieces = line.pieces().into_iter();
    let spans: Vec<Json> =
        pieces.map(|(mention, place)| span(mention.entity_type.as_str(), place)).collect();
    let relations = line.stances().into_iter().map(|(stance, ends)| {
        let [head, child] =
            ends.map(|mention| span(mention.entity_type.as_str(), mention.fragments.first()));
        json!({
            "head": head["token_end"], "child": child["token_end"],
            "head_span": head, "child_span": child, "label": stance.polarity.name(),
        })
    });
    let relations: Vec<Json> = relations.collect();
    let details = &line.article.details;
    let mut meta = Map::new();
    for (key, words) in [("title", &details.title), ("outlet", &details.outlet)] {
        if !words.is_empty() {
            meta.insert(key.to_owned(), words.as_str().into());
        }
    }
    let mut task = json!({
        "text": text.as_str(), "meta": meta, "tokens": listed, "spans": spans,
        OURS: line.carried(),
    });
    if !relations.is_empty() {
        task["relations"] = relations.into();
    }
    let answer = match line.status() {
        _ if choice.as_predictions => None,
        None => None,
        Some(Status::Skipped) => Some("ignore"),
        Some(_) => Some("accept"),
    };
    if let Some(answer) = answer {
        task["answer"] = answer.into();
    }
    task
}

fn span(line: &Line<'_>, tokens: &[Token], label: &str, place: Span) -> Json {
    let [start, end] = line.range(place);
    let [first, last] = token_range(tokens, place);
    json!({"start": start, "end": end, "token_start": first, "token_end": last, "label": label})
}

fn recognises(file: &File) -> bool {
    span_lines::first_line(file, ".prodigy.jsonl", b"\"spans\":[", |line| {
        let is_list = |key| matches!(line.get(key), Some(Value::Array(_)));
        let is_answered = line.get("_input_hash").is_some() || line.get("answer").is_some();
        line.get("text").and_then(Value::as_str).is_some() && (is_list("spans") || is_answered)
    })
}

fn read(files: &[File], choice: &ReadChoice) -> Import {
    let mut gathering = Gathering::new();
    span_lines::for_each_line(files, &mut gathering, read_task);
    gathering.finish(Some(Unit::CodePoint), choice)
}

fn read_task(item: &Item<'_>, gathering: &mut Gathering) {
    let Some(parsed) = json_list::parsed(item, gathering) else { return };
    let at = Place::Line(item.line);
    let value = &parsed.value;
    let Some(text) = value.get("text").and_then(Value::as_str) else {
        let found = value.get("text").map_or("none", kind_of);
        let message = format!("expected a “text”, found {found}: the task was left out");
        return gathering.problem(at, message);
    };
    let string = |key| value.get(key).and_then(Value::as_str);
    let answer = string("answer");
    let mut marks = Vec::new();
    for (at, span) in list(value, "spans", item.line, gathering).iter().enumerate() {
        match mark(span, at, value, answer) {
            Some(mark) => marks.push(mark),
            None => {
                let message = format!(
                    "expected “start”, “end” and “label”, found not all, at /spans/{at}: left out"
                );
                gathering.problem(Place::Line(item.line), message);
            }
        }
    }
    let mut relations = Vec::new();
    for (at, whole) in list(value, "relations", item.line, gathering).iter().enumerate() {
        let end = |span, token| {
            mark_of(whole.get(span), &marks).or_else(|| {
                let token = usize::try_from(whole.get(token)?.as_u64()?).ok()?;
                mark_at(value.get("tokens"), token, &marks)
            })
        };
        let label = whole.get("label").and_then(Value::as_str).unwrap_or_default();
        match (end("head_span", "head"), end("child_span", "child")) {
            (Some(from), Some(to)) => relations.push(Relation { from, to, label, whole }),
            _ => {
                let message = format!(
                    "expected spans at both ends, found not both, at /relations/{at}: left out"
                );
                gathering.problem(Place::Line(item.line), message);
            }
        }
    }
    let meta = match value.get("meta") {
        Some(Value::Object(meta)) => meta.iter().map(|(key, value)| (&**key, value)).collect(),
        _ => Vec::new(),
    };
    let annotator = ["_annotator_id", "_session_id"].into_iter().find_map(string);
    let said = Said {
        text,
        id: string("id"),
        fields: meta,
        path: "spans",
        marks,
        relations,
        carried: value.get(OURS),
        annotator: annotator.filter(|_| answer.is_some()).unwrap_or_default(),
        status: match answer {
            Some("accept") => Status::Done,
            Some("ignore" | "reject") => Status::Skipped,
            _ => Status::ToDo,
        },
        unit: Unit::CodePoint,
    };
    span_lines::take(&said, item.line, gathering);
}

fn list<'a>(
    task: &'a Value<'a>,
    key: &'static str,
    line: u64,
    gathering: &mut Gathering,
) -> &'a [Value<'a>] {
    match task.get(key) {
        Some(Value::Array(items)) => items,
        None | Some(Value::Null) => &[],
        Some(other) => {
            let message = format!("expected a list, found {}, at /{key}", kind_of(other));
            gathering.problem(Place::Line(line), message);
            &[]
        }
    }
}

/// A span of a task that nobody has answered yet is what a model proposes; one of a rejected task is
/// what somebody has refused.
fn mark<'a>(
    span: &'a Value<'a>,
    at: usize,
    task: &'a Value<'a>,
    answer: Option<&str>,
) -> Option<Mark<'a>> {
    let of = |value: &'a Value<'a>| {
        ["source", "model"].into_iter().find_map(|key| value.get(key)?.as_str())
    };
    let meta = task.get("meta");
    let suggested_by = (answer != Some("accept") && answer != Some("ignore")).then(|| {
        let model = of(span).or_else(|| of(task)).or_else(|| of(meta?));
        let score = span.get("score").or_else(|| meta?.get("score"));
        let score = score.filter(|score| matches!(score, Value::Whole(_) | Value::Number(_)));
        Suggested {
            model: model.unwrap_or("Prodigy").to_owned(),
            score: score.map(Value::to_json),
            is_rejected: answer == Some("reject"),
        }
    });
    Some(Mark {
        at,
        start: span.get("start")?.as_u64()?,
        end: span.get("end")?.as_u64()?,
        label: span.get("label")?.as_str().filter(|label| !label.is_empty())?,
        words: span.get("text").and_then(Value::as_str),
        knowledge_base_id: "",
        suggested_by,
    })
}

fn mark_of(span: Option<&Value<'_>>, marks: &[Mark<'_>]) -> Option<usize> {
    let span = span?;
    let place = (span.get("start")?.as_u64()?, span.get("end")?.as_u64()?);
    let label = span.get("label").and_then(Value::as_str);
    let is_it = |mark: &Mark<'_>| (mark.start, mark.end) == place;
    let same = marks.iter().position(|mark| is_it(mark) && Some(mark.label) == label);
    same.or_else(|| marks.iter().position(is_it))
}

fn mark_at(tokens: Option<&Value<'_>>, token: usize, marks: &[Mark<'_>]) -> Option<usize> {
    let Some(Value::Array(tokens)) = tokens else { return None };
    let token = tokens.get(token)?;
    let (start, end) = (token.get("start")?.as_u64()?, token.get("end")?.as_u64()?);
    marks.iter().position(|mark| mark.start <= start && end <= mark.end)
}
