//! The passages that two texts share, word by word, wherever they stand in each.
//!
//! Words are those of Unicode UAX #29, so white space and signs between them do not count; case,
//! the form of apostrophes and soft hyphens within them do not either.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::{Byte, Span, Text};

#[cfg(test)]
mod tests;

/// The fewest words of a passage. Fewer are the same in texts that have nothing to do with one another.
const WORDS: usize = 5;
/// The fewest letters, without what is between words: where a letter is a word, five are little.
const LETTERS: u32 = 12;
/// What stands more often than this in a text is paired by its order only, so that a text that
/// repeats itself takes no longer than another.
const RARE: usize = 8;

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
    /// yet taken, of equally long ones the first. So none overlap, and none could be longer.
    pub fn of(first: &Text, second: &Text) -> Self {
        let [a, b] = [first, second].map(Words::of);
        let mut taken = [vec![false; a.hashes.len()], vec![false; b.hashes.len()]];
        let runs = runs(&a.hashes, &b.hashes).into_iter().filter(|run| a.is_enough(run));
        let mut longest: BinaryHeap<_> = runs.map(rank).collect();
        let mut passages = Vec::new();
        while let Some((words, Reverse([i, j]))) = longest.pop() {
            let run = Passage { at: [i, j], words };
            let free = free_parts(&taken, run);
            if free.first() == Some(&run) {
                taken[0][i..i + words].fill(true);
                taken[1][j..j + words].fill(true);
                passages.push(run);
            } else {
                longest.extend(free.into_iter().filter(|run| a.is_enough(run)).map(rank));
            }
        }
        passages.sort_unstable_by_key(|passage| passage.at[0]);
        let mut in_second: Vec<usize> = (0..passages.len()).collect();
        in_second.sort_unstable_by_key(|number| passages[*number].at[1]);
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

/// The words of a text, each by a number that equal words share.
struct Words {
    spans: Vec<Span>,
    hashes: Vec<u64>,
    /// How many letters stand before each word, and in all.
    letters: Vec<u32>,
}

impl Words {
    fn of(text: &Text) -> Self {
        let mut words = Self { spans: Vec::new(), hashes: Vec::new(), letters: vec![0] };
        let mut letters = 0;
        for (at, word) in text.as_str().unicode_word_indices() {
            words.spans.extend(Span::new(Byte::at(at), Byte::at(at + word.len())));
            words.hashes.push(hash(word));
            letters += word.chars().count() as u32;
            words.letters.push(letters);
        }
        words
    }

    fn is_enough(&self, run: &Passage) -> bool {
        let words = run.range(0);
        run.words >= WORDS && self.letters[words.end] - self.letters[words.start] >= LETTERS
    }
}

/// FNV-1a over what counts of the word's letters. At 64 bits, no two words of two texts have met.
fn hash(word: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut take = |c: char| hash = (hash ^ u64::from(c)).wrapping_mul(0x0100_0000_01b3);
    for c in word.chars() {
        match c {
            '\u{ad}' => {}
            '’' | '‘' | 'ʼ' | '＇' => take('\''),
            c if c.is_ascii() => take(c.to_ascii_lowercase()),
            c => c.to_lowercase().for_each(&mut take),
        }
    }
    hash
}

/// Every run of equal words that is worth a look, as long as it goes. One that has no rare words in
/// it is found if it stands in the same order among its equals, from the start or from the end.
fn runs(a: &[u64], b: &[u64]) -> Vec<Passage> {
    let mut found = Vec::new();
    // For each distance between the two places, how far the last run went.
    let mut reached = vec![0; a.len() + b.len() + 1];
    for [i, j] in seeds(a, b) {
        let reached = &mut reached[b.len() + i - j];
        if *reached > i {
            continue;
        }
        let back = (0..i.min(j)).take_while(|n| a[i - n - 1] == b[j - n - 1]).count();
        let on = a[i..].iter().zip(&b[j..]).take_while(|(a, b)| a == b).count();
        *reached = i + on;
        found.push(Passage { at: [i - back, j - back], words: back + on });
    }
    found
}

/// Places at which as many words as a passage needs are equal, by their place in the first text.
fn seeds(a: &[u64], b: &[u64]) -> Vec<Pair> {
    let [a, b] = [a, b].map(shingles);
    let mut pairs = Vec::new();
    let (mut rest_a, mut rest_b) = (&a[..], &b[..]);
    while let (Some((in_a, _)), Some((in_b, _))) = (rest_a.first(), rest_b.first()) {
        let (same_a, same_b) = (same(rest_a), same(rest_b));
        if in_a == in_b {
            pair_up(&rest_a[..same_a], &rest_b[..same_b], &mut pairs);
        }
        if in_a <= in_b {
            rest_a = &rest_a[same_a..];
        }
        if in_b <= in_a {
            rest_b = &rest_b[same_b..];
        }
    }
    pairs.sort_unstable();
    pairs
}

/// Each run of [`WORDS`] words as one number, sorted, with its place.
fn shingles(hashes: &[u64]) -> Vec<(u64, usize)> {
    let join = |words: &[u64]| {
        words.iter().fold(0_u64, |all, word| (all ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    };
    let mut found: Vec<_> =
        hashes.windows(WORDS).enumerate().map(|(at, words)| (join(words), at)).collect();
    found.sort_unstable();
    found
}

fn same(sorted: &[(u64, usize)]) -> usize {
    sorted.iter().take_while(|(shingle, _)| *shingle == sorted[0].0).count()
}

fn pair_up(a: &[(u64, usize)], b: &[(u64, usize)], pairs: &mut Vec<Pair>) {
    if a.len() <= RARE && b.len() <= RARE {
        pairs.extend(a.iter().flat_map(|(_, i)| b.iter().map(|(_, j)| [*i, *j])));
    } else {
        pairs.extend(a.iter().zip(b).map(|((_, i), (_, j))| [*i, *j]));
        pairs.extend(a.iter().rev().zip(b.iter().rev()).map(|((_, i), (_, j))| [*i, *j]));
    }
}

/// The longest run is the greatest, of equally long ones the first.
fn rank(run: Passage) -> (usize, Reverse<Pair>) {
    (run.words, Reverse(run.at))
}

/// What of a run is not taken in either text.
fn free_parts(taken: &[Vec<bool>; 2], run: Passage) -> Vec<Passage> {
    let mut parts: Vec<Passage> = Vec::new();
    let mut is_open = false;
    for word in 0..run.words {
        let at = run.at.map(|at| at + word);
        let is_free = !taken[0][at[0]] && !taken[1][at[1]];
        match parts.last_mut().filter(|_| is_open) {
            Some(part) if is_free => part.words += 1,
            _ if is_free => parts.push(Passage { at, words: 1 }),
            _ => {}
        }
        is_open = is_free;
    }
    parts
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
