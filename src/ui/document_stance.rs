//! The stance of a whole article: a target and a polarity.

use yew::prelude::*;

use super::combobox::Combobox;
use super::keyboard;
use super::polarities::{Polarities, polarities};
use super::same::Same;
use crate::model::{Polarity, Project, Target};
use crate::session::completion::{Asked, Choice};
use crate::session::{Action, words};

/// The id of its target, to put the keyboard focus on.
pub const ID: &str = "document-target";
/// The id of its first polarity.
const POLARITY_ID: &str = "document-polarity";

/// What the form shows.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The project.
    pub project: Same<Project>,
    /// The key that leads here.
    pub key_hint: Html,
    /// What was done.
    pub dispatch: Callback<Action>,
}

/// A form that is folded away until it is wanted.
#[component]
pub fn DocumentStanceForm(props: &Props) -> Html {
    let target = use_state_eq(|| None::<Target>);
    let on_pick = {
        let target = target.clone();
        Callback::from(move |choice: Choice| {
            // A name that nothing has yet is a proposition here: the form makes no entities.
            let choice = match choice {
                Choice::NewEntity(name) => Choice::Proposition(name),
                choice => choice,
            };
            target.set(choice.target());
            // Where another target was picked before, its polarity can be asked at once.
            keyboard::focus(POLARITY_ID);
        })
    };
    use_effect_with((*target).clone(), |target| {
        if target.is_some() {
            keyboard::focus(POLARITY_ID);
        }
    });
    let on_polarity = {
        let (target, dispatch) = (target.clone(), props.dispatch.clone());
        Callback::from(move |polarity: Polarity| {
            if let Some(chosen) = (*target).clone() {
                dispatch.emit(Action::DocumentStanceRecorded(chosen, polarity));
                target.set(None);
            }
        })
    };
    let onkeydown = {
        let (codebook, on_polarity) = (props.project.codebook.clone(), on_polarity.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.ctrl_key() || event.alt_key() || event.meta_key() || keyboard::is_typing() {
                return;
            }
            let mut styles = codebook.polarities.iter();
            let picked = styles.find(|it| it.key.is_some_and(|key| event.key() == key.to_string()));
            if let Some(style) = picked {
                event.prevent_default();
                event.stop_propagation();
                on_polarity.emit(style.polarity);
            }
        })
    };
    let value = target
        .as_ref()
        .map_or_else(String::new, |target| words::target(&props.project, Some(target)));
    html! {
        <details class="document-stance">
            <summary>{ "Stance of the whole article " }{ props.key_hint.clone() }</summary>
            <div class="stack" {onkeydown}>
                <Combobox id={ID} label="Target" asked={Asked::Target} project={props.project.clone()} {value} {on_pick} />
                { polarities(&Polarities {
                    codebook: &props.project.codebook,
                    chosen: None,
                    label: "Polarity of the whole article",
                    first_id: Some(POLARITY_ID.into()),
                    disabled: target.is_none(),
                    on_polarity,
                }) }
            </div>
        </details>
    }
}
