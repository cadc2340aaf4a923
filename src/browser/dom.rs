//! DOM calls for what is drawn by the thousand. They take strings that the browser has already:
//! web-sys makes a new one of ours at each call, which costs more than the call.

use js_sys::JsString;
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    /// The page, as the maker of its nodes.
    #[wasm_bindgen(extends = web_sys::Document)]
    pub type Maker;

    /// A text node with these words.
    #[wasm_bindgen(method, js_name = createTextNode)]
    pub fn text(this: &Maker, words: &JsString) -> web_sys::Node;

    /// An element that is drawn.
    #[wasm_bindgen(extends = web_sys::Element, extends = web_sys::Node)]
    #[derive(Clone, Debug)]
    pub type Drawn;

    /// A copy with the same attributes and nothing inside.
    #[wasm_bindgen(method, js_name = cloneNode)]
    pub fn copy(this: &Drawn) -> Drawn;

    /// Gives it an attribute.
    #[wasm_bindgen(method, js_name = setAttribute)]
    pub fn set(this: &Drawn, name: &JsString, value: &JsString);

    /// Gives it an attribute that is a number.
    #[wasm_bindgen(method, js_name = setAttribute)]
    pub fn set_number(this: &Drawn, name: &JsString, value: u32);

    /// Puts words in the place of what is inside.
    #[wasm_bindgen(method, setter = textContent)]
    pub fn set_words(this: &Drawn, words: &JsString);

    /// Puts a node behind what is inside.
    #[wasm_bindgen(method, js_name = appendChild)]
    pub fn put(this: &Drawn, child: &web_sys::Node);

    /// Puts a node before one that is inside, or behind all.
    #[wasm_bindgen(method, js_name = insertBefore)]
    pub fn put_before(this: &Drawn, child: &web_sys::Node, before: Option<&web_sys::Node>);
}
