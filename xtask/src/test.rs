//! `test`: everything that a change has to pass.

use crate::{
    arguments::Runner,
    build, check,
    counts::{Tally, count_cargo_line, count_node_report},
    process::{self, find_program, say},
    project::{self, Project},
    python_tests, setup,
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// What tells the fault suite that all its runs are wanted.
const FAULTS_VARIABLE: &str = "STANDPOINT_FAULTS";
/// What tells it where its chance begins.
const SEED_VARIABLE: &str = "STANDPOINT_SEED";

/// What tells the naive model how many random sequences to make, and how many the suite has in full.
const CASES_VARIABLE: &str = "STANDPOINT_CASES";
const CASES: &str = "100000";

/// Runs all steps, or the tests of one runner; the last line printed is the count. `in_full` is the
/// fault suite with all its runs.
pub(crate) fn run(
    project: &Project,
    only: Option<Runner>,
    filter: Option<&str>,
    seed: Option<u32>,
    in_full: bool,
) -> Result<(), String> {
    let mut tally = Tally::default();
    match only {
        Some(Runner::Native) => check::native_tests(project, filter, &mut tally),
        Some(Runner::Browser) => browser_tests(project, filter, &mut tally),
        Some(Runner::Python) => python_tests::run(project, filter, &mut tally),
        Some(Runner::Faults) => fault_suite(project, filter, seed, in_full, &mut tally),
        None => {
            check::steps(project, &mut tally);
            dependency_rules(project, &mut tally);
            python_tests::run(project, None, &mut tally);
            browser_tests(project, None, &mut tally);
            fault_suite(project, None, None, false, &mut tally);
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
    on_page(project, "browser tests", "tests/browser", tally, |runner| {
        setup::firefox();
        runner.args(filter.map(name_pattern));
    });
}

/// The page under every fault, a fiftieth of the runs or all of them; the table stands at the end.
fn fault_suite(
    project: &Project,
    filter: Option<&str>,
    seed: Option<u32>,
    in_full: bool,
    tally: &mut Tally,
) {
    if in_full {
        native_faults(project, filter, tally);
    }
    on_page(project, "fault suite", "tests/faults", tally, |runner| {
        runner
            .arg("--test-reporter=./tests/faults/report.mjs")
            .arg("--test-reporter-destination=stdout")
            .args(filter.map(name_pattern));
        if in_full {
            runner.env(FAULTS_VARIABLE, "full");
        }
        if let Some(seed) = seed {
            runner.env(SEED_VARIABLE, seed.to_string());
        }
    });
}

/// What of the suite needs no browser: random sequences beside a naive model, and a file with every
/// byte changed in turn. Both run with the other native tests, too, on fewer cases.
fn native_faults(project: &Project, filter: Option<&str>, tally: &mut Tally) {
    say("fault suite, native");
    let mut command = process::cargo();
    command
        .current_dir(&project.root)
        .args(["test", "--quiet", "--test", "naive_model", "--test", "damage"])
        .args(filter)
        .args(["--", "--include-ignored", "--nocapture"])
        .env(CASES_VARIABLE, CASES);
    tally.runner("fault suite, native", |counts| {
        process::run_reading(&mut command, |line| count_cargo_line(line, counts))
    });
}

fn name_pattern(filter: &str) -> String {
    format!("--test-name-pattern={filter}")
}

/// The tests of a folder, run by Node in a real browser on the release page.
fn on_page(
    project: &Project,
    name: &str,
    folder: &str,
    tally: &mut Tally,
    options: impl FnOnce(&mut Command),
) {
    let set_up = build::run(project, &[]).and_then(|()| setup::chromium(project));
    let chromium = match set_up {
        Ok(chromium) => chromium,
        Err(error) => return tally.fail(name, &error),
    };
    say(name);
    tally.runner(name, |counts| {
        let report = project.scratch().join("browser.tap");
        // The report of an earlier run must not be counted.
        project::write(&report, "")?;
        let mut command = node_runner(project, &report);
        options(&mut command);
        let status = command
            .args(test_files(&project.root.join(folder))?)
            .env(setup::CHROMIUM_VARIABLE, chromium)
            .status()
            .map_err(|error| format!("cannot start node: {error}"))?;
        count_node_report(&project::read(&report)?, counts);
        Ok(status.success())
    });
}

/// Node's runner: on the screen for people, in `report` for the count.
fn node_runner(project: &Project, report: &Path) -> Command {
    let mut command = Command::new("node");
    command
        .current_dir(&project.root)
        .args(["--test", "--test-reporter=spec", "--test-reporter-destination=stdout"])
        .args(["--test-reporter=tap", "--test-reporter-destination"])
        .arg(report);
    command
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
