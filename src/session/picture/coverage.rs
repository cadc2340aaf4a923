//! Which outlet tells what, and which leaves it out.

use std::cmp::Reverse;

use super::{Count, Facts, words};
use crate::model::Record;
use crate::order::{self, Table};

/// What is looked for in each outlet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Subject {
    /// Holders: whose stances are told.
    #[default]
    Holders,
    /// Stances: a holder, a target and a polarity.
    Stances,
    /// Quotations: the words that carry a stance, cases, quotation marks and spaces aside.
    Quotations,
}

impl Subject {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Holders, Self::Stances, Self::Quotations];
}

/// Subjects as rows, outlets as columns.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// Those that the most outlets tell first.
    pub rows: Vec<CoverageRow>,
}

/// One subject in all outlets.
#[derive(Clone, Debug)]
pub struct CoverageRow {
    /// What it is called.
    pub name: String,
    /// Its stances by outlet, places as in [`Facts::outlets`].
    pub by_outlet: Vec<Count>,
}

impl CoverageRow {
    /// How many outlets tell it.
    pub fn told_by(&self) -> usize {
        self.by_outlet.iter().filter(|count| count.tally.total() > 0).count()
    }

    fn total(&self) -> u32 {
        self.by_outlet.iter().map(|count| count.tally.total()).sum()
    }
}

impl Coverage {
    /// Counts the facts by outlet.
    pub fn of(facts: &Facts, subject: Subject) -> Self {
        let mut rows: Table<String, Option<CoverageRow>> = Table::new();
        for (at, fact) in facts.all().iter().enumerate() {
            let Some((key, name)) = named(facts, at, subject) else { continue };
            let row = rows.get_or_default(&key).get_or_insert_with(|| CoverageRow {
                name,
                by_outlet: vec![Count::default(); facts.outlets.len()],
            });
            row.by_outlet[fact.outlet].add(at, fact.polarity);
        }
        let mut rows: Vec<CoverageRow> = rows.values().flatten().cloned().collect();
        order::sort_by_key(&mut rows, |row| (Reverse(row.told_by()), Reverse(row.total())));
        Self { rows }
    }
}

/// What tells a fact's subject from others, and what it is called.
fn named(facts: &Facts, at: usize, subject: Subject) -> Option<(String, String)> {
    let fact = &facts.all()[at];
    match subject {
        Subject::Holders => Some((format!("{:06}", fact.party), facts.party_name(fact.party))),
        Subject::Stances => {
            let key = format!("{:06}/{:06}/{}", fact.party, fact.topic, fact.polarity as u8);
            let way = words::polarity(&facts.project().codebook, fact.polarity);
            let (holder, target) = (facts.party_name(fact.party), facts.topic_name(fact.topic));
            Some((key, format!("{holder} · {way} · {target}")))
        }
        Subject::Quotations => {
            let (article, Record::Stance(stance)) = facts.source(at)? else { return None };
            let said = stance.expression.as_ref()?.words(&article.text);
            let bare = said.chars().filter(|c| !"\"'“”‘’«»„‚‹›".contains(*c)).collect::<String>();
            let bare = bare.to_lowercase();
            let key = bare.split_whitespace().collect::<Vec<_>>().join(" ");
            (!key.is_empty()).then(|| (key, words::shorten(&said)))
        }
    }
}
