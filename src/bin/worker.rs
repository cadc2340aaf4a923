//! The worker that reads and writes files and looks for names: hears `[number, request, buffer]`, answers
//! `[number, report]`, or `[number, report, buffer]` where bytes go with it.
//!
//! It says `ready` once it listens, and its last words when it panics. The page's end is
//! `src/browser/worker.rs`. It works on one message at a time without awaiting, so that a fault in
//! it reaches the page as an error of the worker.

#[cfg(target_arch = "wasm32")]
mod worker {
    use std::cell::RefCell;

    use js_sys::{Array, Uint8Array};
    use standpoint::browser::worker::READY;
    use standpoint::formats::archive::{File, Packing, unpack};
    use standpoint::formats::reading::{Input, read};
    use standpoint::formats::{gazetteer, incoming, outgoing};
    use standpoint::model::Project;
    use standpoint::suggest;
    use standpoint::worker_question::WorkerQuestion;
    use wasm_bindgen::prelude::*;
    use web_sys::{DedicatedWorkerGlobalScope, MessageEvent};

    thread_local! {
        /// The files that are held to be read together.
        static HELD: RefCell<Vec<File>> = const { RefCell::new(Vec::new()) };
        /// The project that is going to the page by pieces.
        static COMING_IN: RefCell<Option<Project>> = const { RefCell::new(None) };
        /// The file that is being packed.
        static PACKING: RefCell<Option<Packing>> = const { RefCell::new(None) };
        /// What the pieces of a project that is to be written have come to.
        static GOING_OUT: RefCell<Option<Project>> = const { RefCell::new(None) };
    }

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
        let bytes = || Uint8Array::new(&message.get(2)).to_vec();
        let mut beside = None;
        let answer = match question {
            WorkerQuestion::File(request) => {
                let input = Input { path: &request.path, bytes: &bytes() };
                serde_wasm_bindgen::to_value(&read(&input, &request.options))
            }
            WorkerQuestion::Entities => serde_wasm_bindgen::to_value(&gazetteer::read(&bytes())),
            WorkerQuestion::Names(question) => {
                serde_wasm_bindgen::to_value(&suggest::answer(&question))
            }
            WorkerQuestion::Recognise(path) => {
                serde_wasm_bindgen::to_value(&incoming::foreign(&[File::new(path, bytes())]))
            }
            WorkerQuestion::Hold { path, is_first } => HELD.with_borrow_mut(|held| {
                if is_first {
                    held.clear();
                }
                held.push(File::new(path, bytes()));
                Ok(JsValue::NULL)
            }),
            WorkerQuestion::Piece { is_first } => GOING_OUT.with_borrow_mut(|project| {
                if is_first {
                    *project = None;
                }
                // What does not fit is as it stands in the project that the page has.
                let _ = outgoing::take(project, &bytes());
                Ok(JsValue::NULL)
            }),
            WorkerQuestion::Pack { path, is_first } => PACKING.with_borrow_mut(|packing| {
                if is_first {
                    *packing = None;
                }
                packing.get_or_insert_with(|| Packing::new(path)).push(&bytes());
                Ok(JsValue::NULL)
            }),
            WorkerQuestion::EndPacking => {
                let others = unpack(&bytes()).unwrap_or_default();
                let packed = PACKING.take().map(|packing| packing.finish(&others));
                beside = packed.as_deref().map(|bytes| Uint8Array::from(bytes).buffer());
                serde_wasm_bindgen::to_value(&packed.is_some())
            }
            WorkerQuestion::Write(manner) => {
                let project = GOING_OUT.take();
                let (written, bytes) =
                    project.map(|project| outgoing::write(&project, &manner)).unwrap_or_default();
                beside = Some(Uint8Array::from(bytes.as_slice()).buffer());
                serde_wasm_bindgen::to_value(&written)
            }
            WorkerQuestion::Look(wish) => {
                let (report, project) = HELD.with_borrow(|held| incoming::look(held, &wish));
                COMING_IN.set(project);
                serde_wasm_bindgen::to_value(&report)
            }
            WorkerQuestion::NextPiece { from } => COMING_IN.with_borrow_mut(|project| {
                let piece = project.as_ref().map(|project| incoming::piece(project, from));
                let (to, total, bytes) = piece.unwrap_or_default();
                if to == total {
                    *project = None;
                }
                beside = Some(Uint8Array::from(bytes.as_slice()).buffer());
                serde_wasm_bindgen::to_value(&(to, total))
            }),
            WorkerQuestion::Annotations(wish) => {
                let (report, project) = HELD.with_borrow(|held| incoming::read(held, &wish));
                beside = Some(Uint8Array::from(project.as_slice()).buffer());
                serde_wasm_bindgen::to_value(&report)
            }
        };
        let answer = Array::of2(&message.get(0), &answer.expect("an answer has a plain shape"));
        match beside {
            None => say(&answer),
            Some(buffer) => {
                answer.push(&buffer);
                // Fails only for what cannot be transferred, and this can.
                let _ = scope().post_message_with_transfer(&answer, &Array::of1(&buffer));
            }
        }
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
