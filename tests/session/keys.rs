//! The help against the keys, and the keys on keyboards that differ.

use std::collections::BTreeSet;

use standpoint::session::command::{Command, HELP, Help, Where, command};
use standpoint::text::Towards;

use super::stage::{Stage, key};

/// The chords of a line: modifiers hold up to the next comma.
fn chords(help: &Help) -> Vec<String> {
    let mut chords = Vec::new();
    for group in help.keys.split(", ").filter(|group| !group.contains("any of these")) {
        let (modifiers, keys): (Vec<&str>, Vec<&str>) =
            group.split_whitespace().partition(|part| ["Ctrl", "Shift", "Alt"].contains(part));
        for key in keys.into_iter().filter(|key| *key != "…") {
            let name = match key {
                "←" => "ArrowLeft",
                "→" => "ArrowRight",
                "↑" => "ArrowUp",
                "↓" => "ArrowDown",
                "−" => "-",
                other => other,
            };
            let shifted = modifiers == ["Shift"] && name.len() == 1;
            let name = if shifted { name.to_uppercase() } else { name.to_owned() };
            chords.push(
                modifiers.iter().copied().chain([name.as_str()]).collect::<Vec<_>>().join(" "),
            );
        }
    }
    chords
}

fn leads_somewhere(stage: &Stage, place: Where, chord: &str) -> bool {
    command(key(chord), place, Some(stage.desk()), true).is_some()
}

#[test]
fn every_key_of_the_help_leads_to_a_command() {
    let stage = Stage::with("[Ada] met Carl.");
    for help in HELP {
        // The form's own field reads Enter: there one types.
        let place = match (help.group, help.keys) {
            ("Stance", "Enter") => continue,
            ("Stance", _) => Where::Polarities,
            _ => Where::Text,
        };
        for chord in chords(help) {
            assert!(leads_somewhere(&stage, place, &chord), "{chord} of {help:?}");
        }
    }
}

#[test]
fn every_single_key_command_is_in_the_help() {
    let stage = Stage::with("[Ada] met Carl.");
    let known: BTreeSet<String> = HELP
        .iter()
        .flat_map(chords)
        .map(|chord| chord.rsplit(' ').next().unwrap().to_owned())
        .collect();
    let printable = (' '..='~').map(String::from);
    let named = ["Enter", "Delete", "Backspace", "Home", "End", "Tab", "F1", "F6", "Escape"];
    for name in printable.chain(named.map(String::from)) {
        let is_label = name.parse::<u8>().is_ok();
        for place in [Where::Text, Where::Polarities, Where::Elsewhere] {
            let found = leads_somewhere(&stage, place, &name);
            assert!(!found || is_label || known.contains(&name), "{name} is not in the help");
        }
    }
}

#[test]
fn no_key_means_anything_where_one_types_but_saving_panes_and_escape() {
    let stage = Stage::with("[Ada] met Carl.");
    let works = |chord: &str| leads_somewhere(&stage, Where::Typing, chord);
    for chord in ["1", "s", "[", "Enter", "Delete", "ArrowLeft", "Ctrl z", "Ctrl y", "?"] {
        assert!(!works(chord), "{chord}");
    }
    for chord in ["Ctrl s", "F6", "Escape"] {
        assert!(works(chord), "{chord}");
    }
}

#[test]
fn brackets_are_reached_with_altgr_and_option_too() {
    let stage = Stage::with("[Ada] met Carl.");
    for chord in ["Ctrl Alt [", "Ctrl Alt }", "Alt ]", "Alt {", "Shift +", "Shift ?", "Shift 1"] {
        assert!(leads_somewhere(&stage, Where::Text, chord), "{chord}");
    }
    for chord in ["Ctrl +", "Ctrl -", "Ctrl =", "Ctrl 1", "Alt d", "Ctrl Alt s", "Alt 1", "Ctrl d"]
    {
        assert!(!leads_somewhere(&stage, Where::Text, chord), "{chord}");
    }
}

#[test]
fn single_keys_can_be_turned_off_and_the_others_stay() {
    let stage = Stage::with("[Ada] met Carl.");
    let works = |chord| command(key(chord), Where::Text, Some(stage.desk()), false).is_some();
    assert!(["1", "s", "]", "?"].into_iter().all(|chord| !works(chord)));
    assert!(["Enter", "Delete", "Ctrl z", "ArrowLeft", "F6"].into_iter().all(works));
}

#[test]
fn enter_chooses_a_label_for_a_selection_and_else_links() {
    let mut stage = Stage::with("[Ada] met Carl.");
    assert!(matches!(stage.press("Enter").command, Some(Command::Chooser)));
    assert!(matches!(stage.keys(&["1", "Enter"]).command, Some(Command::Link)));
}

#[test]
fn lines_are_left_to_the_page() {
    let mut stage = Stage::with("Ada met Carl.");
    let line = |forward, to_boundary, extend| Command::Line { forward, to_boundary, extend };
    for (chord, expected) in [
        ("ArrowUp", line(false, false, false)),
        ("Shift ArrowDown", line(true, false, true)),
        ("Home", line(false, true, false)),
        ("Shift End", line(true, true, true)),
        ("F6", Command::Pane(Towards::End)),
        ("/", Command::Filter),
    ] {
        let found = stage.press(chord).command.take();
        assert_eq!(format!("{found:?}"), format!("{:?}", Some(expected)), "{chord}");
    }
}
