//! The article that is to stand beside the open one.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::DialogFrame;
use crate::model::ArticleId;
use crate::session::Candidate;
use crate::ui::Same;

/// How many articles are shown; the others are found by typing.
const SHOWN: usize = 50;

/// The dialog's props.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct CompareDialogProps {
    /// The articles, in their order.
    pub offered: Same<Vec<Candidate>>,
    /// Hears the one that is picked.
    pub on_pick: Callback<ArticleId>,
    /// The dialog is to go.
    pub on_close: Callback<()>,
}

/// Lists the other articles with how much each shares with the open one.
#[component]
pub(super) fn CompareDialog(props: &CompareDialogProps) -> Html {
    let query = use_state(String::new);
    let words: Vec<String> = query.split_whitespace().map(str::to_lowercase).collect();
    let fits = |it: &&Candidate| {
        let searched = format!("{} {}", it.title, it.about).to_lowercase();
        words.iter().all(|word| searched.contains(word))
    };
    let found: Vec<&Candidate> = props.offered.iter().filter(fits).collect();
    let oninput = {
        let query = query.clone();
        Callback::from(move |event: InputEvent| {
            query.set(event.target_unchecked_into::<HtmlInputElement>().value());
        })
    };
    let is_counted = props.offered.iter().all(|it| it.percent.is_some());
    let more = found.len().saturating_sub(SHOWN);
    html! {
        <DialogFrame title="Compare with another article" on_close={props.on_close.clone()}>
            if props.offered.is_empty() {
                <p>{"There is no other article in this project yet."}</p>
            } else {
                <div class="field">
                    <label class="name" for="compare-filter">{"Filter by title, outlet or date"}</label>
                    <input id="compare-filter" type="search" autofocus=true autocomplete="off" value={(*query).clone()} {oninput} />
                </div>
                <p class="soft" role="status">{
                    if found.is_empty() {
                        "No article fits the filter."
                    } else if is_counted {
                        "How much of the open article’s words each has, in passages of five words or more."
                    } else {
                        "In the order of the list: there is too much text to look through all of it."
                    }
                }</p>
                <ul class="candidates" aria-label="Articles">
                    { for found.iter().take(SHOWN).map(|it| candidate(it, &props.on_pick)) }
                </ul>
                if more > 0 {
                    <p class="soft">{ format!("{more} more: type to find them.") }</p>
                }
            }
        </DialogFrame>
    }
}

fn candidate(it: &Candidate, on_pick: &Callback<ArticleId>) -> Html {
    let id = it.id.clone();
    let onclick = on_pick.reform(move |_: MouseEvent| id.clone());
    html! {
        <li key={it.id.as_str()}>
            <button type="button" class="plain candidate" {onclick}>
                <span class="title" dir="auto">{&it.title}</span>
                <span class="soft" dir="auto">{&it.about}</span>
                if let Some(percent) = it.percent {
                    <span class="share">{ format!("{percent}%") }<span class="for-screen-readers">{" shared"}</span></span>
                }
            </button>
        </li>
    }
}
