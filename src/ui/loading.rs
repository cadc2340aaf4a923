//! The progress of a load, over the page.

use yew::prelude::*;

use crate::session::Loading;
use crate::session::names::NameSearch;

/// How far a load is, and a way to stop it.
#[inline(never)] // not in the first load
pub fn loading_panel(loading: &Loading, on_cancel: Callback<MouseEvent>) -> Html {
    let Loading { total, done, current, .. } = loading;
    let value = (*total > 0).then(|| done.to_string());
    let words = match total {
        0 => "Looking for files…".to_owned(),
        1 => "Reading one file".to_owned(),
        total => format!("Read {done} of {total} files"),
    };
    html! {
        <section class="loading" aria-label="Loading">
            <p class="loading-count" id="loading-count">{words}</p>
            <progress aria-labelledby="loading-count" {value} max={total.max(&1).to_string()} />
            <p class="loading-file soft" title={current.clone()}><bdi>{current}</bdi></p>
            <button type="button" onclick={on_cancel}>{"Cancel"}</button>
        </section>
    }
}

/// How far the search for names is, and a way to stop it.
#[inline(never)] // not in the first load
pub fn names_panel(search: NameSearch, on_cancel: Callback<MouseEvent>) -> Html {
    let NameSearch { total, done } = search;
    html! {
        <section class="loading" aria-label="Looking for names">
            <p class="loading-count" id="names-count">{format!("Looked for names in {done} of {total} articles")}</p>
            <progress aria-labelledby="names-count" value={done.to_string()} max={total.max(1).to_string()} />
            <button type="button" onclick={on_cancel}>{"Cancel"}</button>
        </section>
    }
}
