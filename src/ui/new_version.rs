//! The offer to go over to a newer version of the program.

use yew::prelude::*;

use super::{Picture, Request, asks, icon, on};
use crate::session::Action;

/// Says that a newer version is ready; the page stays as it is until its button is pressed.
#[inline(never)] // not in the first load
pub fn new_version(dispatch: &Callback<Action>, on_request: &Callback<Request>) -> Html {
    // Read out by the announcer.
    html! {
        <section class="header-banner" aria-label="New version">
            {icon(Picture::Info)}
            <p>{"A new version of Standpoint is ready. Nothing changes until you reload."}</p>
            <button type="button" onclick={asks(on_request, Request::TakeNewVersion)}>{"Reload"}</button>
            <button type="button" class="plain" onclick={on(dispatch, Action::NewVersionPutOff)}>{"Not now"}</button>
        </section>
    }
}
