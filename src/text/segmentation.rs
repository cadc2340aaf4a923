//! Where a hand may cut a text: grapheme clusters, words and sentences by Unicode UAX #29.
//!
//! Most of what is selected is ASCII, for which `ascii` has the same answers without Unicode's
//! tables. They are 20 KB of the page as gzip, and so need not be in the first load.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::{Byte, Span, Text, ascii};

/// What a selection is widened to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Snap {
    /// Whole words, which are whole grapheme clusters too.
    Words,
    /// Whole grapheme clusters.
    Graphemes,
}

/// How far one step of the caret goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A grapheme cluster, what a reader takes for one character.
    Character,
    /// To the next start (or the previous start) of a word.
    Word,
    /// To the next end (or the previous end) of a word.
    WordEnd,
    /// To the next start (or the previous start) of a sentence.
    Sentence,
    /// To the next start (or the previous start) of a paragraph that is not blank.
    Paragraph,
    /// To the text's start or end.
    Text,
}

/// The direction of a step, in reading order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Towards {
    /// Towards the text's start.
    Start,
    /// Towards the text's end.
    End,
}

/// The span that a raw selection means: white space off both ends, then widened by `snap`.
///
/// `None` if the selection holds nothing but white space.
pub fn snap(text: &Text, raw: Span, snap: Snap) -> Option<Span> {
    let trimmed = trim(text, raw)?;
    let (start, end) = match snap {
        Snap::Graphemes => (trimmed.start(), trimmed.end()),
        Snap::Words => {
            (word_around(text, trimmed.start()).0, word_around(text, last_char(text, trimmed)).1)
        }
    };
    // A cluster may reach over a word's end: CR LF does not occur, but a lone mark behind a space does.
    trim_clusters(text, cluster_start(text, start), cluster_end(text, end))
}

/// The position one step away; the same position at the text's end.
pub fn step(text: &Text, from: Byte, step: Step, towards: Towards) -> Byte {
    match (step, towards) {
        (Step::Text, Towards::Start) => Byte(0),
        (Step::Text, Towards::End) => text.end(),
        (Step::Character, Towards::End) => next_cluster(text, from),
        (Step::Character, Towards::Start) => previous_cluster(text, from),
        (Step::Word, _) => step_between(text, from, towards, word_starts),
        (Step::WordEnd, _) => step_between(text, from, towards, word_ends),
        (Step::Sentence, _) => step_between(text, from, towards, sentence_starts),
        (Step::Paragraph, _) => step_between(text, from, towards, paragraph_start),
    }
}

/// Less the white space at both ends, or `None` if nothing is left.
fn trim(text: &Text, span: Span) -> Option<Span> {
    let words = text.slice(span);
    let start = span.start().index() + words.len() - words.trim_start().len();
    let end = span.start().index() + words.trim_end().len();
    Span::new(Byte::at(start), Byte(u32::try_from(end).ok()?))
}

/// Less the clusters at both ends that begin or end with white space: a mark on a space goes with it.
fn trim_clusters(text: &Text, mut start: Byte, mut end: Byte) -> Option<Span> {
    while text.slice(Span::new(start, end)?).starts_with(char::is_whitespace) {
        start = next_cluster(text, start);
    }
    while text.slice(Span::new(start, end)?).ends_with(char::is_whitespace) {
        end = previous_cluster(text, end);
    }
    Span::new(start, end)
}

fn last_char(text: &Text, span: Span) -> Byte {
    let last = text.slice(span).char_indices().next_back().map_or(0, |(at, _)| at);
    Byte::at(span.start().index() + last)
}

/// The word, or run of other characters, that holds the character at `at`.
///
/// Looks no further than the white space on both sides, where UAX #29 always breaks.
fn word_around(text: &Text, at: Byte) -> (Byte, Byte) {
    let string = text.as_str();
    let from = string[..at.index()]
        .char_indices()
        .rev()
        .find(|(_, c)| c.is_whitespace())
        .map_or(0, |(at, c)| at + c.len_utf8());
    let to =
        string[at.index()..].find(char::is_whitespace).map_or(string.len(), |n| at.index() + n);
    let token = &string[from..to];
    let (start, end) = match ascii::word_around(token, at.index() - from) {
        Some(word) => word,
        None => unicode_word_around(token, at.index() - from),
    };
    (Byte::at(from + start), Byte::at(from + end))
}

#[inline(never)] // not in the first load
fn unicode_word_around(token: &str, at: usize) -> (usize, usize) {
    token
        .split_word_bound_indices()
        .map(|(start, word)| (start, start + word.len()))
        .find(|(_, end)| at < *end)
        .unwrap_or((at, at))
}

/// Whether a grapheme cluster ends and another begins there.
pub(super) fn is_cluster_boundary(text: &Text, at: Byte) -> bool {
    ascii::is_cluster_boundary(text.as_str(), at.index()) || is_unicode_boundary(text, at)
}

#[inline(never)] // not in the first load
fn is_unicode_boundary(text: &Text, at: Byte) -> bool {
    GraphemeCursor::new(at.index(), text.end().index(), true)
        .is_boundary(text.as_str(), 0)
        .expect("the whole text is given")
}

/// The last boundary between grapheme clusters at or before a position.
pub(super) fn cluster_start(text: &Text, at: Byte) -> Byte {
    if is_cluster_boundary(text, at) { at } else { previous_cluster(text, at) }
}

fn cluster_end(text: &Text, at: Byte) -> Byte {
    if is_cluster_boundary(text, at) { at } else { next_cluster(text, at) }
}

fn next_cluster(text: &Text, from: Byte) -> Byte {
    let next = from.index() + 1;
    if ascii::is_cluster_boundary(text.as_str(), next) {
        return Byte::at(next);
    }
    next_unicode_cluster(text, from)
}

#[inline(never)] // not in the first load
fn next_unicode_cluster(text: &Text, from: Byte) -> Byte {
    GraphemeCursor::new(from.index(), text.end().index(), true)
        .next_boundary(text.as_str(), 0)
        .expect("the whole text is given")
        .map_or(from, Byte::at)
}

fn previous_cluster(text: &Text, from: Byte) -> Byte {
    match from.index().checked_sub(1) {
        Some(previous) if ascii::is_cluster_boundary(text.as_str(), previous) => Byte::at(previous),
        _ => previous_unicode_cluster(text, from),
    }
}

#[inline(never)] // not in the first load
fn previous_unicode_cluster(text: &Text, from: Byte) -> Byte {
    GraphemeCursor::new(from.index(), text.end().index(), true)
        .prev_boundary(text.as_str(), 0)
        .expect("the whole text is given")
        .map_or(from, Byte::at)
}

/// The nearest of the places that `places` finds in this paragraph or, failing that, a further one.
fn step_between(
    text: &Text,
    from: Byte,
    towards: Towards,
    places: impl Fn(&str) -> Vec<usize>,
) -> Byte {
    let here = text.paragraph_at(from);
    let in_line = |line: usize| {
        let paragraph = text.paragraphs()[line];
        let words = &text.as_str()[paragraph.start.index()..paragraph.end.index()];
        places(words).into_iter().map(move |at| Byte::at(paragraph.start.index() + at))
    };
    match towards {
        Towards::End => (here..text.paragraphs().len())
            .find_map(|line| in_line(line).find(|at| *at > from))
            .unwrap_or(text.end()),
        Towards::Start => (0..=here)
            .rev()
            .find_map(|line| in_line(line).rfind(|at| *at < from))
            .unwrap_or(Byte(0)),
    }
}

fn word_starts(line: &str) -> Vec<usize> {
    line.unicode_word_indices().map(|(at, _)| at).collect()
}

fn word_ends(line: &str) -> Vec<usize> {
    line.unicode_word_indices().map(|(at, word)| at + word.len()).collect()
}

fn sentence_starts(line: &str) -> Vec<usize> {
    line.split_sentence_bound_indices()
        .filter(|(_, sentence)| !sentence.trim().is_empty())
        .map(|(at, sentence)| at + sentence.len() - sentence.trim_start().len())
        .collect()
}

fn paragraph_start(line: &str) -> Vec<usize> {
    line.find(|c: char| !c.is_whitespace()).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Reads `[` and `]` in both texts as the selection's ends.
    fn check(by: Snap, selected: &str, expected: &str) {
        let (text, raw) = parse(selected);
        let found = snap(&text, raw, by);
        assert_eq!(found.map(|span| show(&text, span)).unwrap_or_default(), expected);
    }

    fn parse(marked: &str) -> (Text, Span) {
        let start = marked.find('[').unwrap();
        let end = marked.find(']').unwrap() - 1;
        let span = Span::new(Byte::at(start), Byte::at(end)).unwrap();
        (Text::new(marked.replace(['[', ']'], "")), span)
    }

    fn show(text: &Text, span: Span) -> String {
        let (string, range) = (text.as_str(), span.range());
        format!("{}[{}]{}", &string[..range.start], &string[range.clone()], &string[range.end..])
    }

    #[test]
    fn words_grow_to_their_ends() {
        check(Snap::Words, "Ada [Love]lace", "Ada [Lovelace]");
        check(Snap::Words, "Ad[a Love]lace", "[Ada Lovelace]");
        check(Snap::Words, "Canad[a’]s envoy", "[Canada’s] envoy");
        check(Snap::Words, "a 15-ye[a]r plan", "a 15-[year] plan");
        check(Snap::Words, "one\nt[wo\nthr]ee", "one\n[two\nthree]");
    }

    #[test]
    fn white_space_at_the_ends_is_left_out() {
        check(Snap::Words, "Ada[ Lovelace ]met", "Ada [Lovelace] met");
        check(Snap::Graphemes, "Ada[\u{a0}Love\n]lace", "Ada\u{a0}[Love]\nlace");
        check(Snap::Words, "Ada[ \n ]met", "");
    }

    #[test]
    fn scripts_without_spaces_keep_the_selection() {
        check(Snap::Words, "東京で[会議]が", "東京で[会議]が");
    }

    #[test]
    fn clusters_are_never_cut() {
        check(Snap::Graphemes, "[e]\u{301}t", "[e\u{301}]t");
        check(Snap::Graphemes, "x👩🏽\u{200d}[🚀]y", "x[👩🏽\u{200d}🚀]y");
        check(Snap::Words, "[क्]षमा", "[क्षमा]");
        // A mark that hangs on a space is neither cut off from it nor kept with it.
        check(Snap::Graphemes, "a[ \u{301}b]", "a \u{301}[b]");
        check(Snap::Graphemes, "a [\u{301}]b", "");
    }

    /// Reads `|` as the caret.
    fn check_step(by: Step, towards: Towards, before: &str, after: &str) {
        let at = before.find('|').unwrap();
        let text = Text::new(before.replace('|', ""));
        let mut found = text.as_str().to_owned();
        found.insert(step(&text, Byte::at(at), by, towards).index(), '|');
        assert_eq!(found, after);
    }

    #[test]
    fn the_caret_walks_by_every_unit() {
        check_step(Step::Character, Towards::End, "|e\u{301}t", "e\u{301}|t");
        check_step(Step::Character, Towards::Start, "ab|", "a|b");
        check_step(Step::Word, Towards::End, "|Ada met\nCarl", "Ada |met\nCarl");
        check_step(Step::Word, Towards::End, "Ada |met.\n\nCarl", "Ada met.\n\n|Carl");
        check_step(Step::Word, Towards::Start, "Ada |met", "|Ada met");
        check_step(Step::WordEnd, Towards::End, "Ada| met.", "Ada met|.");
        check_step(Step::WordEnd, Towards::End, "Ada met|.", "Ada met.|");
        check_step(Step::WordEnd, Towards::Start, "Ada\n\nm|et", "Ada|\n\nmet");
        check_step(Step::Sentence, Towards::End, "|One. Two.", "One. |Two.");
        check_step(Step::Paragraph, Towards::End, "o|ne\n\n  two", "one\n\n  |two");
        check_step(Step::Paragraph, Towards::Start, "one\n\ntw|o", "one\n\n|two");
        check_step(Step::Text, Towards::End, "on|e\ntwo", "one\ntwo|");
        check_step(Step::Word, Towards::End, "one|", "one|");
    }

    proptest! {
        #[test]
        fn a_snapped_span_snaps_to_itself(
            string in "[ab \n.’💩e\u{301}\u{200d}漢字क्ष-]{1,40}",
            ends in any::<(prop::sample::Index, prop::sample::Index)>(),
        ) {
            let text = Text::new(string.as_str());
            let cuts: Vec<usize> =
                string.char_indices().map(|(at, _)| at).chain([string.len()]).collect();
            let at = |index: prop::sample::Index| Byte::at(*index.get(&cuts));
            let Some(raw) = Span::between(at(ends.0), at(ends.1)) else { return Ok(()) };
            for by in [Snap::Words, Snap::Graphemes] {
                let Some(once) = snap(&text, raw, by) else { continue };
                prop_assert_eq!(snap(&text, once, by), Some(once));
                prop_assert_eq!(text.slice(once).trim(), text.slice(once));
            }
        }
    }
}
