//! Attributes of the codebook, and the values that records have for them.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::codebook::{items, named, names, wires};
use super::fields::unknown_name;
use super::{Cursor, Fields, Object, Problem, Value, Wire, kind_of};
use crate::model::{Attribute, AttributeChoice, AttributeKind, AttributeValue, Attributes};

impl Serialize for Wire<'_, Attribute> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let attribute = self.0;
        let mut object = Object::begin(serializer)?;
        object.put("id", attribute.id.as_str())?;
        object.put("label", &attribute.label)?;
        object.put("kind", kind(&attribute.kind))?;
        object.put_list("choices", &wires(attribute.choices()))?;
        object.put("on", &names(&attribute.on))?;
        object.put_flag("required", attribute.required)?;
        object.put_words("guideline", &attribute.guideline)?;
        object.end_with(&attribute.extra)
    }
}

impl Serialize for Wire<'_, AttributeChoice> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::begin(serializer)?;
        object.put("id", self.0.id.as_str())?;
        object.put("label", &self.0.label)?;
        object.put_words("guideline", &self.0.guideline)?;
        object.end_with(&self.0.extra)
    }
}

impl Serialize for Wire<'_, AttributeValue> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            AttributeValue::Words(words) => words.serialize(serializer),
            AttributeValue::Number(number) => number.serialize(serializer),
        }
    }
}

/// The field of a record's or layer's values, left out where there are none.
pub(crate) fn write_attributes<M: SerializeMap>(
    object: &mut Object<M>,
    attributes: &Attributes,
) -> Result<(), M::Error> {
    if attributes.is_empty() { Ok(()) } else { object.put("attributes", &Wire(attributes)) }
}

impl Serialize for Wire<'_, Attributes> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(id, value)| (id.as_str(), Wire(value))))
    }
}

/// The attribute at the cursor.
pub(super) fn attribute(cursor: &mut Cursor, value: &Value<'_>) -> Result<Attribute, Problem> {
    let mut fields = Fields::of(cursor, value)?;
    let id = fields.string(cursor, "id")?.into();
    let label = fields.string(cursor, "label")?.to_owned();
    let required = fields.flag(cursor, "required")?;
    let guideline = fields.words(cursor, "guideline")?;
    let kind = match fields.string(cursor, "kind")? {
        "choice" => AttributeKind::Choice(items(cursor, &mut fields, "choices", choice)),
        "number" => AttributeKind::Number,
        "text" => AttributeKind::Text,
        other => {
            let message = unknown_name(&["choice", "number", "text"], other);
            return Err(cursor.problem_at("kind", message));
        }
    };
    Ok(Attribute {
        id,
        label,
        kind,
        on: items(cursor, &mut fields, "on", named),
        required,
        guideline,
        extra: fields.extra(),
    })
}

fn choice(cursor: &mut Cursor, value: &Value<'_>) -> Result<AttributeChoice, Problem> {
    let mut fields = Fields::of(cursor, value)?;
    Ok(AttributeChoice {
        id: fields.string(cursor, "id")?.into(),
        label: fields.string(cursor, "label")?.to_owned(),
        guideline: fields.words(cursor, "guideline")?,
        extra: fields.extra(),
    })
}

/// The values of the record or layer whose fields these are. Faulty ones are set apart one by one.
pub(crate) fn attributes(cursor: &mut Cursor, fields: &mut Fields<'_>) -> Attributes {
    let entries = fields.entries(cursor, "attributes");
    let entries = fields.forgive(cursor, "attributes", entries);
    let mut attributes = Attributes::new();
    cursor.within("attributes", |cursor| {
        for (id, raw) in entries.into_iter().flatten() {
            cursor.within(id, |cursor| {
                let read = value(cursor, raw);
                if let Some(value) = cursor.accept(read, raw) {
                    attributes.insert(id.as_ref().into(), value);
                }
            });
        }
    });
    attributes
}

/// The attribute's value at the cursor.
pub(crate) fn value(cursor: &Cursor, value: &Value<'_>) -> Result<AttributeValue, Problem> {
    Ok(match value {
        Value::String(words) => AttributeValue::Words(words.clone().into_owned()),
        Value::Whole(number) => AttributeValue::Number((*number).into()),
        Value::Number(number) => AttributeValue::Number(number.clone()),
        other => {
            let found = kind_of(other);
            return Err(cursor.problem(format!("expected a string or a number, found {found}")));
        }
    })
}

fn kind(kind: &AttributeKind) -> &'static str {
    match kind {
        AttributeKind::Choice(_) => "choice",
        AttributeKind::Number => "number",
        AttributeKind::Text => "text",
    }
}
