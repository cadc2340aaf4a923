//! A file or folder on the disk that the analyst has given to the page, to be read and written again
//! (<https://wicg.github.io/file-system-access/>).
//!
//! Called by name, because web-sys has the picker and the permissions only behind
//! `web_sys_unstable_apis`.

mod folder;

use std::fmt;

use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

pub use folder::Folder;

/// Why a file or folder could not be read or written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// It was moved, renamed or deleted.
    Gone,
    /// The browser or the system does not allow it.
    Denied,
    /// The disk is full.
    Full,
    /// Anything else, in the browser's own words.
    Other(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gone => {
                f.write_str("It is not there any more: it was moved, renamed or deleted.")
            }
            Self::Denied => f.write_str("The browser or the system does not allow it."),
            Self::Full => f.write_str("The disk is full."),
            Self::Other(words) => write!(f, "The browser said: {words}."),
        }
    }
}

impl std::error::Error for Error {}

impl From<JsValue> for Error {
    fn from(error: JsValue) -> Self {
        let text = |name: &str| {
            Reflect::get(&error, &name.into())
                .ok()
                .and_then(|it| it.as_string())
                .unwrap_or_default()
        };
        match text("name").as_str() {
            "NotFoundError" => Self::Gone,
            "NotAllowedError" | "SecurityError" | "NoModificationAllowedError" => Self::Denied,
            "QuotaExceededError" => Self::Full,
            _ => Self::Other(text("message").trim_end_matches('.').to_owned()),
        }
    }
}

/// Whether the page may write to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// It may.
    Granted,
    /// The browser asks the analyst when it is asked at a press.
    Ask,
    /// The analyst said no.
    Denied,
}

/// A file that was given to the page. The database can keep it.
#[derive(Clone, Debug)]
pub struct Handle(JsValue);

/// What is seen of a file without reading it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Seen {
    /// Its length in bytes.
    pub size: f64,
    /// When it was last changed, as the system says, in milliseconds since 1970.
    pub modified: f64,
}

/// Whether this browser lets a page write to a file or folder.
pub fn is_available() -> bool {
    Reflect::has(&gloo::utils::window(), &"showSaveFilePicker".into()) == Ok(true)
}

/// Asks the analyst for a file to write to; `None` if they gave none. Only at a press.
///
/// # Errors
/// As [`Error`] lists.
#[inline(never)] // not in the first load
pub async fn pick(name: &str, media_type: &str, ending: &str) -> Result<Option<Handle>, Error> {
    let accept = Object::new();
    Reflect::set(&accept, &media_type.into(), &Array::of1(&ending.into()))?;
    let kind = Object::new();
    Reflect::set(&kind, &"accept".into(), &accept)?;
    let options = Object::new();
    Reflect::set(&options, &"suggestedName".into(), &name.into())?;
    Reflect::set(&options, &"types".into(), &Array::of1(&kind))?;
    Ok(picked("showSaveFilePicker", &options).await?.map(Handle))
}

/// What the analyst chose in a picker of the browser's.
async fn picked(picker: &str, options: &Object) -> Result<Option<JsValue>, Error> {
    match call(&gloo::utils::window(), picker, &[options]).await {
        Ok(handle) => Ok(Some(handle)),
        Err(error) if Reflect::get(&error, &"name".into()) == Ok("AbortError".into()) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

impl Handle {
    /// The file as the database kept it.
    pub fn of_kept(kept: &JsValue) -> Option<Self> {
        Reflect::has(kept, &"createWritable".into()).is_ok_and(|it| it).then(|| Self(kept.clone()))
    }

    /// The file as the database can keep it.
    pub fn to_keep(&self) -> &JsValue {
        &self.0
    }

    /// Its name, without where it is.
    pub fn name(&self) -> String {
        name_of(&self.0)
    }

    /// Whether the page may write to it.
    pub async fn permission(&self) -> Permission {
        permission(&self.0, "queryPermission").await
    }

    /// Asks the analyst whether the page may. Only at a press.
    pub async fn ask_permission(&self) -> Permission {
        permission(&self.0, "requestPermission").await
    }

    /// What is seen of the file now.
    ///
    /// # Errors
    /// As [`Error`] lists.
    pub async fn look(&self) -> Result<Seen, Error> {
        let file = self.file().await?;
        Ok(Seen { size: file.size(), modified: file.last_modified() })
    }

    /// The file's bytes, and what was seen of it.
    ///
    /// # Errors
    /// As [`Error`] lists.
    pub async fn read(&self) -> Result<(Vec<u8>, Seen), Error> {
        let file = self.file().await?;
        let bytes = JsFuture::from(file.array_buffer()).await?;
        let seen = Seen { size: file.size(), modified: file.last_modified() };
        Ok((Uint8Array::new(&bytes).to_vec(), seen))
    }

    /// Replaces the file: the browser writes beside it and puts the new file in its place when all of
    /// it is written. After an error the file is as it was.
    ///
    /// # Errors
    /// As [`Error`] lists.
    pub async fn write(&self, bytes: &[u8]) -> Result<(), Error> {
        let writing = call(&self.0, "createWritable", &[]).await?;
        let all: JsValue = Uint8Array::from(bytes).into();
        if let Err(error) = call(&writing, "write", &[&all]).await {
            call(&writing, "abort", &[]).await.ok();
            return Err(error.into());
        }
        call(&writing, "close", &[]).await?;
        Ok(())
    }

    async fn file(&self) -> Result<File, Error> {
        Ok(call(&self.0, "getFile", &[]).await?.unchecked_into())
    }
}

fn name_of(handle: &JsValue) -> String {
    Reflect::get(handle, &"name".into()).ok().and_then(|it| it.as_string()).unwrap_or_default()
}

async fn permission(handle: &JsValue, question: &str) -> Permission {
    let mode = Object::new();
    if Reflect::set(&mode, &"mode".into(), &"readwrite".into()).is_err() {
        return Permission::Denied;
    }
    let answer = call(handle, question, &[&mode]).await.ok().and_then(|it| it.as_string());
    match answer.as_deref() {
        Some("granted") => Permission::Granted,
        Some("prompt") => Permission::Ask,
        _ => Permission::Denied,
    }
}

/// Calls a method by its name and awaits what it promises.
async fn call(this: &JsValue, method: &str, given: &[&JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(this, &method.into())?.dyn_into()?;
    let given: Array = given.iter().copied().collect();
    let promised: Promise = method.apply(this, &given)?.dyn_into()?;
    JsFuture::from(promised).await
}
