//! Work that can wait until the browser has nothing else to do.

use wasm_bindgen::prelude::*;

/// Calls `work` once the browser has nothing else to do; at once where it cannot tell (Safari).
pub fn when_idle(work: impl FnOnce() + 'static) {
    let work = Closure::once_into_js(work);
    let work: &js_sys::Function = work.unchecked_ref();
    let asked = web_sys::window().map(|window| window.request_idle_callback(work));
    if !matches!(asked, Some(Ok(_))) {
        work.call0(&JsValue::UNDEFINED).ok();
    }
}
