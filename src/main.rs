//! Mounts the program in the page.

#[cfg(target_arch = "wasm32")]
fn main() {
    standpoint::browser::rescue::install();
    if let Some(shell) = gloo::utils::document().get_element_by_id("shell") {
        shell.remove();
    }
    yew::Renderer::<standpoint::ui::app::App>::new().render();
}

#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("This is the page’s program: build it with `cargo xtask build`.");
}
