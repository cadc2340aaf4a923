//! What a format has no place for, as JSON that rides along with its files: all of an article but its
//! text, and of a record all but what the format says itself.

use serde_json::{Map, Value as Json, json};

use super::import::{Gathering, nowhere};
use super::reading::Place;
use super::rider::{self, object};
use super::wire::{self, Cursor, Fields, In, Named, RecordKind, Value, Wire};
use crate::model::{
    Article, ArticleId, Details, DocumentStance, Extra, LayerId, Mention, Polarity, Project,
    Record, Stance, Status,
};
use crate::text::Text;

/// What tells a stance without words from one of the whole article.
const STANCE: &str = "stance";

/// The fields that formats add to what is carried of a record.
const OWN: [&str; 6] = ["id", "annotator", "record", "ranges", "pieces", "guid"];

/// What is carried of an article, of who worked on it, and of what its records name.
pub(super) fn article(project: &Project, article: &Article) -> Map<String, Json> {
    let layers = || project.layers_of(&article.id);
    let records = layers().flat_map(|(_, layer)| layer.records.values());
    let mut carried = rider::write_named(project, records);
    let layers = layers().map(|(annotator, layer)| {
        let id = LayerId { article: article.id.clone(), annotator: annotator.clone() };
        Json::Object(rider::write_layer(project, &id, layer, true))
    });
    carried.insert("layers".to_owned(), layers.collect());
    carried.insert("article".to_owned(), rider::write_article(article, &["text"]).into());
    carried
}

/// What is carried of a record. Where its words stand, its type or polarity and its note are the
/// format's own to say; cue and evidence ride along in code points, with their quotes.
pub(super) fn record(layer: &LayerId, record: &Record, text: &Text) -> Map<String, Json> {
    let own = ["fragments", "expression", "type", "polarity", "note"];
    let mut carried = object(&In(record, text), &own);
    carried.insert("id".to_owned(), record.id().as_str().into());
    if let Record::Stance(_) = record {
        carried.insert("record".to_owned(), STANCE.into());
    }
    carried.insert("annotator".to_owned(), layer.annotator.as_str().into());
    carried
}

/// Whether a stance without words was carried, not one of the whole article.
pub(super) fn is_stance(carried: Option<&Value<'_>>) -> bool {
    carried.and_then(|carried| carried.get("record")).and_then(Value::as_str) == Some(STANCE)
}

/// Takes an article in: as it was carried, or else under that id with those details.
pub(super) fn read_article(
    gathering: &mut Gathering,
    carried: Option<&Value<'_>>,
    (id, raw): (Option<&str>, &str),
    details: Details,
    place: &Place,
) -> ArticleId {
    let own = match carried.and_then(|carried| carried.get("article")) {
        Some(Value::Object(fields)) => {
            let read = rider::own_article(raw, fields, &[], place, gathering);
            if read.is_none() {
                let message = "expected the text that the file was made from, found another: what \
                               was carried of the article was left out";
                gathering.problem(place.clone(), message);
            }
            read
        }
        _ => None,
    };
    let id = own.unwrap_or_else(|| gathering.article(id, raw, details));
    let Some(carried) = carried else { return id };
    rider::read_named(carried, place, gathering);
    if let Some(Value::Array(layers)) = carried.get("layers") {
        for value in layers {
            if let Some(annotator) = rider::read_annotator(Some(value), gathering) {
                let layer = LayerId { article: id.clone(), annotator };
                rider::read_layer(Some(value), Status::default(), &layer, gathering);
            }
        }
    }
    id
}

/// What a format's own fields say of a record.
#[derive(Clone, Debug)]
pub(super) enum Says {
    /// A mention of that type.
    Mention(String),
    /// A stance of that polarity.
    Stance(Polarity),
    /// A stance of the whole article.
    DocumentStance(Polarity),
}

/// A record of what the file says and what was carried of it; its places are not known yet.
pub(super) fn read_record(
    gathering: &mut Gathering,
    carried: Option<&Value<'_>>,
    layer: &LayerId,
    says: Says,
    note: String,
    place: &Place,
) -> Record {
    let own_id = carried.and_then(|carried| carried.get("id")).and_then(Value::as_str);
    let id = gathering.record_id(own_id);
    let mut cursor = Cursor::default();
    let own = carried.and_then(|it| it.get("provenance"));
    let own = own.and_then(|value| wire::provenance(&mut cursor, value).ok());
    let provenance = own.unwrap_or_else(|| gathering.provenance(&layer.annotator));
    let (kind, polarity) = match says {
        Says::Mention(label) => {
            let (mut entity, mut attributes, mut extra) = (None, Default::default(), Extra::new());
            if let Some(mut fields) = carried.and_then(|it| Fields::of(&cursor, it).ok()) {
                entity = fields.string_if_any(&cursor, "entity").ok().flatten().map(Into::into);
                attributes = wire::attributes(&mut cursor, &mut fields);
                for known in OWN.iter().chain(&["note", "provenance"]) {
                    fields.get(known);
                }
                extra = fields.extra();
            }
            let entity_type = gathering.entity_type(&label);
            let fragments = nowhere();
            let mention =
                Mention { id, fragments, entity_type, entity, note, attributes, provenance, extra };
            return Record::Mention(mention.into());
        }
        Says::Stance(polarity) => (RecordKind::Stance, polarity),
        Says::DocumentStance(polarity) => (RecordKind::DocumentStance, polarity),
    };
    let mut bare = Stance::bare(id.clone(), polarity, provenance.clone());
    let text = gathering.project().articles.get(&layer.article).map(|it| it.text.clone());
    if let (Some(Value::Object(fields)), Some(text)) = (carried, text) {
        let mut fields = fields.clone();
        for own in OWN {
            fields.remove(&std::borrow::Cow::Borrowed(own));
        }
        fields.insert("polarity".into(), Value::String(polarity.name().into()));
        fields.insert("note".into(), Value::String(note.as_str().into()));
        let provenance = json_of(&json!(object(&Wire(&provenance), &[])));
        fields.insert("provenance".into(), provenance);
        match wire::record(&mut cursor, kind, id.clone(), &Value::Object(fields), &text) {
            Ok(record) => return record,
            Err(problem) => gathering.problem(
                place.clone(),
                format!("{problem}: what was carried of the stance was left out"),
            ),
        }
    }
    bare.note.clone_from(&note);
    if kind == RecordKind::Stance {
        return Record::Stance(bare.into());
    }
    let extra = Extra::new();
    let stance = DocumentStance { id, target: None, polarity, note, provenance, extra };
    Record::DocumentStance(stance.into())
}

/// JSON as the readers take it.
fn json_of(json: &Json) -> Value<'static> {
    match json {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Bool(*flag),
        Json::Number(number) => Value::Number(number.clone()),
        Json::String(words) => Value::String(words.clone().into()),
        Json::Array(items) => Value::Array(items.iter().map(json_of).collect()),
        Json::Object(fields) => {
            let mut map = wire::Map::new();
            for (key, value) in fields {
                map.insert(key.clone().into(), json_of(value));
            }
            Value::Object(map)
        }
    }
}
