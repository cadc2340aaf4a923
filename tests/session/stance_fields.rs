//! The stance's optional fields: which is asked next, what the text proposes, what is offered.

use standpoint::model::{Attribution, Confidence, Date, Holder, Record, Stance, StanceField};
use standpoint::session::command::Where;
use standpoint::session::completion::Offer;
use standpoint::session::{Action, Alike, Effect, Said, StanceSlot, passages};
use standpoint::text::{Byte, Fragments, Span, Text};

use super::stage::{Stage, project};

fn asked(stage: &Stage) -> Option<StanceSlot> {
    stage.effects.iter().rev().find_map(|effect| match effect {
        Effect::FocusSlot(slot) => Some(*slot),
        _ => None,
    })
}

fn full(text: &str) -> Stage {
    let mut stage = Stage::with_fields(&StanceField::ALL, text);
    let open = stage.desk().article.clone().unwrap();
    let mut details = project(&stage).articles[&open].details.clone();
    details.published = Date::new(2026, 1, 12);
    stage.act(Action::DetailsCorrected(open, Box::new(details)));
    stage
}

fn say(stage: &mut Stage, said: Said, slot: StanceSlot) -> Option<StanceSlot> {
    let id = stage.desk().draft.as_ref().unwrap().stance.id.clone();
    stage.act(Action::StanceSaid(id, said)).act(Action::SlotLeft(slot));
    asked(stage)
}

fn recorded(stage: &Stage) -> Stance {
    let layer = stage.desk().open_layer().unwrap();
    let newest = layer.stances().max_by_key(|stance| stance.id.clone());
    (**newest.unwrap()).clone()
}

#[test]
fn behind_the_polarity_each_field_is_asked_in_turn_and_what_is_said_is_passed() {
    use StanceField as F;
    let mut stage = full("Ada praised the plan.");
    stage.stance("praised", "Ada", "the plan", "f");
    assert_eq!(asked(&stage), Some(StanceSlot::Field(F::AttitudeType)));
    let mut behind = |said, field| say(&mut stage, said, StanceSlot::Field(field));
    assert_eq!(
        behind(Said::Value(F::AttitudeType, Some(1)), F::AttitudeType),
        Some(StanceSlot::Field(F::Intensity))
    );
    behind(Said::Value(F::Confidence, Some(2)), F::Confidence);
    assert_eq!(
        behind(Said::Value(F::Explicitness, Some(0)), F::Explicitness),
        Some(StanceSlot::Field(F::StatementDate)),
        "the confidence is said"
    );
    assert_eq!(behind(Said::Date(None), F::StatementDate), Some(StanceSlot::Note));
    stage.act(Action::SlotLeft(StanceSlot::Note));
    assert!(matches!(stage.effects.last(), Some(Effect::FocusText)));
    assert_eq!(recorded(&stage).confidence, Some(Confidence::High));
}

#[test]
fn a_new_stance_is_not_complete_behind_its_note() {
    let mut stage = full("Ada praised the plan.");
    stage.select("praised").press("s");
    assert_eq!(
        say(&mut stage, Said::Note("so".to_owned()), StanceSlot::Note),
        Some(StanceSlot::Polarity)
    );
}

/// What is proposed for the words in brackets.
#[track_caller]
fn proposes(text: &str, attribution: Attribution, evidence: &str) {
    let mut stage = full(&text.replace(['[', ']'], ""));
    stage.select(text).press("s").act(Action::HolderPicked(Some(Holder::Implicit)));
    stage.act(Action::ProposedTaken).press_at(Where::Polarities, "f");
    let stance = recorded(&stage);
    assert_eq!(stance.attribution, Some(attribution), "{text}");
    assert_eq!(stance.evidence.unwrap().words(&stage.text()), evidence);
    assert_eq!(stance.statement_date, Date::new(2026, 1, 12));
}

#[test]
fn the_text_proposes_the_sentence_the_day_and_whether_words_are_quoted() {
    use Attribution::{DirectQuote, Indirect, Mixed};
    proposes("It rains. “We [like it],” he said. He left.", DirectQuote, "“We like it,” he said.");
    proposes("He [liked it]. He left.", Indirect, "He liked it.");
    proposes("He “never” [said “yes” twice].", Mixed, "He “never” said “yes” twice.");
    proposes("Er sagte „ja [nein] ja“.", DirectQuote, "Er sagte „ja nein ja“.");
    proposes("He said \"[no].\"", DirectQuote, "He said \"no.\"");
    proposes("“Open\n[no] more.", Indirect, "no more.");
}

#[test]
fn what_the_annotator_said_is_not_proposed_again_and_all_is_one_step() {
    let mut stage = full("Ada praised the plan.");
    stage.stance("praised", "Ada", "the plan", "f");
    say(
        &mut stage,
        Said::Value(StanceField::Attribution, Some(2)),
        StanceSlot::Field(StanceField::Attribution),
    );
    let steps = stage.steps();
    stage.press("Alt p");
    assert_eq!(stage.steps(), steps + 1);
    assert_eq!(recorded(&stage).attribution, Some(Attribution::Mixed));
    stage.press("Alt p").hears("The text proposes nothing more");
}

#[test]
fn holder_and_target_can_be_those_of_the_stance_before() {
    let mut stage = full("Ada praised the plan. She liked it.");
    stage.select("liked").press("s").press("Alt b").hears("There is no stance before this one");
    stage.press("Alt o").press("Escape");
    stage.stance("praised", "Ada", "the plan", "f").keys(&["Escape", "Escape"]);
    stage.select("liked").press("s").press("Alt b");
    stage.form_is("new @Polarity: Ada · None to infer · the plan");
    stage.press_at(Where::Polarities, "f").keys(&["Escape", "Escape"]);

    stage.select("She").press("s").press("Alt Enter");
    stage.act(Action::SlotEntered(StanceSlot::NestedSource)).press("Alt o").press("Alt n");
    stage.act(Action::LikeTheLast(Alike::Target));
    stage.form_is("new @Polarity: Nobody · None to infer · the plan");
}

#[test]
fn late_words_of_a_form_that_has_gone_reach_their_own_stance() {
    let mut stage = full("Ada praised the plan. She liked it.");
    stage.stance("praised", "Ada", "the plan", "f");
    let first = recorded(&stage);
    stage.act(Action::DraftClosed).stance("liked", "Bob", "it", "a");
    stage.act(Action::StanceSaid(first.id.clone(), Said::Note("late".to_owned())));
    let note = |id| match &stage.desk().open_layer().unwrap().records[id] {
        Record::Stance(stance) => stance.note.clone(),
        _ => unreachable!(),
    };
    assert_eq!((note(&first.id).as_str(), note(&recorded(&stage).id).as_str()), ("late", ""));
}

fn span(text: &Text, words: &str) -> Span {
    let at = text.as_str().find(words).unwrap();
    Span::new(Byte::at(at), Byte::at(at + words.len())).unwrap()
}

#[track_caller]
fn check(offers: &[Offer], expected: &[&str]) {
    let shown: Vec<String> =
        offers.iter().map(|offer| format!("{} ({})", offer.label, offer.kind)).collect();
    assert_eq!(shown, expected);
}

#[test]
fn words_are_offered_by_what_is_typed_the_nearest_first() {
    let text = Text::new("He told us. Ada told reporters that it works. They told him.");
    let near: Fragments = span(&text, "it works").into();
    let offers = |selected, query: &str| passages::passages(&text, selected, Some(&near), query);
    check(
        &offers(None, "TOL"),
        &["told (in the sentence)", "told (… him.)", "told (… us. Ada told reporters)"],
    );
    check(&offers(None, "told rep"), &["told reporters (in the sentence)"]);
    check(&offers(None, "absent"), &[]);
    let whole = "He told us. Ada told reporters that it works. They told him.";
    check(
        &offers(Some(span(&text, "He told")), ""),
        &[
            "He told (the selection)",
            "Ada told reporters that it works. (the sentence)",
            &format!("{whole} (the paragraph)"),
            "None (no words)",
        ],
    );
}

#[test]
fn a_date_is_typed_as_far_as_it_differs_from_that_of_publication() {
    let published = Date::new(2026, 1, 12);
    let offers = |query: &str| passages::dates(published, query);
    check(
        &offers(""),
        &["2026-01-12 (day of publication)", "2026-01-11 (the day before)", "No date (not known)"],
    );
    check(&offers("9"), &["2026-01-09 (as typed)"]);
    check(&offers("02-03"), &["2026-02-03 (as typed)"]);
    check(&offers("2025-12-31"), &["2025-12-31 (as typed)"]);
    for wrong in ["99", "2-30", "x", "1-2-3-4", "2026-13-01", "70000"] {
        check(&offers(wrong), &[]);
    }
    check(&passages::dates(None, "9"), &[]);
}
