//! A JSON document's first level, kept as far as it could be read.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Error, Map, Value};

use super::records;
use super::report::{Place, Role};

/// What a document is at its first level.
pub(super) enum Document {
    /// The elements of a list.
    List(Vec<Value>),
    /// The fields of an object; those that are lists are apart.
    Object(Fields),
    /// Anything else.
    Scalar(Value),
}

/// The fields of an object.
#[derive(Default)]
pub(super) struct Fields {
    values: Map<String, Value>,
    lists: Vec<(String, Vec<Value>)>,
}

impl Document {
    /// Reads a document. After an error it holds what stood before it.
    pub(super) fn parse(text: &str) -> (Self, Option<Error>) {
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let (document, end) = match text.trim_start().as_bytes().first() {
            Some(b'[') => {
                let mut list = Vec::new();
                let end = ListSeed(&mut list).deserialize(&mut deserializer).map(drop);
                (Self::List(list), end)
            }
            Some(b'{') => {
                let mut fields = Fields::default();
                let end = deserializer.deserialize_map(FieldsVisitor(&mut fields));
                (Self::Object(fields), end)
            }
            _ => match Value::deserialize(&mut deserializer) {
                Ok(value) => (Self::Scalar(value), Ok(())),
                Err(error) => (Self::Scalar(Value::Null), Err(error)),
            },
        };
        (document, end.and_then(|()| deserializer.end()).err())
    }

    /// The field that names one of the program's own formats.
    pub(super) fn format(&self) -> Option<&str> {
        let Self::Object(fields) = self else { return None };
        fields.values.get("format")?.as_str()
    }

    /// The records with their places, or what was found instead.
    pub(super) fn records(self) -> Result<Vec<(Place, Value)>, &'static str> {
        match self {
            Self::List(list) if list.is_empty() => Err("an empty list"),
            Self::List(list) => Ok(numbered("", list)),
            Self::Object(fields) => fields.records(),
            Self::Scalar(scalar) => Err(shape(&scalar)),
        }
    }
}

impl Fields {
    /// The object itself if it has a text, else the elements of the list with the most objects,
    /// else the object itself.
    fn records(mut self) -> Result<Vec<(Place, Value)>, &'static str> {
        let list_names = self.lists.iter().map(|(name, _)| name);
        let names: Vec<String> = self.values.keys().chain(list_names).cloned().collect();
        if names.is_empty() {
            return Err("an empty object");
        }
        let has_text = records::guess_columns(&names).get(&Role::Text).is_some_and(|name| {
            let list = self.lists.iter().find(|(it, _)| it == name);
            list.is_none_or(|(_, list)| list.iter().all(Value::is_string))
        });
        let objects = |list: &[Value]| list.iter().filter(|value| value.is_object()).count();
        let longest = self.lists.iter().enumerate().max_by_key(|(_, (_, list))| objects(list));
        if let Some((at, (_, list))) = longest
            && objects(list) > 0
            && !has_text
        {
            let (name, list) = self.lists.swap_remove(at);
            let name = name.replace('~', "~0").replace('/', "~1");
            return Ok(numbered(&format!("/{name}"), list));
        }
        self.values.extend(self.lists.into_iter().map(|(name, list)| (name, Value::Array(list))));
        Ok(vec![(Place::File, Value::Object(self.values))])
    }
}

/// What a value is, for a message.
pub(super) fn shape(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn numbered(pointer: &str, values: Vec<Value>) -> Vec<(Place, Value)> {
    let place = |at| Place::Pointer(format!("{pointer}/{at}"));
    values.into_iter().enumerate().map(|(at, value)| (place(at), value)).collect()
}

struct FieldsVisitor<'a>(&'a mut Fields);

impl<'de> Visitor<'de> for FieldsVisitor<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        while let Some(name) = fields.next_key::<String>()? {
            let mut list = Vec::new();
            let value = fields.next_value_seed(ListSeed(&mut list));
            match value {
                Ok(Some(value)) => drop(self.0.values.insert(name, value)),
                Ok(None) => self.0.lists.push((name, list)),
                Err(error) => {
                    self.0.lists.extend((!list.is_empty()).then_some((name, list)));
                    return Err(error);
                }
            }
        }
        Ok(())
    }
}

/// Takes a list element by element, so that those before an error remain; gives any other value.
struct ListSeed<'a>(&'a mut Vec<Value>);

impl<'de> DeserializeSeed<'de> for ListSeed<'_> {
    type Value = Option<Value>;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Option<Value>, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for ListSeed<'_> {
    type Value = Option<Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut elements: A) -> Result<Option<Value>, A::Error> {
        while let Some(element) = elements.next_element()? {
            self.0.push(element);
        }
        Ok(None)
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<Option<Value>, A::Error> {
        Value::deserialize(MapAccessDeserializer::new(fields)).map(Some)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Option<Value>, E> {
        Ok(Some(value.into()))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Option<Value>, E> {
        Ok(Some(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Option<Value>, E> {
        Ok(Some(value.into()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Option<Value>, E> {
        Ok(Some(value.into()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Option<Value>, E> {
        Ok(Some(value.into()))
    }

    fn visit_unit<E>(self) -> Result<Option<Value>, E> {
        Ok(Some(Value::Null))
    }
}
