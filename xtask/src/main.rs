//! The project's build commands, and all the set-up that they need on a fresh machine.
#![allow(clippy::print_stdout, reason = "the commands talk to the person who called them")]

mod arguments;
mod bench;
mod build;
mod check;
mod counts;
mod first_load;
mod markup;
mod minify;
mod offline;
mod page_styles;
mod process;
mod project;
mod python_tests;
mod seal;
mod serve;
mod setup;
mod sizes;
mod split;
mod test;
mod worker_names;

use arguments::Command;
use project::Project;
use std::{env, process::ExitCode};

fn main() -> ExitCode {
    let result = Command::parse(env::args().skip(1)).and_then(|command| {
        let project = Project::find()?;
        match command {
            Command::Help => {
                print!("{}", arguments::USAGE);
                Ok(())
            }
            Command::Build { allowed } => build::run(&project, &allowed),
            Command::Serve(options) => serve::run(&project, &options),
            Command::Check => check::run(&project),
            Command::Test { only, filter, seed, in_full } => {
                test::run(&project, only, filter.as_deref(), seed, in_full)
            }
            Command::Bench { only, quick } => bench::run(&project, only.as_deref(), quick),
            Command::FirstLoad => first_load::run(&project),
        }
    });
    match result {
        Ok(()) => ExitCode::SUCCESS,
        // The last line of `test` is its count, which has been printed.
        Err(message) if message.is_empty() => ExitCode::FAILURE,
        Err(message) => {
            eprintln!("error: {message}");
            ExitCode::FAILURE
        }
    }
}
