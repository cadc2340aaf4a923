//! The codebook's questions: answered by typing, kept with the record, undone like anything else.

use standpoint::model::*;
use standpoint::session::codebook::{add_attribute, add_choice};
use standpoint::session::stance_fields::choice_keys;
use standpoint::session::{Action, Effect, Said, StanceSlot, Tone};

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
        assert!(notice.tone == Tone::Error && notice.words.contains(words), "{}", notice.words);
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

/// Where the keyboard is put.
fn focus(stage: &Stage) -> String {
    let asked = stage.effects.iter().rev().find_map(|effect| match effect {
        Effect::FocusSlot(slot) => Some(format!("{slot:?}")),
        Effect::FocusAnswer(subject, place) => Some(format!("{subject:?} {place}")),
        Effect::FocusText => Some("Text".to_owned()),
        _ => None,
    });
    asked.unwrap_or_default()
}

#[test]
fn behind_the_fields_a_stance_is_asked_for_its_attributes_and_then_its_note() {
    let mut stage = stage();
    stage.act(Action::FieldToggled(StanceField::Intensity));
    stage.stance("praised", "Ada", "the plan", "f");
    assert_eq!(focus(&stage), "Field(Intensity)");
    let id = stage.desk().draft.as_ref().unwrap().stance.id.clone();
    stage.act(Action::StanceSaid(id, Said::Value(StanceField::Intensity, Some(0))));
    stage.act(Action::SlotLeft(StanceSlot::Field(StanceField::Intensity)));
    assert_eq!(focus(&stage), "Attribute(0)");
    answer(&mut stage, Subject::Stance, "tone", "warm");
    stage.act(Action::AnswerLeft(Subject::Stance, 0));
    assert_eq!(focus(&stage), "Attribute(1)");
    stage.act(Action::AnswerLeft(Subject::Stance, 1));
    assert_eq!(focus(&stage), "Note");
    answer(&mut stage, Subject::Stance, "weight", "3");
    stage.act(Action::SlotLeft(StanceSlot::Polarity));
    assert_eq!(focus(&stage), "Note", "all is answered");
}

#[test]
fn attributes_alone_are_asked_behind_the_polarity_too() {
    let mut stage = stage();
    stage.codebook(|it| it.attributes[0].on = vec![Subject::Mention]);
    stage.stance("praised", "Ada", "the plan", "f");
    assert_eq!(focus(&stage), "Attribute(0)");
    stage.form_is("recorded @Attribute(0): Ada · In favour · the plan");
    stage.mark("1", "the plan").form_is("");
}

#[test]
fn behind_an_answer_of_a_mention_or_the_article_comes_the_next_open_one_then_the_text() {
    let mut stage = stage();
    stage.mark("1", "Ada").act(Action::AnswerLeft(Subject::Mention, 0));
    assert_eq!(focus(&stage), "Mention 1");
    answer(&mut stage, Subject::Mention, "weight", "1");
    stage.act(Action::AnswerLeft(Subject::Mention, 0));
    assert_eq!(focus(&stage), "Text");
    stage.act(Action::AnswerLeft(Subject::Article, 0));
    assert_eq!(focus(&stage), "Article 1");
}

#[test]
fn each_choice_has_a_letter_of_its_own_as_long_as_there_are_any() {
    let choice = |label: &str| AttributeChoice {
        id: label.into(),
        label: label.to_owned(),
        guideline: String::new(),
        extra: Extra::new(),
    };
    let keys = |labels: &[&str]| {
        let choices: Vec<_> = labels.iter().map(|label| choice(label)).collect();
        choice_keys(&choices).iter().map(|key| key.unwrap_or('-')).collect::<String>()
    };
    assert_eq!(keys(&["Warm", "Wary", "“Why”", "Wa", "Élan", "2 of 3", "…"]), "wah-é2-");
}

#[test]
fn of_many_choices_those_are_offered_whose_names_have_what_is_typed() {
    let mut stage = stage();
    stage.codebook(|it| add_choice(&mut it.attributes[0], "Lukewarm"));
    let tone = project(&stage).codebook.attributes[0].clone();
    let offered = |typed: &str| {
        let offers = standpoint::session::passages::answers(&tone, typed);
        offers.into_iter().map(|offer| offer.label).collect::<Vec<_>>()
    };
    assert_eq!(offered(" "), ["Warm", "Lukewarm", "Not said"]);
    assert_eq!(offered("LUKE"), ["Lukewarm"]);
    assert_eq!(offered("icy"), [""; 0]);
}
