//! A row of a few values, one of which is picked.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// One of them.
pub struct Value {
    /// The letter of its label that picks it.
    pub key: Option<char>,
    /// What it is called.
    pub label: AttrValue,
    /// When to pick it; empty if nothing says so.
    pub hint: AttrValue,
}

/// What the row shows.
pub struct ValueRow {
    /// The id of the button that takes the keyboard focus.
    pub id: AttrValue,
    /// What is asked, for screen readers.
    pub name: AttrValue,
    /// All that can be picked.
    pub values: Vec<Value>,
    /// Which one is.
    pub chosen: Option<usize>,
    /// One was picked, or none; and whether by its letter, which goes on to the next field.
    pub on_pick: Callback<(Option<usize>, bool)>,
}

/// The values as buttons, one stop for the Tab key: the letter that is underlined picks one and goes
/// on, arrows move along the row, Delete picks none.
pub fn value_row(row: &ValueRow) -> Html {
    let onkeydown = {
        let on_pick = row.on_pick.clone();
        let keys: Vec<Option<char>> = row.values.iter().map(|value| value.key).collect();
        Callback::from(move |event: KeyboardEvent| {
            if event.ctrl_key() || event.alt_key() || event.meta_key() {
                return;
            }
            match event.key().as_str() {
                "ArrowLeft" | "ArrowUp" => step(&event, false),
                "ArrowRight" | "ArrowDown" => step(&event, true),
                "Delete" | "Backspace" => on_pick.emit((None, false)),
                key => {
                    let Some(typed) = letter(key) else { return };
                    // No letter is a command here: a slip would close the article.
                    if let Some(at) = keys.iter().position(|key| *key == Some(typed)) {
                        on_pick.emit((Some(at), true));
                    }
                }
            }
            event.prevent_default();
        })
    };
    let stop = row.chosen.unwrap_or(0);
    html! {
        <div class="row values" role="group" aria-label={row.name.clone()} {onkeydown}>
            { for row.values.iter().enumerate().map(|(index, value)| {
                let (on_pick, is_chosen) = (row.on_pick.clone(), row.chosen == Some(index));
                let onclick = Callback::from(move |_: MouseEvent| {
                    on_pick.emit(((!is_chosen).then_some(index), false));
                });
                let title = Some(value.hint.clone()).filter(|hint| !hint.is_empty());
                html! {
                    <button key={index} type="button" id={(stop == index).then(|| row.id.clone())}
                        tabindex={if stop == index { "0" } else { "-1" }} aria-pressed={is_chosen.to_string()} {title}
                        aria-keyshortcuts={value.key.map(String::from)} {onclick}>{ underlined(value) }</button>
                }
            }) }
        </div>
    }
}

/// The letter or digit that a key writes.
fn letter(key: &str) -> Option<char> {
    let mut written = key.chars();
    let first = written.next().filter(|c| c.is_alphanumeric() && written.next().is_none())?;
    first.to_lowercase().next()
}

fn underlined(value: &Value) -> Html {
    let is_key = |c: char| c.to_lowercase().next() == value.key;
    let Some(at) = value.label.find(is_key) else { return (&*value.label).into() };
    let (before, rest) = value.label.split_at(at);
    let letter: String = rest.chars().take(1).collect();
    html! { <span dir="auto">{ before }<u>{ &letter }</u>{ &rest[letter.len()..] }</span> }
}

/// Puts the focus on the value beside the one that has it.
fn step(event: &KeyboardEvent, forward: bool) {
    let button = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let beside = button.and_then(|it| {
        if forward { it.next_element_sibling() } else { it.previous_element_sibling() }
    });
    if let Some(button) = beside.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        button.focus().ok();
    }
}
