//! `standpoint convert`: from one format to another.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use standpoint::formats::archive::File;
use standpoint::formats::choice::{Choice, Suggestions};
use standpoint::formats::examples::{Shape, Split};
use standpoint::formats::incoming::FOLDER;
use standpoint::formats::loss::{self, Loss};
use standpoint::formats::project::folder::is_an_articles_file;
use standpoint::formats::table::{Format, LOSSES};
use standpoint::model::{ArticleId, Project, Status};
use standpoint::text::Unit;

use super::ConvertArguments;
use super::inputs::{self, Inputs};

/// Runs the verb and says what became of the files.
pub(super) fn run(arguments: &ConvertArguments) -> ExitCode {
    match convert(arguments) {
        Ok(is_whole) => ExitCode::from(u8::from(!is_whole)),
        Err(why) => {
            // With standard error closed there is nobody to tell.
            let _ = writeln!(io::stderr(), "standpoint: {why}");
            ExitCode::from(2)
        }
    }
}

/// Whether everything in the files was read.
fn convert(arguments: &ConvertArguments) -> Result<bool, String> {
    let format = inputs::by_id(&arguments.to)?;
    if format.writer.is_none() {
        return Err(format!(
            "expected a format that is written, found {}, which is not",
            format.id
        ));
    }
    let Inputs { format: from, import } = inputs::read(&arguments.input)?;
    let choice = chosen(arguments, &import.project)?;
    let output = format.write(&import.project, &choice).expect("the format is written");
    let mut said = format!("Read as {from}. {}\n", import.unit.words());
    for problem in &import.problems {
        said += &format!("{problem}\n");
    }
    said += &lost(format, &output.losses);
    let report = loss::report(format.name, &output.losses);
    let has_losses = !output.losses.is_empty();
    let path = &arguments.output;
    let is_folder = format.id == FOLDER && path.extension().is_none_or(|ending| ending != "zip");
    if is_folder {
        remove_left_over(path, &output.files)?;
    }
    if is_folder || path.is_dir() || path.to_string_lossy().ends_with(['/', '\\']) {
        let losses = File::new(LOSSES, report);
        for file in output.files.iter().chain(has_losses.then_some(&losses)) {
            put(&path.join(&file.path), &file.bytes)?;
        }
    } else {
        let is_alone = output.is_alone(format);
        put(path, &output.into_one(format, "").bytes)?;
        if is_alone && has_losses {
            let mut beside = path.clone().into_os_string();
            beside.push(format!(".{LOSSES}"));
            put(&PathBuf::from(beside), report.as_bytes())?;
        }
    }
    let _ = io::stderr().write_all(said.as_bytes());
    Ok(import.problems.is_empty())
}

fn lost(format: &Format, losses: &[Loss]) -> String {
    let counted: Vec<String> = losses.iter().map(Loss::words).collect();
    if counted.is_empty() {
        return format!("{} holds all of it.\n", format.name);
    }
    format!("Not in this file: {}.\n", counted.join(", "))
}

fn chosen(arguments: &ConvertArguments, project: &Project) -> Result<Choice, String> {
    let status = arguments.status.as_deref().map(|name| match name {
        "to_do" => Status::ToDo,
        "in_progress" => Status::InProgress,
        "done" => Status::Done,
        _ => Status::Skipped,
    });
    let annotator = arguments.annotator.as_ref().map(|wanted| {
        let known = project.annotators.iter();
        let mut found = known.filter(|(id, it)| it.name == *wanted || id.as_str() == wanted);
        let names = project.annotators.values().map(|annotator| annotator.name.as_str());
        let names: Vec<&str> = names.collect();
        let why = || format!("expected an annotator of {}, found {wanted}", names.join(", "));
        found.next().map(|(id, _)| id.clone()).ok_or_else(why)
    });
    let wanted = arguments.article.iter().map(|id| {
        let id = ArticleId::from(id.as_str());
        let is_there = project.articles.contains_key(&id);
        if is_there {
            Ok(id)
        } else {
            Err(format!("expected an article that is there, found {id}"))
        }
    });
    let wanted: Vec<ArticleId> = wanted.collect::<Result<_, _>>()?;
    let split = arguments.split.clone();
    Ok(Choice {
        articles: (!wanted.is_empty()).then_some(wanted),
        shape: Shape {
            example: arguments.example.into(),
            around: arguments.around,
            split: split.map(|parts| Split {
                parts,
                by: arguments.split_by.into(),
                seed: arguments.seed,
            }),
        },
        status,
        annotator: annotator.transpose()?,
        mentions: !arguments.no_mentions,
        stances: !arguments.no_stances,
        document_stances: !arguments.no_stances,
        suggestions: match arguments.suggestions {
            Some(chosen) => chosen.into(),
            None if ["standpoint", FOLDER].contains(&&*arguments.to) => Suggestions::All,
            None => Suggestions::Accepted,
        },
        as_predictions: arguments.as_predictions,
        file_per_type: arguments.file_per_type,
        unit: arguments.output_unit.map(Unit::from),
    })
}

/// Removes the files of articles that the folder had before and that the project has no more.
fn remove_left_over(folder: &Path, files: &[File]) -> Result<(), String> {
    let Ok(entries) = fs::read_dir(folder.join("articles")) else { return Ok(()) };
    for entry in entries.flatten() {
        let path = entry.path();
        let is_written = files.iter().any(|file| folder.join(&file.path) == path);
        if !is_written && fs::read(&path).is_ok_and(|bytes| is_an_articles_file(&bytes)) {
            fs::remove_file(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        }
    }
    Ok(())
}

fn put(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    if let Some(file) = path.ancestors().skip(1).find(|above| above.is_file()) {
        return Err(format!(
            "expected a folder at {}, found a file: move it away, or name another --output",
            file.display()
        ));
    }
    let written = folder.map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::write(path, bytes));
    written.map_err(|error| format!("{}: {error}", path.display()))
}
