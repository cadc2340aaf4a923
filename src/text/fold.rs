//! What a character is compared as when a text is searched: small, with straight quotes and plain
//! spaces, and marks behind their letter however they were typed.

mod composed;

use composed::COMPOSED;

/// What one character is compared as; nothing if it is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Folded {
    chars: [char; Self::MOST],
    len: u8,
}

impl Folded {
    /// A small letter may be a letter with a mark, and that a letter with two.
    const MOST: usize = 5;

    fn one(c: char) -> Self {
        let mut folded = Self { chars: ['\0'; Self::MOST], len: 0 };
        folded.push(c);
        folded
    }

    fn push(&mut self, c: char) {
        if let Some(place) = self.chars.get_mut(usize::from(self.len)) {
            *place = c;
            self.len += 1;
        }
    }

    pub(super) fn chars(&self) -> &[char] {
        &self.chars[..usize::from(self.len)]
    }
}

/// What a character is compared as; capitals as they are if `keeps_case`.
pub(super) fn fold(c: char, keeps_case: bool) -> Folded {
    match c {
        '\t'..='\r' => Folded::one(' '),
        '`' => Folded::one('\''),
        _ if c.is_ascii() => Folded::one(if keeps_case { c } else { c.to_ascii_lowercase() }),
        _ => fold_other(c, keeps_case),
    }
}

/// A string as names are looked up: folded, and without the marks on letters.
pub fn plain(string: &str) -> String {
    let mut plain = String::with_capacity(string.len());
    for c in string.chars() {
        let folded = fold(c, false);
        plain.extend(folded.chars().iter().filter(|c| !matches!(c, '\u{300}'..='\u{36f}')));
    }
    plain
}

/// A string as it is compared: each character folded, white space one space.
pub fn folded(string: &str, keeps_case: bool) -> String {
    let mut folded = String::with_capacity(string.len());
    for c in string.trim().chars() {
        for c in fold(c, keeps_case).chars() {
            if *c != ' ' || !folded.ends_with(' ') {
                folded.push(*c);
            }
        }
    }
    folded
}

fn fold_other(c: char, keeps_case: bool) -> Folded {
    let mut folded = Folded { chars: ['\0'; Folded::MOST], len: 0 };
    match c {
        // Hyphens that a line may break at, joiners and signs of direction are not seen.
        '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => {}
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
        '‘'..='‛' | '′' | 'ʼ' | '´' => folded.push('\''),
        '“'..='‟' | '″' => folded.push('"'),
        '‐'..='―' | '−' => folded.push('-'),
        '…' => "...".chars().for_each(|dot| folded.push(dot)),
        'ﬀ' => "ff".chars().for_each(|letter| folded.push(letter)),
        'ﬁ' => "fi".chars().for_each(|letter| folded.push(letter)),
        'ﬂ' => "fl".chars().for_each(|letter| folded.push(letter)),
        'ς' => folded.push('σ'),
        // Fullwidth forms of ASCII.
        '！'..='～' => {
            let narrow = char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c);
            return fold(narrow, keeps_case);
        }
        _ if c.is_whitespace() => folded.push(' '),
        // The one capital whose small letter has a mark of its own.
        'İ' => "I\u{307}".chars().for_each(|part| {
            folded.push(if keeps_case { part } else { part.to_ascii_lowercase() });
        }),
        _ if keeps_case => take_apart(c, &mut folded),
        _ => c.to_lowercase().for_each(|small| take_apart(small, &mut folded)),
    }
    folded
}

/// Canonical decomposition, for the scripts of [`COMPOSED`] and for Hangul.
fn take_apart(c: char, folded: &mut Folded) {
    if let '가'..='힣' = c {
        let syllable = u32::from(c) - 0xac00;
        let (lead, vowel, tail) = (syllable / 588, syllable % 588 / 28, syllable % 28);
        let parts = [0x1100 + lead, 0x1161 + vowel, 0x11a7 + tail];
        let parts = parts.into_iter().filter_map(char::from_u32);
        return parts.take(2 + usize::from(tail > 0)).for_each(|part| folded.push(part));
    }
    let find = |c: char| COMPOSED.binary_search_by_key(&c, |[whole, ..]| *whole).ok();
    if let Some(at) = find(c) {
        let [_, base, mark] = COMPOSED[at];
        take_apart(base, folded);
        return folded.push(mark);
    }
    // The table has small letters only.
    match one(c.to_lowercase()).filter(|small| *small != c).and_then(find) {
        Some(at) => {
            let [_, base, mark] = COMPOSED[at];
            take_apart(one(base.to_uppercase()).unwrap_or(base), folded);
            folded.push(mark);
        }
        None => folded.push(c),
    }
}

fn one(mut chars: impl Iterator<Item = char>) -> Option<char> {
    chars.next().filter(|_| chars.next().is_none())
}

#[cfg(test)]
mod tests {
    use super::*;
    use unicode_normalization::UnicodeNormalization;

    #[test]
    fn the_table_is_in_order_and_of_small_letters() {
        assert!(COMPOSED.is_sorted_by_key(|[whole, ..]| *whole));
        assert!(COMPOSED.iter().all(|[c, ..]| c.to_lowercase().eq([*c])));
    }

    #[test]
    fn a_letter_folds_as_its_decomposition_does() {
        let scripts =
            ['À'..='ɏ', 'Ͱ'..='ӿ', '؀'..='ۿ', 'ऀ'..='෿', 'Ḁ'..='ỿ', '぀'..='ヿ', '가'..='힣'];
        for c in scripts.into_iter().flatten() {
            let apart: String = c.nfd().collect();
            if apart.chars().count() == 1 {
                // A few signs are another one of the same look.
                continue;
            }
            for keeps_case in [false, true] {
                assert_eq!(folded(&apart, keeps_case), folded(&c.to_string(), keeps_case), "{c}");
            }
        }
    }

    #[test]
    fn names_are_looked_up_without_the_marks_on_letters() {
        assert_eq!(plain("Élise Køhler, ŻÓŁĆ"), "elise køhler, zołc");
    }

    #[test]
    fn signs_that_look_alike_are_alike() {
        assert_eq!(folded("“Don’t”\u{a0}– co\u{ad}op…", false), "\"don't\" - coop...");
        assert_eq!(folded("ΟΔΟΣ οδος", false), folded("οδοσ ΟΔΟσ", false));
        assert_eq!(folded("ＡＢ１ ﬁn İ", false), "ab1 fin i\u{307}");
        assert_eq!(folded("Émile ΣΑΣ", true), "E\u{301}mile ΣΑΣ");
    }
}
