//! What a search has found, by article, and the rows that show it.

use std::rc::Rc;

use crate::model::{AnnotatorId, Article, ArticleId, RecordId};
use crate::text::Span;

/// A place or a record that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// The words; none for a stance of the whole article.
    pub span: Option<Span>,
    /// The record, where marks were searched, with whose it is.
    pub record: Option<(AnnotatorId, RecordId)>,
}

/// What was found in an article.
#[derive(Debug, PartialEq)]
pub struct Group {
    /// The article.
    pub article: Rc<Article>,
    /// What was found, by place.
    pub hits: Vec<Found>,
    /// How many were found in the articles before.
    first: usize,
}

/// All that was found so far.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Results {
    groups: Vec<Rc<Group>>,
    hits: usize,
}

/// A row of the list.
#[derive(Clone, Copy, Debug)]
pub enum Row<'a> {
    /// An article, above what was found in it.
    Article(&'a Group),
    /// What was found, by its number in all results.
    Hit(usize, &'a Group, &'a Found),
}

impl Results {
    /// Adds what was found in the next article, which is not nothing.
    pub(super) fn push(&mut self, article: Rc<Article>, hits: Vec<Found>) {
        let first = self.hits;
        self.hits += hits.len();
        self.groups.push(Rc::new(Group { article, hits, first }));
    }

    /// What was found, by article.
    pub fn groups(&self) -> &[Rc<Group>] {
        &self.groups
    }

    /// How many places were found.
    pub fn hits(&self) -> usize {
        self.hits
    }

    /// How many rows show them: one for each, and one for each article.
    pub fn rows(&self) -> usize {
        self.hits + self.groups.len()
    }

    /// What was found, by its number.
    pub fn hit(&self, at: usize) -> Option<(&Group, &Found)> {
        let group = self.groups.partition_point(|group| group.first <= at).checked_sub(1)?;
        let group = &self.groups[group];
        Some((group, group.hits.get(at - group.first)?))
    }

    /// The row of what was found, by its number.
    pub fn row_of(&self, at: usize) -> usize {
        at + self.groups.partition_point(|group| group.first <= at)
    }

    /// What a row shows.
    pub fn row(&self, row: usize) -> Option<Row<'_>> {
        // A group's row is as far down as the hits and the groups before it.
        let mut low = 0;
        let mut high = self.groups.len();
        while low < high {
            let middle = usize::midpoint(low, high);
            if self.groups[middle].first + middle <= row { low = middle + 1 } else { high = middle }
        }
        let number = low.checked_sub(1)?;
        let group = &self.groups[number];
        let within = row - group.first - number;
        match within.checked_sub(1) {
            None => Some(Row::Article(group)),
            Some(at) => Some(Row::Hit(group.first + at, group, group.hits.get(at)?)),
        }
    }

    /// Every place, by article.
    pub fn places(&self) -> Vec<(ArticleId, Span)> {
        let of_group = |group: &Rc<Group>| {
            let id = group.article.id.clone();
            let spans = group.hits.iter().filter_map(|hit| hit.span);
            spans.map(move |span| (id.clone(), span)).collect::<Vec<_>>()
        };
        self.groups.iter().flat_map(of_group).collect()
    }
}
