//! From bytes to text: which encoding it is, and the only changes that loading makes.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::report::{Place, Remark};
use crate::model::{Normalised, Source};

/// A file's characters.
pub(super) struct Decoded {
    /// Without a byte order mark and with LF at the end of lines; otherwise as in the file.
    pub(super) text: String,
    /// The encoding's name by the WHATWG Encoding Standard.
    pub(super) encoding: &'static str,
    /// What was changed.
    pub(super) normalised: Normalised,
    /// How many stretches had to be replaced and where, if any had.
    pub(super) remark: Option<Remark>,
}

impl Decoded {
    /// The source of what is read from this file.
    pub(super) fn source(&self, path: &str) -> Source {
        Source {
            file: path.to_owned(),
            encoding: self.encoding.to_owned(),
            normalised: self.normalised,
        }
    }
}

/// How much of a file the detection of legacy encodings looks at.
const DETECTION_BYTES: usize = 1 << 20;

/// Decodes a file. `declared` is what the file itself says, which counts only where the bytes
/// are not plainly something else.
pub(super) fn decode(bytes: &[u8], declared: Option<&'static Encoding>) -> Decoded {
    let marked = Encoding::for_bom(bytes);
    let (encoding, mark_bytes) = marked.unwrap_or_else(|| (detect(bytes, declared), 0));
    let (text, had_errors) = encoding.decode_without_bom_handling(&bytes[mark_bytes..]);
    let mut normalised = Normalised { byte_order_mark: marked.is_some(), ..Normalised::default() };
    let text = with_line_feeds(text.into_owned(), &mut normalised);
    let remark = had_errors.then(|| replaced_remark(&text, encoding)).flatten();
    normalised.replaced = remark.is_some();
    Decoded { text, encoding: encoding.name(), normalised, remark }
}

/// A text that stands inside a file, changed as a file's is: its byte order mark goes as well.
pub(super) fn normalise(mut text: String, normalised: &mut Normalised) -> String {
    if text.starts_with('\u{feff}') {
        text.remove(0);
        normalised.byte_order_mark = true;
    }
    with_line_feeds(text, normalised)
}

fn with_line_feeds(text: String, normalised: &mut Normalised) -> String {
    if !text.contains('\r') {
        return text;
    }
    normalised.line_endings = true;
    text.replace("\r\n", "\n").replace('\r', "\n")
}

fn detect(bytes: &[u8], declared: Option<&'static Encoding>) -> &'static Encoding {
    if let Some(utf16) = unmarked_utf16(bytes) {
        return utf16;
    }
    if std::str::from_utf8(bytes).is_ok() || is_damaged_utf8(bytes) {
        return UTF_8;
    }
    // A file in UTF-16 would have been recognised, so a declaration of that is stale.
    if let Some(declared) = declared.filter(|it| ![UTF_8, UTF_16LE, UTF_16BE].contains(it)) {
        return declared;
    }
    let head = &bytes[..bytes.len().min(DETECTION_BYTES)];
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(head, head.len() == bytes.len());
    detector.guess(None, Utf8Detection::Deny)
}

/// Whether the bytes are UTF-8 but for a few: cut in a character, or patched by another program.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= 4 * bad
}

/// UTF-16 without its mark: NUL bytes at one parity only, and decoding them gives only text.
fn unmarked_utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    let nuls = |parity: usize| head.iter().skip(parity).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    let encoding = match (even, odd) {
        (0, 1..) => UTF_16LE,
        (1.., 0) => UTF_16BE,
        _ => return None,
    };
    let enough = (even + odd) * 100 >= head.len();
    let (text, had_errors) = encoding.decode_without_bom_handling(head);
    // A pair of surrogates may be cut at the head's end.
    let text = text.strip_suffix('\u{fffd}').unwrap_or(&text);
    let errors = had_errors && text.contains('\u{fffd}');
    let odd_characters = text.chars().any(|c| {
        (c.is_control() && !c.is_whitespace()) || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{ffff}')
    });
    (enough && !errors && !odd_characters).then_some(encoding)
}

fn replaced_remark(text: &str, encoding: &'static Encoding) -> Option<Remark> {
    let first = text.find('\u{fffd}')?;
    let count = text.matches('\u{fffd}').count();
    let before = &text[..first];
    let line = 1 + before.matches('\n').count() as u64;
    let column = 1 + before.rsplit('\n').next().unwrap_or_default().chars().count() as u64;
    let name = encoding.name();
    let message = match count {
        1 => format!("1 place is not valid {name} and became U+FFFD"),
        _ => format!("{count} places are not valid {name} and became U+FFFD; the first"),
    };
    Some(Remark::at(Place::Position(line, column), message))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], encoding: &str, text: &str) -> Decoded {
        let decoded = decode(bytes, None);
        assert_eq!((decoded.encoding, decoded.text.as_str()), (encoding, text));
        decoded
    }

    fn utf16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn encodings_are_told_by_mark_or_by_content() {
        check("naïve 💩".as_bytes(), "UTF-8", "naïve 💩");
        assert!(check(b"\xEF\xBB\xBFAda", "UTF-8", "Ada").normalised.byte_order_mark);
        check(b"\xFF\xFEA\0d\0a\0", "UTF-16LE", "Ada");
        check(b"\xFE\xFF\0A\0d\0a", "UTF-16BE", "Ada");
        check(&utf16("Ada met Carl.\n", u16::to_le_bytes), "UTF-16LE", "Ada met Carl.\n");
        check(&utf16("Ada met Carl.\n", u16::to_be_bytes), "UTF-16BE", "Ada met Carl.\n");
        check(&utf16("東京 で 会議\n", u16::to_be_bytes), "UTF-16BE", "東京 で 会議\n");
        check(
            b"\x93Na\xefve\x94, she said in the caf\xe9",
            "windows-1252",
            "“Naïve”, she said in the café",
        );
    }

    #[test]
    fn line_ends_become_lf_and_nothing_else_changes() {
        let text = "a\u{a0}b\u{ad}c\u{200d}\u{feff}\u{2028}e\u{301}\n";
        let decoded = check(text.as_bytes(), "UTF-8", text);
        assert_eq!(decoded.normalised, Normalised::default());
        assert!(check(b"a\r\nb\rc\n\r", "UTF-8", "a\nb\nc\n\n").normalised.line_endings);
    }

    #[test]
    fn a_cut_character_is_replaced_and_said() {
        let whole = "Zoë met Renée and Noël, née Müller 💩".as_bytes();
        let decoded = decode(&whole[..whole.len() - 1], None);
        assert_eq!(decoded.encoding, "UTF-8");
        let remark = decoded.remark.unwrap();
        assert!(remark.message.starts_with("1 place"), "{remark}");
        assert_eq!(remark.place, Place::Position(1, 36));
    }
}
