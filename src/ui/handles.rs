//! The handles at the ends of the mark in focus, and a drag of one.

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions, EventListenerPhase};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::article_view::Spot;
use super::surface::Surface;
use crate::browser::selection::Rect;
use crate::session::{MarkEnd, with_end};
use crate::text::{Byte, Fragments, Snap, Step, Towards, step};

/// How near to the view's edge a drag scrolls, and by how much with each move, in CSS pixels.
const EDGE_PX: f64 = 32.0;
const SCROLL_PX: i32 = 24;

/// The two elements.
#[derive(Default)]
pub struct Handles {
    start: NodeRef,
    end: NodeRef,
}

/// A handle that is held.
pub struct Drag {
    end: MarkEnd,
    words: Fragments,
    /// From the pointer to the middle of the line at the mark's end.
    offset: (f64, f64),
    /// Where the end would go, if the pointer has moved.
    to: Option<(Byte, Snap)>,
}

impl Handles {
    /// Both handles; `on_press` hears which one is taken hold of. For the keyboard there are keys.
    pub fn view(&self, on_press: &Callback<(MarkEnd, PointerEvent)>) -> Html {
        let handle = |end: MarkEnd, node: &NodeRef, name: &'static str, title: &'static str| {
            let onpointerdown = on_press.reform(move |event: PointerEvent| {
                // Else the press takes the focus and the selection from the text.
                event.prevent_default();
                (end, event)
            });
            html! {
                <div class="handle" data-end={name} {title} ref={node.clone()} aria-hidden="true" {onpointerdown} />
            }
        };
        html! {
            <>
                { handle(MarkEnd::Start, &self.start, "start", "Drag the mark’s start; Alt for single letters") }
                { handle(MarkEnd::End, &self.end, "end", "Drag the mark’s end; Alt for single letters") }
            </>
        }
    }

    /// Where the handles belong: above the words' start and below their end.
    pub fn spots(&self, surface: &Surface, scroller: &Element, words: &Fragments) -> Spots {
        let ends = [(MarkEnd::Start, &self.start), (MarkEnd::End, &self.end)];
        Spots(ends.map(|(end, node)| {
            let at = end_rect(surface, words, end)?;
            let top = if end == MarkEnd::Start { at.top } else { at.bottom };
            Some((node.cast()?, Spot::of(scroller, at.left, top)))
        }))
    }
}

/// Where the handles belong.
pub struct Spots([Option<(HtmlElement, Spot)>; 2]);

impl Spots {
    /// Puts the handles there.
    pub fn take(&self) {
        for (handle, spot) in self.0.iter().flatten() {
            spot.take(handle);
        }
    }
}

impl Drag {
    /// A drag that begins with the pointer there.
    pub fn begin(
        surface: &Surface,
        words: Fragments,
        end: MarkEnd,
        x: f64,
        y: f64,
    ) -> Option<Self> {
        let at = end_rect(surface, &words, end)?;
        let offset = (at.left - x, f64::midpoint(at.top, at.bottom) - y);
        Some(Self { end, words, offset, to: None })
    }

    /// Follows the pointer: selects what the mark would hold, and scrolls at the view's edges.
    pub fn follow(&mut self, surface: &Surface, scroller: &Element, x: f64, y: f64, exact: bool) {
        let view = scroller.get_bounding_client_rect();
        let by = match y {
            y if y < view.top() + EDGE_PX => -SCROLL_PX,
            y if y > view.bottom() - EDGE_PX => SCROLL_PX,
            _ => 0,
        };
        scroller.set_scroll_top(scroller.scroll_top() + by);
        let by = if exact { Snap::Graphemes } else { Snap::Words };
        let Some(at) = surface.at_point(x + self.offset.0, y + self.offset.1) else { return };
        let Some(words) = with_end(surface.text(), &self.words, self.end, at, by) else { return };
        self.to = Some((at, by));
        match self.end {
            MarkEnd::Start => surface.select(words.first().end(), words.first().start()),
            MarkEnd::End => {
                let last = words.spans()[words.spans().len() - 1];
                surface.select(last.start(), last.end());
            }
        }
    }

    /// The end and where it was brought.
    pub fn finish(self) -> Option<(MarkEnd, Byte, Snap)> {
        self.to.map(|(at, by)| (self.end, at, by))
    }
}

/// Hears the pointer and Escape on the whole page while a handle is held.
pub fn listeners(
    held: &Rc<RefCell<Option<Drag>>>,
    on_move: Callback<PointerEvent>,
    on_cancel: Callback<()>,
) -> Vec<EventListener> {
    let document = gloo::utils::document();
    let drag = held.clone();
    let moved = EventListener::new(&document, "pointermove", move |event| {
        if drag.borrow().is_some() {
            on_move.emit(event.clone().unchecked_into());
        }
    });
    let cancel = on_cancel.clone();
    let cancelled = EventListener::new(&document, "pointercancel", move |_| cancel.emit(()));
    let drag = held.clone();
    // In the capture phase, before the desk takes Escape for something else.
    let options = EventListenerOptions { phase: EventListenerPhase::Capture, passive: false };
    let escaped = EventListener::new_with_options(&document, "keydown", options, move |event| {
        let key: &KeyboardEvent = event.unchecked_ref();
        if key.key() == "Escape" && drag.borrow().is_some() {
            event.prevent_default();
            event.stop_propagation();
            on_cancel.emit(());
        }
    });
    vec![moved, cancelled, escaped]
}

/// The edge of the words' first or last character, without width.
fn end_rect(surface: &Surface, words: &Fragments, end: MarkEnd) -> Option<Rect> {
    let (text, hull) = (surface.text(), words.hull());
    match end {
        MarkEnd::End => surface.rect(hull.end(), hull.end()),
        MarkEnd::Start => {
            let at = hull.start();
            let caret = surface.rect(at, at)?;
            let first = surface.rect(at, step(text, at, Step::Character, Towards::End))?;
            // At a line's start the caret is measured behind the line before.
            let is_beside = caret.top < first.bottom && first.top < caret.bottom;
            Some(if is_beside { caret } else { Rect { right: first.left, ..first } })
        }
    }
}
