//! What the analyst chooses for this browser, whatever the project.

use yew::prelude::*;

use super::reading::colours;
use crate::session::{Action, Offline, Persistence, Settings};

/// The theme, whether single keys are commands, and what the browser keeps.
pub(super) fn browser_settings(
    settings: &Settings,
    persistence: Option<Persistence>,
    offline: &Offline,
    dispatch: &Callback<Action>,
) -> Html {
    let change =
        |chosen: Settings| dispatch.reform(move |_: Event| Action::SettingsChosen(chosen.clone()));
    let single_keys = Settings { single_keys: !settings.single_keys, ..settings.clone() };
    let names = Settings { suggests_names: !settings.suggests_names, ..settings.clone() };
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
            <label class="choice">
                <input type="checkbox" checked={settings.suggests_names} onchange={change(names)} />
                <span>
                    {"Suggest the registry’s names in articles as they are loaded"}
                    <span class="soft">{"They wait for your decision and count nowhere before."}</span>
                </span>
            </label>
            <p class="soft" id="settings-persistence">
                { persistence.map_or("At the first change, this browser is asked to keep saved work for good.", persistence_words) }
            </p>
            <p class="soft" id="settings-offline">{ offline.words() }</p>
        </section>
    }
}

/// Whether the browser keeps what is saved, in words.
fn persistence_words(persistence: Persistence) -> &'static str {
    match persistence {
        Persistence::Granted => "This browser keeps saved work until you clear this site’s data.",
        Persistence::Refused => {
            "This browser may remove saved work when the disk is nearly full: save a file copy now and then."
        }
        Persistence::Unknown => {
            "This browser does not say whether it keeps saved work for good: save a file copy now and then."
        }
    }
}
