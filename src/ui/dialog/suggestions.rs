//! All suggestions, of the article or of the project, are about to be accepted at once.

use yew::prelude::*;

use super::DialogFrame;
use crate::model::Project;
use crate::session::registry::At;
use crate::session::{articles, everywhere};
use crate::text::Span;
use crate::ui::Same;
use crate::ui::window::Window;

/// The height of a row, the same as in the style sheet.
const ROW_PX: u32 = 72;

/// A suggestion: what it is in words, where its words stand, its place.
pub(super) type Line = (String, Option<Span>, At);

/// The dialog's props.
#[derive(Debug, PartialEq, Properties)]
pub(super) struct SuggestionsDialogProps {
    /// The project.
    pub project: Same<Project>,
    /// The suggestions of the open article.
    pub here: Same<Vec<Line>>,
    /// Those of all articles.
    pub everywhere: Same<Vec<Line>>,
    /// Hears which are accepted.
    pub on_accept: Callback<Vec<At>>,
    /// The dialog is to go.
    pub on_close: Callback<()>,
}

/// Which are meant, a list of them, and the button with their number.
#[component]
pub(super) fn SuggestionsDialog(props: &SuggestionsDialogProps) -> Html {
    let SuggestionsDialogProps { project, here, everywhere, on_accept, on_close } = props;
    let in_project = use_state_eq(|| here.is_empty());
    let lines = if *in_project { everywhere } else { here };
    let count = lines.len();
    let row = {
        let (project, lines) = (project.clone(), lines.clone());
        Callback::from(move |at: usize| {
            lines.get(at).map_or_else(Html::default, |it| line(&project, it, at, lines.len()))
        })
    };
    let accept = {
        let lines = lines.clone();
        on_accept.reform(move |_: MouseEvent| lines.iter().map(|(.., at)| at.clone()).collect())
    };
    let cancel = on_close.reform(|_: MouseEvent| ());
    let footer = html! {
        <>
            <button type="button" onclick={cancel}>{ "Cancel" }</button>
            <button type="button" class="primary" disabled={count == 0} onclick={accept}>{ format!("Accept {count}") }</button>
        </>
    };
    let choose = |is_wide: bool, name: String| {
        let in_project_now = in_project.clone();
        let onchange = Callback::from(move |_: Event| in_project_now.set(is_wide));
        html! {
            <label class="tick"><input type="radio" name="accept-where" checked={*in_project == is_wide} autofocus={*in_project == is_wide} {onchange} /><span>{ name }</span></label>
        }
    };
    html! {
        <DialogFrame title="Accept all suggestions" is_wide=true {footer} on_close={on_close.clone()}>
            <div class="everywhere">
                <div class="row" role="radiogroup" aria-label="Which suggestions">
                    { choose(false, format!("In this article: {}", here.len())) }
                    { choose(true, format!("In all articles: {}", everywhere.len())) }
                </div>
                <p class="soft" role="status">{ format!("{count} are accepted as one step, which Undo takes back.") }</p>
                <Window {count} row_px={ROW_PX} {row} current={None::<usize>} is_read=true label="Suggestions" />
            </div>
        </DialogFrame>
    }
}

fn line(project: &Project, (words, span, at): &Line, place: usize, count: usize) -> Html {
    let Some(article) = project.articles.get(&at.0.article) else { return Html::default() };
    let sentence = span.map(|span| everywhere::in_sentence(&article.text, span));
    html! {
        <div key={place} role="listitem" class="hit is-plain" aria-setsize={count.to_string()} aria-posinset={(place + 1).to_string()}>
            if let Some([before, words, after]) = sentence {
                <span class="hit-words" dir="auto">{ everywhere::shortly_before(before) }<mark>{ words }</mark>{ after }</span>
            } else {
                <span class="hit-words" dir="auto">{ words }</span>
            }
            <span class="soft" dir="auto">{ words }{ " · " }{ articles::headline(article) }</span>
        </div>
    }
}
