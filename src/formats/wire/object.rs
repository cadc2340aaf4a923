//! Writes JSON objects field by field, on one line or indented.

use std::io::{self, Write};

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::ser::{CharEscape, Formatter};

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
pub(crate) fn write_json(out: &mut Vec<u8>, value: &(impl Serialize + ?Sized), layout: Layout) {
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

/// Running words as a JSON string, looked through by eight bytes for what must be escaped: most of
/// what goes out is such words. Only for [`write_json`].
pub(crate) struct Prose<'a>(pub(crate) &'a str);

impl Serialize for Prose<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // `Laid::write_byte_array` makes a string of them; no other bytes go out as JSON.
        serializer.serialize_bytes(self.0.as_bytes())
    }
}

/// How many bytes stand before the first one that JSON escapes.
fn plain_length(bytes: &[u8]) -> usize {
    const EACH: u64 = u64::from_le_bytes([1; 8]);
    let (words, rest) = bytes.as_chunks();
    for (at, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        // The highest bit of each byte below `limit`; what is borrowed only touches bytes behind one.
        let below = |word: u64, limit: u8| {
            word.wrapping_sub(EACH * u64::from(limit)) & !word & (EACH * 0x80)
        };
        let quotes = below(word ^ (EACH * u64::from(b'"')), 1);
        let slashes = below(word ^ (EACH * u64::from(b'\\')), 1);
        let found = below(word, b' ') | quotes | slashes;
        if found != 0 {
            return at * 8 + found.trailing_zeros() as usize / 8;
        }
    }
    let is_plain = |byte: &u8| *byte >= b' ' && !matches!(byte, b'"' | b'\\');
    bytes.len() - rest.len() + rest.iter().take_while(|byte| is_plain(byte)).count()
}

fn escape(byte: u8) -> CharEscape {
    match byte {
        b'"' => CharEscape::Quote,
        b'\\' => CharEscape::ReverseSolidus,
        b'\x08' => CharEscape::Backspace,
        b'\x0c' => CharEscape::FormFeed,
        b'\n' => CharEscape::LineFeed,
        b'\r' => CharEscape::CarriageReturn,
        b'\t' => CharEscape::Tab,
        other => CharEscape::AsciiControl(other),
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

    fn write_byte_array<W: Write + ?Sized>(&mut self, out: &mut W, words: &[u8]) -> io::Result<()> {
        out.write_all(b"\"")?;
        let mut rest = words;
        loop {
            let (plain, behind) = rest.split_at(plain_length(rest));
            out.write_all(plain)?;
            let Some((first, behind)) = behind.split_first() else { break };
            self.write_char_escape(out, escape(*first))?;
            rest = behind;
        }
        out.write_all(b"\"")
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn prose_is_the_string_that_it_would_be_otherwise(words in "[ -~\\x00-\\x1f\"\\\\é💩\\u{7f}\\u{2028}]{0,40}") {
            let mut out = Vec::new();
            write_json(&mut out, &Prose(&words), Layout::OneLine);
            prop_assert_eq!(String::from_utf8(out).unwrap(), serde_json::to_string(&words).unwrap());
        }
    }
}
