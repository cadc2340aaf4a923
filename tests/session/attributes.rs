//! The codebook's questions: answered by typing, kept with the record, undone like anything else.

use standpoint::model::*;
use standpoint::session::Action;
use standpoint::session::codebook::{add_attribute, add_choice};

use super::stage::{Stage, project};

fn stage() -> Stage {
    let mut stage = Stage::with("Ada praised the plan.");
    stage.codebook(|it| {
        add_attribute(it, "Tone");
        add_choice(&mut it.attributes[0], "Warm");
        add_attribute(it, "Weight");
        it.attributes[1].kind = AttributeKind::Number;
        for attribute in &mut it.attributes {
            attribute.on = Subject::ALL.to_vec();
        }
    });
    stage
}

fn answer(stage: &mut Stage, subject: Subject, id: &str, typed: &str) {
    stage.act(Action::Answered(subject, id.into(), typed.to_owned()));
}

fn said(attributes: &Attributes) -> Vec<String> {
    attributes.iter().map(|(id, value)| format!("{id} {}", value.text())).collect()
}

#[test]
fn a_mention_is_answered_for_and_listed_with_its_answers() {
    let mut stage = stage();
    stage.mark("1", "Ada");
    let steps = stage.steps();
    answer(&mut stage, Subject::Mention, "tone", "warm");
    answer(&mut stage, Subject::Mention, "weight", " 2,5 ");
    answer(&mut stage, Subject::Mention, "tone", "warm");
    assert_eq!(stage.steps(), steps + 2, "the same answer again is no step");
    let mention = stage.desk().focused_mention().unwrap().clone();
    assert_eq!(said(&mention.attributes), ["tone warm", "weight 2.5"]);
    assert_eq!(standpoint::session::ledger(stage.desk())[0].subtitle, "Warm · 2.5");
    stage.press("Ctrl z");
    assert_eq!(said(&stage.desk().focused_mention().unwrap().attributes), ["tone warm"]);
    answer(&mut stage, Subject::Mention, "tone", " ");
    assert_eq!(said(&stage.desk().focused_mention().unwrap().attributes), [""; 0]);
}

#[test]
fn an_answer_that_is_none_is_said_and_not_taken() {
    let mut stage = stage();
    let steps = stage.steps();
    for (id, typed, words) in [
        ("weight", "much", "expected a number such as 3 or 2.5, found “much”"),
        ("tone", "icy", "expected one of the choices of Tone, found “icy”"),
    ] {
        answer(&mut stage, Subject::Article, id, typed);
        let notice = stage.state.notice.take().unwrap();
        assert!(notice.is_error && notice.words.contains(words), "{}", notice.words);
    }
    answer(&mut stage, Subject::Article, "gone", "x");
    assert_eq!((stage.steps(), stage.state.notice.clone()), (steps, None));
}

#[test]
fn the_article_is_answered_for_by_each_annotator() {
    let mut stage = stage();
    answer(&mut stage, Subject::Article, "tone", "warm");
    let first = stage.desk().annotator.clone();
    stage.act(Action::AnnotatorAdded(" Zoë ".to_owned()));
    assert_eq!(project(&stage).annotators.len(), 2);
    assert!(stage.desk().annotator != first && stage.desk().open_layer().is_none());
    answer(&mut stage, Subject::Article, "weight", "3");
    stage.act(Action::AnnotatorAdded("Zoë".to_owned()));
    assert_eq!(project(&stage).annotators.len(), 2);
    assert!(stage.state.notice.take().unwrap().words.contains("“Zoë” already"));
    let of: Vec<Vec<String>> =
        project(&stage).layers.values().map(|layer| said(&layer.attributes)).collect();
    assert_eq!(of, [["tone warm"], ["weight 3"]]);
    stage.act(Action::AnnotatorChosen(first));
    assert_eq!(said(&stage.desk().open_layer().unwrap().attributes), ["tone warm"]);
}

#[test]
fn a_stance_is_answered_for_before_and_after_it_is_recorded() {
    let mut stage = stage();
    stage.select("praised").press("s");
    answer(&mut stage, Subject::Stance, "weight", "1");
    stage.act(Action::PolarityPicked(Polarity::Favor)).act(Action::StanceOpened);
    answer(&mut stage, Subject::Stance, "tone", "warm");
    let layer = stage.desk().open_layer().unwrap().clone();
    assert_eq!(said(&layer.stances().next().unwrap().attributes), ["tone warm", "weight 1"]);
}
