//! The model's types as JSON, for the project file and for the log alike.
//!
//! Writing is `serde::Serialize` on [`Wire`] and [`In`]; reading takes a parsed
//! [`Value`] apart field by field, so that one bad record never costs
//! the rest. Both directions of a noun stand in the same file.
//!
//! - Positions are code points, half-open, each with its quote.
//! - An unknown or empty field is left out; on reading, `null` is the same as absent.
//! - Objects whose model type has an `extra` keep fields that this program does
//!   not know; only to those may a minor version of the format add fields.

mod article;
mod attribute;
mod codebook;
mod cursor;
mod entity;
mod fields;
mod layer;
mod line;
mod names;
mod object;
mod parse;
mod pieces;
mod provenance;
mod range;
mod stance;
mod value;

use crate::text::Text;

pub(crate) use article::{DetailsOf, article, details};
pub(crate) use attribute::{attributes, value as attribute_value, write_attributes};
pub(crate) use codebook::codebook;
pub use cursor::Problem;
pub(crate) use cursor::{Cursor, pointer};
pub(crate) use entity::{annotator, entity};
pub(crate) use fields::{Fields, kind_of, short as shortly};
pub(crate) use layer::{RecordKind, layer, record};
pub(crate) use line::line_of;
pub(crate) use names::Named;
pub(crate) use object::{Layout, Object, Prose, write_json};
pub(crate) use parse::{Parsed, parse};
pub(crate) use pieces::{Pieces, Unusual};
pub(crate) use provenance::provenance;
pub(crate) use stance::{holder_kind, target_kind};
pub(crate) use value::{Map, Value};

/// A part of the model as it stands in files.
pub(crate) struct Wire<'a, T: ?Sized>(pub(crate) &'a T);

/// A part of the model that needs its article's text to state positions.
pub(crate) struct In<'a, T: ?Sized>(pub(crate) &'a T, pub(crate) &'a Text);

/// The same without some of its fields.
pub(crate) struct Without<'a, T: ?Sized>(
    pub(crate) &'a T,
    pub(crate) &'a Text,
    pub(crate) &'static [&'static str],
);
