//! Holders and targets as a signed network: an edge for each pair of which stances are told.

use std::cmp::Reverse;

use super::drawing::Form;
use super::{Anchor, Count, Drawing, Facts, Ink, Party, Topic};
use crate::model::{Polarity, TargetKind};
use crate::order::{self, Table};

/// How many nodes are drawn at the most: those with the most stances.
pub const MOST_NODES: usize = 60;
/// The sheet's width and height, in CSS pixels.
const SHEET_PX: (i32, i32) = (960, 640);
/// From the sheet's edge to the nodes, so that names have room.
const MARGIN_PX: f64 = 60.0;
/// About how wide a letter of a name is, and how high its line.
const LETTER_PX: i32 = 7;
const LINE_PX: i32 = 14;
/// Steps of the layout; later ones move less.
const STEPS: u32 = 240;

/// Who and what, and what the ones say of the others.
#[derive(Clone, Debug)]
pub struct Network {
    /// Those with the most stances first, at most [`MOST_NODES`].
    pub nodes: Vec<Node>,
    /// From a holder to a target, both places in `nodes`; those with the most stances first.
    pub edges: Vec<Edge>,
    /// How many nodes there are in all.
    pub total: usize,
}

/// A holder, a target, or one that is both.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it is called.
    pub name: String,
    /// The stances that it takes and that are taken to it.
    pub count: Count,
    /// Where it is drawn, in CSS pixels.
    pub at: (i32, i32),
}

/// All that one says of another.
#[derive(Clone, Debug)]
pub struct Edge {
    /// The holder's place in the nodes.
    pub from: usize,
    /// The target's.
    pub to: usize,
    /// The stances.
    pub count: Count,
}

/// One entity is one node, whether it holds or is the target.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Who {
    Party(Party),
    Topic(Topic),
}

impl Network {
    /// Counts the facts that have a holder and a target, and lays them out. The same facts are laid
    /// out alike each time.
    pub fn of(facts: &Facts) -> Self {
        let mut known: Table<Who, (String, Count)> = Table::new();
        let mut pairs: Table<(Who, Who), Count> = Table::new();
        for (at, fact) in facts.all().iter().enumerate() {
            let (party, topic) = (&facts.parties[fact.party], &facts.topics[fact.topic]);
            if *party == Party::Nobody || topic.kind.is_none() {
                continue;
            }
            let (from, to) = (Who::Party(party.clone()), Who::of(topic));
            let holder = known.get_or_default(&from);
            holder.0 = facts.party_name(fact.party);
            holder.1.add(at, fact.polarity);
            if from != to {
                let target = known.get_or_default(&to);
                target.0 = facts.topic_name(fact.topic);
                target.1.add(at, fact.polarity);
            }
            pairs.get_or_default(&(from, to)).add(at, fact.polarity);
        }
        let total = known.len();
        let mut most: Vec<(&Who, &(String, Count))> = known.iter().collect();
        order::sort_by_key(&mut most, |(_, (_, count))| Reverse(count.tally.total()));
        most.truncate(MOST_NODES);
        let place = |who: &Who| most.iter().position(|(known, _)| *known == who);
        let mut edges: Vec<Edge> = Vec::new();
        for ((from, to), count) in &pairs {
            if let (Some(from), Some(to)) = (place(from), place(to)) {
                edges.push(Edge { from, to, count: count.clone() });
            }
        }
        order::sort_by_key(&mut edges, |edge| Reverse(edge.count.tally.total()));
        let places = lay_out(most.len(), &edges);
        let nodes = most.into_iter().zip(places);
        let nodes = nodes.map(|((_, (name, count)), at)| Node {
            name: name.clone(),
            count: count.clone(),
            at,
        });
        Self { nodes: nodes.collect(), edges, total }
    }

    /// Lines from holders to targets, those against dashed; the thicker, the more stances.
    pub fn drawing(&self) -> Drawing {
        let mut drawing = Drawing::new(SHEET_PX.0, SHEET_PX.1);
        let most = |counts: &mut dyn Iterator<Item = u32>| counts.max().unwrap_or(1).max(1) as i32;
        let thickest = most(&mut self.edges.iter().map(|edge| edge.count.tally.total()));
        let largest = most(&mut self.nodes.iter().map(|node| node.count.tally.total()));
        for edge in &self.edges {
            let (from, to) = (&self.nodes[edge.from], &self.nodes[edge.to]);
            let tally = edge.count.tally;
            let way = match tally.balance() {
                1.. => Polarity::Favor,
                ..=-1 => Polarity::Against,
                0 => Polarity::Neutral,
            };
            let width = 1 + tally.total() as i32 * 5 / thickest;
            let line =
                Form::Line { from: from.at, to: to.at, width, is_dashed: way == Polarity::Against };
            let words = format!("{} → {}: {}", from.name, to.name, tally.words());
            drawing.put(line, Ink::Polarity(way), words, &edge.count.facts);
        }
        let mut labels: Vec<(i32, i32, i32)> = Vec::new();
        for node in &self.nodes {
            let radius = 5 + node.count.tally.total() as i32 * 9 / largest;
            let words = format!("{}: {}", node.name, node.count.tally.words());
            let circle = Form::Circle { middle: node.at, radius };
            drawing.put(circle, Ink::Node, words, &node.count.facts);
            let name = super::words::shorten(&node.name);
            let half = name.chars().count() as i32 * LETTER_PX / 2;
            let x =
                node.at.0.clamp(half.min(SHEET_PX.0 / 2), (SHEET_PX.0 - half).max(SHEET_PX.0 / 2));
            // Below the node, or above it where another name is in the way.
            let is_free = |y: &i32| {
                let meets = |(there, at, width): &(i32, i32, i32)| {
                    (there - x).abs() < half + width && (at - y).abs() < LINE_PX
                };
                !labels.iter().any(meets)
            };
            let below = node.at.1 + radius + 14;
            let y = [below, node.at.1 - radius - 5].into_iter().find(is_free).unwrap_or(below);
            labels.push((x, y, half));
            drawing.label((x, y), Anchor::Middle, Ink::Text, name);
        }
        drawing
    }
}

impl Who {
    fn of(topic: &Topic) -> Self {
        match &topic.kind {
            Some(TargetKind::Entity(id)) if !topic.is_negated => {
                Self::Party(Party::Entity(id.clone()))
            }
            _ => Self::Topic(topic.clone()),
        }
    }
}

/// Places for nodes so that those with an edge are near one another and no two are close, after
/// Fruchterman and Reingold, “Graph drawing by force-directed placement” (1991), from a spiral.
fn lay_out(count: usize, edges: &[Edge]) -> Vec<(i32, i32)> {
    let (width, height) = (f64::from(SHEET_PX.0), f64::from(SHEET_PX.1));
    let (inner_width, inner_height) = (width - 2.0 * MARGIN_PX, height - 2.0 * MARGIN_PX);
    let ideal = (inner_width * inner_height / count.max(1) as f64).sqrt() * 0.8;
    let mut places: Vec<(f64, f64)> = (0..count)
        .map(|at| {
            // The golden angle keeps neighbours on the spiral apart.
            let (angle, share) = (at as f64 * 2.399_963, (at as f64 / count as f64).sqrt());
            (
                width / 2.0 + angle.cos() * share * inner_width / 2.0,
                height / 2.0 + angle.sin() * share * inner_height / 2.0,
            )
        })
        .collect();
    for step in 0..STEPS {
        let furthest = inner_width / 8.0 * (1.0 - f64::from(step) / f64::from(STEPS));
        let mut moves = vec![(0.0, 0.0); count];
        for one in 0..count {
            for other in 0..one {
                let (x, y, distance) = way(places[other], places[one]);
                let force = ideal * ideal / distance;
                push(&mut moves, one, (x * force, y * force));
                push(&mut moves, other, (-x * force, -y * force));
            }
        }
        for edge in edges.iter().filter(|edge| edge.from != edge.to) {
            let (x, y, distance) = way(places[edge.from], places[edge.to]);
            let force = distance * distance / ideal;
            push(&mut moves, edge.from, (x * force, y * force));
            push(&mut moves, edge.to, (-x * force, -y * force));
        }
        for (at, place) in places.iter().enumerate() {
            // Else those without an edge to the others drift to the sheet's corners.
            let (x, y, distance) = way(*place, (width / 2.0, height / 2.0));
            push(&mut moves, at, (x * distance / 2.0, y * distance / 2.0));
        }
        for (place, (x, y)) in places.iter_mut().zip(moves) {
            let length = x.hypot(y).max(f64::EPSILON);
            let by = length.min(furthest) / length;
            place.0 = (place.0 + x * by).clamp(MARGIN_PX, width - MARGIN_PX);
            place.1 = (place.1 + y * by).clamp(MARGIN_PX, height - MARGIN_PX);
        }
    }
    places.into_iter().map(|(x, y)| (x.round() as i32, y.round() as i32)).collect()
}

/// The direction from one place to another, of length 1, and the distance.
fn way(from: (f64, f64), to: (f64, f64)) -> (f64, f64, f64) {
    let (x, y) = (to.0 - from.0, to.1 - from.1);
    let distance = x.hypot(y).max(0.01);
    (x / distance, y / distance, distance)
}

fn push(moves: &mut [(f64, f64)], at: usize, by: (f64, f64)) {
    moves[at].0 += by.0;
    moves[at].1 += by.1;
}
