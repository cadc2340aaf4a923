//! Lines in the text from the words of the stance in focus to its holder and target, and labels at
//! the edges for those that are out of sight. For screen readers the stance's card says the same.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::super::surface::Surface;
use super::super::{colour_name, on};
use super::floating::{View, set_px};
use crate::model::Codebook;
use crate::session::{Action, Arcs, End};
use crate::text::{Step, Towards, step};

/// How far a line bows out, at least and at most, and between two places on one line, in CSS pixels.
const BOW_PX: (i32, i32) = (14, 90);
const LEVEL_BOW_PX: (i32, i32) = (10, 24);

/// The lines and labels on the page, and what they show.
#[derive(Clone, Default)]
pub(super) struct Drawn {
    svg: NodeRef,
    edges: NodeRef,
    shown: Rc<RefCell<Vec<(String, &'static str)>>>,
}

/// Where a part stands in the scrolled content.
pub(super) struct Measured {
    end: End,
    x: i32,
    top: i32,
    bottom: i32,
    /// Whether it is measured, not guessed by its block.
    is_near: bool,
}

/// Where all parts stand, and what of the content is in sight.
pub(super) struct Sight {
    parts: Vec<Measured>,
    top: i32,
    bottom: i32,
    /// The height of the labels over the top of the view.
    head: i32,
}

fn name(end: End) -> &'static str {
    match end {
        End::Words => "words",
        End::Holder => "holder",
        End::Target => "target",
    }
}

impl Drawn {
    /// The lines' elements, which are in the scrolled content.
    #[inline(never)] // not in the first load
    pub(super) fn lines(&self, arcs: &Arcs, codebook: &Codebook) -> Html {
        let style = arcs.polarity.and_then(|polarity| codebook.polarity(polarity));
        html! {
            <svg class="arcs" ref={self.svg.clone()} aria-hidden="true" data-colour={style.map(|style| colour_name(style.colour))}>
                { for [End::Holder, End::Target].map(|end| html! {
                    <g key={name(end)} data-end={name(end)}><path class="ground" /><path /><circle r="4" /></g>
                }) }
            </svg>
        }
    }

    /// The labels' elements, which stay at the edges. The card has the same for the keyboard.
    #[inline(never)] // not in the first load
    pub(super) fn labels(&self, arcs: &Arcs, dispatch: &Callback<Action>) -> Html {
        html! {
            <div class="arc-ends" ref={self.edges.clone()} aria-hidden="true">
                { for arcs.places.iter().map(|place| html! {
                    <button key={name(place.end)} type="button" tabindex="-1" data-end={name(place.end)} data-edge="none"
                        onclick={on(dispatch, Action::StanceEndVisited(place.end))}><span dir="auto">{ &place.name }</span></button>
                }) }
            </div>
        }
    }

    /// Where everything is. What is far is taken to be where its block is: to measure there would lay
    /// the text out there.
    #[inline(never)] // not in the first load
    pub(super) fn measure(
        &self,
        arcs: &Arcs,
        surface: &Surface,
        scroller: &Element,
        view: &View,
    ) -> Sight {
        let text = surface.text();
        let parts = arcs.places.iter().filter_map(|place| {
            let at = place.span.start();
            let is_near = surface.is_near(at);
            let (x, top, bottom) = if is_near {
                let first = surface.rect(at, step(text, at, Step::Character, Towards::End))?;
                let whole = surface.rect(at, place.span.end())?;
                let is_one_line = whole.bottom - whole.top < 1.5 * (first.bottom - first.top);
                let x = if is_one_line {
                    f64::midpoint(whole.left, whole.right)
                } else {
                    first.left + 8.0
                };
                (x, first.top, first.bottom)
            } else {
                let (left, right, middle) = surface.block_around(at);
                (f64::midpoint(left, right), middle, middle)
            };
            let (x, top) = view.inside(x, top);
            let (_, bottom) = view.inside(0.0, bottom);
            Some(Measured { end: place.end, x, top, bottom, is_near })
        });
        let labels = scroller.query_selector(".labels").ok().flatten();
        Sight {
            parts: parts.collect(),
            top: scroller.scroll_top(),
            bottom: scroller.scroll_top() + scroller.client_height(),
            head: labels.map_or(0, |labels| labels.get_bounding_client_rect().height() as i32),
        }
    }

    /// Draws what was measured, as far as it is shown otherwise.
    #[inline(never)] // not in the first load
    pub(super) fn draw(&self, sight: &Sight) {
        let words = sight.parts.iter().find(|part| part.end == End::Words);
        let lines: Vec<(String, &'static str)> = sight
            .parts
            .iter()
            .map(|part| {
                let line = words.map_or_else(String::new, |words| line(words, part));
                (line, edge(part, sight))
            })
            .collect();
        let is_same = std::mem::replace(&mut *self.shown.borrow_mut(), lines.clone()) == lines;
        let (Some(svg), Some(edges)) =
            (self.svg.cast::<Element>(), self.edges.cast::<HtmlElement>())
        else {
            return;
        };
        let is_drawn = svg.has_attribute("data-drawn");
        if is_same && is_drawn {
            return;
        }
        svg.set_attribute("data-drawn", "").ok();
        set_px(&edges, "top", f64::from(sight.head));
        for end in [End::Holder, End::Target] {
            let part = sight.parts.iter().position(|part| part.end == end);
            let drawn = part.map(|at| (lines[at].0.as_str(), &sight.parts[at]));
            if let Some(group) = child(&svg, name(end)) {
                draw_line(&group, drawn);
            }
        }
        for (part, (_, edge)) in sight.parts.iter().zip(&lines) {
            if let Some(label) = child(&edges, name(part.end)) {
                label.set_attribute("data-edge", edge).ok();
            }
        }
    }
}

fn child(of: &Element, end: &str) -> Option<Element> {
    of.query_selector(&format!("[data-end={end}]")).ok().flatten()
}

fn draw_line(group: &Element, drawn: Option<(&str, &Measured)>) {
    let (line, part) = drawn.map_or(("", None), |(line, part)| (line, Some(part)));
    let paths = group.children();
    for at in 0..paths.length() {
        let Some(shape) = paths.item(at) else { continue };
        let shape: Element = shape.unchecked_into();
        if shape.local_name() == "path" {
            shape.set_attribute("d", line).ok();
        } else {
            let part = part.filter(|part| part.is_near && !line.is_empty());
            shape.toggle_attribute_with_force("hidden", part.is_none()).ok();
            if let Some(part) = part {
                let tail = line.rsplit(' ').next().unwrap_or_default();
                shape.set_attribute("cx", &part.x.to_string()).ok();
                shape.set_attribute("cy", tail).ok();
            }
        }
    }
}

/// The edge of the view that a part is beyond.
fn edge(part: &Measured, sight: &Sight) -> &'static str {
    if part.bottom <= sight.top + sight.head {
        "up"
    } else if part.top >= sight.bottom {
        "down"
    } else {
        "none"
    }
}

/// From the words to a part: over both where they are on one line, else from the near side of one to
/// that of the other.
fn line(words: &Measured, part: &Measured) -> String {
    if part.end == End::Words {
        return String::new();
    }
    let (a, b) = (words.x, part.x);
    let is_level = (words.top - part.top).abs() < 4;
    let (from, to) = if is_level {
        (words.top, part.top)
    } else if part.top < words.top {
        (words.top, part.bottom)
    } else {
        (words.bottom, part.top)
    };
    let bow = if is_level {
        ((a - b).abs() / 6).clamp(LEVEL_BOW_PX.0, LEVEL_BOW_PX.1)
    } else {
        ((from - to).abs() / 2).clamp(BOW_PX.0, BOW_PX.1)
    };
    let (out, into) = match (is_level, to < from) {
        (true, _) => (from - bow, to - bow),
        (false, true) => (from - bow, to + bow),
        (false, false) => (from + bow, to - bow),
    };
    format!("M{a} {from} C{a} {out} {b} {into} {b} {to}")
}
