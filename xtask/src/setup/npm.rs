//! The packages of package-lock.json: wasm-opt, the browser's driver, the accessibility rules; and those
//! of bench/others, the annotators that the bench measures beside the page.

use super::{attempt, cannot};
use crate::{
    process::{find_program, node_program},
    project::{self, Project},
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Installs the packages where the lockfile has changed; gives the folder of their programs.
pub(crate) fn packages(project: &Project) -> Result<PathBuf, String> {
    let folder = install(&project.root, "installing the npm packages of the lockfile")?;
    Ok(folder.join(".bin"))
}

/// The same for the other annotators, which nothing but the bench fetches.
pub(crate) fn other_annotators(project: &Project) -> Result<(), String> {
    let package = project.root.join("bench/others");
    install(&package, "installing the annotators to compare with; about 130 MB").map(drop)
}

/// Installs what a folder's lockfile names, if that has changed; gives the folder of the packages.
fn install(package: &Path, what: &str) -> Result<PathBuf, String> {
    let folder = package.join("node_modules");
    let stamp = folder.join(".standpoint-lock");
    let wanted = project::hash_files(package, &["package.json", "package-lock.json"])?;
    if !fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        if find_program("node").is_none() {
            return Err(cannot(
                "the npm packages",
                &["node (not on the PATH)".to_owned()],
                "install Node 20 or later",
            ));
        }
        // None of the packages needs a script of its own to be installed.
        let mut npm = node_program("npm");
        npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(package);
        attempt(what, &mut npm)
            .map_err(|error| cannot("the npm packages", &[error], "see npm's message above"))?;
        project::write(&stamp, wanted)?;
    }
    Ok(folder)
}
