//! Text to be pasted.

use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::{DialogFrame, pressed};

/// The form by which the footer's button sends what the body holds.
const FORM: &str = "paste";

/// The dialog's props.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct PasteDialogProps {
    /// Hears the title, which may be empty, and the text, which is not.
    pub on_paste: Callback<(String, String)>,
    /// The dialog is to go.
    pub on_close: Callback<()>,
}

/// Asks for a text and its title.
#[component]
pub(super) fn PasteDialog(props: &PasteDialogProps) -> Html {
    let title = use_node_ref();
    let text = use_node_ref();
    let is_missing = use_state(|| false);
    let onsubmit = {
        let (title, text, is_missing) = (title.clone(), text.clone(), is_missing.clone());
        let on_paste = props.on_paste.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let (Some(title), Some(text)) =
                (title.cast::<HtmlInputElement>(), text.cast::<HtmlTextAreaElement>())
            else {
                return;
            };
            let pasted = text.value();
            is_missing.set(pasted.trim().is_empty());
            if pasted.trim().is_empty() {
                text.focus().ok();
            } else {
                on_paste.emit((title.value().trim().to_owned(), pasted));
            }
        })
    };
    let footer = html! {
        <>
            <button type="button" onclick={pressed(&props.on_close)}>{"Cancel"}</button>
            <button type="submit" form={FORM} class="primary">{"Add the article"}</button>
        </>
    };
    html! {
        <DialogFrame title="Paste text" is_wide=true {footer} on_close={props.on_close.clone()}>
            <form id={FORM} class="stack" {onsubmit}>
                <div class="field">
                    <label class="name" for="paste-text">{"Text of one article"}</label>
                    <textarea
                        ref={text}
                        id="paste-text"
                        class="paste-text"
                        rows="12"
                        dir="auto"
                        autofocus=true
                        spellcheck="false"
                        aria-describedby="paste-hint"
                        aria-invalid={is_missing.then_some("true")}
                    />
                    <p id="paste-hint" class={if *is_missing { "field-fault" } else { "soft" }} role="status">{
                        if *is_missing {
                            "There is no text yet. Paste or type one here."
                        } else {
                            "It is kept as it is and cannot be changed afterwards."
                        }
                    }</p>
                </div>
                <div class="field">
                    <label class="name" for="paste-title">{"Title, if it is not in the text"}</label>
                    <input ref={title} id="paste-title" type="text" dir="auto" autocomplete="off" />
                </div>
            </form>
        </DialogFrame>
    }
}
