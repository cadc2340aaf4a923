//! `check`: the steps that need no browser and no release build.

use crate::{
    counts::{Tally, count_cargo_line},
    process::{self, cargo, run_reading, say},
    project::Project,
    setup,
};
use std::process::Command;

const LINTS: [&str; 3] = ["--", "-D", "warnings"];

/// Runs the steps; fails when one of them did.
pub(crate) fn run(project: &Project) -> Result<(), String> {
    let mut tally = Tally::default();
    steps(project, &mut tally);
    tally.finish()
}

/// Formatting, lints for both targets, native tests. A step that fails does not stop the next.
pub(crate) fn steps(project: &Project, tally: &mut Tally) {
    if let Err(error) = setup::components() {
        tally.fail("set-up", &error);
        return;
    }
    tally.step(
        "formatting",
        process::run(in_root(project, cargo()).args(["fmt", "--all", "--check"])),
    );
    say("clippy, native");
    let native = ["clippy", "--quiet", "--workspace", "--all-targets"];
    tally.step("clippy, native", process::run(in_root(project, cargo()).args(native).args(LINTS)));
    say("clippy, wasm32");
    tally.step("clippy, wasm32", clippy_for_the_page(project));
    native_tests(project, None, tally);
}

/// `cargo test` for all packages, or only the tests whose name holds `filter`.
pub(crate) fn native_tests(project: &Project, filter: Option<&str>, tally: &mut Tally) {
    say("native tests");
    let mut command = in_root(project, cargo());
    command.args(["test", "--quiet", "--workspace", "--no-fail-fast"]).args(filter);
    tally.runner("native tests", |counts| {
        run_reading(&mut command, |line| count_cargo_line(line, counts))
    });
}

fn clippy_for_the_page(project: &Project) -> Result<(), String> {
    let mut command = setup::wasm_toolchain()?.clippy(project)?;
    command.args(["--quiet", "--lib", "--bin", "page", "--bin", "worker"]).args(LINTS);
    process::run(&mut command)
}

fn in_root(project: &Project, mut command: Command) -> Command {
    command.current_dir(&project.root);
    command
}
