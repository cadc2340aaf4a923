//! What a key means here and now. The commands themselves stand in one table, [`COMMANDS`].

mod keymap;
mod pace;
mod table;

pub use keymap::{Chord, KeySheet, Keymap, Refused, Taken, shadow};
pub use pace::Pace;
pub use table::{COMMANDS, Entry, When, entry};

use super::registry::List;
use super::{Action, Desk, Link, Screen, Settings, StanceSlot};
use crate::model::Polarity;
use crate::text::Towards;
use table::MARKS;

/// A key as the browser names it, with its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key<'a> {
    /// `KeyboardEvent.key`.
    pub name: &'a str,
    /// Ctrl, or Cmd on a Mac.
    pub ctrl: bool,
    /// Shift.
    pub shift: bool,
    /// Alt, or Option on a Mac.
    pub alt: bool,
    /// How often it has come again since it was pressed, because it is held.
    pub repeats: u32,
}

/// Where the keyboard focus is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// In the article's text.
    Text,
    /// In the text of the article that is compared with.
    Beside,
    /// On the list of the registry of entities.
    Entities,
    /// On the stance form's polarities.
    Polarities,
    /// Elsewhere, but not where one types.
    Elsewhere,
    /// Where one types.
    Typing,
}

/// What the page does by itself, without an action.
#[derive(Clone, Debug)]
pub enum Command {
    /// Dispatch the action.
    Do(Box<Action>),
    /// Move the caret by a line of the screen, or to an end of it.
    Line {
        /// Whether it goes down, or to the line's end.
        forward: bool,
        /// Whether it goes to the line's end instead of the next line.
        to_boundary: bool,
        /// Whether the anchor stays.
        extend: bool,
        /// How many lines at once.
        times: u32,
    },
    /// Put the keyboard focus on the next pane, or the one before.
    Pane(Towards),
    /// Put the keyboard focus on the article filter.
    Filter,
    /// Put the keyboard focus on the entity of the mention in focus.
    Link,
    /// Put the keyboard focus on the note of the record in focus.
    Note,
    /// Put the keyboard focus on a part of the stance's form.
    Slot(StanceSlot),
    /// Put the keyboard focus on the labels beside the selection.
    Chooser,
    /// Accept the suggestions that are on the screen.
    AcceptInSight,
    /// Let the analyst choose files with articles.
    AddFiles,
    /// Save the project as a file.
    SaveFile,
    /// Keep a copy of the project in a file on the disk.
    KeepCopy,
    /// Keep a copy of the project in a folder on the disk.
    KeepFolder,
}

/// What the command of that name means at this moment.
pub fn meaning(id: &str, desk: Option<&Desk>) -> Command {
    (entry(id).means)(table::Moment { desk, extend: false, repeats: 0 })
}

/// What a key means here and now.
///
/// The codebook's keys go before those of commands, since they belong to the project.
pub fn command(
    key: Key<'_>,
    place: Where,
    desk: Option<&Desk>,
    settings: &Settings,
) -> Option<Command> {
    let chord = Chord::of(key);
    if chord.is_single() && !settings.single_keys {
        return None;
    }
    let find = |when| {
        let (entry, command) = found(&settings.keys, &chord, key, when, desk)?;
        let is_beside = place == Where::Beside && entry.group == MARKS;
        Some(if is_beside { act(Action::ComparisonMarked) } else { command })
    };
    if let Some(command) = find(When::Always) {
        return Some(command);
    }
    if desk.is_some_and(|desk| desk.has_stance_in_hand() && desk.screen == Screen::Text)
        && let Some(command) = find(When::InStance)
    {
        return Some(command);
    }
    let desk = desk.filter(|_| place != Where::Typing)?;
    match desk.screen {
        Screen::Text => {}
        Screen::Registry => return in_registry(&chord, place, desk, find),
        Screen::Picture | Screen::Search => return find(When::Anywhere),
    }
    if let Some(command) = of_the_codebook(&chord, place, desk) {
        return Some(if place == Where::Beside { act(Action::ComparisonMarked) } else { command });
    }
    let in_text = if place == Where::Text { find(When::InText) } else { None };
    in_text.or_else(|| find(When::AtDesk)).or_else(|| find(When::Anywhere))
}

/// What a key means in the registry of entities, where digits are the entities on offer.
#[inline(never)] // not in the first load
fn in_registry(
    chord: &Chord,
    place: Where,
    desk: &Desk,
    find: impl Fn(When) -> Option<Command>,
) -> Option<Command> {
    let view = desk.registry_view.as_ref().filter(|view| view.list == List::Unlinked);
    let digit = chord.typed().and_then(|typed| typed.to_digit(10)).filter(|digit| *digit > 0);
    if let Some(digit) = digit.filter(|_| view.is_some()) {
        return Some(act(Action::GroupLinked(Link::Guess(digit as usize - 1))));
    }
    let on_list = if place == Where::Entities { find(When::OnEntities) } else { None };
    on_list.or_else(|| find(When::InRegistry)).or_else(|| find(When::Anywhere))
}

fn found(
    keys: &Keymap,
    chord: &Chord,
    key: Key<'_>,
    when: When,
    desk: Option<&Desk>,
) -> Option<(&'static Entry, Command)> {
    let held = COMMANDS.iter().filter(|entry| entry.when == when).find_map(|entry| {
        let is_plain = keys.has(entry, chord);
        let extend = !is_plain
            && entry.selects
            && chord.without_shift().is_some_and(|it| keys.has(entry, &it));
        (is_plain || extend).then_some((entry, extend))
    });
    let (entry, extend) = held?;
    Some((entry, (entry.means)(table::Moment { desk, extend, repeats: key.repeats })))
}

fn of_the_codebook(chord: &Chord, place: Where, desk: &Desk) -> Option<Command> {
    let typed = chord.typed()?;
    let codebook = &desk.work.project.codebook;
    if place == Where::Polarities
        && let Some(polarity) = polarity_of(desk, typed)
    {
        return Some(act(Action::PolarityPicked(polarity)));
    }
    let label = codebook.entity_types.iter().find(|label| label.key == Some(typed))?;
    Some(act(Action::LabelChosen(label.id.clone())))
}

fn act(action: Action) -> Command {
    Command::Do(Box::new(action))
}

fn polarity_of(desk: &Desk, typed: char) -> Option<Polarity> {
    let styles = &desk.work.project.codebook.polarities;
    styles.iter().find(|style| style.key == Some(typed)).map(|style| style.polarity)
}
