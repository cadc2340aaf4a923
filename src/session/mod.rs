//! What is going on at the desk: the state, what can happen to it, and what that changes.
//!
//! [`update()`] is the only writer. It does no input or output: what the world must do
//! comes back as [`Effect`]s, and their results return as [`Action`]s.

pub mod articles;
pub mod codebook;
pub mod command;
pub mod completion;
pub mod everywhere;
pub mod gap_list;
pub mod gaps;
pub mod import;
pub mod names;
pub mod palette;
pub mod passages;
pub mod picture;
pub mod progress;
pub mod registry;
pub mod search;
pub mod stance_fields;
pub mod suggestions;
pub mod words;

mod action;
mod arcs;
mod comparison;
mod contents;
mod derived;
mod file_copy;
mod finding;
mod ledger;
mod offline;
mod outline;
mod paint;
mod resemblance;
mod settings;
mod state;
mod steps;
mod update;

pub use action::{
    Action, Alike, Effect, EntityDeed, Link, MarkEnd, NewArticle, ReadFile, RegistryPart, Turning,
};
pub use arcs::{Arcs, End};
pub use comparison::{Candidate, Comparison, Stop};
pub use contents::{Contents, ContentsRow, Goal};
pub use everywhere::{Deed, Hit, Wanted};
pub use file_copy::{CopyState, FileCopy, copy_wait_ms};
pub use finding::Finding;
pub use ledger::{LedgerFilter, LedgerRow, Listing, ledger};
pub use offline::Offline;
pub use outline::{Heights, Outline, Tick, TickKind};
pub use paint::{Block, Cover, LANES, Look, Mark, Painting, Role, Run, paint, shaded};
pub use settings::{Choice, FACES, Reading, SIZES, SPACINGS, Settings, Theme, WIDTHS};
pub use stance_fields::Said;
pub use state::{
    ArticleFilter, Desk, Dialog, Draft, Exporting, Loading, Merging, Notice, Outcome, Persistence,
    Place, ReportLine, Saving, Screen, Selection, Shelved, Sort, StanceSlot, State, Tone, Writing,
};
pub use steps::{StepLine, StepList};
pub use update::{update, with_end};
