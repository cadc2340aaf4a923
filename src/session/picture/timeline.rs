//! Stances by date and outlet.

use super::{Anchor, Count, Drawing, Facts, Ink};
use crate::model::{Date, Polarity};

/// How many bins there are at the most before they become wider.
const MOST_BINS: i64 = 60;

/// Lengths of the drawing, in CSS pixels: the outlets' names, the bins' names, all bins, the narrowest
/// and the widest bin, the name of one, half a row's bars, a row.
const NAMES_PX: i32 = 160;
const HEAD_PX: i32 = 28;
const BINS_PX: i32 = 800;
const BIN_PX: (i32, i32) = (14, 80);
const NAME_PX: i32 = 88;
const HALF_PX: i32 = 32;
const ROW_PX: i32 = 84;

/// Which date counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Clock {
    /// When the article was published.
    #[default]
    Published,
    /// When it was said.
    Said,
}

/// How wide a bin is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Grain {
    Day,
    /// From Monday on.
    Week,
    Month,
    Year,
}

/// A stretch of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bin {
    /// Its first day.
    pub from: Date,
    /// What it is called: a day, a week's Monday, `2026-01`, `2026`.
    pub name: String,
}

/// Outlets as rows, stretches of time as columns.
#[derive(Clone, Debug)]
pub struct Timeline {
    /// How wide the bins are.
    pub grain: Grain,
    /// From the first date to the last one, without gaps.
    pub bins: Vec<Bin>,
    /// An outlet's place in the facts, and its stances in each bin.
    pub rows: Vec<(usize, Vec<Count>)>,
    /// Those without the date.
    pub undated: Count,
}

impl Timeline {
    /// Counts the facts by a date.
    pub fn of(facts: &Facts, clock: Clock) -> Self {
        let date_of = |at: usize| match clock {
            Clock::Published => facts.all()[at].published,
            Clock::Said => facts.all()[at].said,
        };
        let dates = (0..facts.all().len()).filter_map(date_of);
        let ends = dates.fold(None, |ends: Option<(Date, Date)>, date| {
            Some(ends.map_or((date, date), |(first, last)| (first.min(date), last.max(date))))
        });
        let (grain, bins) = ends.map_or((Grain::Day, Vec::new()), |(first, last)| {
            let grain = Grain::over(last.day_number() - first.day_number());
            (grain, bins(grain, first, last))
        });
        let mut rows: Vec<(usize, Vec<Count>)> =
            (0..facts.outlets.len()).map(|it| (it, vec![Count::default(); bins.len()])).collect();
        let mut undated = Count::default();
        for (at, fact) in facts.all().iter().enumerate() {
            let count = match date_of(at) {
                Some(date) => {
                    let bin = bins.partition_point(|bin| bin.from <= date) - 1;
                    &mut rows[fact.outlet].1[bin]
                }
                None => &mut undated,
            };
            count.add(at, fact.polarity);
        }
        rows.retain(|(_, counts)| counts.iter().any(|count| count.tally.total() > 0));
        Self { grain, bins, rows, undated }
    }

    /// A row of bars for each outlet: in favour above the line, against below it, what is neither
    /// beneath both.
    pub fn drawing(&self, facts: &Facts) -> Drawing {
        let most = |polarity| {
            let counts = self.rows.iter().flat_map(|(_, counts)| counts);
            counts.map(|count| count.tally.of(polarity)).max().unwrap_or(0)
        };
        let scale = most(Polarity::Favor).max(most(Polarity::Against)).max(1) as i32;
        let length = |count: u32| (count as i32 * HALF_PX / scale).max(i32::from(count > 0) * 2);
        let count = self.bins.len().max(1) as i32;
        let bin_px = (BINS_PX / count).clamp(BIN_PX.0, BIN_PX.1);
        // Room for the last bin's name.
        let width = NAMES_PX + (count - 1) * bin_px + NAME_PX;
        let mut drawing = Drawing::new(width, HEAD_PX + self.rows.len() as i32 * ROW_PX);
        // As many names as have room.
        let every = (NAME_PX as usize).div_ceil(bin_px as usize);
        for (at, bin) in self.bins.iter().enumerate().step_by(every) {
            let x = NAMES_PX + at as i32 * bin_px;
            drawing.label((x, 14), Anchor::Start, Ink::Soft, bin.name.clone());
        }
        for (row, (outlet, counts)) in self.rows.iter().enumerate() {
            let line = HEAD_PX + row as i32 * ROW_PX + HALF_PX;
            let name = facts.outlet_name(*outlet);
            drawing.label((0, line + 4), Anchor::Start, Ink::Text, name.to_owned());
            drawing.line((NAMES_PX, line), (width, line), 1, Ink::Soft, false);
            for (at, (bin, count)) in self.bins.iter().zip(counts).enumerate() {
                let (x, tally) = (NAMES_PX + at as i32 * bin_px, count.tally);
                let favor = length(tally.of(Polarity::Favor));
                let against = length(tally.of(Polarity::Against));
                let rest = tally.total() - tally.of(Polarity::Favor) - tally.of(Polarity::Against);
                for (top, height, ink) in [
                    (line - favor, favor, Ink::Polarity(Polarity::Favor)),
                    (line, against, Ink::Polarity(Polarity::Against)),
                    (line + HALF_PX, i32::from(rest > 0) * 4, Ink::Polarity(Polarity::Neutral)),
                ] {
                    if height > 0 {
                        let words = format!("{name}, {}: {}", bin.name, tally.words());
                        drawing.bar((x, top), (bin_px - 2, height), ink, words, &count.facts);
                    }
                }
            }
        }
        drawing
    }
}

impl Grain {
    /// The finest with no more than [`MOST_BINS`] bins.
    fn over(days: i64) -> Self {
        match days {
            ..MOST_BINS => Self::Day,
            days if days / 7 < MOST_BINS => Self::Week,
            days if days / 30 < MOST_BINS => Self::Month,
            _ => Self::Year,
        }
    }

    fn start(self, date: Date) -> Date {
        let on = |year, month, day| Date::new(year, month, day).unwrap_or(date);
        match self {
            Self::Day => date,
            // Day 0 was a Thursday.
            Self::Week => {
                Date::of_day_number(date.day_number() - (date.day_number() + 3).rem_euclid(7))
                    .unwrap_or(date)
            }
            Self::Month => on(date.year(), date.month(), 1),
            Self::Year => on(date.year(), 1, 1),
        }
    }

    fn next(self, start: Date) -> Option<Date> {
        match self {
            Self::Day => Date::of_day_number(start.day_number() + 1),
            Self::Week => Date::of_day_number(start.day_number() + 7),
            Self::Month if start.month() == 12 => Date::new(start.year() + 1, 1, 1),
            Self::Month => Date::new(start.year(), start.month() + 1, 1),
            Self::Year => Date::new(start.year() + 1, 1, 1),
        }
    }

    fn name(self, start: Date) -> String {
        let name = start.to_string();
        match self {
            Self::Day | Self::Week => name,
            Self::Month => name[..7].to_owned(),
            Self::Year => name[..4].to_owned(),
        }
    }
}

fn bins(grain: Grain, first: Date, last: Date) -> Vec<Bin> {
    let starts = std::iter::successors(Some(grain.start(first)), |start| grain.next(*start));
    let starts = starts.take_while(|start| *start <= last);
    starts.map(|from| Bin { from, name: grain.name(from) }).collect()
}
