//! A button that lets the analyst pick files or a folder.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::{Picture, Request, icon};
use crate::browser::files::{self, PickedFile};

/// What is picked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pick {
    /// One file or several.
    Files,
    /// Everything in a folder.
    Folder,
}

/// A button of that class in front of the browser's file picker; picked files are
/// [`Request::AddFiles`]. A press is told before the picker opens.
pub fn open_file(
    pick: Pick,
    class: &'static str,
    on_press: Callback<()>,
    on_request: &Callback<Request>,
) -> Html {
    pick_files(pick, class, on_press, on_request.reform(Request::AddFiles))
}

/// The same for picked files that are something else; `is-first` in the class takes the focus in a
/// dialog.
pub fn pick_files(
    pick: Pick,
    class: &'static str,
    on_press: Callback<()>,
    on_pick: Callback<Vec<PickedFile>>,
) -> Html {
    let input = NodeRef::default();
    let onclick = {
        let input = input.clone();
        Callback::from(move |_: MouseEvent| {
            on_press.emit(());
            if let Some(input) = input.cast::<HtmlInputElement>() {
                input.click();
            }
        })
    };
    let onchange = on_pick.reform(|event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        let picked = files::picked(&input);
        // Else picking the same files again would be no change.
        input.set_value("");
        picked
    });
    let (words, picture, is_folder) = match pick {
        Pick::Files => ("Choose files", Picture::File, false),
        Pick::Folder => ("Choose a folder", Picture::Folder, true),
    };
    html! {
        <>
            <button type="button" {class} autofocus={class.contains("is-first")} {onclick}>
                {icon(picture)}{words}
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
