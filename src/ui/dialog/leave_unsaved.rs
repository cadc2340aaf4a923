//! A project is about to be closed whose last changes could not be saved.

use yew::prelude::*;

use super::question::{Question, question};

/// Says what is lost, and offers the file that keeps it.
pub(super) fn leave_unsaved(
    on_confirm: Callback<MouseEvent>,
    on_save: Callback<MouseEvent>,
    on_close: Callback<()>,
) -> Html {
    let body = html! {
        <>
            <p>{"This browser has not taken the last changes. They are on this page only, and closing the project may lose them."}</p>
            <p><button type="button" onclick={on_save}>{"Save to a file"}</button></p>
        </>
    };
    question(Question {
        title: "Close without saving?",
        body,
        answer: "Close without saving".to_owned(),
        is_danger: true,
        on_confirm,
        on_close,
    })
}
