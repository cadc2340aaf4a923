//! The log in every state that a database or a rescue file may leave it in.

mod support;

use std::rc::Rc;

use serde_json::json;
use standpoint::formats::project;
use standpoint::model::{ApplyError, Entry, Operation, Project, ProjectId, Work};
use standpoint::store::{self, Replayed, rescue, snapshot};

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

/// The project's name behind a snapshot taken after so many records, and the log behind it.
#[track_caller]
fn check_snapshot(acts: &str, at: usize) -> Replayed {
    let records = log(acts);
    let whole = replay(&records);
    let work = replay(&records[..at]).work;
    let snapshot = snapshot::encode(at as u64, &support::now(), &work).unwrap();
    let mut replayed = Replayed::from_snapshot(&"p-sample".into(), &snapshot).unwrap();
    assert_eq!(replayed.next_seq, at as u64);
    assert_eq!(replayed.work, work);
    records[at..].iter().for_each(|record| replayed.push(record));
    assert!(!replayed.misses_steps());
    assert_eq!((&replayed.work, replayed.next_seq), (&whole.work, whole.next_seq));
    replayed
}

#[test]
fn a_snapshot_and_the_log_behind_it_are_the_log() {
    for at in 1..=6 {
        check_snapshot("abc-d", at);
        check_snapshot("ab--+", at);
    }
}

#[test]
fn steps_before_a_snapshot_are_said_to_be_in_the_log() {
    let many = "ab".repeat(snapshot::STEPS);
    let records = log(&many);
    let work = replay(&records).work;
    let bytes = snapshot::encode(records.len() as u64, &support::now(), &work).unwrap();
    let mut replayed = Replayed::from_snapshot(&"p-sample".into(), &bytes).unwrap();
    let steps = replayed.work.history.undo();
    assert_eq!((steps.known().len(), steps.in_log()), (snapshot::STEPS, snapshot::STEPS));
    assert_eq!(replayed.work.project, work.project);
    for _ in 0..snapshot::STEPS {
        replayed.work.commit(Entry::Undo).unwrap();
    }
    let before = replayed.work.clone();
    assert_eq!(replayed.work.commit(Entry::Undo), Err(ApplyError::InLog));
    assert_eq!(replayed.work, before);
    // A second snapshot counts the steps that neither it nor the first one has.
    let bytes = snapshot::encode(1, &support::now(), &replayed.work).unwrap();
    let again = snapshot::decode(&bytes).unwrap().work;
    assert_eq!(again, replayed.work);

    // A log that goes back further is read from its beginning.
    let deep = many + &"-".repeat(snapshot::STEPS + 1);
    let records = log(&deep);
    let at = 2 * snapshot::STEPS + 1;
    let work = replay(&records[..at]).work;
    let bytes = snapshot::encode(at as u64, &support::now(), &work).unwrap();
    let mut replayed = Replayed::from_snapshot(&"p-sample".into(), &bytes).unwrap();
    records[at..].iter().for_each(|record| replayed.push(record));
    assert!(replayed.misses_steps());
}

#[test]
fn a_damaged_snapshot_is_refused() {
    let mut work = Work::new(support::project());
    let name = Operation::SetName("n".to_owned());
    work.commit(Entry::Edit { label: "Rename".into(), operation: name, continues: false }).unwrap();
    let sound = snapshot::encode(2, &support::now(), &work).unwrap();
    let id = ProjectId::from("p-sample");
    for at in (0..sound.len()).step_by(11) {
        let mut damaged = sound.clone();
        damaged[at] ^= 1 << (at % 8);
        assert!(Replayed::from_snapshot(&id, &damaged).is_err(), "byte {at}");
        assert!(Replayed::from_snapshot(&id, &sound[..at]).is_err(), "cut at {at}");
    }
    let error = Replayed::from_snapshot(&"p-other".into(), &sound).unwrap_err();
    assert!(error.to_string().ends_with("found a snapshot of the project “p-sample”"), "{error}");
    let record = store::encode_begin(0, &support::now(), &work.project);
    let error = Replayed::from_snapshot(&id, &record).unwrap_err().to_string();
    assert!(error.contains("expected snapshot, found “begin”"), "{error}");
    assert!(store::decode(&sound).unwrap().read(&work.project).is_err());
}

#[test]
fn a_snapshot_in_a_rescue_file_stands_in_for_a_damaged_record() {
    let mut records = log("abcd");
    let work = replay(&records[..4]).work;
    let snapshot = snapshot::encode(4, &support::now(), &work).unwrap();
    let expected = replay(&records).work;
    let last = records[2].len() - 3;
    records[2][last] ^= 1;
    let strings = |all: &[Vec<u8>]| -> Vec<String> {
        all.iter().map(|bytes| String::from_utf8_lossy(bytes).into_owned()).collect()
    };
    let file = |snapshots: &[Vec<u8>]| {
        json!({"format": "standpoint-rescue", "version": 1, "project": "p-sample",
            "records": strings(&records), "snapshots": strings(snapshots)})
        .to_string()
    };
    let read = |snapshots: &[Vec<u8>]| rescue::read(file(snapshots).as_bytes()).unwrap();
    assert_eq!(read(&[]).set_aside.len(), 1);
    let mut cut = snapshot.clone();
    cut.truncate(500);
    let whole = read(&[snapshot, cut]);
    assert_eq!((whole.set_aside.len(), &whole.work), (0, &expected));
}

#[test]
fn a_snapshot_is_due_when_the_log_has_grown_by_a_quarter() {
    #[track_caller]
    fn check(base_kb: usize, since_kb: usize, is_due: bool) {
        assert_eq!(snapshot::is_due(base_kb * 1024, since_kb * 1024), is_due);
    }
    check(1, 127, false);
    check(1, 128, true);
    check(1000, 249, false);
    check(1000, 250, true);
}

/// A file nests as deep as the parser goes, in a field of a newer program and in an article that is
/// none, and it stands deeper yet in the log, in a merge and among the orphans.
#[test]
fn what_was_opened_comes_back_however_deep_it_is_nested() {
    let plain = String::from_utf8(project::write(&support::project())).unwrap();
    let deep = |levels| format!("{}1{}", "[".repeat(levels), "]".repeat(levels));
    for levels in [60, 70, 120, 125] {
        let file = plain.replacen('{', &format!(r#"{{"newer": {},"#, deep(levels)), 1).replacen(
            r#""articles": {"#,
            &format!(r#""articles": {{"bad": {},"#, deep(levels)),
            1,
        );
        let opened = project::read(file.as_bytes()).unwrap().project;
        assert_eq!(opened.orphans.len(), 1);
        assert_eq!(opened.extra["newer"].to_string().matches(['[', ']']).count(), 2 * levels);
        let again = |file: &[u8]| project::read(file).unwrap().project;
        assert_eq!(again(&project::write(&opened)), opened);

        let (id, at) = (opened.id.clone(), support::now());
        let mut work = Work::new(support::project());
        let mut records = vec![store::encode_begin(0, &at, &work.project)];
        for project in [opened.clone(), support::project(), opened] {
            let operation = Operation::Replace(Rc::new(project));
            let entry = Entry::Edit { label: "Merge".into(), operation, continues: false };
            let seq = records.len() as u64;
            records.push(store::encode(seq, &at, &entry, &work.project).unwrap());
            work.commit(entry).unwrap();
        }
        let replayed = store::replay(&id, &records);
        assert_eq!((replayed.work, replayed.set_aside.len()), (work.clone(), 0));
        let begin = store::encode_begin(0, &at, &work.project);
        assert_eq!(store::replay(&id, [begin]).work.project, work.project);
        let kept = snapshot::encode(4, &at, &work).unwrap();
        assert_eq!(snapshot::decode(&kept).unwrap().work, work);
    }
}

/// What comes out of a frame a little at a time.
fn in_slices(record: &[u8]) -> Result<store::Frame<'_>, store::RecordError> {
    let mut unframing = store::Unframing::new(record)?;
    while unframing.step()? {
        assert!(unframing.percent() <= 100);
    }
    unframing.end()
}

/// Whether the bytes are a sound record, which both ways must say.
#[track_caller]
fn check_slices(bytes: &[u8]) -> bool {
    let id = ProjectId::from("p-sample");
    let (mut whole, mut sliced) = (Replayed::new(&id), Replayed::new(&id));
    whole.push(bytes);
    sliced.push_frame(in_slices(bytes), bytes);
    assert_eq!((&sliced.work, &sliced.problems), (&whole.work, &whole.problems));
    assert_eq!((&sliced.set_aside, sliced.is_newer), (&whole.set_aside, whole.is_newer));
    let is_sound = whole.set_aside.is_empty();
    let whole = Replayed::from_snapshot(&id, bytes);
    let sliced = in_slices(bytes).and_then(|frame| Replayed::from_frame(&id, frame));
    match (sliced, whole) {
        (Ok(sliced), Ok(whole)) => {
            assert_eq!((sliced.work, sliced.problems), (whole.work, whole.problems));
        }
        (sliced, whole) => assert_eq!(sliced.unwrap_err(), whole.unwrap_err()),
    }
    is_sound
}

#[test]
fn a_record_read_in_slices_comes_to_the_same() {
    let at = support::now();
    let mut work = Work::new(support::project());
    let name = Operation::SetName("n".to_owned());
    work.commit(Entry::Edit { label: "Rename".into(), operation: name, continues: false }).unwrap();
    let begin = store::encode_begin(0, &at, &work.project);
    assert!(check_slices(&begin));
    check_slices(&snapshot::encode(2, &at, &work).unwrap());
    assert!(!check_slices(&log("ab-")[3]), "there is nothing to undo");

    // However its body is changed, with a checksum that fits.
    let body = std::str::from_utf8(&begin[HEAD..begin.len() - 1]).unwrap();
    for (from, to) in [
        (r#""do":"begin""#, r#""do":"snapshot""#),
        (r#""v":1"#, r#""v":2"#),
        (r#""version":"1.1""#, r#""version":"2.0""#),
        (r#""articles":{"#, r#""articles":{"a-1":{"text":"b"},"#),
        (r#""articles":{"#, r#""articles":{"a-0":{"text":"b"},"#),
        (r#""layers":{"#, r#""layers":{"a-0":{"text":"b"},"#),
        (r#""articles":{"#, r#""layers":{},"articles":{"#),
        (r#""articles":{"#, r#""articles":{},"articles":{"#),
        (r#""articles":{"#, r#""articles":[],"elsewhere":{"#),
        (r#""layers":{"#, r#""layers":7,"elsewhere":{"#),
        (r#""layers":{"#, r#""newer":[1.50,{"a":1,"a":2}], "layers" : {"#),
        (r#""project":{"#, r#""project":{},"project":{"#),
        (r#""project":{"#, r#""project":7,"elsewhere":{"#),
        (r#""type":"person""#, r#""type":"nobody""#),
        (r#""type":"person""#, r#""type":7"#),
        (r#""do":"begin""#, r#""do":"begin","do":"begin""#),
    ] {
        assert!(body.contains(from), "{from}");
        check_slices(&framed(&body.replacen(from, to, 1)));
    }
}

const HEAD: usize = r#"{"crc":"00000000","body":"#.len();

fn framed(body: &str) -> Vec<u8> {
    format!(r#"{{"crc":"{:08x}","body":{body}}}"#, store::crc32(body.as_bytes())).into_bytes()
}

#[test]
fn a_damaged_record_read_in_slices_is_reported_in_the_same_words() {
    let begin = store::encode_begin(0, &support::now(), &support::project());
    let body = std::str::from_utf8(&begin[HEAD..begin.len() - 1]).unwrap();
    for at in (0..begin.len()).step_by(23) {
        let mut damaged = begin.clone();
        damaged[at] ^= 1 << (at % 8);
        assert!(!check_slices(&damaged), "byte {at}");
        assert!(!check_slices(&begin[..at]), "cut at {at}");
        // Damage that the checksum does not know of.
        let Some(before) = body.get(..at) else { continue };
        check_slices(&framed(before));
        let Some(after) = body.get(at + 1..) else { continue };
        check_slices(&framed(&format!("{before}{after}")));
    }
}

/// What is written of a snapshot a stroke at a time.
fn in_strokes(seq: u64, work: &Work) -> Vec<u8> {
    let mut writing = snapshot::Writing::new(seq, support::now(), work.clone());
    let mut body = Vec::new();
    while writing.step(&mut body).unwrap() {
        assert!(std::str::from_utf8(&body).is_ok());
    }
    let (before, behind) = writing.frame();
    [before.as_bytes(), &body, behind.as_bytes()].concat()
}

#[test]
fn a_snapshot_written_in_strokes_has_the_same_bytes() {
    let mut works = vec![replay(&log("ab-c--")).work, Work::new(support::project())];
    let empty = Project::new("p".into(), "“empty”", support::project().codebook.as_ref().clone());
    works.push(Work::new(empty.clone()));
    // Articles that nobody has annotated, first, in the middle and last.
    for left in 0..support::project().articles.len() {
        let mut project = support::project();
        let id = project.articles.row(left).unwrap().0.clone();
        project.layers.retain(|layer, _| layer.article != id);
        works.push(Work::new(project.clone()));
        project.layers.retain(|_, _| false);
        works.push(Work::new(project));
    }
    let operation = Operation::Replace(Rc::new(Project { id: "p-sample".into(), ..empty }));
    works[0].commit(Entry::Edit { label: "Merge".into(), operation, continues: false }).unwrap();
    for work in works {
        let whole = snapshot::encode(7, &support::now(), &work).unwrap();
        assert_eq!(in_strokes(7, &work), whole);
    }
}
