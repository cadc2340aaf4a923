//! Where any of many names stands in a text, found in one go over it.

use aho_corasick::AhoCorasick;

use super::fold::fold;
use super::segmentation::is_cluster_boundary;
use super::{Byte, Span, Text, folded};

/// Names to look for.
#[derive(Debug)]
pub struct Names {
    /// Those whose capitals count, and those whose do not.
    kinds: [(bool, Kind); 2],
}

#[derive(Debug)]
struct Kind {
    automaton: Option<AhoCorasick>,
    /// By the automaton's patterns: the name, and how far it reaches.
    names: Vec<(usize, Reach)>,
}

/// A name as it is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// The words.
    pub words: String,
    /// Whether capitals count.
    pub keeps_case: bool,
    /// How far it reaches.
    pub reach: Reach,
}

/// What a name may be a part of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// Of nothing: it is a whole word, or several.
    #[default]
    Whole,
    /// Of a word that ends in up to [`ENDING_LETTERS`] letters more, which are found with it.
    Endings,
    /// Of any word.
    Inside,
}

/// How many letters an inflected word is longer at the most.
pub const ENDING_LETTERS: usize = 2;

impl Reach {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Whole, Self::Endings, Self::Inside];

    /// On the screen: "whole words".
    pub fn words(self) -> &'static str {
        match self {
            Self::Whole => "whole words",
            Self::Endings => "also with an ending",
            Self::Inside => "also within words",
        }
    }
}

/// A text as it is compared, and where in the text each of its bytes comes from.
struct Folding {
    folded: String,
    /// For each byte, where its character begins; at the end, the end of the text.
    from: Vec<u32>,
}

impl Names {
    /// Makes ready to look for the names; blank ones are never found.
    ///
    /// # Errors
    /// If they are too many or too long to be looked for at once.
    pub fn new(names: &[Name]) -> Result<Self, String> {
        let kind = |keeps_case: bool| -> Result<(bool, Kind), String> {
            let mut patterns = Vec::new();
            let mut known = Vec::new();
            for (at, name) in names.iter().enumerate() {
                let words = folded(&name.words, keeps_case);
                if name.keeps_case == keeps_case && !words.is_empty() {
                    patterns.push(words);
                    known.push((at, name.reach));
                }
            }
            let automaton = match patterns.is_empty() {
                true => None,
                false => Some(AhoCorasick::new(&patterns).map_err(|error| error.to_string())?),
            };
            Ok((keeps_case, Kind { automaton, names: known }))
        };
        Ok(Self { kinds: [kind(true)?, kind(false)?] })
    }

    /// The places of a text that have one of the names, with the numbers of all that stand there, in
    /// order and without overlap: of two that overlap, the longer one.
    pub fn places(&self, text: &Text) -> Vec<(Span, Vec<usize>)> {
        let mut found: Vec<(Span, usize)> = Vec::new();
        for (keeps_case, Kind { automaton, names }) in &self.kinds {
            let Some(automaton) = automaton else { continue };
            let folding = Folding::of(text, *keeps_case);
            for place in automaton.find_overlapping_iter(&folding.folded) {
                let (name, reach) = names[place.pattern().as_usize()];
                let span = folding.span(place.start(), place.end());
                let span = span.filter(|span| {
                    is_cluster_boundary(text, span.start()) && is_cluster_boundary(text, span.end())
                });
                found.extend(span.and_then(|it| reached(text, it, reach)).map(|it| (it, name)));
            }
        }
        found.sort_by_key(|(span, name)| (std::cmp::Reverse(span.len()), span.start(), *name));
        let mut taken: std::collections::BTreeMap<Byte, (Span, Vec<usize>)> = Default::default();
        for (span, name) in found {
            let before = taken.range_mut(..span.end()).next_back();
            match before {
                Some((_, (known, names))) if *known == span => names.push(name),
                Some((_, (known, _))) if known.overlaps(span) => {}
                _ => drop(taken.insert(span.start(), (span, vec![name]))),
            }
        }
        taken.into_values().collect()
    }
}

impl Folding {
    fn of(text: &Text, keeps_case: bool) -> Self {
        let mut folding = Self { folded: String::new(), from: Vec::new() };
        for (at, c) in text.as_str().char_indices() {
            for c in fold(c, keeps_case).chars() {
                if *c != ' ' || !folding.folded.ends_with(' ') {
                    folding.folded.push(*c);
                    folding.from.resize(folding.folded.len(), at as u32);
                }
            }
        }
        folding.from.push(text.as_str().len() as u32);
        folding
    }

    /// The stretch of the text, unless it would begin or end within a character.
    fn span(&self, start: usize, end: usize) -> Option<Span> {
        let begins = |at: usize| at == 0 || self.from[at - 1] != self.from[at];
        (begins(start) && begins(end))
            .then(|| Span::new(Byte(self.from[start]), Byte(self.from[end])))?
    }
}

/// The place with what it reaches; `None` if more letters or digits go on before it or behind it.
fn reached(text: &Text, span: Span, reach: Reach) -> Option<Span> {
    if reach == Reach::Inside {
        return Some(span);
    }
    let (before, rest) = text.as_str().split_at(span.start().index());
    let after = &rest[span.len() as usize..];
    let ending = after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len());
    let letters = if reach == Reach::Endings { ENDING_LETTERS } else { 0 };
    let is_whole =
        !before.ends_with(char::is_alphanumeric) && after[..ending].chars().nth(letters).is_none();
    let end = Byte::at(span.end().index() + ending);
    is_whole.then(|| Span::new(span.start(), end))?.filter(|it| is_cluster_boundary(text, it.end()))
}

#[cfg(test)]
mod tests {
    use super::super::Query;
    use super::*;
    use proptest::prelude::*;

    /// A name with `~` before it ignores case; with `*`, it may stand within words, with `+`, have an
    /// ending.
    fn name(written: &str) -> Name {
        Name {
            words: written.trim_start_matches(['~', '*', '+']).to_owned(),
            keeps_case: !written.contains('~'),
            reach: match written {
                it if it.contains('*') => Reach::Inside,
                it if it.contains('+') => Reach::Endings,
                _ => Reach::Whole,
            },
        }
    }

    #[track_caller]
    fn check(names: &[&str], expected: &str) {
        let plain = expected.replace(['[', ']'], "");
        let names: Vec<Name> = names.iter().map(|it| name(it)).collect();
        let places = Names::new(&names).unwrap().places(&Text::new(plain.as_str()));
        let mut shown = plain;
        for (place, _) in places.iter().rev() {
            shown.insert(place.end().index(), ']');
            shown.insert(place.start().index(), '[');
        }
        assert_eq!(shown, expected);
    }

    #[test]
    fn names_are_found_as_their_rules_have_it() {
        check(&["Ada", "Carl"], "[Ada] met [Carl]. ADA left Adam.");
        check(&["~Ada"], "[Ada] met Carl. [ADA] left Adam.");
        check(&["*Ada"], "[Ada], [Ada]m");
        check(&["+Kanzler"], "des [Kanzlers], [Kanzler], Kanzleramt, Altkanzler, [Kanzlers]’");
        check(&["~+kanzler"], "des [KANZLERS] ([Kanzlern])");
        check(&["+Ada", "Adam"], "[Adam]");
        check(&["", " "], "nothing at all");
        check(&["D’Arc"], "Jeanne [D'Arc], [D’Arc]’s");
        check(&["São Tomé"], "[São\u{a0}Tomé] and [Sa\u{303}o\nTome\u{301}]");
        check(&["Tome"], "Tomé Tome\u{301} [Tome]");
        check(&["~ΟΔΟΣ"], "[οδος]");
        check(&["東京"], "[東京] の 東京都");
        check(&["cooperate"], "[co\u{ad}operate]");
    }

    #[test]
    fn the_longest_of_those_that_overlap_is_meant() {
        check(&["York", "New York", "New York Times"], "[New York Times] of [New York], [York]");
        check(&["A B", "B C D"], "A [B C D]");
    }

    #[test]
    fn all_names_of_a_place_are_told() {
        let names = [name("Ada"), name("~ada"), name("Ad")];
        let places = Names::new(&names).unwrap().places(&Text::new("Ada ADA"));
        let numbers: Vec<&[usize]> = places.iter().map(|(_, names)| names.as_slice()).collect();
        assert_eq!(numbers, [&[0, 1][..], &[1]]);
    }

    proptest! {
        /// One name is found where the search for words finds it.
        #[test]
        fn one_name_is_found_as_by_the_search(string in "[abAB é.\u{301}\u{ad}]{0,40}", words in "[abA é]{1,3}") {
            let text = Text::new(string.as_str());
            for keeps_case in [true, false] {
                let Some(query) = Query::new(&words, keeps_case) else { continue };
                let name = Name { words: words.clone(), keeps_case, reach: Reach::Inside };
                let found = Names::new(&[name]).unwrap().places(&text);
                let searched = query.places(&text);
                prop_assert_eq!(found.is_empty(), searched.is_empty());
                for (span, _) in found {
                    prop_assert!(query.is_in(text.slice(span)));
                }
            }
        }
    }
}
