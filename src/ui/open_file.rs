//! A button that lets the analyst pick files or a folder.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{Icon, Picture, Request};
use crate::browser::files;

/// What is picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// One file or several.
    Files,
    /// Everything in a folder.
    Folder,
}

/// The button's props.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct OpenFileProps {
    /// What is picked.
    pub pick: Pick,
    /// The button's classes.
    #[prop_or_default]
    pub class: Classes,
    /// The button was pressed; the picker opens next.
    #[prop_or_default]
    pub on_press: Callback<()>,
    /// Hears [`Request::AddFiles`] when something was picked.
    pub on_request: Callback<Request>,
}

/// A button in front of the browser's file picker.
#[component]
pub fn OpenFile(props: &OpenFileProps) -> Html {
    let input = use_node_ref();
    let onclick = {
        let (input, on_press) = (input.clone(), props.on_press.clone());
        Callback::from(move |_: MouseEvent| {
            on_press.emit(());
            if let Some(input) = input.cast::<HtmlInputElement>() {
                input.click();
            }
        })
    };
    let onchange = props.on_request.reform(|event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        let picked = files::picked(&input);
        // Else picking the same files again would be no change.
        input.set_value("");
        Request::AddFiles(picked)
    });
    let (words, picture, is_folder) = match props.pick {
        Pick::Files => ("Choose files", Picture::File, false),
        Pick::Folder => ("Choose a folder", Picture::Folder, true),
    };
    html! {
        <>
            <button type="button" class={props.class.clone()} {onclick}>
                <Icon {picture} />{words}
            </button>
            <input
                ref={input}
                type="file"
                hidden=true
                multiple=true
                webkitdirectory={is_folder}
                aria-label={words}
                {onchange}
            />
        </>
    }
}
