//! What the arguments mean. One module per verb.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[path = "corpus.rs"]
mod corpus;

/// Who stands where on what, in news articles: the command line beside the page.
#[derive(Parser)]
#[command(name = "standpoint", version)]
struct Arguments {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Write what a host needs to serve a folder of articles.
    ///
    /// Copies every file below DIR that articles can be read from to DIST/corpus and writes
    /// DIST/corpus/corpus.json, which lists them with their hashes and what could be guessed
    /// about each. Correct it there: a later run keeps no corrections.
    #[command(
        after_help = "Exit status: 0 all files are in the corpus; 1 some are not, as listed; \
                            2 nothing was written."
    )]
    Corpus(CorpusArguments),
}

/// The arguments of `standpoint corpus`.
#[derive(clap::Args)]
struct CorpusArguments {
    /// The folder with the articles. Names that begin with a dot are passed over.
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// The folder that will be served, such as the one with the page in it.
    #[arg(short, long = "output", value_name = "DIST")]
    output: PathBuf,
    /// The corpus's name for people; the folder's name otherwise.
    #[arg(long)]
    title: Option<String>,
    /// What the corpus is, in a sentence or two.
    #[arg(long, default_value = "")]
    description: String,
}

/// Runs the program with the arguments of the process.
pub(crate) fn run() -> ExitCode {
    match Arguments::parse().verb {
        Verb::Corpus(arguments) => corpus::run(&arguments),
    }
}
