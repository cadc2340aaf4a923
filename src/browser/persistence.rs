//! Whether the browser may take the page's storage away when the disk is short.

use wasm_bindgen_futures::JsFuture;

/// Asks the browser to keep the storage until the user clears it. Some ask the user.
///
/// `None` where the browser cannot be asked.
#[inline(never)] // not in the first load
pub async fn ask() -> Option<bool> {
    let storage = web_sys::window()?.navigator().storage();
    if js_sys::Reflect::has(&storage, &"persist".into()) != Ok(true) {
        return None;
    }
    let granted = JsFuture::from(storage.persist().ok()?).await.ok()?;
    granted.as_bool()
}
