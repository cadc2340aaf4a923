//! What the linker is told of the page's module.

/// Constants begin behind the stack. Behind 1 MB, where it ends by default, Unicode's last code point
/// would be an address too, and behind 2 MB what looks like a text's end: `cargo xtask build` could not
/// tell which of the constants there are used.
const STACK_BYTES: u32 = 0x12_0000;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed=STANDPOINT_LINK_MAP");
    if std::env::var("CARGO_CFG_TARGET_ARCH").is_ok_and(|target| target == "wasm32") {
        println!("cargo::rustc-link-arg-bin=page=-zstack-size={STACK_BYTES}");
    }
    // For `cargo xtask build` to split the module by.
    if let Ok(map) = std::env::var("STANDPOINT_LINK_MAP") {
        println!("cargo::rustc-link-arg-bin=page=-Map={map}");
    }
}
