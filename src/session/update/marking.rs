//! Mentions: marking, relabelling, moving ends, linking.

use std::rc::Rc;

use super::{Turn, batch};
use crate::model::{Entity, EntityId, Extra, Mention, Operation, Provenance, Record, TypeId};
use crate::session::{Effect, MarkEnd, Selection, words};
use crate::text::{Fragments, Snap, Span, Step, Towards, snap, step};

impl Turn<'_> {
    /// Labels the selection; without one, relabels the mention in focus; else arms the label.
    pub(super) fn choose_label(&mut self, label: TypeId) {
        let Some(desk) = &mut self.state.desk else { return };
        let Some(style) = desk.work.project.codebook.entity_type(&label) else { return };
        let name = style.label.clone();
        if desk.selection.span.is_some() {
            self.mark_selection(label);
        } else if let Some(mention) = desk.focused_mention() {
            let mut mention = (**mention).clone();
            mention.entity_type = label;
            self.change_mention(format!("Relabel as {name}"), mention);
        } else if desk.armed.as_ref() == Some(&label) {
            desk.armed = None;
            self.announce(format!("{name} put down"));
        } else {
            desk.armed = Some(label);
            self.announce(format!("{name} armed: every selection gets it until Escape"));
        }
    }

    pub(super) fn apply_armed(&mut self) {
        let armed = self.state.desk.as_ref().and_then(|desk| desk.armed.clone());
        if let Some(label) = armed {
            self.mark_selection(label);
        }
    }

    fn mark_selection(&mut self, label: TypeId) {
        let id = self.new_record_id();
        let Some(desk) = &self.state.desk else { return };
        let (Some(span), Some(article)) = (desk.selection.span, desk.open_article()) else {
            return;
        };
        let mention = Mention {
            id: id.clone(),
            fragments: span.into(),
            entity_type: label,
            entity: None,
            note: String::new(),
            provenance: Provenance::manual(desk.annotator.clone(), self.now.clone()),
            extra: Extra::new(),
        };
        let record = Record::Mention(Rc::new(mention));
        let label = format!("Mark {}", words::record(&desk.work.project, &article.text, &record));
        if self.commit_record(label, record) {
            self.with_desk(|desk| desk.focus = Some(id));
            self.collapse_selection();
        }
    }

    fn collapse_selection(&mut self) {
        self.with_desk(|desk| {
            let caret = desk.selection.span.map_or(desk.selection.caret, Span::end);
            desk.selection = Selection { anchor: caret, caret, span: None };
        });
        self.effects.push(Effect::ShowSelection);
    }

    fn change_mention(&mut self, label: impl Into<String>, mut mention: Mention) {
        mention.provenance.updated = self.now.clone();
        self.commit_record(label, Record::Mention(Rc::new(mention)));
    }

    pub(super) fn add_fragment(&mut self) {
        self.change_words("Add a fragment", |words, span| Some(words.with(span)));
    }

    pub(super) fn remove_fragment(&mut self) {
        self.change_words("Take words out", Fragments::without);
    }

    pub(super) fn set_bounds(&mut self) {
        self.change_words("Set the bounds", |_, span| Some(span.into()));
    }

    /// Changes the words of the draft, or of the record in focus, by the selection.
    fn change_words(
        &mut self,
        label: &str,
        change: impl FnOnce(&Fragments, Span) -> Option<Fragments>,
    ) {
        let Some(desk) = &self.state.desk else { return };
        let Some(span) = desk.selection.span else {
            return self.tell("Select words first.", false);
        };
        if let Some(draft) = &desk.draft {
            let mut stance = draft.stance.clone();
            stance.expression = match &stance.expression {
                Some(words) => change(words, span),
                None => Some(span.into()),
            };
            self.change_stance(stance);
            return self.collapse_selection();
        }
        let Some(words) = desk.focused_fragments() else {
            return self.tell("Click a mark first: its words are changed by the selection.", false);
        };
        match change(words, span) {
            Some(words) => {
                self.put_words(label, words);
                self.collapse_selection();
            }
            None => self.tell("That would leave no words: delete the mark instead.", false),
        }
    }

    fn put_words(&mut self, label: &str, fragments: Fragments) {
        let Some(desk) = &self.state.desk else { return };
        match desk.focused() {
            Some(Record::Mention(mention)) => {
                let mut mention = (**mention).clone();
                mention.fragments = fragments;
                self.change_mention(label, mention);
            }
            Some(Record::Stance(stance)) => {
                let mut stance = (**stance).clone();
                stance.expression = Some(fragments);
                stance.provenance.updated = self.now.clone();
                self.commit_record(label, Record::Stance(Rc::new(stance)));
            }
            _ => {}
        }
    }

    /// Moves the outer end of the first or last fragment by a word.
    pub(super) fn move_end(&mut self, end: MarkEnd, towards: Towards) {
        let Some(desk) = &self.state.desk else { return };
        let (Some(article), Some(words)) = (desk.open_article(), desk.focused_fragments()) else {
            return self.tell("Click a mark first: the key moves its end.", false);
        };
        let text = &article.text;
        let mut spans = words.spans().to_vec();
        let at = if end == MarkEnd::Start { 0 } else { spans.len() - 1 };
        let span = spans[at];
        let moved = match (end, towards) {
            (MarkEnd::Start, _) => {
                Span::new(step(text, span.start(), Step::Word, towards), span.end())
            }
            (MarkEnd::End, Towards::Start) => {
                Span::new(span.start(), step(text, span.end(), Step::Word, towards))
            }
            (MarkEnd::End, Towards::End) => {
                let next = step(text, span.end(), Step::Character, Towards::End);
                let word = step(text, next, Step::Word, Towards::End);
                Span::new(span.start(), if word == text.end() { word } else { next })
                    .and_then(|grown| snap(text, grown, Snap::Words))
                    .filter(|grown| grown.end() > span.end())
                    .or_else(|| Span::new(span.start(), word))
            }
        };
        let moved = moved.and_then(|raw| snap(text, raw, Snap::Graphemes));
        let Some(moved) = moved.filter(|moved| *moved != span) else {
            return self.announce("It cannot go further");
        };
        spans[at] = moved;
        let heard = words::shorten(text.slice(moved));
        if let Some(fragments) = Fragments::new(spans) {
            self.put_words("Move an end", fragments);
            self.announce(heard);
        }
    }

    pub(super) fn delete_record(&mut self) {
        let Some(desk) = &self.state.desk else { return };
        let (Some(layer), Some(record), Some(article)) =
            (desk.open_layer_id(), desk.focused(), desk.open_article())
        else {
            return;
        };
        let label = format!("Delete {}", words::record(&desk.work.project, &article.text, record));
        let operation = Operation::RemoveRecord(layer, record.id().clone());
        if self.commit(label, operation) {
            self.with_desk(|desk| {
                desk.focus = None;
                desk.draft = None;
            });
            self.effects.push(Effect::FocusText);
        }
    }

    pub(super) fn write_note(&mut self, note: &str) {
        let Some(desk) = &self.state.desk else { return };
        let Some(record) = desk.focused().cloned() else { return };
        let now = self.now.clone();
        macro_rules! noted {
            ($kind:ident, $record:ident) => {{
                if $record.note == note {
                    return;
                }
                let mut changed = (*$record).clone();
                changed.note = note.to_owned();
                changed.provenance.updated = now;
                Record::$kind(Rc::new(changed))
            }};
        }
        let record = match record {
            Record::Mention(record) => noted!(Mention, record),
            Record::Stance(record) => noted!(Stance, record),
            Record::DocumentStance(record) => noted!(DocumentStance, record),
        };
        if self.commit_record("Write a note", record) {
            self.after_foreign_change();
        }
    }

    pub(super) fn link_mention(&mut self, entity: Option<EntityId>) {
        let Some(desk) = &self.state.desk else { return };
        let Some(mention) = desk.focused_mention().filter(|mention| mention.entity != entity)
        else {
            return;
        };
        let known = entity.as_ref().and_then(|id| desk.work.project.entities.get(id));
        let label = known.map_or("Unlink".to_owned(), |known| format!("Link to {}", known.name));
        let mut mention = (**mention).clone();
        mention.entity = entity;
        self.change_mention(label, mention);
    }

    pub(super) fn link_mention_to_new(&mut self, name: &str) {
        let id: EntityId = self.state.ids.next('e').into();
        let Some(desk) = &self.state.desk else { return };
        let (Some(mention), Some(layer)) = (desk.focused_mention(), desk.open_layer_id()) else {
            return;
        };
        let mut mention = (**mention).clone();
        mention.entity = Some(id.clone());
        mention.provenance.updated = self.now.clone();
        let entity = new_entity(id, name, mention.entity_type.clone());
        let operations = vec![
            Operation::PutEntity(Rc::new(entity)),
            Operation::PutRecord(layer, Record::Mention(Rc::new(mention))),
        ];
        self.commit(format!("Link to the new entity {name}"), batch(operations));
    }

    pub(super) fn change_entity(&mut self, entity: Rc<Entity>) {
        let Some(desk) = &self.state.desk else { return };
        if desk.work.project.entities.get(&entity.id) != Some(&entity) {
            let label = format!("Change the entity {}", entity.name);
            self.commit(label, Operation::PutEntity(entity));
        }
    }
}

/// An entity of which only the name and type are known.
pub(super) fn new_entity(id: EntityId, name: &str, entity_type: TypeId) -> Entity {
    Entity {
        id,
        name: name.to_owned(),
        entity_type,
        aliases: Vec::new(),
        knowledge_base_id: String::new(),
        note: String::new(),
        extra: Extra::new(),
    }
}
