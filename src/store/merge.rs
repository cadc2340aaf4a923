//! Two states of one project as one, whatever the order in which states come together.
//!
//! Every thing is taken from the state where it changed last, by its [`Revision`]; where both have
//! the same, by its bytes, so that every machine chooses alike. So merging is commutative,
//! associative and idempotent: for each thing it is the greatest of what was said.
//!
//! - A record is in the result unless its deletion is newer than every change of it.
//! - Articles, entities and annotators are never taken away: what one state removed and another
//!   still has comes back. An article's text is the same in all states.
//! - Of the codebook, each type, polarity, issue and attribute is a thing of its own, and so are its other
//!   fields and the order of each list. What was taken out of it stays so like a deleted record.

mod codebook;

use std::fmt;
use std::rc::Rc;

use serde::Serialize;

use crate::formats::wire::{self, DetailsOf, In, Layout, Wire};
use crate::model::{
    Article, ArticleId, Clock, Layer, LayerId, Orphan, Place, Project, Record, RecordId,
};
use crate::order::{self, Table};
use crate::text::Text;

/// Why two projects cannot be merged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MergeError {
    /// They are not states of one project.
    OtherProject(String, String),
    /// They have different texts under one article's id.
    OtherText(ArticleId),
}

impl fmt::Display for MergeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OtherProject(one, other) => write!(
                f,
                "expected two states of one project, found the projects “{one}” and “{other}”"
            ),
            Self::OtherText(id) => {
                write!(f, "expected one text of the article “{id}”, found two different ones")
            }
        }
    }
}

impl std::error::Error for MergeError {}

/// The two states as one.
///
/// # Errors
/// If they are not states of one project, or have different texts under one id.
#[inline(never)] // not in the first load
pub fn merge(one: &Project, other: &Project) -> Result<Project, MergeError> {
    if one.id != other.id {
        return Err(MergeError::OtherProject(one.id.to_string(), other.id.to_string()));
    }
    let (a, b) = (&one.clock, &other.clock);
    let (codebook, orders) = codebook::merge([one, other]);
    let mut merged = Project::new(one.id.clone(), "", codebook);
    let names = [(a.of(Place::Name), &one.name), (b.of(Place::Name), &other.name)];
    merged.name.clone_from(later(names, |name| name.as_bytes().to_vec()));
    merged.annotators = union(&one.annotators, &other.annotators, |id, left, right| {
        let place = Place::Annotator(id);
        later([(a.of(place), left), (b.of(place), right)], |it| json(&Wire(*it))).clone()
    });
    merged.entities = union(&one.entities, &other.entities, |id, left, right| {
        let place = Place::Entity(id);
        later([(a.of(place), left), (b.of(place), right)], |it| json(&Wire(&***it))).clone()
    });
    for (id, article) in &one.articles {
        if other.articles.get(id).is_some_and(|there| there.text != article.text) {
            return Err(MergeError::OtherText(id.clone()));
        }
    }
    merged.articles = union(&one.articles, &other.articles, |id, left, right| {
        let place = Place::Article(id);
        let bytes =
            |it: &&Rc<Article>| [json(&DetailsOf(&it.details)), json(&Wire(&***it))].concat();
        later([(a.of(place), left), (b.of(place), right)], bytes).clone()
    });
    let layers = union(&one.layers, &other.layers, |_, left, _| left.clone());
    for id in layers.keys() {
        let Some(article) = merged.articles.get(&id.article) else { continue };
        let layer = merge_layer([one, other], id, &article.text);
        if !layer.is_blank() {
            merged.layers.insert(id.clone(), Rc::new(layer));
        }
    }
    let changed = union(&a.changed, &b.changed, |_, left, right| *left.max(right));
    merged.clock =
        Clock { time: a.time.max(b.time), changed: Rc::new(changed), orders: Rc::new(orders) };
    merged.orphans = orphans(&one.orphans, &other.orphans);
    merged.extra = one.extra.clone();
    for (key, value) in &other.extra {
        let value = match one.extra.get(key) {
            Some(known) => later([(None, known), (None, value)], json),
            None => value,
        };
        merged.extra.insert(key.clone(), value.clone());
    }
    Ok(merged)
}

/// The value with the later revision, or else the greater bytes. A revision that is not known is
/// before all others.
fn later<T>(states: [(Option<u64>, T); 2], bytes: impl Fn(&T) -> Vec<u8>) -> T {
    let [(left_at, left), (right_at, right)] = states;
    let is_left = match left_at.cmp(&right_at) {
        std::cmp::Ordering::Equal => bytes(&left) >= bytes(&right),
        order => order.is_gt(),
    };
    if is_left { left } else { right }
}

fn json(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = Vec::new();
    wire::write_json(&mut bytes, value, Layout::OneLine);
    bytes
}

/// All rows; where both tables have one, what `choose` makes of the two.
fn union<K: Ord + Clone, V: Clone>(
    one: &Table<K, V>,
    other: &Table<K, V>,
    choose: impl Fn(&K, &V, &V) -> V,
) -> Table<K, V> {
    let mut all = one.clone();
    for (key, value) in other {
        let chosen = match one.get(key) {
            Some(known) => choose(key, known, value),
            None => value.clone(),
        };
        all.insert(key.clone(), chosen);
    }
    all
}

fn merge_layer(states: [&Project; 2], id: &LayerId, text: &Text) -> Layer {
    let blank = Layer::default();
    let layers = states.map(|state| state.layers.get(id).map_or(&blank, |layer| &**layer));
    let status = |at: usize| (states[at].clock.of(Place::Status(id)), layers[at].status);
    let mut merged = Layer {
        status: later([status(0), status(1)], |status| vec![*status as u8]),
        ..Layer::default()
    };
    for id_of in union(&layers[0].attributes, &layers[1].attributes, |_, it, _| it.clone()).keys() {
        let place = Place::Attribute(id, id_of);
        let state = |at: usize| (states[at].clock.of(place), layers[at].attributes.get(id_of));
        let chosen = later([state(0), state(1)], |value| {
            value.map_or_else(Vec::new, |value| value.text().into_bytes())
        });
        if let Some(value) = chosen {
            merged.attributes.insert(id_of.clone(), value.clone());
        }
    }
    for record in union(&layers[0].records, &layers[1].records, |_, it, _| it.clone()).keys() {
        let state = |at: usize| record_in(states[at], layers[at], id, record);
        let chosen = later([state(0), state(1)], |record| {
            record.map_or_else(Vec::new, |record| json(&In(record, text)))
        });
        if let Some(record) = chosen {
            merged.insert(record.clone());
        }
    }
    merged.extra = layers[0].extra.clone();
    for (key, value) in &layers[1].extra {
        let known = layers[0].extra.get(key).unwrap_or(value);
        let value = later([(None, known), (None, value)], json).clone();
        merged.extra.insert(key.clone(), value);
    }
    merged
}

/// A record in a state with its revision, or when it was deleted, or nothing if it never was there.
fn record_in<'a>(
    state: &Project,
    layer: &'a Layer,
    id: &LayerId,
    record: &RecordId,
) -> (Option<u64>, Option<&'a Record>) {
    match layer.records.get(record) {
        Some(record) => (Some(record.provenance().revision.0), Some(record)),
        None => (state.clock.of(Place::Deleted(id, record)), None),
    }
}

fn orphans(one: &[Orphan], other: &[Orphan]) -> Vec<Orphan> {
    if one == other {
        return one.to_vec();
    }
    let keyed = one.iter().chain(other).map(|orphan| (json(&Wire(orphan)), orphan));
    let mut keyed: Vec<(Vec<u8>, &Orphan)> = keyed.collect();
    order::sort_by(&mut keyed, |a, b| a.0.cmp(&b.0));
    keyed.dedup_by(|a, b| a.0 == b.0);
    keyed.into_iter().map(|(_, orphan)| orphan.clone()).collect()
}
