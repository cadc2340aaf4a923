//! Mentions: marking, relabelling, moving ends, linking.

use std::rc::Rc;

use super::{Turn, batch};
use crate::model::{
    Attributes, Entity, EntityId, Extra, Mention, Operation, Provenance, Record, RecordId, Stance,
    TypeId,
};
use crate::session::{Desk, Effect, MarkEnd, Selection, words};
use crate::text::{Byte, Fragments, Snap, Span, Step, Text, Towards, snap, step};

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

    /// Marks the selection; where it is marked with the label already, that mark comes into focus.
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
            attributes: Attributes::new(),
            note: String::new(),
            provenance: Provenance::manual(desk.annotator.clone(), self.now.clone()),
            extra: Extra::new(),
        };
        // Only the marks of this place are asked, not the whole layer.
        let painting = desk.painting();
        let twin = painting.at(span.start()).into_iter().find_map(|mark| {
            let known = desk.open_layer()?.records.get(mark.record.as_ref()?)?;
            let Record::Mention(known) = known else { return None };
            let is_twin =
                known.fragments == mention.fragments && known.entity_type == mention.entity_type;
            is_twin.then(|| known.id.clone())
        });
        let record = Record::Mention(Rc::new(mention));
        let name = words::record(&desk.work.project, &article.text, &record);
        let focus = if twin.is_some() {
            self.announce(format!("{name} is marked already"));
            twin
        } else {
            self.commit_record(format!("Mark {name}"), record).then_some(id)
        };
        if focus.is_some() {
            self.with_desk(|desk| desk.set_focus(focus));
            self.collapse_selection();
        }
    }

    /// Lets go of the selection. The controls that it had beside it go, so the focus goes to the text.
    pub(super) fn collapse_selection(&mut self) {
        self.with_desk(|desk| {
            desk.selection =
                Selection::at(desk.selection.span.map_or(desk.selection.caret, Span::end));
        });
        self.effects.push(Effect::ShowSelection);
        self.effects.push(Effect::FocusText);
    }

    /// Records a changed mention; says whether anything changed.
    pub(super) fn change_mention(
        &mut self,
        label: impl Into<String>,
        mut mention: Mention,
    ) -> bool {
        let Some(desk) = &self.state.desk else { return false };
        let known = desk.open_layer().and_then(|layer| layer.records.get(&mention.id));
        if matches!(known, Some(Record::Mention(known)) if **known == mention) {
            self.announce("Nothing changed");
            return false;
        }
        mention.provenance.updated = self.now.clone();
        self.commit_record(label, Record::Mention(Rc::new(mention)))
    }

    pub(super) fn add_fragment(&mut self) {
        self.change_words("Add a fragment", |words, span| {
            Some(words.map_or_else(|| span.into(), |words| words.with(span)))
        });
    }

    pub(super) fn remove_fragment(&mut self) {
        self.change_words("Take words out", |words, span| words?.without(span));
    }

    pub(super) fn set_bounds(&mut self) {
        self.change_words("Set the bounds", |_, span| Some(span.into()));
    }

    /// Changes the words of what is in hand by the selection.
    fn change_words(
        &mut self,
        label: &str,
        change: impl FnOnce(Option<&Fragments>, Span) -> Option<Fragments>,
    ) {
        let Some(desk) = &self.state.desk else { return };
        let Some(span) = desk.selection.span else {
            return self.hint("Select words first.");
        };
        let Some((article, in_hand)) = desk.open_article().zip(InHand::of(desk)) else {
            return self.hint("Click a mark first: its words are changed by the selection.");
        };
        let words = change(in_hand.words(), span).and_then(|words| words.trimmed(&article.text));
        if words.is_none() && matches!(in_hand, InHand::Mention(_)) {
            return self.hint("That would leave no words: delete the mark instead.");
        }
        self.put_words(label, in_hand, words);
        self.collapse_selection();
    }

    fn put_words(&mut self, label: &str, in_hand: InHand, words: Option<Fragments>) {
        match in_hand {
            InHand::Mention(mut mention) => {
                if let Some(fragments) = words {
                    mention.fragments = fragments;
                    self.change_mention(label, mention);
                }
            }
            InHand::Stance(mut stance) => {
                stance.expression = words;
                self.put_stance(label, stance);
            }
        }
    }

    /// Moves the outer end of the first or last fragment by words or characters.
    ///
    /// The steps of one held key are one to undo, as long as nothing else changes the project.
    pub(super) fn move_end(
        &mut self,
        (end, by, towards): (MarkEnd, Step, Towards),
        times: u32,
        is_held: bool,
    ) {
        let Some(desk) = &self.state.desk else { return };
        let Some((article, in_hand)) = desk.open_article().zip(InHand::of(desk)) else {
            return self.hint("Click a mark first: the key moves its end.");
        };
        let Some(words) = in_hand.words() else {
            return self.hint("It has no words yet: select some and add them.");
        };
        let text = &article.text;
        let mut spans = words.spans().to_vec();
        let at = if end == MarkEnd::Start { 0 } else { spans.len() - 1 };
        let span = spans[at];
        let mut moved = span;
        for count in 0..times {
            let next = end_moved(text, moved, end, by, towards);
            // As for the caret: one step goes over the end of a paragraph, several do not.
            let stays = |other: Span| has_same_lines(text, span, other);
            let is_here = |next: &Span| count == 0 || stays(moved) && stays(*next);
            let Some(next) = next.filter(is_here) else { break };
            moved = next;
        }
        if moved == span {
            return self.announce("It cannot go further");
        }
        spans[at] = moved;
        let heard = words::shorten(text.slice(moved));
        let id = in_hand.id().clone();
        self.continues = is_held && desk.moved == Some((id.clone(), desk.revision));
        self.put_words("Move an end", in_hand, Fragments::new(spans));
        self.with_desk(|desk| desk.moved = Some((id, desk.revision)));
        self.announce(heard);
    }

    /// Puts the outer end of the first or last fragment where the hand let go of it.
    pub(super) fn place_end(&mut self, end: MarkEnd, at: Byte, by: Snap) {
        let Some(desk) = &self.state.desk else { return };
        let Some((article, in_hand)) = desk.open_article().zip(InHand::of(desk)) else { return };
        let Some(words) = in_hand.words() else { return };
        let Some(placed) = with_end(&article.text, words, end, at, by) else { return };
        if placed != *words {
            let outer = match end {
                MarkEnd::Start => placed.first(),
                MarkEnd::End => placed.spans()[placed.spans().len() - 1],
            };
            let heard = words::shorten(article.text.slice(outer));
            self.put_words("Move an end", in_hand, Some(placed));
            self.announce(heard);
        }
        self.effects.push(Effect::ShowSelection);
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
            self.with_desk(|desk| desk.set_focus(None));
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
        let Some(mention) = desk.focused_mention() else { return };
        let label = match &entity {
            Some(id) => match desk.work.project.entities.get(id) {
                Some(known) => format!("Link to {}", known.name),
                None => return,
            },
            None => "Unlink".to_owned(),
        };
        let mut mention = (**mention).clone();
        mention.entity = entity;
        self.change_mention(label, mention);
    }

    pub(super) fn link_mention_to_new(&mut self, name: &str) {
        let Some(desk) = &self.state.desk else { return };
        if let Some(mention) = desk.focused_mention().cloned() {
            self.link_to_new(&mention, name);
        }
    }

    /// Makes an entity of the mention's type and links the mention to it, in one step.
    pub(super) fn link_to_new(&mut self, mention: &Mention, name: &str) -> Option<EntityId> {
        let name = name.trim();
        let layer = self.state.desk.as_ref()?.open_layer_id().filter(|_| !name.is_empty())?;
        let id: EntityId = self.state.ids.next('e').into();
        let mut mention = mention.clone();
        mention.entity = Some(id.clone());
        mention.provenance.updated = self.now.clone();
        let entity = new_entity(id.clone(), name, mention.entity_type.clone());
        let operations = vec![
            Operation::PutEntity(Rc::new(entity)),
            Operation::PutRecord(layer, Record::Mention(Rc::new(mention))),
        ];
        self.commit(format!("Link to the new entity {name}"), batch(operations)).then_some(id)
    }

    pub(super) fn change_entity(&mut self, entity: Rc<Entity>) {
        let Some(desk) = &self.state.desk else { return };
        if desk.work.project.entities.get(&entity.id) != Some(&entity) {
            let label = format!("Change the entity {}", entity.name);
            self.commit(label, Operation::PutEntity(entity));
        }
    }
}

/// What keys and selections change the words of.
enum InHand {
    Mention(Mention),
    Stance(Stance),
}

impl InHand {
    /// The record in focus, or else the stance that is being written.
    fn of(desk: &Desk) -> Option<Self> {
        match desk.focused() {
            Some(Record::Mention(mention)) => Some(Self::Mention((**mention).clone())),
            Some(Record::Stance(stance)) => Some(Self::Stance((**stance).clone())),
            Some(Record::DocumentStance(_)) => None,
            None => desk.new_draft().map(|draft| Self::Stance(draft.stance.clone())),
        }
    }

    fn id(&self) -> &RecordId {
        match self {
            Self::Mention(mention) => &mention.id,
            Self::Stance(stance) => &stance.id,
        }
    }

    fn words(&self) -> Option<&Fragments> {
        match self {
            Self::Mention(mention) => Some(&mention.fragments),
            Self::Stance(stance) => stance.expression.as_ref(),
        }
    }
}

impl Desk {
    /// The words whose ends the hand can take hold of: of the record in focus, or of the stance
    /// that is being written.
    #[inline(never)] // not in the first load
    pub fn words_in_hand(&self) -> Option<Fragments> {
        InHand::of(self)?.words().cloned()
    }
}

/// A span with one end a step away, if words are left.
fn end_moved(text: &Text, span: Span, end: MarkEnd, by: Step, towards: Towards) -> Option<Span> {
    let raw = match end {
        MarkEnd::Start => Span::new(beyond_space(text, span.start(), by, towards), span.end()),
        MarkEnd::End => {
            let by = if by == Step::Word { Step::WordEnd } else { by };
            Span::new(span.start(), beyond_space(text, span.end(), by, towards))
        }
    };
    raw.and_then(|raw| snap(text, raw, Snap::Graphemes))
}

/// Whether two spans begin in one paragraph and end in one.
fn has_same_lines(text: &Text, a: Span, b: Span) -> bool {
    let lines = |span: Span| (text.paragraph_at(span.start()), text.paragraph_at(span.end()));
    lines(a) == lines(b)
}

/// The words with their first start or last end elsewhere. It stops at the other end of its
/// fragment, of which a word or a character is left.
pub fn with_end(
    text: &Text,
    words: &Fragments,
    end: MarkEnd,
    at: Byte,
    by: Snap,
) -> Option<Fragments> {
    let mut spans = words.spans().to_vec();
    let which = if end == MarkEnd::Start { 0 } else { spans.len() - 1 };
    let (from, to) = (spans[which].start(), spans[which].end());
    let at = text.floor(at);
    spans[which] = match end {
        MarkEnd::Start => {
            let at = at.min(step(text, to, Step::Character, Towards::Start));
            Span::new(snap(text, Span::new(at, to)?, by)?.start(), to)?
        }
        MarkEnd::End => {
            let at = at.max(step(text, from, Step::Character, Towards::End));
            Span::new(from, snap(text, Span::new(from, at)?, by)?.end())?
        }
    };
    Fragments::new(spans)
}

/// A step that goes on over white space, which a mark neither begins nor ends with.
fn beyond_space(text: &Text, from: Byte, by: Step, towards: Towards) -> Byte {
    let mut at = from;
    loop {
        let next = step(text, at, by, towards);
        let passed = Span::between(at, next).map(|span| text.slice(span));
        at = next;
        if passed.is_none_or(|passed| !passed.trim().is_empty()) {
            return at;
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
        matching: Default::default(),
        note: String::new(),
        extra: Extra::new(),
    }
}
