//! Whether all of the program has come, or only what comes first (`www/rest.js`).

use wasm_bindgen_futures::JsFuture;

/// The event on the window that says that it has.
pub const EVENT: &str = "rest";

/// Whether all of the program is here. A page that is not split always has all.
pub fn is_here() -> bool {
    !gloo::utils::document_element().has_attribute("data-rest")
}

/// Returns when all of the program is here, and has it fetched. A task that needs the rest awaits it:
/// otherwise the page would stand still until it has come.
pub async fn has_come() {
    if is_here() {
        return;
    }
    let come = js_sys::Promise::new(&mut |resolve, _| {
        gloo::utils::window().add_event_listener_with_callback(EVENT, &resolve).ok();
    });
    gloo::utils::document_element().set_attribute("data-rest", "wanted").ok();
    JsFuture::from(come).await.ok();
}
