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
    process::Command,
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

/// Runs every script on a project of real work and on one that is hard on formats; `filter` is a part
/// of a script's name.
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
        let scripts = project.root.join("tests/python");
        process::run(Command::new(&python).arg(scripts.join("hard_project.py")).arg(&hard))?;
        for proof in PROOFS.iter().filter(|it| filter.is_none_or(|part| it.script.contains(part))) {
            for read in [&project.root.join(REAL), &hard] {
                let result = proof.hold(project, &python, &ours, read, &folder);
                note(counts, proof.script, read, result);
            }
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

impl Proof {
    fn hold(
        &self,
        project: &Project,
        python: &Path,
        ours: &Path,
        read: &Path,
        folder: &Path,
    ) -> Result<(), String> {
        let name = read.file_name().unwrap_or_default().to_string_lossy();
        // Node unpacks no archive by itself: its scripts get folders.
        let (runner, scripts, end) = match self.script.ends_with(".mjs") {
            true => (Path::new("node"), "tests/node", ".folder/"),
            false => (python, "tests/python", ""),
        };
        let mut command = Command::new(runner);
        command.arg(project.root.join(scripts).join(self.script)).arg(read);
        for format in self.formats {
            let written = folder.join(format!("{name}.{format}{end}"));
            let mut convert = Command::new(ours);
            convert.arg("convert").arg(read).args(self.options);
            convert.args(["--to", format, "--output"]).arg(&written);
            process::run(convert.stderr(std::process::Stdio::null()))?;
            command.arg(written);
        }
        process::run(command.args(self.words))
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
