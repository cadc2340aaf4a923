//! What a typed name offers, best first.

use standpoint::model::StanceField;
use standpoint::session::Action;
use standpoint::session::completion::Asked;

use super::stage::Stage;

/// Entities in this order, the later ones used by a mention each.
fn desk(unused: &[&str], used: &[&str]) -> Stage {
    let mut stage = Stage::with("one two three four five six");
    stage.act(Action::IssueAdded("Carbon".to_owned()));
    stage.mark("1", "one");
    for name in unused.iter().chain(used) {
        stage.act(Action::MentionLinkedToNew((*name).to_owned()));
    }
    stage
}

#[track_caller]
fn check(stage: &Stage, asked: Asked, query: &str, expected: &[&str]) {
    let found: Vec<String> = stage
        .offers(asked, query)
        .iter()
        .map(|offer| format!("{} ({})", offer.label, offer.kind))
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn exact_names_then_starts_then_starts_of_words_then_the_rest() {
    let stage = desk(&["Macarthy", "Mark Carney", "Carney", "Car", "Macarcar Carl"], &[]);
    check(
        &stage,
        Asked::Entity,
        " CAR ",
        &[
            "Car (Person)",
            "Carney (Person)",
            "Macarcar Carl (Person)",
            "Mark Carney (Person)",
            "Macarthy (Person)",
        ],
    );
}

#[test]
fn the_more_used_comes_first_among_equals_and_without_a_query() {
    let stage = desk(&["Ada", "Alan"], &["Annie"]);
    check(
        &stage,
        Asked::Entity,
        "a",
        &["Annie (Person)", "Ada (Person)", "Alan (Person)", "a (new entity)"],
    );
    check(
        &stage,
        Asked::Entity,
        "",
        &["No entity (unlinked)", "Annie (Person)", "Ada (Person)", "Alan (Person)"],
    );
}

#[test]
fn a_holder_can_be_author_outlet_or_unnamed_and_a_target_an_issue_or_a_sentence() {
    let stage = desk(&["Carl"], &[]);
    check(&stage, Asked::Holder, "auth", &["The author (holder)", "auth (new entity)"]);
    check(
        &stage,
        Asked::Target,
        "car",
        &["Carl (Person)", "Carbon (issue)", "car (new entity)", "car (proposition)"],
    );
    check(&stage, Asked::Target, "carl", &["Carl (Person)", "carl (proposition)"]);
    check(&stage, Asked::Target, "", &["Nothing (no target)", "Carl (Person)", "Carbon (issue)"]);
}

#[test]
fn an_issue_goes_before_entities_that_fit_less_well() {
    let mut stage = desk(&["Great Bridge", "Bridget"], &[]);
    stage.act(Action::IssueAdded("Bridge toll".to_owned()));
    check(
        &stage,
        Asked::Target,
        "bridge",
        &[
            "Bridget (Person)",
            "Bridge toll (issue)",
            "Great Bridge (Person)",
            "bridge (new entity)",
            "bridge (proposition)",
        ],
    );
}

#[test]
fn issues_stand_below_the_wider_one_that_they_belong_to() {
    let mut stage = desk(&["Carl"], &[]);
    for label in ["Guarantees", "Troops", "Levy"] {
        stage.act(Action::IssueAdded(label.to_owned()));
    }
    let mut codebook = (*super::stage::project(&stage).codebook).clone();
    let id =
        |codebook: &standpoint::model::Codebook, at: usize| Some(codebook.issues[at].id.clone());
    let (wide, levy) = (id(&codebook, 1), id(&codebook, 3));
    codebook.issues[2].parent = wide;
    codebook.issues[0].parent = levy.clone();
    codebook.issues[3].parent = levy;
    stage.with_codebook(codebook);
    check(
        &stage,
        Asked::Target,
        "guarantees",
        &[
            "Guarantees (issue)",
            "Troops (issue within Guarantees)",
            "guarantees (new entity)",
            "guarantees (proposition)",
        ],
    );
    let depths: Vec<usize> =
        stage.offers(Asked::Target, "guarantees").iter().map(|offer| offer.depth).collect();
    assert_eq!(depths, [0, 1, 0, 0]);
    // What belongs to itself is still there.
    assert_eq!(stage.offers(Asked::Target, "levy")[0].label, "Levy");
}

#[test]
fn not_offers_the_opposite_where_the_codebook_asks_for_it() {
    let mut stage = desk(&["Carl"], &[]);
    check(
        &stage,
        Asked::Target,
        "not carl",
        &["Carl (Person)", "not carl (new entity)", "not carl (proposition)"],
    );
    stage.act(Action::FieldToggled(StanceField::TargetNegated));
    check(
        &stage,
        Asked::Target,
        "not car",
        &[
            "not Carl (Person)",
            "not Carbon (issue)",
            "not car (proposition)",
            "not car (new entity)",
            "not car (proposition)",
        ],
    );
    let target = stage.offers(Asked::Target, "not car")[0].choice.target().unwrap();
    assert!(target.is_negated);
}

#[test]
fn an_alias_counts_as_a_name() {
    let mut stage = desk(&["Mark Carney"], &[]);
    let mut entity = (**super::stage::project(&stage).entities.values().next().unwrap()).clone();
    entity.aliases.push("the prime minister".to_owned());
    stage.act(Action::EntityChanged(entity.into()));
    check(&stage, Asked::Entity, "The Prime Minister", &["Mark Carney (Person)"]);
}
