//! Keys as they are written, and those that the analyst has given to commands.

use super::{COMMANDS, Entry, Key, When};
use crate::model::Codebook;

/// A key with its modifiers, in the one way that the table and the settings write it:
/// `Ctrl Shift z`, `Alt ArrowUp`, `M` for Shift with m.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chord(String);

impl Chord {
    /// What was pressed. A sign is itself whatever has to be held for it: many keyboards have `[`,
    /// `]`, `{` and `}` only with `AltGr`, which Windows reports as Ctrl with Alt, or with a Mac's
    /// Option, which is Alt.
    pub fn of(key: Key<'_>) -> Self {
        let Key { name, ctrl, shift, alt, .. } = key;
        let typed = one_char(name).filter(|c| *c != ' ');
        let is_sign = typed.is_some_and(|c| c.is_ascii_punctuation());
        let (ctrl, alt) = if is_sign { (ctrl && !alt, false) } else { (ctrl, alt) };
        let is_letter_in_chord = typed.is_some_and(is_letter) && (ctrl || alt);
        let shift = shift && (typed.is_none() || is_letter_in_chord);
        let mut chord = String::new();
        for (held, modifier) in [(ctrl, "Ctrl "), (alt, "Alt "), (shift, "Shift ")] {
            if held {
                chord += modifier;
            }
        }
        match name {
            " " => chord += "Space",
            _ if is_letter_in_chord => chord.extend(typed.map(small)),
            name => chord += name,
        }
        Self(chord)
    }

    /// Reads what [`Self::as_str`] gave.
    pub fn parse(written: &str) -> Option<Self> {
        let mut key = Key { name: "", ctrl: false, shift: false, alt: false, repeats: 0 };
        for part in written.split(' ') {
            match part {
                "Ctrl" => key.ctrl = true,
                "Alt" => key.alt = true,
                "Shift" => key.shift = true,
                "Space" => key.name = " ",
                name => key.name = name,
            }
        }
        Some(Self::of(key)).filter(|it| it.0 == written && !key.name.is_empty())
    }

    /// As it is kept.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it is a letter, digit or sign without a modifier (WCAG 2.1.4).
    pub fn is_single(&self) -> bool {
        self.typed().is_some()
    }

    /// The letter, digit or sign, if it is one without a modifier.
    pub fn typed(&self) -> Option<char> {
        one_char(&self.0)
    }

    /// The keys to hold and to press, as they stand on a keyboard.
    pub fn caps(&self) -> Vec<String> {
        let mut caps: Vec<String> = self.0.split(' ').map(str::to_owned).collect();
        let Some(last) = caps.pop() else { return caps };
        let cap = match last.as_str() {
            "ArrowLeft" => "←",
            "ArrowRight" => "→",
            "ArrowUp" => "↑",
            "ArrowDown" => "↓",
            "-" => "−",
            "Escape" => "Esc",
            "Delete" => "Del",
            other => other,
        };
        match self.typed().filter(|c| is_capital(*c)) {
            Some(letter) => caps.extend(["Shift".to_owned(), small(letter)]),
            None => caps.push(cap.to_owned()),
        }
        caps
    }

    /// The same in one line.
    pub fn shown(&self) -> String {
        self.caps().join(" ")
    }

    /// The same as `aria-keyshortcuts` has it.
    pub fn aria(&self) -> String {
        let caps = match self.typed() {
            Some(c) if is_capital(c) => self.caps(),
            _ => self.0.split(' ').map(str::to_owned).collect(),
        };
        let named = caps.iter().map(|cap| match cap.as_str() {
            "Ctrl" => "Control",
            "+" => "plus",
            other => other,
        });
        named.collect::<Vec<_>>().join("+")
    }

    /// The chord that Shift made this one of.
    pub(super) fn without_shift(&self) -> Option<Self> {
        if let Some(typed) = self.typed() {
            return is_capital(typed).then(|| Self(small(typed)));
        }
        self.0.contains("Shift ").then(|| Self(self.0.replacen("Shift ", "", 1)))
    }

    fn last(&self) -> &str {
        self.0.rsplit(' ').next().unwrap_or_default()
    }

    fn has(&self, modifier: &str) -> bool {
        self.0.split(' ').any(|part| part == modifier)
    }

    /// Whether the key is one that is only held for others, or that writes nothing by itself.
    fn is_half(&self) -> bool {
        let halves = [
            "Shift",
            "Control",
            "Alt",
            "Meta",
            "AltGraph",
            "CapsLock",
            "NumLock",
            "Fn",
            "Dead",
            "Process",
            "Unidentified",
            "",
        ];
        halves.contains(&self.last())
    }
}

fn is_letter(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_alphabetic() } else { is_other_letter(c) }
}

/// The letter that Shift makes a capital.
fn small(letter: char) -> String {
    if letter.is_ascii() { letter.to_ascii_lowercase().to_string() } else { small_of_any(letter) }
}

#[inline(never)] // not in the first load, with its tables
fn small_of_any(letter: char) -> String {
    letter.to_lowercase().to_string()
}

fn is_capital(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_uppercase() } else { is_other_capital(c) }
}

// Unicode's tables of letters are not in the first load.

#[inline(never)]
fn is_other_letter(c: char) -> bool {
    c.is_alphabetic()
}

#[inline(never)]
fn is_other_capital(c: char) -> bool {
    c.is_uppercase()
}

fn one_char(name: &str) -> Option<char> {
    let mut chars = name.chars();
    chars.next().filter(|_| chars.next().is_none())
}

/// The keys that the analyst has changed; all others are as the table has them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keymap(Vec<(&'static str, Vec<Chord>)>);

impl Keymap {
    /// The keys of a command.
    pub fn chords(&self, entry: &Entry) -> Vec<Chord> {
        match self.changed(entry.id) {
            Some(chords) => chords.to_vec(),
            None => entry.keys.iter().map(|key| Chord((*key).to_owned())).collect(),
        }
    }

    /// Whether the analyst changed the command's keys.
    pub fn is_changed(&self, entry: &Entry) -> bool {
        self.changed(entry.id).is_some()
    }

    /// Whether there is any change.
    pub fn has_changes(&self) -> bool {
        !self.0.is_empty()
    }

    /// Whether that is a key of the command.
    pub(super) fn has(&self, entry: &Entry, chord: &Chord) -> bool {
        match self.changed(entry.id) {
            Some(chords) => chords.contains(chord),
            None => entry.keys.contains(&chord.as_str()),
        }
    }

    fn changed(&self, id: &str) -> Option<&[Chord]> {
        self.0.iter().find(|(known, _)| *known == id).map(|(_, chords)| chords.as_slice())
    }

    /// Gives a command those keys and no others; its own ones are no change.
    pub fn set(&mut self, entry: &'static Entry, chords: Vec<Chord>) {
        self.0.retain(|(id, _)| *id != entry.id);
        if !chords.iter().map(Chord::as_str).eq(entry.keys.iter().copied()) {
            self.0.push((entry.id, chords));
        }
    }

    /// Gives a command a key that others lose.
    pub fn take(&mut self, entry: &'static Entry, chord: &Chord) {
        while let Some(other) = self.holder(entry, chord) {
            let mut left = self.chords(other);
            left.retain(|held| !clash(other, held, entry, chord));
            self.set(other, left);
        }
        self.set(entry, vec![chord.clone()]);
    }

    /// Gives a command, or all, the table's keys again. One that another command has by now stays there.
    pub fn reset(&mut self, entry: Option<&Entry>) {
        let Some(entry) = entry else { return self.0.clear() };
        let own = entry.keys.iter().map(|key| Chord((*key).to_owned()));
        let free = own.filter(|chord| self.holder(entry, chord).is_none()).collect();
        if let Some(entry) = COMMANDS.iter().find(|known| known.id == entry.id) {
            self.set(entry, free);
        }
    }

    /// The other command that the key would then mean too.
    fn holder(&self, entry: &Entry, chord: &Chord) -> Option<&'static Entry> {
        COMMANDS.iter().find(|other| {
            other.id != entry.id
                && self.chords(other).iter().any(|held| clash(other, held, entry, chord))
        })
    }

    /// Why a command cannot have that key.
    pub fn refuses(&self, entry: &Entry, chord: &Chord) -> Option<Refused> {
        let reserved = reserved(entry, chord).map(Refused::Reserved);
        reserved.or_else(|| self.holder(entry, chord).map(|other| Refused::Taken(other.id)))
    }

    /// The changes, one to a line: the command, then its keys with tabs between.
    pub fn kept(&self) -> String {
        let mut kept = String::new();
        for (id, chords) in &self.0 {
            kept += "\nkey\t";
            kept += id;
            for chord in chords {
                kept += "\t";
                kept += chord.as_str();
            }
        }
        kept
    }

    /// Takes in a line of [`Self::kept`]. What this program does not know is left out.
    pub fn read_line(&mut self, line: &str) {
        let mut parts = line.split('\t');
        if parts.next() != Some("key") {
            return;
        }
        let entry = parts.next().and_then(|id| COMMANDS.iter().find(|entry| entry.id == id));
        if let Some(entry) = entry.filter(|entry| !entry.is_fixed) {
            let chords = parts.filter_map(Chord::parse);
            self.set(entry, chords.filter(|chord| reserved(entry, chord).is_none()).collect());
        }
    }
}

/// Whether two commands' keys meet, with Shift where it selects.
fn clash(one: &Entry, its: &Chord, other: &Entry, chord: &Chord) -> bool {
    let is_selecting = |entry: &Entry, plain: &Chord, shifted: &Chord| {
        entry.selects && shifted.without_shift().as_ref() == Some(plain)
    };
    if !one.when.meets(other.when) {
        return false;
    }
    its == chord || is_selecting(one, its, chord) || is_selecting(other, chord, its)
}

/// Why no command, or not this one, can have that key.
fn reserved(entry: &Entry, chord: &Chord) -> Option<&'static str> {
    let is_held = chord.has("Ctrl") || chord.has("Alt");
    let last = chord.last();
    let is_function = last.len() > 1 && last.starts_with('F') && last[1..].parse::<u8>().is_ok();
    let works_things = ["Enter", "Space", "Home", "End", "PageUp", "PageDown"].contains(&last)
        || last.starts_with("Arrow");
    if last == "Tab" {
        Some("Tab goes from one thing on the page to the next.")
    } else if last == "Escape" {
        Some("Escape leads out of the innermost thing.")
    } else if chord.has("Ctrl") && ["a", "c", "n", "t", "v", "w", "x"].contains(&last) {
        Some("The browser needs that key for itself.")
    } else if entry.when == When::Always && !is_held && !is_function {
        Some("This command counts where you type too, so its key needs Ctrl, Alt or an F.")
    } else if !matches!(entry.when, When::InText | When::OnEntities) && !is_held && works_things {
        Some("That key works the buttons and fields of the page.")
    } else {
        None
    }
}

/// What in the codebook has the key of a command, and therefore goes before it.
pub fn shadow<'a>(chord: &Chord, codebook: &'a Codebook) -> Option<&'a str> {
    let typed = chord.typed()?;
    let label = codebook.entity_types.iter().find(|label| label.key == Some(typed));
    let style = codebook.polarities.iter().find(|style| style.key == Some(typed));
    label.map(|label| label.label.as_str()).or(style.map(|style| style.label.as_str()))
}

/// Why a command did not get a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It must stay free, for this reason.
    Reserved(&'static str),
    /// It belongs to the command of that name.
    Taken(&'static str),
}

/// A key that was pressed for a command and not given to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The key.
    pub chord: Chord,
    /// Why.
    pub why: Refused,
}

impl Taken {
    /// The same in words.
    pub fn words(&self) -> String {
        let shown = self.chord.shown();
        match self.why {
            Refused::Reserved(why) => format!("Not {shown}: {why}"),
            Refused::Taken(other) => {
                format!("{shown} is the key of “{}”.", super::entry(other).does())
            }
        }
    }
}

/// The sheet of all keys, as far as it is being changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeySheet {
    /// Whether keys can be changed on it.
    pub is_open: bool,
    /// The command whose new key is to be pressed.
    pub asked: Option<&'static str>,
    /// What was pressed for it in vain.
    pub refused: Option<Taken>,
}

impl KeySheet {
    /// Takes the key that was pressed for the asked command, as far as it is one.
    pub fn press(&mut self, keys: &mut Keymap, chord: Chord) {
        let Some(entry) = self.asked.map(super::entry) else { return };
        if chord.is_half() {
            return;
        }
        self.refused = keys.refuses(entry, &chord).map(|why| Taken { chord: chord.clone(), why });
        if self.refused.is_none() {
            keys.set(entry, vec![chord]);
            self.asked = None;
        }
    }

    /// Takes the refused key from the command that has it.
    pub fn take(&mut self, keys: &mut Keymap) {
        if let (Some(asked), Some(Taken { chord, why: Refused::Taken(other) })) =
            (self.asked, self.refused.take())
            && !super::entry(other).is_fixed
        {
            keys.take(super::entry(asked), &chord);
            self.asked = None;
        }
    }
}
