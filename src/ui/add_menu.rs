//! The header's menu of ways to add articles.

use web_sys::{HtmlElement, Node};
use yew::prelude::*;

use super::{Pick, Picture, Request, icon, open_file};
use crate::session::{Action, Dialog};

/// The menu's props.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct AddMenuProps {
    /// Whether nothing may be added.
    pub is_disabled: bool,
    /// Hears that text is to be pasted.
    pub dispatch: Callback<Action>,
    /// Hears which files are to be read.
    pub on_request: Callback<Request>,
}

/// A button that shows the ways to add articles. Leaving it, or Escape, hides them.
#[component]
pub fn AddMenu(props: &AddMenuProps) -> Html {
    let is_open = use_state(|| false);
    let whole = use_node_ref();
    let button = use_node_ref();
    let toggle = {
        let is_open = is_open.clone();
        Callback::from(move |_: MouseEvent| is_open.set(!*is_open))
    };
    // The focus goes back to the button first, where a dialog opened from here returns it to.
    let close = {
        let (is_open, button) = (is_open.clone(), button.clone());
        Callback::from(move |()| {
            if let Some(button) = button.cast::<HtmlElement>() {
                button.focus().ok();
            }
            is_open.set(false);
        })
    };
    let onkeydown = {
        let (is_open, close) = (is_open.clone(), close.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && *is_open {
                event.stop_propagation();
                close.emit(());
            }
        })
    };
    let onfocusout = {
        let (is_open, whole) = (is_open.clone(), whole.clone());
        Callback::from(move |event: FocusEvent| {
            let to = event
                .related_target()
                .and_then(|to| wasm_bindgen::JsCast::dyn_into::<Node>(to).ok());
            let stays = whole.cast::<Node>().is_some_and(|whole| whole.contains(to.as_ref()));
            if !stays {
                is_open.set(false);
            }
        })
    };
    let paste = {
        let (close, dispatch) = (close.clone(), props.dispatch.clone());
        Callback::from(move |_: MouseEvent| {
            close.emit(());
            dispatch.emit(Action::DialogOpened(Dialog::Paste));
        })
    };
    html! {
        <div class="add-menu" ref={whole} {onkeydown} {onfocusout}>
            <button
                ref={button}
                type="button"
                class="header-worded"
                aria-label="Add articles"
                aria-expanded={is_open.to_string()}
                aria-controls="add-menu"
                disabled={props.is_disabled}
                onclick={toggle}
            >
                {icon(Picture::Add)}<span>{"Add articles"}</span>
            </button>
            <ul id="add-menu" class="add-menu-choices" hidden={!*is_open}>
                <li>{open_file(Pick::Files, "plain", close.clone(), &props.on_request)}</li>
                <li>{open_file(Pick::Folder, "plain", close, &props.on_request)}</li>
                <li>
                    <button type="button" class="plain" onclick={paste}>
                        {icon(Picture::Clipboard)}{"Paste text"}
                    </button>
                </li>
                <li class="soft">{"Or drop files anywhere on the page."}</li>
            </ul>
        </div>
    }
}
