//! Where the parts of the stance in focus stand, and how one gets there.

use standpoint::model::{Details, Segment, SegmentKind};
use standpoint::session::{Action, Effect, End, ReadFile};
use standpoint::text::{Byte, Span};

use super::stage::{Stage, article, file, load_of};

const TEXT: &str = "Ada came. Bob left. Ada praised the plan. The plan failed. Ada sighed.";

/// Ada marked three times, the plan once behind the stance's words, Bob nowhere.
fn stage() -> Stage {
    let mut stage = Stage::with(TEXT);
    for words in ["[Ada] came", "[Ada] praised", "[Ada] sighed"] {
        stage.mark("1", words).act(Action::MentionLinkedToNew("Ada".to_owned()));
    }
    let ada = stage.desk().focused_mention().unwrap().entity.clone();
    for words in ["|Ada came", "|Ada praised"] {
        stage.click(words).act(Action::MentionLinked(ada.clone()));
    }
    stage.press("Escape").mark("5", "[plan] failed");
    stage.act(Action::MentionLinkedToNew("The plan".to_owned())).press("Escape");
    stage.select("praised").press("s").click("|Ada sighed").click("|plan failed");
    stage
}

#[track_caller]
fn places(stage: &Stage, expected: &[(End, &str, usize)]) {
    let arcs = stage.desk().arcs();
    let found: Vec<_> = arcs
        .places
        .iter()
        .map(|place| (place.end, place.name.as_str(), place.span.start().index()))
        .collect();
    assert_eq!(found, expected);
}

fn at(words: &str) -> usize {
    TEXT.find(words).unwrap()
}

#[test]
fn each_part_stands_at_the_mention_nearest_to_the_words() {
    let stage = stage();
    places(
        &stage,
        &[
            (End::Words, "praised", at("praised")),
            (End::Holder, "Ada", at("Ada praised")),
            (End::Target, "The plan", at("plan failed")),
        ],
    );
}

#[test]
fn a_part_is_gone_to_and_the_stance_stays_in_focus() {
    let mut stage = stage();
    stage.press("Alt Shift t").hears("plan");
    assert_eq!(stage.desk().selection.caret, Byte::at(at("plan failed")));
    assert!(stage.effects.iter().any(|effect| matches!(effect, Effect::Reveal(_))));
    assert!(stage.form().starts_with("new @Polarity: Ada"));
    stage.press("Alt Shift h");
    assert_eq!(stage.desk().selection.caret, Byte::at(at("Ada praised")));
    stage.press("Alt Shift w");
    assert_eq!(stage.desk().selection.caret, Byte::at(at("praised")));
}

#[test]
fn what_the_text_does_not_have_is_said() {
    let mut stage = Stage::with("Ada praised the plan.");
    stage.stance("praised", "Bob", "the plan", "f");
    stage.focus_row(0);
    places(&stage, &[(End::Words, "praised", 4)]);
    stage.press("Alt Shift h").hears("That has no place in the text: nothing here is linked to it");
    stage.keys(&["Escape", "Escape"]);
    places(&stage, &[]);
}

#[test]
fn the_author_stands_at_the_byline() {
    let mut stage = Stage::empty();
    let mut new = article("a", "News.\nBy Zoe.\nIt is good.");
    new.details = Details { byline: "Zoe".to_owned(), ..Details::default() };
    let span = Span::new(Byte(6), Byte(13)).unwrap();
    new.segments = vec![Segment { span, kind: SegmentKind::Byline }];
    stage.act(load_of(1));
    stage.act(Action::FilesRead(vec![ReadFile { articles: vec![new], ..file("a", "") }]));
    stage.act(Action::LoadFinished).select("good").press("s").press("Alt a");
    places(&stage, &[(End::Words, "good", 20), (End::Holder, "The author", 6)]);
}

#[test]
fn the_stance_in_focus_has_its_places_and_keys_also_without_its_form() {
    let mut stage = stage();
    stage.press_at(standpoint::session::command::Where::Polarities, "f").form_is("");
    assert_eq!(stage.desk().arcs().places.len(), 3);
    stage.press("Alt Shift t").hears("plan").press("Alt o");
    stage.form_is("recorded @Target: The outlet · In favour · The plan");
}

#[test]
fn each_line_of_the_ledger_says_which_parts_of_its_stance_lead_somewhere() {
    let mut stage = stage();
    stage.press_at(standpoint::session::command::Where::Polarities, "f");
    stage.press("Escape").stance("sighed", "Bob", "the weather", "a");
    let rows = standpoint::session::ledger(stage.desk());
    let ends: Vec<_> = rows
        .iter()
        .filter(|row| row.is_stance)
        .map(|row| (row.title.as_str(), row.ends.as_slice()))
        .collect();
    assert_eq!(
        ends,
        [
            ("Ada · In favour · The plan", [End::Words, End::Holder, End::Target].as_slice()),
            ("Bob · Against · the weather", &[End::Words]),
        ]
    );
}

#[test]
fn a_part_is_gone_to_from_a_line_of_the_ledger_which_gets_the_focus() {
    let mut stage = stage();
    stage.press_at(standpoint::session::command::Where::Polarities, "f");
    let praise = stage.desk().focus.clone().unwrap();
    stage.press("Escape").stance("sighed", "Bob", "the weather", "a");
    stage.act(Action::LedgerEndVisited(praise.clone(), End::Target)).hears("plan");
    assert_eq!(stage.desk().focus.as_ref(), Some(&praise));
    assert_eq!(stage.desk().selection.caret, Byte::at(at("plan failed")));
    assert!(stage.effects.iter().any(|effect| matches!(effect, Effect::FocusText)));
}

#[test]
fn from_the_line_of_a_whole_article_one_gets_to_the_first_mention_of_its_target() {
    let mut stage = stage();
    stage.keys(&["Escape", "Escape"]);
    let ada = stage.desk().open_layer().unwrap().mentions().find_map(|it| it.entity.clone());
    let ada = standpoint::model::TargetKind::Entity(ada.unwrap());
    let target = standpoint::model::Target { kind: ada, is_negated: false };
    stage.act(Action::DocumentStanceRecorded(target, standpoint::model::Polarity::Favor));
    let row = standpoint::session::ledger(stage.desk()).remove(0);
    assert_eq!(
        (row.title.as_str(), row.ends.as_slice()),
        ("Whole article · In favour · Ada", [End::Target].as_slice())
    );
    stage.act(Action::LedgerEndVisited(row.id, End::Target)).hears("Ada");
    assert_eq!(stage.desk().selection.caret, Byte(0));
}
