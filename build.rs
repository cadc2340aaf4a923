//! Asks the linker for a map of the page's module, for `cargo xtask build` to split it by.

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=STANDPOINT_LINK_MAP");
    if let Ok(map) = std::env::var("STANDPOINT_LINK_MAP") {
        println!("cargo::rustc-link-arg-bin=page=-Map={map}");
    }
}
