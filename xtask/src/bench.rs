//! `bench`: the release page measured beside plain pages and other annotators.

use crate::{
    build,
    process::{self, say},
    project::Project,
    setup,
};
use std::{fs, path::PathBuf, process::Command};

/// Builds all pages and measures them in one run. The whole of it is written to bench/RESULTS.md; one
/// part, or a quick run, is only shown.
pub(crate) fn run(project: &Project, only: Option<&str>, quick: bool) -> Result<(), String> {
    build::run(project, &[])?;
    let empty = build_empty_page(project)?;
    let others = bundle_other_pages(project)?;
    let chromium = setup::chromium(project)?;
    let mut command = Command::new("node");
    command
        .current_dir(&project.root)
        .arg("bench/run.mjs")
        .arg("--page")
        .arg(project.dist())
        .arg("--empty")
        .arg(empty)
        .arg("--others")
        .arg(others)
        .args(only.map(|part| format!("--only={part}")))
        .args(quick.then_some("--quick"))
        .env(setup::CHROMIUM_VARIABLE, chromium);
    process::run(&mut command)
}

/// The pages of the other annotators and of the plain text.
fn bundle_other_pages(project: &Project) -> Result<PathBuf, String> {
    setup::other_annotators(project)?;
    say("bundling the pages to compare with");
    let folder = project.scratch().join("others");
    let mut bundle = Command::new("node");
    bundle.current_dir(&project.root).arg("bench/others/bundle.mjs").arg(&folder);
    process::run(&mut bundle)?;
    Ok(folder)
}

/// The smallest Yew page, built as the real one is and from the same versions.
fn build_empty_page(project: &Project) -> Result<PathBuf, String> {
    let tools = setup::page_tools(project)?;
    say("building the empty Yew page to compare with");
    let package = project.root.join("bench/empty-yew");
    fs::copy(project.root.join("Cargo.lock"), package.join("Cargo.lock"))
        .map_err(|error| format!("cannot copy Cargo.lock to {}: {error}", package.display()))?;
    let dist = project.scratch().join("empty-yew");
    let mut trunk = tools.trunk(project)?;
    trunk
        .current_dir(&package)
        .env("CARGO_TARGET_DIR", project.target.join("empty-yew"))
        .args(["build", "--release", "--offline", "--dist"])
        .arg(&dist);
    process::run(&mut trunk)?;
    Ok(dist)
}
