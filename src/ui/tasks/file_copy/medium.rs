//! What a copy is written to: one file, or a folder with a file for each article.

use wasm_bindgen::JsValue;

use super::written::{Files, Left, Written};
use crate::browser::file_handle::{Error, Folder, Handle, Permission, Seen};
use crate::formats::archive::File;
use crate::formats::digest::sha256_hex;
use crate::formats::project::{self, folder};
use crate::formats::reading::{StandpointFile, own_format};
use crate::model::Project;

/// A file or folder that the analyst has given to the page.
#[derive(Clone, Debug)]
pub(super) enum Medium {
    File(Handle),
    Folder(Folder),
}

impl Medium {
    /// As the database kept it.
    pub fn of_kept(kept: &JsValue) -> Option<Self> {
        let file = Handle::of_kept(kept).map(Self::File);
        file.or_else(|| Folder::of_kept(kept).map(Self::Folder))
    }

    pub fn to_keep(&self) -> &JsValue {
        match self {
            Self::File(file) => file.to_keep(),
            Self::Folder(folder) => folder.to_keep(),
        }
    }

    pub fn name(&self) -> String {
        match self {
            Self::File(file) => file.name(),
            Self::Folder(folder) => folder.name(),
        }
    }

    pub fn is_folder(&self) -> bool {
        matches!(self, Self::Folder(_))
    }

    pub async fn permission(&self) -> Permission {
        match self {
            Self::File(file) => file.permission().await,
            Self::Folder(folder) => folder.permission().await,
        }
    }

    pub async fn ask_permission(&self) -> Permission {
        match self {
            Self::File(file) => file.ask_permission().await,
            Self::Folder(folder) => folder.ask_permission().await,
        }
    }

    /// The project as its files.
    pub fn files_of(&self, project: &Project) -> Vec<File> {
        match self {
            Self::File(_) => vec![File::new("", project::write(project))],
            Self::Folder(_) => folder::write(project),
        }
    }

    /// What the files are now, where nothing but what this page or one before it has `written` stands in the
    /// way of `files`; `None` where something does.
    pub async fn left_as(&self, written: &Written, files: &[File]) -> Result<Option<Files>, Error> {
        let mut all = Files::default();
        for path in self.paths().await? {
            let known = written.files.get(&path);
            if let Some(known) = known
                && known.seen == Some(self.look(&path).await?)
            {
                all.insert(path, known.clone());
                continue;
            }
            let (bytes, seen) = self.read(&path).await?;
            let hash = sha256_hex(&bytes);
            let is_ours = match known {
                // Made by a browser that was killed before it could fill it.
                Some(known) if known.seen.is_none() && bytes.is_empty() => true,
                Some(known) => known.hashes.contains(&hash),
                None => {
                    !self.is_in_the_way(&path, &bytes)
                        || files.iter().any(|file| file.path == path && file.bytes == bytes)
                }
            };
            if !is_ours {
                return Ok(None);
            }
            all.insert(path, Left { seen: Some(seen), hashes: vec![hash] });
        }
        // One that is gone was taken away by someone else, unless it was on its way in or out.
        let is_gone =
            |(path, known): (&String, &Left)| known.seen.is_some() && !all.contains_key(path);
        Ok((!written.files.iter().any(is_gone)).then_some(all))
    }

    /// Whether the file is as it was when all were looked at, which is a while ago where there are many.
    pub async fn is_still(&self, path: &String, looked: &Files) -> Result<bool, Error> {
        let known = looked.get(path).and_then(|left| left.seen);
        match self.look(path).await {
            Ok(seen) => Ok(known == Some(seen)),
            Err(Error::Gone) if self.is_folder() => Ok(known.is_none()),
            Err(error) => Err(error),
        }
    }

    /// What is seen of the files now.
    pub async fn seen(&self) -> Result<Files, Error> {
        let mut files = Files::default();
        for path in self.paths().await? {
            let seen = Some(self.look(&path).await?);
            files.insert(path, Left { seen, hashes: Vec::new() });
        }
        Ok(files)
    }

    /// The project as it stands there, and what its files hold; else why that cannot be told.
    pub async fn project(&self) -> Result<Result<(Project, Files), String>, Error> {
        let mut files = Vec::new();
        for path in self.paths().await? {
            let (bytes, _) = self.read(&path).await?;
            files.push(File::new(path, bytes));
        }
        let mut left = Files::default();
        for file in &files {
            let hashes = vec![sha256_hex(&file.bytes)];
            left.insert(file.path.clone(), Left { seen: None, hashes });
        }
        let opened = match self {
            Self::File(_) => project::read(&files[0].bytes)
                .map(|opened| opened.project)
                .map_err(|error| error.to_string()),
            Self::Folder(_) => folder::open(&files),
        };
        Ok(opened.map(|project| (project, left)))
    }

    /// Replaces the file of that path, or makes it, as a whole or not at all; what is then seen of it.
    pub async fn write(&self, path: &str, bytes: &[u8]) -> Result<Seen, Error> {
        let file = self.file(path, true).await?;
        file.write(bytes).await?;
        file.look().await
    }

    /// Takes away the file of an article that the project has no more.
    pub async fn remove(&self, path: &str) -> Result<(), Error> {
        match self {
            Self::File(_) => Ok(()),
            Self::Folder(folder) => folder.remove(path).await,
        }
    }

    /// The files that are there, as far as a copy may have to do with them.
    async fn paths(&self) -> Result<Vec<String>, Error> {
        match self {
            Self::File(_) => Ok(vec![String::new()]),
            Self::Folder(folder) => {
                let mut paths = folder.paths(folder::BELOW).await?;
                paths.retain(|path| folder::has_place_for(path));
                Ok(paths)
            }
        }
    }

    /// Whether a file of which nothing is known is not to be written over.
    fn is_in_the_way(&self, path: &str, bytes: &[u8]) -> bool {
        match self {
            // Else the picker has just made it, or the analyst has said that it may be replaced.
            Self::File(_) => own_format(bytes) == Some(StandpointFile::Project),
            Self::Folder(_) => folder::is_in_the_way(path, bytes),
        }
    }

    async fn look(&self, path: &str) -> Result<Seen, Error> {
        self.file(path, false).await?.look().await
    }

    async fn read(&self, path: &str) -> Result<(Vec<u8>, Seen), Error> {
        self.file(path, false).await?.read().await
    }

    async fn file(&self, path: &str, makes: bool) -> Result<Handle, Error> {
        match self {
            Self::File(file) => Ok(file.clone()),
            Self::Folder(folder) => folder.file(path, makes).await,
        }
    }
}
