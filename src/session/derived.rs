//! What follows from the desk and is dear to compute: kept, and brought up to date by what changed.

use std::cell::RefCell;
use std::rc::Rc;

use super::{Desk, Listing, Painting, comparison};
use crate::model::{LayerId, RecordId};
use crate::text::Fragments;

/// The last painting and the last ledger, each with what it was made from.
#[derive(Clone, Debug, Default)]
pub(super) struct Derived {
    painting: RefCell<Option<(Painted, Rc<Painting>)>>,
    listing: RefCell<Option<(u64, Rc<Listing>)>>,
    pub(super) comparison: comparison::Kept,
}

/// Everything that a painting shows.
#[derive(Clone, Debug, PartialEq)]
struct Painted {
    revision: u64,
    layer: Option<LayerId>,
    focus: Option<RecordId>,
    draft: Option<Fragments>,
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
}
