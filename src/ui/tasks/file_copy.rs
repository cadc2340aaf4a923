//! A copy of the project in a file or folder on the disk, written again whenever the hand has rested.

mod medium;
mod written;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use gloo::timers::future::TimeoutFuture;
use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;

use super::keep::Keeper;
use super::{Tasks, spawn};
use crate::browser::clock;
use crate::browser::download::file_name;
use crate::browser::file_handle::{self, Error, Folder, Permission};
use crate::formats::digest::sha256_hex;
use crate::model::{Project, ProjectId};
use crate::order;
use crate::session::{Action, CopyState, FileCopy, Writing, copy_wait_ms};
use medium::Medium;
use written::{Files, Left, Written};

/// What a project was opened from, where that can be written to.
pub(super) struct Origin {
    medium: Medium,
    /// What was seen of its files before they were read.
    files: Files,
}

/// How long to wait before a copy that could not be written is tried again.
const RETRY_MS: u32 = 60_000;

/// The file or folder that the open project is written to as well.
pub struct Copying {
    keeper: Rc<Keeper>,
    medium: Medium,
    written: RefCell<Written>,
    /// The project as it is to be written; none for the one on the desk.
    latest: RefCell<Option<Rc<Project>>>,
    /// When the oldest change came that is not in the file.
    since: Cell<Option<f64>>,
    /// What the last writing took, in milliseconds.
    took: Cell<f64>,
    due: RefCell<Option<Timeout>>,
    is_writing: Cell<bool>,
    /// Whether the analyst has yet to say that it is to be written at all.
    is_offer: Cell<bool>,
    /// The copy's state that is being compared, with what its files hold.
    compared: RefCell<Option<(Rc<Project>, Files)>>,
}

impl Copying {
    fn new(keeper: Rc<Keeper>, medium: Medium, written: Written) -> Rc<Self> {
        Rc::new(Self {
            keeper,
            medium,
            written: RefCell::new(written),
            latest: RefCell::default(),
            since: Cell::default(),
            took: Cell::default(),
            due: RefCell::default(),
            is_writing: Cell::default(),
            is_offer: Cell::default(),
            compared: RefCell::default(),
        })
    }

    fn tasks(&self) -> &Tasks {
        &self.keeper.tasks
    }

    /// Whether it is the open project's, and not given up.
    fn is_current(self: &Rc<Self>) -> bool {
        self.tasks().0.copying.borrow().as_ref().is_some_and(|it| Rc::ptr_eq(it, self))
    }

    fn say(self: &Rc<Self>, state: CopyState) {
        if self.is_current() {
            let (name, is_folder) = (self.medium.name(), self.medium.is_folder());
            let copy = FileCopy { name, is_folder, state };
            self.tasks().act(Action::FileCopyTold(Some(copy)));
        }
    }

    async fn keep_handle(&self) {
        if let Some(db) = self.tasks().db() {
            // Not kept, the copy ends with this page.
            let key = handle_key(&self.keeper.project);
            db.set_value(&key, self.medium.to_keep()).await.ok();
        }
    }

    /// Has the copy written when the hand has rested.
    fn write_later(self: &Rc<Self>) {
        let now = clock::milliseconds();
        let since = self.since.get().unwrap_or(now);
        self.since.set(Some(since));
        self.write_in(copy_wait_ms(now - since, self.took.get()));
    }

    fn write_in(self: &Rc<Self>, wait_ms: u32) {
        let this = Rc::downgrade(self);
        let write = move || {
            if let Some(this) = this.upgrade() {
                spawn(this.write());
            }
        };
        self.due.replace(Some(Timeout::new(wait_ms, write)));
    }

    /// Writes the copy now, if there is anything to write, and says how it stands.
    async fn write(self: Rc<Self>) {
        while self.since.get().is_some() && !self.is_offer.get() && !self.is_writing.replace(true) {
            let since = self.since.get();
            let outcome = self.try_write().await;
            self.is_writing.set(false);
            match outcome {
                Ok(CopyState::Written(at)) if self.since.get().is_none() => {
                    return self.say(CopyState::Written(at));
                }
                Ok(CopyState::Written(_)) if self.is_current() => return self.write_later(),
                // The project has left the desk while the change before its last was written.
                Ok(CopyState::Written(_)) => {}
                outcome => {
                    self.since.set(since);
                    return self.say(outcome.unwrap_or_else(|error| {
                        self.write_in(RETRY_MS);
                        CopyState::Failed(error.to_string())
                    }));
                }
            }
        }
    }

    async fn try_write(self: &Rc<Self>) -> Result<CopyState, Error> {
        match self.medium.permission().await {
            Permission::Granted => {}
            Permission::Ask => return Ok(CopyState::Paused),
            Permission::Denied => return Err(Error::Denied),
        }
        let on_desk = || self.tasks().project_on_desk(&self.keeper.project);
        let Some(project) = self.latest.take().or_else(on_desk) else { return Err(Error::Gone) };
        let reached = self.keeper.next_seq.get();
        self.since.set(None);
        let written = self.write_project(&project, reached).await;
        if !matches!(written, Ok(CopyState::Written(_))) {
            self.latest.borrow_mut().get_or_insert(project);
        }
        written
    }

    /// Writes what is not there already, and takes away what the project has no more.
    async fn write_project(&self, project: &Project, reached: u64) -> Result<CopyState, Error> {
        let began = clock::milliseconds();
        let files = self.medium.files_of(project);
        let before = self.written.borrow().clone();
        if before.reached > reached {
            // What was written is not in the log: the browser's storage has lost it.
            return Ok(CopyState::Changed);
        }
        let Some(mut left) = self.medium.left_as(&before, &files).await? else {
            return Ok(CopyState::Changed);
        };
        let mut paths: Vec<&str> = files.iter().map(|file| &*file.path).collect();
        order::sort_by(&mut paths, Ord::cmp);
        let is_wanted = |path: &String| paths.binary_search(&path.as_str()).is_ok();
        left.retain(|path, _| is_wanted(path) || before.files.contains_key(path));
        let gone: Vec<String> = left.keys().filter(|path| !is_wanted(path)).cloned().collect();
        let looked = left.clone();
        for path in &gone {
            left.get_or_default(path).seen = None;
        }
        let mut due = Vec::new();
        for file in files {
            let hash = sha256_hex(&file.bytes);
            let known = left.get_or_default(&file.path);
            if known.hashes != [&*hash] {
                known.seen = None;
                known.hashes.push(hash.clone());
                due.push((file, hash));
            }
        }
        // Before a file is replaced, so that a browser that is killed now knows it again.
        let at = before.at.clone();
        self.note(Written { reached, at, files: left.clone() }).await;
        for path in gone {
            if !self.medium.is_still(&path, &looked).await? {
                return Ok(CopyState::Changed);
            }
            self.medium.remove(&path).await?;
            left.remove(&path);
        }
        for (file, hash) in due {
            if !self.medium.is_still(&file.path, &looked).await? {
                return Ok(CopyState::Changed);
            }
            let seen = Some(self.medium.write(&file.path, &file.bytes).await?);
            left.insert(file.path, Left { seen, hashes: vec![hash] });
        }
        self.took.set(clock::milliseconds() - began);
        let at = clock::minute();
        self.note(Written { reached, at: at.clone(), files: left }).await;
        self.tasks().note_copy_of(&self.keeper, reached);
        Ok(CopyState::Written(at))
    }

    async fn note(&self, written: Written) {
        let kept = written.kept();
        self.written.replace(written);
        if let Some(db) = self.tasks().db() {
            // Not kept, the files look like someone else's after a reload, and are compared.
            db.set_setting(&written_key(&self.keeper.project), &kept).await.ok();
        }
    }
}

impl Tasks {
    /// Asks for a file that the open project is written to from now on.
    #[inline(never)] // not in the first load
    pub(super) fn keep_file_copy(&self) {
        let Some((keeper, project)) = self.may_bind() else { return };
        let name = file_name(&format!("{}.standpoint.json", project.name));
        self.spawn_with(|this| async move {
            let picked = file_handle::pick(&name, "application/json", ".json").await;
            this.bind(keeper, picked.map(|it| it.map(Medium::File))).await;
        });
    }

    /// Asks for a folder that the open project is written to from now on, a file for each article.
    #[inline(never)] // not in the first load
    pub(super) fn keep_folder_copy(&self) {
        let Some((keeper, _)) = self.may_bind() else { return };
        self.spawn_with(|this| async move {
            let picked = Folder::pick().await;
            this.bind(keeper, picked.map(|it| it.map(Medium::Folder))).await;
        });
    }

    /// The open project, if this browser and this tab may write it to the disk; else says why not.
    fn may_bind(&self) -> Option<(Rc<Keeper>, Rc<Project>)> {
        let keeper = self.0.keeper.borrow().clone()?;
        if !file_handle::is_available() {
            let words = "This browser cannot write to a file by itself: save the project as a file \
                         now and then. Chrome and Edge can.";
            self.tell(words, true);
            return None;
        }
        let project = self.project_on_desk(&keeper.project)?;
        if !self.is_writer() {
            self.tell("The tab that writes to the project writes its file too.", true);
            return None;
        }
        Some((keeper, project))
    }

    async fn bind(&self, keeper: Rc<Keeper>, picked: Result<Option<Medium>, Error>) {
        let medium = match picked {
            Ok(Some(medium)) if keeper.is_open() => medium,
            Ok(_) => return,
            Err(error) => return self.tell(format!("No copy is kept. {error}"), true),
        };
        let mut written = Written::default();
        // The very project that is here may be written over, such as one that was opened from there.
        if let Ok(Ok((there, files))) = medium.project().await
            && self.project_on_desk(&keeper.project).is_some_and(|here| *here == there)
        {
            written.files = files;
        }
        let copying = Copying::new(keeper, medium, written);
        copying.keep_handle().await;
        copying.since.set(Some(clock::milliseconds()));
        self.0.copying.replace(Some(copying.clone()));
        copying.write().await;
    }

    /// Notes what was dropped, as it is before it is read.
    #[inline(never)] // not in the first load
    pub(crate) fn note_dropped(&self, handle: Option<Promise>) {
        self.0.dropped.take();
        let Some(handle) = handle else { return };
        self.spawn_with(|this| async move {
            let Ok(handle) = JsFuture::from(handle).await else { return };
            let Some(medium) = Medium::of_kept(&handle) else { return };
            if let Ok(files) = medium.seen().await {
                this.0.dropped.replace(Some(Origin { medium, files }));
            }
        });
    }

    /// Offers to keep the file or folder up to date that the project on the desk was opened from.
    #[inline(never)] // not in the first load
    pub(super) async fn offer_copy(&self, name: &str, is_folder: bool) {
        // The project comes on the desk with the next message.
        TimeoutFuture::new(0).await;
        let origin = self.0.dropped.take();
        let is_it = |it: &Origin| it.medium.name() == name && it.medium.is_folder() == is_folder;
        let Some(Origin { medium, files }) = origin.filter(is_it) else { return };
        let Some(keeper) = self.0.keeper.borrow().clone() else { return };
        if self.0.copying.borrow().is_some() || !self.is_writer() {
            return;
        }
        let copying = Copying::new(keeper, medium, Written { files, ..Written::default() });
        copying.is_offer.set(true);
        self.0.copying.replace(Some(copying.clone()));
        copying.say(CopyState::Offered);
    }

    /// Goes on with the copy of a project that was opened to be written to.
    #[inline(never)] // not in the first load
    pub(super) async fn go_on_with_copy(&self, keeper: &Rc<Keeper>) {
        let Some(db) = self.db() else { return };
        let kept = db.value(&handle_key(&keeper.project)).await.ok().flatten();
        let Some(medium) = kept.as_ref().and_then(Medium::of_kept) else { return };
        let kept = db.setting(&written_key(&keeper.project)).await.ok().flatten();
        if !keeper.is_open() || !self.is_writer() {
            return;
        }
        let written = kept.map(|kept| Written::read(&kept)).unwrap_or_default();
        let (has_all, at) =
            (written.reached == keeper.next_seq.get() && written.is_whole(), written.at.clone());
        let copying = Copying::new(keeper.clone(), medium, written);
        self.0.copying.replace(Some(copying.clone()));
        if !has_all {
            copying.since.set(Some(clock::milliseconds()));
        }
        match copying.medium.permission().await {
            Permission::Ask => copying.say(CopyState::Paused),
            Permission::Granted if has_all => copying.say(CopyState::Written(at)),
            _ => {
                copying.say(CopyState::Due);
                copying.write().await;
            }
        }
    }

    /// Has the copy follow a change, behind which the project is as given.
    #[inline(never)] // not in the first load
    pub(super) fn copy_change(&self, project: &Rc<Project>) {
        if let Some(copying) = &*self.0.copying.borrow() {
            copying.latest.replace(Some(project.clone()));
            copying.write_later();
        }
    }

    /// The project leaves the desk: what is not in it yet is written.
    #[inline(never)] // not in the first load
    pub(super) fn leave_copy(&self) {
        if let Some(copying) = self.0.copying.take() {
            spawn(copying.write());
        }
    }

    /// Asks for the permission again where that is wanted, and tries to write.
    pub(super) fn resume_file_copy(&self) {
        let Some(copying) = self.0.copying.borrow().clone() else { return };
        spawn(async move {
            if copying.medium.ask_permission().await == Permission::Granted {
                if copying.is_offer.replace(false) {
                    copying.keep_handle().await;
                }
                copying.since.set(copying.since.get().or_else(|| Some(clock::milliseconds())));
                copying.write().await;
            } else {
                copying.say(CopyState::Failed(Error::Denied.to_string()));
            }
        });
    }

    /// Writes to the copy no more.
    pub(super) fn stop_file_copy(&self) {
        let Some(copying) = self.0.copying.take() else { return };
        self.act(Action::FileCopyTold(None));
        let project = copying.keeper.project.clone();
        self.spawn_with(|this| async move {
            let Some(db) = this.db() else { return };
            if let Err(error) = db.remove_setting(&handle_key(&project)).await {
                this.tell(format!("After a reload the copy is written again. {error}"), true);
            }
        });
    }

    /// Compares the copy, which another program has changed, with the project.
    pub(super) fn compare_file_copy(&self) {
        let Some(copying) = self.0.copying.borrow().clone() else { return };
        self.spawn_with(|this| async move {
            let opened = match copying.medium.project().await {
                Ok(opened) => opened,
                Err(error) => return copying.say(CopyState::Failed(error.to_string())),
            };
            let Some(here) = this.project_on_desk(&copying.keeper.project) else { return };
            let (there, left) = match opened {
                Ok((there, left)) if there.id == here.id => (Rc::new(there), left),
                Ok(_) => return this.refuse_copy(&copying.medium, "it holds another project"),
                Err(why) => return this.refuse_copy(&copying.medium, &why),
            };
            copying.compared.replace(Some((there.clone(), left)));
            if *here == *there {
                return this.take_compared(&there);
            }
            this.ask_to_merge(&copying.medium.name(), &here, there, Vec::new()).await;
        });
    }

    fn refuse_copy(&self, medium: &Medium, why: &str) {
        let (name, kind) = (medium.name(), if medium.is_folder() { "folder" } else { "file" });
        let words = format!("{name} cannot be compared: {why}. Keep the copy in another {kind}.");
        self.tell(words, true);
    }

    /// The state of the copy that was compared is here now: its files may be written over.
    pub(super) fn take_compared(&self, there: &Rc<Project>) {
        let Some(copying) = self.0.copying.borrow().clone() else { return };
        let Some((compared, files)) = copying.compared.take() else { return };
        if Rc::ptr_eq(&compared, there) {
            let reached = copying.keeper.next_seq.get();
            *copying.written.borrow_mut() = Written { reached, files, ..Written::default() };
            copying.write_later();
        }
    }

    fn is_writer(&self) -> bool {
        let state = self.0.state.borrow();
        state.desk.as_ref().is_some_and(|desk| desk.writing == Writing::Writer)
    }
}

/// The name of the setting that holds the handle of what a project is written to.
pub(super) fn handle_key(project: &ProjectId) -> String {
    format!("file:{project}")
}

fn written_key(project: &ProjectId) -> String {
    format!("written:{project}")
}
