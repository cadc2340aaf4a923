//! The registry of entities: all of the project, and the mentions that name none yet.

mod details;
mod list;
mod places;
mod unlinked;

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{Picture, Request, asks, icon, on, shortcut};
use crate::browser::files;
use crate::session::registry::{Lines, List, Registry, RegistryView};
use crate::session::{Action, Desk, RegistryPart, Settings};

/// What every part needs.
pub(super) struct Look<'a> {
    desk: &'a Desk,
    registry: Rc<Registry>,
    lines: Rc<Lines>,
    view: &'a RegistryView,
    /// The same, for events to come.
    kept: Rc<RegistryView>,
    settings: &'a Settings,
    dispatch: &'a Callback<Action>,
}

/// The id of a part, to put the keyboard focus on.
pub const fn part_id(part: RegistryPart) -> &'static str {
    match part {
        RegistryPart::List => list::ID,
        RegistryPart::Filter => "registry-filter",
        RegistryPart::Name => details::NAME_ID,
        RegistryPart::Type => "registry-type",
        RegistryPart::Other => unlinked::OTHER_ID,
    }
}

/// The registry instead of the three panes.
#[inline(never)] // not in the first load
pub fn registry(
    desk: &Desk,
    view: &RegistryView,
    settings: &Settings,
    dispatch: &Callback<Action>,
    on_request: &Callback<Request>,
) -> Html {
    let look = Look {
        desk,
        registry: desk.registry(),
        lines: desk.registry_lines(view),
        view,
        kept: Rc::new(view.clone()),
        settings,
        dispatch,
    };
    let (back, turn) = (shortcut(settings, "registry"), shortcut(settings, "unlinked"));
    let suggest = shortcut(settings, "suggest-names");
    let lists = [
        (List::Entities, "Entities", look.registry.rows.len()),
        (
            List::Unlinked,
            "Unlinked mentions",
            look.registry.groups.iter().map(|group| group.mentions.len()).sum(),
        ),
    ];
    html! {
        <section class="registry" id="registry" tabindex="-1" aria-labelledby="registry-title">
            <div class="registry-head">
                <h2 id="registry-title" class="pane-title">{ "Entities" }</h2>
                <div class="row" role="group" aria-label="List">
                    { for lists.map(|(list, name, count)| {
                        let onclick = look.changes(move |view, _: MouseEvent| {
                            view.list = list;
                            view.query.clear();
                        });
                        html! {
                            <button key={name} type="button" aria-pressed={(view.list == list).to_string()} {onclick}>
                                { name }<span class="soft">{ count }</span>
                                if view.list != list { { turn.kbd() } }
                            </button>
                        }
                    }) }
                </div>
                { filter(&look) }
                <div class="row registry-files">
                    if view.list == List::Entities {
                        <button type="button" onclick={on(dispatch, Action::EntityMade)}>{ icon(Picture::Add) }{ "New entity" }</button>
                    }
                    { import(on_request) }
                    <button type="button" disabled={look.registry.rows.is_empty()} title="All entities as a table, for spreadsheets and other projects"
                        onclick={asks(on_request, Request::ExportEntities)}>{ icon(Picture::Save) }{ "CSV" }</button>
                    <button type="button" aria-keyshortcuts={suggest.aria()} disabled={look.registry.rows.is_empty()} title="Suggest every name of the list wherever it stands in the articles"
                        onclick={on(dispatch, Action::NamesAsked)}>{ "Suggest names" }{ suggest.kbd() }</button>
                    <button type="button" aria-keyshortcuts={back.aria()} onclick={on(dispatch, Action::RegistryToggled)}>{ "Back to the text" }{ back.kbd() }</button>
                </div>
            </div>
            <div class="registry-body">
                { list::list(&look) }
                <div class="registry-side">
                    { match view.list {
                        List::Entities => details::details(&look),
                        List::Unlinked => unlinked::unlinked(&look),
                    } }
                </div>
            </div>
        </section>
    }
}

/// A button in front of the browser's file picker.
fn import(on_request: &Callback<Request>) -> Html {
    let input = NodeRef::default();
    let onclick = {
        let input = input.clone();
        Callback::from(move |_: MouseEvent| {
            input.cast::<HtmlInputElement>().iter().for_each(|input| input.click());
        })
    };
    let on_request = on_request.clone();
    let onchange = Callback::from(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        let picked = files::picked(&input);
        // Else picking the same file again would be no change.
        input.set_value("");
        picked.into_iter().take(1).for_each(|file| on_request.emit(Request::ImportEntities(file)));
    });
    html! {
        <>
            <button type="button" title="A list of names as CSV: what is new in it is shown first" {onclick}>{ icon(Picture::Open) }{ "Import…" }</button>
            <input ref={input} type="file" hidden=true accept=".csv,.tsv,.tab,.txt" aria-label="List of entities" {onchange} />
        </>
    }
}

fn filter(look: &Look<'_>) -> Html {
    let oninput = look.changes(|view, event: InputEvent| {
        view.query = event.target_unchecked_into::<HtmlInputElement>().value();
    });
    let dispatch = look.dispatch.clone();
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        use crate::text::Towards::{End, Start};
        let action = match event.key().as_str() {
            "ArrowDown" => Action::RegistryStepped(End, 1),
            "ArrowUp" => Action::RegistryStepped(Start, 1),
            "Enter" if !event.is_composing() => Action::RegistryEntered(RegistryPart::List),
            _ => return,
        };
        event.prevent_default();
        dispatch.emit(action);
    });
    let key = shortcut(look.settings, "entity-filter");
    html! {
        <label class="row registry-filter">
            <span class="soft">{ "Filter" }{ key.kbd() }</span>
            <input id={part_id(RegistryPart::Filter)} type="search" dir="auto" autocomplete="off" spellcheck="false"
                aria-controls={list::ID} value={look.view.query.clone()} {oninput} {onkeydown} />
        </label>
    }
}

impl Look<'_> {
    /// An event that changes how the registry is looked at.
    fn changes<E: 'static>(&self, change: impl Fn(&mut RegistryView, E) + 'static) -> Callback<E> {
        let (kept, dispatch) = (self.kept.clone(), self.dispatch.clone());
        Callback::from(move |event: E| {
            let mut view = (*kept).clone();
            change(&mut view, event);
            dispatch.emit(Action::RegistryViewed(Box::new(view)));
        })
    }
}

/// A count with its noun: "1 mention", "3 mentions".
fn many(count: usize, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}
