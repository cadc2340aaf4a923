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

/// A type as it stands in tags: without white space.
pub(super) fn name(label: &str) -> String {
    let name: String =
        label.chars().map(|c| if crate::text::is_white(c) { '_' } else { c }).collect();
    if name.is_empty() { "_".to_owned() } else { name }
}
