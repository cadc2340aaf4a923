//! One field for everything: what is found by which words, and what picking it does.

use standpoint::model::Status;
use standpoint::session::command::COMMANDS;
use standpoint::session::palette::{Palette, Pick};
use standpoint::session::picture::Kind;
use standpoint::session::{Action, Dialog, Effect, Screen};

use super::stage::Stage;

impl Stage {
    fn palette(&self) -> Palette {
        Palette::of(&self.state)
    }

    /// The first lines for typed words, each with the reason why it cannot be picked.
    fn offered(&self, typed: &str, most: usize) -> Vec<String> {
        let palette = self.palette();
        let found = palette.matching(typed).into_iter().filter_map(|at| palette.get(at));
        let shown = found.map(|it| match it.why_not {
            Some(why) => format!("{} ({why})", it.words),
            None => format!("{} [{}]", it.words, it.kind),
        });
        shown.take(most).collect()
    }

    fn pick(&mut self, typed: &str) -> &mut Self {
        let palette = self.palette();
        let first = palette.matching(typed)[0];
        let offered = palette.get(first).expect("an offer");
        assert_eq!(offered.why_not, None, "{typed}");
        self.act(Action::PalettePicked(offered.pick.clone()))
    }
}

#[track_caller]
fn check(stage: &Stage, typed: &str, expected: &[&str]) {
    assert_eq!(stage.offered(typed, expected.len()), expected, "{typed}");
}

#[test]
fn every_command_is_found_by_what_it_does() {
    let stage = Stage::with("[Ada] met Carl.");
    let palette = stage.palette();
    for entry in COMMANDS.iter().filter(|entry| entry.id != "palette") {
        let found = palette.matching(entry.does());
        let first = palette.get(found[0]).expect("an offer");
        assert_eq!(first.pick, Pick::Command(entry.id), "{}", entry.does());
        assert!(!first.key.is_empty(), "{}", entry.id);
    }
}

#[test]
fn words_find_their_starts_first_and_letters_may_be_left_out() {
    let mut stage = Stage::with("Ada met Carl.");
    check(&stage, "next mark", &["to the next mark [Caret]"]);
    check(&stage, "artcle done", &["article done [Everywhere]"]);
    check(&stage, "nxart", &["next article [Everywhere]"]);
    check(&stage, "csv", &["save and export [Project]"]);
    check(&stage, "matrix", &["Matrix [Picture]"]);
    check(&stage, "organis", &["Organisation [Label]"]);
    assert!(stage.offered("xqzj", 1).is_empty());
    stage.load(&[("Élise Köhler speaks in Ghent", "So she did.")]);
    check(&stage, "elise kohler", &["Élise Köhler speaks in Ghent [Article]"]);
}

#[test]
fn what_cannot_be_done_now_says_why() {
    let mut stage = Stage::with("Ada met Carl.");
    check(&stage, "delete the mark", &["delete the mark (click a mark first)"]);
    check(&stage, "redo", &["redo (nothing to redo)"]);
    check(&stage, "swap the two", &["swap the two articles (no comparison is open)"]);
    check(&stage, "article to do", &["article to do (it is so already)"]);
    stage.act(Action::PictureToggled);
    check(&stage, "next article", &["next article (in the text only)"]);
    assert_eq!(
        Stage::empty().offered("outline", 1),
        ["outline of the article (no article is open)"]
    );
}

#[test]
fn picking_does_it() {
    let mut stage = Stage::with("Ada met Carl.");
    stage.load(&[("Brandt speaks in Ghent", "So she did.")]);
    stage.pick("brandt");
    assert_eq!(stage.text().as_str(), "So she did.");
    stage.pick("timeline");
    assert_eq!(stage.desk().screen, Screen::Picture);
    assert_eq!(stage.desk().picture.as_ref().map(|view| view.kind), Some(Kind::Timeline));
    stage.pick("a.txt");
    assert_eq!(stage.desk().screen, Screen::Text);
    stage.pick("person");
    assert!(stage.desk().armed.is_some());
    stage.pick("article skipped");
    assert_eq!(stage.desk().status_of(&stage.desk().article.clone().unwrap()), Status::Skipped);
    stage.pick("find in the article");
    assert!(stage.effects.iter().any(|it| matches!(it, Effect::Obey("find"))));
    stage.pick("export");
    assert_eq!(stage.state.dialog, Some(Dialog::Export));
}

#[test]
fn a_label_marks_the_selection_and_leaves_the_mark_in_focus_as_it_is() {
    let mut stage = Stage::with("[Ada] met Carl.");
    stage.pick("person").shows("[PER*:Ada] met Carl.");
    stage.act(Action::SelectionCleared);
    stage.pick("organisation").shows("[PER:Ada] met Carl.");
    assert!(stage.desk().armed.is_some());
}

#[test]
fn an_entity_opens_what_there_is_of_it() {
    let mut stage = Stage::with("[Ada] met Carl.");
    stage.pick("person").act(Action::MentionLinkedToNew("Ada Lovelace".to_owned()));
    check(&stage, "lovelace", &["Ada Lovelace [Entity · Person]"]);
    stage.pick("lovelace");
    let project = super::stage::project(&stage);
    let ada = project.entities.keys().next();
    assert_eq!(stage.desk().registry_view.as_ref().and_then(|view| view.entity.as_ref()), ada);
}

#[test]
fn a_tab_that_follows_marks_nothing() {
    let mut stage = Stage::with("[Ada] met Carl.");
    stage.act(Action::WritingChanged(standpoint::session::Writing::Follower));
    check(&stage, "person", &["Person (another tab is writing)"]);
    let label = stage.desk().work.project.codebook.entity_types[0].id.clone();
    stage.act(Action::PalettePicked(Pick::Label(label))).shows("Ada met Carl.");
}
