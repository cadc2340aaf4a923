//! A stance in one line, each part of which leads to its place in the text.

use yew::prelude::*;

use super::{on, shortcut};
use crate::model::{Project, Stance};
use crate::session::words::{self, Clause};
use crate::session::{Action, Arcs, End, Settings};
use crate::text::Text;

/// What the line shows.
pub struct Sentence<'a> {
    /// The project.
    pub project: &'a Project,
    /// The article's text.
    pub text: &'a Text,
    /// The stance.
    pub stance: &'a Stance,
    /// Whether it has its polarity.
    pub is_recorded: bool,
    /// Where its parts stand.
    pub arcs: &'a Arcs,
    /// The keys that are shown.
    pub settings: &'a Settings,
    /// What was done.
    pub dispatch: &'a Callback<Action>,
}

/// Holder · polarity · target “words”.
pub fn sentence(props: &Sentence<'_>) -> Html {
    let Clause { sources, holder, polarity, target } = Clause::of(props.project, props.stance);
    let quote = props.stance.fragments().next().map(|words| words::short(words, props.text));
    html! {
        <>
            { sources }
            { part(props, End::Holder, holder) }
            { " · " }
            if props.is_recorded { <b>{ polarity }</b> } else { <span class="soft">{ "…" }</span> }
            { " · " }
            { part(props, End::Target, target) }
            if let Some(quote) = quote { { " " }{ part(props, End::Words, format!("“{quote}”")) } }
        </>
    }
}

fn part(props: &Sentence<'_>, end: End, words: String) -> Html {
    if props.arcs.place(end).is_none() {
        return html! { <span dir="auto">{ words }</span> };
    }
    let command = match end {
        End::Holder => "visit-holder",
        End::Target => "visit-target",
        End::Words => "visit-words",
    };
    let key = shortcut(props.settings, command);
    html! {
        <button type="button" class="place" dir="auto" title={key.title("Show it in the text")} aria-keyshortcuts={key.aria()}
            onclick={on(props.dispatch, Action::StanceEndVisited(end))}>{ words }</button>
    }
}
