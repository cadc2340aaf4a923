//! Which constants go with the rest: those that nothing in the first part can reach.
//!
//! The linker's map says where each constant lies. Code reaches one by its address, which stands in
//! the code as a number, alone or as the offset of a load, or in another constant. A constant stays
//! in the first part where such a number points into it, or before it if it may be a table, but to no
//! other constant's beginning: a loop over a table may count from a little before it. That some numbers only look like addresses costs bytes
//! and nothing else.

use super::module::{Module, index};
use std::{convert::Infallible, ops::Range};
use wasm_encoder::{
    CodeSection, Instruction,
    reencode::{self, Reencode, utils},
};
use wasmparser::{FunctionBody, MemArg, OperatorsReader};

/// The linker's section of constants.
const CONSTANTS: &str = ".rodata";
/// The linker's own piece: strings that end with a zero, each of which stands there once.
const STRINGS: &str = "<internal>:(.rodata)";
/// Tables that the compiler makes of `match`, which it counts from where it likes.
const SWITCH: &str = ".Lswitch";
/// The columns of the linker's map: where its three numbers stand, and where the names of sections
/// and of their pieces begin.
const ADDRESS: Range<usize> = 0..8;
const SIZE: Range<usize> = 18..26;
const NAME: usize = 27;
const PIECE_NAME: usize = NAME + 8;
/// From how far before a table of so many bytes it may be counted.
const TABLES: [(u32, u32); 2] = [(512, 256), (32, 128)];
const POINTER_BYTES: usize = 4;
/// A gap below this is not worth a segment of its own.
const WORTH_A_SEGMENT: u32 = 16;

/// A constant by the linker's map.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Constant {
    place: Range<u32>,
    /// Whether it is many strings, each of which is a constant of its own.
    is_strings: bool,
}

impl Constant {
    #[cfg(test)]
    pub(crate) fn place(&self) -> Range<u32> {
        self.place.clone()
    }
}

/// The constants that may go with the rest, by the linker's map, in order.
pub(crate) fn constants(map: &str) -> Vec<Constant> {
    let mut constants: Vec<Constant> = Vec::new();
    let mut among_constants = false;
    for line in map.lines() {
        let number =
            |columns: Range<usize>| u32::from_str_radix(line.get(columns)?.trim(), 16).ok();
        let (Some(start), Some(size)) = (number(ADDRESS), number(SIZE)) else { continue };
        let name = line.get(NAME..).unwrap_or_default();
        match name.len() - name.trim_start().len() + NAME {
            NAME => among_constants = name.starts_with(CONSTANTS),
            PIECE_NAME if among_constants && size > 0 && !name.contains(SWITCH) => {
                let is_strings = name.trim() == STRINGS;
                constants.push(Constant { place: start..start + size, is_strings });
            }
            _ => {}
        }
    }
    constants
}

/// The places of constants, in order.
fn places(memory: &Segment<'_>, constants: &[Constant]) -> Vec<Range<u32>> {
    let mut places: Vec<Range<u32>> = Vec::new();
    for Constant { place, is_strings } in constants {
        let mut start = place.start;
        for string in memory.get(place).filter(|_| *is_strings).iter().flat_map(strings) {
            places.push(start..start + string);
            start += string;
        }
        if start < place.end {
            places.push(start..place.end);
        }
    }
    places
}

/// How long each string is, its zero included.
fn strings<'a>(segment: &Segment<'a>) -> impl Iterator<Item = u32> + use<'a> {
    segment.bytes.split_inclusive(|byte| *byte == 0).map(|string| index(string.len()))
}

/// A stretch of the memory that a module begins with.
#[derive(Clone, Debug)]
pub(super) struct Segment<'a> {
    pub(super) start: u32,
    pub(super) bytes: &'a [u8],
}

impl<'a> Segment<'a> {
    fn end(&self) -> u32 {
        self.start + index(self.bytes.len())
    }

    /// What is left of it without some places, which are in order.
    fn without(&self, places: &[Range<u32>]) -> Vec<Self> {
        let mut left = Vec::new();
        let mut at = self.start;
        for place in places.iter().filter(|place| self.get(place).is_some()) {
            left.extend(self.get(&(at..place.start)));
            at = place.end;
        }
        left.extend(self.get(&(at..self.end())));
        left.retain(|part| !part.bytes.is_empty());
        left
    }

    /// What of a place lies in it: zeros between constants may end a segment in the midst of a place.
    fn within(&self, place: &Range<u32>) -> Option<Range<u32>> {
        let part = place.start.max(self.start)..place.end.min(self.end());
        (!part.is_empty()).then_some(part)
    }

    /// A part of it, if it holds the place.
    pub(super) fn get(&self, place: &Range<u32>) -> Option<Self> {
        let offset = |at: u32| Some(at.checked_sub(self.start)? as usize);
        let bytes = self.bytes.get(offset(place.start)?..offset(place.end)?)?;
        Some(Self { start: place.start, bytes })
    }
}

/// The module's data by where it goes.
#[derive(Debug, Default)]
pub(super) struct Data<'a> {
    pub(super) first: Vec<Segment<'a>>,
    pub(super) rest: Vec<Segment<'a>>,
}

impl<'a> Data<'a> {
    /// Of `constants`, those go with the rest that no function of `first` can reach.
    pub(super) fn new(
        module: &Module<'a>,
        first: &[u32],
        constants: &[Constant],
    ) -> Result<Self, String> {
        let mut numbers = Numbers::default();
        for function in first {
            numbers
                .collect(module.body(*function))
                .map_err(|error| format!("cannot read the numbers of a function: {error}"))?;
        }
        let mut data = Self::default();
        let (start, bytes) = image(&module.data);
        let memory = Segment { start, bytes: &bytes };
        let constants = places(&memory, constants);
        let moved = joined(unreached(&memory, &constants, numbers.found));
        for segment in &module.data {
            let moved: Vec<_> = moved.iter().filter_map(|place| segment.within(place)).collect();
            data.first.extend(segment.without(&moved));
            data.rest.extend(moved.iter().filter_map(|place| segment.get(place)));
        }
        Ok(data)
    }
}

/// Neighbours as one; what is too short for a segment of its own is left out.
fn joined(places: Vec<Range<u32>>) -> Vec<Range<u32>> {
    let mut joined: Vec<Range<u32>> = Vec::new();
    for place in places {
        match joined.last_mut() {
            Some(last) if last.end == place.start => last.end = place.end,
            _ => joined.push(place),
        }
    }
    joined.retain(|place| place.end - place.start >= WORTH_A_SEGMENT);
    joined
}

/// The memory that a module begins with, in one piece: a constant with zeros in it may be spread over
/// several segments.
fn image(segments: &[Segment<'_>]) -> (u32, Vec<u8>) {
    let start = segments.iter().map(|segment| segment.start).min().unwrap_or_default();
    let end = segments.iter().map(Segment::end).max().unwrap_or_default();
    let mut bytes = vec![0; (end - start) as usize];
    for segment in segments {
        let at = (segment.start - start) as usize;
        bytes[at..at + segment.bytes.len()].copy_from_slice(segment.bytes);
    }
    (start, bytes)
}

/// The constants that neither `numbers` in code nor what stays in memory leads to.
fn unreached(
    memory: &Segment<'_>,
    constants: &[Range<u32>],
    mut numbers: Vec<u32>,
) -> Vec<Range<u32>> {
    numbers.sort_unstable();
    let (mut reached, mut unreached): (Vec<_>, Vec<_>) =
        constants.iter().cloned().partition(|place| any_in(&numbers, place));
    // What is the address of another constant is not meant as the place before a table.
    numbers.retain(|number| constants.binary_search_by_key(number, |place| place.start).is_err());
    let (tables, others) = unreached.into_iter().partition(|place: &Range<u32>| {
        any_in(&numbers, &(place.start - beside(memory, place)..place.start))
    });
    reached.extend::<Vec<_>>(tables);
    unreached = others;
    let mut pointing = memory.without(constants);
    pointing.extend(reached.iter().filter_map(|place| memory.get(place)));
    while !pointing.is_empty() {
        let mut pointers: Vec<u32> = pointing.iter().flat_map(pointers).collect();
        pointers.sort_unstable();
        (reached, unreached) =
            unreached.into_iter().partition(|place: &Range<u32>| any_in(&pointers, place));
        pointing = reached.iter().filter_map(|place| memory.get(place)).collect();
    }
    unreached
}

/// How far before a constant code may begin to count; not at all if it is a text.
fn beside(memory: &Segment<'_>, place: &Range<u32>) -> u32 {
    let is_text = memory
        .get(place)
        .and_then(|segment| std::str::from_utf8(segment.bytes).ok())
        .is_some_and(|text| !text.contains(|c: char| c.is_control() && c != '\n'));
    let size = place.end - place.start;
    let table = TABLES.iter().find(|(bytes, _)| size >= *bytes && !is_text);
    table.map_or(0, |(_, beside)| *beside)
}

/// Whether one of the sorted numbers lies there.
fn any_in(numbers: &[u32], place: &Range<u32>) -> bool {
    let from = numbers.partition_point(|number| *number < place.start);
    numbers.get(from).is_some_and(|number| *number < place.end)
}

/// Every aligned word, as if it were an address.
fn pointers(segment: &Segment<'_>) -> Vec<u32> {
    let skipped = segment.start.next_multiple_of(POINTER_BYTES as u32) - segment.start;
    words(segment.bytes.get(skipped as usize..).unwrap_or_default())
}

fn words(bytes: &[u8]) -> Vec<u32> {
    bytes.as_chunks::<POINTER_BYTES>().0.iter().map(|word| u32::from_le_bytes(*word)).collect()
}

/// The numbers in code that may be addresses.
#[derive(Default)]
struct Numbers {
    found: Vec<u32>,
}

impl Numbers {
    fn collect(&mut self, body: &FunctionBody<'_>) -> Result<(), reencode::Error> {
        self.parse_function_body(&mut CodeSection::new(), body.clone())
    }
}

impl Reencode for Numbers {
    type Error = Infallible;

    fn mem_arg(&mut self, arg: MemArg) -> Result<wasm_encoder::MemArg, reencode::Error> {
        self.found.extend(u32::try_from(arg.offset));
        utils::mem_arg(self, arg)
    }

    fn parse_instruction<'a>(
        &mut self,
        reader: &mut OperatorsReader<'a>,
    ) -> Result<Instruction<'a>, reencode::Error> {
        let instruction = utils::parse_instruction(self, reader)?;
        match instruction {
            Instruction::I32Const(number) => self.found.push(number.cast_unsigned()),
            // An address and a length, written in one go.
            Instruction::I64Const(numbers) => {
                self.found.extend(words(&numbers.to_le_bytes()));
            }
            Instruction::V128Const(numbers) => self.found.extend(words(&numbers.to_le_bytes())),
            _ => {}
        }
        Ok(instruction)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: u32 = 1_000;

    fn memory(bytes: &[u8]) -> Segment<'_> {
        Segment { start: START, bytes }
    }

    #[test]
    fn strings_of_the_linker_are_constants_each() {
        let constants = [
            Constant { place: START..START + 4, is_strings: false },
            Constant { place: START + 4..START + 14, is_strings: true },
        ];
        let found = places(&memory(b"a\0b\0one\0three\0"), &constants);
        let at = |range: Range<u32>| START + range.start..START + range.end;
        assert_eq!(found, [at(0..4), at(4..8), at(8..14)]);
    }

    #[test]
    fn a_place_over_two_segments_is_taken_out_of_both() {
        let place = START + 2..START + 8;
        let segment = |from: u32, bytes| Segment { start: START + from, bytes };
        let left = |segment: Segment<'static>| {
            let part = segment.within(&place).expect("it lies in the segment in part");
            segment.without(&[part]).iter().map(|left| left.bytes).collect::<Vec<_>>()
        };
        assert_eq!(left(segment(0, b"abcd")), [b"ab"]);
        assert_eq!(left(segment(6, b"efgh")), [b"gh"]);
        assert_eq!(segment(8, b"ij").within(&place), None);
    }

    #[test]
    fn a_number_before_a_table_keeps_it_unless_it_is_another_constants_address() {
        let bytes = [0xff; 1_000];
        let constants = [START..START + 100, START + 100..START + 900];
        let kept = |number| unreached(&memory(&bytes), &constants, vec![number]);
        assert_eq!(kept(START), constants[1..], "the address of the constant before it");
        assert_eq!(kept(START + 50), [], "a place in the constant before it");
        assert_eq!(kept(START + 900), constants, "a place behind it");
    }
}
