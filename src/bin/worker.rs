//! The worker that reads files and looks for names: hears `[number, request, buffer]`, answers `[number, report]`.
//!
//! It says `ready` once it listens, and its last words when it panics. The page's end is
//! `src/browser/worker.rs`. It works on one message at a time without awaiting, so that a fault in
//! it reaches the page as an error of the worker.

#[cfg(target_arch = "wasm32")]
mod worker {
    use js_sys::{Array, Uint8Array};
    use standpoint::browser::worker::READY;
    use standpoint::formats::reading::{Input, read};
    use standpoint::suggest;
    use standpoint::worker_question::WorkerQuestion;
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
        let question: WorkerQuestion = serde_wasm_bindgen::from_value(message.get(1))
            .expect("the page sends what this build understands");
        let answer = match question {
            WorkerQuestion::File(request) => {
                let bytes = Uint8Array::new(&message.get(2)).to_vec();
                let input = Input { path: &request.path, bytes: &bytes };
                serde_wasm_bindgen::to_value(&read(&input, &request.options))
            }
            WorkerQuestion::Names(question) => {
                serde_wasm_bindgen::to_value(&suggest::answer(&question))
            }
        };
        say(&Array::of2(&message.get(0), &answer.expect("an answer has a plain shape")));
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
