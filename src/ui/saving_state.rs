//! Whether every change is in the database.

use yew::prelude::*;

use super::{Icon, Picture};
use crate::session::Saving;

/// The state's props.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct SavingStateProps {
    /// How the work is kept.
    pub saving: Saving,
}

/// "Saved", "Saving…" or "Not saved", with a picture.
#[component]
pub fn SavingState(props: &SavingStateProps) -> Html {
    let (name, picture, words) = match &props.saving {
        Saving::Saved => ("saved", Picture::Check, "Saved"),
        Saving::Pending(_) => ("saving", Picture::Spinner, "Saving…"),
        Saving::Failed(_) => ("failed", Picture::Remarks, "Not saved"),
    };
    // Not read out at every edit, only when asked for; a failure is told by the header's alert.
    html! {
        <p class="saving-state" data-state={name} role="status" aria-live="off">
            <Icon {picture} /><span>{words}</span>
        </p>
    }
}
