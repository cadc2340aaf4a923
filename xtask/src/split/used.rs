//! A module that notes which of its functions were called.

use super::module::Module;
use wasm_encoder::{
    CodeSection, ExportKind, ExportSection, Instruction, MemArg, MemArgTarget, MemorySection,
    MemoryType,
    reencode::{Error, Reencode, utils},
};

/// The name under which the notes are exported: one byte for each function of the module's own, 1
/// once it has been called.
const USED: &str = "used";
const PAGE_BYTES: usize = 65_536;

pub(super) fn write(bytes: &[u8], module: &Module<'_>) -> Result<Vec<u8>, String> {
    let mut noting = wasm_encoder::Module::new();
    Noting { module, next: 0 }
        .parse_core_module(&mut noting, wasmparser::Parser::new(0), bytes)
        .map_err(|error| format!("cannot write a module that notes its calls: {error}"))?;
    Ok(noting.finish())
}

/// The functions that a module takes notes of, in the order of the notes.
pub(crate) struct Noted(Vec<Option<String>>);

impl Noted {
    pub(super) fn new(module: &Module<'_>) -> Self {
        Self(module.own().map(|(function, _)| module.name(function).map(str::to_owned)).collect())
    }

    /// The names of those that the notes say were called, sorted.
    pub(crate) fn called(&self, notes: &[u8]) -> Vec<&str> {
        let called = self.0.iter().zip(notes).filter(|(_, note)| **note != 0);
        let mut names: Vec<&str> = called.filter_map(|(name, _)| name.as_deref()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

struct Noting<'a> {
    module: &'a Module<'a>,
    next: i32,
}

impl Noting<'_> {
    /// The notes have a memory of their own: the last.
    fn memory(&self) -> u32 {
        super::module::index(self.module.memories.len())
    }
}

impl Reencode for Noting<'_> {
    type Error = std::convert::Infallible;

    fn parse_memory_section(
        &mut self,
        memories: &mut MemorySection,
        section: wasmparser::MemorySectionReader<'_>,
    ) -> Result<(), Error> {
        utils::parse_memory_section(self, memories, section)?;
        memories.memory(MemoryType {
            minimum: self.module.bodies.len().div_ceil(PAGE_BYTES) as u64,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
        Ok(())
    }

    fn parse_export_section(
        &mut self,
        exports: &mut ExportSection,
        section: wasmparser::ExportSectionReader<'_>,
    ) -> Result<(), Error> {
        utils::parse_export_section(self, exports, section)?;
        exports.export(USED, ExportKind::Memory, self.memory());
        Ok(())
    }

    fn parse_function_body(
        &mut self,
        code: &mut CodeSection,
        body: wasmparser::FunctionBody<'_>,
    ) -> Result<(), Error> {
        let mut function = self.new_function_with_parsed_locals(&body)?;
        let note = MemArg {
            offset: 0,
            align: 0,
            target: MemArgTarget::Memory(self.memory()),
            ordering: None,
        };
        function
            .instruction(&Instruction::I32Const(self.next))
            .instruction(&Instruction::I32Const(1))
            .instruction(&Instruction::I32Store8(note));
        self.next += 1;
        let mut reader = body.get_operators_reader()?;
        while !reader.eof() {
            function.instruction(&self.parse_instruction(&mut reader)?);
        }
        code.function(&function);
        Ok(())
    }
}
