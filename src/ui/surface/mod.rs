//! The text on the page: paragraphs in blocks, marks drawn into them. Driven by hand, not by Yew,
//! so that an edit redraws only the paragraphs that it changes.

use web_sys::{Document, Element, HtmlElement};

use crate::browser::selection::{self, Rect};
use crate::model::{Article, Colour, SegmentKind};
use crate::session::{Painting, Role};
use crate::text::{Byte, Span, Text, Utf16};

/// About how many bytes of text one block holds; blocks out of sight are neither laid out nor drawn.
const BLOCK_BYTES: u32 = 10_000;

/// A drawn article.
pub struct Surface {
    document: Document,
    root: HtmlElement,
    text: Text,
    segments: Vec<(Span, SegmentKind)>,
    paragraphs: Vec<Element>,
    /// What each paragraph shows, to tell which have to be drawn again.
    drawn: Vec<Vec<DrawnRun>>,
    selection: Option<selection::Surface>,
}

/// A run as it is drawn: compared to decide whether a paragraph has changed.
#[derive(Clone, Debug, PartialEq, Eq)]
struct DrawnRun {
    span: Span,
    covers: Vec<DrawnCover>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct DrawnCover {
    role: Role,
    colour: Colour,
    glyph: String,
    words: String,
    lane: u8,
    starts: bool,
    ends: bool,
    is_focused: bool,
}

impl Surface {
    /// Draws an article's text into `root`, in place of what was there, without marks.
    pub fn new(root: HtmlElement, article: &Article) -> Option<Self> {
        let document = root.owner_document()?;
        let text = article.text.clone();
        let segments =
            article.segments.iter().map(|segment| (segment.span, segment.kind)).collect();
        let mut surface = Self {
            document,
            root,
            drawn: vec![Vec::new(); text.paragraphs().len()],
            paragraphs: Vec::with_capacity(text.paragraphs().len()),
            text,
            segments,
            selection: None,
        };
        surface.lay_out()?;
        surface.selection = selection::Surface::new(&surface.root);
        Some(surface)
    }

    fn lay_out(&mut self) -> Option<()> {
        self.root.set_text_content(None);
        let mut block: Option<(Element, u32)> = None;
        for paragraph in self.text.paragraphs().to_vec() {
            let (section, held) = match block.take() {
                Some((section, held)) if held < BLOCK_BYTES => (section, held),
                _ => {
                    let section = self.document.create_element("div").ok()?;
                    section.set_class_name("block");
                    self.root.append_child(&section).ok()?;
                    (section, 0)
                }
            };
            let element = self.document.create_element("p").ok()?;
            element
                .set_attribute("data-utf16", &self.text.utf16(paragraph.start).0.to_string())
                .ok()?;
            element.set_attribute("dir", "auto").ok()?;
            if let Some(span) = paragraph.span() {
                element.set_text_content(Some(self.text.slice(span)));
                if let Some(kind) = self.kind_of(span) {
                    element.set_attribute("data-segment", kind).ok()?;
                }
            }
            section.append_child(&element).ok()?;
            self.paragraphs.push(element);
            block = Some((section, held + paragraph.end.0 - paragraph.start.0 + 1));
        }
        Some(())
    }

    /// The segment that holds the whole paragraph.
    fn kind_of(&self, span: Span) -> Option<&'static str> {
        let (_, kind) = self
            .segments
            .iter()
            .find(|(held, _)| held.start() <= span.start() && span.end() <= held.end())?;
        Some(match kind {
            SegmentKind::Headline => "headline",
            SegmentKind::Body => return None,
            SegmentKind::Caption => "caption",
            SegmentKind::Byline => "byline",
            SegmentKind::Boilerplate => "boilerplate",
            SegmentKind::EditorsNote => "editors-note",
        })
    }

    /// Brings the marks on the page: draws the paragraphs again whose runs have changed.
    pub fn draw(&mut self, painting: &Painting) {
        for (index, paragraph) in self.text.paragraphs().iter().enumerate() {
            let Some(span) = paragraph.span() else { continue };
            let runs: Vec<DrawnRun> = painting
                .runs(span)
                .into_iter()
                .map(|run| DrawnRun {
                    span: run.span,
                    covers: run.covers.iter().map(|cover| drawn_cover(painting, *cover)).collect(),
                })
                .collect();
            if runs != self.drawn[index] {
                self.draw_paragraph(index, span, &runs);
                self.drawn[index] = runs;
            }
        }
    }

    fn draw_paragraph(&self, index: usize, span: Span, runs: &[DrawnRun]) {
        let element = &self.paragraphs[index];
        element.set_text_content(None);
        let mut at = span.start();
        for run in runs {
            self.append_text(element, at, run.span.start());
            if let Some(drawn) = self.draw_run(run) {
                element.append_child(&drawn).ok();
            }
            at = run.span.end();
        }
        self.append_text(element, at, span.end());
    }

    fn append_text(&self, parent: &Element, from: Byte, to: Byte) {
        if let Some(span) = Span::new(from, to) {
            let node = self.document.create_text_node(self.text.slice(span));
            parent.append_child(&node).ok();
        }
    }

    /// The marks nested in one another, longest outermost, the words innermost.
    fn draw_run(&self, run: &DrawnRun) -> Option<Element> {
        let mut outermost: Option<Element> = None;
        let mut innermost: Option<Element> = None;
        for cover in &run.covers {
            let mark = self.document.create_element("mark").ok()?;
            mark.set_attribute("data-at", &run.span.start().0.to_string()).ok()?;
            mark.set_attribute("data-role", role_name(cover.role)).ok()?;
            mark.set_attribute("data-colour", super::colour_name(cover.colour)).ok()?;
            mark.set_attribute("data-lane", &cover.lane.to_string()).ok()?;
            mark.set_attribute("title", &cover.words).ok()?;
            if cover.starts {
                mark.set_attribute("data-glyph", &cover.glyph).ok()?;
            }
            if cover.ends {
                mark.set_attribute("data-ends", "").ok()?;
            }
            if cover.is_focused {
                mark.set_attribute("data-focused", "").ok()?;
            }
            if let Some(parent) = &innermost {
                parent.append_child(&mark).ok()?;
            }
            outermost.get_or_insert_with(|| mark.clone());
            innermost = Some(mark);
        }
        innermost?.set_text_content(Some(self.text.slice(run.span)));
        outermost
    }

    /// The position at which the run under an element begins, if it is on a mark.
    pub fn mark_position(target: &Element) -> Option<Byte> {
        let mark = target.closest("mark[data-at]").ok()??;
        mark.get_attribute("data-at")?.parse().ok().map(Byte)
    }

    /// The browser's selection as positions of the text, where it was begun and where it ended.
    pub fn selected(&self) -> Option<(Byte, Byte)> {
        let ends = self.selection.as_ref()?.read()?;
        Some((self.text.at_utf16(ends.anchor)?, self.text.at_utf16(ends.focus)?))
    }

    /// Selects in the browser.
    pub fn select(&self, anchor: Byte, caret: Byte) {
        if let Some(selection) = &self.selection {
            selection.set(self.utf16(anchor), self.utf16(caret));
        }
    }

    /// The nearest position of this text: the desk may be an article ahead of what is drawn.
    fn utf16(&self, at: Byte) -> Utf16 {
        self.text.utf16(self.text.floor(at))
    }

    /// Moves the browser's selection by lines as they are drawn, and reads the outcome.
    pub fn move_by_line(
        &self,
        forward: bool,
        to_boundary: bool,
        extend: bool,
    ) -> Option<(Byte, Byte)> {
        let reach = if to_boundary { selection::Reach::LineEdge } else { selection::Reach::Line };
        let ends = self.selection.as_ref()?.extend(reach, forward, extend)?;
        Some((self.text.at_utf16(ends.anchor)?, self.text.at_utf16(ends.focus)?))
    }

    /// The rectangle around a stretch, in the viewport.
    pub fn rect(&self, from: Byte, to: Byte) -> Option<Rect> {
        self.selection.as_ref()?.rect(self.utf16(from), self.utf16(to))
    }

    /// The paragraph that holds a position.
    pub fn paragraph(&self, at: Byte) -> Option<&Element> {
        self.paragraphs.get(self.text.paragraph_at(at))
    }

    /// The start of the first paragraph whose lower edge is below `top`, in the viewport.
    pub fn first_below(&self, top: f64) -> Byte {
        let below = |element: &Element| element.get_bounding_client_rect().bottom() > top;
        let index = self.paragraphs.partition_point(|element| !below(element));
        self.text.paragraphs().get(index).map_or(Byte(0), |paragraph| paragraph.start)
    }
}

fn drawn_cover(painting: &Painting, cover: crate::session::Cover) -> DrawnCover {
    let mark = &painting.marks[cover.mark];
    DrawnCover {
        role: mark.role,
        colour: mark.colour,
        glyph: mark.glyph.clone(),
        words: mark.words.clone(),
        lane: mark.lane,
        starts: cover.starts,
        ends: cover.ends,
        is_focused: mark.is_focused,
    }
}

fn role_name(role: Role) -> &'static str {
    match role {
        Role::Mention => "mention",
        Role::Expression => "expression",
        Role::Cue => "cue",
        Role::Evidence => "evidence",
        Role::Draft => "draft",
    }
}
