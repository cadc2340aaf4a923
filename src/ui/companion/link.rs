//! Two texts on the screen: one follows the other, and what they share is painted in both.

use wasm_bindgen::JsCast;
use web_sys::{DomRect, HtmlElement, Range};

use crate::browser::highlights;
use crate::text::{Byte, Place, Shared, Side};
use crate::ui::article_view::Drawn;
use crate::ui::surface::Surface;

/// What the style sheet paints: what both texts have, and the place that was gone to.
pub(super) const NAMES: [&str; 2] = ["shared", "visited"];
/// How far down in the window one reads: a quarter.
const READING: f64 = 0.25;
/// How far behind the start of a piece of text its words are looked for at most, in bytes.
const PIECE_BYTES: u32 = 8_000;

/// Scrolls the text that is not `leader` so that what both have stands at the same height where one
/// reads. Between two shared passages it goes as far, in its measure, as the leader has.
pub(super) fn follow(texts: [&mut Drawn; 2], leader: Side, shared: &Shared) {
    let [open, beside] = texts;
    let (from, to) = if leader == Side::First { (open, beside) } else { (beside, open) };
    let [line, there] = reading_lines([from, to]);
    let (words, others) = (shared.words(leader), shared.words(leader.other()));
    let top = |surface: &Surface, word: usize, leads: bool| {
        let span = if leads { words[word] } else { others[word] };
        surface.rect(span.start(), span.end()).map(|rect| (rect.top, rect.bottom))
    };
    let [before, behind] = shared.around(leader, word_on_line(&from.surface, leader, shared, line));
    let edges = from.surface.edges();
    let start = match before {
        Some([word, _]) => top(&from.surface, word, true).map(|(_, bottom)| bottom),
        None => Some(edges.0),
    };
    let end = match behind {
        Some([word, _]) => top(&from.surface, word, true).map(|(top, _)| top),
        None => Some(edges.1),
    };
    let (Some(start), Some(end)) = (start, end) else { return };
    let share = if end > start { ((line - start) / (end - start)).clamp(0.0, 1.0) } else { 1.0 };
    let is_in_order = before.zip(behind).is_none_or(|([_, a], [_, b])| a < b);
    let nearest = if share < 0.5 { before.or(behind) } else { behind.or(before) };
    let near = nearest.map_or(Byte(0), |[_, word]| others[word].start());
    to.bring(near, |surface, _| {
        let edges = surface.edges();
        let above = match before {
            Some([_, word]) => top(surface, word, false)?.1,
            None => edges.0,
        };
        let below = match behind {
            Some([_, word]) => top(surface, word, false)?.0,
            None => edges.1,
        };
        Some(match behind {
            // The line has a word that both have.
            Some(_) if end <= line => below - there + (line - end),
            _ if is_in_order => above + (below - above) * share - there,
            _ if share < 0.5 => above - there + (line - start),
            _ => below - there + (line - end),
        })
    });
}

/// Brings a place of the text beside to the height at which it stands in the open one.
pub(super) fn show(texts: [&mut Drawn; 2], place: &Place) {
    let [open, beside] = texts;
    let at = |surface: &Surface, at: Byte| surface.rect(at, at).map(|rect| rect.top);
    let Some(height) = at(&open.surface, place[0].start) else { return };
    let [line, there] = reading_lines([open, beside]);
    beside.bring(place[1].start, |surface, _| {
        at(surface, place[1].start).map(|top| top - there - (height - line))
    });
}

/// Paints what both texts have, near the window, and the place that was gone to.
pub(super) fn paint(texts: [&mut Drawn; 2], shared: &Shared, place: Option<&Place>) {
    let (mut both, mut visited): (Vec<Range>, Vec<Range>) = Default::default();
    for (side, drawn) in [Side::First, Side::Second].into_iter().zip(texts) {
        let (surface, view) = (&drawn.surface, drawn.scroller.get_bounding_client_rect());
        let ends = [view.top() - view.height(), view.bottom() + view.height()];
        let [from, last] = ends.map(|y| surface.first_below(y));
        let paragraphs = surface.text().paragraphs();
        let to = paragraphs[surface.text().paragraph_at(last)].end;
        let spans = shared.within(side, from..to).into_iter();
        both.extend(spans.filter_map(|span| surface.range(span.start(), span.end())));
        if let Some(here) = place.map(|place| &place[side as usize]).filter(|it| !it.is_empty()) {
            visited.extend(surface.range(here.start, here.end));
        }
    }
    for (name, ranges) in NAMES.into_iter().zip([both, visited]) {
        highlights::set(name, &ranges);
    }
}

/// At which height of the viewport one reads in each text: the same where they stand side by side.
fn reading_lines(texts: [&Drawn; 2]) -> [f64; 2] {
    let views = texts.map(view);
    let line = |(top, bottom): (f64, f64)| top + (bottom - top) * READING;
    let [(top, bottom), (other_top, other_bottom)] = views;
    if bottom <= other_top || other_bottom <= top {
        return views.map(line);
    }
    [line((top.max(other_top), bottom.min(other_bottom))); 2]
}

/// From where to where a text is in sight: what sticks to the top hides a part.
fn view(drawn: &Drawn) -> (f64, f64) {
    let rect: DomRect = drawn.scroller.get_bounding_client_rect();
    let sticky = drawn.scroller.query_selector(".labels").ok().flatten();
    let sticky = sticky.and_then(|it| it.dyn_into::<HtmlElement>().ok());
    let hidden = sticky.map_or(0, |it| it.offset_height());
    (rect.top() + f64::from(hidden), rect.bottom())
}

/// The first word whose line reaches below a height of the viewport.
fn word_on_line(surface: &Surface, side: Side, shared: &Shared, line: f64) -> usize {
    let start = surface.first_below(line);
    let text = surface.text();
    let paragraph_end = text.paragraphs()[text.paragraph_at(start)].end;
    let end = paragraph_end.min(Byte(start.0 + PIECE_BYTES));
    let words = shared.words(side);
    let first = shared.word_at(side, start);
    let count = words[first..].partition_point(|word| word.start() < end);
    let is_above = |word: &crate::text::Span| {
        surface.rect(word.start(), word.end()).is_some_and(|rect| rect.bottom <= line)
    };
    first + words[first..first + count].partition_point(is_above)
}
