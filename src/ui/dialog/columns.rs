//! A table whose columns have to be named before it can be read.

use std::collections::BTreeMap;

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::{DialogFrame, pressed};
use crate::formats::reading::{Role, suggest_columns};

const FORM: &str = "columns";

/// The dialog's props.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct ColumnsDialogProps {
    /// The file.
    pub file: AttrValue,
    /// Its columns, each with a value as an example.
    pub columns: Vec<(String, String)>,
    /// Hears the column of each role that has one.
    pub on_choose: Callback<BTreeMap<Role, String>>,
    /// The dialog is to go, and the file with it.
    pub on_close: Callback<()>,
}

/// Asks which column holds what, with an example of each.
#[component]
pub(super) fn ColumnsDialog(props: &ColumnsDialogProps) -> Html {
    let ColumnsDialogProps { file, columns, on_choose, on_close } = props;
    let chosen = use_state(|| suggest_columns(columns));
    let onsubmit = {
        let chosen = chosen.clone();
        on_choose.reform(move |event: SubmitEvent| {
            event.prevent_default();
            (*chosen).clone()
        })
    };
    let choose = |role: Role| {
        let chosen = chosen.clone();
        Callback::from(move |event: Event| {
            let column = event.target_unchecked_into::<HtmlSelectElement>().value();
            let mut now = (*chosen).clone();
            if column.is_empty() {
                now.remove(&role);
            } else {
                now.insert(role, column);
            }
            chosen.set(now);
        })
    };
    let footer = html! {
        <>
            <button type="button" onclick={pressed(on_close)}>{"Leave this file out"}</button>
            <button type="submit" form={FORM} class="primary">{"Load the table"}</button>
        </>
    };
    html! {
        <DialogFrame title="Which column holds the text?" is_wide=true {footer} on_close={on_close.clone()}>
            <p>
                <strong><bdi>{file}</bdi></strong>
                {" is a table, and none of its columns has a name that says that it holds texts. Only the text is needed."}
            </p>
            <form id={FORM} class="columns" {onsubmit}>
                { for Role::ALL.map(|role| {
                    let example = chosen.get(&role).and_then(|name| {
                        columns.iter().find(|(column, _)| column == name).map(|(_, example)| example.clone())
                    });
                    select(role, columns, chosen.get(&role), example, choose(role))
                }) }
            </form>
        </DialogFrame>
    }
}

fn select(
    role: Role,
    columns: &[(String, String)],
    chosen: Option<&String>,
    example: Option<String>,
    onchange: Callback<Event>,
) -> Html {
    let (id, name) = in_words(role);
    let id = format!("column-{id}");
    let hint = format!("{id}-example");
    let is_needed = role == Role::Text;
    html! {
        <div class="field" key={id.clone()}>
            <label class="name" for={id.clone()}>{name}</label>
            <select {id} required={is_needed} autofocus={is_needed} aria-describedby={hint.clone()} {onchange}>
                <option value="" selected={chosen.is_none()}>
                    {if is_needed { "Choose a column" } else { "None" }}
                </option>
                { for columns.iter().map(|(column, _)| html! {
                    <option key={column.as_str()} value={column.clone()} selected={chosen == Some(column)}>{column}</option>
                }) }
            </select>
            <p class="soft columns-example" id={hint}>
                if let Some(example) = example { {"For example: "}<bdi>{example}</bdi> }
            </p>
        </div>
    }
}

fn in_words(role: Role) -> (&'static str, &'static str) {
    match role {
        Role::Text => ("text", "Text of the article (needed)"),
        Role::Title => ("title", "Title"),
        Role::Outlet => ("outlet", "Outlet"),
        Role::Byline => ("byline", "Byline"),
        Role::Published => ("published", "Date of publication"),
        Role::Url => ("url", "Web address"),
        Role::Language => ("language", "Language"),
    }
}
