//! Entities are about to be merged, split, deleted or retyped: what is chosen, and what it touches.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::DialogFrame;
use crate::model::{ArticleId, EntityId, LayerId, Project, Record, RecordId, Timestamp};
use crate::order::Table;
use crate::session::completion::{Asked, Choice};
use crate::session::registry::{Change, Fate, Plan, places};
use crate::session::{articles, words};
use crate::ui::combobox::Combobox;
use crate::ui::{Same, TextField, colour_name};

/// How many of the touched records are listed.
const MOST: usize = 100;

/// The dialog's props.
#[derive(Debug, PartialEq, Properties)]
pub(super) struct EntitiesDialogProps {
    /// The project.
    pub project: Same<Project>,
    /// What is asked for at first.
    pub change: Change,
    /// Hears what is to be done.
    pub on_do: Callback<Change>,
    /// The dialog is to go.
    pub on_close: Callback<()>,
}

/// The choices, what they touch, and the button with its count.
#[component]
pub(super) fn EntitiesDialog(props: &EntitiesDialogProps) -> Html {
    let EntitiesDialogProps { project, on_do, on_close, .. } = props;
    let change = use_state(|| props.change.clone());
    let plan = use_memo(((*change).clone(), project.clone()), |(change, project)| {
        // Only counted here: what is done gets its own id and time.
        change.plan(project, &Timestamp::new(""), &EntityId::from(""))
    });
    // One event may follow another before the next drawing: what is edited is what it is by then.
    let latest = use_mut_ref(|| props.change.clone());
    let set = {
        let (change, latest) = (change.clone(), latest.clone());
        Callback::from(move |now: Change| {
            latest.replace(now.clone());
            change.set(now);
        })
    };
    let edit = {
        let (latest, set) = (latest, set.clone());
        Callback::from(move |edit: Edit| {
            let mut now = latest.borrow().clone();
            edit(&mut now);
            set.emit(now);
        })
    };
    let do_it = {
        let (change, on_do) = (change.clone(), on_do.clone());
        Callback::from(move |_: MouseEvent| on_do.emit((*change).clone()))
    };
    let (title, verb, is_danger) = match &*change {
        Change::Merge { .. } => ("Merge entities", "Merge", false),
        Change::Split { .. } => ("Split an entity", "Split", false),
        Change::Delete { .. } => ("Delete entities", "Delete", true),
        Change::Retype { .. } => ("Give another type", "Retype", false),
    };
    let count = plan.as_ref().as_ref().map_or(0, |plan| plan.touched.records.len());
    let answer = match (&*change, count) {
        (_, 0) => verb.to_owned(),
        (Change::Delete { .. }, _) => format!("{verb}, {count} touched"),
        (_, 1) => format!("{verb}, 1 record moves"),
        (_, _) => format!("{verb}, {count} records move"),
    };
    let cancel = on_close.reform(|_: MouseEvent| ());
    let footer = html! {
        <>
            <button type="button" onclick={cancel}>{ "Cancel" }</button>
            <button type="button" class={if is_danger { "danger" } else { "primary" }} disabled={plan.is_err()} onclick={do_it}>{ answer }</button>
        </>
    };
    html! {
        <DialogFrame {title} is_wide=true {footer} on_close={on_close.clone()}>
            <div class="stack entities-dialog">
                { choices(project, &change, &set, &edit) }
                { match &*plan {
                    Ok(plan) => preview(project, plan),
                    Err(why) => html! { <p role="status">{ *why }</p> },
                } }
            </div>
        </DialogFrame>
    }
}

/// What an event changes.
type Edit = Box<dyn Fn(&mut Change)>;

fn choices(
    project: &Same<Project>,
    change: &Change,
    set: &Callback<Change>,
    edit: &Callback<Edit>,
) -> Html {
    match change {
        Change::Merge { into, others } => merge(project, into, others, set),
        Change::Split { from, mentions, .. } => html! {
            <>
                <p>{ format!("{} of ", mentions.len()) }<strong dir="auto">{ name_of(project, from) }</strong>{ if mentions.len() == 1 { " is another entity:" } else { " are another entity:" } }</p>
                { split(project, change, edit) }
            </>
        },
        Change::Delete { entities, fate } => delete(project, entities, fate, set),
        Change::Retype { .. } => retype(project, change, set),
    }
}

fn name_of(project: &Project, id: &EntityId) -> String {
    project.entities.get(id).map_or_else(|| id.to_string(), |entity| entity.name.clone())
}

fn choice(
    group: &'static str,
    key: String,
    label: Html,
    is_on: bool,
    is_first: bool,
    to: Change,
    set: &Callback<Change>,
) -> Html {
    let set = set.clone();
    let onchange = Callback::from(move |_: Event| set.emit(to.clone()));
    html! {
        <label key={key} class="tick"><input type="radio" name={group} checked={is_on} autofocus={is_first} {onchange} /><span dir="auto">{ label }</span></label>
    }
}

fn merge(
    project: &Same<Project>,
    into: &EntityId,
    others: &[EntityId],
    set: &Callback<Change>,
) -> Html {
    let mut all: Vec<EntityId> = std::iter::once(into).chain(others).cloned().collect();
    crate::order::sort_by_key(&mut all, |id| (name_of(project, id), id.clone()));
    html! {
        <fieldset class="stack">
            <legend>{ "Which one stays? The names of the others become its other names." }</legend>
            { for all.iter().map(|id| {
                let rest = all.iter().filter(|it| *it != id).cloned().collect();
                let to = Change::Merge { into: id.clone(), others: rest };
                let entity = project.entities.get(id);
                let about = entity.map(|it| [it.knowledge_base_id.clone(), it.aliases.join("; ")].join(" ")).unwrap_or_default();
                let label = html! { <>{ name_of(project, id) }<span class="soft">{ " " }{ about }</span></> };
                choice("merge-into", id.to_string(), label, id == into, id == into, to, set)
            }) }
        </fieldset>
    }
}

fn split(project: &Same<Project>, change: &Change, edit: &Callback<Edit>) -> Html {
    let Change::Split { from, articles: chosen, name, entity_type, .. } = change else {
        return Html::default();
    };
    let on_change = edit.reform(|typed: String| -> Edit {
        Box::new(move |change| {
            if let Change::Split { name, .. } = change {
                typed.trim().clone_into(name);
            }
        })
    });
    let mut stances: Table<ArticleId, usize> = Table::new();
    for (layer, record) in places(project, from) {
        if !matches!(record, Record::Mention(_)) {
            *stances.get_or_default(&layer.article) += 1;
        }
    }
    html! {
        <>
            <TextField id="split-name" name="Name of the new entity" value={name.clone()} is_needed=true is_first=true {on_change} />
            <div class="row" role="group" aria-label="Type">
                { for project.codebook.entity_types.iter().map(|label| {
                    let id = label.id.clone();
                    let onclick = edit.reform(move |_: MouseEvent| -> Edit {
                        let id = id.clone();
                        Box::new(move |change| {
                            if let Change::Split { entity_type, .. } = change {
                                entity_type.clone_from(&id);
                            }
                        })
                    });
                    html! {
                        <button key={label.id.as_str()} type="button" aria-pressed={(label.id == *entity_type).to_string()} {onclick}>
                            <span class="glyph" data-colour={colour_name(label.colour)} aria-hidden="true">{ &label.glyph }</span>{ &label.label }
                        </button>
                    }
                }) }
            </div>
            if !stances.is_empty() {
                <fieldset class="stack">
                    <legend>{ "Stances that name it go too, in:" }</legend>
                    { for stances.iter().filter_map(|(id, count)| {
                        let article = project.articles.get(id)?;
                        let of = id.clone();
                        let onchange = edit.reform(move |_: Event| -> Edit {
                            let id = of.clone();
                            Box::new(move |change| {
                                let Change::Split { articles, .. } = change else { return };
                                match articles.iter().position(|known| *known == id) {
                                    Some(at) => drop(articles.remove(at)),
                                    None => articles.push(id.clone()),
                                }
                            })
                        });
                        Some(html! {
                            <label key={id.as_str()} class="tick"><input type="checkbox" checked={chosen.contains(id)} {onchange} />
                                <span dir="auto">{ articles::headline(article) }</span>
                                <span class="soft">{ if *count == 1 { "1 stance".to_owned() } else { format!("{count} stances") } }</span>
                            </label>
                        })
                    }) }
                </fieldset>
            }
        </>
    }
}

fn delete(
    project: &Same<Project>,
    entities: &[EntityId],
    fate: &Fate,
    set: &Callback<Change>,
) -> Html {
    let names: Vec<String> = entities.iter().map(|id| name_of(project, id)).collect();
    let to = |fate: Fate| Change::Delete { entities: entities.to_vec(), fate };
    let heir = match fate {
        Fate::Given(id) => name_of(project, id),
        _ => String::new(),
    };
    let on_pick = {
        let (set, entities) = (set.clone(), entities.to_vec());
        Callback::from(move |choice: Choice| {
            if let Choice::Entity(id) = choice {
                set.emit(Change::Delete { entities: entities.clone(), fate: Fate::Given(id) });
            }
        })
    };
    let of = |name: &'static str, is_on: bool, is_first: bool, fate: Fate| {
        choice("fate", name.to_owned(), html! { name }, is_on, is_first, to(fate), set)
    };
    html! {
        <>
            <p><strong dir="auto">{ names.join(", ") }</strong>{ if names.len() == 1 { " goes." } else { " go." } }{ " Mentions stay and are unlinked." }</p>
            <fieldset class="stack">
                <legend>{ "Stances that name it:" }</legend>
                { of("stay, with the holder or target left open", *fate == Fate::Emptied, true, Fate::Emptied) }
                { of("go too", *fate == Fate::Deleted, false, Fate::Deleted) }
            </fieldset>
            <Combobox id="heir" label="or name another entity instead" asked={Asked::Entity} project={project.clone()} value={heir} {on_pick} />
        </>
    }
}

fn retype(project: &Same<Project>, change: &Change, set: &Callback<Change>) -> Html {
    let Change::Retype { entities, entity_type, with_mentions } = change else {
        return Html::default();
    };
    let to = |entity_type: &crate::model::TypeId, with_mentions| Change::Retype {
        entities: entities.clone(),
        entity_type: entity_type.clone(),
        with_mentions,
    };
    let names: Vec<String> = entities.iter().map(|id| name_of(project, id)).collect();
    let both = {
        let (set, on, off) = (set.clone(), to(entity_type, true), to(entity_type, false));
        Callback::from(move |event: Event| {
            let is_on = event.target_unchecked_into::<HtmlInputElement>().checked();
            set.emit(if is_on { on.clone() } else { off.clone() });
        })
    };
    html! {
        <>
            <fieldset class="stack">
                <legend><strong dir="auto">{ names.join(", ") }</strong>{ " becomes:" }</legend>
                { for project.codebook.entity_types.iter().map(|label| {
                    let is_on = label.id == *entity_type;
                    let name = html! { &label.label };
                    choice("retype", label.id.to_string(), name, is_on, is_on, to(&label.id, *with_mentions), set)
                }) }
            </fieldset>
            <label class="tick"><input type="checkbox" checked={*with_mentions} onchange={both} /><span>{ "Its mentions get the same label" }</span></label>
        </>
    }
}

/// How much is touched, and the first of it.
fn preview(project: &Project, plan: &Plan) -> Html {
    let touched = &plan.touched;
    html! {
        <>
            <p role="status">{ format!("{}: touched as one step, which Undo takes back.", touched.words()) }</p>
            if !touched.records.is_empty() {
                <ul class="entities-touched" tabindex="0" aria-label="What is touched">
                    { for touched.records.iter().take(MOST).filter_map(|(layer, id)| line(project, layer, id)) }
                    if touched.records.len() > MOST {
                        <li class="soft">{ format!("and {} more", touched.records.len() - MOST) }</li>
                    }
                </ul>
            }
        </>
    }
}

fn line(project: &Project, layer: &LayerId, id: &RecordId) -> Option<Html> {
    let article = project.articles.get(&layer.article)?;
    let record = project.layer(layer)?.records.get(id)?;
    Some(html! {
        <li key={format!("{layer} {id}")}>
            <span dir="auto">{ words::record(project, &article.text, record) }</span>
            <span class="soft" dir="auto">{ " · " }{ articles::headline(article) }</span>
        </li>
    })
}
