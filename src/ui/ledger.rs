//! The pane of what is marked: the stance being written, the record in focus, all records.

use yew::prelude::*;

use super::colour_name;
use super::document_stance::DocumentStanceForm;
use super::record_details::RecordDetails;
use super::same::Same;
use super::stance_form::StanceForm;
use super::window::Window;
use crate::model::{Article, Project, Record, RecordId};
use crate::session::{Action, Draft, LedgerFilter, LedgerRow};

/// The height of a row, the same as in the style sheet.
const ROW_PX: u32 = 56;

/// What the pane shows.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The project.
    pub project: Same<Project>,
    /// The article on the screen.
    pub article: Same<Article>,
    /// What is marked in it.
    pub rows: Same<Vec<LedgerRow>>,
    /// Which records are listed.
    pub filter: LedgerFilter,
    /// The record in focus.
    pub focused: Option<Record>,
    /// The stance that is being written.
    pub draft: Option<Draft>,
    /// Whether words are selected.
    pub has_selection: bool,
    /// What was done.
    pub dispatch: Callback<Action>,
}

/// The third pane.
#[component]
pub fn Ledger(props: &Props) -> Html {
    let focus = props.focused.as_ref().map(Record::id).cloned();
    let current = props.rows.iter().position(|row| Some(&row.id) == focus.as_ref());
    let row = {
        let (rows, dispatch) = (props.rows.clone(), props.dispatch.clone());
        Callback::from(move |index: usize| ledger_row(&rows, index, focus.as_ref(), &dispatch))
    };
    html! {
        <>
            if let Some(draft) = &props.draft {
                <StanceForm project={props.project.clone()} text={props.article.text.clone()} draft={draft.clone()}
                    has_selection={props.has_selection} dispatch={props.dispatch.clone()} />
            } else if let Some(record) = &props.focused {
                <RecordDetails key={record.id().as_str()} project={props.project.clone()} text={props.article.text.clone()}
                    record={record.clone()} dispatch={props.dispatch.clone()} />
            }
            <div class="ledger-head">
                <h2 class="pane-title">{ "Marked" }<span class="soft">{ props.rows.len() }</span></h2>
                <div class="row" role="group" aria-label="Show">
                    { for FILTERS.iter().map(|(filter, name)| {
                        let (dispatch, filter) = (props.dispatch.clone(), *filter);
                        html! {
                            <button key={*name} type="button" aria-pressed={(props.filter == filter).to_string()}
                                onclick={Callback::from(move |_: MouseEvent| dispatch.emit(Action::LedgerFiltered(filter)))}>
                                { *name }
                            </button>
                        }
                    }) }
                </div>
            </div>
            if props.rows.is_empty() {
                <div class="empty stack">
                    <p>{ "Nothing marked here yet." }</p>
                    <p>{ "Select words in the text, then press a label’s key or " }<kbd>{ "s" }</kbd>{ " for a stance." }</p>
                </div>
            }
            <Window count={props.rows.len()} row_px={ROW_PX} {row} {current} label="Marked in this article" />
            <DocumentStanceForm project={props.project.clone()} dispatch={props.dispatch.clone()} />
        </>
    }
}

const FILTERS: [(LedgerFilter, &str); 3] = [
    (LedgerFilter::All, "All"),
    (LedgerFilter::Mentions, "Entities"),
    (LedgerFilter::Stances, "Stances"),
];

fn ledger_row(
    rows: &[LedgerRow],
    index: usize,
    focus: Option<&RecordId>,
    dispatch: &Callback<Action>,
) -> Html {
    let Some(row) = rows.get(index) else { return Html::default() };
    let onclick = {
        let (dispatch, id) = (dispatch.clone(), row.id.clone());
        Callback::from(move |_: MouseEvent| dispatch.emit(Action::RecordFocused(id.clone())))
    };
    html! {
        <div key={row.id.as_str()} role="listitem" aria-setsize={rows.len().to_string()} aria-posinset={(index + 1).to_string()}>
            <button type="button" class="ledger-row" data-stance={row.is_stance.then_some("")}
                aria-current={(focus == Some(&row.id)).then_some("true")} {onclick}>
                <span class="glyph" data-colour={colour_name(row.colour)}>{ &row.glyph }</span>
                <span class="title" dir="auto">{ &row.title }</span>
                <span class="about soft" dir="auto">{ &row.subtitle }</span>
            </button>
        </div>
    }
}
