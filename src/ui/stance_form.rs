//! The form of a stance: holder, target, polarity; then what else the codebook asks.

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::attribute_fields::{attribute_fields, guideline};
use super::combobox::Combobox;
use super::keyboard::slot_id;
use super::polarities::{Polarities, polarities};
use super::same::Same;
use super::sentence::{Sentence, sentence};
use super::stance_fields::{extra_field, negated, proposal};
use super::{on, shortcut};
use crate::model::{Article, Holder, Project, StanceField, Subject, TargetKind};
use crate::session::completion::{Asked, Choice};
use crate::session::{Action, Alike, Arcs, Draft, Said, Settings, StanceSlot, words};
use crate::text::Span;

/// What the form shows.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The project.
    pub project: Same<Project>,
    /// The article.
    pub article: Same<Article>,
    /// The stance.
    pub draft: Draft,
    /// The words that are selected.
    pub selected: Option<Span>,
    /// Where its parts stand in the text.
    pub arcs: Arcs,
    /// Whether there is a stance before this one.
    pub has_last: bool,
    /// What was done.
    pub dispatch: Callback<Action>,
    /// The keys that are shown.
    pub settings: Settings,
}

/// A card above the ledger; for somebody who knows the keys, two names and a letter.
#[component]
pub fn StanceForm(props: &Props) -> Html {
    let Draft { stance, recorded, .. } = &props.draft;
    let on = |action: Action| on(&props.dispatch, action);
    let on_polarity = props.dispatch.reform(Action::PolarityPicked);
    let fields = &props.project.codebook.fields;
    let holder = stance
        .holder
        .as_ref()
        .map_or_else(String::new, |holder| words::holder(&props.project, Some(holder)));
    let target = stance
        .target
        .as_ref()
        .map_or_else(String::new, |_| words::target(&props.project, stance.target.as_ref()));
    html! {
        <section class="card stance-form stack" aria-label={if *recorded { "Stance" } else { "New stance" }}>
            <div class="row card-head">
                <h2 class="card-title">{ if *recorded { "Stance" } else { "New stance" } }</h2>
                <button type="button" class="plain" onclick={on(Action::DraftClosed)}>
                    { if *recorded { "Close" } else { "Discard" } }<kbd>{ "Esc" }</kbd>
                </button>
            </div>
            <p class="sentence">
                { sentence(&Sentence {
                    project: &props.project,
                    text: &props.article.text,
                    stance,
                    is_recorded: *recorded,
                    arcs: &props.arcs,
                    settings: &props.settings,
                    dispatch: &props.dispatch,
                }) }
            </p>
            { words_of(props) }
            if fields.contains(&StanceField::NestedSource) { { sources(props) } }
            { slot(props, StanceSlot::Holder, "Holder", Asked::Holder, holder) }
            <div class="row quick" role="group" aria-label="Holder by a key">
                { quick(props, "author", "Author", Action::HolderNamed(Holder::Author)) }
                { quick(props, "outlet", "Outlet", Action::HolderNamed(Holder::Outlet)) }
                { quick(props, "implicit", "Unnamed", Action::HolderNamed(Holder::Implicit)) }
                if props.has_last { { quick(props, "last-holder", "As before", Action::LikeTheLast(Alike::Holder)) } }
            </div>
            { slot(props, StanceSlot::Target, "Target", Asked::Target, target) }
            if props.has_last {
                <div class="row quick" role="group" aria-label="Like the stance before">
                    { quick(props, "last-target", "As before", Action::LikeTheLast(Alike::Target)) }
                    { quick(props, "last-all", "Holder and target as before", Action::LikeTheLast(Alike::All)) }
                </div>
            }
            if fields.contains(&StanceField::TargetNegated) { { negated(props) } }
            { polarities(&Polarities {
                codebook: &props.project.codebook,
                chosen: recorded.then_some(stance.polarity),
                label: "Polarity",
                first_id: Some(slot_id(StanceSlot::Polarity)),
                disabled: false,
                on_polarity,
            }) }
            if !recorded {
                <p class="soft">{ "Type a name and press Enter, or click a mention in the text. The polarity records the stance." }</p>
            }
            { chosen_guidelines(props) }
            { proposal(props) }
            { for fields.iter().map(|field| extra_field(props, *field)) }
            { attribute_fields(&props.project, Subject::Stance, &stance.attributes, &props.dispatch) }
            { note(props) }
            if *recorded {
                <button type="button" class="danger" onclick={on(Action::RecordDeleted)}>{ "Delete" }{ shortcut(&props.settings, "delete").kbd() }</button>
            }
        </section>
    }
}

/// What the codebook says of the polarity and the issue that are chosen.
fn chosen_guidelines(props: &Props) -> Html {
    let Draft { stance, recorded, .. } = &props.draft;
    let codebook = &props.project.codebook;
    let style = codebook.polarity(stance.polarity).filter(|_| *recorded);
    let issue = match stance.target.as_ref().map(|target| &target.kind) {
        Some(TargetKind::Issue(id)) => codebook.issue(id),
        _ => None,
    };
    html! {
        <>
            { for issue.map(|it| guideline(&it.label, &it.guideline)) }
            { for style.map(|it| guideline(&it.label, &it.guideline)) }
        </>
    }
}

/// A button for what a key of the form does.
fn quick(props: &Props, command: &'static str, name: &'static str, action: Action) -> Html {
    let key = shortcut(&props.settings, command);
    html! {
        <button type="button" class="plain" aria-keyshortcuts={key.aria()} onclick={on(&props.dispatch, action)}>{ name }{ key.kbd() }</button>
    }
}

fn slot(props: &Props, slot: StanceSlot, label: &'static str, asked: Asked, value: String) -> Html {
    let dispatch = props.dispatch.clone();
    let on_pick = Callback::from(move |choice: Choice| dispatch.emit(picked(slot, &choice)));
    // Beside a name that is typed as the holder, Alt makes it the source.
    let has_sources = props.project.codebook.fields.contains(&StanceField::NestedSource);
    let on_pick_with_alt = (slot == StanceSlot::Holder && has_sources).then(|| {
        let dispatch = props.dispatch.clone();
        Callback::from(move |choice: Choice| {
            dispatch.emit(picked(StanceSlot::NestedSource, &choice));
            dispatch.emit(Action::SlotEntered(StanceSlot::Holder));
        })
    });
    let on_enter = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |()| dispatch.emit(Action::SlotEntered(slot)))
    };
    html! {
        <Combobox id={slot_id(slot)} {label} {asked} project={props.project.clone()} {value} {on_pick} {on_pick_with_alt} {on_enter} />
    }
}

/// What picking an offer of a part of the form means.
fn picked(slot: StanceSlot, choice: &Choice) -> Action {
    match (slot, choice) {
        (_, Choice::NewEntity(name)) => Action::NewEntityPicked(slot, name.clone()),
        (_, Choice::Proposition(words)) => Action::PropositionPicked(words.clone()),
        (StanceSlot::NestedSource, _) => {
            choice.holder().map_or(Action::SlotLeft(slot), Action::SourceAdded)
        }
        (StanceSlot::Holder, _) => Action::HolderPicked(choice.holder()),
        _ => Action::TargetPicked(choice.target()),
    }
}

fn words_of(props: &Props) -> Html {
    let onclick = on(&props.dispatch, Action::FragmentAdded);
    // A press must not take the selection away before the click has used it.
    let keep = Callback::from(|event: PointerEvent| event.prevent_default());
    html! {
        <div class="words">
            <span class="soft">{ "Words" }</span>
            if let Some(words) = &props.draft.stance.expression {
                <q dir="auto">{ words::short(words, &props.article.text) }</q>
            } else {
                <span class="soft">{ "none" }</span>
            }
            if props.selected.is_some() {
                <button type="button" onpointerdown={keep} {onclick}>{ "Add the selection" }</button>
            }
        </div>
    }
}

fn sources(props: &Props) -> Html {
    let stance = &props.draft.stance;
    html! {
        <div class="stack">
            if !stance.nested_source.is_empty() {
                <ol class="row sources" aria-label="Sources, outermost first">
                    { for stance.nested_source.iter().enumerate().map(|(index, source)| {
                        let name = words::holder(&props.project, Some(source));
                        let said = Said::WithoutSource(index);
                        let remove = on(&props.dispatch, Action::StanceSaid(stance.id.clone(), said));
                        html! {
                            <li key={index}>
                                <button type="button" aria-label={format!("Remove the source {name}")} onclick={remove}>{ &name }{ " ×" }</button>
                            </li>
                        }
                    }) }
                </ol>
            }
            { slot(props, StanceSlot::NestedSource, "Reported by (outermost first)", Asked::Holder, String::new()) }
            <div class="row quick">
                <span class="soft">{ "Or type it as the holder and press " }{ shortcut(&props.settings, "source").kbd() }</span>
                if props.has_last { { quick(props, "last-sources", "As before", Action::LikeTheLast(Alike::Sources)) } }
            </div>
        </div>
    }
}

/// Free text, recorded when the field is left; Enter leaves it for the text.
fn note(props: &Props) -> Html {
    let (id, dispatch) = (props.draft.stance.id.clone(), props.dispatch.clone());
    let said = move |field: HtmlTextAreaElement| {
        dispatch.emit(Action::StanceSaid(id.clone(), Said::Note(field.value())));
    };
    let onchange = {
        let said = said.clone();
        Callback::from(move |event: Event| said(event.target_unchecked_into()))
    };
    let dispatch = props.dispatch.clone();
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Enter" && !event.shift_key() && !event.is_composing() {
            event.prevent_default();
            said(event.target_unchecked_into());
            dispatch.emit(Action::SlotLeft(StanceSlot::Note));
        }
    });
    let onfocus = on_focus(props);
    html! {
        <div class="field">
            <label class="name" for="note">{ "Note" }</label>
            <textarea id="note" rows="2" dir="auto" value={props.draft.stance.note.clone()} {onchange} {onkeydown} {onfocus} />
        </div>
    }
}

fn on_focus(props: &Props) -> Callback<FocusEvent> {
    let dispatch = props.dispatch.clone();
    Callback::from(move |_| dispatch.emit(Action::SlotEntered(StanceSlot::Note)))
}
