//! The search for the runs of words that two texts share.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::{Pair, Passage};
use crate::text::{Byte, Span, Text};

/// The fewest words of a passage. Fewer are the same in texts that have nothing to do with one another.
const WORDS: usize = 5;
/// The fewest words between two passages that follow one another in both texts, at most so many
/// words apart: there, words that are the same are an edit's, not chance.
pub(super) const WORDS_BETWEEN: usize = 3;
const APART: usize = 50;
/// The fewest letters, without what is between words: where a letter is a word, five are little.
const LETTERS: u32 = 12;
/// What stands more often than this in a text is paired by its order only, so that a text that
/// repeats itself takes no longer than another.
pub(super) const RARE: usize = 8;

/// The words of a text, each by a number that equal words share.
pub(super) struct Words {
    pub(super) spans: Vec<Span>,
    pub(super) hashes: Vec<u64>,
    /// How many letters stand before each word, and in all.
    letters: Vec<u32>,
}

impl Words {
    pub(super) fn of(text: &Text) -> Self {
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

    pub(super) fn is_enough(&self, run: &Passage) -> bool {
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

/// The longest runs of words that are in both texts, by their place in the first.
pub(super) fn longest_first(a: &Words, b: &Words) -> Vec<Passage> {
    let mut taken = [vec![false; a.hashes.len()], vec![false; b.hashes.len()]];
    let runs = runs(&a.hashes, &b.hashes).into_iter().filter(|run| a.is_enough(run));
    let mut longest: BinaryHeap<_> = runs.map(rank).collect();
    let mut passages = Vec::new();
    while let Some((words, Reverse([i, j]))) = longest.pop() {
        let run = Passage { at: [i, j], words };
        let free = free_parts(&taken, run);
        if free.first() == Some(&run) {
            taken[0][run.range(0)].fill(true);
            taken[1][run.range(1)].fill(true);
            passages.push(run);
        } else {
            longest.extend(free.into_iter().filter(|run| a.is_enough(run)).map(rank));
        }
    }
    passages.sort_unstable_by_key(|passage| passage.at[0]);
    passages
}

/// The passages' numbers by their place in the second text.
pub(super) fn in_second(passages: &[Passage]) -> Vec<usize> {
    let mut numbers: Vec<usize> = (0..passages.len()).collect();
    numbers.sort_unstable_by_key(|number| passages[*number].at[1]);
    numbers
}

/// Short runs in the same order, between passages that follow one another in both texts.
pub(super) fn between(a: &[u64], b: &[u64], passages: &[Passage]) -> Vec<Passage> {
    let mut found = Vec::new();
    for pair in in_second(passages).windows(2) {
        let [before, behind] = [pair[0], pair[1]];
        if behind == before + 1 {
            let gap =
                [0, 1].map(|side| passages[before].range(side).end..passages[behind].at[side]);
            if gap.iter().all(|words| words.len() <= APART) {
                fill(a, b, gap, &mut found);
            }
        }
    }
    found
}

/// The longest run of a gap, then those before and behind it.
fn fill(a: &[u64], b: &[u64], [here, there]: [Range<usize>; 2], found: &mut Vec<Passage>) {
    let mut best = Passage { at: [0, 0], words: 0 };
    for i in here.clone() {
        for j in there.clone() {
            let (rest_a, rest_b) = (&a[i..here.end], &b[j..there.end]);
            let words = rest_a.iter().zip(rest_b).take_while(|(a, b)| a == b).count();
            if words > best.words {
                best = Passage { at: [i, j], words };
            }
        }
    }
    if best.words >= WORDS_BETWEEN {
        found.push(best);
        fill(a, b, [here.start..best.at[0], there.start..best.at[1]], found);
        fill(a, b, [best.range(0).end..here.end, best.range(1).end..there.end], found);
    }
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
pub(super) fn shingles(hashes: &[u64]) -> Vec<(u64, usize)> {
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
