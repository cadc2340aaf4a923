//! How the text is set: size, width, height of lines, typeface, colours.

use yew::prelude::*;

use super::{DialogFrame, pressed};
use crate::session::{Action, Choice, FACES, Reading, SIZES, SPACINGS, Settings, Theme, WIDTHS};
use crate::ui::on;

const THEMES: [(Theme, &str); 4] = [
    (Theme::System, "As the system"),
    (Theme::Light, "Light"),
    (Theme::Dark, "Dark"),
    (Theme::Contrast, "High contrast"),
];

/// The choices, beside the text that they change.
pub(super) fn reading(
    settings: &Settings,
    dispatch: &Callback<Action>,
    on_close: Callback<()>,
) -> Html {
    let now = settings.reading;
    let with = |reading: Reading| Action::SettingsChosen(Settings { reading, ..settings.clone() });
    let is_first = now == Reading::default();
    let size = |name: &'static str, sign: &'static str, to: Option<usize>| {
        html! {
            <button type="button" title={name} disabled={to.is_none()}
                onclick={on(dispatch, with(Reading { size: to.unwrap_or(now.size), ..now }))}>{sign}<span class="for-screen-readers">{name}</span></button>
        }
    };
    let footer = html! {
        <>
            <button type="button" class="at-start" disabled={is_first} onclick={on(dispatch, with(Reading::default()))}>{"As at first"}</button>
            <button type="button" class="primary" onclick={pressed(&on_close)}>{"Done"}</button>
        </>
    };
    let smaller = now.size.checked_sub(1);
    let larger = Some(now.size + 1).filter(|size| *size < SIZES.len());
    html! {
        <DialogFrame key="reading" title="Text and colours" is_aside=true {footer} {on_close}>
            <div class="reading">
                <fieldset>
                    <legend>{"Size of the text"}</legend>
                    <div class="row reading-size">
                        {size("Smaller text", "A−", smaller)}
                        <output aria-live="polite">{SIZES[now.size].0}</output>
                        {size("Larger text", "A+", larger)}
                    </div>
                </fieldset>
                {choices("Width of lines", "width", &WIDTHS, now.width, |width| with(Reading { width, ..now }), dispatch)}
                {choices("Height of lines", "spacing", &SPACINGS, now.spacing, |spacing| with(Reading { spacing, ..now }), dispatch)}
                {choices("Typeface", "face", &FACES, now.face, |face| with(Reading { face, ..now }), dispatch)}
                {colours(settings, dispatch)}
            </div>
        </DialogFrame>
    }
}

fn choices(
    legend: &'static str,
    name: &'static str,
    all: &[Choice],
    chosen: usize,
    choose: impl Fn(usize) -> Action,
    dispatch: &Callback<Action>,
) -> Html {
    let radios = all
        .iter()
        .enumerate()
        .map(|(at, (label, _))| radio(name, label, at == chosen, choose(at), dispatch));
    html! {
        <fieldset>
            <legend>{legend}</legend>
            <div class="row">{ for radios }</div>
        </fieldset>
    }
}

/// The colours of the page.
pub(super) fn colours(settings: &Settings, dispatch: &Callback<Action>) -> Html {
    let radios = THEMES.iter().map(|(theme, name)| {
        let chosen = Action::SettingsChosen(Settings { theme: *theme, ..settings.clone() });
        radio("theme", name, settings.theme == *theme, chosen, dispatch)
    });
    html! {
        <fieldset>
            <legend>{"Colours"}</legend>
            <div class="row">{ for radios }</div>
        </fieldset>
    }
}

fn radio(
    group: &'static str,
    label: &'static str,
    checked: bool,
    action: Action,
    dispatch: &Callback<Action>,
) -> Html {
    let onchange = dispatch.reform(move |_: Event| action.clone());
    html! {
        <label key={label} class="choice">
            <input type="radio" name={group} {checked} {onchange} />
            <span>{label}</span>
        </label>
    }
}
