//! The labels beside a selection: one key, one click.

use yew::prelude::*;

use super::{colour_name, on};
use crate::model::Codebook;
use crate::session::Action;

/// A toolbar that floats at the selection, in the element of `place`.
///
/// `can_extend` says whether a mark, or a stance being written, can take the selection's words;
/// `in_draft`, whether a stance is being written.
pub fn chooser(
    codebook: &Codebook,
    can_extend: bool,
    in_draft: bool,
    place: NodeRef,
    dispatch: &Callback<Action>,
) -> Html {
    let on = |action: Action| on(dispatch, action);
    // A press must not take the selection away before the click has used it.
    let keep = Callback::from(|event: PointerEvent| event.prevent_default());
    let labels = codebook.entity_types.iter().map(|label| html! {
        <button key={label.id.as_str()} type="button" title={label.guideline.clone()}
            onclick={on(Action::LabelChosen(label.id.clone()))}>
            <span class="glyph" data-colour={colour_name(label.colour)} aria-hidden="true">{ &label.glyph }</span>
            { &label.label }
            if let Some(key) = label.key { <kbd>{ key }</kbd> }
        </button>
    });
    html! {
        <div class="chooser" role="toolbar" aria-label="Label the selection" ref={place} onpointerdown={keep}>
            if !in_draft {
                { for labels }
                <button type="button" class="primary" onclick={on(Action::StanceBegun)}>{ "Stance" }<kbd>{ "s" }</kbd></button>
            }
            if can_extend {
                <button type="button" title="Add these words to the mark" onclick={on(Action::FragmentAdded)}>{ "Add words" }<kbd>{ "+" }</kbd></button>
                <button type="button" title="Take these words out of the mark" onclick={on(Action::FragmentRemoved)}>{ "Take out" }<kbd>{ "−" }</kbd></button>
                <button type="button" title="The mark gets exactly these words" onclick={on(Action::BoundsSet)}>{ "Set bounds" }<kbd>{ "=" }</kbd></button>
            }
        </div>
    }
}
