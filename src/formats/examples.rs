//! A dataset out of a project: what one example is, how much text stands around it, and which part of
//! the dataset it goes into. Any format can write the result, as that is made of projects again.

mod card;
mod cut;
mod split;

use std::collections::BTreeMap;

pub(super) use card::{CARD, Card};
pub use split::{Group, Split, parts_of};

use serde::{Deserialize, Serialize};

use super::fact::{Kind, Subject};
use crate::model::{ArticleId, LayerId, Project};

/// The field of an example’s article that says where it was cut out.
pub(super) const PASSAGE: &str = "passage";

/// What one example of a dataset is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Example {
    /// A whole article.
    #[default]
    Article,
    /// A sentence (UAX #29); those that a mark or a stance’s words reach over are one.
    Sentence,
    /// A stance with the sentences in which its words stand.
    Stance,
}

impl Example {
    /// All.
    pub const ALL: [Self; 3] = [Self::Article, Self::Sentence, Self::Stance];

    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Article => "a whole article",
            Self::Sentence => "a sentence",
            Self::Stance => "a stance with its sentence",
        }
    }
}

/// The shape of a dataset.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shape {
    /// What one example is.
    pub example: Example,
    /// How many sentences stand on each side of an example that is no whole article.
    pub around: usize,
    /// How the examples are divided, if they are.
    pub split: Option<Split>,
}

/// A part of a dataset.
#[derive(Clone, Debug)]
pub struct Part {
    /// What it is called; nothing if it is all there is.
    pub name: Option<String>,
    /// Its examples, as articles of a project.
    pub project: Project,
}

/// What became of a project.
#[derive(Clone, Debug)]
pub struct Dataset {
    /// All examples as articles of one project.
    pub project: Project,
    /// The article that an example was cut out of; nothing for whole articles.
    pub origins: BTreeMap<ArticleId, ArticleId>,
    /// The records of the project, and parts of them, that are in no example.
    pub(super) outside: Vec<(Kind, Subject)>,
}

impl Shape {
    /// The examples of a project.
    pub fn of(&self, project: &Project) -> Dataset {
        match self.example {
            Example::Article => {
                Dataset { project: project.clone(), origins: BTreeMap::new(), outside: Vec::new() }
            }
            example => cut::cut(project, example, self.around),
        }
    }

    /// Whether a project goes out as it is.
    pub fn is_plain(&self) -> bool {
        self.example == Example::Article && self.split.is_none()
    }
}

impl Dataset {
    /// Its parts, each example in exactly one; parts without an example are left out.
    pub fn parts(&self, split: Option<&Split>) -> Vec<Part> {
        match split {
            None => vec![Part { name: None, project: self.project.clone() }],
            Some(split) => split::parts(self, split),
        }
    }

    /// The article that an example is from.
    fn origin<'a>(&'a self, example: &'a ArticleId) -> &'a ArticleId {
        self.origins.get(example).unwrap_or(example)
    }

    /// What something of the dataset is in the project that it was made from.
    pub(super) fn in_project(&self, subject: Subject) -> Subject {
        let layer = |id: LayerId| LayerId { article: self.origin(&id.article).clone(), ..id };
        match subject {
            Subject::Article(id) => Subject::Article(self.origin(&id).clone()),
            Subject::Layer(id) => Subject::Layer(layer(id)),
            Subject::Record(id, record) => Subject::Record(layer(id), record),
            other => other,
        }
    }
}
