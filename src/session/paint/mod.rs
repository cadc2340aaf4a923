//! Overlapping annotations → flat runs per paragraph, each with the marks that cover it.

use std::collections::BTreeSet;

use super::{Desk, words};
use crate::model::{Codebook, Colour, Layer, Project, Record, RecordId};
use crate::order;
use crate::text::{Byte, Fragments, Span, Text};

/// What a mark shows of its record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The words of a mention.
    Mention,
    /// The words that carry a stance.
    Expression,
    /// The words that attribute it.
    Cue,
    /// The passage behind it.
    Evidence,
    /// The words of a stance that is being written.
    Draft,
}

/// A record's stretch on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The record; `None` for a draft.
    pub record: Option<RecordId>,
    /// What of the record it is.
    pub role: Role,
    /// Its place.
    pub fragments: Fragments,
    /// Its colour.
    pub colour: Colour,
    /// What stands before it.
    pub glyph: String,
    /// What it is, for screen readers and tooltips.
    pub words: String,
    /// The underline's row, 0 next to the text.
    pub lane: u8,
    /// Whether the record is in focus.
    pub is_focused: bool,
}

/// A stretch of one paragraph under the same marks throughout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Where it stands.
    pub span: Span,
    /// What covers it, outermost (longest) first; never empty.
    pub covers: Vec<Cover>,
}

/// One mark's part in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cover {
    /// The mark, by its place in [`Painting::marks`].
    pub mark: usize,
    /// Whether a fragment of the mark begins here.
    pub starts: bool,
    /// Whether a fragment of the mark ends here.
    pub ends: bool,
}

/// The marks of one article, ready to be drawn.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Painting {
    /// The marks, longest first among those that begin at the same place.
    pub marks: Vec<Mark>,
    /// Every fragment with its mark's place, by start.
    fragments: Vec<(Span, usize)>,
    /// The greatest end among this fragment and all before it, so that a search can stop.
    reach: Vec<Byte>,
}

/// Rows of underlines; deeper marks share the last one.
const LANES: usize = 6;

/// Lays out the open article's marks. [`Desk::painting`] keeps the result.
pub fn paint(desk: &Desk) -> Painting {
    let Some(article) = desk.open_article() else { return Painting::default() };
    let mut marks = Vec::new();
    if let Some(layer) = desk.open_layer() {
        marks_of_layer(&desk.work.project, layer, &article.text, &mut marks);
    }
    for mark in &mut marks {
        mark.is_focused = mark.record.is_some() && mark.record == desk.focus;
    }
    if let Some(fragments) = desk.new_draft().and_then(|draft| draft.stance.expression.clone()) {
        marks.push(Mark {
            record: None,
            role: Role::Draft,
            fragments,
            colour: Colour::Grey,
            glyph: "…".to_owned(),
            words: "stance being written".to_owned(),
            lane: 0,
            is_focused: true,
        });
    }
    Painting::new(marks)
}

fn marks_of_layer(project: &Project, layer: &Layer, text: &Text, marks: &mut Vec<Mark>) {
    let codebook = &project.codebook;
    for record in layer.records.values() {
        let mut push = |role, fragments: &Fragments, (colour, glyph): (Colour, &str)| {
            marks.push(Mark {
                record: Some(record.id().clone()),
                role,
                fragments: fragments.clone(),
                colour,
                glyph: glyph.to_owned(),
                words: words::record(project, text, record),
                lane: 0,
                is_focused: false,
            });
        };
        match record {
            Record::Mention(mention) => {
                let style = codebook.entity_type(&mention.entity_type);
                let style = style.map_or((Colour::Grey, "?"), |t| (t.colour, t.glyph.as_str()));
                push(Role::Mention, &mention.fragments, style);
            }
            Record::Stance(stance) => {
                let style = polarity_style(codebook, stance.polarity);
                let parts = [
                    (Role::Expression, &stance.expression, style),
                    (Role::Cue, &stance.cue, (style.0, "cue")),
                    (Role::Evidence, &stance.evidence, (style.0, "evi")),
                ];
                for (role, fragments, style) in parts {
                    if let Some(fragments) = fragments {
                        push(role, fragments, style);
                    }
                }
            }
            Record::DocumentStance(_) => {}
        }
    }
}

fn polarity_style(codebook: &Codebook, polarity: crate::model::Polarity) -> (Colour, &str) {
    codebook.polarity(polarity).map_or((Colour::Grey, "?"), |p| (p.colour, p.glyph.as_str()))
}

impl Painting {
    /// Orders the marks, gives them lanes and indexes their fragments.
    pub fn new(mut marks: Vec<Mark>) -> Self {
        order::sort_by(&mut marks, |a, b| order(a).cmp(&order(b)));
        assign_lanes(&mut marks);
        let mut fragments: Vec<(Span, usize)> = marks
            .iter()
            .enumerate()
            .flat_map(|(at, mark)| mark.fragments.spans().iter().map(move |span| (*span, at)))
            .collect();
        order::sort_by(&mut fragments, Ord::cmp);
        let mut furthest = Byte(0);
        let reach = fragments.iter().map(|(span, _)| {
            furthest = furthest.max(span.end());
            furthest
        });
        let reach = reach.collect();
        Self { marks, fragments, reach }
    }

    /// The runs within a stretch, in text order; unmarked text has none.
    pub fn runs(&self, within: Span) -> Vec<Run> {
        let mut parts: Vec<(Span, usize, Span)> = self
            .touching(within)
            .filter_map(|(span, mark)| Some((span.intersection(within)?, mark, span)))
            .collect();
        let mut cuts: Vec<Byte> =
            parts.iter().flat_map(|(part, ..)| [part.start(), part.end()]).collect();
        order::sort_by(&mut cuts, Ord::cmp);
        cuts.dedup();
        order::sort_by_key(&mut parts, |(_, mark, _)| *mark);
        let mut runs: Vec<Run> = cuts
            .windows(2)
            .filter_map(|cut| Some(Run { span: Span::new(cut[0], cut[1])?, covers: Vec::new() }))
            .collect();
        for (part, mark, whole) in parts {
            let from = runs.partition_point(|run| run.span.start() < part.start());
            for run in runs[from..].iter_mut().take_while(|run| run.span.start() < part.end()) {
                run.covers.push(Cover {
                    mark,
                    starts: run.span.start() == whole.start(),
                    ends: run.span.end() == whole.end(),
                });
            }
        }
        runs.retain(|run| !run.covers.is_empty());
        runs
    }

    /// Every record with the start of its first mark, in the marks' order.
    pub fn records(&self) -> Vec<(&RecordId, Byte)> {
        let mut records: Vec<(&RecordId, Byte)> = Vec::new();
        let mut seen = BTreeSet::new();
        for mark in &self.marks {
            if let Some(record) = mark.record.as_ref().filter(|record| seen.insert(*record)) {
                records.push((record, mark.fragments.first().start()));
            }
        }
        records
    }

    /// The marks that cover the character at `at`, shortest first.
    pub fn at(&self, at: Byte) -> Vec<&Mark> {
        let Some(here) = Span::new(at, Byte(at.0 + 1)) else { return Vec::new() };
        let mut marks: Vec<&Mark> =
            self.touching(here).map(|(_, mark)| &self.marks[mark]).collect();
        order::sort_by_key(&mut marks, |mark| mark.fragments.byte_len());
        marks
    }

    fn touching(&self, within: Span) -> impl Iterator<Item = (Span, usize)> {
        let from = self.reach.partition_point(|reach| *reach <= within.start());
        self.fragments[from..]
            .iter()
            .copied()
            .take_while(move |(span, _)| span.start() < within.end())
            .filter(move |(span, _)| span.overlaps(within))
    }
}

fn order(mark: &Mark) -> (Byte, std::cmp::Reverse<u32>, Role, Option<&RecordId>) {
    let hull = mark.fragments.hull();
    (hull.start(), std::cmp::Reverse(hull.len()), mark.role, mark.record.as_ref())
}

/// Gives each mark the lowest row that no mark on the same stretch has.
fn assign_lanes(marks: &mut [Mark]) {
    let mut busy_until = [Byte(0); LANES];
    for mark in marks {
        let hull = mark.fragments.hull();
        let free = busy_until.iter().position(|end| *end <= hull.start()).unwrap_or(LANES - 1);
        busy_until[free] = busy_until[free].max(hull.end());
        mark.lane = free as u8;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn mark(spans: &[(u32, u32)]) -> Mark {
        let spans = spans.iter().filter_map(|(a, b)| Span::new(Byte(*a), Byte(*b)));
        Mark {
            record: None,
            role: Role::Mention,
            fragments: Fragments::new(spans.collect()).unwrap(),
            colour: Colour::Blue,
            glyph: String::new(),
            words: String::new(),
            lane: 0,
            is_focused: false,
        }
    }

    /// Paints over `text` and writes each run as `[words:mark,mark]`, `<` and `>` for its ends.
    fn check(text: &str, marks: &[&[(u32, u32)]], expected: &str) {
        let painting = Painting::new(marks.iter().map(|spans| mark(spans)).collect());
        let whole = Span::new(Byte(0), Byte::at(text.len())).unwrap();
        let mut shown = String::new();
        for run in painting.runs(whole) {
            let covers = run.covers.iter().map(|cover| {
                let (start, end) =
                    (if cover.starts { "<" } else { "" }, if cover.ends { ">" } else { "" });
                format!("{start}{}{end}", cover.mark)
            });
            let covers = covers.collect::<Vec<_>>().join(",");
            shown += &format!("[{}:{covers}]", &text[run.span.range()]);
        }
        assert_eq!(shown, expected);
    }

    #[test]
    fn nested_crossing_and_split_marks_become_flat_runs() {
        check("Ada met Carl", &[&[(0, 3)]], "[Ada:<0>]");
        check("Ada met Carl", &[&[(0, 12)], &[(4, 7)]], "[Ada :<0][met:0,<1>][ Carl:0>]");
        check("abcdef", &[&[(0, 4)], &[(2, 6)]], "[ab:<0][cd:0>,<1][ef:1>]");
        check("abcdef", &[&[(0, 2), (4, 6)]], "[ab:<0>][ef:<0>]");
    }

    #[test]
    fn overlapping_marks_have_rows_of_their_own() {
        let painting = Painting::new(vec![mark(&[(0, 9)]), mark(&[(2, 4)]), mark(&[(5, 8)])]);
        let lanes: Vec<u8> = painting.marks.iter().map(|mark| mark.lane).collect();
        assert_eq!(lanes, [0, 1, 1]);
    }

    #[test]
    fn the_shortest_mark_at_a_place_comes_first() {
        let painting = Painting::new(vec![mark(&[(0, 9)]), mark(&[(2, 4)]), mark(&[(5, 8)])]);
        let found: Vec<u32> = painting.at(Byte(3)).iter().map(|m| m.fragments.byte_len()).collect();
        assert_eq!(found, [2, 9]);
        assert!(painting.at(Byte(9)).is_empty());
    }

    proptest! {
        /// The naive painter asks every mark about every byte.
        #[test]
        fn runs_equal_a_naive_painters(
            marks in prop::collection::vec(
                prop::collection::vec((0u32..40, 1u32..12), 1..4), 0..12),
            within in (0u32..40, 1u32..40),
        ) {
            let spans = |pairs: &[(u32, u32)]| -> Vec<(u32, u32)> {
                pairs.iter().map(|(start, len)| (*start, start + len)).collect()
            };
            let painting = Painting::new(marks.iter().map(|pairs| mark(&spans(pairs))).collect());
            let within = Span::new(Byte(within.0), Byte(within.0 + within.1)).unwrap();
            let runs = painting.runs(within);
            for at in 0..60 {
                let at = Byte(at);
                let naive: Vec<usize> = (0..painting.marks.len())
                    .filter(|mark| within.contains(at) && painting.marks[*mark].fragments.contains(at))
                    .collect();
                let run = runs.iter().find(|run| run.span.contains(at));
                let found: Vec<usize> =
                    run.map_or(Vec::new(), |run| run.covers.iter().map(|c| c.mark).collect());
                prop_assert_eq!(found, naive);
            }
            for pair in runs.windows(2) {
                prop_assert!(pair[0].span.end() <= pair[1].span.start());
            }
        }
    }
}
