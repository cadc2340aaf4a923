//! Parses JSON without losing fields that stand twice.

use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::Problem;
use super::cursor::push_segment;
use crate::model::Orphan;

/// A parsed file.
pub(crate) struct Parsed {
    /// The file, with the first of each field that stands twice.
    pub(crate) value: Value,
    /// The others.
    pub(crate) repeated: Vec<Orphan>,
}

/// Parses one JSON value with nothing but white space behind it.
pub(crate) fn parse(json: &[u8]) -> Result<Parsed, serde_json::Error> {
    let mut seen = Seen::default();
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let value = Tree(&mut seen).deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(Parsed { value, repeated: seen.repeated })
}

impl Parsed {
    /// What to report of the fields that stand twice.
    pub(crate) fn problems(&self) -> impl Iterator<Item = Problem> {
        self.repeated
            .iter()
            .map(|orphan| Problem { path: orphan.path.clone(), message: orphan.reason.clone() })
    }
}

#[derive(Default)]
struct Seen {
    path: String,
    repeated: Vec<Orphan>,
}

struct Tree<'a>(&'a mut Seen);

impl<'de> DeserializeSeed<'de> for Tree<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(flag.into())
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_f64<E>(self, number: f64) -> Result<Value, E> {
        Ok(number.into())
    }

    fn visit_str<E>(self, string: &str) -> Result<Value, E> {
        Ok(string.into())
    }

    fn visit_string<E>(self, string: String) -> Result<Value, E> {
        Ok(string.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        let outside = self.0.path.len();
        loop {
            push_segment(&mut self.0.path, list.len());
            let item = items.next_element_seed(Tree(self.0))?;
            self.0.path.truncate(outside);
            match item {
                Some(item) => list.push(item),
                None => return Ok(list.into()),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        let outside = self.0.path.len();
        while let Some(key) = entries.next_key::<String>()? {
            push_segment(&mut self.0.path, &key);
            let value = entries.next_value_seed(Tree(self.0))?;
            if object.contains_key(&key) {
                self.0.repeated.push(Orphan {
                    path: self.0.path.clone(),
                    reason: "expected this field once, found it again".to_owned(),
                    record: value,
                });
            } else {
                object.insert(key, value);
            }
            self.0.path.truncate(outside);
        }
        Ok(object.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_two_fields_stays_and_the_second_is_kept() {
        let parsed = parse(br#"{"a": [{"b": 1, "b": 2}], "c/d": 0, "c/d": 3}"#).unwrap();
        assert_eq!(parsed.value, serde_json::json!({"a": [{"b": 1}], "c/d": 0}));
        let kept: Vec<(&str, &Value)> =
            parsed.repeated.iter().map(|o| (o.path.as_str(), &o.record)).collect();
        assert_eq!(kept, [("/a/0/b", &2.into()), ("/c~1d", &3.into())]);
    }

    #[test]
    fn nesting_without_end_is_refused() {
        assert!(parse("[".repeat(100_000).as_bytes()).is_err());
    }
}
