//! The form's optional fields: words of the text, rows of values, the date.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::combobox::Combobox;
use super::keyboard::slot_id;
use super::stance_form::Props;
use super::value_row::{Value, ValueRow, value_row};
use super::{on, shortcut};
use crate::model::StanceField;
use crate::session::completion::{Asked, Choice};
use crate::session::stance_fields::{chosen, name, proposed, said_words, values};
use crate::session::{Action, Said, StanceSlot, passages, words};
use crate::text::Fragments;

/// A callback that says something of the stance, and goes on behind that part of the form.
fn says(props: &Props, field: StanceField) -> Callback<Said> {
    let (id, dispatch) = (props.draft.stance.id.clone(), props.dispatch.clone());
    Callback::from(move |said: Said| {
        dispatch.emit(Action::StanceSaid(id.clone(), said));
        dispatch.emit(Action::SlotLeft(StanceSlot::Field(field)));
    })
}

/// One of the fields that the codebook puts on the screen.
pub(super) fn extra_field(props: &Props, field: StanceField) -> Html {
    match field {
        StanceField::NestedSource | StanceField::TargetNegated => Html::default(),
        StanceField::Cue | StanceField::Evidence => words_field(props, field),
        StanceField::StatementDate => date_field(props),
        _ => values_field(props, field),
    }
}

/// What the text proposes for the fields that say nothing, to be taken at once.
pub(super) fn proposal(props: &Props) -> Html {
    let proposed = proposed(&props.project.codebook, &props.article, &props.draft.stance);
    if proposed.is_empty() {
        return Html::default();
    }
    let key = shortcut(&props.settings, "proposed");
    let listed = proposed.iter().map(said_words).collect::<Vec<_>>().join(", ");
    html! {
        <button type="button" class="proposal" aria-keyshortcuts={key.aria()} onclick={on(&props.dispatch, Action::ProposedTaken)}>
            <span>{ "Take " }<span class="soft">{ listed }</span></span>{ key.kbd() }
        </button>
    }
}

/// Words of the text, picked from offers: the selection, the sentence, or what is typed of them.
fn words_field(props: &Props, field: StanceField) -> Html {
    let stance = &props.draft.stance;
    let is_cue = field == StanceField::Cue;
    let said = if is_cue { &stance.cue } else { &stance.evidence };
    let value =
        said.as_ref().map_or_else(String::new, |said| words::short(said, &props.article.text));
    let others = {
        let (text, selected) = (props.article.text.clone(), props.selected);
        let near = stance.expression.clone();
        Callback::from(move |query: String| {
            passages::passages(&text, selected, near.as_ref(), &query)
        })
    };
    let says = says(props, field);
    let on_pick = Callback::from(move |choice: Choice| {
        let words: Option<Fragments> = match choice {
            Choice::Words(words) => Some(words),
            _ => None,
        };
        says.emit(Said::Words(field, words));
    });
    let key = shortcut(&props.settings, if is_cue { "cue" } else { "evidence" });
    let set = on(&props.dispatch, Action::StanceSpanSet(field));
    // A press must not take the selection away before the click has used it.
    let keep = Callback::from(|event: PointerEvent| event.prevent_default());
    html! {
        <div class="with-button">
            { part(props, StanceSlot::Field(field), name(field), value, "Type its words", others, on_pick) }
            if props.selected.is_some() {
                <button type="button" onpointerdown={keep} onclick={set} aria-keyshortcuts={key.aria()}
                    aria-label={format!("Set {} to the selection", name(field).to_lowercase())}>{ "Selection" }{ key.kbd() }</button>
            }
        </div>
    }
}

fn date_field(props: &Props) -> Html {
    let published = props.article.details.published;
    let value = props.draft.stance.statement_date.map_or_else(String::new, |date| date.to_string());
    let says = says(props, StanceField::StatementDate);
    let on_pick = Callback::from(move |choice: Choice| match choice {
        Choice::Date(date) => says.emit(Said::Date(Some(date))),
        _ => says.emit(Said::Date(None)),
    });
    let field = StanceField::StatementDate;
    let others = Callback::from(move |query: String| passages::dates(published, &query));
    part(props, StanceSlot::Field(field), name(field), value, "YYYY-MM-DD", others, on_pick)
}

fn part(
    props: &Props,
    slot: StanceSlot,
    label: &'static str,
    value: String,
    placeholder: &'static str,
    others: Callback<String, Vec<crate::session::completion::Offer>>,
    on_pick: Callback<Choice>,
) -> Html {
    let dispatch = props.dispatch.clone();
    let on_enter = Callback::from(move |()| dispatch.emit(Action::SlotEntered(slot)));
    html! {
        <Combobox id={slot_id(slot)} {label} asked={Asked::Entity} project={props.project.clone()} {value}
            {placeholder} others={Some(others)} {on_pick} {on_enter} />
    }
}

/// A row of values: the letter that is underlined picks one and goes on.
fn values_field(props: &Props, field: StanceField) -> Html {
    let stance = &props.draft.stance;
    let (says, dispatch, id) = (says(props, field), props.dispatch.clone(), stance.id.clone());
    let on_pick = Callback::from(move |(at, goes_on): (Option<usize>, bool)| {
        let said = Said::Value(field, at);
        match goes_on {
            true => says.emit(said),
            false => dispatch.emit(Action::StanceSaid(id.clone(), said)),
        }
    });
    let shown = values(field).into_iter().map(|it| Value {
        key: Some(it.key),
        label: it.label.into(),
        hint: AttrValue::default(),
    });
    html! {
        <div class="field">
            <span class="name" aria-hidden="true">{ name(field) }</span>
            { value_row(&ValueRow {
                id: slot_id(StanceSlot::Field(field)),
                name: name(field).into(),
                values: shown.collect(),
                chosen: chosen(stance, field),
                on_pick,
            }) }
        </div>
    }
}

/// Whether the target's opposite is meant.
pub(super) fn negated(props: &Props) -> Html {
    let target = props.draft.stance.target.as_ref();
    let (id, dispatch) = (props.draft.stance.id.clone(), props.dispatch.clone());
    let onchange = Callback::from(move |event: Event| {
        let is_negated = event.target_unchecked_into::<HtmlInputElement>().checked();
        dispatch.emit(Action::StanceSaid(id.clone(), Said::Negated(is_negated)));
    });
    html! {
        <label class="row negated">
            <input type="checkbox" id={slot_id(StanceSlot::Field(StanceField::TargetNegated))} disabled={target.is_none()}
                checked={target.is_some_and(|target| target.is_negated)} {onchange} />
            { "The target’s opposite is meant (type “not …”)" }
        </label>
    }
}
