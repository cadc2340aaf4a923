//! Which way a paragraph is read.

/// The direction of a paragraph: that of its first strong character (UAX #9, rules P2 and P3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// As Latin is written.
    LeftToRight,
    /// As Arabic and Hebrew are written.
    RightToLeft,
    /// No character says; drawn from left to right.
    Neutral,
}

impl Direction {
    /// The direction of a line of text, as `dir="auto"` finds it, except that letters
    /// between isolates (U+2066 to U+2069) count too.
    pub(super) fn of(line: &str) -> Self {
        line.chars().find_map(strong).unwrap_or(Self::Neutral)
    }
}

/// The direction of a strong character.
///
/// Unicode keeps letters from right to left in blocks of their own, so that the standard library's
/// table of letters is enough; that of `unicode-bidi` would be 17 KB more to fetch.
fn strong(c: char) -> Option<Direction> {
    match c {
        '\u{200E}' => Some(Direction::LeftToRight),
        '\u{200F}' | '\u{061C}' => Some(Direction::RightToLeft),
        '\0'..='\u{7F}' => c.is_ascii_alphabetic().then_some(Direction::LeftToRight),
        // The usual beginnings that are no letters: spaces, dashes, quotation marks.
        '\u{A0}' | '\u{2000}'..='\u{206F}' => None,
        _ if !is_common_letter(c) && !is_letter(c) => None,
        '\u{0590}'..='\u{08FF}'
        | '\u{FB1D}'..='\u{FDFF}'
        | '\u{FE70}'..='\u{FEFF}'
        | '\u{10800}'..='\u{10FFF}'
        | '\u{1E800}'..='\u{1EFFF}' => Some(Direction::RightToLeft),
        _ => Some(Direction::LeftToRight),
    }
}

/// Some of the letters that texts begin with, without a table: Latin, Hebrew, Arabic, Devanagari, kana
/// and ideographs.
fn is_common_letter(c: char) -> bool {
    matches!(c,
        '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{24F}'
        | '\u{5D0}'..='\u{5EA}' | '\u{620}'..='\u{64A}' | '\u{904}'..='\u{939}'
        | '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{4E00}'..='\u{9FFF}')
}

#[inline(never)] // not in the first load, as the table of letters is
fn is_letter(c: char) -> bool {
    c.is_alphabetic()
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_bidi::{BidiClass, bidi_class};

    #[test]
    fn common_letters_are_letters() {
        let common = ('\0'..=char::MAX).filter(|c| is_common_letter(*c));
        assert_eq!(common.filter(|c| !c.is_alphabetic()).collect::<String>(), "");
    }

    fn check(line: &str, expected: Direction) {
        assert_eq!(Direction::of(line), expected, "{line}");
    }

    #[test]
    fn the_first_letter_says() {
        check("«12 שלום» Ada", Direction::RightToLeft);
        check("12. Ada שלום", Direction::LeftToRight);
        check("مرحبا", Direction::RightToLeft);
        check("\u{200F}12", Direction::RightToLeft);
        check("東京", Direction::LeftToRight);
        check("12 – 💩", Direction::Neutral);
        check("", Direction::Neutral);
    }

    #[test]
    fn no_letter_is_taken_for_one_of_the_other_direction() {
        for c in '\0'..=char::MAX {
            match bidi_class(c) {
                BidiClass::L => assert_ne!(strong(c), Some(Direction::RightToLeft), "{c:?}"),
                BidiClass::R | BidiClass::AL => {
                    assert_ne!(strong(c), Some(Direction::LeftToRight), "{c:?}");
                }
                _ => {}
            }
        }
    }
}
