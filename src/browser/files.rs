//! Files that someone drops on the page or picks: their paths, sizes and bytes.

use std::fmt;

use js_sys::{Array, Function, Promise, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DataTransfer, DataTransferItem, File, FileSystemDirectoryEntry, FileSystemDirectoryReader,
    FileSystemEntry, FileSystemFileEntry, HtmlInputElement,
};

use crate::order;

/// A file or folder that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Which one.
    pub path: String,
    /// Why, in the browser's own words.
    pub reason: String,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} could not be read: {}.", self.path, self.reason)
    }
}

impl std::error::Error for Unreadable {}

impl Unreadable {
    fn new(path: &str, error: &JsValue) -> Self {
        let message = Reflect::get(error, &"message".into()).ok().and_then(|m| m.as_string());
        let reason = message.filter(|m| !m.is_empty()).unwrap_or_else(|| "no reason given".into());
        Self { path: path.to_owned(), reason: reason.trim_end_matches('.').to_owned() }
    }
}

/// A file whose bytes have not been read yet.
#[derive(Clone, Debug)]
pub struct PickedFile {
    /// The name, with the folders below the one dropped or picked, separated by `/`.
    pub path: String,
    /// The length in bytes.
    pub size: u64,
    /// The browser's handle; a worker can be sent it instead of the bytes.
    pub file: File,
}

/// The first bytes of a file; none if it cannot be read.
pub async fn head(file: &File, bytes: u32) -> Vec<u8> {
    let Ok(head) = file.slice_with_f64_and_f64(0.0, bytes.into()) else { return Vec::new() };
    let read = JsFuture::from(head.array_buffer()).await;
    read.map(|buffer| Uint8Array::new(&buffer).to_vec()).unwrap_or_default()
}

impl PickedFile {
    fn new(path: String, file: File) -> Self {
        Self { path, size: file.size() as u64, file }
    }

    /// The whole content.
    ///
    /// # Errors
    /// If the file was changed, moved or forbidden since it was picked, or does not fit in memory.
    pub async fn bytes(&self) -> Result<Vec<u8>, Unreadable> {
        let buffer = JsFuture::from(self.file.array_buffer()).await;
        let buffer = buffer.map_err(|error| Unreadable::new(&self.path, &error))?;
        Ok(Uint8Array::new(&buffer).to_vec())
    }
}

/// The files chosen in an `<input type=file>`, sorted by path.
pub fn picked(input: &HtmlInputElement) -> Vec<PickedFile> {
    let Some(list) = input.files() else { return Vec::new() };
    let files = (0..list.length()).filter_map(|index| list.get(index));
    let mut picked: Vec<_> = files
        .map(|file| {
            // Set by `webkitdirectory` only; web-sys has no getter for it.
            let relative = Reflect::get(&file, &"webkitRelativePath".into());
            let relative = relative.ok().and_then(|path| path.as_string());
            let path = relative.filter(|path| !path.is_empty()).unwrap_or_else(|| file.name());
            PickedFile::new(path, file)
        })
        .collect();
    order::sort_by(&mut picked, |a, b| a.path.cmp(&b.path));
    picked
}

/// What was dropped, noted while the event was handled: afterwards the browser empties its list.
pub struct Dropped {
    entries: Vec<FileSystemEntry>,
    files: Vec<PickedFile>,
    handle: Option<Promise>,
}

/// Whether a drag carries files, and not a link or a piece of text.
pub fn carries_files(transfer: &DataTransfer) -> bool {
    transfer.types().iter().any(|kind| kind == "Files")
}

impl Dropped {
    /// Notes what a drop carries. To be called in the event handler itself, not after an await.
    pub fn note(transfer: &DataTransfer) -> Self {
        let mut dropped = Self { entries: Vec::new(), files: Vec::new(), handle: None };
        let items = transfer.items();
        let items = (0..items.length()).filter_map(|index| items.get(index));
        let items: Vec<_> = items.filter(|item| item.kind() == "file").collect();
        for item in &items {
            dropped.note_item(item);
        }
        if let [only] = &*items {
            dropped.handle = handle_of(only);
        }
        dropped
    }

    /// What comes to the handle of the one file or folder that was dropped, where the browser gives one.
    pub fn handle(&self) -> Option<Promise> {
        self.handle.clone()
    }

    fn note_item(&mut self, item: &DataTransferItem) {
        if let Ok(Some(entry)) = item.webkit_get_as_entry() {
            self.entries.push(entry);
        } else if let Ok(Some(file)) = item.get_as_file() {
            self.files.push(PickedFile::new(file.name(), file));
        }
    }

    /// The files dropped and those in dropped folders at any depth, sorted by path; what cannot be
    /// read is listed as an error. `on_progress` hears how many have been found so far.
    ///
    /// Dropping the future stops the walk.
    pub async fn files(self, on_progress: impl Fn(usize)) -> Vec<Result<PickedFile, Unreadable>> {
        let mut found: Vec<_> = self.files.into_iter().map(Ok).collect();
        let mut batch = self.entries;
        let mut folders = Vec::new();
        loop {
            found.extend(files_of(&batch).await);
            on_progress(found.len());
            folders.extend(batch.into_iter().filter(FileSystemEntry::is_directory));
            batch = Vec::new();
            let Some(folder) = folders.pop() else { break };
            match children(&folder).await {
                Ok(entries) => batch = entries,
                Err(error) => found.push(Err(Unreadable::new(&path_of(&folder), &error))),
            }
        }
        order::sort_by(&mut found, |a, b| path_in(a).cmp(path_in(b)));
        found
    }
}

/// Called by name, because web-sys has it only behind `web_sys_unstable_apis`.
fn handle_of(item: &DataTransferItem) -> Option<Promise> {
    let ask = Reflect::get(item, &"getAsFileSystemHandle".into()).ok()?;
    ask.dyn_into::<Function>().ok()?.call0(item).ok()?.dyn_into().ok()
}

fn path_in(found: &Result<PickedFile, Unreadable>) -> &str {
    match found {
        Ok(file) => &file.path,
        Err(error) => &error.path,
    }
}

fn path_of(entry: &FileSystemEntry) -> String {
    entry.full_path().trim_start_matches('/').to_owned()
}

/// The files among `entries`, asked for at once and awaited one after the other.
async fn files_of(entries: &[FileSystemEntry]) -> Vec<Result<PickedFile, Unreadable>> {
    let asked: Vec<_> = entries
        .iter()
        .filter(|entry| entry.is_file())
        .map(|entry| {
            let file: &FileSystemFileEntry = entry.unchecked_ref();
            let answer = Promise::new(&mut |resolve: Function, reject: Function| {
                file.file_with_callback_and_callback(&resolve, &reject);
            });
            (path_of(entry), JsFuture::from(answer))
        })
        .collect();
    let mut files = Vec::with_capacity(asked.len());
    for (path, answer) in asked {
        files.push(match answer.await {
            Ok(file) => Ok(PickedFile::new(path, file.unchecked_into())),
            Err(error) => Err(Unreadable::new(&path, &error)),
        });
    }
    files
}

/// Everything directly in a folder.
async fn children(folder: &FileSystemEntry) -> Result<Vec<FileSystemEntry>, JsValue> {
    let reader = folder.unchecked_ref::<FileSystemDirectoryEntry>().create_reader();
    let mut entries = Vec::new();
    // Chromium hands out 100 at a time; only an empty answer means the end.
    // https://developer.mozilla.org/en-US/docs/Web/API/FileSystemDirectoryReader/readEntries
    loop {
        let some = Array::from(&some_children(&reader).await?);
        if some.length() == 0 {
            return Ok(entries);
        }
        entries.extend(some.iter().map(|entry| entry.unchecked_into::<FileSystemEntry>()));
    }
}

fn some_children(reader: &FileSystemDirectoryReader) -> JsFuture {
    JsFuture::from(Promise::new(&mut |resolve: Function, reject: Function| {
        let asked = reader.read_entries_with_callback_and_callback(&resolve, &reject);
        if let Err(error) = asked {
            reject.call1(&JsValue::NULL, &error).ok();
        }
    }))
}
