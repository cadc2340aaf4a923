//! The progress of a load, over the page.

use yew::prelude::*;

/// The panel's props.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct LoadingPanelProps {
    /// How many files there are; 0 until they are counted.
    pub total: usize,
    /// How many have been read.
    pub done: usize,
    /// The file that is being read.
    pub current: AttrValue,
    /// The analyst wants it to stop.
    pub on_cancel: Callback<()>,
}

/// How far a load is, and a way to stop it.
#[component]
pub fn LoadingPanel(props: &LoadingPanelProps) -> Html {
    let LoadingPanelProps { total, done, current, on_cancel } = props;
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
            <p class="loading-file soft" title={current}><bdi>{current}</bdi></p>
            <button type="button" onclick={on_cancel.reform(|_: MouseEvent| ())}>{"Cancel"}</button>
        </section>
    }
}
