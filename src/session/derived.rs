//! What follows from the desk and is dear to compute: kept, and brought up to date by what changed.

use std::cell::RefCell;
use std::rc::Rc;

use super::registry::{Column, Lines, List, Registry, RegistryView};
use super::{Desk, LedgerFilter, Listing, Painting, comparison, gaps};
use crate::model::{AnnotatorId, LayerId, RecordId};
use crate::text::Fragments;

/// The last painting and the last ledger, each with what it was made from.
#[derive(Clone, Debug, Default)]
pub(super) struct Derived {
    painting: RefCell<Option<(Painted, Rc<Painting>)>>,
    listing: RefCell<Option<(u64, Rc<Listing>)>>,
    pub(super) comparison: comparison::Kept,
    pub(super) gaps: RefCell<gaps::Kept>,
    pub(super) gap_count: RefCell<Option<((u64, AnnotatorId), usize)>>,
    registry: RefCell<Option<(Registered, Rc<Registry>)>>,
    lines: RefCell<Option<(Lined, Rc<Lines>)>>,
}

/// Everything that a registry depends on.
type Registered = (u64, AnnotatorId);
/// Everything that its lines depend on.
type Lined = (Registered, List, String, (Column, bool));

/// Everything that a painting shows.
#[derive(Clone, Debug, PartialEq)]
struct Painted {
    revision: u64,
    layer: Option<LayerId>,
    focus: Option<RecordId>,
    draft: Option<Fragments>,
    of_rejected: bool,
}

impl Desk {
    /// The open article's marks; the same `Rc` as long as nothing of it changes.
    pub fn painting(&self) -> Rc<Painting> {
        let draft = self.new_draft().and_then(|draft| draft.stance.expression.clone());
        let painted = Painted {
            revision: self.revision,
            layer: self.open_layer_id(),
            focus: self.focus.clone(),
            draft,
            of_rejected: self.ledger == LedgerFilter::Rejected,
        };
        let before = self.derived.painting.take();
        let painting = match before {
            Some((known, painting)) if known == painted => painting,
            Some((_, painting)) => Rc::new(painting.brought_to(self)),
            None => Rc::new(Painting::default().brought_to(self)),
        };
        self.derived.painting.replace(Some((painted, Rc::clone(&painting))));
        painting
    }

    /// The open article's records in the order of the ledger; the same `Rc` as long as they are
    /// the same.
    pub fn listing(&self) -> Rc<Listing> {
        let listing = match self.derived.listing.take() {
            Some((revision, listing))
                if revision == self.revision && listing.filter == self.ledger =>
            {
                listing
            }
            before => {
                let before = before.map(|(_, listing)| listing).unwrap_or_default();
                Rc::new(before.brought_to(self))
            }
        };
        self.derived.listing.replace(Some((self.revision, Rc::clone(&listing))));
        listing
    }

    /// The registry of the project; the same `Rc` as long as it is the same.
    pub fn registry(&self) -> Rc<Registry> {
        let now = (self.revision, self.annotator.clone());
        let registry = match self.derived.registry.take() {
            Some((known, registry)) if known == now => registry,
            _ => Rc::new(Registry::of(&self.work.project, &self.annotator)),
        };
        self.derived.registry.replace(Some((now, Rc::clone(&registry))));
        registry
    }

    /// The lines of the registry that a view shows; the same `Rc` as long as they are the same.
    pub fn registry_lines(&self, view: &RegistryView) -> Rc<Lines> {
        let registered = (self.revision, self.annotator.clone());
        let now = (registered, view.list, view.query.clone(), view.sort);
        let lines = match self.derived.lines.take() {
            Some((known, lines)) if known == now => lines,
            _ => Rc::new(self.registry().lines(view)),
        };
        self.derived.lines.replace(Some((now, Rc::clone(&lines))));
        lines
    }
}
