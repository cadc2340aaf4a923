//! Stances by keyboard, by clicks, and what becomes of one that is left unfinished.

use standpoint::model::{Holder, Polarity, StanceField, Target, TargetKind};
use standpoint::session::command::Where;
use standpoint::session::completion::{Asked, Choice};
use standpoint::session::{Action, Effect, StanceSlot};

use super::stage::{Stage, project};

/// Types a name into the form and takes the first offer, as Enter does.
fn pick(stage: &mut Stage, slot: StanceSlot, typed: &str) {
    let asked = if slot == StanceSlot::Target { Asked::Target } else { Asked::Holder };
    let offer = stage.offers(asked, typed).swap_remove(0);
    let action = match (slot, &offer.choice) {
        (_, Choice::NewEntity(name)) => Action::NewEntityPicked(slot, name.clone()),
        (StanceSlot::Target, choice) => Action::TargetPicked(choice.target()),
        (_, choice) => Action::HolderPicked(choice.holder()),
    };
    stage.act(action);
}

fn asked(stage: &Stage) -> Option<StanceSlot> {
    stage.effects.iter().rev().find_map(|effect| match effect {
        Effect::FocusSlot(slot) => Some(*slot),
        _ => None,
    })
}

#[test]
fn a_stance_by_keyboard_alone() {
    let mut stage = Stage::with("Ada praised the plan.");
    stage.mark("1", "Ada").act(Action::MentionLinkedToNew("Ada Lovelace".to_owned()));
    stage.select("praised").press("s");
    assert_eq!(asked(&stage), Some(StanceSlot::Holder));
    stage.shows("[PER:Ada] [draft*:praised] the plan.");
    pick(&mut stage, StanceSlot::Holder, "lov");
    assert_eq!(asked(&stage), Some(StanceSlot::Target));
    pick(&mut stage, StanceSlot::Target, "The plan");
    assert_eq!(asked(&stage), Some(StanceSlot::Polarity));
    stage.form_is("new @Polarity: Ada Lovelace · None to infer · The plan");
    stage.press_at(Where::Polarities, "f").form_is("");
    stage.hears("Stance: Ada Lovelace · In favour · The plan");
    assert!(matches!(stage.effects.last(), Some(Effect::FocusText)));
    stage.shows("[PER:Ada] [+*:praised] the plan.");
    stage.lists(&["PER Ada → Ada Lovelace", "+ Ada Lovelace · In favour · The plan “praised”"]);
}

#[test]
fn the_new_entity_gets_the_type_of_the_mention_of_that_name() {
    let mut stage = Stage::with("Paris praised the plan.");
    stage.mark("3", "Paris").stance("praised", "Paris", "Anything", "f");
    let types: Vec<String> = project(&stage)
        .entities
        .values()
        .map(|entity| format!("{} {}", entity.name, entity.entity_type))
        .collect();
    assert_eq!(types, ["Paris place", "Anything topic"]);
}

#[test]
fn clicked_mentions_become_holder_then_target() {
    let mut stage = Stage::with("Ada praised Carl.");
    stage.mark("1", "Ada").act(Action::MentionLinkedToNew("Ada Lovelace".to_owned()));
    stage.mark("1", "Carl").select("praised").press("s");
    stage.click("|Ada").form_is("new @Target: Ada Lovelace · None to infer · nothing");
    stage.click("|Carl").form_is("new @Polarity: Ada Lovelace · None to infer · Carl");
    stage.press_at(Where::Polarities, "a");
    stage.lists(&[
        "PER Ada → Ada Lovelace",
        "− Ada Lovelace · Against · Carl “praised”",
        "PER Carl → Carl",
    ]);
}

#[test]
fn an_unlinked_mention_takes_the_entity_of_its_name_and_type() {
    let mut stage = Stage::with("Ada met Carl. Ada left. Ada, Texas");
    stage.mark("1", "[Ada] met").act(Action::MentionLinkedToNew("Ada".to_owned()));
    stage.mark("1", "[Ada] left").mark("3", "[Ada], Texas");
    stage.select("met").press("s").click("|Ada left").click("|Ada, Texas");
    stage.lists(&["PER Ada → Ada", "PER Ada → Ada", "LOC Ada → Ada"]);
    assert_eq!(project(&stage).entities.len(), 2);
}

#[test]
fn s_on_a_mention_makes_it_the_holder() {
    let mut stage = Stage::with("[Ada] praised Carl.");
    stage.keys(&["1", "s"]).form_is("new @Target: Ada · None to infer · nothing");
    assert_eq!(asked(&stage), Some(StanceSlot::Target));
}

#[test]
fn s_does_not_throw_away_the_stance_that_is_being_written() {
    let mut stage = Stage::with("Ada praised Carl.");
    stage.select("praised").press("s").act(Action::HolderPicked(Some(Holder::Author)));
    stage.select("Carl").press("s").form_is("new @Target: The author · None to infer · nothing");
    stage.shows("Ada [draft*:praised] Carl.");
    assert_eq!(asked(&stage), Some(StanceSlot::Target));
}

#[test]
fn other_fields_keep_the_form_open_and_each_change_is_a_step() {
    let fields = [StanceField::Cue, StanceField::NestedSource];
    let mut stage = Stage::with_fields(&fields, "Ada praised Carl, she told us.");
    let before = stage.steps();
    stage
        .stance("praised", "Ada", "Carl", "f")
        .form_is("recorded @Field(Cue): Ada · In favour · Carl");
    assert_eq!(stage.steps(), before + 3, "two entities and the stance");
    stage.select("told us").act(Action::StanceSpanSet(StanceField::Cue));
    stage
        .shows("Ada [+*:praised] Carl, she [cue*:told us].")
        .selects("Ada praised Carl, she told us|.");
    stage.act(Action::SourceAdded(Holder::Author));
    stage.press_at(Where::Polarities, "b");
    stage.form_is("recorded @Note: The author → Ada · Both · Carl");
    assert_eq!(stage.steps(), before + 6);
    stage.press("Ctrl z").form_is("recorded @Note: The author → Ada · In favour · Carl");
    stage.keys(&["Ctrl z", "Ctrl z"]).shows("Ada [+*:praised] Carl, she told us.");
    stage.press("Ctrl z").form_is("").shows("Ada praised Carl, she told us.");
}

#[test]
fn a_stance_in_focus_is_open_for_changes() {
    let mut stage = Stage::with("Ada praised Carl.");
    stage.stance("praised", "Ada", "Carl", "f").press("Escape").form_is("");
    stage.click("prai|sed").form_is("recorded @Polarity: Ada · In favour · Carl");
    stage.press_at(Where::Polarities, "n").lists(&["○ Ada · Neutral · Carl “praised”"]);
    stage.act(Action::SlotEntered(StanceSlot::Target)).mark("1", "Ada");
    stage.focus_row(1).act(Action::SlotEntered(StanceSlot::Target)).click("|Ada");
    stage.lists(&["PER Ada → Ada", "○ Ada · Neutral · Ada “praised”"]);
}

#[test]
fn the_words_of_a_stance_change_in_the_form_too() {
    let mut stage = Stage::with("Ada praised the plan loudly.");
    stage.stance("praised", "Ada", "Plan", "f").press("]");
    stage.shows("Ada [+*:praised the] plan loudly.");
    stage.click("prai|sed").press("]").press_at(Where::Polarities, "a");
    stage.shows("Ada [−*:praised the plan] loudly.");
    stage.select("loudly").press("+").press_at(Where::Polarities, "f");
    stage.shows("Ada [+*:praised the plan] [++*:loudly].");
}

#[test]
fn the_words_of_an_unfinished_stance_change_by_the_same_keys() {
    let mut stage = Stage::with("Ada praised the plan.");
    stage.select("praised").keys(&["s", "]"]).shows("Ada [draft*:praised the] plan.");
    stage.select("plan").press("+").shows("Ada [draft*:praised the] [+draft*:plan].");
    stage.select("Ada").press("=").shows("[draft*:Ada] praised the plan.");
    assert_eq!(stage.steps(), 1);
}

#[test]
fn taking_words_out_of_a_stance_without_any_adds_none() {
    let mut stage = Stage::with("Ada praised the plan.");
    stage.press("s").select("Ada").press("-").shows("Ada praised the plan.");
    stage.select("Ada").press("+").shows("[draft*:Ada] praised the plan.");
}

#[test]
fn a_stance_without_words_can_be_given_some() {
    let mut stage = Stage::with("Ada praised the plan.");
    stage.press("s").act(Action::HolderPicked(Some(Holder::Author)));
    stage.press_at(Where::Polarities, "f").select("Ada").press("+");
    stage.shows("[+*:Ada] praised the plan.");
}

#[test]
fn an_unfinished_stance_waits_for_its_article() {
    let mut stage = Stage::with("Ada praised the plan.");
    stage.load(&[("b.txt", "Carl left.")]);
    stage.select("praised").press("s").act(Action::HolderPicked(Some(Holder::Outlet)));
    stage.press("j").form_is("").shows("Carl left.");
    stage.press("k").form_is("new @Target: The outlet · None to infer · nothing");
    stage.shows("Ada [draft*:praised] the plan.");
}

#[test]
fn a_recorded_stance_does_not_wait_in_an_old_state() {
    let mut stage = Stage::with_fields(&[StanceField::Cue], "Ada praised the plan.");
    stage.load(&[("b.txt", "Carl left.")]);
    stage.stance("praised", "Ada", "Plan", "f").keys(&["j", "Ctrl z", "k"]).form_is("");
    stage.shows("Ada praised the plan.");
}

#[test]
fn an_undone_entity_leaves_the_unfinished_stance() {
    let mut stage = Stage::with("Ada praised the plan.");
    stage.select("praised").press("s");
    stage.act(Action::NewEntityPicked(StanceSlot::Holder, "Ada".to_owned()));
    stage.press("Ctrl z").form_is("new @Target: Nobody · None to infer · nothing");
}

#[test]
fn an_undone_entity_leaves_a_waiting_stance() {
    let mut stage = Stage::with("Ada praised the plan.");
    stage.load(&[("b.txt", "Carl left.")]);
    stage.select("praised").press("s");
    stage.act(Action::NewEntityPicked(StanceSlot::Holder, "Ada".to_owned()));
    stage.keys(&["j", "Ctrl z", "k"]).form_is("new @Target: Nobody · None to infer · nothing");
}

#[test]
fn names_without_letters_make_nothing() {
    let mut stage = Stage::with("Ada praised the plan.");
    stage.act(Action::NewEntityPicked(StanceSlot::Holder, "Ada".to_owned()));
    stage.press("s").act(Action::NewEntityPicked(StanceSlot::Holder, "  ".to_owned()));
    stage.act(Action::PropositionPicked(" ".to_owned()));
    stage.form_is("new @Holder: Nobody · None to infer · nothing");
    assert!(project(&stage).entities.is_empty());
}

#[test]
fn a_stance_closed_too_early_is_taken_up_again() {
    let mut stage = Stage::with("Ada praised the plan.");
    stage.select("praised").press("s").act(Action::HolderPicked(Some(Holder::Author)));
    stage.press("Escape").form_is("");
    stage.press("Escape").press("s").form_is("new @Target: The author · None to infer · nothing");
    stage.act(Action::PolarityPicked(Polarity::Favor));
    stage.press("Escape").press("s").form_is("new @Holder: Nobody · None to infer · nothing");
}

#[test]
fn a_stance_taken_up_again_names_only_what_is_still_there() {
    let mut stage = Stage::with("Ada praised the plan.");
    stage.select("praised").press("s");
    stage.act(Action::NewEntityPicked(StanceSlot::Holder, "Ada".to_owned()));
    stage.press("Escape").act(Action::Undone).act(Action::StanceBegun);
    stage.form_is("new @Target: Nobody · None to infer · nothing");
}

#[test]
fn a_late_change_of_another_stance_is_not_taken_over() {
    let mut stage = Stage::with("Ada praised the plan.");
    stage.press("s");
    let old = stage.desk().draft.clone().unwrap().stance;
    stage.press("Escape").select("Ada").press("s");
    let changed = standpoint::model::Stance { polarity: Polarity::Both, ..old };
    stage.act(Action::StanceChanged(Box::new(changed)));
    stage.form_is("new @Holder: Nobody · None to infer · nothing");
}

#[test]
fn opening_another_stance_keeps_the_unfinished_one() {
    let mut stage = Stage::with("Ada praised the plan.");
    stage.stance("praised", "Ada", "Plan", "f").press("Escape").select("Ada").press("s");
    stage.focus_row(0).act(Action::StanceOpened);
    stage.form_is("new @Holder: Nobody · None to infer · nothing");
    stage.press("Delete").form_is("new @Holder: Nobody · None to infer · nothing");
    stage.lists(&[]);
}

#[test]
fn a_note_on_an_open_stance_survives_its_next_change() {
    let mut stage = Stage::with("Ada praised the plan.");
    stage.stance("praised", "Ada", "Plan", "f").click("prai|sed");
    stage.act(Action::NoteWritten("sure?".to_owned())).press_at(Where::Polarities, "n");
    assert_eq!(stage.desk().draft.as_ref().unwrap().stance.note, "sure?");
}

#[test]
fn the_whole_article_has_one_stance_to_each_target() {
    let mut stage = Stage::with("Ada praised the plan.");
    let plan = Target { kind: TargetKind::Proposition("the plan".to_owned()), is_negated: false };
    let not = Target { is_negated: true, ..plan.clone() };
    stage.act(Action::DocumentStanceRecorded(plan.clone(), Polarity::Favor));
    stage.act(Action::DocumentStanceRecorded(not, Polarity::Against));
    stage.mark("1", "Ada").act(Action::DocumentStanceRecorded(plan, Polarity::Neutral));
    stage.lists(&[
        "○ Whole article · Neutral · the plan",
        "− Whole article · Against · not the plan",
        "PER Ada",
    ]);
    stage.focus_row(1).press("Delete").lists(&["○ Whole article · Neutral · the plan", "PER Ada"]);
}

#[test]
fn the_stance_of_a_whole_article_gets_another_target_and_polarity() {
    let target =
        |words: &str| Target { kind: TargetKind::Proposition(words.to_owned()), is_negated: false };
    let mut stage = Stage::with("Ada praised the plan.");
    stage.act(Action::DocumentStanceRecorded(target("the plan"), Polarity::Favor));
    stage.act(Action::DocumentStanceRecorded(target("the levy"), Polarity::Both));
    stage.focus_row(0);
    stage.act(Action::DocumentStanceChanged(Some(target("peace")), Polarity::Favor));
    stage.press_at(Where::Polarities, "a").act(Action::NoteWritten("sure".to_owned()));
    stage.lists(&["− Whole article · Against · peace", "± Whole article · Both · the levy"]);
    let steps = stage.steps();
    stage.act(Action::DocumentStanceChanged(Some(target("the levy")), Polarity::Against));
    stage.tells("The article has a stance to that target already.");
    stage.act(Action::DocumentStanceChanged(Some(target("peace")), Polarity::Against));
    stage.hears("Nothing changed");
    assert_eq!(stage.steps(), steps);
    stage.keys(&["Ctrl z", "Ctrl z", "Ctrl z"]);
    stage.lists(&["+ Whole article · In favour · the plan", "± Whole article · Both · the levy"]);
}
