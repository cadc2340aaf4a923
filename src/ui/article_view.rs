//! The text under the hand: selection, clicks, caret, scrolling. Its marks are drawn by [`Surface`].

mod drawn;
mod hand;

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use drawn::Drawn;
pub use drawn::Handle;
pub(super) use drawn::place;

use super::chooser::chooser;
use super::handles::{self, Drag, Handles};
use super::keyboard::TEXT_ID;
use super::same::Same;
use super::surface::{Found, Surface};
use crate::browser::selection;
use crate::model::{Article, Codebook};
use crate::session::{Action, Heights, MarkEnd, Outline, Painting, Selection, Settings};
use crate::text::{Byte, Fragments, Snap};

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
    /// The places that have the words that are looked for.
    pub found: Found,
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
    /// The browser's selection changed.
    SelectionChanged,
    /// A touch selection came to rest.
    Rested,
    /// The view was scrolled.
    Scrolled,
    /// Scrolling came to rest.
    ScrollRested,
    /// The view was laid out anew.
    Resized,
    /// The pointer came over something.
    Hovered(Option<Element>),
    /// All of the text is about to be printed, or has been.
    Printed(bool),
}

/// The view of one article.
pub struct ArticleView {
    scroller: NodeRef,
    root: NodeRef,
    caret: NodeRef,
    chooser: NodeRef,
    handles: Handles,
    strip: NodeRef,
    /// How far down the text's places stand, by which the strip is drawn: measured when scrolling
    /// has come to rest, so that an edit need not.
    heights: Heights,
    /// The handle that is held; the listeners look whether there is one.
    drag: Rc<RefCell<Option<Drag>>>,
    /// Whether another text was laid out that has not been scrolled to its place.
    is_new: bool,
    /// Whether its lines have other heights than were measured.
    is_set_anew: bool,
    is_pressed: bool,
    is_touch: bool,
    rest: Option<Timeout>,
    scroll_rest: Option<Timeout>,
    hovered: Option<Element>,
    /// The browser's selection before marks were drawn, until the whole page is: to select has the
    /// browser lay it out.
    unsettled: Option<Option<(Byte, Byte)>>,
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
        let window = gloo::utils::window();
        let hear = |name: &'static str, message: fn() -> Msg| {
            let link = ctx.link().clone();
            EventListener::new(&window, name, move |_| link.send_message(message()))
        };
        let resized = hear("resize", || Msg::Resized);
        let prints = hear("beforeprint", || Msg::Printed(true));
        let printed = hear("afterprint", || Msg::Printed(false));
        let drag = Rc::default();
        let link = ctx.link();
        let (on_move, on_cancel) =
            (link.callback(Msg::HandleMoved), link.callback(|()| Msg::HandleDropped));
        let mut listeners = handles::listeners(&drag, on_move, on_cancel);
        listeners.extend([released, selected, resized, prints, printed]);
        Self {
            drag,
            handles: Handles::default(),
            strip: NodeRef::default(),
            heights: Heights::default(),
            scroller: NodeRef::default(),
            root: NodeRef::default(),
            caret: NodeRef::default(),
            chooser: NodeRef::default(),
            is_new: false,
            is_set_anew: false,
            is_pressed: false,
            is_touch: false,
            rest: None,
            scroll_rest: None,
            hovered: None,
            unsettled: None,
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
            Msg::SelectionChanged if self.is_touch && !self.is_pressed => {
                let link = ctx.link().clone();
                let rested = move || link.send_message(Msg::Rested);
                self.rest = Some(Timeout::new(TOUCH_REST_MS, rested));
            }
            Msg::SelectionChanged => {}
            Msg::Rested => self.take_rested(props),
            Msg::Scrolled => {
                self.look(props);
                // Blocks that come into sight take another height than was guessed.
                self.place_handles(props);
                let link = ctx.link().clone();
                let rested = move || link.send_message(Msg::ScrollRested);
                self.scroll_rest = Some(Timeout::new(SCROLL_REST_MS, rested));
            }
            Msg::ScrollRested => {
                self.measure_outline(props);
                props.on_scrolled.emit(props.handle.top());
            }
            Msg::Resized => {
                self.look(props);
                self.place_all(props);
                self.measure_outline(props);
            }
            Msg::Hovered(target) => {
                let mark = target.and_then(|it| it.closest("mark").ok().flatten());
                if let Some(drawn) = &*props.handle.0.borrow()
                    && self.hovered != mark
                {
                    drawn.surface.hover(mark.as_ref());
                    self.hovered = mark;
                }
            }
            Msg::Printed(begins) => {
                if begins && let Some(drawn) = &mut *props.handle.0.borrow_mut() {
                    drawn.surface.draw_all();
                } else {
                    self.look(props);
                }
            }
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
            let selected = drawn.surface.selected();
            drawn.surface.draw(&props.painting);
            self.unsettled = Some(selected);
        }
        if props.found != old.found
            && let Some(drawn) = &mut *props.handle.0.borrow_mut()
        {
            drawn.surface.find(&props.found);
        }
        self.is_set_anew |= props.settings != old.settings;
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
        let onpointerover = link.callback(|event: PointerEvent| {
            Msg::Hovered(event.target().and_then(|target| target.dyn_into().ok()))
        });
        html! {
            <>
            <div class="reader" ref={self.scroller.clone()} onscroll={link.callback(|_| Msg::Scrolled)}>
                { props.children.clone() }
                <div class="text" id={TEXT_ID} ref={self.root.clone()} tabindex="0" role="group"
                    aria-label="Article text" aria-describedby="text-help"
                    {onpointerdown} {onpointerover} onpointerleave={link.callback(|_| Msg::Hovered(None))} />
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
        let props = ctx.props();
        if first {
            self.lay_out(props);
        }
        // Not sooner: the head above the text is only now that of this article.
        if first || std::mem::take(&mut self.is_new) {
            props.handle.scroll_to(props.top);
            self.is_set_anew = true;
        }
        if let Some(selected) = self.unsettled.take()
            && let Some(drawn) = &*props.handle.0.borrow()
        {
            drawn.keep_selected(selected);
            // What is drawn into a line moves the caret in it.
            drawn.place_caret(props.selection.caret);
        }
        self.place_chooser(props);
        self.place_handles(props);
        if std::mem::take(&mut self.is_set_anew) {
            self.measure_outline(props);
        }
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
        let painting = props.painting.clone();
        let Some(mut surface) = Surface::new(root, &props.article, painting) else { return };
        if !props.found.places.is_empty() {
            surface.find(&props.found);
        }
        let drawn = Drawn { surface, scroller, caret };
        drawn.place_caret(props.selection.caret);
        *props.handle.0.borrow_mut() = Some(drawn);
    }

    /// Draws the marks near the window, where it stands now.
    fn look(&self, props: &Props) {
        if let Some(drawn) = &mut *props.handle.0.borrow_mut()
            && drawn.look(self.is_pressed)
        {
            drawn.place_caret(props.selection.caret);
        }
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
