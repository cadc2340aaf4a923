//! Stretches of text that are set off by the CSS Custom Highlight API: no element is made for them,
//! and nothing is laid out anew. How `::highlight(name)` looks is up to the style sheet.

use js_sys::{Array, Function, Map, Reflect, Set};
use wasm_bindgen::JsCast;
use web_sys::{CharacterData, Element, Range};

/// `NodeFilter.SHOW_TEXT`.
const SHOW_TEXT: u32 = 4;

/// Whether the browser has the API.
pub fn are_known() -> bool {
    registry().is_some()
}

/// Sets off these ranges, and no others, under a name.
pub fn set(name: &str, ranges: &[Range]) {
    if let (Some(registry), Some(highlight)) = (registry(), new_highlight()) {
        for range in ranges {
            highlight.add(range);
        }
        registry.set(&name.into(), &highlight);
    }
}

/// Sets off nothing under that name.
pub fn clear(name: &str) {
    if let Some(registry) = registry() {
        registry.delete(&name.into());
    }
}

/// Ranges over stretches of an element's text, which are in order and do not overlap, each from a
/// position to another in UTF-16 units of that text.
pub fn ranges_in(element: &Element, stretches: &[(u32, u32)]) -> Vec<Range> {
    try_ranges_in(element, stretches).unwrap_or_default()
}

fn try_ranges_in(element: &Element, stretches: &[(u32, u32)]) -> Option<Vec<Range>> {
    let document = element.owner_document()?;
    let walker = document.create_tree_walker_with_what_to_show(element, SHOW_TEXT).ok()?;
    let mut node = walker.next_node().ok()??;
    let mut len = text_len(&node);
    // Where the node begins.
    let mut before = 0;
    let mut ranges = Vec::with_capacity(stretches.len());
    for (from, to) in stretches {
        let range = Range::new().ok()?;
        while *from >= before + len {
            before += len;
            node = walker.next_node().ok()??;
            len = text_len(&node);
        }
        range.set_start(&node, from - before).ok()?;
        while *to > before + len {
            before += len;
            node = walker.next_node().ok()??;
            len = text_len(&node);
        }
        range.set_end(&node, to - before).ok()?;
        ranges.push(range);
    }
    Some(ranges)
}

fn text_len(node: &web_sys::Node) -> u32 {
    node.dyn_ref::<CharacterData>().map_or(0, CharacterData::length)
}

/// `CSS.highlights`, which behaves as a map does. By name: web-sys has it as unstable only.
fn registry() -> Option<Map> {
    let css = Reflect::get(&js_sys::global(), &"CSS".into()).ok()?;
    let registry = Reflect::get(&css, &"highlights".into()).ok()?;
    registry.is_object().then(|| registry.unchecked_into())
}

/// An empty `Highlight`, which behaves as a set does.
fn new_highlight() -> Option<Set> {
    let class = Reflect::get(&js_sys::global(), &"Highlight".into()).ok()?;
    let made = Reflect::construct(class.dyn_ref::<Function>()?, &Array::new()).ok()?;
    Some(made.unchecked_into())
}
