//! What floats at the text: the caret, the labels under a selection, the handles of a mark.
//!
//! To measure after writing has the browser lay the page out again, so all is measured first.

use web_sys::{Element, HtmlElement};
use yew::NodeRef;

use super::super::handles::Handles;
use super::super::surface::Surface;
use super::{Props, arcs};
use crate::browser::selection::Rect;
use crate::session::Arcs;
use crate::text::{Byte, Fragments, Span};

/// The room between a selection and the labels at it, in CSS pixels.
const GAP_PX: f64 = 8.0;

/// The elements.
#[derive(Clone, Default)]
pub(super) struct Floats {
    pub(super) caret: NodeRef,
    pub(super) chooser: NodeRef,
    pub(super) handles: Handles,
    pub(super) arcs: arcs::Drawn,
}

/// Where they belong.
#[derive(Clone, Default)]
pub(super) struct Places {
    caret: Byte,
    selected: Option<Span>,
    in_hand: Option<Fragments>,
    arcs: Arcs,
}

impl Places {
    pub(super) fn of(props: &Props) -> Self {
        let Props { selection, in_hand, arcs, .. } = props;
        let (in_hand, arcs) = (in_hand.clone(), arcs.clone());
        Self { caret: selection.caret, selected: selection.span, in_hand, arcs }
    }
}

/// What a point of the viewport is in the scrolled content.
pub(super) struct View {
    rect: web_sys::DomRect,
    left: f64,
    top: f64,
}

impl Floats {
    /// Puts all of them where they belong; what is out of sight stays, since to measure there would
    /// lay the text out there.
    pub(super) fn place(&self, places: &Places, surface: &Surface, scroller: &Element) {
        let selected = places.selected.filter(|span| surface.is_near(span.start()));
        let chooser = selected.and_then(|span| {
            let chooser = self.chooser.cast::<HtmlElement>()?;
            Some((surface.rect(span.start(), span.end())?, chooser))
        });
        // A bar at the foot instead, in narrow windows.
        let (chooser, bar) = match chooser {
            Some((rect, bar)) if bar.offset_parent().is_none() => (None, Some((rect, bar))),
            chooser => (chooser, None),
        };
        if let Some((rect, bar)) = bar {
            lift_above(scroller, &bar, rect.bottom);
        }
        let view = View::of(scroller);
        let caret = surface.is_near(places.caret).then(|| surface.rect(places.caret, places.caret));
        let chooser = chooser.map(|(rect, chooser)| (view.beside(&rect, &chooser), chooser));
        let in_hand = places.in_hand.as_ref();
        let handles = in_hand.map(|words| self.handles.measure(surface, words));

        let has_arcs = !places.arcs.places.is_empty();
        let arcs = has_arcs.then(|| self.arcs.measure(&places.arcs, surface, scroller, &view));

        if let Some(sight) = &arcs {
            self.arcs.draw(sight);
        }
        if let (Some(Some(rect)), Some(caret)) = (caret, self.caret.cast::<HtmlElement>()) {
            view.put(&caret, rect.left, rect.top);
            set_px(&caret, "height", rect.bottom - rect.top);
        }
        if let Some(((left, top), chooser)) = chooser {
            view.put(&chooser, left, top);
        }
        for (handle, left, top) in handles.into_iter().flatten() {
            view.put(&handle, left, top);
        }
    }
}

impl View {
    fn of(scroller: &Element) -> Self {
        Self {
            rect: scroller.get_bounding_client_rect(),
            left: f64::from(scroller.scroll_left()),
            top: f64::from(scroller.scroll_top()),
        }
    }

    /// The left upper corner for labels under a selection, or above where there is no room below.
    fn beside(&self, selected: &Rect, chooser: &HtmlElement) -> (f64, f64) {
        let (width, height) =
            (f64::from(chooser.offset_width()), f64::from(chooser.offset_height()));
        let (below, above) = (selected.bottom + GAP_PX, selected.top - height - GAP_PX);
        let has_room = below + height <= self.rect.bottom();
        let top = if !has_room && above > self.rect.top() {
            above
        } else {
            below.min(self.rect.bottom() - height - GAP_PX)
        };
        let left = selected.left.min(self.rect.right() - width - 2.0 * GAP_PX);
        (left.max(self.rect.left() + GAP_PX), top)
    }

    /// A point of the viewport in the scrolled content.
    pub(super) fn inside(&self, x: f64, y: f64) -> (i32, i32) {
        let (x, y) = (x - self.rect.left() + self.left, y - self.rect.top() + self.top);
        (x.round() as i32, y.round() as i32)
    }

    /// Moves an element, positioned in the scrolled content, to a point of the viewport.
    fn put(&self, element: &HtmlElement, left: f64, top: f64) {
        set_px(element, "left", left - self.rect.left() + self.left);
        set_px(element, "top", top - self.rect.top() + self.top);
    }
}

/// Scrolls until a line is above the bar at the foot, which would hide it.
fn lift_above(scroller: &Element, bar: &Element, bottom: f64) {
    let by = bottom + GAP_PX - bar.get_bounding_client_rect().top();
    if by > 0.0 {
        scroller.set_scroll_top(scroller.scroll_top() + by as i32);
    }
}

/// In whole pixels: writing fractions takes 4 KB of the first load.
pub(super) fn set_px(element: &HtmlElement, name: &str, length: f64) {
    element.style().set_property(name, &format!("{}px", length.round() as i32)).ok();
}
