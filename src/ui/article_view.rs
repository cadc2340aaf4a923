//! The text under the hand: selection, clicks, caret, scrolling. Its marks are drawn by [`Surface`].

mod hand;

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::chooser::chooser;
use super::handles::{self, Drag, Handles};
use super::keyboard::TEXT_ID;
use super::same::Same;
use super::surface::Surface;
use crate::browser::selection;
use crate::model::{Article, Codebook};
use crate::session::{Action, MarkEnd, Outline, Painting, Selection, Settings};
use crate::text::{Byte, Fragments, Snap, Span, Text};

/// How long a touch selection must rest before it counts.
const TOUCH_REST_MS: u32 = 350;
/// How long scrolling must rest before the place is kept.
const SCROLL_REST_MS: u32 = 400;

/// What the view shows.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The article.
    pub article: Same<Article>,
    /// Its marks.
    pub painting: Same<Painting>,
    /// The labels.
    pub codebook: Same<Codebook>,
    /// The caret and selection.
    pub selection: Selection,
    /// The keys that are shown.
    pub settings: Settings,
    /// Where things are in the whole of the text.
    pub outline: Same<Outline>,
    /// Whether a mark or draft can take the selection's words.
    pub can_extend: bool,
    /// The words whose ends can be dragged.
    pub in_hand: Option<Fragments>,
    /// Whether a stance is being written.
    pub in_draft: bool,
    /// Where to scroll to at first.
    pub top: Byte,
    /// Filled while the view is on the page.
    pub handle: Handle,
    /// What stands above the text.
    pub children: Html,
    /// What the hand did.
    pub dispatch: Callback<Action>,
    /// The first visible position, once scrolling has come to rest.
    pub on_scrolled: Callback<Byte>,
}

/// Lets effects reach the drawn text.
#[derive(Clone, Default)]
pub struct Handle(Rc<RefCell<Option<Drawn>>>);

impl PartialEq for Handle {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// The drawn text and what scrolls it.
struct Drawn {
    surface: Surface,
    scroller: Element,
    caret: HtmlElement,
}

impl Handle {
    /// Shows the selection: the browser's own, and a caret where nothing is selected.
    pub fn show_selection(&self, selection: &Selection) {
        if let Some(drawn) = &*self.0.borrow() {
            drawn.surface.select(selection.anchor, selection.caret);
            drawn.place_caret(selection.caret);
            drawn.keep_in_sight(selection.caret);
        }
    }

    /// Scrolls a stretch to the middle of the view if it is not in sight.
    pub fn reveal(&self, span: Span) {
        if let Some(drawn) = &*self.0.borrow() {
            drawn.reveal(span);
        }
    }

    /// Moves by lines as they are drawn.
    pub fn move_by_line(
        &self,
        forward: bool,
        to_boundary: bool,
        extend: bool,
    ) -> Option<(Byte, Byte)> {
        self.0.borrow().as_ref()?.surface.move_by_line(forward, to_boundary, extend)
    }

    /// Scrolls so that the paragraph of a position is the first one in sight.
    pub fn scroll_to(&self, top: Byte) {
        if let Some(drawn) = &*self.0.borrow() {
            drawn.scroll_to_top(top);
        }
    }

    /// The first visible position of that text, if it is the one that is drawn: the desk may be an
    /// article ahead.
    pub fn top_of(&self, text: &Text) -> Option<Byte> {
        let drawn = self.0.borrow();
        drawn.as_ref().filter(|drawn| drawn.surface.text() == text).map(Drawn::top)
    }

    /// The first visible position.
    pub fn top(&self) -> Byte {
        self.0.borrow().as_ref().map_or(Byte(0), Drawn::top)
    }
}

impl Drawn {
    fn top(&self) -> Byte {
        if self.scroller.scroll_top() == 0 {
            return Byte(0);
        }
        // Scrolling goes by whole pixels: the paragraph above may still reach in by a part of one.
        self.surface.first_below(self.scroller.get_bounding_client_rect().top() + 1.0)
    }

    /// Scrolls so that a paragraph is the first one in sight.
    fn scroll_to_top(&self, at: Byte) {
        if at == Byte(0) {
            self.scroller.set_scroll_top(0);
        } else if let Some(paragraph) = self.surface.paragraph(at) {
            // With its guessed height the last block may be too low to be scrolled that far.
            if let Some(block) = paragraph.parent_element().and_then(|it| it.dyn_into().ok()) {
                let block: HtmlElement = block;
                block.style().set_property("content-visibility", "visible").ok();
            }
            paragraph.scroll_into_view_with_bool(true);
        }
    }

    fn reveal(&self, span: Span) {
        let Some(rect) = self.surface.rect(span.start(), span.end()) else { return };
        let view = self.scroller.get_bounding_client_rect();
        if rect.top < view.top() + 8.0 || rect.bottom > view.bottom() - 8.0 {
            let middle = (view.top() + view.bottom()) / 2.0;
            let by = (rect.top + rect.bottom) / 2.0 - middle;
            self.scroller.set_scroll_top(self.scroller.scroll_top() + by as i32);
        }
    }

    fn keep_in_sight(&self, at: Byte) {
        let Some(rect) = self.surface.rect(at, at) else { return };
        let view = self.scroller.get_bounding_client_rect();
        let margin = rect.bottom - rect.top;
        let by = if rect.top < view.top() + margin {
            rect.top - view.top() - margin
        } else if rect.bottom > view.bottom() - margin {
            rect.bottom - view.bottom() + margin
        } else {
            return;
        };
        self.scroller.set_scroll_top(self.scroller.scroll_top() + by as i32);
    }

    /// Draws the marks anew. Of the nodes that go, the browser's selection lets go too, and what is
    /// drawn into a line moves the caret in it.
    fn draw(&mut self, painting: &Painting, selection: &Selection, is_selecting: bool) {
        let is_here = self.surface.selected().is_some();
        self.surface.draw(painting);
        if is_here && !is_selecting {
            self.surface.select(selection.anchor, selection.caret);
        }
        self.place_caret(selection.caret);
    }

    /// Scrolls until a line is above the bar at the foot, which would hide it.
    fn lift_above(&self, bar: &Element, bottom: f64) {
        let by = bottom + 8.0 - bar.get_bounding_client_rect().top();
        if by > 0.0 {
            self.scroller.set_scroll_top(self.scroller.scroll_top() + by as i32);
        }
    }

    fn place_caret(&self, at: Byte) {
        if let Some(rect) = self.surface.rect(at, at) {
            place(&self.caret, &self.scroller, rect.left, rect.top, Some(rect.bottom - rect.top));
        }
    }
}

/// A length in whole pixels: writing fractions takes 4 KB of the first load.
fn px(length: f64) -> String {
    format!("{}px", length.round() as i32)
}

/// Moves an element, positioned in the scrolled content, to a point of the viewport.
pub(super) fn place(
    element: &HtmlElement,
    scroller: &Element,
    left: f64,
    top: f64,
    height: Option<f64>,
) {
    let view = scroller.get_bounding_client_rect();
    let style = element.style();
    let left = left - view.left() + f64::from(scroller.scroll_left());
    let top = top - view.top() + f64::from(scroller.scroll_top());
    style.set_property("left", &px(left)).ok();
    style.set_property("top", &px(top)).ok();
    if let Some(height) = height {
        style.set_property("height", &px(height)).ok();
    }
}

/// What the view's own events bring.
pub enum Msg {
    /// A press began in the text, by this kind of pointer.
    Pressed(String),
    /// The press ended.
    Released { exact: bool, extends: bool, target: Option<Element> },
    /// A handle was taken hold of.
    HandlePressed(MarkEnd, PointerEvent),
    /// The pointer moved with a handle in hand.
    HandleMoved(PointerEvent),
    /// The handle is let go of without a change.
    HandleDropped,
    /// The strip along the scroll bar was pressed.
    StripPressed(MouseEvent),
    /// The lines may stand elsewhere.
    Moved,
    /// The browser's selection changed.
    SelectionChanged,
    /// A touch selection came to rest.
    Rested,
    /// The view was scrolled.
    Scrolled,
    /// Scrolling came to rest.
    ScrollRested,
}

/// The view of one article.
pub struct ArticleView {
    scroller: NodeRef,
    root: NodeRef,
    caret: NodeRef,
    chooser: NodeRef,
    handles: Handles,
    strip: NodeRef,
    /// The handle that is held; the listeners look whether there is one.
    drag: Rc<RefCell<Option<Drag>>>,
    /// Whether another text was laid out that has not been scrolled to its place.
    is_new: bool,
    is_pressed: bool,
    is_touch: bool,
    rest: Option<Timeout>,
    scroll_rest: Option<Timeout>,
    _listeners: Vec<EventListener>,
}

impl Component for ArticleView {
    type Message = Msg;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let document = gloo::utils::document();
        let link = ctx.link().clone();
        let released = EventListener::new(&document, "pointerup", move |event| {
            let mouse = event.dyn_ref::<web_sys::MouseEvent>();
            let exact = mouse.is_some_and(web_sys::MouseEvent::alt_key);
            let extends = mouse.is_some_and(web_sys::MouseEvent::shift_key);
            let target = event.target().and_then(|target| target.dyn_into().ok());
            // The browser settles the selection after the event.
            let link = link.clone();
            Timeout::new(0, move || link.send_message(Msg::Released { exact, extends, target }))
                .forget();
        });
        let link = ctx.link().clone();
        let selected = EventListener::new(&document, "selectionchange", move |_| {
            link.send_message(Msg::SelectionChanged);
        });
        let drag = Rc::default();
        let link = ctx.link();
        let (on_move, on_cancel) =
            (link.callback(Msg::HandleMoved), link.callback(|()| Msg::HandleDropped));
        let mut listeners = handles::listeners(&drag, on_move, on_cancel);
        let link = link.clone();
        let resized = EventListener::new(&gloo::utils::window(), "resize", move |_| {
            link.send_message(Msg::Moved);
        });
        listeners.extend([released, selected, resized]);
        Self {
            drag,
            handles: Handles::default(),
            strip: NodeRef::default(),
            scroller: NodeRef::default(),
            root: NodeRef::default(),
            caret: NodeRef::default(),
            chooser: NodeRef::default(),
            is_new: false,
            is_pressed: false,
            is_touch: false,
            rest: None,
            scroll_rest: None,
            _listeners: listeners,
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        let props = ctx.props();
        match msg {
            Msg::Pressed(kind) => {
                self.is_pressed = true;
                self.is_touch = kind != "mouse";
            }
            Msg::Released { exact, extends, target } => {
                if self.drag.borrow().is_some() {
                    self.drop_handle(props, false);
                } else if std::mem::take(&mut self.is_pressed) {
                    self.take_press(props, exact, extends, target);
                }
            }
            Msg::HandlePressed(end, event) => self.take_handle(props, end, &event),
            Msg::HandleMoved(event) => self.move_handle(props, &event),
            Msg::HandleDropped => self.drop_handle(props, true),
            Msg::StripPressed(event) => self.jump(props, &event),
            Msg::Moved => self.place_all(props),
            Msg::SelectionChanged if self.is_touch && !self.is_pressed => {
                let link = ctx.link().clone();
                let rested = move || link.send_message(Msg::Rested);
                self.rest = Some(Timeout::new(TOUCH_REST_MS, rested));
            }
            Msg::SelectionChanged => {}
            Msg::Rested => self.take_rested(props),
            Msg::Scrolled => {
                // Blocks that come into sight take another height than was guessed.
                self.place_handles(props);
                let link = ctx.link().clone();
                let rested = move || link.send_message(Msg::ScrollRested);
                self.scroll_rest = Some(Timeout::new(SCROLL_REST_MS, rested));
            }
            Msg::ScrollRested => props.on_scrolled.emit(props.handle.top()),
        }
        false
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &Props) -> bool {
        let props = ctx.props();
        let (now, before) = (&props.article, &old.article);
        // Two projects may use one id for different texts.
        if now.id != before.id || now.text != before.text || now.segments != before.segments {
            self.lay_out(props);
            self.is_new = true;
        } else if props.painting != old.painting
            && let Some(drawn) = &mut *props.handle.0.borrow_mut()
        {
            drawn.draw(&props.painting, &props.selection, self.is_pressed);
        }
        if props.outline != old.outline {
            self.draw_outline(props);
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let link = ctx.link();
        let onpointerdown = link.callback(|event: PointerEvent| {
            // Else a press on selected words drags them, and a new selection cannot begin there.
            if event.pointer_type() == "mouse" && event.button() == 0 && !event.shift_key() {
                selection::let_go();
            }
            Msg::Pressed(event.pointer_type())
        });
        html! {
            <>
            <div class="reader" ref={self.scroller.clone()} onscroll={link.callback(|_| Msg::Scrolled)}>
                { props.children.clone() }
                <div class="text" id={TEXT_ID} ref={self.root.clone()} tabindex="0" role="group"
                    aria-label="Article text" aria-describedby="text-help" {onpointerdown} />
                if props.in_hand.is_some() {
                    { self.handles.view(&link.callback(|(end, event)| Msg::HandlePressed(end, event))) }
                }
                <div class="caret" ref={self.caret.clone()} aria-hidden="true" />
                <p id="text-help" class="for-screen-readers">
                    { "Arrow keys move the caret, Shift selects, digits label, s records a stance, question mark lists all keys." }
                </p>
                if props.selection.span.is_some() {
                    { chooser(&props.codebook, &props.settings, props.can_extend, props.in_draft, self.chooser.clone(), &props.dispatch) }
                }
            </div>
            <div class="outline" ref={self.strip.clone()} aria-hidden="true" onclick={link.callback(Msg::StripPressed)} />
            </>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first {
            self.lay_out(ctx.props());
            self.draw_outline(ctx.props());
        }
        // Not sooner: the head above the text is only now that of this article.
        if first || std::mem::take(&mut self.is_new) {
            ctx.props().handle.scroll_to(ctx.props().top);
        }
        self.place_chooser(ctx.props());
        self.place_handles(ctx.props());
    }

    fn destroy(&mut self, ctx: &Context<Self>) {
        ctx.props().handle.0.take();
    }
}

impl ArticleView {
    fn lay_out(&self, props: &Props) {
        let (Some(root), Some(scroller), Some(caret)) = (
            self.root.cast::<HtmlElement>(),
            self.scroller.cast::<Element>(),
            self.caret.cast::<HtmlElement>(),
        ) else {
            return;
        };
        props.handle.0.take();
        let Some(mut surface) = Surface::new(root, &props.article) else { return };
        surface.draw(&props.painting);
        let drawn = Drawn { surface, scroller, caret };
        drawn.place_caret(props.selection.caret);
        *props.handle.0.borrow_mut() = Some(drawn);
    }

    /// What a finished press means: a click on a place, or a selection.
    fn take_press(&self, props: &Props, exact: bool, extends: bool, target: Option<Element>) {
        let Some((anchor, caret)) = self.selected(props) else { return };
        // The browser may have no selection of its own to extend: the caret can have come by key.
        let anchor = if extends { props.selection.anchor } else { anchor };
        if anchor == caret {
            let on_mark = target.as_ref().and_then(Surface::mark_position);
            props.dispatch.emit(Action::TextClicked(on_mark.unwrap_or(caret)));
        } else {
            let snap = if exact { Snap::Graphemes } else { Snap::Words };
            props.dispatch.emit(Action::TextSelected { anchor, caret, snap });
        }
    }

    /// What the system's own handles selected.
    fn take_rested(&self, props: &Props) {
        if let Some((anchor, caret)) = self.selected(props).filter(|(a, b)| a != b) {
            props.dispatch.emit(Action::TextSelected { anchor, caret, snap: Snap::Words });
        }
    }

    fn selected(&self, props: &Props) -> Option<(Byte, Byte)> {
        props.handle.0.borrow().as_ref()?.surface.selected()
    }

    /// Puts the chooser under the selection, or above where there is no room below.
    fn place_chooser(&self, props: &Props) {
        let handle = props.handle.0.borrow();
        let (Some(drawn), Some(span), Some(chooser)) =
            (handle.as_ref(), props.selection.span, self.chooser.cast::<HtmlElement>())
        else {
            return;
        };
        let Some(rect) = drawn.surface.rect(span.start(), span.end()) else { return };
        if chooser.offset_parent().is_none() {
            return drawn.lift_above(&chooser, rect.bottom);
        }
        let view = drawn.scroller.get_bounding_client_rect();
        let (width, height) =
            (f64::from(chooser.offset_width()), f64::from(chooser.offset_height()));
        let below = rect.bottom + 8.0;
        let top = if below + height > view.bottom() && rect.top - height - 8.0 > view.top() {
            rect.top - height - 8.0
        } else {
            below.min(view.bottom() - height - 8.0)
        };
        let left = rect.left.min(view.right() - width - 16.0).max(view.left() + 8.0);
        place(&chooser, &drawn.scroller, left, top, None);
    }
}
