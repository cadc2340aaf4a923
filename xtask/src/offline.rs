//! What the page needs to open without a network: its version, and the list of files that the service
//! worker (`www/service-worker.js`) keeps.

use crate::project::{self, files_below};
use std::{collections::BTreeMap, fs, path::Path};

const PAGE: &str = "index.html";
const WORKER: &str = "service-worker.js";
/// Shown by a host for an address that is not there, which no worker answers for.
const NOT_FOUND: &str = "404.html";
const PAGE_VERSION: &str = "<meta name=\"version\" content=\"";
const WORKER_VERSION: &str = "const VERSION = \"";
const WORKER_FILES: &str = "const FILES = {";

/// Writes the version into the finished page in `dist`, and the version and the files into the worker.
/// `shorten` makes the script short.
pub(crate) fn write(
    dist: &Path,
    shorten: impl Fn(&str) -> Result<String, String>,
) -> Result<(), String> {
    let (page_path, worker_path) = (dist.join(PAGE), dist.join(WORKER));
    let worker = project::read(&worker_path)?;
    // The same files are the same version, wherever they were built.
    let version = project::short_hash(listed(&hashes(dist)?).as_bytes());
    let page = project::read(&page_path)?;
    project::write(&page_path, filled(&page, PAGE_VERSION, &version, PAGE)?)?;
    let worker = filled(&worker, WORKER_VERSION, &version, WORKER)?;
    let worker = filled(&worker, WORKER_FILES, &listed(&hashes(dist)?), WORKER)?;
    project::write(&worker_path, shorten(&worker)?)
}

/// The address below the folder of each file that is kept, and its hash.
fn hashes(dist: &Path) -> Result<BTreeMap<String, String>, String> {
    let files =
        files_below(dist).map_err(|error| format!("cannot list {}: {error}", dist.display()))?;
    let mut found = BTreeMap::new();
    for file in files {
        let name = file.strip_prefix(dist).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        if name == WORKER || name == NOT_FOUND || name.split('/').any(|part| part.starts_with('.'))
        {
            continue;
        }
        let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
        if !name.chars().all(is_plain) {
            return Err(format!(
                "{name} would have to be escaped in an address: name it otherwise"
            ));
        }
        let bytes =
            fs::read(&file).map_err(|error| format!("cannot read {}: {error}", file.display()))?;
        // By the folder's own address: some hosts lead from the page's name to it.
        let address = if name == PAGE { "./".to_owned() } else { name };
        found.insert(address, project::hash(&bytes));
    }
    Ok(found)
}

/// The inside of an object in JavaScript.
fn listed(hashes: &BTreeMap<String, String>) -> String {
    hashes.iter().map(|(address, hash)| format!("\"{address}\":\"{hash}\",")).collect()
}

/// `text` with `value` behind `place`, where nothing stands yet.
fn filled(text: &str, place: &str, value: &str, name: &str) -> Result<String, String> {
    match text.split(place).collect::<Vec<_>>()[..] {
        [before, behind] if behind.starts_with(['"', '}']) => {
            Ok(format!("{before}{place}{value}{behind}"))
        }
        _ => Err(format!("{name}: expected {place:?} once, with nothing behind it")),
    }
}

#[cfg(test)]
mod tests {
    use super::{filled, write};
    use std::fs;

    const SOURCE: &str = "const VERSION = \"\";\nconst FILES = {};\n";

    #[test]
    fn the_worker_lists_every_file_by_its_hash() {
        let dist = std::env::temp_dir().join(format!("standpoint-offline-{}", std::process::id()));
        let file = |name: &str, text: &str| fs::write(dist.join(name), text).expect("a file");
        let version = |script: &str| script.split('"').nth(1).expect("a version").to_owned();
        let build = |style: &str| {
            file("index.html", "<meta name=\"version\" content=\"\">");
            file("service-worker.js", SOURCE);
            file("sample/a.txt", style);
            write(&dist, |script| Ok(script.to_owned())).expect("a build");
            fs::read_to_string(dist.join("service-worker.js")).expect("a script")
        };
        fs::create_dir_all(dist.join("sample")).expect("a temporary folder");
        file("404.html", "nothing here");
        file("sample/.gitattributes", "* -text");
        let script = build("abc");
        let page = fs::read_to_string(dist.join("index.html")).expect("a page");
        assert_eq!(page, format!("<meta name=\"version\" content=\"{}\">", version(&script)));
        // FIPS 180-4, the example of one block.
        assert!(script.contains(
            "\"sample/a.txt\":\"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad\""
        ));
        assert!(script.contains("{\"./\":\""), "{script}");
        assert!(!script.contains("404") && !script.contains(".git"), "{script}");
        // The same files give the same worker, other files another version.
        assert_eq!(build("abc"), script);
        assert_ne!(version(&build("abd")), version(&script));
        fs::remove_dir_all(dist).expect("the temporary folder");
    }

    #[test]
    fn a_place_that_is_not_there_or_full_is_an_error() {
        assert_eq!(filled("a = \"\";", "a = \"", "b", "x").as_deref(), Ok("a = \"b\";"));
        assert!(filled("a = \"c\";", "a = \"", "b", "x").is_err());
        assert!(filled("", "a = \"", "b", "x").is_err());
    }
}
