//! Texts of many megabytes between the module and the browser.

use js_sys::{JsString, Uint8Array};
use wasm_bindgen::prelude::*;

/// From how many characters on a text is a long one.
const LONG: u32 = 64 * 1024;

#[wasm_bindgen]
extern "C" {
    /// web-sys’s takes a string of the module.
    type TextEncoder;

    #[wasm_bindgen(constructor)]
    fn new() -> TextEncoder;

    #[wasm_bindgen(method)]
    fn encode(this: &TextEncoder, text: &JsString) -> Uint8Array;
}

/// Its UTF-8. The browser's own encoder goes over a long text once, where the glue takes its
/// characters one by one.
pub fn bytes_of(text: &JsString) -> Vec<u8> {
    if text.length() < LONG {
        return String::from(text).into_bytes();
    }
    TextEncoder::new().encode(text).to_vec()
}

/// A text that is put together outside of the module's memory, which never shrinks.
pub struct LongText(JsString);

impl Default for LongText {
    fn default() -> Self {
        Self("".into())
    }
}

impl LongText {
    /// Puts words behind those before.
    pub fn push(&mut self, words: &str) {
        self.0 = self.0.concat(&words.into());
    }

    /// Puts words before and behind it.
    pub fn enclose(&mut self, before: &str, behind: &str) {
        self.0 = JsString::from(before).concat(&self.0).concat(&behind.into());
    }
}

impl AsRef<JsValue> for LongText {
    fn as_ref(&self) -> &JsValue {
        &self.0
    }
}
