//! The settings' part about the copy on the disk.

use yew::prelude::*;

use crate::browser::file_handle;
use crate::session::{Desk, Settings, Writing};
use crate::ui::{Request, asks, shortcut};

/// How the copy stands, and the ways to begin and end it.
pub(super) fn file_copy(desk: &Desk, settings: &Settings, on_request: &Callback<Request>) -> Html {
    let keep = |request: Request, command: &'static str, name: &'static str| {
        let is_disabled = desk.writing != Writing::Writer;
        html! {
            <button type="button" disabled={is_disabled} onclick={asks(on_request, request)}>
                {name}{shortcut(settings, command).kbd()}
            </button>
        }
    };
    let file = |name| keep(Request::KeepFileCopy, "keep-copy", name);
    let folder = |name| keep(Request::KeepFolderCopy, "keep-folder", name);
    html! {
        <div class="field" id="settings-file-copy">
            <span class="name">{"Copy on this computer"}</span>
            if let Some(copy) = &desk.file_copy {
                <p dir="auto">{copy.words()}</p>
                <div class="row">
                    {file("Keep it in another file…")}
                    {folder("Keep it in another folder…")}
                    <button type="button" onclick={asks(on_request, Request::StopFileCopy)}>{"Stop the copy"}</button>
                </div>
            } else if file_handle::is_available() {
                <p class="soft">{"The project is then written to that file as well, some seconds after each change; in a folder, each article has a file of its own."}</p>
                <div class="row">{file("Keep a copy in a file…")}{folder("Keep a copy in a folder…")}</div>
            } else {
                <p class="soft">{"This browser cannot write to a file by itself (Chrome and Edge can): save a file now and then."}</p>
            }
        </div>
    }
}
