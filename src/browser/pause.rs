//! A breath between two stretches of work.

use gloo::timers::future::TimeoutFuture;
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

/// Lets the browser draw and answer. A message to itself comes back at once, where timers behind one
/// another wait for four milliseconds each
/// (<https://html.spec.whatwg.org/multipage/timers-and-user-prompts.html#timers>).
pub async fn pause() {
    let Ok(channel) = MessageChannel::new() else { return TimeoutFuture::new(0).await };
    let port = channel.port1();
    let heard = Promise::new(&mut |resolve, _| port.set_onmessage(Some(&resolve)));
    if channel.port2().post_message(&JsValue::NULL).is_ok() {
        let _ = JsFuture::from(heard).await;
    }
    port.close();
}
