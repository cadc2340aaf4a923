//! The DOM's selection in the text, as UTF-16 positions and back.
//!
//! A [`Surface`] is an element whose descendants with the attribute `data-utf16` are the text's
//! paragraphs, or pieces of them, in order and not nested. The attribute's value is the position
//! at which the piece begins; the piece's text nodes, at any depth, hold exactly its text. So what
//! is not text (a label, a glyph) is drawn by a style's `content`, not by a text node.
//!
//! Every call looks at one or two pieces only, found by bisection.

use js_sys::{Function, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CharacterData, Element, Node, NodeList, Range, Selection};

use crate::text::Utf16;

const PIECES: &str = "[data-utf16]";
const START: &str = "data-utf16";
/// `NodeFilter.SHOW_TEXT`.
const SHOW_TEXT: u32 = 4;

/// The two ends of a selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ends {
    /// Where the selection was begun.
    pub anchor: Utf16,
    /// Where it was carried to; before the anchor if it was made backwards.
    pub focus: Utf16,
}

/// A rectangle in the viewport, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
#[allow(missing_docs)]
pub struct Rect {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

/// How far [`Surface::extend`] moves the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// To the line above or below, as drawn.
    Line,
    /// To the start or end of the line, as drawn.
    LineEdge,
}

/// A text on the screen. Make a new one when pieces are added, removed or replaced; marks inside a
/// piece may change freely.
#[derive(Clone, Debug)]
pub struct Surface {
    root: Element,
    /// A snapshot, not live.
    pieces: NodeList,
}

/// A place in the DOM, as ranges and selections take it.
struct Point {
    node: Node,
    offset: u32,
}

/// Which of two text nodes holds the position between them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

impl Surface {
    /// The pieces that `root` holds now; `None` if it holds none.
    pub fn new(root: &Element) -> Option<Self> {
        let pieces = root.query_selector_all(PIECES).ok()?;
        (pieces.length() > 0).then(|| Self { root: root.clone(), pieces })
    }

    /// The selection, as far as it lies in the surface: an end outside counts as the nearest edge.
    /// `None` if there is no selection or all of it is outside.
    pub fn read(&self) -> Option<Ends> {
        let selection = selection()?;
        let anchor = Point { node: selection.anchor_node()?, offset: selection.anchor_offset() };
        let focus = Point { node: selection.focus_node()?, offset: selection.focus_offset() };
        let whole = Range::new().ok()?;
        whole.select_node_contents(&self.root).ok()?;
        let side = |point: &Point| whole.compare_point(&point.node, point.offset).ok();
        match (side(&anchor)?, side(&focus)?) {
            (before, also) if before == also && before != 0 => None,
            (anchor_side, focus_side) => Some(Ends {
                anchor: self.position(&anchor, anchor_side)?,
                focus: self.position(&focus, focus_side)?,
            }),
        }
    }

    /// Selects from `anchor` to `focus`, in that direction; whether that could be done.
    ///
    /// A position that no piece covers (a line break) becomes the end of the piece before it.
    pub fn set(&self, anchor: Utf16, focus: Utf16) -> bool {
        // Both inside of what is selected, so that the ends are in the nodes that are drawn so.
        let (at_anchor, at_focus) = match anchor <= focus {
            true => (Side::After, Side::Before),
            false => (Side::Before, Side::After),
        };
        let place = || {
            let from = self.point(anchor, at_anchor)?;
            let to = if anchor == focus { None } else { Some(self.point(focus, at_focus)?) };
            let to = to.as_ref().unwrap_or(&from);
            let selection = selection()?;
            selection.set_base_and_extent(&from.node, from.offset, &to.node, to.offset).ok()
        };
        place().is_some()
    }

    /// Moves the selection's focus over the lines as they are drawn, forward or back, and reads
    /// the outcome; the anchor follows unless `extending`. Beyond the first and the last line lie
    /// the text's start and end. `None` as in [`Self::read`].
    ///
    /// The lines around the focus have to be drawn, hence in or near the window.
    pub fn extend(&self, reach: Reach, forward: bool, extending: bool) -> Option<Ends> {
        let before = self.read()?;
        let alter = if extending { "extend" } else { "move" };
        let direction = if forward { "forward" } else { "backward" };
        let granularity = match reach {
            Reach::Line => "line",
            Reach::LineEdge => "lineboundary",
        };
        let selection = selection()?;
        selection.modify(alter, direction, granularity).ok()?;
        if !self.root.contains(selection.focus_node().as_ref()) {
            // It has left the surface, or skipped pieces that are not drawn.
            let focus = self.beside_piece(before.focus, forward)?;
            self.set(if extending { before.anchor } else { focus }, focus);
        }
        self.read()
    }

    /// The start of the next piece or the end of the previous one; the text's end or start if
    /// there is none.
    fn beside_piece(&self, at: Utf16, forward: bool) -> Option<Utf16> {
        let index = self.piece_index(at);
        match forward {
            true if index + 1 < self.pieces.length() => self.start(index + 1),
            true => self.end(index),
            false if index > 0 => self.end(index - 1),
            false => self.start(0),
        }
    }

    /// The position nearest to a point of the viewport, as a click there would have it. `None`
    /// where the point is not on the surface.
    pub fn at_point(&self, x: f64, y: f64) -> Option<Utf16> {
        let point = point_at(&self.root.owner_document()?, x, y)?;
        let whole = Range::new().ok()?;
        whole.select_node_contents(&self.root).ok()?;
        let side = whole.compare_point(&point.node, point.offset).ok()?;
        if side == 0 { self.position(&point, side) } else { None }
    }

    /// The rectangle around a stretch of the text. Of a stretch over several pieces, only the
    /// first and the last are measured, so that a long one costs no more than a short one.
    pub fn rect(&self, from: Utf16, to: Utf16) -> Option<Rect> {
        if from >= to {
            return self.caret_rect(from);
        }
        let (start, end) = (self.point(from, Side::After)?, self.point(to, Side::Before)?);
        let (first, last) = (self.piece_index(from), self.piece_index(to));
        if first == last {
            return rect_between(&start, &end);
        }
        let first_end = Point::end_of(&self.piece(first)?);
        let last_start = Point { node: self.piece(last)?.into(), offset: 0 };
        match (rect_between(&start, &first_end), rect_between(&last_start, &end)) {
            (Some(a), Some(b)) => Some(a.around(b)),
            (a, b) => a.or(b),
        }
    }

    /// A stretch of the text as the DOM has it.
    pub fn range(&self, from: Utf16, to: Utf16) -> Option<Range> {
        let (start, end) = (self.point(from, Side::After)?, self.point(to, Side::Before)?);
        let range = Range::new().ok()?;
        range.set_start(&start.node, start.offset).ok()?;
        range.set_end(&end.node, end.offset).ok()?;
        Some(range)
    }

    /// The rectangle, without width, of a caret at a position.
    pub fn caret_rect(&self, at: Utf16) -> Option<Rect> {
        let point = self.point(at, Side::Before)?;
        if let Some(rect) = rect_between(&point, &point) {
            return Some(rect);
        }
        // Safari measures no empty range, and no browser one in an empty paragraph.
        let length = text_len(&point.node);
        let before = point.offset.checked_sub(1).map(|offset| point.beside(offset));
        let after = (point.offset < length).then(|| point.beside(point.offset + 1));
        if let Some(rect) = before.and_then(|before| rect_between(&before, &point)) {
            return Some(Rect { left: rect.right, ..rect });
        }
        if let Some(rect) = after.and_then(|after| rect_between(&point, &after)) {
            return Some(Rect { right: rect.left, ..rect });
        }
        let rect = Rect::of(&self.piece(self.piece_index(at))?.get_bounding_client_rect());
        Some(Rect { right: rect.left, ..rect })
    }

    /// The position of a place; `side` says whether it lies before (-1), in (0) or behind (1) the
    /// surface.
    fn position(&self, point: &Point, side: i16) -> Option<Utf16> {
        match side {
            ..0 => self.start(0),
            0 => match point.piece() {
                Some(piece) => self.position_in(&piece, point),
                None => self.position_between(point),
            },
            1.. => self.end(self.pieces.length() - 1),
        }
    }

    fn position_in(&self, piece: &Element, point: &Point) -> Option<Utf16> {
        let before = Range::new().ok()?;
        before.set_start(piece, 0).ok()?;
        before.set_end(&point.node, point.offset).ok()?;
        Some(Utf16(start_of(piece)? + before.to_string().length()))
    }

    /// The position of a place outside of every piece: the end of the last piece before it, or the
    /// surface's start.
    fn position_between(&self, point: &Point) -> Option<Utf16> {
        let here = Range::new().ok()?;
        here.set_start(&point.node, point.offset).ok()?;
        here.collapse();
        let before = self.bisect(|piece| here.compare_point(piece, 0).is_ok_and(|side| side < 0));
        if before == 0 { self.start(0) } else { self.end(before - 1) }
    }

    /// Where a position lies in the DOM.
    fn point(&self, at: Utf16, side: Side) -> Option<Point> {
        let piece = self.piece(self.piece_index(at))?;
        let mut left = at.0.saturating_sub(start_of(&piece)?);
        let walker =
            piece.owner_document()?.create_tree_walker_with_what_to_show(&piece, SHOW_TEXT).ok()?;
        let mut last = None;
        while let Ok(Some(node)) = walker.next_node() {
            let length = text_len(&node);
            if left < length || (left == length && side == Side::Before) {
                return Some(Point { node, offset: left });
            }
            left -= length;
            last = Some(Point { node, offset: length });
        }
        Some(last.unwrap_or(Point { node: piece.into(), offset: 0 }))
    }

    /// The last piece that begins at or before a position; the first one if there is none.
    fn piece_index(&self, at: Utf16) -> u32 {
        let begins = |piece: &Element| start_of(piece).is_some_and(|start| start <= at.0);
        self.bisect(begins).saturating_sub(1)
    }

    /// How many pieces from the first on meet a condition that all later ones fail.
    fn bisect(&self, meets: impl Fn(&Element) -> bool) -> u32 {
        let (mut low, mut high) = (0, self.pieces.length());
        while low < high {
            let middle = low + (high - low) / 2;
            match self.piece(middle).is_some_and(|piece| meets(&piece)) {
                true => low = middle + 1,
                false => high = middle,
            }
        }
        low
    }

    fn piece(&self, index: u32) -> Option<Element> {
        self.pieces.get(index)?.dyn_into().ok()
    }

    fn start(&self, index: u32) -> Option<Utf16> {
        start_of(&self.piece(index)?).map(Utf16)
    }

    fn end(&self, index: u32) -> Option<Utf16> {
        let piece = self.piece(index)?;
        self.position_in(&piece, &Point::end_of(&piece))
    }
}

impl Point {
    fn end_of(element: &Element) -> Self {
        Self { node: element.clone().into(), offset: element.child_nodes().length() }
    }

    /// Another place in the same node.
    fn beside(&self, offset: u32) -> Self {
        Self { node: self.node.clone(), offset }
    }

    fn piece(&self) -> Option<Element> {
        let element = match self.node.dyn_ref::<Element>() {
            Some(element) => element.clone(),
            None => self.node.parent_element()?,
        };
        element.closest(PIECES).ok()?
    }
}

impl Rect {
    fn of(rect: &web_sys::DomRect) -> Self {
        Self { left: rect.left(), top: rect.top(), right: rect.right(), bottom: rect.bottom() }
    }

    fn around(self, other: Self) -> Self {
        Self {
            left: self.left.min(other.left),
            top: self.top.min(other.top),
            right: self.right.max(other.right),
            bottom: self.bottom.max(other.bottom),
        }
    }
}

/// Whether the selection begins or ends in an element that the selector names.
pub fn reaches_into(selector: &str) -> bool {
    let is_in = |node: Option<Node>| {
        let node = node?;
        let element = node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element())?;
        element.closest(selector).ok()?
    };
    selection()
        .is_some_and(|it| is_in(it.anchor_node()).or_else(|| is_in(it.focus_node())).is_some())
}

/// Selects nothing, wherever it is.
pub fn let_go() {
    if let Some(selection) = selection() {
        selection.remove_all_ranges().ok();
    }
}

/// Whether anything is selected, wherever it is.
pub fn is_made() -> bool {
    selection().is_some_and(|selection| !selection.is_collapsed())
}

fn selection() -> Option<Selection> {
    web_sys::window()?.get_selection().ok()?
}

/// By name: web-sys lacks the standard call, and older browsers have only the other one.
fn point_at(document: &web_sys::Document, x: f64, y: f64) -> Option<Point> {
    let call = |name: &str| {
        let function = Reflect::get(document, &name.into()).ok()?.dyn_into::<Function>().ok()?;
        let found = function.call2(document, &x.into(), &y.into()).ok()?;
        (!found.is_null()).then_some(found)
    };
    let read = |found: &JsValue, node: &str, offset: &str| {
        Some(Point {
            node: Reflect::get(found, &node.into()).ok()?.dyn_into().ok()?,
            offset: Reflect::get(found, &offset.into()).ok()?.as_f64()? as u32,
        })
    };
    match call("caretPositionFromPoint") {
        Some(found) => read(&found, "offsetNode", "offset"),
        None => read(&call("caretRangeFromPoint")?, "startContainer", "startOffset"),
    }
}

fn start_of(piece: &Element) -> Option<u32> {
    piece.get_attribute(START)?.parse().ok()
}

fn text_len(node: &Node) -> u32 {
    node.dyn_ref::<CharacterData>().map_or(0, CharacterData::length)
}

/// What the browser draws between two places, if it draws anything.
fn rect_between(start: &Point, end: &Point) -> Option<Rect> {
    let range = Range::new().ok()?;
    range.set_start(&start.node, start.offset).ok()?;
    range.set_end(&end.node, end.offset).ok()?;
    let rect = Rect::of(&range.get_bounding_client_rect());
    (rect.bottom > rect.top).then_some(rect)
}
