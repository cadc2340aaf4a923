//! Mentions: marking, relabelling, words added and taken out, ends, notes, links.

use standpoint::session::{Action, Effect, MarkEnd, Writing};
use standpoint::text::Snap;

use super::stage::{Stage, load_of, project};

#[test]
fn what_is_used_or_left_gives_the_focus_back_to_the_text() {
    let mut stage = Stage::with("[Ada] met Carl");
    for (words, key) in [("[Ada]", "1"), ("[met]", "+"), ("[Carl]", "Escape"), ("Carl", "Escape")] {
        if words.contains('[') {
            stage.select(words);
        }
        stage.press(key);
        let gives = stage.effects.iter().any(|effect| matches!(effect, Effect::FocusText));
        assert!(gives, "{key}");
    }
}

#[test]
fn a_key_labels_the_selection_and_puts_the_mark_in_focus() {
    Stage::with("Ada [Love]lace met Carl.")
        .press("1")
        .shows("Ada [PER*:Lovelace] met Carl.")
        .selects("Ada Lovelace| met Carl.")
        .hears("Mark Lovelace, Person");
}

#[test]
fn snapping_to_words_can_be_turned_off_but_never_cuts_a_cluster() {
    let mut stage = Stage::with("Carl’s e\u{301}te\u{301} plan");
    stage
        .select_by(Snap::Graphemes, "[Carl]’s")
        .press("1")
        .shows("[PER*:Carl]’s e\u{301}te\u{301} plan");
    stage.select_by(Snap::Graphemes, "[t]e").press("3");
    stage.shows("[PER:Carl]’s e\u{301}[LOC*:t]e\u{301} plan");
    stage.select_by(Snap::Graphemes, "[e]\u{301} plan").press("2");
    stage.shows("[PER:Carl]’s e\u{301}[LOC:t][ORG*:e\u{301}] plan");
}

#[test]
fn a_label_without_a_selection_is_armed_and_marks_each_selection() {
    let mut stage = Stage::with("Ada met Carl.");
    stage.press("1").hears("Person armed: every selection gets it until Escape");
    stage.select("Ada").select("Carl").shows("[PER:Ada] met [PER*:Carl].");
    stage.keys(&["Escape", "Escape"]).select("met").shows("[PER:Ada] met [PER:Carl].");
}

#[test]
fn the_same_key_puts_an_armed_label_down() {
    let mut stage = Stage::with("Ada met Carl.");
    stage.keys(&["1", "1"]).hears("Person put down").select("Ada").shows("Ada met Carl.");
}

#[test]
fn enter_applies_the_armed_label_to_words_selected_by_keyboard() {
    let mut stage = Stage::with("Ada met Carl.");
    stage.keys(&["1", "Ctrl Shift ArrowRight", "Enter"]).shows("[PER*:Ada] met Carl.");
}

#[test]
fn a_label_relabels_the_mark_in_focus() {
    let mut stage = Stage::with("[Ada] met Carl.");
    stage.keys(&["1", "2"]).shows("[ORG*:Ada] met Carl.");
    stage.press("2").shows("[ORG*:Ada] met Carl.");
    assert_eq!(stage.steps(), 3, "load, mark, relabel; the same label again is no step");
}

#[test]
fn the_same_words_with_the_same_label_are_marked_once() {
    let mut stage = Stage::with("Ada met Carl.");
    stage.mark("1", "Ada").mark("1", "Carl").mark("1", "Ada");
    stage.shows("[PER*:Ada] met [PER:Carl].").hears("Ada, Person is marked already");
    stage.mark("3", "Ada").lists(&["PER Ada", "LOC Ada", "PER Carl"]);
}

#[test]
fn marks_nest_cross_and_reach_over_paragraphs() {
    let mut stage = Stage::with("the French army\n\nin Mali stays");
    stage.mark("2", "the [French army]").mark("3", "the [French]");
    stage.shows("the [ORG:[LOC*:French] army]\n\nin Mali stays");
    stage.mark("4", "[army\n\nin Mali]");
    stage.shows("the [ORG:[LOC:French] [EVT*:army]ORG\n\nin Mali] stays");
}

#[test]
fn fragments_are_added_taken_out_and_set() {
    let mut stage = Stage::with("Ada, she said, met Carl and left.");
    stage.mark("4", "Ada").select("met Carl").press("+");
    stage.shows("[EVT*:Ada], she said, [+EVT*:met Carl] and left.");
    stage.select("[Carl] and").press("-").shows("[EVT*:Ada], she said, [+EVT*:met] Carl and left.");
    stage.select("met").press("-").shows("[EVT*:Ada], she said, met Carl and left.");
    stage.select("Ada").press("-").shows("[EVT*:Ada], she said, met Carl and left.");
    stage.tells("That would leave no words: delete the mark instead.");
    stage.select("she said").press("=").shows("Ada, [EVT*:she said], met Carl and left.");
    let steps = stage.steps();
    stage.select("she").press("+").select("she said").press("=");
    assert_eq!(stage.steps(), steps, "nothing changed, nothing to undo");
}

#[test]
fn a_fragment_that_touches_another_joins_it() {
    Stage::with("Ada Lovelace")
        .mark("1", "[Ada ]Lovelace")
        .select_by(Snap::Graphemes, "[Love]lace")
        .press("+")
        .shows("[PER*:Ada] [+PER*:Love]lace")
        .select_by(Snap::Graphemes, "Ada[ Love]lace")
        .press("+");
}

#[test]
fn changing_words_needs_a_selection_and_a_mark() {
    let mut stage = Stage::with("Ada met Carl.");
    stage.press("+").tells("Select words first.");
    stage.select("Ada").press("=");
    stage.tells("Click a mark first: its words are changed by the selection.");
    stage.press("]").tells("Click a mark first: the key moves its end.");
}

/// Marks what stands in brackets exactly, presses the key, and compares.
#[track_caller]
fn check_end(key: &str, before: &str, after: &str) {
    let mut stage = Stage::with(&before.replace(['[', ']'], ""));
    stage.select_by(Snap::Graphemes, before).press("1").press(key);
    assert_eq!(stage.drawn().replace("PER*:", ""), after, "{key} on {before}");
}

#[test]
fn ends_move_by_a_word() {
    check_end("]", "[Ada] met", "[Ada met]");
    check_end("]", "[Ada] met Carl.", "[Ada met] Carl.");
    check_end("]", "[Ada met] Carl.", "[Ada met Carl].");
    check_end("]", "[Ada], she met", "[Ada, she] met");
    check_end("]", "[Ad]a met", "[Ada] met");
    check_end("[", "[Ada met] Carl", "[Ada] met Carl");
    check_end("[", "[Ada met.] Carl", "[Ada met]. Carl");
    check_end("[", "[Ada, she] met", "[Ada], she met");
    check_end("{", "Ada [met] Carl", "[Ada met] Carl");
    check_end("{", "Ada m[et] Carl", "Ada [met] Carl");
    check_end("}", "[Ada met] Carl", "Ada [met] Carl");
    check_end("}", "“[Ada, met] Carl", "“Ada, [met] Carl");
}

#[test]
fn ends_move_over_paragraph_breaks() {
    check_end("]", "[Ada]\n\n  met", "[Ada\n\n  met]");
    check_end("[", "[Ada\n\n  met]", "[Ada]\n\n  met");
    check_end("{", "Ada.\n\n[met]", "[Ada.\n\nmet]");
    check_end("}", "[Ada.\n\nmet]", "Ada.\n\n[met]");
}

#[test]
fn ends_stop_at_the_texts_ends_and_at_the_last_word() {
    check_end("]", "Ada [met].", "Ada [met.]");
    check_end("]", "Ada [met].\n", "Ada [met.]\n");
    check_end("]", "Ada [met.]", "Ada [met.]");
    check_end("{", "“[Ada] met", "[“Ada] met");
    check_end("{", "[“Ada] met", "[“Ada] met");
    check_end("[", "[Ada] met", "[Ada] met");
    check_end("}", "[Ada] met", "[Ada] met");
    let mut stage = Stage::with("[Ada] met");
    stage.keys(&["1", "["]).hears("It cannot go further");
    assert_eq!(stage.steps(), 2);
}

#[test]
fn ends_of_a_discontinuous_mark_are_its_outer_ones() {
    let mut stage = Stage::with("one Ada two Carl three four");
    stage.mark("1", "Ada").select("Carl").keys(&["+", "]", "{"]);
    stage.shows("[PER*:one Ada] two [+PER*:Carl three] four");
    stage.keys(&["[", "}"]).shows("one [PER*:Ada] two [+PER*:Carl] three four");
}

#[test]
fn delete_takes_the_mark_in_focus() {
    let mut stage = Stage::with("[Ada] met Carl.");
    stage.keys(&["1", "Delete"]).shows("Ada met Carl.").hears("Delete Ada, Person");
    stage.press("Delete").shows("Ada met Carl.");
    stage.press("Ctrl z").shows("[PER:Ada] met Carl.");
}

#[test]
fn a_note_is_one_step_and_the_same_note_none() {
    let mut stage = Stage::with("[Ada] met Carl.");
    stage.press("1");
    for _ in 0..2 {
        stage.act(Action::NoteWritten("sure?".to_owned()));
    }
    assert_eq!(stage.steps(), 3);
    assert_eq!(stage.desk().focused_mention().unwrap().note, "sure?");
    stage.press("Ctrl z");
    assert_eq!(stage.desk().focused_mention().unwrap().note, "");
}

#[test]
fn a_mention_is_linked_to_a_new_entity_a_known_one_and_none() {
    let mut stage = Stage::with("Ada met Carl, and Ada left.");
    stage.mark("1", "[Ada] met").act(Action::MentionLinkedToNew(" Ada Lovelace ".to_owned()));
    stage.lists(&["PER Ada → Ada Lovelace"]);
    let entity = stage.desk().focused_mention().unwrap().entity.clone();
    stage.mark("1", "and [Ada]").act(Action::MentionLinked(entity));
    stage.lists(&["PER Ada → Ada Lovelace", "PER Ada → Ada Lovelace"]);
    stage.act(Action::MentionLinked(None)).hears("Unlink");
    stage.lists(&["PER Ada → Ada Lovelace", "PER Ada"]);
    stage.keys(&["Ctrl z", "Ctrl z", "Ctrl z", "Ctrl z"]).lists(&["PER Ada"]);
    assert!(project(&stage).entities.is_empty(), "the link and its entity were one step");
}

#[test]
fn no_link_without_a_name_or_to_nothing_known() {
    let mut stage = Stage::with("[Ada] met Carl.");
    stage.press("1").act(Action::MentionLinkedToNew(" \n".to_owned()));
    stage.act(Action::MentionLinked(Some("e-gone".into())));
    stage.lists(&["PER Ada"]);
    assert_eq!(stage.steps(), 2);
}

#[test]
fn an_entity_is_renamed_everywhere_in_one_step() {
    let mut stage = Stage::with("[Ada] met Carl.");
    stage.press("1").act(Action::MentionLinkedToNew("Ada".to_owned()));
    let mut entity = (**project(&stage).entities.values().next().unwrap()).clone();
    entity.name = "Ada Lovelace".to_owned();
    stage.act(Action::EntityChanged(entity.into())).lists(&["PER Ada → Ada Lovelace"]);
    stage.press("Ctrl z").lists(&["PER Ada → Ada"]);
}

#[test]
fn the_first_record_begins_the_article_in_the_same_step() {
    let mut stage = Stage::with("[Ada] met Carl.");
    let status = |stage: &Stage| stage.desk().status_of(stage.desk().article.as_ref().unwrap());
    stage.press("1");
    assert_eq!(format!("{:?}", status(&stage)), "InProgress");
    stage.press("d").mark("1", "Carl");
    assert_eq!(format!("{:?}", status(&stage)), "Done");
    stage.keys(&["Ctrl z", "Ctrl z", "Ctrl z"]);
    assert_eq!(format!("{:?}", status(&stage)), "ToDo");
}

#[test]
fn a_follower_refuses_every_change_even_from_a_click() {
    let mut stage = Stage::with("Ada met Carl.");
    stage.mark("1", "Ada").keys(&["Escape", "2"]).select("Carl").press("s");
    let before = project(&stage);
    stage.act(Action::WritingChanged(Writing::Follower));
    stage.click("|Ada").select("met").press("1");
    stage.tells("This tab only follows: the project is being changed in another tab.");
    assert_eq!(before, project(&stage));
    stage.act(load_of(1));
    assert!(stage.state.loading.as_ref().unwrap().finished, "the load of before is the last one");
}

#[test]
fn the_ends_of_a_mark_move_by_characters_and_over_white_space() {
    let mut stage = Stage::with("Ada Lovelace met.");
    stage.mark("1", "Lovelace").press(",").shows("Ada [PER*:Lovelac]e met.");
    stage.keys(&[".", "."]).shows("Ada [PER*:Lovelace m]et.");
    stage.press(",").shows("Ada [PER*:Lovelace] met.");
    stage.press("<").shows("Ad[PER*:a Lovelace] met.").press(">").shows("Ada [PER*:Lovelace] met.");
    stage.press(">").shows("Ada L[PER*:ovelace] met.").hears("ovelace");
}

/// Brings an end of the mark in focus to `|`.
fn drag(stage: &mut Stage, end: MarkEnd, snap: Snap, words: &str) -> String {
    let at = stage.place(words);
    stage.act(Action::EndPlaced { end, at, snap });
    stage.drawn()
}

#[test]
fn an_end_that_was_dragged_snaps_and_stops_at_the_other_end() {
    let mut stage = Stage::with("Ada King Lovelace met Carl.");
    stage.mark("1", "King");
    let steps = stage.steps();
    for (end, snap, words, expected) in [
        (MarkEnd::End, Snap::Words, "Love|lace", "Ada [PER*:King Lovelace] met Carl."),
        (MarkEnd::Start, Snap::Words, "Ad|a", "[PER*:Ada King Lovelace] met Carl."),
        (MarkEnd::Start, Snap::Graphemes, "Ki|ng", "Ada Ki[PER*:ng Lovelace] met Carl."),
        (MarkEnd::End, Snap::Words, "King| ", "Ada Ki[PER*:ng] Lovelace met Carl."),
        (MarkEnd::Start, Snap::Words, "me|t", "Ada [PER*:King] Lovelace met Carl."),
        (MarkEnd::End, Snap::Words, "|Ada", "Ada [PER*:King] Lovelace met Carl."),
        (MarkEnd::End, Snap::Graphemes, "|Ada", "Ada [PER*:K]ing Lovelace met Carl."),
    ] {
        assert_eq!(drag(&mut stage, end, snap, words), expected);
    }
    assert_eq!(stage.steps(), steps + 6, "one step each, none without a change");
}

#[test]
fn the_outer_ends_of_a_mark_in_pieces_are_dragged() {
    let mut stage = Stage::with("the French and the British army");
    stage.mark("2", "French").select("army").press("+");
    assert_eq!(
        drag(&mut stage, MarkEnd::End, Snap::Words, "Brit|ish"),
        "the [ORG*:French] and the British [+ORG*:army]",
    );
    assert_eq!(
        drag(&mut stage, MarkEnd::Start, Snap::Words, "th|e Fr"),
        "[ORG*:the French] and the British [+ORG*:army]",
    );
}
