//! The list of articles: which ones, in which order, how far.

use std::cmp::Reverse;
use std::rc::Rc;

use super::{Desk, Sort};
use crate::model::{Article, ArticleId, Status};
use crate::text::Towards;

/// The articles that the filter lets through, in its order.
pub fn listed(desk: &Desk) -> Vec<&Rc<Article>> {
    let filter = &desk.articles;
    let words: Vec<String> = filter.query.split_whitespace().map(str::to_lowercase).collect();
    let mut listed: Vec<&Rc<Article>> = desk
        .work
        .project
        .articles
        .values()
        .filter(|article| filter.status.is_none_or(|wanted| desk.status_of(&article.id) == wanted))
        .filter(|article| has_words(article, &words))
        .collect();
    match filter.sort {
        Sort::Loaded => listed.sort_by(|a, b| (&a.added, &a.id).cmp(&(&b.added, &b.id))),
        Sort::Title => listed.sort_by_cached_key(|article| headline(article).to_lowercase()),
        Sort::Outlet => listed.sort_by_cached_key(|article| article.details.outlet.to_lowercase()),
        Sort::Published => listed.sort_by_key(|article| {
            (Reverse(article.details.published.is_some()), article.details.published)
        }),
    }
    listed
}

fn has_words(article: &Article, words: &[String]) -> bool {
    if words.is_empty() {
        return true;
    }
    let details = &article.details;
    let searched =
        format!("{} {} {}", headline(article), details.outlet, details.byline).to_lowercase();
    words.iter().all(|word| searched.contains(word))
}

/// What an article is called in lists: its title, or else its first words, or its file.
pub fn headline(article: &Article) -> String {
    if !article.details.title.is_empty() {
        return article.details.title.clone();
    }
    let first = article.text.as_str().lines().find(|line| !line.trim().is_empty());
    first.map_or_else(|| article.source.file.clone(), super::words::shorten)
}

/// The article next to the open one in the list, or the first if none is open.
pub fn neighbour(desk: &Desk, towards: Towards) -> Option<ArticleId> {
    let listed = listed(desk);
    let here = listed.iter().position(|article| Some(&article.id) == desk.article.as_ref());
    let there = match (here, towards) {
        (None, _) => 0,
        (Some(here), Towards::Start) => here.checked_sub(1)?,
        (Some(here), Towards::End) => here + 1,
    };
    listed.get(there).map(|article| article.id.clone())
}

/// How many articles of the project have each status.
pub fn progress(desk: &Desk) -> [(Status, usize); 4] {
    let mut counts = Status::ALL.map(|status| (status, 0));
    for article in desk.work.project.articles.keys() {
        let status = desk.status_of(article);
        let count = counts.iter_mut().find(|(known, _)| *known == status);
        count.expect("all statuses are counted").1 += 1;
    }
    counts
}
