//! What lies over the page: one file per dialog, the frame around each, and the host that picks one.

mod browser_settings;
mod codebook_settings;
mod columns;
mod delete_project;
mod details;
mod export;
mod foreign_corpus;
mod frame;
mod host;
mod keys;
mod leave_unsaved;
mod paste;
mod project_settings;
mod question;
mod remove_article;
mod report;
mod settings;

use browser_settings::BrowserSettings;
use codebook_settings::CodebookSettings;
use columns::ColumnsDialog;
use delete_project::DeleteProjectDialog;
use details::DetailsDialog;
use export::ExportDialog;
use foreign_corpus::ForeignCorpusDialog;
pub use frame::DialogFrame;
pub use host::DialogHost;
use keys::KeysDialog;
use leave_unsaved::LeaveUnsavedDialog;
use paste::PasteDialog;
use project_settings::ProjectSettings;
use question::Question;
use remove_article::RemoveArticleDialog;
use report::ReportDialog;
use settings::SettingsDialog;
