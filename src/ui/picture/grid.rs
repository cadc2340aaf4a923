//! A table of numbers: one stop of the Tab key, from which arrow keys go from number to number.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

/// What the table holds.
#[derive(PartialEq, Properties)]
pub(super) struct Props {
    /// The style sheet's name for it.
    pub class: &'static str,
    /// What it is, for screen readers.
    pub caption: &'static str,
    /// Its head and body. What arrow keys reach has its row and column in `data-cell`, and a
    /// `tabindex` of -1, which Yew then leaves alone; the stop's 0 is written here.
    pub children: Html,
}

#[component]
pub(super) fn Grid(props: &Props) -> Html {
    let table = use_node_ref();
    {
        let table = table.clone();
        use_effect(move || {
            if let Some(table) = table.cast::<Element>() {
                settle(&table);
            }
        });
    }
    html! {
        <table ref={table} class={props.class} onkeydown={Callback::from(|event: KeyboardEvent| step(&event))}>
            <caption class="for-screen-readers">{ props.caption }</caption>
            { props.children.clone() }
        </table>
    }
}

/// Sees to it that one number is a stop of the Tab key: the one that has the focus, else the one
/// that was it, else the one that is open, else the first.
fn settle(table: &Element) {
    let known = |selector: &str| table.query_selector(selector).ok().flatten();
    let stop = known("[data-cell]:focus")
        .or_else(|| known("[data-cell][tabindex='0']"))
        .or_else(|| known("[data-cell][aria-current]"))
        .or_else(|| known("tbody [data-cell]:not([aria-expanded])"));
    let Some(stop) = stop else { return };
    if let Ok(others) = table.query_selector_all("[data-cell][tabindex='0']") {
        for other in
            (0..others.length()).filter_map(|at| others.get(at)?.dyn_into::<Element>().ok())
        {
            other.set_attribute("tabindex", "-1").ok();
        }
    }
    stop.set_attribute("tabindex", "0").ok();
}

/// Goes to the nearest number in the direction of an arrow key.
fn step(event: &KeyboardEvent) {
    let (down, right) = match event.key().as_str() {
        "ArrowUp" => (-1, 0),
        "ArrowDown" => (1, 0),
        "ArrowLeft" => (0, -1),
        "ArrowRight" => (0, 1),
        _ => return,
    };
    let Some(here) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
        return;
    };
    let (Some((row, column)), Ok(Some(table))) = (place_of(&here), here.closest("table")) else {
        return;
    };
    event.prevent_default();
    event.stop_propagation();
    let Ok(cells) = table.query_selector_all("[data-cell]") else { return };
    let mut nearest: Option<(i32, HtmlElement)> = None;
    for at in 0..cells.length() {
        let Some(cell) = cells.get(at).and_then(|cell| cell.dyn_into::<HtmlElement>().ok()) else {
            continue;
        };
        let Some((to_row, to_column)) = place_of(&cell) else { continue };
        let (along, beside) = match (down, right) {
            (0, way) => ((to_column - column) * way, (to_row - row).abs()),
            (way, _) => ((to_row - row) * way, (to_column - column).abs()),
        };
        // First along the row or column, then near it.
        let distance = along + 1_000 * beside;
        if along > 0 && nearest.as_ref().is_none_or(|(known, _)| distance < *known) {
            nearest = Some((distance, cell));
        }
    }
    if let Some((_, cell)) = nearest {
        cell.focus().ok();
        settle(&table);
    }
}

fn place_of(cell: &Element) -> Option<(i32, i32)> {
    let place = cell.get_attribute("data-cell")?;
    let (row, column) = place.split_once('.')?;
    Some((row.parse().ok()?, column.parse().ok()?))
}
