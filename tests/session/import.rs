//! Annotations of other programs come in: what is new, whose it becomes, and that nothing else changes.

use std::rc::Rc;

use standpoint::formats::archive::File;
use standpoint::formats::incoming::{Wish, read};
use standpoint::formats::project::{self as project_file, write};
use standpoint::model::{
    Annotator, Decision, LayerId, Operation, Origin, Project, Record, Timestamp, TypeId,
};
use standpoint::session::import::{
    Choices, FoundUnit, ImportStage, Incoming, Label, Plan, Planning, Preview, Staged, Staging,
    Whose,
};
use standpoint::session::suggestions::made_by;
use standpoint::session::{Action, Dialog, Tone, Writing};
use standpoint::store::record::Event;
use standpoint::store::{decode, encode};

use super::stage::{Stage, project};

/// Two articles, one of which most tests have; a label that the codebook lacks; a prediction.
const TASKS: &str = r#"[
 {"data": {"text": "Ada met Carl."}, "annotations": [{"completed_by": {"email": "eve@example.org"}, "result": [
   {"id": "x1", "type": "labels", "from_name": "l", "to_name": "t", "value": {"start": 0, "end": 3, "text": "Ada", "labels": ["person"]}},
   {"id": "x2", "type": "labels", "from_name": "l", "to_name": "t", "value": {"start": 8, "end": 12, "text": "Carl", "labels": ["villain"]}},
   {"id": "x3", "type": "labels", "from_name": "l", "to_name": "t", "value": {"start": 8, "end": 12, "text": "Curl", "labels": ["person"]}}]}],
  "predictions": [{"model_version": "m-7", "score": 0.75, "result": [
   {"id": "x4", "type": "labels", "from_name": "l", "to_name": "t", "value": {"start": 4, "end": 7, "text": "met", "labels": ["event"]}}]}]},
 {"data": {"text": "Zoe left."}, "annotations": [{"completed_by": {"email": "eve@example.org"}, "result": [
   {"id": "y1", "type": "labels", "from_name": "l", "to_name": "t", "value": {"start": 0, "end": 3, "text": "Zoe", "labels": ["person"]}}]}]}
]"#;

/// What the worker and the page make of a file.
fn incoming(name: &str, content: &[u8]) -> Rc<Incoming> {
    let (report, bytes) = read(&[File::new(name, content)], &Wish::default());
    let format = report.format.expect("a known format");
    Rc::new(Incoming {
        files: vec![name.to_owned()],
        name: format.clone(),
        format,
        project: Rc::new(project_file::read(&bytes).unwrap().project),
        problems: report.problems,
        unit: FoundUnit::default(),
        as_articles: false,
    })
}

fn first(stage: &Stage, incoming: &Incoming) -> Choices {
    let desk = stage.desk();
    Choices::first(&desk.work.project, &desk.annotator, &incoming.project, &incoming.name)
}

/// What comes in, put together beside the project as the page does between frames.
fn staged(stage: &Stage, incoming: &Incoming, choices: &Choices) -> Staged {
    let (desk, before) = (stage.desk(), stage.state.ids.clone());
    let (mut ids, now) = (before.clone(), Timestamp::new("2026-01-05T10:00Z"));
    let here = &desk.work.project;
    let planning =
        Planning::begin(here, &desk.annotator, &incoming.project, choices, &mut ids, &now);
    let Plan { operations, preview } = planning.finish();
    let mut staging = Staging::new(desk.work.clone(), &desk.annotator, &incoming.name, operations);
    while staging.step(|_, _| ()).expect("a plan that fits") {}
    staging.finish(preview, [before, ids])
}

/// Takes a file in as `change` chooses.
fn import(stage: &mut Stage, content: &str, change: impl FnOnce(&mut Choices)) {
    let incoming = incoming("tasks.json", content.as_bytes());
    let mut choices = first(stage, &incoming);
    change(&mut choices);
    let staged = staged(stage, &incoming, &choices);
    stage.act(Action::Imported(Box::new(staged)));
}

/// The marks of all layers as label, words, whose, and whether they count.
fn marks(project: &Project) -> Vec<String> {
    let mut marks = Vec::new();
    for (id, layer) in &project.layers {
        let text = &project.articles[&id.article].text;
        for mention in layer.mentions() {
            let whose = project.annotators.get(&id.annotator).map_or("?", |it| it.name.as_str());
            let counts = if mention.provenance.counts() { "" } else { "?" };
            let (label, words) = (&mention.entity_type, mention.fragments.words(text));
            marks.push(format!("{label}{counts} {words} {whose}"));
        }
    }
    marks.sort();
    marks
}

#[test]
fn marks_go_onto_the_article_that_is_here_and_others_come_along_as_one_step() {
    let mut stage = Stage::with("[Ada] met Carl.");
    stage.press("3");
    let (before, steps) = (project(&stage), stage.steps());
    import(&mut stage, TASKS, |_| ());
    let after = project(&stage);
    assert_eq!(after.articles.len(), 2);
    let expected = [
        "event? met Ada",
        "person Ada eve@example.org",
        "person Zoe eve@example.org",
        "place Ada Ada",
        "villain Carl eve@example.org",
    ];
    assert_eq!(marks(&after), expected);
    assert!(after.codebook.entity_type(&"villain".into()).is_some());
    stage.tells(
        "1 article and 4 mentions came in. In the text, y accepts and r rejects a suggestion.",
    );
    assert_eq!(stage.steps(), steps + 1);
    stage.press("Ctrl z");
    assert!(write(&project(&stage).unclocked()) == write(&before.unclocked()));
}

#[test]
fn what_is_here_already_stays_out() {
    let mut stage = Stage::with("Ada met Carl.");
    import(&mut stage, TASKS, |_| ());
    let (once, steps) = (project(&stage), stage.steps());
    import(&mut stage, TASKS, |_| ());
    stage.tells("All of it is here already. Nothing was changed.");
    assert_eq!((project(&stage), stage.steps()), (once, steps));
}

#[test]
fn a_label_can_become_one_that_the_codebook_has() {
    let mut stage = Stage::with("Ada met Carl.");
    let types = stage.desk().work.project.codebook.entity_types.len();
    import(&mut stage, TASKS, |choices| {
        let villain = Label::Type("villain".into());
        assert_eq!(choices.labels, [(villain.clone(), None)]);
        choices.labels = vec![(villain, Some(Label::Type("organisation".into())))];
    });
    let after = project(&stage);
    assert_eq!(after.codebook.entity_types.len(), types);
    assert!(marks(&after).contains(&"organisation Carl eve@example.org".to_owned()));
}

#[test]
fn work_becomes_that_of_whom_is_chosen() {
    let mut stage = Stage::with("Ada met Carl.");
    import(&mut stage, TASKS, |choices| {
        for (_, whose) in &mut choices.people {
            *whose = Whose::Of("p".into());
        }
    });
    assert!(marks(&project(&stage)).iter().all(|mark| mark.ends_with(" Ada")));
    let mut stage = Stage::with("Ada met Carl.");
    import(&mut stage, TASKS, |choices| {
        for (_, whose) in &mut choices.people {
            *whose = Whose::New("Zoe".to_owned());
        }
    });
    assert!(marks(&project(&stage)).contains(&"person Ada Zoe".to_owned()));
}

#[test]
fn predictions_keep_model_and_score_and_count_once_they_are_accepted() {
    let mut stage = Stage::with("Ada met Carl.");
    import(&mut stage, TASKS, |_| ());
    let suggested = |stage: &Stage| {
        let layer = stage.desk().open_layer().unwrap().clone();
        let mention = layer.mentions().next().unwrap().clone();
        mention.provenance.clone()
    };
    let provenance = suggested(&stage);
    assert_eq!(provenance.model.as_ref().unwrap().name, "m-7");
    assert_eq!(provenance.extra["score"].to_string(), "0.75");
    assert!(!provenance.counts());
    let layer = stage.desk().open_layer().unwrap().clone();
    let record = layer.records.values().next().unwrap();
    assert_eq!(made_by(record).as_deref(), Some("m-7, score 0.75"));
    stage.press("y").press("y");
    let provenance = suggested(&stage);
    assert_eq!(provenance.decision, Some(Decision::Accepted));
    assert_eq!(provenance.extra["score"].to_string(), "0.75");
}

#[test]
fn all_can_come_in_as_suggestions_to_whoever_is_at_work() {
    let mut stage = Stage::with("[Ada] met Carl.");
    stage.press("1");
    import(&mut stage, TASKS, |choices| {
        choices.as_suggestions = true;
        choices.model = "crowd".to_owned();
    });
    let after = project(&stage);
    // What is marked here is not suggested again.
    let expected = ["event? met Ada", "person Ada Ada", "person? Zoe Ada", "villain? Carl Ada"];
    assert_eq!(marks(&after), expected);
    let layers = after.layers.values().flat_map(|layer| layer.mentions());
    let suggested = layers.filter(|mention| !mention.provenance.counts());
    let models: Vec<_> = suggested
        .map(|it| (it.provenance.origin, it.provenance.model.as_ref().unwrap().name.clone()))
        .collect();
    let of = |name: &str| (Origin::Suggestion, name.to_owned());
    assert_eq!(models.iter().filter(|model| **model == of("crowd")).count(), 2);
    assert_eq!(models.iter().filter(|model| **model == of("m-7")).count(), 1);
}

#[test]
fn without_a_project_one_is_made() {
    let mut stage = Stage::empty();
    stage.act(Action::ProjectClosed);
    let incoming = incoming("tasks.json", TASKS.as_bytes());
    let blank = Project::new("w".into(), "", project(&Stage::empty()).codebook.as_ref().clone());
    let choices = Choices::first(&blank, &"p".into(), &incoming.project, "Label Studio");
    stage.act(Action::ImportBegun(incoming.project.name.clone()));
    let staged = staged(&stage, &incoming, &choices);
    stage.act(Action::Imported(Box::new(staged)));
    let after = project(&stage);
    assert_eq!(after.articles.len(), 2);
    assert!(marks(&after).contains(&"event? met Annotator 1".to_owned()));
}

#[test]
fn a_tab_that_follows_takes_nothing_in() {
    let mut stage = Stage::of(Stage::empty().start, Writing::Follower);
    let before = project(&stage);
    import(&mut stage, TASKS, |_| ());
    assert_eq!(project(&stage), before);
}

#[test]
fn the_command_asks_for_files_and_a_load_that_led_here_is_over() {
    let mut stage = Stage::with("Ada met Carl.");
    stage.press("I");
    assert_eq!(stage.state.dialog, Some(Dialog::Import(ImportStage::Asked)));
    stage.act(Action::LoadStarted { total: 1, report: Vec::new() });
    stage.act(Action::ImportShown(ImportStage::Asked));
    assert_eq!(stage.state.loading, None);
}

/// Lines of articles with many marks each.
fn many(articles: usize) -> String {
    let line = |at: usize| {
        let text = format!("{at}{}", " Ada".repeat(500));
        let from = at.to_string().len() + 1;
        let mark = |n: usize| (from + 4 * n, from + 4 * n + 3);
        let mentions = (0..500).map(mark).map(|(start, end)| {
            format!(r#"{{"start": {start}, "end": {end}, "quote": "Ada", "type": "person"}}"#)
        });
        let mentions = mentions.collect::<Vec<_>>().join(", ");
        format!(
            r#"{{"text": "{text}", "annotator": "p-a", "annotator_name": "Eve", "mentions": [{mentions}]}}"#
        )
    };
    (0..articles).map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_large_import_is_several_records_and_one_step() {
    let mut stage = Stage::with("Ada met Carl.");
    let (before, known) = (project(&stage), stage.entries.len());
    let incoming = incoming("many.jsonl", many(12).as_bytes());
    let choices = first(&stage, &incoming);
    let staged = staged(&stage, &incoming, &choices);
    let mut log = stage.desk().work.clone();
    stage.act(Action::Imported(Box::new(staged)));
    let after = project(&stage);
    assert_eq!(after.layers.values().map(|layer| layer.records.len()).sum::<usize>(), 6000);
    let entries = stage.entries[known..].to_vec();
    assert!(entries.len() > 4, "{}", entries.len());
    // The log says the same, each record beside the project before it.
    for (seq, entry) in (1..).zip(&entries) {
        let now = Timestamp::new("2026-01-05T10:00Z");
        let record = encode(seq, &now, entry, &log.project).expect("it fits");
        let event = decode(&record).unwrap().read(&log.project).unwrap();
        let Event::Commit(read, problems) = event else { panic!("{event:?}") };
        assert_eq!((&read, problems), (entry, Vec::new()));
        log.commit(read).expect("it fits");
    }
    assert_eq!(log.project, after);
    stage.act(Action::Undone);
    assert_eq!(project(&stage).layers, before.layers);
    assert_eq!(project(&stage).articles, before.articles);
    stage.act(Action::Redone);
    assert_eq!(project(&stage).layers, after.layers);
}

#[test]
fn what_was_done_meanwhile_is_not_written_over() {
    let mut stage = Stage::with("[Ada] met Carl.");
    let incoming = incoming("tasks.json", TASKS.as_bytes());
    let choices = first(&stage, &incoming);
    let staged = staged(&stage, &incoming, &choices);
    stage.act(Action::ProjectRenamed("Another".to_owned()));
    let before = project(&stage);
    stage.act(Action::Imported(Box::new(staged)));
    assert_eq!(project(&stage), before);
    assert!(stage.state.notice.as_ref().is_some_and(|notice| notice.tone == Tone::Error));
}

#[test]
fn what_was_not_understood_is_named_with_its_file() {
    let incoming = incoming("tasks.json", TASKS.as_bytes());
    let [problem] = &incoming.problems[..] else { panic!("{:?}", incoming.problems) };
    assert!(problem.starts_with("tasks.json") && problem.contains("expected “Curl” at 8"));
}

/// What would come in of one project into another.
fn preview(here: &Project, there: &Project) -> (Preview, Project) {
    let me = "p-me".into();
    let choices = Choices::first(here, &me, there, "Standpoint");
    let mut ids = standpoint::model::IdSource::new(9);
    let now = standpoint::model::Timestamp::new("2026-01-05T09:00:00.000Z");
    let plan = Planning::begin(here, &me, there, &choices, &mut ids, &now).finish();
    let mut after = here.clone();
    for operation in plan.operations {
        operation.apply(&mut after).expect("what is planned can be done");
    }
    (plan.preview, after)
}

#[test]
fn suggestions_to_another_annotator_of_the_project_stay_hers() {
    let mut stage = Stage::with("[Ada] met Carl.");
    stage.press("1");
    let mut here = (*project(&stage)).clone();
    let (layer, records) =
        here.layers.iter().next().map(|(id, it)| (id.clone(), it.records.clone())).unwrap();
    let zoe = LayerId { annotator: "p-zoe".into(), ..layer };
    let hers = Annotator { name: "Zoë".to_owned(), extra: Default::default() };
    Operation::PutAnnotator(zoe.annotator.clone(), hers).apply(&mut here).unwrap();
    let suggested = records.values().next().unwrap().with_provenance(|it| {
        it.origin = Origin::Suggestion;
        it.decision = Some(Decision::Pending);
    });
    Operation::PutRecord(zoe, suggested).apply(&mut here).unwrap();
    assert!(preview(&here, &here).0.is_empty());
}

mod random {
    use super::*;
    use crate::support::random::{Act, acts, start};
    use proptest::prelude::*;

    fn state(acts: &[Act]) -> Project {
        let mut work = start();
        for act in acts {
            let _ = work.commit(act.entry(&work.project));
        }
        (*work.project).clone()
    }

    fn records(project: &Project) -> Vec<(String, Record)> {
        let mut all = Vec::new();
        for (id, layer) in &project.layers {
            all.extend(layer.records.values().map(|record| (id.to_string(), record.clone())));
        }
        all
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn nothing_that_is_here_changes_and_nothing_comes_twice(a in acts(16), b in acts(16)) {
            let (here, there) = (state(&a), state(&b));
            let (found, after) = preview(&here, &there);
            for (id, article) in &here.articles {
                prop_assert_eq!(after.articles.get(id), Some(article));
            }
            for (id, entity) in &here.entities {
                prop_assert_eq!(after.entities.get(id), Some(entity));
            }
            for known in &here.codebook.entity_types {
                prop_assert!(after.codebook.entity_types.contains(known));
            }
            let now = records(&after);
            for record in records(&here) {
                prop_assert!(now.contains(&record), "{:?} is gone", record);
            }
            let came = found.mentions + found.stances + found.article_stances;
            prop_assert_eq!(now.len(), records(&here).len() + came);
            prop_assert_eq!(came + found.known_records, records(&there).len());
            let (again, _) = preview(&after, &there);
            prop_assert!(again.is_empty(), "{:?}", again);
            let (own, _) = preview(&here, &here);
            prop_assert!(own.is_empty(), "{:?}", own);
        }
    }
}

#[test]
fn types_are_named_as_the_file_names_them() {
    let incoming = incoming("tasks.json", TASKS.as_bytes());
    let known = incoming.project.codebook.entity_type(&TypeId::from("villain"));
    assert_eq!(known.map(|it| it.label.as_str()), Some("villain"));
}
