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
