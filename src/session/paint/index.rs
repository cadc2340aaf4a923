//! The marks by the blocks of text that they touch.

use std::cmp::Ordering;
use std::rc::Rc;

use super::{LANES, Mark, Role};
use crate::model::RecordId;
use crate::text::{Byte, Fragments, Span};

/// The marks that touch one block of text, by start; the same `Rc` until one of them changes.
pub type Block = Rc<Vec<Rc<Mark>>>;

/// Marks in blocks. A copy shares the blocks.
#[derive(Clone, Debug)]
pub(super) struct Index {
    starts: Rc<[Byte]>,
    blocks: Vec<Block>,
    /// No mark of the block reaches further than this many bytes.
    reach: Vec<u32>,
}

/// By start, the longer one first, then by role and record.
pub(super) fn compare(a: &Mark, b: &Mark) -> Ordering {
    let (one, other) = (a.fragments.hull(), b.fragments.hull());
    let by_place = one.start().cmp(&other.start()).then_with(|| other.len().cmp(&one.len()));
    by_place.then_with(|| (a.role, &a.record).cmp(&(b.role, &b.record)))
}

impl Index {
    /// No marks yet on blocks that begin there.
    pub(super) fn new(starts: impl Iterator<Item = Byte>) -> Self {
        let starts: Rc<[Byte]> = starts.collect();
        let blocks = vec![Block::default(); starts.len()];
        Self { blocks, reach: vec![0; starts.len()], starts }
    }

    pub(super) fn block(&self, block: usize) -> Option<&Block> {
        self.blocks.get(block)
    }

    /// Puts a mark in: on that row of underlines if it is free, else on the first free one.
    pub(super) fn insert(&mut self, mut mark: Mark, wanted: Option<u8>) {
        let busy = self.busy_lanes(&mark.fragments);
        let free = |lane: &u8| busy & (1 << lane) == 0;
        let last = LANES as u8 - 1;
        mark.lane = wanted.filter(free).or_else(|| (0..last).find(free)).unwrap_or(last);
        let mark = Rc::new(mark);
        let is_before = |known: &Rc<Mark>| compare(known, &mark) == Ordering::Less;
        for block in self.blocks_of(&mark.fragments) {
            let marks = Rc::make_mut(&mut self.blocks[block]);
            // As a rule they come in order.
            let at = match marks.last() {
                Some(last) if !is_before(last) => marks.partition_point(is_before),
                _ => marks.len(),
            };
            marks.insert(at, mark.clone());
            self.reach[block] = self.reach[block].max(mark.fragments.hull().len());
        }
    }

    /// Takes out the mark of the same record and role at the same place, and says on which row it was.
    pub(super) fn remove(&mut self, mark: &Mark) -> Option<u8> {
        let mut lane = None;
        for block in self.blocks_of(&mark.fragments) {
            let here = self.blocks[block].binary_search_by(|known| compare(known, mark)).ok();
            if let Some(at) = here {
                lane = Some(Rc::make_mut(&mut self.blocks[block]).remove(at).lane);
            }
        }
        lane
    }

    /// The marks with a character in that stretch, in order.
    pub(super) fn touching(&self, within: Span) -> Vec<&Rc<Mark>> {
        let mut found: Vec<&Rc<Mark>> = Vec::new();
        let blocks = self.blocks_under(within);
        let is_one = blocks.len() == 1;
        for block in blocks {
            for mark in self.candidates(block, within) {
                // A mark over several blocks stands in each of them.
                let is_known = !is_one && found.iter().any(|known| Rc::ptr_eq(known, mark));
                if !is_known {
                    found.push(mark);
                }
            }
        }
        found
    }

    /// All marks, in order.
    pub(super) fn marks(&self) -> impl Iterator<Item = &Rc<Mark>> {
        let blocks = self.blocks.iter().enumerate();
        blocks.flat_map(move |(block, marks)| {
            marks.iter().filter(move |mark| self.block_at(mark.start()) == block)
        })
    }

    fn candidates(&self, block: usize, within: Span) -> impl Iterator<Item = &Rc<Mark>> {
        let marks = &self.blocks[block];
        let ends_before = |mark: &Rc<Mark>| mark.start().0 + self.reach[block] <= within.start().0;
        marks[marks.partition_point(ends_before)..]
            .iter()
            .take_while(move |mark| mark.start() < within.end())
            .filter(move |mark| mark.fragments.spans().iter().any(|span| span.overlaps(within)))
    }

    /// The rows that marks on these words have, as bits. Looks no further once none is free.
    fn busy_lanes(&self, fragments: &Fragments) -> u32 {
        let mut busy = 0;
        for span in fragments.spans() {
            for block in self.blocks_under(*span) {
                for mark in self.candidates(block, *span) {
                    busy |= 1 << mark.lane;
                    if busy == (1 << LANES) - 1 {
                        return busy;
                    }
                }
            }
        }
        busy
    }

    fn block_at(&self, at: Byte) -> usize {
        self.starts.partition_point(|start| *start <= at).saturating_sub(1)
    }

    fn blocks_under(&self, span: Span) -> std::ops::Range<usize> {
        if self.blocks.is_empty() {
            return 0..0;
        }
        self.block_at(span.start())..self.block_at(Byte(span.end().0 - 1)) + 1
    }

    /// The blocks that hold a part of the fragments, each once.
    fn blocks_of(&self, fragments: &Fragments) -> Vec<usize> {
        let mut blocks = Vec::new();
        for span in fragments.spans() {
            let from = blocks.last().map_or(0, |last| last + 1);
            blocks.extend(self.blocks_under(*span).skip_while(|block| *block < from));
        }
        blocks
    }
}

/// The rows of marks that are taken out, for those that come in their place.
#[derive(Default)]
pub(super) struct Kept(Vec<(Option<RecordId>, Role, u8)>);

impl Kept {
    /// To be called in the order of the records' ids.
    pub(super) fn note(&mut self, mark: &Mark, lane: Option<u8>) {
        if let Some(lane) = lane {
            self.0.push((mark.record.clone(), mark.role, lane));
        }
    }

    /// The row that the mark of the same record and role had.
    pub(super) fn lane(&self, mark: &Mark) -> Option<u8> {
        let from = self.0.partition_point(|(record, ..)| *record < mark.record);
        let same = self.0[from..].iter().take_while(|(record, ..)| *record == mark.record);
        same.into_iter().find(|(_, role, _)| *role == mark.role).map(|(.., lane)| *lane)
    }
}
