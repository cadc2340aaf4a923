//! To the picture of all articles, and from a number in it to the words behind.

use super::Turn;
use crate::model::{LayerId, RecordId};
use crate::session::picture::{Kind, Scope, View};
use crate::session::{Effect, Screen};

impl Turn<'_> {
    pub(super) fn toggle_picture(&mut self) {
        let Some(desk) = &mut self.state.desk else { return };
        if desk.screen == Screen::Picture {
            return self.show_text();
        }
        let kind = desk.picture.as_ref().map_or(Kind::default(), |view| view.kind);
        self.show_picture(kind, None);
    }

    /// Goes to one of the pictures; its lists show the rows with these words.
    pub(super) fn show_picture(&mut self, kind: Kind, query: Option<String>) {
        let Some(desk) = &mut self.state.desk else { return };
        desk.screen = Screen::Picture;
        let scope = Scope { annotator: Some(desk.annotator.clone()), ..Scope::default() };
        let view = desk.picture.get_or_insert_with(|| Box::new(View { scope, ..View::default() }));
        if view.kind != kind || query.is_some() {
            view.show(kind);
            view.opened = None;
            view.query = query.unwrap_or_default();
        }
        let is_open = view.opened.is_some();
        self.effects.push(if is_open { Effect::FocusNumber } else { Effect::FocusPicture });
        self.announce("The picture of all articles");
    }

    /// Back to the text from what took its place.
    pub(super) fn show_text(&mut self) {
        self.with_desk(|desk| desk.screen = Screen::Text);
        self.effects.push(Effect::FocusText);
        self.announce("Back to the text");
    }

    /// Out of the number that is open, else back to the text.
    pub(super) fn leave_picture(&mut self) {
        let opened = self.state.desk.as_mut().and_then(|desk| desk.picture.as_mut()?.opened.take());
        if opened.is_some() {
            self.effects.push(Effect::FocusNumber);
        } else {
            self.toggle_picture();
        }
    }

    /// Opens the article of a record with the record in focus.
    pub(super) fn visit_stance(&mut self, layer: LayerId, record: RecordId) {
        let Some(desk) = &self.state.desk else { return };
        let is_there = desk.work.project.layer(&layer);
        if is_there.is_none_or(|known| !known.records.contains_key(&record)) {
            return self.tell("That is not there any more.", false);
        }
        if desk.annotator != layer.annotator {
            self.choose_annotator(layer.annotator);
        }
        self.open_article(Some(layer.article));
        self.focus_record(record);
        let Some(desk) = &mut self.state.desk else { return };
        desk.screen = Screen::Text;
        // The text is drawn only now, and begins where the words are.
        let words = desk.focused().and_then(|record| Some(record.fragments().first()?.first()));
        if let Some(span) = words {
            desk.top = span.start();
        }
        self.effects.push(Effect::FocusText);
    }
}
