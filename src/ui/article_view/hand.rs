//! What the mouse does beside selecting: handles, and the strip along the scroll bar.

use gloo::timers::callback::Timeout;
use web_sys::{Element, HtmlElement};
use yew::{Context, MouseEvent, PointerEvent};

use super::super::handles::Drag;
use super::super::outline;
use super::{ArticleView, Msg, OUTLINE_MS, Props};
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

    #[inline(never)] // not in the first load
    pub(super) fn draw_outline_later(&mut self, ctx: &Context<Self>) {
        let link = ctx.link().clone();
        let due = move || link.send_message(Msg::OutlineDue);
        self.outline_due = Some(Timeout::new(OUTLINE_MS, due));
    }

    #[inline(never)] // not in the first load
    pub(super) fn draw_outline(&mut self, props: &Props) {
        if let (Some(outline), Some(strip), Some(scroller)) =
            (&props.outline, self.strip.cast::<HtmlElement>(), self.scroller.cast::<Element>())
        {
            // Measures, so that it comes before the ticks.
            outline::set_beside_bar(&strip, &scroller);
            let before = self.outline.replace(outline.clone());
            let before = before.as_ref().map_or(&[][..], |outline| &outline.0);
            outline::draw(&strip, before, &outline.0, &self.heights);
        }
    }

    /// Brings the strip, where there is one yet, to the heights that are known by now.
    pub(super) fn measure_outline(&mut self, props: &Props) {
        if props.outline.is_some() {
            self.bring_outline_to_heights(props);
        }
    }

    #[inline(never)] // not in the first load
    fn bring_outline_to_heights(&mut self, props: &Props) {
        let heights = props.handle.heights();
        if self.heights != heights {
            self.heights = heights;
            // All ticks stand elsewhere now.
            self.outline = None;
            if let Some(strip) = self.strip.cast::<HtmlElement>() {
                strip.set_text_content(None);
            }
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

    pub(super) fn set_strip_beside_bar(&self) {
        if let (Some(strip), Some(scroller)) =
            (self.strip.cast::<HtmlElement>(), self.scroller.cast::<Element>())
        {
            outline::set_beside_bar(&strip, &scroller);
        }
    }
}
