//! Suggestions: decided on by a key each, accepted together, and never the annotator's before.

use super::stage::{Stage, project};
use standpoint::formats::{dataset, project::write};
use standpoint::model::{
    Decision, Extra, Mention, Model, Operation, Origin, Provenance, Record, Status, Timestamp, Work,
};
use standpoint::session::registry::At;
use standpoint::session::{Action, LedgerFilter, Writing};
use standpoint::text::Span;

/// A text with the words in brackets suggested as persons, as a list of names would.
fn stage(marked: &str) -> Stage {
    let mut stage = Stage::with(&marked.replace(['[', ']'], ""));
    let layer = stage.desk().open_layer_id().unwrap();
    let now = Timestamp::new("2026-01-05T09:00:00.000Z");
    let mut changed = (*project(&stage)).clone();
    let mut plain = String::new();
    for (at, part) in marked.split(['[', ']']).enumerate() {
        let start = plain.len();
        plain += part;
        if at % 2 == 1 {
            let provenance = Provenance {
                origin: Origin::Rule,
                model: Some(Model { name: "gazetteer".to_owned(), version: String::new() }),
                decision: Some(Decision::Pending),
                ..Provenance::manual(layer.annotator.clone(), now.clone())
            };
            let record = Mention {
                id: format!("r-{at:02}").as_str().into(),
                fragments: Span::new(
                    standpoint::text::Byte::at(start),
                    standpoint::text::Byte::at(plain.len()),
                )
                .unwrap()
                .into(),
                entity_type: "person".into(),
                entity: None,
                attributes: Default::default(),
                note: String::new(),
                provenance,
                extra: Extra::new(),
            };
            let put = Operation::PutRecord(layer.clone(), Record::Mention(record.into()));
            put.apply(&mut changed).unwrap();
        }
    }
    stage = Stage::of(Work::new(changed), Writing::Writer);
    stage
}

fn status(stage: &Stage) -> Status {
    stage.desk().status_of(stage.desk().article.as_ref().unwrap())
}

fn exported(stage: &Stage) -> usize {
    let lines = dataset::articles_jsonl(&project(stage));
    let lines = String::from_utf8(lines).unwrap();
    lines.matches("\"quote\"").count() / 2
}

#[test]
fn a_key_accepts_or_rejects_and_leads_to_the_next() {
    let mut stage = stage("[Ada] met [Ida], [Eda] and [Uda].");
    stage.press("y").shows("[PER*:Ada] met [PER:Ida], [PER:Eda] and [PER:Uda].");
    assert_eq!((stage.steps(), exported(&stage), status(&stage)), (0, 0, Status::ToDo));
    stage.press("r").shows("Ada met [PER*:Ida], [PER:Eda] and [PER:Uda].");
    assert_eq!(status(&stage), Status::ToDo);
    stage.press("y").shows("Ada met [PER:Ida], [PER*:Eda] and [PER:Uda].");
    assert_eq!((stage.steps(), exported(&stage), status(&stage)), (2, 1, Status::InProgress));
    stage.press("Escape").click("met I|da").press("y");
    stage.shows("Ada met [PER:Ida], [PER*:Eda] and [PER:Uda].");
    assert_eq!(stage.steps(), 2, "what is accepted already is not a suggestion");
    stage.press("y").press("r").hears("That was the last suggestion here");
    stage.shows("Ada met [PER:Ida], [PER:Eda] and Uda.");
    stage.press("y").hears("No suggestions here");
    for _ in 0..4 {
        stage.press("Ctrl z");
    }
    stage.shows("[PER:Ada] met [PER:Ida], [PER:Eda] and [PER:Uda].");
}

#[test]
fn what_was_decided_keeps_where_it_came_from() {
    let mut stage = stage("[Ada] left.");
    stage.press("y").press("y");
    let layer = stage.desk().open_layer().unwrap().clone();
    let provenance = &layer.mentions().next().unwrap().provenance;
    assert_eq!(provenance.decision, Some(Decision::Accepted));
    assert_eq!(provenance.origin, Origin::Rule);
    assert_eq!(provenance.model.as_ref().unwrap().name, "gazetteer");
}

#[test]
fn rejected_ones_are_in_the_file_and_on_the_screen_only_if_asked_for() {
    let mut stage = stage("[Ada] met [Ida].");
    stage.press("y").press("r").press("Escape");
    stage.lists(&["PER Ida"]).shows("Ada met [PER:Ida].");
    stage.act(Action::LedgerFiltered(LedgerFilter::Suggestions)).lists(&["PER Ida"]);
    stage.act(Action::LedgerFiltered(LedgerFilter::Rejected)).lists(&["PER Ada"]);
    stage.shows("[PER:Ada] met Ida.");
    stage.act(Action::LedgerFiltered(LedgerFilter::All)).shows("Ada met [PER:Ida].");
    let file = String::from_utf8(write(&project(&stage).unclocked())).unwrap();
    assert!(file.contains("\"rejected\"") && file.contains("\"pending\""));
    let listing = stage.desk().listing();
    assert_eq!((listing.waiting, listing.rejected), (1, 1));
    // A mark of one's own may stand there again.
    stage.mark("1", "[Ada]").shows("[PER*:Ada] met [PER:Ida].");
}

#[test]
fn several_are_accepted_as_one_step_and_only_those() {
    let mut stage = stage("[Ada] met [Ida] and [Eda].");
    let before = write(&project(&stage).unclocked());
    let all: Vec<At> = stage.desk().suggestions().into_iter().map(|(at, _)| at).collect();
    stage.act(Action::SuggestionsAccepted(all[..2].to_vec())).hears("Accept 2 suggestions");
    assert_eq!((stage.steps(), exported(&stage)), (1, 2));
    assert_eq!(stage.desk().all_suggestions().len(), 1);
    // Those that are decided on already are left alone.
    stage.act(Action::SuggestionsAccepted(all.clone())).hears("Accept 1 suggestion");
    stage.act(Action::SuggestionsAccepted(all)).hears("No suggestion to accept");
    stage.press("Ctrl z").press("Ctrl z");
    assert_eq!(write(&project(&stage).unclocked()), before);
}

#[test]
fn a_tab_that_follows_decides_nothing() {
    let mut stage = stage("[Ada] left.");
    stage.press("y");
    stage.act(Action::WritingChanged(Writing::Follower));
    stage.press("y").tells("This tab only follows: the project is being changed in another tab.");
    assert_eq!(stage.steps(), 0);
}
