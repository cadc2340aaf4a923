//! What the commands need on a machine, got by themselves: each step is done once and is over in
//! milliseconds when nothing is missing. A step that cannot be done says what was tried, what failed
//! and what to do.

mod cargo_tools;
mod chromium;
mod debian;
mod firefox;
mod npm;
mod python;
mod rust;

pub(crate) use chromium::{VARIABLE as CHROMIUM_VARIABLE, chromium};
pub(crate) use firefox::firefox;
pub(crate) use npm::{other_annotators, packages as npm_packages};
pub(crate) use python::python;
pub(crate) use rust::{WasmToolchain, components, wasm_toolchain};

use crate::{process, project::Project};
use std::{
    path::{MAIN_SEPARATOR, PathBuf},
    process::Command,
};

/// All that building the page takes.
#[derive(Debug)]
pub(crate) struct PageTools {
    toolchain: WasmToolchain,
    trunk: PathBuf,
    wasm_bindgen: PathBuf,
    node_programs: PathBuf,
}

/// Gets what building the page takes, and the sources of its dependencies.
pub(crate) fn page_tools(project: &Project) -> Result<PageTools, String> {
    let toolchain = wasm_toolchain()?;
    let wasm_bindgen = cargo_tools::wasm_bindgen(project)?;
    let trunk = cargo_tools::trunk(project)?;
    let node_programs = npm::packages(project)?;
    toolchain.fetch_dependencies(project)?;
    Ok(PageTools { toolchain, trunk, wasm_bindgen, node_programs })
}

impl PageTools {
    /// Trunk, which finds the other tools and downloads none by itself.
    pub(crate) fn trunk(&self, project: &Project) -> Result<Command, String> {
        let mut command = Command::new(&self.trunk);
        let folders: Vec<_> = [&self.trunk, &self.wasm_bindgen]
            .into_iter()
            .filter_map(|program| program.parent())
            .chain([self.node_programs.as_path()])
            .collect();
        self.toolchain.apply(&mut command, &folders)?;
        // Trunk reads NO_COLOR as a boolean and stops at NO_COLOR=1.
        command.current_dir(&project.root).env_remove("NO_COLOR");
        Ok(command)
    }

    /// What has rustc leave this machine's folders out of the names of source files, which a program
    /// holds for its panics: the page is smaller, tells nothing of who built it, and is the same from
    /// every machine. cargo divides such flags at spaces, so a folder that has one stays.
    pub(crate) fn without_folders(&self) -> Result<String, String> {
        let folders = self.toolchain.source_folders()?;
        let folders = folders.iter().filter_map(|folder| folder.to_str());
        let flags = folders
            .filter(|folder| !folder.contains(char::is_whitespace))
            .map(|folder| format!("--remap-path-prefix={folder}{MAIN_SEPARATOR}="));
        Ok(flags.collect::<Vec<_>>().join(" "))
    }
}

/// One line for a step that could not be done.
fn cannot(what: &str, tried: &[String], todo: &str) -> String {
    format!("cannot get {what}. Tried: {}. To do: {todo}", tried.join("; "))
}

/// Runs one way of getting something; an error says what was run and how it ended.
fn attempt(what: &str, command: &mut Command) -> Result<(), String> {
    process::say(what);
    process::run(command)
}
