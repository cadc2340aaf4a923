//! What would come in, what is asked first, and the choices.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::super::{DialogFrame, pressed};
use super::fields::{labels, people, unit};
use super::{TITLE, formats};
use crate::model::{AnnotatorId, Project};
use crate::session::import::{Choices, Incoming, Preview, unknown_labels};
use crate::ui::tasks::previewed;
use crate::ui::window::Window;
use crate::ui::{Picture, Request, Same, asks, icon};

/// The height of a row, the same as in the style sheet.
const ROW_PX: u32 = 48;

/// The component's props.
#[derive(Debug, PartialEq, Properties)]
pub(super) struct ImportPreviewProps {
    /// What was read.
    pub incoming: Same<Incoming>,
    /// The project that it comes into.
    pub here: Same<Project>,
    /// The annotator at work.
    pub me: AnnotatorId,
    /// Whether this tab may change the project.
    pub may_change: bool,
    /// What was chosen, and for which format; `None` as long as nothing was.
    pub chosen: Option<(String, Choices)>,
    /// Hears what is chosen.
    pub on_choose: Callback<(String, Choices)>,
    /// Hears what is to be read again, and what is taken in.
    pub on_request: Callback<Request>,
}

/// Counts, choices and what was not understood; the button says what it does.
#[component]
pub(super) fn ImportPreview(props: &ImportPreviewProps) -> Html {
    let ImportPreviewProps { incoming, here, me, may_change, on_request, .. } = props;
    let first = use_memo((incoming.clone(), here.clone()), |(incoming, here)| {
        Choices::first(here, me, &incoming.project, &incoming.name)
    });
    let chosen = props.chosen.as_ref().filter(|(format, _)| *format == incoming.format);
    let choices = chosen.map_or_else(|| (*first).clone(), |(_, choices)| choices.clone());
    let preview = use_preview(incoming, here, me, &choices);
    let change = {
        let (choices, format) = (choices.clone(), incoming.format.clone());
        props.on_choose.reform(move |change: Box<dyn FnOnce(&mut Choices)>| {
            let mut now = choices.clone();
            change(&mut now);
            (format.clone(), now)
        })
    };
    let is_open = incoming.unit.question.is_some() && incoming.unit.chosen.is_none();
    let on_close = on_request.reform(|()| Request::CancelImport);
    let take = {
        let (incoming, choices) = (incoming.clone(), choices.clone());
        on_request.reform(move |_: MouseEvent| {
            Request::TakeIn(incoming.shared().clone(), Box::new(choices.clone()))
        })
    };
    let is_empty = preview.as_ref().map(Preview::is_empty);
    let said = match (is_open, *may_change, is_empty) {
        (true, ..) => "One question is to be answered first.",
        (_, false, _) => "Another tab is writing to this project.",
        (_, _, None) => "Comparing it with what is here…",
        (_, _, Some(true)) => "Nothing of it is new here.",
        _ => "One step, which can be undone. What is here stays as it is.",
    };
    let is_ready = !is_open && *may_change && is_empty == Some(false);
    let footer = html! {
        <>
            <p class="at-start soft" role="status">{ said }</p>
            <button type="button" onclick={pressed(&on_close)}>{ "Cancel" }</button>
            if incoming.as_articles {
                <button type="button" onclick={asks(on_request, Request::LoadAsArticles)}>{ "Load as articles" }</button>
            }
            <button type="button" class="primary" autofocus=true disabled={!is_ready} onclick={take}>{ "Import" }</button>
        </>
    };
    let unknown = unknown_labels(&here.codebook, &incoming.project);
    html! {
        <DialogFrame key="import" title={TITLE} is_wide=true {footer} {on_close}>
            <div class="import stack">
                <div class="row import-source">
                    <p>{ files(&incoming.files) }</p>
                    { formats(&incoming.format, on_request) }
                </div>
                { unit(incoming, on_request) }
                <section class="stack" aria-labelledby="import-what">
                    <h3 id="import-what">{ "What comes in" }</h3>
                    { preview.as_ref().map_or_else(Html::default, counts) }
                </section>
                { people(here, incoming, &choices, &change) }
                if !unknown.is_empty() {
                    { labels(here, &unknown, &choices, &change) }
                }
                { problems(incoming, on_request) }
            </div>
        </DialogFrame>
    }
}

/// What would come in, once that is known for what is chosen now.
#[hook]
fn use_preview(
    incoming: &Same<Incoming>,
    here: &Same<Project>,
    me: &AnnotatorId,
    choices: &Choices,
) -> Option<Preview> {
    let found = use_state(|| None);
    let asked = (incoming.clone(), here.clone(), me.clone(), choices.clone());
    {
        let found = found.clone();
        use_effect_with(asked.clone(), move |asked| {
            let is_over = Rc::new(Cell::new(false));
            let (asked, is_left) = (asked.clone(), is_over.clone());
            spawn_local(async move {
                let (incoming, here, me, choices) = &asked;
                let is_wanted = || !is_left.get();
                let preview = previewed(here, me, &incoming.project, choices, is_wanted).await;
                if let Some(preview) = preview {
                    found.set(Some((asked, preview)));
                }
            });
            move || is_over.set(true)
        });
    }
    let found = (*found).as_ref().filter(|(known, _)| *known == asked);
    found.map(|(_, preview)| preview.clone())
}

fn files(files: &[String]) -> Html {
    match files {
        [only] => html! { <bdi>{ only }</bdi> },
        [first, rest @ ..] => {
            html! { <><bdi>{ first }</bdi>{ format!(" and {} more", rest.len()) }</> }
        }
        [] => Html::default(),
    }
}

fn counts(preview: &Preview) -> Html {
    let many = |count: usize, one: &str, many: &str| match count {
        1 => format!("1 {one}"),
        count => format!("{count} {many}"),
    };
    let mut lines: Vec<String> = Vec::new();
    let mut line = |count: usize, words: String| {
        if count > 0 {
            lines.push(words);
        }
    };
    let Preview { new_articles, known_articles, mentions, stances, .. } = *preview;
    line(new_articles, many(new_articles, "new article", "new articles"));
    let (one, several) = (
        "article that is here already: what is marked in it goes to the one here",
        "articles that are here already: what is marked in them goes to the ones here",
    );
    line(known_articles, many(known_articles, one, several));
    line(mentions, many(mentions, "mention", "mentions"));
    line(stances, many(stances, "stance", "stances"));
    let whole = preview.article_stances;
    line(whole, many(whole, "stance of a whole article", "stances of whole articles"));
    let suggested = preview.suggestions;
    line(
        suggested,
        format!(
            "{} of these: y accepts and r rejects, and none counts before",
            many(suggested, "suggestion", "suggestions")
        ),
    );
    let (new, known) = (preview.new_entities, preview.known_entities);
    line(new, many(new, "new entity", "new entities"));
    line(known, many(known, "entity that is here already", "entities that are here already"));
    line(preview.issues, many(preview.issues, "new issue", "new issues"));
    let asked = preview.attributes;
    line(asked, many(asked, "question for the codebook", "questions for the codebook"));
    let known = preview.known_records;
    let (one, several) = (
        "mark or stance that is here already stays out",
        "marks and stances that are here already stay out",
    );
    line(known, many(known, one, several));
    if lines.is_empty() {
        lines.push("Nothing: no article, mark or entity was found.".to_owned());
    }
    html! {
        <>
            <ul class="import-counts">{ for lines.iter().map(|words| html! { <li>{ words }</li> }) }</ul>
            if !preview.left.is_empty() {
                <p>{ "Left out:" }</p>
                <ul class="import-counts">
                    { for preview.left.iter().map(|(left, count)| html! { <li>{ left.words(*count) }</li> }) }
                </ul>
            }
        </>
    }
}

fn problems(incoming: &Same<Incoming>, on_request: &Callback<Request>) -> Html {
    let count = incoming.problems.len();
    if count == 0 {
        return html! { <p class="row">{ icon(Picture::Check) }{ "Everything in the files was understood." }</p> };
    }
    let row = {
        let incoming = incoming.clone();
        Callback::from(move |at: usize| {
            let words = incoming.problems.get(at).cloned().unwrap_or_default();
            let (place, count) = ((at + 1).to_string(), incoming.problems.len().to_string());
            html! {
                <div key={at} class="import-problem" role="listitem" aria-setsize={count} aria-posinset={place} title={words.clone()} dir="auto">{ words }</div>
            }
        })
    };
    let height = format!("is-{}", count.min(5));
    let save = {
        let incoming = incoming.shared().clone();
        on_request.reform(move |_: MouseEvent| Request::SaveProblems(incoming.clone()))
    };
    html! {
        <section class="stack" aria-labelledby="import-problems">
            <div class="row import-source">
                <h3 id="import-problems">{ format!("What was not understood ({count})") }</h3>
                <button type="button" onclick={save}>{ icon(Picture::Save) }{ "Save the list" }</button>
            </div>
            <div class={classes!("import-problems", height)}>
                <Window {count} row_px={ROW_PX} {row} current={None::<usize>} is_read=true label="What was not understood" />
            </div>
        </section>
    }
}
