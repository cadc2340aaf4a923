//! The table of commands, the keys on keyboards that differ, and keys that the analyst changes.

use std::collections::BTreeSet;

use standpoint::session::command::{
    COMMANDS, Chord, Command, Entry, Key, KeySheet, Keymap, Pace, When, Where, command, entry,
    shadow,
};
use standpoint::session::{Action, Dialog, Effect, Reading, Settings, Theme};
use standpoint::text::Towards;

use super::stage::{Stage, key};

fn leads_somewhere(stage: &Stage, place: Where, chord: &str) -> bool {
    command(key(chord), place, Some(stage.desk()), &stage.state.settings).is_some()
}

/// A key with one letter is pressed as it is written.
fn chords() -> Vec<(&'static Entry, Chord)> {
    let keys = Keymap::default();
    COMMANDS
        .iter()
        .flat_map(|entry| keys.chords(entry).into_iter().map(move |chord| (entry, chord)))
        .collect()
}

#[test]
fn every_command_has_a_key_that_leads_to_it_and_no_other_has_it() {
    let stage = Stage::with("[Ada] met Carl.");
    let mut registry = Stage::with("[Ada] met Carl.");
    registry.press("E");
    let mut form = Stage::with("[Ada] met Carl.");
    form.press("s");
    let chords = chords();
    for (entry, chord) in &chords {
        let (stage, place) = match entry.when {
            When::InStance => (&form, Where::Text),
            when if when.meets(When::InText) => (&stage, Where::Text),
            _ => (&registry, Where::Entities),
        };
        assert!(leads_somewhere(stage, place, chord.as_str()), "{}", entry.id);
        assert_eq!(Chord::parse(chord.as_str()).as_ref(), Some(chord), "{}", entry.id);
        let refused = Keymap::default().refuses(entry, chord);
        assert!(refused.is_none() || entry.is_fixed, "{}: {refused:?}", entry.id);
    }
    assert!(COMMANDS.iter().all(|entry| chords.iter().any(|(known, _)| known.id == entry.id)));
}

#[test]
fn no_other_key_is_a_command() {
    let stage = Stage::with("[Ada] met Carl.");
    let known: BTreeSet<String> =
        chords().iter().map(|(_, chord)| chord.as_str().to_owned()).collect();
    let codebook = &stage.desk().work.project.codebook;
    let labels = codebook.entity_types.iter().filter_map(|label| label.key);
    let polarities = codebook.polarities.iter().filter_map(|style| style.key);
    let known_here: BTreeSet<String> =
        labels.chain(polarities).map(String::from).chain(known).collect();
    let printable = (' '..='~').map(String::from);
    let named = ["Enter", "Delete", "Backspace", "Home", "End", "Tab", "F1", "F6", "Escape"];
    for name in printable.chain(named.map(String::from)) {
        for place in [Where::Text, Where::Polarities, Where::Elsewhere] {
            let found = leads_somewhere(&stage, place, &name);
            assert!(!found || known_here.contains(&name), "{name}");
        }
    }
}

#[test]
fn shift_with_a_key_of_the_caret_selects() {
    for (entry, chord) in chords().iter().filter(|(entry, _)| entry.selects) {
        let stage = Stage::with("Ada met Carl.");
        let chord = format!("Shift {}", chord.as_str());
        let found = command(key(&chord), Where::Text, Some(stage.desk()), &stage.state.settings);
        let extends = match found {
            Some(Command::Do(action)) => matches!(*action, Action::CaretMoved { extend: true, .. }),
            Some(Command::Line { extend, .. }) => extend,
            _ => false,
        };
        assert!(extends, "{}", entry.id);
    }
}

/// Does what a key means that has come again so often.
fn hold(stage: &mut Stage, chord: &str, repeats: u32) {
    let held = Key { repeats, ..key(chord) };
    let found = command(held, Where::Text, stage.state.desk.as_ref(), &stage.state.settings);
    let Some(Command::Do(action)) = found else { panic!("no action") };
    stage.act(*action);
}

#[test]
fn a_held_key_takes_one_step_more_every_so_often() {
    let steps = |pace: Pace| [0, 11, 12, 17, 18, 24, 36, 48, 54, 999].map(|n| pace.steps(n));
    assert_eq!(steps(Pace::CHARACTER), [1, 1, 2, 2, 3, 4, 6, 8, 8, 8]);
    assert_eq!(steps(Pace::WORD), [1, 1, 2, 2, 2, 3, 4, 4, 4, 4]);
    assert_eq!(steps(Pace::LINE), steps(Pace::WORD));
    assert_eq!(steps(Pace::SENTENCE), [1, 1, 2, 2, 2, 2, 2, 2, 2, 2]);
    assert_eq!(steps(Pace::EVEN), [1; 10]);
    for pace in [Pace::CHARACTER, Pace::WORD, Pace::SENTENCE] {
        assert!((0..200).all(|n| pace.steps(n + 1) - pace.steps(n) <= 1), "no leap");
    }
}

#[test]
fn a_held_key_does_not_pass_a_paragraphs_end_unseen() {
    let mut stage = Stage::with("abcdefghijklmnop\nqrst");
    for (repeats, caret) in [(0, 1), (11, 2), (12, 4), (18, 7), (99, 15), (99, 16), (99, 17)] {
        hold(&mut stage, "ArrowRight", repeats);
        assert_eq!(stage.desk().selection.caret.index(), caret);
    }
    let mut stage = Stage::with("a b c d e. F.\nG h. I.\nJ.");
    for (chord, shown) in [
        ("Ctrl ArrowRight", "a b c d |e. F.\nG h. I.\nJ."),
        ("Ctrl ArrowRight", "a b c d e. |F.\nG h. I.\nJ."),
        ("Ctrl ArrowRight", "a b c d e. F.\n|G h. I.\nJ."),
        ("Alt ArrowDown", "a b c d e. F.\nG h. |I.\nJ."),
        ("Alt ArrowDown", "a b c d e. F.\nG h. I.\n|J."),
        ("Ctrl ArrowUp", "a b c d e. F.\n|G h. I.\nJ."),
    ] {
        hold(&mut stage, chord, 36);
        stage.selects(shown);
    }
    stage.click("a |b");
    hold(&mut stage, "Ctrl Shift ArrowRight", 30);
    stage.selects("a [b c d|] e. F.\nG h. I.\nJ.");
}

#[test]
fn a_held_key_moves_the_end_of_a_mark_further_and_stops_at_the_other_end() {
    let mut stage = Stage::with("[one] two three four five.\nSix seven.");
    stage.press("1");
    let mut held = |chord: &str, expected: &str| {
        hold(&mut stage, chord, 30);
        stage.shows(expected);
    };
    held("]", "[PER*:one two three four] five.\nSix seven.");
    held("]", "[PER*:one two three four five].\nSix seven.");
    held("]", "[PER*:one two three four five.\nSix] seven.");
    held("[", "[PER*:one two three four five].\nSix seven.");
    held("}", "one two three [PER*:four five].\nSix seven.");
    held(",", "one two three [PER*:fou]r five.\nSix seven.");
    held(",", "one two three [PER*:f]our five.\nSix seven.");
    stage.press(",").hears("It cannot go further");
}

#[test]
fn the_steps_of_a_held_key_are_one_to_undo() {
    let mut stage = Stage::with("[one] two three four five.");
    stage.press("1");
    for repeats in 0..4 {
        hold(&mut stage, "]", repeats);
    }
    stage
        .shows("[PER*:one two three four five].")
        .press("Ctrl z")
        .shows("[PER*:one] two three four five.");
    stage.press("Ctrl Shift z").shows("[PER*:one two three four five].");
}

#[test]
fn a_held_key_goes_on_with_its_own_step_only() {
    let mut stage = Stage::with("[one] two three four five.");
    stage.press("1");
    let steps = stage.steps();
    // The first press did nothing, so that there is no step of its own to go on with.
    hold(&mut stage, "]", 3);
    assert_eq!(stage.steps(), steps + 1);
    hold(&mut stage, "]", 4);
    assert_eq!(stage.steps(), steps + 1);
    stage.press("2");
    hold(&mut stage, "]", 5);
    assert_eq!(stage.steps(), steps + 3);
}

#[test]
fn the_keys_of_the_stance_form_work_while_one_types_and_only_while_it_is_open() {
    let mut stage = Stage::with("[Ada] met Carl.");
    assert!(!leads_somewhere(&stage, Where::Typing, "Alt a"));
    stage.press("s").press_at(Where::Typing, "Alt a");
    stage.form_is("new @Target: The author · None to infer · nothing");
}

/// Opens the sheet, asks for a command's key and presses one.
fn give(stage: &mut Stage, id: &'static str, chord: &str) {
    stage.act(Action::DialogOpened(Dialog::Keys(KeySheet::default())));
    stage.act(Action::KeySheetOpened(true)).act(Action::KeyAsked(Some(id)));
    stage.act(Action::KeyPressed(Chord::of(key(chord))));
}

fn keys_of(stage: &Stage, id: &str) -> String {
    let chords = stage.state.settings.keys.chords(entry(id));
    chords.iter().map(Chord::shown).collect::<Vec<_>>().join(", ")
}

#[test]
fn a_command_gets_another_key_and_its_first_one_back() {
    let mut stage = Stage::with("Ada met Carl. Ada left.");
    give(&mut stage, "sentence", "Ctrl m");
    stage.hears("select the sentence: Ctrl m");
    assert!(stage.effects.iter().any(|effect| matches!(effect, Effect::KeepSettings)));
    stage.state.dialog = None;
    stage.press("e").selects("|Ada met Carl. Ada left.");
    stage.press("Ctrl m").selects("[Ada met Carl.|] Ada left.");
    assert_eq!(Settings::read(&stage.state.settings.kept()), stage.state.settings);
    stage.act(Action::DialogOpened(Dialog::Keys(KeySheet::default())));
    stage.act(Action::KeysReset(Some("sentence")));
    assert_eq!(keys_of(&stage, "sentence"), "e");
    assert_eq!(stage.state.settings, Settings::default());
}

#[test]
fn a_key_that_another_command_has_is_refused_or_taken() {
    let mut stage = Stage::with("Ada met Carl.");
    give(&mut stage, "note", "m");
    stage.hears("m is the key of “to the next mark”.");
    assert_eq!((keys_of(&stage, "note"), keys_of(&stage, "mark-on")), ("o".into(), "m".into()));
    stage.act(Action::KeyTaken);
    assert_eq!((keys_of(&stage, "note"), keys_of(&stage, "mark-on")), ("m".into(), String::new()));
    give(&mut stage, "undo", "Backspace");
    stage.act(Action::KeyTaken);
    assert_eq!(
        (keys_of(&stage, "undo"), keys_of(&stage, "delete")),
        ("Backspace".into(), "Del".into())
    );
    // What is another's by now stays there.
    stage.act(Action::KeysReset(Some("delete")));
    assert_eq!(keys_of(&stage, "delete"), "Del");
    stage.act(Action::KeysReset(None));
    assert_eq!(stage.state.settings, Settings::default());
}

#[test]
fn shift_of_a_caret_key_is_taken_too() {
    let mut stage = Stage::with("Ada met Carl.");
    give(&mut stage, "word-right", "m");
    stage.hears("m is the key of “to the next mark”.");
    give(&mut stage, "undo", "Shift ArrowLeft");
    assert!(stage.heard().starts_with("Not Shift ←"), "{}", stage.heard());
    give(&mut stage, "delete", "Shift ArrowLeft");
    stage.hears("Shift ← is the key of “left by a character”.");
    give(&mut stage, "word-right", "q");
    stage.state.dialog = None;
    stage.keys(&["q", "Q"]).selects("Ada [met|] Carl.");
}

#[test]
fn keys_that_the_page_needs_are_refused() {
    let mut stage = Stage::with("Ada met Carl.");
    for (id, chord) in [
        ("undo", "Tab"),
        ("left", "Shift Tab"),
        ("undo", "Enter"),
        ("keys", "Shift Enter"),
        ("undo", "ArrowDown"),
        ("save", "k"),
        ("pane-on", "Home"),
        ("stance", "Ctrl c"),
        ("stance", "Ctrl w"),
    ] {
        give(&mut stage, id, chord);
        assert!(stage.heard().starts_with("Not "), "{id} {chord}: {}", stage.heard());
    }
    // Half of a chord is waited for.
    give(&mut stage, "undo", "Shift");
    stage.hears("").act(Action::KeyPressed(Chord::of(key("F9"))));
    stage.hears("undo: F9");
    // What leads out cannot be asked for.
    stage.act(Action::KeyAsked(Some("out"))).act(Action::KeyPressed(Chord::of(key("F8"))));
    assert_eq!(keys_of(&stage, "out"), "Esc");
}

#[test]
fn the_codebooks_keys_go_first_and_that_is_known() {
    let mut stage = Stage::with("[Ada] met Carl.");
    give(&mut stage, "note", "1");
    assert_eq!(keys_of(&stage, "note"), "1");
    let codebook = stage.desk().work.project.codebook.clone();
    let shadowed = |chord| shadow(&Chord::of(key(chord)), &codebook).map(str::to_owned);
    assert_eq!(shadowed("1").as_deref(), Some("Person"));
    assert_eq!((shadowed("o"), shadowed("Ctrl 1")), (None, None));
    stage.state.dialog = None;
    stage.press("1").shows("[PER*:Ada] met Carl.");
}

#[test]
fn kept_settings_are_read_and_what_is_unknown_is_left_out() {
    let read = |kept: &str| Settings::read(kept);
    assert_eq!(
        read("dark no-single-keys"),
        Settings { theme: Theme::Dark, single_keys: false, ..Settings::default() }
    );
    assert_eq!(read(""), Settings::default());
    let reading = Reading { size: 7, width: 3, spacing: 0, face: 1 };
    let set = Settings { theme: Theme::Contrast, reading, ..Settings::default() };
    assert_eq!(read(&set.kept()), set);
    assert_eq!(
        read("light single-keys\nreading\t8\t0\tx").reading,
        Reading { width: 0, ..Reading::default() }
    );
    let odd =
        "system single-keys\nkey\tno-such\tx\nkey\tundo\tTab\nkey\tredo\tShift Ctrl q\nsize\tx";
    assert_eq!(keys_of_settings(&read(odd), "redo"), "");
    assert_eq!(keys_of_settings(&read("\nkey\tout\tF2"), "out"), "Esc");
}

fn keys_of_settings(settings: &Settings, id: &str) -> String {
    settings.keys.chords(entry(id)).iter().map(Chord::shown).collect()
}

#[test]
fn keys_are_shown_as_they_stand_on_a_keyboard() {
    for (chord, shown, aria) in [
        ("Ctrl Shift Z", "Ctrl Shift z", "Control+Shift+z"),
        ("M", "Shift m", "Shift+m"),
        ("Shift F6", "Shift F6", "Shift+F6"),
        ("+", "+", "plus"),
        ("Alt ArrowUp", "Alt ↑", "Alt+ArrowUp"),
        ("-", "−", "-"),
    ] {
        let chord = Chord::of(key(chord));
        assert_eq!((chord.shown().as_str(), chord.aria().as_str()), (shown, aria));
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
    let settings = Settings { single_keys: false, ..Settings::default() };
    let works = |chord| command(key(chord), Where::Text, Some(stage.desk()), &settings).is_some();
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
    let line =
        |forward, to_boundary, extend| Command::Line { forward, to_boundary, extend, times: 1 };
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
