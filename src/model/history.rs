//! What was done, so that it can be undone and done again without limit.

use std::rc::Rc;

use super::{ApplyError, Operation, Project};

/// A project with the history of its changes. Replaying the same entries gives the same work.
#[derive(Clone, Debug, PartialEq)]
pub struct Work {
    /// The project as it stands.
    pub project: Rc<Project>,
    /// How it came to stand so.
    pub history: History,
}

/// The steps that can be undone and those that can be done again.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    undo: Vec<Step>,
    redo: Vec<Step>,
}

/// One thing that an analyst did.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What it was, in words: "Mark “Carney” as person".
    pub label: Rc<str>,
    /// Takes the project back, or forward again, over this step.
    operation: Operation,
}

/// What is written to the log.
#[derive(Clone, Debug, PartialEq)]
pub enum Entry {
    /// A change.
    Edit {
        /// What it is, in words.
        label: Rc<str>,
        /// The change.
        operation: Operation,
        /// Whether it goes on with the step before, as later parts of one long load do.
        continues: bool,
    },
    /// The last step is taken back.
    Undo,
    /// The last undone step is done again.
    Redo,
}

impl Work {
    /// A project without history.
    pub fn new(project: Project) -> Self {
        Self { project: Rc::new(project), history: History::default() }
    }

    /// Does what the entry says. `Undo` and `Redo` with nothing left do nothing.
    ///
    /// # Errors
    /// If an operation does not fit the project; the work is then as it was.
    pub fn commit(&mut self, entry: Entry) -> Result<(), ApplyError> {
        let project = Rc::make_mut(&mut self.project);
        let History { undo, redo } = &mut self.history;
        match entry {
            Entry::Edit { label, operation, continues } => {
                let inverse = operation.apply(project)?;
                redo.clear();
                match undo.last_mut() {
                    Some(step) if continues => step.precede_with(inverse),
                    _ => undo.push(Step { label, operation: inverse }),
                }
            }
            Entry::Undo => turn(project, undo, redo)?,
            Entry::Redo => turn(project, redo, undo)?,
        }
        Ok(())
    }
}

/// Takes the last step of `from` and lays what reverses it on `to`.
fn turn(project: &mut Project, from: &mut Vec<Step>, to: &mut Vec<Step>) -> Result<(), ApplyError> {
    let Some(step) = from.pop() else { return Ok(()) };
    match step.operation.clone().apply(project) {
        Ok(operation) => {
            to.push(Step { label: step.label, operation });
            Ok(())
        }
        Err(error) => {
            from.push(step);
            Err(error)
        }
    }
}

impl Step {
    fn precede_with(&mut self, operation: Operation) {
        if let Operation::Batch(operations) = &mut self.operation {
            operations.insert(0, operation);
        } else {
            let later = std::mem::replace(&mut self.operation, Operation::Batch(Vec::new()));
            self.operation = Operation::Batch(vec![operation, later]);
        }
    }
}

impl History {
    /// The step that `Undo` would take back.
    pub fn next_undo(&self) -> Option<&Step> {
        self.undo.last()
    }

    /// The step that `Redo` would do again.
    pub fn next_redo(&self) -> Option<&Step> {
        self.redo.last()
    }
}
