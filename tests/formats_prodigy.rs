//! Prodigy’s tasks: positions, answers, relations.

mod support;

use serde_json::Value;
use standpoint::formats::archive::File;
use standpoint::formats::choice::Choice;
use standpoint::formats::import::{Import, ReadChoice};
use standpoint::formats::table::Format;
use standpoint::model::{Decision, Record, Status};

fn read(lines: &str) -> Import {
    let file = File::new("a.jsonl", lines);
    let format = Format::recognised(std::slice::from_ref(&file)).expect("it is told by its fields");
    assert_eq!(format.id, "prodigy");
    format.read(&[file], &ReadChoice::default())
}

/// Each record in words, then what is amiss.
fn check(lines: &str, expected: &[&str], problems: &[&str]) -> Import {
    let import = read(lines);
    let mut found = Vec::new();
    for (id, layer) in &import.project.layers {
        let text = &import.project.articles[&id.article].text;
        for record in layer.records.values() {
            let made = record.provenance();
            let model = made.model.as_ref().map(|model| {
                let score = made.extra.get("score").map(ToString::to_string);
                format!(" ({} {})", model.name, score.unwrap_or_default())
            });
            let sign = match made.decision {
                Some(Decision::Pending) => "?",
                Some(Decision::Rejected) => "-",
                _ => "",
            };
            found.push(match record {
                Record::Mention(it) => {
                    let (kind, words) = (&it.entity_type, it.fragments.words(text));
                    format!("{sign}{kind}:{words}{}", model.unwrap_or_default())
                }
                Record::Stance(it) => {
                    let project = &import.project;
                    let name = |id| project.entities[&id].name.clone();
                    let mut ends = Vec::new();
                    record.for_each_entity(|id| ends.push(name(id.clone())));
                    format!("{sign}{:?} {}", it.polarity, ends.join(">"))
                }
                Record::DocumentStance(_) => panic!("expected none"),
            });
        }
    }
    assert_eq!(found, expected);
    let said: Vec<String> = import.problems.iter().map(ToString::to_string).collect();
    assert_eq!(said.len(), problems.len(), "{said:#?}");
    assert!(said.iter().zip(problems).all(|(said, words)| said.contains(words)), "{said:#?}");
    import
}

#[test]
fn accepted_tasks_are_somebodys_work() {
    let import = check(
        r#"{"text": "💩 Ada met Carl.", "spans": [{"start": 2, "end": 5, "token_start": 1, "token_end": 1, "label": "PER"}],
            "answer": "accept", "_annotator_id": "news-zoe", "_input_hash": 7, "meta": {"source": "The Example", "page": 3}}"#,
        &["PER:Ada"],
        &[],
    );
    let (id, layer) = import.project.layers.iter().next().unwrap();
    assert_eq!(import.project.annotators[&id.annotator].name, "news-zoe");
    assert_eq!(layer.status, Status::Done);
    let article = &import.project.articles[&id.article];
    assert_eq!(
        (article.details.outlet.as_str(), article.extra["page"].as_u64()),
        ("The Example", Some(3))
    );
}

#[test]
fn what_nobody_has_answered_waits_for_a_decision() {
    check(
        r#"{"text": "Ada met Carl.", "meta": {"score": 0.5}, "spans": [
            {"start": 0, "end": 3, "label": "PER", "source": "en_core_web_sm", "score": 0.9},
            {"start": 8, "end": 12, "label": "PER"}]}"#,
        &["?PER:Ada (en_core_web_sm 0.9)", "?PER:Carl (Prodigy 0.5)"],
        &[],
    );
}

#[test]
fn what_was_rejected_stays_so() {
    let import = check(
        r#"{"text": "Ada met Carl.", "spans": [{"start": 0, "end": 3, "label": "ORG"}], "answer": "reject"}"#,
        &["-ORG:Ada (Prodigy )"],
        &[],
    );
    assert_eq!(import.project.layers.values().next().unwrap().status, Status::Skipped);
}

#[test]
fn relations_with_a_polarity_are_stances_and_others_are_kept() {
    let import = check(
        r#"{"text": "Ada met Carl.", "answer": "accept",
            "tokens": [{"text": "Ada", "start": 0, "end": 3, "id": 0}, {"text": "met", "start": 4, "end": 7, "id": 1},
                       {"text": "Carl", "start": 8, "end": 12, "id": 2}],
            "spans": [{"start": 0, "end": 3, "label": "PER"}, {"start": 8, "end": 12, "label": "PER"}],
            "relations": [{"head": 0, "child": 2, "label": "FAVOR",
                "head_span": {"start": 0, "end": 3}, "child_span": {"start": 8, "end": 12}},
                {"head": 2, "child": 0, "label": "AGAINST"}, {"head": 0, "child": 2, "label": "met"},
                {"head": 1, "child": 2, "label": "FAVOR"}]}"#,
        &["PER:Ada", "PER:Carl", "Favor Ada>Carl", "Against Carl>Ada"],
        &["at /relations/3: left out", "found “met”: it is kept"],
    );
    let layer = import.project.layers.values().next().unwrap();
    assert_eq!(layer.extra["relations"][0]["label"], "met");
}

#[test]
fn tokens_make_up_the_text_and_the_last_one_counts() {
    let format = Format::of("prodigy").unwrap();
    let files = format.write(&support::project(), &Choice::default()).unwrap().files;
    let lines = String::from_utf8(files[0].bytes.clone()).unwrap();
    assert_eq!(lines.lines().count(), 3);
    for line in lines.lines() {
        let task: Value = serde_json::from_str(line).unwrap();
        let tokens = task["tokens"].as_array().unwrap();
        let space = |token: &Value| if token["ws"] == true { " " } else { "" };
        let text: String =
            tokens.iter().map(|it| it["text"].as_str().unwrap().to_owned() + space(it)).collect();
        assert_eq!(task["text"], text);
        for span in task["spans"].as_array().unwrap() {
            let token = |key: &str| &tokens[span[key].as_u64().unwrap() as usize];
            assert_eq!(token("token_start")["start"], span["start"]);
            assert_eq!(token("token_end")["end"], span["end"]);
        }
    }
    assert!(lines.contains("\"answer\":\"accept\""));
    let predictions = Choice { as_predictions: true, ..Choice::default() };
    let files = format.write(&support::project(), &predictions).unwrap().files;
    assert!(!String::from_utf8(files[0].bytes.clone()).unwrap().contains("\"answer\""));
}
