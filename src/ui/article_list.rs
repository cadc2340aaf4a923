//! The pane of articles: filter, order, progress, and the list.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::derived::ArticleRow;
use super::same::Same;
use super::window::Window;
use crate::model::{ArticleId, Status};
use crate::session::{Action, ArticleFilter, Sort, words};

/// The height of a row, the same as in the style sheet.
const ROW_PX: u32 = 64;

/// What the pane shows.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The listed articles.
    pub rows: Same<Vec<ArticleRow>>,
    /// How many articles have each status.
    pub progress: [(Status, usize); 4],
    /// The filter in force.
    pub filter: ArticleFilter,
    /// The article on the screen.
    pub open: Option<ArticleId>,
    /// What was done.
    pub dispatch: Callback<Action>,
}

/// The first pane.
#[component]
pub fn ArticleList(props: &Props) -> Html {
    let current = props.rows.iter().position(|row| Some(&row.id) == props.open.as_ref());
    let row = {
        let (rows, open, dispatch) =
            (props.rows.clone(), props.open.clone(), props.dispatch.clone());
        Callback::from(move |index: usize| article_row(&rows, index, open.as_ref(), &dispatch))
    };
    let total: usize = props.progress.iter().map(|(_, count)| count).sum();
    let finished: usize = props
        .progress
        .iter()
        .filter(|(status, _)| matches!(status, Status::Done | Status::Skipped))
        .map(|(_, count)| count)
        .sum();
    let shown = props.rows.len();
    html! {
        <>
            <h2 class="pane-title">{ "Articles" }
                <span class="soft">{ if shown == total { format!("{total}") } else { format!("{shown} of {total}") } }</span>
            </h2>
            <div class="list-tools">
                <label class="for-screen-readers" for="article-filter">{ "Filter by title, outlet or byline" }</label>
                <input id="article-filter" type="search" placeholder="Filter" value={props.filter.query.clone()}
                    oninput={filtered(props, |filter, event: InputEvent| filter.query = event.target_unchecked_into::<HtmlInputElement>().value())} />
                <div class="row">
                    <select aria-label="Status" onchange={filtered(props, |filter, event: Event| filter.status = status_of(&select_value(&event)))}>
                        <option value="" selected={props.filter.status.is_none()}>{ "Any status" }</option>
                        { for Status::ALL.iter().map(|status| html! {
                            <option key={words::status(*status)} value={words::status(*status)} selected={props.filter.status == Some(*status)}>
                                { words::status(*status) }
                            </option>
                        }) }
                    </select>
                    <select aria-label="Order" onchange={filtered(props, |filter, event: Event| filter.sort = sort_of(&select_value(&event)))}>
                        { for SORTS.iter().map(|(sort, name)| html! {
                            <option key={*name} value={*name} selected={props.filter.sort == *sort}>{ *name }</option>
                        }) }
                    </select>
                </div>
                <div class="progress-line">
                    <progress max={total.max(1).to_string()} value={finished.to_string()} aria-label="Articles done or skipped" />
                    <span class="soft">{ format!("{finished} of {total} finished") }</span>
                </div>
            </div>
            <Window count={shown} row_px={ROW_PX} {row} {current} label="Articles" />
            if shown == 0 && total > 0 {
                <p class="empty">{ "No article fits the filter." }</p>
            }
        </>
    }
}

fn article_row(
    rows: &[ArticleRow],
    index: usize,
    open: Option<&ArticleId>,
    dispatch: &Callback<Action>,
) -> Html {
    let Some(row) = rows.get(index) else { return Html::default() };
    let is_open = open == Some(&row.id);
    let onclick = {
        let (dispatch, id) = (dispatch.clone(), row.id.clone());
        Callback::from(move |_: MouseEvent| dispatch.emit(Action::ArticleChosen(id.clone())))
    };
    let about =
        [row.outlet.as_str(), row.published.as_str()].into_iter().filter(|part| !part.is_empty());
    html! {
        <div key={row.id.as_str()} role="listitem" aria-setsize={rows.len().to_string()} aria-posinset={(index + 1).to_string()}>
            <button type="button" class="article-row" aria-current={is_open.then_some("true")} {onclick}>
                <span class="status" data-status={status_name(row.status)} title={words::status(row.status)}>
                    <span class="for-screen-readers">{ words::status(row.status) }</span>
                </span>
                <span class="title" dir="auto">{ &row.title }</span>
                <span class="about soft">
                    { about.collect::<Vec<_>>().join(" · ") }
                    if row.records > 0 {
                        <span class="count">{ format!("{} {}", row.records, if row.records == 1 { "mark" } else { "marks" }) }</span>
                    }
                </span>
            </button>
        </div>
    }
}

fn filtered<E: 'static>(props: &Props, change: fn(&mut ArticleFilter, E)) -> Callback<E> {
    let (filter, dispatch) = (props.filter.clone(), props.dispatch.clone());
    Callback::from(move |event: E| {
        let mut filter = filter.clone();
        change(&mut filter, event);
        dispatch.emit(Action::ArticlesFiltered(filter));
    })
}

fn select_value(event: &Event) -> String {
    event.target_unchecked_into::<HtmlSelectElement>().value()
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
