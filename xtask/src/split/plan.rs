//! Which function goes where.

use super::{
    data::{Constant, Data},
    module::{Element, Module, calls, index},
};
use std::collections::HashSet;
use wasm_encoder::{RefType, TableType};

/// A later function below this many bytes stays if the first part calls it: a call of the rest would
/// be no shorter.
const WORTH_MOVING: usize = 24;

/// The functions of a module by where they go. All are indices in the module as it was.
#[derive(Debug)]
pub(crate) struct Plan<'a> {
    /// Functions of the first part, in order, without the imported ones.
    pub(crate) first: Vec<u32>,
    /// Functions of the rest, in order.
    pub(crate) rest: Vec<u32>,
    /// Those of the rest that the first part calls or exports.
    pub(crate) wanted: Vec<u32>,
    /// Those of the first part and of its imports that the rest calls.
    pub(crate) shared: Vec<u32>,
    /// What each part puts into the program's own table.
    pub(super) elements_first: Vec<Element>,
    pub(super) elements_rest: Vec<Element>,
    pub(super) data: Data<'a>,
}

impl<'a> Plan<'a> {
    /// Leaves in the first part what `named_first` names, what has no name, and what these call that
    /// is too short to move.
    pub(crate) fn new(
        module: &Module<'a>,
        constants: &[Constant],
        named_first: &HashSet<&str>,
    ) -> Result<Self, String> {
        let called: Vec<Vec<u32>> = module.bodies.iter().map(calls).collect::<Result<_, _>>()?;
        let calls = |function: u32| &called[(function - module.imported) as usize];
        let is_own = |function: u32| function >= module.imported;
        let is_short = |function: u32| module.body(function).as_bytes().len() < WORTH_MOVING;

        let mut first: HashSet<u32> = HashSet::new();
        let mut entered: Vec<u32> = module
            .own()
            .map(|(function, _)| function)
            .filter(|it| module.name(*it).is_none_or(|name| named_first.contains(name)))
            .collect();
        while let Some(function) = entered.pop() {
            if first.insert(function) {
                let called = calls(function).iter().copied();
                entered.extend(called.filter(|it| is_own(*it) && is_short(*it)));
            }
        }
        let (first, rest): (Vec<u32>, Vec<u32>) =
            module.own().map(|(function, _)| function).partition(|it| first.contains(it));
        let rest_set: HashSet<u32> = rest.iter().copied().collect();
        let called_by = |part: &[u32]| part.iter().flat_map(|it| calls(*it)).copied().collect();
        let mut wanted: Vec<u32> = called_by(&first);
        wanted.extend(&module.exported);
        let shared: Vec<u32> = called_by(&rest);
        let (elements_rest, elements_first) =
            module.elements.iter().partition(|it| rest_set.contains(&it.function));
        Ok(Self {
            elements_first,
            elements_rest,
            data: Data::new(module, &first, constants)?,
            first,
            rest,
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
