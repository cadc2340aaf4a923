//! What the worker writes of a project that came to it in pieces is what the page would have written.

mod support;

use std::rc::Rc;

use standpoint::formats::choice::Choice;
use standpoint::formats::outgoing::{Manner, piece, take, write};
use standpoint::formats::table::FORMATS;
use standpoint::formats::{dataset, loss};
use standpoint::model::Article;

#[test]
fn in_pieces_every_format_comes_out_the_same() {
    let project = support::project();
    for format in FORMATS {
        for choice in [Choice::default(), Choice { as_predictions: true, ..Choice::everything() }] {
            let Some(output) = format.write(&project, &choice) else { continue };
            let losses = loss::report(format.name, &output.losses);
            let is_alone = output.files.len() == 1 && !output.losses.is_empty();
            let expected = output.into_one(format, "Paris");
            let chosen = choice.of(&project);
            let articles: Vec<Rc<Article>> = chosen.articles.values().cloned().collect();
            let mut whole = None;
            for (at, one) in articles.chunks(1).enumerate() {
                take(&mut whole, &piece(&chosen, one, at == 0));
            }
            let Some(manner) = Manner::of(format, "Paris", &choice) else {
                assert!(format.says_the_choice(), "{}: a worker is told all else", format.id);
                continue;
            };
            let (written, bytes) = write(&whole.unwrap(), &manner);
            assert_eq!(written.path, expected.path);
            assert!(bytes == expected.bytes, "{}: other bytes", format.id);
            assert_eq!(written.losses, is_alone.then_some(losses), "{}", format.id);
        }
    }
}

#[test]
fn lines_by_article_are_the_whole_dataset() {
    let project = support::project();
    let mut lines = Vec::new();
    project.articles.values().for_each(|it| dataset::article_lines(&project, it, &mut lines));
    assert!(lines == dataset::articles_jsonl(&project));
    let mut lines = Vec::new();
    project.articles.values().for_each(|it| dataset::stance_lines(&project, it, &mut lines));
    assert!(lines == dataset::stances_jsonl(&project));
}
