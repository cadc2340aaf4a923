//! Opening: kept projects, project files, the sample, a corpus by its address.

use std::collections::BTreeMap;
use std::pin::Pin;
use std::rc::Rc;

use super::load::Item;
use super::snapshots::{Kept, Slowly};
use super::{Tasks, now};
use crate::browser::{fetch, rest};
use crate::formats::corpus;
use crate::formats::project::{self, Opened, Problem, ProjectError, Slices};
use crate::formats::reading::{StandpointFile, own_format};
use crate::model::{Annotator, DEFAULT_PRESET, Extra, Project, ProjectId, Work};
use crate::order;
use crate::session::{Action, Dialog, Outcome, Place, ReportLine, Shelved, Writing};
use crate::store::{self, encode_begin};

/// From how many bytes on a project file is read a slice at a time.
const LARGE_FILE: usize = 1 << 20;

/// The sample's id: opened again, it is the same project.
const SAMPLE: &str = "sample";
/// The sample as a project: its files need no reading, so the worker is not fetched for it.
const SAMPLE_PROJECT: &str = "sample/project.json";

/// What the page's address may name.
pub enum Address {
    /// `#/project/…`: a project that the browser keeps.
    Kept(ProjectId),
    /// `#/sample`.
    Sample,
    /// `?corpus=…`: a corpus or a project on a host.
    Corpus(String),
}

impl Address {
    pub fn of_page() -> Option<Self> {
        let address = gloo::utils::window().location().href().ok()?;
        let url = web_sys::Url::new(&address).ok()?;
        let hash = url.hash();
        if let Some(id) = hash.strip_prefix("#/project/") {
            let id = js_sys::decode_uri_component(id).map_or_else(|_| id.to_owned(), String::from);
            Some(Self::Kept(id.into()))
        } else if hash == "#/sample" {
            Some(Self::Sample)
        } else {
            url.search_params().get("corpus").map(Self::Corpus)
        }
    }
}

impl Tasks {
    pub(super) async fn list_shelf(&self) {
        let Some(db) = self.db() else { return self.act(Action::ShelfListed(Vec::new())) };
        match db.projects().await {
            Ok(rows) => {
                let mut shelf: Vec<Shelved> = rows.into_iter().map(shelved).collect();
                order::sort_by(&mut shelf, |a, b| b.updated.cmp(&a.updated));
                self.act(Action::ShelfListed(shelf));
            }
            Err(error) => {
                self.act(Action::ShelfListed(Vec::new()));
                self.tell(format!("The projects could not be listed. {error}"), true);
            }
        }
    }

    /// Opens what the page's address names.
    pub(super) async fn follow_address(&self) {
        match Address::of_page() {
            Some(Address::Kept(id)) => self.open_kept(&id).await,
            Some(Address::Sample) => self.open_sample().await,
            Some(Address::Corpus(address)) => self.open_address(&address, false).await,
            None => {}
        }
    }

    /// Opens a project that the browser keeps.
    pub(super) async fn open_kept(&self, id: &ProjectId) {
        rest::has_come().await;
        let Some(db) = self.db() else { return };
        if self.is_open_or_opening(id) {
            return;
        }
        let keeper = self.prepare(id.clone());
        let mut writing = self.join(&keeper).await;
        // Read behind the lock: until then another tab may have written.
        let Kept { replayed, next_seq, growth } = match Kept::read(self, &db, id).await {
            Ok(Some(kept)) => kept,
            answer => {
                self.give_back(&keeper);
                let why = match answer {
                    Err(error) => format!("The project could not be read. {error}"),
                    Ok(_) => "That project is not in this browser.".to_owned(),
                };
                return self.tell(why, true);
            }
        };
        keeper.go_on_from(next_seq, growth);
        if replayed.is_newer {
            keeper.let_go();
            writing = Writing::Outdated;
        }
        let place = self.read_place(id).await;
        let report = report_of("The project in this browser", &replayed.problems);
        let work = Box::new(replayed.work);
        self.act(Action::ProjectOpened { work, place, writing, report });
        if writing == Writing::Follower {
            keeper.follow().await;
            self.take_over_later(&keeper);
        }
        self.read_copy(&keeper).await;
        self.go_on_with_copy(&keeper).await;
    }

    /// Opens a project that has no log yet, and begins it. Where nothing can be stored, the project
    /// is open all the same and says so.
    pub(super) async fn open_new(&self, work: Work, report: Vec<ReportLine>) {
        let id = work.project.id.clone();
        let keeper = self.prepare(id.clone());
        let writing = self.join(&keeper).await;
        if writing == Writing::Follower {
            // Another tab has begun it meanwhile.
            self.give_back(&keeper);
            return self.open_kept(&id).await;
        }
        keeper.begin_with(encode_begin(0, &now(), &work.project), work.project.clone());
        let place = Place::default();
        self.act(Action::ProjectOpened { work: Box::new(work), place, writing, report });
    }

    /// The project of that id as the browser keeps it.
    pub(super) async fn kept(&self, id: &ProjectId) -> Option<Rc<Project>> {
        if !self.is_kept(id).await {
            return None;
        }
        let kept = Kept::read(self, &self.db()?, id).await.ok()??;
        Some(kept.replayed.work.project)
    }

    async fn is_kept(&self, id: &ProjectId) -> bool {
        match self.db() {
            Some(db) => db.has_project(id.as_str()).await.unwrap_or(false),
            None => false,
        }
    }

    /// Opens one of the program's own files. What the browser keeps under the same id is not
    /// touched: for another state of it, the analyst is asked.
    pub(super) async fn open_file(&self, name: &str, kind: StandpointFile, bytes: Vec<u8>) {
        let (work, problems) = match kind {
            StandpointFile::Project => match self.read_project(&bytes).await {
                Ok(opened) => (Work::new(opened.project), opened.problems),
                Err(error) => return self.refuse(name, &error.to_string()),
            },
            StandpointFile::Rescue => match store::rescue::read(&bytes) {
                // The log begins with the state, so there is nothing before it to go back to.
                Ok(replayed) => (Work::new((*replayed.work.project).clone()), replayed.problems),
                Err(error) => return self.refuse(name, &error.to_string()),
            },
            StandpointFile::Corpus => {
                let why = "expected articles or a project, found a corpus’s list of files. \
                           Drop the folder with the files, or open the list by its address";
                return self.refuse(name, why);
            }
        };
        // The module's memory never shrinks: room for what comes next.
        drop(bytes);
        let report = report_of(name, &problems);
        let is_open = self.open_work(name, work, report).await;
        if is_open && kind == StandpointFile::Project {
            self.offer_copy(name, false).await;
        }
    }

    /// Reads a project file; the page answers while a large one is read.
    async fn read_project(&self, bytes: &[u8]) -> Result<Opened, ProjectError> {
        if bytes.len() < LARGE_FILE { project::read(bytes) } else { self.read_large(bytes).await }
    }

    #[inline(never)] // not in the first load
    async fn read_large(&self, bytes: &[u8]) -> Result<Opened, ProjectError> {
        let mut slices = Slices::new(bytes);
        let mut reading = Slowly::new(self);
        let is_usual = loop {
            match slices.step() {
                Ok(true) => reading.breathe(slices.done() / (bytes.len() / 100)).await,
                last => break last.is_ok(),
            }
        };
        let opened = if is_usual { slices.end().opened } else { None };
        match opened.filter(|opened| !opened.project.id.as_str().is_empty()) {
            Some(opened) => Ok(opened),
            // As a whole, which says what is wrong with it.
            None => project::read(bytes),
        }
    }

    /// Opens a project that the worker has put together, and says what was amiss.
    #[inline(never)] // not in the first load
    pub(super) async fn open_read(&self, name: &str, bytes: Vec<u8>, remarks: Vec<String>) {
        let opened = match self.read_project(&bytes).await {
            Ok(opened) if !opened.project.annotators.is_empty() || remarks.is_empty() => opened,
            Ok(_) => return self.refuse(name, &remarks.join("; ")),
            Err(error) => return self.refuse(name, &error.to_string()),
        };
        drop(bytes);
        let is_whole = remarks.is_empty();
        let line =
            ReportLine { file: name.to_owned(), outcome: Outcome::LoadedWithRemarks, remarks };
        let report = if is_whole { Vec::new() } else { vec![line] };
        if self.open_work(name, Work::new(opened.project), report).await && is_whole {
            self.offer_copy(name, true).await;
        }
    }

    /// Whether the project is open then; for another state of one that is here, the analyst is asked.
    async fn open_work(&self, name: &str, work: Work, report: Vec<ReportLine>) -> bool {
        match self.here(&work.project.id).await {
            None => self.open_new(work, report).await,
            Some(known) if known == work.project => self.open_kept(&work.project.id).await,
            Some(known) => {
                self.ask_to_merge(name, &known, work.project, report).await;
                return false;
            }
        }
        true
    }

    fn refuse(&self, name: &str, why: &str) {
        self.tell(format!("{name} was not opened: {why}. Nothing was changed."), true);
    }

    pub(super) async fn open_sample(&self) {
        let id = ProjectId::from(SAMPLE);
        if self.is_kept(&id).await {
            return self.open_kept(&id).await;
        }
        let page = fetch::page();
        let Some(address) = page.and_then(|page| fetch::resolve(&page, SAMPLE_PROJECT)) else {
            return;
        };
        match fetch::get(&address, |_| {}).await {
            Ok(bytes) => self.open_file(&address, StandpointFile::Project, bytes).await,
            Err(error) => self.tell(error.to_string(), true),
        }
    }

    /// Opens a manifest or a project by its address; another host's only once it is confirmed.
    pub(super) async fn open_address(&self, address: &str, is_confirmed: bool) {
        let url = fetch::page().and_then(|page| fetch::resolve(&page, address));
        let Some((host, url)) = url.and_then(|url| Some((fetch::origin_of(&url)?, url))) else {
            let words = "expected an address such as https://example.org/corpus.json or a path on this site";
            return self.refuse(address, words);
        };
        if !fetch::is_same_origin(&url) && !is_confirmed {
            return self.act(Action::DialogOpened(Dialog::ForeignCorpus { host, url }));
        }
        if is_confirmed {
            self.act(Action::DialogClosed);
        }
        self.open_at(&url).await;
    }

    async fn open_at(&self, url: &str) {
        let bytes = match fetch::get(url, |_| {}).await {
            Ok(bytes) => bytes,
            Err(error) => return self.tell(error.to_string(), true),
        };
        // A saved project is a corpus too; one that says so at its start is read only once.
        if own_format(&bytes) == Some(StandpointFile::Project) {
            return self.open_file(url, StandpointFile::Project, bytes).await;
        }
        rest::has_come().await;
        self.open_corpus(url, bytes).await;
    }

    /// Opens a manifest. Boxed, so that it is no part of what awaits it.
    #[inline(never)] // not in the first load
    fn open_corpus<'a>(
        &'a self,
        url: &'a str,
        bytes: Vec<u8>,
    ) -> Pin<Box<dyn Future<Output = ()> + 'a>> {
        Box::pin(self.read_corpus(url, bytes))
    }

    async fn read_corpus(&self, url: &str, bytes: Vec<u8>) {
        let corpus::Opened { manifest, problems } = match corpus::read(&bytes) {
            Ok(read) => read,
            Err(no_manifest) => match project::read(&bytes) {
                Err(ProjectError::NotAProject { .. }) => {
                    return self.refuse(url, &no_manifest.to_string());
                }
                _ => return self.open_file(url, StandpointFile::Project, bytes).await,
            },
        };
        let mut project = Project::new(
            self.new_id('w').into(),
            manifest.title.clone(),
            DEFAULT_PRESET.codebook(),
        );
        let first = Annotator { name: "Annotator 1".to_owned(), extra: Extra::new() };
        project.annotators.insert(self.new_id('p').into(), first);
        self.open_new(Work::new(project), Vec::new()).await;
        let items = manifest.articles.iter().filter_map(|article| {
            let url = fetch::resolve(url, &article.file.url())?;
            Some(Item::Listed { url, article: article.clone(), columns: BTreeMap::new() })
        });
        let remarks = report_of(url, &problems);
        self.load_items(items.collect(), remarks);
    }
}

#[inline(never)] // not in the first load
fn shelved((id, meta): (String, String)) -> Shelved {
    let meta: serde_json::Value = serde_json::from_str(&meta).unwrap_or_default();
    Shelved {
        id: id.into(),
        name: meta["name"].as_str().unwrap_or("Unnamed project").to_owned(),
        articles: meta["articles"].as_u64().unwrap_or_default() as usize,
        updated: meta["updated"].as_str().unwrap_or_default().to_owned(),
    }
}

fn report_of(name: &str, problems: &[Problem]) -> Vec<ReportLine> {
    if problems.is_empty() {
        return Vec::new();
    }
    let remarks = problems.iter().map(Problem::to_string).collect();
    vec![ReportLine { file: name.to_owned(), outcome: Outcome::LoadedWithRemarks, remarks }]
}
