//! Rust for the page: the wasm32 target and the components that the checks use.

use super::{attempt, cannot, debian};
use crate::{
    process::{cargo, find_program, output_of, path_with, run},
    project::Project,
};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

const TARGET: &str = "wasm32-unknown-unknown";
/// Debian's second, newer Rust; its linker for WebAssembly lies in lld.
const DEBIAN_PACKAGES: [&str; 6] =
    ["rustc-web", "cargo-web", "rust-web-src", "rust-web-llvm", "rust-web-clippy", "lld-22"];

/// A Rust that builds for wasm32.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WasmToolchain {
    /// The toolchain in use, with the target's standard library.
    Target,
    /// Debian's, which builds the standard library from its source.
    Debian,
}

impl WasmToolchain {
    /// `cargo clippy`, set up to read the code for wasm32.
    pub(crate) fn clippy(self, project: &Project) -> Result<Command, String> {
        let mut command = match self {
            Self::Target => cargo(),
            // Cargo would prefer the one in its home folder, which is rustup's.
            Self::Debian => Command::new("/usr/bin/cargo-clippy"),
        };
        self.apply(&mut command, &[])?;
        command.current_dir(&project.root).args(["clippy", "--target", TARGET]);
        Ok(command)
    }

    /// Makes whatever `command` starts find this toolchain, and `folders` on the PATH.
    pub(crate) fn apply(self, command: &mut Command, folders: &[&Path]) -> Result<(), String> {
        let mut path = folders.to_vec();
        if self == Self::Debian {
            path.push(Path::new("/usr/bin"));
            // Plain cargo builds its own standard library under these two, so Trunk need not know.
            command.env("RUSTC_BOOTSTRAP", "1").env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort");
            for inherited in ["CARGO", "RUSTC", "RUSTUP_TOOLCHAIN"] {
                command.env_remove(inherited);
            }
        }
        command.env("PATH", path_with(&path)?);
        Ok(())
    }

    /// Where the sources of the standard library and of what cargo has downloaded lie.
    pub(super) fn source_folders(self) -> Result<Vec<PathBuf>, String> {
        let mut rustc = Command::new("rustc");
        self.apply(&mut rustc, &[])?;
        let sysroot = output_of(rustc.args(["--print", "sysroot"])).map(PathBuf::from);
        let home = env::var_os("CARGO_HOME").map(PathBuf::from);
        let home = home.or_else(|| Some(env::home_dir()?.join(".cargo")));
        let registries = home.and_then(|home| fs::read_dir(home.join("registry/src")).ok());
        let registries = registries.into_iter().flatten().flatten().map(|entry| entry.path());
        let standard = sysroot.map(|sysroot| sysroot.join("lib/rustlib/src/rust"));
        Ok(registries.chain(standard).collect())
    }

    /// Downloads the page's dependencies, because Trunk builds offline.
    pub(crate) fn fetch_dependencies(self, project: &Project) -> Result<(), String> {
        let mut command = match self {
            Self::Target => cargo(),
            Self::Debian => Command::new("/usr/bin/cargo"),
        };
        self.apply(&mut command, &[])?;
        run(command.current_dir(&project.root).args(["fetch", "--quiet", "--target", TARGET]))
    }
}

/// Finds a toolchain for wasm32, or gets one.
pub(crate) fn wasm_toolchain() -> Result<WasmToolchain, String> {
    if has_target() {
        return Ok(WasmToolchain::Target);
    }
    // Installed by an earlier run, where rustup failed: it need not fail each time.
    if debian_is_complete() {
        return Ok(WasmToolchain::Debian);
    }
    let mut tried = Vec::new();
    if find_program("rustup").is_some() {
        // This adds to the toolchain that is there and never updates it. It gets no time limit: a
        // download that is cut off leaves the toolchain broken.
        match attempt(
            "adding Rust's wasm32 target by rustup, once",
            Command::new("rustup").args(["target", "add", TARGET]),
        ) {
            Ok(()) if has_target() => return Ok(WasmToolchain::Target),
            Ok(()) => tried.push(
                "`rustup target add` (it succeeded, but for another toolchain than rustc's)"
                    .to_owned(),
            ),
            Err(error) => tried.push(error),
        }
    } else {
        tried.push("rustup (not on the PATH)".to_owned());
    }
    debian::install("Rust for WebAssembly", &DEBIAN_PACKAGES)
        .and_then(|()| {
            let names = DEBIAN_PACKAGES.join(" ");
            debian_is_complete().then_some(()).ok_or_else(|| {
                format!("Debian's {names} (installed, but /usr/bin/rustc has no source of std)")
            })
        })
        .map(|()| WasmToolchain::Debian)
        .map_err(|error| {
            tried.push(error);
            let todo = format!("run `rustup target add {TARGET}` where rustup reaches its server");
            cannot("Rust's wasm32 target", &tried, &todo)
        })
}

/// Gets rustfmt and clippy for the toolchain in use.
pub(crate) fn components() -> Result<(), String> {
    for (subcommand, component, package) in
        [("fmt", "rustfmt", "rustfmt-web"), ("clippy", "clippy", "rust-web-clippy")]
    {
        let is_there = || output_of(cargo().args([subcommand, "--version"])).is_some();
        if is_there() {
            continue;
        }
        let result = if find_program("rustup").is_some() {
            let mut rustup = Command::new("rustup");
            attempt(
                &format!("adding {component} by rustup, once"),
                rustup.args(["component", "add", component]),
            )
        } else {
            debian::install(component, &[package])
        };
        if result.is_err() || !is_there() {
            let tried = result
                .err()
                .unwrap_or_else(|| format!("installing {component}, which changed nothing"));
            let todo = format!("install {component} for the Rust that `cargo` is from");
            return Err(cannot(component, &[tried], &todo));
        }
    }
    Ok(())
}

fn has_target() -> bool {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    output_of(Command::new(rustc).args(["--print", "target-libdir", "--target", TARGET]))
        .is_some_and(|folder| Path::new(&folder).is_dir())
}

fn debian_is_complete() -> bool {
    let sysroot = output_of(
        Command::new("/usr/bin/rustc").env_remove("RUSTUP_TOOLCHAIN").args(["--print", "sysroot"]),
    );
    let has_source = sysroot
        .is_some_and(|root| Path::new(&root).join("lib/rustlib/src/rust/library/std").is_dir());
    has_source && Path::new("/usr/bin/cargo").is_file() && debian::are_installed(&DEBIAN_PACKAGES)
}
