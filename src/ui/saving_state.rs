//! Whether every change is in the database.

use yew::prelude::*;

use super::{Picture, icon};
use crate::session::Saving;

const ID: &str = "saving-state";
const STATES: [(&str, Picture, &str); 3] = [
    ("saved", Picture::Check, "Saved"),
    ("saving", Picture::Spinner, "Saving…"),
    ("failed", Picture::Remarks, "Not saved"),
];

/// "Saved", "Saving…" or "Not saved", with a picture; [`show`] says which.
pub fn saving_state() -> Html {
    // Not read out at every edit, only when asked for; a failure is told by the header's alert.
    html! {
        <p id={ID} class="saving-state" role="status" aria-live="off">
            { for STATES.map(|(name, picture, _)| html! {
                <span key={name} data-when={name}>{icon(picture)}</span>
            }) }
            <span key="words" class="words" />
        </p>
    }
}

/// Shows how the work is kept: at once, whatever else there is to draw.
pub fn show(saving: &Saving) {
    let Some(shown) = gloo::utils::document().get_element_by_id(ID) else { return };
    let (name, _, words) = STATES[match saving {
        Saving::Saved => 0,
        Saving::Pending(_) => 1,
        Saving::Failed(_) => 2,
    }];
    if shown.get_attribute("data-state").as_deref() != Some(name) {
        shown.set_attribute("data-state", name).ok();
        if let Some(place) = shown.last_element_child() {
            place.set_text_content(Some(words));
        }
    }
}
