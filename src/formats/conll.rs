//! CoNLL: a word and its tag on each line, in the four columns of CoNLL-2003 or in two, with the tags
//! BIO or BILOU.
//!
//! <https://www.clips.uantwerpen.be/conll2003/ner/>. A tag holds one mention, so of those that overlap
//! the longest stays, of those as long the first; or each type gets a file of its own. White space is
//! not in such files: a list of positions goes with them, by which they are read back exactly.

mod reader;
mod tags;
mod writer;

use std::collections::{BTreeMap, BTreeSet};

use super::choice::Choice;
use super::fact::{Kind, Subject};
use super::rider;
use super::span_lines;
use super::table::{Counts, Format, Reader, Write, Writer};
use crate::model::{LayerId, Project, Record};
use crate::text::{Span, Unit, overlapping};
use tags::Scheme;

pub(super) const CONLL: Format = Format {
    id: "conll",
    name: "CoNLL-2003",
    purpose: "Words in four columns with BIO tags, to train and measure taggers.",
    ending: "conll.zip",
    counts: Counts::Tokens,
    never: rider::BUT_PIECES,
    writer: Some(Writer {
        write: Write::Files(|project, choice| writer::write(project, choice, &FOUR_COLUMNS)),
        besides,
    }),
};

pub(super) const BIO: Format = Format {
    id: "bio",
    name: "BIO",
    purpose: "Words and BIO tags in two columns.",
    ending: "bio.zip",
    counts: Counts::Tokens,
    never: rider::BUT_PIECES,
    writer: Some(Writer {
        write: Write::Files(|project, choice| writer::write(project, choice, &TWO_COLUMNS)),
        besides,
    }),
};

pub(super) const BILOU: Format = Format {
    id: "bilou",
    name: "BILOU",
    purpose: "Words and BILOU tags in two columns, which say where a mention ends too.",
    ending: "bilou.zip",
    counts: Counts::Tokens,
    never: rider::BUT_PIECES,
    writer: Some(Writer {
        write: Write::Files(|project, choice| writer::write(project, choice, &TWO_COLUMNS_BILOU)),
        besides,
    }),
};

pub(super) const CONLL_READER: Reader =
    Reader { recognises: |file| reader::recognises(file, &FOUR_COLUMNS), read: reader::read };
pub(super) const BIO_READER: Reader =
    Reader { recognises: |file| reader::recognises(file, &TWO_COLUMNS), read: reader::read };
pub(super) const BILOU_READER: Reader =
    Reader { recognises: |file| reader::recognises(file, &TWO_COLUMNS_BILOU), read: reader::read };

/// How a file is laid out.
struct Layout {
    /// The file's ending.
    ending: &'static str,
    /// What stands between a word and its tag.
    between: &'static str,
    scheme: Scheme,
}

const FOUR_COLUMNS: Layout = Layout { ending: "conll", between: " -X- _ ", scheme: Scheme::Bio };
const TWO_COLUMNS: Layout = Layout { ending: "bio", between: "\t", scheme: Scheme::Bio };
const TWO_COLUMNS_BILOU: Layout = Layout { ending: "bilou", between: "\t", scheme: Scheme::Bilou };

/// The word that begins a document.
const BEGINS: &str = "-DOCSTART-";
/// The list of positions: a line for each document.
const POSITIONS: &str = "positions.jsonl";

/// Mentions in several pieces, and those that a longer one of the same file overlaps.
fn besides(project: &Project, choice: &Choice) -> Vec<(Kind, Subject)> {
    let mut lost = span_lines::besides(project, Unit::CodePoint, false);
    let unheld: BTreeSet<Subject> = lost.iter().map(|(_, subject)| subject.clone()).collect();
    for (id, layer) in &project.layers {
        let Some(article) = project.articles.get(&id.article) else { continue };
        let mut files: BTreeMap<&str, Vec<(Span, Subject)>> = BTreeMap::new();
        for mention in layer.mentions() {
            let subject = Subject::Record(id.clone(), mention.id.clone());
            match mention.fragments.spans() {
                _ if unheld.contains(&subject) => {}
                [span] => {
                    let file = if choice.file_per_type { mention.entity_type.as_str() } else { "" };
                    files.entry(file).or_default().push((*span, subject));
                }
                _ => lost.push((Kind::DiscontinuousMention, subject)),
            }
        }
        for mentions in files.into_values() {
            let spans: Vec<Span> = mentions.iter().map(|(span, _)| *span).collect();
            let out = overlapping(&article.text, &spans).into_iter();
            lost.extend(out.map(|at| (Kind::OverlappingMention, mentions[at].1.clone())));
        }
    }
    lost
}

/// The project without what is lost, and without stances.
fn held(project: &Project, choice: &Choice) -> Project {
    let mut held = super::loss::without(project, &besides(project, choice));
    let layers: Vec<LayerId> = held.layers.keys().cloned().collect();
    for id in layers {
        if let Some(layer) = held.layers.get_mut(&id) {
            let records = &mut std::rc::Rc::make_mut(layer).records;
            records.retain(|_, record| matches!(record, Record::Mention(_)));
        }
    }
    held
}
