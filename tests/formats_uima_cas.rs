//! Documents as INCEpTION writes them.

use standpoint::formats::archive::File;
use standpoint::formats::import::ReadChoice;
use standpoint::formats::table::Format;
use standpoint::model::{Project, Record};

#[path = "support/imported.rs"]
mod imported;

use imported::check_import;

/// Each mark as its type or polarity and its words; then what is wrong.
fn check(structures: &str, marks: &[&str], problems: &[&str]) -> Project {
    let format = Format::of("uima-cas").unwrap();
    let sofa = r#"{"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView",
        "mimeType": "text", "sofaString": "💩 Ada met Carl."}"#;
    let json = format!(
        r#"{{"%TYPES": {{}}, "%FEATURE_STRUCTURES": [{sofa}, {structures}], "%VIEWS": {{}}}}"#
    );
    let files = [File::new("doc.json", json)];
    assert_eq!(Format::recognised(&files).map(|it| it.id), Some("uima-cas"));
    let import = format.read(&files, &ReadChoice::default());
    check_import(&import, marks, problems);
    import.project
}

fn mark(kind: &str, begin: u32, end: u32, features: &str) -> String {
    format!(
        r#"{{"%ID": {}, "%TYPE": "{kind}", "@sofa": 1, "begin": {begin}, "end": {end}{features}}}"#,
        100 + begin
    )
}

const NAMED_ENTITY: &str = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity";

#[test]
fn positions_count_utf_16() {
    let ada = mark(NAMED_ENTITY, 3, 6, r#", "value": "PER""#);
    check(&ada, &["PER Ada"], &[]);
}

#[test]
fn identifiers_are_entities_of_a_knowledge_base() {
    let identifier = r#", "value": "PER", "identifier": "http://www.wikidata.org/entity/Q7259""#;
    let project = check(&mark(NAMED_ENTITY, 3, 6, identifier), &["PER Ada"], &[]);
    assert_eq!(project.entities.values().next().unwrap().knowledge_base_id, "Q7259");
}

#[test]
fn layers_of_ones_own_are_marks_by_their_words_or_their_name() {
    check(&mark("webanno.custom.Role", 3, 6, r#", "role": "agent""#), &["agent Ada"], &[]);
    check(&mark("webanno.custom.Role", 3, 6, ""), &["Role Ada"], &[]);
}

#[test]
fn stances_have_holder_and_target_by_name() {
    let features = r#", "polarity": "AGAINST", "holder": "Ada", "target": "not Carl""#;
    let project = check(&mark("webanno.custom.Stance", 7, 10, features), &["Against met"], &[]);
    let Some(Record::Stance(stance)) =
        project.layers.values().next().unwrap().records.values().next()
    else {
        panic!("expected a stance")
    };
    assert!(stance.holder.is_some());
    assert!(stance.target.as_ref().unwrap().is_negated);
    let unknown = mark("webanno.custom.Stance", 7, 10, r#", "polarity": "cool""#);
    check(&unknown, &[], &["expected a polarity of FAVOR, AGAINST"]);
}

#[test]
fn words_and_sentences_are_found_anew_and_relations_are_named() {
    let sentence = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence";
    let relation = r#", "@Governor": 103, "@Dependent": 111"#;
    let all = [
        mark(sentence, 0, 16, ""),
        mark(NAMED_ENTITY, 3, 6, r#", "value": "PER""#),
        mark("webanno.custom.Meets", 11, 15, relation),
    ];
    check(&all.join(","), &["PER Ada"], &["1 × Meets", "1 × Sentence"]);
}

#[test]
fn what_lies_outside_of_the_text_is_left_out() {
    check(&mark(NAMED_ENTITY, 3, 99, ""), &[], &["expected a range in the text, found 3–99"]);
    check(&mark(NAMED_ENTITY, 6, 3, ""), &[], &["expected an end behind the start"]);
    let files = [File::new("doc.json", r#"{"%TYPES": {}, "%FEATURE_STRUCTURES": [{"#)];
    let import = Format::of("uima-cas").unwrap().read(&files, &ReadChoice::default());
    assert!(import.problems[0].to_string().contains("doc.json, line 1"));
}
