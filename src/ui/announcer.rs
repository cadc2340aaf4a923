//! What is said to screen readers without taking the focus.

use yew::prelude::*;

/// Two live regions in turn: a screen reader passes over words that do not change.
///
/// `count` grows with every announcement, so that the same words are said again.
pub fn announcer(words: &str, count: usize) -> Html {
    let (even, odd) = if count.is_multiple_of(2) { (words, "") } else { ("", words) };
    html! {
        <div class="for-screen-readers">
            <div aria-live="polite" aria-atomic="true" data-announcer="even">{ even }</div>
            <div aria-live="polite" aria-atomic="true" data-announcer="odd">{ odd }</div>
        </div>
    }
}
