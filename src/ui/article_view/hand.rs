//! What the mouse does beside selecting: handles, and the strip along the scroll bar.

use web_sys::{Element, HtmlElement};
use yew::{MouseEvent, PointerEvent};

use super::super::handles::Drag;
use super::super::outline;
use super::{ArticleView, Props};
use crate::session::{Action, MarkEnd};
use crate::text::{Span, Step, Towards, step};

impl ArticleView {
    #[inline(never)] // not in the first load
    pub(super) fn take_handle(&self, props: &Props, end: MarkEnd, event: &PointerEvent) {
        let handle = props.handle.0.borrow();
        let (Some(drawn), Some(words)) = (handle.as_ref(), &props.in_hand) else { return };
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        if event.button() == 0 {
            *self.drag.borrow_mut() = Drag::begin(&drawn.surface, words.clone(), end, x, y);
            drawn.scroller.set_attribute("data-dragging", "").ok();
        }
    }

    #[inline(never)] // not in the first load
    pub(super) fn move_handle(&self, props: &Props, event: &PointerEvent) {
        let handle = props.handle.0.borrow();
        if let (Some(drawn), Some(drag)) = (handle.as_ref(), &mut *self.drag.borrow_mut()) {
            let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
            drag.follow(&drawn.surface, &drawn.scroller, x, y, event.alt_key());
        }
    }

    #[inline(never)] // not in the first load
    pub(super) fn drop_handle(&self, props: &Props, is_cancelled: bool) {
        let dropped = self.drag.borrow_mut().take().and_then(Drag::finish);
        if let Some(drawn) = &*props.handle.0.borrow() {
            drawn.scroller.remove_attribute("data-dragging").ok();
            if dropped.is_some() {
                drawn.surface.select(props.selection.anchor, props.selection.caret);
            }
        }
        if let Some((end, at, snap)) = dropped.filter(|_| !is_cancelled) {
            props.dispatch.emit(Action::EndPlaced { end, at, snap });
        }
    }

    pub(super) fn draw_outline(&self, props: &Props) {
        if let (Some(strip), Some(scroller)) =
            (self.strip.cast::<HtmlElement>(), self.scroller.cast::<Element>())
        {
            outline::draw(&strip, &scroller, &props.outline, &self.heights);
        }
    }

    /// Brings the strip to the heights that are known by now.
    pub(super) fn measure_outline(&mut self, props: &Props) {
        let heights = props.handle.heights();
        if self.heights != heights {
            self.heights = heights;
            self.draw_outline(props);
        }
    }

    #[inline(never)] // not in the first load
    pub(super) fn jump(&self, props: &Props, event: &MouseEvent) {
        let Some(strip) = self.strip.cast::<HtmlElement>() else { return };
        let at = outline::pressed(&strip, event, &props.article.text, &self.heights);
        props.dispatch.emit(Action::CaretPlaced { anchor: at, caret: at });
        let end = step(&props.article.text, at, Step::Character, Towards::End);
        if let Some(span) = Span::new(at, end) {
            props.handle.reveal(span);
        }
    }

    pub(super) fn place_handles(&self, props: &Props) {
        if let (Some(drawn), Some(words)) = (&*props.handle.0.borrow(), &props.in_hand) {
            self.handles.place(&drawn.surface, &drawn.scroller, words);
        }
    }

    /// Puts all that floats at the text where it belongs.
    pub(super) fn place_all(&self, props: &Props) {
        if let Some(drawn) = &*props.handle.0.borrow() {
            drawn.place_caret(props.selection.caret);
        }
        self.place_chooser(props);
        self.place_handles(props);
        if let (Some(strip), Some(scroller)) =
            (self.strip.cast::<HtmlElement>(), self.scroller.cast::<Element>())
        {
            outline::set_beside_bar(&strip, &scroller);
        }
    }
}
