//! The painter held against a naive one, which asks every mark about every byte.

use proptest::prelude::*;

use super::index::{Index, Kept};
use super::runs::{runs, shaded};
use super::{LANES, Mark, Role};
use crate::model::{Segment, SegmentKind};
use crate::text::{Byte, Fragments, Span};

fn span(start: u32, end: u32) -> Span {
    Span::new(Byte(start), Byte(end)).unwrap()
}

fn mark(number: usize, spans: &[(u32, u32)]) -> Mark {
    let spans = spans.iter().map(|(start, end)| span(*start, *end));
    Mark {
        record: Some(format!("r-{number:03}").into()),
        role: Role::Mention,
        fragments: Fragments::new(spans.collect()).unwrap(),
        lane: 0,
        is_first: true,
        source: None,
    }
}

/// Marks over blocks that begin there.
fn index(starts: &[u32], marks: &[&[(u32, u32)]]) -> Index {
    let mut index = Index::new(starts.iter().map(|at| Byte(*at)));
    for (number, spans) in marks.iter().enumerate() {
        index.insert(mark(number, spans), None);
    }
    index
}

/// Paints over `text` and writes each run as `[words:mark,mark]`, `<` and `>` for its ends.
fn check(text: &str, marks: &[&[(u32, u32)]], expected: &str) {
    let mut shown = String::new();
    for run in runs(&index(&[0], marks), span(0, text.len() as u32)) {
        let covers = run.covers.iter().map(|cover| {
            let (start, end) =
                (if cover.starts { "<" } else { "" }, if cover.ends { ">" } else { "" });
            format!("{start}{}{end}", number(&cover.mark))
        });
        let covers = covers.collect::<Vec<_>>().join(",");
        shown += &format!("[{}:{covers}]", &text[run.span.range()]);
    }
    assert_eq!(shown, expected);
}

fn number(mark: &Mark) -> usize {
    mark.record.as_ref().unwrap().as_str()[2..].parse().unwrap()
}

#[test]
fn nested_crossing_and_split_marks_become_flat_runs() {
    check("Ada met Carl", &[&[(0, 3)]], "[Ada:<0>]");
    check("Ada met Carl", &[&[(0, 12)], &[(4, 7)]], "[Ada :<0][met:0,<1>][ Carl:0>]");
    check("abcdef", &[&[(0, 4)], &[(2, 6)]], "[ab:<0][cd:0>,<1][ef:1>]");
    check("abcdef", &[&[(0, 2), (4, 6)]], "[ab:<0>][ef:<0>]");
}

#[test]
fn a_segment_cuts_the_runs_and_has_some_of_its_own() {
    let segment = |start, end| Segment { kind: SegmentKind::Boilerplate, span: span(start, end) };
    let painted = runs(&index(&[0], &[&[(2, 8)]]), span(0, 12));
    let shown: Vec<_> = shaded(painted, span(0, 12), &[segment(0, 4), segment(6, 10)])
        .iter()
        .map(|run| {
            let cover = run.covers.first().map(|cover| (cover.starts, cover.ends));
            (run.span.start().0, run.span.end().0, run.shade.is_some(), cover)
        })
        .collect();
    assert_eq!(
        shown,
        [
            (0, 2, true, None),
            (2, 4, true, Some((true, false))),
            (4, 6, false, Some((false, false))),
            (6, 8, true, Some((false, true))),
            (8, 10, true, None),
        ]
    );
}

fn lanes(index: &Index) -> Vec<u8> {
    let mut lanes: Vec<(usize, u8)> = index.marks().map(|it| (number(it), it.lane)).collect();
    lanes.sort_unstable();
    lanes.into_iter().map(|(_, lane)| lane).collect()
}

#[test]
fn overlapping_marks_have_rows_of_their_own() {
    assert_eq!(lanes(&index(&[0], &[&[(0, 9)], &[(2, 4)], &[(5, 8)]])), [0, 1, 1]);
    // Between its fragments a mark draws nothing.
    assert_eq!(lanes(&index(&[0], &[&[(0, 2), (6, 9)], &[(3, 5)], &[(1, 7)]])), [0, 0, 1]);
}

#[test]
fn a_row_stays_when_a_neighbour_comes_or_goes() {
    let mut index = index(&[0, 5], &[&[(2, 4)], &[(0, 9)], &[(5, 8)]]);
    assert_eq!(lanes(&index), [0, 1, 0]);
    index.insert(mark(3, &[(0, 12)]), None);
    assert_eq!(lanes(&index), [0, 1, 0, 2]);
    assert_eq!(index.remove(&mark(0, &[(2, 4)])), Some(0));
    assert_eq!(lanes(&index), [1, 0, 2]);
    // A mark that changes asks for its row, and gets another one if somebody has it.
    index.insert(mark(4, &[(2, 4)]), Some(3));
    index.insert(mark(5, &[(2, 4)]), Some(3));
    assert_eq!(lanes(&index), [1, 0, 2, 3, 0]);
}

#[test]
fn the_rows_of_changed_marks_are_found_again() {
    let mut kept = Kept::default();
    for (number, lane) in [(1, Some(3)), (2, None), (4, Some(1))] {
        kept.note(&mark(number, &[(0, 1)]), lane);
    }
    let lane = |number| kept.lane(&mark(number, &[(5, 6)]));
    assert_eq!([lane(0), lane(1), lane(2), lane(3), lane(4)], [None, Some(3), None, None, Some(1)]);
}

/// A small generator (Numerical Recipes), since proptest would take minutes for so many cases.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        (self.0 >> 33) as u32 % limit
    }

    fn mark(&mut self, number: usize) -> Mark {
        let spans: Vec<(u32, u32)> = (0..=self.below(3) / 2)
            .map(|_| {
                let start = self.below(40);
                (start, start + 1 + self.below(12))
            })
            .collect();
        mark(number, &spans)
    }
}

impl Random {
    /// Some segments in order, which may touch.
    fn segments(&mut self) -> Vec<Segment> {
        let mut at = 0;
        (0..self.below(4))
            .map(|_| {
                let start = at + self.below(9);
                at = start + 1 + self.below(9);
                let kinds = [SegmentKind::Boilerplate, SegmentKind::Caption];
                Segment { kind: kinds[self.below(2) as usize], span: span(start, at) }
            })
            .collect()
    }
}

/// Holds the runs of a stretch against what every mark and every segment says of every byte.
fn hold_against_a_naive_painter(index: &Index, marks: &[Mark], within: Span, segments: &[Segment]) {
    let runs = shaded(runs(index, within), within, segments);
    let mut next = within.start();
    for run in &runs {
        assert!(next <= run.span.start() && run.span.end() <= within.end());
        next = run.span.end();
    }
    for at in (0..60).map(Byte) {
        let run = runs.iter().find(|run| run.span.contains(at));
        let painted = run.map_or(&[][..], |run| &run.covers[..]);
        let segment = segments.iter().find(|it| within.contains(at) && it.span.contains(at));
        assert_eq!(run.and_then(|run| run.shade), segment.map(|segment| segment.kind));
        assert!(run.is_none_or(|run| run.shade.is_some() || !run.covers.is_empty()));
        let naive = marks.iter().filter(|it| within.contains(at) && it.fragments.contains(at));
        assert_eq!(painted.len(), naive.clone().count(), "at {at:?}");
        for cover in painted {
            assert!(naive.clone().any(|mark| mark.record == cover.mark.record));
            let span = run.unwrap().span;
            let has = |edge: Byte, of: fn(Span) -> Byte| {
                cover.mark.fragments.spans().iter().any(|span| of(*span) == edge)
            };
            assert_eq!(cover.starts, has(span.start(), Span::start));
            assert_eq!(cover.ends, has(span.end(), Span::end));
        }
    }
}

#[test]
fn a_hundred_thousand_random_sets_are_painted_as_by_a_naive_painter() {
    let mut random = Random(7);
    for _ in 0..100_000 {
        let marks: Vec<Mark> = (0..random.below(7) as usize).map(|n| random.mark(n)).collect();
        let mut index = Index::new([0, 9, 10, 31].map(Byte).into_iter());
        marks.iter().for_each(|mark| index.insert(mark.clone(), None));
        let start = random.below(40);
        let within = span(start, start + 1 + random.below(40));
        hold_against_a_naive_painter(&index, &marks, within, &random.segments());
    }
}

proptest! {
    /// What comes and goes one by one leaves the same marks, in the same blocks, as those that
    /// are left would alone; and no two on the same words share a row, but for the last one.
    #[test]
    fn steps_lead_where_the_outcome_alone_would(
        seed in any::<u64>(), steps in prop::collection::vec((any::<bool>(), 0u8..6), 0..40),
    ) {
        let mut random = Random(seed);
        let starts = || [0, 9, 10, 31].map(Byte).into_iter();
        let mut index = Index::new(starts());
        let mut there: Vec<Mark> = Vec::new();
        for (number, (comes, wanted)) in steps.into_iter().enumerate() {
            let before: Vec<_> = index.marks().map(|it| (it.record.clone(), it.lane)).collect();
            if comes || there.is_empty() {
                let mark = random.mark(number);
                index.insert(mark.clone(), (1..5).contains(&wanted).then_some(wanted));
                there.push(mark);
            } else {
                let gone = there.remove(random.below(there.len() as u32) as usize);
                prop_assert!(index.remove(&gone).is_some());
            }
            for mark in index.marks() {
                let lane = before.iter().find(|(record, _)| *record == mark.record);
                prop_assert!(lane.is_none_or(|(_, lane)| *lane == mark.lane), "a row moved");
                let shares = index.marks().find(|other| {
                    other.record != mark.record
                        && other.lane == mark.lane
                        && other.fragments.spans().iter().any(|span| {
                            mark.fragments.spans().iter().any(|known| known.overlaps(*span))
                        })
                });
                prop_assert!(shares.is_none() || mark.lane == LANES as u8 - 1);
            }
        }
        let mut alone = Index::new(starts());
        there.iter().for_each(|mark| alone.insert(mark.clone(), None));
        let blocks = |index: &Index| -> Vec<Vec<_>> {
            (0..4).map(|block| index.block(block).unwrap().iter().map(|it| it.record.clone()).collect()).collect()
        };
        prop_assert_eq!(blocks(&index), blocks(&alone));
        hold_against_a_naive_painter(&index, &there, span(0, 60), &random.segments());
    }
}
