//! From elements to running text, laid out as a browser would break its lines.
//!
//! A blank line stands between blocks; one line feed between list items, table rows and at `<br>`;
//! a tab between table cells. White space is collapsed but for NBSP, and kept in `<pre>`.

use dom_query::{NodeData, NodeRef};

use crate::model::{Segment, SegmentKind};
use crate::text::{Byte, Span};

/// A text and the captions in it.
#[derive(Debug, Default)]
pub(super) struct Flow {
    pub(super) text: String,
    pub(super) captions: Vec<Segment>,
}

/// What an element does to the lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// Nothing of it is shown.
    Hidden,
    /// It runs on.
    Inline,
    /// It stands between blank lines.
    Block,
    /// It stands on lines of its own.
    Line,
    /// It follows the cell before it.
    Cell,
    /// It is a line break.
    Break,
}

impl Layout {
    pub(super) fn of(element: &str) -> Self {
        match element {
            "script" | "style" | "noscript" | "template" | "head" | "title" | "iframe"
            | "object" | "embed" | "svg" | "math" | "canvas" | "audio" | "video" | "select"
            | "textarea" | "input" | "button" | "datalist" | "noframes" | "noembed" => Self::Hidden,
            "address" | "article" | "aside" | "blockquote" | "body" | "details" | "dialog"
            | "div" | "dl" | "fieldset" | "figcaption" | "figure" | "footer" | "form" | "h1"
            | "h2" | "h3" | "h4" | "h5" | "h6" | "header" | "hgroup" | "hr" | "html" | "main"
            | "menu" | "nav" | "ol" | "p" | "pre" | "search" | "section" | "summary" | "table"
            | "ul" => Self::Block,
            "li" | "dt" | "dd" | "tr" | "caption" | "option" | "legend" => Self::Line,
            "td" | "th" => Self::Cell,
            "br" => Self::Break,
            _ => Self::Inline,
        }
    }
}

/// What separates the next character from the last one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    None,
    Space,
    Tab,
    Line,
    Blank,
}

/// Collects text with its gaps.
#[derive(Debug, Default)]
pub(super) struct Writer {
    flow: Flow,
    gap: Gap,
    /// How many open elements keep white space.
    kept: usize,
    /// Where the open caption begins, once it has a character.
    caption: Option<Option<usize>>,
}

impl Writer {
    /// Adds characters as they stand in the source.
    pub(super) fn text(&mut self, characters: &str) {
        for c in characters.chars() {
            match c {
                '\r' | '\u{c}' | '\n' | '\t' | ' ' if self.kept == 0 => {
                    self.gap = self.gap.max(Gap::Space);
                }
                '\r' | '\0' => {}
                _ => self.push(c),
            }
        }
    }

    fn push(&mut self, c: char) {
        if !self.flow.text.is_empty() {
            self.flow.text.push_str(match self.gap {
                Gap::None => "",
                Gap::Space => " ",
                Gap::Tab => "\t",
                Gap::Line => "\n",
                Gap::Blank => "\n\n",
            });
        }
        self.gap = Gap::None;
        if let Some(start @ None) = &mut self.caption {
            *start = Some(self.flow.text.len());
        }
        self.flow.text.push(c);
    }

    /// An element begins.
    pub(super) fn enter(&mut self, element: &str) {
        self.separate(element);
        self.kept += usize::from(element == "pre");
        if element == "figcaption" && self.caption.is_none() {
            self.caption = Some(None);
        }
    }

    /// An element ends.
    pub(super) fn leave(&mut self, element: &str) {
        if element == "pre" {
            self.kept = self.kept.saturating_sub(1);
        }
        if element == "figcaption" {
            self.close_caption();
        }
        if element != "br" {
            self.separate(element);
        }
    }

    fn close_caption(&mut self) {
        let start = self.caption.take().flatten();
        let end = self.flow.text.len();
        let span = start.and_then(|start| Span::new(Byte::at(start), Byte::at(end)));
        self.flow.captions.extend(span.map(|span| Segment { kind: SegmentKind::Caption, span }));
    }

    fn separate(&mut self, element: &str) {
        let gap = match Layout::of(element) {
            Layout::Block => Gap::Blank,
            Layout::Line => Gap::Line,
            Layout::Cell => Gap::Tab,
            Layout::Break if self.gap >= Gap::Line => Gap::Blank,
            Layout::Break => Gap::Line,
            Layout::Inline | Layout::Hidden => Gap::None,
        };
        self.gap = self.gap.max(gap);
    }

    /// The finished text, without white space at its end.
    pub(super) fn finish(mut self) -> Flow {
        self.close_caption();
        let end = self.flow.text.trim_end_matches(['\n', ' ', '\t']).len();
        self.flow.text.truncate(end);
        self.flow.captions.retain(|caption| caption.span.end().index() <= end);
        self.flow
    }
}

/// The visible text below a node. Walks with a stack of its own, for pages may be nested deep.
pub(super) fn of(root: &NodeRef<'_>) -> Flow {
    enum Step<'a> {
        Enter(NodeRef<'a>),
        Leave(String),
    }
    let mut writer = Writer::default();
    let mut steps = vec![Step::Enter(*root)];
    while let Some(step) = steps.pop() {
        let node = match step {
            Step::Enter(node) => node,
            Step::Leave(element) => {
                writer.leave(&element);
                continue;
            }
        };
        let element = node.query_or(None, |node| match &node.data {
            NodeData::Text { contents } => {
                writer.text(contents);
                None
            }
            NodeData::Element(element) => {
                let hidden = element.has_attr("hidden")
                    || element.attr("style").is_some_and(|style| is_display_none(&style));
                let name = element.name.local.to_string();
                (!hidden && Layout::of(&name) != Layout::Hidden).then_some(name)
            }
            NodeData::Document | NodeData::Fragment => Some(String::new()),
            _ => None,
        });
        if let Some(element) = element {
            writer.enter(&element);
            steps.push(Step::Leave(element));
            steps.extend(node.children_it(true).map(Step::Enter));
        }
    }
    writer.finish()
}

fn is_display_none(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    style.to_ascii_lowercase().split(';').any(|rule| rule.starts_with("display:none"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use dom_query::Document;

    fn check(html: &str, expected: &str) {
        assert_eq!(of(&Document::fragment(html).root()).text, expected, "{html}");
    }

    #[test]
    fn lines_break_as_in_a_browser() {
        check("<p>a\n b </p> <p>c</p>", "a b\n\nc");
        check("<div><div><p>a</p></div></div><p></p>b", "a\n\nb");
        check("a<br>b<br><br>c", "a\nb\n\nc");
        check("<ul><li>a<li>b<ul><li>c</ul></ul>d", "a\nb\n\nc\n\nd");
        check("<table><tr><td>a<td>b<tr><td>c</table>", "a\tb\nc");
        check("a&nbsp; <b>b</b><i>c</i>", "a\u{a0} bc");
        check("<pre>a\n  b\n\nc\n</pre>d", "a\n  b\n\nc\n\n\nd");
    }

    #[test]
    fn what_is_hidden_stays_hidden() {
        check("a<script>b</script><style>c</style><template>d</template><p hidden>e</p>", "a");
        let attribute = "style";
        let html =
            format!("<p {attribute}='color:red; Display : none'>a</p><textarea>b</textarea>c");
        check(&html, "c");
    }
}
