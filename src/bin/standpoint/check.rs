//! `standpoint check`: what is amiss in files of annotations.

use std::io::{self, Write};
use std::process::ExitCode;

use standpoint::model::Record;

use super::CheckArguments;
use super::inputs::{self, Inputs};

/// Runs the verb: a line for each thing that is amiss, and one with what there is.
pub(super) fn run(arguments: &CheckArguments) -> ExitCode {
    let Inputs { format, import } = match inputs::read(&arguments.input) {
        Ok(inputs) => inputs,
        Err(why) => {
            // With standard error closed there is nobody to tell.
            let _ = writeln!(io::stderr(), "standpoint: {why}");
            return ExitCode::from(2);
        }
    };
    let mut said = String::new();
    for problem in &import.problems {
        said += &format!("{problem}\n");
    }
    let records = import.project.layers.values().flat_map(|layer| layer.records.values());
    let (mut mentions, mut stances) = (0, 0);
    for record in records {
        match record {
            Record::Mention(_) => mentions += 1,
            Record::Stance(_) | Record::DocumentStance(_) => stances += 1,
        }
    }
    said += &format!(
        "{format}: {} articles, {mentions} mentions, {stances} stances; {} things amiss. {}\n",
        import.project.articles.len(),
        import.problems.len(),
        import.unit.words()
    );
    let _ = io::stdout().write_all(said.as_bytes());
    ExitCode::from(u8::from(!import.problems.is_empty()))
}
