//! Writes JSON objects field by field, on one line or indented.

use std::io::{self, Write};

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::ser::Formatter;

use crate::model::Extra;

/// How JSON is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// Without a line break.
    OneLine,
    /// Indented by two spaces, a field per line.
    Indented,
}

/// Appends a value as JSON.
pub(crate) fn write_json(out: &mut Vec<u8>, value: &impl Serialize, layout: Layout) {
    let laid = Laid { indented: layout == Layout::Indented, depth: 0, holds_a_value: false };
    let mut serializer = serde_json::Serializer::with_formatter(out, laid);
    value.serialize(&mut serializer).expect("a vector takes every byte, and keys are strings");
}

/// An object that is being written, but for some fields.
pub(crate) struct Object<M>(M, &'static [&'static str]);

impl<M: SerializeMap> Object<M> {
    /// Begins an object.
    pub(crate) fn begin<S>(serializer: S) -> Result<Self, S::Error>
    where
        S: Serializer<SerializeMap = M>,
    {
        Self::begin_without(serializer, &[])
    }

    /// Begins an object of which these fields are left out.
    pub(crate) fn begin_without<S>(
        serializer: S,
        without: &'static [&'static str],
    ) -> Result<Self, S::Error>
    where
        S: Serializer<SerializeMap = M>,
    {
        Ok(Self(serializer.serialize_map(None)?, without))
    }

    /// A field that is always there.
    pub(crate) fn put(
        &mut self,
        key: &str,
        value: &(impl Serialize + ?Sized),
    ) -> Result<(), M::Error> {
        if self.1.contains(&key) { Ok(()) } else { self.0.serialize_entry(key, value) }
    }

    /// A field that is left out when unknown.
    pub(crate) fn put_known(
        &mut self,
        key: &str,
        value: Option<impl Serialize>,
    ) -> Result<(), M::Error> {
        value.map_or(Ok(()), |value| self.put(key, &value))
    }

    /// A string that is left out when empty.
    pub(crate) fn put_words(&mut self, key: &str, words: &str) -> Result<(), M::Error> {
        if words.is_empty() { Ok(()) } else { self.put(key, words) }
    }

    /// A list that is left out when empty.
    pub(crate) fn put_list(&mut self, key: &str, items: &[impl Serialize]) -> Result<(), M::Error> {
        if items.is_empty() { Ok(()) } else { self.put(key, items) }
    }

    /// A truth value that is left out when false.
    pub(crate) fn put_flag(&mut self, key: &str, flag: bool) -> Result<(), M::Error> {
        if flag { self.put(key, &true) } else { Ok(()) }
    }

    /// A newer program's fields, and the object's end.
    pub(crate) fn end_with(mut self, extra: &Extra) -> Result<M::Ok, M::Error> {
        for (key, value) in extra {
            self.put(key, value)?;
        }
        self.end()
    }

    /// The object's end.
    pub(crate) fn end(self) -> Result<M::Ok, M::Error> {
        self.0.end()
    }
}

/// The layout under way. One formatter for both layouts, so that each noun is compiled once.
struct Laid {
    indented: bool,
    depth: usize,
    holds_a_value: bool,
}

impl Laid {
    fn open<W: Write + ?Sized>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth += 1;
        self.holds_a_value = false;
        out.write_all(bracket)
    }

    fn close<W: Write + ?Sized>(&mut self, out: &mut W, bracket: &[u8]) -> io::Result<()> {
        self.depth -= 1;
        if self.holds_a_value {
            self.new_line(out)?;
        }
        out.write_all(bracket)
    }

    fn next<W: Write + ?Sized>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        out.write_all(if first { b"" } else { b"," })?;
        self.new_line(out)
    }

    fn new_line<W: Write + ?Sized>(&self, out: &mut W) -> io::Result<()> {
        if self.indented {
            out.write_all(b"\n")?;
            (0..self.depth).try_for_each(|_| out.write_all(b"  "))?;
        }
        Ok(())
    }
}

impl Formatter for Laid {
    fn begin_array<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"[")
    }

    fn end_array<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"]")
    }

    fn begin_array_value<W: Write + ?Sized>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.next(out, first)
    }

    fn end_array_value<W: Write + ?Sized>(&mut self, _: &mut W) -> io::Result<()> {
        self.holds_a_value = true;
        Ok(())
    }

    fn begin_object<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.open(out, b"{")
    }

    fn end_object<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        self.close(out, b"}")
    }

    fn begin_object_key<W: Write + ?Sized>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.next(out, first)
    }

    fn begin_object_value<W: Write + ?Sized>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(if self.indented { b": " } else { b":" })
    }

    fn end_object_value<W: Write + ?Sized>(&mut self, _: &mut W) -> io::Result<()> {
        self.holds_a_value = true;
        Ok(())
    }
}
