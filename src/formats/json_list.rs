//! A list of JSON values in a file, as one array or one to a line: every value that is whole is read,
//! also where the file is cut short behind it.

use serde::de::IgnoredAny;

use super::import::Gathering;
use super::reading::Place;
use super::wire::{Parsed, parse};

/// One value of a list, with where it begins.
pub(crate) struct Item<'a> {
    /// The line that it begins in, from 1.
    pub(crate) line: u64,
    /// The value.
    pub(crate) json: &'a [u8],
}

/// The values of a file. What is no JSON is a problem; what follows it is looked for on the next line.
pub(crate) fn items<'a>(bytes: &'a [u8], gathering: &mut Gathering) -> Vec<Item<'a>> {
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    let mut at = skip(bytes, 0, b"");
    let is_array = bytes.get(at) == Some(&b'[');
    at += usize::from(is_array);
    let mut lines = Lines { bytes, at: 0, line: 1 };
    let mut items = Vec::new();
    loop {
        at = skip(bytes, at, b",");
        let ends = is_array && bytes.get(at) == Some(&b']');
        if at >= bytes.len() || ends {
            if is_array && !ends {
                let message = "expected “]” at the list’s end, found the file’s end: it was cut \
                               short, what stands before is taken in";
                gathering.problem(Place::Line(lines.at(bytes.len())), message);
            }
            return items;
        }
        let mut stream =
            serde_json::Deserializer::from_slice(&bytes[at..]).into_iter::<IgnoredAny>();
        let line = lines.at(at);
        match stream.next() {
            Some(Ok(_)) => {
                let end = at + stream.byte_offset();
                items.push(Item { line, json: &bytes[at..end] });
                at = end;
            }
            Some(Err(error)) if error.is_eof() && is_array => {
                let message = "expected a whole value, found the file’s end: it was cut short, what \
                               stands before is taken in";
                gathering.problem(Place::Line(line), message);
                return items;
            }
            _ => {
                let found = stream_error(&bytes[at..]);
                gathering.problem(
                    Place::Line(line),
                    format!("expected JSON, found {found}: this line was left out"),
                );
                let next = bytes[at..].iter().position(|byte| *byte == b'\n');
                at = next.map_or(bytes.len(), |next| at + next + 1);
            }
        }
    }
}

/// A value, taken apart; what is wrong in it is a problem.
pub(crate) fn parsed<'a>(item: &Item<'a>, gathering: &mut Gathering) -> Option<Parsed<'a>> {
    match parse(item.json) {
        Ok(parsed) => {
            for problem in parsed.problems() {
                let message = format!("{}, at {}", problem.message, problem.path);
                gathering.problem(Place::Line(item.line), message);
            }
            Some(parsed)
        }
        Err(error) => {
            let message = format!("expected JSON, found {error}: this record was left out");
            gathering.problem(Place::Line(item.line), message);
            None
        }
    }
}

fn stream_error(bytes: &[u8]) -> String {
    let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    serde_json::from_slice::<IgnoredAny>(line).err().map_or_else(
        || "something else".to_owned(),
        |error| {
            let words = error.to_string();
            words.split(" at line").next().unwrap_or_default().to_owned()
        },
    )
}

fn skip(bytes: &[u8], from: usize, also: &[u8]) -> usize {
    let rest = bytes.get(from..).unwrap_or_default();
    let ahead = rest.iter().position(|byte| !byte.is_ascii_whitespace() && !also.contains(byte));
    ahead.map_or(bytes.len(), |ahead| from + ahead)
}

/// Counts lines up to positions that only grow.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    fn at(&mut self, at: usize) -> u64 {
        self.line += self.bytes[self.at..at].iter().filter(|byte| **byte == b'\n').count() as u64;
        self.at = at;
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::super::import::ReadChoice;
    use super::*;

    fn check(file: &str, expected: &[(u64, &str)], problems: &[&str]) {
        let mut gathering = Gathering::new();
        gathering.begin_file("f");
        let found = items(file.as_bytes(), &mut gathering);
        let found: Vec<(u64, &str)> =
            found.iter().map(|it| (it.line, std::str::from_utf8(it.json).unwrap())).collect();
        assert_eq!(found, expected);
        let import = gathering.finish(None, &ReadChoice::default());
        let said: Vec<String> = import.problems.iter().map(ToString::to_string).collect();
        assert_eq!(said.len(), problems.len(), "{said:?}");
        assert!(said.iter().zip(problems).all(|(said, words)| said.contains(words)), "{said:?}");
    }

    #[test]
    fn arrays_and_lines_are_read_as_far_as_they_go() {
        check("[\n{\"a\":1},\n [2]\n]\n", &[(2, "{\"a\":1}"), (3, "[2]")], &[]);
        check("{\"a\":1}\n\n{\"b\":2}\n", &[(1, "{\"a\":1}"), (3, "{\"b\":2}")], &[]);
        check("[{\"a\":1},\n{\"b\":", &[(1, "{\"a\":1}")], &["f, line 2: expected a whole"]);
        check("[1,\n2", &[(1, "1"), (2, "2")], &["expected “]”"]);
        check("{\"a\":1}\n{\"b\n3\n", &[(1, "{\"a\":1}"), (3, "3")], &["f, line 2: expected JSON"]);
        check("", &[], &[]);
    }
}
