//! The project file, read after written and in every state of damage.

mod support;

use serde_json::{Value, json};
use standpoint::formats::project::{self, Opened, ProjectError};
use standpoint::model::Project;

fn opened(file: &[u8]) -> Opened {
    project::read(file).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn what_is_written_reads_back_the_same() {
    let before = support::project_of_1_1();
    let file = project::write(&before);
    let Opened { project, problems } = opened(&file);
    assert_eq!(problems, []);
    assert_eq!(project, before);
    assert_eq!(String::from_utf8(project::write(&project)), String::from_utf8(file));
}

#[test]
fn a_project_without_anything_new_stays_a_file_of_1_0() {
    let version = |project: &Project| {
        let file: Value = serde_json::from_slice(&project::write(project)).unwrap();
        file["version"].as_str().unwrap().to_owned()
    };
    assert_eq!(version(&support::project()), "1.0");
    assert_eq!(version(&support::project_of_1_1()), "1.1");
    let mut values_alone = support::project_of_1_1();
    values_alone.codebook = support::project().codebook;
    assert_eq!(version(&values_alone), "1.1");
}

#[test]
fn a_faulty_value_of_an_attribute_costs_only_itself() {
    let file = project::write(&support::project_of_1_1());
    let mut value: Value = serde_json::from_slice(&file).unwrap();
    let of = |path: &str| format!("/layers/a-0/u-ada{path}/attributes");
    value.pointer_mut(&of("/mentions/m-1")).unwrap()["tone"] = json!(["warm"]);
    *value.pointer_mut(&of("/stances/s-1")).unwrap() = json!("cold");
    value.pointer_mut(&of("")).unwrap()["mood"] = json!("glum");
    value["codebook"]["attributes"][0]["choices"][1] = json!({"label": "Cold"});
    value["codebook"]["rules"][2] = json!("be_good");
    value["codebook"]["attributes"].as_array_mut().unwrap().push(json!({"id": 7}));
    let Opened { project, problems } = opened(value.to_string().as_bytes());
    let said: Vec<String> = problems.iter().map(|problem| problem.to_string()).collect();
    for (message, path) in [
        ("expected a field “id”, found none", "/codebook/attributes/0/choices/1"),
        ("expected a string, found a number", "/codebook/attributes/3/id"),
        ("expected one of mention_entity", "/codebook/rules/2"),
        (
            "expected a string or a number, found a list",
            "/layers/a-0/u-ada/mentions/m-1/attributes/tone",
        ),
        ("expected an object, found a string", "/layers/a-0/u-ada/stances/s-1/attributes"),
        ("expected the attribute “mood” in the project, found none", "/layers/a-0/u-ada"),
    ] {
        let fits = |said: &&String| said.contains(message) && said.ends_with(&format!("at {path}"));
        assert_eq!(said.iter().filter(fits).count(), 1, "{message}: {said:#?}");
    }
    assert_eq!((said.len(), project.orphans.len()), (6, 5), "{said:#?}");
    assert_eq!(project.layers.values().map(|layer| layer.records.len()).sum::<usize>(), 9);
}

#[test]
fn an_empty_project_reads_back_the_same() {
    let before = Project::new("p-1".into(), "", standpoint::model::DEFAULT_PRESET.codebook());
    assert_eq!(opened(&project::write(&before)), Opened { project: before, problems: Vec::new() });
}

/// Writes the sample project, changes it as JSON, and reads it.
fn edited(change: impl FnOnce(&mut Value)) -> Result<Opened, ProjectError> {
    let mut value = serde_json::from_slice(&project::write(&support::project())).unwrap();
    change(&mut value);
    project::read(value.to_string().as_bytes())
}

/// The change costs exactly the one value at `apart`, whose record is kept for later saves.
#[track_caller]
fn check(apart: &str, message: &str, change: impl FnOnce(&mut Value)) {
    let mut raw = Value::Null;
    let Opened { project, problems } = edited(|value| {
        change(value);
        raw = value.pointer(apart).unwrap().clone();
    })
    .unwrap();
    let [orphan] = &project.orphans[..] else { panic!("{:#?}", project.orphans) };
    assert_eq!((orphan.path.as_str(), &orphan.record), (apart, &raw));
    assert!(problems[0].path.starts_with(apart), "{problems:#?}");
    assert!(problems[0].message.contains(message), "{problems:#?}");
    let again = opened(&project::write(&project));
    assert_eq!(again.project, project);
}

const M2: &str = "/layers/a-0/u-ada/mentions/m-2";
const S1: &str = "/layers/a-0/u-ada/stances/s-1";

#[test]
fn a_range_that_is_not_its_quote_is_kept_apart() {
    let set = |path: &'static str, new: Value| {
        move |value: &mut Value| {
            *value.pointer_mut(&format!("{M2}/fragments/0{path}")).unwrap() = new;
        }
    };
    check(
        M2,
        "expected “Karney” by the quote, found “Carney”",
        set("/quote/exact", json!("Karney")),
    );
    check(
        M2,
        "by the quote, found “ said, “always",
        set("/quote/suffix", json!("x said, “always")),
    );
    check(M2, "expected a range within", set("/end", json!(9_999)));
    check(M2, "expected an end behind the start", set("/end", json!(3)));
    check(M2, "expected a whole number, found a string", set("/start", json!("3")));
    check(M2, "expected a whole number, found a number", set("/start", json!(-3)));
    check(M2, "expected an object, found a list", set("", json!([3, 9])));
    check(M2, "expected a field “quote”", |value| {
        value
            .pointer_mut(&format!("{M2}/fragments/0"))
            .unwrap()
            .as_object_mut()
            .unwrap()
            .remove("quote");
    });
    check(M2, "expected a range, found none", |value| {
        value.pointer_mut(M2).unwrap()["fragments"] = json!([]);
    });
    check(M2, "white space", |value| {
        let range = value.pointer_mut(&format!("{M2}/fragments/0")).unwrap();
        range["end"] = json!(range["end"].as_u64().unwrap() + 1);
        range["quote"] = json!({"exact": "Carney "});
    });
}

#[test]
fn records_of_unknown_values_and_wrong_types_are_kept_apart() {
    let set = |path: &'static str, new: Value| {
        move |value: &mut Value| value.pointer_mut(S1).unwrap()[path] = new
    };
    check(S1, "expected one of FAVOR, AGAINST", set("polarity", json!("MAYBE")));
    check(S1, "expected one of entity, AUTHOR", set("holder", json!({"kind": "crowd"})));
    check(S1, "expected a day", set("statement_date", json!("2026-02-30")));
    check(S1, "expected a list, found a string", set("nested_source", json!("AUTHOR")));
    check(S1, "expected a field “provenance”", set("provenance", json!(null)));
    check("/entities/e-kyiv/note", "expected a string", |value| {
        value["entities"]["e-kyiv"]["note"] = json!(3);
    });
    check("/articles/a-0/title", "expected a string", |value| {
        value["articles"]["a-0"]["title"] = json!(7);
    });
    check("/articles/a-0/segments/0", "expected one of", |value| {
        value["articles"]["a-0"]["segments"][0]["kind"] = json!("poem");
    });
    check("/codebook/entity_types/0", "expected one of blue", |value| {
        value["codebook"]["entity_types"][0]["colour"] = json!("mauve");
        value["layers"] = json!({});
        value["entities"] = json!({});
    });
    check("/layers/a-1/u-zoë/status", "expected one of to_do", |value| {
        value["layers"]["a-1"]["u-zoë"]["status"] = json!("nearly");
    });
}

#[test]
fn a_text_of_another_hash_is_kept_apart_with_its_layers() {
    let Opened { project, problems } = edited(|value| {
        let text = &mut value["articles"]["a-0"]["text"];
        *text = json!(format!("{} ", text.as_str().unwrap()));
    })
    .unwrap();
    let apart: Vec<&str> = project.orphans.iter().map(|orphan| orphan.path.as_str()).collect();
    assert_eq!(apart, ["/articles/a-0", "/layers/a-0"]);
    assert!(problems[0].message.contains("expected a text of SHA-256"));
    assert_eq!(project.articles.len(), 2);
}

#[test]
fn links_to_nothing_stay_and_are_reported() {
    let before = support::project();
    let Opened { project, problems } = edited(|value| {
        value["entities"].as_object_mut().unwrap().remove("e-carney");
        value["annotators"].as_object_mut().unwrap().remove("u-zoë");
        value["codebook"]["issues"] = json!([]);
    })
    .unwrap();
    assert_eq!(project.layers, before.layers);
    let found: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        found,
        [
            "expected the entity “e-carney” in the project, found none, at /layers/a-0/u-ada/mentions/m-2",
            "expected the entity “e-carney” in the project, found none, at /layers/a-0/u-ada/stances/s-1",
            "expected the annotator “u-zoë” in the project, found none, at /layers/a-1/u-zoë",
            "expected the issue “guarantees” in the project, found none, at /layers/a-1/u-zoë/document_stances/d-1",
        ]
    );
}

#[test]
fn an_id_that_stands_twice_keeps_the_first() {
    let file = String::from_utf8(project::write(&support::project())).unwrap();
    let twice = file.replacen("\"e-kyiv\": {", "\"e-carney\": {", 1);
    let Opened { project, problems } = opened(twice.as_bytes());
    assert_eq!(project.entities[&"e-carney".into()].name, "Mark Carney");
    assert_eq!(project.orphans[0].path, "/entities/e-carney");
    assert_eq!(project.orphans[0].record["name"], "Kyiv");
    assert!(problems.iter().any(|problem| problem.message.contains("found it again")));
    check("/layers/a-0/u-ada/stances/m-1", "expected an id that no other record", |value| {
        let stance = value.pointer(S1).unwrap().clone();
        value["layers"]["a-0"]["u-ada"]["stances"] = json!({"m-1": stance});
    });
}

#[test]
fn a_newer_minor_version_keeps_its_fields() {
    let places = [
        "",
        "/annotators/u-ada",
        "/codebook",
        "/codebook/issues/0",
        "/codebook/polarities/1",
        "/codebook/entity_types/2",
        "/entities/e-kyiv",
        "/articles/a-2",
        "/layers/a-0/u-ada",
        M2,
        S1,
        "/layers/a-1/u-zoë/document_stances/d-1",
        "/layers/a-0/u-ada/mentions/m-2/provenance",
    ];
    let new = json!({"deep": [1.5, 0.1, 1e300, -7, 18_446_744_073_709_551_615_u64, null]});
    let Opened { project, problems } = edited(|value| {
        value["version"] = json!("1.7");
        for place in places {
            value.pointer_mut(place).unwrap()["of_tomorrow"] = new.clone();
        }
    })
    .unwrap();
    assert_eq!(problems.len(), 1, "{problems:#?}");
    let file = project::write(&project);
    let saved: Value = serde_json::from_slice(&file).unwrap();
    for place in places {
        assert_eq!(saved.pointer(place).unwrap()["of_tomorrow"], new, "{place}");
    }
    assert_eq!(project::write(&opened(&file).project), file);
}

#[test]
fn a_field_where_no_version_may_add_one_is_kept_apart() {
    let path = "/layers/a-0/u-ada/mentions/m-2/fragments/0/quote/colour";
    check(path, "expected no field of that name here", |value| {
        value.pointer_mut(&format!("{M2}/fragments/0/quote")).unwrap()["colour"] = json!("mauve");
    });
}

#[test]
fn what_is_no_project_is_refused_in_words() {
    #[track_caller]
    fn refused(file: &str, words: &str) {
        let error = project::read(file.as_bytes()).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }
    refused("", "found its end too early (EOF while parsing a value at line 1 column 0)");
    refused("{\"format\": \"standpoint-pro", "at line 1 column 26");
    refused("{\"format\": \n x}", "expected value at line 2 column 2");
    refused("[]", "found a list");
    refused("{}", "no “format”");
    refused("{\"format\":\"standpoint-project\"}", "no “version”");
    refused("{\"format\":\"standpoint-project\",\"version\":\"1\"}", "found “version”: “1”");
    refused("{\"format\":\"standpoint-project\",\"version\":\"2.0\"}", "found version 2.0");
    refused("{\"format\":\"standpoint-project\",\"version\":\"1.0\"} x", "trailing characters");
}

#[test]
fn a_bare_project_opens_with_what_is_missing_named() {
    let file = "\u{feff}{\"format\":\"standpoint-project\",\"version\":\"1.0\",\"articles\":[]}";
    let Opened { project, problems } = opened(file.as_bytes());
    let paths: Vec<&str> = problems.iter().map(|problem| problem.path.as_str()).collect();
    assert_eq!(paths, ["", "", "/articles"]);
    assert_eq!(opened(&project::write(&project)).project, project);
}
