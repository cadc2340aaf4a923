//! The lines of the registry: entities in columns, or the words of unlinked mentions.

use yew::prelude::*;

use super::{Look, many};
use crate::session::Action;
use crate::session::registry::{Column, EntityRow, Group, List};
use crate::ui::colour_name;
use crate::ui::window::Window;

/// The id of the list, to put the keyboard focus on.
pub(super) const ID: &str = "registry-list";
/// The height of a row, the same as in the style sheet.
const ROW_PX: u32 = 40;

pub(super) fn list(look: &Look<'_>) -> Html {
    let count = look.lines.len();
    let current = look.desk.registry_line(look.view);
    let (label, empty) = match look.view.list {
        List::Entities if look.view.query.is_empty() => {
            ("Entities", "No entities yet: link a mention to one, or make a new one.")
        }
        List::Entities => ("Entities", "No entity fits the filter."),
        List::Unlinked if look.view.query.is_empty() => {
            ("Unlinked mentions", "Every mention is linked.")
        }
        List::Unlinked => ("Unlinked mentions", "No words fit the filter."),
    };
    let row = {
        let (registry, lines, kept) =
            (look.registry.clone(), look.lines.clone(), look.kept.clone());
        let (project, dispatch) = (look.desk.work.project.clone(), look.dispatch.clone());
        Callback::from(move |at: usize| {
            let Some(line) = lines.get(at).copied() else { return Html::default() };
            let goes = |change: Box<dyn Fn(&mut crate::session::registry::RegistryView)>| {
                let (kept, dispatch) = (kept.clone(), dispatch.clone());
                Callback::from(move |event: MouseEvent| {
                    event.stop_propagation();
                    let mut view = (*kept).clone();
                    change(&mut view);
                    dispatch.emit(Action::RegistryViewed(Box::new(view)));
                })
            };
            let (shown, selected, onclick) = match kept.list {
                List::Entities => {
                    let row = &registry.rows[line];
                    let (id, other) = (row.entity.id.clone(), row.entity.id.clone());
                    let is_ticked = kept.ticked.contains(&id);
                    let tick = goes(Box::new(move |view| view.tick(&id)));
                    let style = project.codebook.entity_type(&row.entity.entity_type);
                    let glyph = style.map_or(html! {}, |style| html! {
                        <span class="glyph" data-colour={colour_name(style.colour)} aria-hidden="true">{ &style.glyph }</span>
                    });
                    (
                        entity(row, glyph, is_ticked, tick),
                        is_ticked,
                        goes(Box::new(move |view| view.go_to(other.clone()))),
                    )
                }
                List::Unlinked => {
                    let shown = &registry.groups[line];
                    let key = shown.key.clone();
                    let go = goes(Box::new(move |view| {
                        view.group = Some(key.clone());
                        view.place = None;
                    }));
                    let style = project.codebook.entity_type(&shown.label);
                    let glyph = style.map_or(html! {}, |style| html! {
                        <span class="glyph" data-colour={colour_name(style.colour)} aria-hidden="true">{ &style.glyph }</span>
                    });
                    (group(shown, glyph), Some(at) == current, go)
                }
            };
            html! {
                <div key={at} id={option_id(at)} class="registry-row" role="option" data-list={list_name(kept.list)}
                    data-current={(Some(at) == current).then_some("")}
                    aria-selected={selected.to_string()} aria-setsize={count.to_string()} aria-posinset={(at + 1).to_string()} {onclick}>
                    { shown }
                </div>
            }
        })
    };
    html! {
        <div class="registry-table">
            if look.view.list == List::Entities { { headings(look) } }
            <div class="registry-list">
                <Window id={ID} role="listbox" {count} row_px={ROW_PX} {row} {current} {label}
                    active={current.map(|at| AttrValue::from(option_id(at)))} takes_several={look.view.list == List::Entities} />
            </div>
            if count == 0 {
                <p class="empty" role="status">{ empty }</p>
            }
        </div>
    }
}

fn list_name(list: List) -> &'static str {
    match list {
        List::Entities => "entities",
        List::Unlinked => "unlinked",
    }
}

fn option_id(at: usize) -> String {
    format!("registry-line-{at}")
}

fn headings(look: &Look<'_>) -> Html {
    let (sorted, from_last) = look.view.sort;
    html! {
        <div class="registry-row registry-headings" role="group" aria-label="Sort by" data-list="entities">
            <span />
            { for Column::ALL.map(|column| {
                let is_sorted = column == sorted;
                let way = if from_last { "from last to first" } else { "from first to last" };
                let label = if is_sorted { format!("{}, sorted {way}", column.name()) } else { column.name().to_owned() };
                let onclick = look.changes(move |view, _: MouseEvent| view.sort_by(column));
                html! {
                    <button key={column.name()} type="button" class="plain" aria-label={label} aria-pressed={is_sorted.to_string()}
                        data-way={is_sorted.then_some(if from_last { "down" } else { "up" })} {onclick}>{ column.name() }</button>
                }
            }) }
        </div>
    }
}

fn entity(row: &EntityRow, glyph: Html, is_ticked: bool, tick: Callback<MouseEvent>) -> Html {
    let entity = &row.entity;
    let number = |count: u32, noun: &str| {
        html! {
            <span class="registry-number" aria-label={many(count as usize, noun)}>{ if count == 0 { "–".to_owned() } else { count.to_string() } }</span>
        }
    };
    html! {
        <>
            <span class="registry-tick" data-ticked={is_ticked.then_some("")} title="Tick it, to merge, retype or delete several" onclick={tick} aria-hidden="true" />
            <span class="registry-name" dir="auto">{ &entity.name }</span>
            <span class="registry-type">{ glyph }<span>{ &row.type_name }</span></span>
            <span class="soft" dir="auto">{ entity.aliases.join("; ") }</span>
            <span class="soft" dir="auto" title={entity.note.clone()}>{ &entity.knowledge_base_id }{ if entity.note.is_empty() { "" } else { " ✎" } }</span>
            { number(row.mentions, "mention") }
            { number(row.held, "stance of it") }
            { number(row.met, "stance to it") }
        </>
    }
}

fn group(group: &Group, glyph: Html) -> Html {
    html! {
        <>
            { glyph }
            <span class="registry-name" dir="auto">{ &group.words }</span>
            <span class="soft">{ format!("{} in {}", many(group.mentions.len(), "mention"), many(group.articles, "article")) }</span>
        </>
    }
}
