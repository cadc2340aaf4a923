//! The caret by keyboard: where the keys lead, what a screen reader is told.

use super::stage::Stage;

/// Reads `|` as the caret before, and `[`, `|`, `]` as selection and caret after.
#[track_caller]
fn check(keys: &[&str], before: &str, after: &str) {
    let mut stage = Stage::with(&before.replace('|', ""));
    stage.click(before).keys(keys).selects(after);
}

#[test]
fn arrows_walk_by_character_word_sentence_paragraph_and_text() {
    check(&["ArrowRight"], "A|da met", "Ad|a met");
    check(&["ArrowLeft"], "A|da met", "|Ada met");
    check(&["Ctrl ArrowRight"], "A|da met", "Ada |met");
    check(&["Ctrl ArrowLeft"], "Ada m|et", "Ada |met");
    check(&["Alt ArrowDown"], "O|ne. Two.", "One. |Two.");
    check(&["Ctrl ArrowDown"], "O|ne.\n\nTwo.", "One.\n\n|Two.");
    check(&["Ctrl End"], "O|ne.\nTwo.", "One.\nTwo.|");
    check(&["Ctrl Home"], "One.\nT|wo.", "|One.\nTwo.");
}

#[test]
fn shift_selects_whole_words_without_the_space_or_stop_behind() {
    check(&["Ctrl Shift ArrowRight"], "|Ada, she met", "[Ada|], she met");
    check(&["Ctrl Shift ArrowRight"; 2], "|Ada, she met", "[Ada, she|] met");
    check(&["Ctrl Shift ArrowRight"], "Ada |met.", "Ada [met|].");
    check(&["Ctrl Shift ArrowLeft"], "Ada met|.", "Ada [|met].");
    check(
        &["Ctrl Shift ArrowRight", "Ctrl Shift ArrowRight", "Ctrl Shift ArrowLeft"],
        "|Ada met Carl",
        "[Ada] |met Carl",
    );
    check(&["Shift ArrowRight"], "|e\u{301}t", "[e\u{301}|]t");
    check(&["Alt Shift ArrowDown"], "|One. Two.", "[One.] |Two.");
}

#[test]
fn an_arrow_leaves_a_selection_at_that_end() {
    check(&["Ctrl Shift ArrowRight", "ArrowRight"], "|Ada met", "Ada| met");
    check(&["Ctrl Shift ArrowRight", "ArrowLeft"], "Ada |met", "Ada |met");
}

#[test]
fn arrows_go_the_way_they_point_in_right_to_left_text() {
    check(&["ArrowLeft"], "ש|לום עולם", "של|ום עולם");
    check(&["ArrowRight"], "ש|לום עולם", "|שלום עולם");
    check(&["Ctrl ArrowLeft"], "|שלום עולם", "שלום |עולם");
    check(&["Ctrl Shift ArrowLeft"], "|مرحبا بالعالم", "[مرحبا|] بالعالم");
    check(&["ArrowLeft"], "«12 ש|לום»", "«12 של|ום»");
    check(&["ArrowRight"], "שלום\nA|da", "שלום\nAd|a");
    check(&["Ctrl ArrowDown"], "|שלום\nAda", "שלום\n|Ada");
}

/// What is said when the key is pressed at `|`.
#[track_caller]
fn check_heard(key: &str, before: &str, heard: &str) {
    let mut stage = Stage::with(&before.replace('|', ""));
    stage.click(before).press(key).hears(heard);
}

#[test]
fn the_place_that_the_caret_came_to_is_said() {
    check_heard("ArrowRight", "|Ada", "d");
    check_heard("ArrowRight", "A|da", "a");
    check_heard("ArrowRight", "Ad|a met", "space");
    check_heard("ArrowRight", "Ad|a\nmet", "new line");
    check_heard("ArrowRight", "Ad|a", "end of text");
    check_heard("Ctrl Home", "Ad|a", "start of text");
    check_heard("Ctrl ArrowRight", "|Ada met Carl", "met");
    check_heard("Alt ArrowDown", "|One. Two is. Three.", "Two is.");
    check_heard("Ctrl ArrowDown", "|One.\nTwo is.\nThree.", "Two is.");
    check_heard("Ctrl Shift ArrowRight", "|Ada met", "Ada selected");
}

#[test]
fn a_mark_is_said_when_the_caret_enters_it() {
    let mut stage = Stage::with("Ada met Carl.");
    stage.mark("1", "Carl").press("Escape").click("|Ada");
    stage.press("Ctrl ArrowRight").hears("met");
    stage.press("Ctrl ArrowRight").hears("Carl. [Carl, Person]");
    stage.press("ArrowRight").hears("a");
}

#[track_caller]
fn check_sentence(before: &str, after: &str) {
    check(&["e"], before, after);
}

#[test]
fn e_selects_the_sentence_at_the_caret() {
    check_sentence("One. T|wo is. Three.", "One. [Two is.|] Three.");
    check_sentence("|One. Two.", "[One.|] Two.");
    check_sentence("One.| Two.", "[One.|] Two.");
    check_sentence("One. |Two.", "One. [Two.|]");
    check_sentence("One. Two.|\nThree.", "One. [Two.|]\nThree.");
    check_sentence("One. Two.|", "One. [Two.|]");
    check_sentence("|  One.\n  Two.", "  [One.|]\n  Two.");
    check_sentence("One.\n  |Two.", "One.\n  [Two.|]");
    check_sentence("One.\n| Two.", "One.\n [Two.|]");
    check_sentence("One.\n|\nTwo.", "One.\n\n[Two.|]");
    check_sentence("One\n|", "One\n|");
    check_sentence("|", "|");
}

#[test]
fn a_sentence_is_ready_for_a_label_or_a_stance() {
    Stage::with("One. Two.").click("T|wo").keys(&["e", "4"]).shows("One. [EVT*:Two.]");
}

#[test]
fn positions_that_the_text_does_not_have_are_brought_into_it() {
    use standpoint::session::Action;
    use standpoint::text::{Byte, Snap};
    let mut stage = Stage::with("é Ada");
    stage.act(Action::TextSelected { anchor: Byte(3), caret: Byte(99), snap: Snap::Words });
    stage.selects("é [Ada|]");
    stage.act(Action::TextSelected { anchor: Byte(1), caret: Byte(2), snap: Snap::Words });
    stage.selects("[é|] Ada");
    stage.act(Action::TextClicked(Byte(99))).selects("é Ada|");
}

#[test]
fn a_caret_that_the_page_moved_over_lines_is_taken_over() {
    use standpoint::session::Action;
    use standpoint::text::Byte;
    let mut stage = Stage::with("One is. Two.\nThree.");
    stage.act(Action::CaretPlaced { anchor: Byte(8), caret: Byte(8) });
    stage.selects("One is. |Two.\nThree.").hears("Two.");
    stage.act(Action::CaretPlaced { anchor: Byte(8), caret: Byte(99) });
    stage.selects("One is. [Two.\nThree.|]").hears("Two. Three. selected");
}

#[test]
fn moving_the_caret_paints_nothing_anew() {
    let mut stage = Stage::with("Ada met Carl.");
    stage.mark("1", "Ada");
    let before = stage.painting();
    stage.keys(&["ArrowRight", "Ctrl Shift ArrowRight"]);
    assert!(std::rc::Rc::ptr_eq(&before, &stage.painting()));
    stage.press("Escape").press("Escape");
    assert!(!std::rc::Rc::ptr_eq(&before, &stage.painting()), "the focus went");
}
