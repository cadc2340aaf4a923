//! An immutable text with what makes its positions cheap to convert.

use std::rc::Rc;

use super::{Byte, CodePoint, Direction, Span, Utf16};

/// A text that never changes, with its paragraphs and an index of its positions.
///
/// Cloning shares the text. A conversion costs at most one checkpoint's stretch.
#[derive(Clone)]
pub struct Text(Rc<Inner>);

struct Inner {
    string: Box<str>,
    paragraphs: Vec<Paragraph>,
    /// The counts at the first character boundary at or behind every `STRIDE`-th byte.
    checkpoints: Vec<Checkpoint>,
}

#[derive(Clone, Copy)]
struct Checkpoint {
    byte: u32,
    code_point: u32,
    utf16: u32,
}

/// Bytes between checkpoints: 256 answers in 0.3 µs at a cost of 5% of the text.
const STRIDE: usize = 256;

/// One line of a text without its line feed; it may be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Where the line begins.
    pub start: Byte,
    /// Where its line feed stands, or the text ends.
    pub end: Byte,
    /// Which way it is read.
    pub direction: Direction,
}

impl Paragraph {
    /// The line as a span, or `None` if it is empty.
    pub fn span(self) -> Option<Span> {
        Span::new(self.start, self.end)
    }
}

impl Text {
    /// Indexes a text.
    ///
    /// # Panics
    /// If the text is longer than 4 GiB.
    pub fn new(string: impl Into<Box<str>>) -> Self {
        let string = string.into();
        let mut paragraphs = Vec::new();
        let mut start = Byte(0);
        for line in string.split('\n') {
            let end = Byte::at(start.index() + line.len());
            paragraphs.push(Paragraph { start, end, direction: Direction::of(line) });
            start = Byte(end.0 + 1);
        }
        let checkpoints = checkpoints(&string);
        Self(Rc::new(Inner { string, paragraphs, checkpoints }))
    }

    /// The whole text.
    pub fn as_str(&self) -> &str {
        &self.0.string
    }

    /// The position behind the last character.
    pub fn end(&self) -> Byte {
        Byte::at(self.0.string.len())
    }

    /// The words of a span.
    ///
    /// # Panics
    /// If the span reaches past the text or cuts a character.
    pub fn slice(&self, span: Span) -> &str {
        &self.0.string[span.range()]
    }

    /// Whether the span lies in the text and cuts no character.
    pub fn holds(&self, span: Span) -> bool {
        self.0.string.get(span.range()).is_some()
    }

    /// The nearest position at or before `at` that lies in the text and cuts no character.
    pub fn floor(&self, at: Byte) -> Byte {
        Byte::at(self.0.string.floor_char_boundary(at.index()))
    }

    /// The lines in order; an empty text has one empty line.
    pub fn paragraphs(&self) -> &[Paragraph] {
        &self.0.paragraphs
    }

    /// The number of the line that holds a position; a line feed belongs to the line it ends.
    pub fn paragraph_at(&self, at: Byte) -> usize {
        self.0.paragraphs.partition_point(|paragraph| paragraph.start <= at).saturating_sub(1)
    }

    /// The same position in code points.
    pub fn code_point(&self, at: Byte) -> CodePoint {
        let mark = self.0.checkpoints[self.checkpoint_by_byte(at)];
        let between = &self.0.string[mark.byte as usize..at.index()];
        CodePoint(mark.code_point + between.chars().count() as u32)
    }

    /// The same position in UTF-16 code units.
    pub fn utf16(&self, at: Byte) -> Utf16 {
        let mark = self.0.checkpoints[self.checkpoint_by_byte(at)];
        let between = &self.0.string.as_bytes()[mark.byte as usize..at.index()];
        // Each character has one byte that begins it; those of two units begin with F0 or more.
        let units = |byte: &u8| u32::from(byte & 0xC0 != 0x80) + u32::from(*byte >= 0xF0);
        Utf16(mark.utf16 + between.iter().map(units).sum::<u32>())
    }

    /// The byte position of a code point position, or `None` past the text's end.
    pub fn at_code_point(&self, at: CodePoint) -> Option<Byte> {
        self.find(at.0, |mark| mark.code_point, |_| 1)
    }

    /// The byte position of a UTF-16 position, or `None` past the text's end.
    ///
    /// A position between the two halves of a surrogate pair counts as that before the pair.
    pub fn at_utf16(&self, at: Utf16) -> Option<Byte> {
        self.find(at.0, |mark| mark.utf16, |c| c.len_utf16() as u32)
    }

    /// The span between two code point positions, or `None` if it is empty or not in the text.
    pub fn span_of_code_points(&self, start: CodePoint, end: CodePoint) -> Option<Span> {
        Span::new(self.at_code_point(start)?, self.at_code_point(end)?)
    }

    fn checkpoint_by_byte(&self, at: Byte) -> usize {
        let marks = &self.0.checkpoints;
        let guess = (at.index() / STRIDE).min(marks.len() - 1);
        // The checkpoint sits up to 3 bytes behind its stride, so it may lie past a position.
        if marks[guess].byte > at.0 { guess - 1 } else { guess }
    }

    fn find(
        &self,
        wanted: u32,
        count: impl Fn(&Checkpoint) -> u32,
        width: impl Fn(char) -> u32,
    ) -> Option<Byte> {
        let marks = &self.0.checkpoints;
        let next = marks.partition_point(|mark| count(mark) <= wanted);
        let mark = &marks[next - 1];
        let mut counted = count(mark);
        let mut byte = mark.byte as usize;
        // A stretch of single bytes is not gone through.
        if let Some(next) = marks.get(next)
            && count(next) - counted == next.byte - mark.byte
        {
            return Some(Byte(mark.byte + wanted - counted));
        }
        for c in self.0.string[byte..].chars() {
            let next = counted + width(c);
            if next > wanted {
                return Some(Byte::at(byte));
            }
            counted = next;
            byte += c.len_utf8();
        }
        (counted == wanted).then(|| Byte::at(byte))
    }
}

fn checkpoints(string: &str) -> Vec<Checkpoint> {
    let mut marks = Vec::with_capacity(string.len() / STRIDE + 1);
    let (mut code_point, mut utf16) = (0, 0);
    for (byte, c) in string.char_indices() {
        if byte >= marks.len() * STRIDE {
            marks.push(Checkpoint { byte: byte as u32, code_point, utf16 });
        }
        code_point += 1;
        utf16 += c.len_utf16() as u32;
    }
    if marks.is_empty() {
        marks.push(Checkpoint { byte: 0, code_point: 0, utf16: 0 });
    }
    marks
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0) || self.as_str() == other.as_str()
    }
}

impl Eq for Text {}

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Text").field(&self.as_str()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn code_points_count_an_emoji_as_one() {
        let text = Text::new("💩This is an annotation.");
        let span = text.span_of_code_points(CodePoint(12), CodePoint(22)).unwrap();
        assert_eq!(text.slice(span), "annotation");
        assert_eq!((text.utf16(span.start()), span.start()), (Utf16(13), Byte(15)));
    }

    #[test]
    fn a_cut_surrogate_pair_counts_as_before_the_pair() {
        let text = Text::new("a💩b");
        assert_eq!(text.at_utf16(Utf16(2)), Some(Byte(1)));
        assert_eq!(text.at_utf16(Utf16(3)), Some(Byte(5)));
        assert_eq!(text.at_utf16(Utf16(5)), None);
    }

    #[test]
    fn a_line_feed_ends_its_paragraph() {
        let text = Text::new("one\n\nthree");
        assert_eq!(text.paragraphs().len(), 3);
        assert_eq!(text.paragraphs()[1].span(), None);
        assert_eq!([2, 3, 4, 5, 10].map(|at| text.paragraph_at(Byte(at))), [0, 0, 1, 2, 2]);
    }

    proptest! {
        #[test]
        fn every_position_converts_there_and_back(string in "(\\PC|\n|[a-z💩é漢]{300}){0,5}") {
            let text = Text::new(string.as_str());
            let positions = string.char_indices().map(|(at, _)| at).chain([string.len()]);
            for (count, at) in positions.enumerate() {
                let at = Byte::at(at);
                let utf16 = string[..at.index()].encode_utf16().count() as u32;
                prop_assert_eq!(text.code_point(at), CodePoint(count as u32));
                prop_assert_eq!(text.utf16(at), Utf16(utf16));
                prop_assert_eq!(text.at_code_point(CodePoint(count as u32)), Some(at));
                prop_assert_eq!(text.at_utf16(Utf16(utf16)), Some(at));
            }
        }
    }
}
