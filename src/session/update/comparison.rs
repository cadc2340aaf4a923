//! Reading another article beside the open one.

use std::rc::Rc;

use super::Turn;
use crate::model::ArticleId;
use crate::session::{Comparison, Dialog, Effect, Selection, Stop, articles};
use crate::text::{Byte, Side, Span, Step, Towards, step};

impl Turn<'_> {
    pub(super) fn ask_for_comparison(&mut self) {
        let Some(desk) = &self.state.desk else { return };
        if desk.open_article().is_some() {
            self.state.dialog = Some(Dialog::Compare(Rc::new(desk.candidates())));
        }
    }

    pub(super) fn open_comparison(&mut self, other: ArticleId) {
        self.state.dialog = None;
        let Some(desk) = &mut self.state.desk else { return };
        let is_linked = desk.comparison.as_ref().is_none_or(|before| before.is_linked);
        desk.comparison = Some(Comparison { other, is_linked, place: None });
        let Some((words, beside)) = desk.comparison_in_words().zip(desk.companion()) else {
            return desk.comparison = None;
        };
        let heard = format!("Beside it: {}. {words}", articles::headline(beside));
        self.announce(heard);
    }

    /// Opens the article beside at the place that stands beside the first line in sight.
    pub(super) fn swap_comparison(&mut self) {
        let Some(desk) = &mut self.state.desk else { return };
        let (Some(other), Some(shared)) = (desk.companion().cloned(), desk.shared()) else {
            return self.announce(NONE_OPEN);
        };
        let first = shared.word_at(Side::First, desk.top);
        let [before, behind] = shared.around(Side::First, first);
        let top =
            behind.or(before).map_or(Byte(0), |[_, word]| shared.words(Side::Second)[word].start());
        desk.tops.retain(|(known, _)| *known != other.id);
        desk.tops.push((other.id.clone(), top));
        self.open_article(Some(other.id.clone()));
    }

    pub(super) fn link_comparison(&mut self, is_linked: bool) {
        self.with_desk(|desk| {
            if let Some(comparison) = &mut desk.comparison {
                comparison.is_linked = is_linked;
            }
        });
    }

    /// Goes to the next place of that kind behind the caret, or the last one before it.
    pub(super) fn step_comparison(&mut self, stop: Stop, towards: Towards) {
        let Some(desk) = &mut self.state.desk else { return };
        let Some(article) = desk.open_article().filter(|_| desk.companion().is_some()).cloned()
        else {
            return self.announce(NONE_OPEN);
        };
        let places = desk.stops(stop);
        if places.is_empty() {
            return self.announce(match stop {
                Stop::Shared => "The articles share no passage",
                Stop::Difference => "The articles do not differ in their words",
            });
        }
        let visited = desk.comparison.as_ref().and_then(|comparison| comparison.place.as_ref());
        let caret = desk.selection.caret;
        let current =
            places.iter().position(|place| Some(place) == visited && place[0].start == caret);
        let behind = places.partition_point(|[here, _]| here.start < caret);
        let next = match towards {
            Towards::End => current.map_or(behind, |current| current + 1),
            Towards::Start => current.unwrap_or(behind) + places.len() - 1,
        } % places.len();
        let place = places[next].clone();
        let what = desk.stop_in_words(stop, &place).unwrap_or_default();
        let name = if stop == Stop::Shared { "Shared" } else { "Different" };
        let heard = format!("{name}, {} of {}: {what}", next + 1, places.len());
        let start = place[0].start;
        desk.selection = Selection::at(start);
        if let Some(comparison) = &mut desk.comparison {
            comparison.place = Some(place);
        }
        // The first character only: a passage can be longer than the window is high.
        let character = step(&article.text, start, Step::Character, Towards::End);
        self.effects.extend(Span::new(start, character).map(Effect::Reveal));
        self.effects.push(Effect::ShowSelection);
        self.announce(heard);
    }

    pub(super) fn close_comparison(&mut self) {
        let Some(desk) = &mut self.state.desk else { return };
        if desk.comparison.take().is_none() {
            return self.announce(NONE_OPEN);
        }
        self.effects.push(Effect::FocusText);
        self.announce("Comparison closed");
    }

    /// Says why nothing is marked in the article beside.
    pub(super) fn refuse_mark_beside(&mut self) {
        self.hint("The article beside is only read. Swap the two to mark in it.");
    }
}

const NONE_OPEN: &str = "No article stands beside this one: compare with one first";
