//! Annotations of other programs: recognised and read in the worker, shown before anything changes.

use std::collections::BTreeMap;
use std::rc::Rc;

use gloo::timers::future::TimeoutFuture;

use super::Tasks;
use super::load::Item;
use super::taking_in::Prepared;
use crate::browser::download;
use crate::browser::files::{self, PickedFile};
use crate::browser::worker::{Payload, WorkerError};
use crate::formats::incoming::{FOLDER, Report, Wish};
use crate::formats::outgoing;
use crate::formats::table::{Format, READ};
use crate::model::Project;
use crate::session::Action;
use crate::session::import::{FoundUnit, ImportStage, Incoming, Reading, UnitQuestion};
use crate::text::Unit;
use crate::worker_question::WorkerQuestion;

/// The largest file that is read.
const MAX_BYTES: u64 = 256 << 20;
/// How long the page may be without an answer while files are read.
const TURN_MS: f64 = 100.0;
/// Endings of articles, in which no other program keeps annotations alone; as plain text some do.
const ARTICLES: [&str; 5] = ["md", "markdown", "html", "htm", "xhtml"];
/// Endings of plain text.
const TEXTS: [&str; 2] = ["txt", "text"];
/// How much of a plain text is looked at.
const HEAD_BYTES: u32 = 4096;
/// The file that says that a folder is a project's; behind many articles in the order of names.
const HEAD: &str = "project.json";
/// How many files of one ending are looked into before they are taken for articles.
const LOOKED_INTO: usize = 8;

/// The import that is going on, if any.
#[derive(Default)]
pub(super) struct Import {
    /// Grows with every reading, and with every one that is cancelled.
    run: u32,
    files: Vec<PickedFile>,
    as_articles: bool,
    /// What was asked of the unit, to be shown with its answer.
    question: Option<UnitQuestion>,
    /// What taking in has written ahead for the log.
    pub(super) prepared: Option<Prepared>,
}

impl Import {
    /// Begins a run, which ends the one before.
    pub(super) fn begin(&mut self) -> u32 {
        self.run += 1;
        self.run
    }

    pub(super) fn run(&self) -> u32 {
        self.run
    }
}

impl Tasks {
    /// The files and their format, if another program's annotations, or a folder that a project was
    /// written to, are among those that are to be loaded.
    #[inline(never)] // not in the first load
    pub(super) async fn annotations_among(
        &self,
        items: &[Item],
    ) -> Option<(String, Vec<PickedFile>)> {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        let mut format = None;
        let picked = || {
            items.iter().filter_map(|item| match item {
                Item::Picked { path, size, file, columns } if columns.is_empty() => {
                    Some(PickedFile { path: path.clone(), size: *size, file: file.clone() })
                }
                _ => None,
            })
        };
        for file in picked() {
            let name = file.path.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
            let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
            let count = seen.entry(ending.to_owned()).or_default();
            *count += 1;
            let is_looked_into = *count <= LOOKED_INTO || name == HEAD;
            if ARTICLES.contains(&ending) || !is_looked_into || file.size > MAX_BYTES {
                continue;
            }
            let question = WorkerQuestion::Recognise(file.path.clone());
            // A text may be long, and what tells it from an article stands in its first line.
            let payload = match TEXTS.contains(&ending) {
                true => Payload::Bytes(files::head(&file.file, HEAD_BYTES).await),
                false => Payload::File(file.file),
            };
            let asked = self.0.worker.ask(&question, payload).await;
            // A file that cannot be read is reported when it is loaded.
            let found: Option<String> = asked.unwrap_or_default();
            format = found.or(format);
            // A folder for git has files that other formats could have too.
            if format.as_deref() == Some(FOLDER) {
                break;
            }
        }
        Some((format?, picked().collect()))
    }

    /// Opens the folder that a project was written to.
    #[inline(never)] // not in the first load
    pub(super) async fn open_folder(&self, files: Vec<PickedFile>) {
        let run = self.0.import.borrow_mut().begin();
        let name = files.first().map_or_else(String::new, |file| {
            file.path.split('/').next().unwrap_or_default().to_owned()
        });
        let wish = Wish { format: Some(FOLDER.to_owned()), unit: None };
        let read = match self.hold(run, &files).await {
            Ok(()) => {
                let question = WorkerQuestion::Annotations(wish);
                let asked =
                    self.0.worker.ask_for_bytes(&question, Payload::Bytes(Vec::new())).await;
                asked.map_err(|error| error.to_string())
            }
            Err(why) => Err(why),
        };
        self.act(Action::DialogClosed);
        if self.0.import.borrow().run != run {
            return;
        }
        let (report, bytes): (Report, Vec<u8>) = match read {
            Ok(read) => read,
            Err(why) => return self.tell(format!("{name} was not opened: {why}"), true),
        };
        self.open_read(&name, bytes, report.problems).await;
    }

    /// Reads files as annotations. `as_articles` if they came to be loaded.
    #[inline(never)] // not in the first load
    pub(super) fn import_files(&self, files: Vec<PickedFile>, as_articles: bool) {
        if files.is_empty() {
            return;
        }
        {
            let mut import = self.0.import.borrow_mut();
            import.files = files;
            import.as_articles = as_articles;
            import.question = None;
        }
        self.read_annotations(Wish::default());
    }

    /// Reads the files, in another format or unit if that is wished.
    #[inline(never)] // not in the first load
    pub(super) fn read_annotations(&self, wish: Wish) {
        let (run, files, as_articles) = {
            let mut import = self.0.import.borrow_mut();
            import.run += 1;
            if wish.unit.is_none() {
                import.question = None;
            }
            (import.run, import.files.clone(), import.as_articles)
        };
        self.spawn_with(|this| async move {
            let stage = match this.read_held(run, &files, &wish).await {
                Ok(stage) => stage,
                Err(why) => ImportStage::Refused { why, format: wish.format.clone(), as_articles },
            };
            if this.0.import.borrow().run == run {
                this.act(Action::ImportShown(stage));
            }
        });
    }

    async fn read_held(
        &self,
        run: u32,
        files: &[PickedFile],
        wish: &Wish,
    ) -> Result<ImportStage, String> {
        self.hold(run, files).await?;
        if self.0.import.borrow().run != run {
            return Ok(ImportStage::Asked);
        }
        let question = WorkerQuestion::Look(wish.clone());
        let asked = self.0.worker.ask(&question, Payload::Bytes(Vec::new())).await;
        let report: Report = asked.map_err(|error| error.to_string())?;
        let Some(format) = report.format.as_deref().and_then(Format::of) else {
            let names: Vec<&str> = READ.iter().map(|format| format.name).collect();
            return Err(format!(
                "expected files of {}, found others. If they are in one of these formats, choose it below",
                names.join(", ")
            ));
        };
        let Some(project) = self.come_in(run).await? else { return Ok(ImportStage::Asked) };
        let mut import = self.0.import.borrow_mut();
        if let Some(question) = report.question {
            import.question = Some(asked_of(question));
        }
        Ok(ImportStage::Read(Rc::new(Incoming {
            files: files.iter().map(|file| file.path.clone()).collect(),
            format: format.id.to_owned(),
            name: format.name.to_owned(),
            project: Rc::new(project),
            problems: report.problems,
            unit: FoundUnit {
                words: report.unit,
                chosen: wish.unit.clone(),
                question: import.question.clone(),
            },
            as_articles: import.as_articles,
        })))
    }

    /// The project that the worker has read, piece by piece, so that the page can draw in between;
    /// `None` if it is no more wanted.
    async fn come_in(&self, run: u32) -> Result<Option<Project>, String> {
        let (mut whole, mut from) = (None, 0);
        loop {
            let question = WorkerQuestion::NextPiece { from };
            let asked = self.0.worker.ask_for_bytes(&question, Payload::Bytes(Vec::new())).await;
            let ((to, total), piece): ((usize, usize), Vec<u8>) =
                asked.map_err(|error| error.to_string())?;
            if self.0.import.borrow().run != run {
                return Ok(None);
            }
            outgoing::take(&mut whole, &piece)?;
            from = to;
            if from >= total {
                return Ok(whole);
            }
        }
    }

    /// Hands files to the worker, and shows how far that is.
    async fn hold(&self, run: u32, files: &[PickedFile]) -> Result<(), String> {
        let total = files.len();
        let shown = |file: String, done: usize| {
            self.act(Action::ImportShown(ImportStage::Reading { file, done, total }));
        };
        let mut since = 0.0;
        for (done, file) in files.iter().enumerate() {
            if js_sys::Date::now() - since > TURN_MS {
                shown(file.path.clone(), done);
                TimeoutFuture::new(0).await;
                since = js_sys::Date::now();
            }
            if file.size > MAX_BYTES {
                let (limit, size) = (MAX_BYTES >> 20, file.size.div_ceil(1 << 20));
                return Err(format!(
                    "{}: expected at most {limit} MB, found {size} MB: split the file first",
                    file.path
                ));
            }
            let question = WorkerQuestion::Hold { path: file.path.clone(), is_first: done == 0 };
            let held =
                self.0.worker.ask::<_, Option<()>>(&question, Payload::File(file.file.clone()));
            held.await.map_err(|error| match error {
                WorkerError::Unreadable(_) => format!("{}: {error}", file.path),
                error => error.to_string(),
            })?;
            if self.0.import.borrow().run != run {
                return Ok(());
            }
        }
        shown(String::new(), total);
        Ok(())
    }

    /// Loads the files as articles after all.
    #[inline(never)] // not in the first load
    pub(super) fn load_as_articles(&self) {
        let files = std::mem::take(&mut self.0.import.borrow_mut().files);
        self.cancel_import();
        self.begin_load(files.into_iter().map(Item::from).collect(), Vec::new(), false);
    }

    /// Leaves the import. A reading that goes on is ended.
    #[inline(never)] // not in the first load
    pub(super) fn cancel_import(&self) {
        let is_reading = matches!(
            self.0.state.borrow().dialog,
            Some(crate::session::Dialog::Import(ImportStage::Reading { .. }))
        );
        if is_reading {
            self.0.worker.stop();
        }
        let run = self.0.import.borrow().run + 1;
        self.0.import.replace(Import { run, ..Import::default() });
        self.act(Action::DialogClosed);
    }

    #[inline(never)] // not in the first load
    pub(super) fn save_problems(&self, incoming: &Incoming) {
        let mut list = format!("What was not understood, read as {}\n\n", incoming.name);
        for problem in &incoming.problems {
            list += &format!("{problem}\n");
        }
        if let Err(error) = download::save("import report.txt", "text/plain", list.as_bytes()) {
            self.tell(error.to_string(), true);
        }
    }
}

fn asked_of(question: crate::formats::incoming::Question) -> UnitQuestion {
    let readings = question.readings.into_iter().map(|(unit, passage)| {
        let counts = Unit::named(&unit).map(Unit::words).unwrap_or_default().to_owned();
        Reading { unit, counts, passage }
    });
    UnitQuestion { article: question.article, range: question.range, readings: readings.collect() }
}
