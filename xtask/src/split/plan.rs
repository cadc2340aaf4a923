//! Which function goes where.

use super::{
    data::{Constant, Data},
    module::{Element, Module, calls},
};
use std::collections::HashSet;
use wasm_encoder::{RefType, TableType};

/// A later function below this many bytes stays if the first part calls it: a call of the rest would
/// be no shorter.
const WORTH_MOVING: usize = 24;
/// Of a function of the first part below this many bytes the rest has a copy of its own: a place in the
/// table between the parts is paid for in the first part.
const WORTH_SHARING: usize = 200;
/// A function of the rest that the first part calls from more places than this leaves a call behind;
/// of others each such place has the number.
const MANY_CALLS: usize = 8;

/// The functions of a module by where they go. All are indices in the module as it was.
#[derive(Debug)]
pub(crate) struct Plan<'a> {
    /// Functions of the first part, in order, without the imported ones.
    pub(crate) first: Vec<u32>,
    /// Functions of the rest, in order: what has moved, and copies of short ones that have not.
    pub(crate) rest: Vec<u32>,
    /// Those of the rest that the first part calls or exports. They have places in the program's own
    /// table, behind all others.
    pub(crate) wanted: Vec<u32>,
    /// Those of the wanted that leave a call behind.
    pub(crate) left_behind: Vec<u32>,
    /// Those of the first part and of its imports that the rest calls.
    pub(crate) shared: Vec<u32>,
    /// How many places the program's own table had.
    places: u32,
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
        let (first, moved): (Vec<u32>, Vec<u32>) =
            module.own().map(|(function, _)| function).partition(|it| first.contains(it));
        let is_moved: HashSet<u32> = moved.iter().copied().collect();
        let mut wanted: Vec<u32> = first.iter().flat_map(|it| calls(*it)).copied().collect();
        wanted.retain(|it| is_moved.contains(it));
        wanted.sort_unstable();
        let many = wanted.chunk_by(|one, next| one == next).filter(|it| it.len() > MANY_CALLS);
        let mut left_behind: Vec<u32> = many.map(|calls| calls[0]).collect();
        left_behind.extend(module.exported.iter().filter(|it| is_moved.contains(it)));
        wanted.extend(&left_behind);

        let mut rest: HashSet<u32> = HashSet::new();
        let mut shared = Vec::new();
        let mut entered = moved;
        while let Some(function) = entered.pop() {
            let is_copied =
                is_own(function) && module.body(function).as_bytes().len() < WORTH_SHARING;
            if !is_moved.contains(&function) && !is_copied {
                shared.push(function);
            } else if rest.insert(function) {
                entered.extend(calls(function));
            }
        }
        let (elements_rest, elements_first) =
            module.elements.iter().partition(|it| is_moved.contains(&it.function));
        Ok(Self {
            elements_first,
            elements_rest,
            data: Data::new(module, &first, constants)?,
            first,
            rest: sorted(rest),
            wanted: sorted(wanted),
            left_behind: sorted(left_behind),
            shared: sorted(shared),
            places: module.program_places()?,
        })
    }

    /// The table between the parts: of what is shared.
    pub(crate) fn table(&self) -> TableType {
        let places = self.shared.len() as u64;
        TableType {
            element_type: RefType::FUNCREF,
            table64: false,
            minimum: places,
            maximum: Some(places),
            shared: false,
        }
    }

    /// The program's own table, with places for what is wanted.
    pub(crate) fn program_table(&self, table: TableType) -> TableType {
        let places = u64::from(self.places) + self.wanted.len() as u64;
        TableType { minimum: places, maximum: table.maximum.map(|most| most.max(places)), ..table }
    }

    /// The place of the first wanted function in the program's own table.
    pub(crate) fn first_wanted(&self) -> u32 {
        self.places
    }
}

fn sorted(functions: impl IntoIterator<Item = u32>) -> Vec<u32> {
    let mut functions: Vec<u32> = functions.into_iter().collect();
    functions.sort_unstable();
    functions.dedup();
    functions
}
