//! `standpoint corpus`, run as a program on folders of its own.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use standpoint::formats::corpus::{self, Manifest};
use standpoint::formats::digest::sha256_hex;

const BODY: &str = "The mill burnt down on Monday, said Ada, who had seen it from the bridge.";

/// An empty folder of this test's own.
fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cli_corpus").join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn write(folder: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn run(from: &Path, to: &Path, more: &[&str]) -> (i32, String) {
    let program = env!("CARGO_BIN_EXE_standpoint");
    let Output { status, stdout, stderr } = Command::new(program)
        .arg("corpus")
        .args([from.as_os_str(), "-o".as_ref(), to.as_os_str()])
        .args(more)
        .output()
        .unwrap();
    let said = [stdout, stderr].concat();
    (status.code().unwrap(), String::from_utf8(said).unwrap())
}

fn manifest(dist: &Path) -> Manifest {
    let opened = corpus::read(&fs::read(dist.join("corpus/corpus.json")).unwrap()).unwrap();
    assert_eq!(opened.problems, []);
    opened.manifest
}

#[test]
fn a_folder_becomes_a_corpus() {
    let home = folder("a_folder_becomes_a_corpus");
    let (from, dist) = (home.join("mill"), home.join("dist"));
    write(&from, "b.txt", format!("Mill burns down\nBy Ada Lovelace\n\n{BODY}\n"));
    write(&from, "deep/a é.html", format!("<title>Mill</title><p>{BODY}"));
    write(&from, ".hidden.txt", "no");
    let (code, said) = run(&from, &dist, &["--title", "The mill"]);
    assert_eq!(code, 0, "{said}");
    assert!(said.contains("added     b.txt: Mill burns down"), "{said}");
    let manifest = manifest(&dist);
    assert_eq!(manifest.title, "The mill");
    let files: Vec<&str> = manifest.articles.iter().map(|it| it.file.as_str()).collect();
    assert_eq!(files, ["b.txt", "deep/a é.html"]);
    for entry in &manifest.articles {
        let copied = fs::read(dist.join("corpus").join(entry.file.as_str())).unwrap();
        assert_eq!(copied, fs::read(from.join(entry.file.as_str())).unwrap());
        assert_eq!(entry.sha256, sha256_hex(&copied));
    }
    assert_eq!(manifest.articles[0].details.byline, "Ada Lovelace");
    let before = fs::read(dist.join("corpus/corpus.json")).unwrap();
    assert_eq!(run(&from, &dist, &["--title", "The mill"]).0, 0);
    assert_eq!(fs::read(dist.join("corpus/corpus.json")).unwrap(), before);
}

#[test]
fn what_cannot_be_read_is_listed_and_left_out() {
    let home = folder("what_cannot_be_read_is_listed_and_left_out");
    write(&home, "a.txt", BODY);
    write(&home, "copy.txt", BODY);
    write(&home, "b.pdf", "%PDF-1.7");
    write(&home, "c.csv", "n,words\n1,x\n");
    write(&home, "d.jsonl", "{\"text\": \"a\"}\n{\"text\": \"b\"}\n{");
    write(&home, "empty.txt", "");
    // Inside the folder itself, and not read on the second run.
    let dist = home.join("dist");
    for _ in 0..2 {
        let (code, said) = run(&home, &dist, &[]);
        assert_eq!(code, 1, "{said}");
        for line in [
            "left out  b.pdf: this is a PDF",
            "left out  c.csv: expected a column named “text”, found n, words",
            "left out  empty.txt: expected text, found an empty file",
            "added     d.jsonl: 2 articles",
            "at line 3",
            "the same text as in a.txt",
            "3 of 6 files",
        ] {
            assert!(said.contains(line), "{line}\n{said}");
        }
        assert_eq!(manifest(&dist).articles.len(), 3);
    }
    assert!(!dist.join("corpus/b.pdf").exists());
}

#[test]
fn a_corpus_beside_its_articles_is_not_read_again() {
    let home = folder("a_corpus_beside_its_articles_is_not_read_again");
    write(&home, "a.txt", BODY);
    for _ in 0..2 {
        let (code, said) = run(&home, &home, &[]);
        assert_eq!((code, manifest(&home).articles.len()), (0, 1), "{said}");
    }
}

#[test]
fn foreign_files_are_not_overwritten() {
    let home = folder("foreign_files_are_not_overwritten");
    let (from, dist) = (home.join("from"), home.join("dist"));
    write(&from, "a.txt", BODY);
    write(&dist, "corpus/a.txt", "somebody else's");
    let (code, said) = run(&from, &dist, &[]);
    assert_eq!(code, 2, "{said}");
    assert!(said.contains("a.txt") && !dist.join("corpus/corpus.json").exists(), "{said}");
    assert_eq!(fs::read(dist.join("corpus/a.txt")).unwrap(), b"somebody else's");

    fs::remove_file(dist.join("corpus/a.txt")).unwrap();
    assert_eq!(run(&from, &dist, &[]).0, 0);
    write(&from, "a.txt", format!("{BODY} {BODY}"));
    assert_eq!(run(&from, &dist, &[]).0, 0, "its own file of an earlier run is replaced");
    write(&dist, "corpus/corpus.json", "{}");
    assert_eq!(run(&from, &dist, &[]).0, 2);
}

#[test]
fn nothing_to_do_and_wrong_arguments_say_so() {
    let home = folder("nothing_to_do_and_wrong_arguments_say_so");
    let (code, said) = run(&home, &home.join("dist"), &[]);
    assert_eq!(code, 2);
    assert!(said.contains("found none") && !home.join("dist").exists(), "{said}");
    assert_eq!(run(&home.join("absent"), &home, &[]).0, 2);
    assert_eq!(run(&home, &home, &["--colour"]).0, 2);
}
