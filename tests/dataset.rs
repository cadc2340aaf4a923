//! Datasets: the same keys in every line, names beside ids, nothing that does not count.

mod support;

use std::collections::BTreeSet;

use serde_json::{Value, json};
use standpoint::formats::dataset::{articles_jsonl, stances_jsonl};

fn lines(file: &[u8]) -> Vec<Value> {
    let file = std::str::from_utf8(file).unwrap();
    assert!(file.ends_with('\n'));
    file.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn every_article_has_a_line_with_the_same_keys() {
    let rows = lines(&articles_jsonl(&support::project()));
    let named: Vec<(&Value, &Value)> =
        rows.iter().map(|row| (&row["id"], &row["annotator"])).collect();
    let expected = [
        (json!("a-0"), json!("u-ada")),
        (json!("a-1"), json!("u-zoë")),
        (json!("a-2"), Value::Null),
    ];
    assert_eq!(named, expected.iter().map(|(id, by)| (id, by)).collect::<Vec<_>>());
    assert!(rows.iter().all(|row| keys(row) == keys(&rows[0])));
}

#[test]
fn a_suggestion_that_nobody_accepted_is_left_out() {
    let rows = lines(&articles_jsonl(&support::project()));
    let ids: Vec<&Value> =
        rows[1]["mentions"].as_array().unwrap().iter().map(|mention| &mention["id"]).collect();
    assert_eq!(ids, ["m-6"]);
}

#[test]
fn a_discontinuous_mention_has_its_hull_and_its_fragments() {
    let rows = lines(&articles_jsonl(&support::project()));
    let text: Vec<char> = rows[0]["text"].as_str().unwrap().chars().collect();
    let slice = |range: &Value| -> String {
        let at = |key: &str| range[key].as_u64().unwrap() as usize;
        text[at("start")..at("end")].iter().collect()
    };
    let mention = &rows[0]["mentions"][2];
    assert_eq!(mention["quote"], "“We stand with Kyiv,” Carney said, “always.”");
    let words: Vec<String> = mention["fragments"].as_array().unwrap().iter().map(slice).collect();
    assert_eq!(words, ["“We stand with Kyiv,”", "“always.”"]);
    assert_eq!(json!(slice(mention)), mention["quote"]);
}

#[test]
fn each_attribute_has_its_key_in_every_line() {
    let project = support::project_of_1_1();
    let articles = lines(&articles_jsonl(&project));
    let number: Value = serde_json::from_str("0.50").unwrap();
    assert_eq!(articles[0]["attributes"], json!({"salience": number, "remark": "“long”\n💩"}));
    assert_eq!(articles[2]["attributes"], json!({"salience": null, "remark": null}));
    assert_eq!(articles[0]["mentions"][0]["attributes"], json!({"tone": "warm"}));
    let stances = lines(&stances_jsonl(&project));
    assert_eq!(stances[0]["attributes"], json!({"tone": "cold", "salience": number}));
}

#[test]
fn a_stance_stands_alone_with_its_article_and_names() {
    let rows = lines(&stances_jsonl(&support::project()));
    let [row] = &rows[..] else { panic!("{rows:?}") };
    for (key, expected) in [
        ("article_id", json!("a-0")),
        ("outlet", json!("The Example")),
        ("published", json!("2026-01-05")),
        ("holder_kind", json!("entity")),
        ("holder", json!("e-carney")),
        ("holder_name", json!("Mark Carney")),
        ("target_kind", json!("proposition")),
        ("target", Value::Null),
        ("target_name", json!("Kyiv should be left alone")),
        ("target_is_negated", json!(true)),
        ("polarity", json!("AGAINST")),
        ("attribution", json!("direct_quote")),
        ("statement_date", json!("2024-02-29")),
    ] {
        assert_eq!(row[key], expected, "{key}");
    }
    let author = &row["nested_source"][0];
    assert_eq!(
        (&author["holder_kind"], &author["holder_name"]),
        (&json!("AUTHOR"), &json!("Ada Lovelace"))
    );
    assert_eq!(row["expression"][1]["quote"], "always");
}
