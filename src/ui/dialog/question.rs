//! A dialog that asks before something is done.

use yew::prelude::*;

use super::DialogFrame;

/// The question's props.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct QuestionProps {
    /// What is asked.
    pub title: AttrValue,
    /// The button that goes on, as a verb with its object.
    pub answer: AttrValue,
    /// Whether going on takes something away.
    #[prop_or_default]
    pub is_danger: bool,
    /// The analyst goes on.
    pub on_confirm: Callback<()>,
    /// The dialog is to go.
    pub on_close: Callback<()>,
    /// What to know before answering.
    pub children: Html,
}

/// What will happen, a button that goes on and one that does not, which has the focus.
#[component]
pub(super) fn Question(props: &QuestionProps) -> Html {
    let class = if props.is_danger { "danger" } else { "primary" };
    let footer = html! {
        <>
            <button type="button" autofocus=true onclick={props.on_close.reform(|_: MouseEvent| ())}>{"Cancel"}</button>
            <button type="button" {class} onclick={props.on_confirm.reform(|_: MouseEvent| ())}>{&props.answer}</button>
        </>
    };
    html! {
        <DialogFrame title={props.title.clone()} is_read=true {footer} on_close={props.on_close.clone()}>
            <div class="stack">{props.children.clone()}</div>
        </DialogFrame>
    }
}
