//! Answering the codebook's questions.

use std::rc::Rc;

use super::Turn;
use crate::model::{AttributeId, Attributes, Operation, Record, Subject};
use crate::session::stance_fields::next_answer;
use crate::session::{Effect, StanceSlot};

impl Turn<'_> {
    /// Goes on to what is asked behind the attribute at that place: the next that is not answered, and
    /// behind the last the note of a stance, or else the text.
    pub(super) fn leave_answer(&mut self, subject: Subject, place: usize) {
        let Some(desk) = &self.state.desk else { return };
        let codebook = &desk.work.project.codebook;
        let none = Attributes::new();
        let answers = match subject {
            Subject::Stance => return self.leave_slot(StanceSlot::Attribute(place)),
            Subject::Mention => desk.focused_mention().map(|mention| &mention.attributes),
            Subject::Article => desk.open_layer().map(|layer| &layer.attributes),
        };
        let next = next_answer(codebook, subject, answers.unwrap_or(&none), place + 1);
        let focus = next.map_or(Effect::FocusText, |next| Effect::FocusAnswer(subject, next));
        self.effects.push(focus);
    }

    /// Takes an answer as it was typed. One that is none of the attribute's is said and not taken.
    pub(super) fn answer(&mut self, subject: Subject, id: &AttributeId, typed: &str) {
        let Some(desk) = &self.state.desk else { return };
        let Some(attribute) = desk.work.project.codebook.attribute(id) else { return };
        let value = match attribute.parse(typed) {
            Ok(value) => value,
            Err(why) => {
                let label = attribute.label.clone();
                return self.tell(format!("“{label}”: {why}. It is as it was."), true);
            }
        };
        let words = value.as_ref().map_or("not said".to_owned(), |it| attribute.words_of(it));
        let label = format!("{}: {words}", attribute.label);
        let put = |attributes: &mut Attributes| {
            let before = match value.clone() {
                Some(value) => attributes.insert(id.clone(), value),
                None => attributes.remove(id),
            };
            before != value
        };
        match subject {
            Subject::Article => {
                let Some(layer) = desk.open_layer_id() else { return };
                let known = desk.open_layer().and_then(|it| it.attributes.get(id));
                if known != value.as_ref() {
                    let set = Operation::SetAttribute(layer, id.clone(), value);
                    self.commit_own(label, vec![set]);
                }
            }
            Subject::Mention => {
                let Some(mention) = desk.focused_mention() else { return };
                let mut mention = (**mention).clone();
                if put(&mut mention.attributes) {
                    mention.provenance.updated = self.now.clone();
                    self.commit_record(label, Record::Mention(Rc::new(mention)));
                }
            }
            Subject::Stance => {
                let Some(draft) = &desk.draft else { return };
                let mut stance = draft.stance.clone();
                if put(&mut stance.attributes) {
                    self.change_stance(stance);
                }
            }
        }
    }
}
