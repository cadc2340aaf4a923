//! The formats of other programs: which one, what goes out, and what it cannot hold of that.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::dataset_choice::DatasetChoice;
use crate::formats::choice::{Choice, Suggestions};
use crate::formats::loss::Loss;
use crate::formats::table::{FORMATS, Format};
use crate::model::{ArticleId, Project, Status};
use crate::session::words;
use crate::ui::{Picture, Request, Same, icon};

/// What is shown.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The project that goes out.
    pub project: Same<Project>,
    /// The articles that the list of articles shows.
    pub listed: Same<Vec<ArticleId>>,
    /// Hears what is to be handed out.
    pub on_request: Callback<Request>,
}

/// The formats that the project itself is not saved in.
fn others() -> impl Iterator<Item = &'static Format> {
    FORMATS
        .iter()
        .copied()
        .filter(|format| format.writer.is_some() && !format.id.starts_with("standpoint"))
}

/// Each format with what it is for; what goes out; and, before anything is written, what is lost.
#[component]
pub(super) fn OtherFormats(props: &Props) -> Html {
    let Props { project, listed, on_request } = props;
    let format = use_state_eq(|| 0_usize);
    let choice = use_state(Choice::default);
    let losses =
        use_memo((*format, (*choice).clone(), project.clone()), |(at, choice, project)| {
            others().nth(*at).map(|format| format.losses(project, choice)).unwrap_or_default()
        });
    let Some(chosen) = others().nth(*format) else { return Html::default() };
    let pick = {
        let format = format.clone();
        Callback::from(move |event: Event| {
            let at = event.target_unchecked_into::<HtmlInputElement>().value();
            format.set(at.parse().unwrap_or_default());
        })
    };
    let change = |set: fn(&mut Choice, &str, &Project)| {
        let (choice, project) = (choice.clone(), project.clone());
        Callback::from(move |event: Event| {
            let mut now = (*choice).clone();
            set(&mut now, &event.target_unchecked_into::<HtmlSelectElement>().value(), &project);
            choice.set(now);
        })
    };
    let on_choice = {
        let choice = choice.clone();
        Callback::from(move |now: Choice| choice.set(now))
    };
    let predict = {
        let choice = choice.clone();
        Callback::from(move |event: Event| {
            let is_on = event.target_unchecked_into::<HtmlInputElement>().checked();
            choice.set(Choice { as_predictions: is_on, ..(*choice).clone() });
        })
    };
    let onclick = {
        let choice = choice.clone();
        on_request
            .reform(move |_: MouseEvent| Request::ExportAs(chosen, Box::new((*choice).clone())))
    };
    html! {
        <section class="export" aria-labelledby="export-others">
            <h3 id="export-others">{ "Other programs" }</h3>
            <fieldset class="export-formats">
                <legend class="soft">{ "Format" }</legend>
                { for others().enumerate().map(|(at, known)| html! {
                    <label key={known.id} class="tick">
                        <input type="radio" name="format" value={at.to_string()} checked={at == *format} onchange={pick.clone()} />
                        <span><strong>{ known.name }</strong>{ " " }<span class="soft">{ known.purpose }</span></span>
                    </label>
                }) }
            </fieldset>
            <div class="row export-choice">
                <label class="row"><span class="soft">{ "Work of" }</span>
                    <select onchange={change(|choice, value, project| {
                        let mut ids = project.annotators.keys();
                        choice.annotator = ids.find(|id| id.as_str() == value).cloned();
                    })}>
                        <option value="" selected={choice.annotator.is_none()}>{ "everybody" }</option>
                        { for project.annotators.iter().map(|(id, annotator)| html! {
                            <option value={id.as_str().to_owned()} selected={choice.annotator.as_ref() == Some(id)}>{ &annotator.name }</option>
                        }) }
                    </select>
                </label>
                <label class="row"><span class="soft">{ "Status" }</span>
                    <select onchange={change(|choice, value, _| {
                        choice.status = Status::ALL.into_iter().find(|status| words::status(*status) == value);
                    })}>
                        <option value="" selected={choice.status.is_none()}>{ "any" }</option>
                        { for Status::ALL.into_iter().map(|status| html! {
                            <option value={words::status(status)} selected={choice.status == Some(status)}>{ words::status(status) }</option>
                        }) }
                    </select>
                </label>
                <label class="row"><span class="soft">{ "Open suggestions" }</span>
                    <select onchange={change(|choice, value, _| {
                        choice.suggestions = if value == "in" { Suggestions::Pending } else { Suggestions::Accepted };
                    })}>
                        <option value="out" selected={choice.suggestions == Suggestions::Accepted}>{ "left out" }</option>
                        <option value="in" selected={choice.suggestions == Suggestions::Pending}>{ "included" }</option>
                    </select>
                </label>
                if chosen.has_predictions() {
                    <label class="tick"><input type="checkbox" checked={choice.as_predictions} onchange={predict} />
                        <span>{ "All as predictions" }</span></label>
                }
            </div>
            <DatasetChoice choice={(*choice).clone()} count={project.articles.len()} listed={listed.clone()} on_change={on_choice} />
            <div role="status">{ lost(chosen, &losses) }</div>
            <button type="button" {onclick}>{ icon(Picture::Save) }{ format!("Export for {}", chosen.name) }</button>
        </section>
    }
}

fn lost(format: &Format, losses: &[Loss]) -> Html {
    let (traces, parts): (Vec<&Loss>, Vec<&Loss>) =
        losses.iter().partition(|loss| loss.kind.is_trace());
    if losses.is_empty() {
        return html! { <p>{ format!("{} holds all of it.", format.name) }</p> };
    }
    html! {
        <>
            if parts.is_empty() {
                <p>{ format!("{} holds all that was recorded.", format.name) }</p>
            } else {
                <p>{ format!("{} cannot hold:", format.name) }</p>
                <ul class="export-losses">
                    { for parts.iter().map(|loss| html! { <li key={loss.words()}>{ loss.words() }</li> }) }
                </ul>
            }
            if !traces.is_empty() {
                <p class="soft">{ format!("Nor: {}.", traces.iter().map(|loss| loss.words()).collect::<Vec<_>>().join(", ")) }</p>
            }
            <p class="soft">{ "The file comes with a list of them, record by record." }</p>
        </>
    }
}
