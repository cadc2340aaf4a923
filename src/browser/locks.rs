//! Web Locks: one tab at a time writes to a project.

use std::fmt;

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::AbortController;

/// Why a lock could not be asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// This browser has no Web Locks, or the page is not in a secure context (https or localhost).
    Unavailable,
    /// Anything else, in the browser's own words.
    Other(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unavailable => f.write_str(
                "This browser cannot tell whether another tab is writing to the same project.",
            ),
            Self::Other(words) => write!(f, "The browser refused a lock: {words}."),
        }
    }
}

impl std::error::Error for Error {}

impl From<JsValue> for Error {
    fn from(error: JsValue) -> Self {
        let message = Reflect::get(&error, &"message".into()).ok().and_then(|m| m.as_string());
        let words = message.unwrap_or_else(|| "no reason given".to_owned());
        Self::Other(words.trim_end_matches('.').to_owned())
    }
}

/// A lock held by this tab, given back when dropped; a tab that dies gives back all of its locks.
#[must_use]
#[derive(Debug)]
pub struct Lock {
    release: Function,
    abort: AbortController,
}

impl Drop for Lock {
    fn drop(&mut self) {
        self.release.call0(&JsValue::UNDEFINED).ok();
        // Takes a request that still waits out of the queue; without effect on a lock granted.
        self.abort.abort();
    }
}

/// The lock, if no tab holds it or waits for it; `None` if one does.
///
/// # Errors
/// [`Error::Unavailable`] or what the browser says.
pub async fn try_writer(name: &str) -> Result<Option<Lock>, Error> {
    request(name, &[("ifAvailable", JsValue::TRUE)]).await
}

/// The lock, as soon as every tab that asked earlier has given it back.
///
/// Dropping the future leaves the queue.
///
/// # Errors
/// [`Error::Unavailable`] or what the browser says.
pub async fn wait_for(name: &str) -> Result<Lock, Error> {
    let lock = request(name, &[]).await?;
    lock.ok_or_else(|| Error::Other("it was not granted".to_owned()))
}

/// The lock together with every tab that shares it; held until the tab is closed if it is forgotten.
///
/// # Errors
/// [`Error::Unavailable`] or what the browser says.
#[inline(never)] // not in the first load
pub async fn share(name: &str) -> Result<Option<Lock>, Error> {
    request(name, &[("ifAvailable", JsValue::TRUE), ("mode", "shared".into())]).await
}

/// Called by name because web-sys has Web Locks only behind `web_sys_unstable_apis`.
async fn request(name: &str, options: &[(&str, JsValue)]) -> Result<Option<Lock>, Error> {
    let manager = manager().ok_or(Error::Unavailable)?;
    let (held, release, _) = deferred();
    let (granted, grant, refuse) = deferred();
    let lock = Lock { release, abort: AbortController::new()? };

    let settings = Object::new();
    for (key, value) in options {
        Reflect::set(&settings, &(*key).into(), value)?;
    }
    if options.is_empty() {
        // The standard forbids a signal beside `ifAvailable`.
        Reflect::set(&settings, &"signal".into(), &lock.abort.signal())?;
    }
    // The browser holds the lock until the promise that this returns is settled.
    let on_granted = Closure::once_into_js(move |lock: JsValue| {
        grant.call1(&JsValue::UNDEFINED, &(!lock.is_null()).into()).ok();
        if lock.is_null() { JsValue::UNDEFINED } else { held.into() }
    });
    let ask: Function = Reflect::get(&manager, &"request".into())?.dyn_into()?;
    let over: Promise = ask.call3(&manager, &name.into(), &settings, &on_granted)?.dyn_into()?;
    let on_refused: Function = Reflect::get(&over, &"catch".into())?.dyn_into()?;
    on_refused.call1(&over, &refuse)?;

    let granted = JsFuture::from(granted).await?;
    Ok(granted.is_truthy().then_some(lock))
}

fn manager() -> Option<JsValue> {
    let navigator = web_sys::window()?.navigator();
    let manager = Reflect::get(&navigator, &"locks".into()).ok()?;
    manager.is_object().then_some(manager)
}

/// A promise with what resolves and what rejects it.
fn deferred() -> (Promise, Function, Function) {
    let mut both = None;
    let promise = Promise::new(&mut |resolve, reject| both = Some((resolve, reject)));
    let (resolve, reject) = both.expect("a promise calls its executor at once");
    (promise, resolve, reject)
}
