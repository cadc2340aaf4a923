//! A table of rows, each with the stances behind it.

use yew::prelude::*;

use super::Look;
use crate::session::picture::{Sheet, SheetRow};

/// How many rows are shown at first, and how many more at each press.
const ROWS: usize = 200;

pub(super) fn list(look: &Look<'_>, sheet: Sheet) -> Html {
    let shown = sheet.rows.len().min(ROWS * (1 + look.view.more));
    let (sorted, from_last) = look.view.sort;
    html! {
        <>
            <table class="list">
                <thead>
                    <tr>
                        { for sheet.headings.iter().enumerate().map(|(at, name)| {
                            let way = (at == sorted).then_some(if from_last { "descending" } else { "ascending" });
                            let onclick = look.changes(move |view| view.sort = (at, view.sort == (at, false)));
                            let is_number = sheet.rows.first().is_some_and(|row| is_number(&row.cells[at]));
                            html! {
                                <th key={at} scope="col" aria-sort={way} data-number={is_number.then_some("")}>
                                    <button type="button" class="plain" {onclick}>{ name.replace('_', " ") }</button>
                                </th>
                            }
                        }) }
                    </tr>
                </thead>
                <tbody>
                    { for sheet.rows[..shown].iter().enumerate().map(|(at, row)| line(look, at, row)) }
                </tbody>
            </table>
            if sheet.rows.is_empty() {
                <p class="empty">{ "No row has these words." }</p>
            }
            if shown < sheet.rows.len() {
                <p class="row">
                    <span class="soft">{ format!("{shown} of {} rows", sheet.rows.len()) }</span>
                    <button type="button" onclick={look.changes(|view| view.more += 1)}>{ "Show more" }</button>
                </p>
            }
        </>
    }
}

fn is_number(cell: &str) -> bool {
    cell.parse::<i64>().is_ok()
}

fn line(look: &Look<'_>, at: usize, row: &SheetRow) -> Html {
    let title = row.cells.first().cloned().unwrap_or_default();
    html! {
        <tr key={at}>
            { for row.cells.iter().enumerate().map(|(column, cell)| html! {
                if column == 0 && !row.facts.is_empty() {
                    <th key={column} scope="row">
                        <button type="button" class="plain" dir="auto" title="Open the stances behind it" onclick={look.opens(title.clone(), &row.facts)}>
                            { if cell.is_empty() { "–" } else { cell } }
                        </button>
                    </th>
                } else {
                    <td key={column} dir="auto" data-number={is_number(cell).then_some("")}>{ if cell == "0" { "–" } else { cell } }</td>
                }
            }) }
        </tr>
    }
}
