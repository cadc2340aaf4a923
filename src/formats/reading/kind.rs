//! What a file is, from its name and its first bytes.

use super::report::StandpointFile;

/// The formats that articles are read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Markdown,
    Html,
    Json,
    JsonLines,
    /// A table; the delimiter is guessed unless the name says tabs.
    Table,
}

/// The kind that a name's ending says, if it is a known one.
fn by_name(path: &str) -> Option<Kind> {
    let name = path.rsplit('/').next().unwrap_or_default();
    let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
    Some(match ending.as_str() {
        "txt" | "text" => Kind::Text,
        "md" | "markdown" => Kind::Markdown,
        "html" | "htm" | "xhtml" => Kind::Html,
        "json" => Kind::Json,
        "jsonl" | "ndjson" => Kind::JsonLines,
        "csv" | "tsv" | "tab" => Kind::Table,
        _ => return None,
    })
}

/// The kind of a text file: by its name, else by how it begins, else plain text.
pub(super) fn of(path: &str, text: &str) -> Kind {
    by_name(path).unwrap_or_else(|| {
        let start = text.trim_start().get(..15).unwrap_or_default().to_ascii_lowercase();
        if start.starts_with("<!doctype html") || start.starts_with("<html") {
            Kind::Html
        } else {
            Kind::Text
        }
    })
}

/// Whether a file's name says that it is a web page.
pub(super) fn is_html_name(path: &str) -> bool {
    by_name(path) == Some(Kind::Html)
}

/// What a file is that holds no plain text and what to do about it, by its first bytes.
pub(super) fn binary(bytes: &[u8]) -> Option<&'static str> {
    let zip = || match bytes.get(..512.min(bytes.len())) {
        Some(head) if contains(head, b"word/") || contains(bytes, b"word/document.xml") => {
            "this is a Word document: save it as plain text or as a web page first"
        }
        Some(head) if contains(head, b"opendocument.text") => {
            "this is an OpenDocument text: save it as plain text or as a web page first"
        }
        Some(head) if contains(head, b"epub+zip") => {
            "this is an e-book: save it as plain text or as a web page first"
        }
        _ => "this is a zip archive: unpack it and drop the folder",
    };
    let known: &[(&[u8], &str)] = &[
        (b"%PDF-", "this is a PDF: save it as text or HTML first"),
        (b"{\\rtf", "this is rich text: save it as plain text first"),
        (b"\xD0\xCF\x11\xE0", "this is an old Office document: save it as plain text first"),
        (b"\x1F\x8B", "this is a gzip archive: unpack it first"),
        (b"BZh", "this is a bzip2 archive: unpack it first"),
        (b"\xFD7zXZ\0", "this is an xz archive: unpack it first"),
        (b"\x28\xB5\x2F\xFD", "this is a zstd archive: unpack it first"),
        (b"7z\xBC\xAF\x27\x1C", "this is a 7z archive: unpack it first"),
        (b"Rar!\x1A\x07", "this is a rar archive: unpack it first"),
        (b"\x89PNG\r\n\x1A\n", "this is a PNG picture, which holds no text"),
        (b"\xFF\xD8\xFF", "this is a JPEG picture, which holds no text"),
        (b"GIF87a", "this is a GIF picture, which holds no text"),
        (b"GIF89a", "this is a GIF picture, which holds no text"),
        (b"\0asm", "this is a WebAssembly module, which holds no text"),
        (b"\x7FELF", "this is a program, which holds no text"),
        (b"MZ\x90\0", "this is a program, which holds no text"),
        (b"SQLite format 3\0", "this is a database: export its table as CSV first"),
        (b"OggS", "this is a sound or video file, which holds no text"),
        (b"ID3", "this is a sound file, which holds no text"),
    ];
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Some(zip());
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        return Some("this is a WebP picture, which holds no text");
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return Some("this is a video or picture file, which holds no text");
    }
    known.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|(_, what)| *what)
}

/// Which of the program's own formats a JSON document's `format` field names.
pub(super) fn standpoint(format: &str) -> Option<StandpointFile> {
    match format {
        "standpoint-project" => Some(StandpointFile::Project),
        "standpoint-corpus" => Some(StandpointFile::Corpus),
        "standpoint-rescue" => Some(StandpointFile::Rescue),
        _ => None,
    }
}

/// Which of the program's own formats a file is by its first bytes, if it begins with that field.
pub fn own_format(bytes: &[u8]) -> Option<StandpointFile> {
    let head = &bytes[..bytes.len().min(256)];
    let head = head.utf8_chunks().next()?.valid().trim_start_matches('\u{feff}');
    let field = head.trim_start().strip_prefix('{')?.trim_start().strip_prefix("\"format\"")?;
    let value = field.trim_start().strip_prefix(':')?.trim_start().strip_prefix('"')?;
    standpoint(value.split_once('"')?.0)
}

/// Whether decoded characters are not text: NULs, or more than one control character in a hundred.
pub(super) fn looks_binary(text: &str) -> bool {
    let is_odd = |c: char| c.is_control() && !c.is_whitespace() && c != '\u{1b}';
    let (mut odd, mut all) = (0_usize, 0_usize);
    for c in text.chars() {
        all += 1;
        odd += usize::from(is_odd(c));
    }
    odd > 0 && odd * 100 >= all
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_decide_before_content() {
        assert_eq!(of("a/b.TXT", "<html>"), Kind::Text);
        assert_eq!(of("page", "\n<!DOCTYPE html>\n<p>x"), Kind::Html);
        assert_eq!(of("notes.v2", "Ada met Carl."), Kind::Text);
        assert_eq!(of("x.tsv", ""), Kind::Table);
    }

    #[test]
    fn known_binaries_say_what_to_do() {
        assert!(binary(b"%PDF-1.7\n").unwrap().contains("save it as text"));
        assert!(binary(b"PK\x03\x04....mimetype").unwrap().contains("unpack"));
        assert!(binary(b"PK\x03\x04........word/document.xml").unwrap().contains("Word"));
        assert_eq!(binary(b"Prime Minister"), None);
    }

    #[test]
    fn own_files_are_known_by_their_first_field() {
        let start = b"\xEF\xBB\xBF{\n  \"format\": \"standpoint-project\",\n  \"version\"";
        assert_eq!(own_format(start), Some(StandpointFile::Project));
        assert_eq!(own_format(b"{\"format\": \"other\"}"), None);
        assert_eq!(own_format(b"{\"format\": \"standpoint-pro"), None);
    }
}
