//! REFI-QDA projects as other programs write them.

use standpoint::formats::archive::{File, pack};
use standpoint::formats::import::ReadChoice;
use standpoint::formats::table::Format;
use standpoint::model::{Project, Record};

#[path = "support/imported.rs"]
mod imported;

use imported::check_import;

const TEXT: &str = "💩 Ada met Carl.\r\nThey agreed.";

/// Each mark as its type or polarity and its words; then what is wrong.
fn check(origin: &str, inside: &str, marks: &[&str], problems: &[&str]) -> Project {
    let qde = format!(
        "<?xml version=\"1.0\"?>\n<Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"P\" origin=\"{origin}\">\n\
         <Users><User guid=\"U1\" name=\"Ann\"/></Users>\n\
         <CodeBook><Codes>\n\
         <Code guid=\"C1\" name=\"people &amp; parties\" isCodable=\"true\" color=\"#BE3C3C\"><Description>Who</Description>\
         <Code guid=\"C2\" name=\"minister\" isCodable=\"true\"/></Code>\n\
         <Code guid=\"G1\" name=\"Stance\" isCodable=\"false\"><Code guid=\"C3\" name=\"AGAINST\" isCodable=\"true\"/></Code>\n\
         <Code guid=\"G2\" name=\"Holder\" isCodable=\"false\"><Code guid=\"C4\" name=\"Ada\" isCodable=\"true\"/></Code>\n\
         </Codes></CodeBook>\n<Sources>\n\
         <TextSource guid=\"S1\" name=\"One\" plainTextPath=\"internal://s1.TXT\">\n{inside}</TextSource>\n\
         </Sources>\n</Project>\n"
    );
    // Windows programs begin their texts with a byte order mark, and care little for case.
    let text = format!("\u{feff}{TEXT}");
    let files = [File::new("project.qde", qde), File::new("Sources/S1.txt", text)];
    let files = [File::new("p.qdpx", pack(&files))];
    let format = Format::recognised(&files).unwrap();
    assert_eq!(format.id, "refi-qda");
    let import = format.read(&files, &ReadChoice::default());
    check_import(&import, marks, problems);
    import.project
}

fn selection(start: i32, end: i32, codes: &[&str]) -> String {
    let codings: String = codes
        .iter()
        .map(|code| {
            format!(
                "<Coding guid=\"X\" creatingUser=\"U1\"><CodeRef targetGUID=\"{code}\"/></Coding>"
            )
        })
        .collect();
    format!(
        "<PlainTextSelection guid=\"P{start}\" startPosition=\"{start}\" endPosition=\"{end}\">\
         <Description>so &lt;it&gt; is</Description>{codings}</PlainTextSelection>\n"
    )
}

#[test]
fn positions_count_code_points_and_ends_are_exclusive() {
    let project = check("NVivo", &selection(2, 5, &["C1"]), &["people & parties Ada"], &[]);
    let layer = project.layers.values().next().unwrap();
    let Some(Record::Mention(mention)) = layer.records.values().next() else {
        panic!("expected a mention")
    };
    assert_eq!(mention.note, "so <it> is");
    assert_eq!(project.annotators.values().next().unwrap().name, "Ann");
    let code = &project.codebook.entity_types[0];
    assert_eq!((code.label.as_str(), code.guideline.as_str()), ("people & parties", "Who"));
}

#[test]
fn a_line_end_of_windows_is_two_characters_but_for_atlas() {
    // “They” stands behind the line end.
    check("NVivo", &selection(17, 21, &["C2"]), &["minister They"], &[]);
    check("ATLAS.ti", &selection(16, 20, &["C2"]), &["minister They"], &[]);
}

#[test]
fn several_codes_are_several_marks_but_roles_belong_to_the_stance() {
    let marks = ["people & parties Ada", "minister Ada"];
    check("MAXQDA", &selection(2, 5, &["C1", "C2"]), &marks, &[]);
    let project = check("MAXQDA", &selection(6, 9, &["C3", "C4"]), &["Against met"], &[]);
    assert_eq!(project.entities.values().next().unwrap().name, "Ada");
    let whole = "<Coding guid=\"Y\"><CodeRef targetGUID=\"C3\"/></Coding>\n";
    check("MAXQDA", whole, &["Against of all"], &[]);
}

#[test]
fn what_is_damaged_is_left_out_and_named_by_its_line() {
    check("x", &selection(5, 2, &["C1"]), &[], &["project.qde, line 11: expected an end behind"]);
    check("x", &selection(2, 999, &["C1"]), &[], &["expected a range in the text"]);
    check("x", &selection(2, 5, &["C9"]), &[], &["expected a code of the codebook, found C9"]);
    let no_number = selection(2, 5, &["C1"]).replace("\"5\"", "\"five\"");
    check("x", &no_number, &[], &["expected whole numbers startPosition"]);
    let entity = "<Description>&secret;</Description>";
    check("x", entity, &[], &["expected a character, found &secret;"]);
}

#[test]
fn a_source_without_its_text_is_named() {
    let qde = "<Project xmlns=\"urn:QDA-XML:project:1.0\" name=\"P\"><Sources>\
        <TextSource guid=\"S1\" name=\"One\" plainTextPath=\"internal://s1.txt\"/>\
        <TextSource guid=\"S2\" name=\"Two\"><PlainTextContent>Here &amp; now</PlainTextContent></TextSource>\
        <PictureSource guid=\"S3\" name=\"Cat\"/></Sources></Project>";
    let format = Format::of("refi-qda").unwrap();
    let import = format.read(&[File::new("project.qde", qde)], &ReadChoice::default());
    let texts: Vec<&str> = import.project.articles.values().map(|it| it.text.as_str()).collect();
    assert_eq!(texts, ["Here & now"]);
    let said: Vec<String> = import.problems.iter().map(ToString::to_string).collect();
    assert!(said[0].contains("expected its text internal://s1.txt"), "{said:?}");
    assert!(said[1].contains("found a PictureSource “Cat”"), "{said:?}");
}

/// A selection of one person that is named by words.
fn named(name: &str, start: i32, end: i32) -> String {
    selection(start, end, &["C1"]).replacen(
        "<PlainTextSelection ",
        &format!("<PlainTextSelection name=\"{name}\" "),
        1,
    )
}

#[test]
fn names_that_are_the_words_tell_that_ends_are_inclusive() {
    let said = "expected ends behind the last character, found them on it by 2 of the 2 selections";
    let inside = [named("Ada", 2, 4), named("Carl", 10, 13), named("a theme", 6, 8)].concat();
    let marks = ["people & parties Ada", "people & parties Carl", "people & parties met"];
    check("MAXQDA 22", &inside, &marks, &[said]);
}

#[test]
fn names_that_are_the_words_and_those_that_are_not_leave_ends_exclusive() {
    let inside = [named("Ada", 2, 5), named("a theme", 6, 9)].concat();
    check("NVivo", &inside, &["people & parties Ada", "people & parties met"], &[]);
}
