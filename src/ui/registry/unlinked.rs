//! The words in focus that no entity is linked to, and the entities that they resemble.

use yew::prelude::*;

use super::places::place;
use super::{Look, many};
use crate::session::completion::{Asked, Choice, Likeness};
use crate::session::registry::{Group, Guess};
use crate::session::{Action, Link};
use crate::ui::combobox::Combobox;
use crate::ui::same::Same;
use crate::ui::{on, shortcut};

/// The id of the field for any other entity, to put the keyboard focus on.
pub(super) const OTHER_ID: &str = "registry-other";
/// How many places are shown: those before and behind the one that is picked.
const PLACES: usize = 50;

pub(super) fn unlinked(look: &Look<'_>) -> Html {
    let group = look.view.group.as_ref().and_then(|key| look.registry.group(key));
    let Some(group) = group else {
        return html! { <p class="empty">{ "Mentions without an entity are worked down here." }</p> };
    };
    let project = &look.desk.work.project;
    let guesses = group.guesses(project, &project.entity_uses());
    let all = group.mentions.len();
    let scope = match look.view.place {
        Some(at) => format!("Only place {} of {all} is linked.", at + 1),
        None if all == 1 => "Its one place is linked.".to_owned(),
        None => format!("All {all} places are linked; → picks one."),
    };
    let (new, first) =
        (shortcut(look.settings, "entity-name"), shortcut(look.settings, "entity-open"));
    let other = {
        let dispatch = look.dispatch.clone();
        Callback::from(move |choice: Choice| match choice {
            Choice::Entity(id) => dispatch.emit(Action::GroupLinked(Link::To(id))),
            Choice::NewEntity(name) => dispatch.emit(Action::GroupLinked(Link::New(Some(name)))),
            _ => {}
        })
    };
    html! {
        <section class="stack" aria-label="Words in focus" key={group.key.clone()}>
            <h3 dir="auto">{ &group.words }</h3>
            <p class="soft" role="status">{ scope }</p>
            <div class="registry-guesses" role="group" aria-label="Link them to">
                { for guesses.iter().enumerate().map(|(at, guess)| offer(look, at, guess)) }
                if guesses.is_empty() {
                    <p class="soft">{ "No entity resembles these words." }</p>
                }
                <button type="button" aria-keyshortcuts={new.aria()} onclick={on(look.dispatch, Action::GroupLinked(Link::New(None)))}>
                    { new.kbd() }<span dir="auto">{ format!("New entity “{}”", group.words) }</span>
                </button>
            </div>
            if !guesses.is_empty() {
                <p class="soft">{ first.kbd() }{ " links to the first." }</p>
            }
            <Combobox id={OTHER_ID} label="Another entity" asked={Asked::Entity} project={Same::from(project.clone())} on_pick={other} />
            { places(look, group) }
        </section>
    }
}

fn offer(look: &Look<'_>, at: usize, guess: &Guess) -> Html {
    let project = &look.desk.work.project;
    let Some(entity) = project.entities.get(&guess.entity) else { return Html::default() };
    let kind = project.codebook.entity_type(&entity.entity_type);
    let why = match guess.likeness {
        Likeness::Same => "the same name",
        Likeness::Alike => "the same but for an accent or ’s",
        Likeness::Start | Likeness::WordStart | Likeness::Inside => "has these words",
        Likeness::Part => "shares a name",
        Likeness::Near => "a letter or two differ",
    };
    let key = (at + 1).to_string();
    html! {
        <button key={entity.id.as_str()} type="button" aria-keyshortcuts={key.clone()} onclick={on(look.dispatch, Action::GroupLinked(Link::Guess(at)))}>
            <kbd>{ key }</kbd>
            <span dir="auto">{ &entity.name }</span>
            <span class="soft">{ kind.map_or("", |kind| &kind.label) }{ " · " }{ why }</span>
        </button>
    }
}

fn places(look: &Look<'_>, group: &Group) -> Html {
    let project = &look.desk.work.project;
    let picked = look.view.place;
    let from = picked.unwrap_or(0).saturating_sub(PLACES / 2);
    let shown = group.mentions.iter().enumerate().skip(from).take(PLACES);
    html! {
        <>
            <h3>{ "Where they stand" }</h3>
            <ol class="registry-places" start={(from + 1).to_string()}>
                { for shown.filter_map(|(at, mention)| {
                    let record = project.layer(&mention.0)?.records.get(&mention.1)?;
                    let onchange = look.changes(move |view, _: Event| {
                        view.place = (view.place != Some(at)).then_some(at);
                    });
                    Some(html! {
                        <li key={mention.1.as_str()}>
                            <input type="checkbox" aria-label="Link only this place" checked={picked == Some(at)} {onchange} />
                            { place(look, mention, record, picked == Some(at)) }
                        </li>
                    })
                }) }
            </ol>
            if group.mentions.len() > PLACES {
                <p class="soft">{ format!("{} of {}", many(PLACES, "place"), group.mentions.len()) }</p>
            }
        </>
    }
}
