//! Names of the registry as suggestions: which places are news, and what the analyst sees of them.

use super::stage::{Stage, project};
use standpoint::formats::project::write;
use standpoint::model::{Origin, Record};
use standpoint::session::Action;
use standpoint::session::names::{NameSearch, names, searched};
use standpoint::suggest::{Question, answer};

/// Looks for the names as the worker does, and takes what it finds.
fn suggest(stage: &mut Stage) {
    let project = project(stage);
    let (names, whose) = names(&project);
    let names = names.into_iter().map(|it| (it.words, it.keeps_case, it.reach as usize)).collect();
    let articles = searched(&project, None);
    let texts = articles.iter().map(|article| article.text.as_str().to_owned()).collect();
    let found = answer(&Question { names, texts }).unwrap();
    let found = articles.iter().zip(found).map(|(article, places)| {
        let places = places.into_iter().map(|(start, end, names)| {
            (start, end, names.into_iter().map(|at| whose[at as usize].clone()).collect())
        });
        (article.id.clone(), places.collect())
    });
    stage.act(Action::NamesSuggested { found: found.collect(), is_asked: true });
}

fn linked(stage: &Stage) -> Vec<bool> {
    let layer = stage.desk().open_layer().unwrap().clone();
    let pending = layer.mentions().filter(|mention| mention.provenance.is_suggestion());
    pending.map(|mention| mention.entity.is_some()).collect()
}

#[test]
fn every_place_of_a_name_is_suggested_but_where_it_is_marked() {
    let mut stage = Stage::with("[Ada] met Ada King. Ada’s adam, ADA.");
    stage.press("1").act(Action::MentionLinkedToNew("Ada".to_owned()));
    stage.act(Action::MentionLinked(stage.desk().focused_mention().unwrap().entity.clone()));
    let mut entity = (**project(&stage).entities.values().next().unwrap()).clone();
    entity.aliases.push("Ada King".to_owned());
    stage.act(Action::EntityChanged(entity.into()));
    let before = write(&project(&stage).unclocked());
    let steps = stage.steps();
    suggest(&mut stage);
    stage.shows("[PER*:Ada] met [PER:Ada King]. [PER:Ada]’s adam, ADA.");
    stage.tells("2 names suggested in 1 article: y accepts and r rejects them in the text.");
    assert_eq!((stage.steps(), linked(&stage)), (steps + 1, vec![true, true]));
    let layer = stage.desk().open_layer().unwrap().clone();
    let rule = layer.mentions().find(|mention| mention.provenance.is_suggestion()).unwrap();
    assert_eq!(rule.provenance.origin, Origin::Rule);
    assert_eq!(rule.provenance.model.as_ref().unwrap().name, "gazetteer");
    suggest(&mut stage);
    stage.tells("No place of a name is new.");
    stage.press("Ctrl z");
    assert!(write(&project(&stage).unclocked()) == before);
}

#[test]
fn what_was_rejected_is_not_suggested_again_and_what_was_accepted_neither() {
    let mut stage = Stage::with("[Ada] met Ada and Ada.");
    stage.press("1").act(Action::MentionLinkedToNew("Ada".to_owned())).press("Escape");
    suggest(&mut stage);
    stage.press("y").press("y").press("r");
    suggest(&mut stage);
    stage.tells("No place of a name is new.").shows("[PER:Ada] met [PER:Ada] and Ada.");
}

#[test]
fn a_name_of_two_entities_is_suggested_without_a_link() {
    let mut stage = Stage::with("[Ada] met Carl, Ada left.");
    stage.press("1").act(Action::MentionLinkedToNew("Ada".to_owned()));
    stage.act(Action::MentionLinkedToNew("Ada".to_owned()));
    stage.act(Action::RecordDeleted);
    suggest(&mut stage);
    stage.shows("[PER:Ada] met Carl, [PER:Ada] left.");
    assert_eq!(linked(&stage), [false, false]);
}

#[test]
fn the_progress_goes_when_all_is_searched_or_cancelled() {
    let mut stage = Stage::with("[Ada] left.");
    stage.act(Action::NamesSearched(NameSearch { total: 3, done: 1 }));
    assert!(stage.state.name_search.is_some());
    stage.act(Action::NamesSearched(NameSearch::default()));
    assert!(stage.state.name_search.is_none());
    assert!(!project(&stage).layers.values().any(|layer| {
        layer.records.values().any(|record| matches!(record, Record::Mention(_)))
    }));
}
