//! A copy of the project in a file on the disk, written again whenever the hand has rested.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Timeout;

use super::keep::Keeper;
use super::{Tasks, spawn};
use crate::browser::clock;
use crate::browser::download::file_name;
use crate::browser::file_handle::{self, Error, Handle, Permission, Seen};
use crate::formats::digest::sha256_hex;
use crate::formats::project;
use crate::formats::reading::{StandpointFile, own_format};
use crate::model::{Project, ProjectId};
use crate::session::{Action, CopyState, FileCopy, Writing, copy_wait_ms};

/// How long to wait before a file that could not be written is tried again.
const RETRY_MS: u32 = 60_000;

/// The file that the open project is written to as well.
pub struct Copying {
    keeper: Rc<Keeper>,
    handle: Handle,
    written: RefCell<Written>,
    /// The project as it is to be written; none for the one on the desk.
    latest: RefCell<Option<Rc<Project>>>,
    /// When the oldest change came that is not in the file.
    since: Cell<Option<f64>>,
    /// What the last writing took, in milliseconds.
    took: Cell<f64>,
    due: RefCell<Option<Timeout>>,
    is_writing: Cell<bool>,
    /// The file's state that is being compared, with the hash of the file.
    compared: RefCell<Option<(Rc<Project>, String)>>,
}

/// What was written last, kept beside the file's handle.
#[derive(Clone, Debug, Default, PartialEq)]
struct Written {
    /// How long the log was.
    reached: u64,
    /// When, for the screen.
    at: String,
    /// What was seen of the file then.
    seen: Option<Seen>,
    /// Hashes of what the file may hold without being someone else's: two while it is being written.
    hashes: Vec<String>,
}

impl Written {
    fn kept(&self) -> String {
        let seen = self.seen.unwrap_or_default();
        let (size, modified) = (seen.size as u64, seen.modified as u64);
        format!("{}\t{}\t{size}\t{modified}\t{}", self.reached, self.at, self.hashes.join(" "))
    }

    fn read(kept: &str) -> Self {
        let mut parts = kept.split('\t');
        let reached = parts.next().and_then(|it| it.parse().ok()).unwrap_or_default();
        let at = parts.next().unwrap_or_default().to_owned();
        let mut number = || parts.next().and_then(|it| it.parse::<u64>().ok()).unwrap_or_default();
        let seen = Seen { size: number() as f64, modified: number() as f64 };
        let hashes = parts.next().unwrap_or_default().split_whitespace().map(str::to_owned);
        Self {
            reached,
            at,
            seen: Some(seen).filter(|it| it.modified > 0.0),
            hashes: hashes.collect(),
        }
    }
}

impl Copying {
    fn new(keeper: Rc<Keeper>, handle: Handle, written: Written) -> Rc<Self> {
        Rc::new(Self {
            keeper,
            handle,
            written: RefCell::new(written),
            latest: RefCell::default(),
            since: Cell::default(),
            took: Cell::default(),
            due: RefCell::default(),
            is_writing: Cell::default(),
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
            let copy = FileCopy { file: self.handle.name(), state };
            self.tasks().act(Action::FileCopyTold(Some(copy)));
        }
    }

    /// Has the file written when the hand has rested.
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

    /// Writes the file now, if there is anything to write, and says how it stands.
    async fn write(self: Rc<Self>) {
        while self.since.get().is_some() && !self.is_writing.replace(true) {
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
        match self.handle.permission().await {
            Permission::Granted => {}
            Permission::Ask => return Ok(CopyState::Paused),
            Permission::Denied => return Err(Error::Denied),
        }
        if !self.is_as_written().await? {
            return Ok(CopyState::Changed);
        }
        let on_desk = || self.tasks().project_on_desk(&self.keeper.project);
        let Some(project) = self.latest.take().or_else(on_desk) else { return Err(Error::Gone) };
        let reached = self.keeper.next_seq.get();
        self.since.set(None);
        let began = clock::milliseconds();
        let bytes = project::write(&project);
        let hash = sha256_hex(&bytes);
        // Before the file is replaced, so that a browser that is killed now knows it again.
        self.note(|written| {
            written.reached = reached;
            written.hashes.push(hash.clone());
        })
        .await;
        let result = match self.handle.write(&bytes).await {
            Ok(()) => self.handle.look().await,
            Err(error) => Err(error),
        };
        let seen = result.inspect_err(|_| {
            self.latest.borrow_mut().get_or_insert(project);
        })?;
        self.took.set(clock::milliseconds() - began);
        let at = clock::minute();
        let said = at.clone();
        self.note(move |written| {
            *written = Written { reached, at, seen: Some(seen), hashes: vec![hash] };
        })
        .await;
        self.tasks().note_copy_of(&self.keeper, reached);
        Ok(CopyState::Written(said))
    }

    /// Whether the file holds what this page or one before it has written, or nothing yet.
    async fn is_as_written(&self) -> Result<bool, Error> {
        let Written { seen, hashes, reached, .. } = self.written.borrow().clone();
        if reached > self.keeper.next_seq.get() {
            // What was written is not in the log: the browser's storage has lost it.
            return Ok(false);
        }
        if seen == Some(self.handle.look().await?) {
            return Ok(true);
        }
        let (bytes, seen) = self.handle.read().await?;
        // The picker has just made it; or the analyst has said that it may be replaced.
        let is_new = hashes.is_empty() && own_format(&bytes) != Some(StandpointFile::Project);
        let is_known = is_new || hashes.contains(&sha256_hex(&bytes));
        if is_known {
            self.written.borrow_mut().seen = Some(seen);
        }
        Ok(is_known)
    }

    async fn note(&self, change: impl FnOnce(&mut Written)) {
        change(&mut self.written.borrow_mut());
        let kept = self.written.borrow().kept();
        if let Some(db) = self.tasks().db() {
            // Not kept, the file looks like someone else's after a reload, and is compared.
            db.set_setting(&written_key(&self.keeper.project), &kept).await.ok();
        }
    }
}

impl Tasks {
    /// Asks for a file that the open project is written to from now on.
    #[inline(never)] // not in the first load
    pub(super) fn keep_file_copy(&self) {
        let Some(keeper) = self.0.keeper.borrow().clone() else { return };
        if !file_handle::is_available() {
            let words = "This browser cannot write to a file by itself: save the project as a file \
                         now and then. Chrome and Edge can.";
            return self.tell(words, true);
        }
        let Some(project) = self.project_on_desk(&keeper.project) else { return };
        if !self.is_writer() {
            return self.tell("The tab that writes to the project writes its file too.", true);
        }
        let name = file_name(&format!("{}.standpoint.json", project.name));
        self.spawn_with(|this| async move {
            match file_handle::pick(&name, "application/json", ".json").await {
                Ok(Some(handle)) => this.bind(keeper, handle).await,
                Ok(None) => {}
                Err(error) => this.tell(format!("No copy is kept. {error}"), true),
            }
        });
    }

    async fn bind(&self, keeper: Rc<Keeper>, handle: Handle) {
        if !keeper.is_open() {
            return;
        }
        if let Some(db) = self.db() {
            // Not kept, the copy ends with this page.
            db.set_value(&handle_key(&keeper.project), handle.to_keep()).await.ok();
        }
        let copying = Copying::new(keeper, handle, Written::default());
        copying.since.set(Some(clock::milliseconds()));
        self.0.copying.replace(Some(copying.clone()));
        copying.write().await;
    }

    /// Goes on with the copy of a project that was opened to be written to.
    #[inline(never)] // not in the first load
    pub(super) async fn go_on_with_copy(&self, keeper: &Rc<Keeper>) {
        let Some(db) = self.db() else { return };
        let kept = db.value(&handle_key(&keeper.project)).await.ok().flatten();
        let Some(handle) = kept.and_then(Handle::of_kept) else { return };
        let kept = db.setting(&written_key(&keeper.project)).await.ok().flatten();
        if !keeper.is_open() || !self.is_writer() {
            return;
        }
        let written = kept.map(|kept| Written::read(&kept)).unwrap_or_default();
        let (reached, at) = (written.reached, written.at.clone());
        let copying = Copying::new(keeper.clone(), handle, written);
        self.0.copying.replace(Some(copying.clone()));
        let has_all = reached == keeper.next_seq.get();
        if !has_all {
            copying.since.set(Some(clock::milliseconds()));
        }
        match copying.handle.permission().await {
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

    /// The project leaves the desk: what is not in its file yet is written.
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
            if copying.handle.ask_permission().await == Permission::Granted {
                copying.since.set(copying.since.get().or_else(|| Some(clock::milliseconds())));
                copying.write().await;
            } else {
                copying.say(CopyState::Failed(Error::Denied.to_string()));
            }
        });
    }

    /// Writes to the file no more.
    pub(super) fn stop_file_copy(&self) {
        let Some(copying) = self.0.copying.take() else { return };
        self.act(Action::FileCopyTold(None));
        let project = copying.keeper.project.clone();
        self.spawn_with(|this| async move {
            let Some(db) = this.db() else { return };
            if let Err(error) = db.remove_setting(&handle_key(&project)).await {
                this.tell(format!("After a reload the file is written again. {error}"), true);
            }
        });
    }

    /// Compares the file, which another program has changed, with the project.
    pub(super) fn compare_file_copy(&self) {
        let Some(copying) = self.0.copying.borrow().clone() else { return };
        self.spawn_with(|this| async move {
            let file = copying.handle.name();
            let (bytes, _) = match copying.handle.read().await {
                Ok(read) => read,
                Err(error) => return copying.say(CopyState::Failed(error.to_string())),
            };
            let Some(here) = this.project_on_desk(&copying.keeper.project) else { return };
            let there = match project::read(&bytes) {
                Ok(opened) if opened.project.id == here.id => opened.project,
                Ok(_) => return this.refuse_copy(&file, "it holds another project"),
                Err(error) => return this.refuse_copy(&file, &error.to_string()),
            };
            let (there, hash) = (Rc::new(there), sha256_hex(&bytes));
            copying.compared.replace(Some((there.clone(), hash)));
            if *here == *there {
                return this.take_compared(&there);
            }
            this.ask_to_merge(&file, &here, there, Vec::new()).await;
        });
    }

    fn refuse_copy(&self, file: &str, why: &str) {
        let words = format!("{file} cannot be compared: {why}. Keep the copy in another file.");
        self.tell(words, true);
    }

    /// The state of the file that was compared is here now: the file may be written over.
    pub(super) fn take_compared(&self, there: &Rc<Project>) {
        let Some(copying) = self.0.copying.borrow().clone() else { return };
        let Some((compared, hash)) = copying.compared.take() else { return };
        if Rc::ptr_eq(&compared, there) {
            let reached = copying.keeper.next_seq.get();
            *copying.written.borrow_mut() =
                Written { reached, hashes: vec![hash], ..Written::default() };
            copying.write_later();
        }
    }

    fn is_writer(&self) -> bool {
        let state = self.0.state.borrow();
        state.desk.as_ref().is_some_and(|desk| desk.writing == Writing::Writer)
    }
}

/// The name of the setting that holds the handle of a project's file.
pub(super) fn handle_key(project: &ProjectId) -> String {
    format!("file:{project}")
}

fn written_key(project: &ProjectId) -> String {
    format!("written:{project}")
}
