//! W3C Web Annotation: each article as `.txt`, its marks beside it as `.jsonld`, and what is said of
//! whole articles in `articles.jsonld`; each a list with one annotation a line.
//!
//! <https://www.w3.org/TR/annotation-model/>. Every mark has a quote beside its position, a target for
//! each of its pieces and at least one body, which Recogito and others need. The specification counts
//! code points; programs in JavaScript count UTF-16, which can be chosen and is found on reading.

mod reader;
mod writer;

use super::line_ends;
use super::rider;
use super::table::{Counts, Format, Reader, Write, Writer};

pub(super) const FORMAT: Format = Format {
    id: "web-annotation",
    name: "W3C Web Annotation",
    purpose: "JSON-LD for Recogito, Annotorious and other readers of the W3C’s model.",
    ending: "web-annotation.zip",
    counts: Counts::Either,
    never: rider::BUT_THE_PROJECT,
    writer: Some(Writer {
        write: Write::Files(writer::write),
        besides: |project, _| line_ends::lost(project),
    }),
};

pub(super) const READER: Reader = Reader { recognises: reader::recognises, read: reader::read };

const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";
/// What is said of whole articles.
const ARTICLES: &str = "articles.jsonld";
const WIKIDATA: &str = "http://www.wikidata.org/entity/";

/// What a body says, as its `purpose`; of an annotation, its `motivation`.
const TAGGING: &str = "tagging";
const ASSESSING: &str = "assessing";
const IDENTIFYING: &str = "identifying";
const COMMENTING: &str = "commenting";
const DESCRIBING: &str = "describing";
