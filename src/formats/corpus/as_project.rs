//! A corpus as a project: opened in one go, without reading its files one by one.

use std::rc::Rc;

use super::Manifest;
use crate::formats::reading::{Input, ReadOptions, read};
use crate::model::{Annotator, DEFAULT_PRESET, Extra, Project, ProjectId, Timestamp};

/// The project that loading the corpus would make, without marks.
///
/// `bytes_of` gives a file's bytes by its path; a file that it does not have, or that is not read,
/// is left out. Article ids come from the texts' hashes, so the same corpus gives the same bytes.
pub fn as_project(
    id: ProjectId,
    manifest: &Manifest,
    added: &Timestamp,
    bytes_of: impl Fn(&str) -> Option<Vec<u8>>,
) -> Project {
    let mut project = Project::new(id, manifest.title.clone(), DEFAULT_PRESET.codebook());
    let first = Annotator { name: "Annotator 1".to_owned(), extra: Extra::new() };
    project.annotators.insert("annotator-1".into(), first);
    for (place, entry) in manifest.articles.iter().enumerate() {
        let path = entry.file.as_str();
        let Some(bytes) = bytes_of(path) else { continue };
        let report = read(&Input { path, bytes: &bytes }, &ReadOptions::default());
        let is_single = report.drafts.len() == 1;
        for mut draft in report.drafts {
            if is_single {
                entry.correct(&mut draft.details);
            }
            // The list shows articles added at the same moment by id: in the manifest's order.
            let article = format!("a-{place:05}-{}", &draft.sha256[..12]);
            let article = draft.into_article(article.into(), added.clone());
            project.articles.insert(article.id.clone(), Rc::new(article));
        }
    }
    project
}
