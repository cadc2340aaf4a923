//! The frame of every dialog.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, HtmlElement};
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

/// The key of the main button below, wherever in the dialog the focus is.
pub(super) const MAIN_KEY: &str = "Control+Enter";

/// What the main button shows of it.
pub(super) fn main_key() -> Html {
    html! { <kbd aria-hidden="true">{"Ctrl Enter"}</kbd> }
}

fn press_main(dialog: &NodeRef) {
    let main = dialog.cast::<Element>().and_then(|dialog| {
        dialog.query_selector(".dialog-footer .primary:not(:disabled)").ok().flatten()
    });
    if let Some(main) = main.and_then(|main| main.dyn_into::<HtmlElement>().ok()) {
        main.click();
    }
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
    let onkeydown = {
        let dialog = dialog.clone();
        Callback::from(move |event: KeyboardEvent| {
            // Keys typed here mean nothing to the desk behind.
            event.stop_propagation();
            if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
                event.prevent_default();
                press_main(&dialog);
            }
        })
    };
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
