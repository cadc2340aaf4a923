//! The history as a list: what was done, step by step, and where in it the project stands.

use std::rc::Rc;

use super::Desk;
use crate::model::{Article, Step};

/// All steps that are here, the first one done at the top.
#[derive(Clone, Debug)]
pub struct StepList {
    /// The steps: those that are done, then those that were undone.
    pub lines: Vec<StepLine>,
    /// How many of them are done.
    pub done: usize,
    /// How many earlier ones only the log has.
    pub earlier: usize,
    /// How many later ones only the log has.
    pub later: usize,
}

/// One step.
#[derive(Clone, Debug)]
pub struct StepLine {
    /// What it was, in words.
    pub words: Rc<str>,
    /// The article that it was done on, if it still is in the project.
    pub article: Option<Rc<Article>>,
}

impl StepList {
    /// The history of the open project.
    pub fn of(desk: &Desk) -> Self {
        let (undo, redo) = (desk.work.history.undo(), desk.work.history.redo());
        let line = |step: &Step| StepLine {
            words: step.label.clone(),
            article: step
                .operation
                .article()
                .and_then(|id| desk.work.project.articles.get(id))
                .cloned(),
        };
        Self {
            lines: undo.known().iter().chain(redo.known().iter().rev()).map(line).collect(),
            done: undo.known().len(),
            earlier: undo.in_log(),
            later: redo.in_log(),
        }
    }

    /// How many places there are: before the first step, and behind each.
    pub fn places(&self) -> usize {
        self.lines.len() + 1
    }

    /// How many steps back it is to a place, below zero if on.
    pub fn way_to(&self, place: usize) -> i64 {
        self.done as i64 - place as i64
    }

    /// The places whose step has the words, in any case; all for none. The beginning has none.
    pub fn matching(&self, words: &str) -> Vec<usize> {
        let words = words.trim().to_lowercase();
        let has = |line: &StepLine| {
            let title = line.article.as_ref().map_or("", |article| &*article.details.title);
            line.words.to_lowercase().contains(&words) || title.to_lowercase().contains(&words)
        };
        let fits = |place: &usize| match place.checked_sub(1) {
            _ if words.is_empty() => true,
            Some(step) => has(&self.lines[step]),
            None => false,
        };
        (0..self.places()).filter(fits).collect()
    }
}
