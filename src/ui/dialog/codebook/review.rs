//! What the draft would change, what has to be answered first, and leaving it.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

use super::super::DialogFrame;
use super::super::frame::{MAIN_KEY, main_key};
use super::editor::{Editor, Stage};
use crate::model::Codebook;
use crate::session::codebook::{Fate, Gone, Question, Review};

/// The id of what is read first.
pub(super) const ID: &str = "codebook-review";

/// What the draft would change, with a choice for each question.
pub(super) fn reviewing(
    editor: &Editor,
    review: &Review,
    on_apply: &Callback<(Codebook, Vec<(Gone, Fate)>)>,
) -> Html {
    let editing = editor.editing.borrow();
    let answered =
        |question: &&Question| editing.fates.iter().any(|(gone, _)| *gone == question.gone);
    let open = review.questions.iter().filter(|it| !answered(it)).count();
    let back = {
        let editor = editor.clone();
        Callback::from(move |()| {
            let tab = super::tab_id(editor.editing.borrow().section);
            editor.go_to(Stage::Editing, &tab);
        })
    };
    let apply = {
        let editor = editor.clone();
        on_apply.reform(move |_: MouseEvent| {
            let editing = editor.editing.borrow();
            (editing.wanted.clone(), editing.fates.clone())
        })
    };
    let said = match open {
        0 => "One step, which can be undone.".to_owned(),
        1 => "One question is to be answered first.".to_owned(),
        open => format!("{open} questions are to be answered first."),
    };
    let footer = html! {
        <>
            <p class="at-start soft" role="status">{said}</p>
            <button type="button" onclick={back.reform(|_: MouseEvent| ())}>{"Back"}</button>
            <button type="button" class="primary" aria-keyshortcuts={MAIN_KEY} disabled={open > 0} onclick={apply}>{"Apply"}{main_key()}</button>
        </>
    };
    html! {
        <DialogFrame key="codebook" title="What the codebook changes" is_wide=true {footer} on_close={back}>
            <div id={ID} class="codebook-review stack" tabindex="-1">
                if !review.questions.is_empty() {
                    <h3>{"What becomes of work already done?"}</h3>
                    <ol class="stack">{ for review.questions.iter().enumerate().map(|(at, it)| asked(editor, it, at, &editing.fates)) }</ol>
                }
                <h3>{"Changes"}</h3>
                <ul class="codebook-changes">{ for review.changes.iter().map(|words| html! { <li dir="auto">{words}</li> }) }</ul>
            </div>
        </DialogFrame>
    }
}

fn asked(editor: &Editor, question: &Question, at: usize, fates: &[(Gone, Fate)]) -> Html {
    let id = format!("codebook-question-{at}");
    let chosen = fates.iter().find(|(gone, _)| *gone == question.gone).map(|(_, fate)| *fate);
    let onchange = {
        let question = question.clone();
        editor.on(move |editing, event: Event| {
            let value = event.target_unchecked_into::<HtmlSelectElement>().value();
            let answer = value.parse().ok().and_then(|at: usize| question.answers.get(at));
            editing.fates.retain(|(gone, _)| *gone != question.gone);
            editing.fates.extend(answer.map(|it| (question.gone.clone(), it.fate)));
        })
    };
    html! {
        <li key={id.clone()} class="codebook-question">
            <label class="field" for={id.clone()}><span dir="auto">{&question.words}</span></label>
            if !question.values.is_empty() {
                <ul class="codebook-values" aria-label="Values">{ for question.values.iter().map(|words| html! { <li dir="auto">{words}</li> }) }</ul>
            }
            <select {id} {onchange}>
                <option value="" selected={chosen.is_none()}>{"Choose what becomes of them"}</option>
                { for question.answers.iter().enumerate().map(|(at, it)| html! {
                    <option key={at} value={at.to_string()} selected={chosen == Some(it.fate)}>{&it.words}</option>
                }) }
            </select>
        </li>
    }
}

/// Asks before changes that were not applied are let go.
pub(super) fn leaving(editor: &Editor, on_close: &Callback<()>) -> Html {
    let back = {
        let editor = editor.clone();
        Callback::from(move |()| {
            let tab = super::tab_id(editor.editing.borrow().section);
            editor.go_to(Stage::Editing, &tab);
        })
    };
    let footer = html! {
        <>
            <button type="button" id="codebook-keep-editing" onclick={back.reform(|_: MouseEvent| ())}>{"Go on editing"}</button>
            <button type="button" class="danger" onclick={on_close.reform(|_: MouseEvent| ())}>{"Discard the changes"}</button>
        </>
    };
    html! {
        <DialogFrame key="codebook" title="Leave the codebook without applying it?" is_wide=true is_read=true {footer} on_close={back}>
            <p>{"What you have changed in the editor does not count yet, and would be lost. The project’s codebook and all marks stay as they are."}</p>
        </DialogFrame>
    }
}
