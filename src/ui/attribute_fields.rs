//! The codebook's questions about a mention, a stance or the article, and its guideline beside them.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::model::{Attribute, AttributeKind, Attributes, Codebook, Subject};
use crate::session::Action;

/// A field for each attribute of such a thing, in the codebook's order.
pub fn attribute_fields(
    codebook: &Codebook,
    subject: Subject,
    values: &Attributes,
    dispatch: &Callback<Action>,
) -> Html {
    let fields = codebook.attributes_on(subject).map(|it| field(it, subject, values, dispatch));
    html! { { for fields } }
}

/// The attributes of the article, folded away until they are wanted.
pub fn article_attributes(
    codebook: &Codebook,
    values: &Attributes,
    dispatch: &Callback<Action>,
) -> Html {
    let asked: Vec<_> = codebook.attributes_on(Subject::Article).collect();
    let answered = asked.iter().filter(|it| values.contains_key(&it.id)).count();
    html! {
        if !asked.is_empty() {
            <details class="card article-attributes">
                <summary>{ "About the whole article " }<span class="soft">{ format!("{answered} of {} answered", asked.len()) }</span></summary>
                <div class="stack">{ attribute_fields(codebook, Subject::Article, values, dispatch) }</div>
            </details>
        }
    }
}

fn field(
    attribute: &Attribute,
    subject: Subject,
    values: &Attributes,
    dispatch: &Callback<Action>,
) -> Html {
    let id = format!("attribute-{}-{}", subject as usize, attribute.id);
    let value = values.get(&attribute.id);
    let typed = value.map(|value| value.text()).unwrap_or_default();
    let answer = {
        let (attribute, dispatch) = (attribute.id.clone(), dispatch.clone());
        move |typed: String| dispatch.emit(Action::Answered(subject, attribute.clone(), typed))
    };
    let name = html! {
        <span class="name">{ &attribute.label }if attribute.required && value.is_none() { { " (needed)" } }</span>
    };
    let control = if let AttributeKind::Choice(choices) = &attribute.kind {
        let onchange = Callback::from(move |event: Event| {
            answer(event.target_unchecked_into::<HtmlSelectElement>().value());
        });
        let is_known = choices.iter().any(|it| it.id.as_str() == typed);
        html! {
            <select id={id.clone()} {onchange}>
                <option value="" selected={typed.is_empty()}>{ "Not said" }</option>
                if !is_known && !typed.is_empty() { <option value={typed.clone()} selected=true>{ &typed }</option> }
                { for choices.iter().map(|it| html! {
                    <option key={it.id.as_str()} value={it.id.to_string()} title={it.guideline.clone()} selected={it.id.as_str() == typed}>{ &it.label }</option>
                }) }
            </select>
        }
    } else {
        let is_number = attribute.kind == AttributeKind::Number;
        let onchange = Callback::from(move |event: Event| {
            answer(event.target_unchecked_into::<HtmlInputElement>().value());
        });
        html! {
            <input id={id.clone()} type="text" dir="auto" autocomplete="off" inputmode={is_number.then_some("decimal")} value={typed} {onchange} />
        }
    };
    let chosen = value
        .and_then(|value| attribute.choices().iter().find(|it| it.id.as_str() == value.text()));
    let of_choice = chosen.map_or("", |choice| &choice.guideline);
    html! {
        <div class="field" key={attribute.id.as_str()}>
            <label for={id}>{ name }</label>
            { control }
            { guideline(&attribute.label, &attribute.guideline) }
            { guideline(chosen.map_or("", |choice| &choice.label), of_choice) }
        </div>
    }
}

/// What the codebook says about something that is chosen, folded away; nothing if it says nothing.
pub fn guideline(of: &str, words: &str) -> Html {
    html! {
        if !words.trim().is_empty() {
            <details class="guideline soft"><summary>{ format!("Guideline: {of}") }</summary><p dir="auto">{ words }</p></details>
        }
    }
}
