//! The project file as one of the formats: everything goes out, and comes in again.

use super::archive::File;
use super::import::{Found, Import, Problem, ReadChoice};
use super::project::{self, Opened};
use super::reading::{Place, StandpointFile, own_format};
use super::table::{Counts, Format, Reader, Write, Writer};
use crate::model::{DEFAULT_PRESET, Project};

/// The project file.
pub(super) const PROJECT: Format = Format {
    id: "standpoint",
    name: "Standpoint project",
    purpose: "Everything of a project in one JSON file; Standpoint opens it again.",
    ending: "standpoint.json",
    counts: Counts::CodePoints,
    never: &[],
    writer: Some(Writer {
        write: Write::Files(|project, _| {
            vec![File::new("project.standpoint.json", project::write(project))]
        }),
        besides: |_, _| Vec::new(),
    }),
};

pub(super) const READER: Reader =
    Reader { recognises: |file| own_format(&file.bytes) == Some(StandpointFile::Project), read };

/// The first project among the files; a second one is a problem.
fn read(files: &[File], _: &ReadChoice) -> Import {
    let blank = Project::new("p-import".into(), "", DEFAULT_PRESET.codebook());
    let mut import = Import { project: blank, problems: Vec::new(), unit: Found::NoDifference };
    let mut has_one = false;
    for file in files {
        let mut problem = |place, message| {
            import.problems.push(Problem { file: file.path.clone(), place, message });
        };
        if has_one {
            problem(Place::File, "expected one project, found another: import it by itself".into());
            continue;
        }
        match project::read(&file.bytes) {
            Ok(Opened { project, problems }) => {
                for found in problems {
                    problem(Place::Pointer(found.path), found.message);
                }
                import.project = project;
                has_one = true;
            }
            Err(error) => problem(Place::File, error.to_string()),
        }
    }
    import
}
