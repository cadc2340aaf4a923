//! A field in which a name is typed and picked from offers (ARIA 1.2 combobox with a list).

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::keyboard;
use super::same::Same;
use crate::model::Project;
use crate::order::Table;
use crate::session::completion::{Asked, Choice, Offer, offers};

/// What the field shows.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The field's id, unique on the page.
    pub id: AttrValue,
    /// Its name on the screen.
    pub label: AttrValue,
    /// What is asked for.
    pub asked: Asked,
    /// Where the offers come from.
    pub project: Same<Project>,
    /// What is picked now; empty if nothing is.
    #[prop_or_default]
    pub value: AttrValue,
    /// What stands in the field when it is entered, to be taken or typed over.
    #[prop_or_default]
    pub suggestion: AttrValue,
    /// What stands in the empty field.
    #[prop_or(AttrValue::Static("Type a name"))]
    pub placeholder: AttrValue,
    /// What is offered to what is typed, where it is not names.
    #[prop_or_default]
    pub others: Option<Callback<String, Vec<Offer>>>,
    /// An offer was picked.
    pub on_pick: Callback<Choice>,
    /// An offer was picked with Alt, and the field waits for another.
    #[prop_or_default]
    pub on_pick_with_alt: Option<Callback<Choice>>,
    /// The field was entered.
    #[prop_or_default]
    pub on_enter: Callback<()>,
}

/// The field and its list.
#[component]
pub fn Combobox(props: &Props) -> Html {
    // `None` while the field is not being typed in.
    let query = use_state_eq(|| None::<String>);
    let active = use_state_eq(|| 0usize);
    let uses = use_memo((props.project.clone(), query.is_some()), |(project, is_open)| {
        if *is_open { project.entity_uses() } else { Table::new() }
    });
    let look = {
        let (project, asked, others) = (props.project.clone(), props.asked, props.others.clone());
        move |query: &str| match &others {
            Some(others) => others.emit(query.to_owned()),
            None => offers(&project, &uses, asked, query),
        }
    };
    let found: Vec<Offer> = query.as_ref().map(|query| look(query)).unwrap_or_default();
    let is_open = !found.is_empty();
    let at = (*active).min(found.len().saturating_sub(1));
    let list_id = format!("{}-offers", props.id);
    let option_id = |index: usize| format!("{}-offer-{index}", props.id);

    use_effect_with((list_id.clone(), found.len()), |(list_id, count)| {
        if *count > 0 {
            keyboard::bring_into_sight(list_id);
        }
    });
    let pick = {
        let (query, active, on_pick) = (query.clone(), active.clone(), props.on_pick.clone());
        Callback::from(move |choice: Choice| {
            query.set(None);
            active.set(0);
            on_pick.emit(choice);
        })
    };
    let onfocus = {
        let (query, active, suggestion) = (query.clone(), active.clone(), props.suggestion.clone());
        let on_enter = props.on_enter.clone();
        Callback::from(move |event: FocusEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            // Drawn and selected at once: the next key may come before the next frame.
            input.set_value(&suggestion);
            input.select();
            query.set(Some(suggestion.to_string()));
            active.set(0);
            on_enter.emit(());
        })
    };
    let onblur = {
        let query = query.clone();
        Callback::from(move |_: FocusEvent| query.set(None))
    };
    let oninput = {
        let (query, active) = (query.clone(), active.clone());
        Callback::from(move |event: InputEvent| {
            query.set(Some(event.target_unchecked_into::<HtmlInputElement>().value()));
            active.set(0);
        })
    };
    let onkeydown = {
        let (query, active, pick) = (query.clone(), active, pick.clone());
        let on_pick_with_alt = props.on_pick_with_alt.clone();
        let choices: Vec<Choice> = found.iter().map(|offer| offer.choice.clone()).collect();
        Callback::from(move |event: KeyboardEvent| {
            let last = choices.len().saturating_sub(1);
            match event.key().as_str() {
                "ArrowDown" => active.set(if at == last { 0 } else { at + 1 }),
                "ArrowUp" => active.set(if at == 0 { last } else { at - 1 }),
                "Enter" if !event.is_composing() => {
                    let input: HtmlInputElement = event.target_unchecked_into();
                    let typed = input.value();
                    if event.alt_key() && (typed.trim().is_empty() || on_pick_with_alt.is_none()) {
                        return;
                    }
                    let choice = if query.as_ref() == Some(&typed) {
                        choices.get(at).cloned()
                    } else {
                        // The hand is faster than the page: what is offered is not drawn yet.
                        look(&typed).into_iter().next().map(|offer| offer.choice)
                    };
                    match (choice, &on_pick_with_alt) {
                        (Some(choice), Some(on_pick_with_alt)) if event.alt_key() => {
                            input.set_value("");
                            query.set(Some(String::new()));
                            active.set(0);
                            on_pick_with_alt.emit(choice);
                        }
                        (Some(choice), _) => pick.emit(choice),
                        (None, _) => {}
                    }
                }
                "Escape" if query.as_deref().is_some_and(|typed| !typed.is_empty()) => {
                    query.set(Some(String::new()));
                    event.stop_propagation();
                }
                _ => return,
            }
            event.prevent_default();
        })
    };
    let shown = query.as_ref().map_or_else(|| props.value.clone(), |typed| typed.clone().into());
    html! {
        <div class="combobox field">
            <label class="name" for={props.id.clone()}>{ &props.label }</label>
            <input id={props.id.clone()} type="text" role="combobox" autocomplete="off" spellcheck="false" dir="auto"
                aria-expanded={is_open.to_string()} aria-controls={list_id.clone()} aria-autocomplete="list"
                aria-activedescendant={is_open.then(|| option_id(at))}
                placeholder={props.placeholder.clone()} value={shown} {onfocus} {onblur} {oninput} {onkeydown} />
            <ul id={list_id} role="listbox" aria-label={props.label.clone()} hidden={!is_open}>
                { for found.iter().enumerate().map(|(index, offer)| {
                    offered(offer, index, option_id(index), index == at, &pick)
                }) }
            </ul>
        </div>
    }
}

#[inline(never)] // not in the first load
fn offered(
    offer: &Offer,
    index: usize,
    id: String,
    is_active: bool,
    pick: &Callback<Choice>,
) -> Html {
    let (pick, choice) = (pick.clone(), offer.choice.clone());
    // The press must not take the focus before the click is through.
    let onpointerdown = Callback::from(move |event: PointerEvent| {
        event.prevent_default();
        pick.emit(choice.clone());
    });
    html! {
        <li key={index} {id} role="option" data-depth={(offer.depth > 0).then(|| offer.depth.min(4).to_string())} aria-selected={is_active.to_string()} {onpointerdown}>
            <span dir="auto">{ &offer.label }</span><span class="soft">{ &offer.kind }</span>
        </li>
    }
}
