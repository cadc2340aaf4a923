//! The worker that reads files: hears `[number, request, buffer]`, answers `[number, report]`.
//!
//! It says `ready` once it listens, and its last words when it panics. The page's end is
//! `src/browser/worker.rs`. It works on one message at a time without awaiting, so that a fault in
//! it reaches the page as an error of the worker.

#[cfg(target_arch = "wasm32")]
mod worker {
    use js_sys::{Array, Uint8Array};
    use standpoint::browser::worker::READY;
    use standpoint::formats::reading::{Input, Request, read};
    use wasm_bindgen::prelude::*;
    use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

    pub(super) fn listen() {
        // What follows the second line is a trace for the console, which has it anyway.
        std::panic::set_hook(Box::new(|panic| {
            let words = panic.to_string();
            say(&words.lines().take(2).collect::<Vec<_>>().join(" ").into());
        }));
        let on_message = Closure::<dyn FnMut(_)>::new(|event: MessageEvent| answer(&event.data()));
        scope().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        on_message.forget();
        say(&READY.into());
    }

    fn answer(message: &JsValue) {
        let message: &Array = message.unchecked_ref();
        let request: Request = serde_wasm_bindgen::from_value(message.get(1))
            .expect("the page sends what this build understands");
        let bytes = Uint8Array::new(&message.get(2)).to_vec();
        let report = read(&Input { path: &request.path, bytes: &bytes }, &request.options);
        drop(bytes);
        let report = serde_wasm_bindgen::to_value(&report).expect("a report has a plain shape");
        say(&Array::of2(&message.get(0), &report));
    }

    fn say(message: &JsValue) {
        // Fails only for what cannot be cloned, and this can.
        let _ = scope().post_message(message);
    }

    fn scope() -> DedicatedWorkerGlobalScope {
        js_sys::global().unchecked_into()
    }
}

fn main() {
    #[cfg(target_arch = "wasm32")]
    worker::listen();
}
