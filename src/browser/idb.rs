//! IndexedDB: the log, the list of projects and the settings, kept in this browser.
//!
//! Database "standpoint", version 2, with four stores (version 1 had no `snapshots`):
//!
//! | store | key | value |
//! |---|---|---|
//! | `projects` | id | what describes the project, a string |
//! | `log` | `[project, seq]` | one record: a string, or a `Uint8Array` if it is not UTF-8 |
//! | `snapshots` | `[project, seq]` | what the records before `seq` came to, a string |
//! | `settings` | name | a string, or the handle of a file |
//!
//! Every write is one transaction with durability "strict" and is reported as done only when the
//! transaction has completed. `www/rescue.js` reads the same stores without this module.

mod values;

use std::fmt;
use std::rc::Rc;

use js_sys::{Array, Function, JsString, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::IdbCursorDirection::Prev;
use web_sys::{
    IdbDatabase, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction,
    IdbTransactionMode, IdbVersionChangeEvent,
};

use super::long_text::{self, LongText};

const NAME: &str = "standpoint";
const VERSION: u32 = 2;
const PROJECTS: &str = "projects";
const LOG: &str = "log";
const SNAPSHOTS: &str = "snapshots";
const SETTINGS: &str = "settings";

/// Why something could not be read from or written to this browser's storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// There is no IndexedDB here, or the browser forbids it (a private window, a setting).
    Unavailable,
    /// The disk, or this site's share of it, is full.
    Quota,
    /// Another tab with an older version of the program keeps the storage from being opened.
    Blocked,
    /// The storage was written by a newer version of the program.
    Newer,
    /// Another writer has already added a record with this sequence number.
    Conflict,
    /// The connection was closed: see [`Closed`].
    Closed,
    /// Anything else, in the browser's own words.
    Other(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unavailable => f.write_str("This browser does not let the page store anything."),
            Self::Quota => f.write_str("The browser's storage for this page is full."),
            Self::Blocked => f.write_str(
                "Another tab with an older version of Standpoint is open; close it and try again.",
            ),
            Self::Newer => f.write_str(
                "The stored work was written by a newer version of Standpoint; reload the page.",
            ),
            Self::Conflict => f.write_str("Another tab has written to this project meanwhile."),
            Self::Closed => f.write_str("The connection to the browser's storage was closed."),
            Self::Other(words) => write!(f, "The browser's storage failed: {words}."),
        }
    }
}

impl std::error::Error for Error {}

impl Error {
    fn from_js(error: &JsValue) -> Self {
        let text = |key: &str| {
            Reflect::get(error, &key.into()).ok().and_then(|v| v.as_string()).unwrap_or_default()
        };
        match text("name").as_str() {
            "QuotaExceededError" => Self::Quota,
            "ConstraintError" => Self::Conflict,
            "InvalidStateError" => Self::Closed,
            "VersionError" => Self::Newer,
            "SecurityError" | "NotAllowedError" => Self::Unavailable,
            "" => Self::Other(error.as_string().unwrap_or_else(|| "no reason given".to_owned())),
            name => Self::Other(format!("{name}, {}", text("message").trim_end_matches('.'))),
        }
    }
}

impl From<JsValue> for Error {
    fn from(error: JsValue) -> Self {
        Self::from_js(&error)
    }
}

/// Why a connection ended without having been dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// A newer version of the program wants to upgrade the database; this tab has let go of it.
    ForNewerProgram,
    /// Another page deletes the database; this tab has let go of it.
    Deleted,
    /// The browser has closed it, for instance because the user cleared the site's storage.
    ByBrowser,
}

/// An open connection; clones share it, and the last one dropped closes it.
#[derive(Clone)]
pub struct Database(Rc<Connection>);

struct Connection {
    db: IdbDatabase,
    _on_version_change: Closure<dyn FnMut(IdbVersionChangeEvent)>,
    _on_close: Closure<dyn FnMut()>,
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.db.set_onversionchange(None);
        self.db.set_onclose(None);
        self.db.close();
    }
}

impl Database {
    /// Opens the database, creating it at the first time; `on_closed` hears when it is taken away
    /// later, after which every call gives [`Error::Closed`].
    ///
    /// # Errors
    /// [`Error::Unavailable`], [`Error::Blocked`], [`Error::Newer`] or what the browser says.
    pub async fn open(on_closed: impl Fn(Closed) + 'static) -> Result<Self, Error> {
        let factory = web_sys::window()
            .and_then(|window| window.indexed_db().ok().flatten())
            .ok_or(Error::Unavailable)?;
        let request = factory.open_with_u32(NAME, VERSION)?;
        let db = opened(&request).await?;

        let on_closed = Rc::new(on_closed);
        let (handle, heard) = (db.clone(), on_closed.clone());
        let on_version_change =
            Closure::<dyn FnMut(_)>::new(move |event: IdbVersionChangeEvent| {
                handle.close();
                let is_upgrade = event.new_version().is_some();
                heard(if is_upgrade { Closed::ForNewerProgram } else { Closed::Deleted });
            });
        let on_close = Closure::<dyn FnMut()>::new(move || on_closed(Closed::ByBrowser));
        db.set_onversionchange(Some(on_version_change.as_ref().unchecked_ref()));
        db.set_onclose(Some(on_close.as_ref().unchecked_ref()));
        Ok(Self(Rc::new(Connection {
            db,
            _on_version_change: on_version_change,
            _on_close: on_close,
        })))
    }

    /// Adds records to a project's log under `first_seq` and the numbers after it: all of them or
    /// none. Returns when they are on the disk.
    ///
    /// # Errors
    /// [`Error::Conflict`] if one of the numbers is taken; [`Error::Quota`], [`Error::Closed`].
    pub async fn append(
        &self,
        project: &str,
        first_seq: u64,
        records: &[Rc<Vec<u8>>],
    ) -> Result<(), Error> {
        self.write(&[LOG], |transaction| {
            let log = transaction.object_store(LOG)?;
            for (seq, record) in (first_seq..).zip(records) {
                log.add_with_key(&value_of(record), &log_key(project, seq))?;
            }
            Ok(())
        })
        .await
    }

    /// Whether anything of a project is kept.
    ///
    /// # Errors
    /// [`Error::Closed`] or what the browser says.
    pub async fn has_project(&self, project: &str) -> Result<bool, Error> {
        let range = log_range(project, 0)?;
        let first_key = |store: &str| -> Result<_, Error> {
            Ok(result(self.store(store, IdbTransactionMode::Readonly)?.get_key(&range)?))
        };
        let (log, snapshots) = (first_key(LOG)?, first_key(SNAPSHOTS)?);
        Ok(!(log.await?.is_undefined() && snapshots.await?.is_undefined()))
    }

    /// A project's records from `from_seq` on, in order, each with its sequence number.
    ///
    /// # Errors
    /// [`Error::Closed`] or what the browser says.
    pub async fn read_log(
        &self,
        project: &str,
        from_seq: u64,
    ) -> Result<Vec<(u64, Vec<u8>)>, Error> {
        let range = log_range(project, from_seq)?;
        let log = self.store(LOG, IdbTransactionMode::Readonly)?;
        // All asked for before the first is awaited: one transaction, one state.
        let first = result(log.open_key_cursor_with_range(&range)?);
        let last = result(log.open_key_cursor_with_range_and_direction(&range, Prev)?);
        let values = result(log.get_all_with_key(&range)?);
        let (first, last) = (seq_at(&first.await?)?, seq_at(&last.await?)?);
        let values = Array::from(&values.await?);
        let (Some(first), Some(last)) = (first, last) else { return Ok(Vec::new()) };
        if last - first + 1 != u64::from(values.length()) {
            return self.read_log_with_gaps(&range).await;
        }
        Ok((first..).zip(values.iter().map(|value| bytes_of(&value))).collect())
    }

    /// Reads every key as well, which takes twice as long.
    async fn read_log_with_gaps(&self, range: &IdbKeyRange) -> Result<Vec<(u64, Vec<u8>)>, Error> {
        let log = self.store(LOG, IdbTransactionMode::Readonly)?;
        let keys = result(log.get_all_keys_with_key(range)?);
        let values = result(log.get_all_with_key(range)?);
        let (keys, values) = (Array::from(&keys.await?), Array::from(&values.await?));
        let records = keys.iter().zip(values.iter());
        Ok(records.map(|(key, value)| (seq_of(&key), bytes_of(&value))).collect())
    }

    /// Writes what describes a project, in place of what was there.
    ///
    /// # Errors
    /// [`Error::Quota`], [`Error::Closed`] or what the browser says.
    pub async fn put_project_meta(&self, project: &str, meta: &str) -> Result<(), Error> {
        self.write(&[PROJECTS], |transaction| {
            transaction
                .object_store(PROJECTS)?
                .put_with_key(&JsValue::from_str(meta), &JsValue::from_str(project))?;
            Ok(())
        })
        .await
    }

    /// Every project's id and what describes it, ordered by id.
    ///
    /// # Errors
    /// [`Error::Closed`] or what the browser says.
    pub async fn projects(&self) -> Result<Vec<(String, String)>, Error> {
        let projects = self.store(PROJECTS, IdbTransactionMode::Readonly)?;
        let (ids, metas) = (result(projects.get_all_keys()?), result(projects.get_all()?));
        let (ids, metas) = (Array::from(&ids.await?), Array::from(&metas.await?));
        let string = |value: JsValue| value.as_string().unwrap_or_default();
        Ok(ids.iter().map(string).zip(metas.iter().map(string)).collect())
    }

    /// The places of a project's snapshots, the newest one at the end.
    ///
    /// # Errors
    /// [`Error::Closed`] or what the browser says.
    #[inline(never)] // not in the first load
    pub async fn snapshots(&self, project: &str) -> Result<Vec<u64>, Error> {
        let snapshots = self.store(SNAPSHOTS, IdbTransactionMode::Readonly)?;
        let range = log_range(project, 0)?;
        let keys = result(snapshots.get_all_keys_with_key(&range)?);
        Ok(Array::from(&keys.await?).iter().map(|key| seq_of(&key)).collect())
    }

    /// The snapshot at that place of a project's log, if there is one.
    ///
    /// # Errors
    /// [`Error::Closed`] or what the browser says.
    #[inline(never)] // not in the first load
    pub async fn snapshot(&self, project: &str, seq: u64) -> Result<Option<Vec<u8>>, Error> {
        let snapshots = self.store(SNAPSHOTS, IdbTransactionMode::Readonly)?;
        let value = result(snapshots.get(&log_key(project, seq))?).await?;
        Ok((!value.is_undefined()).then(|| bytes_of(&value)))
    }

    /// Adds a snapshot and removes those before `keep_from`, all or nothing.
    ///
    /// # Errors
    /// [`Error::Quota`], [`Error::Closed`] or what the browser says.
    #[inline(never)] // not in the first load
    pub async fn put_snapshot(
        &self,
        project: &str,
        seq: u64,
        snapshot: &LongText,
        keep_from: u64,
    ) -> Result<(), Error> {
        let earlier = IdbKeyRange::bound_with_lower_open_and_upper_open(
            // Before every place, also where none is to go: an empty range is an error.
            &Array::of1(&project.into()),
            &log_key(project, keep_from),
            false,
            true,
        )?;
        self.write(&[SNAPSHOTS], |transaction| {
            let snapshots = transaction.object_store(SNAPSHOTS)?;
            snapshots.put_with_key(snapshot.as_ref(), &log_key(project, seq))?;
            snapshots.delete(&earlier)?;
            Ok(())
        })
        .await
    }

    /// Deletes a project: its description, log and snapshots, in one transaction.
    ///
    /// # Errors
    /// [`Error::Closed`] or what the browser says.
    pub async fn remove_project(&self, project: &str) -> Result<(), Error> {
        let range = log_range(project, 0)?;
        self.write(&[PROJECTS, LOG, SNAPSHOTS], |transaction| {
            transaction.object_store(PROJECTS)?.delete(&JsValue::from_str(project))?;
            transaction.object_store(LOG)?.delete(&range)?;
            transaction.object_store(SNAPSHOTS)?.delete(&range)?;
            Ok(())
        })
        .await
    }

    /// A setting, or `None` if it was never set.
    ///
    /// # Errors
    /// [`Error::Closed`] or what the browser says.
    pub async fn setting(&self, name: &str) -> Result<Option<String>, Error> {
        let settings = self.store(SETTINGS, IdbTransactionMode::Readonly)?;
        Ok(result(settings.get(&JsValue::from_str(name))?).await?.as_string())
    }

    /// Writes a setting.
    ///
    /// # Errors
    /// [`Error::Quota`], [`Error::Closed`] or what the browser says.
    pub async fn set_setting(&self, name: &str, value: &str) -> Result<(), Error> {
        self.write(&[SETTINGS], |transaction| {
            transaction
                .object_store(SETTINGS)?
                .put_with_key(&JsValue::from_str(value), &JsValue::from_str(name))?;
            Ok(())
        })
        .await
    }

    fn store(&self, name: &str, mode: IdbTransactionMode) -> Result<IdbObjectStore, Error> {
        let transaction = self.0.db.transaction_with_str_and_mode(name, mode)?;
        Ok(transaction.object_store(name)?)
    }

    /// One strict transaction: `requests` places all of them, then its completion is awaited.
    async fn write(
        &self,
        stores: &[&str],
        requests: impl FnOnce(&IdbTransaction) -> Result<(), JsValue>,
    ) -> Result<(), Error> {
        let transaction = strict_transaction(&self.0.db, stores)?;
        if let Err(error) = requests(&transaction) {
            // The requests placed before the failing one would be committed otherwise.
            transaction.abort().ok();
            return Err(error.into());
        }
        let completed = Promise::new(&mut |resolve: Function, reject: Function| {
            transaction.set_oncomplete(Some(&resolve));
            transaction.set_onabort(Some(&reject));
        });
        match JsFuture::from(completed).await {
            Ok(_) => Ok(()),
            Err(_) => Err(transaction.error().map_or(Error::Closed, |e| Error::from_js(&e))),
        }
    }
}

/// A readwrite transaction with durability "strict".
///
/// Called by name because web-sys has the options only behind `web_sys_unstable_apis`. A browser
/// that does not know the option ignores it.
fn strict_transaction(db: &IdbDatabase, stores: &[&str]) -> Result<IdbTransaction, JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"durability".into(), &"strict".into())?;
    let names: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
    let begin: Function = Reflect::get(db, &"transaction".into())?.dyn_into()?;
    begin.call3(db, &names, &"readwrite".into(), &options)?.dyn_into()
}

/// The database of an open request, its stores created where needed.
async fn opened(request: &IdbOpenDbRequest) -> Result<IdbDatabase, Error> {
    let creating = request.clone();
    let on_upgrade = Closure::<dyn FnMut() -> Result<(), JsValue>>::new(move || {
        let db: IdbDatabase = creating.result()?.dyn_into()?;
        for name in [PROJECTS, LOG, SNAPSHOTS, SETTINGS] {
            if !db.object_store_names().contains(name) {
                db.create_object_store(name)?;
            }
        }
        Ok(())
    });
    request.set_onupgradeneeded(Some(on_upgrade.as_ref().unchecked_ref()));
    let settled = Promise::new(&mut |resolve: Function, reject: Function| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
        request.set_onblocked(Some(&reject));
    });
    match JsFuture::from(settled).await {
        Ok(_) => Ok(request.result()?.dyn_into()?),
        // `blocked` fires while the request still waits, `error` when it is over.
        Err(_) if request.ready_state() == web_sys::IdbRequestReadyState::Pending => {
            close_when_opened(request, on_upgrade);
            Err(Error::Blocked)
        }
        Err(_) => Err(match request.error()?.map(|e| Error::from_js(&e)) {
            // Firefox's private windows of old, and profiles that cannot be written.
            None | Some(Error::Closed) => Error::Unavailable,
            Some(error) => error,
        }),
    }
}

/// Nobody waits for `request` any more: when the other tab is gone, opens and closes at once.
fn close_when_opened(
    request: &IdbOpenDbRequest,
    on_upgrade: Closure<dyn FnMut() -> Result<(), JsValue>>,
) {
    let late = request.clone();
    let close = Closure::once_into_js(move || {
        let _upgraded = on_upgrade;
        if let Some(db) = late.result().ok().and_then(|db| db.dyn_into::<IdbDatabase>().ok()) {
            db.close();
        }
    });
    request.set_onerror(None);
    request.set_onblocked(None);
    request.set_onsuccess(Some(close.unchecked_ref()));
}

/// The result of a request; listening starts with the call, not with the first poll.
fn result(request: IdbRequest) -> impl Future<Output = Result<JsValue, Error>> {
    let settled = JsFuture::from(Promise::new(&mut |resolve: Function, reject: Function| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
    }));
    async move {
        match settled.await {
            Ok(_) => Ok(request.result()?),
            Err(_) => Err(request.error()?.map_or(Error::Closed, |e| Error::from_js(&e))),
        }
    }
}

fn log_key(project: &str, seq: u64) -> JsValue {
    Array::of2(&project.into(), &(seq as f64).into()).into()
}

/// The keys of a project's log from `from_seq` on: an array sorts behind every number.
fn log_range(project: &str, from_seq: u64) -> Result<IdbKeyRange, JsValue> {
    let end = Array::of2(&project.into(), &Array::new());
    IdbKeyRange::bound(&log_key(project, from_seq), &end)
}

fn seq_of(key: &JsValue) -> u64 {
    Array::from(key).get(1).as_f64().unwrap_or_default() as u64
}

/// The sequence number that a key cursor stands at, if it stands anywhere.
fn seq_at(cursor: &JsValue) -> Result<Option<u64>, JsValue> {
    if cursor.is_null() {
        return Ok(None);
    }
    Ok(Some(seq_of(&Reflect::get(cursor, &"key".into())?)))
}

/// A string where that keeps the bytes: 100,000 of them are read in half the time of byte arrays.
fn value_of(record: &[u8]) -> JsValue {
    match std::str::from_utf8(record) {
        Ok(text) => text.into(),
        Err(_) => Uint8Array::from(record).into(),
    }
}

fn bytes_of(value: &JsValue) -> Vec<u8> {
    match value.dyn_ref::<JsString>() {
        Some(text) => long_text::bytes_of(text),
        None => Uint8Array::new(value).to_vec(),
    }
}
