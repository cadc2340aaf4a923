//! What stands above the text: headline, outlet, date, status, the labels.

use yew::prelude::*;

use super::article_list::status_name;
use super::{codebook_key, colour_name, on, shortcut};
use crate::model::{Article, Codebook, SegmentKind, Status, TypeId};
use crate::session::{Action, Dialog, Settings, articles, words};
use crate::text::Towards;

/// The article's head, which scrolls with the text except for the labels: of the labels, the armed
/// one is what the next selection gets. Unless all of the program is here (`is_whole`), the place of
/// what does not work before is left empty.
pub fn article_head(
    article: &Article,
    codebook: &Codebook,
    chosen: Status,
    armed: Option<&TypeId>,
    is_whole: bool,
    settings: &Settings,
    dispatch: &Callback<Action>,
) -> Html {
    let on = |action: Action| on(dispatch, action);
    let key = |id| shortcut(settings, id);
    let details = &article.details;
    let published = details.published.map_or_else(String::new, |date| date.to_string());
    let about = [&details.outlet, &details.byline, &published];
    let about: Vec<&str> =
        about.into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    html! {
        <>
            <div class="labels" role="toolbar" aria-label="Labels">
                { for codebook.entity_types.iter().map(|label| {
                    let is_armed = armed == Some(&label.id);
                    html! {
                        <button key={label.id.as_str()} type="button" class="label" title={label.guideline.clone()}
                            aria-keyshortcuts={codebook_key(settings, label.key)} aria-pressed={is_armed.to_string()} onclick={on(Action::LabelChosen(label.id.clone()))}>
                            <span class="glyph" data-colour={colour_name(label.colour)} aria-hidden="true">{ &label.glyph }</span>
                            <span class="name">{ &label.label }</span>
                            if let Some(key) = codebook_key(settings, label.key) { <kbd>{ key }</kbd> }
                        </button>
                    }
                }) }
                <button type="button" class="label" aria-keyshortcuts={key("stance").aria()} onclick={on(Action::StanceBegun)}
                    title="Who stands where on what: with words selected, they are the stance's words">
                    <span class="glyph" data-colour="red" aria-hidden="true">{ "±" }</span>
                    <span class="name">{ "Stance" }</span>{ key("stance").kbd() }
                </button>
                if armed.is_some() {
                    <span class="soft">{ "armed: select words to label them, Escape to stop" }</span>
                }
            </div>
            <header class="article-head">
                <h2 dir="auto" class={shows_title(article).then_some("for-screen-readers")}>
                    { articles::headline(article) }
                </h2>
                <div class="row">
                    <span class="soft" dir="auto">{ about.join(" · ") }</span>
                    if is_whole { { tools(settings, dispatch) } }
                </div>
                <div class="row">
                    if is_whole { { statuses(chosen, settings, dispatch) } }
                </div>
            </header>
        </>
    }
}

#[inline(never)] // not in the first load
fn tools(settings: &Settings, dispatch: &Callback<Action>) -> Html {
    let on = |action: Action| on(dispatch, action);
    let key = |id| shortcut(settings, id);
    html! {
        <div class="row steps">
            <button type="button" class="plain" title={key("outline").title("Outline of the article")} aria-keyshortcuts={key("outline").aria()} onclick={on(Action::DialogOpened(Dialog::Outline))}>{ "Outline" }</button>
            <button type="button" class="plain" title={key("find").title("Find in the article")} aria-keyshortcuts={key("find").aria()} onclick={on(Action::FindOpened)}>{ "Find" }</button>
            <button type="button" class="plain" onclick={on(Action::ComparisonAsked)} title={key("compare").title("Compare with another article")}
                aria-keyshortcuts={key("compare").aria()}>{ "Compare" }</button>
            <button type="button" class="plain" onclick={on(Action::DialogOpened(Dialog::Details))}>{ "Details" }</button>
        </div>
    }
}

#[inline(never)] // not in the first load
fn statuses(chosen: Status, settings: &Settings, dispatch: &Callback<Action>) -> Html {
    let on = |action: Action| on(dispatch, action);
    let key = |id| shortcut(settings, id);
    html! {
        <>
            <div class="row statuses" role="group" aria-label="Status of this article">
                { for Status::ALL.iter().map(|status| html! {
                    <button key={words::status(*status)} type="button"
                        title={(*status == Status::Done).then(|| key("done").title("Article done"))}
                        aria-keyshortcuts={(*status == Status::Done).then(|| key("done").aria()).flatten()} aria-pressed={(chosen == *status).to_string()}
                        onclick={on(Action::StatusChosen(*status))}>
                        <span class="status" data-status={status_name(*status)} aria-hidden="true" />
                        { words::status(*status) }
                    </button>
                }) }
            </div>
            <div class="row steps">
            <button type="button" class="plain" title={key("article-back").title("Previous article")} aria-label="Previous article" aria-keyshortcuts={key("article-back").aria()} onclick={on(Action::ArticleStepped(Towards::Start))}>{ "←" }</button>
            <button type="button" class="plain" title={key("article-on").title("Next article")} aria-label="Next article" aria-keyshortcuts={key("article-on").aria()} onclick={on(Action::ArticleStepped(Towards::End))}>{ "→" }</button>
            </div>
        </>
    }
}

/// Whether the text shows the title as its headline, so that it need not stand there twice.
fn shows_title(article: &Article) -> bool {
    let title = &article.details.title;
    article.segments.iter().any(|segment| {
        segment.kind == SegmentKind::Headline && article.text.slice(segment.span).trim() == title
    })
}
