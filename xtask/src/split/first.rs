//! The first part: the module without the functions of the rest. In place of each one that it calls
//! stands a few bytes' call through a table, which fetches the rest if it has not come. What it calls
//! by its number in the program's own table it calls through a function that looks first whether
//! there is one.

use super::{
    LOAD, PARTS, PROGRAM_TABLE, TABLE, glue,
    module::{Module, index, types_called_by_number},
    plan::Plan,
    write_elements,
};
use std::{
    borrow::Cow,
    collections::{BTreeSet, HashMap},
};
use wasm_encoder::{
    BlockType, CodeSection, CustomSection, DataSection, ElementSection, Elements, EntityType,
    ExportKind, ExportSection, Function, FunctionSection, ImportSection, Instruction, TableSection,
    TypeSection, ValType,
    reencode::{Error, Reencode, utils},
};

type Result<T = ()> = std::result::Result<T, Error>;

pub(super) fn write(
    bytes: &[u8],
    module: &Module<'_>,
    plan: &Plan<'_>,
) -> std::result::Result<Vec<u8>, String> {
    let mut first = wasm_encoder::Module::new();
    First::new(module, plan)?
        .parse_core_module(&mut first, wasmparser::Parser::new(0), bytes)
        .map_err(|error| format!("cannot write the page’s first part: {error}"))?;
    Ok(first.finish())
}

struct First<'a> {
    module: &'a Module<'a>,
    plan: &'a Plan<'a>,
    /// The module's own functions that stay or leave a call behind: old index to new.
    indices: HashMap<u32, u32>,
    /// Old indices of the functions that leave a call behind, with their place in the table.
    places: HashMap<u32, u32>,
    /// Both kinds, in order.
    kept: Vec<u32>,
    /// The type of a function without parameters and results: a new one, the last.
    no_arguments: u32,
    /// The imported function that fetches the rest.
    load: u32,
    /// The function that fetches it if it has not come.
    ensure: u32,
    /// The types by which functions are called by their number, and for each, in order behind
    /// `ensure`, a function that does so. Their own types are behind `no_arguments`.
    by_number: Vec<u32>,
    /// The table between the parts: the last.
    table: u32,
}

impl<'a> First<'a> {
    fn new(module: &'a Module<'a>, plan: &'a Plan<'a>) -> std::result::Result<Self, String> {
        let mut kept: Vec<u32> = plan.first.iter().chain(&plan.wanted).copied().collect();
        kept.sort_unstable();
        // The imported function comes before the module's own.
        let load = module.imported;
        let indices = kept.iter().copied().zip(load + 1..).collect();
        let places = plan.wanted.iter().copied().zip(plan.first_wanted()..).collect();
        let ensure = load + 1 + index(kept.len());
        let mut by_number = BTreeSet::new();
        for function in &plan.first {
            by_number.extend(types_called_by_number(module.body(*function))?);
        }
        Ok(Self {
            module,
            plan,
            indices,
            places,
            kept,
            no_arguments: index(module.types.len()),
            load,
            ensure,
            by_number: by_number.into_iter().collect(),
            table: index(module.tables.len()),
        })
    }

    fn new_index(&self, function: u32) -> u32 {
        if function < self.module.imported { function } else { self.indices[&function] }
    }

    /// Ensures the rest, then calls on with the same arguments.
    fn call_through(&self, function: u32, place: u32) -> Function {
        let ty = self.module.functions[function as usize];
        let parameters = self.module.types[ty as usize].params().len();
        let mut body = Function::new([]);
        let mut code = body.instructions();
        code.call(self.ensure);
        for parameter in 0..index(parameters) {
            code.local_get(parameter);
        }
        code.i32_const(place.cast_signed()).call_indirect(self.table, ty).end();
        body
    }

    /// Calls the function whose number is the last argument. Where there is none, it is one of the
    /// rest's, which puts it there.
    fn call_by_number(&self, ty: u32) -> Function {
        let parameters = index(self.module.types[ty as usize].params().len());
        let mut body = Function::new([]);
        let mut code = body.instructions();
        code.local_get(parameters).table_get(PROGRAM_TABLE).ref_is_null();
        code.if_(BlockType::Empty).call(self.load).end();
        for parameter in 0..=parameters {
            code.local_get(parameter);
        }
        code.call_indirect(PROGRAM_TABLE, ty).end();
        body
    }

    fn ensure(&self) -> Function {
        let mut body = Function::new([]);
        body.instructions()
            .i32_const(self.plan.first_wanted().cast_signed())
            .table_get(self.table)
            .ref_is_null()
            .if_(BlockType::Empty)
            .call(self.load)
            .end()
            .end();
        body
    }
}

impl Reencode for First<'_> {
    type Error = std::convert::Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32> {
        Ok(self.new_index(function))
    }

    fn parse_type_section(
        &mut self,
        types: &mut TypeSection,
        section: wasmparser::TypeSectionReader<'_>,
    ) -> Result {
        utils::parse_type_section(self, types, section)?;
        types.ty().function([], []);
        for ty in self.by_number.clone() {
            let ty = self.func_type(self.module.types[ty as usize].clone())?;
            let parameters = ty.params().iter().copied().chain([ValType::I32]);
            types.ty().function(parameters.collect::<Vec<_>>(), ty.results().to_vec());
        }
        Ok(())
    }

    fn parse_import_section(
        &mut self,
        imports: &mut ImportSection,
        section: wasmparser::ImportSectionReader<'_>,
    ) -> Result {
        for (place, import) in (0..).zip(section.into_imports()) {
            let import = import?;
            let ty = self.entity_type(import.ty)?;
            imports.import(import.module, &glue::short_name(place), ty);
        }
        imports.import(PARTS, LOAD, EntityType::Function(self.no_arguments));
        Ok(())
    }

    fn parse_function_section(
        &mut self,
        functions: &mut FunctionSection,
        _: wasmparser::FunctionSectionReader<'_>,
    ) -> Result {
        for function in &self.kept {
            functions.function(self.module.functions[*function as usize]);
        }
        functions.function(self.no_arguments);
        for (place, _) in (1..).zip(&self.by_number) {
            functions.function(self.no_arguments + place);
        }
        Ok(())
    }

    fn parse_table_section(
        &mut self,
        tables: &mut TableSection,
        section: wasmparser::TableSectionReader<'_>,
    ) -> Result {
        utils::parse_table_section(self, tables, section)?;
        tables.table(self.plan.table());
        Ok(())
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: wasmparser::ExportSectionReader<'_>,
    ) -> Result {
        utils::parse_export_section(self, exports, section)?;
        for (table, _) in (0..).zip(&self.module.tables) {
            exports.export(&format!("{TABLE}{table}"), ExportKind::Table, table);
        }
        exports.export(TABLE, ExportKind::Table, self.table);
        for (global, _) in (0..).zip(&self.module.globals) {
            exports.export(&super::global_name(global), ExportKind::Global, global);
        }
        exports.export(super::MEMORY, ExportKind::Memory, 0);
        Ok(())
    }

    fn parse_element_section(
        &mut self,
        elements: &mut ElementSection,
        _: wasmparser::ElementSectionReader<'_>,
    ) -> Result {
        write_elements(elements, &self.plan.elements_first, |function| self.new_index(function));
        let shared: Vec<u32> =
            self.plan.shared.iter().map(|function| self.new_index(*function)).collect();
        elements.active(
            Some(self.table),
            &wasm_encoder::ConstExpr::i32_const(0),
            Elements::Functions(Cow::Owned(shared)),
        );
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        code: &mut CodeSection,
        _: wasmparser::CodeSectionReader<'_>,
    ) -> Result {
        let module = self.module;
        for function in self.kept.clone() {
            match self.places.get(&function) {
                Some(place) => {
                    code.function(&self.call_through(function, *place));
                }
                None => {
                    self.parse_function_body(code, module.body(function).clone())?;
                }
            }
        }
        code.function(&self.ensure());
        for ty in &self.by_number {
            code.function(&self.call_by_number(*ty));
        }
        Ok(())
    }

    fn instruction<'b>(
        &mut self,
        instruction: wasmparser::Operator<'b>,
    ) -> Result<Instruction<'b>> {
        if let wasmparser::Operator::CallIndirect { type_index, table_index: PROGRAM_TABLE } =
            instruction
            && let Ok(place) = self.by_number.binary_search(&type_index)
        {
            return Ok(Instruction::Call(self.ensure + 1 + index(place)));
        }
        utils::instruction(self, instruction)
    }

    fn data_count(&mut self, _: u32) -> Result<u32> {
        Ok(index(self.plan.data.first.len()))
    }

    fn parse_data_section(
        &mut self,
        data: &mut DataSection,
        _: wasmparser::DataSectionReader<'_>,
    ) -> Result {
        super::write_data(data, &self.plan.data.first);
        Ok(())
    }

    /// Names and the like are not for the page.
    fn parse_custom_section(
        &mut self,
        module: &mut wasm_encoder::Module,
        section: wasmparser::CustomSectionReader<'_>,
    ) -> Result {
        if section.name() == "target_features" {
            module.section(&CustomSection {
                name: section.name().into(),
                data: section.data().into(),
            });
        }
        Ok(())
    }
}
