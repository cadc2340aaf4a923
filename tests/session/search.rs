//! Search over the project: what is found by what, in strokes, and the way to it and back.

use standpoint::model::{Polarity, Status};
use standpoint::session::search::{Asked, Row, Search, Within};
use standpoint::session::{Action, Dialog, Effect, Screen};

use super::stage::Stage;

impl Stage {
    fn search(&mut self, asked: Asked) -> &mut Self {
        self.act(Action::SearchChanged(Box::new(asked)));
        while let Some(run) = self.going_on() {
            self.act(Action::SearchContinued(run));
        }
        self
    }

    fn going_on(&self) -> Option<u64> {
        self.effects.iter().find_map(|effect| match effect {
            Effect::GoOnSearching(run) => Some(*run),
            _ => None,
        })
    }

    fn searched(&self) -> &Search {
        self.desk().search.as_ref().expect("a search")
    }

    /// Each article with the words that were found in it.
    fn found(&self) -> Vec<String> {
        let of_group = |group: &standpoint::session::search::Group| {
            let text = &group.article.text;
            let words =
                group.hits.iter().map(|hit| hit.span.map_or("–", |span| text.slice(span)));
            format!("{}: {}", group.article.details.title, words.collect::<Vec<_>>().join(", "))
        };
        self.searched().results.groups().iter().map(|group| of_group(group)).collect()
    }
}

fn words(words: &str) -> Asked {
    Asked { words: words.to_owned(), ..Asked::default() }
}

fn marks(asked: Asked) -> Asked {
    Asked { within: Within::Annotations, ..asked }
}

fn stage() -> Stage {
    let mut stage = Stage::with("[Ada] met Carl. Ada left.");
    stage.press("1");
    stage.load(&[("b.txt", "ADAM and Ada’s aunt. Nobody else.")]);
    stage
}

#[test]
fn words_are_found_in_all_articles_as_they_were_loaded() {
    let mut stage = stage();
    stage.search(words("ada"));
    assert_eq!(stage.found(), ["a.txt: Ada, Ada", "b.txt: ADA, Ada"]);
    assert_eq!(stage.searched().said(), "4 places in 2 articles");
    stage.search(Asked { whole_words: true, ..words("ada") });
    assert_eq!(stage.found(), ["a.txt: Ada, Ada", "b.txt: Ada"]);
    stage.search(Asked { keeps_case: true, ..words("ADA") });
    assert_eq!(stage.found(), ["b.txt: ADA"]);
    stage.search(words("nothing like it"));
    assert_eq!(stage.searched().said(), "Not found");
    stage.search(words(" "));
    assert_eq!(stage.searched().said(), "");
}

#[test]
fn a_pattern_is_tried_and_what_is_wrong_with_it_is_said() {
    let mut stage = stage();
    stage.search(Asked { is_pattern: true, ..words(r"\bada\b\S* \w+") });
    assert_eq!(stage.found(), ["a.txt: Ada met, Ada left", "b.txt: Ada’s aunt"]);
    stage.search(Asked { is_pattern: true, ..words("(ada") });
    assert_eq!(stage.searched().fault.as_deref(), Some("unclosed group."));
    assert_eq!(stage.searched().results.hits(), 0);
    stage.search(words("(ada"));
    assert_eq!(stage.searched().fault, None);
}

#[test]
fn filters_narrow_it_to_articles_and_marks() {
    let mut stage = stage();
    let label = stage.desk().work.project.codebook.entity_types[0].id.clone();
    let other = stage.desk().work.project.codebook.entity_types[1].id.clone();
    stage.search(Asked { label: Some(label), ..words("a") });
    assert_eq!(stage.found(), ["a.txt: A, a"], "only within the mark");
    stage.search(Asked { label: Some(other), ..words("a") });
    assert_eq!(stage.found(), [""; 0]);
    let mut asked = words("ada");
    asked.scope.status = Some(Status::ToDo);
    stage.search(asked);
    assert_eq!(stage.found(), ["b.txt: ADA, Ada"]);
    let mut asked = words("ada");
    asked.scope.outlet = Some("Courier".to_owned());
    stage.search(asked);
    assert_eq!(stage.found(), [""; 0]);
    let mut asked = words("ada");
    asked.scope.annotator = Some("nobody".into());
    stage.search(asked);
    assert_eq!(stage.found(), [""; 0]);
}

#[test]
fn marks_are_found_by_their_words_whom_they_name_and_their_notes() {
    let mut stage = stage();
    stage.search(marks(words("")));
    assert_eq!(stage.found(), ["a.txt: Ada"], "all there are");
    stage.act(Action::ArticleStepped(standpoint::text::Towards::Start));
    let record = stage.desk().open_layer().unwrap().records.keys().next().unwrap().clone();
    stage.act(Action::RecordFocused(record)).act(Action::NoteWritten("the younger".to_owned()));
    stage.act(Action::MentionLinkedToNew("Lovelace".to_owned()));
    for typed in ["young", "lovelace", "ADA"] {
        stage.search(marks(words(typed)));
        assert_eq!(stage.found(), ["a.txt: Ada"], "{typed}");
    }
    stage.search(marks(words("met")));
    assert_eq!(stage.found(), [""; 0]);
    stage.search(marks(Asked { whole_words: true, ..words("young") }));
    assert_eq!(stage.found(), [""; 0]);
    let entity = stage.desk().work.project.entities.keys().next().cloned();
    stage.search(marks(Asked { entity, ..words("") }));
    assert_eq!(stage.found(), ["a.txt: Ada"]);
    let mut asked = marks(words(""));
    asked.scope.polarity = Some(Polarity::Favor);
    stage.search(asked);
    assert_eq!(stage.found(), [""; 0]);
}

#[test]
fn one_goes_to_what_was_found_and_comes_back_to_it() {
    let mut stage = stage();
    stage.act(Action::SearchToggled);
    assert_eq!(stage.desk().screen, Screen::Search);
    stage.search(words("ada")).act(Action::FoundVisited(3));
    assert_eq!(stage.desk().screen, Screen::Text);
    let selected = stage.desk().selection.span.expect("the words are selected");
    assert_eq!((selected.start().index(), stage.text().slice(selected)), (9, "Ada"));
    assert!(stage.effects.iter().any(|it| matches!(it, Effect::RevealDrawn(_))));
    // A mark is made of it, so that what is found may have changed: it is looked for anew.
    stage.press("1").act(Action::SearchToggled);
    assert_eq!(stage.searched().at, Some(3));
    assert_eq!(stage.searched().said(), "4 places in 2 articles");
    stage.press("Escape");
    assert_eq!(stage.desk().screen, Screen::Text);
}

#[test]
fn words_of_the_open_article_are_selected_also_where_a_mark_is_in_focus() {
    let mut stage = Stage::with("[Ada] met Carl. Ada left.");
    stage.press("1").hears("Mark Ada, Person");
    stage.act(Action::SearchToggled).search(words("carl")).act(Action::FoundVisited(0));
    stage.selects("Ada met [Carl|]. Ada left.").press("1");
    stage.shows("[PER:Ada] met [PER*:Carl]. Ada left.");
}

#[test]
fn what_was_found_is_marked_as_one_step() {
    let mut stage = stage();
    stage.search(Asked { whole_words: true, ..words("ada") }).act(Action::FoundAsked);
    let Some(Dialog::MarkFound(wanted)) = stage.state.dialog.clone() else {
        panic!("{:?}", stage.state.dialog)
    };
    let here = stage.desk().open_layer_id().expect("an article is open");
    let hits = wanted.hits(&stage.desk().work.project, &here);
    assert_eq!(hits.len(), 2, "one is marked already");
    stage.act(Action::DoneEverywhere(wanted, hits));
    let records: usize =
        stage.desk().work.project.layers.values().map(|layer| layer.records.len()).sum();
    assert_eq!(records, 3);
    stage.act(Action::Undone);
    let records: usize =
        stage.desk().work.project.layers.values().map(|layer| layer.records.len()).sum();
    assert_eq!(records, 1);
}

#[test]
fn a_long_search_goes_on_in_strokes_and_an_older_one_comes_to_nothing() {
    let mut stage = Stage::empty();
    let text = "Ada met Carl. ".repeat(100_000);
    let files: Vec<(String, String)> =
        (0..4).map(|n| (format!("{n}.txt"), format!("{n} {text}"))).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    stage.load(&files);
    stage.act(Action::SearchChanged(Box::new(words("carl"))));
    let first = stage.going_on().expect("not all at once");
    assert!(stage.searched().said().ends_with("so far …"));
    stage.act(Action::SearchChanged(Box::new(words("ada"))));
    let hits = stage.searched().results.hits();
    stage.act(Action::SearchContinued(first));
    assert_eq!(stage.searched().results.hits(), hits, "the older one adds nothing");
    assert_eq!(stage.going_on(), None);
    stage.search(words("ada"));
    assert_eq!(stage.searched().results.hits(), 400_000);
    let results = &stage.searched().results;
    assert_eq!(results.rows(), 400_004);
    assert!(matches!(results.row(0), Some(Row::Article(_))));
    for at in [0, 99_999, 100_000, 399_999] {
        let row = results.row(results.row_of(at));
        assert!(matches!(row, Some(Row::Hit(hit, ..)) if hit == at), "{at}: {row:?}");
    }
    assert!(results.row(400_004).is_none());
}

#[test]
fn a_hostile_pattern_does_not_hold_the_page_up() {
    let mut stage = Stage::empty();
    stage.load(&[("a.txt", &"a".repeat(300_000))]);
    // Backtracking would not come to an end.
    stage.search(Asked { is_pattern: true, ..words("(a*)*(a|aa)*(a|a?)+b") });
    assert_eq!(stage.searched().said(), "Not found");
}
