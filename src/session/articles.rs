//! The list of articles: which ones, in which order, how far.

use std::cmp::Reverse;
use std::rc::Rc;

use super::{Desk, Sort};
use crate::model::{Article, ArticleId, Status};
use crate::order;
use crate::text::Towards;

/// The articles that the filter lets through, in its order.
pub fn listed(desk: &Desk) -> Vec<&Rc<Article>> {
    let mut listed = ordered(desk);
    let filter = Filter::of(desk);
    listed.retain(|article| filter.lets_through(article));
    listed
}

/// All articles, in the order of the filter.
pub(super) fn ordered(desk: &Desk) -> Vec<&Rc<Article>> {
    let mut articles: Vec<&Rc<Article>> = desk.work.project.articles.values().collect();
    match desk.articles.sort {
        Sort::Loaded => {
            order::sort_by(&mut articles, |a, b| (&a.added, &a.id).cmp(&(&b.added, &b.id)));
        }
        Sort::Title => order_by_words(&mut articles, headline),
        Sort::Outlet => order_by_words(&mut articles, |article| article.details.outlet.clone()),
        Sort::Published => order::sort_by_key(&mut articles, |article| {
            (Reverse(article.details.published.is_some()), article.details.published)
        }),
    }
    articles
}

fn order_by_words(articles: &mut Vec<&Rc<Article>>, words: impl Fn(&Article) -> String) {
    let mut listed: Vec<_> =
        articles.iter().map(|article| (words(article).to_lowercase(), *article)).collect();
    order::sort_by(&mut listed, |a, b| a.0.cmp(&b.0));
    *articles = listed.into_iter().map(|(_, article)| article).collect();
}

struct Filter<'a> {
    desk: &'a Desk,
    words: Vec<String>,
}

impl<'a> Filter<'a> {
    fn of(desk: &'a Desk) -> Self {
        let query = &desk.articles.query;
        // The tables of small letters are not in the first load.
        let words = if query.is_empty() {
            Vec::new()
        } else {
            query.split_whitespace().map(str::to_lowercase).collect()
        };
        Self { desk, words }
    }

    fn lets_through(&self, article: &Article) -> bool {
        let status = self.desk.articles.status;
        status.is_none_or(|wanted| self.desk.status_of(&article.id) == wanted)
            && self.has_words(article)
    }

    fn has_words(&self, article: &Article) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let details = &article.details;
        let searched =
            format!("{} {} {}", headline(article), details.outlet, details.byline).to_lowercase();
        self.words.iter().all(|word| searched.contains(word))
    }
}

/// An article's outlet and date, as far as they are known.
pub fn about(article: &Article) -> String {
    let date = article.details.published.map(|date| date.to_string());
    let about = [Some(article.details.outlet.clone()), date];
    about.into_iter().flatten().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// What an article is called in lists: its title, or else its first words, or its file.
pub fn headline(article: &Article) -> String {
    if !article.details.title.is_empty() {
        return article.details.title.clone();
    }
    let first = article.text.as_str().lines().find(|line| !line.trim().is_empty());
    first.map_or_else(|| article.source.file.clone(), super::words::shorten)
}

/// The next listed article before or behind the open one, which need not be listed itself; the
/// first if none is open.
pub fn neighbour(desk: &Desk, towards: Towards) -> Option<ArticleId> {
    let ordered = ordered(desk);
    let filter = Filter::of(desk);
    let listed = |article: &&&Rc<Article>| filter.lets_through(article);
    let here = ordered.iter().position(|article| Some(&article.id) == desk.article.as_ref());
    let there = match (here, towards) {
        (None, _) => ordered.iter().find(listed),
        (Some(here), Towards::Start) => ordered[..here].iter().rfind(listed),
        (Some(here), Towards::End) => ordered[here + 1..].iter().find(listed),
    };
    there.map(|article| article.id.clone())
}

/// How many articles of the project have each status.
pub fn progress(desk: &Desk) -> [(Status, usize); 4] {
    let mut counts = Status::ALL.map(|status| (status, 0));
    let project = &desk.work.project;
    // Both tables are in the order of the articles: each is walked once, at every drawing of the page.
    let mut own = project.layers.iter().filter(|(id, _)| id.annotator == desk.annotator).peekable();
    for article in project.articles.keys() {
        while own.next_if(|(id, _)| id.article < *article).is_some() {}
        let layer = own.next_if(|(id, _)| id.article == *article);
        let status = layer.map_or(Status::default(), |(_, layer)| layer.status);
        let count = counts.iter_mut().find(|(known, _)| *known == status);
        count.expect("all statuses are counted").1 += 1;
    }
    counts
}
