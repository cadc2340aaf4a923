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

/// The sentences of a text in order (UAX #29), without white space at their ends; a line end ends one.
pub fn sentences(text: &Text) -> Vec<Span> {
    let sentences = text.as_str().split_sentence_bound_indices();
    let spans = sentences.filter_map(|(at, sentence)| {
        let start = at + sentence.len() - sentence.trim_start().len();
        Span::new(Byte::at(start), Byte::at(start + sentence.trim().len()))
    });
    spans.collect()
}

/// A token as spaCy and Prodigy have them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands.
    pub span: Span,
    /// Whether one space follows, which is in no token.
    pub has_space: bool,
    /// Whether it is nothing but white space.
    pub is_space: bool,
}

/// Tokens that make up the whole text: words and marks without white space at their ends, cut at the
/// given places too; the white space between them but for one space is a token of its own.
pub fn whole_tokens(text: &Text, cuts: &[Byte]) -> Vec<Token> {
    let mut cuts = cuts.to_vec();
    cuts.sort_unstable();
    let string = text.as_str();
    let (mut all, mut end) = (Vec::new(), 0);
    let fill = |all: &mut Vec<Token>, from: usize, to: usize| {
        let mut from = from;
        if let Some(last) = all.last_mut()
            && string[from..to].starts_with(' ')
        {
            last.has_space = true;
            from += 1;
        }
        if let Some(span) = Span::new(Byte::at(from), Byte::at(to)) {
            all.push(Token { span, has_space: false, is_space: true });
        }
    };
    for (at, word) in string.split_word_bound_indices() {
        let first = cuts.partition_point(|cut| cut.index() <= at);
        let inside = cuts[first..].iter().map(|cut| cut.index());
        let mut start = at;
        for stop in inside.take_while(|cut| *cut < at + word.len()).chain([at + word.len()]) {
            let piece = &string[start..stop];
            let trimmed = piece.trim_matches(is_white);
            if !trimmed.is_empty() {
                let start = start + (piece.len() - piece.trim_start_matches(is_white).len());
                fill(&mut all, end, start);
                end = start + trimmed.len();
                let span = Span::new(Byte::at(start), Byte::at(end)).expect("it is not empty");
                all.push(Token { span, has_space: false, is_space: false });
            }
            start = stop;
        }
    }
    fill(&mut all, end, string.len());
    all
}

/// White space as Python's `str.isspace` has it: U+001C to U+001F too.
pub fn is_white(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

/// What a line of a table of one record a line cannot hold: the tab, and all that ends a line for
/// Python’s `str.splitlines`.
pub fn divides(c: char) -> bool {
    matches!(c, '\t'..='\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// The pieces of a span between what [`divides`], each without white space at its ends.
pub fn lines(text: &Text, span: Span) -> Vec<Span> {
    let mut start = span.start();
    let mut pieces = Vec::new();
    for line in text.slice(span).split_inclusive(divides) {
        let end = Byte::at(start.index() + line.trim_end_matches(divides).len());
        let piece = Span::new(start, end).and_then(|piece| Fragments::from(piece).trimmed(text));
        pieces.extend(piece.iter().flat_map(Fragments::spans));
        start = Byte::at(start.index() + line.len());
    }
    pieces
}

/// Whether nothing but white space with something in it that [`divides`] stands between the two.
pub fn is_line_break(text: &Text, before: Span, after: Span) -> bool {
    Span::new(before.end(), after.start()).is_some_and(|gap| {
        let gap = text.slice(gap);
        gap.contains(divides) && gap.chars().all(is_white)
    })
}

/// Which of the spans of a text to leave out so that no two overlap: those of the most code points stay,
/// of those as long the first. Answers with places in the list, in its order.
pub fn overlapping(text: &Text, spans: &[Span]) -> Vec<usize> {
    let length = |span: Span| text.code_point(span.end()).0 - text.code_point(span.start()).0;
    let mut order: Vec<usize> = (0..spans.len()).collect();
    order.sort_by_cached_key(|at| (std::cmp::Reverse(length(spans[*at])), spans[*at], *at));
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
    fn sentences_end_at_line_ends_too() {
        let text = Text::new(" 💩 Ada left. “Did Mr. Carl?”\n\nNo\nend");
        let words: Vec<&str> = sentences(&text).into_iter().map(|it| text.slice(it)).collect();
        assert_eq!(words, ["💩 Ada left.", "“Did Mr.", "Carl?”", "No", "end"]);
        assert_eq!(sentences(&Text::new(" \n ")), []);
    }

    fn check_whole(string: &str, cuts: &[usize], expected: &[&str]) {
        let text = Text::new(string);
        let cuts: Vec<Byte> = cuts.iter().map(|at| Byte::at(*at)).collect();
        let tokens = whole_tokens(&text, &cuts);
        let space = |token: &Token| if token.has_space { " " } else { "" };
        let shown: Vec<String> =
            tokens.iter().map(|it| format!("{}{}", text.slice(it.span), space(it))).collect();
        assert_eq!(shown.concat(), string);
        assert_eq!(shown, expected);
        assert!(tokens.iter().all(|it| it.is_space == text.slice(it.span).chars().all(is_white)));
    }

    #[test]
    fn whole_tokens_lose_no_white_space() {
        check_whole("Ada met  Carl.\n\nHe", &[], &["Ada ", "met ", " ", "Carl", ".", "\n\n", "He"]);
        check_whole("  Ada \n", &[], &["  ", "Ada ", "\n"]);
        check_whole("Lovelace’s", &[4], &["Love", "lace’s"]);
        check_whole(
            "a \u{301}b\u{a0}c\u{1c}",
            &[],
            &["a ", "\u{301}", "b", "\u{a0}", "c", "\u{1c}"],
        );
        check_whole(" ", &[], &[" "]);
        check_whole("", &[], &[]);
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
        let text = Text::new("abcdefghijkl");
        assert_eq!(
            overlapping(&text, &[span(0, 3), span(2, 9), span(8, 10), span(10, 12)]),
            [0, 2]
        );
        assert_eq!(overlapping(&text, &[span(4, 6), span(3, 5), span(4, 6)]), [0, 2]);
        assert_eq!(overlapping(&text, &[]), [] as [usize; 0]);
        // Four characters are more than three, however many bytes these have.
        assert_eq!(overlapping(&Text::new("abc💩💩d"), &[span(2, 11), span(0, 7)]), [0]);
    }
}
