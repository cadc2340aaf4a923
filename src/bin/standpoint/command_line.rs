//! What the arguments mean. One module per verb.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand, ValueEnum};
use standpoint::formats::choice::Suggestions;
use standpoint::formats::examples::{self, Example, Group};
use standpoint::formats::table;
use standpoint::text::Unit;

#[path = "check.rs"]
mod check;
#[path = "convert.rs"]
mod convert;
#[path = "corpus.rs"]
mod corpus;
#[path = "inputs.rs"]
mod inputs;
#[path = "merge.rs"]
mod merge;

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
    /// Convert annotations, or articles, from one format to another.
    ///
    /// Reads all IN together, folders with everything below them and zip archives included, finds
    /// their format by name and content, and writes OUT. What the files have amiss, and what the
    /// new format cannot hold, is listed on standard error; the second also stands in the archive,
    /// or beside OUT.
    #[command(
        after_help = "Exit status: 0 all was read; 1 written, but something in the files was amiss, \
                            as listed; 2 nothing was written."
    )]
    Convert(ConvertArguments),
    /// Say what is amiss in files of annotations, without writing anything.
    #[command(
        after_help = "Exit status: 0 all is well; 1 something is amiss, as listed; 2 a file could not \
                            be read or is in no known format."
    )]
    Check(CheckArguments),
    /// Bring states of one project together, as two machines or annotators have left them.
    ///
    /// What is new in either is in the result; where both have a thing, the one that was changed
    /// later counts. What each file brings is listed.
    #[command(after_help = "Exit status: 0 merged; 2 nothing was written.")]
    Merge(MergeArguments),
    /// List the formats.
    Formats,
}

/// The arguments of `standpoint convert`.
#[derive(clap::Args)]
struct ConvertArguments {
    #[command(flatten)]
    input: InputArguments,
    /// The format to write; `standpoint formats` lists them.
    #[arg(long, value_name = "FORMAT")]
    to: String,
    /// The file to write. A folder that exists, or a name that ends with a slash, gets the files
    /// one by one instead of an archive; `standpoint-folder` always makes a folder, unless OUT ends with
    /// `.zip`, and takes the files of articles away that the project has no more.
    #[arg(short, long = "output", value_name = "OUT")]
    output: PathBuf,
    /// The work of the annotator of this name or id only.
    #[arg(long, value_name = "NAME")]
    annotator: Option<String>,
    /// Work of this status only.
    #[arg(long, value_name = "STATUS", value_parser = ["to_do", "in_progress", "done", "skipped"])]
    status: Option<String>,
    /// Leave mentions out.
    #[arg(long)]
    no_mentions: bool,
    /// Leave stances out.
    #[arg(long)]
    no_stances: bool,
    /// Which suggestions go along: all into the program's own formats, else accepted ones.
    #[arg(long, value_enum)]
    suggestions: Option<SuggestionsArgument>,
    /// Write all records as a model's predictions, where the format tells them apart.
    #[arg(long)]
    as_predictions: bool,
    /// Write each type of mention to a file of its own, where overlapping mentions cannot share one.
    #[arg(long)]
    file_per_type: bool,
    /// What positions count in OUT, where the format leaves it open.
    #[arg(long, value_name = "UNIT", value_enum)]
    output_unit: Option<UnitArgument>,
    /// The article of this id only; may be given several times.
    #[arg(long, value_name = "ID")]
    article: Vec<String>,
    /// What one example of the dataset is.
    #[arg(long, value_enum, default_value_t = ExampleArgument::Article)]
    example: ExampleArgument,
    /// How many sentences stand on each side of an example that is no whole article.
    #[arg(long, value_name = "SENTENCES", default_value_t = 0)]
    around: usize,
    /// Divide the examples into parts, each with its share: train=80,dev=10,test=10.
    #[arg(long, value_name = "PARTS", value_parser = examples::parts_of)]
    split: Option<std::vec::Vec<(String, u32)>>,
    /// What stays together in one part; by date, the parts follow each other in time.
    #[arg(long, value_enum, default_value_t = GroupArgument::Article, requires = "split")]
    split_by: GroupArgument,
    /// Decides what chance would; the same seed and state give the same files.
    #[arg(long, value_name = "NUMBER", default_value_t = 1, requires = "split")]
    seed: u64,
}

/// The arguments of `standpoint check`.
#[derive(clap::Args)]
struct CheckArguments {
    #[command(flatten)]
    input: InputArguments,
}

/// What is read.
#[derive(clap::Args)]
struct InputArguments {
    /// Files, folders and zip archives.
    #[arg(value_name = "IN", required = true)]
    paths: Vec<PathBuf>,
    /// The format that they are in; found by name and content otherwise.
    #[arg(long, value_name = "FORMAT")]
    from: Option<String>,
    /// What positions count in them; found by the words beside them otherwise.
    #[arg(long, value_name = "UNIT", value_enum)]
    unit: Option<UnitArgument>,
}

/// A unit of positions.
#[derive(Clone, Copy, ValueEnum)]
enum UnitArgument {
    CodePoints,
    #[value(name = "utf-16")]
    Utf16,
    Graphemes,
    Bytes,
}

impl From<UnitArgument> for Unit {
    fn from(unit: UnitArgument) -> Self {
        match unit {
            UnitArgument::CodePoints => Self::CodePoint,
            UnitArgument::Utf16 => Self::Utf16,
            UnitArgument::Graphemes => Self::Grapheme,
            UnitArgument::Bytes => Self::Byte,
        }
    }
}

/// What one example is.
#[derive(Clone, Copy, ValueEnum)]
enum ExampleArgument {
    Article,
    Sentence,
    Stance,
}

impl From<ExampleArgument> for Example {
    fn from(example: ExampleArgument) -> Self {
        match example {
            ExampleArgument::Article => Self::Article,
            ExampleArgument::Sentence => Self::Sentence,
            ExampleArgument::Stance => Self::Stance,
        }
    }
}

/// What stays together.
#[derive(Clone, Copy, ValueEnum)]
enum GroupArgument {
    Article,
    Outlet,
    Date,
}

impl From<GroupArgument> for Group {
    fn from(group: GroupArgument) -> Self {
        match group {
            GroupArgument::Article => Self::Article,
            GroupArgument::Outlet => Self::Outlet,
            GroupArgument::Date => Self::Date,
        }
    }
}

/// Which suggestions go along.
#[derive(Clone, Copy, ValueEnum)]
enum SuggestionsArgument {
    /// Those that were accepted.
    Accepted,
    /// Those that wait for a decision too.
    Pending,
    /// Rejected ones as well.
    All,
}

impl From<SuggestionsArgument> for Suggestions {
    fn from(suggestions: SuggestionsArgument) -> Self {
        match suggestions {
            SuggestionsArgument::Accepted => Self::Accepted,
            SuggestionsArgument::Pending => Self::Pending,
            SuggestionsArgument::All => Self::All,
        }
    }
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

/// The arguments of `standpoint merge`.
#[derive(clap::Args)]
struct MergeArguments {
    /// The project files, in any order.
    #[arg(value_name = "FILE", num_args = 2.., required = true)]
    files: Vec<PathBuf>,
    /// The file that is written.
    #[arg(short, long = "output", value_name = "OUT")]
    output: PathBuf,
}

/// Runs the program with the arguments of the process.
pub(crate) fn run() -> ExitCode {
    match Arguments::parse().verb {
        Verb::Corpus(arguments) => corpus::run(&arguments),
        Verb::Convert(arguments) => convert::run(&arguments),
        Verb::Check(arguments) => check::run(&arguments),
        Verb::Formats => {
            print!("{}", table::listing());
            ExitCode::SUCCESS
        }
        Verb::Merge(arguments) => merge::run(&arguments),
    }
}
