//! The first part: the module without the functions of the rest. These it calls, as what the program
//! itself calls by number, by their number in the program's own table, through a function that looks
//! first whether there is one and fetches the rest if not.

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
use wasmparser::Operator;

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
    /// Both kinds, in order.
    kept: Vec<u32>,
    /// Old indices of the wanted functions of the rest, with their place in the program's own table.
    places: HashMap<u32, u32>,
    /// The type of a function without parameters and results: a new one, the last.
    no_arguments: u32,
    /// The imported function that fetches the rest.
    load: u32,
    /// The types by which functions are called by their number. For each there is a function that does
    /// so, in order behind all others; their own types are behind `no_arguments`.
    by_number: Vec<u32>,
    /// The table between the parts: the last.
    table: u32,
}

impl<'a> First<'a> {
    fn new(module: &'a Module<'a>, plan: &'a Plan<'a>) -> std::result::Result<Self, String> {
        let mut kept: Vec<u32> = plan.first.iter().chain(&plan.left_behind).copied().collect();
        kept.sort_unstable();
        // The imported function comes before the module's own.
        let load = module.imported;
        let indices = kept.iter().copied().zip(load + 1..).collect();
        let places = plan.wanted.iter().copied().zip(plan.first_wanted()..).collect();
        let mut by_number: BTreeSet<u32> =
            plan.wanted.iter().map(|it| module.functions[*it as usize]).collect();
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
            by_number: by_number.into_iter().collect(),
            table: index(module.tables.len()),
        })
    }

    fn new_index(&self, function: u32) -> u32 {
        if function < self.module.imported { function } else { self.indices[&function] }
    }

    /// The function that calls another of this type by its number.
    fn caller(&self, ty: u32) -> Option<u32> {
        let place = self.by_number.binary_search(&ty).ok()?;
        Some(self.load + 1 + index(self.kept.len() + place))
    }

    /// The place of a function of the rest in the program's own table, and what calls it by that.
    fn far(&self, function: u32) -> Option<(i32, u32)> {
        let place = self.places.get(&function)?;
        Some((place.cast_signed(), self.caller(self.module.functions[function as usize])?))
    }

    /// What must be called in place of what `call` calls, and with which number if it is not there yet.
    fn call_by_number_of(&self, call: &Operator<'_>) -> Option<(Option<i32>, u32)> {
        match *call {
            Operator::CallIndirect { type_index, table_index: PROGRAM_TABLE } => {
                Some((None, self.caller(type_index)?))
            }
            Operator::Call { function_index } if !self.indices.contains_key(&function_index) => {
                let (number, caller) = self.far(function_index)?;
                Some((Some(number), caller))
            }
            _ => None,
        }
    }

    /// What a function of the rest leaves behind: a call with the same arguments.
    fn call_behind(&self, place: i32, caller: u32, ty: u32) -> Function {
        let parameters = self.module.types[ty as usize].params().len();
        let mut body = Function::new([]);
        let mut code = body.instructions();
        for parameter in 0..index(parameters) {
            code.local_get(parameter);
        }
        code.i32_const(place).call(caller).end();
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
        for (place, table) in (0..).zip(section) {
            let table = self.table_type(table?.ty)?;
            tables.table(if place == PROGRAM_TABLE {
                self.plan.program_table(table)
            } else {
                table
            });
        }
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
            if let Some((place, caller)) = self.far(function) {
                let ty = module.functions[function as usize];
                code.function(&self.call_behind(place, caller, ty));
            } else {
                self.parse_function_body(code, module.body(function).clone())?;
            }
        }
        for ty in &self.by_number {
            code.function(&self.call_by_number(*ty));
        }
        Ok(())
    }

    fn parse_function_body(
        &mut self,
        code: &mut CodeSection,
        body: wasmparser::FunctionBody<'_>,
    ) -> Result {
        let mut function = self.new_function_with_parsed_locals(&body)?;
        for operator in body.get_operators_reader()? {
            let operator = operator?;
            if let Some((number, caller)) = self.call_by_number_of(&operator) {
                if let Some(number) = number {
                    function.instruction(&Instruction::I32Const(number));
                }
                function.instruction(&Instruction::Call(caller));
            } else {
                function.instruction(&utils::instruction(self, operator)?);
            }
        }
        code.function(&function);
        Ok(())
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
