//! Stretches of text that a style paints without elements: the CSS Custom Highlight API, by name,
//! since web-sys lacks it. A browser without it paints nothing.

use js_sys::{Array, Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Range;

/// Paints these stretches as the style sheet's `::highlight(name)` says, and no others. Whether the
/// browser can.
pub fn show(name: &str, ranges: &[Range]) -> bool {
    let make = || {
        let class = Reflect::get(&js_sys::global(), &"Highlight".into()).ok()?;
        let class: Function = class.dyn_into().ok()?;
        let ranges: Array = ranges.iter().collect();
        let highlight = Reflect::construct(&class, &ranges).ok()?;
        call("set", &[name.into(), highlight])
    };
    make().is_some()
}

/// Paints nothing by that name.
pub fn clear(name: &str) {
    call("delete", &[name.into()]);
}

fn call(method: &str, arguments: &[JsValue]) -> Option<()> {
    let css = Reflect::get(&js_sys::global(), &"CSS".into()).ok()?;
    let registry = Reflect::get(&css, &"highlights".into()).ok()?;
    let method: Function = Reflect::get(&registry, &method.into()).ok()?.dyn_into().ok()?;
    method.apply(&registry, &arguments.iter().collect()).ok().map(|_| ())
}
