//! The pane beside the text: another article, only to be read, scrolled with the open one.

mod link;

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::article_view::{Drawn, Handle};
use super::keyboard::COMPANION_ID;
use super::resized::Resized;
use super::surface::Surface;
use super::{Picture, Same, icon, on, shortcut};
use crate::browser::highlights;
use crate::model::Article;
use crate::session::{Action, Desk, Painting, Settings, Stop, articles};
use crate::text::{Place, Shared, Side, Towards};

/// The pane; nothing while no article stands beside the open one.
#[inline(never)] // not in the first load
pub fn companion(
    desk: &Desk,
    open: Handle,
    settings: &Settings,
    dispatch: &Callback<Action>,
) -> Html {
    let (Some(comparison), Some(article), Some(shared), Some(painting)) =
        (&desk.comparison, desk.companion(), desk.shared(), desk.companion_painting())
    else {
        return Html::default();
    };
    let does = |action: Action| on(dispatch, action);
    let key = |id| shortcut(settings, id);
    let step = |name: &'static str, id, sign: &'static str, stop, towards| {
        html! {
            <button type="button" class="icon-only" aria-label={name} title={key(id).title(name)} aria-keyshortcuts={key(id).aria()}
                onclick={does(Action::ComparisonStepped(stop, towards))}>{sign}</button>
        }
    };
    let title = articles::headline(article);
    html! {
        <section class="pane pane-companion" id="pane-companion" tabindex="-1" aria-label="Article beside">
            <header class="companion-head">
                <div class="companion-title">
                    <h2 dir="auto">{&title}</h2>
                    <button type="button" title={key("swap").title("Open this one, and put the open one here")} aria-keyshortcuts={key("swap").aria()}
                        onclick={does(Action::ComparisonSwapped)}>{"Swap"}</button>
                    <button type="button" class="plain icon-only" aria-label="Close the comparison" title={key("compare-end").title("Close the comparison")}
                        aria-keyshortcuts={key("compare-end").aria()} onclick={does(Action::ComparisonClosed)}>{icon(Picture::Close)}</button>
                </div>
                <p class="soft">{ desk.comparison_in_words() }</p>
                <div class="row" role="toolbar" aria-label="Comparison">
                    <span class="companion-step" role="group" aria-label="Shared passages">
                        { step("Previous shared passage", "shared-back", "↑", Stop::Shared, Towards::Start) }
                        <span class="swatch" aria-hidden="true">{"Shared"}</span>
                        { step("Next shared passage", "shared-on", "↓", Stop::Shared, Towards::End) }
                    </span>
                    <span class="companion-step" role="group" aria-label="Differences">
                        { step("Previous difference", "difference-back", "↑", Stop::Difference, Towards::Start) }
                        <span aria-hidden="true">{"Different"}</span>
                        { step("Next difference", "difference-on", "↓", Stop::Difference, Towards::End) }
                    </span>
                    <button type="button" title="Scrolling one text moves the other" aria-pressed={comparison.is_linked.to_string()}
                        onclick={does(Action::ComparisonLinked(!comparison.is_linked))}>{"Scroll both"}</button>
                </div>
            </header>
            <Companion article={Same::from(article.clone())} painting={Same::from(painting)} open_painting={Same::from(desk.painting())}
                shared={Same::from(shared)} place={comparison.place.clone()} is_linked={comparison.is_linked} {open}
                label={format!("{title}, read only")} dispatch={dispatch.clone()} />
        </section>
    }
}

/// What the text shows.
#[derive(Properties, PartialEq)]
pub struct Props {
    article: Same<Article>,
    painting: Same<Painting>,
    /// The marks of the open article: drawing them takes off what is painted there.
    open_painting: Same<Painting>,
    shared: Same<Shared>,
    place: Option<Place>,
    is_linked: bool,
    open: Handle,
    label: String,
    dispatch: Callback<Action>,
}

/// What the texts' own events bring.
pub enum Msg {
    /// A text was scrolled, by whomever.
    Scrolled(Side),
    /// A text has another height: letters, the window, or a block whose height was guessed.
    Resized,
    /// Both texts are drawn.
    Due(Due),
}

/// What is to be done once both texts are drawn; of two such things, the greater.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Due {
    /// What both have is painted again.
    Paint,
    /// They are laid out anew.
    Settle,
    /// They are other ones, or are linked again: this one follows.
    Lead,
    /// A place was gone to.
    Show,
}

/// The text of the article beside.
pub struct Companion {
    scroller: NodeRef,
    root: NodeRef,
    drawn: Option<Drawn>,
    /// How far each text was scrolled when the program last moved one; an event that finds it there is no news.
    moved: [Option<i32>; 2],
    due: Option<(Due, Timeout)>,
    /// The text that was scrolled last by a hand or a key; the other one follows.
    leader: Side,
    /// Whether no text was scrolled since a place was gone to.
    shows_place: bool,
    resized: Resized,
    /// What the open article's text is scrolled by, and who hears it.
    scrolled: Option<(Element, EventListener)>,
}

impl Component for Companion {
    type Message = Msg;
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        Self {
            scroller: NodeRef::default(),
            root: NodeRef::default(),
            drawn: None,
            moved: [None; 2],
            due: None,
            leader: Side::First,
            shows_place: false,
            resized: Resized::new(ctx.link().callback(|()| Msg::Resized)),
            scrolled: None,
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        let props = ctx.props();
        match msg {
            Msg::Scrolled(side) => {
                if !self.is_moved(props, side) {
                    (self.leader, self.shows_place) = (side, false);
                    if props.is_linked {
                        self.follow(props);
                    }
                }
            }
            // Not at once: the browser is still counting what has been resized.
            Msg::Resized => self.later(ctx, Due::Settle),
            Msg::Due(due) => {
                self.due = None;
                self.shows_place = due == Due::Show || self.shows_place && due != Due::Lead;
                match &props.place {
                    _ if due == Due::Paint => {}
                    Some(place) if self.shows_place => {
                        self.link(props, |texts| link::show(texts, place));
                    }
                    _ if props.is_linked => self.follow(props),
                    _ => {}
                }
            }
        }
        self.paint(props);
        false
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &Props) -> bool {
        let props = ctx.props();
        if props.article.id != old.article.id || props.article.text != old.article.text {
            self.lay_out(props);
        } else if props.painting != old.painting
            && let Some(drawn) = &mut self.drawn
        {
            drawn.surface.draw(&props.painting);
        }
        let is_visited = props.place.is_some() && props.place != old.place;
        let is_other = props.shared != old.shared || props.is_linked != old.is_linked;
        if is_visited {
            self.later(ctx, Due::Show);
        } else if is_other {
            self.leader = Side::First;
            self.later(ctx, Due::Lead);
        } else {
            self.later(ctx, Due::Paint);
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let onscroll = ctx.link().callback(|_| Msg::Scrolled(Side::Second));
        let onpointerdown = props.dispatch.reform(|_: PointerEvent| Action::ComparisonPressed);
        html! {
            <div class="companion" id={COMPANION_ID} ref={self.scroller.clone()} tabindex="0" role="group" aria-label={props.label.clone()}
                {onscroll} {onpointerdown}>
                <div class="companion-text" ref={self.root.clone()} />
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first {
            self.lay_out(ctx.props());
            self.later(ctx, Due::Lead);
            self.root.cast::<Element>().iter().for_each(|root| self.resized.hear(root));
        }
        self.hear_open_text(ctx);
    }

    fn destroy(&mut self, _ctx: &Context<Self>) {
        link::NAMES.into_iter().for_each(highlights::clear);
    }
}

impl Companion {
    fn lay_out(&mut self, props: &Props) {
        if let (Some(root), Some(scroller)) =
            (self.root.cast::<HtmlElement>(), self.scroller.cast::<Element>())
        {
            let surface = Surface::new(root, &props.article, props.painting.clone());
            self.drawn = surface.map(|surface| Drawn::to_read(surface, scroller));
        }
    }

    /// Both texts are drawn anew in one go, this one not always last.
    fn later(&mut self, ctx: &Context<Self>, due: Due) {
        if self.due.as_ref().is_none_or(|(known, _)| *known < due) {
            let link = ctx.link().clone();
            let timeout = Timeout::new(0, move || link.send_message(Msg::Due(due)));
            self.due = Some((due, timeout));
        }
    }

    fn hear_open_text(&mut self, ctx: &Context<Self>) {
        let open = ctx.props().open.0.borrow();
        let Some(scroller) = open.as_ref().map(|drawn| &drawn.scroller) else { return };
        if self.scrolled.as_ref().is_none_or(|(known, _)| known != scroller) {
            let link = ctx.link().clone();
            let heard = EventListener::new(scroller, "scroll", move |_| {
                link.send_message(Msg::Scrolled(Side::First));
            });
            if let Ok(Some(root)) = scroller.query_selector(".text") {
                self.resized.hear(&root);
            }
            self.scrolled = Some((scroller.clone(), heard));
        }
    }

    /// Whether a text stands where the other one brought it.
    fn is_moved(&mut self, props: &Props, side: Side) -> bool {
        let top = self.with_texts(props, |texts| texts[side as usize].scroller.scroll_top());
        let is_it = top.is_some() && top == self.moved[side as usize];
        if !is_it {
            self.moved[side as usize] = None;
        }
        is_it
    }

    fn follow(&mut self, props: &Props) {
        let leader = self.leader;
        self.link(props, |texts| link::follow(texts, leader, &props.shared));
    }

    /// Moves a text by the other one, and notes where both stand then.
    fn link(&mut self, props: &Props, moves: impl FnOnce([&mut Drawn; 2])) {
        let tops = self.with_texts(props, |[open, beside]| {
            moves([&mut *open, &mut *beside]);
            [open, beside].map(|drawn| Some(drawn.scroller.scroll_top()))
        });
        self.moved = tops.unwrap_or_default();
    }

    fn paint(&mut self, props: &Props) {
        self.with_texts(props, |[open, beside]| {
            beside.tidy(true);
            beside.look(false);
            link::paint([open, beside], &props.shared, props.place.as_ref());
        });
    }

    /// Calls with both texts, if both are drawn and are those that are compared.
    fn with_texts<R>(
        &mut self,
        props: &Props,
        with: impl FnOnce([&mut Drawn; 2]) -> R,
    ) -> Option<R> {
        let mut open = props.open.0.borrow_mut();
        match (&mut *open, &mut self.drawn) {
            (Some(open), Some(beside)) => Some(with([open, beside])),
            _ => None,
        }
    }
}
