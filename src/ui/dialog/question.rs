//! A dialog that asks before something is done.

use yew::prelude::*;

use super::{DialogFrame, pressed};

/// A question.
pub(super) struct Question {
    /// What is asked.
    pub title: &'static str,
    /// What to know before answering.
    pub body: Html,
    /// The button that goes on, as a verb with its object.
    pub answer: String,
    /// Whether going on takes something away.
    pub is_danger: bool,
    /// The analyst goes on.
    pub on_confirm: Callback<MouseEvent>,
    /// The dialog is to go.
    pub on_close: Callback<()>,
}

/// What will happen, a button that goes on and one that does not, which has the focus.
pub(super) fn question(question: Question) -> Html {
    let Question { title, body, answer, is_danger, on_confirm, on_close } = question;
    let class = if is_danger { "danger" } else { "primary" };
    let footer = html! {
        <>
            <button type="button" autofocus=true onclick={pressed(&on_close)}>{"Cancel"}</button>
            <button type="button" {class} onclick={on_confirm}>{answer}</button>
        </>
    };
    html! {
        <DialogFrame key={title} {title} is_read=true {footer} {on_close}>
            <div class="stack">{body}</div>
        </DialogFrame>
    }
}
