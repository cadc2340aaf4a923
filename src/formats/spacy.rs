//! spaCy: a DocBin, `.spacy`, as `spacy train` takes it, and lines as `Doc.to_json` writes them.
//!
//! <https://spacy.io/api/data-formats>, <https://spacy.io/api/doc#to_json>. All mentions are in
//! `spans["sc"]`, those that do not overlap in `ents` too. Tokens are words and marks by UAX #29, cut
//! where a mention begins or ends, so that every one of them is there to the letter.

mod docbin;
mod msgpack;
mod reader;
mod strings;

use serde_json::{Map, Value as Json, json};

use super::archive::File;
use super::fact::Kind;
use super::rider::{self, OURS};
use super::span_lines::{self, Line, lines};
use super::table::{Counts, Format, Reader, Write, Writer};
use crate::model::{Mention, Project};
use crate::text::Unit;

pub(super) const DOCBIN: Format = Format {
    id: "spacy",
    name: "spaCy DocBin",
    purpose: "Documents with entities and spans, to train with spaCy as they are.",
    ending: "spacy",
    counts: Counts::Tokens,
    never: &[
        Kind::Stance,
        Kind::DocumentStance,
        Kind::Note,
        Kind::Attribute,
        Kind::Suggestion,
        Kind::Dangling,
        Kind::Status,
        Kind::Outlet,
        Kind::Byline,
        Kind::Url,
        Kind::Published,
        Kind::Language,
        Kind::Segments,
        Kind::Entity,
        Kind::EntityType,
        Kind::EntityDetails,
        Kind::Matching,
        Kind::Issue,
        Kind::Codebook,
        Kind::IdleAnnotator,
        Kind::ForeignToProject,
        Kind::ProjectName,
        Kind::Foreign,
        Kind::Source,
        Kind::Provenance,
    ],
    writer: Some(Writer {
        write: Write::Files(|project, _| docbin::write(project)),
        besides: |project, _| span_lines::besides(project, Unit::CodePoint, false),
    }),
};

pub(super) const LINES: Format = Format {
    id: "spacy-jsonl",
    name: "spaCy JSONL",
    purpose: "A line for each article as spaCy’s Doc.to_json writes and Doc.from_json reads it.",
    ending: "spacy.jsonl",
    counts: Counts::CodePoints,
    never: rider::BUT_STANCES,
    writer: Some(Writer {
        write: Write::Files(|project, _| write_lines(project)),
        besides: |project, _| span_lines::besides(project, Unit::CodePoint, false),
    }),
};

pub(super) const LINES_READER: Reader =
    Reader { recognises: reader::recognises, read: reader::read };

/// The name of the spans that spaCy's own components look for.
const SPANS: &str = "sc";

/// The entry of a knowledge base that a mention's entity is; our own id if it has no other.
fn knowledge_base_id(project: &Project, mention: &Mention) -> String {
    let entity = mention.entity.as_ref().and_then(|id| project.entities.get(id));
    entity.map_or_else(String::new, |entity| {
        let number = entity.knowledge_base_id.as_str();
        if number.is_empty() { entity.id.to_string() } else { number.to_owned() }
    })
}

fn write_lines(project: &Project) -> Vec<File> {
    let mut out = Vec::new();
    for line in lines(project, Unit::CodePoint, false) {
        serde_json::to_writer(&mut out, &doc(&line)).expect("a vector takes every byte");
        out.push(b'\n');
    }
    vec![File::new("articles.spacy.jsonl", out)]
}

fn doc(line: &Line<'_>) -> Json {
    let spans = |with_link: bool, marks: Vec<(&Mention, crate::text::Span)>| -> Vec<Json> {
        let span = |(mention, span): (&Mention, _)| {
            let [start, end] = line.range(span);
            let mut fields = Map::new();
            fields.insert("start".to_owned(), start.into());
            fields.insert("end".to_owned(), end.into());
            fields.insert("label".to_owned(), mention.entity_type.as_str().into());
            if with_link {
                let link = knowledge_base_id(line.project, mention);
                fields.insert("kb_id".to_owned(), link.into());
            }
            fields.into()
        };
        marks.into_iter().map(span).collect()
    };
    let tokens = line.tokens();
    let tokens = tokens.iter().enumerate().map(|(id, token)| {
        let [start, end] = line.range(token.span);
        json!({"id": id, "start": start, "end": end})
    });
    json!({
        "text": line.article.text.as_str(),
        "ents": spans(false, line.apart()),
        "spans": {SPANS: spans(true, line.pieces())},
        "tokens": tokens.collect::<Vec<_>>(),
        OURS: line.carried(),
    })
}
