//! Words and marks of punctuation, for formats that count in tokens.

use unicode_segmentation::UnicodeSegmentation;

use super::{Byte, Fragments, Span, Text};

/// The words, numbers and single marks of a text in order (UAX #29), without white space.
pub fn tokens(text: &Text) -> Vec<Span> {
    let words = text.as_str().split_word_bound_indices();
    let spans = words
        .filter(|(_, word)| !word.trim().is_empty())
        .filter_map(|(at, word)| Span::new(Byte::at(at), Byte::at(at + word.len())));
    spans.collect()
}

/// The pieces of a span between line feeds, each without white space at its ends.
pub fn lines(text: &Text, span: Span) -> Vec<Span> {
    let mut start = span.start();
    let mut pieces = Vec::new();
    for line in text.slice(span).split('\n') {
        let end = Byte::at(start.index() + line.len());
        let piece = Span::new(start, end).and_then(|piece| Fragments::from(piece).trimmed(text));
        pieces.extend(piece.iter().flat_map(Fragments::spans));
        start = Byte(end.0 + 1);
    }
    pieces
}

/// Whether nothing but white space with a line feed in it stands between the two.
pub fn is_line_break(text: &Text, before: Span, after: Span) -> bool {
    Span::new(before.end(), after.start()).is_some_and(|gap| {
        let gap = text.slice(gap);
        gap.contains('\n') && gap.trim().is_empty()
    })
}

/// Which of the spans to leave out so that no two overlap: the longest stay, of those as long the
/// first. Answers with places in the list, in its order.
pub fn overlapping(spans: &[Span]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..spans.len()).collect();
    order.sort_by_key(|at| (std::cmp::Reverse(spans[*at].len()), spans[*at], *at));
    let mut kept = std::collections::BTreeSet::new();
    let mut out = Vec::new();
    for at in order {
        let span = spans[at];
        let before = kept.range(..=span).next_back().copied();
        let after = kept.range(span..).next().copied();
        if [before, after].into_iter().flatten().any(|other: Span| other.overlaps(span)) {
            out.push(at);
        } else {
            kept.insert(span);
        }
    }
    out.sort_unstable();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: u32, end: u32) -> Span {
        Span::new(Byte(start), Byte(end)).unwrap()
    }

    #[test]
    fn tokens_are_words_and_marks() {
        let text = Text::new("Zoe\u{308} said: “It’s 3.5 %, 💩.”\n");
        let words: Vec<&str> = tokens(&text).into_iter().map(|span| text.slice(span)).collect();
        let expected = ["Zoe\u{308}", "said", ":", "“", "It’s", "3.5", "%", ",", "💩", ".", "”"];
        assert_eq!(words, expected);
    }

    #[test]
    fn lines_come_apart() {
        let text = Text::new("one \n\n two, three");
        let pieces = lines(&text, span(0, 10));
        assert_eq!(pieces, [span(0, 3), span(7, 10)]);
        assert!(is_line_break(&text, pieces[0], pieces[1]));
        assert!(!is_line_break(&text, pieces[1], span(12, 17)));
    }

    #[test]
    fn the_longest_stays_then_the_first() {
        assert_eq!(overlapping(&[span(0, 3), span(2, 9), span(8, 10), span(10, 12)]), [0, 2]);
        assert_eq!(overlapping(&[span(4, 6), span(3, 5), span(4, 6)]), [0, 2]);
        assert_eq!(overlapping(&[]), [] as [usize; 0]);
    }
}
