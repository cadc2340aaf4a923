//! What is recorded: the preset, the stance's fields and the issues.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use crate::model::{Codebook, PRESETS, StanceField};
use crate::session::{Action, Desk, Writing};

/// The codebook as far as it can be changed on the screen.
pub(super) fn codebook_settings(desk: &Desk, dispatch: &Callback<Action>) -> Html {
    let codebook = &desk.work.project.codebook;
    let may_change = desk.writing == Writing::Writer;
    html! {
        <section aria-labelledby="settings-codebook">
            <h3 id="settings-codebook">{"Codebook"}</h3>
            <fieldset disabled={!may_change}>
                <legend>{"What is recorded of a stance"}</legend>
                <div class="settings-presets">
                    { for PRESETS.iter().enumerate().map(|(n, preset)| {
                        let is_chosen = codebook.name == preset.name
                            && codebook.fields == preset.codebook().fields;
                        let choose = dispatch.reform(move |_: Event| Action::PresetChosen(n));
                        html! {
                            <label key={n} class="choice">
                                <input type="radio" name="preset" checked={is_chosen} onchange={choose} />
                                <span>{preset.name}<span class="soft">{preset.purpose}</span></span>
                            </label>
                        }
                    }) }
                </div>
            </fieldset>
            <fieldset disabled={!may_change}>
                <legend>{"Fields besides holder, target and polarity"}</legend>
                <div class="settings-fields">
                    { for StanceField::ALL.map(|field| {
                        let (name, hint) = in_words(field);
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

fn in_words(field: StanceField) -> (&'static str, &'static str) {
    match field {
        StanceField::NestedSource => ("Nested source", "Through whom it is reported."),
        StanceField::TargetNegated => ("Negated target", "The opposite of the target is meant."),
        StanceField::AttitudeType => ("Sort of attitude", "Sentiment, arguing, intention …"),
        StanceField::Intensity => ("Intensity", "How strong it is."),
        StanceField::Cue => ("Cue", "The attributing words, as in “told reporters”."),
        StanceField::Evidence => ("Evidence", "The passage that a reader needs to agree."),
        StanceField::Attribution => ("Attribution", "Direct quotation, indirect or mixed."),
        StanceField::Explicitness => ("Explicitness", "Said, or concluded by the reader."),
        StanceField::Confidence => ("Confidence", "How sure you are."),
        StanceField::StatementDate => ("Date of the statement", "When it was said."),
    }
}
