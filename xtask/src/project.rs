//! Where things are, and whether they changed.

use sha2::{Digest, Sha256};
use std::{
    env,
    fmt::Write as _,
    fs, io,
    path::{self, Path, PathBuf},
};

/// The folders that the commands work in.
#[derive(Debug, Clone)]
pub(crate) struct Project {
    /// The repository.
    pub(crate) root: PathBuf,
    /// Cargo's target folder.
    pub(crate) target: PathBuf,
    /// Tools built once per user, by version.
    pub(crate) cache: PathBuf,
}

impl Project {
    /// The project that `cargo xtask` was called in.
    pub(crate) fn find() -> Result<Self, String> {
        let package = env::var_os("CARGO_MANIFEST_DIR").ok_or("run this as `cargo xtask …`")?;
        let root = Path::new(&package).parent().ok_or("xtask lies in no folder")?.to_owned();
        let target = match env::var_os("CARGO_TARGET_DIR") {
            Some(folder) => {
                path::absolute(folder).map_err(|error| format!("CARGO_TARGET_DIR: {error}"))?
            }
            None => root.join("target"),
        };
        let cache =
            user_cache().ok_or("no cache folder: set XDG_CACHE_HOME or HOME")?.join("standpoint");
        Ok(Self { root, target, cache })
    }

    /// The page as any static host serves it.
    pub(crate) fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// A folder for what the commands keep between runs.
    pub(crate) fn scratch(&self) -> PathBuf {
        self.target.join("xtask")
    }

    /// The version of a package in Cargo.lock.
    pub(crate) fn locked_version(&self, package: &str) -> Result<String, String> {
        let lock = read(&self.root.join("Cargo.lock"))?;
        locked_version(&lock, package).ok_or_else(|| format!("Cargo.lock does not name {package}"))
    }
}

/// The text of a file, or an error that names it.
pub(crate) fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

/// Writes a file and the folders above it, or gives an error that names it.
pub(crate) fn write(path: &Path, contents: impl AsRef<[u8]>) -> Result<(), String> {
    path.parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::write(path, contents))
        .map_err(|error| format!("cannot write {}: {error}", path.display()))
}

/// Every file at or below `path`, sorted; nothing when there is none.
pub(crate) fn files_below(path: &Path) -> io::Result<Vec<PathBuf>> {
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    if !path.is_dir() {
        return Ok(Vec::new());
    }
    let mut entries =
        fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    let nested = entries.iter().map(|entry| files_below(entry)).collect::<io::Result<Vec<_>>>()?;
    Ok(nested.concat())
}

/// SHA-256 in hexadecimal.
pub(crate) fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::new(), |mut hex, byte| {
        // Writing to a string does not fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

/// As much of the hash as a file's name holds.
pub(crate) fn short_hash(bytes: &[u8]) -> String {
    hash(bytes)[..16].to_owned()
}

/// A hash over the names and contents of all files at or below `paths`, relative to `root`.
pub(crate) fn hash_files(root: &Path, paths: &[&str]) -> Result<String, String> {
    let mut list = String::new();
    for path in paths {
        let files = files_below(&root.join(path))
            .map_err(|error| format!("cannot list {path}: {error}"))?;
        for file in files {
            let bytes = fs::read(&file)
                .map_err(|error| format!("cannot read {}: {error}", file.display()))?;
            let name = file.strip_prefix(root).unwrap_or(&file);
            list.push_str(&format!("{} {}\n", hash(&bytes), name.display()));
        }
    }
    Ok(hash(list.as_bytes()))
}

fn user_cache() -> Option<PathBuf> {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    set("XDG_CACHE_HOME")
        .filter(|path| path.is_absolute())
        .or_else(|| set("HOME").map(|home| home.join(".cache")))
        .or_else(|| set("LOCALAPPDATA"))
}

fn locked_version(lock: &str, package: &str) -> Option<String> {
    let mut lines = lock.lines().skip_while(|line| *line != format!("name = \"{package}\""));
    let version = lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')?;
    Some(version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{hash, locked_version};

    #[test]
    fn reads_a_version_from_the_lock() {
        let lock = "[[package]]\nname = \"ab\"\nversion = \"1.2.3\"\n\n[[package]]\nname = \"a\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_version(lock, "a").as_deref(), Some("0.2.130"));
        assert_eq!(locked_version(lock, "b"), None);
    }

    #[test]
    fn hashes_in_hexadecimal() {
        // FIPS 180-4, the example of one block.
        assert_eq!(
            hash(b"abc"),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
