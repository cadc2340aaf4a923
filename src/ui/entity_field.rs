//! The entity that the mention in focus is linked to.

use std::rc::Rc;

use yew::prelude::*;

use super::combobox::Combobox;
use super::same::Same;
use super::text_field::TextField;
use crate::model::{Entity, Mention, Project};
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
        <>
        <Combobox key={mention.id.as_str()} id={ID} label="Entity" asked={Asked::Entity} project={project.clone()}
            {value} {suggestion} {on_pick} />
        { for entity.map(|entity| entity_details(entity, dispatch)) }
        </>
    }
}

/// What is known about the linked entity, everywhere in the project.
fn entity_details(entity: &Rc<Entity>, dispatch: &Callback<Action>) -> Html {
    let changes = |change: fn(&mut Entity, String)| {
        let (entity, dispatch) = (entity.clone(), dispatch.clone());
        Callback::from(move |typed: String| {
            let mut changed = (*entity).clone();
            change(&mut changed, typed.trim().to_owned());
            dispatch.emit(Action::EntityChanged(Rc::new(changed)));
        })
    };
    html! {
        <details class="entity" key={entity.id.as_str()}>
            <summary>{ "About this entity" }</summary>
            <div class="stack">
                <TextField id="entity-name" name="Name" value={entity.name.clone()} is_needed=true
                    on_change={changes(|entity, name| entity.name = name)} />
                <TextField id="entity-aliases" name="Other names" value={entity.aliases.join("; ")}
                    hint="Separated by semicolons; they are offered when a name is typed."
                    on_change={changes(|entity, names| entity.aliases = aliases(&names))} />
                <TextField id="entity-number" name="Number in a knowledge base" value={entity.knowledge_base_id.clone()}
                    hint="Such as Wikidata’s Q142."
                    on_change={changes(|entity, number| entity.knowledge_base_id = number)} />
            </div>
        </details>
    }
}

/// The names in a field, which semicolons separate.
pub fn aliases(typed: &str) -> Vec<String> {
    typed.split(';').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}
