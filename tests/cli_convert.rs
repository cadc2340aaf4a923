//! `standpoint convert`, `check` and `formats`, run as programs on folders of their own.

mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use standpoint::formats::project;

/// An empty folder of this test's own.
fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli_convert").join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// Runs the program in that folder: its status, and what it says.
fn run(home: &Path, arguments: &[&str]) -> (i32, String) {
    let program = env!("CARGO_BIN_EXE_standpoint");
    let Output { status, stdout, stderr } =
        Command::new(program).args(arguments).current_dir(home).output().unwrap();
    let said = [stdout, stderr].concat();
    (status.code().unwrap(), String::from_utf8(said).unwrap())
}

fn with_project(test: &str) -> PathBuf {
    let home = folder(test);
    fs::write(home.join("p.json"), project::write(&support::project())).unwrap();
    home
}

#[test]
fn a_project_goes_to_label_studio_and_back_and_what_is_lost_is_said() {
    let home = with_project("label_studio");
    let to = ["convert", "p.json", "--to", "label-studio", "-o", "tasks.zip"];
    let (code, said) = run(&home, &to);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("Not in this file: 1 stance of a whole article"), "{said}");
    let back = ["convert", "tasks.zip", "--to", "standpoint", "-o", "back.json"];
    let (code, said) = run(&home, &back);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("Read as Label Studio. Positions"), "{said}");
    let opened = project::read(&fs::read(home.join("back.json")).unwrap()).unwrap();
    let records = opened.project.layers.values().map(|layer| layer.records.len());
    assert_eq!(records.sum::<usize>(), 7, "the open suggestion stayed behind");
    let pending = [&to[..], &["--suggestions", "pending"]].concat();
    assert_eq!(run(&home, &pending).0, 0);
    let (code, said) = run(&home, &["check", "tasks.zip"]);
    assert_eq!(
        (code, said.contains("3 articles, 7 mentions, 1 stances; 0 things")),
        (0, true),
        "{said}"
    );
}

#[test]
fn a_folder_for_git_has_everything_and_loses_the_articles_that_are_gone() {
    let home = with_project("folder");
    let to = ["convert", "p.json", "--to", "standpoint-folder", "-o", "kept"];
    let (code, said) = run(&home, &to);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("holds all of it"), "{said}");
    let articles = home.join("kept/articles");
    assert_eq!(fs::read_dir(&articles).unwrap().count(), 3);
    fs::write(articles.join("notes.json"), "{\"format\": \"mine\"}").unwrap();
    let gone = fs::read_to_string(articles.join("a-1.json")).unwrap().replace("\"a-1\"", "\"a-9\"");
    fs::write(articles.join("a-9.json"), gone).unwrap();
    assert_eq!(run(&home, &to).0, 0);
    let mut names: Vec<_> = fs::read_dir(&articles)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["a-0.json", "a-1.json", "a-2.json", "notes.json"]);
    fs::remove_file(articles.join("notes.json")).unwrap();
    let (code, said) = run(&home, &["convert", "kept", "--to", "standpoint", "-o", "back.json"]);
    assert_eq!(code, 0, "{said}");
    let (one, other) = (fs::read(home.join("p.json")), fs::read(home.join("back.json")));
    assert!(one.unwrap() == other.unwrap(), "the project is the same");
}

#[test]
fn several_files_are_an_archive_or_stand_in_a_folder() {
    let home = with_project("brat");
    let (code, said) = run(&home, &["convert", "p.json", "--to", "brat", "-o", "out/"]);
    assert_eq!(code, 0, "{said}");
    let ann = fs::read_to_string(home.join("out/ada/a-0.ann")).unwrap();
    assert!(ann.contains("T4\tevent 0 14;16 21\tLeaders 🤝 meet 💩This"), "{ann}");
    assert!(home.join("out/NOT-IN-THIS-FILE.md").exists());
    let (code, said) = run(&home, &["check", "out"]);
    assert_eq!(code, 0, "{said}");
    fs::write(home.join("out/ada/a-0.ann"), ann.replace("28 38", "28 9000")).unwrap();
    let (code, said) = run(&home, &["check", "out"]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("out/ada/a-0.ann, line 1: expected a range in the text"), "{said}");
}

#[test]
fn articles_become_tasks() {
    let home = folder("articles");
    fs::write(home.join("a.txt"), "Mill burns down\n\nIt burnt on Monday.\n").unwrap();
    let (code, said) = run(&home, &["convert", "a.txt", "--to", "label-studio", "-o", "t/"]);
    assert_eq!(code, 0, "{said}");
    let tasks = fs::read_to_string(home.join("t/tasks.json")).unwrap();
    assert!(tasks.contains("\"title\":\"Mill burns down\""), "{tasks}");
}

#[test]
fn an_old_label_studio_file_counts_utf_16_by_its_words() {
    let home = folder("utf_16");
    let task = r#"[{"data": {"text": "💩 Ada met Carl."}, "annotations": [{"result": [
        {"id": "x", "from_name": "label", "to_name": "text", "type": "labels",
         "value": {"start": 3, "end": 6, "text": "Ada", "labels": ["Person"]}}]}]}]"#;
    fs::write(home.join("old.json"), task).unwrap();
    let (code, said) = run(&home, &["convert", "old.json", "--to", "brat", "-o", "out/"]);
    assert_eq!(code, 0, "{said}");
    assert!(
        said.contains(
            "Positions count UTF-16 units: the one quotation that tells the units apart fits so."
        ),
        "{said}"
    );
    let ann = fs::read_to_string(home.join("out/a-000001.ann")).unwrap();
    assert_eq!(ann, "T1\tPerson 2 5\tAda\n");
}

#[test]
fn what_cannot_be_done_says_why() {
    let home = with_project("refused");
    for (arguments, expected) in [
        (&["convert", "p.json", "--to", "word", "-o", "x"][..], "expected a format of standpoint"),
        (&["convert", "absent", "--to", "brat", "-o", "x"], "absent"),
        (&["check", "p.json", "--from", "nothing"], "found “nothing”"),
        (&["convert", "p.json", "--to", "brat", "-o", "x", "--annotator", "Eve"], "found Eve"),
    ] {
        let (code, said) = run(&home, arguments);
        assert_eq!((code, said.contains(expected)), (2, true), "{said}");
    }
    assert!(!home.join("x").exists());
}

#[test]
fn a_file_where_a_folder_is_to_be_is_named_and_kept() {
    let home = with_project("in_the_way");
    fs::write(home.join("out"), "mine").unwrap();
    fs::create_dir_all(home.join("folder")).unwrap();
    fs::write(home.join("folder/ada"), "mine").unwrap();
    for (output, file) in [("out/", "out"), ("folder", "ada")] {
        let (code, said) = run(&home, &["convert", "p.json", "--to", "brat", "-o", output]);
        assert_eq!(code, 2, "{said}");
        assert!(said.contains("expected a folder at ") && said.contains("found a file"), "{said}");
        assert!(said.contains(file) && said.contains("name another --output"), "{said}");
    }
    assert_eq!(fs::read_to_string(home.join("out")).unwrap(), "mine");
    assert_eq!(fs::read_to_string(home.join("folder/ada")).unwrap(), "mine");
}

#[test]
fn the_formats_are_listed_as_in_the_documents() {
    let (code, said) = run(&folder("formats"), &["formats"]);
    assert_eq!(code, 0);
    let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/formats.md");
    let guide = fs::read_to_string(guide).unwrap();
    assert!(guide.contains(&said), "docs/formats.md has another table than:\n{said}");
}

#[test]
fn a_dataset_is_cut_and_divided_and_describes_itself() {
    let home = with_project("dataset");
    let to = ["convert", "p.json", "--to", "spacy", "-o", "out/", "--example", "sentence"];
    let divided = ["--split", "train=1,test=1", "--split-by", "date", "--around", "1"];
    let (code, said) = run(&home, &[&to[..], &divided].concat());
    assert_eq!(code, 0, "{said}");
    assert!(home.join("out/train.spacy").exists() && home.join("out/test.spacy").exists());
    let card = fs::read_to_string(home.join("out/README.md")).unwrap();
    assert!(card.contains("An example is a sentence, with up to 1 more on each side"), "{card}");
    assert!(card.contains("train=1,test=1. The parts follow each other in time"), "{card}");
    let (code, said) = run(&home, &[&to[..], &["--split", "train"]].concat());
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("expected parts such as train=80,dev=10,test=10"), "{said}");
    let (code, said) = run(&home, &[&to[..], &["--article", "a-9"]].concat());
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("expected an article that is there, found a-9"), "{said}");
}
