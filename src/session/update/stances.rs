//! Stances: holder, target, polarity, then whatever else the codebook asks.

use std::rc::Rc;

use super::marking::new_entity;
use super::{Turn, batch};
use crate::model::{
    DocumentStance, EntityId, Extra, Holder, Operation, Polarity, Provenance, Record, RecordId,
    Stance, StanceField, Target, TargetKind, TypeId,
};
use crate::session::{Draft, Effect, Selection, StanceSlot, words};
use crate::text::{Fragments, Text};

impl Turn<'_> {
    /// Begins a stance with the selection as its words, or with the focused mention as its holder.
    pub(super) fn begin_stance(&mut self) {
        let id = self.new_record_id();
        let Some(desk) = &mut self.state.desk else { return };
        if desk.article.is_none() {
            return;
        }
        let expression = desk.selection.span.map(Fragments::from);
        let linked = desk.focused_mention().and_then(|mention| mention.entity.clone());
        let holder = linked.filter(|_| expression.is_none()).map(Holder::Entity);
        let slot = if holder.is_some() { StanceSlot::Target } else { StanceSlot::Holder };
        let stance = Stance {
            id,
            holder,
            nested_source: Vec::new(),
            target: None,
            polarity: Polarity::None,
            attitude_type: None,
            intensity: None,
            expression,
            cue: None,
            evidence: None,
            attribution: None,
            explicitness: None,
            confidence: None,
            statement_date: None,
            note: String::new(),
            provenance: Provenance::manual(desk.annotator.clone(), self.now.clone()),
            extra: Extra::new(),
        };
        desk.draft = Some(Draft { stance, recorded: false, slot });
        desk.focus = None;
        let caret = desk.selection.caret;
        desk.selection = Selection { anchor: caret, caret, span: None };
        self.effects.push(Effect::ShowSelection);
        self.effects.push(Effect::FocusSlot(slot));
    }

    pub(super) fn open_stance(&mut self) {
        self.with_desk(|desk| {
            if let Some(Record::Stance(stance)) = desk.focused() {
                let stance = (**stance).clone();
                desk.draft = Some(Draft { stance, recorded: true, slot: StanceSlot::Holder });
            }
        });
    }

    pub(super) fn enter_slot(&mut self, slot: StanceSlot) {
        self.with_desk(|desk| {
            if let Some(draft) = &mut desk.draft {
                draft.slot = slot;
            }
        });
    }

    fn go_on_to(&mut self, slot: StanceSlot) {
        self.enter_slot(slot);
        self.effects.push(Effect::FocusSlot(slot));
    }

    fn draft_stance(&self) -> Option<Stance> {
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
        stance.target = target.map(|target| Target { is_negated, ..target });
        self.change_stance(stance);
        self.go_on_to(StanceSlot::Polarity);
    }

    pub(super) fn pick_proposition(&mut self, words: String) {
        let kind = TargetKind::Proposition(words);
        self.pick_target(Some(Target { kind, is_negated: false }));
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
            StanceSlot::Target | StanceSlot::Polarity => {
                let kind = TargetKind::Entity(id);
                self.pick_target(Some(Target { kind, is_negated: false }));
            }
        }
    }

    pub(super) fn pick_new_entity(&mut self, slot: StanceSlot, name: &str) {
        let id: EntityId = self.state.ids.next('e').into();
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

    /// A clicked mention fills the slot that is being asked; unlinked, it gets an entity first.
    pub(super) fn pick_mention(&mut self, id: &RecordId) {
        let Some(desk) = &self.state.desk else { return };
        let (Some(draft), Some(article), Some(layer)) =
            (&desk.draft, desk.open_article(), desk.open_layer_id())
        else {
            return;
        };
        let slot = draft.slot;
        let Some((_, Record::Mention(mention))) = desk.work.project.record(id) else { return };
        if let Some(entity) = mention.entity.clone() {
            return self.pick_entity(slot, entity);
        }
        let name = one_line(&mention.fragments, &article.text);
        let mut mention = (**mention).clone();
        let entity: EntityId = self.state.ids.next('e').into();
        mention.entity = Some(entity.clone());
        mention.provenance.updated = self.now.clone();
        let new = new_entity(entity.clone(), &name, mention.entity_type.clone());
        let operations = vec![
            Operation::PutEntity(Rc::new(new)),
            Operation::PutRecord(layer, Record::Mention(Rc::new(mention))),
        ];
        if self.commit(format!("Link to the new entity {name}"), batch(operations)) {
            self.pick_entity(slot, entity);
        }
    }

    /// Sets the polarity, which completes a new stance.
    pub(super) fn pick_polarity(&mut self, polarity: Polarity) {
        let Some(mut stance) = self.draft_stance() else { return };
        stance.polarity = polarity;
        let Some(desk) = &mut self.state.desk else { return };
        let Some(draft) = &mut desk.draft else { return };
        if draft.recorded {
            return self.change_stance(stance);
        }
        let asks_more = !desk.work.project.codebook.fields.is_empty();
        let label = format!("Stance: {}", words::stance(&desk.work.project, &stance));
        let id = stance.id.clone();
        if self.commit_record(label, Record::Stance(Rc::new(stance.clone()))) {
            self.with_desk(|desk| {
                desk.focus = Some(id);
                let draft = Draft { stance, recorded: true, slot: StanceSlot::Polarity };
                desk.draft = asks_more.then_some(draft);
            });
            if !asks_more {
                self.effects.push(Effect::FocusText);
            }
        }
    }

    /// Takes over a changed stance, and records it if it was recorded before.
    pub(super) fn change_stance(&mut self, mut stance: Stance) {
        let Some(desk) = &mut self.state.desk else { return };
        let Some(draft) = &mut desk.draft else { return };
        if draft.stance == stance {
            return;
        }
        stance.provenance.updated = self.now.clone();
        draft.stance = stance.clone();
        if draft.recorded {
            let label = format!("Change to {}", words::stance(&desk.work.project, &stance));
            self.commit_record(label, Record::Stance(Rc::new(stance)));
        }
    }

    pub(super) fn set_stance_span(&mut self, field: StanceField) {
        let Some(desk) = &self.state.desk else { return };
        let Some(mut stance) = self.draft_stance() else { return };
        let words = desk.selection.span.map(Fragments::from);
        if words.is_none() {
            return self.tell("Select the words in the text first.", false);
        }
        match field {
            StanceField::Cue => stance.cue = words,
            StanceField::Evidence => stance.evidence = words,
            _ => return,
        }
        self.change_stance(stance);
    }

    pub(super) fn close_draft(&mut self) {
        self.with_desk(|desk| desk.draft = None);
        self.effects.push(Effect::FocusText);
    }

    pub(super) fn record_document_stance(&mut self, target: Target, polarity: Polarity) {
        let id = self.new_record_id();
        let Some(desk) = &self.state.desk else { return };
        let stance = DocumentStance {
            id,
            target: Some(target),
            polarity,
            note: String::new(),
            provenance: Provenance::manual(desk.annotator.clone(), self.now.clone()),
            extra: Extra::new(),
        };
        let record = Record::DocumentStance(Rc::new(stance));
        let Some(article) = desk.open_article() else { return };
        let label = words::record(&desk.work.project, &article.text, &record);
        self.commit_record(label, record);
    }
}

fn one_line(fragments: &Fragments, text: &Text) -> String {
    fragments.words(text).split_whitespace().collect::<Vec<_>>().join(" ")
}
