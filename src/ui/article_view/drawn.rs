//! The drawn text, what scrolls it, and the caret in it.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::Element;

use super::super::keyboard;
use super::super::same::Same;
use super::super::surface::Surface;
use super::floating::{Floats, Places};
use crate::session::{Heights, Painting, Selection};
use crate::text::{Byte, Span, Text};

/// How often a way through text of guessed heights is measured at most.
const MEASURINGS: usize = 6;

/// Lets effects reach the drawn text.
#[derive(Clone, Default)]
pub struct Handle(pub(in crate::ui) Rc<RefCell<Option<Drawn>>>);

impl PartialEq for Handle {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// Where the view stands in the viewport.
pub(in crate::ui) struct View {
    /// Its upper edge.
    pub(super) top: f64,
    /// Where the labels end that lie over its top.
    clear_top: f64,
    bottom: f64,
}

/// The drawn text and what scrolls it.
pub(in crate::ui) struct Drawn {
    pub(in crate::ui) surface: Surface,
    pub(in crate::ui) scroller: Element,
    pub(super) floats: Floats,
    pub(super) places: Places,
    /// What the browser had selected before marks were drawn.
    pub(super) selected: Option<(Byte, Byte)>,
}

impl Handle {
    /// Brings the marks of that text up to date. Whether it is the one that is drawn, and anything was
    /// to do.
    pub fn draw(&self, text: &Text, painting: &Same<Painting>) -> bool {
        match &mut *self.0.borrow_mut() {
            Some(drawn) if drawn.surface.text() == text && !drawn.surface.shows(painting) => {
                drawn.selected = drawn.surface.selected();
                drawn.surface.draw(painting);
                true
            }
            _ => false,
        }
    }

    /// Shows the selection: the browser's own, and a caret where nothing is selected.
    pub fn show_selection(&self, selection: &Selection) {
        if let Some(drawn) = &mut *self.0.borrow_mut() {
            drawn.selected = None;
            drawn.keep_in_sight(selection.caret);
            drawn.surface.select(selection.anchor, selection.caret);
        }
    }

    /// To be called when the page has been drawn. Sooner, the browser would have to lay out what is
    /// about to change.
    pub fn settle(&self) {
        if let Some(drawn) = &mut *self.0.borrow_mut() {
            let selected = drawn.selected.take();
            drawn.keep_selected(selected);
            drawn.place_floats();
        }
    }

    /// Puts what floats at the text where it belongs.
    pub fn place_floats(&self) {
        if let Some(drawn) = &*self.0.borrow() {
            drawn.place_floats();
        }
    }

    /// Scrolls a stretch to the middle of the view if it is not in sight.
    pub fn reveal(&self, span: Span) {
        if let Some(drawn) = &mut *self.0.borrow_mut() {
            drawn.reveal(span);
        }
    }

    /// Moves by lines as they are drawn.
    pub fn move_by_line(
        &self,
        forward: bool,
        to_boundary: bool,
        extend: bool,
        times: u32,
    ) -> Option<(Byte, Byte)> {
        let drawn = self.0.borrow();
        let surface = &drawn.as_ref()?.surface;
        let mut ends = None;
        for _ in 0..times {
            ends = surface.move_by_line(forward, to_boundary, extend).or(ends);
        }
        ends
    }

    /// Scrolls so that the paragraph of a position is the first one in sight.
    pub fn scroll_to(&self, top: Byte) {
        if let Some(drawn) = &mut *self.0.borrow_mut() {
            drawn.scroll_to_top(top);
        }
    }

    /// The first visible position of that text, if it is the one that is drawn: the desk may be an
    /// article ahead.
    pub fn top_of(&self, text: &Text) -> Option<Byte> {
        let drawn = self.0.borrow();
        drawn.as_ref().filter(|drawn| drawn.surface.text() == text).map(Drawn::top)
    }

    /// How far down the text's places stand, as far as that is known without laying out more.
    pub fn heights(&self) -> Heights {
        self.0.borrow().as_ref().map_or_else(Heights::default, |drawn| {
            let scrolled = f64::from(drawn.scroller.scroll_top());
            let top = drawn.scroller.get_bounding_client_rect().top() - scrolled;
            let whole = drawn.scroller.scroll_height();
            Heights::new(drawn.surface.heights(top), u32::try_from(whole).unwrap_or(0))
        })
    }

    /// The places in a list of those stretches of that text that are on the screen as a whole.
    #[inline(never)] // not in the first load
    pub fn in_sight(&self, text: &Text, spans: &[Option<Span>]) -> Vec<usize> {
        let drawn = self.0.borrow();
        let Some(drawn) = drawn.as_ref().filter(|drawn| drawn.surface.text() == text) else {
            return Vec::new();
        };
        let view = drawn.view();
        let from = drawn.surface.first_below(view.clear_top);
        let is_seen = |span: Span| {
            let below = span.start() < from || !drawn.surface.is_near(span.start());
            let rect = if below { None } else { drawn.surface.rect(span.start(), span.end()) };
            rect.is_some_and(|rect| rect.top >= view.clear_top && rect.bottom <= view.bottom)
        };
        let all = spans.iter().enumerate();
        all.filter(|(_, span)| span.is_some_and(is_seen)).map(|(at, _)| at).collect()
    }

    /// The first visible position.
    pub fn top(&self) -> Byte {
        self.0.borrow().as_ref().map_or(Byte(0), Drawn::top)
    }
}

impl Drawn {
    /// A text that is only read, at which nothing floats.
    #[inline(never)] // not in the first load
    pub(in crate::ui) fn to_read(surface: Surface, scroller: Element) -> Self {
        let (floats, places) = (Floats::default(), Places::default());
        Self { surface, scroller, floats, places, selected: None }
    }

    pub(super) fn top(&self) -> Byte {
        if self.scroller.scroll_top() == 0 {
            return Byte(0);
        }
        // Scrolling goes by whole pixels: the paragraph above may still reach in by a part of one.
        self.surface.first_below(self.scroller.get_bounding_client_rect().top() + 1.0)
    }

    /// Scrolls so that a paragraph is the first one in sight.
    pub(super) fn scroll_to_top(&mut self, at: Byte) {
        if at == Byte(0) {
            self.scroller.set_scroll_top(0);
            self.look(false);
        } else {
            self.bring(at, |surface, view| Some(surface.top_of(at) - view.top));
        }
    }

    pub(super) fn reveal(&mut self, span: Span) {
        let mut moves = false;
        self.bring(span.start(), |surface, view| {
            let rect = surface.rect(span.start(), span.end())?;
            moves |= rect.top < view.clear_top + 8.0 || rect.bottom > view.bottom - 8.0;
            let middle = f64::midpoint(view.top, view.bottom);
            moves.then_some((rect.top + rect.bottom) / 2.0 - middle)
        });
    }

    pub(super) fn keep_in_sight(&mut self, at: Byte) {
        self.bring(at, |surface, view| {
            let rect = surface.rect(at, at)?;
            let margin = rect.bottom - rect.top;
            if rect.top < view.clear_top + margin {
                Some(rect.top - view.clear_top - margin)
            } else if rect.bottom > view.bottom - margin {
                Some(rect.bottom - view.bottom + margin)
            } else {
                None
            }
        });
    }

    /// Scrolls by what `way` finds missing. Blocks that come near get their true heights, so what
    /// was measured before is measured again until it holds.
    pub(in crate::ui) fn bring(
        &mut self,
        at: Byte,
        mut way: impl FnMut(&Surface, &View) -> Option<f64>,
    ) {
        self.surface.come_near_to(at);
        let view = self.view();
        for _ in 0..MEASURINGS {
            let by = way(&self.surface, &view).unwrap_or(0.0).round() as i32;
            let before = self.scroller.scroll_top();
            if by != 0 {
                self.scroller.set_scroll_top(before + by);
            }
            if !self.look(false) && self.scroller.scroll_top() == before {
                break;
            }
        }
    }

    fn view(&self) -> View {
        let view = self.scroller.get_bounding_client_rect();
        let labels = self.scroller.query_selector(".labels").ok().flatten();
        let labels = labels.map_or(0.0, |labels| labels.get_bounding_client_rect().height());
        View { top: view.top(), clear_top: view.top() + labels, bottom: view.bottom() }
    }

    /// Draws the marks near the window, where it stands now. Whether there was anything to draw.
    pub(in crate::ui) fn look(&mut self, is_selecting: bool) -> bool {
        let view = self.scroller.get_bounding_client_rect();
        let margin = view.height();
        let selected = self.surface.selected();
        let is_new = self.surface.look(view.top(), view.bottom(), margin, is_selecting);
        if is_new {
            self.keep_selected(selected);
        }
        is_new
    }

    /// Takes out the marks of what is far: see [`Surface::tidy`].
    pub(in crate::ui) fn tidy(&mut self, is_at_rest: bool) {
        let selected = self.surface.selected();
        if self.surface.tidy(is_at_rest) {
            self.keep_selected(selected);
        }
    }

    /// Of the nodes that go, the browser's selection lets go too. One that is in a field stays there:
    /// the hand may be typing already.
    pub(super) fn keep_selected(&self, before: Option<(Byte, Byte)>) {
        if let Some((anchor, caret)) = before
            && self.surface.selected() != before
            && !keyboard::is_typing()
        {
            self.surface.select(anchor, caret);
        }
    }

    pub(super) fn place_floats(&self) {
        self.floats.place(&self.places, &self.surface, &self.scroller);
    }
}
