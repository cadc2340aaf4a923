//! spaCy’s lines: what its users’ files have that ours have not.

use standpoint::formats::archive::File;
use standpoint::formats::import::{Import, ReadChoice};
use standpoint::formats::table::Format;
use standpoint::model::Record;

fn read(lines: &str) -> Import {
    let file = File::new("a.jsonl", lines);
    let format = Format::recognised(std::slice::from_ref(&file)).expect("it is told by its fields");
    assert_eq!(format.id, "spacy-jsonl");
    format.read(&[file], &ReadChoice::default())
}

/// Each mention as `type:words`, a suggestion with its model and score; then what is amiss.
fn check(lines: &str, expected: &[&str], problems: &[&str]) {
    let import = read(lines);
    let mut found = Vec::new();
    for (id, layer) in &import.project.layers {
        let text = &import.project.articles[&id.article].text;
        for record in layer.records.values() {
            let Record::Mention(mention) = record else { panic!("expected mentions only") };
            let mut shown = format!("{}:{}", mention.entity_type, mention.fragments.words(text));
            let entity = mention.entity.as_ref().map(|id| &import.project.entities[id]);
            if let Some(entity) = entity {
                shown += &format!(" = {} {}", entity.name, entity.knowledge_base_id);
            }
            if mention.provenance.is_suggestion() {
                let model = &mention.provenance.model.as_ref().unwrap().name;
                let score = mention.provenance.extra.get("score");
                let score = score.map(ToString::to_string).unwrap_or_default();
                shown += &format!("? {model} {score}");
                assert!(!mention.provenance.counts());
            }
            found.push(shown);
        }
    }
    assert_eq!(found, expected);
    let said: Vec<String> = import.problems.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), problems.len(), "{said:#?}");
    assert!(said.iter().zip(problems).all(|(said, words)| said.contains(words)), "{said:#?}");
}

#[test]
fn lines_of_doc_to_json_are_read() {
    check(
        r#"{"text": "💩 Ada met Carl.", "ents": [{"start": 2, "end": 5, "label": "PERSON"}], "tokens": []}"#,
        &["PERSON:Ada"],
        &[],
    );
    check(
        r#"{"text": "Ada met Carl.", "tokens": [], "ents": [{"start": 0, "end": 3, "label": "ORG"}],
            "spans": {"sc": [{"start": 0, "end": 3, "label": "ORG", "kb_id": "Q7259"},
                             {"start": 0, "end": 12, "label": "EVENT", "kb_id": ""}]}}"#,
        &["ORG:Ada = Ada Q7259", "EVENT:Ada met Carl"],
        &[],
    );
}

#[test]
fn pairs_of_version_2_are_read() {
    check(
        r#"[["Ada met Carl.", {"entities": [[0, 3, "PERSON"], [8, 12, "PERSON"]]}]]"#,
        &["PERSON:Ada", "PERSON:Carl"],
        &[],
    );
}

#[test]
fn white_space_at_edges_goes() {
    check(
        r#"[["Ada met Carl.", {"entities": [[3, 8, "X"], [3, 4, "Y"]]}]]"#,
        &["X:met"],
        &["line 1, /spans/1: expected words, found white space only"],
    );
}

#[test]
fn what_a_model_says_waits_for_a_decision() {
    check(
        r#"{"text": "Ada met Carl.", "model": "en_core_web_trf", "tokens": [],
            "ents": [{"start": 0, "end": 3, "label": "PERSON", "score": 0.93},
                     {"start": 8, "end": 12, "label": "PERSON", "model": "rules"}]}"#,
        &["PERSON:Ada? en_core_web_trf 0.93", "PERSON:Carl? rules "],
        &[],
    );
}

#[test]
fn what_is_amiss_is_named_and_the_rest_is_kept() {
    check(
        "{\"text\": \"Ada met Carl.\", \"tokens\": [], \"ents\": [{\"start\": 8, \"end\": 3, \"label\": \"A\"}, \
         {\"start\": 0, \"end\": 99, \"label\": \"B\"}, {\"start\": 0, \"label\": \"C\"}, 7, \
         {\"start\": 0, \"end\": 3, \"label\": \"D\"}]}\n{\"text\": 7}\n{\"text\n",
        &["D:Ada"],
        &[
            "line 1, /spans/0: expected an end behind the start 8, found 3",
            "line 1, /spans/1: expected a range in the text, found 0–99",
            "at /ents/2: left out",
            "at /ents/3: left out",
            "line 2: expected a “text”, found a number",
            "line 3: expected JSON",
        ],
    );
}
