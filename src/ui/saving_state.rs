//! Whether every change is in the database.

use yew::prelude::*;

use super::{Picture, icon};
use crate::session::Saving;

/// "Saved", "Saving…" or "Not saved", with a picture.
pub fn saving_state(saving: &Saving) -> Html {
    let (name, picture, words) = match saving {
        Saving::Saved => ("saved", Picture::Check, "Saved"),
        Saving::Pending(_) => ("saving", Picture::Spinner, "Saving…"),
        Saving::Failed(_) => ("failed", Picture::Remarks, "Not saved"),
    };
    // Not read out at every edit, only when asked for; a failure is told by the header's alert.
    html! {
        <p class="saving-state" data-state={name} role="status" aria-live="off">
            {icon(picture)}<span>{words}</span>
        </p>
    }
}
