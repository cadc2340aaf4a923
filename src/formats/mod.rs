//! Files in and out: one module per format, and the wire types that stand in them.
//!
//! | module | files | read | written |
//! |---|---|---|---|
//! | [`corpus`] | the manifest of a hosted corpus, `corpus.json` | yes | yes |
//! | [`reading`] | .txt .md .html .json .jsonl .csv .tsv | yes | no |
//! | [`codebook`] | a codebook on its own, `.codebook.json` | yes | yes |
//! | [`project`] | the project file, `.standpoint.json` | yes | yes |
//! | [`dataset`] | datasets, `.jsonl` | no | yes |
//! | [`table`] | projects and annotations, in the formats of other programs | yes | yes |

pub mod archive;
mod brat;
pub mod choice;
pub mod codebook;
mod conll;
pub mod corpus;
pub mod csv;
mod data_package;
pub mod dataset;
mod dataset_lines;
pub mod digest;
mod doccano;
pub mod examples;
pub mod fact;
mod file_names;
pub mod gazetteer;
mod hugging_face;
pub mod import;
pub mod incoming;
mod json_list;
mod label_studio;
mod line_ends;
pub mod loss;
mod names;
mod newsmtsc;
mod opinions;
pub mod outgoing;
mod prodigy;
pub mod project;
pub mod reading;
mod refi_qda;
mod rider;
mod semeval_2016;
mod semeval_2022;
mod spacy;
mod span_lines;
mod stance_graph;
mod standpoint;
pub mod table;
mod uima_cas;
mod web_annotation;
mod webanno_tsv;
pub(crate) mod wire;
mod xml;

/// A text as an article has it: without a byte order mark, and with LF at the ends of lines.
fn normalised(raw: &str) -> String {
    let text = raw.strip_prefix('\u{feff}').unwrap_or(raw);
    if text.contains('\r') { line_ends::with_line_feeds(text) } else { text.to_owned() }
}
