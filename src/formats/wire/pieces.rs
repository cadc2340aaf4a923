//! Reads a JSON file from its beginning to its end, some values of it at a time.

use std::borrow::Cow;

use serde::de::DeserializeSeed;
use serde::{Deserialize, Deserializer};

use super::Value;
use super::parse::{Parsed, Tree};

/// The file is not laid out as this program does it, or no JSON: it is to be read as a whole, which
/// finds out what it is and what is wrong with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Unusual;

/// A place in a JSON file between two of its values.
#[derive(Clone, Debug)]
pub(crate) struct Pieces<'a> {
    json: &'a [u8],
    at: usize,
    /// Whether an object has just begun.
    is_first: bool,
}

impl<'a> Pieces<'a> {
    /// The beginning of a file.
    pub(crate) fn new(json: &'a [u8]) -> Self {
        Self { json, at: 0, is_first: true }
    }

    /// Goes into the object that begins here.
    pub(crate) fn enter(&mut self) -> Result<(), Unusual> {
        self.is_first = true;
        self.expect(b'{')
    }

    /// The next name in the object, with its value behind it; `None` behind the object's end.
    pub(crate) fn name(&mut self) -> Result<Option<Cow<'a, str>>, Unusual> {
        let is_first = std::mem::take(&mut self.is_first);
        if self.here() == Some(b'}') {
            self.at += 1;
            return Ok(None);
        }
        if !is_first {
            self.expect(b',')?;
        }
        let Value::String(name) = self.value()? else { return Err(Unusual) };
        self.expect(b':')?;
        Ok(Some(name))
    }

    /// The whole value that stands here.
    pub(crate) fn value(&mut self) -> Result<Value<'a>, Unusual> {
        let rest = serde_json::Deserializer::from_slice(&self.json[self.at..]);
        let mut values = rest.into_iter::<Parsed<'a>>();
        let Some(Ok(Parsed { value, repeated })) = values.next() else { return Err(Unusual) };
        self.at += values.byte_offset();
        if repeated.is_empty() { Ok(value) } else { Err(Unusual) }
    }

    /// Nothing but white space may be left.
    pub(crate) fn end(&mut self) -> Result<(), Unusual> {
        if self.here().is_none() { Ok(()) } else { Err(Unusual) }
    }

    /// How far it has come, in bytes.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    fn expect(&mut self, byte: u8) -> Result<(), Unusual> {
        if self.here() != Some(byte) {
            return Err(Unusual);
        }
        self.at += 1;
        Ok(())
    }

    /// The next byte that is no white space (RFC 8259).
    fn here(&mut self) -> Option<u8> {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.json.get(self.at) {
            self.at += 1;
        }
        self.json.get(self.at).copied()
    }
}

impl<'de> Deserialize<'de> for Parsed<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut repeated = Vec::new();
        let value = Tree(&mut repeated).deserialize(deserializer)?;
        Ok(Self { value, repeated })
    }
}
