//! The Croissant description: each file of lines as a set of records, with its fields but for lists.

use serde_json::{Value as Json, json};

use super::Lines;
use super::features::{Field, Type};
use crate::formats::digest::sha256_hex;
use crate::formats::wire::{Layout, write_json};
use crate::model::Project;

pub(super) fn describe(project: &Project, lines: &[Lines]) -> Vec<u8> {
    let name = if project.name.trim().is_empty() { "standpoint" } else { &project.name };
    let files: Vec<Json> = lines.iter().map(file).collect();
    let records: Vec<Json> = lines.iter().map(record_set).collect();
    let description = json!({
        "@context": context(),
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": name,
        "description": "Annotated articles, written by Standpoint; README.md says what is in it.",
        "version": "1.0.0",
        "isLiveDataset": false,
        "distribution": files,
        "recordSet": records,
    });
    let mut out = Vec::new();
    write_json(&mut out, &description, Layout::Indented);
    out.push(b'\n');
    out
}

fn id(lines: &Lines) -> String {
    format!("{}-{}", lines.config.name, lines.part)
}

fn file(lines: &Lines) -> Json {
    let file = &lines.file;
    json!({
        "@type": "cr:FileObject", "@id": file.path, "name": file.path, "contentUrl": file.path,
        "encodingFormat": "application/jsonlines", "contentSize": format!("{} B", file.bytes.len()),
        "sha256": sha256_hex(&file.bytes),
    })
}

fn record_set(lines: &Lines) -> Json {
    let id = id(lines);
    let field = |(name, kind): &Field| {
        let data_type = match kind {
            Type::List(_) => return None,
            Type::Whole => "sc:Integer",
            Type::Flag => "sc:Boolean",
            Type::Day => "sc:Date",
            _ => "sc:Text",
        };
        Some(json!({
            "@type": "cr:Field", "@id": format!("{id}/{name}"), "name": name, "dataType": data_type,
            "source": {"fileObject": {"@id": lines.file.path}, "extract": {"column": name}},
        }))
    };
    json!({
        "@type": "cr:RecordSet", "@id": id, "name": id,
        "description": format!("Each record is {}.", lines.config.description),
        "field": lines.config.fields().filter_map(field).collect::<Vec<_>>(),
    })
}

/// The terms, as the specification lists them.
fn context() -> Json {
    let mut context = json!({
        "@language": "en",
        "@vocab": "https://schema.org/",
        "sc": "https://schema.org/",
        "cr": "http://mlcommons.org/croissant/",
        "rai": "http://mlcommons.org/croissant/RAI/",
        "dct": "http://purl.org/dc/terms/",
        "conformsTo": "dct:conformsTo",
        "data": {"@id": "cr:data", "@type": "@json"},
        "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
        "examples": {"@id": "cr:examples", "@type": "@json"},
    });
    for term in [
        "citeAs",
        "column",
        "extract",
        "field",
        "fileProperty",
        "fileObject",
        "fileSet",
        "format",
        "includes",
        "isLiveDataset",
        "jsonPath",
        "key",
        "md5",
        "parentField",
        "path",
        "recordSet",
        "references",
        "regex",
        "repeated",
        "replace",
        "separator",
        "source",
        "subField",
        "transform",
    ] {
        context[term] = format!("cr:{term}").into();
    }
    context
}
