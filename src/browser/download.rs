//! Files that the page hands out.

use std::fmt;

use gloo::timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

/// Long enough for a browser that asks where to save; the bytes stay in memory until then.
const REVOKE_AFTER_MS: u32 = 120_000;

/// The longest name, in bytes, that every file system takes, less room for " (1)".
const NAME_BYTES: usize = 240;

/// The browser did not take the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotSaved;

impl fmt::Display for NotSaved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("The browser did not take the file; it may be too large for its memory.")
    }
}

impl std::error::Error for NotSaved {}

/// Offers `bytes` as a download under `name`, made safe by [`file_name`].
///
/// Whether the user keeps the file is not to be known.
///
/// # Errors
/// If the browser cannot hold the bytes.
pub fn save(name: &str, media_type: &str, bytes: &[u8]) -> Result<(), NotSaved> {
    let parts = Array::of1(&Uint8Array::from(bytes));
    offer(name, media_type, &parts).map_err(|_| NotSaved)
}

/// A file that is written piece by piece. The pieces are not in the page's own memory, which never
/// shrinks.
#[derive(Default)]
pub struct Pieces(Array);

impl Pieces {
    /// Puts bytes behind those before.
    pub fn push(&self, bytes: &[u8]) {
        self.0.push(&Uint8Array::from(bytes));
    }

    /// Offers all of them as one file, as [`save`] does.
    ///
    /// # Errors
    /// If the browser cannot hold the bytes.
    pub fn save(&self, name: &str, media_type: &str) -> Result<(), NotSaved> {
        offer(name, media_type, &self.0).map_err(|_| NotSaved)
    }
}

fn offer(name: &str, media_type: &str, parts: &Array) -> Result<(), JsValue> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let blob = Blob::new_with_u8_array_sequence_and_options(parts, &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;

    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let anchor: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    anchor.set_href(&url);
    anchor.set_download(&file_name(name));
    anchor.click();
    Timeout::new(REVOKE_AFTER_MS, move || {
        Url::revoke_object_url(&url).ok();
    })
    .forget();
    Ok(())
}

/// `name` as every file system takes it: separators, control and direction characters and what
/// Windows forbids become `_`, no dot in front, no device name, at most 240 bytes with the
/// extension kept; never empty.
pub fn file_name(name: &str) -> String {
    let cleaned: String = name.chars().map(|c| if is_unsafe(c) { '_' } else { c }).collect();
    let trimmed = cleaned.trim_matches(|c: char| c.is_whitespace() || c == '.');
    let (stem, extension) = match trimmed.rsplit_once('.') {
        Some((stem, extension)) if extension.len() <= 16 => (stem, format!(".{extension}")),
        _ => (trimmed, String::new()),
    };
    let stem = shortened(stem, NAME_BYTES - extension.len());
    match stem {
        "" => format!("standpoint{extension}"),
        _ if is_device(stem) => format!("_{stem}{extension}"),
        _ => format!("{stem}{extension}"),
    }
}

fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
        || matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

fn shortened(stem: &str, bytes: usize) -> &str {
    stem[..stem.floor_char_boundary(bytes)]
        .trim_end_matches(|c: char| c.is_whitespace() || c == '.')
}

/// Whether Windows takes the name for a device:
/// <https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file#naming-conventions>.
fn is_device(stem: &str) -> bool {
    let first = stem.split('.').next().unwrap_or_default().to_ascii_uppercase();
    let numbered = |device: &str| {
        first.strip_prefix(device).is_some_and(|n| matches!(n.as_bytes(), [b'1'..=b'9']))
    };
    matches!(first.as_str(), "CON" | "PRN" | "AUX" | "NUL") || numbered("COM") || numbered("LPT")
}
