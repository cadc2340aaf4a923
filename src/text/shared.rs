//! The passages that two texts share, word by word, wherever they stand in each.
//!
//! Words are those of Unicode UAX #29, so white space and signs between them do not count; case,
//! the form of apostrophes and soft hyphens within them do not either.

mod find;
#[cfg(test)]
mod tests;

use std::ops::Range;

use self::find::{Words, between, in_second, longest_first};
use super::{Byte, Span, Text};

/// One of the two texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Side {
    First,
    Second,
}

impl Side {
    /// The other one.
    pub fn other(self) -> Self {
        if self == Self::First { Self::Second } else { Self::First }
    }
}

/// What two texts share, and where they differ.
#[derive(Clone, Debug, Default)]
pub struct Shared {
    words: [Vec<Span>; 2],
    /// By their place in the first text.
    passages: Vec<Passage>,
    /// The passages' numbers by their place in the second text.
    in_second: Vec<usize>,
}

/// A run of words that is in both texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Passage {
    /// The number of its first word in each.
    at: [usize; 2],
    words: usize,
}

/// The same place in both texts: what stands there in each, which may be nothing in one of them.
pub type Place = [Range<Byte>; 2];

/// A word of one text and its counterpart in the other, by number.
pub type Pair = [usize; 2];

impl Shared {
    /// Finds the passages: again and again the longest run of words that is in both texts and not
    /// yet taken, of equally long ones the first. So none overlap, and none could be longer. What
    /// little is the same between two of them is found last.
    pub fn of(first: &Text, second: &Text) -> Self {
        let [a, b] = [first, second].map(Words::of);
        let mut passages = longest_first(&a, &b);
        passages.extend(between(&a.hashes, &b.hashes, &passages));
        passages.sort_unstable_by_key(|passage| passage.at[0]);
        let in_second = in_second(&passages);
        Self { words: [a.spans, b.spans], passages, in_second }
    }

    /// The passages by their place in the first text.
    pub fn passages(&self) -> impl ExactSizeIterator<Item = [Span; 2]> {
        self.passages.iter().map(|passage| {
            [Side::First, Side::Second].map(|side| self.hull(side, passage.range(side as usize)))
        })
    }

    /// What of a text the other one has too, as far as it touches a stretch.
    pub fn within(&self, side: Side, stretch: Range<Byte>) -> Vec<Span> {
        let words = self.word_at(side, stretch.start)..self.word_at(side, stretch.end) + 1;
        let first = partition(self.passages.len(), |place| {
            self.ordered(side, place).range(side as usize).end <= words.start
        });
        let passages = (first..self.passages.len()).map(|place| self.ordered(side, place));
        passages
            .map(|passage| passage.range(side as usize))
            .take_while(|range| range.start < words.end)
            .map(|range| self.hull(side, range))
            .collect()
    }

    /// The words of a text.
    pub fn words(&self, side: Side) -> &[Span] {
        &self.words[side as usize]
    }

    /// How many words the texts share.
    pub fn shared_words(&self) -> usize {
        self.passages.iter().map(|passage| passage.words).sum()
    }

    /// How many of a hundred words of a text the other one has too: 0 only if it has none, 100 only
    /// if it has all.
    pub fn percent(&self, side: Side) -> usize {
        let (shared, all) = (self.shared_words(), self.words(side).len());
        match shared {
            0 => 0,
            _ if shared == all => 100,
            _ => (shared * 100 / all).clamp(1, 99),
        }
    }

    /// Where the texts differ in their words: what of the first is not in the second with what is
    /// there instead, and what is in the second only, by their place in the first.
    pub fn differences(&self) -> Vec<Place> {
        let mut found = Vec::new();
        let count = self.passages.len();
        for number in 0..=count {
            let (before, behind) = (number.checked_sub(1), Some(number).filter(|it| *it < count));
            let here = self.gap(Side::First, before, behind);
            let (next, there) = self.gap_behind(before);
            if next == behind {
                found.push((here, there));
            } else {
                // Moved: what is between them here is not what is there.
                let (at, place) = (here.start, there.start);
                found.push((at..at, there));
                found.push((here, place..place));
            }
        }
        found.retain(|(here, there)| !here.is_empty() || !there.is_empty());
        let place =
            |(here, there)| [self.range(Side::First, here), self.range(Side::Second, there)];
        found.into_iter().map(place).collect()
    }

    /// The word at a position, or the next one; the number of all words behind the last.
    pub fn word_at(&self, side: Side, at: Byte) -> usize {
        self.words(side).partition_point(|word| word.end() <= at)
    }

    /// The shared words nearest to a word of a text, which may be the second one itself: the last
    /// one before it, and the first one from it on.
    pub fn around(&self, side: Side, word: usize) -> [Option<Pair>; 2] {
        let (here, there) = (side as usize, side.other() as usize);
        let place = partition(self.passages.len(), |place| {
            self.ordered(side, place).range(here).end <= word
        });
        let pair =
            |passage: &Passage, word: usize| [word, word - passage.at[here] + passage.at[there]];
        let next = (place < self.passages.len()).then(|| self.ordered(side, place));
        let before = match next.filter(|next| next.at[here] < word) {
            Some(next) => Some(pair(next, word - 1)),
            None => place.checked_sub(1).map(|place| {
                let last = self.ordered(side, place);
                pair(last, last.range(here).end - 1)
            }),
        };
        [before, next.map(|next| pair(next, word.max(next.at[here])))]
    }

    /// The passage with that place in the order of a text.
    fn ordered(&self, side: Side, place: usize) -> &Passage {
        match side {
            Side::First => &self.passages[place],
            Side::Second => &self.passages[self.in_second[place]],
        }
    }

    fn hull(&self, side: Side, words: Range<usize>) -> Span {
        let words = &self.words(side)[words];
        words[0].hull(words[words.len() - 1])
    }

    /// The words behind a passage that are in the second text only, and the passage behind them.
    fn gap_behind(&self, before: Option<usize>) -> (Option<usize>, Range<usize>) {
        let place = match before {
            None => 0,
            Some(number) => {
                let at = self.passages[number].at[1];
                1 + partition(self.in_second.len(), |place| {
                    self.passages[self.in_second[place]].at[1] < at
                })
            }
        };
        let next = self.in_second.get(place).copied();
        (next, self.gap(Side::Second, before, next))
    }

    /// The words of a text between two of its passages; its ends count as such.
    fn gap(&self, side: Side, before: Option<usize>, behind: Option<usize>) -> Range<usize> {
        let number = side as usize;
        let start = before.map_or(0, |it| self.passages[it].range(number).end);
        let end = behind.map_or(self.words[number].len(), |it| self.passages[it].at[number]);
        start..end
    }

    /// From the first of the words to the last; nothing behind the word before where there are none.
    fn range(&self, side: Side, words: Range<usize>) -> Range<Byte> {
        let all = self.words(side);
        match all.get(words.clone()) {
            Some([first, .., last]) => first.start()..last.end(),
            Some([one]) => one.start()..one.end(),
            _ => {
                let at = words.start.checked_sub(1).map_or(Byte(0), |before| all[before].end());
                at..at
            }
        }
    }
}

impl Passage {
    fn range(&self, side: usize) -> Range<usize> {
        self.at[side]..self.at[side] + self.words
    }
}

/// How many numbers from 0 on meet a condition that all later ones fail.
fn partition(count: usize, meets: impl Fn(usize) -> bool) -> usize {
    let (mut low, mut high) = (0, count);
    while low < high {
        let middle = usize::midpoint(low, high);
        if meets(middle) { low = middle + 1 } else { high = middle }
    }
    low
}
