//! What a button shows of its command's keys.

use yew::prelude::*;

use crate::session::Settings;
use crate::session::command::{Chord, entry};

/// The key of a command, as far as it works: single letters and digits may be off.
#[derive(Clone, PartialEq)]
pub struct Shortcut(Option<Chord>);

/// The first key of the command of that name.
pub fn shortcut(settings: &Settings, id: &str) -> Shortcut {
    let chords = settings.keys.chords(entry(id));
    Shortcut(chords.into_iter().find(|chord| settings.single_keys || !chord.is_single()))
}

impl Shortcut {
    /// The key, for beside the button's name.
    pub fn kbd(&self) -> Html {
        self.0.as_ref().map(|chord| html! { <kbd>{ chord.shown() }</kbd> }).unwrap_or_default()
    }

    /// Words with the key behind them.
    pub fn title(&self, words: &str) -> String {
        match &self.0 {
            Some(chord) => format!("{words} ({})", chord.shown()),
            None => words.to_owned(),
        }
    }

    /// For `aria-keyshortcuts`.
    pub fn aria(&self) -> Option<String> {
        self.0.as_ref().map(Chord::aria)
    }
}

/// The key of a label or polarity, if it works.
pub fn codebook_key(settings: &Settings, key: Option<char>) -> Option<String> {
    key.filter(|_| settings.single_keys).map(String::from)
}
