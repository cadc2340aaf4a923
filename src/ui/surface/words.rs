//! A stretch of the text as a string of the browser's, from which it cuts parts by itself.

use js_sys::JsString;

use crate::text::{Byte, Span, Text};

/// A stretch of the text on both sides.
pub(super) struct Words<'a> {
    text: &'a Text,
    start: Byte,
    /// Where it starts in UTF-16, unless all of it is ASCII and so as long in bytes.
    utf16: Option<u32>,
    string: JsString,
}

impl<'a> Words<'a> {
    pub(super) fn of(text: &'a Text, span: Span) -> Self {
        let (words, start) = (text.slice(span), span.start());
        let utf16 = (!words.is_ascii()).then(|| text.utf16(start).0);
        Self { text, start, utf16, string: words.into() }
    }

    /// A part of the stretch.
    pub(super) fn part(&self, span: Span) -> JsString {
        let at = |at: Byte| match self.utf16 {
            Some(start) => self.text.utf16(at).0 - start,
            None => at.0 - self.start.0,
        };
        self.string.substring(at(span.start()), at(span.end()))
    }
}
