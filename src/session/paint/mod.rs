//! Overlapping annotations → flat runs per piece of text, each with the marks that cover it.
//!
//! A [`Painting`] is brought from one state of the layer to the next by the records that differ:
//! only the blocks under their words become other ones.

mod index;
mod look;
mod runs;

#[cfg(test)]
mod tests;

use std::rc::Rc;

use self::index::{Index, Kept};
use super::{Desk, LedgerFilter};
use crate::model::{Article, Layer, LayerId, Project, Record, RecordId};
use crate::order;
use crate::text::{Byte, Fragments, Pieces, Span, Text};

pub use index::Block;
pub use look::Look;
pub use runs::{Cover, Run, shaded};

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
#[derive(Clone, Debug)]
pub struct Mark {
    /// The record; `None` for a draft.
    pub record: Option<RecordId>,
    /// What of the record it is.
    pub role: Role,
    /// Its place.
    pub fragments: Fragments,
    /// The underline's row, 0 next to the text.
    pub lane: u8,
    /// Whether the record's first words are these.
    is_first: bool,
    /// What it is drawn by; `None` for a draft.
    source: Option<Record>,
}

/// Rows of underlines. The first marks on a stretch have one each; all others share the last one.
pub const LANES: usize = 5;

/// The marks of one article, ready to be drawn.
#[derive(Clone, Debug, Default)]
pub struct Painting {
    /// The record in focus.
    pub focus: Option<RecordId>,
    scene: Option<Scene>,
}

/// What is painted.
#[derive(Clone, Debug)]
struct Scene {
    name: LayerId,
    text: Text,
    layer: Option<Rc<Layer>>,
    project: Rc<Project>,
    draft: Option<Fragments>,
    /// Whether what was rejected is painted, and nothing else.
    of_rejected: bool,
    index: Index,
    /// Another one whenever marks that stay may look different.
    looks: Rc<()>,
}

/// Lays out the open article's marks from nothing. [`Desk::painting`] keeps the result and brings
/// it up to date, in which marks keep their rows.
pub fn paint(desk: &Desk) -> Painting {
    Painting::default().brought_to(desk)
}

impl Painting {
    /// The painting of what is on the desk now, made from this one as far as that goes.
    pub(super) fn brought_to(&self, desk: &Desk) -> Self {
        let (Some(article), Some(name)) = (desk.open_article(), desk.open_layer_id()) else {
            return Self::default();
        };
        let draft = desk.new_draft().and_then(|draft| draft.stance.expression.as_ref());
        let of_rejected = desk.ledger == LedgerFilter::Rejected;
        let painting = self.brought_to_layer(desk, article, name, draft, of_rejected);
        Self { focus: desk.focus.clone(), ..painting }
    }

    /// The same of any article's layer, without a focus.
    pub(super) fn brought_to_layer(
        &self,
        desk: &Desk,
        article: &Article,
        name: LayerId,
        draft: Option<&Fragments>,
        of_rejected: bool,
    ) -> Self {
        let project = Rc::clone(&desk.work.project);
        let known = self.scene.as_ref();
        let scene = known.filter(|known| {
            let is_same = known.name == name && known.of_rejected == of_rejected;
            is_same && known.text == article.text
        });
        let mut scene = scene.cloned().unwrap_or_else(|| Scene {
            name,
            text: article.text.clone(),
            layer: None,
            project: Rc::clone(&project),
            draft: None,
            of_rejected,
            index: Index::new(Pieces::of(&article.text).block_starts()),
            looks: Rc::new(()),
        });
        scene.take_layer(project.layer(&scene.name));
        scene.take_draft(draft);
        if !look::is_same(&scene.project, &project) {
            scene.looks = Rc::new(());
        }
        scene.project = project;
        Self { focus: None, scene: Some(scene) }
    }

    /// The marks of a block, for one that the text's [`Pieces`] have.
    pub fn block(&self, block: usize) -> Option<&Block> {
        self.scene.as_ref()?.index.block(block)
    }

    /// Whether marks that both have look the same in both.
    pub fn looks_like(&self, other: &Self) -> bool {
        let looks = |painting: &Self| painting.scene.as_ref().map(|scene| scene.looks.clone());
        match (looks(self), looks(other)) {
            (Some(a), Some(b)) => Rc::ptr_eq(&a, &b),
            (a, b) => a.is_none() && b.is_none(),
        }
    }

    /// What a mark looks like and what it says.
    pub fn look(&self, mark: &Mark) -> Look {
        match (&self.scene, &mark.source) {
            (Some(scene), Some(record)) => Look::of(&scene.project, &scene.text, record, mark.role),
            _ => Look::of_draft(),
        }
    }

    /// Whether a mark's record is in focus; a stance that is being written always is.
    pub fn is_focused(&self, mark: &Mark) -> bool {
        mark.record == self.focus || mark.record.is_none()
    }

    /// The runs within a stretch, in text order; unmarked text has none.
    pub fn runs(&self, within: Span) -> Vec<Run> {
        self.scene.as_ref().map_or(Vec::new(), |scene| runs::runs(&scene.index, within))
    }

    /// All marks, by start, longest first among those that begin at the same place.
    pub fn marks(&self) -> impl Iterator<Item = &Rc<Mark>> {
        self.scene.iter().flat_map(|scene| scene.index.marks())
    }

    /// Every record with the start of its first mark, in the marks' order.
    pub fn records(&self) -> Vec<(&RecordId, Byte)> {
        let first = self.marks().filter(|mark| mark.is_first);
        first.filter_map(|mark| Some((mark.record.as_ref()?, mark.start()))).collect()
    }

    /// The marks that cover the character at `at`, shortest first.
    pub fn at(&self, at: Byte) -> Vec<&Mark> {
        let (Some(here), Some(scene)) = (Span::new(at, Byte(at.0 + 1)), &self.scene) else {
            return Vec::new();
        };
        let mut marks: Vec<&Mark> =
            scene.index.touching(here).into_iter().map(|mark| &**mark).collect();
        order::sort_by_key(&mut marks, |mark| mark.fragments.byte_len());
        marks
    }
}

impl Scene {
    fn take_layer(&mut self, now: Option<&Rc<Layer>>) {
        let before = self.layer.take();
        let (gone, come) = Layer::changes(before.as_deref(), now.map(|layer| &**layer));
        let of_rejected = self.of_rejected;
        let is_shown = move |record: &&Record| record.provenance().is_rejected() == of_rejected;
        let mut kept = Kept::default();
        for record in gone.into_iter().filter(is_shown) {
            for mark in marks_of(record) {
                kept.note(&mark, self.index.remove(&mark));
            }
        }
        // By id, which within a session is the order in which they were made.
        for record in come.into_iter().filter(is_shown) {
            for mark in marks_of(record) {
                let lane = kept.lane(&mark);
                self.index.insert(mark, lane);
            }
        }
        self.layer = now.cloned();
    }

    fn take_draft(&mut self, now: Option<&Fragments>) {
        if self.draft.as_ref() != now {
            let before = self.draft.take().and_then(|words| self.index.remove(&draft_mark(words)));
            if let Some(words) = now {
                self.index.insert(draft_mark(words.clone()), before);
            }
            self.draft = now.cloned();
        }
    }
}

impl Mark {
    fn start(&self) -> Byte {
        self.fragments.first().start()
    }
}

fn draft_mark(fragments: Fragments) -> Mark {
    Mark { record: None, role: Role::Draft, fragments, lane: 0, is_first: true, source: None }
}

/// What is drawn of a record: nothing, a mention's words, a stance's up to three parts.
fn marks_of(record: &Record) -> Vec<Mark> {
    let parts = match record {
        Record::Mention(mention) => [(Role::Mention, Some(&mention.fragments)), NONE, NONE],
        Record::Stance(stance) => [
            (Role::Expression, stance.expression.as_ref()),
            (Role::Cue, stance.cue.as_ref()),
            (Role::Evidence, stance.evidence.as_ref()),
        ],
        Record::DocumentStance(_) => [NONE; 3],
    };
    let mut marks: Vec<Mark> = Vec::new();
    for (role, fragments) in parts {
        if let Some(fragments) = fragments {
            marks.push(Mark {
                record: Some(record.id().clone()),
                role,
                fragments: fragments.clone(),
                lane: 0,
                is_first: false,
                source: Some(record.clone()),
            });
        }
    }
    let first = (0..marks.len()).min_by(|a, b| index::compare(&marks[*a], &marks[*b]));
    if let Some(first) = first {
        marks[first].is_first = true;
    }
    marks
}

const NONE: (Role, Option<&Fragments>) = (Role::Mention, None);
