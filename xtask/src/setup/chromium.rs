//! A Chromium for the browser tests and the benchmarks.

use super::{attempt, cannot, debian, npm};
use crate::{
    process::{find_program, node_program, output_of},
    project::Project,
};
use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

const ON_PATH: [&str; 4] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
/// Set by whoever wants another browser; handed on to the tests.
pub(crate) const VARIABLE: &str = "STANDPOINT_CHROMIUM";

/// Finds a Chromium that starts, or gets one: Playwright's, else Debian's.
pub(crate) fn chromium(project: &Project) -> Result<PathBuf, String> {
    if let Some(chosen) = env::var_os(VARIABLE).map(PathBuf::from) {
        return starts(&chosen)
            .then_some(chosen)
            .ok_or_else(|| format!("{VARIABLE} names no browser that starts"));
    }
    npm::packages(project)?;
    if let Some(found) = on_path().or_else(|| playwrights(project)) {
        return Ok(found);
    }
    let mut tried = vec![format!("{} (none on the PATH)", ON_PATH.join(", "))];
    let mut install = node_program("npx");
    install
        .args(["--no-install", "playwright-core", "install", "chromium"])
        .current_dir(&project.root);
    match attempt("downloading Playwright's Chromium, once; about 170 MB", &mut install) {
        Ok(()) => match playwrights(project) {
            Some(found) => return Ok(found),
            None => tried
                .push("Playwright's Chromium (downloaded, but it does not start here)".to_owned()),
        },
        Err(error) => tried.push(error),
    }
    match debian::install("Chromium", &["chromium"]) {
        Ok(()) => {
            tried.push("Debian's chromium (installed, but it does not start here)".to_owned());
        }
        Err(error) => tried.push(error),
    }
    on_path().ok_or_else(|| {
        cannot(
            "a Chromium",
            &tried,
            &format!("install Chromium or Chrome, or name one in {VARIABLE}"),
        )
    })
}

fn on_path() -> Option<PathBuf> {
    ON_PATH.iter().filter_map(|name| find_program(name)).find(|program| starts(program))
}

fn playwrights(project: &Project) -> Option<PathBuf> {
    let script =
        "import('playwright-core').then((it) => console.log(it.chromium.executablePath()))";
    let path = output_of(
        Command::new("node")
            .args(["--input-type=module", "--eval", script])
            .current_dir(&project.root),
    )?;
    Some(PathBuf::from(path)).filter(|program| program.is_file() && starts(program))
}

/// A browser that lacks a library of the system is there but does not start.
fn starts(program: &Path) -> bool {
    output_of(Command::new(program).arg("--version")).is_some()
}
