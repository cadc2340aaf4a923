//! Bad input never panics, never hangs, is always named with a reason, and costs no good record.

#[path = "support/malformed.rs"]
mod malformed;

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use malformed::{Malformed, all};
use standpoint::formats::digest::sha256_hex;
use standpoint::formats::reading::{FileReport, Input, Outcome, ReadOptions, Role, read};

/// For any one file, without optimisation, on a busy machine.
const PATIENCE: Duration = Duration::from_secs(20);

fn check(file: &Malformed, report: &FileReport) {
    let name = &file.name;
    assert_eq!(&report.file, name);
    match &report.outcome {
        Outcome::Loaded => {
            assert!(!report.drafts.is_empty() && report.remarks.is_empty(), "{name}");
        }
        Outcome::LoadedWithRemarks => {
            assert!(!report.drafts.is_empty() && !report.remarks.is_empty(), "{name}");
        }
        Outcome::Refused(why) => {
            assert!(report.drafts.is_empty() && why.len() > 10, "{name}: {why}");
        }
        Outcome::NeedsColumns(choice) => assert!(!choice.columns.is_empty(), "{name}"),
        Outcome::Standpoint(_) => panic!("{name} is none of the program's own files"),
    }
    for remark in &report.remarks {
        assert!(remark.to_string().len() > 10, "{name}: {remark}");
    }
    for draft in &report.drafts {
        let text = &draft.text;
        assert!(!text.trim().is_empty() && !text.contains(['\r', '\0']), "{name}");
        assert_eq!(draft.sha256, sha256_hex(text.as_bytes()), "{name}");
        let mut end = 0;
        for segment in &draft.segments {
            let range = segment.span.range();
            assert!(range.start >= end && text.get(range.clone()).is_some(), "{name}: {segment:?}");
            end = range.end;
        }
    }
    for kept in &file.kept {
        let found = report.drafts.iter().any(|draft| draft.text.contains(kept));
        assert!(found, "{name}: lost {kept:?}: {:?} {:?}", report.outcome, report.remarks);
    }
    for hidden in &file.hidden {
        let shown = report.drafts.iter().any(|draft| {
            draft.text.contains(hidden) || format!("{:?}", draft.details).contains(hidden)
        });
        assert!(!shown, "{name}: shows {hidden:?}");
    }
}

#[test]
fn three_hundred_bad_files_are_each_named_with_a_reason() {
    let files = all();
    assert!(files.len() >= 300, "only {} files", files.len());
    let names: BTreeSet<&str> = files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names.len(), files.len(), "two files have the same name");
    let mut failed = Vec::new();
    for file in &files {
        if std::panic::catch_unwind(|| read_and_check(file)).is_err() {
            failed.push(&file.name);
        }
    }
    assert!(failed.is_empty(), "{failed:?}");
    export(&files);
}

fn read_and_check(file: &Malformed) {
    let start = Instant::now();
    let input = Input { path: &file.name, bytes: &file.bytes };
    let report = read(&input, &ReadOptions::default());
    assert!(start.elapsed() < PATIENCE, "{}: took {:?}", file.name, start.elapsed());
    check(file, &report);
    if let Outcome::NeedsColumns(choice) = &report.outcome {
        let text = choice.columns[0].name.clone();
        let options = ReadOptions { columns: [(Role::Text, text)].into() };
        let chosen = read(&input, &options);
        assert!(!matches!(chosen.outcome, Outcome::NeedsColumns(_)), "{}", file.name);
    }
}

/// Writes the files for other tests, and what must be found in the texts of each.
fn export(files: &[Malformed]) {
    let Some(folder) = std::env::var_os("STANDPOINT_MALFORMED_DIR") else { return };
    let folder = std::path::PathBuf::from(folder);
    std::fs::create_dir_all(&folder).unwrap();
    let mut expected = serde_json::Map::new();
    for file in files {
        std::fs::write(folder.join(&file.name), &file.bytes).unwrap();
        expected.insert(file.name.clone(), file.kept.clone().into());
    }
    std::fs::write(folder.join("expected.json"), serde_json::to_vec(&expected).unwrap()).unwrap();
}
