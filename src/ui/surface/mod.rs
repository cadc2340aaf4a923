//! The text on the page: pieces in blocks, marks drawn into those near the window. Driven by hand,
//! not by Yew, so that an edit redraws only the runs that it changes.

mod found;
mod piece;
mod words;

use js_sys::JsString;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement};

pub use self::found::Found;
use self::found::Shown;
use self::piece::{DrawnRun, Pen};
use self::words::Words;
use super::same::Same;
use crate::browser::dom::Drawn;
use crate::browser::selection::{self, Rect};
use crate::model::{Article, Segment, SegmentKind};
use crate::session::{Block, Painting, shaded};
use crate::text::{Byte, Direction, Pieces, Span, Text, Utf16};

/// About how many bytes stand on a line: a guess for blocks that have not been laid out yet.
const LINE_BYTES: u32 = 74;

/// About how many bytes a window shows, with its height once more below it.
const SIGHT_BYTES: u32 = 5_000;

/// A drawn article.
pub struct Surface {
    document: Document,
    root: HtmlElement,
    text: Text,
    pieces: Pieces,
    painting: Same<Painting>,
    /// The elements of the pieces, each a paragraph or a part of a long one.
    elements: Vec<Drawn>,
    /// What each piece shows, to tell what has to be drawn again.
    drawn: Vec<Vec<DrawnRun>>,
    pen: Pen,
    blocks: Vec<Element>,
    /// What each block near the window was drawn from; the others show no marks.
    near: Vec<Option<Block>>,
    /// Blocks that are near no more but for their marks, and how many of them a frame ago.
    left: Vec<usize>,
    left_before: usize,
    selection: Option<selection::Surface>,
    found: Shown,
    /// The segments that are a part of a piece only, in order.
    shades: Vec<Segment>,
}

impl Surface {
    /// Draws an article's text into `root`, in place of what was there, without marks.
    pub fn new(root: HtmlElement, article: &Article, painting: Same<Painting>) -> Option<Self> {
        let document = root.owner_document()?;
        let text = article.text.clone();
        let pieces = Pieces::of(&text);
        let count = pieces.pieces().len();
        let mut surface = Self {
            pen: Pen::new(document.clone()),
            document,
            root,
            painting,
            elements: Vec::with_capacity(count),
            drawn: vec![Vec::new(); count],
            blocks: Vec::with_capacity(pieces.block_count()),
            near: vec![None; pieces.block_count()],
            left: Vec::new(),
            left_before: 0,
            text,
            pieces,
            selection: None,
            found: Shown::default(),
            shades: Vec::new(),
        };
        surface.lay_out(article)?;
        surface.selection = selection::Surface::new(&surface.root);
        Some(surface)
    }

    fn lay_out(&mut self, article: &Article) -> Option<()> {
        self.root.set_text_content(None);
        // Out of sight, Chromium takes a `p` for a paragraph only if it is told so.
        let mould: Drawn = self.document.create_element("p").ok()?.unchecked_into();
        mould.set_attribute("role", "paragraph").ok()?;
        let utf16 = JsString::from("data-utf16");
        let text = self.text.clone();
        // The paragraph that is cut into pieces.
        let mut long: Option<Drawn> = None;
        for block in 0..self.pieces.block_count() {
            let range = self.pieces.block(block);
            let (first, last) =
                (self.pieces.pieces()[range.start], self.pieces.pieces()[range.end - 1]);
            let words = Span::new(first.start, last.end).map(|span| Words::of(&text, span));
            let element = if first.is_part {
                let paragraph = match long.take().filter(|_| !first.is_first) {
                    Some(paragraph) => paragraph,
                    None => {
                        let paragraph = paragraph(&mould, first.direction)?;
                        paragraph.set_class_name("long");
                        self.root.append_child(&paragraph).ok()?;
                        paragraph
                    }
                };
                let element: Drawn = self.document.create_element("span").ok()?.unchecked_into();
                self.fill(&element, range.start, &utf16, words.as_ref(), article)?;
                paragraph.put(&element);
                long = Some(paragraph);
                element
            } else {
                let element: Drawn = self.document.create_element("div").ok()?.unchecked_into();
                for piece in range.clone() {
                    let direction = self.pieces.pieces()[piece].direction;
                    let paragraph = paragraph(&mould, direction)?;
                    self.fill(&paragraph, piece, &utf16, words.as_ref(), article)?;
                    element.put(&paragraph);
                }
                self.root.append_child(&element).ok()?;
                element
            };
            element.set_class_name("block");
            let lines = self.pieces.pieces()[range].iter().map(|piece| {
                let bytes = piece.end.0 - piece.start.0;
                bytes.div_ceil(LINE_BYTES) * 100 + 33
            });
            let style = element.unchecked_ref::<HtmlElement>().style();
            style.set_property("--lines", &lines.sum::<u32>().to_string()).ok()?;
            self.blocks.push(element.into());
        }
        Some(())
    }

    fn fill(
        &mut self,
        element: &Drawn,
        piece: usize,
        utf16: &JsString,
        words: Option<&Words<'_>>,
        article: &Article,
    ) -> Option<()> {
        let piece = self.pieces.pieces()[piece];
        element.set_number(utf16, self.text.utf16(piece.start).0);
        if let (Some(span), Some(words)) = (piece.span(), words) {
            element.set_words(&words.part(span));
            if let Some(kind) = kind_of(article, span) {
                element.set_attribute("data-segment", kind).ok()?;
            } else {
                self.note_shades(article, span);
            }
        }
        self.elements.push(element.clone());
        Some(())
    }

    /// Notes the segments that are a part of a piece only.
    fn note_shades(&mut self, article: &Article, piece: Span) {
        let segments = &article.segments;
        let first = segments.partition_point(|segment| segment.span.end() <= piece.start());
        for segment in segments[first..].iter().take_while(|it| it.span.start() < piece.end()) {
            // A segment over several pieces is noted once.
            if segment.kind != SegmentKind::Body && self.shades.last() != Some(segment) {
                self.shades.push(*segment);
            }
        }
    }

    /// Whether that is what is drawn.
    pub fn shows(&self, painting: &Same<Painting>) -> bool {
        self.painting == *painting
    }

    /// Brings the marks near the window up to date.
    pub fn draw(&mut self, painting: &Same<Painting>) {
        let before = std::mem::replace(&mut self.painting, painting.clone());
        let looks_same = painting.looks_like(&before);
        for block in 0..self.near.len() {
            let Some(known) = &self.near[block] else { continue };
            let is_known = painting.block(block).is_some_and(|now| Block::ptr_eq(known, now));
            if !looks_same {
                self.clear(block);
            }
            if !is_known || painting.focus != before.focus || !looks_same {
                self.draw_block(block);
            }
        }
        self.set_off();
    }

    /// Draws the marks of the blocks within `margin` pixels of a stretch of the viewport, and gives up
    /// blocks twice as far, unless a selection is being made. Whether anything was to do.
    ///
    /// Blocks that have no height of their own yet count by their guessed one.
    pub fn look(&mut self, top: f64, bottom: f64, margin: f64, is_selecting: bool) -> bool {
        // All is measured before anything is drawn: else each block would be laid out by itself.
        let rect = |block: usize| self.blocks[block].get_bounding_client_rect();
        let is_above = |block: &Element| block.get_bounding_client_rect().bottom() <= top - margin;
        let first = self.blocks.partition_point(is_above);
        let mut end = first;
        while end < self.blocks.len() && rect(end).top() < bottom + margin {
            end += 1;
        }
        let mut far = Vec::new();
        for block in 0..self.near.len() {
            if !is_selecting && self.is_block_near(block) && !(first..end).contains(&block) {
                let rect = rect(block);
                if rect.bottom() < top - 2.0 * margin || rect.top() > bottom + 2.0 * margin {
                    far.push(block);
                }
            }
        }
        let mut is_new = !far.is_empty();
        for block in first..end {
            is_new |= self.come_near(block);
        }
        for block in far {
            self.go_far(block);
        }
        self.set_off();
        is_new
    }

    /// Draws the marks that are in sight once the text is scrolled to a position: before the browser
    /// lays the text out, since each mark that is drawn later has it do that again.
    pub fn begin_at(&mut self, top: Byte) {
        let below = self.text.floor(Byte(top.0.saturating_add(SIGHT_BYTES)));
        for block in self.pieces.block_at(top)..=self.pieces.block_at(below) {
            self.come_near(block);
        }
    }

    /// Draws the marks of the block that holds a position and has it laid out, wherever it is.
    pub fn come_near_to(&mut self, at: Byte) {
        self.come_near(self.pieces.block_at(at));
    }

    /// Draws all marks, as for printing.
    #[inline(never)] // not in the first load
    pub fn draw_all(&mut self) {
        for block in 0..self.near.len() {
            self.come_near(block);
        }
    }

    /// Whether the block that holds a position is near the window.
    pub fn is_near(&self, at: Byte) -> bool {
        self.is_block_near(self.pieces.block_at(at))
    }

    fn is_block_near(&self, block: usize) -> bool {
        self.near[block].is_some() && !self.left.contains(&block)
    }

    fn come_near(&mut self, block: usize) -> bool {
        let is_new = !self.is_block_near(block);
        if is_new {
            if self.near[block].is_none() {
                self.draw_block(block);
            }
            if let Some(at) = self.left.iter().position(|left| *left == block) {
                self.left.remove(at);
                self.left_before -= usize::from(at < self.left_before);
            }
            // Laid out from now on, so that what is measured is no guess.
            self.blocks[block].set_class_name("block near");
        }
        is_new
    }

    /// The marks stay until [`Self::tidy`].
    #[inline(never)] // not in the first load
    fn go_far(&mut self, block: usize) {
        self.blocks[block].set_class_name("block");
        self.left.push(block);
    }

    /// Takes out the marks of blocks that were given up before the last call, or of all at rest;
    /// whether there were any. To be called once in a frame: until the browser has found these
    /// blocks out of sight, it would lay them out once more, and move the text in sight.
    #[inline(never)] // not in the first load
    pub fn tidy(&mut self, is_at_rest: bool) -> bool {
        let count = if is_at_rest { self.left.len() } else { self.left_before };
        for block in self.left.drain(..count).collect::<Vec<_>>() {
            self.clear(block);
            self.near[block] = None;
            self.found.is_stale = true;
        }
        self.left_before = self.left.len();
        count > 0
    }

    /// Takes the marks of a block off the page.
    fn clear(&mut self, block: usize) {
        let range = self.pieces.block(block);
        let pieces = &self.pieces.pieces()[range.clone()];
        let Some(whole) = Span::new(pieces[0].start, pieces[pieces.len() - 1].end) else { return };
        let words = Words::of(&self.text, whole);
        for (at, piece) in range.zip(pieces) {
            if let Some(span) = piece.span()
                && !std::mem::take(&mut self.drawn[at]).is_empty()
            {
                self.elements[at].set_words(&words.part(span));
            }
        }
    }

    fn is_whole_segment(&self, piece: usize) -> bool {
        self.elements[piece].has_attribute("data-segment")
    }

    fn draw_block(&mut self, block: usize) {
        let painting = self.painting.clone();
        for piece in self.pieces.block(block) {
            if let Some(span) = self.pieces.pieces()[piece].span() {
                let mut runs = painting.runs(span);
                if !self.shades.is_empty() && !self.is_whole_segment(piece) {
                    runs = shaded(runs, span, &self.shades);
                }
                let runs: Vec<_> = runs.iter().map(|it| DrawnRun::of(&painting, it)).collect();
                let (element, drawn) = (&self.elements[piece], &self.drawn[piece]);
                self.pen.draw(element, (&self.text, span), drawn, &runs, &painting);
                self.drawn[piece] = runs;
            }
        }
        self.near[block] = Some(painting.block(block).cloned().unwrap_or_default());
        self.found.is_stale = true;
    }

    /// Sets the marks of one record off against the others, or of none.
    #[inline(never)] // not in the first load
    pub fn hover(&self, target: Option<&Element>) {
        let record = target.and_then(|mark| mark.get_attribute("data-record"));
        let of_record = record.map(|id| format!("mark[data-record={}]", css_string(&id)));
        let before = ("mark[data-hovered]".to_owned(), false);
        for (selector, is_on) in [Some(before), of_record.zip(Some(true))].into_iter().flatten() {
            let Ok(marks) = self.root.query_selector_all(&selector) else { continue };
            for at in 0..marks.length() {
                let mark = marks.get(at).and_then(|mark| mark.dyn_into::<Element>().ok());
                if let Some(mark) = mark {
                    mark.toggle_attribute_with_force("data-hovered", is_on).ok();
                }
            }
        }
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

    /// The position at a point of the viewport.
    pub fn at_point(&self, x: f64, y: f64) -> Option<Byte> {
        self.text.at_utf16(self.selection.as_ref()?.at_point(x, y)?)
    }

    /// A stretch as the browser has it.
    pub fn range(&self, from: Byte, to: Byte) -> Option<web_sys::Range> {
        self.selection.as_ref()?.range(self.utf16(from), self.utf16(to))
    }

    /// The upper and the lower edge of the whole text, in the viewport.
    pub fn edges(&self) -> (f64, f64) {
        let rect = self.root.get_bounding_client_rect();
        (rect.top(), rect.bottom())
    }

    /// The text that is drawn.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// The upper edge, in the viewport, of the piece that holds a position.
    pub fn top_of(&self, at: Byte) -> f64 {
        self.elements[self.pieces.piece_at(at)].get_bounding_client_rect().top()
    }

    /// The left and right edge and the middle of the block that holds a position, which may be guessed.
    #[inline(never)] // not in the first load
    pub fn block_around(&self, at: Byte) -> (f64, f64, f64) {
        let rect = self.blocks[self.pieces.block_at(at)].get_bounding_client_rect();
        (rect.left(), rect.right(), f64::midpoint(rect.top(), rect.bottom()))
    }

    /// How far below `top` the blocks stand, and of those near the window the pieces: no others, or
    /// they would be laid out.
    pub fn heights(&self, top: f64) -> Vec<(Byte, u32)> {
        let below = |edge: f64| (edge - top).max(0.0) as u32;
        let mut known = Vec::new();
        for block in 0..self.blocks.len() {
            let range = self.pieces.block(block);
            let is_near = self.near[block].is_some();
            for piece in if is_near { range } else { range.start..range.start + 1 } {
                let element = if is_near { &self.elements[piece] } else { &self.blocks[block] };
                let rect = element.get_bounding_client_rect();
                known.push((self.pieces.pieces()[piece].start, below(rect.top())));
            }
        }
        known.push((self.text.end(), below(self.root.get_bounding_client_rect().bottom())));
        known
    }

    /// The start of the first piece whose lower edge is below `top`, in the viewport.
    pub fn first_below(&self, top: f64) -> Byte {
        let is_above = |element: &Element| element.get_bounding_client_rect().bottom() <= top;
        // A look at a piece of a block out of sight would have that block laid out.
        let block = self.blocks.partition_point(is_above).min(self.blocks.len() - 1);
        let range = self.pieces.block(block);
        let above = self.elements[range.clone()].partition_point(|piece| is_above(piece));
        self.pieces.pieces().get(range.start + above).map_or(Byte(0), |piece| piece.start)
    }
}

/// A string as a selector has it.
fn css_string(string: &str) -> String {
    let mut quoted = "\"".to_owned();
    for c in string.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_ascii_control() => quoted += &format!("\\{:x} ", u32::from(c)),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

fn paragraph(mould: &Drawn, direction: Direction) -> Option<Drawn> {
    let element = mould.copy();
    if direction == Direction::RightToLeft {
        element.set_attribute("dir", "rtl").ok()?;
    }
    Some(element)
}

/// The name of the segment that holds the whole stretch.
fn kind_of(article: &Article, span: Span) -> Option<&'static str> {
    let segments = &article.segments;
    let at = segments.partition_point(|segment| segment.span.end() < span.end());
    let segment = segments.get(at).filter(|segment| segment.span.start() <= span.start())?;
    kind_name(segment.kind)
}

/// The segment's name in the style sheet.
fn kind_name(kind: SegmentKind) -> Option<&'static str> {
    Some(match kind {
        SegmentKind::Headline => "headline",
        SegmentKind::Body => return None,
        SegmentKind::Caption => "caption",
        SegmentKind::Byline => "byline",
        SegmentKind::Boilerplate => "boilerplate",
        SegmentKind::EditorsNote => "editors-note",
    })
}
