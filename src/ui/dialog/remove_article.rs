//! An article is about to be removed.

use yew::prelude::*;

use super::question::{Question, question};
use crate::model::{Article, Project};
use crate::session::articles;

/// Says what goes with the article, and that it can come back.
pub(super) fn remove_article(
    project: &Project,
    article: &Article,
    on_confirm: Callback<MouseEvent>,
    on_close: Callback<()>,
) -> Html {
    let layers = project.layers.iter().filter(|(layer, _)| layer.article == article.id);
    let counts: Vec<usize> =
        layers.map(|(_, layer)| layer.records.len()).filter(|count| *count > 0).collect();
    let records = match (counts.iter().sum::<usize>(), counts.len()) {
        (0, _) => "Nothing is marked in it yet.".to_owned(),
        (1, _) => "The one mark or stance on it goes too.".to_owned(),
        (count, 0 | 1) => format!("The {count} marks and stances on it go too."),
        (count, annotators) => {
            format!("The {count} marks and stances of {annotators} annotators on it go too.")
        }
    };
    let body = html! {
        <>
            <p><strong><bdi>{articles::headline(article)}</bdi></strong>{" leaves the project. "}{records}</p>
            <p>{"You can undo this: Undo brings all of it back."}</p>
        </>
    };
    question(Question {
        title: "Remove this article?",
        body,
        answer: "Remove the article".to_owned(),
        is_danger: true,
        on_confirm,
        on_close,
    })
}
