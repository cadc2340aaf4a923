//! The page's end of its worker: started at the first question, asked in order, stopped at will.
//!
//! A question and its answer are any serialisable values; bytes go beside the question as a
//! transferred buffer, which costs no copy. `src/bin/worker.rs` is the other end. Whatever happens
//! to the worker, every question is answered or fails.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use js_sys::{Array, ArrayBuffer, Function, Promise, Uint8Array};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ErrorEvent, File, MessageEvent, WorkerOptions, WorkerType};

/// Where the worker's script is in a build that does not say it in `<meta name="worker">`.
const SCRIPT: &str = "./worker_loader.js";

/// What the worker says when it listens.
pub const READY: &str = "ready";

/// How long the worker's script and module may take to come.
const START_MS: u32 = 60_000;

/// Why a question has no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorkerError {
    /// The worker's script could not be fetched or run.
    NotStarted(String),
    /// The worker failed while it worked; the next question starts a new one.
    Failed(String),
    /// [`Worker::stop`] was called.
    Stopped,
    /// The file that was sent along could not be read.
    Unreadable(String),
    /// A value could not be taken over the border: a fault of this program.
    Garbled(String),
}

impl fmt::Display for WorkerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotStarted(why) => {
                write!(f, "The part that reads files could not be started: {why}. Reload the page.")
            }
            Self::Failed(why) => write!(f, "The part that reads files failed: {why}."),
            Self::Stopped => f.write_str("Reading was cancelled."),
            Self::Unreadable(why) => write!(f, "The file could not be read: {why}."),
            Self::Garbled(why) => write!(f, "The part that reads files was not understood: {why}."),
        }
    }
}

impl std::error::Error for WorkerError {}

/// What goes along with a question.
pub enum Payload {
    /// Bytes that the page has.
    Bytes(Vec<u8>),
    /// A file, whose bytes never enter the page's own memory.
    File(File),
}

/// A worker that may not have been started yet. Clones share it.
#[derive(Clone, Default)]
pub struct Worker(Rc<RefCell<Option<Running>>>);

struct Running {
    worker: web_sys::Worker,
    /// What waits for the worker to listen; `None` once it does.
    queue: Option<Vec<(JsValue, ArrayBuffer)>>,
    asked: u32,
    waiting: BTreeMap<u32, Rc<Waiting>>,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
    _on_time: Timeout,
}

#[derive(Default)]
struct Waiting {
    answer: RefCell<Option<Result<JsValue, WorkerError>>>,
    wake: RefCell<Option<Function>>,
}

impl Waiting {
    fn resolve(&self, answer: Result<JsValue, WorkerError>) {
        self.answer.replace(Some(answer));
        if let Some(wake) = self.wake.take() {
            // A promise's own function throws nothing.
            let _ = wake.call0(&JsValue::UNDEFINED);
        }
    }
}

impl Worker {
    /// Asks the worker, which answers questions one after the other, and awaits the answer.
    ///
    /// # Errors
    /// See [`WorkerError`]. After any but `Unreadable` and `Garbled` the worker is gone, and the
    /// next question starts a new one.
    pub async fn ask<Q: Serialize, A: DeserializeOwned>(
        &self,
        question: &Q,
        payload: Payload,
    ) -> Result<A, WorkerError> {
        Ok(self.ask_for_bytes(question, payload).await?.0)
    }

    /// The same for an answer with bytes beside it; empty if there are none.
    ///
    /// # Errors
    /// As [`Self::ask`].
    pub async fn ask_for_bytes<Q: Serialize, A: DeserializeOwned>(
        &self,
        question: &Q,
        payload: Payload,
    ) -> Result<(A, Vec<u8>), WorkerError> {
        let garbled = |error: serde_wasm_bindgen::Error| WorkerError::Garbled(error.to_string());
        let question = serde_wasm_bindgen::to_value(question).map_err(garbled)?;
        let buffer = match payload {
            Payload::Bytes(bytes) => Uint8Array::from(bytes.as_slice()).buffer(),
            Payload::File(file) => JsFuture::from(file.array_buffer())
                .await
                .map_err(|error| WorkerError::Unreadable(message(&error)))?
                .unchecked_into(),
        };
        let waiting = self.send(question, buffer)?;
        let mut executor = |resolve: Function, _reject: Function| {
            waiting.wake.replace(Some(resolve));
        };
        let answered = Promise::new(&mut executor);
        if waiting.answer.borrow().is_none() {
            let _ = JsFuture::from(answered).await;
        }
        let answer = waiting.answer.take().unwrap_or(Err(WorkerError::Stopped))?;
        let answer: &Array = answer.unchecked_ref();
        let beside = answer.get(2).dyn_into::<ArrayBuffer>().ok();
        let bytes = beside.map(|buffer| Uint8Array::new(&buffer).to_vec()).unwrap_or_default();
        Ok((serde_wasm_bindgen::from_value(answer.get(1)).map_err(garbled)?, bytes))
    }

    /// Tells the worker something without waiting for it; what became of it shows in the next answer.
    ///
    /// # Errors
    /// If it could not be sent.
    pub fn tell<Q: Serialize>(&self, question: &Q, bytes: &[u8]) -> Result<(), WorkerError> {
        let question = serde_wasm_bindgen::to_value(question)
            .map_err(|error| WorkerError::Garbled(error.to_string()))?;
        self.send(question, Uint8Array::from(bytes).buffer()).map(drop)
    }

    /// Ends the worker at once. Every unanswered question fails with [`WorkerError::Stopped`].
    pub fn stop(&self) {
        self.end(&WorkerError::Stopped);
    }

    fn send(&self, question: JsValue, buffer: ArrayBuffer) -> Result<Rc<Waiting>, WorkerError> {
        if self.0.borrow().is_none() {
            let running = self.start()?;
            self.0.replace(Some(running));
        }
        let mut running = self.0.borrow_mut();
        let running = running.as_mut().expect("it was just started");
        running.asked += 1;
        let waiting = Rc::new(Waiting::default());
        running.waiting.insert(running.asked, waiting.clone());
        let message: JsValue = Array::of3(&running.asked.into(), &question, &buffer).into();
        match &mut running.queue {
            Some(queue) => queue.push((message, buffer)),
            None => post(&running.worker, &message, &buffer),
        }
        Ok(waiting)
    }

    fn start(&self) -> Result<Running, WorkerError> {
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = web_sys::Worker::new_with_options(&script(), &options)
            .map_err(|error| WorkerError::NotStarted(message(&error)))?;
        // The closures hold the worker weakly: it holds them.
        let weak = Rc::downgrade(&self.0);
        let on_message = Closure::<dyn FnMut(_)>::new(move |event: MessageEvent| {
            if let Some(this) = weak.upgrade() {
                Self(this).hear(&event.data());
            }
        });
        let weak = Rc::downgrade(&self.0);
        let on_error = Closure::<dyn FnMut(_)>::new(move |event: ErrorEvent| {
            // Otherwise the browser reports it as an error of the page as well.
            event.prevent_default();
            if let Some(this) = weak.upgrade() {
                // An `Event` that is no `ErrorEvent` comes when the script cannot be fetched.
                let why = js_sys::Reflect::get(&event, &"message".into()).ok();
                let why = why.and_then(|why| why.as_string()).filter(|why| !why.is_empty());
                Self(this).fail(why.unwrap_or_else(|| "its script could not be run".to_owned()));
            }
        });
        let weak = Rc::downgrade(&self.0);
        let on_time = Timeout::new(START_MS, move || {
            if let Some(this) = weak.upgrade().map(Self)
                && this.is_starting()
            {
                this.fail(format!("it did not answer within {} s", START_MS / 1000));
            }
        });
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        Ok(Running {
            worker,
            queue: Some(Vec::new()),
            asked: 0,
            waiting: BTreeMap::new(),
            _on_message: on_message,
            _on_error: on_error,
            _on_time: on_time,
        })
    }

    fn is_starting(&self) -> bool {
        self.0.borrow().as_ref().is_some_and(|running| running.queue.is_some())
    }

    /// `ready`, a last word about a panic, or `[number, answer]`, with bytes behind it or not.
    fn hear(&self, data: &JsValue) {
        match data.as_string() {
            Some(word) if word == READY => {
                if let Some(running) = self.0.borrow_mut().as_mut() {
                    for (message, buffer) in running.queue.take().unwrap_or_default() {
                        post(&running.worker, &message, &buffer);
                    }
                }
            }
            Some(last_words) => self.fail(last_words),
            None => {
                let pair: &Array = data.unchecked_ref();
                let number = pair.get(0).as_f64().unwrap_or_default() as u32;
                let waiting =
                    self.0.borrow_mut().as_mut().and_then(|it| it.waiting.remove(&number));
                if let Some(waiting) = waiting {
                    waiting.resolve(Ok(data.clone()));
                }
            }
        }
    }

    fn fail(&self, why: String) {
        let error = if self.is_starting() {
            WorkerError::NotStarted(why)
        } else {
            WorkerError::Failed(why)
        };
        self.end(&error);
    }

    fn end(&self, error: &WorkerError) {
        let Some(running) = self.0.borrow_mut().take() else { return };
        running.worker.set_onmessage(None);
        running.worker.set_onerror(None);
        running.worker.terminate();
        for waiting in running.waiting.values() {
            waiting.resolve(Err(error.clone()));
        }
        // This may run inside one of the closures that go with it.
        gloo::timers::callback::Timeout::new(0, move || drop(running)).forget();
    }
}

fn post(worker: &web_sys::Worker, message: &JsValue, buffer: &ArrayBuffer) {
    // Fails only for what cannot be cloned or transferred, and these can.
    let _ = worker.post_message_with_transfer(message, &Array::of1(buffer));
}

fn script() -> String {
    let document = web_sys::window().and_then(|window| window.document());
    let named = document.and_then(|it| it.query_selector("meta[name='worker']").ok().flatten());
    named.and_then(|meta| meta.get_attribute("content")).unwrap_or_else(|| SCRIPT.to_owned())
}

fn message(error: &JsValue) -> String {
    let message = js_sys::Reflect::get(error, &"message".into()).ok().and_then(|it| it.as_string());
    message.unwrap_or_else(|| "no reason given".to_owned()).trim_end_matches('.').to_owned()
}
