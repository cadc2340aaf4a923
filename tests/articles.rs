//! Guesses on, and comparisons of, the five articles of `../shared/articles`, where that folder is beside the repository.

use std::path::PathBuf;

use standpoint::formats::reading::{Draft, Input, Outcome, ReadOptions, read};
use standpoint::model::SegmentKind;
use standpoint::text::{Shared, Side, Text};

/// The only article in the file whose name starts with `letter`, and the file's lines that are
/// not blank; `None`, said by name, where the file is absent.
fn article(test: &str, letter: char) -> Option<(Draft, Vec<String>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/articles");
    let entries = std::fs::read_dir(&folder).into_iter().flatten().flatten();
    let path = entries
        .map(|entry| entry.path())
        .find(|path| path.file_name().unwrap().to_string_lossy().starts_with(letter));
    let Some(path) = path else {
        println!("skipped {test}: no article {letter} in ../shared/articles");
        return None;
    };
    let bytes = std::fs::read(&path).unwrap();
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let mut report = read(&Input { path: &name, bytes: &bytes }, &ReadOptions::default());
    assert_eq!((&report.file, &report.outcome), (&name, &Outcome::Loaded));
    assert_eq!(report.drafts.len(), 1);
    let text = String::from_utf8(bytes).unwrap();
    assert_eq!(report.drafts[0].text, text);
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    Some((report.drafts.remove(0), lines.map(str::to_owned).collect()))
}

/// The segments of a kind as stretches of the text.
fn stretches(draft: &Draft, kind: SegmentKind) -> Vec<&str> {
    let of_kind = draft.segments.iter().filter(|segment| segment.kind == kind);
    of_kind.map(|segment| &draft.text[segment.span.range()]).collect()
}

/// Whether no segment touches any of the lines: they are body.
fn assert_body(draft: &Draft, lines: &[String]) {
    for line in lines {
        let start = draft.text.find(line.as_str()).unwrap();
        let end = start + line.len();
        let covered = draft.segments.iter().any(|segment| {
            segment.span.start().index() < end && start < segment.span.end().index()
        });
        assert!(!covered, "greyed by mistake: {line}");
    }
}

#[test]
fn a_short_copy_has_a_headline_and_an_outlet() {
    let Some((draft, lines)) = article("a_short_copy_has_a_headline_and_an_outlet", 'a') else {
        return;
    };
    assert_eq!(draft.details.title, lines[0]);
    assert_eq!(draft.details.outlet, lines[1]);
    assert_eq!(draft.details.language, "en");
    assert_eq!(draft.segments.len(), 2);
    assert_body(&draft, &lines[2..]);
}

#[test]
fn a_rewrite_without_a_headline_is_all_body() {
    let Some((draft, lines)) = article("a_rewrite_without_a_headline_is_all_body", 'b') else {
        return;
    };
    assert_eq!(draft.details.title, "");
    assert_body(&draft, &lines);
}

#[test]
fn a_full_scrape_is_told_from_its_page() {
    let Some((draft, lines)) = article("a_full_scrape_is_told_from_its_page", 'c') else {
        return;
    };
    let details = &draft.details;
    assert_eq!(details.title, lines[2]);
    let (byline, outlet) = lines[3].split_once(" · ").unwrap();
    assert_eq!((details.byline.as_str(), details.outlet.as_str()), (byline, outlet));
    assert_eq!(details.published.unwrap().to_string(), "2026-01-05");
    // The advertisement ends inside the second line, and the lead stuck to it is body.
    let furniture = stretches(&draft, SegmentKind::Boilerplate);
    assert!(furniture[0].starts_with(&lines[0]) && lines[1].len() > 100);
    assert!(furniture[0].len() < lines[0].len() + 100);
    assert!(furniture[1].starts_with(&lines[5]) && furniture[1].ends_with(&lines[7]));
    assert_eq!(furniture[2], lines.iter().find(|line| line.starts_with("WATCH |")).unwrap());
    assert!(furniture[3].ends_with(&lines[lines.len() - 1]));
    let author = lines.iter().position(|line| line == "ABOUT THE AUTHOR").unwrap();
    let video = lines.iter().position(|line| line.starts_with("WATCH |")).unwrap();
    assert!(furniture[3].starts_with(&lines[author]));
    assert_body(&draft, &lines[8..video]);
    assert_body(&draft, &lines[video + 1..author]);
}

#[test]
fn an_aggregators_copy_names_its_source() {
    let Some((draft, lines)) = article("an_aggregators_copy_names_its_source", 'd') else {
        return;
    };
    let (title, outlet) = lines[1].split_once(" | ").unwrap();
    assert_eq!((draft.details.title.as_str(), draft.details.outlet.as_str()), (title, outlet));
    assert_eq!(stretches(&draft, SegmentKind::Headline), [lines[1].as_str()]);
    let captions = stretches(&draft, SegmentKind::Caption);
    assert_eq!(captions.len(), 1);
    assert!(captions[0].ends_with("/Reuters)"));
    let furniture = stretches(&draft, SegmentKind::Boilerplate);
    assert_eq!(furniture[0], lines[0]);
    assert!(furniture.last().unwrap().ends_with(&lines[lines.len() - 1]));
    let rest = lines[2..lines.len() - 2].iter();
    let rest = rest.filter(|line| !line.starts_with("WATCH l") && !captions[0].contains(*line));
    assert_body(&draft, &rest.cloned().collect::<Vec<_>>());
}

#[test]
fn counters_and_the_reply_form_are_furniture() {
    let Some((draft, lines)) = article("counters_and_the_reply_form_are_furniture", 'e') else {
        return;
    };
    assert_eq!(draft.details.title, lines[0]);
    let furniture = stretches(&draft, SegmentKind::Boilerplate);
    assert_eq!(furniture, [format!("{}\n{}", lines[2], lines[3]), lines[lines.len() - 1].clone()]);
    assert_body(&draft, &lines[4..lines.len() - 1]);
}

/// What two articles share: passages, and how many of a hundred words of each.
fn shared(test: &str, first: char, second: char) -> Option<(usize, [usize; 2])> {
    let [first, second] = [article(test, first)?.0.text, article(test, second)?.0.text];
    let shared = Shared::of(&Text::new(first), &Text::new(second));
    Some((shared.passages().len(), [Side::First, Side::Second].map(|side| shared.percent(side))))
}

#[test]
fn a_copy_is_shared_but_for_its_head_and_a_rewrite_is_not() {
    let test = "a_copy_is_shared_but_for_its_head_and_a_rewrite_is_not";
    let Some((passages, [copy, scrape])) = shared(test, 'a', 'c') else { return };
    // A teaser stands between the two passages of the scrape.
    assert_eq!(passages, 2);
    assert!(copy > 95 && (45..60).contains(&scrape), "{copy}, {scrape}");
    for other in ['a', 'c', 'd', 'e'] {
        let Some((passages, [rewrite, _])) = shared(test, 'b', other) else { return };
        assert!(passages < 5 && rewrite < 10, "{other}: {passages}, {rewrite}");
    }
}

#[test]
fn a_quotation_in_two_articles_is_a_passage() {
    let test = "a_quotation_in_two_articles_is_a_passage";
    let Some((draft, _)) = article(test, 'd') else { return };
    let Some((other, _)) = article(test, 'e') else { return };
    let [first, second] = [draft.text, other.text].map(Text::new);
    let shared = Shared::of(&first, &second);
    let longest = shared.passages().max_by_key(|[here, _]| here.len()).unwrap();
    let words = [first.slice(longest[0]), second.slice(longest[1])];
    assert!(words.iter().all(|it| it.starts_with("it is not") && it.ends_with("reinforced")));
}
