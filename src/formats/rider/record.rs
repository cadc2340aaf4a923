//! Records: of each all but what the format says itself.

use serde_json::{Map, Value as Json, json};

use super::object;
use crate::formats::import::{Gathering, nowhere};
use crate::formats::reading::Place;
use crate::formats::wire::{self, Cursor, Fields, In, Named, RecordKind, Value, Wire};
use crate::model::{
    Attributes, DocumentStance, EntityId, Extra, LayerId, Mention, Polarity, Provenance, Record,
    Stance,
};
use crate::text::Text;

/// What tells a stance without words from one of the whole article.
const STANCE: &str = "stance";

/// The fields that formats add to what is carried of a record.
const OWN: [&str; 6] = ["id", "annotator", "record", "ranges", "pieces", "guid"];

/// What is carried of a record. Where its words stand, its type or polarity and its note are the
/// format's own to say; cue and evidence ride along in code points, with their quotes.
pub(in crate::formats) fn record(
    layer: &LayerId,
    record: &Record,
    text: &Text,
) -> Map<String, Json> {
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
pub(in crate::formats) fn is_stance(carried: Option<&Value<'_>>) -> bool {
    carried.and_then(|carried| carried.get("record")).and_then(Value::as_str) == Some(STANCE)
}

/// What a format's own fields say of a record.
#[derive(Clone, Debug)]
pub(in crate::formats) enum Says {
    /// A mention of that type.
    Mention(String),
    /// A stance of that polarity.
    Stance(Polarity),
    /// A stance of the whole article.
    DocumentStance(Polarity),
}

/// A record of what the file says and what was carried of it; its places are not known yet.
pub(in crate::formats) fn read_record(
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
            let Rest { entity, attributes, extra, .. } = rest(&mut cursor, carried, &OWN);
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

/// What was carried of a mention besides where it stands and its type.
#[derive(Default)]
pub(in crate::formats) struct Rest {
    pub(in crate::formats) entity: Option<EntityId>,
    pub(in crate::formats) note: String,
    pub(in crate::formats) attributes: Attributes,
    pub(in crate::formats) provenance: Option<Provenance>,
    pub(in crate::formats) extra: Extra,
}

/// Reads that; `own` are fields that the format has added.
pub(in crate::formats) fn rest(
    cursor: &mut Cursor,
    carried: Option<&Value<'_>>,
    own: &[&'static str],
) -> Rest {
    let Some(mut fields) = carried.and_then(|it| Fields::of(cursor, it).ok()) else {
        return Rest::default();
    };
    for known in own {
        fields.get(known);
    }
    let provenance = fields.get("provenance").map(|it| wire::provenance(cursor, it));
    Rest {
        entity: fields.string_if_any(cursor, "entity").ok().flatten().map(EntityId::from),
        note: fields.words(cursor, "note").unwrap_or_default(),
        attributes: wire::attributes(cursor, &mut fields),
        provenance: provenance.and_then(Result::ok),
        extra: fields.extra(),
    }
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
