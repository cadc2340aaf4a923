//! Whether a record says what one here says already.

use std::collections::HashMap;

use crate::model::{Layer, Mention, Record};

/// Where the first words of a record stand.
pub(super) fn place(record: &Record) -> Option<(u32, u32)> {
    let words = record.fragments().first()?.first();
    Some((words.start().0, words.end().0))
}

/// The records of a layer by where their first words stand.
pub(super) fn by_place(layer: &Layer) -> HashMap<Option<(u32, u32)>, Vec<&Record>> {
    let mut places: HashMap<_, Vec<&Record>> = HashMap::new();
    for record in layer.records.values() {
        places.entry(place(record)).or_default().push(record);
    }
    places
}

/// Whether what is here says all that the new one says. A suggestion is no news where its words have
/// that label already, or were suggested or rejected; work is news where there is a suggestion only.
pub(super) fn says_the_same(known: &Record, new: &Record) -> bool {
    let is_suggestion = new.provenance().is_suggestion();
    if known.provenance().is_suggestion() && !is_suggestion {
        return false;
    }
    match (known, new) {
        (Record::Mention(a), Record::Mention(b)) => {
            let same = a.entity_type == b.entity_type && a.fragments == b.fragments;
            let rest = |it: &Mention| {
                (it.entity.clone(), it.attributes.clone(), it.note.clone(), it.extra.clone())
            };
            same && (is_suggestion || rest(a) == rest(b))
        }
        (Record::Stance(a), Record::Stance(b)) => {
            let same = a.polarity == b.polarity
                && a.expression == b.expression
                && (&a.holder, &a.target) == (&b.holder, &b.target);
            let mut b = (**b).clone();
            b.id = a.id.clone();
            b.provenance = a.provenance.clone();
            same && (is_suggestion || **a == b)
        }
        (Record::DocumentStance(a), Record::DocumentStance(b)) => {
            let same = (a.polarity, &a.target) == (b.polarity, &b.target);
            same && (is_suggestion || (&a.note, &a.extra) == (&b.note, &b.extra))
        }
        _ => false,
    }
}
