//! Articles: text, what is known about it, and its segments.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use super::range::range;
use super::{Cursor, Fields, In, Object, Problem, Value, Wire};
use crate::model::{Article, ArticleId, Details, Normalised, Segment, Source, Timestamp};
use crate::text::{Byte, Text};

impl Serialize for Wire<'_, Article> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let article = self.0;
        let segments: Vec<_> = article.segments.iter().map(|s| In(s, &article.text)).collect();
        let mut object = Object::begin(serializer)?;
        put_details(&mut object, &article.details)?;
        object.put("added", article.added.as_str())?;
        object.put("source", &Wire(&article.source))?;
        object.put_known("segments", (!segments.is_empty()).then_some(segments))?;
        object.put("sha256", &article.sha256)?;
        object.put("text", article.text.as_str())?;
        object.end_with(&article.extra)
    }
}

/// What is known about an article, as an object of its own.
pub(crate) struct DetailsOf<'a>(pub(crate) &'a Details);

impl Serialize for DetailsOf<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::begin(serializer)?;
        put_details(&mut object, self.0)?;
        object.end()
    }
}

fn put_details<M: SerializeMap>(object: &mut Object<M>, details: &Details) -> Result<(), M::Error> {
    object.put_words("title", &details.title)?;
    object.put_words("outlet", &details.outlet)?;
    object.put_words("byline", &details.byline)?;
    object.put_words("url", &details.url)?;
    object.put_known("published", details.published.map(|day| day.to_string()))?;
    object.put_words("language", &details.language)
}

impl Serialize for Wire<'_, Source> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Normalised { byte_order_mark, line_endings, replaced } = self.0.normalised;
        let mut object = Object::begin(serializer)?;
        object.put_words("file", &self.0.file)?;
        object.put_words("encoding", &self.0.encoding)?;
        object.put_flag("byte_order_mark_removed", byte_order_mark)?;
        object.put_flag("line_endings_changed", line_endings)?;
        object.put_flag("characters_replaced", replaced)?;
        object.end()
    }
}

impl Serialize for In<'_, Segment> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::begin(serializer)?;
        object.put("kind", &Wire(&self.0.kind))?;
        object.put_range(self.0.span, self.1)?;
        object.end()
    }
}

/// The article at the cursor. Only a text and its hash are needed; other faulty fields are set
/// apart one by one. The hash is taken as it stands.
pub(crate) fn article(
    cursor: &mut Cursor,
    id: ArticleId,
    value: &Value<'_>,
) -> Result<Article, Problem> {
    let mut fields = Fields::of(cursor, value)?;
    let text = Text::new(fields.string(cursor, "text")?);
    let sha256 = fields.string(cursor, "sha256")?.to_owned();
    let segments = fields.list(cursor, "segments");
    let segments = fields.forgive(cursor, "segments", segments);
    let added = fields.words(cursor, "added");
    let added = Timestamp::new(&fields.forgive(cursor, "added", added));
    let source_value = fields.get("source");
    let source = source_value.map(|value| cursor.within("source", |c| source(c, value)));
    Ok(Article {
        id,
        details: details_of(cursor, &mut fields),
        segments: cursor.within("segments", |cursor| read_segments(cursor, segments, &text)),
        text,
        sha256,
        source: source.unwrap_or_default(),
        added,
        extra: fields.extra(),
    })
}

/// What is known about an article, as an object of its own.
pub(crate) fn details(cursor: &mut Cursor, value: &Value<'_>) -> Result<Details, Problem> {
    let mut fields = Fields::of(cursor, value)?;
    let details = details_of(cursor, &mut fields);
    fields.close(cursor);
    Ok(details)
}

fn details_of(cursor: &mut Cursor, fields: &mut Fields<'_>) -> Details {
    let mut words = |key| {
        let read = fields.words(cursor, key);
        fields.forgive(cursor, key, read)
    };
    let (title, outlet, byline) = (words("title"), words("outlet"), words("byline"));
    let (url, language) = (words("url"), words("language"));
    let published = fields.date(cursor, "published");
    let published = fields.forgive(cursor, "published", published);
    Details { title, outlet, byline, url, published, language }
}

fn source(cursor: &mut Cursor, value: &Value<'_>) -> Source {
    let Some(mut fields) = cursor.accept(Fields::of(cursor, value), value) else {
        return Source::default();
    };
    let file = fields.words(cursor, "file");
    let file = fields.forgive(cursor, "file", file);
    let encoding = fields.words(cursor, "encoding");
    let encoding = fields.forgive(cursor, "encoding", encoding);
    let mut flag = |key| {
        let read = fields.flag(cursor, key);
        fields.forgive(cursor, key, read)
    };
    let normalised = Normalised {
        byte_order_mark: flag("byte_order_mark_removed"),
        line_endings: flag("line_endings_changed"),
        replaced: flag("characters_replaced"),
    };
    fields.close(cursor);
    Source { file, encoding, normalised }
}

fn read_segments(cursor: &mut Cursor, items: &[Value<'_>], text: &Text) -> Vec<Segment> {
    let mut segments = Vec::with_capacity(items.len());
    let mut end = Byte(0);
    for (index, item) in items.iter().enumerate() {
        cursor.within(index, |cursor| {
            let read = segment(cursor, item, text, end);
            if let Some(segment) = cursor.accept(read, item) {
                end = segment.span.end();
                segments.push(segment);
            }
        });
    }
    segments
}

fn segment(
    cursor: &mut Cursor,
    value: &Value<'_>,
    text: &Text,
    from: Byte,
) -> Result<Segment, Problem> {
    let mut fields = Fields::of(cursor, value)?;
    let kind = fields.required_choice(cursor, "kind")?;
    let span = range(cursor, &mut fields, text)?;
    fields.close(cursor);
    if span.start() < from {
        return Err(cursor.problem("expected segments in text order, found one that overlaps"));
    }
    Ok(Segment { kind, span })
}
