//! Parses JSON without losing fields that stand twice.

use std::borrow::Cow;
use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};

use super::cursor::Segment;
use super::{Map, Problem, Value};
use crate::model::Orphan;

/// A parsed file.
pub(crate) struct Parsed<'a> {
    /// The file, with the first of each field that stands twice.
    pub(crate) value: Value<'a>,
    /// The others.
    pub(crate) repeated: Vec<Orphan>,
}

/// Parses one JSON value with nothing but white space behind it.
pub(crate) fn parse(json: &[u8]) -> Result<Parsed<'_>, serde_json::Error> {
    let mut repeated = Vec::new();
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    let value = Tree(&mut repeated).deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(Parsed { value, repeated })
}

impl Parsed<'_> {
    /// What to report of the fields that stand twice.
    pub(crate) fn problems(&self) -> impl Iterator<Item = Problem> {
        self.repeated
            .iter()
            .map(|orphan| Problem { path: orphan.path.clone(), message: orphan.reason.clone() })
    }
}

/// What `serde_json` calls the only field of a number that is not whole, or too large.
const NUMBER: &str = "$serde_json::private::Number";

/// Parses a value. What stands twice below it is laid on the list, with its path from here.
pub(super) struct Tree<'a>(pub(super) &'a mut Vec<Orphan>);

impl Tree<'_> {
    /// Makes paths from a child paths from here.
    fn lift(&mut self, from: usize, segment: Segment<'_>) {
        for orphan in &mut self.0[from..] {
            let mut path = String::new();
            segment.push_to(&mut path);
            orphan.path.insert_str(0, &path);
        }
    }
}

impl<'de> DeserializeSeed<'de> for Tree<'_> {
    type Value = Value<'de>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value<'de>, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Tree<'_> {
    type Value = Value<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value<'de>, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value<'de>, E> {
        Ok(Value::Bool(flag))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Value<'de>, E> {
        let whole = u32::try_from(number).map(Value::Whole);
        Ok(whole.unwrap_or_else(|_| Value::Number(number.into())))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Value<'de>, E> {
        Ok(Value::Number(number.into()))
    }

    fn visit_str<E>(self, string: &str) -> Result<Value<'de>, E> {
        Ok(Value::String(Cow::Owned(string.to_owned())))
    }

    fn visit_borrowed_str<E>(self, string: &'de str) -> Result<Value<'de>, E> {
        Ok(Value::String(Cow::Borrowed(string)))
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<Value<'de>, A::Error> {
        let mut list = Vec::new();
        loop {
            let before = self.0.len();
            let Some(item) = items.next_element_seed(Tree(self.0))? else {
                list.shrink_to_fit();
                return Ok(Value::Array(list));
            };
            self.lift(before, Segment::Index(list.len()));
            list.push(item);
        }
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut entries: A) -> Result<Value<'de>, A::Error> {
        let mut object = Map::new();
        while let Some(key) = entries.next_key_seed(Tree(self.0))? {
            let Value::String(key) = key else { return Err(A::Error::custom("no name")) };
            let before = self.0.len();
            let value = entries.next_value_seed(Tree(self.0))?;
            if key == NUMBER {
                let number = value.as_str().and_then(|digits| digits.parse().ok());
                return number.map(Value::Number).ok_or_else(|| A::Error::custom("no number"));
            }
            if object.contains_key(&key) {
                let reason = "expected this field once, found it again".to_owned();
                self.0.push(Orphan { path: String::new(), reason, record: value.to_json() });
                self.lift(before, Segment::Key(&key));
            } else {
                self.lift(before, Segment::Key(&key));
                object.insert(key, value);
            }
        }
        Ok(Value::Object(object))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_of_two_fields_stays_and_the_second_is_kept() {
        let parsed = parse(br#"{"a": [{"b": 1, "b": 2}], "c/d": 0, "c/d": 3}"#).unwrap();
        assert_eq!(parsed.value.to_json(), serde_json::json!({"a": [{"b": 1}], "c/d": 0}));
        let kept: Vec<(&str, &serde_json::Value)> =
            parsed.repeated.iter().map(|o| (o.path.as_str(), &o.record)).collect();
        assert_eq!(kept, [("/a/0/b", &2.into()), ("/c~1d", &3.into())]);
    }

    #[test]
    fn nesting_without_end_is_refused() {
        assert!(parse("[".repeat(100_000).as_bytes()).is_err());
    }

    #[test]
    fn numbers_stay_to_the_letter() {
        let file = r#"[0,-1,4294967296,0.50,1e+400,123456789012345678901234567890]"#;
        assert_eq!(parse(file.as_bytes()).unwrap().value.to_json().to_string(), file);
    }
}
