//! A list whose buttons and tick boxes are one stop of the Tab key. Arrow keys go from row to row
//! and, in a row of several, from one to the next.
//!
//! The rows give each a `tabindex` of -1, which Yew then leaves alone; the stop's 0 is written here.
//! A button that rows have in common carries its name in `data-part`.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

/// What of a row takes the keyboard focus.
const CONTROLS: &str = "button, input";

/// How many rows a page key goes.
const PAGE_ROWS: usize = 10;

/// The button that is to have the keyboard focus once its row is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Goal {
    /// The row, from 0.
    pub row: usize,
    part: Option<String>,
}

impl Goal {
    /// Puts the focus there; whether the row is drawn.
    pub fn reach(&self, list: &Element) -> bool {
        let row = list.query_selector(&format!("[aria-posinset='{}']", self.row + 1));
        let Some(row) = row.ok().flatten() else { return false };
        let buttons = buttons(&row);
        let same = |button: &&HtmlElement| button.get_attribute("data-part") == self.part;
        let button = buttons.iter().find(same).or(buttons.first());
        button.is_some_and(|button| button.focus().is_ok())
    }
}

/// Does what an arrow key says; where to, if that is another one of `count` rows.
pub fn step(list: &Element, event: &KeyboardEvent, count: usize) -> Option<Goal> {
    if event.alt_key() || event.ctrl_key() || event.meta_key() || event.shift_key() {
        return None;
    }
    let active = event.target()?.dyn_into::<HtmlElement>().ok()?;
    let row = active.closest("[aria-posinset]").ok().flatten();
    let here = row.as_ref().and_then(|row| row.get_attribute("aria-posinset"));
    let here = here.and_then(|place| place.parse::<usize>().ok()?.checked_sub(1));
    let last = count.checked_sub(1)?;
    let to = match (event.key().as_str(), here) {
        // The list itself has the focus.
        ("ArrowDown" | "ArrowUp", None) => {
            event.prevent_default();
            stop(list)?.focus().ok();
            return None;
        }
        ("ArrowLeft" | "ArrowRight", Some(_)) => {
            event.prevent_default();
            beside(&buttons(&row?), &active, event.key() == "ArrowRight")?.focus().ok();
            return None;
        }
        ("ArrowDown", Some(row)) => row + 1,
        ("ArrowUp", Some(row)) => row.saturating_sub(1),
        ("PageDown", Some(row)) => row + PAGE_ROWS,
        ("PageUp", Some(row)) => row.saturating_sub(PAGE_ROWS),
        ("Home", _) => 0,
        ("End", _) => last,
        _ => return None,
    };
    event.prevent_default();
    Some(Goal { row: to.min(last), part: active.get_attribute("data-part") })
}

/// Sees to it that one of them is a stop of the Tab key: the one that has the focus, else that of
/// the row in focus, else the one that was it, else the first in sight.
pub fn settle(list: &Element) {
    let Some(stop) = held(list).or_else(|| stop(list)) else { return };
    if let Ok(others) = list.query_selector_all("[tabindex='0']") {
        for at in 0..others.length() {
            if let Some(other) = others.item(at).and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
                other.set_tab_index(-1);
            }
        }
    }
    stop.set_tab_index(0);
}

/// What of the list has the keyboard focus.
fn held(list: &Element) -> Option<HtmlElement> {
    let active = gloo::utils::document().active_element()?;
    let is_here = list.contains(Some(&active)) && active.matches(CONTROLS).unwrap_or(false);
    is_here.then(|| active.unchecked_into())
}

fn stop(list: &Element) -> Option<HtmlElement> {
    let known = |selector: &str| list.query_selector(selector).ok().flatten();
    let first_in_sight = || {
        let top = list.get_bounding_client_rect().top();
        let rows = list.query_selector_all("[aria-posinset]").ok()?;
        let rows = (0..rows.length()).filter_map(|at| rows.item(at)?.dyn_into::<Element>().ok());
        let mut seen = rows.skip_while(|row| row.get_bounding_client_rect().top() < top);
        seen.next()?.query_selector(CONTROLS).ok().flatten()
    };
    let found = known("[data-current] button").or_else(|| known("[tabindex='0']"));
    found.or_else(first_in_sight).or_else(|| known(CONTROLS))?.dyn_into().ok()
}

fn buttons(row: &Element) -> Vec<HtmlElement> {
    let Ok(found) = row.query_selector_all(CONTROLS) else { return Vec::new() };
    (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect()
}

fn beside<'a>(
    buttons: &'a [HtmlElement],
    active: &HtmlElement,
    is_on: bool,
) -> Option<&'a HtmlElement> {
    let here = buttons.iter().position(|button| button == active)?;
    buttons.get(if is_on { here + 1 } else { here.checked_sub(1)? })
}
