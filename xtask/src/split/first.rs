//! The first part: the module without the functions of the rest. In place of each one that it needs
//! stands a few bytes' call through a table, which fetches the rest if it has not come.

use super::{
    LOAD, PARTS, TABLE, glue,
    module::{Module, index},
    plan::Plan,
};
use std::{borrow::Cow, collections::HashMap};
use wasm_encoder::{
    CodeSection, CustomSection, DataSection, ElementSection, Elements, EntityType, ExportKind,
    ExportSection, Function, FunctionSection, ImportSection, TableSection, TypeSection,
    reencode::{Error, Reencode, utils},
};

type Result<T = ()> = std::result::Result<T, Error>;

pub(super) fn write(
    bytes: &[u8],
    module: &Module<'_>,
    plan: &Plan<'_>,
) -> std::result::Result<Vec<u8>, String> {
    let mut writer = First::new(module, plan);
    let mut first = wasm_encoder::Module::new();
    writer
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
    /// The function that fetches it if it has not come: the last.
    ensure: u32,
    /// The table between the parts: the last.
    table: u32,
}

impl<'a> First<'a> {
    fn new(module: &'a Module<'a>, plan: &'a Plan<'a>) -> Self {
        let mut kept: Vec<u32> = plan.first.iter().chain(&plan.wanted).copied().collect();
        kept.sort_unstable();
        // The imported function comes before the module's own.
        let load = module.imported;
        let indices = kept.iter().copied().zip(load + 1..).collect();
        let places = plan.wanted.iter().copied().zip(plan.first_wanted()..).collect();
        let ensure = load + 1 + index(kept.len());
        Self {
            module,
            plan,
            indices,
            places,
            kept,
            no_arguments: index(module.types.len()),
            load,
            ensure,
            table: index(module.tables.len()),
        }
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

    fn ensure(&self) -> Function {
        let mut body = Function::new([]);
        body.instructions()
            .i32_const(self.plan.first_wanted().cast_signed())
            .table_get(self.table)
            .ref_is_null()
            .if_(wasm_encoder::BlockType::Empty)
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
        section: wasmparser::ElementSectionReader<'_>,
    ) -> Result {
        utils::parse_element_section(self, elements, section)?;
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
