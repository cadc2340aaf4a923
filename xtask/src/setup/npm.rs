//! The packages of package-lock.json: wasm-opt, the browser's driver, the accessibility rules.

use super::{attempt, cannot};
use crate::{
    process::{find_program, node_program},
    project::{self, Project},
};
use std::{fs, path::PathBuf};

/// Installs the packages where the lockfile has changed; gives the folder of their programs.
pub(crate) fn packages(project: &Project) -> Result<PathBuf, String> {
    let folder = project.root.join("node_modules");
    let stamp = folder.join(".standpoint-lock");
    let wanted = project::hash_files(&project.root, &["package.json", "package-lock.json"])?;
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
        npm.args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]).current_dir(&project.root);
        attempt("installing the npm packages of the lockfile", &mut npm)
            .map_err(|error| cannot("the npm packages", &[error], "see npm's message above"))?;
        project::write(&stamp, wanted)?;
    }
    Ok(folder.join(".bin"))
}
