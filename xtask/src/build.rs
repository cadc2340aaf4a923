//! `build`: the release page in dist/.

use crate::{
    markup::tags,
    minify::{Language, minify},
    offline, page_styles,
    process::{self, say},
    project::{self, Project, files_below},
    seal::{self, AllowedHost},
    setup, sizes,
    split::PageFiles,
    worker_names,
};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// What the built page depends on.
const INPUTS: [&str; 13] = [
    "src",
    "www",
    "schema",
    "index.html",
    "build.rs",
    "Cargo.toml",
    "Cargo.lock",
    "Trunk.toml",
    "package-lock.json",
    ".cargo/config.toml",
    "xtask/Cargo.toml",
    "xtask/first-load.txt",
    "xtask/src",
];
/// The functions that are needed until an article can be marked.
pub(crate) const FIRST_LOAD: &str = "xtask/first-load.txt";
/// Tells `build.rs` where the linker is to write its map.
const MAP_VARIABLE: &str = "STANDPOINT_LINK_MAP";
/// Joins what `.cargo/config.toml` tells rustc for the page.
const FLAGS_VARIABLE: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";
/// Pages of dist/ that carry a policy.
const PAGES: [&str; 2] = ["index.html", "404.html"];

/// Builds the page unless dist/ is already what the sources give; prints the size of each file.
pub(crate) fn run(project: &Project, allowed: &[AllowedHost]) -> Result<(), String> {
    let stamp = project.scratch().join("dist.stamp");
    let inputs = input_hash(project, allowed)?;
    let is_current = |outputs: &str| {
        fs::read_to_string(&stamp).is_ok_and(|found| found == format!("{inputs} {outputs}"))
    };
    if is_current(&output_hash(project)?) {
        say("dist/ is up to date");
        return sizes::print(project);
    }
    let staged = trunk_build(project)?;
    say("splitting the module, joining the stylesheets, sealing the page");
    split(project, &staged)?;
    worker_names::hash_names(&staged)?;
    page_styles::join(project, &staged)?;
    minify_page(project, &staged)?;
    seal_pages(&staged, allowed)?;
    offline::write(&staged, |script| minify(project, script, Language::Script))?;
    publish(&staged, &project.dist())?;
    project::write(&stamp, format!("{inputs} {}", output_hash(project)?))?;
    sizes::print(project)
}

/// The page as Trunk leaves it, in a folder of its own.
pub(crate) fn trunk_build(project: &Project) -> Result<PathBuf, String> {
    let tools = setup::page_tools(project)?;
    say("building the page; some minutes the first time");
    // Beside dist/, so that a build that fails leaves the last good page alone.
    let staged = project.scratch().join("staged");
    process::run(
        tools
            .trunk(project)?
            .env(MAP_VARIABLE, link_map(project))
            .env(FLAGS_VARIABLE, tools.without_folders()?)
            .args(["build", "--release", "--offline", "--dist"])
            .arg(&staged),
    )?;
    Ok(staged)
}

/// Splits the page's module into what is needed first and the rest.
fn split(project: &Project, staged: &Path) -> Result<(), String> {
    PageFiles::find(staged)?.split(
        project,
        &project::read(&link_map(project)).map_err(|error| {
            format!("{error}: the linker writes it; `cargo clean --package standpoint` makes it link again")
        })?,
        &project::read(&project.root.join(FIRST_LOAD))?,
        &project::read(&project.root.join("www/rest.js"))?,
    )
}

/// Where the linker says what lies where in the page's module.
fn link_map(project: &Project) -> PathBuf {
    project.scratch().join("page.map")
}

/// Takes the comments out of the page, and makes the inline script short that takes over when the
/// program fails.
fn minify_page(project: &Project, staged: &Path) -> Result<(), String> {
    let page_path = staged.join("index.html");
    let page = project::read(&page_path)?;
    let script = project::read(&project.root.join("www/rescue.js"))?;
    let script = script.trim_end();
    let short = minify(project, script, Language::Script)?;
    let (before, behind) =
        page.split_once(script).ok_or("index.html does not hold www/rescue.js")?;
    let page =
        format!("{}{}{}", without_comments(before), short.trim_end(), without_comments(behind));
    project::write(&page_path, page)
}

/// Markup without its comments and blank lines.
fn without_comments(markup: &str) -> String {
    let mut parts = markup.split("<!--");
    let mut kept = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        kept.push_str(part.split_once("-->").map_or("", |(_, behind)| behind));
    }
    let ends_line = kept.ends_with('\n');
    let lines: Vec<&str> = kept.lines().filter(|line| !line.trim().is_empty()).collect();
    lines.join("\n") + if ends_line { "\n" } else { "" }
}

fn seal_pages(folder: &Path, allowed: &[AllowedHost]) -> Result<(), String> {
    for name in PAGES {
        let path = folder.join(name);
        let sealed = seal::seal(&project::read(&path)?, allowed)
            .map_err(|error| format!("{name}: {error}"))?;
        project::write(&path, sealed)?;
        let page = project::read(&path)?;
        let mut faults = seal::verify(&page);
        faults.extend(dead_addresses(&page, folder));
        if !faults.is_empty() {
            return Err(format!("{name} does not fit its policy:\n  {}", faults.join("\n  ")));
        }
    }
    Ok(())
}

/// Relative addresses of what `page` fetches that are no file of its folder.
fn dead_addresses(page: &str, folder: &Path) -> Vec<String> {
    tags(page)
        .iter()
        .filter(|tag| matches!(tag.name.as_str(), "link" | "script" | "img"))
        .filter_map(|tag| tag.attribute("href").or_else(|| tag.attribute("src")))
        .filter(|address| !address.contains(':') && !folder.join(address).is_file())
        .map(|address| format!("it fetches {address}, which is not there"))
        .collect()
}

/// Replaces dist/ by a copy of the staged page.
fn publish(staged: &Path, dist: &Path) -> Result<(), String> {
    let io_error = |error: std::io::Error| format!("cannot write {}: {error}", dist.display());
    if dist.exists() {
        fs::remove_dir_all(dist).map_err(io_error)?;
    }
    for file in files_below(staged).map_err(io_error)? {
        let copy = dist.join(file.strip_prefix(staged).unwrap_or(&file));
        project::write(&copy, fs::read(&file).map_err(io_error)?)?;
    }
    Ok(())
}

fn input_hash(project: &Project, allowed: &[AllowedHost]) -> Result<String, String> {
    let hosts: String = allowed.iter().map(|host| format!("{host} ")).collect();
    Ok(project::hash(format!("{hosts}{}", project::hash_files(&project.root, &INPUTS)?).as_bytes()))
}

fn output_hash(project: &Project) -> Result<String, String> {
    project::hash_files(&project.root, &["dist"])
}

#[cfg(test)]
mod tests {
    use super::without_comments;

    #[test]
    fn comments_and_blank_lines_go() {
        let markup = "<head>\n  <!-- one\n two -->\n\n  <title>t</title><!-- three -->\n</head>\n";
        assert_eq!(without_comments(markup), "<head>\n  <title>t</title>\n</head>\n");
        assert_eq!(without_comments("<script>"), "<script>");
    }
}
