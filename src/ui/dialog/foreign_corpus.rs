//! A corpus of another host is about to be fetched.

use yew::prelude::*;

use super::question::{Question, question};

/// Names the host, and says what it learns.
pub(super) fn foreign_corpus(
    host: &str,
    url: &str,
    on_confirm: Callback<MouseEvent>,
    on_close: Callback<()>,
) -> Html {
    let body = html! {
        <>
            <p>{"This corpus is kept by "}<strong><bdi>{host}</bdi></strong>{":"}</p>
            <p class="address"><bdi>{url}</bdi></p>
            <p>{"That site will see that somebody at your network address asked for it. Nothing of your work is sent."}</p>
        </>
    };
    question(Question {
        title: "Fetch from another site?",
        body,
        answer: format!("Fetch from {host}"),
        is_danger: false,
        on_confirm,
        on_close,
    })
}
