//! Stances: holder, target, polarity, then whatever else the codebook asks.

use std::rc::Rc;

use super::Turn;
use super::marking::new_entity;
use crate::model::{
    Attributes, DocumentStance, EntityId, Extra, Holder, Mention, Operation, Polarity, Project,
    Provenance, Record, RecordId, Stance, Subject, Target, TargetKind, TypeId,
};
use crate::session::completion::namesake;
use crate::session::{Desk, Draft, Effect, Selection, StanceSlot, words};
use crate::text::{Fragments, Text};

impl Turn<'_> {
    /// Begins a stance with the selection as its words, or with the focused mention as its holder.
    ///
    /// One that is being written already is gone back to instead.
    pub(super) fn begin_stance(&mut self) {
        let id = self.new_record_id();
        let Some(desk) = &mut self.state.desk else { return };
        if let Some(slot) = desk.new_draft().map(|draft| draft.slot) {
            self.announce("A stance is being written: finish or close it first");
            return self.effects.push(Effect::FocusSlot(slot));
        }
        if desk.article.is_none() {
            return;
        }
        if desk.selection.span.is_none() && desk.focus.is_none() && self.take_up_discarded() {
            return;
        }
        let Some(desk) = &mut self.state.desk else { return };
        let expression = desk.selection.span.map(Fragments::from);
        let mention = desk.focused_mention().filter(|_| expression.is_none());
        let mention = mention.map(|mention| mention.id.clone());
        let provenance = Provenance::manual(desk.annotator.clone(), self.now.clone());
        let stance = Stance { expression, ..blank_stance(id, provenance) };
        desk.set_focus(None);
        desk.draft = Some(Draft { stance, recorded: false, slot: StanceSlot::Holder });
        desk.selection = Selection::at(desk.selection.caret);
        self.effects.push(Effect::ShowSelection);
        match mention {
            Some(mention) => self.pick_mention(&mention),
            None => self.effects.push(Effect::FocusSlot(StanceSlot::Holder)),
        }
    }

    /// Opens the form for the stance in focus.
    pub(super) fn open_stance(&mut self) {
        let Some(desk) = &mut self.state.desk else { return };
        let Some(Record::Stance(stance)) = desk.focused() else { return };
        if desk.new_draft().is_some() {
            return self.announce("A stance is being written: finish or close it first");
        }
        let stance = (**stance).clone();
        desk.draft = Some(Draft { stance, recorded: true, slot: StanceSlot::Polarity });
    }

    pub(super) fn enter_slot(&mut self, slot: StanceSlot) {
        self.with_desk(|desk| {
            if let Some(draft) = &mut desk.draft {
                draft.slot = slot;
            }
        });
    }

    pub(super) fn go_on_to(&mut self, slot: StanceSlot) {
        self.enter_slot(slot);
        self.effects.push(Effect::FocusSlot(slot));
    }

    pub(super) fn draft_stance(&self) -> Option<Stance> {
        Some(self.state.desk.as_ref()?.draft.as_ref()?.stance.clone())
    }

    pub(super) fn pick_holder(&mut self, holder: Option<Holder>) {
        let Some(mut stance) = self.draft_stance() else { return };
        stance.holder = holder;
        self.change_stance(stance);
        self.go_on_to(StanceSlot::Target);
    }

    pub(super) fn pick_target(&mut self, target: Option<Target>) {
        let Some(mut stance) = self.draft_stance() else { return };
        let is_negated = stance.target.as_ref().is_some_and(|known| known.is_negated);
        stance.target =
            target.map(|target| Target { is_negated: target.is_negated || is_negated, ..target });
        self.change_stance(stance);
        // A letter on the polarities of a recorded stance would change it.
        if self.state.desk.as_ref().is_some_and(|desk| desk.new_draft().is_none()) {
            self.enter_slot(StanceSlot::Polarity);
            return self.effects.push(Effect::FocusText);
        }
        self.go_on_to(StanceSlot::Polarity);
    }

    pub(super) fn pick_proposition(&mut self, words: &str) {
        let words = words.trim();
        if !words.is_empty() {
            let kind = TargetKind::Proposition(words.to_owned());
            self.pick_target(Some(Target { kind, is_negated: false }));
        }
    }

    pub(super) fn add_source(&mut self, holder: Holder) {
        let Some(mut stance) = self.draft_stance() else { return };
        stance.nested_source.push(holder);
        self.change_stance(stance);
    }

    fn pick_entity(&mut self, slot: StanceSlot, id: EntityId) {
        match slot {
            StanceSlot::Holder => self.pick_holder(Some(Holder::Entity(id))),
            StanceSlot::NestedSource => self.add_source(Holder::Entity(id)),
            _ => {
                let kind = TargetKind::Entity(id);
                self.pick_target(Some(Target { kind, is_negated: false }));
            }
        }
    }

    pub(super) fn pick_new_entity(&mut self, slot: StanceSlot, name: &str) {
        let id: EntityId = self.state.ids.next('e').into();
        let name = name.trim();
        if name.is_empty() || self.draft_stance().is_none() {
            return;
        }
        let Some(entity_type) = self.type_for(slot, name) else { return };
        let entity = new_entity(id.clone(), name, entity_type);
        if self.commit(format!("New entity {name}"), Operation::PutEntity(Rc::new(entity))) {
            self.pick_entity(slot, id);
        }
    }

    /// The type of a mention of those words in this article, else the codebook's first for a
    /// holder and last for a target.
    fn type_for(&self, slot: StanceSlot, name: &str) -> Option<TypeId> {
        let desk = self.state.desk.as_ref()?;
        let text = &desk.open_article()?.text;
        let known = desk.open_layer().and_then(|layer| {
            let mut mentions = layer.mentions();
            mentions.find(|mention| mention.fragments.words(text) == name)
        });
        if let Some(mention) = known {
            return Some(mention.entity_type.clone());
        }
        let types = &desk.work.project.codebook.entity_types;
        let entity_type = if slot == StanceSlot::Target { types.last() } else { types.first() };
        entity_type.map(|known| known.id.clone())
    }

    /// A mention fills the slot that is being asked; an unlinked one is linked first.
    pub(super) fn pick_mention(&mut self, id: &RecordId) {
        let Some(desk) = &self.state.desk else { return };
        let (Some(draft), Some(layer)) = (&desk.draft, desk.open_layer()) else { return };
        let Some(Record::Mention(mention)) = layer.records.get(id).cloned() else { return };
        let slot = draft.slot;
        let entity = mention.entity.clone().or_else(|| self.link_by_its_words(&mention));
        if let Some(entity) = entity {
            self.pick_entity(slot, entity);
        }
    }

    /// Links a mention to the entity of its type that goes by its words, or else to a new one.
    fn link_by_its_words(&mut self, mention: &Mention) -> Option<EntityId> {
        let desk = self.state.desk.as_ref()?;
        let name = one_line(&mention.fragments, &desk.open_article()?.text);
        let Some(known) = namesake(&desk.work.project, &name, &mention.entity_type) else {
            return self.link_to_new(mention, &name);
        };
        let (id, label) = (known.id.clone(), format!("Link to {}", known.name));
        let linked = Mention { entity: Some(id.clone()), ..mention.clone() };
        self.change_mention(label, linked).then_some(id)
    }

    /// Sets the polarity, which completes a new stance.
    pub(super) fn pick_polarity(&mut self, polarity: Polarity) {
        if let Some(Record::DocumentStance(whole)) =
            self.state.desk.as_ref().and_then(Desk::focused)
            && self.draft_stance().is_none()
        {
            let target = whole.target.clone();
            return self.change_document_stance(target, polarity);
        }
        let Some(mut stance) = self.draft_stance() else { return };
        stance.polarity = polarity;
        let Some(desk) = &mut self.state.desk else { return };
        let Some(draft) = &mut desk.draft else { return };
        if draft.recorded {
            return self.change_stance(stance);
        }
        let codebook = &desk.work.project.codebook;
        let has_questions = codebook.attributes_on(Subject::Stance).next().is_some();
        let asks_more = has_questions || !codebook.fields.is_empty();
        let label = format!("Stance: {}", words::stance(&desk.work.project, &stance));
        let id = stance.id.clone();
        if self.commit_record(label, Record::Stance(Rc::new(stance.clone()))) {
            self.with_desk(|desk| {
                desk.focus = Some(id);
                let draft = Draft { stance, recorded: true, slot: StanceSlot::Polarity };
                desk.draft = asks_more.then_some(draft);
            });
            if asks_more {
                self.leave_slot(StanceSlot::Polarity);
            } else {
                self.effects.push(Effect::FocusText);
            }
        }
    }

    pub(super) fn change_stance(&mut self, stance: Stance) {
        let Some(desk) = &self.state.desk else { return };
        let label = format!("Change to {}", words::stance(&desk.work.project, &stance));
        self.put_stance(label, stance);
    }

    /// Takes a changed stance over: into the project if it is recorded, into the form if it is open.
    ///
    /// One that is neither is late news from a form that has gone.
    pub(super) fn put_stance(&mut self, label: impl Into<String>, mut stance: Stance) {
        let Some(desk) = &self.state.desk else { return };
        let recorded = match desk.open_layer().and_then(|layer| layer.records.get(&stance.id)) {
            Some(Record::Stance(known)) => Some(&**known),
            _ => None,
        };
        let drafted = desk.draft.as_ref().map(|draft| &draft.stance);
        let known = recorded.or(drafted.filter(|drafted| drafted.id == stance.id));
        if known.is_none_or(|known| *known == stance) {
            return;
        }
        stance.provenance.updated = self.now.clone();
        let record = Record::Stance(Rc::new(stance.clone()));
        if recorded.is_some() && !self.commit_record(label, record) {
            return;
        }
        self.with_desk(|desk| {
            if let Some(draft) = desk.draft.as_mut().filter(|draft| draft.stance.id == stance.id) {
                draft.stance = stance;
            }
        });
    }

    /// Closes the form. A stance that was not recorded can be taken up again.
    pub(super) fn close_draft(&mut self) {
        self.effects.push(Effect::FocusText);
        let Some(desk) = &mut self.state.desk else { return };
        let draft = desk.draft.take().filter(|draft| !draft.recorded && !draft.is_blank());
        if let (Some(layer), Some(draft)) = (desk.open_layer_id(), draft) {
            desk.discarded = Some((layer, draft));
            self.tell("Not recorded. Press s with nothing selected to take it up again.", false);
        }
    }

    /// Takes up the stance that was closed here before it was recorded.
    fn take_up_discarded(&mut self) -> bool {
        let Some(desk) = &mut self.state.desk else { return false };
        let here = desk.open_layer_id();
        let Some((_, draft)) = desk.discarded.take_if(|(layer, _)| Some(&*layer) == here.as_ref())
        else {
            return false;
        };
        self.effects.push(Effect::FocusSlot(draft.slot));
        desk.draft = Some(draft);
        true
    }

    /// Gives the whole article's stance that is in focus another target or polarity. An article has
    /// one stance to a target.
    pub(super) fn change_document_stance(&mut self, target: Option<Target>, polarity: Polarity) {
        let Some(desk) = &self.state.desk else { return };
        let Some(Record::DocumentStance(known)) = desk.focused() else { return };
        if known.target == target && known.polarity == polarity {
            return self.announce("Nothing changed");
        }
        let others = desk.open_layer().into_iter().flat_map(|layer| layer.document_stances());
        if others.filter(|other| other.id != known.id).any(|other| other.target == target) {
            return self.tell("The article has a stance to that target already.", false);
        }
        let mut stance = (**known).clone();
        stance.target = target;
        stance.polarity = polarity;
        stance.provenance.updated = self.now.clone();
        let record = Record::DocumentStance(Rc::new(stance));
        let Some(article) = desk.open_article() else { return };
        let words = words::record(&desk.work.project, &article.text, &record);
        self.commit_record(format!("Change to {words}"), record);
    }

    /// Records the stance of the whole article to a target, or changes the one that it has.
    pub(super) fn record_document_stance(&mut self, target: Target, polarity: Polarity) {
        let id = self.new_record_id();
        let Some(desk) = &self.state.desk else { return };
        let Some(article) = desk.open_article() else { return };
        let known = desk.open_layer().and_then(|layer| {
            layer.document_stances().find(|known| known.target.as_ref() == Some(&target))
        });
        let mut stance = known.map_or_else(
            || DocumentStance {
                id,
                target: Some(target.clone()),
                polarity,
                note: String::new(),
                provenance: Provenance::manual(desk.annotator.clone(), self.now.clone()),
                extra: Extra::new(),
            },
            |known| (**known).clone(),
        );
        if known.is_some_and(|known| known.polarity == polarity) {
            return self.announce("Nothing changed");
        }
        stance.polarity = polarity;
        stance.provenance.updated = self.now.clone();
        let record = Record::DocumentStance(Rc::new(stance));
        let label = words::record(&desk.work.project, &article.text, &record);
        self.commit_record(label, record);
    }
}

/// A stance of which nothing is known yet.
fn blank_stance(id: RecordId, provenance: Provenance) -> Stance {
    Stance {
        id,
        holder: None,
        nested_source: Vec::new(),
        target: None,
        polarity: Polarity::None,
        attitude_type: None,
        intensity: None,
        expression: None,
        cue: None,
        evidence: None,
        attribution: None,
        explicitness: None,
        confidence: None,
        statement_date: None,
        attributes: Attributes::new(),
        note: String::new(),
        provenance,
        extra: Extra::new(),
    }
}

/// Lets a stance go of entities and issues that the project does not have.
pub(super) fn forget_missing(project: &Project, stance: &mut Stance) {
    let is_missing = |holder: &Holder| match holder {
        Holder::Entity(id) => !project.entities.contains_key(id),
        Holder::Author | Holder::Outlet | Holder::Implicit => false,
    };
    stance.holder.take_if(|holder| is_missing(holder));
    stance.nested_source.retain(|source| !is_missing(source));
    stance.target.take_if(|target| match &target.kind {
        TargetKind::Entity(id) => !project.entities.contains_key(id),
        TargetKind::Issue(id) => project.codebook.issue(id).is_none(),
        TargetKind::Proposition(_) => false,
    });
}

fn one_line(fragments: &Fragments, text: &Text) -> String {
    fragments.words(text).split_whitespace().collect::<Vec<_>>().join(" ")
}
