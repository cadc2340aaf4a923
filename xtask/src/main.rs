//! The project's build commands.
fn main() {}
