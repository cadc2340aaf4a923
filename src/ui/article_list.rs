//! The pane of articles: filter, order, progress, and the list.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::derived::ArticleRow;
use super::same::Same;
use super::window::Window;
use super::{on, shortcut};
use crate::model::{ArticleId, Status};
use crate::session::{Action, ArticleFilter, Desk, Settings, Sort, articles, words};

/// The height of a row, the same as in the style sheet.
const ROW_PX: u32 = 64;

/// The first pane, with the articles that fit the desk's filter. Arrow keys walk them once all of
/// the program `is_whole`.
pub fn article_list(
    desk: &Desk,
    rows: Same<Vec<ArticleRow>>,
    walks: bool,
    settings: &Settings,
    dispatch: &Callback<Action>,
) -> Html {
    let current = rows.iter().position(|row| Some(&row.id) == desk.article.as_ref());
    let shown = rows.len();
    let row = {
        let (open, dispatch) = (desk.article.clone(), dispatch.clone());
        Callback::from(move |index: usize| {
            article_row(&rows, index, open.as_ref(), walks, &dispatch)
        })
    };
    let total = desk.work.project.articles.len();
    html! {
        <>
            <h2 class="pane-title">{ "Articles" }
                <span class="soft">{ if shown == total { format!("{total}") } else { format!("{shown} of {total}") } }</span>
            </h2>
            <div class="list-tools">
                if walks { { list_tools(desk, settings, dispatch) } }
            </div>
            <Window count={shown} row_px={ROW_PX} {row} {current} {walks} label="Articles" />
            if shown == 0 && total > 0 {
                <p class="empty">{ "No article fits the filter." }</p>
            }
        </>
    }
}

/// What narrows and orders the list, and how far the work is.
#[inline(never)] // not in the first load
fn list_tools(desk: &Desk, settings: &Settings, dispatch: &Callback<Action>) -> Html {
    let filter = &desk.articles;
    let progress = articles::progress(desk);
    let total: usize = progress.iter().map(|(_, count)| count).sum();
    let finished: usize = progress
        .iter()
        .filter(|(status, _)| matches!(status, Status::Done | Status::Skipped))
        .map(|(_, count)| count)
        .sum();
    let gaps = desk.gap_count();
    let typed = filtered(filter, dispatch, |filter, event: InputEvent| {
        filter.query = event.target_unchecked_into::<HtmlInputElement>().value();
    });
    let picked = |change: fn(&mut ArticleFilter, &str)| {
        filtered(filter, dispatch, move |filter, event: Event| {
            change(filter, &event.target_unchecked_into::<HtmlSelectElement>().value());
        })
    };
    html! {
        <>
            <label class="for-screen-readers" for="article-filter">{ "Filter by title, outlet or byline" }</label>
            <input id="article-filter" type="search" placeholder="Filter" aria-keyshortcuts={shortcut(settings, "filter").aria()} value={filter.query.clone()}
                oninput={typed} />
            <div class="row">
                <select aria-label="Status" onchange={picked(|filter, name| filter.status = status_of(name))}>
                    <option value="" selected={filter.status.is_none()}>{ "Any status" }</option>
                    { for Status::ALL.iter().map(|status| html! {
                        <option key={words::status(*status)} value={words::status(*status)} selected={filter.status == Some(*status)}>
                            { words::status(*status) }
                        </option>
                    }) }
                </select>
                <select aria-label="Order" onchange={picked(|filter, name| filter.sort = sort_of(name))}>
                    { for SORTS.iter().map(|(sort, name)| html! {
                        <option key={*name} value={*name} selected={filter.sort == *sort}>{ *name }</option>
                    }) }
                </select>
            </div>
            <div class="progress-line">
                <progress max={total.max(1).to_string()} value={finished.to_string()} aria-label="Articles done or skipped" />
                <button type="button" class="plain soft" title="Progress" onclick={on(dispatch, Action::ProgressAsked)}>{ format!("{finished} of {total} finished") }</button>
            </div>
            if gaps > 0 { { gap_line(gaps, settings, dispatch) } }
        </>
    }
}

/// How many gaps the project has, and the way to their list.
#[inline(never)] // not in the first load
fn gap_line(gaps: usize, settings: &Settings, dispatch: &Callback<Action>) -> Html {
    let key = shortcut(settings, "gaps");
    let many = if gaps == 1 { "gap" } else { "gaps" };
    html! {
        <button type="button" class="plain soft gap-line" aria-keyshortcuts={key.aria()} title="All gaps of the project" onclick={on(dispatch, Action::GapsAsked)}>
            { format!("{gaps} {many} in all articles") }{ key.kbd() }
        </button>
    }
}

fn article_row(
    rows: &[ArticleRow],
    index: usize,
    open: Option<&ArticleId>,
    walks: bool,
    dispatch: &Callback<Action>,
) -> Html {
    let Some(row) = rows.get(index) else { return Html::default() };
    let is_open = open == Some(&row.id);
    let onclick = on(dispatch, Action::ArticleChosen(row.id.clone()));
    let about =
        [row.outlet.as_str(), row.published.as_str()].into_iter().filter(|part| !part.is_empty());
    html! {
        <div key={row.id.as_str()} role="listitem" data-current={is_open.then_some("")} aria-setsize={rows.len().to_string()} aria-posinset={(index + 1).to_string()}>
            <button type="button" class="article-row" tabindex={walks.then_some("-1")} aria-current={is_open.then_some("true")} {onclick}>
                <span class="status" data-status={status_name(row.status)} title={words::status(row.status)}>
                    <span class="for-screen-readers">{ words::status(row.status) }</span>
                </span>
                <span class="title" dir="auto">{ &row.title }</span>
                <span class="about soft">
                    <span class="from">{ about.collect::<Vec<_>>().join(" · ") }</span>
                    if row.gaps > 0 {
                        <span class="count">{ format!("{} {}", row.gaps, if row.gaps == 1 { "gap" } else { "gaps" }) }</span>
                    }
                    if row.records > 0 {
                        <span class="count">{ format!("{} {}", row.records, if row.records == 1 { "mark" } else { "marks" }) }</span>
                    }
                </span>
            </button>
        </div>
    }
}

fn filtered<E: 'static>(
    filter: &ArticleFilter,
    dispatch: &Callback<Action>,
    change: impl Fn(&mut ArticleFilter, E) + 'static,
) -> Callback<E> {
    let (filter, dispatch) = (filter.clone(), dispatch.clone());
    Callback::from(move |event: E| {
        let mut filter = filter.clone();
        change(&mut filter, event);
        dispatch.emit(Action::ArticlesFiltered(filter));
    })
}

fn status_of(name: &str) -> Option<Status> {
    Status::ALL.into_iter().find(|status| words::status(*status) == name)
}

/// The status as the style sheet names it.
pub fn status_name(status: Status) -> &'static str {
    match status {
        Status::ToDo => "to-do",
        Status::InProgress => "in-progress",
        Status::Done => "done",
        Status::Skipped => "skipped",
    }
}

const SORTS: [(Sort, &str); 4] = [
    (Sort::Loaded, "As loaded"),
    (Sort::Title, "By title"),
    (Sort::Outlet, "By outlet"),
    (Sort::Published, "By date"),
];

fn sort_of(name: &str) -> Sort {
    SORTS.iter().find(|(_, known)| *known == name).map_or(Sort::Loaded, |(sort, _)| *sort)
}
