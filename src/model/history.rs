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
    undo: Steps,
    redo: Steps,
}

/// Steps, the next one at the end.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Steps {
    known: Vec<Step>,
    /// How many more there are before those, which only the log has.
    in_log: usize,
}

/// One thing that an analyst did.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// What it was, in words: "Mark “Carney” as person".
    pub label: Rc<str>,
    /// Takes the project back, or forward again, over this step.
    pub operation: Operation,
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
        let clock = self.project.clock.clone();
        let done = self.take(entry);
        if done.is_err() {
            Rc::make_mut(&mut self.project).clock = clock;
        }
        done
    }

    fn take(&mut self, entry: Entry) -> Result<(), ApplyError> {
        let project = Rc::make_mut(&mut self.project);
        let History { undo, redo } = &mut self.history;
        match entry {
            Entry::Edit { label, operation, continues } => {
                if continues && undo.is_next_in_log() {
                    return Err(ApplyError::InLog);
                }
                let inverse = operation.apply(project)?;
                *redo = Steps::default();
                match undo.known.last_mut() {
                    Some(step) if continues => step.precede_with(inverse),
                    _ => undo.known.push(Step { label, operation: inverse }),
                }
            }
            Entry::Undo => turn(project, undo, redo)?,
            Entry::Redo => turn(project, redo, undo)?,
        }
        Ok(())
    }
}

/// Takes the last step of `from` and lays what reverses it on `to`.
fn turn(project: &mut Project, from: &mut Steps, to: &mut Steps) -> Result<(), ApplyError> {
    let Some(step) = from.known.pop() else {
        return if from.in_log == 0 { Ok(()) } else { Err(ApplyError::InLog) };
    };
    match step.operation.clone().apply(project) {
        Ok(operation) => {
            to.known.push(Step { label: step.label, operation });
            Ok(())
        }
        Err(error) => {
            from.known.push(step);
            Err(error)
        }
    }
}

impl Steps {
    /// Steps behind which the log has `in_log` earlier ones.
    pub fn new(known: Vec<Step>, in_log: usize) -> Self {
        Self { known, in_log }
    }

    /// Those that are here, the next one at the end.
    pub fn known(&self) -> &[Step] {
        &self.known
    }

    /// How many earlier ones only the log has.
    pub fn in_log(&self) -> usize {
        self.in_log
    }

    /// Whether there is none, here or in the log.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty() && self.in_log == 0
    }

    /// Whether there is a next one, which only the log has.
    pub fn is_next_in_log(&self) -> bool {
        self.known.is_empty() && self.in_log > 0
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
    /// Steps that were done, and steps that were undone.
    pub fn new(undo: Steps, redo: Steps) -> Self {
        Self { undo, redo }
    }

    /// What can be undone, the last step at the end.
    pub fn undo(&self) -> &Steps {
        &self.undo
    }

    /// What can be done again, the next step at the end.
    pub fn redo(&self) -> &Steps {
        &self.redo
    }

    /// The step that `Undo` would take back, if it is here.
    pub fn next_undo(&self) -> Option<&Step> {
        self.undo.known.last()
    }

    /// The step that `Redo` would do again, if it is here.
    pub fn next_redo(&self) -> Option<&Step> {
        self.redo.known.last()
    }
}
