//! The search over the project: what is looked for, where, and what was found in its sentences.

mod filters;
mod found;

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::same::Same;
use super::window::Window;
use super::{Picture, icon, on, shortcut};
use crate::session::search::{Asked, Search, Within};
use crate::session::{Action, Desk, Settings};

/// The id of the field, to put the keyboard focus on.
pub const ID: &str = "search-words";
/// The id of the list.
const LIST_ID: &str = "search-results";
/// The height of a row, the same as in the style sheet: of words, and of marks with what they say.
const ROW_PX: [u32; 2] = [40, 56];
/// How far the page keys go.
const PAGE_ROWS: usize = 10;

/// The search instead of the three panes.
#[inline(never)] // not in the first load
pub fn search(
    desk: &Desk,
    search: &Search,
    settings: &Settings,
    dispatch: &Callback<Action>,
) -> Html {
    let asked = Rc::new(search.asked.clone());
    let key = shortcut(settings, "search");
    let results = Same::from(search.results.clone());
    let row = found::rows(desk, search, dispatch);
    let is_of_marks = asked.within == Within::Annotations;
    let nothing_asked = search.said().is_empty() && search.fault.is_none();
    html! {
        <section class="search" aria-labelledby="search-title" aria-busy={search.is_going_on().to_string()}>
            <div class="search-head">
                <h2 id="search-title" class="pane-title">{ "Search over the project" }</h2>
                <div class="row search-files">
                    <button type="button" disabled={results.hits() == 0} onclick={on(dispatch, Action::FoundAsked)}>{ "Mark all…" }</button>
                    <button type="button" aria-keyshortcuts={key.aria()} onclick={on(dispatch, Action::SearchToggled)}>
                        { "Back to the text" }{ key.kbd() }
                    </button>
                </div>
            </div>
            <div class="search-asked" role="search" aria-label="What is looked for">
                <div class="search-line">
                    { field(search, &asked, dispatch) }
                    { press(&asked, dispatch, "Aa", "Match capitals", asked.keeps_case, |asked| asked.keeps_case = !asked.keeps_case) }
                    { press(&asked, dispatch, "Words", "Whole words only", asked.whole_words, |asked| asked.whole_words = !asked.whole_words) }
                    { press(&asked, dispatch, ".*", "Regular expression", asked.is_pattern, |asked| asked.is_pattern = !asked.is_pattern) }
                </div>
                if let Some(fault) = &search.fault {
                    <p id="search-fault" class="field-fault" role="alert">{ icon(Picture::Remarks) }{ "Not a regular expression: " }{ fault }</p>
                }
                { filters::filters(desk, &asked, dispatch) }
            </div>
            <p class="search-count soft" role={(!search.is_going_on()).then_some("status")}>{ search.said() }</p>
            <div class="search-body" data-marks={is_of_marks.then_some("")}>
                <Window id={LIST_ID} role="listbox" count={results.rows()} row_px={ROW_PX[usize::from(is_of_marks)]} {row}
                    current={search.at.map(|at| results.row_of(at))} label="What was found" />
            </div>
            if nothing_asked {
                <p class="empty">{ "Type words to find them in all articles, or choose marks to see all that fit." }</p>
            }
        </section>
    }
}

/// The field; its keys walk what was found.
fn field(search: &Search, asked: &Rc<Asked>, dispatch: &Callback<Action>) -> Html {
    let oninput = changes(asked, dispatch, |asked, event: InputEvent| {
        asked.words = event.target_unchecked_into::<HtmlInputElement>().value();
    });
    let (count, at, dispatch) = (search.results.hits(), search.at, dispatch.clone());
    let (drawn, known) = (asked.words.clone(), asked.clone());
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        let last = count.saturating_sub(1);
        let on = |by: usize| at.map_or(0, |at| (at + by).min(last));
        let back = |by: usize| at.map_or(last, |at| at.saturating_sub(by));
        let to = match (event.key().as_str(), event.ctrl_key()) {
            ("ArrowDown", false) => on(1),
            ("ArrowUp", false) => back(1),
            ("PageDown", false) => on(PAGE_ROWS),
            ("PageUp", false) => back(PAGE_ROWS),
            ("Home", true) => 0,
            ("End", true) => last,
            ("Enter", false) if !event.is_composing() => {
                event.prevent_default();
                let typed = event.target_unchecked_into::<HtmlInputElement>().value();
                if typed != drawn {
                    // The hand is faster than the page: what is typed was not looked for yet.
                    let asked = Asked { words: typed, ..(*known).clone() };
                    dispatch.emit(Action::SearchChanged(Box::new(asked)));
                    return dispatch.emit(Action::FoundVisited(0));
                }
                return dispatch.emit(Action::FoundVisited(at.unwrap_or(0)));
            }
            _ => return,
        };
        event.prevent_default();
        if count > 0 {
            dispatch.emit(Action::SearchWalked(to));
        }
    });
    let onfocus = |event: FocusEvent| event.target_unchecked_into::<HtmlInputElement>().select();
    let is_wrong = search.fault.is_some();
    html! {
        <input id={ID} type="text" role="combobox" aria-label="Search over the project" placeholder="Words to find in all articles" autocomplete="off"
            spellcheck="false" dir="auto" enterkeyhint="search" aria-expanded={(count > 0).to_string()} aria-autocomplete="list" aria-controls={LIST_ID}
            aria-activedescendant={search.at.map(option_id)} aria-invalid={is_wrong.then_some("true")} aria-describedby={is_wrong.then_some("search-fault")}
            value={asked.words.clone()} {oninput} {onkeydown} {onfocus} />
    }
}

/// A choice that is on or off.
fn press(
    asked: &Rc<Asked>,
    dispatch: &Callback<Action>,
    sign: &'static str,
    name: &'static str,
    is_on: bool,
    turn: fn(&mut Asked),
) -> Html {
    let onclick = changes(asked, dispatch, move |asked, _: MouseEvent| turn(asked));
    html! {
        <button type="button" class="plain" aria-label={name} title={name} aria-pressed={is_on.to_string()} {onclick}>{ sign }</button>
    }
}

/// An event that changes what is looked for.
fn changes<E: 'static>(
    asked: &Rc<Asked>,
    dispatch: &Callback<Action>,
    change: impl Fn(&mut Asked, E) + 'static,
) -> Callback<E> {
    let (asked, dispatch) = (asked.clone(), dispatch.clone());
    Callback::from(move |event: E| {
        let mut asked = (*asked).clone();
        change(&mut asked, event);
        dispatch.emit(Action::SearchChanged(Box::new(asked)));
    })
}

fn option_id(at: usize) -> String {
    format!("search-result-{at}")
}
