//! What is said to screen readers without taking the focus.

use yew::prelude::*;

/// What is said.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The words.
    pub words: AttrValue,
    /// Grows with every announcement, so that the same words are said again.
    pub count: usize,
}

/// Two live regions in turn: a screen reader passes over words that do not change.
#[component]
pub fn Announcer(props: &Props) -> Html {
    let (even, odd) = if props.count.is_multiple_of(2) {
        (props.words.clone(), "".into())
    } else {
        ("".into(), props.words.clone())
    };
    html! {
        <div class="for-screen-readers">
            <div aria-live="polite" aria-atomic="true" data-announcer="even">{ even }</div>
            <div aria-live="polite" aria-atomic="true" data-announcer="odd">{ odd }</div>
        </div>
    }
}
