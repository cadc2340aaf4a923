//! Files to be read as annotations: from the disk to an import, whatever their format.

use std::path::Path;
use std::{fs, io};

use standpoint::formats::archive::File;
use standpoint::formats::import::{Found, Gathering, Import, Problem, Question, ReadChoice};
use standpoint::formats::reading::{self, Input, Outcome, Place, ReadOptions};
use standpoint::formats::table::{FORMATS, Format};
use standpoint::text::Unit;

use super::InputArguments;

/// What was read, and the format's name.
pub(super) struct Inputs {
    pub(super) format: &'static str,
    pub(super) import: Import,
}

/// Reads what the arguments name.
///
/// # Errors
/// If a file cannot be read, no format is known by that id, or a unit must be named first.
pub(super) fn read(arguments: &InputArguments) -> Result<Inputs, String> {
    let mut files = Vec::new();
    for path in &arguments.paths {
        collect(path, path.file_name().map(Path::new), &mut files)
            .map_err(|error| format!("{}: {error}", path.display()))?;
    }
    let choice = ReadChoice { unit: arguments.unit.map(Unit::from) };
    let format = match &arguments.from {
        Some(id) => Some(by_id(id)?),
        None => Format::recognised(&files),
    };
    let Some(format) = format else {
        return Ok(Inputs { format: "articles", import: articles(&files)? });
    };
    if format.reader().is_none() {
        return Err(format!("expected a format that is read, found {}, which is not", format.id));
    }
    let import = format.read(&files, &choice);
    if let Found::Open(question) = &import.unit {
        return Err(asked(question));
    }
    Ok(Inputs { format: format.name, import })
}

/// The format of that id.
///
/// # Errors
/// If there is none; names those that there are.
pub(super) fn by_id(id: &str) -> Result<&'static Format, String> {
    Format::of(id).ok_or_else(|| {
        let known: Vec<&str> = FORMATS.iter().map(|format| format.id).collect();
        format!("expected a format of {}, found “{id}”", known.join(", "))
    })
}

fn collect(path: &Path, name: Option<&Path>, files: &mut Vec<File>) -> io::Result<()> {
    let name = name.unwrap_or(Path::new(""));
    if path.is_dir() {
        let mut entries: Vec<_> = fs::read_dir(path)?.collect::<Result<_, _>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        for entry in entries {
            let own = entry.file_name();
            if !own.to_string_lossy().starts_with('.') {
                collect(&entry.path(), Some(&name.join(own)), files)?;
            }
        }
        return Ok(());
    }
    let parts = name.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
    files.push(File::new(parts.collect::<Vec<_>>().join("/"), fs::read(path)?));
    Ok(())
}

/// Files in no format of annotations are read as articles.
fn articles(files: &[File]) -> Result<Import, String> {
    let mut gathering = Gathering::new();
    gathering.project().codebook = standpoint::model::DEFAULT_PRESET.codebook().into();
    let mut count = 0;
    for file in files {
        gathering.begin_file(&file.path);
        let input = Input { path: &file.path, bytes: &file.bytes };
        let report = reading::read(&input, &ReadOptions::default());
        for draft in report.drafts {
            let id = gathering.article(None, &draft.text, draft.details);
            if let Some(article) = gathering.article_mut(&id) {
                article.segments = draft.segments;
                article.source = draft.source;
            }
            count += 1;
        }
        for remark in report.remarks {
            gathering.problem(remark.place, remark.message);
        }
        if let Outcome::Refused(why) = report.outcome {
            gathering.problem(Place::File, why);
        }
    }
    let import = gathering.finish(None, &ReadChoice::default());
    if count > 0 {
        return Ok(import);
    }
    let said: Vec<String> = import.problems.iter().map(Problem::to_string).collect();
    Err(format!("expected annotations or articles, found none\n{}", said.join("\n")))
}

fn asked(question: &Question) -> String {
    let (start, end) = question.range;
    let mut words = format!(
        "what positions count cannot be told from these files: name it with --unit.\n\
         In “{}”, {start} to {end} would be",
        question.article
    );
    for (unit, passage) in &question.readings {
        let line = format!("{}[{}]{}", passage.before, passage.words, passage.after);
        words += &format!("\n  --unit {:<12} {}", unit.name(), line.replace('\n', " "));
    }
    words
}
