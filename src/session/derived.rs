//! What follows from the desk and is dear to compute, kept until the desk changes.

use std::cell::RefCell;
use std::rc::Rc;

use super::{Desk, Painting, paint};
use crate::model::{LayerId, RecordId};
use crate::text::Fragments;

/// The last painting with what it was made from.
#[derive(Clone, Debug, Default)]
pub(super) struct Derived {
    painting: RefCell<Option<(Painted, Rc<Painting>)>>,
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
        if let Some((known, painting)) = &*self.derived.painting.borrow()
            && *known == painted
        {
            return Rc::clone(painting);
        }
        let painting = Rc::new(paint(self));
        self.derived.painting.replace(Some((painted, Rc::clone(&painting))));
        painting
    }
}
