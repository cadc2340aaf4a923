//! Markdown: the text stays as it is; front matter and the first heading feed the guesses.

use super::encoding::Decoded;
use super::records::{guess_columns, language_tag};
use super::report::{FileReport, Role};
use super::{Draft, guess};
use crate::model::{Details, Segment, SegmentKind};
use crate::text::{Byte, Span};

/// How far down front matter may end.
const FRONT_MATTER_LINES: usize = 100;

/// Reads a Markdown file as one article.
pub(super) fn read(path: &str, mut decoded: Decoded) -> FileReport {
    let source = decoded.source(path);
    let text = decoded.text;
    let mut details = Details::default();
    let mut segments = Vec::new();
    let body = front_matter(&text).map_or(0, |(fields, end)| {
        fill(&mut details, &fields);
        segments.extend(segment(SegmentKind::Boilerplate, 0, text[..end].trim_end().len()));
        end
    });
    if let Some((start, line)) = first_heading(&text, body) {
        let title = line.trim_start_matches('#').trim_end_matches('#').trim();
        if details.title.is_empty() {
            details.title = title.to_owned();
        }
        segments.extend(segment(SegmentKind::Headline, start, start + line.len()));
    }
    segments.extend(guess::guess(&text, body, &mut details));
    let remarks = decoded.remark.take().into_iter().collect();
    FileReport::of(path, vec![Draft::new(text, details, segments, source)], remarks)
}

fn segment(kind: SegmentKind, start: usize, end: usize) -> Option<Segment> {
    Some(Segment { kind, span: Span::new(Byte::at(start), Byte::at(end))? })
}

/// The `key: value` lines between the two lines of dashes that a file may begin with, and where
/// the text goes on. Nested YAML is passed over.
fn front_matter(text: &str) -> Option<(Vec<(String, String)>, usize)> {
    let mut lines = text.split_inclusive('\n');
    let mut end = lines.next().filter(|line| line.trim_end() == "---")?.len();
    let mut fields = Vec::new();
    for line in lines.take(FRONT_MATTER_LINES) {
        end += line.len();
        if matches!(line.trim_end(), "---" | "...") {
            return Some((fields, end));
        }
        if let Some((key, value)) = line.split_once(':')
            && !key.starts_with([' ', '-', '#'])
        {
            let value = value.trim().trim_matches(['"', '\'', '[', ']']);
            fields.push((key.trim().to_owned(), value.to_owned()));
        }
    }
    None
}

fn fill(details: &mut Details, fields: &[(String, String)]) {
    let names: Vec<String> = fields.iter().map(|(name, _)| name.clone()).collect();
    for (role, name) in guess_columns(&names) {
        let value = fields.iter().find(|(it, _)| *it == name).map(|(_, value)| value.clone());
        let value = value.unwrap_or_default();
        match role {
            Role::Text => {}
            Role::Title => details.title = value,
            Role::Outlet => details.outlet = value,
            Role::Byline => details.byline = value,
            Role::Published => details.published = guess::date::parse(&value),
            Role::Url => details.url = value,
            Role::Language => details.language = language_tag(&value),
        }
    }
}

/// The first line that is not blank, if it is a heading, and where it stands.
fn first_heading(text: &str, from: usize) -> Option<(usize, &str)> {
    let start = from + text[from..].len() - text[from..].trim_start().len();
    let line = text[start..].lines().next()?.trim_end();
    let hashes = line.len() - line.trim_start_matches('#').len();
    let rest = line[hashes..].trim_matches('#').trim();
    ((1..=6).contains(&hashes) && line[hashes..].starts_with(' ') && !rest.is_empty())
        .then_some((start, line))
}

#[cfg(test)]
mod tests {
    use super::super::{Input, ReadOptions, read};

    fn check(text: &str, title: &str, byline: &str, segments: &[&str]) {
        let input = Input { path: "a.md", bytes: text.as_bytes() };
        let draft = read(&input, &ReadOptions::default()).drafts.remove(0);
        assert_eq!(draft.text, text);
        assert_eq!((draft.details.title.as_str(), draft.details.byline.as_str()), (title, byline));
        let found: Vec<&str> = draft.segments.iter().map(|it| &text[it.span.range()]).collect();
        assert_eq!(found, segments);
    }

    #[test]
    fn front_matter_and_the_first_heading_are_read() {
        check(
            "---\ntitle: \"Mill: burnt\"\nauthor: Ada\ntags:\n  - x\n---\n\n# The mill burns #\n\nIt burnt.\n",
            "Mill: burnt",
            "Ada",
            &["---\ntitle: \"Mill: burnt\"\nauthor: Ada\ntags:\n  - x\n---", "# The mill burns #"],
        );
        check("## The mill burns\n\nIt burnt.", "The mill burns", "", &["## The mill burns"]);
        check("#ely is a tag.\n\nIt burnt.", "", "", &[]);
        check("---\nno end: here\n", "", "", &[]);
    }
}
