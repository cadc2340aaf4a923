//! The picture of all articles: who stands where on what. Every number opens the words behind it.

mod controls;
mod drawn;
mod evidence;
mod grid;
mod list;
mod matrix;

pub use matrix::shown;

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use super::same::Same;
use super::{Picture, Request, asks, icon, on, shortcut};
use crate::session::picture::{Facts, Kind, Opened, Sheet, View};
use crate::session::{Action, Desk, Settings};

/// The id of the picture, to put the keyboard focus on.
pub const ID: &str = "picture";
/// The ids of the number that is open, if it is drawn, and of the picture.
pub const NUMBER_OR_ID: &str = "picture-number picture";
/// The id of the number that is open.
const NUMBER: &str = "picture-number";

/// What every part needs.
pub(super) struct Look<'a> {
    facts: &'a Same<Facts>,
    view: &'a View,
    /// The same as events change it: two may come before the next draw.
    kept: Rc<RefCell<View>>,
    dispatch: &'a Callback<Action>,
}

/// The picture instead of the three panes.
#[inline(never)] // not in the first load
pub fn picture(
    desk: &Desk,
    view: &View,
    facts: &Same<Facts>,
    settings: &Settings,
    dispatch: &Callback<Action>,
    on_request: &Callback<Request>,
) -> Html {
    let look = Look { facts, view, kept: Rc::new(RefCell::new(view.clone())), dispatch };
    let total = facts.all().len();
    let key = shortcut(settings, "picture");
    html! {
        <section class="picture" id={ID} tabindex="-1" aria-labelledby="picture-title">
            <div class="picture-head">
                <h2 id="picture-title" class="pane-title">{ "Who stands where" }
                    <span class="soft">{ format!("{total} {}", if total == 1 { "stance" } else { "stances" }) }</span>
                </h2>
                <div class="row" role="group" aria-label="Picture">
                    { for Kind::ALL.map(|kind| html! {
                        <button key={kind.name()} type="button" aria-pressed={(view.kind == kind).to_string()}
                            onclick={look.changes(move |view| view.show(kind))}>{ kind.name() }</button>
                    }) }
                </div>
                <div class="row picture-files">
                    <button type="button" onclick={asks(on_request, Request::ExportPictureTable)}>{ icon(Picture::Save) }{ "CSV" }</button>
                    if matches!(view.kind, Kind::Matrix | Kind::Network | Kind::Timeline) {
                        <button type="button" onclick={asks(on_request, Request::ExportPictureDrawing)}>{ icon(Picture::Save) }{ "SVG" }</button>
                    }
                    <button type="button" aria-keyshortcuts={key.aria()} onclick={on(dispatch, Action::PictureToggled)}>{ "Back to the text" }{ key.kbd() }</button>
                </div>
            </div>
            { controls::controls(&look, desk) }
            <div class="picture-body" data-opened={view.opened.is_some().then_some("")}>
                <div class="picture-sheet">
                    if total == 0 && view.kind != Kind::Entities {
                        <div class="empty stack">
                            <p>{ "No stance counts here yet." }</p>
                            <p>{ "Record stances in the text, or let more count by the choices above." }</p>
                        </div>
                    } else {
                        { body(&look) }
                    }
                </div>
                if let Some(opened) = &view.opened {
                    { evidence::evidence(&look, opened) }
                }
            </div>
        </section>
    }
}

fn body(look: &Look<'_>) -> Html {
    match look.view.kind {
        Kind::Matrix => matrix::matrix(look),
        Kind::Network => drawn::network(look),
        Kind::Timeline => drawn::timeline(look),
        Kind::Outlets | Kind::Stances | Kind::Entities => {
            let sheet = Sheet::of(look.facts, look.view);
            list::list(look, sheet.sifted(&look.view.query, look.view.sort))
        }
    }
}

impl Look<'_> {
    /// An event that changes how the picture is looked at.
    fn changes<E: 'static>(&self, change: impl Fn(&mut View) + 'static) -> Callback<E> {
        self.changes_by(move |view, _: E| change(view))
    }

    /// The same with the event.
    fn changes_by<E: 'static>(&self, change: impl Fn(&mut View, E) + 'static) -> Callback<E> {
        let (kept, dispatch) = (self.kept.clone(), self.dispatch.clone());
        Callback::from(move |event: E| {
            change(&mut kept.borrow_mut(), event);
            let view = kept.borrow().clone();
            dispatch.emit(Action::PictureChanged(Box::new(view)));
        })
    }

    /// Whether it is the number of that title and these facts that is open.
    fn is_open(&self, title: &str, facts: &[u32]) -> bool {
        let Some(opened) = self.view.opened.as_ref().filter(|opened| opened.title == title) else {
            return false;
        };
        let known = facts.iter().filter_map(|at| self.facts.all().get(*at as usize));
        let known = known.map(|fact| (&fact.layer, &fact.record));
        known.eq(opened.stances.iter().map(|(layer, record)| (layer, record)))
    }

    /// A press that opens the stances behind a number.
    fn opens(&self, title: String, facts: &[u32]) -> Callback<MouseEvent> {
        let (known, facts) = (self.facts.clone(), facts.to_vec());
        self.changes(move |view| {
            let stances = facts.iter().filter_map(|at| known.all().get(*at as usize));
            let stances = stances.map(|fact| (fact.layer.clone(), fact.record.clone())).collect();
            view.opened = Some(Opened { title: title.clone(), stances });
        })
    }
}
