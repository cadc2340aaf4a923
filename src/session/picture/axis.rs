//! Rows or columns of the matrix: in which order they stand, and how they fold into groups with sums.

use std::cmp::Reverse;

use super::{Count, Fact};
use crate::order;

/// A row or column: a party or topic, or a group of them with their sums.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The place of its party or topic in the facts; of a group, that of its first.
    pub of: usize,
    /// What it is called.
    pub name: String,
    /// The kind of party, or the widest issue.
    pub group: String,
    /// How many groups it is in.
    pub depth: usize,
    /// Which group it is; `None` for a party or topic.
    pub fold: Option<Fold>,
    /// All of its stances.
    pub count: Count,
}

impl Heading {
    /// The name; of a group, with a sign that says whether it is folded.
    pub fn shown(&self) -> String {
        match &self.fold {
            Some(Fold { is_folded: true, .. }) => format!("▸ {}", self.name),
            Some(_) => format!("▾ {}", self.name),
            None => self.name.clone(),
        }
    }

    /// Whether its stances are counted by parts of it that are seen too.
    pub fn is_open(&self) -> bool {
        self.fold.as_ref().is_some_and(|fold| !fold.is_folded)
    }
}

/// A group that can be folded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fold {
    /// What the view knows it by: its name behind those of the groups that it is in.
    pub path: Vec<String>,
    /// Whether its parts are folded away, so that only the sums are there.
    pub is_folded: bool,
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
    /// By kind, then those with the most stances first; each kind with a row of its sums.
    Group,
}

impl Order {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Count, Self::Name, Self::Balance, Self::Group];
}

/// One party or topic, before it has a place.
pub(super) struct Part {
    pub(super) of: usize,
    pub(super) name: String,
    pub(super) group: String,
    /// The groups that it is in, the widest first.
    pub(super) path: Vec<String>,
    pub(super) count: Count,
}

/// The rows or columns that are seen, and which of them count each party or topic.
pub(super) struct Axis {
    pub(super) headings: Vec<Heading>,
    /// By place in the facts: the group or groups that are seen, and the party or topic if it is.
    pub(super) places: Vec<Vec<u32>>,
}

impl Axis {
    /// Puts all in order. `folded` has the groups whose parts are not seen.
    pub(super) fn of(mut parts: Vec<Part>, order: Order, folded: &[Vec<String>]) -> Self {
        sort(&mut parts, order);
        let mut axis = Self { headings: Vec::new(), places: vec![Vec::new(); parts.len()] };
        // The groups that the last part was in, each with its place.
        let mut open: Vec<(String, u32)> = Vec::new();
        for part in parts {
            let path: &[String] = if order == Order::Group { &part.path } else { &[] };
            let shared =
                open.iter().zip(path).take_while(|((known, _), name)| known == *name).count();
            open.truncate(shared);
            let mut is_hidden = false;
            for depth in 0..path.len() {
                if is_hidden {
                    break;
                }
                let known = &path[..=depth];
                let is_folded = folded.iter().any(|it| it == known);
                if depth >= open.len() {
                    open.push((path[depth].clone(), axis.headings.len() as u32));
                    let fold = Fold { path: known.to_vec(), is_folded };
                    axis.headings.push(Heading {
                        of: part.of,
                        name: path[depth].clone(),
                        group: part.group.clone(),
                        depth,
                        fold: Some(fold),
                        count: Count::default(),
                    });
                }
                axis.places[part.of].push(open[depth].1);
                is_hidden = is_folded;
            }
            if !is_hidden {
                axis.places[part.of].push(axis.headings.len() as u32);
                let Part { of, name, group, count, .. } = part;
                let depth = path_len(order, &part.path);
                axis.headings.push(Heading { of, name, group, depth, fold: None, count });
            }
        }
        axis
    }

    /// Counts a fact of that party or topic in the groups that it is in.
    pub(super) fn add(&mut self, of: usize, at: usize, fact: &Fact) {
        for place in &self.places[of] {
            let heading = &mut self.headings[*place as usize];
            if heading.fold.is_some() {
                heading.count.add(at, fact.polarity);
            }
        }
    }
}

fn path_len(order: Order, path: &[String]) -> usize {
    if order == Order::Group { path.len() } else { 0 }
}

fn sort(parts: &mut [Part], order: Order) {
    order::sort_by(parts, |a, b| {
        let most = |it: &Part| Reverse(it.count.tally.total());
        let by_name = || a.name.to_lowercase().cmp(&b.name.to_lowercase());
        match order {
            Order::Count => most(a).cmp(&most(b)),
            Order::Name => std::cmp::Ordering::Equal,
            Order::Balance => b.count.tally.balance().cmp(&a.count.tally.balance()),
            Order::Group => a.path.cmp(&b.path).then(most(a).cmp(&most(b))),
        }
        .then_with(by_name)
        .then(a.of.cmp(&b.of))
    });
}
