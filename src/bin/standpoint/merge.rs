//! `standpoint merge`: states of one project as one file.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use standpoint::formats::project;
use standpoint::model::{Project, differences};
use standpoint::store;

use super::MergeArguments;

/// Merges the files and says what each brings.
pub(super) fn run(arguments: &MergeArguments) -> ExitCode {
    match merge_all(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("standpoint: {message}. Nothing was written.");
            ExitCode::from(2)
        }
    }
}

fn merge_all(arguments: &MergeArguments) -> Result<(), String> {
    let mut files = arguments.files.iter();
    let first = files.next().ok_or("expected two files, found none")?;
    let mut merged = read(first)?;
    for file in files {
        let there = read(file)?;
        let both = store::merge(&merged, &there).map_err(|e| format!("{}: {e}", file.display()))?;
        println!("{}:", file.display());
        for difference in differences(&merged, &there, &both) {
            let article = difference.article.map(|title| format!(" in “{title}”"));
            let (words, fate) = (difference.words, difference.fate.words());
            println!("  {words}{}: {fate}", article.unwrap_or_default());
        }
        merged = both;
    }
    let output = &arguments.output;
    fs::write(output, project::write(&merged)).map_err(|e| format!("{}: {e}", output.display()))
}

fn read(file: &Path) -> Result<Project, String> {
    let named = |error: String| format!("{}: {error}", file.display());
    let bytes = fs::read(file).map_err(|error| named(error.to_string()))?;
    let opened = project::read(&bytes).map_err(|error| named(error.to_string()))?;
    for problem in &opened.problems {
        eprintln!("{}: {problem}", file.display());
    }
    Ok(opened.project)
}
