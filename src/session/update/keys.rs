//! Changing the keys of commands.

use super::Turn;
use crate::session::command::{Chord, KeySheet, entry};
use crate::session::{Dialog, Effect};

impl Turn<'_> {
    pub(super) fn open_key_sheet(&mut self, is_open: bool) {
        self.on_sheet(|sheet| *sheet = KeySheet { is_open, ..KeySheet::default() });
    }

    pub(super) fn ask_for_key(&mut self, command: Option<&'static str>) {
        let asked = command.filter(|id| !entry(id).is_fixed);
        self.on_sheet(|sheet| {
            sheet.asked = asked;
            sheet.refused = None;
        });
        if let Some(id) = asked {
            self.announce(format!("Press the new key of “{}”, or Escape", entry(id).does()));
        }
    }

    pub(super) fn press_key(&mut self, chord: Chord) {
        self.change_keys(|sheet, keys| sheet.press(keys, chord));
    }

    pub(super) fn take_key(&mut self) {
        self.change_keys(KeySheet::take);
    }

    pub(super) fn reset_keys(&mut self, command: Option<&'static str>) {
        self.change_keys(|sheet, keys| {
            keys.reset(command.map(entry));
            sheet.asked = None;
            sheet.refused = None;
        });
    }

    fn on_sheet(&mut self, change: impl FnOnce(&mut KeySheet)) {
        if let Some(Dialog::Keys(sheet)) = &mut self.state.dialog {
            change(sheet);
        }
    }

    /// Changes keys by the sheet, keeps them, and says what a screen reader should know.
    fn change_keys(
        &mut self,
        change: impl FnOnce(&mut KeySheet, &mut crate::session::command::Keymap),
    ) {
        let Some(Dialog::Keys(sheet)) = &mut self.state.dialog else { return };
        let (asked, before) = (sheet.asked, self.state.settings.keys.clone());
        let keys = &mut self.state.settings.keys;
        change(sheet, keys);
        if *keys != before {
            let heard = match asked {
                Some(id) => {
                    let chords = keys.chords(entry(id));
                    let shown: Vec<String> = chords.iter().map(Chord::shown).collect();
                    format!("{}: {}", entry(id).does(), shown.join(", "))
                }
                None => "The first keys again".to_owned(),
            };
            self.effects.push(Effect::KeepSettings);
            self.announce(heard);
        } else if let Some(refused) = &sheet.refused {
            let words = refused.words();
            self.announce(words);
        }
    }
}
