//! Trunk and wasm-bindgen, each built once per user and version into the cache folder.

use super::cannot;
use crate::{
    process::{cargo, run, say},
    project::Project,
};
use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

/// 0.22 wants a newer Rust than the package does.
const TRUNK_VERSION: &str = "0.21.14";

/// The `trunk` program.
pub(super) fn trunk(project: &Project) -> Result<PathBuf, String> {
    // Without its lockfile a part of Trunk does not compile.
    get(project, &Tool { package: "trunk", version: TRUNK_VERSION, program: "trunk", locked: true })
}

/// The `wasm-bindgen` program, in the version of the crate: they speak a format that changes.
pub(super) fn wasm_bindgen(project: &Project) -> Result<PathBuf, String> {
    let version = project.locked_version("wasm-bindgen")?;
    // Its lockfile has named versions that were withdrawn.
    get(
        project,
        &Tool {
            package: "wasm-bindgen-cli",
            version: &version,
            program: "wasm-bindgen",
            locked: false,
        },
    )
}

struct Tool<'a> {
    package: &'a str,
    version: &'a str,
    program: &'a str,
    locked: bool,
}

fn get(project: &Project, tool: &Tool<'_>) -> Result<PathBuf, String> {
    let name = format!("{}-{}", tool.package, tool.version);
    let programs = project.cache.join(&name).join("bin");
    let program = programs.join(tool.program).with_extension(std::env::consts::EXE_EXTENSION);
    if program.is_file() {
        return Ok(program);
    }
    install(&project.cache, &name, &programs, &program, tool).map_err(|error| {
        let command = format!("cargo install {}@{}", tool.package, tool.version);
        cannot(
            &name,
            &[error],
            &format!(
                "see above why `{command}` fails; it needs a C compiler and the crates' registry"
            ),
        )
    })?;
    Ok(program)
}

fn install(
    cache: &Path,
    name: &str,
    programs: &Path,
    program: &Path,
    tool: &Tool<'_>,
) -> Result<(), String> {
    let io_error = |error: io::Error| format!("cannot write in {}: {error}", cache.display());
    fs::create_dir_all(programs).map_err(io_error)?;
    let lock = File::create(cache.join(format!("{name}.lock"))).map_err(io_error)?;
    lock.lock().map_err(io_error)?;
    if program.is_file() {
        return Ok(());
    }
    say(&format!(
        "building {} {}, once for all clones; about 10 minutes",
        tool.package, tool.version
    ));
    // What an interrupted build has compiled is kept for the next one.
    let building = cache.join(format!("{name}.building"));
    let mut command = cargo();
    command
        .args(["install", "--no-track", "--force"])
        .arg(format!("{}@{}", tool.package, tool.version))
        .args(tool.locked.then_some("--locked"))
        .arg("--root")
        .arg(building.join("root"))
        .env("CARGO_TARGET_DIR", building.join("target"))
        // A lighter build: these programs run for seconds and would be optimised for minutes.
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1")
        .env("CARGO_PROFILE_RELEASE_DEBUG", "0")
        // Outside the repository, so that its settings do not reach the tool's build.
        .current_dir(cache);
    run(&mut command)?;
    // Within one file system a rename is all or nothing, so a program that is there is whole.
    let built = building.join("root/bin").join(program.file_name().unwrap_or_default());
    fs::rename(built, program).map_err(io_error)?;
    fs::remove_dir_all(&building).map_err(io_error)
}
