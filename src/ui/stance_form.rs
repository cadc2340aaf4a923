//! The form of a stance: holder, target, polarity; then what else the codebook asks.

use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::combobox::Combobox;
use super::keyboard::slot_id;
use super::polarities::{Polarities, polarities};
use super::same::Same;
use super::{on, shortcut};
use crate::model::{
    AttitudeType, Attribution, Confidence, Explicitness, Intensity, Project, Stance, StanceField,
};
use crate::session::completion::{Asked, Choice};
use crate::session::{Action, Draft, Settings, StanceSlot, words};
use crate::text::{Fragments, Text};

/// What the form shows.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The project.
    pub project: Same<Project>,
    /// The article's text.
    pub text: Text,
    /// The stance.
    pub draft: Draft,
    /// Whether words are selected.
    pub has_selection: bool,
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
            { words_of(props, "Words", stance.expression.as_ref(), Action::FragmentAdded, "Add the selection") }
            if fields.contains(&StanceField::NestedSource) { { sources(props) } }
            { slot(props, StanceSlot::Holder, "Holder", Asked::Holder, holder) }
            { slot(props, StanceSlot::Target, "Target", Asked::Target, target) }
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
            { for fields.iter().map(|field| extra_field(props, *field)) }
            <div class="field">
                <label class="name" for="note">{ "Note" }</label>
                <textarea id="note" rows="2" dir="auto" value={stance.note.clone()}
                    onchange={changed(props, |stance, event: Event| stance.note = event.target_unchecked_into::<HtmlTextAreaElement>().value())} />
            </div>
            if *recorded {
                <button type="button" class="danger" onclick={on(Action::RecordDeleted)}>{ "Delete" }{ shortcut(&props.settings, "delete").kbd() }</button>
            }
        </section>
    }
}

/// A callback that changes a copy of the stance and hands it on.
fn changed<E: 'static>(props: &Props, change: impl Fn(&mut Stance, E) + 'static) -> Callback<E> {
    let (stance, dispatch) = (props.draft.stance.clone(), props.dispatch.clone());
    Callback::from(move |event: E| {
        let mut stance = stance.clone();
        change(&mut stance, event);
        dispatch.emit(Action::StanceChanged(Box::new(stance)));
    })
}

fn slot(props: &Props, slot: StanceSlot, label: &'static str, asked: Asked, value: String) -> Html {
    let dispatch = props.dispatch.clone();
    let on_pick = Callback::from(move |choice: Choice| {
        dispatch.emit(match (slot, &choice) {
            (_, Choice::NewEntity(name)) => Action::NewEntityPicked(slot, name.clone()),
            (_, Choice::Proposition(words)) => Action::PropositionPicked(words.clone()),
            (StanceSlot::Target, _) => Action::TargetPicked(choice.target()),
            (StanceSlot::NestedSource, _) => match choice.holder() {
                Some(holder) => Action::SourceAdded(holder),
                None => return,
            },
            (StanceSlot::Holder | StanceSlot::Polarity, _) => Action::HolderPicked(choice.holder()),
        });
    });
    let on_enter = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |()| dispatch.emit(Action::SlotEntered(slot)))
    };
    html! {
        <Combobox id={slot_id(slot)} {label} {asked} project={props.project.clone()} {value} {on_pick} {on_enter} />
    }
}

fn words_of(
    props: &Props,
    name: &'static str,
    words: Option<&Fragments>,
    set: Action,
    button: &'static str,
) -> Html {
    let onclick = on(&props.dispatch, set);
    // A press must not take the selection away before the click has used it.
    let keep = Callback::from(|event: PointerEvent| event.prevent_default());
    html! {
        <div class="words">
            <span class="soft">{ name }</span>
            if let Some(words) = words {
                <q dir="auto">{ words::short(words, &props.text) }</q>
            } else {
                <span class="soft">{ "none" }</span>
            }
            if props.has_selection {
                <button type="button" onpointerdown={keep} {onclick}>{ button }</button>
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
                        let remove = changed(props, move |stance, _: MouseEvent| { stance.nested_source.remove(index); });
                        html! {
                            <li key={index}>
                                <button type="button" aria-label={format!("Remove the source {name}")} onclick={remove}>{ &name }{ " ×" }</button>
                            </li>
                        }
                    }) }
                </ol>
            }
            { slot(props, StanceSlot::NestedSource, "Reported by (outermost first)", Asked::Holder, String::new()) }
        </div>
    }
}

fn negated(props: &Props) -> Html {
    let target = props.draft.stance.target.as_ref();
    html! {
        <label class="row">
            <input type="checkbox" disabled={target.is_none()} checked={target.is_some_and(|target| target.is_negated)}
                onchange={changed(props, |stance, event: Event| {
                    if let Some(target) = &mut stance.target {
                        target.is_negated = event.target_unchecked_into::<HtmlInputElement>().checked();
                    }
                })} />
            { "The target’s opposite is meant (“not …”)" }
        </label>
    }
}

fn extra_field(props: &Props, field: StanceField) -> Html {
    let stance = &props.draft.stance;
    let chosen = |field| {
        words_of(
            props,
            if field == StanceField::Cue { "Cue" } else { "Evidence" },
            if field == StanceField::Cue { stance.cue.as_ref() } else { stance.evidence.as_ref() },
            Action::StanceSpanSet(field),
            "Set to the selection",
        )
    };
    match field {
        StanceField::NestedSource | StanceField::TargetNegated => Html::default(),
        StanceField::Cue | StanceField::Evidence => chosen(field),
        StanceField::AttitudeType => {
            select(props, "Attitude type", &ATTITUDES, stance.attitude_type, |s, v| {
                s.attitude_type = v;
            })
        }
        StanceField::Intensity => {
            select(props, "Intensity", &INTENSITIES, stance.intensity, |s, v| s.intensity = v)
        }
        StanceField::Attribution => {
            select(props, "Attribution", &ATTRIBUTIONS, stance.attribution, |s, v| {
                s.attribution = v;
            })
        }
        StanceField::Explicitness => {
            select(props, "Explicitness", &EXPLICITNESS, stance.explicitness, |s, v| {
                s.explicitness = v;
            })
        }
        StanceField::Confidence => {
            select(props, "Your confidence", &CONFIDENCES, stance.confidence, |s, v| {
                s.confidence = v;
            })
        }
        StanceField::StatementDate => html! {
            <label class="field">
                <span class="name">{ "Date of the statement" }</span>
                <input type="date" value={stance.statement_date.map_or_else(String::new, |date| date.to_string())}
                    onchange={changed(props, |stance, event: Event| {
                        stance.statement_date = event.target_unchecked_into::<HtmlInputElement>().value().parse().ok();
                    })} />
            </label>
        },
    }
}

fn select<T: Copy + PartialEq + 'static>(
    props: &Props,
    name: &'static str,
    values: &'static [(T, &'static str)],
    chosen: Option<T>,
    set: fn(&mut Stance, Option<T>),
) -> Html {
    let onchange = changed(props, move |stance, event: Event| {
        let picked = event.target_unchecked_into::<HtmlSelectElement>().value();
        set(stance, values.iter().find(|(_, label)| *label == picked).map(|(value, _)| *value));
    });
    html! {
        <label class="field">
            <span class="name">{ name }</span>
            <select {onchange}>
                <option value="" selected={chosen.is_none()}>{ "Not said" }</option>
                { for values.iter().map(|(value, label)| html! {
                    <option key={*label} value={*label} selected={chosen == Some(*value)}>{ *label }</option>
                }) }
            </select>
        </label>
    }
}

const ATTITUDES: [(AttitudeType, &str); 6] = [
    (AttitudeType::Sentiment, "Sentiment"),
    (AttitudeType::Arguing, "Arguing"),
    (AttitudeType::Agreement, "Agreement"),
    (AttitudeType::Intention, "Intention"),
    (AttitudeType::Speculation, "Speculation"),
    (AttitudeType::Other, "Other"),
];

const INTENSITIES: [(Intensity, &str); 4] = [
    (Intensity::Low, "Low"),
    (Intensity::Medium, "Medium"),
    (Intensity::High, "High"),
    (Intensity::Extreme, "Extreme"),
];

const ATTRIBUTIONS: [(Attribution, &str); 4] = [
    (Attribution::DirectQuote, "Direct quote"),
    (Attribution::Indirect, "Indirect"),
    (Attribution::Mixed, "Mixed"),
    (Attribution::None, "None"),
];

const EXPLICITNESS: [(Explicitness, &str); 2] =
    [(Explicitness::Explicit, "Explicit"), (Explicitness::Inferred, "Inferred")];

const CONFIDENCES: [(Confidence, &str); 3] =
    [(Confidence::Low, "Low"), (Confidence::Medium, "Medium"), (Confidence::High, "High")];
