//! Python slices every saved range to its quote. Skipped, saying so, where there is no `python3`.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use standpoint::formats::{dataset, project};

/// Runs the check on files of those contents; `None` without a Python.
fn check(files: &[(&str, Vec<u8>)]) -> Option<Output> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("python_slices");
    fs::create_dir_all(&folder).unwrap();
    let paths = files.iter().map(|(name, bytes)| {
        let path = folder.join(name);
        fs::write(&path, bytes).unwrap();
        path
    });
    let paths: Vec<PathBuf> = paths.collect();
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python/check_project.py");
    let output = Command::new("python3").arg(script).args(paths).output();
    if output.is_err() {
        println!("skipped python_slices: expected python3 on the PATH, found none");
    }
    output.ok()
}

#[test]
fn every_range_is_its_quote_in_python() {
    let project = support::project();
    let Some(output) = check(&[
        ("stances.jsonl", dataset::stances_jsonl(&project)),
        ("project.json", project::write(&project)),
        ("articles.jsonl", dataset::articles_jsonl(&project)),
    ]) else {
        return;
    };
    let printed = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{printed}{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(printed.trim(), "36 ranges in 3 texts, 0 faults");
}

#[test]
fn a_range_that_is_off_by_one_is_found() {
    let file = String::from_utf8(project::write(&support::project())).unwrap();
    let start = file.find("\"end\": ").unwrap() + "\"end\": ".len();
    let wrong = format!("{}1{}", &file[..start], &file[start..]);
    let Some(output) = check(&[("wrong.json", wrong.into_bytes())]) else { return };
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stdout).contains("expected 'Leaders 🤝 meet', found"));
}
