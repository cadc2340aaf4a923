//! Another article beside the open one.

use standpoint::model::ArticleId;
use standpoint::session::{Action, Candidate, Dialog};
use standpoint::text::Byte;

use super::stage::{Stage, project};

const LEAD: &str = "The leaders will meet in Ghent on Tuesday";
const TAIL: &str = "a timetable for the ceasefire is still open";

/// Three articles, the first one open: two share sentences with it.
fn three() -> Stage {
    let mut stage = Stage::empty();
    stage.load(&[
        ("open", &format!("{LEAD}. Asked twice, Ada said that {TAIL}.")),
        ("rewrite", &format!("In Ghent {TAIL}.")),
        ("copy", &format!("Ghent: {TAIL}. {LEAD}, said Carl.")),
        ("other", "Nothing of this is anywhere else."),
    ]);
    stage
}

fn id(stage: &Stage, title: &str) -> ArticleId {
    let project = project(stage);
    let mut articles = project.articles.values();
    articles.find(|article| article.details.title == title).unwrap().id.clone()
}

fn compare(stage: &mut Stage, title: &str) {
    let other = id(stage, title);
    stage.act(Action::ComparisonOpened(other));
}

/// The titles of the open article and of the one beside it.
fn beside(stage: &Stage) -> (&str, Option<&str>) {
    let desk = stage.desk();
    let open = &desk.open_article().unwrap().details.title;
    (open, desk.companion().map(|article| article.details.title.as_str()))
}

#[test]
fn articles_are_offered_by_how_much_they_share() {
    let mut stage = three();
    stage.press("c");
    let Some(Dialog::Compare(offered)) = &stage.state.dialog else { panic!("no dialog") };
    let line = |it: &Candidate| format!("{} {:?}", it.title, it.percent);
    let offered: Vec<String> = offered.iter().map(line).collect();
    assert_eq!(offered, ["copy Some(76)", "rewrite Some(38)", "other Some(0)"]);
}

#[test]
fn too_many_articles_are_offered_in_the_order_of_the_list() {
    let long = "word after word ".repeat(70_000);
    let mut stage = Stage::empty();
    stage.load(&[("open", LEAD), ("long", &long), ("longer", &format!("{long}{LEAD}"))]);
    stage.press("c");
    let Some(Dialog::Compare(offered)) = &stage.state.dialog else { panic!("no dialog") };
    let line = |it: &Candidate| format!("{} {:?}", it.title, it.percent);
    let offered: Vec<String> = offered.iter().map(line).collect();
    assert_eq!(offered, ["long None", "longer None"]);
}

#[test]
fn how_much_is_shared_is_said() {
    let mut stage = three();
    compare(&mut stage, "copy");
    assert_eq!(beside(&stage), ("open", Some("copy")));
    stage.hears(
        "Beside it: copy. Shares 84% of its words with the open article, which shares 76% of its \
         own, in 2 passages.",
    );
    compare(&mut stage, "other");
    stage.hears("Beside it: other. Shares no passage with the open article.");
    compare(&mut stage, "open");
    assert_eq!(beside(&stage), ("open", None));
}

#[test]
fn keys_go_from_passage_to_passage_and_from_difference_to_difference() {
    let mut stage = three();
    stage.press("p").hears("No article stands beside this one: compare with one first");
    compare(&mut stage, "copy");
    stage.press("p").hears(&format!("Shared, 1 of 2: {LEAD}"));
    stage.press("p").hears(&format!("Shared, 2 of 2: {TAIL}"));
    stage.selects(&format!("{LEAD}. Asked twice, Ada said that |{TAIL}."));
    stage.press("p").hears(&format!("Shared, 1 of 2: {LEAD}"));
    stage.press("P").hears(&format!("Shared, 2 of 2: {TAIL}"));
    stage.press("V").hears("Different, 3 of 3: only here “Asked twice, Ada said that”");
    stage.press("V").hears("Different, 2 of 3: only beside it “said Carl”");
    stage.press("V").hears("Different, 1 of 3: only beside it “Ghent”");
    stage.press("v").hears("Different, 2 of 3: only beside it “said Carl”");
    compare(&mut stage, "other");
    stage.press("p").hears("The articles share no passage");
}

#[test]
fn equal_articles_do_not_differ() {
    let mut stage = Stage::empty();
    stage.load(&[("a", LEAD), ("b", &format!("{LEAD}."))]);
    compare(&mut stage, "b");
    stage.press("v").hears("The articles do not differ in their words");
}

#[test]
fn the_two_are_swapped_and_the_place_stays_the_same() {
    let mut stage = three();
    compare(&mut stage, "copy");
    let at = stage.place("Ada said that |");
    stage.act(Action::Scrolled(at)).press("x");
    assert_eq!(beside(&stage), ("copy", Some("open")));
    assert_eq!(stage.desk().top, Byte::at("Ghent: ".len()));
    stage.press("1").press("x");
    assert_eq!(beside(&stage), ("open", Some("copy")));
}

#[test]
fn opening_the_article_beside_swaps_and_another_one_does_not() {
    let mut stage = three();
    compare(&mut stage, "copy");
    let (rewrite, copy) = (id(&stage, "rewrite"), id(&stage, "copy"));
    stage.act(Action::ArticleChosen(rewrite));
    assert_eq!(beside(&stage), ("rewrite", Some("copy")));
    stage.act(Action::ArticleChosen(copy));
    assert_eq!(beside(&stage), ("copy", Some("rewrite")));
    stage.press("C").hears("Comparison closed");
    assert_eq!(beside(&stage), ("copy", None));
}

#[test]
fn an_article_that_is_removed_stands_beside_no_more() {
    let mut stage = three();
    compare(&mut stage, "copy");
    let copy = id(&stage, "copy");
    stage.act(Action::ArticleRemoved(copy));
    assert_eq!(beside(&stage), ("open", None));
    stage.press("Ctrl z");
    assert_eq!(beside(&stage), ("open", Some("copy")));
}

#[test]
fn marks_of_the_article_beside_are_shown_and_not_made() {
    use standpoint::session::command::Where;
    let mut stage = three();
    let marks = |stage: &Stage| stage.desk().companion_painting().unwrap().marks().count();
    compare(&mut stage, "copy");
    assert_eq!(marks(&stage), 0);
    stage.press("x").mark("1", "Carl").press("x");
    assert_eq!((marks(&stage), stage.steps()), (1, 2));
    stage.select("Ada");
    assert!(stage.desk().selection.span.is_some());
    stage.act(Action::ComparisonPressed);
    assert!(stage.desk().selection.span.is_none() && stage.effects.is_empty());
    stage.select("Ada");
    for key in ["1", "s", "+"] {
        stage.press_at(Where::Beside, key);
        stage.tells("The article beside is only read. Swap the two to mark in it.");
    }
    stage.press_at(Where::Beside, "Delete");
    assert_eq!(stage.steps(), 2);
    stage.press_at(Where::Beside, "p").hears(&format!("Shared, 2 of 2: {TAIL}"));
    stage.press("Ctrl z");
    assert_eq!(marks(&stage), 0);
}
