//! The record in focus: label, words, entity, note.

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::attribute_fields::{attribute_fields, guideline};
use super::combobox::Combobox;
use super::entity_field::entity_field;
use super::polarities::{Polarities, polarities};
use super::same::Same;
use super::sentence::{Sentence, sentence};
use super::{colour_name, on, shortcut};
use crate::model::{DocumentStance, Mention, Project, Record, Subject};
use crate::session::completion::{Asked, Choice};
use crate::session::suggestions::made_by;
use crate::session::{Action, Arcs, MarkEnd, Settings, words};
use crate::text::{Step, Text, Towards};

/// The id of the note, to put the keyboard focus on.
pub const NOTE_ID: &str = "note";

/// A card above the ledger.
pub fn record_details(
    project: &Same<Project>,
    text: &Text,
    record: &Record,
    arcs: &Arcs,
    settings: &Settings,
    dispatch: &Callback<Action>,
) -> Html {
    let note = match record {
        Record::Mention(mention) => &mention.note,
        Record::Stance(stance) => &stance.note,
        Record::DocumentStance(stance) => &stance.note,
    };
    let delete = shortcut(settings, "delete");
    html! {
        <section class="card stack" aria-label="Record in focus">
            if let Record::Stance(stance) = record {
                <h2 class="card-title sentence">
                    { sentence(&Sentence { project, text, stance, is_recorded: true, arcs, settings, dispatch }) }
                </h2>
            } else {
                <h2 class="card-title" dir="auto">{ words::record(project, text, record) }</h2>
            }
            if let Some(model) = made_by(record) {
                <p class="soft made-by">{ "Suggested by " }<bdi>{ model }</bdi></p>
            }
            if let Record::Mention(mention) = record {
                { mention_fields(project, text, mention, settings, dispatch) }
            }
            if let Record::DocumentStance(whole) = record {
                { whole_fields(project, whole, dispatch) }
            }
            if let Record::Stance(_) = record {
                <button type="button" onclick={on(dispatch, Action::StanceOpened)}>{ "Change the stance" }</button>
            }
            // Another field for another record: what was typed in one is not the other's.
            <NoteField key={record.id().as_str()} note={note.clone()} dispatch={dispatch.clone()} />
            <button type="button" class="danger" aria-keyshortcuts={delete.aria()} onclick={on(dispatch, Action::RecordDeleted)}>{ "Delete" }{ delete.kbd() }</button>
        </section>
    }
}

/// Target and polarity of a whole article's stance.
fn whole_fields(
    project: &Same<Project>,
    whole: &DocumentStance,
    dispatch: &Callback<Action>,
) -> Html {
    let changes = {
        let dispatch = dispatch.clone();
        move |target, polarity| dispatch.emit(Action::DocumentStanceChanged(target, polarity))
    };
    let on_polarity = {
        let (changes, target) = (changes.clone(), whole.target.clone());
        Callback::from(move |polarity| changes(target.clone(), polarity))
    };
    let polarity = whole.polarity;
    let on_pick = Callback::from(move |choice: Choice| {
        // A name that nothing has yet is a proposition here, as where the stance was recorded.
        let choice = match choice {
            Choice::NewEntity(name) => Choice::Proposition(name),
            choice => choice,
        };
        changes(choice.target(), polarity);
        super::keyboard::focus(super::keyboard::TEXT_ID);
    });
    let value = whole.target.as_ref();
    let value = value.map_or_else(String::new, |target| words::target(project, Some(target)));
    html! {
        <>
            <Combobox key={whole.id.as_str()} id="whole-target" label="Target" asked={Asked::Target} project={project.clone()} {value} {on_pick} />
            { polarities(&Polarities {
                codebook: &project.codebook,
                chosen: Some(whole.polarity),
                label: "Polarity",
                first_id: Some("whole-polarity".into()),
                disabled: false,
                on_polarity,
            }) }
        </>
    }
}

fn mention_fields(
    project: &Same<Project>,
    text: &Text,
    mention: &Mention,
    settings: &Settings,
    dispatch: &Callback<Action>,
) -> Html {
    let on = |action: Action| on(dispatch, action);
    let move_end = |id, name: &'static str, arrow: &'static str, end, towards| {
        let key = shortcut(settings, id);
        html! {
            <button type="button" aria-label={name} title={key.title(name)} aria-keyshortcuts={key.aria()}
                onclick={on(Action::EndMoved { end, by: Step::Word, towards, times: 1, is_held: false })}>{ arrow }</button>
        }
    };
    let fragments = mention.fragments.spans().len();
    let all = shortcut(settings, "all");
    html! {
        <>
            <div class="row label-buttons" role="group" aria-label="Label">
                { for project.codebook.entity_types.iter().map(|label| html! {
                    <button key={label.id.as_str()} type="button" title={label.label.clone()} aria-label={format!("{} {}", label.glyph, label.label)}
                        aria-pressed={(label.id == mention.entity_type).to_string()} onclick={on(Action::LabelChosen(label.id.clone()))}>
                        <span class="glyph" data-colour={colour_name(label.colour)}>{ &label.glyph }</span>
                    </button>
                }) }
            </div>
            { for project.codebook.entity_type(&mention.entity_type).map(|it| guideline(&it.label, &it.guideline)) }
            { entity_field(project, text, mention, dispatch) }
            <button type="button" title={all.title("All places of these words: mark, relabel, link or unmark them")} aria-keyshortcuts={all.aria()}
                onclick={on(Action::AllAsked)}>{ "All places of these words…" }{ all.kbd() }</button>
            { attribute_fields(project, Subject::Mention, &mention.attributes, dispatch) }
            <div class="row ends" role="group" aria-label="Ends of the mark">
                <span class="soft">{ "Start" }</span>
                { move_end("start-back", "Start one word earlier", "←", MarkEnd::Start, Towards::Start) }
                { move_end("start-on", "Start one word later", "→", MarkEnd::Start, Towards::End) }
                <span class="soft">{ "End" }</span>
                { move_end("end-back", "End one word earlier", "←", MarkEnd::End, Towards::Start) }
                { move_end("end-on", "End one word later", "→", MarkEnd::End, Towards::End) }
                if fragments > 1 { <span class="soft">{ format!("{fragments} fragments") }</span> }
            </div>
            <p class="soft">{ "To add or take out words, select them and press " }{ shortcut(settings, "add-words").kbd() }{ " or " }{ shortcut(settings, "take-out").kbd() }{ "." }</p>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct NoteProps {
    note: String,
    dispatch: Callback<Action>,
}

/// Free text, recorded when the field is left.
#[component]
fn NoteField(props: &NoteProps) -> Html {
    let onchange = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |event: Event| {
            dispatch.emit(Action::NoteWritten(
                event.target_unchecked_into::<HtmlTextAreaElement>().value(),
            ));
        })
    };
    html! {
        <div class="field">
            <label class="name" for={NOTE_ID}>{ "Note" }</label>
            <textarea id={NOTE_ID} rows="2" dir="auto" value={props.note.clone()} {onchange} />
        </div>
    }
}
