//! The keys: all of them at a glance, and each to be changed.

use yew::prelude::*;

use super::{DialogFrame, pressed};
use crate::model::Codebook;
use crate::session::command::{COMMANDS, Chord, Entry, KeySheet, Refused, When, entry, shadow};
use crate::session::{Action, Dialog, Settings};
use crate::ui::{Picture, icon, keyboard, on};

/// What the sheet shows.
#[derive(Clone, Copy)]
struct Sheet<'a> {
    settings: &'a Settings,
    state: &'a KeySheet,
    codebook: Option<&'a Codebook>,
    dispatch: &'a Callback<Action>,
}

/// Every key, by where it counts; single letters and digits may be off.
pub(super) fn keys(
    settings: &Settings,
    state: &KeySheet,
    codebook: Option<&Codebook>,
    dispatch: &Callback<Action>,
    on_close: Callback<()>,
) -> Html {
    let sheet = Sheet { settings, state, codebook, dispatch };
    let open = |is_open| on(dispatch, Action::KeySheetOpened(is_open));
    let footer = if state.is_open {
        html! {
            <>
                <button type="button" class="at-start" disabled={!settings.keys.has_changes()}
                    onclick={on(dispatch, Action::KeysReset(None))}>{"Reset all keys"}</button>
                <button type="button" onclick={open(false)}>{"Back to the list"}</button>
                <button type="button" class="primary" onclick={pressed(&on_close)}>{"Done"}</button>
            </>
        }
    } else {
        html! {
            <>
                <button type="button" class="at-start" onclick={open(true)}>{"Change keys"}</button>
                <button type="button" class="primary" onclick={pressed(&on_close)}>{"Done"}</button>
            </>
        }
    };
    html! {
        <DialogFrame key="keys" title="Keys" is_wide=true is_read=true {footer} {on_close}>
            if !settings.single_keys {
                <p class="keys-note row">
                    {"Single letters and digits are switched off."}
                    <button type="button" onclick={on(dispatch, Action::DialogOpened(Dialog::Settings))}>{"Settings"}</button>
                </p>
            }
            if state.is_open {
                <p class="soft">{"Press a command’s key here, then the new one. Changes count at once and stay in this browser; the keys of labels and polarities belong to the project’s codebook."}</p>
            }
            <div class="keys">
                { group(sheet, "Caret", Some("Shift with any of the first keys selects. Held down, they go faster, as do the keys that move a mark’s ends.")) }
                { group(sheet, "Marks", None) }
                { stance_group(sheet) }
                { group(sheet, "Comparing", None) }
                { group(sheet, "Entities", Some("In the registry of entities; the digits link words to what is offered.")) }
                { group(sheet, "Everywhere", None) }
            </div>
        </DialogFrame>
    }
}

fn group(sheet: Sheet<'_>, name: &'static str, note: Option<&'static str>) -> Html {
    let labels = sheet.codebook.filter(|_| name == "Marks").map(|it| it.entity_types.as_slice());
    html! {
        <section key={name}>
            <h3>{name}</h3>
            if let Some(note) = note { <p class="soft">{note}</p> }
            <dl>
                { for labels.unwrap_or_default().iter().filter_map(|label| {
                    let key = String::from(label.key?);
                    Some(fixed(&key, html! { <>{"label as "}{&label.label}</> }))
                }) }
                { for COMMANDS.iter().filter(|entry| entry.group == name).map(|entry| row(sheet, entry)) }
            </dl>
        </section>
    }
}

/// What the stance form reads by itself.
fn stance_group(sheet: Sheet<'_>) -> Html {
    let polarities = sheet.codebook.map(|codebook| codebook.polarities.as_slice());
    html! {
        <section key="Stance">
            <h3>{"Stance form"}</h3>
            <dl>
                { fixed("Enter", html! { "take the offer and go on; from the note, back to the text" }) }
                { fixed("a letter", html! { "in a row of values: the one whose letter is underlined; Del: none" }) }
                { for polarities.unwrap_or_default().iter().filter_map(|style| {
                    let key = String::from(style.key?);
                    Some(fixed(&key, html! { &style.label }))
                }) }
                { for COMMANDS.iter().filter(|entry| entry.when == When::InStance).map(|entry| row(sheet, entry)) }
            </dl>
        </section>
    }
}

fn fixed(key: &str, does: Html) -> Html {
    html! { <div key={key.to_owned()}><dt><kbd>{key}</kbd></dt><dd>{does}</dd></div> }
}

fn row(sheet: Sheet<'_>, entry: &'static Entry) -> Html {
    let chords = sheet.settings.keys.chords(entry);
    let is_open = sheet.state.is_open && !entry.is_fixed;
    let caps = if chords.is_empty() {
        html! { <span class="soft">{"no key"}</span> }
    } else {
        caps(&chords)
    };
    let place = match entry.when {
        When::InText if entry.group != "Caret" => " in the text",
        When::Always => " also while typing",
        _ => "",
    };
    let of_text = sheet.codebook.filter(|_| entry.when.meets(When::AtDesk));
    let shadowed = of_text.and_then(|codebook| {
        let (chord, by) = chords.iter().find_map(|it| Some((it, shadow(it, codebook)?)))?;
        Some(format!("{} is also the codebook’s key for “{by}”, which goes first.", chord.shown()))
    });
    html! {
        <div key={entry.id}>
            <dt>{ if is_open { changeable(sheet, entry, caps) } else { caps } }</dt>
            <dd>
                {entry.does()}
                if !place.is_empty() { <span class="soft">{place}</span> }
                if is_open && sheet.settings.keys.is_changed(entry) {
                    <button type="button" class="plain icon-only" aria-label={format!("Reset: {}", entry.does())} title="Its first key again"
                        onclick={on(sheet.dispatch, Action::KeysReset(Some(entry.id)))}>{icon(Picture::Undo)}</button>
                }
                if let Some(words) = shadowed { <p class="keys-note">{words}</p> }
                if is_open && sheet.state.asked == Some(entry.id) { {refused(sheet)} }
            </dd>
        </div>
    }
}

fn caps(chords: &[Chord]) -> Html {
    chords
        .iter()
        .enumerate()
        .map(|(at, chord)| {
            html! {
                <span key={at} class="chord">
                    { for chord.caps().iter().map(|cap| html! { <><kbd>{cap}</kbd>{" "}</> }) }
                    if at + 1 < chords.len() { {"or "} }
                </span>
            }
        })
        .collect()
}

/// The keys as a button: a press asks for another, the next key is it.
fn changeable(sheet: Sheet<'_>, entry: &'static Entry, caps: Html) -> Html {
    let is_asked = sheet.state.asked == Some(entry.id);
    let hidden = |words: String| html! { <span class="for-screen-readers">{words}</span> };
    let dispatch = sheet.dispatch.clone();
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if !is_asked || event.repeat() {
            return;
        }
        let chord = keyboard::read(&event, |key, _| Chord::of(key));
        match chord.as_str() {
            "Tab" | "Shift Tab" => dispatch.emit(Action::KeyAsked(None)),
            "Escape" => {
                // Else the dialog closes.
                event.prevent_default();
                dispatch.emit(Action::KeyAsked(None));
            }
            _ => {
                event.prevent_default();
                dispatch.emit(Action::KeyPressed(chord));
            }
        }
    });
    let onclick = on(sheet.dispatch, Action::KeyAsked((!is_asked).then_some(entry.id)));
    html! {
        <button type="button" class="key-change" aria-pressed={is_asked.to_string()} {onkeydown} {onclick}>
            <span>
                if is_asked {
                    {"Press a key…"}{ hidden(format!(" for {}, or Escape", entry.does())) }
                } else {
                    { hidden("Change ".to_owned()) }{caps}{ hidden(format!(" for {}", entry.does())) }
                }
            </span>
        </button>
    }
}

/// Why the pressed key was not taken, and how to have it all the same.
fn refused(sheet: Sheet<'_>) -> Html {
    html! {
        <div role="alert">
            if let Some(refused) = &sheet.state.refused {
                <p class="keys-note row">
                    {refused.words()}
                    if let Refused::Taken(other) = refused.why && !entry(other).is_fixed {
                        <button type="button" onclick={on(sheet.dispatch, Action::KeyTaken)}>{"Take it from there"}</button>
                    }
                </p>
            }
        </div>
    }
}
