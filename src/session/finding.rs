//! Finding words in the open article.

use std::rc::Rc;

use super::Desk;
use crate::text::{Byte, Query, Span, Text};

/// What is looked for in the open article, and where it is.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Finding {
    /// Whether the places are shown.
    pub is_open: bool,
    /// The words, as typed.
    pub words: String,
    /// Whether capitals count.
    pub keeps_case: bool,
    /// Where the article has the words; none while nothing is shown.
    pub places: Rc<Vec<Span>>,
    /// The place that was gone to.
    pub at: Option<usize>,
    /// Where a place is looked for first.
    pub(super) from: Byte,
}

impl Finding {
    /// The place that was gone to.
    pub fn place(&self) -> Option<Span> {
        self.places.get(self.at?).copied()
    }

    /// How many there are, and which one this is: “3 of 17”.
    pub fn said(&self) -> String {
        match (self.places.len(), self.at) {
            (0, _) if self.words.trim().is_empty() => String::new(),
            (0, _) => "Not found".to_owned(),
            (count, None) => format!("{count} found"),
            (count, Some(at)) => format!("{} of {count}", at + 1),
        }
    }

    /// Finds the words in a text, at no place yet.
    pub(super) fn look(&mut self, text: Option<&Text>) {
        let query = Query::new(&self.words, self.keeps_case);
        let places = text.zip(query).map(|(text, query)| query.places(text));
        self.places = Rc::new(places.unwrap_or_default());
        self.at = None;
    }

    /// The first place that begins at a position or behind it, else the first of all.
    pub(super) fn next(&self, from: Byte) -> Option<usize> {
        let next = self.places.partition_point(|place| place.start() < from);
        (!self.places.is_empty()).then(|| next % self.places.len())
    }

    /// The last place that ends at a position or before it, else the last of all.
    pub(super) fn previous(&self, from: Byte) -> Option<usize> {
        let count = self.places.len();
        let next = self.places.partition_point(|place| place.end() <= from);
        (count > 0).then(|| (next + count - 1) % count)
    }

    /// Shows nothing any longer. The words stay for the next time.
    pub(super) fn close(&mut self) {
        self.is_open = false;
        self.places = Rc::default();
        self.at = None;
    }
}

impl Desk {
    /// Finds the words in the article that is open now.
    pub(super) fn look_anew(&mut self) {
        if self.finding.is_open {
            let text = self.open_article().map(|article| article.text.clone());
            self.finding.from = Byte(0);
            self.finding.look(text.as_ref());
        }
    }
}
