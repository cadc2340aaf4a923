//! `bench`: times and sizes of the release page beside an empty Yew page.

use crate::{
    build,
    process::{self, say},
    project::Project,
    setup,
};
use std::{fs, path::PathBuf, process::Command};

/// Builds both pages and measures them in one run; writes bench/RESULTS.md.
pub(crate) fn run(project: &Project) -> Result<(), String> {
    build::run(project, &[])?;
    let empty = build_empty_page(project)?;
    let chromium = setup::chromium(project)?;
    let mut command = Command::new("node");
    command
        .current_dir(&project.root)
        .arg("bench/run.mjs")
        .arg("--page")
        .arg(project.dist())
        .arg("--empty")
        .arg(empty)
        .env(setup::CHROMIUM_VARIABLE, chromium);
    process::run(&mut command)
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
