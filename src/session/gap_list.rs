//! All gaps of the annotator's work in one list: counted and filtered by kind, grouped by article or
//! by kind, and each leads to where it is filled.

use std::cmp::Reverse;
use std::rc::Rc;

use super::contents::sign;
use super::gaps::{self, Lack, Lacking};
use super::{Desk, articles, words};
use crate::model::{Article, ArticleId, Colour, Layer, Project};
use crate::order;
use crate::text::Query;

/// How the list is looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GapView {
    /// The kind that is shown, by its words; `None` for all.
    pub kind: Option<String>,
    /// Whether what lacks the same stands together, not what is in the same article.
    pub is_by_kind: bool,
    /// Words that a line must have.
    pub words: String,
    /// Which of the gaps that are shown was gone to last.
    pub at: usize,
}

/// Where a gap is, and what is lacking there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GapGoal {
    /// The article.
    pub article: ArticleId,
    /// What lacks something.
    pub lacking: Lacking,
    /// What it lacks.
    pub lack: Lack,
}

/// The gaps as they were when the list was asked for. Lines are put in words when they are shown.
#[derive(Clone, Debug, PartialEq)]
pub struct GapList {
    project: Rc<Project>,
    articles: Vec<(Rc<Article>, Option<Rc<Layer>>)>,
    kinds: Vec<(String, usize)>,
    lines: Vec<Line>,
}

#[derive(Clone, Debug, PartialEq)]
struct Line {
    article: usize,
    lacking: Lacking,
    lack: Lack,
    kind: usize,
}

/// A row of the list, by the number of its gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GapRow {
    /// The first gap of a group, of which there are so many.
    Head(usize, usize),
    /// A gap, and its number among those that are shown.
    Gap(usize, usize),
}

/// A gap in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GapWords {
    /// A type's or polarity's glyph.
    pub glyph: String,
    /// The colour of the glyph.
    pub colour: Colour,
    /// What lacks something.
    pub what: String,
    /// What it lacks: “a target”.
    pub lack: String,
    /// The article's headline.
    pub article: String,
}

impl GapList {
    /// All gaps, the articles in the order of their list, and in each what the ledger lists before
    /// what the article itself lacks.
    pub fn of(desk: &Desk) -> Self {
        let project = desk.work.project.clone();
        let mut list = Self { project, articles: Vec::new(), kinds: Vec::new(), lines: Vec::new() };
        for article in articles::ordered(desk) {
            let gaps = desk.gaps(&article.id);
            if gaps.count == 0 {
                continue;
            }
            let layer = desk.own_layer(&article.id).cloned();
            for (_, record) in &gaps.records {
                let known = layer.as_ref().and_then(|layer| layer.records.get(record));
                let lacks = known.map(|known| gaps::lacks(&list.project.codebook, known));
                for lack in lacks.into_iter().flatten() {
                    list.add(Lacking::Record(record.clone()), lack);
                }
            }
            for lack in &gaps.article {
                list.add(Lacking::Article, lack.clone());
            }
            list.articles.push((article.clone(), layer));
        }
        list.sort_kinds();
        list
    }

    fn add(&mut self, lacking: Lacking, lack: Lack) {
        let words = lack.words();
        let known = self.kinds.iter().position(|(kind, _)| *kind == words);
        let kind = known.unwrap_or_else(|| {
            self.kinds.push((words, 0));
            self.kinds.len() - 1
        });
        self.kinds[kind].1 += 1;
        // The article is listed behind its gaps.
        self.lines.push(Line { article: self.articles.len(), lacking, lack, kind });
    }

    /// The most frequent kind first.
    fn sort_kinds(&mut self) {
        let mut places: Vec<usize> = (0..self.kinds.len()).collect();
        order::sort_by_key(&mut places, |at| (Reverse(self.kinds[*at].1), *at));
        let mut now = vec![0; places.len()];
        places.iter().enumerate().for_each(|(to, from)| now[*from] = to);
        self.kinds = places.iter().map(|from| self.kinds[*from].clone()).collect();
        self.lines.iter_mut().for_each(|line| line.kind = now[line.kind]);
    }

    /// How many gaps there are.
    pub fn count(&self) -> usize {
        self.lines.len()
    }

    /// What is lacking, each kind with how often.
    pub fn kinds(&self) -> &[(String, usize)] {
        &self.kinds
    }

    /// The rows that a view shows, each group below its head.
    pub fn rows(&self, view: &GapView) -> Vec<GapRow> {
        let wanted = view.kind.as_ref();
        let wanted = wanted.map(|wanted| self.kinds.iter().position(|(kind, _)| kind == wanted));
        let query = Query::new(&view.words, false);
        let is_shown = |at: &usize| {
            wanted.is_none_or(|kind| kind == Some(self.lines[*at].kind))
                && query.as_ref().is_none_or(|query| self.has(*at, query))
        };
        let mut shown: Vec<usize> = (0..self.lines.len()).filter(is_shown).collect();
        if view.is_by_kind {
            order::sort_by_key(&mut shown, |at| (self.lines[*at].kind, *at));
        }
        let mut rows = Vec::with_capacity(shown.len());
        let mut head = None;
        for (number, at) in shown.into_iter().enumerate() {
            let line = &self.lines[at];
            let group = if view.is_by_kind { line.kind } else { line.article };
            if head.is_none_or(|(_, known)| known != group) {
                head = Some((rows.len(), group));
                rows.push(GapRow::Head(at, 0));
            }
            if let Some((head, _)) = head
                && let GapRow::Head(_, count) = &mut rows[head]
            {
                *count += 1;
            }
            rows.push(GapRow::Gap(at, number));
        }
        rows
    }

    fn has(&self, at: usize, query: &Query) -> bool {
        let words = self.words(at);
        words.is_some_and(|it| {
            [&it.what, &it.lack, &it.article].into_iter().any(|words| query.is_in(words))
        })
    }

    /// A gap in words.
    pub fn words(&self, at: usize) -> Option<GapWords> {
        let line = self.lines.get(at)?;
        let (article, layer) = self.articles.get(line.article)?;
        let record = match &line.lacking {
            Lacking::Record(id) => Some(layer.as_ref()?.records.get(id)?),
            Lacking::Article => None,
        };
        let (colour, glyph) = record
            .map_or((Colour::Grey, "¶".to_owned()), |record| sign(&self.project.codebook, record));
        let what = record.map_or("The article itself".to_owned(), |record| {
            words::record(&self.project, &article.text, record)
        });
        let article = articles::headline(article);
        Some(GapWords { glyph, colour, what, lack: line.lack.words(), article })
    }

    /// Where a gap leads.
    pub fn goal(&self, at: usize) -> Option<GapGoal> {
        let line = self.lines.get(at)?;
        let article = self.articles.get(line.article)?.0.id.clone();
        Some(GapGoal { article, lacking: line.lacking.clone(), lack: line.lack.clone() })
    }
}
