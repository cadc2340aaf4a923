//! Makes scripts and styles short: they are for the browser alone.

use crate::project::Project;
use std::{
    io::Write as _,
    process::{Command, Stdio},
};

/// What a text is.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Language {
    Script,
    Style,
}

/// The same script or stylesheet in fewer bytes, by esbuild.
pub(crate) fn minify(project: &Project, text: &str, language: Language) -> Result<String, String> {
    let loader = match language {
        Language::Script => "js",
        Language::Style => "css",
    };
    let failed = |what: String| format!("esbuild could not make the page's {loader} short: {what}");
    let mut esbuild = Command::new(project.root.join("node_modules/.bin/esbuild"))
        .args(["--minify", "--charset=utf8", "--log-level=warning"])
        .arg(format!("--loader={loader}"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| failed(error.to_string()))?;
    // It reads everything before it writes anything, so neither pipe can block the other.
    let mut input = esbuild.stdin.take().ok_or_else(|| failed("it takes no input".to_owned()))?;
    input.write_all(text.as_bytes()).map_err(|error| failed(error.to_string()))?;
    drop(input);
    let output = esbuild.wait_with_output().map_err(|error| failed(error.to_string()))?;
    if !output.status.success() {
        return Err(failed("see its message above".to_owned()));
    }
    String::from_utf8(output.stdout).map_err(|error| failed(error.to_string()))
}
