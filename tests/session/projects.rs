//! Projects as a whole: opening, closing, annotators, the codebook.

use standpoint::model::{
    Annotator, DEFAULT_PRESET, Extra, PRESETS, Project, Target, TargetKind, Work,
};
use standpoint::session::codebook::{Fate, Gone, add_issue, remove_issue};
use standpoint::session::{Action, CopyState, Dialog, Effect, FileCopy, Place, Saving, Writing};
use standpoint::text::Byte;

use super::stage::{Stage, project};

fn open(stage: &mut Stage, place: Place) {
    let work = Box::new(stage.desk().work.clone());
    stage.act(Action::ProjectOpened { work, place, writing: Writing::Writer, report: Vec::new() });
}

#[test]
fn an_opened_project_shows_the_place_where_it_was_left() {
    let mut stage = Stage::with("one");
    stage.load(&[("b.txt", "two three")]).press("j");
    stage.act(Action::Scrolled(Byte(4)));
    let [Effect::KeepPlace(_, place)] = &stage.effects[..] else { panic!("the place is kept") };
    let place = place.clone();
    stage.press("k");
    open(&mut stage, place);
    stage.selects("two |three");
}

#[test]
fn a_place_that_is_gone_is_the_beginning() {
    let mut stage = Stage::with("one");
    let place = Place { article: Some("a-gone".into()), top: Byte(99), ..Place::default() };
    open(&mut stage, place);
    stage.selects("|one");
    let place = Place { article: stage.desk().article.clone(), top: Byte(99), ..Place::default() };
    open(&mut stage, place);
    stage.selects("one|");
}

#[test]
fn a_second_annotator_has_a_layer_and_an_unfinished_stance_of_her_own() {
    let mut stage = Stage::empty();
    let mut project = Project::clone(&stage.start.project);
    let grace = Annotator { name: "Grace".to_owned(), extra: Extra::new() };
    project.annotators.insert("q".into(), grace);
    stage = Stage::of(Work::new(project), Writing::Writer);
    stage.load(&[("a.txt", "Ada met Carl.")]).mark("1", "Ada").select("met").press("s");
    stage.act(Action::AnnotatorChosen("q".into())).shows("Ada met Carl.").form_is("");
    stage.mark("1", "Carl").shows("Ada met [PER*:Carl].");
    stage.act(Action::AnnotatorChosen("p".into())).shows("[PER:Ada] [draft*:met] Carl.");
    stage.act(Action::AnnotatorChosen("nobody".into())).shows("[PER:Ada] [draft*:met] Carl.");
}

#[test]
fn a_copy_in_a_file_is_behind_as_soon_as_something_is_done() {
    let copy = |state| Some(FileCopy { name: "a.json".to_owned(), is_folder: false, state });
    let mut stage = Stage::with("Ada met Carl.");
    stage.act(Action::FileCopyTold(copy(CopyState::Written("at noon".to_owned())))).hears("");
    stage.mark("1", "Ada");
    assert_eq!(stage.desk().file_copy, copy(CopyState::Due));
    let paused = "Copy in a.json: paused. The browser wants you to allow it again.";
    stage.act(Action::FileCopyTold(copy(CopyState::Paused))).hears(paused);
    stage.act(Action::FileCopyTold(copy(CopyState::Paused))).hears("");
    stage.mark("1", "Carl");
    assert_eq!(stage.desk().file_copy, copy(CopyState::Paused));
    let offered = "Opened from the file a.json. What you do is not written back to it.";
    stage.act(Action::FileCopyTold(copy(CopyState::Offered))).hears(offered);
    let folder = FileCopy { name: "a".to_owned(), is_folder: true, state: CopyState::Changed };
    stage.act(Action::FileCopyTold(Some(folder))).hears(
        "Copy in the folder a: paused. Files in it are not as Standpoint last wrote them, so \
         nothing was written over.",
    );
}

#[test]
fn a_newer_version_is_said_once_and_can_be_put_off() {
    let mut stage = Stage::with("Ada");
    stage.act(Action::NewVersionCame);
    stage.hears("A new version of Standpoint is ready: reload the page when it suits you.");
    stage.act(Action::NewVersionCame).hears("");
    assert!(stage.state.new_version);
    stage.act(Action::NewVersionPutOff);
    assert!(!stage.state.new_version);
}

#[test]
fn whoever_records_something_is_in_the_project() {
    let bare = Project::new("w".into(), "Bare", DEFAULT_PRESET.codebook());
    let mut stage = Stage::of(Work::new(bare), Writing::Writer);
    stage.load(&[("a.txt", "Ada met Carl.")]).mark("1", "Ada");
    let id = stage.desk().annotator.clone();
    assert!(project(&stage).annotators.contains_key(&id));
    stage.press("Ctrl z");
    assert!(project(&stage).annotators.is_empty());
}

#[test]
fn names_are_kept_without_white_space_around_them() {
    let mut stage = Stage::with("one");
    stage.act(Action::ProjectRenamed("  Paris ".to_owned()));
    stage
        .act(Action::ProjectRenamed(" ".to_owned()))
        .act(Action::AnnotatorRenamed("Ada ".to_owned()));
    assert_eq!((stage.steps(), project(&stage).name.as_str()), (1, "Paris"));
}

#[test]
fn a_codebook_that_is_as_it_was_is_no_change() {
    let mut stage = Stage::with("one");
    stage.codebook(|_| {}).hears("The codebook is as it was");
    assert_eq!(stage.steps(), 1);
    stage.codebook(|it| *it = PRESETS[1].codebook());
    assert_eq!((stage.steps(), project(&stage).codebook.fields.len()), (2, 10));
}

#[test]
fn a_label_that_is_gone_is_not_armed() {
    let mut stage = Stage::with("one");
    stage.press("5");
    assert!(stage.desk().armed.is_some());
    stage.codebook(|it| drop(it.entity_types.pop()));
    assert_eq!(stage.desk().armed, None);
}

#[test]
fn what_waits_comes_along_with_the_codebook() {
    let mut stage = Stage::with("Ada praised the plan.");
    stage.act(Action::IssueAdded("Plan".to_owned())).mark("5", "plan").press("Escape");
    let issue = project(&stage).codebook.issues[0].id.clone();
    let target = Target { kind: TargetKind::Issue(issue.clone()), is_negated: false };
    stage.select("praised").press("s").act(Action::TargetPicked(Some(target)));
    let mut wanted = (*project(&stage).codebook).clone();
    add_issue(&mut wanted, "Levy", None);
    remove_issue(&mut wanted, &issue);
    wanted.entity_types.pop();
    let fates = vec![(Gone::Type("topic".into()), Fate::Become(0))];
    stage.act(Action::CodebookApplied(Box::new(wanted), fates));
    stage.hears("Change the codebook, and 1 record with it");
    // Nothing recorded is about the issue, so it goes; the stance being written lets go of it.
    assert_eq!(stage.desk().draft.as_ref().unwrap().stance.target, None);
    stage.shows("Ada [draft*:praised] the [PER:plan].");
    stage.press("Ctrl z").shows("Ada [draft*:praised] the [TOP:plan].");
}

#[test]
fn an_issue_is_added_once() {
    let mut stage = Stage::with("one");
    stage
        .act(Action::IssueAdded(" Troops ".to_owned()))
        .act(Action::IssueAdded("Troops".to_owned()));
    assert_eq!((stage.steps(), project(&stage).codebook.issues.len()), (2, 1));
}

#[test]
fn closing_asks_first_while_changes_are_not_saved() {
    let mut stage = Stage::with("one");
    stage.act(Action::SavingChanged(Saving::Failed("full".to_owned()))).act(Action::ProjectClosed);
    assert!(stage.state.desk.is_some() && stage.effects.is_empty());
    assert_eq!(stage.state.dialog, Some(Dialog::LeaveUnsaved));
    stage.act(Action::UnsavedLeft);
    assert!(stage.state.desk.is_none() && stage.state.dialog.is_none());
}

#[test]
fn closing_lets_the_project_go() {
    let mut stage = Stage::with("one");
    stage.act(Action::ProjectClosed);
    assert!(stage.state.desk.is_none());
    assert!(matches!(stage.effects[..], [Effect::KeepPlace(..), Effect::Close]));
}

#[test]
fn each_article_is_come_back_to_where_it_was_left() {
    let mut stage = Stage::empty();
    stage.load(&[("a.txt", "One two three."), ("b.txt", "Four five six.")]);
    stage.act(Action::Scrolled(Byte(4))).press("j").act(Action::Scrolled(Byte(5)));
    assert_eq!(stage.desk().top, Byte(5));
    stage.press("k");
    assert_eq!((stage.desk().top, stage.desk().selection.caret), (Byte(4), Byte(4)));
    let Some(Effect::KeepPlace(_, place)) = stage.effects.first().cloned() else {
        panic!("the place is kept")
    };
    open(&mut stage, place);
    assert_eq!(stage.desk().top, Byte(4));
    stage.press("j");
    assert_eq!(stage.desk().top, Byte(5));
}
