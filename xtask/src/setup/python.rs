//! The Python programs of `tests/python/requirements.txt`, in a virtual environment of their own in
//! the cache folder, made once for each list.

use super::{attempt, cannot, debian};
use crate::{
    process::find_program,
    project::{self, Project, short_hash},
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const NAME: &str = "the Python programs that read our files";

/// The environment's own Python, with what the list names installed.
pub(crate) fn python(project: &Project) -> Result<PathBuf, String> {
    let list = project.root.join("tests/python/requirements.txt");
    let wanted = project::read(&list)?;
    let folder = project.cache.join(format!("python-{}", short_hash(wanted.as_bytes())));
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let stamp = folder.join("standpoint-installed");
    if !stamp.is_file() {
        make(&folder)?;
        let mut pip = Command::new(&python);
        pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"])
            .arg(&list);
        attempt("installing the Python programs of the list, once; about 1 GB", &mut pip)
            .map_err(|error| cannot(NAME, &[error], "see pip's message above"))?;
        project::write(&stamp, "")?;
    }
    Ok(python)
}

/// An empty environment, in place of one that was not finished.
fn make(folder: &Path) -> Result<(), String> {
    let name = if cfg!(windows) { "python" } else { "python3" };
    let mut tried = Vec::new();
    for _ in 0..2 {
        fs::remove_dir_all(folder).ok();
        let made = match find_program(name) {
            Some(_) => attempt(
                "making an environment for Python programs",
                Command::new(name).args(["-m", "venv"]).arg(folder),
            ),
            None => Err(format!("{name} (not on the PATH)")),
        };
        match made {
            Ok(()) => return Ok(()),
            Err(error) => tried.push(error),
        }
        if let Err(error) = debian::install("Python", &["python3", "python3-venv"]) {
            tried.push(error);
            break;
        }
    }
    Err(cannot(NAME, &tried, "install Python 3.10 or later with its venv"))
}
