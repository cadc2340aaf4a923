//! What is going on at the desk: the state, what can happen to it, and what that changes.
//!
//! [`update()`] is the only writer. It does no input or output: what the world must do
//! comes back as [`Effect`]s, and their results return as [`Action`]s.

pub mod articles;
pub mod command;
pub mod completion;
pub mod words;

mod action;
mod derived;
mod ledger;
mod paint;
mod state;
mod update;

pub use action::{Action, Effect, MarkEnd, NewArticle, ReadFile};
pub use ledger::{LedgerFilter, LedgerRow, Listing, ledger};
pub use paint::{Block, Cover, LANES, Look, Mark, Painting, Role, Run, paint};
pub use state::{
    ArticleFilter, Desk, Dialog, Draft, Loading, Notice, Outcome, Place, ReportLine, Saving,
    Selection, Settings, Shelved, Sort, StanceSlot, State, Theme, Writing,
};
pub use update::update;
