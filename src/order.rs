//! Sorting and sorted tables without much code: a page carries what it uses once for each type.
//!
//! Each use of `slice::sort` with a type and a comparison of its own would add 4 KB to the page's
//! module, and there are a dozen.

mod table;

pub use table::Table;

use std::cmp::Ordering;

/// Sorts by a comparison; what is equal keeps its order.
pub fn sort_by<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut order: Vec<usize> = (0..items.len()).collect();
    sort_places(&mut order, &|a, b| compare(&items[a], &items[b]));
    for place in 0..order.len() {
        // The item for this place has moved on if its old place has been filled.
        let mut from = order[place];
        while from < place {
            from = order[from];
        }
        items.swap(place, from);
        // So that later places are spared the detour.
        order[place] = from;
    }
}

/// Sorts by a key; what has the same key keeps its order.
pub fn sort_by_key<T, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K) {
    sort_by(items, |a, b| key(a).cmp(&key(b)));
}

fn sort_places(places: &mut [usize], compare: &dyn Fn(usize, usize) -> Ordering) {
    places.sort_by(|a, b| compare(*a, *b));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_order_is_that_of_the_standard_library(mut items in prop::collection::vec((0u8..20, 0u8..9), 0..60)) {
            let mut expected = items.clone();
            expected.sort_by_key(|(key, _)| *key);
            sort_by_key(&mut items, |(key, _)| *key);
            prop_assert_eq!(items, expected);
        }
    }

    #[test]
    fn a_long_list_that_is_turned_round_takes_no_time() {
        let mut items: Vec<u32> = (0..200_000).map(|n| (n + 1) % 200_000).collect();
        sort_by_key(&mut items, |n| *n);
        assert!(items.iter().zip(0..).all(|(item, place)| *item == place));
    }
}
