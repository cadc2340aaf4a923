//! Annotations of other programs, from the choice of files to the step that takes them in.

mod fields;
mod preview;

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::{DialogFrame, pressed};
use crate::formats::incoming::Wish;
use crate::formats::table::READ;
use crate::model::{AnnotatorId, PRESETS, Project};
use crate::session::import::{Choices, ImportStage};
use crate::ui::open_file::{Pick, pick_files};
use crate::ui::{Picture, Request, Same, asks, icon};
use preview::ImportPreview;

const TITLE: &str = "Import annotations";

/// The dialog's props.
#[derive(Debug, PartialEq, Properties)]
pub(super) struct ImportDialogProps {
    /// How far it is.
    pub stage: ImportStage,
    /// The project that it comes into, if one is open.
    pub project: Option<Same<Project>>,
    /// The annotator at work.
    pub me: AnnotatorId,
    /// Whether this tab may change the project.
    pub may_change: bool,
    /// Hears what is to be read, and what is taken in.
    pub on_request: Callback<Request>,
}

/// What the stage needs: files, patience, another format, or a decision.
#[component]
pub(super) fn ImportDialog(props: &ImportDialogProps) -> Html {
    let ImportDialogProps { stage, project, me, may_change, on_request } = props;
    let blank = use_memo((), |()| Project::new("w".into(), "", PRESETS[0].codebook()));
    // Kept while files are read again, in another unit.
    let chosen = use_state(|| None::<(String, Choices)>);
    let on_choose = {
        let chosen = chosen.clone();
        Callback::from(move |now| chosen.set(Some(now)))
    };
    let here = project.clone().unwrap_or_else(|| Same::from(blank));
    let on_close = on_request.reform(|()| Request::CancelImport);
    match stage {
        ImportStage::Asked => asked(on_request, on_close),
        ImportStage::Reading { file, done, total } => reading(file, *done, *total, on_close),
        ImportStage::Refused { why, format, as_articles } => {
            refused(why, format.as_deref(), *as_articles, on_request, on_close)
        }
        ImportStage::Read(incoming) => html! {
            <ImportPreview chosen={(*chosen).clone()} {on_choose} incoming={Same::from(incoming.clone())} {here} me={me.clone()} may_change={*may_change}
                on_request={on_request.clone()} />
        },
        ImportStage::TakingIn { done, total } => going_on(
            "Putting the project together".to_owned(),
            (*total > 0).then_some((*done, *total)),
            "",
            on_close,
        ),
    }
}

fn asked(on_request: &Callback<Request>, on_close: Callback<()>) -> Html {
    let names: Vec<&str> = READ.iter().map(|format| format.name).collect();
    let on_pick = on_request.reform(Request::ImportFiles);
    html! {
        <DialogFrame key="import" title={TITLE} {on_close}>
            <div class="import stack">
                <p>{ "Marks, stances and entities that were recorded in another program come onto the articles that have the same text here; articles that are not here come along. You see what would change, and choose, before anything does." }</p>
                <div class="row">
                    { pick_files(Pick::Files, "primary is-first", Callback::noop(), on_pick.clone()) }
                    { pick_files(Pick::Folder, "", Callback::noop(), on_pick) }
                </div>
                <p class="soft">{ format!("Formats: {}. Zip archives of them too.", names.join(", ")) }</p>
            </div>
        </DialogFrame>
    }
}

fn reading(file: &str, done: usize, total: usize, on_close: Callback<()>) -> Html {
    let words = match (file.is_empty(), total) {
        (true, _) => "Finding where each mark stands".to_owned(),
        (false, 1) => "Reading one file".to_owned(),
        (false, total) => format!("Read {done} of {total} files"),
    };
    let far = (!file.is_empty() && total > 1).then_some((done, total));
    going_on(words, far, file, on_close)
}

/// Without knowing how far it is, it says that it goes on.
fn going_on(
    words: String,
    far: Option<(usize, usize)>,
    file: &str,
    on_close: Callback<()>,
) -> Html {
    let (value, max) = far.map(|(done, total)| (done.to_string(), total.to_string())).unzip();
    let footer = html! {
        <button type="button" autofocus=true onclick={pressed(&on_close)}>{ "Cancel" }</button>
    };
    html! {
        <DialogFrame key="import" title={TITLE} {footer} {on_close}>
            <div class="import stack" role="status">
                <p id="import-progress">{ words }</p>
                <progress aria-labelledby="import-progress" {value} {max} />
                <p class="soft import-file"><bdi>{ file.to_owned() }</bdi></p>
            </div>
        </DialogFrame>
    }
}

fn refused(
    why: &str,
    format: Option<&str>,
    as_articles: bool,
    on_request: &Callback<Request>,
    on_close: Callback<()>,
) -> Html {
    let footer = html! {
        <>
            <button type="button" onclick={pressed(&on_close)}>{ "Cancel" }</button>
            if as_articles {
                <button type="button" onclick={asks(on_request, Request::LoadAsArticles)}>{ "Load as articles" }</button>
            }
        </>
    };
    html! {
        <DialogFrame key="import" title={TITLE} {footer} {on_close}>
            <div class="import stack">
                <p class="row import-refused" role="alert">{ icon(Picture::Refused) }<span>{ why.to_owned() }</span></p>
                { formats(format.unwrap_or_default(), on_request) }
                <div class="row">{ pick_files(Pick::Files, "", Callback::noop(), on_request.reform(Request::ImportFiles)) }</div>
            </div>
        </DialogFrame>
    }
}

/// Which format the files are in; another choice reads them again.
fn formats(now: &str, on_request: &Callback<Request>) -> Html {
    let onchange = on_request.reform(|event: Event| {
        let id = event.target_unchecked_into::<HtmlSelectElement>().value();
        Request::ReadAnnotations(Wish { format: Some(id).filter(|id| !id.is_empty()), unit: None })
    });
    html! {
        <label class="row import-format"><span class="soft">{ "Format" }</span>
            <select {onchange}>
                if now.is_empty() {
                    <option value="" selected=true>{ "found by name and content" }</option>
                }
                { for READ.iter().map(|format| html! {
                    <option key={format.id} value={format.id} selected={format.id == now}>{ format.name }</option>
                }) }
            </select>
        </label>
    }
}
