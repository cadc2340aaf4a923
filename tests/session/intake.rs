//! A list of entities from a file: what it would bring, what is taken, and names found by their rules.

use standpoint::model::{Entity, Matching, Record};
use standpoint::session::registry::{Intake, Listed, NewsKind};
use standpoint::session::{Action, Dialog, Effect, Settings};
use standpoint::text::Reach;

use super::stage::{Stage, project};

fn row(line: u64, name: &str, entity_type: &str) -> Listed {
    let (name, entity_type) = (name.to_owned(), entity_type.to_owned());
    Listed { line, name, entity_type, ..Listed::default() }
}

/// A desk with Ada Lovelace (person, “Ada”, Q7259) and two towns named Paris.
fn desk() -> Stage {
    let mut stage = Stage::with("Ada met Carl. The NATO and NATOs left.");
    let ada = Listed {
        aliases: vec!["Ada".to_owned()],
        number: "Q7259".to_owned(),
        ..row(2, "Ada Lovelace", "person")
    };
    let paris =
        |line, number: &str| Listed { number: number.to_owned(), ..row(line, "Paris", "Place") };
    list(&mut stage, vec![ada, paris(3, "Q90"), paris(4, "Q830149")]);
    take_all(&mut stage);
    stage
}

fn list(stage: &mut Stage, rows: Vec<Listed>) {
    let file = "names.csv".to_owned();
    stage.act(Action::EntitiesListed { file, rows, remarks: Vec::new() });
}

fn intake(stage: &Stage) -> std::rc::Rc<Intake> {
    match &stage.state.dialog {
        Some(Dialog::Intake(intake)) => intake.clone(),
        other => panic!("{other:?}"),
    }
}

fn take_all(stage: &mut Stage) {
    let intake = intake(stage);
    stage.act(Action::IntakeTaken(intake.clone(), (0..intake.news.len()).collect()));
}

#[track_caller]
fn brings(rows: Vec<Listed>, news: &[&str], remarks: &[&str]) -> Stage {
    let mut stage = desk();
    list(&mut stage, rows);
    let intake = intake(&stage);
    let shown: Vec<String> = intake
        .news
        .iter()
        .map(|it| format!("{} {} {}: {}", it.line, it.kind.words(), it.name, it.words))
        .collect();
    assert_eq!(shown, news);
    assert_eq!(intake.remarks, remarks);
    stage
}

fn entity(stage: &Stage, name: &str) -> Entity {
    let project = project(stage);
    let found = project.entities.values().find(|it| it.name == name);
    (**found.expect("an entity of that name")).clone()
}

#[test]
fn rows_are_new_fuller_or_known_and_all_is_one_step() {
    let fuller = Listed {
        aliases: vec!["Ada".to_owned(), "Countess of Lovelace".to_owned()],
        note: "Mathematician".to_owned(),
        ignores_case: Some(true),
        ..row(2, "ada lovelace", "")
    };
    let fresh = Listed {
        aliases: vec!["Babbage".to_owned()],
        reach: Some(Reach::Endings),
        ..row(4, "Charles Babbage", "PERSON")
    };
    let mut stage = brings(
        vec![fuller, row(3, "Ada Lovelace", "person"), fresh],
        &[
            "2 changed Ada Lovelace: also “ada lovelace” · also “Countess of Lovelace” · note “Mathematician” · in any capitals",
            "4 new Charles Babbage: Person · also “Babbage” · also with an ending",
        ],
        &[],
    );
    assert_eq!(intake(&stage).known, 1);
    let (steps, before) = (stage.steps(), project(&stage));
    take_all(&mut stage);
    stage.tells("Take 2 entities from names.csv.");
    assert_eq!(stage.steps(), steps + 1);
    let ada = entity(&stage, "Ada Lovelace");
    assert_eq!(ada.aliases, ["Ada", "ada lovelace", "Countess of Lovelace"]);
    assert!(ada.matching.ignores_case && ada.note == "Mathematician");
    assert_eq!(entity(&stage, "Charles Babbage").matching.reach, Reach::Endings);
    stage.press("Ctrl z");
    assert_eq!(project(&stage).entities, before.entities);
}

#[test]
fn what_is_here_stays_unless_a_conflict_is_ticked() {
    let other = Listed {
        number: "Q7259".to_owned(),
        note: "x".to_owned(),
        ..row(2, "A. Lovelace", "Organisation")
    };
    let namesake = Listed { number: "Q1".to_owned(), ..row(3, "Ada Lovelace", "") };
    let mut stage = brings(
        vec![other, namesake, row(4, "ADA", "")],
        &[
            "2 changed Ada Lovelace: also “A. Lovelace” · note “x”",
            "2 conflict Ada Lovelace: Person → Organisation",
            "3 conflict Ada Lovelace: Person · Q1 · one of this name is here with the number Q7259",
            "4 conflict ADA: Person · “ADA” is another name of Ada Lovelace",
        ],
        &[],
    );
    let intake = intake(&stage);
    let kinds: Vec<_> = intake.news.iter().map(|it| it.kind).collect();
    use NewsKind::{Conflict, Fuller};
    assert_eq!(kinds, [Fuller, Conflict, Conflict, Conflict]);
    stage.act(Action::IntakeTaken(intake, vec![1]));
    let ada = entity(&stage, "Ada Lovelace");
    assert_eq!(
        (ada.entity_type.as_str(), ada.note.as_str(), ada.aliases.len()),
        ("organisation", "", 1)
    );
    assert_eq!(project(&stage).entities.len(), 3);
}

#[test]
fn a_row_that_may_mean_several_or_has_an_unknown_type_is_left_out_with_its_line() {
    let mut stage = brings(
        vec![
            row(2, "Paris", ""),
            row(3, "Linz", "boat"),
            Listed { number: "Q90".to_owned(), ..row(4, "Lutetia", "") },
        ],
        &["4 changed Paris: also “Lutetia”"],
        &[
            "expected a type or number that tells which of 2 entities named “Paris” is meant, at line 2",
            "expected a type of the codebook (Person, Organisation, Place, Event, Topic), found “boat”, at line 3",
        ],
    );
    let steps = stage.steps();
    let intake = intake(&stage);
    stage.act(Action::IntakeTaken(intake, Vec::new()));
    assert_eq!(
        (stage.steps(), stage.state.dialog.clone()),
        (steps, None),
        "nothing ticked, nothing done"
    );
}

#[test]
fn two_rows_of_one_new_entity_come_to_one_and_none_without_the_first() {
    let more = Listed { aliases: vec!["Chas".to_owned()], ..row(3, "Carl", "") };
    let mut stage = brings(
        vec![row(2, "Carl", "person"), more],
        &["2 new Carl: Person", "3 changed Carl: also “Chas”"],
        &[],
    );
    let intake = intake(&stage);
    stage.act(Action::IntakeTaken(intake.clone(), vec![1]));
    assert_eq!(project(&stage).entities.len(), 3, "more of what was not taken");
    stage.act(Action::IntakeTaken(intake, vec![0, 1]));
    assert_eq!(entity(&stage, "Carl").aliases, ["Chas"]);
}

#[test]
fn the_rules_of_an_entity_go_with_its_names_to_the_search() {
    let mut stage = desk();
    let mut ada = entity(&stage, "Ada Lovelace");
    ada.matching = Matching { ignores_case: true, reach: Reach::Endings };
    stage.act(Action::EntityChanged(ada.into()));
    let (names, _) = standpoint::session::names::names(&project(&stage));
    let shown: Vec<_> = names
        .iter()
        .map(|it| format!("{} {} {}", it.words, it.keeps_case, it.reach.words()))
        .collect();
    assert_eq!(
        shown[..2],
        ["Ada Lovelace false also with an ending", "Ada false also with an ending"]
    );
    assert_eq!(shown[2], "Paris true whole words");
}

#[test]
fn names_are_looked_for_in_new_articles_only_if_that_is_switched_on() {
    let mut stage = desk();
    let asks = |stage: &Stage| {
        stage.effects.iter().find_map(|it| match it {
            Effect::SuggestNames(Some(only)) => Some(only.len()),
            _ => None,
        })
    };
    stage.load(&[("b.txt", "Ada again.")]);
    assert_eq!(asks(&stage), None);
    let settings = Settings { suggests_names: true, ..Settings::default() };
    assert_eq!(Settings::read(&settings.kept()), settings);
    stage.act(Action::SettingsChosen(settings));
    stage.load(&[
        ("c.txt", "Ada once more."),
        ("d.txt", "Paris and Ada."),
        ("b.txt", "Ada again."),
    ]);
    assert_eq!(asks(&stage), Some(2), "what is here already is not new");
    let fresh: Vec<_> = project(&stage).articles.values().map(|it| it.id.clone()).collect();
    let ada = entity(&stage, "Ada Lovelace").id;
    let found = vec![(fresh[2].clone(), vec![(0, 3, vec![ada])])];
    stage.act(Action::NamesSuggested { found, is_asked: false });
    let waiting = |stage: &Stage| {
        let project = project(stage);
        let records = project.layers.values().flat_map(|layer| layer.records.values());
        records.filter(|it: &&Record| it.provenance().is_suggestion()).count()
    };
    assert_eq!(waiting(&stage), 1);
    stage.state.notice = None;
    stage.act(Action::NamesSuggested { found: Vec::new(), is_asked: false });
    assert_eq!(stage.state.notice, None, "nothing new is nothing to say");
}
