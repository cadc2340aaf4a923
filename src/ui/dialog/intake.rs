//! A list of entities from a file: what is new in it, each to be ticked before it is taken.

use std::collections::BTreeSet;

use yew::prelude::*;

use super::{DialogFrame, pressed};
use crate::session::registry::{Intake, NewsKind};
use crate::ui::{Same, window::Window};

/// The height of a row, the same as in the style sheet.
const ROW_PX: u32 = 60;

/// The dialog's props.
#[derive(Debug, PartialEq, Properties)]
pub(super) struct IntakeDialogProps {
    /// What the file would bring.
    pub intake: Same<Intake>,
    /// Hears what is taken, by places in the news.
    pub on_take: Callback<Vec<usize>>,
    /// The dialog is to go.
    pub on_close: Callback<()>,
}

/// Counts, the list of all that is new, and what was left out of the file.
#[component]
pub(super) fn IntakeDialog(props: &IntakeDialogProps) -> Html {
    let IntakeDialogProps { intake, on_take, on_close } = props;
    // A conflict is not taken unless it is asked for.
    let ticked = use_state(|| {
        let all = 0..intake.news.len();
        all.filter(|at| intake.news[*at].kind != NewsKind::Conflict).collect::<BTreeSet<usize>>()
    });
    // The list cannot be measured before the dialog is shown.
    let is_shown = use_state_eq(|| false);
    use_effect_with((), {
        let is_shown = is_shown.clone();
        move |()| is_shown.set(true)
    });
    let total = intake.news.len();
    let count = if *is_shown { total } else { 0 };
    let tick_all = |is_on: bool| {
        let ticked = ticked.clone();
        Callback::from(move |_: MouseEvent| {
            ticked.set((0..total).filter(|_| is_on).collect());
        })
    };
    let take = {
        let chosen: Vec<usize> = ticked.iter().copied().collect();
        on_take.reform(move |_: MouseEvent| chosen.clone())
    };
    let row = {
        let (intake, ticked) = (intake.clone(), ticked.clone());
        Callback::from(move |at: usize| {
            let Some(news) = intake.news.get(at) else { return Html::default() };
            let is_on = ticked.contains(&at);
            let ticked = ticked.clone();
            let onchange = Callback::from(move |_: Event| {
                let mut now = (*ticked).clone();
                if !now.remove(&at) {
                    now.insert(at);
                }
                ticked.set(now);
            });
            html! {
                <div key={at} role="listitem" aria-setsize={total.to_string()} aria-posinset={(at + 1).to_string()}>
                    <label class="intake-row">
                        <input type="checkbox" tabindex="-1" checked={is_on} {onchange} />
                        <span class="line" dir="auto">{ &news.name }</span>
                        <span class="intake-kind" data-kind={news.kind.words()}>{ news.kind.words() }</span>
                        <span class="soft line" dir="auto">{ &news.words }</span>
                        <span class="soft intake-place">{ format!("line {}", news.line) }</span>
                    </label>
                </div>
            }
        })
    };
    let footer = html! {
        <>
            <button type="button" class="at-start" onclick={pressed(on_close)}>{ "Cancel" }</button>
            if total > 0 {
                <button type="button" onclick={tick_all(false)}>{ "None" }</button>
                <button type="button" onclick={tick_all(true)}>{ "All" }</button>
                <button type="button" class="primary" autofocus=true disabled={ticked.is_empty()} onclick={take}>{ format!("Take {}", ticked.len()) }</button>
            }
        </>
    };
    html! {
        <DialogFrame title="Entities from a file" is_wide=true {footer} on_close={on_close.clone()}>
            <div class="intake">
                <p>{ said(intake) }</p>
                if total > 0 {
                    <Window {count} row_px={ROW_PX} {row} current={None::<usize>} walks=true label="What the file would change" />
                }
                if !intake.remarks.is_empty() {
                    <details class="intake-remarks" open={total == 0}>
                        <summary>{ format!("Remarks on {}: {}", intake.file, intake.remarks.len()) }</summary>
                        <ul>{ for intake.remarks.iter().map(|words| html! { <li>{ words }</li> }) }</ul>
                    </details>
                }
            </div>
        </DialogFrame>
    }
}

fn said(intake: &Intake) -> String {
    let of = |kind: NewsKind| intake.news.iter().filter(|news| news.kind == kind).count();
    let (new, fuller, conflicts) =
        (of(NewsKind::New), of(NewsKind::Fuller), of(NewsKind::Conflict));
    let known = match intake.known {
        0 => String::new(),
        1 => " 1 row says nothing that is not here.".to_owned(),
        count => format!(" {count} rows say nothing that is not here."),
    };
    if intake.news.is_empty() {
        return format!("{} brings nothing new.{known}", intake.file);
    }
    let conflicts = match conflicts {
        0 => String::new(),
        1 => " 1 conflict: what is here stays unless you tick it.".to_owned(),
        count => format!(" {count} conflicts: what is here stays unless you tick it."),
    };
    format!(
        "{}: {new} new, {fuller} changed.{conflicts}{known} Nothing has been changed yet.",
        intake.file
    )
}
