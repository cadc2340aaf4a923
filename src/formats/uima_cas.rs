//! UIMA CAS JSON 0.4: each article as a file of feature structures, with the types that they have.
//!
//! <https://github.com/apache/uima-uimaj-io-jsoncas>; INCEpTION writes and reads it, dkpro-cassis reads
//! it in Python. Positions count UTF-16. A mention is a named entity of DKPro, a stance an annotation
//! of a layer of its own; what these have no feature for is carried in structures beside them. An
//! annotation is one stretch: one with gaps reaches from its first piece to its last.

mod reader;
mod writer;

use super::rider;
use super::table::{Counts, Format, Reader, Write, Writer};

pub(super) const FORMAT: Format = Format {
    id: "uima-cas",
    name: "UIMA CAS JSON",
    purpose: "Documents for INCEpTION and other programs of the UIMA family.",
    ending: "uima-cas.zip",
    counts: Counts::Utf16,
    never: rider::BUT_THE_PROJECT,
    writer: Some(Writer {
        write: Write::Files(|project, _| writer::write(project)),
        besides: |_, _| Vec::new(),
    }),
};

pub(super) const READER: Reader = Reader { recognises: reader::recognises, read: reader::read };

const TYPES: &str = "%TYPES";
const STRUCTURES: &str = "%FEATURE_STRUCTURES";
const ID: &str = "%ID";
const TYPE: &str = "%TYPE";

const SOFA: &str = "uima.cas.Sofa";
const STRING: &str = "uima.cas.String";
const ANNOTATION: &str = "uima.tcas.Annotation";
const DOCUMENT: &str = "uima.tcas.DocumentAnnotation";
const NAMED_ENTITY: &str = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity";
const STANCE: &str = "webanno.custom.Stance";
/// What is carried: JSON, of the annotation that `of` leads to or else of the article.
const CARRIED: &str = "standpoint.Carried";
