//! The history as a list to be walked and filtered; each line is a place to go to.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::DialogFrame;
use crate::session::StepList;
use crate::ui::same::Same;
use crate::ui::window::Window;

/// The height of a row, the same as in the style sheet.
const ROW_PX: u32 = 40;
/// How many rows a page key goes.
const PAGE_ROWS: usize = 10;
const LIST_ID: &str = "history-lines";

/// The dialog's props.
#[derive(Debug, PartialEq, Properties)]
pub(super) struct HistoryDialogProps {
    /// The steps.
    pub steps: Same<StepList>,
    /// Hears how many steps to go back, or on if below zero.
    pub on_visit: Callback<i64>,
    /// The dialog is to go.
    pub on_close: Callback<()>,
}

/// The places below a field that filters them; the keys of the field walk the places. It stays open
/// when one is picked, so that one can look and go on.
#[component]
pub(super) fn HistoryDialog(props: &HistoryDialogProps) -> Html {
    let HistoryDialogProps { steps, on_visit, on_close } = props;
    let filter = use_state_eq(String::new);
    let shown =
        use_memo((steps.clone(), (*filter).clone()), |(steps, words)| steps.matching(words));
    // The place that was walked to, until the project goes elsewhere.
    let walked = use_state_eq(|| None::<(usize, usize)>);
    // The list cannot be measured before the dialog is shown.
    let is_shown = use_state_eq(|| false);
    use_effect_with((), {
        let is_shown = is_shown.clone();
        move |()| is_shown.set(true)
    });
    let count = if *is_shown { shown.len() } else { 0 };
    let state = (steps.done, steps.lines.len());
    let here =
        shown.binary_search(&steps.done).unwrap_or_else(|at| at.min(shown.len().saturating_sub(1)));
    let at = match *walked {
        Some((done, at)) if done == state.0 => at,
        _ => here,
    };
    let at = at.min(count.saturating_sub(1));
    let walk = {
        let walked = walked.clone();
        Callback::from(move |at: usize| walked.set(Some((state.0, at))))
    };
    let visit = {
        let (steps, shown, on_visit) = (steps.clone(), shown.clone(), on_visit.clone());
        Callback::from(move |at: usize| {
            let way = shown.get(at).map_or(0, |place| steps.way_to(*place));
            if way != 0 {
                on_visit.emit(way);
            }
        })
    };
    let oninput = {
        let filter = filter.clone();
        Callback::from(move |event: InputEvent| {
            walked.set(None);
            filter.set(event.target_unchecked_into::<HtmlInputElement>().value());
        })
    };
    let onkeydown = {
        let visit = visit.clone();
        Callback::from(move |event: KeyboardEvent| {
            let last = count.saturating_sub(1);
            match (event.key().as_str(), event.ctrl_key()) {
                ("ArrowDown", _) => walk.emit((at + 1).min(last)),
                ("ArrowUp", _) => walk.emit(at.saturating_sub(1)),
                ("PageDown", _) => walk.emit((at + PAGE_ROWS).min(last)),
                ("PageUp", _) => walk.emit(at.saturating_sub(PAGE_ROWS)),
                ("Home", true) => walk.emit(0),
                ("End", true) => walk.emit(last),
                ("Enter", _) if !event.is_composing() => visit.emit(at),
                _ => return,
            }
            event.prevent_default();
        })
    };
    let row = {
        let (steps, shown) = (steps.clone(), shown.clone());
        Callback::from(move |index: usize| {
            let Some(place) = shown.get(index).copied() else { return Html::default() };
            let onclick = visit.reform(move |_: MouseEvent| index);
            let line = place.checked_sub(1).map(|step| &steps.lines[step]);
            let beginning = if steps.earlier == 0 { "The beginning" } else { "Before these steps" };
            let words = line.map_or(beginning, |line| &line.words);
            let title = line
                .and_then(|line| line.article.as_ref())
                .map(|article| article.details.title.clone());
            let state = match place {
                place if place == steps.done => "now",
                place if place > steps.done => "undone",
                _ => "",
            };
            html! {
                <div key={place} id={option_id(index)} class="history-row" role="option" data-state={state}
                    aria-selected={(index == at).to_string()} aria-current={(state == "now").then_some("step")}
                    aria-setsize={shown.len().to_string()} aria-posinset={(index + 1).to_string()} {onclick}>
                    <span class="line" dir="auto">{ words }</span>
                    <span class="soft" dir="auto">{ title }</span>
                    <span class="history-state">{ state }</span>
                </div>
            }
        })
    };
    let unread = steps.earlier + steps.later;
    html! {
        <DialogFrame title="History" is_wide={true} on_close={on_close.clone()}>
            <div class="history">
                <p class="soft">{ "Enter or a click goes back, or on, to a step. Nothing is lost by going back, until you change something there." }</p>
                <input type="text" role="combobox" aria-label="Filter the steps" placeholder="Filter" autocomplete="off" spellcheck="false" autofocus=true dir="auto"
                    aria-expanded="true" aria-autocomplete="list" aria-controls={LIST_ID} aria-activedescendant={(count > 0).then(|| option_id(at))}
                    value={(*filter).clone()} {oninput} {onkeydown} />
                if unread > 0 {
                    <p role="status">{ format!("Reading {unread} earlier steps …") }</p>
                }
                <Window id={LIST_ID} role="listbox" {count} row_px={ROW_PX} {row} current={Some(at)} label="Steps" />
                if shown.is_empty() {
                    <p class="empty" role="status">{ "Nothing fits the filter." }</p>
                }
            </div>
        </DialogFrame>
    }
}

fn option_id(index: usize) -> String {
    format!("history-line-{index}")
}
