//! The stance of a whole article: a target and a polarity.

use yew::prelude::*;

use super::combobox::Combobox;
use super::polarities::{Polarities, polarities};
use super::same::Same;
use crate::model::{Polarity, Project, Target};
use crate::session::completion::{Asked, Choice};
use crate::session::{Action, words};

/// The id of its target, to put the keyboard focus on.
pub const ID: &str = "document-target";

/// What the form shows.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The project.
    pub project: Same<Project>,
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
        })
    };
    let on_polarity = {
        let (target, dispatch) = (target.clone(), props.dispatch.clone());
        Callback::from(move |polarity: Polarity| {
            if let Some(chosen) = (*target).clone() {
                dispatch.emit(Action::DocumentStanceRecorded(chosen, polarity));
                target.set(None);
            }
        })
    };
    let value = target
        .as_ref()
        .map_or_else(String::new, |target| words::target(&props.project, Some(target)));
    html! {
        <details class="document-stance">
            <summary>{ "Stance of the whole article" }</summary>
            <div class="stack">
                <Combobox id={ID} label="Target" asked={Asked::Target} project={props.project.clone()} {value} {on_pick} />
                { polarities(&Polarities {
                    codebook: &props.project.codebook,
                    chosen: None,
                    label: "Polarity of the whole article",
                    first_id: None,
                    disabled: target.is_none(),
                    on_polarity,
                }) }
            </div>
        </details>
    }
}
