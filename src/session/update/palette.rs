//! From the field for everything to what was picked in it.

use std::rc::Rc;

use super::Turn;
use crate::session::command::{When, entry};
use crate::session::palette::{Palette, Pick};
use crate::session::picture::Kind;
use crate::session::{Action, Dialog, Effect, Screen};

impl Turn<'_> {
    pub(super) fn open_palette(&mut self) {
        self.state.dialog = Some(Dialog::Palette(Rc::new(Palette::of(self.state))));
    }

    /// Does what was picked, as if it had been done by its key or hand.
    pub(super) fn take_pick(&mut self, pick: Pick) {
        self.state.dialog = None;
        match pick {
            Pick::Command(id) => {
                if entry(id).when == When::InText {
                    self.effects.push(Effect::FocusText);
                }
                self.effects.push(Effect::Obey(id));
            }
            Pick::Dialog(dialog) => self.state.dialog = Some(dialog),
            Pick::Status(status) => self.take_or_refuse(Action::StatusChosen(status)),
            Pick::Picture(kind) => self.show_picture(kind, None),
            Pick::Label(label) => {
                self.return_to_text();
                let Some(desk) = &mut self.state.desk else { return };
                if desk.selection.span.is_none() {
                    // Else the mark in focus would get it.
                    desk.set_focus(None);
                    desk.armed = None;
                }
                self.take_or_refuse(Action::LabelChosen(label));
            }
            Pick::Article(article) => {
                self.return_to_text();
                self.open_article(Some(article));
            }
            Pick::Entity(id) => self.show_registry(Some(id)),
            Pick::Issue(id) => {
                let codebook = self.state.desk.as_ref().map(|desk| &desk.work.project.codebook);
                let issue = codebook.and_then(|codebook| codebook.issue(&id));
                let name = issue.map(|issue| issue.label.clone()).unwrap_or_default();
                self.show_picture(Kind::Stances, Some(name));
            }
        }
    }

    fn take_or_refuse(&mut self, action: Action) {
        if action.changes_project() && self.is_follower() {
            return self.refuse();
        }
        self.take(action);
    }

    fn return_to_text(&mut self) {
        self.with_desk(|desk| desk.screen = Screen::Text);
        self.effects.push(Effect::FocusText);
    }
}
