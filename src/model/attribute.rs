//! Questions of the project's own, and the answers that records carry.

use super::{AttributeId, ChoiceId, Extra};
use crate::order::Table;

/// Something that the codebook asks of each mention, stance or article.
#[derive(Clone, Debug, PartialEq)]
pub struct Attribute {
    /// Its name in files.
    pub id: AttributeId,
    /// Its name for people.
    pub label: String,
    /// What sort of value it takes.
    pub kind: AttributeKind,
    /// What has it.
    pub on: Vec<Subject>,
    /// Whether one without it counts as a gap.
    pub required: bool,
    /// How to decide.
    pub guideline: String,
    /// Fields of a newer program, kept for it.
    pub extra: Extra,
}

/// The sorts of values.
#[derive(Clone, Debug, PartialEq)]
pub enum AttributeKind {
    /// One of these, in the order in which they are offered.
    Choice(Vec<AttributeChoice>),
    /// A number.
    Number,
    /// Free text.
    Text,
}

/// One of the values that an attribute offers.
#[derive(Clone, Debug, PartialEq)]
pub struct AttributeChoice {
    /// Its name in files.
    pub id: ChoiceId,
    /// Its name for people.
    pub label: String,
    /// When to choose it.
    pub guideline: String,
    /// Fields of a newer program, kept for it.
    pub extra: Extra,
}

/// What can have attributes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// Each mention.
    Mention,
    /// Each stance that has words in the text.
    Stance,
    /// Each article, by each annotator.
    Article,
}

impl Subject {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Mention, Self::Stance, Self::Article];
}

/// A value of an attribute. Its kind may have changed in the codebook since; the value stays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AttributeValue {
    /// A choice's id, or free text.
    Words(String),
    /// A number, as it was written.
    Number(serde_json::Number),
}

impl AttributeValue {
    /// The value as it is typed and read, a choice by its id.
    pub fn text(&self) -> String {
        match self {
            Self::Words(words) => words.clone(),
            Self::Number(number) => number.to_string(),
        }
    }
}

/// The values of a mention, a stance or an article. What was not answered has no row.
pub type Attributes = Table<AttributeId, AttributeValue>;

impl Attribute {
    /// Its choices; none for numbers and text.
    pub fn choices(&self) -> &[AttributeChoice] {
        if let AttributeKind::Choice(choices) = &self.kind { choices } else { &[] }
    }

    /// The value as people read it, a choice by its label.
    pub fn words_of(&self, value: &AttributeValue) -> String {
        let words = value.text();
        let chosen = self.choices().iter().find(|choice| choice.id.as_str() == words);
        chosen.map_or(words, |choice| choice.label.clone())
    }

    /// Whether the value is of its kind, and among its choices.
    pub fn takes(&self, value: &AttributeValue) -> bool {
        match (&self.kind, value) {
            (AttributeKind::Choice(choices), AttributeValue::Words(words)) => {
                choices.iter().any(|choice| choice.id.as_str() == words)
            }
            (AttributeKind::Number, AttributeValue::Number(_)) => true,
            (AttributeKind::Text, AttributeValue::Words(_)) => true,
            _ => false,
        }
    }

    /// What was typed, as a value: nothing for white space.
    ///
    /// # Errors
    /// If it is no number where one is asked for, or none of the choices. The message says so.
    pub fn parse(&self, typed: &str) -> Result<Option<AttributeValue>, String> {
        let typed = typed.trim();
        if typed.is_empty() {
            return Ok(None);
        }
        let value = match &self.kind {
            AttributeKind::Number => {
                // What Python and JavaScript read as a number; a decimal comma is usual in Europe.
                let digits = typed.replace(',', ".").replace('−', "-");
                let number = digits.parse().ok().map(AttributeValue::Number);
                number
                    .ok_or_else(|| format!("expected a number such as 3 or 2.5, found “{typed}”"))?
            }
            _ => AttributeValue::Words(typed.to_owned()),
        };
        if !self.takes(&value) {
            return Err(format!("expected one of the choices of {}, found “{typed}”", self.label));
        }
        Ok(Some(value))
    }
}
