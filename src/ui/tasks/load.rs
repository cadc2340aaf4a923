//! Loading: files are read one after the other in the worker and come in as they are done.

use std::collections::BTreeMap;

use gloo::timers::future::TimeoutFuture;
use web_sys::File;

use super::Tasks;
use crate::browser::fetch;
use crate::browser::files::{PickedFile, Unreadable};
use crate::browser::worker::{Payload, WorkerError};
use crate::formats::corpus::Entry;
use crate::formats::incoming::FOLDER;
use crate::formats::reading::{
    Column, Draft, FileReport, Outcome as Read, ReadOptions, Request, Role, StandpointFile,
    refuse_by_size,
};
use crate::session::{Action, Dialog, NewArticle, Outcome, ReadFile, ReportLine, State};
use crate::text::Text;
use crate::worker_question::WorkerQuestion;

/// How long read files may wait for others before they are shown.
const BATCH_MS: f64 = 120.0;
/// How many files come in at once at the most.
const BATCH_FILES: usize = 200;

/// The load that is going on, if any: a number that a newer load or a cancel changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Run(u32);

/// Something to read articles from.
#[derive(Clone)]
pub(super) enum Item {
    /// A dropped or picked file, and what its columns were said to be.
    Picked { path: String, size: u64, file: File, columns: BTreeMap<Role, String> },
    /// A dropped file that cannot be read.
    Unreadable { path: String, reason: String },
    /// A pasted text.
    Pasted { title: String, text: String },
    /// A file of a corpus, with what its manifest says of it.
    Listed { url: String, article: Entry, columns: BTreeMap<Role, String> },
}

impl Item {
    fn name(&self) -> String {
        match self {
            Self::Picked { path, .. } | Self::Unreadable { path, .. } => path.clone(),
            Self::Pasted { .. } => "Pasted text".to_owned(),
            Self::Listed { article, .. } => article.file.as_str().to_owned(),
        }
    }
}

impl From<PickedFile> for Item {
    fn from(PickedFile { path, size, file }: PickedFile) -> Self {
        Self::Picked { path, size, file, columns: BTreeMap::new() }
    }
}

impl Tasks {
    pub(super) fn load_files(&self, files: Vec<PickedFile>) {
        self.load_items(files.into_iter().map(Item::from).collect(), Vec::new());
    }

    /// Loads what was dropped, files and folders.
    pub(crate) fn load_dropped(&self, dropped: Vec<Result<PickedFile, Unreadable>>) {
        if matches!(self.0.state.borrow().dialog, Some(Dialog::Import(_))) {
            return self.import_files(dropped.into_iter().flatten().collect(), false);
        }
        let items = dropped.into_iter().map(|dropped| match dropped {
            Ok(file) => Item::from(file),
            Err(Unreadable { path, reason }) => Item::Unreadable { path, reason },
        });
        self.load_items(items.collect(), Vec::new());
    }

    pub(super) fn load_text(&self, title: String, text: String) {
        self.act(Action::DialogClosed);
        self.load_items(vec![Item::Pasted { title, text }], Vec::new());
    }

    /// Reads a table whose columns have been named, as the last part of the load that it came with.
    pub(super) fn load_table(&self, name: &str, chosen: BTreeMap<Role, String>) {
        self.act(Action::DialogClosed);
        let Some((mut item, _)) = self.0.tables.borrow_mut().remove(name) else { return };
        if let Item::Picked { columns, .. } | Item::Listed { columns, .. } = &mut item {
            *columns = chosen;
        }
        let mut report = match &self.0.state.borrow().loading {
            Some(loading) => loading.report.to_vec(),
            None => Vec::new(),
        };
        report.retain(|line| line.file != name);
        self.load_items(vec![item], report);
    }

    /// Leaves out a table that waits for its columns; its line in the report says so.
    pub(super) fn leave_table(&self, name: &str) {
        self.0.tables.borrow_mut().remove(name);
        if self.0.tables.borrow().is_empty() {
            self.act(Action::DialogOpened(Dialog::Report));
        } else {
            self.ask_for_columns();
        }
    }

    pub(super) fn cancel_load(&self) {
        self.0.load.borrow_mut().0 += 1;
        self.0.worker.stop();
        self.0.tables.borrow_mut().clear();
        self.act(Action::LoadFinished);
    }

    /// Reads all items into the open project. `remarks` head the report.
    pub(super) fn load_items(&self, items: Vec<Item>, remarks: Vec<ReportLine>) {
        self.begin_load(items, remarks, true);
    }

    /// The same; annotations of another program lead to an import if `looks_for_annotations`.
    pub(super) fn begin_load(
        &self,
        items: Vec<Item>,
        remarks: Vec<ReportLine>,
        looks_for_annotations: bool,
    ) {
        let is_busy = |state: &State| state.loading.as_ref().is_some_and(|it| !it.finished);
        if is_busy(&self.0.state.borrow()) {
            return self.tell("Files are still being read: wait for them, or cancel first.", true);
        }
        let run = {
            let mut load = self.0.load.borrow_mut();
            load.0 += 1;
            *load
        };
        self.spawn_with(|this| async move {
            this.act(Action::LoadStarted { total: items.len(), report: remarks });
            if looks_for_annotations {
                let found = this.annotations_among(&items).await;
                if *this.0.load.borrow() != run {
                    return;
                }
                match found {
                    Some((format, files)) if format == FOLDER => {
                        return this.open_folder(files).await;
                    }
                    Some((_, files)) => return this.import_files(files, true),
                    None => {}
                }
            }
            this.load_all(run, items).await;
        });
    }

    async fn load_all(&self, run: Run, items: Vec<Item>) {
        let mut batch: Vec<ReadFile> = Vec::new();
        let mut since = js_sys::Date::now();
        for (index, item) in items.iter().enumerate() {
            self.act(Action::FileStarted(item.name()));
            let read = self.read_item(item).await;
            if *self.0.load.borrow() != run {
                return;
            }
            match read {
                // What was read before belongs to the project that was there, the rest to this one.
                Ok(report) if matches!(report.outcome, Read::Standpoint(_)) => {
                    if !batch.is_empty() {
                        self.act(Action::FilesRead(std::mem::take(&mut batch)));
                    }
                    self.take_report(report, item).await;
                    self.act(Action::OwnFileTaken);
                    let total = items.len() - index - 1;
                    if total > 0 {
                        self.act(Action::LoadStarted { total, report: Vec::new() });
                    }
                }
                Ok(report) => batch.extend(self.take_report(report, item).await),
                Err(error) => batch.push(refused(&item.name(), error.to_string())),
            }
            if batch.len() >= BATCH_FILES || js_sys::Date::now() - since > BATCH_MS {
                self.act(Action::FilesRead(std::mem::take(&mut batch)));
                // The page draws and answers between batches.
                TimeoutFuture::new(0).await;
                since = js_sys::Date::now();
            }
        }
        if !batch.is_empty() {
            self.act(Action::FilesRead(batch));
        }
        self.act(Action::LoadFinished);
        self.ask_for_columns();
    }

    /// Asks for the columns of the first table that waits for them.
    fn ask_for_columns(&self) {
        let tables = self.0.tables.borrow();
        let Some((file, (_, choice))) = tables.first_key_value() else { return };
        let sample = |column: &Column| {
            (column.name.clone(), column.samples.first().cloned().unwrap_or_default())
        };
        let columns = choice.columns.iter().map(sample).collect();
        self.act(Action::DialogOpened(Dialog::Columns { file: file.clone(), columns }));
    }

    async fn read_item(&self, item: &Item) -> Result<FileReport, WorkerError> {
        match item {
            Item::Unreadable { path, reason } => Ok(FileReport::refused(path, reason.clone())),
            Item::Picked { path, size, file, columns } => {
                if let Some(report) = refuse_by_size(path, *size) {
                    // The program's own files may be larger: they are told by their first bytes.
                    if !path.to_ascii_lowercase().ends_with(".json") {
                        return Ok(report);
                    }
                }
                let options = ReadOptions { columns: columns.clone() };
                self.ask(path, options, Payload::File(file.clone())).await
            }
            Item::Pasted { title, text } => {
                let bytes = text.clone().into_bytes();
                let mut report =
                    self.ask("Pasted text", ReadOptions::default(), Payload::Bytes(bytes)).await?;
                for draft in &mut report.drafts {
                    draft.source.file.clear();
                    draft.source.encoding = "UTF-8".to_owned();
                    if !title.is_empty() {
                        draft.details.title.clone_from(title);
                    }
                }
                Ok(report)
            }
            Item::Listed { url, article, columns } => match fetch::get(url, |_| {}).await {
                Ok(bytes) if !article.is_hash_of(&bytes) => {
                    let why = "expected the file that the corpus’s list names, found another \
                               (their SHA-256 differ): ask the corpus’s host";
                    Ok(FileReport::refused(article.file.as_str(), why))
                }
                Ok(bytes) => {
                    let mut report = self
                        .ask(
                            article.file.as_str(),
                            ReadOptions { columns: columns.clone() },
                            Payload::Bytes(bytes),
                        )
                        .await?;
                    if let [draft] = &mut report.drafts[..] {
                        article.correct(&mut draft.details);
                    }
                    Ok(report)
                }
                Err(error) => Ok(FileReport::refused(article.file.as_str(), error.to_string())),
            },
        }
    }

    async fn ask(
        &self,
        path: &str,
        options: ReadOptions,
        payload: Payload,
    ) -> Result<FileReport, WorkerError> {
        let request = Request { path: path.to_owned(), options };
        self.0.worker.ask(&WorkerQuestion::File(request), payload).await
    }

    /// What a report means for the project; `None` for a file that is opened instead.
    async fn take_report(&self, report: FileReport, item: &Item) -> Option<ReadFile> {
        let remarks: Vec<String> = report.remarks.iter().map(ToString::to_string).collect();
        let file = report.file;
        let articles = report.drafts.into_iter().map(new_article).collect();
        let outcome = match report.outcome {
            Read::Loaded => Outcome::Loaded,
            Read::LoadedWithRemarks => Outcome::LoadedWithRemarks,
            Read::Refused(reason) => return Some(refused(&file, reason)),
            Read::NeedsColumns(choice) => {
                let columns = choice.columns.iter().map(|column| column.name.as_str());
                let columns: Vec<&str> = columns.collect();
                let words = format!("choose the column with the text: {}", columns.join(", "));
                self.0.tables.borrow_mut().insert(file.clone(), (item.clone(), choice));
                return Some(refused(&file, words));
            }
            Read::Standpoint(kind) => {
                self.open_item(&file, kind, item).await;
                return None;
            }
        };
        Some(ReadFile { file, outcome, remarks, articles })
    }

    async fn open_item(&self, name: &str, kind: StandpointFile, item: &Item) {
        let bytes = match item {
            Item::Picked { path, size, file, .. } => {
                let picked = PickedFile { path: path.clone(), size: *size, file: file.clone() };
                picked.bytes().await.map_err(|error| error.to_string())
            }
            Item::Pasted { text, .. } => Ok(text.clone().into_bytes()),
            Item::Listed { url, .. } => fetch::get(url, |_| {}).await.map_err(|e| e.to_string()),
            Item::Unreadable { reason, .. } => Err(reason.clone()),
        };
        match bytes {
            Ok(bytes) => self.open_file(name, kind, bytes).await,
            Err(why) => self.tell(format!("{name} was not opened: {why}."), true),
        }
    }
}

fn refused(file: &str, reason: String) -> ReadFile {
    ReadFile {
        file: file.to_owned(),
        outcome: Outcome::Refused,
        remarks: vec![reason],
        articles: Vec::new(),
    }
}

fn new_article(draft: Draft) -> NewArticle {
    NewArticle {
        details: draft.details,
        text: Text::new(draft.text),
        sha256: draft.sha256,
        segments: draft.segments,
        source: draft.source,
    }
}
