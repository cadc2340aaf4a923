//! Words on one line of a file: what would end the line or the field is written out.

use crate::text::{divides, folded, is_white};

/// What [`divides`] lines and fields, and the backslash, in other characters: `\n`, `\t`, `\r`, `\\`, and
/// `\u` with four hexadecimal digits for what else there is.
pub(super) fn escaped(words: &str) -> String {
    escaped_where(words, divides)
}

/// The same without white space: an id that a program reads up to the next blank.
pub(super) fn escaped_id(id: &str) -> String {
    escaped_where(id, |c| divides(c) || is_white(c))
}

fn escaped_where(words: &str, is_escaped: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '\\' => out += "\\\\",
            '\n' => out += "\\n",
            '\t' => out += "\\t",
            '\r' => out += "\\r",
            c if is_escaped(c) => out += &format!("\\u{:04x}", u32::from(c)),
            c => out.push(c),
        }
    }
    out
}

/// The words again.
pub(super) fn unescaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut rest = words;
    while let Some((before, behind)) = rest.split_once('\\') {
        out += before;
        let mut chars = behind.chars();
        let next = chars.next();
        rest = chars.as_str();
        match next {
            Some('n') => out.push('\n'),
            Some('t') => out.push('\t'),
            Some('r') => out.push('\r'),
            Some('\\') => out.push('\\'),
            Some('u') if let Some((c, behind)) = by_number(rest) => {
                out.push(c);
                rest = behind;
            }
            Some(other) => out.extend(['\\', other]),
            None => out.push('\\'),
        }
    }
    out + rest
}

/// The character of four hexadecimal digits, if it is one that is written so, and what is behind them.
fn by_number(words: &str) -> Option<(char, &str)> {
    let (digits, rest) = words.split_at_checked(4)?;
    let c = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
    (divides(c) || is_white(c)).then_some((c, rest))
}

/// A type as brat knows it: ASCII letters, digits, `-` and `_`, at least one of them no mark, and none
/// that was given before. One in other letters has a number.
pub(super) fn type_name(id: &str, taken: &[String]) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    // é is e and a mark in what is folded.
    let letters = folded(id, true);
    let letters = letters.chars().filter(|c| !matches!(c, '\u{300}'..='\u{36f}'));
    let mut name: String = letters.map(|c| if is_plain(c) { c } else { '_' }).collect();
    if !name.contains(|c: char| c.is_ascii_alphanumeric()) {
        "Type".clone_into(&mut name);
    }
    let numbered = (2..).map(|number| format!("{name}_{number}"));
    let mut candidates = std::iter::once(name.clone()).chain(numbered);
    candidates.find(|name| !taken.contains(name)).expect("there are more numbers than types")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back_as_they_were() {
        let all = "a\nb\tc\\n \r \u{b}\u{c}\u{1c}\u{1d}\u{1e}\u{85}\u{2028}\u{2029}";
        for words in [all, "\\", "plain", "", "\\u2028", "a b\u{a0}c", "\\\u{2028}"] {
            assert_eq!(unescaped(&escaped(words)), words);
            assert!(!escaped(words).contains(divides));
            assert_eq!(unescaped(&escaped_id(words)), words);
            assert!(!escaped_id(words).contains(is_white));
        }
        assert_eq!(unescaped("\\u0041 \\u12 \\uééé"), "\\u0041 \\u12 \\uééé");
    }

    #[test]
    fn types_are_in_the_letters_that_brat_has() {
        let mut taken = Vec::new();
        let mut check = |id: &str, expected: &str| {
            taken.push(type_name(id, &taken));
            assert_eq!(taken.last().map(String::as_str), Some(expected));
        };
        check("person", "person");
        check("té st", "te_st");
        check("человек", "Type");
        check("人物", "Type_2");
        check("-", "Type_3");
        check("a b", "a_b");
        check("a_b", "a_b_2");
    }
}
