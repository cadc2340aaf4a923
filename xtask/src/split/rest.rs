//! The rest: the other functions, as a module that works on the first part's memory and tables.

use super::{
    MEMORY, PARTS, PROGRAM_TABLE, TABLE, function_name, global_name, module::Module, plan::Plan,
    write_elements,
};
use std::{borrow::Cow, collections::HashMap};
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ElementSection, Elements, EntityType, FunctionSection,
    ImportSection, TypeSection,
    reencode::{Error, Reencode},
};

type Result<T> = std::result::Result<T, Error>;

pub(super) fn write(module: &Module<'_>, plan: &Plan<'_>) -> std::result::Result<Vec<u8>, String> {
    Rest::new(module, plan)
        .module()
        .map_err(|error| format!("cannot write the rest of the page’s module: {error}"))
}

struct Rest<'a> {
    module: &'a Module<'a>,
    plan: &'a Plan<'a>,
    /// Old index to new.
    indices: HashMap<u32, u32>,
}

impl<'a> Rest<'a> {
    fn new(module: &'a Module<'a>, plan: &'a Plan<'a>) -> Self {
        let indices = plan.shared.iter().chain(&plan.rest).copied().zip(0..).collect();
        Self { module, plan, indices }
    }

    fn module(mut self) -> Result<Vec<u8>> {
        let mut rest = wasm_encoder::Module::new();
        rest.section(&self.types()?);
        rest.section(&self.imports()?);
        rest.section(&self.functions());
        rest.section(&self.elements());
        rest.section(&self.code()?);
        let mut data = DataSection::new();
        super::write_data(&mut data, &self.plan.data.rest);
        rest.section(&data);
        Ok(rest.finish())
    }

    fn types(&mut self) -> Result<TypeSection> {
        let mut types = TypeSection::new();
        for ty in &self.module.types {
            let ty = self.func_type(ty.clone())?;
            types.ty().func_type(&ty);
        }
        Ok(types)
    }

    fn imports(&mut self) -> Result<ImportSection> {
        let mut imports = ImportSection::new();
        for memory in &self.module.memories {
            imports.import(PARTS, MEMORY, self.memory_type(*memory)?);
        }
        for (table, ty) in (0..).zip(&self.module.tables) {
            let mut ty = self.table_type(*ty)?;
            if table == PROGRAM_TABLE {
                ty = self.plan.program_table(ty);
            }
            imports.import(PARTS, &format!("{TABLE}{table}"), ty);
        }
        imports.import(PARTS, TABLE, self.plan.table());
        for (global, ty) in (0..).zip(&self.module.globals) {
            imports.import(PARTS, &global_name(global), self.global_type(*ty)?);
        }
        for (place, function) in (0..).zip(&self.plan.shared) {
            let ty = self.module.functions[*function as usize];
            imports.import(PARTS, &function_name(place), EntityType::Function(ty));
        }
        Ok(imports)
    }

    fn functions(&self) -> FunctionSection {
        let mut functions = FunctionSection::new();
        for function in &self.plan.rest {
            functions.function(self.module.functions[*function as usize]);
        }
        functions
    }

    fn elements(&self) -> ElementSection {
        let mut elements = ElementSection::new();
        write_elements(&mut elements, &self.plan.elements_rest, |it| self.indices[&it]);
        let wanted: Vec<u32> =
            self.plan.wanted.iter().map(|function| self.indices[function]).collect();
        elements.active(
            None,
            &ConstExpr::i32_const(self.plan.first_wanted().cast_signed()),
            Elements::Functions(Cow::Owned(wanted)),
        );
        elements
    }

    fn code(&mut self) -> Result<CodeSection> {
        let mut code = CodeSection::new();
        let module = self.module;
        for function in &self.plan.rest {
            let body = module.body(*function);
            self.parse_function_body(&mut code, body.clone())?;
        }
        Ok(code)
    }
}

impl Reencode for Rest<'_> {
    type Error = std::convert::Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32> {
        Ok(self.indices[&function])
    }
}
