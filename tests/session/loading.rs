//! Articles coming in: what becomes of each file, and what can be taken back.

use standpoint::model::Work;
use standpoint::session::{Action, Dialog, Notice, Outcome, Place, Tone, Writing};

use super::stage::{Stage, article, file, load_of, project};

fn read(stage: &mut Stage, files: &[(&str, &str)]) {
    let files = files.iter().map(|(name, text)| file(name, text)).collect();
    stage.act(Action::FilesRead(files));
}

#[track_caller]
fn reports(stage: &Stage, expected: &[&str]) {
    let loading = stage.state.loading.as_ref().expect("something is loading");
    let lines: Vec<String> = loading
        .report
        .iter()
        .map(|line| format!("{} {:?} {}", line.file, line.outcome, line.remarks.join("; ")))
        .map(|line| line.trim().to_owned())
        .collect();
    assert_eq!(lines, expected);
}

#[test]
fn loading_without_a_project_makes_one_and_opens_the_first_article() {
    let mut stage = Stage::empty();
    stage.act(Action::ProjectClosed);
    stage.load(&[("a.txt", "one"), ("b.txt", "two")]).shows("one");
}

#[test]
fn a_load_without_articles_makes_no_project() {
    let mut stage = Stage::empty();
    stage.act(Action::ProjectClosed);
    stage.act(load_of(1));
    assert!(stage.state.desk.is_none());
    let mut refused = file("a.bin", "");
    refused.outcome = Outcome::Refused;
    refused.articles.clear();
    stage.act(Action::FilesRead(vec![refused])).act(Action::LoadFinished);
    assert!(stage.state.desk.is_none());
    assert_eq!(stage.state.dialog, Some(Dialog::Report));
}

#[test]
fn a_load_in_several_parts_is_one_step() {
    let mut stage = Stage::empty();
    stage.act(load_of(3));
    read(&mut stage, &[("a.txt", "one")]);
    stage.act(Action::FileStarted("b.txt".to_owned()));
    read(&mut stage, &[("b.txt", "two")]);
    read(&mut stage, &[("c.txt", "three")]);
    stage.act(Action::LoadFinished).tells("3 articles loaded.");
    assert_eq!((stage.steps(), stage.state.dialog.clone()), (1, None));
    let full = project(&stage);
    stage.press("Ctrl z").hears("Undone: Load articles");
    assert!(project(&stage).articles.is_empty());
    stage.press("Ctrl Shift Z");
    assert_eq!(project(&stage), full);
}

#[test]
fn work_during_a_load_keeps_its_own_steps() {
    let mut stage = Stage::empty();
    stage.act(load_of(3));
    read(&mut stage, &[("a.txt", "Ada met")]);
    stage.mark("1", "Ada");
    read(&mut stage, &[("b.txt", "two")]);
    read(&mut stage, &[("c.txt", "three")]);
    stage.act(Action::LoadFinished);
    assert_eq!(stage.steps(), 3);
    stage.press("Ctrl z").hears("Undone: Load articles").shows("[PER*:Ada] met");
    stage.press("Ctrl z").shows("Ada met");
}

#[test]
fn an_undo_during_a_load_is_not_undone_by_it() {
    let mut stage = Stage::with("zero");
    stage.act(load_of(2));
    read(&mut stage, &[("a.txt", "one")]);
    stage.press("Ctrl z");
    read(&mut stage, &[("b.txt", "two")]);
    stage.act(Action::LoadFinished);
    assert_eq!(stage.steps(), 2);
    stage.press("Ctrl z");
    assert_eq!(project(&stage).articles.len(), 1);
}

#[test]
fn the_same_text_is_loaded_once() {
    let mut stage = Stage::with("one");
    stage.act(load_of(4));
    let mut both = file("d.txt", "four");
    both.articles.push(article("d.txt", "one"));
    read(&mut stage, &[("b.txt", "one"), ("c.txt", "three"), ("c2.txt", "three")]);
    stage.act(Action::FilesRead(vec![both])).act(Action::LoadFinished);
    reports(
        &stage,
        &[
            "b.txt Duplicate the same text is here already, as “a.txt”",
            "c.txt Loaded",
            "c2.txt Duplicate the same text is here already, as “c.txt”",
            "d.txt LoadedWithRemarks the same text is here already, as “a.txt”",
        ],
    );
    stage.tells("2 articles loaded.");
    assert_eq!(stage.state.dialog, Some(Dialog::Report));
}

#[test]
fn remarks_and_refusals_are_reported_as_they_are() {
    let mut stage = Stage::with("one");
    stage.act(load_of(2));
    let mut remarked = file("b.txt", "two");
    remarked.remarks.push("line 2: odd".to_owned());
    let mut refused = file("c.bin", "");
    refused.outcome = Outcome::Refused;
    refused.remarks.push("not a text".to_owned());
    refused.articles.clear();
    stage.act(Action::FilesRead(vec![remarked, refused])).act(Action::LoadFinished);
    reports(&stage, &["b.txt LoadedWithRemarks line 2: odd", "c.bin Refused not a text"]);
    stage.tells("1 article loaded.");
    assert_eq!(stage.state.dialog, Some(Dialog::Report));
}

#[test]
fn a_cancelled_load_keeps_what_came_and_takes_nothing_more() {
    let mut stage = Stage::with("one");
    stage.act(load_of(3));
    read(&mut stage, &[("b.txt", "two")]);
    stage.act(Action::LoadFinished).tells("Stopped. 1 article loaded before that is kept.");
    read(&mut stage, &[("c.txt", "three")]);
    assert_eq!(project(&stage).articles.len(), 2);
    stage.act(Action::NoticeDismissed).act(Action::LoadFinished).tells("");
}

#[test]
fn a_load_of_a_project_file_alone_is_no_stopped_load() {
    let mut stage = Stage::with("one");
    stage.act(Action::NoticeDismissed).act(load_of(1));
    stage.act(Action::OwnFileTaken).act(Action::LoadFinished).tells("");
    // Why a file was refused stays to be read.
    let words = "p.json was not opened.".to_owned();
    stage.act(load_of(1)).act(Action::Told(Notice { words, tone: Tone::Error }));
    stage.act(Action::OwnFileTaken).act(Action::LoadFinished).tells("p.json was not opened.");
    stage.act(load_of(2)).act(Action::OwnFileTaken);
    read(&mut stage, &[("b.txt", "two")]);
    stage.act(Action::LoadFinished).tells("1 article loaded.");
}

#[test]
fn that_a_large_project_is_being_opened_is_said_once() {
    let mut stage = Stage::empty();
    stage.act(Action::OpeningWent(Some(0))).hears("Opening the project…");
    stage.act(Action::OpeningWent(Some(40))).hears("");
    stage.act(Action::OpeningWent(None)).hears("");
}

#[test]
fn files_of_an_old_load_do_not_reach_another_project() {
    let mut stage = Stage::with("one");
    stage.act(load_of(1));
    let work: Box<Work> = Box::new(stage.start.clone());
    let place = Place::default();
    stage.act(Action::ProjectOpened { work, place, writing: Writing::Writer, report: Vec::new() });
    read(&mut stage, &[("b.txt", "two")]);
    assert!(project(&stage).articles.is_empty());
}
