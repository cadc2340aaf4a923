//! Stretches of a text: code points with the words that stand there.

use serde::{Serialize, Serializer};

use super::fields::short;
use super::{Cursor, Fields, In, Object, Problem, Value, Wire};
use crate::text::{CodePoint, Fragments, Quote, Span, Text};

impl Serialize for In<'_, Span> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::begin(serializer)?;
        object.put_range(*self.0, self.1)?;
        object.end()
    }
}

impl<M: serde::ser::SerializeMap> Object<M> {
    /// The fields `start`, `end` and `quote` of a span.
    pub(super) fn put_range(&mut self, span: Span, text: &Text) -> Result<(), M::Error> {
        self.put("start", &text.code_point(span.start()).0)?;
        self.put("end", &text.code_point(span.end()).0)?;
        self.put("quote", &Wire(&Quote::of(text, span)))
    }
}

impl Serialize for Wire<'_, Quote> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::begin(serializer)?;
        object.put("exact", &self.0.exact)?;
        object.put("prefix", &self.0.prefix)?;
        object.put("suffix", &self.0.suffix)?;
        object.end()
    }
}

impl Serialize for In<'_, Fragments> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.spans().iter().map(|span| In(span, self.1)))
    }
}

/// The fragments of an annotation.
///
/// # Errors
/// If there are none, or one of them is not exactly its quote, or is not trimmed of white space.
pub(super) fn fragments(
    cursor: &mut Cursor,
    value: &Value<'_>,
    text: &Text,
) -> Result<Fragments, Problem> {
    let Value::Array(items) = value else {
        return Err(cursor.problem("expected a list of ranges"));
    };
    let mut spans = Vec::with_capacity(items.len());
    for (index, item) in items.iter().enumerate() {
        spans.push(cursor.within(index, |cursor| {
            let mut fields = Fields::of(cursor, item)?;
            let span = range(cursor, &mut fields, text)?;
            fields.close(cursor);
            let words = text.slice(span);
            if words.trim() != words {
                let found = short(words);
                return Err(cursor.problem(format!(
                    "expected no white space at the ends of a range, found “{found}”"
                )));
            }
            Ok(span)
        })?);
    }
    Fragments::new(spans).ok_or_else(|| cursor.problem("expected a range, found none"))
}

/// The span of the fields `start`, `end` and `quote`.
///
/// # Errors
/// If the text does not have the quoted words there.
pub(super) fn range(
    cursor: &mut Cursor,
    fields: &mut Fields<'_>,
    text: &Text,
) -> Result<Span, Problem> {
    let start = fields.number(cursor, "start")?;
    let end = fields.number(cursor, "end")?;
    if end <= start {
        return Err(
            cursor.problem(format!("expected an end behind the start {start}, found {end}"))
        );
    }
    let span = text.span_of_code_points(CodePoint(start), CodePoint(end)).ok_or_else(|| {
        let length = text.code_point(text.end()).0;
        cursor.problem(format!("expected a range within {length} code points, found {start}–{end}"))
    })?;
    let quote = fields.required(cursor, "quote")?;
    cursor.within("quote", |cursor| check_quote(cursor, quote, text, span))?;
    Ok(span)
}

/// The context counts too: the same words may stand in the text twice.
fn check_quote(
    cursor: &mut Cursor,
    quote: &Value<'_>,
    text: &Text,
    span: Span,
) -> Result<(), Problem> {
    let mut fields = Fields::of(cursor, quote)?;
    let exact = fields.string(cursor, "exact")?;
    let prefix = fields.string_if_any(cursor, "prefix")?.unwrap_or_default();
    let suffix = fields.string_if_any(cursor, "suffix")?.unwrap_or_default();
    fields.close(cursor);
    let found = text.slice(span);
    let differs = |field, expected, found: &str| {
        let (expected, found) = (short(expected), short(found));
        Err(cursor.problem_at(
            field,
            format!("expected “{expected}” by the quote, found “{found}” in the text"),
        ))
    };
    if found != exact {
        return differs("exact", exact, found);
    }
    let string = text.as_str();
    let (before, after) = (&string[..span.start().index()], &string[span.end().index()..]);
    if !before.ends_with(prefix) {
        let count = prefix.chars().count().max(1);
        let from = before.char_indices().rev().nth(count - 1).map_or(0, |(at, _)| at);
        return differs("prefix", prefix, &before[from..]);
    }
    if !after.starts_with(suffix) {
        let found: String = after.chars().take(suffix.chars().count()).collect();
        return differs("suffix", suffix, &found);
    }
    Ok(())
}
