//! Brings the settings that change how the page looks to its root element.

use js_sys::{Function, Reflect};
use wasm_bindgen::JsCast;
use web_sys::{EventTarget, HtmlElement};

use crate::session::{Settings, Theme};

/// Where the browser says that the system wants more contrast, or no longer.
pub fn contrast_query() -> Option<EventTarget> {
    let window = gloo::utils::window();
    let ask: Function = Reflect::get(&window, &"matchMedia".into()).ok()?.dyn_into().ok()?;
    ask.call1(&window, &"(prefers-contrast: more)".into()).ok()?.dyn_into().ok()
}

/// Sets the theme and the text's custom properties.
pub fn apply(settings: &Settings) {
    let root: HtmlElement = gloo::utils::document_element().unchecked_into();
    let wants_contrast = contrast_query().is_some_and(|query| {
        Reflect::get(&query, &"matches".into()).is_ok_and(|matches| matches.is_truthy())
    });
    match settings.theme {
        // Light and dark are the style sheet's to follow.
        Theme::System if !wants_contrast => root.remove_attribute("data-theme"),
        Theme::System => root.set_attribute("data-theme", Theme::Contrast.name()),
        theme => root.set_attribute("data-theme", theme.name()),
    }
    .ok();
    for (name, value) in settings.reading.properties() {
        root.style().set_property(name, value).ok();
    }
}
