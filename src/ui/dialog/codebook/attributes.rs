//! What is asked besides: choices, numbers and text, on mentions, stances and articles.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::editor::{Editor, Item, faults_of, next_to};
use crate::model::{Attribute, AttributeChoice, AttributeKind, Codebook, Subject};
use crate::session::codebook::{Fault, add_attribute, add_choice, shift};

const SUBJECTS: [(Subject, &str); 3] =
    [(Subject::Mention, "mentions"), (Subject::Stance, "stances"), (Subject::Article, "articles")];

/// The attributes, and a field for one more.
pub(super) fn attributes(editor: &Editor, wanted: &Codebook, own: &[&Fault]) -> Html {
    let count = wanted.attributes.len();
    let ids: Vec<String> = wanted.attributes.iter().map(name_id).collect();
    let item = |at: usize| Item {
        label: &wanted.attributes[at].label,
        id: ids[at].clone(),
        next: next_to(&ids, at, "codebook-new-attribute"),
        at,
        count,
    };
    html! {
        <>
            <p class="soft">{"Questions of your own: the tone of a quotation, how certain a claim is, what sort of article it is. The answers stand in the export."}</p>
            <div class="codebook-items">
                { for wanted.attributes.iter().enumerate().map(|(at, it)| card(editor, it, &item(at), own)) }
            </div>
            {editor.add_form("codebook-new-attribute", "A further attribute", add_attribute)}
        </>
    }
}

pub(super) fn name_id(attribute: &Attribute) -> String {
    format!("codebook-attribute-{}", attribute.id)
}

fn card(editor: &Editor, it: &Attribute, item: &Item<'_>, own: &[&Fault]) -> Html {
    let at = item.at;
    let on_it = move |change: fn(&mut Attribute, String)| {
        move |codebook: &mut Codebook, typed: String| {
            if let Some(attribute) = codebook.attributes.get_mut(at) {
                change(attribute, typed);
            }
        }
    };
    let label = &it.label;
    let choose_kind = editor.changes(move |codebook, event: Event| {
        let name = event.target_unchecked_into::<HtmlSelectElement>().value();
        on_it(|attribute, name| {
            attribute.kind = match name.as_str() {
                "number" => AttributeKind::Number,
                "text" => AttributeKind::Text,
                _ => AttributeKind::Choice(Vec::new()),
            };
        })(codebook, name);
    });
    let kind = match it.kind {
        AttributeKind::Choice(_) => "choice",
        AttributeKind::Number => "number",
        AttributeKind::Text => "text",
    };
    let kinds = [("choice", "one of some choices"), ("number", "a number"), ("text", "free text")];
    let tools = editor.item_tools(
        item,
        move |codebook, towards| shift(&mut codebook.attributes, at, towards),
        move |codebook| drop(codebook.attributes.remove(at)),
    );
    let require = editor.changes(move |codebook, event: Event| {
        if let Some(attribute) = codebook.attributes.get_mut(at) {
            attribute.required = event.target_unchecked_into::<HtmlInputElement>().checked();
        }
    });
    html! {
        <div key={at} class="codebook-item is-attribute" role="group" aria-label={label.clone()}>
            <label class="field codebook-wide"><span class="name">{"Name"}</span>
                <input id={item.id.clone()} type="text" dir="auto" autocomplete="off" value={label.clone()} oninput={editor.typed(on_it(|it, typed| it.label = typed))} />
            </label>
            <label class="field"><span class="name">{"Answer"}</span>
                <select aria-label={format!("Kind of answer of {label}")} onchange={choose_kind}>
                    { for kinds.map(|(name, words)| html! { <option key={name} value={name} selected={name == kind}>{words}</option> }) }
                </select>
            </label>
            {tools}
            <div class="row codebook-line">
                <span class="soft">{"Asked of"}</span>
                { for SUBJECTS.map(|(subject, name)| {
                    let tick = editor.changes(move |codebook, event: Event| {
                        let is_on = event.target_unchecked_into::<HtmlInputElement>().checked();
                        if let Some(attribute) = codebook.attributes.get_mut(at) {
                            attribute.on.retain(|on| *on != subject);
                            attribute.on.extend(is_on.then_some(subject));
                            attribute.on.sort_unstable();
                        }
                    });
                    html! { <label key={name} class="tick"><input type="checkbox" checked={it.on.contains(&subject)} onchange={tick} /><span>{name}</span></label> }
                }) }
                <label class="tick"><input type="checkbox" checked={it.required} onchange={require} /><span>{"needed: without it there is a gap"}</span></label>
            </div>
            if let AttributeKind::Choice(choices) = &it.kind {
                <div class="codebook-line stack">
                    <ol class="codebook-choices" aria-label={format!("Choices of {label}")}>
                        { for choices.iter().enumerate().map(|(nth, choice)| {
                            let ids: Vec<String> = choices.iter().map(|it| format!("{}-{}", item.id, it.id)).collect();
                            let next = next_to(&ids, nth, &item.id);
                            one_choice(editor, at, choice, &Item { label: &choice.label, id: ids[nth].clone(), next, at: nth, count: choices.len() })
                        }) }
                    </ol>
                    <AddChoice {at} of={label.clone()} add={editor.changes(|codebook, (at, label): (usize, String)| {
                        codebook.attributes.get_mut(at).into_iter().for_each(|it| add_choice(it, &label));
                    })} />
                </div>
            }
            <textarea class="codebook-guideline" rows="1" dir="auto" aria-label={format!("Guideline of {label}")} placeholder="How to decide" value={it.guideline.clone()}
                oninput={editor.written(on_it(|it, typed| it.guideline = typed))} />
            {faults_of(own, at)}
        </div>
    }
}

fn one_choice(editor: &Editor, at: usize, choice: &AttributeChoice, item: &Item<'_>) -> Html {
    let nth = item.at;
    let on_it = move |change: fn(&mut AttributeChoice, String)| {
        move |codebook: &mut Codebook, typed: String| {
            if let Some(choice) = choices_of(codebook, at).and_then(|it| it.get_mut(nth)) {
                change(choice, typed);
            }
        }
    };
    let tools = editor.item_tools(
        item,
        move |codebook, towards| {
            choices_of(codebook, at).into_iter().for_each(|it| shift(it, nth, towards));
        },
        move |codebook| {
            choices_of(codebook, at).into_iter().for_each(|it| drop(it.remove(nth)));
        },
    );
    html! {
        <li key={nth} class="codebook-choice">
            <input id={item.id.clone()} type="text" dir="auto" autocomplete="off" aria-label={format!("Choice {}", nth + 1)} value={choice.label.clone()} oninput={editor.typed(on_it(|it, typed| it.label = typed))} />
            <input type="text" dir="auto" autocomplete="off" aria-label={format!("When to choose {}", choice.label)} placeholder="When to choose it" value={choice.guideline.clone()} oninput={editor.typed(on_it(|it, typed| it.guideline = typed))} />
            {tools}
        </li>
    }
}

fn choices_of(codebook: &mut Codebook, at: usize) -> Option<&mut Vec<AttributeChoice>> {
    match &mut codebook.attributes.get_mut(at)?.kind {
        AttributeKind::Choice(choices) => Some(choices),
        AttributeKind::Number | AttributeKind::Text => None,
    }
}

#[derive(Properties, PartialEq)]
struct AddChoiceProps {
    at: usize,
    of: String,
    add: Callback<(usize, String)>,
}

/// A field for one more choice; Enter adds it and keeps the focus for the next.
#[component]
fn AddChoice(props: &AddChoiceProps) -> Html {
    let field = use_node_ref();
    let onsubmit = {
        let (field, add, at) = (field.clone(), props.add.clone(), props.at);
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(field) = field.cast::<HtmlInputElement>() else { return };
            if !field.value().trim().is_empty() {
                add.emit((at, field.value().trim().to_owned()));
                field.set_value("");
            }
            field.focus().ok();
        })
    };
    html! {
        <form class="settings-issue" {onsubmit}>
            <input ref={field} type="text" dir="auto" autocomplete="off" aria-label={format!("A further choice of {}", props.of)} placeholder="A further choice" />
            <button type="submit">{"Add the choice"}</button>
        </form>
    }
}
