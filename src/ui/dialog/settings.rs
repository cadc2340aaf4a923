//! The project's settings and the browser's; each counts as soon as it is changed.

use yew::prelude::*;

use super::browser_settings::browser_settings;
use super::codebook_settings::codebook_settings;
use super::file_copy::file_copy;
use super::project_settings::project_settings;
use super::{DialogFrame, pressed};
use crate::session::{Action, Desk, Offline, Persistence, Settings, Writing};
use crate::ui::Request;

/// All settings, the project's first.
pub(super) fn settings(
    desk: Option<&Desk>,
    chosen: &Settings,
    persistence: Option<Persistence>,
    offline: &Offline,
    dispatch: &Callback<Action>,
    on_request: &Callback<Request>,
    on_close: Callback<()>,
) -> Html {
    let footer = html! {
        <>
            <p class="at-start soft">{"Changes count at once."}</p>
            <button type="button" class="primary" onclick={pressed(&on_close)}>{"Done"}</button>
        </>
    };
    html! {
        <DialogFrame key="settings" title="Settings" is_wide=true {footer} {on_close}>
            <div class="settings">
                if let Some(desk) = desk {
                    if desk.writing != Writing::Writer {
                        <p class="settings-locked">{"Another tab writes to this project, so its settings cannot be changed here."}</p>
                    }
                    {project_settings(desk, dispatch, file_copy(desk, chosen, on_request))}
                    {codebook_settings(desk, chosen, dispatch)}
                }
                {browser_settings(chosen, persistence, offline, dispatch)}
            </div>
        </DialogFrame>
    }
}
