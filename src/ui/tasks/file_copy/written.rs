//! What a copy was left as, kept beside its handle: only what is still so is written over.

use crate::browser::file_handle::Seen;
use crate::order::Table;

/// The files by their paths; a copy that is one file has the path "".
pub(super) type Files = Table<String, Left>;

/// What was written last.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Written {
    /// How long the log was.
    pub reached: u64,
    /// When, for the screen.
    pub at: String,
    /// What they were left as.
    pub files: Files,
}

/// What a file was left as.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Left {
    /// What was seen of it; none while it is being written or taken away.
    pub seen: Option<Seen>,
    /// Hashes of what it may hold without being someone else's: two while it is being written.
    pub hashes: Vec<String>,
}

impl Left {
    fn kept(&self) -> String {
        let seen = self.seen.unwrap_or_default();
        let (size, modified) = (seen.size as u64, seen.modified as u64);
        format!("\t{size}\t{modified}\t{}", self.hashes.join(" "))
    }

    fn read<'a>(mut parts: impl Iterator<Item = &'a str>) -> Self {
        let mut number = || parts.next().and_then(|it| it.parse::<u64>().ok()).unwrap_or_default();
        let seen = Seen { size: number() as f64, modified: number() as f64 };
        let hashes = parts.next().unwrap_or_default().split_whitespace().map(str::to_owned);
        Self { seen: Some(seen).filter(|it| it.modified > 0.0), hashes: hashes.collect() }
    }
}

impl Written {
    /// Whether no file was left while it was being written or taken away.
    pub fn is_whole(&self) -> bool {
        self.files.values().all(|left| left.seen.is_some() && left.hashes.len() == 1)
    }

    /// As it is kept: a line with the file of the path "", then one for each file of a folder.
    pub fn kept(&self) -> String {
        let mut kept = format!("{}\t{}", self.reached, self.at);
        for (path, left) in &self.files {
            if !path.is_empty() {
                kept.push('\n');
                kept.push_str(path);
            }
            kept.push_str(&left.kept());
        }
        kept
    }

    pub fn read(kept: &str) -> Self {
        let mut written = Self::default();
        for (at, line) in kept.split('\n').enumerate() {
            let mut parts = line.split('\t');
            let first = parts.next().unwrap_or_default();
            let mut path = first;
            if at == 0 {
                written.reached = first.parse().unwrap_or_default();
                written.at = parts.next().unwrap_or_default().to_owned();
                path = "";
            }
            let left = Left::read(parts);
            if !left.hashes.is_empty() {
                written.files.insert(path.to_owned(), left);
            }
        }
        written
    }
}
