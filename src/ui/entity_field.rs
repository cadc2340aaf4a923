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

/// A field for a known or new entity, with the mention's own words as the first suggestion.
pub fn entity_field(
    project: &Same<Project>,
    text: &Text,
    mention: &Mention,
    dispatch: &Callback<Action>,
) -> Html {
    let entity = mention.entity.as_ref().and_then(|id| project.entities.get(id));
    let value = entity.map_or_else(String::new, |entity| entity.name.clone());
    let words = mention.fragments.words(text);
    let suggestion = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let on_pick = {
        let dispatch = dispatch.clone();
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
        <Combobox id={ID} label="Entity" asked={Asked::Entity} project={project.clone()}
            {value} {suggestion} {on_pick} />
    }
}
