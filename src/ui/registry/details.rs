//! The entity in focus: what is known about it, what can be done with it, what names it.

use std::rc::Rc;

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::places::place;
use super::{Look, many};
use crate::model::{Entity, Matching, Record, TypeId};
use crate::session::registry::{At, Change, EntityRow, places};
use crate::session::{Action, Dialog, EntityDeed};
use crate::text::Reach;
use crate::ui::{TextField, colour_name, on, shortcut};

/// The id of the name, to put the keyboard focus on.
pub(super) const NAME_ID: &str = "registry-name";
/// How many places are shown at first, and how many more at each press.
const PLACES: usize = 50;

pub(super) fn details(look: &Look<'_>) -> Html {
    let row = look.view.entity.as_ref().and_then(|id| look.registry.row(id));
    let Some(row) = row else {
        return html! { <p class="empty">{ "What is known about an entity stands here." }</p> };
    };
    html! {
        <section class="stack" aria-label="Entity in focus" key={row.entity.id.as_str()}>
            { fields(look, &row.entity) }
            { deeds(look, row) }
            { named(look, row) }
        </section>
    }
}

fn fields(look: &Look<'_>, entity: &Rc<Entity>) -> Html {
    let changes = |change: fn(&mut Entity, String)| {
        let (entity, dispatch) = (entity.clone(), look.dispatch.clone());
        Callback::from(move |typed: String| {
            let mut changed = (*entity).clone();
            change(&mut changed, typed.trim().to_owned());
            dispatch.emit(Action::EntityChanged(Rc::new(changed)));
        })
    };
    let types = &look.desk.work.project.codebook.entity_types;
    html! {
        <>
            <TextField id={NAME_ID} name="Name" value={entity.name.clone()} is_needed=true
                on_change={changes(|entity, name| entity.name = name)} />
            <div class="row label-buttons" role="group" aria-label="Type">
                { for types.iter().map(|label| html! {
                    <button key={label.id.as_str()} type="button" aria-pressed={(label.id == entity.entity_type).to_string()}
                        title={label.label.clone()} aria-label={format!("{} {}", label.glyph, label.label)}
                        onclick={(label.id != entity.entity_type).then(|| retypes(look, entity, &label.id))}>
                        <span class="glyph" data-colour={colour_name(label.colour)}>{ &label.glyph }</span>
                    </button>
                }) }
            </div>
            <TextField id="registry-aliases" name="Other names" value={entity.aliases.join("; ")} hint="Separated by semicolons."
                on_change={changes(|entity, names| entity.aliases = crate::ui::entity_field::aliases(&names))} />
            <TextField id="registry-number" name="Number in a knowledge base" value={entity.knowledge_base_id.clone()} hint="Such as Wikidata’s Q142."
                on_change={changes(|entity, number| entity.knowledge_base_id = number)} />
            { rules(look, entity) }
            <TextField id="registry-note" name="Note" value={entity.note.clone()} is_long=true
                on_change={changes(|entity, note| entity.note = note)} />
        </>
    }
}

/// How its names are found when names are suggested.
fn rules(look: &Look<'_>, entity: &Rc<Entity>) -> Html {
    let changes = |change: fn(&mut Matching, &Event)| {
        let (entity, dispatch) = (entity.clone(), look.dispatch.clone());
        Callback::from(move |event: Event| {
            let mut changed = (*entity).clone();
            change(&mut changed.matching, &event);
            dispatch.emit(Action::EntityChanged(Rc::new(changed)));
        })
    };
    let on_case = changes(|matching, event| {
        matching.ignores_case = event.target_unchecked_into::<HtmlInputElement>().checked();
    });
    let on_reach = changes(|matching, event| {
        let name = event.target_unchecked_into::<HtmlSelectElement>().value();
        let known = Reach::ALL.into_iter().find(|reach| reach.words() == name);
        matching.reach = known.unwrap_or_default();
    });
    let Matching { ignores_case, reach } = entity.matching;
    html! {
        <fieldset class="registry-rules">
            <legend class="name">{ "Its names are found" }</legend>
            <select aria-label="As what" onchange={on_reach}>
                { for Reach::ALL.map(|it| html! { <option key={it.words()} value={it.words()} selected={it == reach}>{ it.words() }</option> }) }
            </select>
            <label class="tick"><input type="checkbox" checked={ignores_case} onchange={on_case} /><span>{ "in any capitals" }</span></label>
        </fieldset>
    }
}

fn retypes(look: &Look<'_>, entity: &Entity, entity_type: &TypeId) -> Callback<MouseEvent> {
    let change = Change::Retype {
        entities: vec![entity.id.clone()],
        entity_type: entity_type.clone(),
        with_mentions: true,
    };
    on(look.dispatch, Action::DialogOpened(Dialog::Entities(Box::new(change))))
}

fn deeds(look: &Look<'_>, row: &EntityRow) -> Html {
    let picked = look.view.picked().len();
    let deed = |id, name: String, class: &'static str, deed, disabled: bool| {
        let key = shortcut(look.settings, id);
        html! {
            <button type="button" {class} aria-keyshortcuts={key.aria()} {disabled} onclick={on(look.dispatch, Action::EntitiesAsked(deed))}>
                { name }{ key.kbd() }
            </button>
        }
    };
    let several = |verb: &str| match picked {
        0 | 1 => format!("{verb}…"),
        count => format!("{verb} {count}…"),
    };
    let (split, id) = (look.view.places.len(), row.entity.id.clone());
    let is_ticked = look.view.ticked.contains(&id);
    let tick = look.changes(move |view, _: MouseEvent| view.tick(&id));
    let key = shortcut(look.settings, "entity-tick");
    let split_off =
        if split == 0 { "Split…".to_owned() } else { format!("Split {split} off…") };
    html! {
        <div class="stack">
            <div class="row" role="group" aria-label="What to do">
                <button type="button" aria-pressed={is_ticked.to_string()} aria-keyshortcuts={key.aria()} onclick={tick}>{ "Ticked" }{ key.kbd() }</button>
                { deed("entity-merge", several("Merge"), "", EntityDeed::Merge, picked < 2) }
                { deed("entity-split", split_off, "", EntityDeed::Split, split == 0) }
                { deed("entity-type", several("Retype"), "", EntityDeed::Retype, false) }
                { deed("entity-delete", several("Delete"), "danger", EntityDeed::Delete, false) }
            </div>
            if picked < 2 {
                <p class="soft">{ "Tick others in the list to merge them into this one." }</p>
            }
        </div>
    }
}

fn named(look: &Look<'_>, row: &EntityRow) -> Html {
    let found = places(&look.desk.work.project, &row.entity.id);
    let count = found.len();
    let shown = count.min(PLACES * (1 + look.view.more));
    let total = format!(
        "{}, {} of it, {} to it",
        many(row.mentions as usize, "mention"),
        many(row.held as usize, "stance"),
        row.met
    );
    html! {
        <>
            <h3>{ "Where it is named" }</h3>
            <p class="soft">{ total }</p>
            <ol class="registry-places">
                { for found[..shown].iter().map(|(layer, record)| item(look, (layer.clone(), record.id().clone()), record)) }
            </ol>
            if shown < count {
                <p class="row">
                    <span class="soft">{ format!("{shown} of {count}") }</span>
                    <button type="button" onclick={look.changes(|view, _: MouseEvent| view.more += 1)}>{ "Show more" }</button>
                </p>
            }
        </>
    }
}

fn item(look: &Look<'_>, at: At, record: &Record) -> Html {
    let is_ticked = look.view.places.contains(&at);
    let shown = place(look, &at, record, false);
    let key = format!("{} {}", at.0, at.1);
    let onchange = look.changes(move |view, _: Event| view.tick_place(&at));
    html! {
        <li key={key}>
            if matches!(record, Record::Mention(_)) {
                <input type="checkbox" aria-label="Tick this mention, to split it off" checked={is_ticked} {onchange} />
            } else {
                <span />
            }
            { shown }
        </li>
    }
}
