//! The frame of every dialog.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

use crate::ui::{Picture, icon};

/// The frame's props.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct DialogFrameProps {
    /// The heading, which is also the dialog's name.
    pub title: AttrValue,
    /// Whether it takes more of the page's width.
    #[prop_or_default]
    pub is_wide: bool,
    /// Whether it stands at the side, with the page in sight.
    #[prop_or_default]
    pub is_aside: bool,
    /// Whether nothing in the body takes the focus, so that the body itself must to be scrolled.
    #[prop_or_default]
    pub is_read: bool,
    /// The buttons below.
    #[prop_or_default]
    pub footer: Html,
    /// The analyst wants it away: Escape or the close button.
    pub on_close: Callback<()>,
    /// What it is about.
    pub children: Html,
}

/// A modal dialog of the browser: it keeps the focus, and gives it back when it goes.
#[component]
pub fn DialogFrame(props: &DialogFrameProps) -> Html {
    let dialog = use_node_ref();
    use_effect({
        let dialog = dialog.clone();
        move || {
            // Also one that the browser has closed, and that is to stay.
            let hidden = dialog.cast::<HtmlDialogElement>().filter(|dialog| !dialog.open());
            hidden.map(|dialog| dialog.show_modal());
        }
    });
    use_effect_with((), {
        let dialog = dialog.clone();
        move |()| {
            let shown = dialog.cast::<HtmlDialogElement>();
            // Only `close()` gives the focus back; taking the element away does not.
            move || shown.iter().for_each(HtmlDialogElement::close)
        }
    });
    // Chromium closes without asking at the second Escape in a row: that `cancel` cannot be stopped,
    // and `close` comes after it.
    let on_cancel = props.on_close.clone();
    let oncancel = Callback::from(move |event: Event| {
        event.prevent_default();
        if event.default_prevented() {
            on_cancel.emit(());
        }
    });
    let onclose = props.on_close.reform(|_: Event| ());
    let onclick = props.on_close.reform(|_: MouseEvent| ());
    // Keys typed here mean nothing to the desk behind.
    let onkeydown = Callback::from(|event: KeyboardEvent| event.stop_propagation());
    html! {
        <dialog
            ref={dialog}
            class={classes!("dialog", props.is_wide.then_some("is-wide"), props.is_aside.then_some("is-aside"))}
            aria-labelledby="dialog-title"
            {oncancel}
            {onclose}
            {onkeydown}
        >
            <header class="dialog-title">
                <h2 id="dialog-title">{&props.title}</h2>
                <button type="button" class="plain icon-only" aria-label="Close" {onclick}>
                    {icon(Picture::Close)}
                </button>
            </header>
            <div
                class="dialog-body"
                role={props.is_read.then_some("group")}
                aria-labelledby={props.is_read.then_some("dialog-title")}
                tabindex={props.is_read.then_some("0")}
            >
                {props.children.clone()}
            </div>
            if props.footer != Html::default() {
                <footer class="dialog-footer">{props.footer.clone()}</footer>
            }
        </dialog>
    }
}
