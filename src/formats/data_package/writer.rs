//! Tables from a project, and the package that describes them.

use serde_json::{Map, Value as Json, json};

use super::columns::{
    ANNOTATORS, ARTICLE_STANCES, ARTICLES, Column, ENTITIES, LAYERS, MENTIONS, STANCES, TABLES,
    Table, Type,
};
use super::{Cells, OURS, PACKAGE};
use crate::formats::archive::File;
use crate::formats::csv;
use crate::formats::dataset::Names;
use crate::formats::digest::sha256_hex;
use crate::formats::rider::object;
use crate::formats::wire::{Layout, Named, Wire, write_json};
use crate::model::{
    Article, Attributes, EntityId, Holder, LayerId, Project, Provenance, Record, Segment, Stance,
    Target, TargetKind,
};
use crate::text::{Fragments, Text};

type Row = Map<String, Json>;

pub(super) fn write(project: &Project, cells: Cells) -> Vec<File> {
    let tables: Vec<File> = TABLES
        .iter()
        .map(|table| File::new(table.path(), csv_of(table, &rows(table, project), cells)))
        .collect();
    let mut package = Vec::new();
    write_json(&mut package, &described(project, &tables, cells), Layout::Indented);
    package.push(b'\n');
    [File::new(PACKAGE, package)].into_iter().chain(tables).collect()
}

fn csv_of(table: &Table, rows: &[Row], cells: Cells) -> Vec<u8> {
    let headings: Vec<String> = table.columns.iter().map(|(name, ..)| (*name).to_owned()).collect();
    let cell = |row: &Row, name: &str| cells.write(row.get(name).map_or_else(String::new, text_of));
    let line = |row: &Row| table.columns.iter().map(|(name, ..)| cell(row, name)).collect();
    let written = csv::write(&headings, &rows.iter().map(line).collect::<Vec<_>>());
    match cells {
        Cells::Plain => written,
        Cells::Defused => ["\u{feff}".as_bytes(), &written].concat(),
    }
}

fn text_of(value: &Json) -> String {
    match value {
        Json::Null => String::new(),
        Json::String(words) => words.clone(),
        Json::Array(items) if items.is_empty() => String::new(),
        Json::Object(fields) if fields.is_empty() => String::new(),
        other => other.to_string(),
    }
}

fn rows(table: &Table, project: &Project) -> Vec<Row> {
    match table.name {
        name if name == ANNOTATORS.name => {
            let annotators = project.annotators.iter();
            annotators.map(|(id, it)| row(json!({"id": id.as_str(), "name": it.name}))).collect()
        }
        name if name == ARTICLES.name => project.articles.values().map(|it| article(it)).collect(),
        name if name == LAYERS.name => layers(project),
        name if name == ENTITIES.name => entities(project),
        _ => records(table, project),
    }
}

fn row(value: Json) -> Row {
    match value {
        Json::Object(fields) => fields,
        _ => Row::new(),
    }
}

fn article(article: &Article) -> Row {
    let segments = article.segments.iter().map(|segment| of_segment(segment, &article.text));
    let mut row = object(&Wire(article), &["segments"]);
    row.insert("id".to_owned(), article.id.as_str().into());
    row.insert("segments".to_owned(), segments.collect());
    row
}

fn of_segment(segment: &Segment, text: &Text) -> Json {
    let [start, end] = [segment.span.start(), segment.span.end()].map(|at| text.code_point(at).0);
    json!({"kind": segment.kind.name(), "start": start, "end": end})
}

fn layers(project: &Project) -> Vec<Row> {
    let says = project.layers.iter().filter(|(_, layer)| {
        let is_bare = layer.records.is_empty() && layer.attributes.is_empty();
        !is_bare || layer.status != Default::default()
    });
    says.map(|(id, layer)| {
        row(json!({
            "article": id.article.as_str(), "annotator": id.annotator.as_str(),
            "status": layer.status.name(), "attributes": answers(&layer.attributes),
        }))
    })
    .collect()
}

fn entities(project: &Project) -> Vec<Row> {
    let entities = project.entities.iter();
    entities
        .map(|(id, entity)| {
            let mut row = object(&Wire(&**entity), &[]);
            row.insert("id".to_owned(), id.as_str().into());
            row
        })
        .collect()
}

fn records(table: &Table, project: &Project) -> Vec<Row> {
    let mut rows = Vec::new();
    for (id, layer) in &project.layers {
        let Some(article) = project.articles.get(&id.article) else { continue };
        let names = Names { project, article };
        for record in layer.records.values() {
            let mut row = match record {
                Record::Mention(it) if table.name == MENTIONS.name => {
                    let mut row = object(&names.mention(it), &[]);
                    put_pieces(&mut row, &names, Some(&it.fragments));
                    if !it.entity.as_ref().is_some_and(|id| project.entities.contains_key(id)) {
                        row.remove("entity");
                    }
                    row
                }
                Record::Stance(it) if table.name == STANCES.name => stance(&names, it),
                Record::DocumentStance(it) if table.name == ARTICLE_STANCES.name => {
                    let mut row = object(&names.document_stance(it), &[]);
                    put_target(&mut row, project, it.target.as_ref());
                    row
                }
                _ => continue,
            };
            if let Some(attributes) = record.attributes() {
                row.insert("attributes".to_owned(), answers(attributes));
            }
            put_place(&mut row, id, record.provenance());
            rows.push(row);
        }
    }
    rows
}

fn stance(names: &Names<'_>, stance: &Stance) -> Row {
    let project = names.project;
    let known = |holder: &Holder| match holder {
        Holder::Entity(id) => project.entities.contains_key(id),
        _ => true,
    };
    // A link to nothing would be a faulty one to every program that checks links.
    let mut stance = stance.clone();
    stance.holder = stance.holder.filter(known);
    stance.nested_source.retain(known);
    let mut row = object(&names.stance(&stance), &[]);
    let words = stance.expression.as_ref();
    if let Some(words) = words {
        let hull = object(&names.range(words.hull()), &[]);
        row.extend(hull);
    }
    put_pieces(&mut row, names, words);
    put_target(&mut row, project, stance.target.as_ref());
    row
}

/// The pieces of what is in several; one piece is told by its start, end and quote.
fn put_pieces(row: &mut Row, names: &Names<'_>, fragments: Option<&Fragments>) {
    let several = fragments.filter(|it| it.spans().len() > 1);
    row.insert("fragments".to_owned(), json!(names.ranges(several)));
}

fn put_target(row: &mut Row, project: &Project, target: Option<&Target>) {
    let is_known = |id: &EntityId| project.entities.contains_key(id);
    let is_there = target.is_some_and(|target| match &target.kind {
        TargetKind::Entity(id) => is_known(id),
        TargetKind::Issue(id) => project.codebook.issue(id).is_some(),
        TargetKind::Proposition(_) => true,
    });
    if !is_there {
        row.retain(|column, _| !column.starts_with("target"));
    }
}

fn put_place(row: &mut Row, layer: &LayerId, provenance: &Provenance) {
    let model = provenance.model.as_ref();
    row.extend(
        [
            ("article", layer.article.as_str().into()),
            ("annotator", layer.annotator.as_str().into()),
            ("decision", provenance.decision.map(Named::name).into()),
            ("model", model.map(|model| model.name.as_str()).into()),
            ("model_version", model.map(|model| model.version.as_str()).into()),
            ("score", provenance.extra.get("score").cloned().unwrap_or_default()),
            ("created", provenance.created.as_str().into()),
            ("updated", provenance.updated.as_str().into()),
        ]
        .map(|(column, cell): (&str, Json)| (column.to_owned(), cell)),
    );
}

fn answers(attributes: &Attributes) -> Json {
    object(&Wire(attributes), &[]).into()
}

fn described(project: &Project, tables: &[File], cells: Cells) -> Json {
    let resources = TABLES.iter().zip(tables).map(|(table, file)| {
        let fields = table.columns.iter().map(|column| field(table, column));
        let links = table.links.iter().map(|(column, to)| {
            json!({"fields": [column], "reference": {"resource": to, "fields": ["id"]}})
        });
        let hash = format!("sha256:{}", sha256_hex(&file.bytes));
        json!({
            "name": table.name, "title": table.title, "path": table.path(),
            "profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv",
            "encoding": "utf-8", "bytes": file.bytes.len(), "hash": hash,
            "dialect": {"delimiter": ",", "quoteChar": "\"", "doubleQuote": true,
                        "lineTerminator": "\n", "skipInitialSpace": false, "header": true},
            "schema": {"fields": fields.collect::<Vec<_>>(), "missingValues": [""],
                       "primaryKey": table.key, "foreignKeys": links.collect::<Vec<_>>()},
        })
    });
    json!({
        "profile": "tabular-data-package",
        "name": "standpoint",
        "title": project.name,
        "description": description(cells),
        OURS: {
            "cells": cells.name(),
            "project": {"id": project.id.as_str(), "name": project.name},
            "codebook": object(&Wire(&*project.codebook), &[]),
        },
        "resources": resources.collect::<Vec<_>>(),
    })
}

fn description(cells: Cells) -> String {
    let mut words = "Annotated articles, by Standpoint. Positions count Unicode code points of an \
                     article’s text from 0, an end is exclusive: what Python slices."
        .to_owned();
    if cells == Cells::Defused {
        words += " For spreadsheets: an apostrophe stands before each cell that would be taken for a \
                  formula, and does not belong to it.";
    }
    words
}

fn field(table: &Table, (name, kind, description): &Column) -> Json {
    let mut field = json!({"name": name, "type": kind.name(), "description": description});
    let is_key = table.key.contains(name);
    let is_position = *kind == Type::Integer;
    if is_key {
        field["constraints"] = json!({"required": true});
    } else if is_position {
        field["constraints"] = json!({"minimum": 0});
    }
    field
}
