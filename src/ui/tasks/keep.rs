//! Keeping: every change goes to the log at once, and is called saved when the database says so.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use serde::Serialize;

use super::copies;
use super::snapshots::Growth;
use super::{Tasks, now, spawn};
use crate::browser::channel::Channel;
use crate::browser::locks::{self, Lock};
use crate::browser::rescue;
use crate::model::{ApplyError, Entry, Project, ProjectId, Timestamp};
use crate::session::{Action, Place, Saving, Turning, Writing};
use crate::store::record::Event;
use crate::store::{RecordError, decode, encode, encode_begin};
use crate::text::Byte;

/// How long to wait before the database is asked again after it refused.
const RETRY_MS: u32 = 3_000;

/// The log of the open project.
pub struct Keeper {
    pub(super) project: ProjectId,
    pub(super) tasks: Tasks,
    pub(super) next_seq: Cell<u64>,
    /// The first record of a new log, and the project as it begins, until it is on the desk.
    begin: RefCell<Option<(Vec<u8>, Rc<Project>)>>,
    /// Records that the database has not confirmed yet, in order.
    pub(super) queue: RefCell<Vec<(u64, Rc<Vec<u8>>)>>,
    is_flushing: Cell<bool>,
    /// Whether the database refused at the last try.
    is_failing: Cell<bool>,
    /// Whether a change is missing from the queue, so that nothing more may follow.
    pub(super) is_broken: Cell<bool>,
    is_following: Cell<bool>,
    /// Whether more was written while the log was being followed.
    is_behind: Cell<bool>,
    retry: RefCell<Option<Timeout>>,
    /// How much of the log a reader would have to read.
    pub(super) growth: Cell<Growth>,
    pub(super) snapshot_due: RefCell<Option<Timeout>>,
    /// How long the log was when a file was last handed out, or the analyst was reminded of it.
    pub(super) copied: Cell<u64>,
    /// The writer's lock, while this tab has it.
    lock: RefCell<Option<Lock>>,
    channel: RefCell<Option<Channel>>,
    /// What the list of projects is to say of this one, if that is not what it says already.
    meta: RefCell<Option<String>>,
}

impl Keeper {
    /// Appends a record, behind which the project is as given.
    pub(super) fn push(self: &Rc<Self>, record: Vec<u8>, project: &Project) {
        self.meta.replace(Some(meta_of(project)));
        let seq = self.next_seq.get();
        self.next_seq.set(seq + 1);
        self.count(seq, record.len());
        self.queue.borrow_mut().push((seq, Rc::new(record)));
        self.leave_for_rescue();
        self.flush();
        if seq > 0 {
            self.after_edit(seq);
        }
    }

    /// Appends records, all in one transaction, behind which the project is as given.
    #[inline(never)] // not in the first load
    pub(super) fn push_all(self: &Rc<Self>, records: Vec<Vec<u8>>, project: &Project) {
        self.meta.replace(Some(meta_of(project)));
        for record in records {
            let seq = self.next_seq.get();
            self.next_seq.set(seq + 1);
            self.count(seq, record.len());
            self.queue.borrow_mut().push((seq, Rc::new(record)));
        }
        self.leave_for_rescue();
        self.flush();
        self.after_edit(self.next_seq.get() - 1);
    }

    /// Begins the log as soon as the project is on the desk.
    pub(super) fn begin_with(&self, begin: Vec<u8>, project: Rc<Project>) {
        self.begin.replace(Some((begin, project)));
    }

    /// Goes on behind a log that was read.
    pub(super) fn go_on_from(self: &Rc<Self>, next_seq: u64, growth: Growth) {
        self.next_seq.set(next_seq);
        self.growth.set(growth);
        if growth.is_due() {
            self.snapshot_later();
        }
    }

    /// Gives the writer's lock back; what waits stays in memory.
    pub(super) fn let_go(&self) {
        self.lock.take();
    }

    /// What happens beside the writing of an edit.
    #[inline(never)] // not in the first load
    fn after_edit(&self, seq: u64) {
        self.tasks.ask_to_persist();
        if copies::is_due(self.copied.get(), seq + 1) {
            self.remind(seq + 1);
        }
    }

    fn count(self: &Rc<Self>, seq: u64, bytes: usize) {
        let mut growth = self.growth.get();
        growth.add(seq, bytes);
        self.growth.set(growth);
        if growth.is_due() {
            self.snapshot_later();
        }
    }

    /// A page that fails hands these out together with the log.
    fn leave_for_rescue(&self) {
        rescue::set_pending(self.project.as_str(), &self.queue.borrow());
    }

    /// A change could not be written down: what follows it would not fit the log.
    pub(super) fn give_up(self: &Rc<Self>) {
        self.is_broken.set(true);
        self.say(Saving::Failed("A change could not be written down.".to_owned()));
    }

    fn flush(self: &Rc<Self>) {
        if self.is_broken.get() {
            return;
        }
        if !self.is_failing.get() {
            self.say(Saving::Pending(self.queue.borrow().len()));
        }
        if !self.is_flushing.replace(true) {
            let this = self.clone();
            spawn(async move {
                this.write_queue().await;
                // Nothing is awaited in between: what comes later finds that nobody is writing.
                this.is_flushing.set(false);
                this.keep_meta().await;
            });
        }
    }

    async fn write_queue(self: &Rc<Self>) {
        loop {
            let batch = self.queue.borrow().clone();
            let Some((first_seq, _)) = batch.first() else { break };
            let Some(db) = self.tasks.db() else {
                let why = self.tasks.0.no_db.borrow().clone();
                return self.fail(&why);
            };
            let records: Vec<_> = batch.iter().map(|(_, record)| record.clone()).collect();
            if let Err(error) = db.append(self.project.as_str(), *first_seq, &records).await {
                return self.fail(&error.to_string());
            }
            self.queue.borrow_mut().drain(..batch.len());
            self.leave_for_rescue();
            if let Some(channel) = &*self.channel.borrow() {
                // Whoever misses it reads the log at the next one.
                channel.post("appended").ok();
            }
        }
        self.is_failing.set(false);
        if self.is_broken.get() {
            return;
        }
        self.say(Saving::Saved);
    }

    fn fail(self: &Rc<Self>, why: &str) {
        self.is_failing.set(true);
        self.say(Saving::Failed(why.to_owned()));
        if !self.is_open() {
            self.tasks.tell(format!("The project that was closed is not saved yet. {why}"), true);
        }
        let this = self.clone();
        *self.retry.borrow_mut() = Some(Timeout::new(RETRY_MS, move || this.flush()));
    }

    /// Says how the work is kept, unless another project is open meanwhile.
    fn say(self: &Rc<Self>, saving: Saving) {
        if self.is_open() {
            self.tasks.act(Action::SavingChanged(saving));
        }
    }

    /// Whether this is the open project's log.
    pub(super) fn is_open(&self) -> bool {
        self.tasks.0.keeper.borrow().as_ref().is_some_and(|open| std::ptr::eq(&**open, self))
    }

    /// Brings the project's line on the shelf up to date.
    async fn keep_meta(&self) {
        let Some(meta) = self.meta.take() else { return };
        if let Some(db) = self.tasks.db() {
            // The work does not depend on it, and the next edit writes it again.
            db.put_project_meta(self.project.as_str(), &meta).await.ok();
        }
        if !self.is_open() {
            self.tasks.list_shelf().await;
        }
    }

    /// Reads what another tab has written and dispatches it.
    pub(super) async fn follow(self: &Rc<Self>) {
        self.is_behind.set(true);
        if self.is_following.replace(true) {
            return;
        }
        while self.is_behind.replace(false) {
            if let Some(db) = self.tasks.db()
                && let Ok(records) = db.read_log(self.project.as_str(), self.next_seq.get()).await
            {
                self.take(records);
            }
        }
        self.is_following.set(false);
    }

    fn take(self: &Rc<Self>, records: Vec<(u64, Vec<u8>)>) {
        let work = match &self.tasks.0.state.borrow().desk {
            Some(desk) if desk.work.project.id == self.project => Some(desk.work.clone()),
            _ => None,
        };
        let Some(mut work) = work else { return };
        let mut entries = Vec::new();
        for (seq, raw) in records {
            let record = decode(&raw);
            if let Err(RecordError::TooNew(_)) = record {
                self.tasks.act(Action::WritingChanged(Writing::Outdated));
            }
            let event = record.ok().and_then(|record| record.read(&work.project).ok());
            let Some(Event::Commit(entry, _)) = event else { break };
            match work.commit(entry.clone()) {
                Ok(()) => {}
                Err(ApplyError::InLog) => {
                    self.tasks.read_history(Turning::Follow);
                    break;
                }
                Err(_) => break,
            }
            self.next_seq.set(seq + 1);
            self.count(seq, raw.len());
            entries.push(entry);
        }
        if !entries.is_empty() {
            self.tasks.act(Action::Followed(entries));
        }
    }
}

impl Tasks {
    /// Appends what was done to the log.
    pub(super) fn record(&self, entry: &Entry, before: Option<&Rc<Project>>, now: &Timestamp) {
        let Some(keeper) = self.0.keeper.borrow().clone() else { return };
        let seq = keeper.next_seq.get();
        let after = self.0.state.borrow().desk.as_ref().map(|desk| desk.work.project.clone());
        let Some(after) = after else { return };
        if keeper.project != after.id {
            return keeper.give_up();
        }
        // Of two changes in one update, the second may name what only `after` has.
        let mut projects = before.into_iter().chain([&after]);
        match projects.find_map(|project| encode(seq, now, entry, project).ok()) {
            Some(record) => {
                keeper.push(record, &after);
                self.copy_change(&after);
            }
            None => keeper.give_up(),
        }
    }

    /// Begins the log of a new project, which is on the desk already.
    pub(super) fn create(&self, project: &Rc<Project>, now: &Timestamp) {
        let keeper = self.prepare(project.id.clone());
        keeper.begin_with(encode_begin(0, now, project), project.clone());
        self.install(&project.id);
        self.spawn_with(|this| async move {
            this.join(&keeper).await;
        });
    }

    /// Makes the keeper of a project that is about to come on the desk. Until it does, what is done
    /// belongs to the project that is there now.
    pub(super) fn prepare(&self, project: ProjectId) -> Rc<Keeper> {
        let keeper = Rc::new(Keeper {
            project,
            tasks: self.clone(),
            next_seq: Cell::new(0),
            begin: RefCell::default(),
            queue: RefCell::default(),
            is_flushing: Cell::new(false),
            is_failing: Cell::new(false),
            is_broken: Cell::new(false),
            is_following: Cell::new(false),
            is_behind: Cell::new(false),
            retry: RefCell::default(),
            growth: Cell::default(),
            snapshot_due: RefCell::default(),
            copied: Cell::default(),
            lock: RefCell::default(),
            channel: RefCell::default(),
            meta: RefCell::default(),
        });
        self.0.opening.borrow_mut().push(keeper.clone());
        keeper
    }

    /// The project of a prepared keeper does not come.
    pub(super) fn give_back(&self, keeper: &Rc<Keeper>) {
        self.0.opening.borrow_mut().retain(|known| !Rc::ptr_eq(known, keeper));
    }

    /// The project has come on the desk: from now on, what is done goes to its log.
    pub(super) fn install(&self, project: &ProjectId) {
        let mut opening = self.0.opening.borrow_mut();
        let Some(at) = opening.iter().rposition(|keeper| keeper.project == *project) else {
            return;
        };
        let keeper = opening.remove(at);
        drop(opening);
        self.leave_copy();
        rescue::set_project(Some(project.as_str()));
        let id = String::from(js_sys::encode_uri_component(project.as_str()));
        set_hash(&format!("#/project/{id}"));
        self.0.keeper.replace(Some(keeper.clone()));
        if let Some((begin, project)) = keeper.begin.take() {
            keeper.push(begin, &project);
        }
    }

    /// Whether the project is on the desk or on its way there.
    pub(super) fn is_open_or_opening(&self, project: &ProjectId) -> bool {
        let is_it = |keeper: &Rc<Keeper>| keeper.project == *project;
        self.0.keeper.borrow().iter().any(is_it) || self.0.opening.borrow().iter().any(is_it)
    }

    /// Takes the writer's lock if it is free, else follows.
    pub(super) async fn join(&self, keeper: &Rc<Keeper>) -> Writing {
        let name = lock_name(&keeper.project);
        let heard = Rc::downgrade(keeper);
        let channel = Channel::open(&name, move |_| {
            if let Some(keeper) = heard.upgrade()
                && keeper.lock.borrow().is_none()
            {
                spawn(async move { keeper.follow().await });
            }
        });
        *keeper.channel.borrow_mut() = channel.ok();
        match locks::try_writer(&name).await {
            Ok(Some(lock)) => {
                *keeper.lock.borrow_mut() = Some(lock);
                Writing::Writer
            }
            Ok(None) => Writing::Follower,
            Err(error) => {
                self.tell(format!("{error} Do not open this project in two tabs."), true);
                Writing::Writer
            }
        }
    }

    /// Makes a follower the writer once the other tab has let go.
    pub(super) fn take_over_later(&self, keeper: &Rc<Keeper>) {
        let (this, waiting) = (self.clone(), Rc::downgrade(keeper));
        let name = lock_name(&keeper.project);
        spawn(async move {
            let Ok(lock) = locks::wait_for(&name).await else { return };
            // The project may have been closed meanwhile: then the lock goes back at once.
            let Some(keeper) = waiting.upgrade().filter(|keeper| keeper.is_open()) else { return };
            keeper.follow().await;
            let desk = this.0.state.borrow().desk.as_ref().map(|desk| desk.writing);
            if desk == Some(Writing::Outdated) {
                return;
            }
            *keeper.lock.borrow_mut() = Some(lock);
            this.act(Action::WritingChanged(Writing::Writer));
            this.tell("The other tab has let go: this one writes now.", false);
            this.go_on_with_copy(&keeper).await;
        });
    }

    /// Reads what another tab has written to the open project.
    pub(super) fn follow(&self) {
        let Some(keeper) = self.0.keeper.borrow().clone() else { return };
        spawn(async move { keeper.follow().await });
    }

    /// Lets the open project's log go. What is being written keeps it until it is in the database.
    pub(super) fn close(&self) {
        self.leave_copy();
        self.0.keeper.take();
        rescue::set_project(None);
        set_hash("#/");
        self.spawn_with(|this| async move { this.list_shelf().await });
    }

    /// Keeps where the analyst is, to come back there.
    pub(super) fn keep_place(&self, project: &ProjectId, place: &Place) {
        let Some(db) = self.db() else { return };
        let (key, place) = (place_key(project), place_to_json(place));
        spawn(async move {
            // A lost place costs a scroll, no work.
            db.set_setting(&key, &place).await.ok();
        });
    }

    pub(super) async fn read_place(&self, project: &ProjectId) -> Place {
        let Some(db) = self.db() else { return Place::default() };
        let kept = db.setting(&place_key(project)).await.ok().flatten();
        kept.map_or_else(Place::default, |kept| place_from_json(&kept))
    }
}

/// What the writer of a project holds, and where its tabs talk to each other.
pub(super) fn lock_name(project: &ProjectId) -> String {
    format!("standpoint:{project}")
}

fn place_key(project: &ProjectId) -> String {
    format!("place:{project}")
}

fn place_to_json(place: &Place) -> String {
    #[derive(Serialize)]
    struct Kept<'a> {
        annotator: Option<&'a str>,
        article: Option<&'a str>,
        top: u32,
        tops: Vec<(&'a str, u32)>,
    }
    let kept = Kept {
        annotator: place.annotator.as_ref().map(|id| id.as_str()),
        article: place.article.as_ref().map(|id| id.as_str()),
        top: place.top.0,
        tops: place.tops.iter().map(|(id, top)| (id.as_str(), top.0)).collect(),
    };
    serde_json::to_string(&kept).unwrap_or_default()
}

fn place_from_json(kept: &str) -> Place {
    let kept: serde_json::Value = serde_json::from_str(kept).unwrap_or_default();
    let byte = |value: &serde_json::Value| {
        Byte(value.as_u64().and_then(|it| it.try_into().ok()).unwrap_or_default())
    };
    let tops = kept["tops"].as_array().into_iter().flatten();
    Place {
        annotator: kept["annotator"].as_str().map(Into::into),
        article: kept["article"].as_str().map(Into::into),
        top: byte(&kept["top"]),
        tops: tops.filter_map(|it| Some((it[0].as_str()?.into(), byte(&it[1])))).collect(),
    }
}

/// What the shelf shows of a project.
fn meta_of(project: &Project) -> String {
    #[derive(Serialize)]
    struct Meta<'a> {
        name: &'a str,
        articles: usize,
        updated: &'a str,
    }
    let updated = now();
    let meta =
        Meta { name: &project.name, articles: project.articles.len(), updated: updated.as_str() };
    serde_json::to_string(&meta).unwrap_or_default()
}

/// Puts the project into the address, so that a reload comes back to it; adds no step to the
/// browser's own history.
fn set_hash(hash: &str) {
    if let Ok(history) = gloo::utils::window().history() {
        history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(hash)).ok();
    }
}
