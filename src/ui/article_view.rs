//! The text under the hand: selection, clicks, caret, scrolling. Its marks are drawn by [`Surface`].

mod arcs;
mod drawn;
mod floating;
mod hand;

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

pub(super) use drawn::Drawn;
pub use drawn::Handle;
use floating::{Floats, Places};

use super::chooser::chooser;
use super::handles::{self, Drag};
use super::keyboard::{COMPANION, TEXT_ID};
use super::same::Same;
use super::surface::{Found, Surface};
use crate::browser::selection;
use crate::model::{Article, Codebook};
use crate::session::{Action, Arcs, Heights, MarkEnd, Outline, Painting, Selection, Settings};
use crate::text::{Byte, Fragments, Snap};

/// How long a touch selection must rest before it counts.
const TOUCH_REST_MS: u32 = 350;
/// How long after a leap of more than a window's height another one is a part of the same flight.
const FLIGHT_MS: u32 = 50;
/// How long scrolling must rest before the place is kept.
const SCROLL_REST_MS: u32 = 400;
/// How long the strip along the scroll bar waits for the text to be painted first.
const OUTLINE_MS: u32 = 50;

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
    /// Where things are in the whole of the text, once that can be drawn.
    pub outline: Option<Same<Outline>>,
    /// The places that have the words that are looked for.
    pub found: Found,
    /// Whether a mark or draft can take the selection's words.
    pub can_extend: bool,
    /// The words whose ends can be dragged.
    pub in_hand: Option<Fragments>,
    /// Where the parts of the stance in focus stand.
    pub arcs: Arcs,
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
    /// The text no longer flies past.
    Landed,
    /// Scrolling came to rest.
    ScrollRested,
    /// The view was laid out anew.
    Resized,
    /// The text has been painted, and the strip can be brought up to it.
    OutlineDue,
    /// The pointer came over something.
    Hovered(Option<Element>),
    /// All of the text is about to be printed, or has been.
    Printed(bool),
}

/// The view of one article.
pub struct ArticleView {
    scroller: NodeRef,
    root: NodeRef,
    floats: Floats,
    strip: NodeRef,
    /// What the strip shows.
    outline: Option<Same<Outline>>,
    outline_due: Option<Timeout>,
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
    scrolled_to: i32,
    /// Runs for a moment after each leap.
    flight: Option<Timeout>,
    scroll_rest: Option<Timeout>,
    hovered: Option<Element>,
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
            let released = Msg::Released { exact, extends, target };
            if selection::is_made() {
                return link.send_message(released);
            }
            // Of a click, the browser settles the place after the event.
            let link = link.clone();
            Timeout::new(0, move || link.send_message(released)).forget();
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
            floats: Floats::default(),
            strip: NodeRef::default(),
            outline: None,
            outline_due: None,
            heights: Heights::default(),
            scroller: NodeRef::default(),
            root: NodeRef::default(),
            is_new: false,
            is_set_anew: false,
            is_pressed: false,
            is_touch: false,
            rest: None,
            scrolled_to: 0,
            flight: None,
            scroll_rest: None,
            hovered: None,
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
                tidy(props, false);
                if !self.flies_past(ctx) {
                    self.come_to_see(props);
                }
                self.rest_later(ctx);
            }
            Msg::Landed => {
                self.flight = None;
                self.come_to_see(props);
            }
            Msg::ScrollRested => {
                tidy(props, true);
                self.measure_outline(props);
                props.on_scrolled.emit(props.handle.top());
            }
            Msg::OutlineDue if std::mem::take(&mut self.is_set_anew) => self.measure_outline(props),
            Msg::OutlineDue => self.draw_outline(props),
            Msg::Resized => {
                self.look(props);
                props.handle.place_floats();
                self.set_strip_beside_bar();
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
                    self.rest_later(ctx);
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
        } else {
            props.handle.draw(&now.text, &props.painting);
        }
        if props.found != old.found
            && let Some(drawn) = &mut *props.handle.0.borrow_mut()
        {
            drawn.surface.find(&props.found);
        }
        self.is_set_anew |= props.settings != old.settings;
        if props.outline != old.outline {
            self.is_set_anew |= old.outline.is_none();
            self.draw_outline_later(ctx);
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
                    { self.floats.handles.view(&link.callback(|(end, event)| Msg::HandlePressed(end, event))) }
                }
                if !props.arcs.places.is_empty() {
                    { self.floats.arcs.lines(&props.arcs, &props.codebook) }
                }
                <div class="caret" ref={self.floats.caret.clone()} aria-hidden="true" />
                <p id="text-help" class="for-screen-readers">
                    { "Arrow keys move the caret, Shift selects, digits label, s records a stance, question mark lists all keys." }
                </p>
                if props.selection.span.is_some() {
                    { chooser(&props.codebook, &props.settings, props.can_extend, props.in_draft, self.floats.chooser.clone(), &props.dispatch) }
                }
            </div>
            if !props.arcs.places.is_empty() {
                { self.floats.arcs.labels(&props.arcs, &props.dispatch) }
            }
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
        if let Some(drawn) = &mut *props.handle.0.borrow_mut() {
            drawn.places = Places::of(props);
        }
        if self.is_set_anew && props.outline.is_some() {
            self.draw_outline_later(ctx);
        }
    }

    fn destroy(&mut self, ctx: &Context<Self>) {
        ctx.props().handle.0.take();
    }
}

impl ArticleView {
    fn lay_out(&self, props: &Props) {
        let (Some(root), Some(scroller)) =
            (self.root.cast::<HtmlElement>(), self.scroller.cast::<Element>())
        else {
            return;
        };
        props.handle.0.take();
        let painting = props.painting.clone();
        let Some(mut surface) = Surface::new(root, &props.article, painting) else { return };
        surface.begin_at(props.top);
        if !props.found.places.is_empty() {
            surface.find(&props.found);
        }
        *props.handle.0.borrow_mut() = Some(Drawn {
            surface,
            scroller,
            floats: self.floats.clone(),
            places: Places::of(props),
            selected: None,
        });
    }

    /// Draws the marks near the window, where it stands now.
    fn look(&self, props: &Props) {
        if let Some(drawn) = &mut *props.handle.0.borrow_mut()
            && drawn.look(self.is_pressed)
        {
            drawn.place_floats();
        }
    }

    /// Whether the view leaps by more than its height from one event to the next. Nobody sees the
    /// marks of what is in sight for one frame.
    #[inline(never)] // not in the first load
    fn flies_past(&mut self, ctx: &Context<Self>) -> bool {
        let Some(scroller) = self.scroller.cast::<Element>() else { return false };
        let before = std::mem::replace(&mut self.scrolled_to, scroller.scroll_top());
        let is_leap = (self.scrolled_to - before).abs() > scroller.client_height();
        let link = ctx.link().clone();
        let landed = move || link.send_message(Msg::Landed);
        let flight = is_leap.then(|| Timeout::new(FLIGHT_MS, landed));
        let went_before = std::mem::replace(&mut self.flight, flight).is_some();
        is_leap && went_before
    }

    /// Draws what has come near.
    fn come_to_see(&self, props: &Props) {
        self.look(props);
        // Blocks that come into sight take another height than was guessed.
        if props.in_hand.is_some() || !props.arcs.places.is_empty() {
            props.handle.place_floats();
        }
    }

    fn rest_later(&mut self, ctx: &Context<Self>) {
        let link = ctx.link().clone();
        let rested = move || link.send_message(Msg::ScrollRested);
        self.scroll_rest = Some(Timeout::new(SCROLL_REST_MS, rested));
    }

    /// What a finished press means: a click on a place, or a selection.
    fn take_press(&self, props: &Props, exact: bool, extends: bool, target: Option<Element>) {
        let Some((anchor, caret)) = self.selected(props) else {
            return props.dispatch.emit(Action::SelectionCleared);
        };
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

    /// Nothing where the selection goes over into the text beside, which ends nowhere in this one.
    fn selected(&self, props: &Props) -> Option<(Byte, Byte)> {
        if selection::reaches_into(COMPANION) {
            return None;
        }
        props.handle.0.borrow().as_ref()?.surface.selected()
    }
}

/// Takes out the marks of what is far.
#[inline(never)] // not in the first load
fn tidy(props: &Props, is_at_rest: bool) {
    if let Some(drawn) = &mut *props.handle.0.borrow_mut() {
        drawn.tidy(is_at_rest);
    }
}
