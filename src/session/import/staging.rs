//! An import on its way in: the project as it will be is made in parts beside the one on the desk, and
//! then takes its place at once.

use std::rc::Rc;

use super::preview::Preview;
use crate::model::{AnnotatorId, ApplyError, Entry, IdSource, Operation, Project, Work};
use crate::session::update::first_annotator;

/// About how many bytes of the log a part has: so many are written between two frames.
const PART_BYTES: usize = 1 << 18;
/// About how many bytes a record has in the log.
const RECORD_BYTES: usize = 400;

/// The parts of an import that are made, and those that wait.
pub struct Staging {
    from: Rc<Project>,
    work: Work,
    label: Rc<str>,
    format: String,
    waiting: std::iter::Peekable<std::vec::IntoIter<Operation>>,
    entries: Vec<Entry>,
}

impl Staging {
    /// An import of what is in that format onto the annotator's work, as one undo step. Whoever says
    /// something is listed in the project.
    pub fn new(work: Work, me: &AnnotatorId, format: &str, mut operations: Vec<Operation>) -> Self {
        if !operations.is_empty() && !work.project.annotators.contains_key(me) {
            operations.push(Operation::PutAnnotator(me.clone(), first_annotator()));
        }
        let waiting = operations.into_iter().peekable();
        let (from, label) = (work.project.clone(), format!("Import from {format}").into());
        Self { from, work, label, format: format.to_owned(), waiting, entries: Vec::new() }
    }

    /// How many operations wait.
    pub fn waiting(&self) -> usize {
        self.waiting.len()
    }

    /// Makes the next part, of which `hear` is told before it changes that project; whether there was
    /// one.
    ///
    /// # Errors
    /// If it does not fit the project, which a plan for it does.
    pub fn step(&mut self, hear: impl FnOnce(&Entry, &Project)) -> Result<bool, ApplyError> {
        let (mut part, mut bytes) = (Vec::new(), 0);
        while let Some(operation) = self.waiting.next_if(|_| bytes < PART_BYTES) {
            bytes += size(&operation);
            part.push(operation);
        }
        let operation = match part.len() {
            0 => return Ok(false),
            1 => part.remove(0),
            _ => Operation::Batch(part),
        };
        let (label, continues) = (self.label.clone(), !self.entries.is_empty());
        let entry = Entry::Edit { label, operation, continues };
        hear(&entry, &self.work.project);
        self.work.commit(entry.clone())?;
        self.entries.push(entry);
        Ok(true)
    }

    /// All of it, once no part waits. `ids` are where ids came from before the plan was made and after.
    pub fn finish(self, preview: Preview, ids: [IdSource; 2]) -> Staged {
        let Self { from, work, format, entries, .. } = self;
        Staged { format, preview, from, work, entries, ids }
    }
}

/// About how many bytes an operation has in the log.
fn size(operation: &Operation) -> usize {
    match operation {
        Operation::PutArticle(article) => article.text.as_str().len(),
        Operation::PutLayer(_, layer) => layer.records.len() * RECORD_BYTES,
        _ => RECORD_BYTES,
    }
}

/// An import that is made, and not on the desk yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Staged {
    /// The name of the format that it was read from.
    pub format: String,
    /// What it brings.
    pub preview: Preview,
    /// The work with it.
    pub work: Work,
    /// What it did, part by part.
    pub entries: Vec<Entry>,
    from: Rc<Project>,
    ids: [IdSource; 2],
}

impl Staged {
    /// Where ids come from behind it, if project and ids are still those that it was made from.
    pub fn fits(&self, project: &Rc<Project>, ids: &IdSource) -> Option<&IdSource> {
        let [before, after] = &self.ids;
        (Rc::ptr_eq(project, &self.from) && ids == before).then_some(after)
    }
}
