//! The rows of what was found: an article, and below it each place in its sentence.

use yew::prelude::*;

use super::{on, option_id};
use crate::model::{LayerId, Project};
use crate::session::search::{Found, Group, Row, Search};
use crate::session::{Action, Desk, articles, everywhere, words};

/// Draws a row by its number.
pub(super) fn rows(
    desk: &Desk,
    search: &Search,
    dispatch: &Callback<Action>,
) -> Callback<usize, Html> {
    let (project, dispatch) = (desk.work.project.clone(), dispatch.clone());
    let (results, at) = (search.results.clone(), search.at);
    Callback::from(move |row: usize| match results.row(row) {
        None => Html::default(),
        Some(Row::Article(group)) => heading(row, group),
        Some(Row::Hit(hit, group, found)) => {
            let (is_chosen, count) = (at == Some(hit), results.hits());
            let onclick = on(&dispatch, Action::FoundVisited(hit));
            html! {
                <div key={row} id={option_id(hit)} class="search-row" role="option" aria-selected={is_chosen.to_string()}
                    aria-setsize={count.to_string()} aria-posinset={(hit + 1).to_string()} {onclick}>
                    { line(&project, group, found) }
                </div>
            }
        }
    })
}

/// Not read out: each line below says its article.
fn heading(row: usize, group: &Group) -> Html {
    let about = articles::about(&group.article);
    html! {
        <div key={row} class="search-row search-article" role="presentation" aria-hidden="true">
            <span class="line"><strong dir="auto">{ articles::headline(&group.article) }</strong>
                if !about.is_empty() { <span class="soft">{ " · " }{ about }</span> }
            </span>
            <span class="soft">{ group.hits.len() }</span>
        </div>
    }
}

fn line(project: &Project, group: &Group, found: &Found) -> Html {
    let article = &group.article;
    let said = found.record.as_ref().and_then(|(annotator, id)| {
        let layer = LayerId { article: article.id.clone(), annotator: annotator.clone() };
        let record = project.layer(&layer)?.records.get(id)?;
        Some((words::record(project, &article.text, record), note_of(record).to_owned()))
    });
    html! {
        <>
            <span class="line" dir="auto">
                if let Some(span) = found.span {
                    { sentence(group, span) }
                } else {
                    { articles::headline(article) }
                }
            </span>
            if let Some((said, note)) = said {
                <span class="soft line" dir="auto">{ said }
                    if !note.is_empty() { <em>{ " · " }{ note }</em> }
                </span>
            }
            <span class="for-screen-readers">{ ", in " }{ articles::headline(article) }</span>
        </>
    }
}

fn sentence(group: &Group, span: crate::text::Span) -> Html {
    let [before, words, after] = everywhere::in_sentence(&group.article.text, span);
    html! { <>{ everywhere::shortly_before(before) }<mark>{ words }</mark>{ after }</> }
}

fn note_of(record: &crate::model::Record) -> &str {
    use crate::model::Record;
    match record {
        Record::Mention(mention) => &mention.note,
        Record::Stance(stance) => &stance.note,
        Record::DocumentStance(stance) => &stance.note,
    }
}
