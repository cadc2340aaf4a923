//! Brings the settings that change how the page looks to its root element.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::session::{Settings, Theme};

/// Sets the theme and the text's custom properties.
pub fn apply(settings: &Settings) {
    let root: HtmlElement = gloo::utils::document_element().unchecked_into();
    match settings.theme {
        Theme::System => root.remove_attribute("data-theme"),
        theme => root.set_attribute("data-theme", theme.name()),
    }
    .ok();
    for (name, value) in settings.reading.properties() {
        root.style().set_property(name, value).ok();
    }
}
