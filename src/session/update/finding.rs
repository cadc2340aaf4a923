//! Finding words in the open article.

use super::Turn;
use crate::session::{Desk, Effect, Selection, words};
use crate::text::{Quote, Snap, Towards, snap};

/// A longer selection is no word to find.
const WORDS_BYTES: u32 = 120;

impl Turn<'_> {
    /// Opens the bar with the selected words in it, or else with those of last time.
    pub(super) fn open_find(&mut self) {
        let Some(desk) = &mut self.state.desk else { return };
        let Some(article) = desk.open_article() else { return };
        let text = article.text.clone();
        let selected = desk.selection.span.filter(|span| span.len() <= WORDS_BYTES);
        let selected = selected.filter(|span| !text.slice(*span).contains('\n'));
        let finding = &mut desk.finding;
        finding.is_open = true;
        finding.from = desk.selection.caret.max(desk.top);
        if let Some(span) = selected {
            text.slice(span).clone_into(&mut finding.words);
            finding.from = span.start();
        }
        finding.look(Some(&text));
        if selected.is_some() {
            finding.at = finding.next(finding.from);
        }
        self.effects.push(Effect::FocusFind);
    }

    /// Looks for other words, and goes to the first place from where the hand was.
    pub(super) fn change_find(&mut self, words: String, keeps_case: bool) {
        let Some(desk) = &mut self.state.desk else { return };
        let text = desk.open_article().map(|article| article.text.clone());
        let finding = &mut desk.finding;
        (finding.words, finding.keeps_case) = (words, keeps_case);
        finding.look(text.as_ref());
        finding.at = finding.next(finding.from);
        let said = finding.said();
        self.effects.extend(finding.place().map(Effect::Reveal));
        self.announce(said);
    }

    /// Goes on to the next place, or back, around the text's end.
    pub(super) fn step_find(&mut self, towards: Towards, selects: bool) {
        let Some(desk) = &mut self.state.desk else { return };
        if !desk.finding.is_open {
            if desk.finding.words.trim().is_empty() {
                return self.open_find();
            }
            desk.finding.is_open = true;
            desk.look_anew();
        }
        let next = desk.next_place(towards, selects);
        let Some(article) = desk.open_article() else { return };
        let text = article.text.clone();
        let finding = &mut desk.finding;
        let is_around = match (finding.at, next, towards) {
            (Some(at), Some(next), Towards::End) => next <= at,
            (Some(at), Some(next), Towards::Start) => next >= at,
            _ => false,
        };
        finding.at = next;
        let Some(place) = finding.place() else { return self.announce("Not found") };
        finding.from = place.start();
        let Quote { prefix, exact, suffix } = Quote::of(&text, place);
        let around = match (is_around, towards) {
            (false, _) => "",
            (true, Towards::End) => ", from the start again",
            (true, Towards::Start) => ", from the end again",
        };
        let words = words::shorten(&format!("{prefix}{exact}{suffix}"));
        let heard = format!("{}{around}: {words}", finding.said());
        if selects {
            self.select_found();
        } else {
            self.effects.push(Effect::Reveal(place));
        }
        self.announce(heard);
    }

    /// Takes the bar away, with the found words selected, and the focus to the text.
    pub(super) fn close_find(&mut self) {
        self.select_found();
        self.with_desk(|desk| desk.finding.close());
        self.effects.push(Effect::FocusText);
    }

    fn select_found(&mut self) {
        let Some(desk) = &mut self.state.desk else { return };
        if let (Some(place), Some(article)) = (desk.finding.place(), desk.open_article()) {
            let span = snap(&article.text, place, Snap::Graphemes);
            desk.selection = Selection { anchor: place.start(), caret: place.end(), span };
            // First, or the caret would be brought to the edge of the view.
            self.effects.push(Effect::Reveal(place));
        }
        self.effects.push(Effect::ShowSelection);
    }
}

impl Desk {
    /// The place to go to next: beside the last one, unless the hand has gone elsewhere in the text
    /// since.
    fn next_place(&self, towards: Towards, by_hand: bool) -> Option<usize> {
        let (finding, selection) = (&self.finding, &self.selection);
        let count = finding.places.len();
        let (start, end) = match selection.span {
            Some(span) => (span.start(), span.end()),
            None => (selection.caret, selection.caret),
        };
        let stays = |at: &usize| {
            let place = finding.places[*at];
            !by_hand || (place.start() <= start && end <= place.end())
        };
        match (finding.at.filter(stays), towards) {
            (Some(at), Towards::End) => Some((at + 1) % count),
            (Some(at), Towards::Start) => Some((at + count - 1) % count),
            (None, Towards::End) => finding.next(if by_hand { end } else { finding.from }),
            (None, Towards::Start) => finding.previous(if by_hand { start } else { finding.from }),
        }
    }
}
