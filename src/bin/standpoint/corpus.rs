//! `standpoint corpus`: from a folder of articles to a folder that a host can serve.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{fmt, fs};

use standpoint::formats::corpus::{self, Entry, Manifest, RelativePath};
use standpoint::formats::digest::sha256_hex;
use standpoint::formats::reading::{FileReport, Input, Outcome, ReadOptions, read, refuse_by_size};
use standpoint::model::{Details, Extra};

use super::CorpusArguments;

/// The folder below DIST and the manifest in it.
const FOLDER: &str = "corpus";
const MANIFEST: &str = "corpus.json";

/// Why nothing was written.
enum Failure {
    /// A file or folder could not be read or written.
    Disk(PathBuf, io::Error),
    /// Files would be overwritten that an earlier run did not write.
    Foreign(Vec<PathBuf>),
    /// No file below the folder holds an article.
    Empty(PathBuf),
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Disk(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Foreign(paths) => {
                writeln!(f, "these were not written by `standpoint corpus`, so nothing was:")?;
                paths.iter().try_for_each(|path| writeln!(f, "  {}", path.display()))?;
                write!(f, "move them, or choose another folder with -o")
            }
            Self::Empty(folder) => {
                write!(f, "{}: expected files with articles, found none", folder.display())
            }
        }
    }
}

/// A file of the corpus, read and ready to be copied.
struct Copy {
    entry: Entry,
    bytes: Vec<u8>,
}

/// Runs the verb and says what became of each file.
pub(super) fn run(arguments: &CorpusArguments) -> ExitCode {
    match build(arguments) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::from(1),
        Err(failure) => {
            // With standard error closed there is nobody to tell.
            let _ = writeln!(io::stderr(), "standpoint: {failure}");
            ExitCode::from(2)
        }
    }
}

/// Builds the corpus and counts the files that are not in it.
fn build(arguments: &CorpusArguments) -> Result<usize, Failure> {
    let target = arguments.output.join(FOLDER);
    let mut paths = Vec::new();
    let mut left_out = 0;
    let own = [&arguments.output, &target].map(|folder| folder.canonicalize().ok());
    walk(&arguments.folder, &own, &mut paths)?;
    paths.sort();
    let mut copies = Vec::new();
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    for path in &paths {
        let name = path.strip_prefix(&arguments.folder).unwrap_or(path);
        match copy(path, name, &mut texts) {
            Ok((copy, line)) => {
                say(&line);
                copies.push(copy);
            }
            Err(line) => {
                left_out += 1;
                say(&line);
            }
        }
    }
    if copies.is_empty() {
        return Err(Failure::Empty(arguments.folder.clone()));
    }
    let earlier = refuse_foreign(&target, &copies)?;
    for copy in &copies {
        write(&target.join(copy.entry.file.as_str()), &copy.bytes)?;
    }
    let manifest = Manifest {
        title: arguments.title.clone().unwrap_or_else(|| name_of(&arguments.folder)),
        description: arguments.description.clone(),
        articles: copies.into_iter().map(|copy| copy.entry).collect(),
        extra: Extra::default(),
    };
    write(&target.join(MANIFEST), &corpus::write(&manifest))?;
    for file in earlier.keys().filter(|file| !manifest.articles.iter().any(|it| it.file == **file))
    {
        say(&format!("unlisted  {}: of an earlier run, left where it is", file.as_str()));
    }
    say(&format!(
        "{} of {} files are in {}",
        manifest.articles.len(),
        paths.len(),
        target.join(MANIFEST).display()
    ));
    say(&format!("open the page with ?corpus={FOLDER}/{MANIFEST}"));
    Ok(left_out)
}

/// All files below a folder but hidden ones, links and those in the folders to write.
fn walk(
    folder: &Path,
    own: &[Option<PathBuf>; 2],
    paths: &mut Vec<PathBuf>,
) -> Result<(), Failure> {
    let failed = |error| Failure::Disk(folder.to_owned(), error);
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let path = entry.path();
        let kind = entry.file_type().map_err(failed)?;
        if entry.file_name().to_string_lossy().starts_with('.') || kind.is_symlink() {
            continue;
        }
        if kind.is_file() {
            paths.push(path);
        } else if kind.is_dir() && !own.contains(&Some(path.canonicalize().map_err(failed)?)) {
            walk(&path, own, paths)?;
        }
    }
    Ok(())
}

/// Reads one file: what to copy and a line about it, or a line that says why it is left out.
fn copy(
    path: &Path,
    name: &Path,
    texts: &mut BTreeMap<String, String>,
) -> Result<(Copy, String), String> {
    let parts: Vec<_> = name.iter().map(|part| part.to_string_lossy()).collect();
    let shown = parts.join("/");
    let refused = |why: &dyn fmt::Display| format!("left out  {shown}: {why}");
    if name.to_str().is_none() {
        return Err(refused(&"expected a name in UTF-8"));
    }
    let file = RelativePath::new(&shown)
        .map_err(|found| refused(&format!("expected a name that fits a URL, found {found}")))?;
    if shown == MANIFEST {
        return Err(refused(&"the manifest will have this name: rename the file"));
    }
    let size = fs::metadata(path).map_err(|error| refused(&error))?.len();
    let report = match refuse_by_size(&shown, size) {
        Some(report) => (report, Vec::new()),
        None => {
            let bytes = fs::read(path).map_err(|error| refused(&error))?;
            let input = Input { path: &shown, bytes: &bytes };
            (read(&input, &ReadOptions::default()), bytes)
        }
    };
    let (report, bytes) = report;
    let FileReport { outcome, drafts, remarks, .. } = report;
    match outcome {
        Outcome::Loaded | Outcome::LoadedWithRemarks => {}
        Outcome::Refused(why) => return Err(refused(&why)),
        Outcome::NeedsColumns(choice) => {
            let names: Vec<&str> = choice.columns.iter().map(|it| it.name.as_str()).collect();
            let why = format!("expected a column named “text”, found {}", names.join(", "));
            return Err(refused(&why));
        }
        Outcome::Standpoint(_) => {
            return Err(refused(&"this is a file of Standpoint's own, which is no article"));
        }
    }
    let mut line = match drafts.as_slice() {
        [one] => format!("added     {shown}: {}", or_untitled(&one.details.title)),
        many => format!("added     {shown}: {} articles", many.len()),
    };
    for draft in &drafts {
        let first = texts.entry(draft.sha256.clone()).or_insert_with(|| shown.clone());
        if *first != shown {
            line.push_str(&format!("\n          the same text as in {first}"));
        }
    }
    for remark in &remarks {
        line.push_str(&format!("\n          {remark}"));
    }
    let details = match <[_; 1]>::try_from(drafts) {
        Ok([one]) => one.details,
        Err(_) => Details::default(),
    };
    let entry = Entry { file, sha256: sha256_hex(&bytes), details, extra: Extra::default() };
    Ok((Copy { entry, bytes }, line))
}

fn or_untitled(title: &str) -> &str {
    if title.is_empty() { "no headline found" } else { title }
}

/// The files that an earlier run wrote, with their hashes.
///
/// # Errors
/// If a file would be overwritten that differs and is not one of them.
fn refuse_foreign(
    target: &Path,
    copies: &[Copy],
) -> Result<BTreeMap<RelativePath, String>, Failure> {
    let manifest = target.join(MANIFEST);
    let earlier: BTreeMap<_, _> = match fs::read(&manifest) {
        Ok(bytes) => match corpus::read(&bytes) {
            Ok(opened) => {
                opened.manifest.articles.into_iter().map(|it| (it.file, it.sha256)).collect()
            }
            Err(_) => return Err(Failure::Foreign(vec![manifest])),
        },
        Err(error) if error.kind() == io::ErrorKind::NotFound => BTreeMap::new(),
        Err(error) => return Err(Failure::Disk(manifest, error)),
    };
    let mut foreign = Vec::new();
    for copy in copies {
        let path = target.join(copy.entry.file.as_str());
        match fs::read(&path) {
            Ok(bytes) => {
                let hash = sha256_hex(&bytes);
                let is_ours = earlier.get(&copy.entry.file).is_some_and(|it| *it == hash);
                if hash != copy.entry.sha256 && !is_ours {
                    foreign.push(path);
                }
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(_) => foreign.push(path),
        }
    }
    if foreign.is_empty() { Ok(earlier) } else { Err(Failure::Foreign(foreign)) }
}

/// Writes a file so that it is either whole or not there.
fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let part = path.with_added_extension("part");
    let written = path
        .parent()
        .map_or(Ok(()), fs::create_dir_all)
        .and_then(|()| fs::write(&part, bytes))
        .and_then(|()| fs::rename(&part, path));
    written.map_err(|error| Failure::Disk(path.to_owned(), error))
}

fn name_of(folder: &Path) -> String {
    let folder = folder.canonicalize().unwrap_or_else(|_| folder.to_owned());
    folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn say(line: &str) {
    // A closed pipe must not stop the work.
    let _ = writeln!(io::stdout(), "{line}");
}
