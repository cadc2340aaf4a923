//! A line of text with its name.

use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The field's props.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct TextFieldProps {
    /// The element's id, unique in the page.
    pub id: AttrValue,
    /// What is asked for.
    pub name: AttrValue,
    /// What it says now.
    pub value: AttrValue,
    /// The input's type.
    #[prop_or(AttrValue::Static("text"))]
    pub kind: AttrValue,
    /// What to know before typing.
    #[prop_or_default]
    pub hint: AttrValue,
    /// Whether nothing can be typed.
    #[prop_or_default]
    pub is_disabled: bool,
    /// Whether leaving it blank brings back what it said.
    #[prop_or_default]
    pub is_needed: bool,
    /// Whether it has several lines.
    #[prop_or_default]
    pub is_long: bool,
    /// Whether the focus goes here first.
    #[prop_or_default]
    pub is_first: bool,
    /// Hears what was typed, once it is complete: on Enter and on leaving the field.
    pub on_change: Callback<String>,
}

/// A line of text with its name above and its hint below.
#[component]
pub fn TextField(props: &TextFieldProps) -> Html {
    let TextFieldProps { id, name, value, kind, hint, .. } = props;
    let typed = use_state(|| value.clone());
    use_effect_with(value.clone(), {
        let typed = typed.clone();
        move |value| typed.set(value.clone())
    });
    let oninput = {
        let typed = typed.clone();
        Callback::from(move |event: InputEvent| {
            typed.set(event.target_unchecked_into::<HtmlInputElement>().value().into());
        })
    };
    let onchange = {
        let (typed, value, is_needed) = (typed.clone(), value.clone(), props.is_needed);
        let on_change = props.on_change.clone();
        Callback::from(move |event: Event| {
            let complete = event.target_unchecked_into::<HtmlInputElement>().value();
            if is_needed && complete.trim().is_empty() {
                typed.set(value.clone());
            } else {
                on_change.emit(complete);
            }
        })
    };
    let hint_id = format!("{id}-hint");
    if props.is_long {
        return html! {
            <div class="field">
                <label class="name" for={id}>{name}</label>
                <textarea {id} rows="2" dir="auto" value={(*typed).clone()} {oninput} {onchange} />
            </div>
        };
    }
    html! {
        <div class="field">
            <label class="name" for={id}>{name}</label>
            <input
                {id}
                type={kind}
                value={(*typed).clone()}
                dir={if kind == "date" { "ltr" } else { "auto" }}
                autocomplete="off"
                autofocus={props.is_first}
                disabled={props.is_disabled}
                aria-describedby={(!hint.is_empty()).then(|| hint_id.clone())}
                {oninput}
                {onchange}
            />
            if !hint.is_empty() {
                <p class="soft" id={hint_id}>{hint}</p>
            }
        </div>
    }
}
