//! Finding words in the open article.

use standpoint::session::{Action, Effect};
use standpoint::text::Towards;

use super::stage::Stage;

impl Stage {
    fn seek(&mut self, words: &str) -> &mut Self {
        self.act(Action::FindChanged { words: words.to_owned(), keeps_case: false })
    }

    fn step(&mut self, towards: Towards) -> &mut Self {
        self.act(Action::FindStepped { towards, selects: false })
    }

    /// The count on the bar, and the words of the place that was gone to with what is behind them.
    #[track_caller]
    fn finds(&mut self, said: &str, here: &str) -> &mut Self {
        let finding = &self.desk().finding;
        let text = self.text();
        let found = finding.place().map_or("", |place| &text.as_str()[place.start().index()..]);
        assert_eq!((finding.said().as_str(), found.starts_with(here)), (said, true), "{found:?}");
        self
    }

    fn has(&self, wanted: fn(&Effect) -> bool) -> bool {
        self.effects.iter().any(wanted)
    }
}

const TEXT: &str = "Ada met Carl.\nADA left.\nCarl and ada stayed.";

#[test]
fn typing_goes_to_the_first_place_from_where_the_hand_was() {
    let mut stage = Stage::with(TEXT);
    stage.click("Ada met |Carl").press("i");
    assert!(stage.has(|effect| matches!(effect, Effect::FocusFind)));
    stage.seek("ada").finds("2 of 3", "ADA left").hears("2 of 3");
    assert!(stage.has(|effect| matches!(effect, Effect::Reveal(_))));
    stage.seek("adam").finds("Not found", "").hears("Not found");
    stage.seek("").finds("", "");
    stage.act(Action::FindChanged { words: "Ada".to_owned(), keeps_case: true });
    stage.finds("1 of 1", "Ada met");
}

#[test]
fn steps_go_around_the_text_and_say_so() {
    let mut stage = Stage::with(TEXT);
    stage.press("i").seek("ada").step(Towards::End).finds("2 of 3", "ADA left");
    stage.hears("2 of 3: Ada met Carl. ADA left. Carl and ada stay");
    stage.step(Towards::End).step(Towards::End).finds("1 of 3", "Ada met");
    stage.hears("1 of 3, from the start again: Ada met Carl. ADA left. Car");
    stage.step(Towards::Start).finds("3 of 3", "ada stayed");
    stage.hears("3 of 3, from the end again: arl. ADA left. Carl and ada stayed.");
}

#[test]
fn the_found_words_are_selected_when_the_bar_goes() {
    let mut stage = Stage::with(TEXT);
    stage.press("i").seek("carl").step(Towards::End).act(Action::FindClosed);
    stage.selects("Ada met Carl.\nADA left.\n[Carl|] and ada stayed.");
    assert!(stage.has(|effect| matches!(effect, Effect::FocusText)));
    assert!(!stage.desk().finding.is_open && stage.desk().finding.places.is_empty());
    stage.press("1").shows("Ada met Carl.\nADA left.\n[PER*:Carl] and ada stayed.");
    // The words are there the next time.
    stage.press("i").finds("2 found", "");
}

#[test]
fn without_a_place_the_selection_stays() {
    let mut stage = Stage::with("Ada met [Carl].");
    stage.press("i").seek("Bo").act(Action::FindClosed).selects("Ada met [Carl|].");
}

#[test]
fn what_is_selected_is_looked_for() {
    let mut stage = Stage::with("Ada met Carl.\nADA left.\n[Carl] and ada stayed.");
    stage.press("i").finds("2 of 2", "Carl and");
    assert_eq!(stage.desk().finding.words, "Carl");
    let mut stage = Stage::with("[Ada met Carl.\nADA] left.");
    stage.press("i");
    assert_eq!(stage.desk().finding.words, "");
}

#[test]
fn from_the_text_each_step_selects_so_that_a_label_marks_it() {
    let mut stage = Stage::with(TEXT);
    stage.press("i").seek("ada").step(Towards::Start);
    stage.act(Action::FindClosed).click("|Ada met");
    stage.press("g").selects("[Ada|] met Carl.\nADA left.\nCarl and ada stayed.");
    stage.keys(&["1", "g", "1"]);
    stage.shows("[PER:Ada] met Carl.\n[PER*:ADA] left.\nCarl and ada stayed.");
    stage.press("G").selects("[Ada|] met Carl.\nADA left.\nCarl and ada stayed.");
    // It goes on from where the hand is.
    stage.click("Carl |and ada").press("g");
    stage.selects("Ada met Carl.\nADA left.\nCarl and [ada|] stayed.");
    stage.click("ADA |left").press("G");
    stage.selects("Ada met Carl.\n[ADA|] left.\nCarl and ada stayed.");
}

#[test]
fn without_words_a_step_asks_for_some() {
    let mut stage = Stage::with(TEXT);
    stage.press("g");
    assert!(stage.desk().finding.is_open);
    assert!(stage.has(|effect| matches!(effect, Effect::FocusFind)));
    stage.seek("Bo").press("g").hears("Not found");
}

#[test]
fn the_bar_stays_open_in_the_next_article() {
    let mut stage = Stage::empty();
    stage.load(&[("a", "Ada met Ada."), ("b", "Carl met Ada.")]);
    stage.press("i").seek("ada").finds("1 of 2", "Ada met");
    stage.press("j").finds("1 found", "").press("g").selects("Carl met [Ada|].");
    stage.press("Ctrl Shift z").remove_article().finds("2 found", "");
    stage.remove_article();
    assert!(stage.desk().finding.places.is_empty());
}

#[test]
fn escape_in_the_text_takes_the_bar_away_and_leaves_the_selection() {
    let mut stage = Stage::with("Ada met [Carl].");
    stage.press("i").seek("ada").press("Escape").selects("Ada met [Carl|].");
    assert!(!stage.desk().finding.is_open);
    stage.press("Escape").selects("Ada met Carl|.");
}
