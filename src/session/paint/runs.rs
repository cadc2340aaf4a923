//! The sweep over a stretch of text that cuts it where a mark begins or ends.

use std::rc::Rc;

use super::Mark;
use super::index::{Index, compare};
use crate::model::{Segment, SegmentKind};
use crate::order;
use crate::text::{Byte, Span};

/// A stretch of text under the same marks throughout.
#[derive(Clone, Debug)]
pub struct Run {
    /// Where it stands.
    pub span: Span,
    /// What covers it, outermost (first to begin, or longest) first; empty only where it is shaded.
    pub covers: Vec<Cover>,
    /// The segment that it is a part of, if the segment is not a whole piece of text.
    pub shade: Option<SegmentKind>,
}

/// One mark's part in a run.
#[derive(Clone, Debug)]
pub struct Cover {
    /// The mark.
    pub mark: Rc<Mark>,
    /// Whether a fragment of the mark begins here.
    pub starts: bool,
    /// Whether a fragment of the mark ends here.
    pub ends: bool,
}

/// A fragment, as far as it lies in the stretch.
#[derive(Clone, Copy)]
struct Part<'a> {
    here: Span,
    whole: Span,
    mark: &'a Rc<Mark>,
    /// The place of its mark among all.
    rank: usize,
}

/// The runs within a stretch, in text order; unmarked text has none.
pub(super) fn runs(index: &Index, within: Span) -> Vec<Run> {
    let mut parts = Vec::new();
    let mut marks = index.touching(within);
    order::sort_by(&mut marks, |a, b| compare(a, b));
    for (rank, mark) in marks.into_iter().enumerate() {
        for whole in mark.fragments.spans() {
            if let Some(here) = whole.intersection(within) {
                parts.push(Part { here, whole: *whole, mark, rank });
            }
        }
    }
    order::sort_by_key(&mut parts, |part| (part.here.start(), part.rank));
    sweep(&parts)
}

fn sweep(parts: &[Part<'_>]) -> Vec<Run> {
    let mut runs = Vec::new();
    // What covers the place, by rank.
    let mut open: Vec<Part<'_>> = Vec::new();
    let mut coming = parts.iter().peekable();
    while let Some(next) = coming.peek().map(|part| part.here.start()) {
        let mut at = next;
        loop {
            while let Some(part) = coming.next_if(|part| part.here.start() == at) {
                let place = open.partition_point(|known| known.rank < part.rank);
                open.insert(place, *part);
            }
            let ends = open.iter().map(|part| part.here.end());
            let Some(end) = ends.chain(coming.peek().map(|part| part.here.start())).min() else {
                break;
            };
            if let Some(span) = Span::new(at, end).filter(|_| !open.is_empty()) {
                runs.push(Run {
                    span,
                    covers: open.iter().map(|part| cover(part, span)).collect(),
                    shade: None,
                });
            }
            at = end;
            open.retain(|part| part.here.end() > at);
            if open.is_empty() {
                break;
            }
        }
    }
    runs
}

/// The runs of a stretch, cut where segments begin and end, and with those of the segments' own words.
pub fn shaded(runs: Vec<Run>, within: Span, segments: &[Segment]) -> Vec<Run> {
    let first = segments.partition_point(|segment| segment.span.end() <= within.start());
    let next = segments.partition_point(|segment| segment.span.start() < within.end());
    let segments = &segments[first..next.max(first)];
    let mut shaded = Vec::new();
    let mut at = within.start();
    for run in runs {
        add_bare(&mut shaded, Span::new(at, run.span.start()), segments);
        at = run.span.end();
        add_cut(&mut shaded, run, segments);
    }
    add_bare(&mut shaded, Span::new(at, within.end()), segments);
    shaded
}

/// What of an unmarked stretch is in segments.
fn add_bare(shaded: &mut Vec<Run>, bare: Option<Span>, segments: &[Segment]) {
    for segment in segments {
        if let Some(span) = bare.and_then(|bare| bare.intersection(segment.span)) {
            shaded.push(Run { span, covers: Vec::new(), shade: Some(segment.kind) });
        }
    }
}

/// A run in the parts that segments cut it into.
fn add_cut(shaded: &mut Vec<Run>, run: Run, segments: &[Segment]) {
    let (start, end) = (run.span.start(), run.span.end());
    let mut add = |from: Byte, to: Byte, shade: Option<SegmentKind>| {
        if let Some(span) = Span::new(from, to) {
            let covers = run.covers.iter().map(|cover| Cover {
                mark: Rc::clone(&cover.mark),
                starts: cover.starts && from == start,
                ends: cover.ends && to == end,
            });
            shaded.push(Run { span, covers: covers.collect(), shade });
        }
    };
    let mut at = start;
    for segment in segments {
        if let Some(here) = run.span.intersection(segment.span) {
            add(at, here.start(), None);
            add(here.start(), here.end(), Some(segment.kind));
            at = here.end();
        }
    }
    add(at, end, None);
}

fn cover(part: &Part<'_>, span: Span) -> Cover {
    Cover {
        mark: Rc::clone(part.mark),
        starts: span.start() == part.whole.start(),
        ends: span.end() == part.whole.end(),
    }
}
