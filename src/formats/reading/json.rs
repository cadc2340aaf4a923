//! JSON documents and JSON Lines.
//!
//! Articles are looked for at the first level only: a list of objects, an object with such a list,
//! or one object. What stands before an error is kept.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::encoding::Decoded;
use super::json_document::{Document, shape};
use super::report::{FileReport, Outcome, Place, ReadOptions, Remark, Role};
use super::{kind, records};
use crate::model::Source;

/// How many records the names of columns are gathered from.
const SAMPLE_RECORDS: usize = 50;

/// Reads a JSON document; one that goes on behind its first value is read as JSON Lines.
pub(super) fn read(path: &str, mut decoded: Decoded, options: &ReadOptions) -> FileReport {
    let mut remarks: Vec<Remark> = decoded.remark.take().into_iter().collect();
    let source = decoded.source(path);
    let text = without_lone_surrogates(decoded.text, &mut remarks);
    let (document, error) = Document::parse(&text);
    if let Some(error) = error {
        if looks_like_lines(&text) {
            return read_lines(path, &text, source, remarks, options);
        }
        remarks.push(syntax_remark(&error, &text));
    }
    if let Some(own) = document.format().and_then(kind::standpoint) {
        return FileReport::without_drafts(path, Outcome::Standpoint(own));
    }
    match document.records() {
        Ok(records) => of_records(path, &records, source, remarks, options),
        Err(found) => {
            let reason = match remarks.last() {
                Some(remark) => remark.to_string(),
                None => format!("expected a list of articles or an article, found {found}"),
            };
            FileReport { remarks, ..FileReport::refused(path, reason) }
        }
    }
}

/// Reads JSON Lines: a value a line.
pub(super) fn read_json_lines(
    path: &str,
    mut decoded: Decoded,
    options: &ReadOptions,
) -> FileReport {
    let mut remarks: Vec<Remark> = decoded.remark.take().into_iter().collect();
    let source = decoded.source(path);
    let text = without_lone_surrogates(decoded.text, &mut remarks);
    read_lines(path, &text, source, remarks, options)
}

fn read_lines(
    path: &str,
    text: &str,
    source: Source,
    mut remarks: Vec<Remark>,
    options: &ReadOptions,
) -> FileReport {
    let mut records = Vec::new();
    for (at, line) in text.split('\n').enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match serde_json::from_str(line) {
            Ok(value) => records.push((Place::Line(at as u64 + 1), value)),
            Err(error) => {
                let mut remark = syntax_remark(&error, line);
                if let Place::Position(_, column) = remark.place {
                    remark.place = Place::Position(at as u64 + 1, column);
                }
                remarks.push(remark);
            }
        }
    }
    of_records(path, &records, source, remarks, options)
}

fn of_records(
    path: &str,
    records: &[(Place, Value)],
    source: Source,
    mut remarks: Vec<Remark>,
    options: &ReadOptions,
) -> FileReport {
    let objects = || records.iter().take(SAMPLE_RECORDS).filter_map(|(_, it)| it.as_object());
    let mut seen = BTreeSet::new();
    let keys = objects().flat_map(Map::keys).filter(|key| seen.insert(*key));
    let names: Vec<String> = keys.cloned().collect();
    if names.is_empty() {
        for (place, value) in records {
            remarks.push(wrong_shape(place, value));
        }
        return FileReport::of(path, Vec::new(), remarks);
    }
    let samples = |name: &str| objects().filter_map(|object| plain(object.get(name)?)).collect();
    let columns = match records::choose(&names, options, samples) {
        Ok(columns) => columns,
        Err(choice) => {
            let report = FileReport::without_drafts(path, Outcome::NeedsColumns(choice));
            return FileReport { remarks, ..report };
        }
    };
    let mut drafts = Vec::new();
    for (place, value) in records {
        let Some(object) = value.as_object() else {
            remarks.push(wrong_shape(place, value));
            continue;
        };
        let get = |name: &str| {
            let value = object.get(name)?;
            if columns.get(&Role::Text).is_some_and(|text| text == name) {
                text_of(value)
            } else {
                plain(value)
            }
        };
        match records::draft(&columns, &source, place, &mut remarks, get) {
            Ok(draft) => drafts.push(draft),
            Err(remark) => remarks.push(remark),
        }
    }
    FileReport::of(path, drafts, remarks)
}

/// A text, or a list of paragraphs as one text with a line each.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(lines) => {
            let lines: Option<Vec<&str>> = lines.iter().map(Value::as_str).collect();
            Some(lines?.join("\n"))
        }
        _ => None,
    }
}

/// A value as a person would write it: several with commas, an object by its name.
fn plain(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(string) => Some(string.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        Value::Array(values) => {
            Some(values.iter().filter_map(plain).collect::<Vec<_>>().join(", "))
        }
        Value::Object(object) => object.get("name")?.as_str().map(str::to_owned),
    }
}

fn wrong_shape(place: &Place, value: &Value) -> Remark {
    Remark::at(place.clone(), format!("expected an article, found {}", shape(value)))
}

/// Whether the first line is an object by itself and another line follows.
fn looks_like_lines(text: &str) -> bool {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let first = lines.next().unwrap_or_default();
    lines.next().is_some() && serde_json::from_str::<Map<String, Value>>(first).is_ok()
}

fn syntax_remark(error: &serde_json::Error, text: &str) -> Remark {
    let line = text.split('\n').nth(error.line().saturating_sub(1)).unwrap_or_default();
    // serde_json counts a column in bytes.
    let bytes = line.floor_char_boundary(error.column());
    let column = line[..bytes].chars().count().max(1) as u64;
    let place = Place::Position(error.line().max(1) as u64, column);
    let message = if error.is_eof() {
        "expected the rest of the JSON, found the end: it may be cut off".to_owned()
    } else {
        let message = error.to_string();
        let what = message.split(" at line ").next().unwrap_or_default();
        format!("expected JSON, found an error: {what}")
    };
    Remark::at(place, message)
}

/// Half a surrogate pair is no character, but some writers leave one where they cut a text.
/// Each becomes U+FFFD, with one remark.
fn without_lone_surrogates(text: String, remarks: &mut Vec<Remark>) -> String {
    let unit = |at: usize| -> Option<u32> {
        let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
        digits
            .bytes()
            .all(|b| b.is_ascii_hexdigit())
            .then(|| u32::from_str_radix(digits, 16).ok())?
    };
    let mut lone = Vec::new();
    let mut at = 0;
    while let Some(found) = text[at..].find('\\') {
        at += found;
        match (unit(at), unit(at + 6)) {
            (Some(0xD800..=0xDBFF), Some(0xDC00..=0xDFFF)) => at += 12,
            (Some(0xD800..=0xDFFF), _) => {
                lone.push(at);
                at += 6;
            }
            // The backslash and what it escapes, which may be a longer character.
            _ => at = text.ceil_char_boundary(at + 2),
        }
    }
    let Some(first) = lone.first() else { return text };
    let line = 1 + text[..*first].matches('\n').count() as u64;
    let message = match lone.len() {
        1 => "1 escape is half a character and became U+FFFD".to_owned(),
        count => format!("{count} escapes are half a character and became U+FFFD; the first"),
    };
    remarks.push(Remark::at(Place::Line(line), message));
    let mut mended = text;
    for at in lone {
        mended.replace_range(at..at + 6, "\\ufffd");
    }
    mended
}

#[cfg(test)]
mod tests {
    use super::super::{Input, read};
    use super::*;

    fn check(path: &str, json: &str, texts: &[&str], remarks: &[&str]) -> FileReport {
        let input = Input { path, bytes: json.as_bytes() };
        let report = read(&input, &ReadOptions::default());
        let found: Vec<&str> = report.drafts.iter().map(|draft| draft.text.as_str()).collect();
        assert_eq!(found, texts, "{json}");
        let said: Vec<String> = report.remarks.iter().map(Remark::to_string).collect();
        assert_eq!(said, remarks, "{json}");
        report
    }

    #[test]
    fn lists_objects_with_a_list_and_single_articles_are_read() {
        check("a.json", r#"[{"text": "a"}, {"text": "b"}]"#, &["a", "b"], &[]);
        check("a.json", r#"{"count": 1, "articles": [{"body": "a"}]}"#, &["a"], &[]);
        check("a.json", r#"{"text": ["a", "b"], "tags": [{"id": 1}]}"#, &["a\nb"], &[]);
        check("a.json", "{\"text\": \"a\"}\n{\"text\": \"b\"}\n", &["a", "b"], &[]);
        let report = check(
            "a.json",
            r#"{"text": "a\r\nb", "author": ["Ada", {"name": "Carl"}], "source": {"name": "CBC"}, "lang": "en_GB", "date": 1767589200}"#,
            &["a\nb"],
            &[],
        );
        let draft = &report.drafts[0];
        assert!(draft.source.normalised.line_endings);
        let details = &draft.details;
        let found = [&details.byline, &details.outlet, &details.language].map(String::as_str);
        assert_eq!(found, ["Ada, Carl", "CBC", "en-GB"]);
        assert_eq!(details.published.unwrap().to_string(), "2026-01-05");
    }

    #[test]
    fn what_stands_before_an_error_is_kept() {
        let cut = "expected the rest of the JSON, found the end: it may be cut off";
        check(
            "a.json",
            r#"[{"text": "a"}, {"te"#,
            &["a"],
            &[&format!("{cut}, at line 1, column 20")],
        );
        check(
            "a.json",
            "{\"articles\": [{\"text\": \"a\"},\n 7, {\"text\": \"b\"}, ?",
            &["a", "b"],
            &[
                "expected JSON, found an error: expected value, at line 2, column 20",
                "expected an article, found a number, at /articles/1",
            ],
        );
        check(
            "a.jsonl",
            "{\"text\": \"a\"}\n{\"text\": \"é\" 7}\n\n[]\n{\"text\": \"b\"}\n{\"text\": null}",
            &["a", "b"],
            &[
                "expected JSON, found an error: expected `,` or `}`, at line 2, column 14",
                "expected an article, found a list, at line 4",
                "expected a text in “text”, found none, at line 6",
            ],
        );
    }

    #[test]
    fn half_a_surrogate_pair_is_replaced() {
        check(
            "a.json",
            r#"[{"text": "a\ud83d b \ud83d\udca9 \\ud83d"}]"#,
            &["a\u{fffd} b 💩 \\ud83d"],
            &["1 escape is half a character and became U+FFFD, at line 1"],
        );
    }

    #[test]
    fn own_files_and_wrong_shapes_are_named() {
        let check = |json: &str, expected: &str| {
            let input = Input { path: "a.json", bytes: json.as_bytes() };
            let outcome = format!("{:?}", read(&input, &ReadOptions::default()).outcome);
            assert!(outcome.contains(expected), "{json}: {outcome}");
        };
        check(r#"{"version": "1.0", "format": "standpoint-corpus"}"#, "Standpoint(Corpus)");
        check("[]", "found an empty list");
        check("{}", "found an empty object");
        check("null", "found null");
        check("\"text\"", "found a string");
        check("[1, 2]", "expected an article, found a number");
        check(r#"{"a": 1}"#, "NeedsColumns");
        check("[{", "may be cut off");
        check(&"[".repeat(100_000), "found an error: recursion limit");
    }
}
