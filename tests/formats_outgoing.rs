//! What the worker writes of a project that came to it in pieces is what the page would have written.

mod support;

use std::rc::Rc;

use standpoint::formats::archive::{File, Packing, unpack};
use standpoint::formats::choice::Choice;
use standpoint::formats::examples::{Example, Shape, Split};
use standpoint::formats::incoming::{self, Wish};
use standpoint::formats::outgoing::{Manner, piece, take, write};
use standpoint::formats::table::{FORMATS, Format};
use standpoint::formats::{dataset, loss, project};
use standpoint::model::{Article, Project};

#[test]
fn in_pieces_every_format_comes_out_the_same() {
    let project = support::project();
    for format in FORMATS {
        let predictions = Choice { as_predictions: true, ..Choice::everything() };
        let articles = Some(project.articles.keys().take(1).cloned().collect());
        let shape = Shape { example: Example::Sentence, around: 1, split: Some(Split::usual()) };
        let shaped = Choice { articles, shape, ..Choice::default() };
        for choice in [Choice::default(), predictions, shaped] {
            let Some(output) = format.write(&project, &choice) else { continue };
            let losses = loss::report(format.name, &output.losses);
            let is_alone = output.is_alone(format) && !output.losses.is_empty();
            let expected = output.into_one(format, "Paris");
            let chosen = choice.of(&project);
            let articles: Vec<Rc<Article>> = chosen.articles.values().cloned().collect();
            let mut whole = None;
            for (at, one) in articles.chunks(1).enumerate() {
                take(&mut whole, &piece(&chosen, one, at == 0)).unwrap();
            }
            let manner = Manner::of(format, "Paris", &choice);
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

#[test]
fn article_by_article_an_archive_has_the_same_files() {
    let (project, choice) = (support::project(), Choice::default());
    let of = |format: &&&Format| format.by_article(&choice).is_some();
    let formats: Vec<_> = FORMATS.iter().filter(of).collect();
    assert!(!formats.is_empty());
    for format in formats {
        let by_article = format.by_article(&choice).unwrap();
        let chosen = choice.of(&project);
        let mut packing = Packing::new(by_article.path);
        packing.push(by_article.begin);
        for (article, number) in chosen.articles.values().zip(1..) {
            let mut bytes = Vec::new();
            (by_article.article)(&chosen, article, &choice, number, &mut bytes);
            packing.push(&bytes);
        }
        packing.push(by_article.end);
        let mut others = (by_article.others)(&chosen);
        others.extend(format.list_of(&format.losses(&project, &choice)));
        let path = format.archive_path("Paris", &others);
        let whole: File = format.write(&project, &choice).unwrap().into_one(format, "Paris");
        assert_eq!(path, whole.path);
        assert!(unpack(&packing.finish(&others)) == unpack(&whole.bytes));
    }
}

#[test]
fn what_was_read_comes_to_the_page_by_pieces_as_it_is() {
    let lines: Vec<String> = (0..40)
        .map(|n| {
            let text = format!("Ada met Carl, {n}. {}", "They spoke. ".repeat(2_000));
            let mention = r#"{"start":0,"end":3,"quote":"Ada","type":"person"}"#;
            format!("{{\"text\":{text:?},\"annotator\":\"p-1\",\"mentions\":[{mention}]}}\n")
        })
        .collect();
    let files = [File::new("a.jsonl", lines.concat())];
    let (report, whole) = incoming::look(&files, &Wish::default());
    assert_eq!(report.format.as_deref(), Some("articles-jsonl"));
    let whole = whole.unwrap();
    let (mut taken, mut from, mut pieces) = (None, 0, 0);
    loop {
        let (to, total, bytes) = incoming::piece(&whole, from);
        take(&mut taken, &bytes).unwrap();
        (from, pieces) = (to, pieces + 1);
        assert_eq!(total, 40);
        if from == total {
            break;
        }
    }
    assert!(pieces > 2, "{pieces}");
    let taken = taken.unwrap();
    assert_eq!((taken.layers.len(), whole.layers.len()), (40, 40));
    assert!(project::write(&taken) == project::write(&whole));
    let none = incoming::piece(&Project::new("p".into(), "", taken.codebook.as_ref().clone()), 0);
    assert_eq!((none.0, none.1, none.2.is_empty()), (0, 0, false));
}
