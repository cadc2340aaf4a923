//! What the analyst chooses for this browser, whatever the project.

use yew::prelude::*;

use crate::session::{Action, Settings, Theme};

/// The theme, and whether single keys are commands.
pub(super) fn browser_settings(settings: &Settings, dispatch: &Callback<Action>) -> Html {
    let change =
        |chosen: Settings| dispatch.reform(move |_: Event| Action::SettingsChosen(chosen.clone()));
    let themes = [(Theme::System, "As the system"), (Theme::Light, "Light"), (Theme::Dark, "Dark")];
    let single_keys = Settings { single_keys: !settings.single_keys, ..settings.clone() };
    html! {
        <section aria-labelledby="settings-browser">
            <h3 id="settings-browser">{"This browser"}</h3>
            <fieldset>
                <legend>{"Colours"}</legend>
                <div class="row">
                    { for themes.map(|(theme, name)| html! {
                        <label key={name} class="choice">
                            <input
                                type="radio"
                                name="theme"
                                checked={settings.theme == theme}
                                onchange={change(Settings { theme, ..settings.clone() })}
                            />
                            <span>{name}</span>
                        </label>
                    }) }
                </div>
            </fieldset>
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
