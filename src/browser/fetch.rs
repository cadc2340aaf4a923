//! Files fetched by URL, without cookies for other sites and without saying where from.

use std::cell::Cell;
use std::fmt;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::future::TimeoutFuture;
use js_sys::{Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AbortController, ReadableStreamDefaultReader, ReferrerPolicy, RequestCredentials, RequestInit,
    RequestMode, Response, SecurityPolicyViolationEvent, Url, Window,
};

/// Why a file could not be fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// Not an address.
    BadAddress,
    /// The browser has no network.
    Offline,
    /// The page's own policy does not allow that host.
    Forbidden {
        /// The host's origin.
        origin: String,
    },
    /// No answer that the page may read: the host is down, or does not share with other sites
    /// (CORS), or is this site's own and sent the request on to another one.
    Unreachable {
        /// The host's origin.
        origin: String,
    },
    /// The host sent the request on to another one.
    Redirected {
        /// The other host's origin.
        origin: String,
    },
    /// The host answered with a status other than success.
    Status(u16),
    /// The answer broke off.
    BrokenOff,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BadAddress => f.write_str("This is not a web address."),
            Self::Offline => f.write_str("There is no network connection."),
            Self::Forbidden { origin } => {
                write!(f, "Whoever set up this site has not allowed it to load from {origin}.")
            }
            Self::Unreachable { origin } => write!(
                f,
                "{origin} could not be reached, or does not let this site read its files, \
                 or leads on to another host."
            ),
            Self::Redirected { origin } => {
                write!(f, "The address leads on to another host, {origin}; nothing was loaded.")
            }
            Self::Status(404) => f.write_str("There is no file at this address (404)."),
            Self::Status(status) => write!(f, "The host answered with status {status}."),
            Self::BrokenOff => f.write_str("The connection broke off before the end of the file."),
        }
    }
}

impl std::error::Error for Error {}

/// Aborts the request of a future that is dropped before its end.
struct AbortOnDrop(AbortController);

impl Drop for AbortOnDrop {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// The body at a URL. `on_progress` hears how many bytes have come.
///
/// Cookies go to the page's own origin only, a referrer to nobody. Dropping the future aborts the
/// request.
///
/// # Errors
/// As [`Error`] lists; a redirection to another origin is one of them.
pub async fn get(url: &str, on_progress: impl Fn(u64)) -> Result<Vec<u8>, Error> {
    let origin = origin_of(url).ok_or(Error::BadAddress)?;
    let window = web_sys::window().ok_or(Error::Offline)?;
    let aborting = AbortOnDrop(AbortController::new().map_err(|_| Error::BadAddress)?);
    let options = RequestInit::new();
    options.set_credentials(RequestCredentials::SameOrigin);
    options.set_referrer_policy(ReferrerPolicy::NoReferrer);
    options.set_mode(if is_same_origin(url) { RequestMode::SameOrigin } else { RequestMode::Cors });
    options.set_signal(Some(&aborting.0.signal()));

    let forbidden = Rc::new(Cell::new(false));
    let _listener = violations(&window, &origin, forbidden.clone());
    let answer = JsFuture::from(window.fetch_with_str_and_init(url, &options)).await;
    let Ok(response) = answer.and_then(|response| response.dyn_into::<Response>()) else {
        // The browser tells of a violation of the policy in a later task than of the failure.
        TimeoutFuture::new(0).await;
        return Err(match () {
            () if forbidden.get() => Error::Forbidden { origin },
            () if !window.navigator().on_line() => Error::Offline,
            () => Error::Unreachable { origin },
        });
    };
    match origin_of(&response.url()) {
        Some(other) if other != origin => return Err(Error::Redirected { origin: other }),
        _ => {}
    }
    if !response.ok() {
        return Err(Error::Status(response.status()));
    }
    body(&response, on_progress).await.map_err(|_| Error::BrokenOff)
}

async fn body(response: &Response, on_progress: impl Fn(u64)) -> Result<Vec<u8>, JsValue> {
    let mut bytes = Vec::new();
    let Some(stream) = response.body() else { return Ok(bytes) };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    loop {
        let chunk = JsFuture::from(reader.read()).await?;
        if Reflect::get(&chunk, &"done".into())?.is_truthy() {
            return Ok(bytes);
        }
        let chunk: Uint8Array = Reflect::get(&chunk, &"value".into())?.dyn_into()?;
        let from = bytes.len();
        bytes.resize(from + chunk.length() as usize, 0);
        chunk.copy_to(&mut bytes[from..]);
        on_progress(bytes.len() as u64);
    }
}

/// Notes whether the page's policy stops a request to `origin` while the listener lives.
fn violations(window: &Window, origin: &str, forbidden: Rc<Cell<bool>>) -> Option<EventListener> {
    let origin = origin.to_owned();
    let document = window.document()?;
    Some(EventListener::new(&document, "securitypolicyviolation", move |event| {
        let event: &SecurityPolicyViolationEvent = event.unchecked_ref();
        if origin_of(&event.blocked_uri()).is_some_and(|blocked| blocked == origin) {
            forbidden.set(true);
        }
    }))
}

/// The origin of an absolute URL by http or https: `https://example.org:8443`.
pub fn origin_of(url: &str) -> Option<String> {
    let url = Url::new(url).ok()?;
    matches!(url.protocol().as_str(), "http:" | "https:").then(|| url.origin())
}

/// Whether a URL is of the page's own origin.
pub fn is_same_origin(url: &str) -> bool {
    let own = web_sys::window().and_then(|window| window.location().origin().ok());
    origin_of(url).is_some_and(|origin| Some(origin) == own)
}

/// The absolute form of a URL that stands in a file at `base`; `None` if either is malformed.
pub fn resolve(base: &str, relative: &str) -> Option<String> {
    Some(Url::new_with_base(relative, base).ok()?.href())
}

/// The address of the page, without the part behind `#`, as a base for [`resolve`].
pub fn page() -> Option<String> {
    let address = web_sys::window()?.location().href().ok()?;
    Some(address.split('#').next().unwrap_or_default().to_owned())
}
