//! A folder that Hugging Face’s `datasets` loads as it is: lines of JSON, a README that names every
//! feature, and a Croissant description (<https://docs.mlcommons.org/croissant/docs/croissant-spec.html>).
//!
//! <https://huggingface.co/docs/datasets/repository_structure>. Labels are written by name and declared
//! as `ClassLabel`. Every line of a file has all fields, as the reader guesses types from what is there.

mod croissant;
mod features;
mod rows;

use super::archive::File;
use super::choice::Choice;
use super::examples::{CARD, Card};
use super::fact::Kind;
use super::loss::Loss;
use super::table::{Counts, Format, Write, Writer};
use crate::model::Project;
use features::{CONFIGS, Config, Labels};

pub(super) const FORMAT: Format = Format {
    id: "hugging-face",
    name: "Hugging Face dataset",
    purpose: "A folder that load_dataset reads as it is, with labels as classes, and a Croissant \
              description.",
    ending: "hugging-face.zip",
    counts: Counts::CodePoints,
    never: &[
        Kind::Segments,
        Kind::Entity,
        Kind::EntityType,
        Kind::EntityDetails,
        Kind::Matching,
        Kind::Issue,
        Kind::Codebook,
        Kind::IdleAnnotator,
        Kind::ForeignToProject,
        Kind::ProjectName,
        Kind::Foreign,
        Kind::Source,
        Kind::Provenance,
    ],
    writer: Some(Writer { write: Write::Whole(write), besides: |_, _| Vec::new() }),
};

/// What the only part is called.
const ONLY: &str = "train";

/// A file of lines: one configuration of one part.
struct Lines {
    config: &'static Config,
    part: String,
    count: usize,
    file: File,
}

/// The folder. It is written as a whole, as its README tells of all parts.
pub(super) fn write(chosen: &Project, choice: &Choice, losses: &[Loss]) -> Vec<File> {
    let dataset = &choice.shape.of(chosen);
    let parts = &dataset.parts(choice.shape.split.as_ref())[..];
    let labels = Labels::of(&dataset.project);
    let mut lines = Vec::new();
    for config in CONFIGS {
        for part in parts {
            let rows = rows::rows(config, &part.project);
            // The reader has no type for the columns of an empty file.
            if rows.is_empty() {
                continue;
            }
            let name = part.name.clone().unwrap_or_else(|| ONLY.to_owned());
            let path = format!("data/{}/{name}.jsonl", config.name);
            let file = File::new(path, rows::written(config, &rows));
            lines.push(Lines { config, part: name, count: rows.len(), file });
        }
    }
    let croissant = croissant::describe(&dataset.project, &lines);
    let mut files: Vec<File> = lines.iter().map(|lines| lines.file.clone()).collect();
    files.push(File::new("croissant.json", croissant));
    let format = FORMAT.name;
    let card = Card { format, choice, dataset, parts, losses, files: &files };
    let head = features::front_matter(&dataset.project, &lines, &labels);
    let usage = "\n## Use\n\n```python\nfrom datasets import load_dataset\n\n\
                 dataset = load_dataset(\"path/to/this/folder\")              # the examples\n\
                 stances = load_dataset(\"path/to/this/folder\", \"stances\")  # a row for each stance\n\
                 ```\n";
    files.insert(0, File::new(CARD, format!("{head}{}{usage}", card.text())));
    files
}
