//! Two states of a codebook as one, part by part.

use serde::Serialize;

use super::{json, later};
use crate::formats::wire::{Named, Wire};
use crate::model::{Codebook, CodebookList, Extra, Place, Project, Rule, StanceField};
use crate::order::{self, Table};

/// What the lists of a codebook are ordered by, where that is not their own order.
pub(super) type Orders = Table<String, Vec<String>>;

/// The two codebooks as one: each item of a list and each other field as it was changed last. Items follow
/// the order that was given last; those that it does not name stand behind, by their ids.
pub(super) fn merge(states: [&Project; 2]) -> (Codebook, Orders) {
    let mut merging = Merging { states, orders: Orders::default() };
    let [one, other] = states.map(|state| &*state.codebook);
    let names = |fields: &[StanceField]| fields.iter().map(|it| it.name()).collect::<Vec<_>>();
    let fields = |it: &Codebook| names(&it.fields.iter().copied().collect::<Vec<_>>());
    let rules = |it: &Vec<Rule>| it.iter().map(|it| it.name()).collect::<Vec<_>>();
    let merged = Codebook {
        name: merging.field("name", |it| &it.name, json).clone(),
        guideline: merging.field("guideline", |it| &it.guideline, json).clone(),
        entity_types: merging.list(
            CodebookList::EntityTypes,
            [&one.entity_types, &other.entity_types],
            |it| it.id.as_str(),
        ),
        polarities: merging.list(
            CodebookList::Polarities,
            [&one.polarities, &other.polarities],
            |it| it.polarity.id(),
        ),
        issues: merging
            .list(CodebookList::Issues, [&one.issues, &other.issues], |it| it.id.as_str()),
        fields: merging.field("fields", |it| it, |it| json(&fields(it))).fields.clone(),
        attributes: merging.list(
            CodebookList::Attributes,
            [&one.attributes, &other.attributes],
            |it| it.id.as_str(),
        ),
        rules: merging.field("rules", |it| &it.rules, |it| json(&rules(it))).clone(),
        extra: merging.extra(),
    };
    (merged, merging.orders)
}

struct Merging<'a> {
    states: [&'a Project; 2],
    orders: Orders,
}

impl<'a> Merging<'a> {
    /// When that part was changed in either state: by itself, or with the codebook as a whole, as programs
    /// did that did not tell its parts apart.
    fn revisions(&self, place: Place<'_>) -> [Option<u64>; 2] {
        self.states.map(|state| state.clock.of(place).max(state.clock.of(Place::Codebook)))
    }

    fn field<T>(
        &self,
        key: &str,
        get: impl Fn(&'a Codebook) -> &'a T,
        bytes: impl Fn(&T) -> Vec<u8>,
    ) -> &'a T {
        let [left, right] = self.states.map(|state| get(&state.codebook));
        let [left_at, right_at] = self.revisions(Place::CodebookField(key));
        later([(left_at, left), (right_at, right)], |it| bytes(it))
    }

    fn list<T: Clone>(
        &mut self,
        list: CodebookList,
        items: [&[T]; 2],
        id: impl Fn(&T) -> &str,
    ) -> Vec<T>
    where
        for<'b> Wire<'b, T>: Serialize,
    {
        let mut ids: Vec<&str> = items.into_iter().flatten().map(&id).collect();
        order::sort_by(&mut ids, Ord::cmp);
        ids.dedup();
        let mut found = Vec::new();
        for wanted in ids {
            let [left, right] = items.map(|items| items.iter().find(|item| id(item) == wanted));
            let [left_at, right_at] = self.revisions(Place::CodebookItem(list, wanted));
            let bytes = |it: &Option<&T>| it.map_or_else(Vec::new, |it| json(&Wire(it)));
            found.extend(later([(left_at, left), (right_at, right)], bytes));
        }
        let place = Place::CodebookOrder(list);
        let own = |at: usize| items[at].iter().map(|it| id(it).to_owned()).collect::<Vec<_>>();
        let given =
            |at: usize| self.states[at].clock.order(list).cloned().unwrap_or_else(|| own(at));
        let [left_at, right_at] = self.revisions(place);
        let order = later([(left_at, given(0)), (right_at, given(1))], json);
        // Sorted by ids before, so that what the order does not name stays so.
        let at = |item: &T| order.iter().position(|known| *known == id(item)).unwrap_or(usize::MAX);
        order::sort_by(&mut found, |a, b| at(a).cmp(&at(b)));
        if !found.iter().map(|it| id(it)).eq(order.iter().map(String::as_str)) {
            self.orders.insert(list.place().to_owned(), order);
        }
        found.into_iter().cloned().collect()
    }

    fn extra(&self) -> Extra {
        let mut merged = Extra::new();
        for (key, _) in self.states.into_iter().flat_map(|state| &state.codebook.extra) {
            let value = self.states.map(|state| state.codebook.extra.get(key));
            let [left_at, right_at] = self.revisions(Place::CodebookField(key));
            let bytes = |it: &Option<&serde_json::Value>| it.map_or_else(Vec::new, json);
            if let Some(value) = later([(left_at, value[0]), (right_at, value[1])], bytes) {
                merged.insert(key.clone(), value.clone());
            }
        }
        merged
    }
}

#[cfg(test)]
mod tests {
    use crate::formats::wire::Named;
    use crate::model::Polarity;

    #[test]
    fn a_polaritys_id_is_its_name_in_files() {
        assert!(Polarity::ALL.iter().all(|polarity| polarity.id() == polarity.name()));
    }
}
