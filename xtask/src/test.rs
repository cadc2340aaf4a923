//! `test`: everything that a change has to pass.

use crate::{
    arguments::Runner,
    build, check,
    counts::{Tally, count_node_report},
    process::{self, find_program, say},
    project::{self, Project},
    python_tests, setup,
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Runs all steps, or the tests of one runner; the last line printed is the count.
pub(crate) fn run(
    project: &Project,
    only: Option<Runner>,
    filter: Option<&str>,
) -> Result<(), String> {
    let mut tally = Tally::default();
    match only {
        Some(Runner::Native) => check::native_tests(project, filter, &mut tally),
        Some(Runner::Browser) => browser_tests(project, filter, &mut tally),
        Some(Runner::Python) => python_tests::run(project, filter, &mut tally),
        None => {
            check::steps(project, &mut tally);
            dependency_rules(project, &mut tally);
            python_tests::run(project, None, &mut tally);
            browser_tests(project, None, &mut tally);
        }
    }
    tally.finish()
}

/// Licences and advisories of the dependencies, where cargo-deny is installed.
fn dependency_rules(project: &Project, tally: &mut Tally) {
    if find_program("cargo-deny").is_none() {
        say(
            "cargo-deny is not on the PATH: licences and advisories of the dependencies are not checked",
        );
        return;
    }
    say("cargo-deny");
    let mut command = Command::new("cargo-deny");
    tally.step("cargo-deny", process::run(command.arg("check").current_dir(&project.root)));
}

/// The release page in a real browser.
fn browser_tests(project: &Project, filter: Option<&str>, tally: &mut Tally) {
    let set_up = build::run(project, &[]).and_then(|()| setup::chromium(project));
    let chromium = match set_up {
        Ok(chromium) => chromium,
        Err(error) => return tally.fail("browser tests", &error),
    };
    setup::firefox();
    say("browser tests");
    tally.runner("browser tests", |counts| {
        let report = project.scratch().join("browser.tap");
        // The report of an earlier run must not be counted.
        project::write(&report, "")?;
        let mut command = node_runner(project, &report, filter)?;
        let status = command
            .env(setup::CHROMIUM_VARIABLE, chromium)
            .status()
            .map_err(|error| format!("cannot start node: {error}"))?;
        count_node_report(&project::read(&report)?, counts);
        Ok(status.success())
    });
}

/// Node's runner: on the screen for people, in `report` for the count.
fn node_runner(project: &Project, report: &Path, filter: Option<&str>) -> Result<Command, String> {
    let mut command = Command::new("node");
    command
        .current_dir(&project.root)
        .args(["--test", "--test-reporter=spec", "--test-reporter-destination=stdout"])
        .args(["--test-reporter=tap", "--test-reporter-destination"])
        .arg(report);
    if let Some(filter) = filter {
        command.arg(format!("--test-name-pattern={filter}"));
    }
    command.args(test_files(&project.root.join("tests/browser"))?);
    Ok(command)
}

/// Node's versions differ in what they make of a folder, so it is given the files.
fn test_files(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(folder)
        .map_err(|error| format!("cannot list {}: {error}", folder.display()))?;
    let mut files: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    files.sort();
    if files.is_empty() { Err(format!("no *.test.mjs in {}", folder.display())) } else { Ok(files) }
}
