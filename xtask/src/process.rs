//! Programs that the commands start.

use std::{
    env,
    ffi::{OsStr, OsString},
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// Prints what is being done, to the person who waits.
pub(crate) fn say(line: &str) {
    println!("▸ {line}");
}

/// Runs a program with its output on the screen; an error names it and how it ended.
pub(crate) fn run(command: &mut Command) -> Result<(), String> {
    let status =
        command.status().map_err(|error| format!("cannot start {}: {error}", shown(command)))?;
    status.success().then_some(()).ok_or_else(|| format!("{} ended with {status}", shown(command)))
}

/// Runs a program and gives what it wrote to its standard output, or nothing when it failed or is
/// not there.
pub(crate) fn output_of(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).stdin(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs a program, passes each line of its standard output on to the screen and to `each_line`, and
/// says whether it succeeded.
pub(crate) fn run_reading(
    command: &mut Command,
    mut each_line: impl FnMut(&str),
) -> Result<bool, String> {
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| format!("cannot start {}: {error}", shown(command)))?;
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line);
            println!("{line}");
            each_line(&line);
        }
    }
    let status = child.wait().map_err(|error| format!("lost {}: {error}", shown(command)))?;
    Ok(status.success())
}

/// Where a program lies on the PATH.
pub(crate) fn find_program(name: &str) -> Option<PathBuf> {
    let file = format!("{name}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?)
        .map(|folder| folder.join(&file))
        .find(|path| path.is_file())
}

/// The PATH with `folders` before all others.
pub(crate) fn path_with(folders: &[&Path]) -> Result<OsString, String> {
    let old = env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().map(|folder| folder.to_path_buf()).chain(env::split_paths(&old));
    env::join_paths(all).map_err(|error| format!("a folder cannot stand on the PATH: {error}"))
}

/// The cargo that started this program, so that one toolchain does everything.
pub(crate) fn cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// One of Node's own programs: a script of the shell on Windows.
pub(crate) fn node_program(name: &str) -> Command {
    if cfg!(windows) { Command::new(format!("{name}.cmd")) } else { Command::new(name) }
}

/// The command as a person would type it.
pub(crate) fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program()).file_stem().unwrap_or(command.get_program());
    let words: Vec<_> =
        [program].into_iter().chain(command.get_args()).map(OsStr::to_string_lossy).collect();
    format!("`{}`", words.join(" "))
}
