//! The labels beside a selection: one key, one click.

use yew::prelude::*;

use super::colour_name;
use super::same::Same;
use crate::model::Codebook;
use crate::session::Action;

/// What the chooser shows.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The labels.
    pub codebook: Same<Codebook>,
    /// Whether a mark, or a stance being written, can take the selection's words.
    pub can_extend: bool,
    /// Whether a stance is being written.
    pub in_draft: bool,
    /// Where it stands.
    pub place: NodeRef,
    /// What was chosen.
    pub dispatch: Callback<Action>,
}

/// A toolbar that floats at the selection.
#[component]
pub fn Chooser(props: &Props) -> Html {
    let on = |action: fn() -> Action| {
        let dispatch = props.dispatch.clone();
        Callback::from(move |_: MouseEvent| dispatch.emit(action()))
    };
    // A press must not take the selection away before the click has used it.
    let keep = Callback::from(|event: PointerEvent| event.prevent_default());
    let labels = props.codebook.entity_types.iter().map(|label| {
        let (dispatch, id) = (props.dispatch.clone(), label.id.clone());
        let onclick = Callback::from(move |_: MouseEvent| dispatch.emit(Action::LabelChosen(id.clone())));
        html! {
            <button key={label.id.as_str()} type="button" title={label.guideline.clone()} {onclick}>
                <span class="glyph" data-colour={colour_name(label.colour)} aria-hidden="true">{ &label.glyph }</span>
                { &label.label }
                if let Some(key) = label.key { <kbd>{ key }</kbd> }
            </button>
        }
    });
    html! {
        <div class="chooser" role="toolbar" aria-label="Label the selection" ref={props.place.clone()} onpointerdown={keep}>
            if !props.in_draft {
                { for labels }
                <button type="button" class="primary" onclick={on(|| Action::StanceBegun)}>{ "Stance" }<kbd>{ "s" }</kbd></button>
            }
            if props.can_extend {
                <button type="button" title="Add these words to the mark" onclick={on(|| Action::FragmentAdded)}>{ "Add words" }<kbd>{ "+" }</kbd></button>
                <button type="button" title="Take these words out of the mark" onclick={on(|| Action::FragmentRemoved)}>{ "Take out" }<kbd>{ "−" }</kbd></button>
                <button type="button" title="The mark gets exactly these words" onclick={on(|| Action::BoundsSet)}>{ "Set bounds" }<kbd>{ "=" }</kbd></button>
            }
        </div>
    }
}
