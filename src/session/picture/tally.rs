//! How many stances go which way.

use super::Facts;
use crate::model::Polarity;

/// Counts by polarity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally([u32; Polarity::ALL.len()]);

/// Counts, and the facts behind them by their places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// The counts.
    pub tally: Tally,
    /// The facts, in their order.
    pub facts: Vec<u32>,
}

impl Tally {
    /// How many go that way.
    pub fn of(&self, polarity: Polarity) -> u32 {
        self.0[polarity as usize]
    }

    /// How many there are.
    pub fn total(&self) -> u32 {
        self.0.iter().sum()
    }

    /// Those in favour less those against.
    pub fn balance(&self) -> i32 {
        self.of(Polarity::Favor) as i32 - self.of(Polarity::Against) as i32
    }

    /// The counts that are not 0, in the order of [`Polarity::ALL`].
    pub fn parts(&self) -> impl Iterator<Item = (Polarity, u32)> {
        let all = Polarity::ALL.into_iter().map(|polarity| (polarity, self.of(polarity)));
        all.filter(|(_, count)| *count > 0)
    }

    /// In words: "3 stances, 2 in favour, 1 against".
    pub fn words(&self) -> String {
        let total = self.total();
        let mut words = format!("{total} {}", if total == 1 { "stance" } else { "stances" });
        for (polarity, count) in self.parts() {
            let way = match polarity {
                Polarity::Favor => "in favour",
                Polarity::Against => "against",
                Polarity::Neutral => "neutral",
                Polarity::Both => "both",
                Polarity::None => "none to infer",
            };
            words.push_str(&format!(", {count} {way}"));
        }
        words
    }

    fn add(&mut self, polarity: Polarity) {
        self.0[polarity as usize] += 1;
    }
}

impl Count {
    /// The facts that go one of these ways.
    pub(super) fn going(&self, facts: &Facts, ways: &[Polarity]) -> Vec<u32> {
        let goes = |at: &&u32| ways.contains(&facts.all()[**at as usize].polarity);
        self.facts.iter().filter(goes).copied().collect()
    }

    /// Counts one more fact.
    pub(super) fn add(&mut self, fact: usize, polarity: Polarity) {
        self.tally.add(polarity);
        self.facts.push(fact as u32);
    }
}
