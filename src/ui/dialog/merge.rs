//! A file has another state of a project that is here: what differs, before anything changes.

use std::rc::Rc;

use yew::prelude::*;

use super::{DialogFrame, pressed};
use crate::model::{Difference, MergeFate};
use crate::session::Merging;
use crate::ui::window::Window;

/// The height of a row, the same as in the style sheet.
const ROW_PX: u32 = 40;

/// The dialog's props.
#[derive(Debug, PartialEq, Properties)]
pub(super) struct MergeDialogProps {
    /// The other state.
    pub merging: Rc<Merging>,
    /// The two are to be merged.
    pub on_merge: Callback<()>,
    /// The other one is to be opened as a project of its own.
    pub on_copy: Callback<()>,
    /// The dialog is to go.
    pub on_close: Callback<()>,
}

/// Counts, the list of all that differs, and three ways to go on.
#[component]
pub(super) fn MergeDialog(props: &MergeDialogProps) -> Html {
    let MergeDialogProps { merging, on_merge, on_copy, on_close } = props;
    let count = merging.differences.len();
    let of = |fate: MergeFate| merging.differences.iter().filter(|it| it.fate == fate).count();
    let row = {
        let merging = merging.clone();
        Callback::from(move |index: usize| {
            let Some(Difference { fate, words, article }) = merging.differences.get(index) else {
                return Html::default();
            };
            html! {
                <div key={index} class="merge-row" role="listitem">
                    <span class="line" dir="auto">{ words }</span>
                    <span class="soft" dir="auto">{ article.clone() }</span>
                    <span class="merge-fate">{ fate.words() }</span>
                </div>
            }
        })
    };
    let footer = html! {
        <>
            <button type="button" class="at-start" onclick={pressed(on_close)}>{ "Cancel" }</button>
            <button type="button" onclick={pressed(on_copy)}>{ "Open as a copy" }</button>
            <button type="button" class="primary" autofocus=true onclick={pressed(on_merge)}>{ "Merge" }</button>
        </>
    };
    html! {
        <DialogFrame title="Another state of a project that is here" is_wide=true {footer} on_close={on_close.clone()}>
            <div class="merge">
                <p>
                    { format!("{} has the project “{}” in another state. Merging adds what is new there and, where both have a thing, takes the one that was changed later. Nothing has been changed yet.",
                        merging.file, merging.there.name) }
                </p>
                <ul>
                    { for MergeFate::ALL.into_iter().filter(|fate| of(*fate) > 0).map(|fate| html! {
                        <li key={fate as usize}>{ format!("{} × {}", of(fate), fate.words()) }</li>
                    }) }
                    if count == 0 {
                        <li>{ "What the file has is here already; what is here is newer." }</li>
                    }
                </ul>
                <Window {count} row_px={ROW_PX} {row} current={None::<usize>} is_read=true label="What differs" />
            </div>
        </DialogFrame>
    }
}
