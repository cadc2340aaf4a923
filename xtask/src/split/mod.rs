//! Splits the page's module in two: what is needed until an article can be marked, and the rest,
//! which is fetched after that, or at once when something needs it before.
//!
//! The program knows nothing of it. Which functions are needed first is a list,
//! `xtask/first-load.txt`, which `cargo xtask first-load` writes down while it uses the page. A
//! function that is not on it, as a new one, goes with the rest, where it works as well.

mod data;
mod first;
mod glue;
mod module;
mod plan;
mod rest;
#[cfg(test)]
mod tests;
mod used;

use crate::{
    minify::{Language, minify},
    project::{self, Project, short_hash},
};
use data::{Segment, constants};
use module::{Element, Module};
use plan::Plan;
use std::{
    collections::HashSet,
    fs,
    path::{Path, PathBuf},
};
use wasm_encoder::{ConstExpr, DataSection, ElementSection, Elements};

/// The module under which the parts import from one another.
const PARTS: &str = "parts";
/// The import that fetches the rest.
const LOAD: &str = "load";
/// The table between the parts; with a number, a table of the first part.
const TABLE: &str = "t";
/// The table through which the program calls what it knows by number: tables of closures and methods.
const PROGRAM_TABLE: u32 = 0;
/// The first part's memory.
const MEMORY: &str = "m";
const PAGE: &str = "index.html";
/// Says on the page's root that the rest has not come; `www/rest.js` takes it away.
const COMING: &str = "data-rest=\"coming\"";

/// The page's module and its script, as Trunk left them in a folder.
pub(crate) struct PageFiles {
    folder: PathBuf,
    module: String,
    script: String,
}

impl PageFiles {
    pub(crate) fn find(folder: &Path) -> Result<Self, String> {
        let module = fs::read_dir(folder)
            .map_err(|error| format!("cannot list {}: {error}", folder.display()))?
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .find(|name| name.starts_with("page-") && name.ends_with("_bg.wasm"))
            .ok_or("the build made no module for the page")?;
        let script = module.replace("_bg.wasm", ".js");
        Ok(Self { folder: folder.to_owned(), module, script })
    }

    fn read_module(&self) -> Result<Vec<u8>, String> {
        fs::read(self.folder.join(&self.module))
            .map_err(|error| format!("cannot read {}: {error}", self.module))
    }

    /// Replaces the module by its two parts. `map` is the linker's, `first` the list of functions,
    /// `loader` the script that fetches the rest.
    pub(crate) fn split(
        &self,
        project: &Project,
        map: &str,
        first: &str,
        loader: &str,
    ) -> Result<(), String> {
        let bytes = self.read_module()?;
        let module = Module::parse(&bytes)?;
        let plan = Plan::new(&module, &constants(map), &lines(first))?;
        let rest = rest::write(&module, &plan)?;
        let first = first::write(&bytes, &module, &plan)?;
        let rest_name = format!("page-{}_rest.wasm", short_hash(&rest));
        let script = project::read(&self.folder.join(&self.script))?;
        let script = glue::fit(&script, &module.imports, loader, &format!("./{rest_name}"))?;
        let script = minify(project, &script, Language::Script)?;
        project::write(&self.folder.join(rest_name), rest)?;
        self.say_that_the_rest_comes()?;
        self.replace(&self.module, &format!("page-{}_bg.wasm", short_hash(&first)), &first)?;
        self.replace(
            &self.script,
            &format!("page-{}.js", short_hash(script.as_bytes())),
            script.as_bytes(),
        )
    }

    /// Replaces the module by one that notes which of its functions were called. What makes names of
    /// the notes is the list that comes back.
    pub(crate) fn note_calls(&self) -> Result<used::Noted, String> {
        let bytes = self.read_module()?;
        let module = Module::parse(&bytes)?;
        project::write(&self.folder.join(&self.module), used::write(&bytes, &module)?)?;
        self.say_that_the_rest_comes()?;
        Ok(used::Noted::new(&module))
    }

    /// The page draws what is needed first until it is told that the rest is here.
    fn say_that_the_rest_comes(&self) -> Result<(), String> {
        let page = self.folder.join(PAGE);
        let text = project::read(&page)?;
        if !text.contains("<html ") {
            return Err(format!("{PAGE} has no <html …>"));
        }
        project::write(&page, text.replacen("<html ", &format!("<html {COMING} "), 1))
    }

    /// Writes `bytes` under a new name in place of a file, also where the page names it.
    fn replace(&self, old: &str, new: &str, bytes: &[u8]) -> Result<(), String> {
        let page = self.folder.join(PAGE);
        let text = project::read(&page)?;
        if !text.contains(old) {
            return Err(format!("{PAGE} does not name {old}"));
        }
        project::write(&page, text.replace(old, new))?;
        fs::remove_file(self.folder.join(old))
            .map_err(|error| format!("cannot remove {old}: {error}"))?;
        project::write(&self.folder.join(new), bytes)
    }
}

/// The lines of a list, without its comments.
fn lines(list: &str) -> HashSet<&str> {
    list.lines().filter(|line| !line.starts_with('#')).collect()
}

fn global_name(global: u32) -> String {
    format!("g{global}")
}

/// A function that the rest takes from its place in the table between the parts.
fn function_name(place: u32) -> String {
    format!("f{place}")
}

/// Writes a segment for each run of places.
fn write_elements(
    section: &mut ElementSection,
    elements: &[Element],
    new_index: impl Fn(u32) -> u32,
) {
    for run in elements.chunk_by(|one, next| one.place + 1 == next.place) {
        let start = ConstExpr::i32_const(run[0].place.cast_signed());
        let functions: Vec<u32> = run.iter().map(|element| new_index(element.function)).collect();
        section.active(None, &start, Elements::Functions(functions.into()));
    }
}

fn write_data(section: &mut DataSection, segments: &[Segment<'_>]) {
    for segment in segments {
        let start = ConstExpr::i32_const(segment.start.cast_signed());
        section.active(0, &start, segment.bytes.iter().copied());
    }
}
