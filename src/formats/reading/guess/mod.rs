//! What a text says about itself: headline, credits, outlet, day, language, page furniture.
//!
//! Looks at the first and last lines and at the shape of every line. A guess fills what is not
//! known yet and changes nothing that is. Where in doubt it says nothing.

mod credit;
pub(super) mod date;
mod furniture;
pub(super) mod language;

pub(super) use credit::split_title;

use crate::model::{Details, Segment, SegmentKind};
use crate::text::{Byte, Span};

/// How many lines that are not blank count as a text's opening and as its end.
const OPENING_LINES: usize = 12;
const CLOSING_LINES: usize = 15;

/// A line that is not blank, without the white space around it.
struct Line<'a> {
    text: &'a str,
    start: usize,
    /// Whether a blank line, or the text's start, stands before it.
    after_gap: bool,
}

/// Fills what `details` leaves open from `text` and finds its segments, both from byte `from` on.
pub(super) fn guess(text: &str, from: usize, details: &mut Details) -> Vec<Segment> {
    let lines = lines(text, from);
    let mut walk =
        Walk { kinds: vec![None; lines.len()], cuts: vec![None; lines.len()], lines: &lines };
    walk.mark_furniture(details);
    walk.read_opening(details);
    walk.mark_captions();
    walk.mark_authors();
    let segments = walk.segments();
    if details.language.is_empty() {
        details.language = language::guess(body_sample(text, &lines));
    }
    segments
}

fn lines(text: &str, from: usize) -> Vec<Line<'_>> {
    let (mut found, mut start, mut after_gap) = (Vec::new(), from, true);
    for line in text[from..].split('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let indent = line.len() - line.trim_start().len();
            found.push(Line { text: trimmed, start: start + indent, after_gap });
        }
        after_gap = trimmed.is_empty();
        start += line.len() + 1;
    }
    found
}

/// The text from its longest line on: the opening may be in another language.
fn body_sample<'a>(text: &'a str, lines: &[Line<'_>]) -> &'a str {
    let longest = lines.iter().take(100).max_by_key(|line| line.text.len());
    &text[longest.map_or(0, |line| line.start)..]
}

/// The lines with what each has been found to be.
struct Walk<'a> {
    lines: &'a [Line<'a>],
    kinds: Vec<Option<SegmentKind>>,
    /// Where in a line its segment ends, if before the line does.
    cuts: Vec<Option<usize>>,
}

impl Walk<'_> {
    fn mark_furniture(&mut self, details: &mut Details) {
        let count = self.lines.len();
        for at in 0..count {
            let line = self.lines[at].text;
            let at_an_edge = at < OPENING_LINES || at + CLOSING_LINES >= count;
            if furniture::anywhere(line) || (at_an_edge && furniture::at_an_edge(line)) {
                self.kinds[at] = Some(SegmentKind::Boilerplate);
            } else if editors_note(line) {
                self.kinds[at] = Some(SegmentKind::EditorsNote);
            }
            if at < OPENING_LINES && furniture::is_player(line) {
                self.mark_player(at);
            }
            if at < 3
                && let Some(end) = furniture::advertisement_end(line)
            {
                self.kinds[..=at].fill(Some(SegmentKind::Boilerplate));
                self.cuts[at] = Some(end).filter(|end| *end < line.len());
            }
        }
        let closing = self.lines[count.saturating_sub(CLOSING_LINES)..].iter();
        for line in self.lines.iter().take(OPENING_LINES).chain(closing) {
            if details.url.is_empty()
                && let Some(address) = furniture::address(line.text)
            {
                details.url = address.to_owned();
            }
        }
    }

    /// The lines of a player end with a gap, and are few and short; otherwise only its head is one.
    fn mark_player(&mut self, head: usize) {
        let rest = &self.lines[head + 1..];
        let count = rest.iter().take_while(|line| !line.after_gap).count();
        let is_closed = head + 1 + count < self.lines.len() && count <= 4;
        let is_short = rest[..count].iter().all(|line| line.text.len() <= 250);
        let end = if is_closed && is_short { head + 1 + count } else { head + 1 };
        self.kinds[head..end].fill(Some(SegmentKind::Boilerplate));
    }

    fn read_opening(&mut self, details: &mut Details) {
        let mut headline = None;
        let mut body_begun = false;
        for at in 0..self.lines.len().min(OPENING_LINES) {
            if self.kinds[at].is_some() {
                body_begun |= self.cuts[at].is_some();
                continue;
            }
            let line = self.lines[at].text;
            if let Some(credit) = self.credit(at, headline) {
                self.kinds[at] = Some(SegmentKind::Byline);
                fill(&mut details.byline, &credit.byline);
                fill(&mut details.outlet, &credit.outlet);
                details.published = details.published.or(credit.published);
            } else if headline.is_none() && self.is_headline(at, body_begun, details) {
                headline = Some(at);
                self.kinds[at] = Some(SegmentKind::Headline);
                let (title, outlet) = credit::split_title(line);
                fill(&mut details.title, title);
                fill(&mut details.outlet, outlet);
            } else {
                body_begun |= line.len() >= 80;
            }
        }
        self.read_closing(details);
    }

    /// The credit that a line of the opening is: as it reads, or an outlet under the headline.
    fn credit(&self, at: usize, headline: Option<usize>) -> Option<credit::Credit> {
        let line = self.lines[at].text;
        // The first line is a headline sooner than a credit, unless it says `By`.
        let credit = credit::read(line).filter(|_| at > 0 || line.starts_with("By "));
        let above_stamp =
            self.lines.get(at + 1).is_some_and(|next| credit::is_stamp_line(next.text));
        let credit =
            credit.or_else(|| credit::read_above_stamp(line).filter(|_| above_stamp && at > 0));
        let under_headline = headline.is_some_and(|headline| headline + 1 == at);
        credit.or_else(|| {
            (under_headline && credit::is_outlet(line))
                .then(|| credit::Credit { outlet: line.to_owned(), ..credit::Credit::default() })
        })
    }

    fn is_headline(&self, at: usize, body_begun: bool, details: &Details) -> bool {
        let line = self.lines[at].text;
        if !details.title.is_empty() {
            let title = details.title.trim();
            return line == title || credit::split_title(line).0 == title;
        }
        let Some(next) = self.lines.get(at + 1) else { return false };
        let runs_on = !next.after_gap && next.text.starts_with(char::is_lowercase);
        let credited =
            self.lines[at + 1..].iter().take(2).any(|line| credit::read(line.text).is_some());
        let ends_a_clause = line.ends_with(['.', ',', ':', ';', '。', '、', '，', '।', '۔']);
        let chars = line.chars().count();
        (4..=200).contains(&chars)
            && !ends_a_clause
            && !runs_on
            && line.chars().any(char::is_alphabetic)
            && (!body_begun || credited)
    }

    fn read_closing(&mut self, details: &mut Details) {
        let first = self.lines.len().saturating_sub(CLOSING_LINES);
        for at in first..self.lines.len() {
            if let Some(site) = furniture::domain(self.lines[at].text) {
                fill(&mut details.outlet, site);
            }
        }
    }

    fn mark_captions(&mut self) {
        for at in 0..self.lines.len() {
            if self.kinds[at].is_some() || !is_caption(self.lines[at].text) {
                continue;
            }
            self.kinds[at] = Some(SegmentKind::Caption);
            // Copies carry the picture's description in the line above, both between blank lines.
            let Some(above) = at.checked_sub(1) else { continue };
            let paired = !self.lines[at].after_gap && self.lines[above].after_gap;
            let closed = self.lines.get(at + 1).is_none_or(|next| next.after_gap);
            if paired && closed && self.kinds[above].is_none() && self.lines[above].text.len() < 400
            {
                self.kinds[above] = Some(SegmentKind::Caption);
            }
        }
    }

    fn mark_authors(&mut self) {
        let first = self.lines.len().saturating_sub(CLOSING_LINES);
        for at in first..self.lines.len() {
            if furniture::about_the_author(self.lines[at].text) {
                let end = self.lines.len().min(at + 2);
                self.kinds[at..end].fill(Some(SegmentKind::Boilerplate));
            }
        }
    }

    /// One segment a line, and one over neighbouring lines of the same kind but for headlines.
    fn segments(&self) -> Vec<Segment> {
        let mut segments: Vec<Segment> = Vec::new();
        let mut previous = None;
        for (at, line) in self.lines.iter().enumerate() {
            let Some(kind) = self.kinds[at] else {
                previous = None;
                continue;
            };
            let end = line.start + self.cuts[at].unwrap_or(line.text.len());
            let span = Span::new(Byte::at(line.start), Byte::at(end)).expect("no line is blank");
            match segments.last_mut() {
                Some(last) if previous == Some(kind) && kind != SegmentKind::Headline => {
                    last.span = last.span.hull(span);
                }
                _ => segments.push(Segment { kind, span }),
            }
            previous = self.cuts[at].is_none().then_some(kind);
        }
        segments
    }
}

fn fill(field: &mut String, value: &str) {
    if field.is_empty() {
        *field = value.to_owned();
    }
}

fn editors_note(line: &str) -> bool {
    let lower = line.get(..24).unwrap_or(line).to_lowercase();
    ["editor's note:", "editor’s note:", "editors' note:", "correction:", "clarification:"]
        .iter()
        .any(|start| lower.starts_with(start))
}

/// `… (Office of the Mayor/Reuters)` or `Photo: …`.
fn is_caption(line: &str) -> bool {
    if line.len() > 500 {
        return false;
    }
    let credit = line.strip_suffix(')').and_then(|it| it.rsplit_once('(')).map(|it| it.1);
    let credited = credit.is_some_and(|credit| {
        let agency = credit.rsplit('/').next().unwrap_or_default();
        let named = ["Getty Images", "Reuters", "AFP", "AP", "The Canadian Press", "EPA", "Pool"];
        (credit.contains('/') && credit.len() <= 120 && agency.starts_with(char::is_uppercase))
            && (named.iter().any(|name| agency.starts_with(name)) || !agency.contains(' '))
    });
    let labelled = ["Photo: ", "Photo by ", "Image: ", "Caption: ", "Foto: ", "Picture: "]
        .iter()
        .any(|label| line.starts_with(label));
    credited || labelled
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str =
        "The mill burnt down on Monday, said Ada Lovelace, who had seen it from the bridge.";

    /// The segments of a text, each as its kind's first letter and its words.
    fn check(text: &str, expected: &[&str]) -> Details {
        let mut details = Details::default();
        let segments = guess(text, 0, &mut details);
        let shown: Vec<String> = segments
            .iter()
            .map(|segment| format!("{:?}: {}", segment.kind, &text[segment.span.range()]))
            .collect();
        assert_eq!(shown, expected, "{text}");
        details
    }

    #[test]
    fn the_opening_is_told_from_the_body() {
        let text = format!("Mill burns down\n\nBy Ada Lovelace\nJanuary 5, 2026\n\n{BODY}\n{BODY}");
        let details = check(
            &text,
            &["Headline: Mill burns down", "Byline: By Ada Lovelace\nJanuary 5, 2026"],
        );
        assert_eq!(
            (details.title.as_str(), details.byline.as_str()),
            ("Mill burns down", "Ada Lovelace")
        );
        assert_eq!(details.published, crate::model::Date::new(2026, 1, 5));
    }

    #[test]
    fn a_player_ends_at_a_gap_or_is_its_head_alone() {
        let text = format!("Mill burns down\n\nListen to this article\nA voice.\n\n{BODY}");
        let player = "Boilerplate: Listen to this article\nA voice.";
        check(&text, &["Headline: Mill burns down", player]);
        let text = format!("Mill burns down\nListen to this article\n{BODY}\n{BODY}");
        let head = "Boilerplate: Listen to this article";
        check(&text, &["Headline: Mill burns down", head]);
    }

    #[test]
    fn plain_sentences_stay_body() {
        check(&format!("{BODY}\n\n{BODY}"), &[]);
        check("A single line", &[]);
        check("It is a truth that is known to everybody and their aunt\nwho have heard it.", &[]);
        check(&format!("{BODY}\n\nA heading between\n\n{BODY}"), &[]);
        check("", &[]);
    }

    #[test]
    fn a_known_title_is_found_but_not_replaced() {
        let mut details = Details { title: "Mill burns down".to_owned(), ..Details::default() };
        let segments = guess(&format!("Something else\n{BODY}"), 0, &mut details);
        assert!(segments.is_empty());
        let segments = guess(&format!("Mill burns down | The Daily Mill\n{BODY}"), 0, &mut details);
        assert_eq!(segments[0].kind, SegmentKind::Headline);
        assert_eq!(details.title, "Mill burns down");
    }

    #[test]
    fn captions_and_corrections_have_their_kinds() {
        let caption = "The mill on Monday. (Town of Ely/AFP)";
        let note = "Correction: the mill did not burn down.";
        check(
            &format!("{BODY}\n\nA mill.\n{caption}\n\n{BODY} (Reuters)\n\n{note}"),
            &[&format!("Caption: A mill.\n{caption}"), &format!("EditorsNote: {note}")],
        );
    }
}
