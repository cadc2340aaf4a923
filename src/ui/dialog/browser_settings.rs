//! What the analyst chooses for this browser, whatever the project.

use yew::prelude::*;

use crate::session::{Action, Settings, Theme};

/// The settings' props.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct BrowserSettingsProps {
    /// As they are.
    pub settings: Settings,
    /// Hears what was changed.
    pub dispatch: Callback<Action>,
}

/// The theme, and whether single keys are commands.
#[component]
pub(super) fn BrowserSettings(props: &BrowserSettingsProps) -> Html {
    let BrowserSettingsProps { settings, dispatch } = props;
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
