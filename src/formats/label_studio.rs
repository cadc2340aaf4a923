//! Label Studio: a list of tasks as JSON and the labelling configuration that shows them.
//!
//! <https://labelstud.io/guide/task_format>. Mentions are regions labelled with their type, stances
//! regions labelled with their polarity, with holder and target as text beside. What Label Studio has
//! no place for rides along in each region's `meta` and each task's `data`, which it hands on as
//! they are. Positions count code points; files from before 2022 counted UTF-16.

mod config;
mod reader;
mod region;
mod task;
mod writer;

use super::choice::Choice;
use super::fact::{Kind, Subject};
use super::rider;
use super::table::{Counts, Format, Reader, Write, Writer};
use crate::model::{Project, Record};

pub(super) const FORMAT: Format = Format {
    id: "label-studio",
    name: "Label Studio",
    purpose: "Tasks with annotations or predictions and the labelling configuration, to go on in \
              Label Studio.",
    ending: "label-studio.zip",
    counts: Counts::Either,
    never: rider::BUT_ARTICLE_STANCES,
    writer: Some(Writer { write: Write::ByArticle(&writer::TASK_BY_TASK), besides }),
};

pub(super) const READER: Reader = Reader { recognises: reader::recognises, read: reader::read };

const TASKS: &str = "tasks.json";
const CONFIG: &str = "labeling-config.xml";

/// The control tags of the configuration, which name what a region is.
const MENTION: &str = "mention";
const STANCE: &str = "stance";
const PART: &str = "part";
const HOLDER: &str = "holder";
const TARGET: &str = "target";
/// The object tag.
const TEXT: &str = "text";
/// The labels of a stance's further parts, and the relations that lead to them.
const CUE: &str = "cue";
const EVIDENCE: &str = "evidence";
/// The relation to a mark's further pieces.
const FRAGMENT: &str = "fragment";

/// A region needs words: stances without any cannot be shown.
fn besides(project: &Project, choice: &Choice) -> Vec<(Kind, Subject)> {
    let mut lost = Vec::new();
    for (id, layer) in &project.layers {
        for record in layer.records.values() {
            let subject = || Subject::Record(id.clone(), record.id().clone());
            match record {
                Record::Stance(stance) if stance.expression.is_none() => {
                    lost.push((Kind::WordlessStance, subject()));
                }
                Record::DocumentStance(_) => {}
                _ if choice.as_predictions && !record.provenance().is_suggestion() => {
                    lost.push((Kind::Provenance, subject()));
                }
                _ => {}
            }
        }
    }
    lost
}
