//! Arrow keys in the lists of the codebook's editor: up and down from an item's field to the next
//! item's, left and right along the buttons at its end, which are one stop of the Tab key.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

const ITEM: &str = ".codebook-item";
const TOOLS: &str = ".codebook-tools";
/// What up and down lead through; in a list of choices and a longer text they have a meaning already.
const WALKED: &str = ".codebook-item input[type=text], .codebook-tools button";

/// Does what an arrow key says.
pub(super) fn walk(event: &KeyboardEvent) {
    if event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key() {
        return;
    }
    let from = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    let to = from.and_then(|from| match event.key().as_str() {
        "ArrowUp" => below(&from, Element::previous_element_sibling),
        "ArrowDown" => below(&from, Element::next_element_sibling),
        "ArrowLeft" => beside(&from, Element::previous_element_sibling),
        "ArrowRight" => beside(&from, Element::next_element_sibling),
        _ => None,
    });
    if let Some(to) = to {
        event.prevent_default();
        to.focus().ok();
    }
}

/// The same field, or button, of the item that `next` leads to; another button where that one is off.
fn below(from: &HtmlElement, next: fn(&Element) -> Option<Element>) -> Option<HtmlElement> {
    if !from.matches(WALKED).ok()? {
        return None;
    }
    let item = from.closest(ITEM).ok()??;
    let other = next(&item)?;
    let is_tool = from.closest(TOOLS).ok()?.is_some();
    let kind = if is_tool {
        ":scope > .codebook-tools button"
    } else {
        ":scope > label.field > input[type=text]"
    };
    let (own, others) = (all(&item, kind), all(&other, kind));
    let to = others.get(own.iter().position(|it| it == from)?)?;
    let is_off = to.has_attribute("disabled");
    if is_off { others.last().cloned() } else { Some(to.clone()) }
}

/// The next button along an item's end that is not off.
fn beside(from: &HtmlElement, next: fn(&Element) -> Option<Element>) -> Option<HtmlElement> {
    from.closest(TOOLS).ok()??;
    let mut to = next(from)?;
    while to.has_attribute("disabled") {
        to = next(&to)?;
    }
    to.dyn_into().ok()
}

fn all(within: &Element, selector: &str) -> Vec<HtmlElement> {
    let Ok(found) = within.query_selector_all(selector) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect()
}
