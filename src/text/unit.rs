//! Positions in any unit that other programs count in.

use unicode_segmentation::UnicodeSegmentation;

use super::{Byte, CodePoint, Span, Text, Utf16};

/// What a position counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// Unicode code points: Python's strings.
    CodePoint,
    /// UTF-16 code units: the strings of JavaScript, Java and .NET.
    Utf16,
    /// Extended grapheme clusters (UAX #29): what a reader takes for a character.
    Grapheme,
    /// Bytes of UTF-8: the strings of C, Go and Rust.
    Byte,
}

impl Unit {
    /// All, the most usual first.
    pub const ALL: [Self; 4] = [Self::CodePoint, Self::Utf16, Self::Grapheme, Self::Byte];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::CodePoint => "code-points",
            Self::Utf16 => "utf-16",
            Self::Grapheme => "graphemes",
            Self::Byte => "bytes",
        }
    }

    /// Its name for people.
    pub fn words(self) -> &'static str {
        match self {
            Self::CodePoint => "code points",
            Self::Utf16 => "UTF-16 units",
            Self::Grapheme => "grapheme clusters",
            Self::Byte => "UTF-8 bytes",
        }
    }

    /// The unit of that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.name() == name)
    }
}

/// A text and where its characters stand in one unit.
#[derive(Clone, Debug)]
pub struct Positions {
    text: Text,
    unit: Unit,
    /// Where each grapheme cluster begins, and the text's end; empty for other units.
    clusters: Vec<u32>,
}

impl Positions {
    /// Positions in that unit.
    pub fn new(text: &Text, unit: Unit) -> Self {
        let mut clusters = Vec::new();
        if unit == Unit::Grapheme {
            clusters.extend(text.as_str().grapheme_indices(true).map(|(at, _)| at as u32));
            clusters.push(text.end().0);
        }
        Self { text: text.clone(), unit, clusters }
    }

    /// The byte position; `None` past the text's end or inside of a character.
    pub fn byte(&self, at: u64) -> Option<Byte> {
        let at = u32::try_from(at).ok()?;
        match self.unit {
            Unit::CodePoint => self.text.at_code_point(CodePoint(at)),
            Unit::Utf16 => {
                self.text.at_utf16(Utf16(at)).filter(|byte| self.text.utf16(*byte) == Utf16(at))
            }
            Unit::Grapheme => self.clusters.get(at as usize).copied().map(Byte),
            Unit::Byte => self.text.as_str().is_char_boundary(at as usize).then_some(Byte(at)),
        }
    }

    /// The span from one position up to another; `None` if it is empty, backwards or not in the text.
    pub fn span(&self, start: u64, end: u64) -> Option<Span> {
        Span::new(self.byte(start)?, self.byte(end)?)
    }

    /// The position of a byte position; inside of a cluster, that of the cluster's start.
    pub fn of(&self, at: Byte) -> u32 {
        match self.unit {
            Unit::CodePoint => self.text.code_point(at).0,
            Unit::Utf16 => self.text.utf16(at).0,
            Unit::Grapheme => {
                (self.clusters.partition_point(|start| *start <= at.0).max(1) - 1) as u32
            }
            Unit::Byte => at.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(unit: Unit, string: &str, start: u64, end: u64, expected: Option<&str>) {
        let text = Text::new(string);
        let positions = Positions::new(&text, unit);
        let span = positions.span(start, end);
        assert_eq!(span.map(|span| text.slice(span)), expected, "{unit:?} {start}–{end}");
        if let Some(span) = span {
            let back = (positions.of(span.start()), positions.of(span.end()));
            assert_eq!(back, (start as u32, end as u32));
        }
    }

    #[test]
    fn each_unit_counts_its_own_way() {
        let text = "💩 👩🏽‍🚀 Zoe\u{308} met";
        check(Unit::CodePoint, text, 7, 11, Some("Zoe\u{308}"));
        check(Unit::Utf16, text, 11, 15, Some("Zoe\u{308}"));
        check(Unit::Grapheme, text, 4, 7, Some("Zoe\u{308}"));
        check(Unit::Byte, text, 21, 26, Some("Zoe\u{308}"));
    }

    #[test]
    fn what_cuts_a_character_or_leaves_the_text_is_nothing() {
        check(Unit::Utf16, "a💩b", 1, 2, None);
        check(Unit::Byte, "a💩b", 1, 3, None);
        check(Unit::Grapheme, "ab", 0, 3, None);
        check(Unit::CodePoint, "ab", 1, 1, None);
        check(Unit::CodePoint, "ab", 0, u64::MAX, None);
    }
}
