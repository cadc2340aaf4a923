//! The command line.

#[cfg(not(target_arch = "wasm32"))]
#[path = "standpoint/command_line.rs"]
mod command_line;

#[cfg(not(target_arch = "wasm32"))]
fn main() -> std::process::ExitCode {
    command_line::run()
}

#[cfg(target_arch = "wasm32")]
fn main() {}
