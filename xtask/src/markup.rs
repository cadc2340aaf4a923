//! A scanner for the tags of a page that we wrote ourselves.
//!
//! It knows what HTML's tokenizer does with comments, quoted attributes and raw text elements, and
//! builds no tree. Pages from outside are never read with it.

use std::ops::Range;

/// Elements whose content is text up to their end tag.
const RAW_TEXT: [&str; 4] = ["script", "style", "title", "textarea"];

/// A start tag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Tag {
    /// Lower case.
    pub(crate) name: String,
    /// Names in lower case, values without their quotes, in the order of the page.
    pub(crate) attributes: Vec<(String, String)>,
    /// Bytes of the page from `<` up to and with `>`.
    pub(crate) range: Range<usize>,
    /// Bytes of the content, for the elements whose content is raw text.
    pub(crate) text: Option<Range<usize>>,
}

impl Tag {
    /// The value of an attribute; the empty string for one without a value.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// The start tags of `page`, in order.
pub(crate) fn tags(page: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = page[at..].find('<') {
        let start = at + offset;
        let rest = &page[start..];
        if rest.starts_with("<!--") {
            at = rest.find("-->").map_or(page.len(), |end| start + end + 3);
        } else if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            let tag = start_tag(page, start);
            at = tag.text.as_ref().map_or(tag.range.end, |text| text.end);
            found.push(tag);
        } else {
            at = start + 1;
        }
    }
    found
}

fn start_tag(page: &str, start: usize) -> Tag {
    let name_end = find_from(page, start + 1, |c| c.is_ascii_whitespace() || c == '/' || c == '>');
    let name = page[start + 1..name_end].to_ascii_lowercase();
    let mut attributes = Vec::new();
    let mut at = name_end;
    let end = loop {
        at = find_from(page, at, |c| !c.is_ascii_whitespace() && c != '/');
        match page[at..].chars().next() {
            None => break at,
            Some('>') => break at + 1,
            Some(_) => {
                let (attribute, next) = attribute(page, at);
                attributes.push(attribute);
                at = next;
            }
        }
    };
    let text = RAW_TEXT.contains(&name.as_str()).then(|| end..raw_text_end(page, end, &name));
    Tag { name, attributes, range: start..end, text }
}

/// The attribute that starts at `start`, and the offset behind it.
fn attribute(page: &str, start: usize) -> ((String, String), usize) {
    let ends_name = |c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/');
    // A leading `=` belongs to the name; so says the standard, and so the scan always advances.
    let name_end =
        find_from(page, start + page[start..].chars().next().map_or(0, char::len_utf8), ends_name);
    let name = page[start..name_end].to_ascii_lowercase();
    let equals = find_from(page, name_end, |c| !c.is_ascii_whitespace());
    if !page[equals..].starts_with('=') {
        return ((name, String::new()), name_end);
    }
    let value_start = find_from(page, equals + 1, |c| !c.is_ascii_whitespace());
    match page[value_start..].chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let end = find_from(page, value_start + 1, |c| c == quote);
            ((name, page[value_start + 1..end].to_owned()), (end + 1).min(page.len()))
        }
        _ => {
            let end = find_from(page, value_start, |c| c.is_ascii_whitespace() || c == '>');
            ((name, page[value_start..end].to_owned()), end)
        }
    }
}

fn raw_text_end(page: &str, start: usize, name: &str) -> usize {
    let lower = page[start..].to_ascii_lowercase();
    lower.find(&format!("</{name}")).map_or(page.len(), |end| start + end)
}

fn find_from(page: &str, start: usize, wanted: impl Fn(char) -> bool) -> usize {
    page[start..].find(wanted).map_or(page.len(), |offset| start + offset)
}

#[cfg(test)]
mod tests {
    use super::tags;

    #[track_caller]
    fn check(page: &str, expected: &str) {
        let found: Vec<String> = tags(page)
            .iter()
            .map(|tag| {
                let attributes: String =
                    tag.attributes.iter().map(|(name, value)| format!(" {name}={value}")).collect();
                let text = tag.text.clone().map(|text| format!(" [{}]", &page[text]));
                format!("{}{attributes}{}", tag.name, text.unwrap_or_default())
            })
            .collect();
        assert_eq!(found.join("; "), expected);
    }

    #[test]
    fn reads_names_and_attributes() {
        check("<!DOCTYPE html><HTML Lang=en><br/>", "html lang=en; br");
        check("<a href='x y' title = \"1>2\" hidden>t</a>", "a href=x y title=1>2 hidden=");
        check("<a\nhref=x/y>", "a href=x/y");
    }

    #[test]
    fn skips_comments_and_raw_text() {
        check("<!-- <b> --><i>", "i");
        check("<script>if (a<b) '<u>'</script><i>", "script [if (a<b) '<u>']; i");
        check("<title>a<b</title>", "title [a<b]");
    }

    #[test]
    fn survives_what_ends_too_early() {
        check("<", "");
        check("<a href", "a href=");
        check("<a href=\"x", "a href=x");
        check("<script>x", "script [x]");
        check("<a =b>", "a =b=");
    }
}
