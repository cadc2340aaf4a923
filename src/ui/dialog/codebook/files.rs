//! Codebooks from elsewhere: those that come with the program, and files.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::editor::{Editing, Editor};
use crate::browser::files as browser_files;
use crate::formats::codebook;
use crate::model::{Codebook, PRESETS};
use crate::session::codebook::begin_from;
use crate::ui::{Picture, icon};

const REMARKS_ID: &str = "codebook-remarks";

/// The presets, a file in, a file out.
pub(super) fn files(editor: &Editor, editing: &Editing, on_export: &Callback<Codebook>) -> Html {
    let export = {
        let wanted = editing.wanted.clone();
        on_export.reform(move |_: MouseEvent| wanted.clone())
    };
    html! {
        <div class="stack">
            <h3>{"Begin from a codebook of the program"}</h3>
            <ul class="codebook-presets">
                { for PRESETS.iter().map(|preset| {
                    let begin = editor.on(move |editing, _: MouseEvent| {
                        begin_from(&mut editing.wanted, preset.codebook());
                        editing.remarks = vec![format!("“{}” is in the editor, with the issues that were there. Look it through, then apply it.", preset.name)];
                        editing.focus = Some(REMARKS_ID.to_owned());
                    });
                    html! {
                        <li key={preset.name}>
                            <div><strong>{preset.name}</strong><p class="soft">{preset.purpose}</p></div>
                            <button type="button" aria-label={format!("Begin from it: {}", preset.name)} onclick={begin}>{"Begin from it"}</button>
                        </li>
                    }
                }) }
            </ul>
            <h3>{"Files"}</h3>
            <p class="soft">{"A codebook as a JSON file, for another project or another team. A project file gives its codebook too."}</p>
            <div class="row">
                {import(editor)}
                <button type="button" onclick={export}>{icon(Picture::Save)}{"Save this codebook as a file"}</button>
            </div>
            <div id={REMARKS_ID} tabindex="-1" role="status">
                if !editing.remarks.is_empty() {
                    <ul class="codebook-remarks">{ for editing.remarks.iter().map(|words| html! { <li>{words}</li> }) }</ul>
                }
            </div>
        </div>
    }
}

/// A button in front of the browser's file picker.
fn import(editor: &Editor) -> Html {
    let input = NodeRef::default();
    let onclick = {
        let input = input.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(input) = input.cast::<HtmlInputElement>() {
                input.click();
            }
        })
    };
    let onchange = {
        let editor = editor.clone();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            let picked = browser_files::picked(&input).into_iter().next();
            // Else picking the same file again would be no change.
            input.set_value("");
            let Some(picked) = picked else { return };
            let editor = editor.clone();
            wasm_bindgen_futures::spawn_local(async move {
                let name = picked.path.clone();
                let read = if picked.size > codebook::LARGEST_BYTES as u64 {
                    Err(codebook::CodebookError::TooLarge.to_string())
                } else {
                    let bytes = picked.bytes().await.map_err(|error| error.to_string());
                    bytes.and_then(|it| codebook::read(&it).map_err(|error| error.to_string()))
                };
                take(&mut editor.editing.borrow_mut(), &name, read);
                editor.update.force_update();
            });
        })
    };
    html! {
        <>
            <button type="button" {onclick}>{icon(Picture::File)}{"Open a codebook file"}</button>
            <input ref={input} type="file" accept=".json,application/json" hidden=true aria-label="Open a codebook file" {onchange} />
        </>
    }
}

fn take(editing: &mut Editing, name: &str, read: Result<codebook::Opened, String>) {
    editing.focus = Some(REMARKS_ID.to_owned());
    editing.remarks = match read {
        Ok(opened) => {
            editing.wanted = opened.codebook;
            let said = match opened.remarks.len() {
                0 => format!("{name} is in the editor. Look it through, then apply it."),
                count => {
                    format!("{name} is in the editor, without what could not be read ({count}):")
                }
            };
            let left_out = opened.remarks.iter().map(ToString::to_string);
            std::iter::once(said).chain(left_out).collect()
        }
        Err(error) => {
            vec![format!("{name} could not be used: {error}. The codebook is as it was.")]
        }
    };
}
