//! Texts, positions in them, and the stretches that annotations stand on.
//!
//! Three units count positions, each its own type: [`Byte`] in memory,
//! [`CodePoint`] in files, [`Utf16`] at the DOM. Only this module converts.

mod ascii;
mod direction;
mod find;
mod fold;
mod fragments;
mod names;
mod offset;
mod pattern;
mod pieces;
mod quote;
mod segmentation;
mod shared;
#[allow(clippy::module_inception)] // the type that the module is named for
mod text;
mod tokens;
mod unit;

pub use direction::Direction;
pub use find::Query;
pub use fold::{folded, plain};
pub use fragments::Fragments;
pub use names::{ENDING_LETTERS, Name, Names, Reach};
pub use offset::{Byte, CodePoint, Span, Utf16};
pub use pattern::Pattern;
pub use pieces::{Piece, Pieces};
pub use quote::{CONTEXT_CHARS, Quote};
pub use segmentation::{Snap, Step, Towards, snap, step};
pub use shared::{Pair, Place, Shared, Side};
pub use text::{Paragraph, Text};
pub use tokens::{
    Token, divides, is_line_break, is_white, lines, overlapping, sentences, tokens, whole_tokens,
};
pub use unit::{Positions, Unit};
