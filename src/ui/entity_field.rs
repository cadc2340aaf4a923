//! The entity that the mention in focus is linked to.

use yew::prelude::*;

use super::combobox::Combobox;
use super::same::Same;
use crate::model::{Mention, Project};
use crate::session::Action;
use crate::session::completion::{Asked, Choice};
use crate::text::Text;

/// The id of the field, to put the keyboard focus on.
pub const ID: &str = "link";

/// What the field shows.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Where the entities are.
    pub project: Same<Project>,
    /// The mention in focus.
    pub mention: Same<Mention>,
    /// The article's text.
    pub text: Text,
    /// What was done.
    pub dispatch: Callback<Action>,
}

/// A field for a known or new entity, with the mention's own words as the first suggestion.
#[component]
pub fn EntityField(props: &Props) -> Html {
    let entity = props.mention.entity.as_ref().and_then(|id| props.project.entities.get(id));
    let value = entity.map_or_else(String::new, |entity| entity.name.clone());
    let words = props.mention.fragments.words(&props.text);
    let suggestion = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let on_pick = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |choice| {
            match choice {
                Choice::Entity(id) => dispatch.emit(Action::MentionLinked(Some(id))),
                Choice::NewEntity(name) => dispatch.emit(Action::MentionLinkedToNew(name)),
                _ => dispatch.emit(Action::MentionLinked(None)),
            }
            super::keyboard::focus(super::keyboard::TEXT_ID);
        })
    };
    html! {
        <Combobox id={ID} label="Entity" asked={Asked::Entity} project={props.project.clone()}
            {value} {suggestion} {on_pick} />
    }
}
