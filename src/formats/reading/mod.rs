//! From a file's bytes to articles: `read` takes one file and reports on it.
//!
//! Pure and heavy: the page calls it through its worker, the command line directly. Text is kept
//! as it stands in the file but for the byte order mark and the ends of lines. A bad record is
//! reported with its place and the rest is kept; nothing in here panics on any input.

mod draft;
mod encoding;
mod guess;
mod html;
mod json;
mod json_document;
mod kind;
mod markdown;
mod records;
mod report;
mod table;

pub use draft::Draft;
pub use kind::own_format;
pub use records::suggest_columns;
pub use report::{
    Column, ColumnChoice, FileReport, Input, MAX_REMARKS, Outcome, Place, ReadOptions, Remark,
    Request, Role, StandpointFile,
};

use crate::model::Details;
use encoding::Decoded;
use kind::Kind;

/// The largest file that is read: 64 MiB.
pub const MAX_FILE_BYTES: u64 = 64 << 20;

/// The report on a file too large to be read, known before its bytes are; `None` if it is not.
pub fn refuse_by_size(path: &str, bytes: u64) -> Option<FileReport> {
    (bytes > MAX_FILE_BYTES).then(|| {
        let limit = MAX_FILE_BYTES >> 20;
        let reason = format!(
            "expected at most {limit} MB, found {} MB: split the file first",
            bytes.div_ceil(1 << 20)
        );
        FileReport::refused(path, reason)
    })
}

/// Reads one file.
pub fn read(input: &Input<'_>, options: &ReadOptions) -> FileReport {
    let Input { path, bytes } = *input;
    if let Some(own) = own_format(bytes) {
        return FileReport::without_drafts(path, Outcome::Standpoint(own));
    }
    if let Some(report) = refuse_by_size(path, bytes.len() as u64) {
        return report;
    }
    if let Some(what) = kind::binary(bytes) {
        return FileReport::refused(path, what);
    }
    let declared = kind::is_html_name(path).then(|| html::declared_encoding(bytes)).flatten();
    let decoded = encoding::decode(bytes, declared);
    if kind::looks_binary(&decoded.text) {
        return FileReport::refused(path, "expected text, found a binary file");
    }
    if decoded.text.trim().is_empty() {
        let reason = if bytes.is_empty() {
            "expected text, found an empty file"
        } else {
            "expected text, found only white space"
        };
        return FileReport::refused(path, reason);
    }
    match kind::of(path, &decoded.text) {
        Kind::Text => read_text(path, decoded),
        Kind::Markdown => markdown::read(path, decoded),
        Kind::Html => html::read(path, decoded),
        Kind::Json => json::read(path, decoded, options),
        Kind::JsonLines => json::read_json_lines(path, decoded, options),
        Kind::Table => table::read(path, decoded, options),
    }
}

/// A file's text, whatever its encoding, without a byte order mark and with LF at the end of lines;
/// and what had to be replaced in it.
pub(super) fn decoded(bytes: &[u8]) -> (String, Option<String>) {
    let decoded = encoding::decode(bytes, None);
    (decoded.text, decoded.remark.map(|remark| remark.to_string()))
}

/// The same of a file that is in Latin-1 if it is in no Unicode encoding, with the encoding's name.
pub(super) fn decoded_or_latin(bytes: &[u8]) -> (String, &'static str, Option<String>) {
    let decoded = encoding::decode(bytes, Some(encoding_rs::WINDOWS_1252));
    (decoded.text, decoded.encoding, decoded.remark.map(|remark| remark.to_string()))
}

fn read_text(path: &str, decoded: Decoded) -> FileReport {
    let source = decoded.source(path);
    let mut details = Details::default();
    let segments = guess::guess(&decoded.text, 0, &mut details);
    let draft = Draft::new(decoded.text, details, segments, source);
    FileReport::of(path, vec![draft], decoded.remark.into_iter().collect())
}
