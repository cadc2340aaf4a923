//! Debian's packages, where the machine has them.

use super::attempt;
use crate::process::{find_program, output_of};
use std::process::Command;

/// Installs packages with nothing that they only recommend; as root, or by sudo where it asks for no
/// password.
pub(super) fn install(what: &str, packages: &[&str]) -> Result<(), String> {
    if find_program("apt-get").is_none() {
        return Err("Debian's packages (no apt-get here)".to_owned());
    }
    let is_root = output_of(Command::new("id").arg("-u")).as_deref() == Some("0");
    let apt_get = || {
        let mut command = if is_root { Command::new("env") } else { Command::new("sudo") };
        if !is_root {
            command.args(["-n", "env"]);
        }
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"]);
        command
    };
    attempt(&format!("reading Debian's package lists, for {what}"), apt_get().arg("update"))?;
    attempt(
        &format!("installing {what} from Debian, once; some minutes"),
        apt_get().args(["install", "--no-install-recommends"]).args(packages),
    )
}

/// Whether dpkg knows all of `packages` as installed.
pub(super) fn are_installed(packages: &[&str]) -> bool {
    let states = output_of(
        Command::new("dpkg-query")
            .args(["--show", "--showformat=${db:Status-Status}\n"])
            .args(packages),
    );
    states.is_some_and(|states| {
        states.lines().filter(|state| *state == "installed").count() == packages.len()
    })
}
