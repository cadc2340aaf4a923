//! What is guessed of the sample corpus, against what its manifest states.

use std::path::Path;

use standpoint::formats::corpus;
use standpoint::formats::reading::{Draft, Input, Outcome, ReadOptions, read};
use standpoint::model::{Details, SegmentKind};

/// A file of the sample as it is read, and what the manifest says of it.
fn sample(path: &str) -> (Draft, Details) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/sample");
    let opened = corpus::read(&std::fs::read(folder.join("corpus.json")).unwrap()).unwrap();
    assert_eq!(opened.problems, []);
    let mut entries = opened.manifest.articles.into_iter();
    let entry = entries.find(|entry| entry.file.as_str() == path).unwrap();
    let bytes = std::fs::read(folder.join(path)).unwrap();
    assert!(entry.is_hash_of(&bytes), "{path}");
    let mut report = read(&Input { path, bytes: &bytes }, &ReadOptions::default());
    assert_eq!(report.outcome, Outcome::Loaded);
    (report.drafts.remove(0), entry.details)
}

fn stretches(draft: &Draft, kind: SegmentKind) -> Vec<&str> {
    let of_kind = draft.segments.iter().filter(|segment| segment.kind == kind);
    of_kind.map(|segment| &draft.text[segment.span.range()]).collect()
}

#[test]
fn headlines_are_found() {
    for path in [
        "ghent-full-scrape.txt",
        "ghent-copy.txt",
        "lisbon-aggregator.txt",
        "languages/arabic.txt",
        "languages/hebrew.txt",
        "languages/hindi.txt",
        "languages/japanese.txt",
    ] {
        let (draft, stated) = sample(path);
        assert_eq!(draft.details.title, stated.title, "{path}");
    }
    assert_eq!(
        sample("ghent-rewrite.txt").0.details,
        Details { language: "en".to_owned(), ..Details::default() }
    );
}

#[test]
fn credits_are_found() {
    let (draft, stated) = sample("ghent-full-scrape.txt");
    assert_eq!(draft.details, stated);
    let (draft, stated) = sample("ghent-copy.txt");
    assert_eq!(draft.details.outlet, stated.outlet);
}

#[test]
fn languages_are_told_or_left_open() {
    for name in ["arabic", "hebrew", "hindi", "japanese", "social-posts"] {
        let (draft, stated) = sample(&format!("languages/{name}.txt"));
        let guess = draft.details.language;
        assert!(guess.is_empty() || guess == stated.language, "{name}: {guess}");
    }
}

#[test]
fn the_page_around_a_scrape_is_furniture() {
    let (draft, _) = sample("ghent-full-scrape.txt");
    let furniture = stretches(&draft, SegmentKind::Boilerplate);
    let edges: Vec<(&str, &str)> = furniture
        .iter()
        .map(|it| (it.split(' ').next().unwrap(), it.split_whitespace().last().unwrap()))
        .collect();
    assert_eq!(
        edges,
        [
            ("STOP", "Pixelbarn"),
            ("Listen", "which."),
            ("WATCH", "coalition"),
            ("ABOUT", "home."),
            ("2", "14"),
            ("English", "·")
        ]
    );
}

#[test]
fn a_page_gives_its_article_and_its_metadata() {
    let (draft, _) = sample("ostrel-visit.html");
    let Details { title, outlet, byline, url, published, language } = &draft.details;
    assert!(!title.is_empty() && draft.text.starts_with(title.as_str()));
    assert_eq!((outlet.as_str(), byline.as_str()), ("Meridian Courier", "Iseult Marrable"));
    assert!(url.starts_with("https://meridian-courier.example/"));
    assert_eq!((published.unwrap().to_string().as_str(), language.as_str()), ("2025-08-21", "en"));
    assert_eq!(stretches(&draft, SegmentKind::Caption).len(), 1);
    for part_of_the_page in ["cookie", "Subscribe", "©", "function", "<"] {
        assert!(!draft.text.contains(part_of_the_page), "{part_of_the_page}");
    }
}
