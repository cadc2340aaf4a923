//! The dataset of articles as one of the formats: what [`super::dataset`] writes comes in again, and
//! so do lines that a model wrote in its shape.

mod reader;

use super::archive::File;
use super::choice::Choice;
use super::dataset::articles_jsonl;
use super::fact::{Kind, Subject};
use super::table::{Counts, Format, Reader, Write, Writer};
use crate::model::{Project, Record};

/// The lines of articles.
pub(super) const FORMAT: Format = Format {
    id: "articles-jsonl",
    name: "Articles as JSON Lines",
    purpose: "An article a line with all that is marked in it, for Python; predictions come in.",
    ending: "articles.jsonl",
    counts: Counts::CodePoints,
    never: &[
        Kind::Suggestion,
        Kind::Entity,
        Kind::EntityType,
        Kind::EntityDetails,
        Kind::Matching,
        Kind::Issue,
        Kind::Codebook,
        Kind::Segments,
        Kind::IdleAnnotator,
        Kind::ForeignToProject,
        Kind::ProjectName,
        Kind::Foreign,
        Kind::Source,
        Kind::Provenance,
    ],
    writer: Some(Writer {
        write: Write::Files(|project, _| {
            vec![File::new("articles.jsonl", articles_jsonl(project))]
        }),
        besides,
    }),
};

pub(super) const READER: Reader = Reader { recognises: reader::recognises, read: reader::read };

/// Suggestions that nobody has accepted are not in a dataset.
fn besides(project: &Project, _: &Choice) -> Vec<(Kind, Subject)> {
    let mut open = Vec::new();
    for (id, layer) in &project.layers {
        for record in layer.records.values().filter(|it| !it.provenance().counts()) {
            let kind = match record {
                Record::Mention(_) => Kind::UnheldMention,
                Record::Stance(_) => Kind::UnheldStance,
                Record::DocumentStance(_) => Kind::DocumentStance,
            };
            open.push((kind, Subject::Record(id.clone(), record.id().clone())));
        }
    }
    open
}
