//! The project's name and who annotates.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::session::{Action, Desk, Writing};
use crate::ui::{TextField, on};

/// The project's name, the annotator's, and whose marks are shown where there are several; `file_copy` is
/// the part about the copy in a file.
pub(super) fn project_settings(desk: &Desk, dispatch: &Callback<Action>, file_copy: Html) -> Html {
    let (project, annotator) = (&desk.work.project, &desk.annotator);
    let may_change = desk.writing == Writing::Writer;
    let own_name = project.annotators.get(annotator).map(|known| known.name.clone());
    let choose = dispatch.reform(|event: Event| {
        let id = event.target_unchecked_into::<HtmlSelectElement>().value();
        Action::AnnotatorChosen(id.into())
    });
    let field = NodeRef::default();
    let onsubmit = {
        let (field, dispatch) = (field.clone(), dispatch.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let Some(field) = field.cast::<HtmlInputElement>() else { return };
            if !field.value().trim().is_empty() {
                dispatch.emit(Action::AnnotatorAdded(field.value()));
                field.set_value("");
            }
        })
    };
    html! {
        <section aria-labelledby="settings-project">
            <h3 id="settings-project">{"Project"}</h3>
            <TextField
                id="settings-name"
                name="Name of the project"
                is_first=true
                value={project.name.clone()}
                is_needed=true
                is_disabled={!may_change}
                on_change={dispatch.reform(Action::ProjectRenamed)}
            />
            if project.annotators.len() > 1 {
                <div class="field">
                    <label class="name" for="settings-annotator">{"Whose marks are shown and changed"}</label>
                    <select id="settings-annotator" onchange={choose}>
                        { for project.annotators.iter().map(|(id, known)| html! {
                            <option key={id.as_str()} value={id.to_string()} selected={id == annotator}>{&known.name}</option>
                        }) }
                    </select>
                </div>
            }
            <TextField
                id="settings-own-name"
                name="Your name, as it stands beside your marks"
                value={own_name.unwrap_or_default()}
                is_needed=true
                is_disabled={!may_change}
                on_change={dispatch.reform(Action::AnnotatorRenamed)}
            />
            <form class="field" {onsubmit}>
                <label class="name" for="settings-annotator-new">{"A further annotator, whose marks are kept apart from yours"}</label>
                <div class="settings-issue">
                    <input ref={field} id="settings-annotator-new" type="text" dir="auto" autocomplete="off" disabled={!may_change} />
                    <button type="submit" disabled={!may_change}>{"Add and switch to"}</button>
                </div>
            </form>
            {file_copy}
            <p><button type="button" onclick={on(dispatch, Action::HistoryAsked)}>{"History, step by step"}</button></p>
        </section>
    }
}
