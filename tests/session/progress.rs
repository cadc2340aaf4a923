//! How far the work is, counted from the project.

use standpoint::model::{LayerId, Status};
use standpoint::session::progress::Progress;
use standpoint::session::{Action, Dialog};
use standpoint::text::Towards;

use super::stage::Stage;

impl Stage {
    fn progress(&self) -> Progress {
        Progress::of(self.desk())
    }
}

#[test]
fn articles_words_and_records_are_counted() {
    let mut stage = Stage::with("[Ada] met Carl.");
    stage.press("1");
    stage.load(&[("b.txt", "Nobody else was there."), ("c.txt", "Left out.")]);
    stage.act(Action::ArticleStepped(Towards::End)).act(Action::ArticleStepped(Towards::End));
    stage.act(Action::StatusChosen(Status::Skipped));
    let progress = stage.progress();
    assert_eq!(progress.articles, [1, 1, 0, 1]);
    assert_eq!(progress.words, [4, 3, 0, 2]);
    assert_eq!(progress.records(), (1, 0));
    assert_eq!(progress.labels.len(), 1);
    assert_eq!(progress.pace.left_seconds, None, "too little to go by");
}

#[test]
fn another_annotators_work_and_suggestions_do_not_count() {
    let mut stage = Stage::with("[Ada] met Carl.");
    stage.press("1");
    let here = stage.desk().open_layer_id().expect("an article is open");
    let other = LayerId { annotator: "q".into(), ..here.clone() };
    let desk = stage.state.desk.as_mut().expect("a project is open");
    let project = std::rc::Rc::make_mut(&mut desk.work.project);
    let layer = project.layers.get(&here).cloned().expect("a layer");
    project.layers.insert(other, layer.clone());
    let mut suggested = (*layer).clone();
    for record in suggested.records.values_mut() {
        if let standpoint::model::Record::Mention(mention) = record {
            let mention = std::rc::Rc::make_mut(mention);
            mention.provenance.origin = standpoint::model::Origin::Suggestion;
        }
    }
    assert_eq!(stage.progress().records(), (1, 0), "only the own");
    let desk = stage.state.desk.as_mut().expect("a project is open");
    let project = std::rc::Rc::make_mut(&mut desk.work.project);
    project.layers.insert(here, std::rc::Rc::new(suggested));
    assert_eq!(stage.progress().records(), (0, 0), "not yet accepted");
}

#[test]
fn a_key_shows_it_and_an_undo_is_no_progress() {
    let mut stage = Stage::with("[Ada] met Carl.");
    stage.press("1").press("h");
    let Some(Dialog::Progress(progress)) = &stage.state.dialog else {
        panic!("{:?}", stage.state.dialog)
    };
    assert_eq!(progress.records(), (1, 0));
    stage.act(Action::DialogClosed).act(Action::Undone);
    assert_eq!(stage.progress().records(), (0, 0));
}
