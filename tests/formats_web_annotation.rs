//! Web annotations of other programs: what they say and what they lack.

use standpoint::formats::archive::File;
use standpoint::formats::choice::Choice;
use standpoint::formats::import::{Found, ReadChoice};
use standpoint::formats::table::Format;
use standpoint::model::{Project, Record};
use standpoint::text::Unit;

#[path = "support/imported.rs"]
mod imported;

use imported::check_import;

mod support;

const TEXT: &str = "💩 Ada met Carl. “No,” she said, “never.”";

/// Each mark as its type or polarity and its words; then what is wrong.
fn check(annotations: &str, marks: &[&str], problems: &[&str]) -> (Project, Found) {
    let format = Format::of("web-annotation").unwrap();
    let files = [File::new("a.txt", TEXT), File::new("list.jsonld", annotations)];
    assert_eq!(Format::recognised(&files).map(|it| it.id), Some("web-annotation"));
    let import = format.read(&files, &ReadChoice::default());
    check_import(&import, marks, problems);
    (import.project, import.unit)
}

fn annotation(body: &str, selectors: &str) -> String {
    format!(
        r#"{{"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation", "body": {body},
            "target": {{"source": "https://example.org/texts/a.txt", "selector": {selectors}}}}}"#
    )
}

fn at(start: usize, end: usize, quote: &str) -> String {
    format!(
        r#"[{{"type": "TextPositionSelector", "start": {start}, "end": {end}}},
            {{"type": "TextQuoteSelector", "exact": "{quote}"}}]"#
    )
}

const PERSON: &str = r#"[{"type": "TextualBody", "purpose": "tagging", "value": "person"}]"#;

#[test]
fn the_unit_of_javascript_is_found_by_the_quotes() {
    let (_, unit) = check(&annotation(PERSON, &at(3, 6, "Ada")), &["person Ada"], &[]);
    assert_eq!(unit, Found::ByQuotes { unit: Unit::Utf16, fits: 1, quotes: 1 });
    let (_, unit) = check(&annotation(PERSON, &at(2, 5, "Ada")), &["person Ada"], &[]);
    assert_eq!(unit, Found::ByQuotes { unit: Unit::CodePoint, fits: 1, quotes: 1 });
}

#[test]
fn lists_pages_collections_and_lines_are_read() {
    let one = annotation(PERSON, &at(2, 5, "Ada")).replace('\n', " ");
    let marks = ["person Ada", "person Ada"];
    check(&format!("[{one}, {one}]"), &marks, &[]);
    check(&format!("{one}\n{one}\n"), &marks, &[]);
    check(&format!(r#"{{"type": "AnnotationPage", "items": [{one}, {one}]}}"#), &marks, &[]);
    let page = format!(r#"{{"items": [{one}, {one}]}}"#);
    check(&format!(r#"{{"type": "AnnotationCollection", "first": {page}}}"#), &marks, &[]);
}

#[test]
fn several_targets_are_the_pieces_of_one_mark() {
    let target = |start, end, quote| {
        format!(r#"{{"source": "a.txt", "selector": {}}}"#, at(start, end, quote))
    };
    let targets = [target(17, 20, "No,"), target(33, 39, "never.")].join(",");
    let one = format!(r#"{{"body": "so", "target": [{targets}]}}"#);
    check(&one, &["highlight No, … never."], &[]);
}

#[test]
fn bodies_name_entities_notes_and_polarities() {
    let bodies = r#"[
        {"purpose": "tagging", "value": "person"},
        {"purpose": "identifying", "source": "http://www.wikidata.org/entity/Q7259"},
        {"purpose": "commenting", "value": "the first"}]"#;
    let (project, _) = check(&annotation(bodies, &at(2, 5, "Ada")), &["person Ada"], &[]);
    let entity = project.entities.values().next().unwrap();
    assert_eq!((entity.name.as_str(), entity.knowledge_base_id.as_str()), ("Ada", "Q7259"));
    let Some(Record::Mention(mention)) =
        project.layers.values().next().unwrap().records.values().next()
    else {
        panic!("expected a mention")
    };
    assert_eq!(mention.note, "the first");
    let against = r#"{"purpose": "assessing", "value": "AGAINST"}"#;
    check(&annotation(against, &at(17, 20, "No,")), &["Against No,"], &[]);
    check(&format!(r#"{{"target": "a.txt", "body": {against}}}"#), &["Against of all"], &[]);
}

#[test]
fn what_cannot_be_placed_is_left_out_and_named() {
    let alone = r#"{"type": "TextQuoteSelector", "exact": "Ada"}"#;
    check(&annotation(PERSON, alone), &[], &["expected a TextPositionSelector"]);
    check(&annotation(PERSON, &at(2, 5, "Eve")), &[], &["expected “Eve” at 2, found “Ada”"]);
    check(&annotation(PERSON, &at(5, 2, "Ada")), &[], &["expected an end behind the start"]);
    check(r#"{"target": "a.txt", "body": "hm"}"#, &[], &["expected a part of the text"]);
    check(r#"{"body": "hm"}"#, &[], &["with a “target”"]);
}

#[test]
fn positions_that_are_written_count_what_was_chosen() {
    let format = Format::of("web-annotation").unwrap();
    for (unit, found) in [(Unit::Utf16, Unit::Utf16), (Unit::CodePoint, Unit::CodePoint)] {
        let choice = Choice { unit: Some(unit), ..Choice::default() };
        let output = format.write(&support::project(), &choice).unwrap();
        let import = format.read(&output.files, &ReadChoice::default());
        assert_eq!(import.problems, []);
        let Found::ByQuotes { unit, fits, quotes } = import.unit else { panic!("found by quotes") };
        assert_eq!((unit, fits), (found, quotes));
    }
}
