//! Where words stand in a text, however they are typed: in capitals, with curly quotes, with spaces
//! that do not break.

mod lanes;
mod scan;

use super::fold::fold;
use super::segmentation::is_cluster_boundary;
use super::{Byte, Span, Text};
use scan::Scan;

/// Words to look for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    folded: Vec<char>,
    keeps_case: bool,
}

impl Query {
    /// Words as they are typed; `None` if they are blank. Capitals count if `keeps_case`.
    pub fn new(words: &str, keeps_case: bool) -> Option<Self> {
        let mut folded: Vec<char> = Vec::new();
        for c in words.chars() {
            for c in fold(c, keeps_case).chars() {
                if *c != ' ' || folded.last().is_some_and(|last| *last != ' ') {
                    folded.push(*c);
                }
            }
        }
        if folded.last() == Some(&' ') {
            folded.pop();
        }
        (!folded.is_empty()).then_some(Self { folded, keeps_case })
    }

    /// Every place of the text that has the words, in order and without overlap. A place never cuts
    /// a grapheme cluster, and neither begins nor ends with white space.
    pub fn places(&self, text: &Text) -> Vec<Span> {
        let mut places = Vec::new();
        let mut scan = self.scan(text.as_str());
        while let Some(at) = scan.next() {
            if let Some(place) = self.place_at(text, at) {
                scan.skip_to(place.end().index());
                places.push(place);
            }
        }
        places
    }

    /// Whether the words are in a string.
    pub fn is_in(&self, string: &str) -> bool {
        self.scan(string).any(|at| self.len_at(&string[at..]).is_some())
    }

    fn scan<'a>(&self, string: &'a str) -> Scan<'a> {
        Scan::new(string, &self.folded, self.keeps_case)
    }

    fn place_at(&self, text: &Text, at: usize) -> Option<Span> {
        let len = self.len_at(&text.as_str()[at..])?;
        let (start, end) = (Byte::at(at), Byte::at(at + len));
        let is_whole = is_cluster_boundary(text, start) && is_cluster_boundary(text, end);
        Span::new(start, end).filter(|_| is_whole)
    }

    /// How many bytes of a string the words take that it begins with.
    fn len_at(&self, string: &str) -> Option<usize> {
        let (mut at, mut found) = (0, 0);
        let mut is_behind_space = false;
        while found < self.folded.len() {
            let byte = *string.as_bytes().get(at)?;
            if byte.is_ascii_graphic() && byte != b'`' {
                // Most characters, without a look at any table.
                let folded = if self.keeps_case { byte } else { byte.to_ascii_lowercase() };
                if self.folded[found] != char::from(folded) {
                    return None;
                }
                (at, found, is_behind_space) = (at + 1, found + 1, false);
                continue;
            }
            let c = string[at..].chars().next()?;
            for folded in fold(c, self.keeps_case).chars() {
                let is_space = *folded == ' ';
                if !(is_space && is_behind_space) {
                    if self.folded.get(found) != Some(folded) {
                        return None;
                    }
                    found += 1;
                }
                is_behind_space = is_space;
            }
            at += c.len_utf8();
        }
        Some(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Looks for words and shows each place in brackets.
    fn shown(words: &str, string: &str, keeps_case: bool) -> String {
        let text = Text::new(string);
        let query = Query::new(words, keeps_case);
        let mut shown = string.to_owned();
        for place in query.iter().flat_map(|query| query.places(&text)).rev() {
            shown.insert(place.end().index(), ']');
            shown.insert(place.start().index(), '[');
        }
        shown
    }

    #[track_caller]
    fn check(words: &str, expected: &str) {
        assert_eq!(shown(words, &expected.replace(['[', ']'], ""), false), expected);
    }

    #[test]
    fn capitals_quotes_and_spaces_are_as_one_types_them() {
        check("may", "In [May] they [may] go. dis[may]");
        check("don't say \"no\"", "[Don’t say “no”], [DON'T SAY \"NO\"]");
        check(" New  York ", "[New York], [New\u{a0}York], [New\nYork], NewYork");
        check("co-op", "[co-op] [co‑op] [Co–op] coop");
        check("cooperate", "[co\u{ad}operate]");
        check("wait...", "[Wait…] [wait...]");
        check("", "nothing");
        check(" \u{a0}\n", "nothing at all");
    }

    #[test]
    fn capitals_count_where_one_says_so() {
        assert_eq!(shown("US", "the US and us", true), "the [US] and us");
        assert_eq!(shown("É", "É é E\u{301}", true), "[É] é [E\u{301}]");
    }

    #[test]
    fn letters_with_marks_are_found_in_both_forms_and_never_cut() {
        check("café", "[CAFÉ] [cafe\u{301}] cafe");
        check("cafe\u{301}", "[café] cafe");
        check("cafe", "café cafe\u{301} [cafe]");
        check("がく", "[がく] [か\u{3099}く] かく");
        check("한", "[한] [\u{1112}\u{1161}\u{11ab}]");
        check("\u{301}", "e\u{301}");
        check(".", "wait… go[.]");
        check("👩", "[👩] 👩\u{200d}🚀");
    }

    #[test]
    fn other_scripts_are_found() {
        check("москва", "[МОСКВА], [Москва]");
        check("שלום", "[שלום] עולם");
        check("東京", "[東京]の[東京]都");
        check("ΟΔΟΣ", "[οδός]".replace('ό', "ο").as_str());
    }

    #[test]
    fn places_do_not_overlap() {
        check("aa", "[aa][aa]a");
        check("a a", "[a  a] a");
    }

    /// Held against folding letter by letter from each character on.
    fn naive(query: &Query, text: &Text) -> Vec<Span> {
        let mut places: Vec<Span> = Vec::new();
        for (at, c) in text.as_str().char_indices() {
            let is_free = places.last().is_none_or(|last| last.end().index() <= at);
            let begins = fold(c, query.keeps_case).chars().first() == query.folded.first();
            let len = || {
                let (mut wanted, mut behind_space) = (query.folded.iter(), false);
                for (len, c) in text.as_str()[at..].char_indices() {
                    for folded in fold(c, query.keeps_case).chars() {
                        if !(*folded == ' ' && behind_space) && wanted.next() != Some(folded) {
                            return None;
                        }
                        behind_space = *folded == ' ';
                    }
                    if wanted.as_slice().is_empty() {
                        return Some(len + c.len_utf8());
                    }
                }
                None
            };
            let place = (is_free && begins).then(len).flatten();
            let place = place.and_then(|len| Span::new(Byte::at(at), Byte::at(at + len)));
            places.extend(place.filter(|place| {
                is_cluster_boundary(text, place.start()) && is_cluster_boundary(text, place.end())
            }));
        }
        places
    }

    proptest! {
        #[test]
        fn the_scan_leaves_nothing_out(
            string in "([aAbB eEéÉ'`’ -‐.…ﬁ\u{301}\u{ad}жЖＡK]|[a-c]{9}){0,40}",
            words in "[aAbBeéÉ'` .fiж\u{301}K-]{1,4}",
        ) {
            let text = Text::new(string.as_str());
            for keeps_case in [false, true] {
                if let Some(query) = Query::new(&words, keeps_case) {
                    prop_assert_eq!(query.places(&text), naive(&query, &text));
                }
            }
        }

        #[test]
        fn white_space_is_one_space_wherever_it_lies(
            string in "[ab \t\n\u{a0}\u{ad}]{0,60}",
            words in "[ab][ab ]{0,4}",
        ) {
            let text = Text::new(string.as_str());
            let query = Query::new(&words, false).unwrap();
            prop_assert_eq!(query.places(&text), naive(&query, &text));
        }

        /// Held against looking at each position of the text in small letters.
        #[test]
        fn ascii_is_found_as_by_a_naive_search(string in "[abAB .]{0,60}", words in "[abAB.]{1,3}") {
            let (small, wanted) = (string.to_lowercase(), words.to_lowercase());
            let mut naive = Vec::new();
            let mut from = 0;
            while let Some(at) = small[from..].find(&wanted) {
                naive.push((from + at, from + at + wanted.len()));
                from += at + wanted.len();
            }
            let text = Text::new(string.as_str());
            let places = Query::new(&words, false).unwrap().places(&text);
            let places: Vec<_> =
                places.iter().map(|it| (it.start().index(), it.end().index())).collect();
            prop_assert_eq!(places, naive);
        }

        #[test]
        fn what_stands_there_is_found_there(string in "(\\PC|\n){1,40}", from in 0usize..40, len in 1usize..8) {
            let text = Text::new(string.as_str());
            let words: String = string.chars().skip(from).take(len).collect();
            for keeps_case in [false, true] {
                let query = Query::new(&words, keeps_case);
                for place in query.iter().flat_map(|query| query.places(&text)) {
                    prop_assert_eq!(Query::new(text.slice(place), keeps_case), query.clone());
                }
                prop_assert!(query.is_none_or(|query| query.is_in(&string)));
            }
        }
    }
}
