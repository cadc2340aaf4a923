//! Another codebook for work already done: what is asked, what changes, and that nothing is lost.

mod support;

use std::rc::Rc;

use proptest::prelude::*;
use standpoint::formats::project;
use standpoint::model::*;
use standpoint::session::codebook::*;
use standpoint::text::Towards;

/// What a random codebook is made of: which change, and of what.
type Change = (u8, usize, u8);

fn change(codebook: &mut Codebook, (sort, at, how): Change) {
    let label = ["Person", "Ärger 2", "x", "warm", "السلام"][at % 5];
    let issue = |codebook: &Codebook, at: usize| {
        let count = codebook.issues.len();
        (count > 0).then(|| codebook.issues[at % count].id.clone())
    };
    match sort {
        0 => add_type(codebook, label),
        1 if !codebook.entity_types.is_empty() => {
            let count = codebook.entity_types.len();
            codebook.entity_types.remove(at % count);
        }
        2 => shift(&mut codebook.entity_types, at % 7, Towards::Start),
        3 => offer_polarity(codebook, Polarity::ALL[at % 5], how.is_multiple_of(2)),
        4 => {
            let parent = issue(codebook, at).filter(|_| how.is_multiple_of(2));
            add_issue(codebook, label, parent);
        }
        5 => issue(codebook, at).iter().for_each(|id| remove_issue(codebook, id)),
        6 => add_attribute(codebook, label),
        7 => shift(&mut codebook.issues, at % 4, Towards::End),
        8 => begin_from(codebook, PRESETS[at % PRESETS.len()].codebook()),
        _ if !codebook.attributes.is_empty() => {
            let at = at % codebook.attributes.len();
            let attribute = &mut codebook.attributes[at];
            match how % 6 {
                0 => drop(codebook.attributes.remove(at)),
                1 => attribute.on.retain(|on| *on == Subject::Article),
                2 => attribute.kind = AttributeKind::Text,
                3 => attribute.kind = AttributeKind::Number,
                4 => {
                    attribute.kind = AttributeKind::Choice(Vec::new());
                    add_choice(attribute, label);
                }
                _ => {
                    if let AttributeKind::Choice(choices) = &mut attribute.kind {
                        choices.pop();
                        add_choice(attribute, label);
                    }
                }
            }
        }
        _ => {}
    }
}

/// Every record's id, and how many values of attributes there are in all.
fn counts(project: &Project) -> (Vec<RecordId>, usize) {
    let layers = || project.layers.values();
    let records = || layers().flat_map(|layer| layer.records.values());
    let values = records().filter_map(|record| record.attributes()).map(Attributes::len);
    let of_articles = layers().map(|layer| layer.attributes.len());
    (records().map(|it| it.id().clone()).collect(), values.chain(of_articles).sum())
}

/// The ids that stand in records and that the codebook does not have.
fn dangling(project: &Project) -> Vec<String> {
    let file = project::write(project);
    let opened = project::read(&file).unwrap();
    opened.problems.iter().map(|problem| problem.message.clone()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_migration_loses_nothing_unasked_and_is_undone_to_the_byte(
        acts in support::random::acts(30),
        changes in prop::collection::vec((0u8..24, any::<usize>(), any::<u8>()), 1..14),
        answers in prop::collection::vec(any::<prop::sample::Index>(), 24),
    ) {
        let mut work = support::random::start();
        for act in acts {
            work.commit(act.entry(&work.project)).ok();
        }
        let mut project = (*work.project).clone();
        let mut wanted = (*project.codebook).clone();
        for it in changes {
            change(&mut wanted, it);
        }
        let asked = review(&project, &wanted).questions;
        let fates: Vec<(Gone, Fate)> = asked
            .iter()
            .zip(answers)
            .map(|(it, answer)| (it.gone.clone(), answer.get(&it.answers).fate))
            .collect();
        let (bytes, count) = (project::write(&project.unclocked()), counts(&project));
        let dangled = dangling(&project);
        let migration = Migration::new(&project, &wanted, &fates);
        let (operation, _) = migration.operation(&project, &support::now());
        let undo = operation.apply(&mut project).unwrap();
        let migrated = project::write(&project.unclocked());
        prop_assert_eq!(&*project.codebook, migration.codebook());
        prop_assert_eq!(&counts(&project).0, &count.0);
        if fates.iter().all(|(_, fate)| *fate != Fate::Delete) {
            prop_assert_eq!(counts(&project).1, count.1);
        }
        for left in dangling(&project) {
            prop_assert!(dangled.contains(&left), "{left} is new: {dangled:?}");
        }
        let redo = undo.apply(&mut project).unwrap();
        prop_assert_eq!(&project::write(&project.unclocked()), &bytes);
        redo.apply(&mut project).unwrap();
        prop_assert_eq!(&project::write(&project.unclocked()), &migrated);
        let again = project.codebook.clone();
        prop_assert_eq!(review(&project, &again), Review { changes: vec![], questions: vec![] });
    }
}

/// The questions that the changed codebook brings, each with its values and answers.
#[track_caller]
fn check(change: impl FnOnce(&mut Codebook), expected: &[&str]) {
    let project = support::project_of_1_1();
    let mut wanted = (*project.codebook).clone();
    change(&mut wanted);
    let questions = review(&project, &wanted).questions;
    let line = |question: &Question| {
        let answers: Vec<&str> = question.answers.iter().map(|it| it.words.as_str()).collect();
        let values = match &question.values[..] {
            [] => String::new(),
            values => format!(" [{}]", values.join(", ")),
        };
        format!("{}{values} {}", question.words, answers.join(" / "))
    };
    assert_eq!(questions.iter().map(line).collect::<Vec<_>>(), expected);
}

#[test]
fn what_is_in_use_and_removed_is_asked_about() {
    check(
        |it| {
            it.entity_types
                .retain(|known| ["place", "event", "topic"].contains(&known.id.as_str()));
        },
        &[
            "2 mentions and 1 entity are of the type “Person”, which is removed. \
             keep the type / make it “Place” / make it “Event” / make it “Topic”",
            "1 mention and 1 entity are of the type “Organisation”, which is removed. \
             keep the type / make it “Place” / make it “Event” / make it “Topic”",
        ],
    );
    check(
        |it| {
            it.polarities.retain(|style| style.polarity == Polarity::Both);
            remove_issue(it, &"guarantees".into());
        },
        &[
            "1 stance is “Against”, which is no longer offered. keep the polarity / make it “Both”",
            "1 stance is “None to infer”, which is no longer offered. \
             keep the polarity / make it “Both”",
            "1 stance is about the issue “guarantees”, which is removed. \
             keep the issue / make it “security”",
        ],
    );
}

#[test]
fn values_are_listed_before_they_are_deleted() {
    let choices = |it: &mut Attribute| {
        let AttributeKind::Choice(choices) = &mut it.kind else { panic!() };
        choices.remove(0);
    };
    check(
        |it| choices(&mut it.attributes[0]),
        &["7 answers are “WARM” for “The tone”, a choice which is removed. \
           keep the choice / make it “COLD” / leave them unanswered"],
    );
    check(
        |it| it.attributes.truncate(2),
        &["2 values of “The remark”, which is removed. [“long” 💩 (2)] \
           keep the attribute / delete the 2"],
    );
    check(
        |it| it.attributes[1].on.truncate(1),
        &["2 values of “The salience”, which articles no longer have. [-12 (1), 0.50 (1)] \
           keep it for articles / delete the 2"],
    );
    check(
        |it| it.attributes[0].kind = AttributeKind::Number,
        &["8 values of “The tone”, which numbers cannot hold. [WARM (7), COLD (1)] \
           keep choices / delete the 8"],
    );
    check(|it| it.attributes[0].kind = AttributeKind::Text, &[]);
}

#[test]
fn what_nothing_uses_goes_without_a_question() {
    check(|it| offer_polarity(it, Polarity::Both, false), &[]);
    check(|it| remove_issue(it, &"security".into()), &[]);
    check(|it| add_type(it, "Animal"), &[]);
}

#[test]
fn kept_things_come_back_to_their_place() {
    let mut project = support::project_of_1_1();
    let mut wanted = (*project.codebook).clone();
    wanted.entity_types.clear();
    wanted.issues.clear();
    wanted.attributes.clear();
    offer_polarity(&mut wanted, Polarity::Against, false);
    let migration = Migration::new(&project, &wanted, &[]);
    let kept: Vec<&str> =
        migration.codebook().entity_types.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(kept, ["person", "organisation", "place", "event", "topic"]);
    assert_eq!(migration.codebook().polarities, project.codebook.polarities);
    assert_eq!(migration.codebook().attributes, project.codebook.attributes);
    // The issue above the one in use is gone, as nothing was about it.
    assert_eq!(migration.codebook().issues.len(), 1);
    assert_eq!(migration.codebook().issues[0].parent, None);
    let layers = project.layers.clone();
    let (operation, count) = migration.operation(&project, &support::now());
    operation.apply(&mut project).unwrap();
    assert_eq!((project.layers, count), (layers, 0));
}

#[test]
fn records_become_what_was_answered() {
    let mut project = support::project_of_1_1();
    let mut wanted = (*project.codebook).clone();
    wanted.entity_types.retain(|it| it.id.as_str() != "event");
    offer_polarity(&mut wanted, Polarity::Against, false);
    wanted.issues.retain(|it| it.id.as_str() == "security");
    let AttributeKind::Choice(tones) = &mut wanted.attributes[0].kind else { panic!() };
    tones.retain(|it| it.id.as_str() == "cold");
    wanted.attributes[1].kind = AttributeKind::Text;
    wanted.attributes.remove(2);
    let fates = [
        (Gone::Type("event".into()), Fate::Become(0)),
        (Gone::Polarity(Polarity::Against), Fate::Become(1)),
        (Gone::Issue("guarantees".into()), Fate::Become(0)),
        (Gone::Choice("tone".into(), "warm".into()), Fate::Become(0)),
        (Gone::Attribute("remark".into()), Fate::Delete),
    ];
    let migration = Migration::new(&project, &wanted, &fates);
    assert_eq!(*migration.codebook(), wanted);
    let (operation, count) = migration.operation(&project, &support::now());
    operation.apply(&mut project).unwrap();
    assert_eq!(count, 11, "seven mentions, two stances, the values of two articles");
    let layer = |article: &str, of: usize| {
        project.layer(&support::layer_id(article, support::ANNOTATORS[of])).unwrap().clone()
    };
    let ada = layer("a-0", 0);
    assert!(ada.mentions().all(|it| it.entity_type.as_str() != "event"));
    let cold = AttributeValue::Words("cold".to_owned());
    assert!(ada.mentions().all(|it| it.attributes.get(&"tone".into()) == Some(&cold)));
    let stance = ada.stances().next().unwrap();
    assert_eq!(stance.polarity, Polarity::Neutral);
    let salience = AttributeValue::Words("0.50".to_owned());
    assert_eq!(stance.attributes.get(&"salience".into()), Some(&salience));
    let zoë = layer("a-1", 1);
    let whole = zoë.document_stances().next().unwrap();
    assert_eq!(whole.target.as_ref().unwrap().kind, TargetKind::Issue("security".into()));
    let left: Vec<&AttributeId> = zoë.attributes.keys().collect();
    assert_eq!(left, [&"salience".into()]);
}

#[test]
fn what_another_file_left_behind_is_not_touched() {
    let mut project = support::project_of_1_1();
    let layer = project.layers.values_mut().next().map(Rc::make_mut).unwrap();
    let strange = AttributeValue::Words("lukewarm".to_owned());
    for record in layer.records.values_mut() {
        if let Record::Mention(mention) = record {
            Rc::make_mut(mention).attributes.insert("tone".into(), strange.clone());
            Rc::make_mut(mention).entity_type = "ghost".into();
        }
    }
    let before = project.layers.values().next().unwrap().mentions().cloned().collect::<Vec<_>>();
    let mut wanted = (*project.codebook).clone();
    wanted.attributes[0].label = "Warmth".to_owned();
    wanted.entity_types.remove(0);
    let migration = Migration::new(&project, &wanted, &[]);
    migration.operation(&project, &support::now()).0.apply(&mut project).unwrap();
    let after = project.layers.values().next().unwrap().mentions().cloned().collect::<Vec<_>>();
    assert_eq!(after, before);
}

#[test]
fn codebook_files_fit_their_schema() {
    let schema = include_bytes!("../schema/standpoint-codebook.schema.json");
    let schema: serde_json::Value = serde_json::from_slice(schema).unwrap();
    let presets = PRESETS.iter().map(Preset::codebook);
    for codebook in presets.chain([(*support::project_of_1_1().codebook).clone()]) {
        let file = standpoint::formats::codebook::write(&codebook);
        let value = serde_json::from_slice(&file).unwrap();
        assert_eq!(support::schema::faults(&schema, &value), [""; 0], "{}", codebook.name);
    }
}
