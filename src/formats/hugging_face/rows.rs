//! The lines: what each says, in the order of its fields.

use serde_json::{Map, Value as Json, json};

use super::features::{Config, Field, Type};
use crate::formats::dataset::Names;
use crate::formats::examples::PASSAGE;
use crate::formats::names;
use crate::formats::rider::object;
use crate::formats::wire::{DetailsOf, Named};
use crate::model::{AnnotatorId, Article, Attributes, Layer, Project, Provenance, Record};

type Row = Map<String, Json>;

pub(super) fn rows(config: &Config, project: &Project) -> Vec<Row> {
    let mut rows = Vec::new();
    for article in project.articles.values() {
        let names = Names { project, article };
        let before = rows.len();
        for (annotator, layer) in project.layers_of(&article.id) {
            let records = layer.records.values();
            match config.name {
                "articles" => rows.push(example(&names, Some(annotator), layer)),
                "mentions" => rows.extend(
                    records
                        .filter(|record| matches!(record, Record::Mention(_)))
                        .map(|record| with_place(of_record(&names, record), &names, annotator)),
                ),
                _ => rows.extend(records.filter(|record| matches!(record, Record::Stance(_))).map(
                    |record| {
                        let mut row = with_place(of_record(&names, record), &names, annotator);
                        row.insert("text".to_owned(), article.text.as_str().into());
                        row
                    },
                )),
            }
        }
        if config.name == "articles" && rows.len() == before {
            rows.push(example(&names, None, &Layer::default()));
        }
    }
    rows
}

/// A line for each row, all with the same fields.
pub(super) fn written(config: &Config, rows: &[Row]) -> Vec<u8> {
    let fields: Vec<Field> = config.fields().copied().collect();
    let mut out = String::new();
    for row in rows {
        put(&mut out, &fields, row);
        out.push('\n');
    }
    out.into_bytes()
}

fn put(out: &mut String, fields: &[Field], row: &Row) {
    for (at, (name, kind)) in fields.iter().enumerate() {
        *out += if at == 0 { "{" } else { "," };
        *out += &format!("\"{name}\":");
        let value = row.get(*name).unwrap_or(&Json::Null);
        let (Type::List(fields), items) = (kind, value.as_array()) else {
            *out += &value.to_string();
            continue;
        };
        out.push('[');
        let items = items.into_iter().flatten().filter_map(Json::as_object);
        for (at, item) in items.enumerate() {
            *out += if at == 0 { "" } else { "," };
            put(out, fields, item);
        }
        out.push(']');
    }
    out.push('}');
}

fn example(names: &Names<'_>, annotator: Option<&AnnotatorId>, layer: &Layer) -> Row {
    let Names { project, article } = *names;
    let mut row = object(&DetailsOf(&article.details), &[]);
    let passage = article.extra.get(PASSAGE);
    let number = |value: Option<&Json>| value.and_then(Json::as_u64);
    let own = |at: usize| number(passage.and_then(|it| it.get("example")?.get(at)));
    let end = article.text.code_point(article.text.end()).0;
    let (mut mentions, mut stances, mut of_article) = (Vec::new(), Vec::new(), Vec::new());
    for record in layer.records.values() {
        let list = match record {
            Record::Mention(_) => &mut mentions,
            Record::Stance(_) => &mut stances,
            Record::DocumentStance(_) => &mut of_article,
        };
        list.push(Json::from(of_record(names, record)));
    }
    row.extend(fields(json!({
        "id": article.id.as_str(), "article": origin(article),
        "offset": number(passage.and_then(|it| it.get("start"))).unwrap_or_default(),
        "example_start": own(0).unwrap_or_default(), "example_end": own(1).unwrap_or(end.into()),
        "sha256": article.sha256, "text": article.text.as_str(),
        "annotator": annotator.map(AnnotatorId::as_str),
        "annotator_name": annotator.map(|id| names::annotator(project, id)),
        "status": layer.status.name(), "attributes": answers(&layer.attributes),
        "mentions": mentions, "stances": stances, "document_stances": of_article,
    })));
    row
}

fn fields(value: Json) -> Row {
    if let Json::Object(fields) = value { fields } else { Row::new() }
}

/// The article that an example was cut out of.
fn origin(article: &Article) -> &str {
    let passage = article.extra.get(PASSAGE).and_then(|it| it.get("article"));
    passage.and_then(Json::as_str).unwrap_or(article.id.as_str())
}

fn with_place(mut row: Row, names: &Names<'_>, annotator: &AnnotatorId) -> Row {
    let article = names.article;
    let mut details = object(&DetailsOf(&article.details), &["byline", "url", "language"]);
    row.append(&mut details);
    row.insert("example".to_owned(), article.id.as_str().into());
    row.insert("article".to_owned(), origin(article).into());
    row.insert("annotator".to_owned(), annotator.as_str().into());
    row
}

fn of_record(names: &Names<'_>, record: &Record) -> Row {
    let mut row = match record {
        Record::Mention(mention) => object(&names.mention(mention), &[]),
        Record::Stance(stance) => {
            let mut row = object(&names.stance(stance), &[]);
            if let Some(words) = &stance.expression {
                row.extend(object(&names.range(words.hull()), &[]));
            }
            row
        }
        Record::DocumentStance(stance) => object(&names.document_stance(stance), &[]),
    };
    if let Some(attributes) = record.attributes() {
        row.insert("attributes".to_owned(), answers(attributes));
    }
    let Provenance { decision, model, .. } = record.provenance();
    row.insert("decision".to_owned(), decision.map(Named::name).into());
    let model = model.as_ref().map(|it| format!("{} {}", it.name, it.version).trim().to_owned());
    row.insert("model".to_owned(), model.into());
    row
}

/// Answers as a list, as their values are of several types.
fn answers(attributes: &Attributes) -> Json {
    let answers = attributes.iter();
    answers.map(|(id, value)| json!({"attribute": id.as_str(), "value": value.text()})).collect()
}
