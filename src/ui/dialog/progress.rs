//! What is done, what is left, what was marked, and how fast it goes.

use yew::prelude::*;

use super::{DialogFrame, pressed};
use crate::model::{ArticleId, Polarity, Project, Status};
use crate::session::progress::{PAUSE_MINUTES, Progress, duration, label_name};
use crate::session::{articles, words};
use crate::ui::{Same, article_list::status_name, window::Window};

/// The height of a row, the same as in the style sheet.
const ROW_PX: u32 = 44;

/// The dialog's props.
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct ProgressDialogProps {
    /// The project.
    pub project: Same<Project>,
    /// What was counted.
    pub progress: Same<Progress>,
    /// How far the annotator is with each article, in the order of the list.
    pub listed: Same<Vec<(ArticleId, Status)>>,
    /// How many gaps there are.
    pub gaps: usize,
    /// The list of them is wanted.
    pub on_gaps: Callback<()>,
    /// Hears which article is to be opened.
    pub on_open: Callback<ArticleId>,
    /// The dialog is to go.
    pub on_close: Callback<()>,
}

/// The numbers of the project, and below them each article's.
#[component]
pub(super) fn ProgressDialog(props: &ProgressDialogProps) -> Html {
    let ProgressDialogProps { project, progress, listed, on_open, on_close, .. } = props;
    // The list cannot be measured before the dialog is shown.
    let is_shown = use_state_eq(|| false);
    use_effect_with((), {
        let is_shown = is_shown.clone();
        move |()| is_shown.set(true)
    });
    let row = {
        let (project, progress, listed, on_open) =
            (project.clone(), progress.clone(), listed.clone(), on_open.clone());
        Callback::from(move |index: usize| {
            let Some((id, status)) = listed.get(index) else { return Html::default() };
            let Some(article) = project.articles.get(id) else { return Html::default() };
            let (marks, stances) = progress.each.get(id).copied().unwrap_or_default();
            let goal = id.clone();
            let onclick = on_open.reform(move |_: MouseEvent| goal.clone());
            html! {
                <div key={index} role="listitem" aria-setsize={listed.len().to_string()} aria-posinset={(index + 1).to_string()}>
                    <button type="button" class="plain progress-row" tabindex="-1" {onclick}>
                        <span class="status" data-status={status_name(*status)}></span>
                        <span class="line" dir="auto">{ articles::headline(article) }</span>
                        <span class="soft">{ words::status(*status) }</span>
                        <span class="soft">{ counted(marks, "mark") }{ ", " }{ counted(stances, "stance") }</span>
                    </button>
                </div>
            }
        })
    };
    let total: usize = progress.articles.iter().sum();
    let finished = progress.articles_of(Status::Done) + progress.articles_of(Status::Skipped);
    let count = if *is_shown { listed.len() } else { 0 };
    html! {
        <DialogFrame title="Progress" is_wide=true on_close={on_close.clone()}>
            <div class="progress">
                <p class="progress-line">
                    <progress max={total.max(1).to_string()} value={finished.to_string()} aria-label="Articles done or skipped" />
                    <span>{ format!("{finished} of {total} finished") }</span>
                </p>
                <div class="progress-tables">
                    { by_status(progress) }
                    { marked(project, progress) }
                    { pace(progress) }
                </div>
                <p>{ left(progress) }</p>
                if props.gaps > 0 {
                    <p class="row">{ format!("{} of what the codebook requires.", counted(props.gaps, "gap")) }
                        <button type="button" onclick={pressed(&props.on_gaps)}>{ "List the gaps" }</button>
                    </p>
                }
                <p class="soft">{ format!(
                    "Counted from when your marks and stances were made. {PAUSE_MINUTES} minutes without a new one are a pause, and the first one behind a pause counts a minute. Suggestions count once they are accepted."
                ) }</p>
                <h3>{ "Article by article" }</h3>
                <Window {count} row_px={ROW_PX} {row} current={None::<usize>} walks=true label="Articles and what is marked in them" />
            </div>
        </DialogFrame>
    }
}

fn by_status(progress: &Progress) -> Html {
    table(
        "Articles",
        ["Status", "Articles", "Words"],
        Status::ALL.iter().map(|status| {
            let (articles, words_in) = (progress.articles_of(*status), progress.words_of(*status));
            [words::status(*status).to_owned(), thousands(articles), thousands(words_in)]
        }),
    )
}

fn marked(project: &Project, progress: &Progress) -> Html {
    let (marks, stances) = progress.records();
    let labels = progress.labels.iter().map(|(id, count)| {
        [label_name(project, id).to_owned(), "label".to_owned(), thousands(*count)]
    });
    let ways = Polarity::ALL.iter().zip(progress.polarities).filter(|(_, count)| *count > 0);
    let ways = ways.map(|(way, count)| {
        [words::polarity(&project.codebook, *way), "polarity".to_owned(), thousands(count)]
    });
    let sum = [
        ["All marks".to_owned(), String::new(), thousands(marks)],
        ["All stances".to_owned(), String::new(), thousands(stances)],
    ];
    table("Marked", ["What", "", "Count"], labels.chain(ways).chain(sum))
}

fn pace(progress: &Progress) -> Html {
    let names = ["Last day with work", "Seven days up to it", "All"];
    let rows = names.into_iter().zip(progress.pace.spans).map(|(name, stretch)| {
        let hourly = stretch.per_hour().map_or_else(|| "–".to_owned(), thousands);
        [name.to_owned(), duration(stretch.seconds), hourly]
    });
    table("Pace", ["Time", "Worked", "Records an hour"], rows)
}

fn left(progress: &Progress) -> String {
    let (to_do, begun) =
        (progress.articles_of(Status::ToDo), progress.articles_of(Status::InProgress));
    let articles = counted(to_do + begun, "article");
    let words_left =
        thousands(progress.words_of(Status::ToDo) + progress.words_of(Status::InProgress));
    match progress.pace.left_seconds {
        _ if to_do + begun == 0 => "Nothing is left.".to_owned(),
        Some(seconds) => format!(
            "Left: {articles} with {words_left} words, at the pace of what is done about {} of work.",
            duration(seconds)
        ),
        None => format!(
            "Left: {articles} with {words_left} words. How long they take can be said once an article is done and ten minutes were worked."
        ),
    }
}

fn table(
    name: &'static str,
    headings: [&'static str; 3],
    rows: impl Iterator<Item = [String; 3]>,
) -> Html {
    html! {
        <table class="progress-table">
            <caption>{ name }</caption>
            <thead>
                <tr>{ for headings.iter().map(|heading| html! {
                    if heading.is_empty() { <td></td> } else { <th scope="col">{ *heading }</th> }
                }) }</tr>
            </thead>
            <tbody>
                { for rows.map(|[first, second, third]| html! {
                    <tr><th scope="row" dir="auto">{ first }</th><td>{ second }</td><td>{ third }</td></tr>
                }) }
            </tbody>
        </table>
    }
}

fn counted(count: usize, name: &str) -> String {
    format!("{} {name}{}", thousands(count), if count == 1 { "" } else { "s" })
}

/// Digits in groups of three.
fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push('\u{202f}');
        }
        grouped.push(digit);
    }
    grouped
}
