//! A Firefox for the tests that compare browsers.

use super::debian;
use crate::process::{find_program, say};
use std::env;

/// Gets Debian's Firefox where there is none and Debian's packages can be installed. Without one the
/// tests that need it are skipped by name.
pub(crate) fn firefox() {
    let is_there = env::var_os("STANDPOINT_FIREFOX").is_some()
        || ["firefox", "firefox-esr"].iter().any(|name| find_program(name).is_some());
    if !is_there && let Err(error) = debian::install("Firefox", &["firefox-esr"]) {
        say(&format!("no Firefox: its tests will be skipped ({error})"));
    }
}
