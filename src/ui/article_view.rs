//! The text under the hand: selection, clicks, caret, scrolling. Its marks are drawn by [`Surface`].

use std::cell::RefCell;
use std::rc::Rc;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::chooser::chooser;
use super::keyboard::TEXT_ID;
use super::same::Same;
use super::surface::Surface;
use crate::browser::selection;
use crate::model::{Article, Codebook};
use crate::session::{Action, Painting, Selection};
use crate::text::{Byte, Snap, Span};

/// How long a touch selection must rest before it counts.
const TOUCH_REST_MS: u32 = 350;
/// How long scrolling must rest before the place is kept.
const SCROLL_REST_MS: u32 = 400;
/// How often a way through text of guessed heights is measured at most.
const MEASURINGS: usize = 6;

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
    /// Whether a mark or draft can take the selection's words.
    pub can_extend: bool,
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
        if let Some(drawn) = &mut *self.0.borrow_mut() {
            drawn.keep_in_sight(selection.caret);
            drawn.surface.select(selection.anchor, selection.caret);
            drawn.place_caret(selection.caret);
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
    ) -> Option<(Byte, Byte)> {
        self.0.borrow().as_ref()?.surface.move_by_line(forward, to_boundary, extend)
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
        self.surface.first_below(self.scroller.get_bounding_client_rect().top())
    }

    /// Scrolls so that a paragraph is the first one in sight.
    fn scroll_to_top(&mut self, at: Byte) {
        if at == Byte(0) {
            self.scroller.set_scroll_top(0);
            self.look(false);
        } else {
            self.bring(at, |surface, view| Some(surface.top_of(at) - view.top()));
        }
    }

    fn reveal(&mut self, span: Span) {
        let mut moves = false;
        self.bring(span.start(), |surface, view| {
            let rect = surface.rect(span.start(), span.end())?;
            moves |= rect.top < view.top() + 8.0 || rect.bottom > view.bottom() - 8.0;
            let middle = (view.top() + view.bottom()) / 2.0;
            moves.then_some((rect.top + rect.bottom) / 2.0 - middle)
        });
    }

    fn keep_in_sight(&mut self, at: Byte) {
        self.bring(at, |surface, view| {
            let rect = surface.rect(at, at)?;
            let margin = rect.bottom - rect.top;
            if rect.top < view.top() + margin {
                Some(rect.top - view.top() - margin)
            } else if rect.bottom > view.bottom() - margin {
                Some(rect.bottom - view.bottom() + margin)
            } else {
                None
            }
        });
    }

    /// Scrolls by what `way` finds missing. Blocks that come near get their true heights, so what
    /// was measured before is measured again until it holds.
    fn bring(&mut self, at: Byte, mut way: impl FnMut(&Surface, &web_sys::DomRect) -> Option<f64>) {
        self.surface.come_near_to(at);
        let view = self.scroller.get_bounding_client_rect();
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

    /// Draws the marks near the window, where it stands now. Whether there was anything to draw.
    fn look(&mut self, is_selecting: bool) -> bool {
        let view = self.scroller.get_bounding_client_rect();
        let margin = view.height();
        let selected = self.surface.selected();
        let is_new = self.surface.look(view.top(), view.bottom(), margin, is_selecting);
        if is_new {
            self.keep_selected(selected);
        }
        is_new
    }

    /// Of the nodes that go, the browser's selection lets go too.
    fn keep_selected(&self, before: Option<(Byte, Byte)>) {
        if let Some((anchor, caret)) = before
            && self.surface.selected() != before
        {
            self.surface.select(anchor, caret);
        }
    }

    /// Moves the caret, unless it is out of sight: to measure there would lay the text out there.
    fn place_caret(&self, at: Byte) {
        if self.surface.is_near(at)
            && let Some(rect) = self.surface.rect(at, at)
        {
            place(&self.caret, &self.scroller, rect.left, rect.top, Some(rect.bottom - rect.top));
        }
    }
}

/// Moves an element, positioned in the scrolled content, to a point of the viewport.
fn place(element: &HtmlElement, scroller: &Element, left: f64, top: f64, height: Option<f64>) {
    let view = scroller.get_bounding_client_rect();
    let style = element.style();
    let left = left - view.left() + f64::from(scroller.scroll_left());
    let top = top - view.top() + f64::from(scroller.scroll_top());
    style.set_property("left", &format!("{left}px")).ok();
    style.set_property("top", &format!("{top}px")).ok();
    if let Some(height) = height {
        style.set_property("height", &format!("{height}px")).ok();
    }
}

/// What the view's own events bring.
pub enum Msg {
    /// A press began in the text, by this kind of pointer.
    Pressed(String),
    /// The press ended.
    Released { exact: bool, target: Option<Element> },
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
            let exact =
                event.dyn_ref::<web_sys::MouseEvent>().is_some_and(web_sys::MouseEvent::alt_key);
            let target = event.target().and_then(|target| target.dyn_into().ok());
            // The browser settles the selection after the event.
            let link = link.clone();
            Timeout::new(0, move || link.send_message(Msg::Released { exact, target })).forget();
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
        Self {
            scroller: NodeRef::default(),
            root: NodeRef::default(),
            caret: NodeRef::default(),
            chooser: NodeRef::default(),
            is_pressed: false,
            is_touch: false,
            rest: None,
            scroll_rest: None,
            hovered: None,
            unsettled: None,
            _listeners: vec![released, selected, resized, prints, printed],
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        let props = ctx.props();
        match msg {
            Msg::Pressed(kind) => {
                self.is_pressed = true;
                self.is_touch = kind == "touch";
            }
            Msg::Released { exact, target } => {
                if std::mem::take(&mut self.is_pressed) {
                    self.take_press(props, exact, target);
                }
            }
            Msg::SelectionChanged if self.is_touch && !self.is_pressed => {
                let link = ctx.link().clone();
                let rested = move || link.send_message(Msg::Rested);
                self.rest = Some(Timeout::new(TOUCH_REST_MS, rested));
            }
            Msg::SelectionChanged => {}
            Msg::Rested => self.take_rested(props),
            Msg::Scrolled => {
                self.look(props);
                let link = ctx.link().clone();
                let rested = move || link.send_message(Msg::ScrollRested);
                self.scroll_rest = Some(Timeout::new(SCROLL_REST_MS, rested));
            }
            Msg::ScrollRested => props.on_scrolled.emit(props.handle.top()),
            Msg::Resized => self.look(props),
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
        } else if props.painting != old.painting
            && let Some(drawn) = &mut *props.handle.0.borrow_mut()
        {
            let selected = drawn.surface.selected();
            drawn.surface.draw(&props.painting);
            self.unsettled = Some(selected);
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
            <div class="reader" ref={self.scroller.clone()} onscroll={link.callback(|_| Msg::Scrolled)}>
                { props.children.clone() }
                <div class="text" id={TEXT_ID} ref={self.root.clone()} tabindex="0" role="group"
                    aria-label="Article text" aria-describedby="text-help"
                    {onpointerdown} {onpointerover} onpointerleave={link.callback(|_| Msg::Hovered(None))} />
                <div class="caret" ref={self.caret.clone()} aria-hidden="true" />
                <p id="text-help" class="for-screen-readers">
                    { "Arrow keys move the caret, Shift selects, digits label, s records a stance, question mark lists all keys." }
                </p>
                if props.selection.span.is_some() {
                    { chooser(&props.codebook, props.can_extend, props.in_draft, self.chooser.clone(), &props.dispatch) }
                }
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first {
            self.lay_out(ctx.props());
        }
        let props = ctx.props();
        if let Some(selected) = self.unsettled.take()
            && let Some(drawn) = &*props.handle.0.borrow()
        {
            drawn.keep_selected(selected);
            // What is drawn into a line moves the caret in it.
            drawn.place_caret(props.selection.caret);
        }
        self.place_chooser(props);
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
        let Some(surface) = Surface::new(root, &props.article, painting) else { return };
        let mut drawn = Drawn { surface, scroller, caret };
        drawn.scroll_to_top(props.top);
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
    fn take_press(&self, props: &Props, exact: bool, target: Option<Element>) {
        let Some((anchor, caret)) = self.selected(props) else { return };
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
