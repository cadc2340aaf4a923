//! Persistence without a browser: a project as the log of everything that was done to it.
//!
//! A record is one line of JSON. The first one of a log holds the project as it began, each
//! later one an edit, an undo or a redo. [`replay()`] makes the work out of them again. A
//! [`Snapshot`] says what the records before it came to, so that a long log opens quickly.

mod crc32;
mod frame;
pub mod merge;
mod operation;
pub mod record;
pub mod replay;
pub mod rescue;
pub mod snapshot;

pub use crc32::crc32;
pub use frame::{Frame, Unframing};
pub use merge::{MergeError, merge};
pub use record::{LogRecord, RecordError, decode, encode, encode_begin};
pub use replay::{Replayed, SetAside, replay};
pub use snapshot::Snapshot;
