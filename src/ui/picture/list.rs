//! A table of rows, each with the stances behind it.

use yew::prelude::*;

use super::grid::Grid;
use super::{Look, NUMBER, on};
use crate::session::Action;
use crate::session::palette::Pick;
use crate::session::picture::{Sheet, SheetRow};

/// How many rows are shown at first, and how many more at each press.
const ROWS: usize = 200;

pub(super) fn list(look: &Look<'_>, sheet: Sheet) -> Html {
    let shown = sheet.rows.len().min(ROWS * (1 + look.view.more));
    let (sorted, from_last) = look.view.sort;
    html! {
        <>
            <Grid class="list" caption="Arrow keys go from number to number, Enter opens what is behind one.">
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
                    { for sheet.rows[..shown].iter().enumerate().map(|(at, row)| line(look, &sheet.headings, at, row)) }
                </tbody>
            </Grid>
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

/// A row. What opens something is reached by arrow keys.
fn line(look: &Look<'_>, headings: &[String], at: usize, row: &SheetRow) -> Html {
    let title = row.cells.first().cloned().unwrap_or_default();
    let place = |column: usize| format!("{at}.{column}");
    let number = |column: usize, cell: &str| {
        let name = headings[column].replace('_', " ");
        let heard = format!("{title}, {name}: {cell}");
        let of = format!("{title} · {name}");
        let is_open = row.behind(column).is_some_and(|facts| look.is_open(&of, facts));
        let onclick = match (row.behind(column), &row.mentions) {
            (Some(facts), _) => look.opens(of, facts),
            (None, Some((entity, known))) if *known == column && cell != "0" => {
                on(look.dispatch, Action::PalettePicked(Pick::Entity(entity.clone())))
            }
            _ => return html! { if cell == "0" { { "–" } } else { { cell } } },
        };
        html! {
            <button type="button" class="plain" tabindex="-1" data-cell={place(column)} id={is_open.then_some(NUMBER)} aria-current={is_open.then_some("true")}
                title={heard.clone()} aria-label={heard} {onclick}>{ cell }</button>
        }
    };
    let is_open = look.is_open(&title, &row.facts);
    html! {
        <tr key={at}>
            { for row.cells.iter().enumerate().map(|(column, cell)| html! {
                if column == 0 && !row.facts.is_empty() {
                    <th key={column} scope="row">
                        <button type="button" class="plain" tabindex="-1" data-cell={place(0)} id={is_open.then_some(NUMBER)} aria-current={is_open.then_some("true")}
                            dir="auto" title="Open the stances behind it" onclick={look.opens(title.clone(), &row.facts)}>
                            { if cell.is_empty() { "–" } else { cell } }
                        </button>
                    </th>
                } else {
                    <td key={column} dir="auto" data-number={is_number(cell).then_some("")} data-date={matches!(headings[column].as_str(), "published" | "said").then_some("")}>{ number(column, cell) }</td>
                }
            }) }
        </tr>
    }
}
