//! Words and characters of ASCII, by the same rules of UAX #29 as in `segmentation`.

/// What a character of a word's inside is to its neighbours.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// `ALetter`.
    Letter,
    /// `Numeric`.
    Digit,
    /// `ExtendNumLet`.
    LowLine,
    /// Every other.
    Other,
}

fn kind(byte: u8) -> Kind {
    match byte {
        b'a'..=b'z' | b'A'..=b'Z' => Kind::Letter,
        b'0'..=b'9' => Kind::Digit,
        b'_' => Kind::LowLine,
        _ => Kind::Other,
    }
}

/// The word, or other character, of a token without white space that holds the byte at `at`; `None`
/// if the token is not all ASCII.
pub(super) fn word_around(token: &str, at: usize) -> Option<(usize, usize)> {
    if !token.is_ascii() {
        return None;
    }
    let bytes = token.as_bytes();
    let breaks = |cut: &usize| is_word_break(bytes, *cut);
    let start = (0..=at).rev().find(breaks)?;
    let end = (at + 1..=bytes.len()).find(breaks)?;
    Some((start, end))
}

/// Rules WB5 to WB13b.
fn is_word_break(bytes: &[u8], cut: usize) -> bool {
    if cut == 0 || cut == bytes.len() {
        return true;
    }
    let kind_at = |at: usize| bytes.get(at).map_or(Kind::Other, |byte| kind(*byte));
    let (before, behind) = (bytes[cut - 1], bytes[cut]);
    match (kind(before), kind(behind)) {
        (Kind::Other, Kind::Other) => true,
        // A sign between two letters, or between two digits, joins them.
        (around @ (Kind::Letter | Kind::Digit), Kind::Other) => {
            !(joins(behind, around) && kind_at(cut + 1) == around)
        }
        (Kind::Other, around @ (Kind::Letter | Kind::Digit)) => {
            !(joins(before, around) && cut >= 2 && kind_at(cut - 2) == around)
        }
        (Kind::LowLine, Kind::Other) | (Kind::Other, Kind::LowLine) => true,
        _ => false,
    }
}

/// `MidNumLet`, `Single_Quote`, and `MidLetter` or `MidNum`.
fn joins(sign: u8, around: Kind) -> bool {
    match sign {
        b'.' | b'\'' => true,
        b':' => around == Kind::Letter,
        b',' | b';' => around == Kind::Digit,
        _ => false,
    }
}

/// Whether ASCII stands on both sides, but for CR LF: then a cluster ends between them. Where this is
/// false, Unicode's tables have to say.
pub(super) fn is_cluster_boundary(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    let (Some(before), Some(behind)) =
        (at.checked_sub(1).and_then(|before| bytes.get(before)), bytes.get(at))
    else {
        return text.is_char_boundary(at);
    };
    before.is_ascii() && behind.is_ascii() && (*before, *behind) != (b'\r', b'\n')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

    proptest! {
        #[test]
        fn words_are_those_of_unicode(token in "[a-cA-C0-2_.,;:'\"!@#$%&()/\\\\*+<=>?^`{|}~\\[\\]-]{1,12}") {
            let words: Vec<(usize, usize)> = token
                .split_word_bound_indices()
                .map(|(start, word)| (start, start + word.len()))
                .collect();
            for at in 0..token.len() {
                let expected = words.iter().find(|(_, end)| at < *end).copied();
                prop_assert_eq!(word_around(&token, at), expected);
            }
        }

        #[test]
        fn clusters_are_those_of_unicode(text in "[a-c \r\n\té\u{301}👩]{0,8}") {
            for at in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
                let expected =
                    GraphemeCursor::new(at, text.len(), true).is_boundary(&text, 0).unwrap();
                prop_assert!(expected || !is_cluster_boundary(&text, at));
            }
        }
    }

    #[test]
    fn other_characters_are_left_to_unicode() {
        assert_eq!(word_around("Canada’s", 2), None);
        assert!(!is_cluster_boundary("e\u{301}", 1));
    }
}
