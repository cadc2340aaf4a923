//! The labels beside a selection: one key, one click.

use yew::prelude::*;

use super::{codebook_key, colour_name, on, shortcut};
use crate::model::Codebook;
use crate::session::{Action, Settings};

/// A toolbar that floats at the selection, in the element of `place`; under a finger, a bar at the foot.
///
/// `can_extend` says whether a mark, or a stance being written, can take the selection's words;
/// `in_draft`, whether a stance is being written.
pub fn chooser(
    codebook: &Codebook,
    settings: &Settings,
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
            aria-keyshortcuts={codebook_key(settings, label.key)} onclick={on(Action::LabelChosen(label.id.clone()))}>
            <span class="glyph" data-colour={colour_name(label.colour)} aria-hidden="true">{ &label.glyph }</span>
            { &label.label }
            if let Some(key) = codebook_key(settings, label.key) { <kbd>{ key }</kbd> }
        </button>
    });
    let button = |id, name: &'static str, class: &'static str, title: &'static str, action| {
        let key = shortcut(settings, id);
        html! {
            <button type="button" {class} {title} aria-keyshortcuts={key.aria()} onclick={on(action)}>
                { name }{ key.kbd() }
            </button>
        }
    };
    html! {
        <div class="chooser" role="toolbar" aria-label="Label the selection" ref={place} onpointerdown={keep}>
            if !in_draft {
                { for labels }
                { button("stance", "Stance", "primary", "A stance with these words", Action::StanceBegun) }
            }
            if can_extend {
                { button("add-words", "Add words", "", "Add these words to the mark", Action::FragmentAdded) }
                { button("take-out", "Take out", "", "Take these words out of the mark", Action::FragmentRemoved) }
                { button("set-bounds", "Set bounds", "", "The mark gets exactly these words", Action::BoundsSet) }
            }
            <button type="button" class="chooser-clear" onclick={on(Action::SelectionCleared)}>{ "Clear" }</button>
        </div>
    }
}
