//! Holders by targets: what each says of each.

use std::cmp::Reverse;

use super::{Anchor, Count, Drawing, Facts, Ink};
use crate::model::Polarity;
use crate::order::{self, Table};

/// Lengths of the drawing, in CSS pixels: the holders' names, the targets' names, a cell.
const NAMES_PX: i32 = 200;
const HEAD_PX: i32 = 160;
const CELL_PX: i32 = 32;

/// Holders as rows, targets as columns.
#[derive(Clone, Debug)]
pub struct Matrix {
    /// The holders.
    pub rows: Vec<Heading>,
    /// The targets.
    pub columns: Vec<Heading>,
    /// By places in `rows` and `columns`; a pair without stances has none.
    cells: Table<(u32, u32), Count>,
}

/// A row or column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The place of its party or topic in the facts.
    pub of: usize,
    /// What it is called.
    pub name: String,
    /// The kind of party, or the widest issue.
    pub group: String,
    /// All of its stances.
    pub count: Count,
}

/// In which order rows or columns stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Those with the most stances first.
    #[default]
    Count,
    /// By name.
    Name,
    /// Those most in favour first.
    Balance,
    /// By kind, then those with the most stances first.
    Group,
}

impl Order {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Count, Self::Name, Self::Balance, Self::Group];
}

impl Matrix {
    /// Counts the facts, rows and columns in these orders.
    pub fn of(facts: &Facts, rows: Order, columns: Order) -> Self {
        let mut parties = vec![Count::default(); facts.parties.len()];
        let mut topics = vec![Count::default(); facts.topics.len()];
        for (at, fact) in facts.all().iter().enumerate() {
            parties[fact.party].add(at, fact.polarity);
            topics[fact.topic].add(at, fact.polarity);
        }
        let heading = |of, count, name, group| Heading { of, name, group, count };
        let parties = parties.into_iter().enumerate();
        let parties = parties
            .map(|(of, count)| heading(of, count, facts.party_name(of), facts.party_group(of)));
        let topics = topics.into_iter().enumerate();
        let topics = topics
            .map(|(of, count)| heading(of, count, facts.topic_name(of), facts.topic_group(of)));
        let (rows, columns) =
            (ordered(parties.collect(), rows), ordered(topics.collect(), columns));

        let (row_of, column_of) = (places(&rows), places(&columns));
        let mut cells: Table<(u32, u32), Count> = Table::new();
        for (at, fact) in facts.all().iter().enumerate() {
            let key = (row_of[fact.party], column_of[fact.topic]);
            cells.get_or_default(&key).add(at, fact.polarity);
        }
        Self { rows, columns, cells }
    }

    /// What a row's holder says of a column's target.
    pub fn cell(&self, row: usize, column: usize) -> Option<&Count> {
        self.cells.get(&(row as u32, column as u32))
    }

    /// A bar for those in favour and one for those against in each cell of the first rows and columns,
    /// and a line beneath for what is neither.
    pub fn drawing(&self, rows: usize, columns: usize) -> Drawing {
        let (rows, columns) = (self.rows.len().min(rows), self.columns.len().min(columns));
        let (cell, names) = (CELL_PX, super::words::shorten);
        let most = self.cells().map(|(.., count)| count.tally.total()).max().unwrap_or(1) as i32;
        // Room for the last name, which rises to the right.
        let width = NAMES_PX + columns as i32 * cell + HEAD_PX;
        let mut drawing = Drawing::new(width, HEAD_PX + rows as i32 * cell);
        for (at, heading) in self.columns[..columns].iter().enumerate() {
            let x = NAMES_PX + at as i32 * cell + cell / 2;
            drawing.label((x, HEAD_PX - 8), Anchor::Tilted, Ink::Text, names(&heading.name));
        }
        for (at, heading) in self.rows[..rows].iter().enumerate() {
            let foot = HEAD_PX + (at as i32 + 1) * cell;
            drawing.label((0, foot - cell / 3), Anchor::Start, Ink::Text, names(&heading.name));
            drawing.line((0, foot), (NAMES_PX + columns as i32 * cell, foot), 1, Ink::Soft, false);
        }
        let shown = self.cells().filter(|(row, column, _)| *row < rows && *column < columns);
        for (row, column, count) in shown {
            let (x, foot) =
                (NAMES_PX + column as i32 * cell, HEAD_PX + (row as i32 + 1) * cell - 4);
            let (holder, target) = (&self.rows[row].name, &self.columns[column].name);
            let words = format!("{holder} → {target}: {}", count.tally.words());
            let (favor, against) =
                (count.tally.of(Polarity::Favor), count.tally.of(Polarity::Against));
            let height = |count: u32| (count as i32 * (cell - 8) / most).max(4);
            for (x, count_of, way) in
                [(x + 4, favor, Polarity::Favor), (x + 17, against, Polarity::Against)]
            {
                if count_of > 0 {
                    let (corner, size) = ((x, foot - height(count_of)), (11, height(count_of)));
                    drawing.bar(corner, size, Ink::Polarity(way), words.clone(), &count.facts);
                }
            }
            if favor + against < count.tally.total() {
                let ink = Ink::Polarity(Polarity::Neutral);
                drawing.bar((x + 4, foot + 1), (24, 2), ink, words, &count.facts);
            }
        }
        drawing
    }

    /// The cells that count something, by row and column.
    pub fn cells(&self) -> impl Iterator<Item = (usize, usize, &Count)> {
        let place = |at: u32| at as usize;
        self.cells.iter().map(move |(&(row, column), count)| (place(row), place(column), count))
    }
}

fn ordered(mut headings: Vec<Heading>, order: Order) -> Vec<Heading> {
    order::sort_by(&mut headings, |a, b| {
        let most = |it: &Heading| Reverse(it.count.tally.total());
        let by_name = || a.name.to_lowercase().cmp(&b.name.to_lowercase());
        match order {
            Order::Count => most(a).cmp(&most(b)),
            Order::Name => std::cmp::Ordering::Equal,
            Order::Balance => b.count.tally.balance().cmp(&a.count.tally.balance()),
            Order::Group => a.group.cmp(&b.group).then(most(a).cmp(&most(b))),
        }
        .then_with(by_name)
        .then(a.of.cmp(&b.of))
    });
    headings
}

/// Where each party or topic stands now.
fn places(headings: &[Heading]) -> Vec<u32> {
    let mut places = vec![0; headings.len()];
    for (place, heading) in headings.iter().enumerate() {
        places[heading.of] = place as u32;
    }
    places
}
