//! The matrix as a table.

use yew::prelude::*;

use super::grid::Grid;
use super::{Look, NUMBER};
use crate::model::Polarity;
use crate::session::picture::{Count, Heading, Matrix, Tally};
use crate::session::words;

/// How many rows and columns are shown at first, and how many more at each press.
const ROWS: usize = 40;
const COLUMNS: usize = 16;

pub(super) fn matrix(look: &Look<'_>) -> Html {
    let matrix = look.view.matrix(look.facts);
    let (rows, columns) = shown(look.view.more);
    let (rows, columns) = (matrix.rows.len().min(rows), matrix.columns.len().min(columns));
    let is_all = rows == matrix.rows.len() && columns == matrix.columns.len();
    html! {
        <>
            { folding(look, &matrix) }
            <Grid class="matrix" caption="Holders by targets. Arrow keys go from number to number, Enter opens the words behind one, and folds a group at its name.">
                <thead>
                    <tr>
                        <td key="corner" />
                        { for matrix.columns[..columns].iter().enumerate().map(|(column, heading)| html! {
                            <th scope="col" key={key(heading)} title={heading.group.clone()} data-group={heading.fold.is_some().then_some("")}>
                                { named(look, heading, (-1, column as i32)) }
                            </th>
                        }) }
                        <th key="all" scope="col" class="soft">{ "All" }</th>
                    </tr>
                </thead>
                <tbody>
                    { for matrix.rows[..rows].iter().enumerate().map(|(row, heading)| html! {
                        <tr key={key(heading)} data-group={heading.fold.is_some().then_some("")}>
                            <th key="name" scope="row" title={heading.group.clone()} data-depth={(heading.depth > 0).then(|| heading.depth.min(4).to_string())}>
                                { named(look, heading, (row as i32, -1)) }
                            </th>
                            { for (0..columns).map(|column| match matrix.cell(row, column) {
                                Some(count) => {
                                    let target = &matrix.columns[column].name;
                                    cell(look, count, format!("{} → {target}", heading.name), (row, column))
                                }
                                None => html! { <td key={column} /> },
                            }) }
                            { cell(look, &heading.count, heading.name.clone(), (row, columns)) }
                        </tr>
                    }) }
                    { totals(look, &matrix.columns[..columns], rows) }
                </tbody>
            </Grid>
            if !is_all {
                <p class="row">
                    <span class="soft">{ format!("{rows} of {} rows, {columns} of {} columns", matrix.rows.len(), matrix.columns.len()) }</span>
                    <button type="button" onclick={look.changes(|view| view.more += 1)}>{ "Show more" }</button>
                </p>
            }
        </>
    }
}

/// What tells a row or column from others.
fn key(heading: &Heading) -> String {
    match &heading.fold {
        Some(fold) => fold.path.join("\n"),
        None => heading.of.to_string(),
    }
}

/// A name; of a group, on a button that folds it. Arrow keys reach it at the place given.
fn named(look: &Look<'_>, heading: &Heading, (row, column): (i32, i32)) -> Html {
    let is_column = row < 0;
    let class = is_column.then_some("matrix-name");
    let name = words::shorten(&heading.name);
    let Some(fold) = &heading.fold else {
        return html! { <span {class} dir="auto">{ name }</span> };
    };
    let path = fold.path.clone();
    let onclick = look.changes(move |view| view.turn(!is_column, &path));
    html! {
        <button type="button" class="plain matrix-fold" tabindex="-1" aria-expanded={(!fold.is_folded).to_string()} data-cell={format!("{row}.{column}")} {onclick}>
            <span {class} dir="auto">{ name }</span>
        </button>
    }
}

/// Folds or unfolds all groups, where there are any.
fn folding(look: &Look<'_>, matrix: &Matrix) -> Html {
    let folds = || matrix.rows.iter().chain(&matrix.columns).filter_map(|it| it.fold.as_ref());
    if folds().next().is_none() {
        return Html::default();
    }
    let turn = |is_folded: bool| {
        let facts = look.facts.clone();
        look.changes(move |view| view.turn_all(&facts, is_folded))
    };
    html! {
        <div class="row matrix-folding" role="group" aria-label="Groups">
            <button type="button" disabled={folds().all(|fold| fold.is_folded)} onclick={turn(true)}>{ "Fold all" }</button>
            <button type="button" disabled={folds().all(|fold| !fold.is_folded)} onclick={turn(false)}>{ "Unfold all" }</button>
        </div>
    }
}

/// How many rows and columns are on the screen.
pub fn shown(more: usize) -> (usize, usize) {
    (ROWS * (1 + more), COLUMNS * (1 + more))
}

fn totals(look: &Look<'_>, columns: &[Heading], row: usize) -> Html {
    html! {
        // With a key, as all rows have one: else a fold would move the keyboard focus to another row.
        <tr key="all" class="matrix-totals">
            <th key="name" scope="row" class="soft">{ "All" }</th>
            { for columns.iter().enumerate().map(|(column, heading)| {
                cell(look, &heading.count, heading.name.clone(), (row, column))
            }) }
            <td key="all" />
        </tr>
    }
}

fn cell(look: &Look<'_>, count: &Count, title: String, (row, column): (usize, usize)) -> Html {
    let words = format!("{title}: {}", count.tally.words());
    let is_open = look.is_open(&title, &count.facts);
    html! {
        <td key={column} data-way={way(&count.tally)}>
            <button type="button" tabindex="-1" title={words.clone()} data-cell={format!("{row}.{column}")}
                id={is_open.then_some(NUMBER)} aria-current={is_open.then_some("true")}
                onclick={look.opens(title, &count.facts)}>
                <span class="for-screen-readers">{ words }</span>
                { for parts(&count.tally).into_iter().map(|(class, shown)| html! { <span {class} aria-hidden="true">{ shown }</span> }) }
            </button>
        </td>
    }
}

/// "+2", "−1", and "○1" for what is neither, each with its class.
fn parts(tally: &Tally) -> Vec<(&'static str, String)> {
    let (favor, against) = (tally.of(Polarity::Favor), tally.of(Polarity::Against));
    let rest = tally.total() - favor - against;
    let parts =
        [("count-favor", "+", favor), ("count-against", "−", against), ("count-rest", "○", rest)];
    let parts = parts.into_iter().filter(|(_, _, count)| *count > 0);
    parts.map(|(class, sign, count)| (class, format!("{sign}{count}"))).collect()
}

fn way(tally: &Tally) -> &'static str {
    match tally.balance() {
        1.. => "favor",
        ..=-1 => "against",
        0 => "even",
    }
}
