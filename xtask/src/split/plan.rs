//! Which function goes where.

use super::{
    data::{Constant, Data},
    module::{Module, calls, index},
};
use std::collections::HashSet;
use wasm_encoder::{RefType, TableType};

/// A later function below this many bytes stays: what calls it would be no shorter.
const WORTH_MOVING: usize = 24;

/// The functions of a module by where they go. All are indices in the module as it was.
#[derive(Debug)]
pub(crate) struct Plan<'a> {
    /// Functions of the first part, in order, without the imported ones.
    pub(crate) first: Vec<u32>,
    /// Functions of the rest, in order.
    pub(crate) rest: Vec<u32>,
    /// Those of the rest that the first part calls, exports or keeps in a table.
    pub(crate) wanted: Vec<u32>,
    /// Those of the first part and of its imports that the rest calls.
    pub(crate) shared: Vec<u32>,
    pub(super) data: Data<'a>,
}

impl<'a> Plan<'a> {
    /// Leaves in the first part what `named_first` names, what has no name, and functions too short to move.
    pub(crate) fn new(
        module: &Module<'a>,
        constants: &[Constant],
        named_first: &HashSet<&str>,
    ) -> Result<Self, String> {
        let (first, rest): (Vec<_>, Vec<_>) = module.own().partition(|(function, body)| {
            body.as_bytes().len() < WORTH_MOVING
                || module.name(*function).is_none_or(|name| named_first.contains(name))
        });
        let rest_set: HashSet<u32> = rest.iter().map(|(function, _)| *function).collect();
        let mut wanted: Vec<u32> = module.rooted.clone();
        for (_, body) in &first {
            wanted.extend(calls(body)?);
        }
        let mut shared = Vec::new();
        for (_, body) in &rest {
            shared.extend(calls(body)?);
        }
        let first: Vec<u32> = first.iter().map(|(function, _)| *function).collect();
        Ok(Self {
            data: Data::new(module, &first, constants)?,
            first,
            rest: rest.iter().map(|(function, _)| *function).collect(),
            wanted: sorted(wanted, |function| rest_set.contains(function)),
            shared: sorted(shared, |function| !rest_set.contains(function)),
        })
    }

    /// How many places the table between the parts has: what is shared, then what is wanted.
    fn places(&self) -> u32 {
        index(self.shared.len() + self.wanted.len())
    }

    /// The table between the parts.
    pub(crate) fn table(&self) -> TableType {
        let places = u64::from(self.places());
        TableType {
            element_type: RefType::FUNCREF,
            table64: false,
            minimum: places,
            maximum: Some(places),
            shared: false,
        }
    }

    /// The place of the first function that the rest puts into the table.
    pub(crate) fn first_wanted(&self) -> u32 {
        index(self.shared.len())
    }
}

fn sorted(mut functions: Vec<u32>, keep: impl Fn(&u32) -> bool) -> Vec<u32> {
    functions.retain(keep);
    functions.sort_unstable();
    functions.dedup();
    functions
}
