//! From key presses to commands, and where the keyboard focus goes.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use crate::session::StanceSlot;
use crate::session::command::{Key, Where};
use crate::text::Towards;

/// The panes in the order of F6.
const PANES: [&str; 3] = ["pane-articles", "pane-text", "pane-ledger"];

/// Calls `with` with the key as the table of commands knows it, and where the focus is.
pub fn read<R>(event: &KeyboardEvent, with: impl FnOnce(Key<'_>, Where) -> R) -> R {
    let name = event.key();
    let key = Key {
        name: &name,
        ctrl: event.ctrl_key() || event.meta_key(),
        shift: event.shift_key(),
        alt: event.alt_key(),
    };
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    with(key, target.map_or(Where::Elsewhere, |target| place(&target)))
}

fn place(target: &Element) -> Where {
    let is_in = |selector: &str| target.closest(selector).ok().flatten().is_some();
    if is_in(
        "textarea, select, [contenteditable], input:not([type=checkbox], [type=radio], [type=file])",
    ) {
        Where::Typing
    } else if is_in(".text") {
        Where::Text
    } else if is_in(".polarities") {
        Where::Polarities
    } else {
        Where::Elsewhere
    }
}

/// Whether a native dialog is open, which has the keys to itself.
pub fn is_in_dialog() -> bool {
    gloo::utils::document().query_selector("dialog[open]").ok().flatten().is_some()
}

/// Takes the focus off a field that is typed in.
pub fn leave_field() {
    if let Some(active) = gloo::utils::document().active_element()
        && active.matches("input, textarea, select").unwrap_or(false)
    {
        active.unchecked_into::<HtmlElement>().blur().ok();
    }
}

/// Puts the focus on the element of that id, or says that it is not on the page (yet).
pub fn focus(id: &str) -> bool {
    element(id).is_some_and(|element| element.focus().is_ok())
}

fn element(id: &str) -> Option<HtmlElement> {
    gloo::utils::document().get_element_by_id(id)?.dyn_into().ok()
}

/// Puts the focus into the text.
pub fn focus_text() {
    if let Ok(Some(text)) = gloo::utils::document().query_selector(".text") {
        text.unchecked_into::<HtmlElement>().focus().ok();
    }
}

/// The id of the stance form's part.
pub fn slot_id(slot: StanceSlot) -> &'static str {
    match slot {
        StanceSlot::Holder => "slot-holder",
        StanceSlot::Target => "slot-target",
        StanceSlot::Polarity => "slot-polarity",
        StanceSlot::NestedSource => "slot-source",
    }
}

/// Puts the focus on the first control of the labels beside the selection.
pub fn focus_chooser() {
    if let Ok(Some(button)) = gloo::utils::document().query_selector(".chooser button") {
        button.unchecked_into::<HtmlElement>().focus().ok();
    }
}

/// Puts the focus on the next pane, or the one before.
pub fn focus_pane(towards: Towards) {
    let document = gloo::utils::document();
    let here = document.active_element().and_then(|active| {
        PANES.iter().position(|pane| active.closest(&format!("#{pane}")).ok().flatten().is_some())
    });
    let count = PANES.len();
    let next = match (here, towards) {
        (None, _) => 1,
        (Some(here), Towards::End) => (here + 1) % count,
        (Some(here), Towards::Start) => (here + count - 1) % count,
    };
    if PANES[next] == "pane-text" {
        focus_text();
    } else if let Some(pane) = element(PANES[next]) {
        pane.focus().ok();
    }
}
