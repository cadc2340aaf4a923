//! Search over the project: words or a pattern, in the texts or in what is marked, article by article.
//!
//! A search goes on in strokes, so that no key waits for it: [`Search::go_on`] looks through some of
//! what is left. Each change of what is looked for begins a new run, and strokes of older ones come
//! to nothing.

mod looking;
mod results;

use std::rc::Rc;

use super::picture::Scope;
use crate::model::{Article, EntityId, Project, TypeId};
use crate::order;
use crate::text::{Span, Text};
use looking::Looking;
pub use results::{Found, Group, Results, Row};

/// How much is looked through in one stroke, in bytes; see [`looking::cost`].
const STROKE_BYTES: usize = 2 << 20;

/// What is looked for, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// The words or the pattern, as typed.
    pub words: String,
    /// Whether it is a regular expression.
    pub is_pattern: bool,
    /// Whether capitals count.
    pub keeps_case: bool,
    /// Whether a place begins and ends with a word.
    pub whole_words: bool,
    /// What is searched.
    pub within: Within,
    /// Only in articles, and with an annotator or polarity at marks, that are so.
    pub scope: Scope,
    /// Only at marks with this label.
    pub label: Option<TypeId>,
    /// Only at marks that name this entity.
    pub entity: Option<EntityId>,
}

/// What is searched.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Within {
    /// The articles' texts.
    #[default]
    Texts,
    /// Marks and stances: their words, whom they name, their notes.
    Annotations,
}

/// A search and how far it is.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// What is looked for.
    pub asked: Asked,
    /// What was found so far.
    pub results: Rc<Results>,
    /// The place that was gone to, by its number in the results.
    pub at: Option<usize>,
    /// What is wrong with the pattern.
    pub fault: Option<String>,
    /// Which run this is.
    pub run: u64,
    /// The desk's revision when it began.
    pub(super) revision: u64,
    looking: Option<Rc<Looking>>,
    /// The articles still to be searched, the next one at the end.
    left: Vec<Rc<Article>>,
    /// The place to find again, by its article and position.
    sought: Option<Sought>,
}

type Sought = (crate::model::ArticleId, Option<Span>);

impl Asked {
    /// Whether only places at certain marks count.
    fn is_of_marks(&self) -> bool {
        let Scope { annotator, polarity, .. } = &self.scope;
        self.label.is_some() || self.entity.is_some() || annotator.is_some() || polarity.is_some()
    }
}

impl Search {
    /// Begins anew with what is looked for, with the articles as they were loaded.
    pub(super) fn begin(&mut self, asked: Asked, project: &Project, revision: u64) {
        let is_same = asked == self.asked;
        let gone_to = self.at.and_then(|at| self.results.hit(at));
        let sought = gone_to.map(|(group, found)| (group.article.id.clone(), found.span));
        (self.fault, self.looking) = match Looking::of(&asked) {
            Ok(looking) => (None, looking.map(Rc::new)),
            Err(why) => (Some(why), None),
        };
        self.sought = sought.filter(|_| is_same);
        self.at = None;
        self.asked = asked;
        self.run += 1;
        self.revision = revision;
        self.results = Rc::default();
        self.left.clear();
        if self.looking.is_some() {
            self.left = project.articles.values().cloned().collect();
            order::sort_by(&mut self.left, |a, b| (&b.added, &b.id).cmp(&(&a.added, &a.id)));
        }
    }

    /// Searches some of the articles that are left.
    pub(super) fn go_on(&mut self, project: &Project) {
        let Some(looking) = self.looking.clone() else { return };
        let mut cost = 0;
        while cost < STROKE_BYTES
            && let Some(article) = self.left.pop()
        {
            if !self.asked.takes(project, &article) {
                continue;
            }
            let hits = looking.hits(&self.asked, project, &article, &mut cost);
            if hits.is_empty() {
                continue;
            }
            let first = self.results.hits();
            if let Some((id, span)) = &self.sought
                && *id == article.id
                && let Some(at) = hits.iter().position(|hit| hit.span == *span)
            {
                self.at = Some(first + at);
                self.sought = None;
            }
            Rc::make_mut(&mut self.results).push(article, hits);
        }
    }

    /// Whether there is more to be searched.
    pub fn is_going_on(&self) -> bool {
        !self.left.is_empty()
    }

    /// How much there is, in words.
    pub fn said(&self) -> String {
        let (hits, articles) = (self.results.hits(), self.results.groups().len());
        let places = if hits == 1 { "place" } else { "places" };
        let in_articles = if articles == 1 { "article" } else { "articles" };
        let words = match hits {
            0 if self.looking.is_none() => return String::new(),
            0 if self.is_going_on() => return "Searching …".to_owned(),
            0 => return "Not found".to_owned(),
            _ => format!("{hits} {places} in {articles} {in_articles}"),
        };
        if self.is_going_on() { format!("{words} so far …") } else { words }
    }
}

/// Whether a place has no letter or digit before it and none behind.
fn is_whole(text: &Text, place: Span) -> bool {
    let (before, after) = text.as_str().split_at(place.start().index());
    let after = &after[place.len() as usize..];
    let is_in_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !is_in_word(before.chars().next_back()) && !is_in_word(after.chars().next())
}
