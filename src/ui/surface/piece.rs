//! The runs of one piece of text, drawn as elements between its text nodes.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Document, Element, Node};

use crate::session::{Cover, LANES, Mark, Painting, Role, Run};
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

/// Where pieces are drawn.
pub(super) struct Page<'a> {
    pub(super) document: &'a Document,
    pub(super) text: &'a Text,
}

impl Page<'_> {
    /// Brings the runs of a piece from `old` to `new`; what is the same at both ends stays.
    pub(super) fn draw(
        &self,
        piece: &Element,
        span: Span,
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
        let mut at = from;
        let mut moulds = Vec::new();
        for run in come {
            self.insert_text(piece, at, run.span.start(), next.as_ref());
            if let Some(drawn) = self.draw_run(run, painting, &mut moulds) {
                piece.insert_before(&drawn, next.as_ref()).ok();
            }
            at = run.span.end();
        }
        self.insert_text(piece, at, to, next.as_ref());
    }

    fn insert_text(&self, piece: &Element, from: Byte, to: Byte, before: Option<&Node>) {
        if let Some(span) = Span::new(from, to) {
            let node = self.document.create_text_node(self.text.slice(span));
            piece.insert_before(&node, before).ok();
        }
    }

    /// The marks nested in one another, longest outermost, the words innermost. `moulds` has an
    /// element for each mark of the run before, of which a copy is cheaper than a new one.
    fn draw_run(
        &self,
        run: &DrawnRun,
        painting: &Painting,
        moulds: &mut Vec<(Whole, Element)>,
    ) -> Option<Element> {
        moulds.retain(|(mark, _)| run.covers.iter().any(|cover| cover.mark == *mark));
        let mut outermost: Option<Element> = None;
        let mut innermost: Option<Element> = None;
        for cover in &run.covers {
            let mould = match moulds.iter().find(|(mark, _)| *mark == cover.mark) {
                Some((_, mould)) => mould.clone(),
                None => {
                    let mould = self.mould(cover, painting)?;
                    moulds.push((cover.mark.clone(), mould.clone()));
                    mould
                }
            };
            let mark = mould.clone_node().ok()?.unchecked_into::<Element>();
            part(&mark, cover, run.span.start(), painting)?;
            if let Some(parent) = &innermost {
                parent.set_attribute("data-under", "").ok()?;
                parent.append_child(&mark).ok()?;
            }
            outermost.get_or_insert_with(|| mark.clone());
            innermost = Some(mark);
        }
        if run.all.len() > 1 {
            innermost.as_ref()?.set_attribute("title", &tooltip(run, painting)).ok()?;
        }
        if let Some(innermost) = &innermost {
            innermost.set_text_content(Some(self.text.slice(run.span)));
        }
        match run.shade {
            Some(segment) => self.shade(run, segment, outermost),
            None => outermost,
        }
    }

    /// The words of a segment that is not a whole piece, around their marks if they have any.
    #[inline(never)] // not in the first load
    fn shade(&self, run: &DrawnRun, segment: &str, marks: Option<Element>) -> Option<Element> {
        let shade = self.document.create_element("span").ok()?;
        shade.set_attribute("data-segment", segment).ok()?;
        match marks {
            Some(marks) => drop(shade.append_child(&marks).ok()?),
            None => shade.set_text_content(Some(self.text.slice(run.span))),
        }
        Some(shade)
    }

    /// What all elements of a mark have.
    fn mould(&self, cover: &DrawnCover, painting: &Painting) -> Option<Element> {
        let (mark, look) = (&cover.mark.0, painting.look(&cover.mark.0));
        let element = self.document.create_element("mark").ok()?;
        let set = |name: &str, value: &str| element.set_attribute(name, value).ok();
        set("data-role", role_name(mark.role))?;
        set("data-colour", crate::ui::colour_name(look.colour))?;
        set("data-lane", &mark.lane.to_string())?;
        set("title", &look.words)?;
        if let Some(record) = &mark.record {
            set("data-record", record.as_str())?;
        }
        if cover.is_focused {
            set("data-focused", "")?;
        }
        if look.is_suggestion {
            set("data-suggested", "")?;
        }
        Some(element)
    }
}

/// What an element of a mark has at the run that begins at `at`.
fn part(element: &Element, cover: &DrawnCover, at: Byte, painting: &Painting) -> Option<()> {
    let set = |name: &str, value: &str| element.set_attribute(name, value).ok();
    set("data-at", &at.0.to_string())?;
    if cover.starts {
        let look = painting.look(&cover.mark.0);
        set("data-glyph", &look.glyph)?;
        set("data-label", &look.label)?;
        let spans = cover.mark.0.fragments.spans();
        if spans.len() > 1 {
            let part = spans.partition_point(|span| span.start() <= at);
            set("data-part", &format!("{part}/{}", spans.len()))?;
        }
    }
    if cover.ends {
        set("data-ends", "")?;
    }
    Some(())
}

/// Everything that covers a run, innermost first.
fn tooltip(run: &DrawnRun, painting: &Painting) -> String {
    let lines = run.all.iter().take(NAMED).map(|mark| painting.look(&mark.0).words);
    let mut lines: Vec<String> = lines.collect();
    if run.all.len() > NAMED {
        lines.push("and more".to_owned());
    }
    lines.join("\n")
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
