//! Where in a file the reader is, and what it found amiss so far.

use std::fmt::{self, Write};

use serde_json::Value;

use crate::model::Orphan;

/// Something in a file that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where, as a JSON Pointer (RFC 6901).
    pub path: String,
    /// What, in words.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, at {}", self.message, self.path)
    }
}

/// The reader's place in a file, with what it reported and what it kept apart.
#[derive(Debug, Default)]
pub(crate) struct Cursor {
    path: String,
    pub(crate) problems: Vec<Problem>,
    pub(crate) orphans: Vec<Orphan>,
}

impl Cursor {
    /// Reads below a key or index of the current place.
    pub(crate) fn within<R>(
        &mut self,
        segment: impl fmt::Display,
        read: impl FnOnce(&mut Self) -> R,
    ) -> R {
        let outside = self.path.len();
        push_segment(&mut self.path, segment);
        let result = read(self);
        self.path.truncate(outside);
        result
    }

    /// A problem at the current place, for the caller to act on.
    pub(crate) fn problem(&self, message: impl Into<String>) -> Problem {
        Problem { path: self.path.clone(), message: message.into() }
    }

    /// A problem at a field of the current place.
    pub(crate) fn problem_at(&self, field: &str, message: impl Into<String>) -> Problem {
        let mut path = self.path.clone();
        push_segment(&mut path, field);
        Problem { path, message: message.into() }
    }

    /// Reports something that costs nothing.
    pub(crate) fn note(&mut self, message: impl Into<String>) {
        self.problems.push(self.problem(message));
    }

    /// Keeps a value of the current place out of the project, and says why.
    pub(crate) fn set_apart(&mut self, problem: Problem, value: &Value) {
        let inside = problem.path.strip_prefix(&self.path).unwrap_or_default();
        let reason = match inside {
            "" => problem.message.clone(),
            inside => format!("{}, at {inside}", problem.message),
        };
        self.orphans.push(Orphan { path: self.path.clone(), reason, record: value.clone() });
        self.problems.push(problem);
    }

    /// The value read, or nothing and the raw value set apart.
    pub(crate) fn accept<T>(&mut self, read: Result<T, Problem>, raw: &Value) -> Option<T> {
        read.map_err(|problem| self.set_apart(problem, raw)).ok()
    }
}

/// The JSON Pointer of the segments.
pub(crate) fn pointer(segments: &[&str]) -> String {
    let mut path = String::new();
    for segment in segments {
        push_segment(&mut path, segment);
    }
    path
}

pub(super) fn push_segment(path: &mut String, segment: impl fmt::Display) {
    path.push('/');
    write!(Escaped(path), "{segment}").expect("writing to a string does not fail");
}

struct Escaped<'a>(&'a mut String);

impl Write for Escaped<'_> {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        for c in part.chars() {
            match c {
                '~' => self.0.push_str("~0"),
                '/' => self.0.push_str("~1"),
                c => self.0.push(c),
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slashes_and_tildes_in_keys_are_escaped() {
        assert_eq!(pointer(&["layers", "a/b", "~"]), "/layers/a~1b/~0");
    }
}
