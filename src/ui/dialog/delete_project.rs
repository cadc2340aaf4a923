//! A project of the shelf is about to be deleted.

use yew::prelude::*;

use super::question::{Question, question};
use crate::session::Shelved;

/// Says what is lost for good.
pub(super) fn delete_project(
    project: &Shelved,
    on_confirm: Callback<MouseEvent>,
    on_close: Callback<()>,
) -> Html {
    let articles = match project.articles {
        0 => "no articles".to_owned(),
        1 => "1 article".to_owned(),
        count => format!("{count} articles"),
    };
    let body = html! {
        <>
            <p>
                <strong><bdi>{&project.name}</bdi></strong>
                {format!(" has {articles}. They go from this browser with all marks, stances and notes on them, and with the undo history.")}
            </p>
            <p>{"This cannot be undone. If you may want it again, open the project and save it as a file first. Files that you saved before stay where they are."}</p>
        </>
    };
    question(Question {
        title: "Delete this project?",
        body,
        answer: "Delete the project".to_owned(),
        is_danger: true,
        on_confirm,
        on_close,
    })
}
