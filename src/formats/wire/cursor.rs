//! Where in a file the reader is, and what it found amiss so far.

use std::borrow::Cow;
use std::fmt;

use super::Value;
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
    pub(crate) fn within<'a, R>(
        &mut self,
        segment: impl Into<Segment<'a>>,
        read: impl FnOnce(&mut Self) -> R,
    ) -> R {
        let outside = self.path.len();
        segment.into().push_to(&mut self.path);
        let result = read(self);
        self.path.truncate(outside);
        result
    }

    /// Goes below a key of the current place for good.
    pub(crate) fn enter(&mut self, key: &'static str) {
        Segment::Key(key).push_to(&mut self.path);
    }

    /// A problem at the current place, for the caller to act on.
    pub(crate) fn problem(&self, message: impl Into<String>) -> Problem {
        Problem { path: self.path.clone(), message: message.into() }
    }

    /// A problem at a field of the current place.
    pub(crate) fn problem_at(&self, field: &str, message: impl Into<String>) -> Problem {
        let mut path = self.path.clone();
        Segment::Key(field).push_to(&mut path);
        Problem { path, message: message.into() }
    }

    /// Reports something that costs nothing.
    pub(crate) fn note(&mut self, message: impl Into<String>) {
        self.problems.push(self.problem(message));
    }

    /// Keeps a value of the current place out of the project, and says why.
    pub(crate) fn set_apart(&mut self, problem: Problem, value: &Value<'_>) {
        let inside = problem.path.strip_prefix(&self.path).unwrap_or_default();
        let reason = match inside {
            "" => problem.message.clone(),
            inside => format!("{}, at {inside}", problem.message),
        };
        self.orphans.push(Orphan { path: self.path.clone(), reason, record: value.to_json() });
        self.problems.push(problem);
    }

    /// The value read, or nothing and the raw value set apart.
    pub(crate) fn accept<T>(&mut self, read: Result<T, Problem>, raw: &Value<'_>) -> Option<T> {
        read.map_err(|problem| self.set_apart(problem, raw)).ok()
    }
}

/// The JSON Pointer of the segments.
pub(crate) fn pointer(segments: &[&str]) -> String {
    let mut path = String::new();
    for segment in segments {
        Segment::Key(segment).push_to(&mut path);
    }
    path
}

/// One step of a JSON Pointer.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Segment<'a> {
    /// Into an object.
    Key(&'a str),
    /// Into a list.
    Index(usize),
}

impl<'a> From<&'a str> for Segment<'a> {
    fn from(key: &'a str) -> Self {
        Self::Key(key)
    }
}

impl<'a> From<&'a Cow<'_, str>> for Segment<'a> {
    fn from(key: &'a Cow<'_, str>) -> Self {
        Self::Key(key)
    }
}

impl From<usize> for Segment<'_> {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

impl Segment<'_> {
    pub(super) fn push_to(self, path: &mut String) {
        path.push('/');
        match self {
            Self::Key(key) if !key.contains(['~', '/']) => path.push_str(key),
            Self::Key(key) => path.push_str(&key.replace('~', "~0").replace('/', "~1")),
            Self::Index(index) => path.push_str(&index.to_string()),
        }
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
