//! The bar at the foot of the text: words to find in it, how many there are, on and back.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{Picture, icon, on, shortcut};
use crate::session::{Action, Finding, Settings};
use crate::text::Towards;

/// The id of the field for the words.
pub const ID: &str = "find-words";

/// The bar.
#[inline(never)] // not in the first load
pub fn find_bar(finding: &Finding, settings: &Settings, dispatch: &Callback<Action>) -> Html {
    let step = |towards| Action::FindStepped { towards, selects: false };
    let keeps_case = finding.keeps_case;
    let oninput = dispatch.reform(move |event: InputEvent| {
        let words = event.target_unchecked_into::<HtmlInputElement>().value();
        Action::FindChanged { words, keeps_case }
    });
    let on_case =
        Action::FindChanged { words: finding.words.clone(), keeps_case: !finding.keeps_case };
    let pressed = dispatch.clone();
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if event.is_composing() {
            return;
        }
        if event.key() == "Escape" {
            // Else the desk takes it for something else too.
            event.prevent_default();
            pressed.emit(Action::FindClosed);
        }
    });
    let entered = dispatch.clone();
    let on_enter = Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Enter" && !event.is_composing() {
            let towards = if event.shift_key() { Towards::Start } else { Towards::End };
            entered.emit(step(towards));
        }
    });
    let onfocus = |event: FocusEvent| event.target_unchecked_into::<HtmlInputElement>().select();
    let move_by = |towards, picture, name: &'static str, command| {
        let key = shortcut(settings, command);
        html! {
            <button type="button" class="plain icon-only" aria-label={name} title={key.title(name)} aria-keyshortcuts={key.aria()}
                disabled={finding.places.is_empty()} onclick={on(dispatch, step(towards))}>{ icon(picture) }</button>
        }
    };
    html! {
        <div class="find" role="search" aria-label="Find in the article" {onkeydown}>
            <input id={ID} type="search" aria-label="Find in the article" placeholder="Find in the article" autocomplete="off" spellcheck="false"
                dir="auto" enterkeyhint="search" value={finding.words.clone()} {oninput} {onfocus} onkeydown={on_enter} />
            <span class="find-count soft">{ finding.said() }</span>
            <button type="button" class="plain" aria-label="Match capitals" title="Match capitals" aria-pressed={keeps_case.to_string()}
                onclick={on(dispatch, on_case)}>{ "Aa" }</button>
            { move_by(Towards::Start, Picture::Up, "Place before", "find-back") }
            { move_by(Towards::End, Picture::Down, "Next place", "find-on") }
            <button type="button" class="plain icon-only" aria-label="Done with finding" title="Done (Escape)"
                onclick={on(dispatch, Action::FindClosed)}>{ icon(Picture::Close) }</button>
        </div>
    }
}
