//! The log in every state that a database or a rescue file may leave it in.

mod support;

use serde_json::json;
use standpoint::model::{Entry, Operation, Project, ProjectId, Work};
use standpoint::store::{self, Replayed, rescue};

/// `n` names the project “n”, `-` undoes and `+` redoes: each a record behind the first.
fn log(acts: &str) -> Vec<Vec<u8>> {
    let at = support::now();
    let mut work = Work::new(support::project());
    let mut records = vec![store::encode_begin(0, &at, &work.project)];
    for act in acts.chars() {
        let entry = match act {
            '-' => Entry::Undo,
            '+' => Entry::Redo,
            name => Entry::Edit {
                label: "Rename".into(),
                operation: Operation::SetName(name.to_string()),
                continues: false,
            },
        };
        let seq = records.len() as u64;
        records.push(store::encode(seq, &at, &entry, &work.project).unwrap());
        work.commit(entry).unwrap();
    }
    records
}

fn replay(records: &[Vec<u8>]) -> Replayed {
    store::replay(&ProjectId::from("p-sample"), records)
}

/// Replays the acts with one record (0 is the first act) damaged.
#[track_caller]
fn check(acts: &str, damaged: usize, name: &str, undoes_to: &str, messages: &[&str]) {
    let mut records = log(acts);
    let last = records[damaged + 1].len() - 3;
    records[damaged + 1][last] ^= 1;
    let Replayed { mut work, next_seq, problems, set_aside, .. } = replay(&records);
    assert_eq!(work.project.name, name);
    assert_eq!(next_seq, records.len() as u64);
    assert_eq!(problems.len(), messages.len(), "{problems:#?}");
    for (problem, message) in problems.iter().zip(messages) {
        assert!(problem.to_string().contains(message), "{problem}");
    }
    assert_eq!(set_aside.len(), messages.len());
    assert_eq!(set_aside[0].record, records[damaged + 1]);
    while work.history.next_undo().is_some() {
        work.commit(Entry::Undo).unwrap();
    }
    assert_eq!(work.project.name, undoes_to);
}

const SUM: &str = "expected the checksum";
const LOST: &str = "expected the step to undo or redo, found that it was lost";

#[test]
fn a_damaged_record_costs_its_own_change_only() {
    check("abc", 1, "c", "a", &[SUM]);
    check("abc", 2, "b", "b", &[SUM]);
}

#[test]
fn a_step_from_before_a_damaged_record_is_never_undone_by_mistake() {
    check("ab-", 1, "a", "a", &[SUM, LOST]);
    check("ab-c-", 1, "a", "a", &[SUM, LOST]);
    check("ab-+", 2, "b", "b", &[SUM, LOST]);
    // The second undo took back what was lost; the redo must not bring c.
    check("abc--+", 1, "a", "a", &[SUM, LOST, LOST]);
}

#[test]
fn a_gap_is_reported_and_the_rest_applied() {
    let mut records = log("abcd");
    records.remove(2);
    let replayed = replay(&records);
    assert_eq!(replayed.work.project.name, "d");
    assert_eq!(replayed.next_seq, 5);
    assert_eq!(replayed.problems[0].to_string(), "expected record 2, found 3, at /records/2");
    assert_eq!(replayed.set_aside, []);
}

#[test]
fn a_record_that_comes_twice_counts_once() {
    let mut records = log("ab-");
    records.push(records[3].clone());
    let replayed = replay(&records);
    assert_eq!((replayed.work.project.name.as_str(), replayed.problems.len()), ("a", 0));
    records.push(log("xyz").remove(2));
    let replayed = replay(&records);
    assert_eq!(replayed.work.project.name, "a");
    assert!(replayed.problems[0].message.contains("found 2 a second time"));
    assert_eq!(replayed.set_aside.len(), 1);
}

#[test]
fn a_log_without_its_beginning_keeps_what_stands_alone() {
    let replayed = replay(&log("ab")[1..]);
    assert_eq!(replayed.work.project.name, "b");
    assert_eq!(replayed.work.project.id, "p-sample".into());
    assert!(!replayed.problems.is_empty());
}

#[test]
fn an_edit_that_does_not_fit_is_set_aside() {
    let before = support::project();
    let article = &before.articles[&"a-0".into()].text;
    let mention = support::mention("m", support::fragments(article, &["Ada"]), "person", None);
    let layer = support::layer_id("a-0", "u-ada");
    let entry = Entry::Edit {
        label: "Mark".into(),
        operation: Operation::PutRecord(layer, mention),
        continues: false,
    };
    let record = store::encode(1, &support::now(), &entry, &before).unwrap();
    let empty = Project::new("p-sample".into(), "", before.codebook.as_ref().clone());
    assert!(store::encode(1, &support::now(), &entry, &empty).is_err());
    let records = [store::encode_begin(0, &support::now(), &empty), record];
    let replayed = replay(&records);
    assert_eq!(replayed.set_aside[0].record, records[1]);
    assert_eq!(
        replayed.problems[0].to_string(),
        "expected the article “a-0” in the project, found none, at /records/1/body/operation/article"
    );
}

#[test]
fn what_is_no_record_is_named() {
    #[track_caller]
    fn check(record: &[u8], message: &str) {
        assert_eq!(store::decode(record).unwrap_err().to_string(), message);
    }
    check(b"", "expected a log record, found one that is cut short");
    check(&[b'x'; 40], "expected a log record, found one that is cut short");
    check(&[b'}'; 40], "expected a log record, found something else");
    let newer = r#"{"v":2,"seq":0,"at":"","do":"undo"}"#;
    let crc = store::crc32(newer.as_bytes());
    let newer = format!(r#"{{"crc":"{crc:08x}","body":{newer}}}"#);
    check(
        newer.as_bytes(),
        "expected a log record of version 1, found version 2 of a newer program",
    );
}

#[test]
fn a_rescue_file_gives_the_work_back() {
    let records = log("ab-");
    let strings: Vec<&str> = records.iter().map(|r| std::str::from_utf8(r).unwrap()).collect();
    let file = |records| {
        json!({"format": "standpoint-rescue", "version": 1, "project": "p-sample", "records": records})
            .to_string()
    };
    let whole = file(json!(strings));
    assert_eq!(rescue::read(whole.as_bytes()).unwrap().work, replay(&records).work);
    let odd = rescue::read(file(json!([strings[0], 7, strings[2]])).as_bytes()).unwrap();
    assert_eq!((odd.work.project.name.as_str(), &*odd.set_aside[0].record), ("b", &b"7"[..]));
    let error = |file: &str| rescue::read(file.as_bytes()).unwrap_err().to_string();
    assert!(error(&whole[..50]).contains("line 1 column 50"));
    assert!(error("[]").contains("expected a rescue file"));
    assert!(error(&whole.replace("\"version\":1", "\"version\":3")).contains("found version 3"));
}
