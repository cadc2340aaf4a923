//! The codebook as far as it is changed at once, and the way to its editor.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::model::{Codebook, StanceField};
use crate::session::{Action, Desk, Dialog, Settings, Writing, words};
use crate::ui::{on, shortcut};

/// The way to the editor, the stance's fields and the issues.
pub(super) fn codebook_settings(
    desk: &Desk,
    settings: &Settings,
    dispatch: &Callback<Action>,
) -> Html {
    let key = shortcut(settings, "codebook");
    let codebook = &desk.work.project.codebook;
    let may_change = desk.writing == Writing::Writer;
    html! {
        <section aria-labelledby="settings-codebook">
            <h3 id="settings-codebook">{"Codebook"}</h3>
            <p class="soft">{format!("“{}”: entity types, polarities, issues, attributes, colours, keys and guidelines are edited together.", codebook.name)}</p>
            <button type="button" onclick={on(dispatch, Action::DialogOpened(Dialog::Codebook))}>{"Edit the codebook…"}{key.kbd()}</button>
            <fieldset disabled={!may_change}>
                <legend>{"Fields besides holder, target and polarity"}</legend>
                <div class="settings-fields">
                    { for StanceField::ALL.map(|field| {
                        let (name, hint) = words::stance_field(field);
                        html! {
                            <label key={name} class="choice">
                                <input
                                    type="checkbox"
                                    checked={codebook.fields.contains(&field)}
                                    onchange={dispatch.reform(move |_: Event| Action::FieldToggled(field))}
                                />
                                <span>{name}<span class="soft">{hint}</span></span>
                            </label>
                        }
                    }) }
                </div>
            </fieldset>
            {issues(codebook, may_change, dispatch)}
        </section>
    }
}

/// The issues, and a field for one more.
fn issues(codebook: &Codebook, may_change: bool, dispatch: &Callback<Action>) -> Html {
    let field = NodeRef::default();
    let onsubmit = {
        let (field, dispatch) = (field.clone(), dispatch.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(field) = field.cast::<HtmlInputElement>() else { return };
            if !field.value().trim().is_empty() {
                dispatch.emit(Action::IssueAdded(field.value()));
            }
            field.set_value("");
            field.focus().ok();
        })
    };
    html! {
        <div class="settings-issues">
            <h4 id="settings-issues">{"Issues that stances can be about"}</h4>
            if codebook.issues.is_empty() {
                <p class="soft">{"None yet. An entity can be a target too, and so can a sentence of your own."}</p>
            } else {
                <ul aria-labelledby="settings-issues">
                    { for codebook.issues.iter().map(|issue| html! {
                        <li key={issue.id.as_str()} dir="auto">{&issue.label}</li>
                    }) }
                </ul>
            }
            <form class="field" {onsubmit}>
                <label class="name" for="settings-issue">{"A further issue"}</label>
                <div class="settings-issue">
                    <input ref={field} id="settings-issue" type="text" dir="auto" autocomplete="off" disabled={!may_change} />
                    <button type="submit" disabled={!may_change}>{"Add"}</button>
                </div>
            </form>
        </div>
    }
}
