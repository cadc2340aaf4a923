//! The commands, their keys and where they count: the one table that the page and its help read.

use super::{Action, Desk, Dialog, MarkEnd};
use crate::model::{Polarity, Status};
use crate::text::{Direction, Step, Towards};

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
}

/// Where the keyboard focus is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Where {
    /// In the article's text.
    Text,
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
    },
    /// Put the keyboard focus on the next pane, or the one before.
    Pane(Towards),
    /// Put the keyboard focus on the article filter.
    Filter,
    /// Put the keyboard focus on the entity of the mention in focus.
    Link,
    /// Put the keyboard focus on the note of the record in focus.
    Note,
    /// Put the keyboard focus on the labels beside the selection.
    Chooser,
    /// Save the project as a file.
    SaveFile,
}

/// A line of the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Help {
    /// Where it counts.
    pub group: &'static str,
    /// The keys, as they stand on them.
    pub keys: &'static str,
    /// What they do.
    pub does: &'static str,
}

const fn help(group: &'static str, keys: &'static str, does: &'static str) -> Help {
    Help { group, keys, does }
}

/// Every key, for the help; a test holds it against [`command`]. Modifiers hold up to the next comma.
pub const HELP: &[Help] = &[
    help("Caret", "← →", "by character"),
    help("Caret", "Ctrl ← →", "by word"),
    help("Caret", "↑ ↓", "by line"),
    help("Caret", "Home End", "to the line's ends"),
    help("Caret", "Alt ↑ ↓", "by sentence"),
    help("Caret", "Ctrl ↑ ↓", "by paragraph"),
    help("Caret", "Ctrl Home End", "to the text's ends"),
    help("Caret", "Shift and any of these", "select"),
    help("Caret", "e", "select the sentence"),
    help("Caret", "m, Shift m", "next mark, previous mark"),
    help(
        "Marks",
        "1 2 3 …",
        "label the selection or the mark in focus; with neither, arm the label",
    ),
    help("Marks", "Enter", "apply the armed label, or choose one"),
    help("Marks", "s", "stance from the selection"),
    help(
        "Marks",
        "+  −  =",
        "add the selection to the mark, take it out, set it as the mark's bounds",
    ),
    help("Marks", "[ ]", "move the mark's end by a word"),
    help("Marks", "{ }", "move the mark's start by a word"),
    help("Marks", "l", "link the mention to an entity"),
    help("Marks", "o", "write a note"),
    help("Marks", "Delete Backspace", "delete the mark"),
    help("Stance", "Enter", "take the offer and go on: holder, target, polarity"),
    help("Stance", "f a n b u", "in favour, against, neutral, both, none to infer"),
    help("Everywhere", "Ctrl z, Ctrl Shift z", "undo, redo"),
    help("Everywhere", "Ctrl s", "save the project as a file"),
    help("Everywhere", "j k", "next article, previous article"),
    help("Everywhere", "d", "article done"),
    help("Everywhere", "/", "filter the articles"),
    help("Everywhere", "F6, Shift F6", "next pane, previous pane"),
    help("Everywhere", "?", "these keys"),
    help("Everywhere", "Escape", "out of the innermost thing"),
];

/// What a key means here and now.
pub fn command(
    key: Key<'_>,
    place: Where,
    desk: Option<&Desk>,
    single_keys: bool,
) -> Option<Command> {
    anywhere(key, place)
        .or_else(|| desk.and_then(|desk| on_the_desk(key, place, desk, single_keys)))
}

fn act(action: Action) -> Option<Command> {
    Some(Command::Do(Box::new(action)))
}

fn anywhere(key: Key<'_>, place: Where) -> Option<Command> {
    let Key { name, ctrl, shift, alt } = key;
    match (name, ctrl && !alt, shift) {
        ("s" | "S", true, false) => Some(Command::SaveFile),
        ("z" | "Z", true, shift) if place != Where::Typing => {
            act(if shift { Action::Redone } else { Action::Undone })
        }
        ("y" | "Y", true, false) if place != Where::Typing => act(Action::Redone),
        ("F6", false, shift) => {
            Some(Command::Pane(if shift { Towards::Start } else { Towards::End }))
        }
        ("Escape", false, false) => act(Action::Escaped),
        _ => None,
    }
}

fn on_the_desk(key: Key<'_>, place: Where, desk: &Desk, single_keys: bool) -> Option<Command> {
    if place == Where::Typing {
        return None;
    }
    if place == Where::Text
        && let Some(command) = in_the_text(key, desk)
    {
        return Some(command);
    }
    if !single_keys || is_chord(key) {
        return None;
    }
    if place == Where::Polarities
        && let Some(polarity) = polarity_of(desk, key.name)
    {
        return act(Action::PolarityPicked(polarity));
    }
    let codebook = &desk.work.project.codebook;
    let typed = one_char(key.name);
    if let Some(label) = codebook.entity_types.iter().find(|t| t.key.is_some() && t.key == typed) {
        return act(Action::LabelChosen(label.id.clone()));
    }
    match key.name {
        "s" => act(Action::StanceBegun),
        "e" => act(Action::SentenceSelected),
        "m" => act(Action::MarkStepped(Towards::End)),
        "M" => act(Action::MarkStepped(Towards::Start)),
        "+" => act(Action::FragmentAdded),
        "-" => act(Action::FragmentRemoved),
        "=" => act(Action::BoundsSet),
        "]" => act(Action::EndMoved(MarkEnd::End, Towards::End)),
        "[" => act(Action::EndMoved(MarkEnd::End, Towards::Start)),
        "}" => act(Action::EndMoved(MarkEnd::Start, Towards::End)),
        "{" => act(Action::EndMoved(MarkEnd::Start, Towards::Start)),
        "l" => Some(Command::Link),
        "o" => Some(Command::Note),
        "j" => act(Action::ArticleStepped(Towards::End)),
        "k" => act(Action::ArticleStepped(Towards::Start)),
        "d" => act(Action::StatusChosen(Status::Done)),
        "/" => Some(Command::Filter),
        "?" => act(Action::DialogOpened(Dialog::Keys)),
        _ => None,
    }
}

/// Whether Ctrl or Alt makes another key of it. Many keyboards have `[`, `]`, `{` and `}` only with
/// AltGr, which Windows reports as Ctrl with Alt, or with a Mac's Option, which is Alt.
fn is_chord(key: Key<'_>) -> bool {
    let is_sign = one_char(key.name).is_some_and(|c| c.is_ascii_punctuation());
    if is_sign { key.ctrl && !key.alt } else { key.ctrl || key.alt }
}

fn in_the_text(key: Key<'_>, desk: &Desk) -> Option<Command> {
    let towards = match key.name {
        "ArrowLeft" if is_right_to_left(desk) => Towards::End,
        "ArrowRight" if is_right_to_left(desk) => Towards::Start,
        "ArrowLeft" | "ArrowUp" | "Home" => Towards::Start,
        "ArrowRight" | "ArrowDown" | "End" => Towards::End,
        "Delete" | "Backspace" => return act(Action::RecordDeleted),
        "Enter" if desk.selection.span.is_some() && desk.armed.is_some() => {
            return act(Action::ArmedApplied);
        }
        "Enter" if desk.selection.span.is_some() => return Some(Command::Chooser),
        "Enter" => return Some(Command::Link),
        _ => return None,
    };
    let horizontal = matches!(key.name, "ArrowLeft" | "ArrowRight");
    let boundary = matches!(key.name, "Home" | "End");
    let step = match (horizontal, boundary, key.ctrl, key.alt) {
        (true, _, false, false) => Step::Character,
        (true, _, true, false) => Step::Word,
        (false, true, true, false) => Step::Text,
        (false, false, true, false) => Step::Paragraph,
        (false, false, false, true) => Step::Sentence,
        (false, to_boundary, false, false) => {
            let forward = towards == Towards::End;
            return Some(Command::Line { forward, to_boundary, extend: key.shift });
        }
        _ => return None,
    };
    act(Action::CaretMoved { step, towards, extend: key.shift })
}

/// Whether the caret's paragraph is read from right to left.
fn is_right_to_left(desk: &Desk) -> bool {
    desk.open_article().is_some_and(|article| {
        let line = article.text.paragraph_at(desk.selection.caret);
        article.text.paragraphs()[line].direction == Direction::RightToLeft
    })
}

fn polarity_of(desk: &Desk, key: &str) -> Option<Polarity> {
    let typed = one_char(key);
    let styles = &desk.work.project.codebook.polarities;
    styles.iter().find(|style| style.key.is_some() && style.key == typed).map(|p| p.polarity)
}

fn one_char(key: &str) -> Option<char> {
    let mut chars = key.chars();
    chars.next().filter(|_| chars.next().is_none())
}
