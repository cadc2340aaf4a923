//! The strip along the text's scroll bar: where the headline, the furniture and the marks are.
//!
//! Drawn by hand, and only when one of them has changed, or heights that were guessed are known. It
//! is for the mouse: for the keyboard there is the outline as a list.

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement};

use super::colour_name;
use crate::session::{Heights, Tick, TickKind};
use crate::text::{Byte, Text};

/// Brings the ticks in the strip from `old` to `new`; what is the same at both ends stays.
pub fn draw(strip: &HtmlElement, old: &[Tick], new: &[Tick], heights: &Heights) {
    let Some(document) = strip.owner_document() else { return };
    let same = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let tails = old[same..].iter().rev().zip(new[same..].iter().rev());
    let tail = tails.take_while(|(old, new)| old == new).count();
    let mut next = strip.child_nodes().get(same as u32);
    for _ in same..old.len() - tail {
        let Some(node) = next else { break };
        next = node.next_sibling();
        strip.remove_child(&node).ok();
    }
    for tick in &new[same..new.len() - tail] {
        let Some(drawn) = draw_tick(&document, tick, heights) else { return };
        strip.insert_before(&drawn, next.as_ref()).ok();
    }
}

fn draw_tick(document: &Document, tick: &Tick, heights: &Heights) -> Option<HtmlElement> {
    let drawn: HtmlElement = document.create_element("span").ok()?.unchecked_into();
    let kind = match tick.kind {
        TickKind::Headline => "headline",
        TickKind::Furniture => "furniture",
        TickKind::Mention => "mention",
        TickKind::Stance => "stance",
    };
    for (name, value) in [
        ("data-kind", kind),
        ("data-colour", colour_name(tick.colour)),
        ("data-at", &tick.at.0.to_string()),
        ("title", &tick.words),
    ] {
        drawn.set_attribute(name, value).ok()?;
    }
    let share = |thousandths: u32| format!("{}.{}%", thousandths / 10, thousandths % 10);
    let top = heights.thousandths(tick.at);
    let height = heights.thousandths(tick.end).saturating_sub(top);
    drawn.style().set_property("top", &share(top)).ok()?;
    drawn.style().set_property("height", &share(height)).ok()?;
    Some(drawn)
}

/// Keeps clear of the labels and of the scroll bar, which has another width on each system, or none.
pub fn set_beside_bar(strip: &HtmlElement, scroller: &Element) {
    let labels = scroller.query_selector(".labels").ok().flatten();
    let labels = labels.and_then(|labels| labels.dyn_into::<HtmlElement>().ok());
    if let Some(scroller) = scroller.dyn_ref::<HtmlElement>() {
        let bar = scroller.offset_width() - scroller.client_width();
        let top = labels.map_or(0, |labels| labels.offset_height());
        strip.style().set_property("right", &format!("{bar}px")).ok();
        strip.style().set_property("top", &format!("{top}px")).ok();
    }
}

/// The place of the text that a press on the strip means: the tick's, else that of the height.
pub fn pressed(
    strip: &HtmlElement,
    event: &yew::MouseEvent,
    text: &Text,
    heights: &Heights,
) -> Byte {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let tick = target.and_then(|target| target.get_attribute("data-at"));
    match tick.and_then(|at| at.parse().ok()) {
        Some(at) => text.floor(Byte(at)),
        None => {
            let rect = strip.get_bounding_client_rect();
            let share = (f64::from(event.client_y()) - rect.top()) / rect.height();
            heights.place(text, share)
        }
    }
}
