//! What the page does in the world: each task reads the state, awaits, and dispatches the outcome.

mod copies;
mod entities;
mod export;
mod file_copy;
mod import;
mod keep;
mod load;
mod merging;
mod names;
mod offline;
mod open;
mod snapshots;
mod taking_in;
mod turn;

pub use open::Address;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use yew::{AttrValue, Callback};

use super::article_view::Handle;
use super::request::Request;
use super::{find_bar, keyboard};
use crate::browser::idb::{Closed, Database};
use crate::browser::offline::Kept;
use crate::browser::worker::Worker;
use crate::browser::{clock, locks, persistence};
use crate::formats::reading::ColumnChoice;
use crate::model::{Project, ProjectId, Timestamp};
use crate::session::{Action, Effect, Notice, Persistence, Saving, Settings, State, Tone, Writing};
use file_copy::{Copying, Origin};
use keep::Keeper;
pub use taking_in::previewed;

/// The setting that holds [`Settings`].
const SETTINGS: &str = "settings";

/// Everything that a task needs. Clones share it.
#[derive(Clone)]
pub struct Tasks(Rc<Inner>);

struct Inner {
    state: Rc<RefCell<State>>,
    dispatch: Callback<Action>,
    announce: Callback<String>,
    text: Handle,
    db: RefCell<Option<Database>>,
    /// Why there is no database, if there is none.
    no_db: RefCell<String>,
    /// Whether the browser has been asked to keep the storage.
    has_asked: Cell<bool>,
    keeper: RefCell<Option<Rc<Keeper>>>,
    /// The file or folder that the open project is written to as well.
    copying: RefCell<Option<Rc<Copying>>>,
    /// The file or folder that was dropped last, alone, and what was seen of it then.
    dropped: RefCell<Option<Origin>>,
    /// The logs of projects that are on their way to the desk.
    opening: RefCell<Vec<Rc<Keeper>>>,
    worker: Worker,
    /// The program as the browser keeps it, once it does.
    kept: RefCell<Option<Rc<Kept>>>,
    load: RefCell<load::Run>,
    import: RefCell<import::Import>,
    /// Grows with every search for names, and with every one that is cancelled.
    name_run: Cell<u32>,
    /// Grows with every export, and with every one that is cancelled.
    export_run: Cell<u32>,
    /// What gets the keyboard focus once it is on the page.
    focus: Cell<Option<AttrValue>>,
    /// Tables that wait for their columns to be named.
    tables: RefCell<BTreeMap<String, (load::Item, ColumnChoice)>>,
}

impl Tasks {
    /// Tasks on a page with that state and text.
    pub fn new(
        state: Rc<RefCell<State>>,
        dispatch: Callback<Action>,
        announce: Callback<String>,
        text: Handle,
    ) -> Self {
        Self(Rc::new(Inner {
            state,
            dispatch,
            announce,
            text,
            db: RefCell::default(),
            no_db: RefCell::default(),
            has_asked: Cell::default(),
            keeper: RefCell::default(),
            copying: RefCell::default(),
            dropped: RefCell::default(),
            opening: RefCell::default(),
            worker: Worker::default(),
            kept: RefCell::default(),
            load: RefCell::default(),
            import: RefCell::default(),
            name_run: Cell::default(),
            export_run: Cell::default(),
            focus: Cell::default(),
            tables: RefCell::default(),
        }))
    }

    /// Opens the database and what the address names, or lists the projects.
    pub fn start(&self) {
        self.spawn_with(|this| async move {
            let heard = this.clone();
            match Database::open(move |why| heard.storage_closed(why)).await {
                Ok(db) => {
                    this.0.db.replace(Some(db));
                    this.read_settings().await;
                }
                Err(error) => {
                    this.0.no_db.replace(error.to_string());
                    let advice = "Work goes on in memory only: save it as a file before you leave.";
                    this.tell(format!("{error} {advice}"), true);
                }
            }
            this.follow_address().await;
            if this.0.state.borrow().desk.is_none() {
                this.list_shelf().await;
            }
        });
    }

    /// Goes where the address says now.
    pub fn go_to_address(&self) {
        self.spawn_with(|this| async move { this.follow_address().await });
    }

    /// Does what an update asked for. `before` is the project as it was before the update.
    pub fn run(&self, effect: Effect, before: Option<&Rc<Project>>, now: &Timestamp) {
        match effect {
            Effect::Record(entry) => self.record(&entry, before, now),
            Effect::RecordAll(entries) => self.record_all(&entries, before, now),
            Effect::Create(work) => self.create(&work.project, now),
            Effect::Open(project) => self.install(&project),
            Effect::Close => self.close(),
            Effect::Delete(project) => self.delete(project),
            Effect::ReadHistory(then) => self.read_history(then),
            Effect::Follow => self.follow(),
            Effect::RemindLater => self.remind_later(),
            Effect::KeepPlace(project, place) => self.keep_place(&project, &place),
            Effect::KeepSettings => self.keep_settings(),
            Effect::ShowSelection => {
                if let Some(desk) = &self.0.state.borrow().desk {
                    self.0.text.show_selection(&desk.selection);
                }
            }
            Effect::Reveal(span) => self.0.text.reveal(span),
            Effect::FocusText => self.focus_when_drawn(keyboard::TEXT_ID),
            Effect::FocusLink => self.focus_when_drawn(super::entity_field::ID),
            Effect::FocusFind => self.focus_when_drawn(find_bar::ID),
            // The page obeys, once it is drawn.
            Effect::Obey(_) | Effect::RevealDrawn(_) => {}
            Effect::FocusSearch => self.focus_when_drawn(super::search::ID),
            Effect::GoOnSearching(run) => {
                let dispatch = self.0.dispatch.clone();
                let go_on = move || dispatch.emit(Action::SearchContinued(run));
                gloo::timers::callback::Timeout::new(0, go_on).forget();
            }
            Effect::FocusPicture => self.focus_when_drawn(super::picture::ID),
            Effect::FocusNumber => self.focus_when_drawn(super::picture::NUMBER_OR_ID),
            Effect::SuggestNames(only) => self.suggest_names(only),
            Effect::FocusRegistry(part) => self.focus_when_drawn(super::registry::part_id(part)),
            Effect::FocusSlot(slot) => self.focus_when_drawn(keyboard::slot_id(slot)),
            Effect::FocusAnswer(of, place) => {
                self.focus_when_drawn(keyboard::answer_id(of, place));
            }
            Effect::FocusWholeStance => self.focus_when_drawn(super::document_stance::ID),
            Effect::Announce(words) => self.0.announce.emit(words),
        }
    }

    /// Puts the keyboard focus on the first element of these ids that there is, at the latest when
    /// the page has been drawn: the next key may come before the next frame.
    pub fn focus_when_drawn(&self, id: impl Into<AttrValue>) {
        let id = id.into();
        let waits = (!focus_any(&id)).then_some(id);
        self.0.focus.set(waits);
    }

    /// To be called when the page has been drawn.
    pub fn drawn(&self) {
        self.0.text.settle();
        if let Some(id) = self.0.focus.take() {
            focus_any(&id);
        }
    }

    /// Does what the screen asked for.
    #[inline(never)] // not in the first load
    pub fn answer(&self, request: Request) {
        match request {
            Request::AddFiles(files) => self.load_files(files),
            Request::CancelExport => self.cancel_export(),
            Request::ImportFiles(files) => self.import_files(files, false),
            Request::ReadAnnotations(wish) => self.read_annotations(wish),
            Request::LoadAsArticles => self.load_as_articles(),
            Request::TakeIn(incoming, choices) => self.take_in(incoming, *choices),
            Request::CancelImport => self.cancel_import(),
            Request::SaveProblems(incoming) => self.save_problems(&incoming),
            Request::AddText { title, text } => self.load_text(title, text),
            Request::ReadTable { file, columns } => self.load_table(&file, columns),
            Request::LeaveTable(file) => self.leave_table(&file),
            Request::CancelLoad => self.cancel_load(),
            Request::CancelNames => self.cancel_names(),
            Request::OpenSample => self.spawn_with(|this| async move { this.open_sample().await }),
            Request::OpenProject(id) => {
                self.spawn_with(|this| async move { this.open_kept(&id).await });
            }
            Request::OpenCorpus(address) => {
                self.spawn_with(|this| async move { this.open_address(&address, false).await });
            }
            Request::OpenForeignCorpus(address) => {
                self.spawn_with(|this| async move { this.open_address(&address, true).await });
            }
            Request::SaveProject => {
                self.save_project();
                self.note_copy();
            }
            Request::Merge(merging) => {
                self.spawn_with(|this| async move { this.merge(&merging).await });
            }
            Request::OpenCopy(merging) => {
                self.spawn_with(|this| async move { this.open_copy(&merging).await });
            }
            Request::ExportArticles => self.export_articles(),
            Request::ExportStances => self.export_stances(),
            Request::ExportAs(format, choice) => self.export_as(format, &choice),
            Request::ImportEntities(file) => self.import_entities(file),
            Request::ExportEntities => self.export_entities(),
            Request::ExportPictureTable => self.export_picture_table(),
            Request::ExportPictureDrawing => self.export_picture_drawing(),
            Request::ExportCodebook(codebook) => self.export_codebook(&codebook),
            Request::SaveReport => self.save_report(),
            Request::CopyReport => self.copy_report(),
            Request::KeepFileCopy => self.keep_file_copy(),
            Request::KeepFolderCopy => self.keep_folder_copy(),
            Request::ResumeFileCopy => self.resume_file_copy(),
            Request::CompareFileCopy => self.compare_file_copy(),
            Request::StopFileCopy => self.stop_file_copy(),
            Request::TakeNewVersion => self.take_new_version(),
        }
    }

    fn spawn_with<F: Future<Output = ()> + 'static>(&self, task: impl FnOnce(Self) -> F) {
        spawn(task(self.clone()));
    }

    fn act(&self, action: Action) {
        self.0.dispatch.emit(action);
    }

    fn tell(&self, words: impl Into<String>, is_error: bool) {
        self.act(Action::Told(Notice { words: words.into(), tone: Tone::of(is_error) }));
    }

    fn db(&self) -> Option<Database> {
        self.0.db.borrow().clone()
    }

    fn new_id(&self, kind: char) -> String {
        self.0.state.borrow_mut().ids.next(kind)
    }

    #[inline(never)] // not in the first load
    fn storage_closed(&self, why: Closed) {
        self.0.db.replace(None);
        let words = match why {
            Closed::ForNewerProgram => {
                "A newer version of Standpoint is open in another tab. Reload this page to go on."
            }
            Closed::Deleted | Closed::ByBrowser => {
                "The browser’s storage for this page was cleared. Save the project as a file now."
            }
        };
        self.0.no_db.replace(words.to_owned());
        let keeper = self.0.keeper.borrow().clone();
        if why == Closed::ForNewerProgram {
            // What is being written is completed; then the newer one may write.
            self.act(Action::WritingChanged(Writing::Outdated));
            self.0.copying.take();
            self.act(Action::FileCopyTold(None));
            return keeper.into_iter().for_each(|keeper| keeper.let_go());
        }
        self.act(Action::SavingChanged(Saving::Failed(words.to_owned())));
    }

    /// Asks the browser once to keep the storage, and shows what it says.
    #[inline(never)] // not in the first load
    fn ask_to_persist(&self) {
        if self.0.has_asked.replace(true) || self.db().is_none() {
            return;
        }
        self.spawn_with(|this| async move {
            let persistence = match persistence::ask().await {
                Some(true) => Persistence::Granted,
                Some(false) => Persistence::Refused,
                None => Persistence::Unknown,
            };
            this.act(Action::PersistenceTold(persistence));
        });
    }

    async fn read_settings(&self) {
        let Some(db) = self.db() else { return };
        if let Ok(Some(kept)) = db.setting(SETTINGS).await {
            self.act(Action::SettingsRead(Settings::read(&kept)));
        }
    }

    fn keep_settings(&self) {
        let Some(db) = self.db() else { return };
        let kept = self.0.state.borrow().settings.kept();
        spawn(async move {
            // A setting that is not kept is as it was at the next start; no work is lost.
            db.set_setting(SETTINGS, &kept).await.ok();
        });
    }

    fn delete(&self, project: ProjectId) {
        let Some(db) = self.db() else { return };
        self.spawn_with(|this| async move {
            let lock = locks::try_writer(&keep::lock_name(&project)).await;
            let why = match lock {
                Ok(None) => Some("Another tab has it open: close it there first.".to_owned()),
                _ => db.remove_project(project.as_str()).await.err().map(|e| e.to_string()),
            };
            if let Some(why) = why {
                this.tell(format!("The project could not be deleted. {why}"), true);
                return this.list_shelf().await;
            }
            // Without its project, a file's handle is never looked for again.
            db.remove_setting(&file_copy::handle_key(&project)).await.ok();
        });
    }
}

fn now() -> Timestamp {
    Timestamp::new(&clock::now())
}

fn focus_any(ids: &str) -> bool {
    ids.split(' ').any(keyboard::focus)
}

fn spawn(task: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(task);
}
