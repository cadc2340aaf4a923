//! Where a regular expression fits in a text.

use super::{Byte, Piece, Snap, Span, Text, snap};

/// How large a pattern may become, in bytes: a megabyte holds whatever a person types.
const MOST_BYTES: usize = 1 << 20;
/// How deep a pattern may be nested.
const MOST_NESTED: u32 = 60;

/// A regular expression with Unicode's letters and classes.
///
/// It is tried in one [`super::Piece`] of the text at a time, so `^` and `$` are a paragraph's ends,
/// nothing is found across two, and no pattern takes more than some steps for each character: a
/// piece has at most some 4 KB.
#[derive(Clone, Debug)]
pub struct Pattern(regex::Regex);

impl Pattern {
    /// A pattern as it is typed, or in words what is wrong with it. Capitals count if `keeps_case`.
    pub fn new(typed: &str, keeps_case: bool) -> Result<Self, String> {
        let mut builder = regex::RegexBuilder::new(typed);
        builder.case_insensitive(!keeps_case).size_limit(MOST_BYTES).nest_limit(MOST_NESTED);
        builder.build().map(Self).map_err(|error| match error {
            regex::Error::CompiledTooBig(_) => "It is too large: repeat less.".to_owned(),
            // Behind a drawing of the place, which needs letters of one width.
            error => match error.to_string().rsplit_once("error: ") {
                Some((_, why)) => format!("{}.", why.trim()),
                None => "It cannot be read.".to_owned(),
            },
        })
    }

    /// Every place in some pieces of the text, in order and without overlap. A place never cuts a
    /// grapheme cluster, and neither begins nor ends with white space.
    pub fn places(&self, text: &Text, pieces: &[Piece], found: &mut Vec<Span>) {
        for span in pieces.iter().filter_map(|piece| piece.span()) {
            for fit in self.0.find_iter(text.slice(span)) {
                let at = |at: usize| Byte::at(span.start().index() + at);
                let place = Span::new(at(fit.start()), at(fit.end()));
                let place = place.and_then(|raw| snap(text, raw, Snap::Graphemes));
                found.extend(
                    place.filter(|it| !found.last().is_some_and(|last| last.overlaps(*it))),
                );
            }
        }
    }

    /// Whether it fits somewhere in a string.
    pub fn is_in(&self, string: &str) -> bool {
        self.0.is_match(string)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Pieces;

    #[track_caller]
    fn check(typed: &str, expected: &str) {
        let text = Text::new(expected.replace(['[', ']'], ""));
        let mut found = Vec::new();
        let pattern = Pattern::new(typed, false).expect("a pattern");
        pattern.places(&text, Pieces::of(&text).pieces(), &mut found);
        let mut shown = text.as_str().to_owned();
        for place in found.iter().rev() {
            shown.insert(place.end().index(), ']');
            shown.insert(place.start().index(), '[');
        }
        assert_eq!(shown, expected);
    }

    #[test]
    fn it_fits_in_a_paragraph() {
        check("^a", "[A]da\n[a]da");
        check("met.*", "Ada [met Carl.]\n[Met] ");
        check(r"зелен\w+", "[Зеленський] і [ЗЕЛЕНИЙ]");
        check("e", "cafe\u{301} h[e]".replace("fe\u{301}", "f[e\u{301}]").as_str());
        check("x*", "nothing, and [xx]");
        check(r"\s+", "a  b");
    }

    #[test]
    fn what_is_wrong_is_said_in_words() {
        let why = |typed: &str| Pattern::new(typed, true).unwrap_err();
        assert_eq!(why("(ada"), "unclosed group.");
        assert_eq!(why("*"), "repetition operator missing expression.");
        assert_eq!(why("(a{999}){999}"), "It is too large: repeat less.");
        assert!(why(&"(".repeat(1_000)).ends_with('.'));
    }

    #[test]
    fn a_hostile_pattern_takes_no_longer_than_the_text() {
        let text = Text::new("a".repeat(200_000));
        let mut found = Vec::new();
        let pattern = Pattern::new(r"(a+)+$|(a|aa)*b", true).expect("a pattern");
        pattern.places(&text, Pieces::of(&text).pieces(), &mut found);
        assert_eq!(found.iter().map(|it| it.len()).sum::<u32>(), 200_000);
    }
}
