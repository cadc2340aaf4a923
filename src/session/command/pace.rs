//! How far a held key goes.

/// How the steps of a held key grow: one at a time at first, then one more every so many repeats.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    every: u32,
    most: u32,
}

/// Repeats that go by one: at the usual thirty a second, a bit less than half a second.
const EVEN: u32 = 12;

impl Pace {
    /// By characters.
    pub const CHARACTER: Self = Self { every: 6, most: 8 };
    /// By words.
    pub const WORD: Self = Self { every: 12, most: 4 };
    /// By lines as they are drawn.
    pub const LINE: Self = Self { every: 12, most: 4 };
    /// By sentences.
    pub const SENTENCE: Self = Self { every: 24, most: 2 };
    /// By what is not passed unseen: paragraphs, the text.
    pub const EVEN: Self = Self { every: 1, most: 1 };

    /// How many steps the nth repeat takes at once.
    pub fn steps(self, repeats: u32) -> u32 {
        match repeats.checked_sub(EVEN) {
            None => 1,
            Some(more) => (2 + more / self.every).min(self.most),
        }
    }
}
