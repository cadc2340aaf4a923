//! The list of articles: filter, order, neighbours, progress, removal.

use standpoint::model::{Date, Details, Status};
use standpoint::session::articles::{listed, progress};
use standpoint::session::{Action, ArticleFilter, Sort};

use super::stage::{Stage, project};

fn three() -> Stage {
    let mut stage = Stage::empty();
    stage.load(&[("Bravo", "one"), ("alpha", "two"), ("Charlie", "three")]);
    stage
}

#[track_caller]
fn check(stage: &Stage, expected: &[&str]) {
    let titles: Vec<&str> =
        listed(stage.desk()).iter().map(|article| article.details.title.as_str()).collect();
    assert_eq!(titles, expected);
}

fn filter(stage: &mut Stage, query: &str, status: Option<Status>, sort: Sort) {
    stage.act(Action::ArticlesFiltered(ArticleFilter { query: query.to_owned(), status, sort }));
}

fn correct(stage: &mut Stage, title: &str, change: impl FnOnce(&mut Details)) {
    let project = project(stage);
    let mut articles = project.articles.values();
    let article = articles.find(|article| article.details.title == title).unwrap();
    let mut details = article.details.clone();
    change(&mut details);
    stage.act(Action::DetailsCorrected(article.id.clone(), Box::new(details)));
}

#[test]
fn articles_stand_in_the_order_that_is_chosen() {
    let mut stage = three();
    check(&stage, &["Bravo", "alpha", "Charlie"]);
    filter(&mut stage, "", None, Sort::Title);
    check(&stage, &["alpha", "Bravo", "Charlie"]);
    correct(&mut stage, "Charlie", |details| details.published = Date::new(2026, 1, 5));
    correct(&mut stage, "alpha", |details| details.published = Date::new(2026, 1, 6));
    filter(&mut stage, "", None, Sort::Published);
    check(&stage, &["Charlie", "alpha", "Bravo"]);
}

#[test]
fn every_word_of_the_query_must_be_in_title_outlet_or_byline() {
    let mut stage = three();
    correct(&mut stage, "Bravo", |details| details.outlet = "The Times".to_owned());
    filter(&mut stage, "times BRA", None, Sort::Loaded);
    check(&stage, &["Bravo"]);
    filter(&mut stage, "times alpha", None, Sort::Loaded);
    check(&stage, &[]);
}

#[test]
fn j_and_k_walk_over_the_list_and_say_where_it_ends() {
    let mut stage = three();
    stage.press("k").tells("This is the first article of the list.");
    stage.press("j").hears("alpha").tells("").press("j").press("j");
    stage.tells("This is the last article of the list.");
    stage.press("k").hears("alpha").tells("");
}

#[test]
fn j_goes_on_from_an_article_that_the_filter_has_just_hidden() {
    let mut stage = three();
    filter(&mut stage, "", Some(Status::ToDo), Sort::Loaded);
    stage.keys(&["j", "d"]);
    check(&stage, &["Bravo", "Charlie"]);
    stage.press("j").hears("Charlie");
    stage.press("d").press("j").tells("This is the last article of the list.");
    stage.press("k").hears("Bravo");
}

#[test]
fn progress_counts_the_articles_of_each_status() {
    let mut stage = three();
    stage.keys(&["d", "j"]).mark("1", "two");
    let counts = progress(stage.desk()).map(|(_, count)| count);
    assert_eq!(counts, [1, 1, 1, 0]);
}

#[test]
fn a_status_is_one_step_and_the_same_status_none() {
    let mut stage = three();
    stage.keys(&["d", "d"]).hears("");
    assert_eq!(stage.steps(), 2);
    stage.press("Ctrl z").hears("Undone: Done: “Bravo”");
}

#[test]
fn a_removed_article_comes_back_with_its_marks() {
    let mut stage = three();
    stage.press("j").mark("1", "two");
    let before = project(&stage);
    stage.remove_article().shows("three");
    check(&stage, &["Bravo", "Charlie"]);
    stage.press("Ctrl z");
    assert_eq!(project(&stage), before);
}

#[test]
fn after_the_last_article_is_removed_the_one_before_it_is_open() {
    let mut stage = three();
    stage.keys(&["j", "j"]).remove_article();
    stage.shows("two").press("k").shows("one");
    for _ in 0..2 {
        stage.remove_article();
    }
    assert_eq!(stage.desk().article, None);
    stage.press("Ctrl z").shows("two");
}

#[test]
fn an_article_that_is_not_there_is_not_opened() {
    let mut stage = three();
    stage.act(Action::ArticleChosen("a-gone".into())).shows("one");
}

#[test]
fn corrected_details_are_one_step_and_the_same_details_none() {
    let mut stage = three();
    for _ in 0..2 {
        correct(&mut stage, "Bravo", |details| details.byline = "Ada".to_owned());
    }
    assert_eq!(stage.steps(), 2);
    stage.press("Ctrl z").hears("Undone: Correct the details of “Bravo”");
}
