//! Layers and the three kinds of records in them.

use std::rc::Rc;

use serde::{Serialize, Serializer};

use super::attribute::attributes;
use super::stance::{document_stance, mention, stance};
use super::{Cursor, Fields, In, Named, Object, Problem, Value, Wire, write_attributes};
use crate::model::{Layer, Record, RecordId};
use crate::text::Text;

/// The kinds of records.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RecordKind {
    Mention,
    Stance,
    DocumentStance,
}

impl RecordKind {
    const ALL: [Self; 3] = [Self::Mention, Self::Stance, Self::DocumentStance];

    /// The kind of a record.
    pub(crate) fn of(record: &Record) -> Self {
        match record {
            Record::Mention(_) => Self::Mention,
            Record::Stance(_) => Self::Stance,
            Record::DocumentStance(_) => Self::DocumentStance,
        }
    }

    /// The layer's field that holds records of this kind.
    pub(crate) fn plural(self) -> &'static str {
        match self {
            Self::Mention => "mentions",
            Self::Stance => "stances",
            Self::DocumentStance => "document_stances",
        }
    }
}

impl Named for RecordKind {
    const NAMES: &'static [&'static str] = &["mention", "stance", "document_stance"];

    fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl Serialize for In<'_, Record> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Record::Mention(mention) => In(&**mention, self.1).serialize(serializer),
            Record::Stance(stance) => In(&**stance, self.1).serialize(serializer),
            Record::DocumentStance(stance) => Wire(&**stance).serialize(serializer),
        }
    }
}

impl Serialize for In<'_, Layer> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(layer, text) = *self;
        let mut object = Object::begin(serializer)?;
        object.put("status", &Wire(&layer.status))?;
        write_attributes(&mut object, &layer.attributes)?;
        for kind in RecordKind::ALL {
            object.put(kind.plural(), &RecordsOf { layer, kind, text })?;
        }
        object.end_with(&layer.extra)
    }
}

struct RecordsOf<'a> {
    layer: &'a Layer,
    kind: RecordKind,
    text: &'a Text,
}

impl Serialize for RecordsOf<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let records = self.layer.records.iter();
        let of_kind = records.filter(|(_, record)| RecordKind::of(record) == self.kind);
        serializer.collect_map(of_kind.map(|(id, record)| (id.as_str(), In(record, self.text))))
    }
}

/// The layer at the cursor. Faulty records are set apart one by one.
pub(crate) fn layer(cursor: &mut Cursor, value: &Value<'_>, text: &Text) -> Result<Layer, Problem> {
    let mut fields = Fields::of(cursor, value)?;
    let status = fields.choice(cursor, "status");
    let mut layer = Layer {
        status: fields.forgive(cursor, "status", status).unwrap_or_default(),
        attributes: attributes(cursor, &mut fields),
        ..Layer::default()
    };
    for kind in RecordKind::ALL {
        let entries = fields.entries(cursor, kind.plural());
        let entries = fields.forgive(cursor, kind.plural(), entries);
        cursor.within(kind.plural(), |cursor| {
            for (id, value) in entries.into_iter().flatten() {
                cursor.within(id, |cursor| put_record(cursor, &mut layer, kind, id, value, text));
            }
        });
    }
    layer.extra = fields.extra();
    Ok(layer)
}

fn put_record(
    cursor: &mut Cursor,
    layer: &mut Layer,
    kind: RecordKind,
    id: &str,
    value: &Value<'_>,
    text: &Text,
) {
    let id = RecordId::from(id);
    let read = if layer.records.contains_key(&id) {
        Err(cursor.problem("expected an id that no other record of the layer has"))
    } else {
        record(cursor, kind, id, value, text)
    };
    if let Some(record) = cursor.accept(read, value) {
        layer.insert(record);
    }
}

/// The record at the cursor.
pub(crate) fn record(
    cursor: &mut Cursor,
    kind: RecordKind,
    id: RecordId,
    value: &Value<'_>,
    text: &Text,
) -> Result<Record, Problem> {
    Ok(match kind {
        RecordKind::Mention => Record::Mention(Rc::new(mention(cursor, id, value, text)?)),
        RecordKind::Stance => Record::Stance(Rc::new(stance(cursor, id, value, text)?)),
        RecordKind::DocumentStance => {
            Record::DocumentStance(Rc::new(document_stance(cursor, id, value)?))
        }
    })
}
