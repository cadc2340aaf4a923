//! What became of each file of a load.

use yew::prelude::*;

use super::{DialogFrame, pressed};
use crate::session::{Notice, Outcome, ReportLine};
use crate::ui::{Picture, Same, icon};

/// How many files are listed at first, and how many more each time: the rest costs time to draw.
const LISTED: usize = 200;

/// All outcomes, as they are counted at the top.
const COUNTED: [Outcome; 4] =
    [Outcome::Loaded, Outcome::LoadedWithRemarks, Outcome::Duplicate, Outcome::Refused];

/// The dialog's props.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct ReportDialogProps {
    /// What became of each file.
    pub report: Same<Vec<ReportLine>>,
    /// What happened last, to show what became of a copy.
    pub notice: Option<Notice>,
    /// The report is wanted as a file.
    pub on_save: Callback<MouseEvent>,
    /// The report is wanted on the clipboard.
    pub on_copy: Callback<MouseEvent>,
    /// The dialog is to go.
    pub on_close: Callback<()>,
}

/// Counts, then the files: those with problems, and the others when asked for.
#[component]
pub(super) fn ReportDialog(props: &ReportDialogProps) -> Html {
    let lines = use_memo(props.report.clone(), |report| sorted(report));
    let notice_before = use_memo((), |()| props.notice.clone());
    let fine = lines.iter().filter(|(_, line)| line.outcome == Outcome::Loaded).count();
    let problems = lines.len() - fine;
    let shows_all = use_state(|| problems == 0);
    let limit = use_state(|| LISTED);
    let candidates = if *shows_all { lines.len() } else { problems };
    let shown = candidates.min(*limit);
    let show_all = {
        let shows_all = shows_all.clone();
        Callback::from(move |_: MouseEvent| shows_all.set(true))
    };
    let show_more = Callback::from(move |_: MouseEvent| limit.set(*limit + LISTED));
    let news = props.notice.as_ref().filter(|_| *notice_before != props.notice);
    let footer = html! {
        <>
            <p class="report-news soft" role="status">{news.map(|notice| notice.words.clone())}</p>
            <button type="button" onclick={props.on_copy.clone()}>{"Copy"}</button>
            <button type="button" onclick={props.on_save.clone()}>{"Save as text"}</button>
            <button type="button" class="primary" autofocus=true onclick={pressed(&props.on_close)}>{"Done"}</button>
        </>
    };
    html! {
        <DialogFrame title="What was loaded" is_wide=true is_read=true {footer} on_close={props.on_close.clone()}>
            <ul class="report-counts">{ for COUNTED.map(|outcome| count(outcome, &lines)) }</ul>
            <ul class="report-files" aria-label="Files">{ for lines.iter().take(shown).map(file) }</ul>
            <div class="row">
                if shown < candidates {
                    <button type="button" onclick={show_more}>
                        {format!("Show {} more", (candidates - shown).min(LISTED))}
                    </button>
                }
                if !*shows_all && fine > 0 {
                    <button type="button" onclick={show_all}>
                        {format!("Show all {} files", lines.len())}
                    </button>
                }
                if shown < candidates {
                    <span class="soft">{format!("{shown} of {candidates} listed; the saved report has all.")}</span>
                }
            </div>
        </DialogFrame>
    }
}

/// The lines with their places in the report, which are their keys, problems first.
fn sorted(report: &[ReportLine]) -> Vec<(usize, ReportLine)> {
    let mut lines: Vec<_> = report.iter().cloned().enumerate().collect();
    lines.sort_by_key(|(place, line)| (urgency(line.outcome), *place));
    lines
}

/// What needs attention comes first.
fn urgency(outcome: Outcome) -> u8 {
    match outcome {
        Outcome::Refused => 0,
        Outcome::LoadedWithRemarks => 1,
        Outcome::Duplicate => 2,
        Outcome::Loaded => 3,
    }
}

fn in_words(outcome: Outcome) -> (&'static str, &'static str, Picture) {
    match outcome {
        Outcome::Loaded => ("loaded", "Loaded", Picture::Check),
        Outcome::LoadedWithRemarks => ("remarks", "Loaded with remarks", Picture::Remarks),
        Outcome::Duplicate => ("duplicate", "Here already", Picture::Twin),
        Outcome::Refused => ("refused", "Refused", Picture::Refused),
    }
}

fn count(outcome: Outcome, lines: &[(usize, ReportLine)]) -> Html {
    let (name, words, picture) = in_words(outcome);
    let count = lines.iter().filter(|(_, line)| line.outcome == outcome).count();
    html! {
        <li key={name} data-outcome={name} hidden={count == 0}>
            {icon(picture)}<strong>{count}</strong>{" "}{words.to_lowercase()}
        </li>
    }
}

fn file((place, line): &(usize, ReportLine)) -> Html {
    let (name, words, picture) = in_words(line.outcome);
    html! {
        <li key={*place} data-outcome={name}>
            <p class="report-file">
                <bdi>{&line.file}</bdi>
                <span class="report-outcome">{icon(picture)}{words}</span>
            </p>
            if !line.remarks.is_empty() {
                <ul class="report-remarks">
                    { for line.remarks.iter().enumerate().map(|(n, remark)| html! { <li key={n}>{remark}</li> }) }
                </ul>
            }
        </li>
    }
}
