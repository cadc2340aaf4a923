//! All places of a mention's words: which are found, and what is done with them as one undo step.

use super::stage::{Stage, project};
use standpoint::model::Status;
use standpoint::session::{Action, Deed, Hit, Wanted, everywhere};

/// A stage with the first words in brackets marked as a person and in focus.
fn marked(text: &str) -> Stage {
    let mut stage = Stage::with(text);
    stage.press("1");
    stage
}

fn saved(stage: &Stage) -> Vec<u8> {
    standpoint::formats::project::write(&project(stage).unclocked())
}

fn hits(stage: &Stage, change: impl Fn(&mut Wanted)) -> (Wanted, Vec<Hit>) {
    let desk = stage.desk();
    let mut wanted = Wanted::of(desk).expect("a mention in focus");
    change(&mut wanted);
    let hits = wanted.hits(&desk.work.project, &desk.open_layer_id().unwrap());
    (wanted, hits)
}

/// The places as brackets in the text, those that are not ticked at first as round ones.
fn check(text: &str, change: impl Fn(&mut Wanted), expected: &str) {
    let stage = marked(text);
    let (_, hits) = hits(&stage, change);
    let plain = text.replace(['[', ']'], "");
    let mut shown = String::new();
    let mut from = 0;
    for hit in hits {
        let (start, end) = (hit.span.start().index(), hit.span.end().index());
        let (open, close) = if hit.is_ticked { ('[', ']') } else { ('(', ')') };
        shown += &format!("{}{open}{}{close}", &plain[from..start], &plain[start..end]);
        from = end;
    }
    shown += &plain[from..];
    assert_eq!(shown, expected);
}

#[test]
fn whole_words_are_found_as_they_are_written() {
    check("[Ada] met Ada. ADA, Adam, Ada’s.", |_| {}, "Ada met [Ada]. ADA, Adam, [Ada]’s.");
}

#[test]
fn capitals_endings_and_parts_of_words_are_found_where_it_is_wanted() {
    let text = "[Merkel] and Merkels MERKEL Merkelism";
    check(text, |it| it.keeps_case = false, "Merkel and Merkels [MERKEL] Merkelism");
    check(text, |it| it.inflected = true, "Merkel and [Merkels] MERKEL Merkelism");
    check(text, |it| it.in_words = true, "Merkel and [Merkel]s MERKEL [Merkel]ism");
}

#[test]
fn words_are_found_over_the_end_of_a_line_and_with_other_spaces() {
    check("[Ada Lovelace] and Ada\u{a0}Lovelace.", |_| {}, "Ada Lovelace and [Ada\u{a0}Lovelace].");
}

#[test]
fn where_another_mark_overlaps_nothing_is_ticked_at_first() {
    let mut stage = marked("[Ada] met Ada Lovelace.");
    stage.select("Ada met [Ada Lovelace].").press("2").click("A|da met");
    let (_, hits) = hits(&stage, |_| {});
    assert_eq!(hits.len(), 1);
    assert!(!hits[0].is_ticked);
    assert_eq!(hits[0].remark, "overlaps Ada Lovelace, Organisation");
}

#[test]
fn all_are_marked_relabelled_and_unmarked_each_in_one_step() {
    let mut stage = marked("[Ada] met Ada and Ada.");
    let before = saved(&stage);
    let (wanted, places) = hits(&stage, |_| {});
    stage.act(Action::DoneEverywhere(Box::new(wanted), places));
    stage.hears("Mark 2 × “Ada”");
    stage.shows("[PER*:Ada] met [PER:Ada] and [PER:Ada].");
    stage.press("Ctrl z");
    assert_eq!(saved(&stage), before);
    stage.press("Ctrl y");

    // The one in focus is relabelled first, and the others follow it.
    stage.click("A|da met").press("2");
    let before = saved(&stage);
    let (wanted, places) = hits(&stage, |it| it.deed = Deed::Relabel);
    assert_eq!(places.iter().map(|hit| hit.remark.as_str()).collect::<Vec<_>>(), ["is Person"; 2]);
    stage.act(Action::DoneEverywhere(Box::new(wanted), places));
    stage.shows("[ORG*:Ada] met [ORG:Ada] and [ORG:Ada].");
    stage.press("Ctrl z");
    assert_eq!(saved(&stage), before);
    stage.press("Ctrl y");

    let (wanted, places) = hits(&stage, |it| it.deed = Deed::Unmark);
    stage.act(Action::DoneEverywhere(Box::new(wanted), places));
    stage.shows("Ada met Ada and Ada.");
    stage.press("Ctrl z");
    stage.shows("[ORG:Ada] met [ORG:Ada] and [ORG:Ada].");
}

#[test]
fn words_marked_in_another_article_are_no_work_on_that() {
    let mut stage = marked("[Ada] met Ada.");
    stage.load(&[("b.txt", "Ada again.")]).act(Action::StatusChosen(Status::ToDo));
    let (wanted, places) = hits(&stage, |it| it.in_project = true);
    stage.act(Action::DoneEverywhere(Box::new(wanted), places)).hears("Mark 2 × “Ada”");
    let desk = stage.desk();
    let own = desk.article.as_ref().unwrap();
    for article in desk.work.project.articles.keys() {
        let expected = if article == own { Status::InProgress } else { Status::ToDo };
        assert_eq!(desk.status_of(article), expected);
    }
}

#[test]
fn all_are_linked_to_the_entity_of_the_one_in_focus() {
    let mut stage = marked("[Ada] met Ada.");
    let (wanted, places) = hits(&stage, |_| {});
    stage.act(Action::DoneEverywhere(Box::new(wanted), places));
    stage.act(Action::MentionLinkedToNew("Ada Lovelace".to_owned()));
    let (wanted, places) = hits(&stage, |it| it.deed = Deed::Link);
    assert_eq!(places.len(), 1);
    stage.act(Action::DoneEverywhere(Box::new(wanted), places));
    let layer = stage.desk().open_layer().unwrap().clone();
    let entities: Vec<_> = layer.mentions().map(|mention| mention.entity.clone()).collect();
    assert!(entities[0].is_some() && entities[0] == entities[1]);
    let (_, rest) = hits(&stage, |it| it.deed = Deed::Link);
    assert_eq!(rest, []);
}

#[test]
fn a_long_sentence_is_cut_before_the_words_at_a_space() {
    assert_eq!(everywhere::shortly_before("Carl saw "), "Carl saw ");
    let before = "A guarantee that one election can cancel is a greeting card, said ";
    assert_eq!(everywhere::shortly_before(before), "…a greeting card, said ");
    assert_eq!(everywhere::shortly_before(&"é".repeat(40)), format!("…{}", "é".repeat(25)));
}

#[test]
fn without_a_mention_in_focus_the_analyst_is_told_what_to_do() {
    let mut stage = Stage::with("Ada met Ada.");
    stage.press("a");
    assert!(stage.state.dialog.is_none());
    stage.tells("Click a mention first: all places of its words are found.");
}
