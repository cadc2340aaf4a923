//! Names of things, one type each, and where new ones come from.

use std::fmt;
use std::rc::Rc;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Rc<str>);

        impl $name {
            /// The id as it stands in files.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                Self(id.into())
            }
        }

        impl From<String> for $name {
            fn from(id: String) -> Self {
                Self(id.into())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

ids! {
    /// A project: one set of articles with one codebook.
    ProjectId,
    /// An article of a project.
    ArticleId,
    /// An entity of a project.
    EntityId,
    /// A mention, stance or document stance; one name space for all three.
    RecordId,
    /// A person who annotates.
    AnnotatorId,
    /// An entity type of the codebook.
    TypeId,
    /// An issue of the codebook.
    IssueId,
    /// An attribute of the codebook.
    AttributeId,
    /// A choice of an attribute; unique within it.
    ChoiceId,
}

/// Gives ids that no other machine, tab or session gives.
///
/// An id is a letter for its kind, the session's random part and a running number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdSource {
    session: String,
    given: u32,
}

impl IdSource {
    /// `entropy` must come from a good random source, anew for each start of the program.
    pub fn new(entropy: u64) -> Self {
        const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
        let digit = |n: u32| char::from(DIGITS[(entropy >> (5 * n)) as usize % 32]);
        Self { session: (0..10).map(digit).collect(), given: 0 }
    }

    /// The next id, for example `r-8k2vz0q4xw-000017`.
    pub fn next(&mut self, kind: char) -> String {
        self.given += 1;
        format!("{kind}-{}-{:06}", self.session, self.given)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_differ_within_and_between_sessions() {
        let (mut a, mut b) = (IdSource::new(7), IdSource::new(8));
        let ids = [a.next('m'), a.next('m'), b.next('m')];
        assert_eq!(ids[0], "m-7000000000-000001");
        assert!(ids[0] != ids[1] && ids[0] != ids[2]);
    }
}
