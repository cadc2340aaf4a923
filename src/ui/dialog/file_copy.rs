//! The settings' part about the copy in a file.

use yew::prelude::*;

use crate::browser::file_handle;
use crate::session::{Desk, Settings, Writing};
use crate::ui::{Request, asks, shortcut};

/// How the copy stands, and the ways to begin and end it.
pub(super) fn file_copy(desk: &Desk, settings: &Settings, on_request: &Callback<Request>) -> Html {
    let key = shortcut(settings, "keep-copy");
    let keep = |name: &'static str| {
        let is_disabled = desk.writing != Writing::Writer;
        html! {
            <button type="button" disabled={is_disabled} onclick={asks(on_request, Request::KeepFileCopy)}>
                {name}{key.kbd()}
            </button>
        }
    };
    html! {
        <div class="field" id="settings-file-copy">
            <span class="name">{"Copy in a file on this computer"}</span>
            if let Some(copy) = &desk.file_copy {
                <p dir="auto">{copy.words()}</p>
                <div class="row">
                    {keep("Keep it in another file…")}
                    <button type="button" onclick={asks(on_request, Request::StopFileCopy)}>{"Stop the copy"}</button>
                </div>
            } else if file_handle::is_available() {
                <p class="soft">{"The project is then written to that file as well, some seconds after each change."}</p>
                <div class="row">{keep("Keep a copy in a file…")}</div>
            } else {
                <p class="soft">{"This browser cannot write to a file by itself (Chrome and Edge can): save a file now and then."}</p>
            }
        </div>
    }
}
