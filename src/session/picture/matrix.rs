//! Holders by targets: what each says of each.

use super::axis::{Axis, Heading, Order, Part};
use super::{Anchor, Count, Drawing, Facts, Ink};
use crate::model::Polarity;
use crate::order::Table;

/// Lengths of the drawing, in CSS pixels: the holders' names, the targets' names, a cell.
const NAMES_PX: i32 = 200;
const HEAD_PX: i32 = 160;
const CELL_PX: i32 = 32;
/// How far a part stands in from its group.
const INSET_PX: i32 = 12;

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

impl Matrix {
    /// Counts the facts, rows and columns in these orders.
    pub fn of(facts: &Facts, rows: Order, columns: Order) -> Self {
        Self::folded(facts, (rows, &[]), (columns, &[]))
    }

    /// The same with groups of rows and columns, ordered by kind, folded into their sums.
    pub fn folded(
        facts: &Facts,
        rows: (Order, &[Vec<String>]),
        columns: (Order, &[Vec<String>]),
    ) -> Self {
        let mut parties = vec![Count::default(); facts.parties.len()];
        let mut topics = vec![Count::default(); facts.topics.len()];
        for (at, fact) in facts.all().iter().enumerate() {
            parties[fact.party].add(at, fact.polarity);
            topics[fact.topic].add(at, fact.polarity);
        }
        let parties = parties.into_iter().enumerate().map(|(of, count)| {
            let group = facts.party_group(of);
            Part { of, name: facts.party_name(of), path: vec![group.clone()], group, count }
        });
        let topics = topics.into_iter().enumerate().map(|(of, count)| {
            let (group, path) = (facts.topic_group(of), facts.topic_path(of));
            Part { of, name: facts.topic_name(of), group, path, count }
        });
        let mut row_axis = Axis::of(parties.collect(), rows.0, rows.1);
        let mut column_axis = Axis::of(topics.collect(), columns.0, columns.1);
        let mut cells: Table<(u32, u32), Count> = Table::new();
        for (at, fact) in facts.all().iter().enumerate() {
            row_axis.add(fact.party, at, fact);
            column_axis.add(fact.topic, at, fact);
            for row in &row_axis.places[fact.party] {
                for column in &column_axis.places[fact.topic] {
                    cells.get_or_default(&(*row, *column)).add(at, fact.polarity);
                }
            }
        }
        Self { rows: row_axis.headings, columns: column_axis.headings, cells }
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
            drawing.label((x, HEAD_PX - 8), Anchor::Tilted, Ink::Text, names(&heading.shown()));
        }
        for (at, heading) in self.rows[..rows].iter().enumerate() {
            let foot = HEAD_PX + (at as i32 + 1) * cell;
            let inset = heading.depth as i32 * INSET_PX;
            drawing.label(
                (inset, foot - cell / 3),
                Anchor::Start,
                Ink::Text,
                names(&heading.shown()),
            );
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
