//! What a click takes, and what Escape lets go.

use standpoint::model::StanceField;
use standpoint::session::command::KeySheet;
use standpoint::session::{Action, Dialog};

use super::stage::Stage;

#[test]
fn a_click_takes_the_shortest_mark_the_next_the_one_around_it() {
    let mut stage = Stage::with("the French army in Mali");
    stage.mark("4", "French army in Mali").mark("2", "French army").mark("3", "French");
    stage.press("Escape").click("Fr|ench").shows("the [EVT:[ORG:[LOC*:French] army] in Mali]");
    stage.click("Fr|ench").shows("the [EVT:[ORG*:[LOC:French] army] in Mali]");
    stage.click("Fr|ench").shows("the [EVT*:[ORG:[LOC:French] army] in Mali]");
    stage.click("Fr|ench").shows("the [EVT:[ORG:[LOC*:French] army] in Mali]");
    stage.click("|the").shows("the [EVT:[ORG:[LOC:French] army] in Mali]");
}

#[test]
fn the_cycle_goes_over_stances_without_changing_them() {
    let mut stage = Stage::with_fields(&[StanceField::Evidence], "Ada praised the plan today");
    stage.stance("praised the plan", "Ada", "Plan", "f");
    stage.select("praised the plan today").act(Action::StanceSpanSet(StanceField::Evidence));
    stage.act(Action::DraftClosed).mark("5", "the [plan]").mark("4", "Ada praised the plan today");
    let steps = stage.steps();
    let mut heard = Vec::new();
    for _ in 0..4 {
        stage.click("pl|an");
        heard.push(stage.heard().to_owned());
    }
    let around = "Ada praised the plan today, Event";
    assert_eq!(heard, ["plan, Topic", "Ada · In favour · Plan", around, "plan, Topic"]);
    assert_eq!(stage.steps(), steps);
}

#[test]
fn a_click_puts_the_caret_there_and_drops_the_selection() {
    Stage::with("[Ada] met Carl.").click("m|et").selects("Ada m|et Carl.");
}

#[test]
fn a_click_on_no_mark_leaves_a_recorded_stances_form_open() {
    let mut stage = Stage::with_fields(&[StanceField::Cue], "Ada praised the plan today");
    stage.stance("praised", "Ada", "Plan", "f").click("tod|ay");
    stage.form_is("recorded @Field(Cue): Ada · In favour · Plan");
    stage.shows("Ada [+*:praised] the plan today");
}

#[test]
fn marking_on_lets_a_recorded_stances_form_go() {
    let mut stage = Stage::with_fields(&[StanceField::Cue], "Ada praised the plan today");
    stage.stance("praised", "Ada", "Plan", "f").mark("1", "Ada").form_is("");
    stage.press("2").shows("[ORG*:Ada] [+:praised] the plan today");
}

#[test]
fn m_walks_over_the_records_in_text_order_and_around() {
    let mut stage = Stage::with_fields(&[StanceField::Evidence], "Ada praised the plan, Carl said");
    stage.stance("praised", "Ada", "Plan", "f").select("Ada praised the plan");
    stage.act(Action::StanceSpanSet(StanceField::Evidence)).act(Action::DraftClosed);
    stage.mark("1", "Carl").keys(&["Escape", "Ctrl Home"]);
    let mut heard = Vec::new();
    for key in ["m", "m", "m", "Shift M", "Shift M"] {
        stage.press(key);
        heard.push(stage.heard().split(' ').next().unwrap().to_owned());
    }
    assert_eq!(heard, ["Ada", "Carl,", "Ada", "Carl,", "Ada"]);
}

#[test]
fn m_begins_at_the_caret() {
    let mut stage = Stage::with("Ada met Carl and Bob");
    stage.press("m").hears("No marks yet");
    stage.mark("1", "Ada").mark("1", "Carl").mark("1", "Bob").press("Escape");
    stage.click("m|et").press("m").hears("Carl, Person");
    stage.press("Escape").click("m|et").press("Shift M").hears("Ada, Person");
}

#[test]
fn focusing_what_is_not_there_does_nothing() {
    let mut stage = Stage::with("[Ada] met");
    stage.press("1").act(Action::RecordFocused("r-gone".into())).shows("[PER*:Ada] met");
}

#[test]
fn escape_leaves_one_thing_at_a_time_from_the_inside() {
    let mut stage = Stage::with("Ada met Carl.");
    stage.mark("1", "Ada").keys(&["Escape", "1"]).click("|Ada");
    stage.act(Action::DialogOpened(Dialog::Keys(KeySheet::default())));
    stage.press("Ctrl Shift ArrowRight");
    let state = |stage: &Stage| {
        let desk = stage.desk();
        [
            stage.state.dialog.is_some(),
            desk.selection.span.is_some(),
            desk.focus.is_some(),
            desk.armed.is_some(),
        ]
    };
    let mut seen = vec![state(&stage)];
    for _ in 0..4 {
        stage.press("Escape");
        seen.push(state(&stage));
    }
    assert_eq!(
        seen,
        [
            [true, true, true, true],
            [false, true, true, true],
            [false, false, true, true],
            [false, false, false, true],
            [false, false, false, false],
        ]
    );
}

#[test]
fn escape_drops_the_selection_before_the_form() {
    let mut stage = Stage::with("Ada praised [the plan].");
    stage.press("s").select("Ada").press("Escape").selects("Ada| praised the plan.");
    stage.form_is("new @Holder: Nobody · None to infer · nothing");
    stage.press("Escape").form_is("");
}
