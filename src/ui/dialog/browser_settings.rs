//! What the analyst chooses for this browser, whatever the project.

use yew::prelude::*;

use super::reading::colours;
use crate::session::{Action, Settings};

/// The theme, and whether single keys are commands.
pub(super) fn browser_settings(settings: &Settings, dispatch: &Callback<Action>) -> Html {
    let change =
        |chosen: Settings| dispatch.reform(move |_: Event| Action::SettingsChosen(chosen.clone()));
    let single_keys = Settings { single_keys: !settings.single_keys, ..settings.clone() };
    html! {
        <section aria-labelledby="settings-browser">
            <h3 id="settings-browser">{"This browser"}</h3>
            {colours(settings, dispatch)}
            <label class="choice">
                <input type="checkbox" checked={settings.single_keys} onchange={change(single_keys)} />
                <span>
                    {"Single letters and digits are commands"}
                    <span class="soft">{"Switch this off if you dictate or use other assistive software; every command has a button too."}</span>
                </span>
            </label>
        </section>
    }
}
