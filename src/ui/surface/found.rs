//! The words that are looked for, set off near the window by the browser's highlights.

use web_sys::Range;

use super::{Same, Surface};
use crate::browser::highlights;
use crate::text::Span;

/// All places that have the words.
const PLACES: &str = "found";
/// The one that was gone to.
const HERE: &str = "found-here";

/// The places that have the words that are looked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// In order and without overlap.
    pub places: Same<Vec<Span>>,
    /// The one that was gone to.
    pub at: Option<usize>,
}

/// What is set off now.
#[derive(Default)]
pub(super) struct Shown {
    found: Found,
    /// Whether text nodes have come or gone since.
    pub(super) is_stale: bool,
    is_any: bool,
}

impl Surface {
    /// Sets off other places.
    #[inline(never)] // not in the first load
    pub fn find(&mut self, found: &Found) {
        self.found.found = found.clone();
        self.found.is_stale = true;
        self.set_off();
        // In a browser without highlights the selection shows the one that was gone to.
        if let Some(place) = found.at.and_then(|at| found.places.get(at))
            && !highlights::are_known()
        {
            self.select(place.start(), place.end());
        }
    }

    /// Sets off the places near the window, if other text nodes stand there now.
    pub(super) fn set_off(&mut self) {
        let is_stale = std::mem::take(&mut self.found.is_stale);
        if is_stale && (self.found.is_any || !self.found.found.places.is_empty()) {
            self.set_off_anew();
        }
    }

    #[inline(never)] // not in the first load
    fn set_off_anew(&mut self) {
        let Found { places, at } = self.found.found.clone();
        self.found.is_any = !places.is_empty();
        let (mut others, mut here): (Vec<Range>, Vec<Range>) = Default::default();
        for block in (0..self.near.len()).filter(|block| self.near[*block].is_some()) {
            for piece in self.pieces.block(block) {
                let Some(span) = self.pieces.pieces()[piece].span() else { continue };
                let first = places.partition_point(|place| place.end() <= span.start());
                let next = places.partition_point(|place| place.start() < span.end());
                let start = self.text.utf16(span.start()).0;
                let stretches: Vec<(u32, u32)> = places[first..next.max(first)]
                    .iter()
                    .filter_map(|place| place.intersection(span))
                    .map(|part| (self.text.utf16(part.start()).0, self.text.utf16(part.end()).0))
                    .map(|(from, to)| (from - start, to - start))
                    .collect();
                if stretches.is_empty() {
                    continue;
                }
                let ranges = highlights::ranges_in(&self.elements[piece], &stretches);
                for (place, range) in (first..).zip(ranges) {
                    if Some(place) == at { &mut here } else { &mut others }.push(range);
                }
            }
        }
        for (name, ranges) in [(PLACES, others), (HERE, here)] {
            if ranges.is_empty() {
                highlights::clear(name);
            } else {
                highlights::set(name, &ranges);
            }
        }
    }
}
