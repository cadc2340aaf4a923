//! Tags of words: what begins, goes on and ends.

/// How tags tell where a mention ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scheme {
    /// By where the next tag is another one.
    Bio,
    /// By a tag of its own for the last word, and one for a mention of one word.
    Bilou,
}

impl Scheme {
    /// The letter of the word at `at` of `count`.
    pub(super) fn letter(self, at: usize, count: usize) -> char {
        match (self, at) {
            (Self::Bilou, 0) if count == 1 => 'U',
            (_, 0) => 'B',
            (Self::Bilou, at) if at + 1 == count => 'L',
            _ => 'I',
        }
    }
}

/// A tag, in whatever scheme: IOB1, BIO, BILOU, BIOES, BMES.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag<'a> {
    Outside,
    /// The first word of a mention.
    Begins(&'a str),
    /// A further word, or a first one if no mention of that type goes before.
    GoesOn(&'a str),
}

/// The tag of a field; `None` if it is none.
pub(super) fn tag(field: &str) -> Option<Tag<'_>> {
    if field == "O" {
        return Some(Tag::Outside);
    }
    let (letter, label) = field.split_once(['-', '_'])?;
    match letter {
        _ if label.is_empty() => None,
        "B" | "U" | "S" => Some(Tag::Begins(label)),
        "I" | "L" | "E" | "M" => Some(Tag::GoesOn(label)),
        _ => None,
    }
}

/// A type as it stands in tags: without white space, and without hyphens at its ends, which seqeval
/// strips.
pub(super) fn name(label: &str) -> String {
    let hyphens = |ends: &str| "_".repeat(ends.len());
    let inner = label.trim_matches('-');
    let at = label.len() - label.trim_start_matches('-').len();
    let name = match inner {
        "" => hyphens(label),
        inner => hyphens(&label[..at]) + inner + &hyphens(&label[at + inner.len()..]),
    };
    let name: String =
        name.chars().map(|c| if crate::text::is_white(c) { '_' } else { c }).collect();
    if name.is_empty() { "_".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_what_a_reader_of_tags_leaves_of_them() {
        for (label, expected) in [
            ("B-side", "B-side"),
            ("-", "_"),
            ("--", "__"),
            ("", "_"),
            ("B-", "B_"),
            ("-é st", "_é_st"),
        ] {
            assert_eq!(name(label), expected);
        }
    }
}
