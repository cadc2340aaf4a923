//! What the page leaves for `www/rescue.js`, which takes over when this module has failed.
//!
//! | where | what |
//! |---|---|
//! | `<html data-started>` | the program runs; a later failure is not one of loading |
//! | `<html data-project>` | the id of the project that is open |
//! | `window.standpointPending` | records that the database has not confirmed |
//! | event `standpoint-panic` on the window | the program has panicked |

use std::rc::Rc;

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{CustomEvent, CustomEventInit, Element};

const STARTED: &str = "data-started";
const PROJECT: &str = "data-project";
const PENDING: &str = "standpointPending";
const PANIC: &str = "standpoint-panic";

/// Makes every later panic show the rescue page. To be called before anything else.
pub fn install() {
    std::panic::set_hook(Box::new(|panic| {
        let message = panic.payload_as_str().unwrap_or("no message");
        let location = panic.location().map(ToString::to_string).unwrap_or_default();
        dispatch(message, &location).ok();
    }));
}

fn dispatch(message: &str, location: &str) -> Result<(), JsValue> {
    let window = web_sys::window().ok_or(JsValue::NULL)?;
    let detail = Object::new();
    Reflect::set(&detail, &"message".into(), &message.into())?;
    Reflect::set(&detail, &"location".into(), &location.into())?;
    let init = CustomEventInit::new();
    init.set_detail(&detail);
    window.dispatch_event(&CustomEvent::new_with_event_init_dict(PANIC, &init)?.into())?;
    Ok(())
}

/// Says that the program runs. To be called when the first screen is mounted.
pub fn set_started() {
    if let Some(root) = root() {
        root.set_attribute(STARTED, "").ok();
    }
}

/// Says which project is open, so that it is the one to rescue; all are if none is.
pub fn set_project(project: Option<&str>) {
    let Some(root) = root() else { return };
    match project {
        Some(id) => root.set_attribute(PROJECT, id).ok(),
        None => root.remove_attribute(PROJECT).ok(),
    };
}

/// Leaves the records of a project that the database has not confirmed, each with its sequence
/// number, in place of those left before. Records are UTF-8.
pub fn set_pending(project: &str, records: &[(u64, Rc<Vec<u8>>)]) {
    let Some(window) = web_sys::window() else { return };
    let pending = Array::new();
    for (seq, record) in records {
        let entry = Object::new();
        let fields = [
            ("project", project.into()),
            ("seq", (*seq as f64).into()),
            ("record", String::from_utf8_lossy(record).as_ref().into()),
        ];
        for (key, value) in fields {
            Reflect::set(&entry, &key.into(), &value).ok();
        }
        pending.push(&entry);
    }
    Reflect::set(&window, &PENDING.into(), &pending).ok();
}

fn root() -> Option<Element> {
    web_sys::window()?.document()?.document_element()
}
