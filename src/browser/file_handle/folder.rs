//! A folder on the disk that the analyst has given to the page, with the files in it by their paths.

use js_sys::{Function, Object, Reflect};
use wasm_bindgen::prelude::*;

use super::{Error, Handle, Permission, call, name_of, permission, picked};

/// A folder that was given to the page. The database can keep it.
#[derive(Clone, Debug)]
pub struct Folder(JsValue);

impl Folder {
    /// Asks the analyst for a folder to write to; `None` if they gave none. Only at a press.
    ///
    /// # Errors
    /// As [`Error`] lists.
    #[inline(never)] // not in the first load
    pub async fn pick() -> Result<Option<Self>, Error> {
        let options = Object::new();
        Reflect::set(&options, &"mode".into(), &"readwrite".into())?;
        Ok(picked("showDirectoryPicker", &options).await?.map(Self))
    }

    /// The folder as the database kept it.
    #[inline(never)] // not in the first load
    pub fn of_kept(kept: &JsValue) -> Option<Self> {
        Reflect::has(kept, &"getFileHandle".into()).is_ok_and(|it| it).then(|| Self(kept.clone()))
    }

    /// The folder as the database can keep it.
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

    /// The paths of the files in it and in the folders `below`, where there are such.
    ///
    /// # Errors
    /// As [`Error`] lists; [`Error::Gone`] if the folder itself is not there.
    #[inline(never)] // not in the first load
    pub async fn paths(&self, below: &str) -> Result<Vec<String>, Error> {
        let mut paths = Vec::new();
        for (name, is_file) in entries(&self.0).await? {
            if is_file {
                paths.push(name);
            } else if name == below {
                let inner = self.folder(&name, false).await?;
                let files = entries(&inner).await?.into_iter().filter(|(_, is_file)| *is_file);
                paths.extend(files.map(|(inner, _)| format!("{name}/{inner}")));
            }
        }
        Ok(paths)
    }

    /// The file of that path, made if there is none and `makes`.
    ///
    /// # Errors
    /// As [`Error`] lists.
    #[inline(never)] // not in the first load
    pub async fn file(&self, path: &str, makes: bool) -> Result<Handle, Error> {
        let (folder, name) = self.place(path, makes).await?;
        Ok(Handle(
            call(&folder, "getFileHandle", &[&name.into(), &option("create", makes)?]).await?,
        ))
    }

    /// Takes the file of that path away; one that is not there is no error.
    ///
    /// # Errors
    /// As [`Error`] lists.
    #[inline(never)] // not in the first load
    pub async fn remove(&self, path: &str) -> Result<(), Error> {
        let removed = match self.place(path, false).await {
            Ok((folder, name)) => call(&folder, "removeEntry", &[&name.into()]).await,
            Err(Error::Gone) => return Ok(()),
            Err(error) => return Err(error),
        };
        match removed.map_err(Error::from) {
            Ok(_) | Err(Error::Gone) => Ok(()),
            Err(error) => Err(error),
        }
    }

    async fn place<'a>(&self, path: &'a str, makes: bool) -> Result<(JsValue, &'a str), Error> {
        match path.split_once('/') {
            Some((folder, name)) => Ok((self.folder(folder, makes).await?, name)),
            None => Ok((self.0.clone(), path)),
        }
    }

    async fn folder(&self, name: &str, makes: bool) -> Result<JsValue, Error> {
        let options = option("create", makes)?;
        Ok(call(&self.0, "getDirectoryHandle", &[&name.into(), &options]).await?)
    }
}

fn option(name: &str, value: bool) -> Result<JsValue, JsValue> {
    let options = Object::new();
    Reflect::set(&options, &name.into(), &value.into())?;
    Ok(options.into())
}

/// What is in a folder: names, and whether each is a file.
async fn entries(folder: &JsValue) -> Result<Vec<(String, bool)>, JsValue> {
    let values: Function = Reflect::get(folder, &"values".into())?.dyn_into()?;
    let iterator = values.call0(folder)?;
    let mut entries = Vec::new();
    loop {
        let step = call(&iterator, "next", &[]).await?;
        if Reflect::get(&step, &"done".into())?.is_truthy() {
            return Ok(entries);
        }
        let entry = Reflect::get(&step, &"value".into())?;
        let is_file = Reflect::get(&entry, &"kind".into())? == "file";
        entries.push((name_of(&entry), is_file));
    }
}
