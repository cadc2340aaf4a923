//! Names the worker's files by their content.
//!
//! Trunk hashes the names of the page's files but not those of a worker, because the page starts it
//! by name. Under a fixed name a browser would keep yesterday's worker for today's page. So the page
//! reads the name from `<meta name="worker">`, which is rewritten here together with the files.

use crate::{markup::tags, project};
use std::{fs, path::Path};

const PAGE: &str = "index.html";
/// Each file of the worker with the file that refers to it.
const CHAIN: [(&str, &str); 3] = [
    ("worker_bg.wasm", "worker.js"),
    ("worker.js", "worker_loader.js"),
    ("worker_loader.js", PAGE),
];

/// Renames the worker's files in `dist` and every reference to them.
pub(crate) fn hash_names(dist: &Path) -> Result<(), String> {
    let page = project::read(&dist.join(PAGE))?;
    let named =
        tags(&page).iter().any(|tag| tag.name == "meta" && tag.attribute("name") == Some("worker"));
    if !named {
        return Err("index.html names no worker: expected <meta name=\"worker\" content=\"./worker_loader.js\">".to_owned());
    }
    for (file, referrer) in CHAIN {
        let path = dist.join(file);
        let bytes =
            fs::read(&path).map_err(|error| format!("the build made no {file}: {error}"))?;
        let name = hashed_name(file, &project::short_hash(&bytes));
        let text = replace_reference(&project::read(&dist.join(referrer))?, file, &name)
            .ok_or_else(|| format!("{referrer} does not refer to {file}"))?;
        project::write(&dist.join(referrer), text)?;
        fs::rename(&path, dist.join(&name))
            .map_err(|error| format!("cannot rename {file}: {error}"))?;
    }
    Ok(())
}

/// `worker_bg.wasm` → `worker-0123456789abcdef_bg.wasm`
fn hashed_name(file: &str, hash: &str) -> String {
    file.replacen("worker", &format!("worker-{hash}"), 1)
}

/// Replaces a file's name where it stands as the last part of a quoted path.
fn replace_reference(text: &str, file: &str, name: &str) -> Option<String> {
    let mut replaced = text.to_owned();
    for before in ['"', '\'', '/'] {
        for after in ['"', '\''] {
            replaced = replaced
                .replace(&format!("{before}{file}{after}"), &format!("{before}{name}{after}"));
        }
    }
    (replaced != text).then_some(replaced)
}

#[cfg(test)]
mod tests {
    use super::{hashed_name, replace_reference};

    #[test]
    fn names_hold_the_hash() {
        let hash = "0123456789abcdef";
        assert_eq!(hashed_name("worker_bg.wasm", hash), "worker-0123456789abcdef_bg.wasm");
        assert_eq!(hashed_name("worker.js", hash), "worker-0123456789abcdef.js");
    }

    #[test]
    fn only_whole_quoted_names_are_references() {
        let replaced = |text| replace_reference(text, "worker.js", "w1.js");
        assert_eq!(
            replaced("import init from './worker.js';").as_deref(),
            Some("import init from './w1.js';")
        );
        assert_eq!(replaced("new URL(\"worker.js\")").as_deref(), Some("new URL(\"w1.js\")"));
        assert_eq!(replaced("my-worker.js 'a_worker.js'"), None);
    }
}
