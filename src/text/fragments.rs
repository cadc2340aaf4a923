//! The stretches of one annotation: one as a rule, several when it is discontinuous.

use std::rc::Rc;

use super::{Byte, Span, Text};
use crate::order;

/// One or more spans in text order that neither overlap nor touch. Cloning shares them.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fragments(Rc<[Span]>);

impl From<Span> for Fragments {
    fn from(span: Span) -> Self {
        Self(Rc::new([span]))
    }
}

impl Fragments {
    /// The given spans, sorted, with those that overlap or touch made one; `None` if there are none.
    pub fn new(mut spans: Vec<Span>) -> Option<Self> {
        order::sort_by(&mut spans, Ord::cmp);
        spans.dedup_by(|next, kept| {
            let joined = next.start() <= kept.end();
            if joined {
                *kept = kept.hull(*next);
            }
            joined
        });
        (!spans.is_empty()).then(|| Self(spans.into()))
    }

    /// The spans in text order; never empty.
    pub fn spans(&self) -> &[Span] {
        &self.0
    }

    /// The first span.
    pub fn first(&self) -> Span {
        self.0[0]
    }

    /// From the first fragment's start to the last one's end.
    pub fn hull(&self) -> Span {
        self.0[0].hull(self.0[self.0.len() - 1])
    }

    /// How many bytes the fragments hold together.
    pub fn byte_len(&self) -> u32 {
        self.0.iter().map(|span| span.len()).sum()
    }

    /// Whether the character at `at` lies in a fragment.
    pub fn contains(&self, at: Byte) -> bool {
        self.0.iter().any(|span| span.contains(at))
    }

    /// These fragments and one more.
    pub fn with(&self, span: Span) -> Self {
        let mut spans = self.0.to_vec();
        spans.push(span);
        Self::new(spans).expect("at least the added span")
    }

    /// These fragments less everything in `hole`; `None` if nothing is left.
    pub fn without(&self, hole: Span) -> Option<Self> {
        let spans = self.0.iter().flat_map(|span| {
            let before = Span::new(span.start(), span.end().min(hole.start()));
            let after = Span::new(span.start().max(hole.end()), span.end());
            before.into_iter().chain(after)
        });
        Self::new(spans.collect())
    }

    /// These fragments less the white space at the ends of each; `None` if nothing is left.
    pub fn trimmed(&self, text: &Text) -> Option<Self> {
        let spans = self.0.iter().filter_map(|span| {
            let words = text.slice(*span);
            let start = span.end().index() - words.trim_start().len();
            let end = span.start().index() + words.trim_end().len();
            Span::new(Byte::at(start), Byte::at(end))
        });
        Self::new(spans.collect())
    }

    /// The words, with ` … ` between fragments.
    pub fn words(&self, text: &Text) -> String {
        let parts: Vec<&str> = self.0.iter().map(|span| text.slice(*span)).collect();
        parts.join(" … ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn span(start: u32, end: u32) -> Span {
        Span::new(Byte(start), Byte(end)).unwrap()
    }

    fn fragments(spans: &[(u32, u32)]) -> Option<Fragments> {
        Fragments::new(spans.iter().map(|(start, end)| span(*start, *end)).collect())
    }

    #[test]
    fn spans_that_overlap_or_touch_become_one() {
        assert_eq!(fragments(&[(5, 9), (0, 3), (2, 5)]), fragments(&[(0, 9)]));
        assert_eq!(fragments(&[(6, 9), (0, 5)]).unwrap().spans().len(), 2);
        assert_eq!(fragments(&[]), None);
    }

    #[test]
    fn white_space_goes_from_the_ends_of_each_fragment() {
        let text = Text::new("Ada met \u{a0} Carl");
        assert_eq!(
            fragments(&[(0, 4), (7, 15)]).unwrap().trimmed(&text),
            fragments(&[(0, 3), (11, 15)])
        );
        assert_eq!(fragments(&[(3, 4), (7, 10)]).unwrap().trimmed(&text), None);
    }

    #[test]
    fn a_hole_splits_shortens_or_empties() {
        let whole = fragments(&[(2, 8)]).unwrap();
        assert_eq!(whole.without(span(4, 5)), fragments(&[(2, 4), (5, 8)]));
        assert_eq!(whole.without(span(0, 4)), fragments(&[(4, 8)]));
        assert_eq!(whole.without(span(0, 9)), None);
        assert_eq!(whole.without(span(0, 2)), Some(whole));
    }
}
