//! An article that has been read but not yet been given a place in a project.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::formats::digest::sha256_hex;
use crate::model::{
    Article, ArticleId, Date, Details, Extra, Normalised, Segment, SegmentKind, Source, Timestamp,
};
use crate::text::{Byte, Span, Text};

/// An article as it was read: everything but its id.
///
/// Serialises to plain objects, for JSON and for messages between a page and its worker.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// The text, without a byte order mark and with LF at the end of lines.
    pub text: String,
    /// The lower-case hexadecimal SHA-256 of the text's UTF-8 bytes.
    pub sha256: String,
    /// What is known about the article.
    #[serde(with = "DetailsWire")]
    pub details: Details,
    /// In text order, without overlap; the spans are in bytes of `text`.
    #[serde(with = "segments")]
    pub segments: Vec<Segment>,
    /// What it was read from.
    #[serde(with = "SourceWire")]
    pub source: Source,
}

impl Draft {
    /// A draft of a text that is already normalised. Segments that overlap an earlier one are dropped.
    pub fn new(text: String, details: Details, mut segments: Vec<Segment>, source: Source) -> Self {
        segments.sort_by_key(|segment| segment.span);
        let mut end = Byte(0);
        segments.retain(|segment| {
            let kept = segment.span.start() >= end;
            if kept {
                end = segment.span.end();
            }
            kept
        });
        let sha256 = sha256_hex(text.as_bytes());
        Self { text, sha256, details, segments, source }
    }

    /// The article that takes this text into a project.
    pub fn into_article(self, id: ArticleId, added: Timestamp) -> Article {
        Article {
            id,
            details: self.details,
            text: Text::new(self.text),
            sha256: self.sha256,
            segments: self.segments,
            source: self.source,
            added,
            extra: Extra::default(),
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Details")]
struct DetailsWire {
    title: String,
    outlet: String,
    byline: String,
    url: String,
    #[serde(with = "date")]
    published: Option<Date>,
    language: String,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Source")]
struct SourceWire {
    file: String,
    encoding: String,
    #[serde(with = "NormalisedWire")]
    normalised: Normalised,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "Normalised")]
struct NormalisedWire {
    byte_order_mark: bool,
    line_endings: bool,
    replaced: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(remote = "SegmentKind", rename_all = "snake_case")]
enum SegmentKindWire {
    Headline,
    Body,
    Caption,
    Byline,
    Boilerplate,
    EditorsNote,
}

#[derive(Serialize, Deserialize)]
struct SegmentWire {
    #[serde(with = "SegmentKindWire")]
    kind: SegmentKind,
    start: u32,
    end: u32,
}

mod date {
    use super::*;

    pub(super) fn serialize<S: Serializer>(
        date: &Option<Date>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        date.map(|date| date.to_string()).serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Date>, D::Error> {
        let string = Option::<String>::deserialize(deserializer)?;
        Ok(string.and_then(|string| string.parse().ok()))
    }
}

mod segments {
    use super::*;

    pub(super) fn serialize<S: Serializer>(
        segments: &[Segment],
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(segments.iter().map(|segment| SegmentWire {
            kind: segment.kind,
            start: segment.span.start().0,
            end: segment.span.end().0,
        }))
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Vec<Segment>, D::Error> {
        let wires = Vec::<SegmentWire>::deserialize(deserializer)?;
        let segment = |wire: SegmentWire| {
            Some(Segment { kind: wire.kind, span: Span::new(Byte(wire.start), Byte(wire.end))? })
        };
        Ok(wires.into_iter().filter_map(segment).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_survives_json_and_keeps_no_overlap() {
        let segment = |start, end| Segment {
            kind: SegmentKind::Boilerplate,
            span: Span::new(Byte(start), Byte(end)).unwrap(),
        };
        let details = Details { published: Date::new(2026, 1, 5), ..Details::default() };
        let segments = vec![segment(4, 6), segment(0, 3), segment(2, 4)];
        let draft = Draft::new("abcdef".to_owned(), details, segments, Source::default());
        assert_eq!(draft.segments, [segment(0, 3), segment(4, 6)]);
        let json = serde_json::to_string(&draft).unwrap();
        assert_eq!(serde_json::from_str::<Draft>(&json).unwrap(), draft);
    }
}
