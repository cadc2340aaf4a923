//! A project is about to be closed whose last changes could not be saved.

use yew::prelude::*;

use super::Question;

/// The dialog's props.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct LeaveUnsavedDialogProps {
    /// The analyst goes on.
    pub on_confirm: Callback<()>,
    /// The project is wanted as a file first.
    pub on_save: Callback<()>,
    /// The dialog is to go.
    pub on_close: Callback<()>,
}

/// Says what is lost, and offers the file that keeps it.
#[component]
pub(super) fn LeaveUnsavedDialog(props: &LeaveUnsavedDialogProps) -> Html {
    html! {
        <Question
            title="Close without saving?"
            answer="Close without saving"
            is_danger=true
            on_confirm={props.on_confirm.clone()}
            on_close={props.on_close.clone()}
        >
            <p>{"This browser has not taken the last changes. They are on this page only, and closing the project may lose them."}</p>
            <p>
                <button type="button" onclick={props.on_save.reform(|_: MouseEvent| ())}>{"Save to a file"}</button>
            </p>
        </Question>
    }
}
