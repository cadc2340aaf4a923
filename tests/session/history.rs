//! Undo, redo, and the tab that follows.

use standpoint::model::{History, PRESETS, StanceField, Steps};
use standpoint::session::{Action, Dialog, Effect, StepList, Turning, Writing};

use super::stage::{Stage, follower, project};

/// Does a bit of everything.
fn busy() -> Stage {
    let mut stage = Stage::with("Ada praised the plan. Carl left.");
    stage.load(&[("b.txt", "two"), ("c.txt", "three")]);
    stage.mark("1", "Ada").press("2").act(Action::MentionLinkedToNew("Ada Lovelace".to_owned()));
    stage.select("plan").press("+").select("plan").press("-").press("]");
    stage.act(Action::NoteWritten("a note".to_owned()));
    stage.act(Action::FieldToggled(StanceField::Cue));
    stage.stance("praised", "Ada Lovelace", "Plan", "f").select("left");
    stage.act(Action::StanceSpanSet(StanceField::Cue)).act(Action::DraftClosed);
    stage.press("Escape").mark("1", "Carl").press("Delete").press("d");
    stage.act(Action::ProjectRenamed("Paris, 5 January".to_owned()));
    stage.act(Action::AnnotatorRenamed("Grace".to_owned()));
    stage.act(Action::IssueAdded("Troops".to_owned())).codebook(|it| *it = PRESETS[1].codebook());
    stage.press("j").remove_article();
    stage
}

#[test]
fn everything_can_be_undone_and_done_again() {
    let mut stage = busy();
    let (start, end, steps) = (stage.start.project.clone(), project(&stage), stage.steps());
    for _ in 0..steps {
        stage.press("Ctrl z");
    }
    assert_eq!(project(&stage), start);
    stage.press("Ctrl z").hears("Nothing to undo");
    for _ in 0..steps {
        stage.press("Ctrl Shift Z");
    }
    assert_eq!(project(&stage), end);
    stage.press("Ctrl y").hears("Nothing to redo");
}

#[test]
fn the_log_gives_the_same_work_to_the_tab_that_follows() {
    let mut stage = busy();
    stage.keys(&["Ctrl z", "Ctrl z", "Ctrl y"]);
    assert_eq!(follower(&stage).desk().work, stage.desk().work);
}

#[test]
fn the_tab_that_follows_lets_go_of_what_the_other_took_away() {
    let mut stage = Stage::with("Ada met Carl.");
    stage.mark("1", "Ada");
    let mut other = follower(&stage);
    other.click("|Ada").shows("[PER*:Ada] met Carl.");
    stage.entries.clear();
    stage.press("Delete");
    other.act(Action::Followed(stage.entries.clone())).shows("Ada met Carl.");
    assert_eq!(other.desk().focus, None);
}

#[test]
fn a_tab_that_cannot_follow_says_so_and_shows_what_it_has() {
    let mut stage = Stage::with("Ada met Carl.");
    stage.mark("1", "Ada").mark("1", "Carl").press("Delete");
    let mut other = follower(&stage);
    let revision = other.desk().revision;
    let again = stage.entries.split_off(3);
    other.act(Action::Followed(again));
    assert!(other.state.notice.as_ref().unwrap().words.contains("reload it"));
    assert!(other.desk().revision > revision);
}

#[test]
fn a_change_is_recorded_once_and_looking_around_is_not() {
    let mut stage = Stage::with("[Ada] met Carl.");
    stage.press("1");
    let recorded = stage.effects.iter().filter(|effect| matches!(effect, Effect::Record(_)));
    assert_eq!(recorded.count(), 1);
    let before = stage.entries.len();
    stage.click("|Ada").keys(&["m", "e", "Escape", "Ctrl End", "j", "k", "?", "Escape"]);
    assert_eq!(stage.entries.len(), before);
}

#[test]
fn a_new_change_ends_what_could_be_done_again() {
    let mut stage = Stage::with("Ada met Carl.");
    stage.mark("1", "Ada").press("Ctrl z").mark("1", "Carl").press("Ctrl y");
    stage.shows("Ada met [PER*:Carl].").hears("Nothing to redo");
}

/// A stage whose history has its last `known` steps only; the rest is said to be in the log.
fn shortened(stage: &Stage, known: usize) -> Stage {
    let mut work = stage.desk().work.clone();
    let steps = work.history.undo().known();
    let in_log = steps.len() - known;
    work.history = History::new(Steps::new(steps[in_log..].to_vec(), in_log), Steps::default());
    Stage::of(work, Writing::Writer)
}

#[test]
fn steps_that_only_the_log_has_are_read_when_they_are_needed() {
    let stage = busy();
    let all = stage.desk().work.history.clone();
    let steps = stage.steps() as i64;
    let mut short = shortened(&stage, 2);
    short.keys(&["Ctrl z", "Ctrl z"]);
    let before = project(&short);
    short.press("Ctrl z");
    assert!(matches!(short.effects.as_slice(), [Effect::ReadHistory(Turning::By(1))]));
    assert_eq!(project(&short), before);

    let mut short = shortened(&stage, 2);
    short.act(Action::HistoryVisited(steps));
    assert!(
        matches!(short.effects.as_slice(), [Effect::ReadHistory(Turning::By(by))] if *by == steps)
    );
    let read = |project, then| Action::HistoryRead { project, history: all.clone(), then };
    // Read for a project that has changed meanwhile: nothing is taken.
    short.act(read(stage.start.project.clone(), Turning::By(steps)));
    assert_eq!(short.desk().work.history.undo().known().len(), 2);
    let open = short.desk().work.project.clone();
    short.act(read(open, Turning::By(steps)));
    assert_eq!(project(&short), stage.start.project);
}

#[test]
fn the_list_of_steps_leads_to_any_of_them() {
    let mut stage = Stage::with("Ada met Carl.");
    stage.mark("1", "Ada").mark("2", "Carl").press("Ctrl z").press("H");
    assert_eq!(stage.state.dialog, Some(Dialog::History));
    let list = StepList::of(stage.desk());
    let lines: Vec<&str> = list.lines.iter().map(|line| &*line.words).collect();
    assert_eq!((list.done, list.places()), (lines.len() - 1, lines.len() + 1));
    assert!(lines[lines.len() - 1].contains("Carl"), "{lines:?}");
    assert!(list.lines[list.done].article.is_some());
    assert_eq!(list.matching("carl"), [lines.len()]);
    assert_eq!(list.matching(" ").len(), list.places());
    stage.act(Action::HistoryVisited(list.way_to(lines.len()))).shows("[PER:Ada] met [ORG:Carl].");
    let list = StepList::of(stage.desk());
    let start = stage.start.project.clone();
    stage.act(Action::HistoryVisited(list.way_to(0)));
    assert_eq!(project(&stage), start);
    stage.hears(&format!("Undone: {} steps, to “{}”", list.lines.len(), list.lines[0].words));
    stage.act(Action::HistoryVisited(list.way_to(0) - 1000));
}
