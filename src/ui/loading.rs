//! The progress of a load, over the page.

use yew::prelude::*;

use crate::session::names::NameSearch;
use crate::session::{Exporting, Loading};

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

/// How much of a project has been read.
#[inline(never)] // not in the first load
pub fn opening_panel(percent: usize) -> Html {
    html! {
        <section class="loading" aria-label="Opening">
            <p class="loading-count" id="opening-count">{format!("Opening the project: {percent} %")}</p>
            <progress aria-labelledby="opening-count" value={percent.to_string()} max="100" />
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

/// How far an export is, and a way to stop it.
#[inline(never)] // not in the first load
pub fn export_panel(exporting: Exporting, on_cancel: Callback<MouseEvent>) -> Html {
    let Exporting { total, done } = exporting;
    let words = if done < total {
        format!("Wrote {done} of {total} articles")
    } else {
        "Putting the file together".to_owned()
    };
    // Without a value it says that it goes on, not how far it is.
    let value = (done < total).then(|| done.to_string());
    html! {
        <section class="loading" aria-label="Exporting">
            <p class="loading-count" id="export-count">{words}</p>
            <progress aria-labelledby="export-count" {value} max={total.max(1).to_string()} />
            <button type="button" onclick={on_cancel}>{"Cancel"}</button>
        </section>
    }
}
