//! XML as a tree. A file from outside is hostile: no document type, no entities but XML's own five, no
//! nesting beyond a limit.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};

/// An element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Element {
    /// Its name, without a prefix.
    pub(super) name: String,
    /// Its attributes, in their order.
    pub(super) attributes: Vec<(String, String)>,
    /// The elements in it.
    pub(super) children: Vec<Self>,
    /// The text in it, all pieces together.
    pub(super) text: String,
    /// The line that it begins in, from 1.
    pub(super) line: u64,
}

/// What was read, and what is wrong with it: a line and why.
pub(super) type Parsed = (Element, Vec<(u64, String)>);

const DEEPEST: usize = 64;

impl Element {
    /// An attribute.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The elements of that name in it.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The first element of that name in it.
    pub(super) fn first(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }
}

/// Reads a file's root element. Of one that is cut short or damaged, what stands before is read.
pub(super) fn parse(xml: &str) -> Parsed {
    let mut reader = Reader::from_str(xml);
    let mut problems = Vec::new();
    // The last one is what stands open; the first holds the root.
    let mut open = vec![Element::default()];
    let mut lines = Lines { xml, at: 0, line: 1 };
    loop {
        let line = lines.at(reader.buffer_position());
        let mut wrong = |message: String| problems.push((line, message));
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                if open.len() > DEEPEST {
                    wrong(format!(
                        "expected at most {DEEPEST} elements in each other, found more: the rest was left out"
                    ));
                    break;
                }
                open.push(element(&start, line, &mut wrong));
            }
            Ok(Event::Empty(start)) => {
                let child = element(&start, line, &mut wrong);
                parent(&mut open).children.push(child);
            }
            Ok(Event::End(_)) => close(&mut open),
            Ok(Event::Text(text)) => parent(&mut open).text.push_str(&text),
            Ok(Event::CData(text)) => parent(&mut open).text.push_str(&text),
            Ok(Event::GeneralRef(reference)) => {
                let written = format!("&{};", &*reference);
                match unescape(&written) {
                    Ok(words) => parent(&mut open).text.push_str(&words),
                    Err(_) => wrong(format!("expected a character, found {written}: left out")),
                }
            }
            Ok(Event::DocType(_)) => {
                wrong(
                    "expected no document type, found one: entities that it defines are not read"
                        .into(),
                );
            }
            Ok(Event::Eof) => break,
            Ok(_) => {}
            Err(why) => {
                wrong(format!("expected XML, found {why}: what stands before was taken in"));
                break;
            }
        }
    }
    if open.len() > 1 && problems.is_empty() {
        let line = lines.at(xml.len() as u64);
        let name = &open[open.len() - 1].name;
        problems
            .push((line, format!("expected </{name}>, found the file’s end: it was cut short")));
    }
    while open.len() > 1 {
        close(&mut open);
    }
    (open.remove(0).children.into_iter().next().unwrap_or_default(), problems)
}

fn parent(open: &mut [Element]) -> &mut Element {
    open.last_mut().expect("the holder of the root is never closed")
}

fn close(open: &mut Vec<Element>) {
    if open.len() > 1 {
        let closed = open.pop().expect("there are two");
        parent(open).children.push(closed);
    }
}

fn element(start: &BytesStart<'_>, line: u64, wrong: &mut impl FnMut(String)) -> Element {
    let local = |name: &str| name.rsplit(':').next().unwrap_or_default().to_owned();
    let mut element = Element { line, ..Element::default() };
    element.name = local(start.name().as_ref());
    for attribute in start.attributes() {
        match attribute {
            Ok(attribute) => match unescape(&attribute.value) {
                Ok(value) => {
                    element.attributes.push((local(attribute.key.as_ref()), value.into_owned()));
                }
                Err(_) => wrong(format!(
                    "expected characters, found an unknown entity in {}: the attribute was left out",
                    element.name
                )),
            },
            Err(why) => wrong(format!("expected attributes of {}, found {why}", element.name)),
        }
    }
    element
}

/// Words as they stand in an attribute or in a text. What XML cannot hold becomes U+FFFD.
pub(super) fn escaped(words: &str) -> Cow<'_, str> {
    let is_plain =
        |c: char| c >= ' ' && !matches!(c, '&' | '<' | '>' | '"' | '\u{fffe}' | '\u{ffff}');
    if words.chars().all(is_plain) {
        return words.into();
    }
    let mut out = String::with_capacity(words.len() + 16);
    for c in words.chars() {
        match c {
            '&' => out += "&amp;",
            '<' => out += "&lt;",
            '>' => out += "&gt;",
            '"' => out += "&quot;",
            '\n' => out += "&#10;",
            '\t' => out += "&#9;",
            '\r' => out += "&#13;",
            c if is_plain(c) => out.push(c),
            _ => out.push('\u{fffd}'),
        }
    }
    out.into()
}

/// Counts lines up to positions that only grow.
struct Lines<'a> {
    xml: &'a str,
    at: usize,
    line: u64,
}

impl Lines<'_> {
    fn at(&mut self, at: u64) -> u64 {
        let at = usize::try_from(at).unwrap_or(self.at).clamp(self.at, self.xml.len());
        let passed = &self.xml.as_bytes()[self.at..at];
        self.line += passed.iter().filter(|byte| **byte == b'\n').count() as u64;
        self.at = at;
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_come_back_as_they_were() {
        for words in ["a\nb\tc\r", "<&>\"'", "💩 كندا", "plain"] {
            let xml = format!("<a b=\"{0}\">{0}</a>", escaped(words));
            let (root, problems) = parse(&xml);
            assert_eq!((root.get("b"), root.text.as_str()), (Some(words), words));
            assert_eq!(problems, []);
        }
        assert_eq!(escaped("a\u{1}b"), "a\u{fffd}b");
    }

    #[test]
    fn what_stands_before_damage_is_read() {
        let (root, problems) = parse("<q:a>\n<b c='1'/>\n<d><e/>");
        let names: Vec<&str> = root.children.iter().map(|it| it.name.as_str()).collect();
        assert_eq!((root.name.as_str(), names), ("a", vec!["b", "d"]));
        assert_eq!((problems.len(), problems[0].0, root.children[0].line), (1, 3, 2));
    }

    #[test]
    fn entities_of_ones_own_and_deep_nesting_are_refused() {
        let bomb = "<!DOCTYPE a [<!ENTITY x \"yyyy\"><!ENTITY f SYSTEM \"file:///etc/passwd\">]>\n\
                    <a>&x;&f;&#65;</a>";
        let (root, problems) = parse(bomb);
        assert_eq!(root.text, "A");
        assert_eq!(problems.len(), 3, "{problems:?}");
        let (_, problems) = parse(&"<a>".repeat(100_000));
        assert!(problems[0].1.contains("at most 64"));
    }
}
