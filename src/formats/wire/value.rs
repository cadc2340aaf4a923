//! A parsed JSON value that borrows its strings from the file: `serde_json::Value` takes 1.8 KB for a
//! mention of 300 bytes, and the page's memory does not shrink.

use std::borrow::Cow;

use crate::order::Table;

/// How deep what is kept for others may be nested. It stands deeper in the log, in a merge and among
/// the orphans than in the file that it came with, and a parser goes down 128 levels.
const KEPT_DEPTH: usize = 64;

/// A JSON value.
#[derive(Clone, Debug, Default, PartialEq)]
#[allow(missing_docs)]
pub(crate) enum Value<'a> {
    #[default]
    Null,
    Bool(bool),
    Whole(u32),
    Number(serde_json::Number),
    String(Cow<'a, str>),
    Array(Vec<Self>),
    Object(Map<'a>),
}

/// The fields of an object, by name.
pub(crate) type Map<'a> = Table<Cow<'a, str>, Value<'a>>;

impl Value<'_> {
    pub(crate) fn as_str(&self) -> Option<&str> {
        if let Self::String(string) = self { Some(string) } else { None }
    }

    pub(crate) fn as_u64(&self) -> Option<u64> {
        match self {
            Self::Whole(number) => Some((*number).into()),
            Self::Number(number) => number.as_u64(),
            _ => None,
        }
    }

    /// A field, if it is an object that has it.
    pub(crate) fn get(&self, key: &'static str) -> Option<&Self> {
        if let Self::Object(map) = self { map.get(&Cow::Borrowed(key)) } else { None }
    }

    /// A copy on its own, to be kept; what is nested too deep in it as a string of JSON.
    pub(crate) fn to_json(&self) -> serde_json::Value {
        self.nested_within(KEPT_DEPTH)
    }

    fn nested_within(&self, levels: usize) -> serde_json::Value {
        match self {
            Self::Array(_) | Self::Object(_) if levels == 0 => {
                serde_json::Value::String(self.nested_within(usize::MAX).to_string())
            }
            Self::Null => serde_json::Value::Null,
            Self::Bool(flag) => serde_json::Value::Bool(*flag),
            Self::Whole(number) => (*number).into(),
            Self::Number(number) => serde_json::Value::Number(number.clone()),
            Self::String(string) => serde_json::Value::String(string.clone().into_owned()),
            Self::Array(items) => items.iter().map(|item| item.nested_within(levels - 1)).collect(),
            Self::Object(map) => {
                // Not collected: that would sort first, and bring the sorting code for this type.
                let mut object = serde_json::Map::new();
                let fields = map.iter();
                object.extend(
                    fields.map(|(key, value)| (key.to_string(), value.nested_within(levels - 1))),
                );
                serde_json::Value::Object(object)
            }
        }
    }
}
