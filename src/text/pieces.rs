//! A text cut for the screen: paragraphs, long ones in pieces, and all of them in blocks.

use super::segmentation::cluster_start;
use super::{Byte, Direction, Span, Text};

/// A paragraph, or a part of a long one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where it begins.
    pub start: Byte,
    /// Where the next part of the paragraph begins, or the paragraph ends.
    pub end: Byte,
    /// Which way its paragraph is read.
    pub direction: Direction,
    /// Whether it is a part of a paragraph that is cut.
    pub is_part: bool,
    /// Whether its paragraph begins with it.
    pub is_first: bool,
}

impl Piece {
    /// The piece as a span, or `None` if it is empty.
    pub fn span(self) -> Option<Span> {
        Span::new(self.start, self.end)
    }
}

/// The pieces of a text in order, and the blocks that are laid out together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pieces {
    pieces: Vec<Piece>,
    /// The first piece of each block.
    blocks: Vec<usize>,
}

/// A paragraph with more bytes is cut: the browser breaks the lines of a paragraph all at once.
const PIECE_BYTES: usize = 4_000;
/// About how many bytes of text one block holds.
const BLOCK_BYTES: usize = 5_000;
/// What a paragraph costs beside its bytes, so that a block of blank lines ends too.
const PARAGRAPH_BYTES: usize = 60;

impl Pieces {
    /// Cuts a text.
    pub fn of(text: &Text) -> Self {
        let mut cut = Self { pieces: Vec::with_capacity(text.paragraphs().len()), blocks: vec![] };
        // Full from the start, so that the first piece opens a block.
        let mut held = BLOCK_BYTES;
        for paragraph in text.paragraphs() {
            let (mut start, direction) = (paragraph.start, paragraph.direction);
            let is_part = paragraph.end.index() - start.index() > PIECE_BYTES;
            while is_part && paragraph.end.index() - start.index() > PIECE_BYTES {
                let end = place_to_cut(text, start);
                let is_first = start == paragraph.start;
                cut.blocks.push(cut.pieces.len());
                cut.pieces.push(Piece { start, end, direction, is_part, is_first });
                start = end;
            }
            if is_part || held >= BLOCK_BYTES {
                cut.blocks.push(cut.pieces.len());
                held = 0;
            }
            let (end, is_first) = (paragraph.end, start == paragraph.start);
            cut.pieces.push(Piece { start, end, direction, is_part, is_first });
            held += end.index() - start.index() + PARAGRAPH_BYTES;
            if is_part {
                held = BLOCK_BYTES;
            }
        }
        cut
    }

    /// The pieces; never none.
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// How many blocks there are.
    pub fn block_count(&self) -> usize {
        self.blocks.len()
    }

    /// The numbers of a block's pieces. A part of a long paragraph is a block of its own.
    pub fn block(&self, block: usize) -> std::ops::Range<usize> {
        let end = self.blocks.get(block + 1).copied();
        self.blocks[block]..end.unwrap_or(self.pieces.len())
    }

    /// The block that holds a position.
    pub fn block_at(&self, at: Byte) -> usize {
        let begins = |first: &usize| self.pieces[*first].start <= at;
        self.blocks.partition_point(begins).saturating_sub(1)
    }

    /// The piece that holds a position.
    pub fn piece_at(&self, at: Byte) -> usize {
        self.pieces.partition_point(|piece| piece.start <= at).saturating_sub(1)
    }

    /// Where the text of each block begins, in order.
    pub fn block_starts(&self) -> impl Iterator<Item = Byte> {
        self.blocks.iter().map(|first| self.pieces[*first].start)
    }
}

/// A place within [`PIECE_BYTES`] where a line's end shows least: behind a sentence, else a word,
/// else a grapheme cluster.
fn place_to_cut(text: &Text, start: Byte) -> Byte {
    let limit = text.floor(Byte(start.0 + PIECE_BYTES as u32));
    let words = &text.as_str()[start.index()..limit.index()];
    let late = words.floor_char_boundary(words.len() / 2);
    let mut word_end = None;
    let mut behind: Option<char> = None;
    for (at, c) in words[late..].char_indices().rev() {
        if let Some(next) = behind
            && c.is_whitespace()
            && !next.is_whitespace()
        {
            let place = Byte::at(start.index() + late + at + c.len_utf8());
            let before = words[..late + at].trim_end().chars().next_back();
            if matches!(before, Some('.' | '!' | '?' | '”' | '…' | '؟' | '।')) {
                return place;
            }
            word_end = word_end.or(Some(place));
        } else if matches!(c, '。' | '！' | '？') && behind.is_some() {
            return Byte::at(start.index() + late + at + c.len_utf8());
        }
        behind = Some(c);
    }
    let cut = word_end.unwrap_or(limit);
    // A cluster longer than a piece, which no letter is, is cut all the same.
    Some(cluster_start(text, cut)).filter(|cut| *cut > start).unwrap_or(limit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Where a text of one long line is cut first, shown by the words before and behind.
    fn check(line: &str, before: &str, behind: &str) {
        let text = Text::new(line.repeat(2 * PIECE_BYTES / line.len()));
        let cut = Pieces::of(&text);
        let first = cut.pieces()[0];
        let (head, tail) = text.as_str().split_at(first.end.index());
        assert!(head.ends_with(before) && tail.starts_with(behind), "{}", &head[head.len() - 20..]);
        assert!(head.len() <= PIECE_BYTES && head.len() > PIECE_BYTES / 3);
    }

    #[test]
    fn a_long_line_is_cut_where_it_shows_least() {
        check("She went. He came by ", "went. ", "He came");
        check("on and on it goes, ", " ", "");
        check("会議が開かれた。東京で", "。", "東京");
        check("e\u{301}", "e\u{301}", "e");
        check("👩🏽\u{200d}🚀", "🚀", "👩");
    }

    proptest! {
        #[test]
        fn the_pieces_are_the_text(lines in prop::collection::vec((0usize..9, 0usize..3000), 0..40)) {
            let lines: Vec<String> = lines.iter().map(|(kind, len)| match kind {
                0 => String::new(),
                1 => "a bc. ".repeat(len * 2),
                2 => "e\u{301}💩".repeat(*len),
                _ => "x ".repeat(len / 9),
            }).collect();
            let text = Text::new(lines.join("\n"));
            let cut = Pieces::of(&text);
            let mut at = Byte(0);
            for (number, piece) in cut.pieces().iter().enumerate() {
                prop_assert_eq!(piece.start, if piece.is_first && number > 0 { Byte(at.0 + 1) } else { at });
                prop_assert!(piece.end.0 - piece.start.0 <= PIECE_BYTES as u32);
                prop_assert_eq!(cut.piece_at(piece.start), number);
                at = piece.end;
            }
            prop_assert_eq!(at, text.end());
            let mut next = 0;
            for (number, start) in cut.block_starts().enumerate() {
                let block = cut.block(number);
                prop_assert_eq!(block.start, next);
                prop_assert!(block.len() == 1 || cut.pieces()[block.clone()].iter().all(|p| !p.is_part));
                prop_assert_eq!(cut.block_at(start), number);
                next = block.end;
            }
            prop_assert_eq!(next, cut.pieces().len());
        }
    }
}
