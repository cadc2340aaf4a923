//! The runs of one piece of text, drawn as elements between its text nodes.

use std::rc::Rc;

use js_sys::JsString;
use wasm_bindgen::JsCast;
use web_sys::{Document, Node};

use super::words::Words;
use crate::browser::dom::{Drawn, Maker};
use crate::model::Colour;
use crate::session::{Cover, LANES, Look, Mark, Painting, Role, Run};
use crate::text::{Byte, Span, Text};

/// How many marks a tooltip names.
const NAMED: usize = 8;

/// A run as it is drawn: compared to decide what has to be drawn again.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct DrawnRun {
    span: Span,
    /// Outermost first, one for each row of underlines.
    covers: Vec<DrawnCover>,
    /// All marks on the run, the ones that share a row included.
    all: Vec<Whole>,
    /// The segment that it is a part of.
    shade: Option<&'static str>,
}

#[derive(Clone, Debug, PartialEq)]
struct DrawnCover {
    mark: Whole,
    starts: bool,
    ends: bool,
    is_focused: bool,
}

/// A mark, equal to itself only.
#[derive(Clone, Debug)]
struct Whole(Rc<Mark>);

impl PartialEq for Whole {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl DrawnRun {
    pub(super) fn of(painting: &Painting, run: &Run) -> Self {
        let is_focused = |cover: &Cover| painting.is_focused(&cover.mark);
        let shares = |cover: &Cover| usize::from(cover.mark.lane) == LANES - 1;
        // Of those that share the last row: the one in focus, or that begins here, or the innermost.
        let shown = run.covers.iter().filter(|cover| shares(cover));
        let shown = shown.max_by_key(|cover| (is_focused(cover), cover.starts));
        let is_shown = |cover: &&Cover| {
            !shares(cover) || shown.is_some_and(|shown| Rc::ptr_eq(&shown.mark, &cover.mark))
        };
        let covers = run.covers.iter().filter(is_shown).map(|cover| DrawnCover {
            mark: Whole(cover.mark.clone()),
            starts: cover.starts,
            ends: cover.ends,
            is_focused: is_focused(cover),
        });
        let all = run.covers.iter().rev().take(NAMED + 1);
        Self {
            span: run.span,
            covers: covers.collect(),
            all: all.map(|cover| Whole(cover.mark.clone())).collect(),
            shade: run.shade.and_then(super::kind_name),
        }
    }
}

/// Draws the runs of pieces. Most marks are copies of one like it, with a place and words of their own.
pub(super) struct Pen {
    document: Maker,
    at: JsString,
    record: JsString,
    title: JsString,
    under: JsString,
    moulds: Vec<(Kind, Drawn)>,
}

/// What an element has in common with those of other marks.
#[derive(PartialEq)]
struct Kind {
    role: Role,
    colour: Colour,
    lane: u8,
    is_focused: bool,
    is_suggestion: bool,
    /// Glyph and label, where a fragment starts.
    start: Option<(String, String)>,
    ends: bool,
}

/// What the run before was drawn with, for what goes on in the next one.
#[derive(Default)]
struct Recent {
    looks: Vec<(Whole, Rc<Look>)>,
    marks: Vec<(DrawnCover, Drawn)>,
}

impl Pen {
    pub(super) fn new(document: Document) -> Self {
        let [at, record, title, under] =
            ["data-at", "data-record", "title", "data-under"].map(JsString::from);
        let document = document.unchecked_into();
        Self { document, at, record, title, under, moulds: Vec::new() }
    }

    /// Brings the runs of a piece from `old` to `new`; what is the same at both ends stays.
    pub(super) fn draw(
        &mut self,
        piece: &Drawn,
        (text, span): (&Text, Span),
        old: &[DrawnRun],
        new: &[DrawnRun],
        painting: &Painting,
    ) {
        let same = old.iter().zip(new).take_while(|(old, new)| old == new).count();
        if same == old.len() && same == new.len() {
            return;
        }
        let tails = old[same..].iter().rev().zip(new[same..].iter().rev());
        let tail = tails.take_while(|(old, new)| old == new).count();
        let (gone, come) = (&old[same..old.len() - tail], &new[same..new.len() - tail]);
        let from = new[..same].last().map_or(span.start(), |run| run.span.end());
        let to = new[new.len() - tail..].first().map_or(span.end(), |run| run.span.start());

        let mut next = piece.child_nodes().get(node_count(&old[..same], span.start()));
        for _ in 0..node_count(gone, from) + u32::from(end_of(gone, from) < to) {
            let Some(node) = next else { break };
            next = node.next_sibling();
            piece.remove_child(&node).ok();
        }
        let words = Words::of(text, span);
        let mut recent = Recent::default();
        let mut at = from;
        for run in come {
            self.insert_text(piece, &words, Span::new(at, run.span.start()), next.as_ref());
            if let Some(drawn) = self.draw_run(run, &words, painting, &mut recent) {
                piece.put_before(&drawn, next.as_ref());
            }
            at = run.span.end();
        }
        self.insert_text(piece, &words, Span::new(at, to), next.as_ref());
    }

    fn insert_text(
        &self,
        piece: &Drawn,
        words: &Words<'_>,
        span: Option<Span>,
        before: Option<&Node>,
    ) {
        if let Some(span) = span {
            piece.put_before(&self.document.text(&words.part(span)), before);
        }
    }

    /// The marks nested in one another, longest outermost, the words innermost.
    fn draw_run(
        &mut self,
        run: &DrawnRun,
        words: &Words<'_>,
        painting: &Painting,
        recent: &mut Recent,
    ) -> Option<Drawn> {
        recent.keep_for(run);
        let mut outermost: Option<Drawn> = None;
        let mut innermost: Option<Drawn> = None;
        for cover in &run.covers {
            let mark = self.draw_cover(cover, painting, recent)?;
            mark.set_number(&self.at, run.span.start().0);
            let spans = cover.mark.0.fragments.spans();
            if cover.starts && spans.len() > 1 {
                let part = spans.partition_point(|span| span.start() <= run.span.start());
                mark.set_attribute("data-part", &format!("{part}/{}", spans.len())).ok()?;
            }
            if let Some(parent) = &innermost {
                parent.set(&self.under, &"".into());
                parent.put(&mark);
            }
            outermost.get_or_insert_with(|| mark.clone());
            innermost = Some(mark);
        }
        if run.all.len() > 1 {
            innermost.as_ref()?.set(&self.title, &recent.tooltip(run, painting).into());
        }
        if let Some(innermost) = &innermost {
            innermost.set_words(&words.part(run.span));
        }
        match run.shade {
            Some(segment) => self.shade(&words.part(run.span), segment, outermost),
            None => outermost,
        }
    }

    /// The words of a segment that is not a whole piece, around their marks if they have any.
    #[inline(never)] // not in the first load
    fn shade(&self, words: &JsString, segment: &str, marks: Option<Drawn>) -> Option<Drawn> {
        let shade: Drawn = self.document.create_element("span").ok()?.unchecked_into();
        shade.set_attribute("data-segment", segment).ok()?;
        match marks {
            Some(marks) => shade.put(&marks),
            None => shade.set_words(words),
        }
        Some(shade)
    }

    /// A mark's element in a run, but for its place.
    fn draw_cover(
        &mut self,
        cover: &DrawnCover,
        painting: &Painting,
        recent: &mut Recent,
    ) -> Option<Drawn> {
        if let Some((_, known)) = recent.marks.iter().find(|(known, _)| known == cover) {
            return Some(known.copy());
        }
        let look = recent.look(&cover.mark, painting);
        let drawn = self.copy_of_mould(cover, &look)?;
        drawn.set(&self.title, &look.words.as_str().into());
        if let Some(record) = &cover.mark.0.record {
            drawn.set(&self.record, &record.as_str().into());
        }
        if !(cover.starts && cover.ends) {
            recent.marks.push((cover.clone(), drawn.copy()));
        }
        Some(drawn)
    }

    fn copy_of_mould(&mut self, cover: &DrawnCover, look: &Look) -> Option<Drawn> {
        let mark = &cover.mark.0;
        let kind = Kind {
            role: mark.role,
            colour: look.colour,
            lane: mark.lane,
            is_focused: cover.is_focused,
            is_suggestion: look.is_suggestion,
            start: cover.starts.then(|| (look.glyph.clone(), look.label.clone())),
            ends: cover.ends,
        };
        if let Some((_, mould)) = self.moulds.iter().find(|(known, _)| *known == kind) {
            return Some(mould.copy());
        }
        let mould: Drawn = self.document.create_element("mark").ok()?.unchecked_into();
        let set = |name: &str, value: &str| mould.set_attribute(name, value).ok();
        set("data-role", role_name(kind.role))?;
        set("data-colour", crate::ui::colour_name(kind.colour))?;
        set("data-lane", &kind.lane.to_string())?;
        if kind.is_focused {
            set("data-focused", "")?;
        }
        if kind.is_suggestion {
            set("data-suggested", "")?;
        }
        if let Some((glyph, label)) = &kind.start {
            set("data-glyph", glyph)?;
            set("data-label", label)?;
        }
        if kind.ends {
            set("data-ends", "")?;
        }
        let copy = mould.copy();
        self.moulds.push((kind, mould));
        Some(copy)
    }
}

impl Recent {
    /// Forgets what is not on the run.
    fn keep_for(&mut self, run: &DrawnRun) {
        let is_on = |mark: &Whole| {
            run.all.contains(mark) || run.covers.iter().any(|cover| cover.mark == *mark)
        };
        self.looks.retain(|(mark, _)| is_on(mark));
        self.marks.retain(|(cover, _)| is_on(&cover.mark));
    }

    fn look(&mut self, mark: &Whole, painting: &Painting) -> Rc<Look> {
        if let Some((_, look)) = self.looks.iter().find(|(known, _)| known == mark) {
            return look.clone();
        }
        let look = Rc::new(painting.look(&mark.0));
        self.looks.push((mark.clone(), look.clone()));
        look
    }

    /// Everything that covers a run, innermost first.
    fn tooltip(&mut self, run: &DrawnRun, painting: &Painting) -> String {
        let mut lines = String::new();
        for mark in run.all.iter().take(NAMED) {
            lines.push_str(if lines.is_empty() { "" } else { "\n" });
            lines.push_str(&self.look(mark, painting).words);
        }
        if run.all.len() > NAMED {
            lines.push_str("\nand more");
        }
        lines
    }
}

/// How many nodes draw the runs, with the text before each, from a position on.
fn node_count(runs: &[DrawnRun], from: Byte) -> u32 {
    let mut at = from;
    let mut count = 0;
    for run in runs {
        count += 1 + u32::from(at < run.span.start());
        at = run.span.end();
    }
    count
}

fn end_of(runs: &[DrawnRun], from: Byte) -> Byte {
    runs.last().map_or(from, |run| run.span.end())
}

fn role_name(role: Role) -> &'static str {
    match role {
        Role::Mention => "mention",
        Role::Expression => "expression",
        Role::Cue => "cue",
        Role::Evidence => "evidence",
        Role::Draft => "draft",
    }
}
