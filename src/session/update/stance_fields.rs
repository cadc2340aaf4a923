//! The rest of a stance: its optional fields, what it has of the one before, what the text proposes.

use super::Turn;
use crate::model::{Holder, Record, RecordId, Stance, StanceField};
use crate::session::arcs::Parts;
use crate::session::stance_fields::{next_slot, proposed};
use crate::session::{Alike, Desk, Effect, End, Said, Selection, StanceSlot, words};
use crate::text::{Fragments, Span};

impl Turn<'_> {
    /// Puts what was said into the stance of that id, be it in the form or, as late news from a form
    /// that has gone, in the layer.
    pub(super) fn say(&mut self, id: &RecordId, said: Said) {
        let Some(desk) = &self.state.desk else { return };
        let drafted = desk.draft.as_ref().map(|draft| &draft.stance).filter(|it| it.id == *id);
        let recorded = desk.open_layer().and_then(|layer| match layer.records.get(id) {
            Some(Record::Stance(stance)) => Some(&**stance),
            _ => None,
        });
        if let Some(known) = drafted.or(recorded) {
            let mut stance = known.clone();
            said.apply(&mut stance);
            self.change_stance(stance);
        }
    }

    /// Goes on to the part that is asked behind another one. Behind the note, a new stance still
    /// needs its polarity; a recorded one is complete.
    pub(super) fn leave_slot(&mut self, slot: StanceSlot) {
        let Some(desk) = &self.state.desk else { return };
        let Some(draft) = &desk.draft else { return };
        match (slot, draft.recorded) {
            (StanceSlot::Note, true) => {
                self.enter_slot(StanceSlot::Polarity);
                self.effects.push(Effect::FocusText);
            }
            (StanceSlot::Note, false) => self.go_on_to(StanceSlot::Polarity),
            _ => {
                let next = next_slot(&desk.work.project.codebook, &draft.stance, slot);
                self.go_on_to(next);
            }
        }
    }

    /// Opens the form of the stance in focus, if none is open.
    fn open_form(&mut self) {
        if self.state.desk.as_ref().is_some_and(|desk| desk.draft.is_none()) {
            self.open_stance();
        }
    }

    /// The holder by a key, or a source where that is asked.
    pub(super) fn name_holder(&mut self, holder: Holder) {
        self.open_form();
        let slot = self.state.desk.as_ref().and_then(|desk| Some(desk.draft.as_ref()?.slot));
        match slot {
            Some(StanceSlot::NestedSource) => self.add_source(holder),
            _ => self.pick_holder(Some(holder)),
        }
    }

    pub(super) fn take_from_the_last(&mut self, part: Alike) {
        self.open_form();
        let Some(desk) = &self.state.desk else { return };
        let Some(mut stance) = self.draft_stance() else { return };
        let Some(last) = desk.stance_before(&stance) else {
            return self.announce("There is no stance before this one");
        };
        if matches!(part, Alike::Sources | Alike::All) {
            stance.nested_source.clone_from(&last.nested_source);
        }
        if matches!(part, Alike::Holder | Alike::All) {
            stance.holder.clone_from(&last.holder);
        }
        if matches!(part, Alike::Target | Alike::All) {
            stance.target.clone_from(&last.target);
        }
        self.change_stance(stance);
        self.go_on_to(match part {
            Alike::Sources => StanceSlot::Holder,
            Alike::Holder => StanceSlot::Target,
            Alike::Target | Alike::All => StanceSlot::Polarity,
        });
    }

    /// Takes all that the text proposes as one step, and asks for what is left.
    pub(super) fn take_proposed(&mut self) {
        self.open_form();
        let Some(desk) = &self.state.desk else { return };
        let (Some(article), Some(draft)) = (desk.open_article(), &desk.draft) else { return };
        let mut stance = draft.stance.clone();
        let proposed = proposed(&desk.work.project.codebook, article, &stance);
        if proposed.is_empty() {
            return self.announce("The text proposes nothing more");
        }
        proposed.into_iter().for_each(|said| said.apply(&mut stance));
        let recorded = draft.recorded;
        self.change_stance(stance);
        if recorded {
            self.leave_slot(StanceSlot::Polarity);
        }
    }

    /// Goes to where a part of the stance stands in the text; the stance stays in focus.
    pub(super) fn visit_end(&mut self, end: End) {
        let Some(desk) = &self.state.desk else { return };
        let place = desk.arcs().place(end).map(|place| place.span);
        self.visit_place(place);
    }

    /// The same for a record that is not in focus yet.
    pub(super) fn visit_end_of(&mut self, record: RecordId, end: End) {
        self.focus_record_in_place(record);
        let Some(desk) = &self.state.desk else { return };
        let parts = desk.focused().and_then(Parts::of);
        let place = parts.and_then(|parts| desk.place_of(parts, end));
        self.visit_place(place);
    }

    fn visit_place(&mut self, place: Option<Span>) {
        let Some(span) = place else {
            return self.announce("That has no place in the text: nothing here is linked to it");
        };
        let Some(desk) = &mut self.state.desk else { return };
        let article = desk.open_article();
        let heard = article.map(|article| words::shorten(article.text.slice(span)));
        desk.selection = Selection::at(span.start());
        self.effects.push(Effect::Reveal(span));
        self.effects.push(Effect::ShowSelection);
        self.effects.push(Effect::FocusText);
        self.announce(heard.unwrap_or_default());
    }

    /// Sets the cue or evidence to the selection; without one, its field is asked.
    pub(super) fn set_stance_span(&mut self, field: StanceField) {
        self.open_form();
        let Some(desk) = &self.state.desk else { return };
        let Some(draft) = &desk.draft else { return };
        let (id, slot) = (draft.stance.id.clone(), draft.slot);
        let is_asked = desk.work.project.codebook.fields.contains(&field);
        let Some(words) = desk.selection.span.map(Fragments::from) else {
            if is_asked {
                return self.go_on_to(StanceSlot::Field(field));
            }
            return self.announce("The codebook does not ask for it");
        };
        self.say(&id, Said::Words(field, Some(words)));
        self.collapse_selection();
        if matches!(slot, StanceSlot::Field(_)) {
            self.leave_slot(StanceSlot::Field(field));
        }
    }
}

impl Desk {
    /// The annotator's last stance before that one: in this article, else in any.
    pub fn stance_before(&self, stance: &Stance) -> Option<&Stance> {
        let project = &self.work.project;
        let own = project.layers.iter().filter(|(id, _)| id.annotator == self.annotator);
        let here = own.clone().filter(|(id, _)| Some(&id.article) == self.article.as_ref());
        let others = |known: &&Stance| known.id != stance.id;
        let key = |known: &&Stance| (known.provenance.created.clone(), known.id.clone());
        let in_article = here.flat_map(|(_, layer)| layer.stances()).map(|it| &**it);
        let anywhere = own.flat_map(|(_, layer)| layer.stances()).map(|it| &**it);
        in_article
            .filter(others)
            .max_by_key(key)
            .or_else(|| anywhere.filter(others).max_by_key(key))
    }
}
