//! `first-load`: which functions the page needs until an article can be marked.

use crate::{
    build::{FIRST_LOAD, trunk_build},
    process::{self, say},
    project::{self, Project},
    setup,
    split::PageFiles,
};
use std::{fs, process::Command};

/// Builds a page that notes its calls, opens the sample in it and marks a word, and writes the list
/// that `build` splits the module by.
pub(crate) fn run(project: &Project) -> Result<(), String> {
    let chromium = setup::chromium(project)?;
    let staged = trunk_build(project)?;
    let noted = PageFiles::find(&staged)?.note_calls()?;
    say("using the page");
    let notes = project.scratch().join("calls");
    process::run(
        Command::new("node")
            .current_dir(&project.root)
            .arg("xtask/first-load.mjs")
            .arg(&staged)
            .arg(&notes)
            .env(setup::CHROMIUM_VARIABLE, chromium),
    )?;
    let notes =
        fs::read(&notes).map_err(|error| format!("cannot read {}: {error}", notes.display()))?;
    let list = format!(
        "# The functions that the page needs until an article can be marked. Written by\n\
         # `cargo xtask first-load`; `cargo xtask build` splits the module by it.\n{}\n",
        noted.called(&notes).join("\n")
    );
    project::write(&project.root.join(FIRST_LOAD), list)
}
