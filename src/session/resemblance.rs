//! How much a name is like some words: what an unlinked mention may name, and what a typed name may mean.

use crate::text::{self, folded};

/// How well a name fits words; the first is the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Likeness {
    /// It is the words, upper and lower case aside.
    Same,
    /// It is the words, accents and a possessive aside.
    Alike,
    /// It begins with the words.
    Start,
    /// One of its words begins with them.
    WordStart,
    /// It has them within.
    Inside,
    /// They share a last name, one has all words of the other, or one is the other's initials.
    Part,
    /// A letter or two are different, missing, too many or in another order.
    Near,
}

/// Words that names are held against.
#[derive(Clone, Debug)]
pub struct Wanted {
    folded: String,
    plain: String,
    /// Whether they are capitals throughout, as initials are.
    is_capitals: bool,
}

/// So many letters a name has at the least to be told within other words.
const SHORTEST: usize = 3;

impl Wanted {
    /// The words, as they were typed or stand in a text.
    pub fn new(words: &str) -> Self {
        let letters = words.chars().filter(|c| *c != '.');
        Self {
            folded: folded(words, false),
            plain: plain(words),
            is_capitals: words.chars().any(char::is_alphabetic)
                && letters.clone().all(char::is_uppercase),
        }
    }

    /// How well a name fits them, if it does.
    pub fn likeness(&self, name: &str) -> Option<Likeness> {
        if folded(name, false) == self.folded {
            return Some(Likeness::Same);
        }
        let (name, wanted) = (plain(name), self.plain.as_str());
        if name == wanted {
            return Some(Likeness::Alike);
        }
        let places = name.match_indices(wanted).map(|(at, _)| match at {
            0 => Likeness::Start,
            _ if name[..at].ends_with(|c: char| !c.is_alphanumeric()) => Likeness::WordStart,
            _ => Likeness::Inside,
        });
        let within = places.min();
        within
            .or_else(|| self.is_part(&name).then_some(Likeness::Part))
            .or_else(|| is_near(&name, wanted).then_some(Likeness::Near))
    }

    fn is_part(&self, name: &str) -> bool {
        let wanted = self.plain.as_str();
        let (its, ours): (Vec<&str>, Vec<&str>) = (words(name).collect(), words(wanted).collect());
        let holds = |all: &[&str], some: &[&str]| some.iter().all(|word| all.contains(word));
        let (Some(its_last), Some(our_last)) = (its.last(), ours.last()) else { return false };
        let is_initials = self.is_capitals
            && its.len() > 1
            && its
                .iter()
                .filter_map(|word| word.chars().next())
                .eq(wanted.chars().filter(|c| *c != '.'));
        let long = |name: &str| name.chars().count() >= SHORTEST;
        is_initials
            || its_last == our_last && long(its_last) && (its.len() > 1 || ours.len() > 1)
            || long(wanted) && holds(&its, &ours)
            || long(name) && holds(&ours, &its)
    }
}

/// Folded, without accents and without a possessive at the end.
fn plain(words: &str) -> String {
    without_possessive(&text::plain(words.trim())).to_owned()
}

/// The words without an ’s at the end, or the apostrophe alone behind an s.
pub fn without_possessive(words: &str) -> &str {
    for mark in ['\'', '’'] {
        if let Some(owner) = words.strip_suffix(['s', 'S']).and_then(|it| it.strip_suffix(mark)) {
            return owner;
        }
        if let Some(owner) = words.strip_suffix(mark).filter(|it| it.ends_with(['s', 'S'])) {
            return owner;
        }
    }
    words
}

fn words(string: &str) -> impl Iterator<Item = &str> {
    string.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Whether the two, or their last words where one of them is a single word, are a slip apart.
fn is_near(name: &str, wanted: &str) -> bool {
    if slip(name, wanted) {
        return true;
    }
    let is_single = |string: &str| words(string).nth(1).is_none();
    (is_single(name) != is_single(wanted))
        && words(name).last().zip(words(wanted).last()).is_some_and(|(a, b)| slip(a, b))
}

/// Whether a letter in five is another one, missing, too many, or swapped with its neighbour; two at
/// the most, and none in the shortest words (Damerau–Levenshtein, optimal string alignment).
fn slip(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let allowed = match a.len().min(b.len()) {
        0..4 => return false,
        4..8 => 1,
        _ => 2,
    };
    if a.len().abs_diff(b.len()) > allowed || a.first() != b.first() {
        return false;
    }
    let mut before = vec![0; b.len() + 1];
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let is_other = usize::from(a[i - 1] != b[j - 1]);
            row[j] = (last[j] + 1).min(row[j - 1] + 1).min(last[j - 1] + is_other);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                row[j] = row[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut last, row);
    }
    last[b.len()] <= allowed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(words: &str, name: &str, expected: Option<Likeness>) {
        assert_eq!(Wanted::new(words).likeness(name), expected, "{words} / {name}");
    }

    #[test]
    fn the_closer_a_name_is_the_earlier_it_comes() {
        use Likeness::*;
        check("ZELENSKY", "Zelensky", Some(Same));
        check("Zelensky’s", "Zelensky", Some(Alike));
        check("the allies'", "The Allies", Some(Alike));
        check("Zelenský", "Zelensky", Some(Alike));
        check("Zel", "Zelensky", Some(Start));
        check("Zelensky's", "Volodymyr Zelensky", Some(WordStart));
        check("lensky", "Zelensky", Some(Inside));
        check("Mr. Zelensky", "Volodymyr Zelensky", Some(Part));
        check("President Zelensky", "Zelensky", Some(Part));
        check("Zelensky Volodymyr", "Volodymyr Zelensky", Some(Part));
        check("UAE", "United Arab Emirates", Some(Part));
        check("U.N.", "United Nations", Some(Part));
        check("Zelenskiy", "Zelensky", Some(Near));
        check("Zelenksy", "Volodymyr Zelensky", Some(Near));
        check("Zelenskyy", "Volodymyr Zelensky", Some(Near));
    }

    #[test]
    fn what_is_only_a_little_alike_is_not_offered() {
        check("un", "United Nations", Some(Likeness::Start));
        check("us", "Ukraine Summit", None);
        check("Iran", "Iraq", Some(Likeness::Near));
        check("Ann", "Anne of Kiel", Some(Likeness::Start));
        check("Ina", "Ira", None);
        check("Macron", "Marcon", Some(Likeness::Near));
        check("Bacron", "Macron", None);
        check("Paris", "London", None);
        check("", "", Some(Likeness::Same));
    }
}
