//! The pane of what is marked: the stance being written, the record in focus, all records.

use yew::prelude::*;

use super::attribute_fields::article_attributes;
use super::document_stance::DocumentStanceForm;
use super::record_details::record_details;
use super::same::Same;
use super::stance_form::StanceForm;
use super::window::Window;
use super::{colour_name, on, shortcut};
use crate::model::{Article, Attributes, Decision, Project, Record, RecordId};
use crate::session::suggestions::verb;
use crate::session::{Action, Desk, Dialog, End, LedgerFilter, LedgerRow, Settings, gaps};
use crate::text::Towards;

/// The height of a row, the same as in the style sheet.
const ROW_PX: u32 = 56;

/// The third pane: what is marked in the open article, of which `seen` suggestions are on the screen.
#[inline(never)] // not in the first load
pub fn ledger(
    desk: &Desk,
    project: &Same<Project>,
    article: &Same<Article>,
    seen: usize,
    settings: &Settings,
    dispatch: &Callback<Action>,
) -> Html {
    let listing = Same::from(desk.listing());
    let focus = desk.focused().map(Record::id).cloned();
    let current = desk.focused().and_then(|record| listing.position(record));
    let count = listing.len();
    let (waiting, rejected) = (listing.waiting, listing.rejected);
    let own = match desk.ledger {
        LedgerFilter::All => count - waiting,
        _ => count,
    };
    let gaps = desk.gaps(&article.id).count;
    let row = {
        let (project, article, dispatch) = (project.clone(), article.clone(), dispatch.clone());
        Callback::from(move |index: usize| {
            let row = listing.row(&project, &article, index);
            row.map_or_else(Html::default, |row| {
                ledger_row(&row, index, count, focus.as_ref(), &dispatch)
            })
        })
    };
    html! {
        <>
            if waiting > 0 {
                { suggestion_bar(desk, waiting, seen, settings, dispatch) }
            }
            if let Some(draft) = &desk.draft {
                <StanceForm project={project.clone()} article={article.clone()} draft={draft.clone()}
                    settings={settings.clone()} selected={desk.selection.span} arcs={desk.arcs()} has_last={desk.stance_before(&draft.stance).is_some()} dispatch={dispatch.clone()} />
            } else if let Some(record) = desk.focused() {
                { record_details(project, &article.text, record, &desk.arcs(), settings, dispatch) }
            }
            <div class="ledger-head">
                <h2 class="pane-title">{ "Marked" }<span class="soft">{ own }{ suggested(desk.ledger, waiting) }</span></h2>
                <div class="row" role="group" aria-label="Show">
                    { for FILTERS.iter().filter(|(filter, _)| *filter == desk.ledger || match filter {
                        LedgerFilter::Suggestions => waiting > 0,
                        LedgerFilter::Rejected => rejected > 0,
                        _ => true,
                    }).map(|(filter, name)| html! {
                        <button key={*name} type="button" aria-pressed={(desk.ledger == *filter).to_string()}
                            onclick={on(dispatch, Action::LedgerFiltered(*filter))}>{ *name }
                            if *filter == LedgerFilter::Gaps && gaps > 0 { <span class="soft">{ gaps }</span> }</button>
                    }) }
                </div>
            </div>
            if gaps > 0 && desk.ledger == LedgerFilter::Gaps { { gap_head(desk, article, settings, dispatch) } }
            if count == 0 && desk.ledger == LedgerFilter::Gaps {
                <div class="empty stack"><p>{ if gaps == 0 { "No gaps: all that the codebook requires is there." } else { "Nothing marked lacks anything." } }</p></div>
            } else if count == 0 {
                <div class="empty stack">
                    <p>{ "Nothing marked here yet." }</p>
                    <p>{ "Select words in the text, then press a label’s key or " }{ shortcut(settings, "stance").kbd() }{ " for a stance." }</p>
                </div>
            }
            <Window {count} row_px={ROW_PX} {row} {current} walks=true label="Marked in this article" />
            { article_attributes(project, desk.open_layer().map_or(&Attributes::new(), |layer| &layer.attributes), dispatch) }
            <DocumentStanceForm project={project.clone()} key_hint={shortcut(settings, "whole-stance").kbd()} dispatch={dispatch.clone()} />
        </>
    }
}

/// What the article itself lacks, and the way to the next gap.
fn gap_head(
    desk: &Desk,
    article: &Article,
    settings: &Settings,
    dispatch: &Callback<Action>,
) -> Html {
    let lacks = &desk.gaps(&article.id).article;
    let key = shortcut(settings, "gap-on");
    html! {
        <div class="gap-head stack">
            <button type="button" aria-keyshortcuts={key.aria()} onclick={on(dispatch, Action::GapStepped(Towards::End))}>{ "Next gap" }{ key.kbd() }</button>
            if !lacks.is_empty() { <p>{ format!("The article {}.", gaps::words(lacks)) }</p> }
        </div>
    }
}

const FILTERS: [(LedgerFilter, &str); 6] = [
    (LedgerFilter::All, "All"),
    (LedgerFilter::Mentions, "Entities"),
    (LedgerFilter::Stances, "Stances"),
    (LedgerFilter::Gaps, "Gaps"),
    (LedgerFilter::Suggestions, "Suggestions"),
    (LedgerFilter::Rejected, "Rejected"),
];

/// What is listed besides the annotator's own.
fn suggested(filter: LedgerFilter, waiting: usize) -> String {
    match (filter, waiting) {
        (LedgerFilter::All, 1..) => format!(" and {waiting} suggested"),
        _ => String::new(),
    }
}

/// What can be done with suggestions: the one in focus, those on the screen, all.
fn suggestion_bar(
    desk: &Desk,
    waiting: usize,
    seen: usize,
    settings: &Settings,
    dispatch: &Callback<Action>,
) -> Html {
    let decide = |id, decision: Decision, class: &'static str| {
        let key = shortcut(settings, id);
        html! {
            <button type="button" {class} aria-keyshortcuts={key.aria()} onclick={on(dispatch, Action::SuggestionDecided(decision))}>
                { verb(decision) }{ key.kbd() }
            </button>
        }
    };
    let all = shortcut(settings, "accept-seen");
    let has_focus = desk.focused_suggestion().is_some();
    html! {
        <section class="card stack suggestion-bar" aria-label="Suggestions">
            <h2 class="card-title">{ if waiting == 1 { "1 suggestion".to_owned() } else { format!("{waiting} suggestions") } }</h2>
            <div class="row">
                if has_focus {
                    { decide("accept", Decision::Accepted, "primary") }
                    { decide("reject", Decision::Rejected, "") }
                } else {
                    <button type="button" onclick={on(dispatch, Action::SuggestionDecided(Decision::Accepted))}>{ "Go to the next" }{ shortcut(settings, "accept").kbd() }</button>
                }
            </div>
            <div class="row">
                <button type="button" aria-keyshortcuts={all.aria()} disabled={seen == 0} onclick={on(dispatch, Action::CommandPicked("accept-seen"))}>
                    { format!("Accept visible: {seen}") }{ all.kbd() }
                </button>
                <button type="button" onclick={on(dispatch, Action::DialogOpened(Dialog::Suggestions))}>{ "Accept all…" }</button>
            </div>
        </section>
    }
}

/// A line: one button for the record and, over it, one for each part of a stance that has a place
/// in the text.
fn ledger_row(
    row: &LedgerRow,
    index: usize,
    count: usize,
    focus: Option<&RecordId>,
    dispatch: &Callback<Action>,
) -> Html {
    let onclick = on(dispatch, Action::RecordFocused(row.id.clone()));
    let is_current = focus == Some(&row.id);
    let sort = if row.is_stance { "" } else { row.glyph.as_str() };
    let waits = if row.is_suggestion { "(suggested)" } else { "" };
    let said = [sort, &row.title, &row.subtitle, waits].into_iter().filter(|part| !part.is_empty());
    let name = said.collect::<Vec<_>>().join(" ");
    let end = |end: End, role: &str, words: &str| {
        if !row.ends.contains(&end) {
            return html! { <span aria-hidden="true">{ words }</span> };
        }
        html! {
            <button type="button" class="place" tabindex="-1" title="Show it in the text" aria-label={format!("{role}: {words}")} data-part={role.to_owned()}
                onclick={on(dispatch, Action::LedgerEndVisited(row.id.clone(), end))}>{ words }</button>
        }
    };
    html! {
        <div key={row.id.as_str()} role="listitem" class="ledger-row" aria-setsize={count.to_string()} aria-posinset={(index + 1).to_string()}
            data-current={is_current.then_some("")} data-stance={row.is_stance.then_some("")}
            data-suggested={row.is_suggestion.then_some("")} data-lone={row.subtitle.is_empty().then_some("")}>
            <button type="button" tabindex="-1" class="ledger-main" aria-label={name} aria-current={is_current.then_some("true")} {onclick} />
            <span class="glyph" data-colour={colour_name(row.colour)} aria-hidden="true">{ &row.glyph }</span>
            <span class="title" dir="auto">
                if let Some(clause) = &row.clause {
                    <span aria-hidden="true">{ &clause.sources }</span>
                    { end(End::Holder, "Holder", &clause.holder) }
                    <b aria-hidden="true">{ format!(" · {} · ", clause.polarity) }</b>
                    { end(End::Target, "Target", &clause.target) }
                } else {
                    <span aria-hidden="true">{ &row.title }</span>
                }
            </span>
            <span class="about soft" dir="auto">
                if !row.subtitle.is_empty() { { end(End::Words, "Words", &row.subtitle) } }
            </span>
        </div>
    }
}
