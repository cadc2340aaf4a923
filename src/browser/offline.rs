//! The service worker that keeps the program for use without a network (`www/service-worker.js`).

use std::fmt;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Interval;
use js_sys::Reflect;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    RegistrationOptions, ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration,
    ServiceWorkerState, ServiceWorkerUpdateViaCache,
};

use super::{fetch, locks};

const SCRIPT: &str = "./service-worker.js";

/// How often a page that stays open looks for a newer version.
const LOOK_EVERY_MS: u32 = 3_600_000;

/// What there is to tell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told {
    /// The browser keeps the program.
    Kept,
    /// It does not.
    NotKept(NotKept),
    /// A newer version is kept as well; a reload behind [`Kept::let_over`] is of that version.
    NewVersion,
}

/// Why the browser does not keep the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotKept {
    /// The build says no version.
    Development,
    /// The page came neither by https nor from this computer.
    Insecure,
    /// The browser has no service workers, or not in this window.
    Unavailable,
    /// A file could not be fetched, or not as the build made it, or the disk is full.
    Incomplete,
    /// In the browser's own words.
    Refused(String),
}

impl fmt::Display for NotKept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Development => "This is a development build, which is not kept.",
            Self::Insecure => {
                "Browsers keep programs only for pages that come by https or from this computer."
            }
            Self::Unavailable => "This browser, or this private window, does not keep programs.",
            Self::Incomplete => {
                "Not all files of the program could be kept: the network broke off, the disk is \
                 full, or the host changes files. It is tried again when the page is opened next."
            }
            Self::Refused(words) => {
                return write!(f, "The browser did not keep the program: {words}.");
            }
        })
    }
}

impl std::error::Error for NotKept {}

/// The program as the browser keeps it, for as long as the page is open.
pub struct Kept {
    registration: ServiceWorkerRegistration,
    container: ServiceWorkerContainer,
    tell: Rc<dyn Fn(Told)>,
}

/// Has the browser keep the program; `tell` hears what comes of it, for as long as the page is open.
#[inline(never)] // not in the first load
pub async fn keep(tell: impl Fn(Told) + 'static) -> Option<Rc<Kept>> {
    let tell: Rc<dyn Fn(Told)> = Rc::new(tell);
    match register().await {
        Ok((container, registration)) => {
            let kept = Rc::new(Kept { registration, container, tell });
            kept.watch();
            Some(kept)
        }
        Err(why) => {
            tell(Told::NotKept(why));
            None
        }
    }
}

async fn register() -> Result<(ServiceWorkerContainer, ServiceWorkerRegistration), NotKept> {
    let window = web_sys::window().ok_or(NotKept::Unavailable)?;
    let version = version().ok_or(NotKept::Development)?;
    if !window.is_secure_context() {
        return Err(NotKept::Insecure);
    }
    // Throws where the browser refuses this page all storage, and is missing in some private windows.
    let container = Reflect::get(&window.navigator(), &"serviceWorker".into());
    let container = container.ok().filter(JsValue::is_object).ok_or(NotKept::Unavailable)?;
    let container: ServiceWorkerContainer = container.unchecked_into();
    say_version(&version).await;
    let options = RegistrationOptions::new();
    options.set_update_via_cache(ServiceWorkerUpdateViaCache::None);
    let registered = container.register_with_options(SCRIPT, &options);
    let registration = JsFuture::from(registered).await.map_err(|error| {
        let words = Reflect::get(&error, &"message".into()).ok().and_then(|it| it.as_string());
        NotKept::Refused(words.unwrap_or_default().trim_end_matches('.').to_owned())
    })?;
    let registration = registration.dyn_into().map_err(|_| NotKept::Unavailable)?;
    Ok((container, registration))
}

impl Kept {
    fn watch(self: &Rc<Self>) {
        self.look();
        self.follow(self.registration.installing());
        let this = self.clone();
        EventListener::new(&self.registration, "updatefound", move |_| {
            this.follow(this.registration.installing());
        })
        .forget();
        // Another page has let a newer version over: what this page asks for next is of its own
        // version still, a reload is not.
        let (this, had_one) = (self.clone(), self.container.controller().is_some());
        let mut is_first = !had_one;
        EventListener::new(&self.container, "controllerchange", move |_| {
            if !std::mem::replace(&mut is_first, false) {
                (this.tell)(Told::NewVersion);
            }
        })
        .forget();
        let registration = self.registration.clone();
        Interval::new(LOOK_EVERY_MS, move || look_for_newer(&registration)).forget();
        if let Some(active) = self.registration.active() {
            // Without an answer old versions stay until the next page asks.
            active.post_message(&"tidy".into()).ok();
        }
    }

    fn look(&self) {
        if self.registration.active().is_some() {
            (self.tell)(Told::Kept);
            if self.registration.waiting().is_some() {
                (self.tell)(Told::NewVersion);
            }
        }
    }

    /// Follows a worker that is being installed.
    fn follow(self: &Rc<Self>, worker: Option<ServiceWorker>) {
        let Some(worker) = worker else { return };
        let (this, watched) = (self.clone(), worker.clone());
        EventListener::new(&worker, "statechange", move |_| {
            let is_gone = watched.state() == ServiceWorkerState::Redundant;
            if is_gone && this.registration.active().is_none() {
                (this.tell)(Told::NotKept(NotKept::Incomplete));
            }
            this.look();
        })
        .forget();
    }

    /// Lets the newer version over, if one waits, and then calls `done`. Pages that are open go on in
    /// their own version until they are loaded anew.
    #[inline(never)] // not in the first load
    pub fn let_over(&self, done: impl FnOnce() + 'static) {
        let Some(waiting) = self.registration.waiting() else { return done() };
        EventListener::once(&self.container, "controllerchange", move |_| done()).forget();
        waiting.post_message(&"take over".into()).ok();
    }
}

/// Asks the host for a newer version; without a network it is asked again the next time.
fn look_for_newer(registration: &ServiceWorkerRegistration) {
    if let Ok(asked) = registration.update() {
        wasm_bindgen_futures::spawn_local(async move {
            JsFuture::from(asked).await.ok();
        });
    }
}

/// Which build this is, if it says so.
fn version() -> Option<String> {
    let meta = web_sys::window()?.document()?.query_selector("meta[name=version]").ok()??;
    meta.get_attribute("content").filter(|version| !version.is_empty())
}

/// Says of which version this page is, by a lock that it holds until it is closed: the worker deletes
/// a version's files only when no page is of it.
async fn say_version(version: &str) {
    let folder = fetch::page().and_then(|page| fetch::resolve(&page, "./"));
    let path = folder.and_then(|folder| Some(web_sys::Url::new(&folder).ok()?.pathname()));
    if let Ok(lock) =
        locks::share(&format!("standpoint {} {version}", path.unwrap_or_default())).await
    {
        std::mem::forget(lock);
    }
}
