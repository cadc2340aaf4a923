//! The size of each file of dist/: raw, and as the hosts that compress send it.

use crate::{process::run, project::Project};
use std::process::Command;

/// Prints a line for each file and one for the sum.
///
/// Node compresses: the build needs it anyway, and two crates fewer are compiled on a fresh machine.
pub(crate) fn print(project: &Project) -> Result<(), String> {
    run(Command::new("node").arg(project.root.join("xtask/sizes.mjs")).arg(project.dist()))
}
