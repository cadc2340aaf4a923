//! What splitting needs to know of a module.

use super::{PROGRAM_TABLE, data::Segment};
use rustc_demangle::demangle;
use std::collections::HashMap;
use wasmparser::{
    BinaryReaderError, DataKind, ElementItems, ElementKind, ExternalKind, FuncType, FunctionBody,
    GlobalType, KnownCustom, MemoryType, Name, Operator, Parser, Payload, TableType, TypeRef,
};

/// A function in a table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Element {
    pub(crate) place: u32,
    pub(crate) function: u32,
}

/// A module, read but not changed. Function indices count imported functions first, then its own.
#[derive(Default)]
pub(crate) struct Module<'a> {
    /// By type index.
    pub(crate) types: Vec<FuncType>,
    /// The names under which functions are imported.
    pub(crate) imports: Vec<&'a str>,
    /// The type index of each function.
    pub(crate) functions: Vec<u32>,
    /// How many of the functions are imported.
    pub(crate) imported: u32,
    pub(crate) tables: Vec<TableType>,
    pub(crate) memories: Vec<MemoryType>,
    pub(crate) globals: Vec<GlobalType>,
    /// The module's own functions; the first has the index [`Module::imported`].
    pub(crate) bodies: Vec<FunctionBody<'a>>,
    pub(super) data: Vec<Segment<'a>>,
    /// Functions that are exported.
    pub(crate) exported: Vec<u32>,
    /// Functions that stand in the table through which the program calls what it knows by number.
    pub(crate) elements: Vec<Element>,
    /// Demangled, without the compiler's hashes.
    names: HashMap<u32, String>,
}

impl<'a> Module<'a> {
    /// Fails where the module has what no Rust program has today: imported memories, code that
    /// copies its own data or tables, references to functions, or calls in tail position.
    pub(crate) fn parse(bytes: &'a [u8]) -> Result<Self, String> {
        Self::read(bytes).map_err(|error| format!("cannot read the page’s module: {error}"))
    }

    fn read(bytes: &'a [u8]) -> Result<Self, BinaryReaderError> {
        let mut module = Self::default();
        for payload in Parser::new(0).parse_all(bytes) {
            match payload? {
                Payload::TypeSection(types) => {
                    for group in types.into_iter_err_on_gc_types() {
                        module.types.push(group?);
                    }
                }
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        let import = import?;
                        module.imports.push(import.name);
                        match import.ty {
                            TypeRef::Func(ty) => module.functions.push(ty),
                            TypeRef::Table(ty) => module.tables.push(ty),
                            TypeRef::Memory(ty) => module.memories.push(ty),
                            TypeRef::Global(ty) => module.globals.push(ty),
                            TypeRef::Tag(_) | TypeRef::FuncExact(_) => {}
                        }
                    }
                    module.imported = index(module.functions.len());
                }
                Payload::FunctionSection(functions) => {
                    for ty in functions {
                        module.functions.push(ty?);
                    }
                }
                Payload::TableSection(tables) => {
                    for table in tables {
                        module.tables.push(table?.ty);
                    }
                }
                Payload::MemorySection(memories) => {
                    for memory in memories {
                        module.memories.push(memory?);
                    }
                }
                Payload::GlobalSection(globals) => {
                    for global in globals {
                        module.globals.push(global?.ty);
                    }
                }
                Payload::ExportSection(exports) => {
                    for export in exports {
                        let export = export?;
                        if export.kind == ExternalKind::Func {
                            module.exported.push(export.index);
                        }
                    }
                }
                Payload::ElementSection(elements) => {
                    for element in elements {
                        let element = element?;
                        let (
                            ElementItems::Functions(functions),
                            ElementKind::Active { table_index: None | Some(0), offset_expr },
                        ) = (element.items, element.kind)
                        else {
                            continue;
                        };
                        if let Operator::I32Const { value } =
                            offset_expr.get_operators_reader().read()?
                        {
                            for (place, function) in (value.cast_unsigned()..).zip(functions) {
                                module.elements.push(Element { place, function: function? });
                            }
                        }
                    }
                }
                Payload::CodeSectionEntry(body) => module.bodies.push(body),
                Payload::DataSection(segments) => {
                    for segment in segments {
                        let segment = segment?;
                        let DataKind::Active { memory_index: 0, offset_expr } = segment.kind else {
                            continue;
                        };
                        if let Operator::I32Const { value } =
                            offset_expr.get_operators_reader().read()?
                        {
                            module.data.push(Segment {
                                start: value.cast_unsigned(),
                                bytes: segment.data,
                            });
                        }
                    }
                }
                Payload::CustomSection(section) => {
                    if let KnownCustom::Name(names) = section.as_known() {
                        for name in names {
                            if let Name::Function(functions) = name? {
                                for naming in functions {
                                    let naming = naming?;
                                    module.names.insert(naming.index, readable(naming.name));
                                }
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        Ok(module)
    }

    /// How many places the table has through which the program calls what it knows by number.
    pub(super) fn program_places(&self) -> Result<u32, String> {
        let table =
            self.tables.get(PROGRAM_TABLE as usize).ok_or("the page’s module has no table")?;
        u32::try_from(table.initial)
            .map_err(|_| "the table of the page’s module is too long".to_owned())
    }

    /// The function's name, if the module has kept it.
    pub(crate) fn name(&self, function: u32) -> Option<&str> {
        self.names.get(&function).map(String::as_str)
    }

    /// A function of the module's own.
    pub(crate) fn body(&self, function: u32) -> &FunctionBody<'a> {
        &self.bodies[(function - self.imported) as usize]
    }

    /// The module's own functions with their indices.
    pub(crate) fn own(&self) -> impl Iterator<Item = (u32, &FunctionBody<'a>)> {
        (self.imported..).zip(&self.bodies)
    }
}

/// The functions that `body` calls by name.
pub(crate) fn calls(body: &FunctionBody<'_>) -> Result<Vec<u32>, String> {
    let unreadable = |error: BinaryReaderError| format!("cannot read a function: {error}");
    let mut reader = body.get_operators_reader().map_err(unreadable)?;
    let mut called = Vec::new();
    while !reader.eof() {
        match reader.read().map_err(unreadable)? {
            Operator::Call { function_index } => called.push(function_index),
            operator @ (Operator::ReturnCall { .. }
            | Operator::ReturnCallIndirect { .. }
            | Operator::RefFunc { .. }
            | Operator::MemoryInit { .. }
            | Operator::DataDrop { .. }
            | Operator::TableInit { .. }
            | Operator::ElemDrop { .. }) => {
                return Err(format!("cannot split a module that has {operator:?}"));
            }
            _ => {}
        }
    }
    Ok(called)
}

/// The types by which `body` calls functions of the program's table by their number.
pub(super) fn types_called_by_number(body: &FunctionBody<'_>) -> Result<Vec<u32>, String> {
    let unreadable = |error: BinaryReaderError| format!("cannot read a function: {error}");
    let mut reader = body.get_operators_reader().map_err(unreadable)?;
    let mut types = Vec::new();
    while !reader.eof() {
        let operator = reader.read().map_err(unreadable)?;
        if let Operator::CallIndirect { type_index, table_index: PROGRAM_TABLE } = operator {
            types.push(type_index);
        }
    }
    Ok(types)
}

/// A name without what differs from build to build: the compiler's hashes, and the number that tells
/// copies of a function apart. wasm-bindgen puts words behind the names of its own.
fn readable(name: &str) -> String {
    let (own, added) = name.split_at(name.find(' ').unwrap_or(name.len()));
    let name = format!("{:#}{added}", demangle(own));
    match name.rsplit_once('.') {
        Some((function, copy)) if copy.bytes().all(|sign| sign.is_ascii_digit()) => {
            function.to_owned()
        }
        _ => name,
    }
}

/// WebAssembly counts in 32 bits.
pub(crate) fn index(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::readable;

    #[test]
    fn a_name_has_no_hash_with_or_without_words_behind_it() {
        assert_eq!(readable("_RNvCs1234_4page4main"), "page::main");
        assert_eq!(readable("_RNvCs1234_4page4main externref shim"), "page::main externref shim");
        assert_eq!(readable("_RNvCs1234_4page4main.17"), "page::main");
        assert_eq!(readable("main"), "main");
    }
}
