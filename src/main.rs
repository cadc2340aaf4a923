//! Mounts the program in the page.
fn main() {}
