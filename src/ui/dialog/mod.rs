//! What lies over the page: one file per dialog, the frame around each, and the host that picks one.

mod browser_settings;
mod codebook;
mod codebook_settings;
mod columns;
mod compare;
mod dataset_choice;
mod delete_project;
mod details;
mod entities;
mod everywhere;
mod export;
mod file_copy;
mod foreign_corpus;
mod frame;
mod gaps;
mod history;
mod host;
mod import;
mod intake;
mod keys;
mod leave_unsaved;
mod merge;
mod other_formats;
mod outline;
mod palette;
mod paste;
mod progress;
mod project_settings;
mod question;
mod reading;
mod remove_article;
mod report;
mod settings;
mod suggestions;

use codebook::CodebookDialog;
use columns::ColumnsDialog;
use compare::CompareDialog;
use details::DetailsDialog;
use entities::EntitiesDialog;
use everywhere::EverywhereDialog;
pub use frame::DialogFrame;
use gaps::GapsDialog;
use history::HistoryDialog;
pub use host::dialog;
use import::ImportDialog;
use intake::IntakeDialog;
use merge::MergeDialog;
use outline::OutlineDialog;
use palette::PaletteDialog;
use paste::PasteDialog;
use progress::ProgressDialog;
use report::ReportDialog;
use suggestions::SuggestionsDialog;

use yew::{Callback, MouseEvent};

/// A press that says no more than that it happened.
fn pressed(callback: &Callback<()>) -> Callback<MouseEvent> {
    callback.reform(|_| ())
}
