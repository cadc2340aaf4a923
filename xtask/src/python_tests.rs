//! Other people's programs read what Standpoint writes: each format goes out by the command line, and
//! a script of `tests/python` or `tests/node` holds what its program finds against the project.

use crate::{
    counts::{Counts, Tally},
    process::{self, cargo, say},
    project::Project,
    setup,
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// A script and what it is given behind the project: files in these formats, then words.
struct Proof {
    script: &'static str,
    formats: &'static [&'static str],
    /// What else the command line is told when it writes the files.
    options: &'static [&'static str],
    words: &'static [&'static str],
}

#[rustfmt::skip] // a table: one line per proof
const PROOFS: &[Proof] = &[
    Proof { script: "data_package.py", formats: &["csv", "csv-spreadsheet"], options: &[], words: &[] },
    Proof { script: "hugging_face.py", formats: &["hugging-face"], options: &["--split", "train=3,test=1", "--example", "sentence", "--around", "1"], words: &["sentence"] },
    Proof { script: "hugging_face.py", formats: &["hugging-face"], options: &[], words: &["article"] },
    Proof { script: "label_studio.py", formats: &["label-studio"], options: &["--as-predictions"], words: &[] },
    Proof { script: "label_studio_converter.py", formats: &["label-studio"], options: &[], words: &[] },
    Proof { script: "brat.py", formats: &["brat"], options: &[], words: &[] },
    Proof { script: "spacy_docs.py", formats: &["spacy", "spacy-jsonl"], options: &[], words: &[] },
    Proof { script: "tagged_words.py", formats: &["conll"], options: &[], words: &["conll"] },
    Proof { script: "tagged_words.py", formats: &["bio"], options: &[], words: &["bio"] },
    Proof { script: "tagged_words.py", formats: &["bilou"], options: &[], words: &["bilou"] },
    Proof { script: "web_annotation.py", formats: &["web-annotation"], options: &[], words: &["code-points"] },
    Proof { script: "web_annotation.py", formats: &["web-annotation"], options: &["--output-unit", "utf-16"], words: &["utf-16"] },
    Proof { script: "web_annotation.mjs", formats: &["web-annotation"], options: &["--output-unit", "utf-16"], words: &[] },
    Proof { script: "uima_cas.py", formats: &["uima-cas"], options: &[], words: &[] },
    Proof { script: "refi_qda.py", formats: &["refi-qda"], options: &[], words: &[] },
    Proof { script: "opinions.py", formats: &["semeval-2022", "newsmtsc", "semeval-2016"], options: &[], words: &[] },
    Proof { script: "stance_graph.py", formats: &["stance-graph"], options: &[], words: &[] },
];

/// A project of real work, every stance of it checked by hand.
const REAL: &str = "tests/gold/guarantees.standpoint.json";

/// Runs every script on a project of real work and on one that is hard on formats, and on files
/// without any work in them, which it must refuse; `filter` is a part of a script's name.
pub(crate) fn run(project: &Project, filter: Option<&str>, tally: &mut Tally) {
    say("other people's programs on our files");
    tally.runner("Python", |counts| {
        let python = setup::python(project)?;
        setup::npm_packages(project)?;
        let ours = command_line(project)?;
        let folder = project.scratch().join("python");
        fs::remove_dir_all(&folder).ok();
        fs::create_dir_all(&folder)
            .map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
        let hard = folder.join("hard.standpoint.json");
        let [marked, hollow] =
            ["real", "hollow"].map(|it| folder.join(format!("{it}.standpoint.json")));
        let scripts = project.root.join("tests/python");
        process::run(Command::new(&python).arg(scripts.join("hard_project.py")).arg(&hard))?;
        process::run(Command::new(&python).arg(scripts.join("real_project.py")).args([
            &project.root.join(REAL),
            &marked,
            &hollow,
        ]))?;
        let proving = Proving { project, python: &python, ours: &ours, folder: &folder };
        for proof in PROOFS.iter().filter(|it| filter.is_none_or(|part| it.script.contains(part))) {
            for read in [&marked, &hard] {
                note(counts, proof.script, read, proving.holds(proof, read));
            }
            note(counts, proof.script, &hollow, proving.refuses(proof, &marked, &hollow));
        }
        Ok(counts.failed == 0)
    });
}

fn note(counts: &mut Counts, script: &str, read: &Path, result: Result<(), String>) {
    match result {
        Ok(()) => counts.passed += 1,
        Err(error) => {
            counts.failed += 1;
            say(&format!("FAILED {script} on {}: {error}", read.display()));
        }
    }
}

/// What the proofs are run with.
struct Proving<'a> {
    project: &'a Project,
    python: &'a Path,
    /// The command line.
    ours: &'a Path,
    folder: &'a Path,
}

impl Proving<'_> {
    /// Whether a script finds in the files what is in the project that they were written from.
    fn holds(&self, proof: &Proof, read: &Path) -> Result<(), String> {
        process::run(&mut self.script(proof, read, &self.written(proof, read)?))
    }

    /// Whether it refuses each of its files when that one is from a project without any work in it.
    fn refuses(&self, proof: &Proof, read: &Path, hollow: &Path) -> Result<(), String> {
        let (whole, empty) = (self.written(proof, read)?, self.written(proof, hollow)?);
        for (at, format) in proof.formats.iter().enumerate() {
            let mut files = whole.clone();
            files[at].clone_from(&empty[at]);
            if process::run(self.script(proof, read, &files).stderr(Stdio::null())).is_ok() {
                return Err(format!("it holds for {format} without any work in it"));
            }
        }
        Ok(())
    }

    fn script(&self, proof: &Proof, read: &Path, files: &[PathBuf]) -> Command {
        let (runner, scripts) = match proof.is_for_node() {
            true => (Path::new("node"), "tests/node"),
            false => (self.python, "tests/python"),
        };
        let mut command = Command::new(runner);
        command.arg(self.project.root.join(scripts).join(proof.script)).arg(read);
        command.args(files).args(proof.words);
        command
    }

    /// A project in each of a proof's formats.
    fn written(&self, proof: &Proof, read: &Path) -> Result<Vec<PathBuf>, String> {
        let name = read.file_name().unwrap_or_default().to_string_lossy();
        // Node unpacks no archive by itself: its scripts get folders.
        let end = if proof.is_for_node() { ".folder/" } else { "" };
        let write = |format: &&str| {
            let written = self.folder.join(format!("{name}.{format}{end}"));
            let mut convert = Command::new(self.ours);
            convert.arg("convert").arg(read).args(proof.options);
            convert.args(["--to", *format, "--output"]).arg(&written);
            process::run(convert.stderr(Stdio::null()))?;
            Ok(written)
        };
        proof.formats.iter().map(write).collect()
    }
}

impl Proof {
    fn is_for_node(&self) -> bool {
        self.script.ends_with(".mjs")
    }
}

/// The command line, built.
fn command_line(project: &Project) -> Result<PathBuf, String> {
    process::run(cargo().current_dir(&project.root).args([
        "build",
        "--quiet",
        "--bin",
        "standpoint",
    ]))?;
    let name = format!("standpoint{}", std::env::consts::EXE_SUFFIX);
    Ok(project.target.join("debug").join(name))
}
