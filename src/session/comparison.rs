//! Another article beside the open one: what the two share, and how that is said.

use std::cell::RefCell;
use std::rc::Rc;

use super::{Desk, Painting, articles, words};
use crate::model::{Article, ArticleId, LayerId};
use crate::order;
use crate::text::{Place, Shared, Side, Span, Text};

/// How many bytes of articles are looked through to say what each shares with the open one.
const AFFORDED_BYTES: usize = 2_000_000;

/// What the open article is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The article beside the open one.
    pub other: ArticleId,
    /// Whether scrolling one text moves the other.
    pub is_linked: bool,
    /// The place that was gone to last.
    pub place: Option<Place>,
}

impl Comparison {
    /// The open article was left for another one. If that is the one beside, they change places.
    pub(super) fn article_left(&mut self, left: &ArticleId, opened: Option<&ArticleId>) {
        if opened == Some(&self.other) {
            self.other = left.clone();
        }
        self.place = None;
    }
}

/// What one goes to while comparing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// A passage that both texts have.
    Shared,
    /// Words that only one of them has, or that stand in the place of others.
    Difference,
}

/// An article that the open one can be compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The article.
    pub id: ArticleId,
    /// What it is called.
    pub title: String,
    /// Outlet and date, as far as they are known.
    pub about: String,
    /// How many of a hundred words of the open article it has; `None` where there are too many
    /// articles to look.
    pub percent: Option<usize>,
}

/// The last answers, each with what it was made from.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept {
    shared: RefCell<Option<(Text, Text, Rc<Shared>)>>,
    painting: RefCell<Option<(LayerId, u64, Rc<Painting>)>>,
}

impl Desk {
    /// The article beside the open one.
    pub fn companion(&self) -> Option<&Rc<Article>> {
        let other = &self.comparison.as_ref()?.other;
        self.work.project.articles.get(other).filter(|_| self.article.as_ref() != Some(other))
    }

    /// What the open article (first) and the one beside it (second) share; the same `Rc` until
    /// one of them is another one.
    pub fn shared(&self) -> Option<Rc<Shared>> {
        let (first, second) = (&self.open_article()?.text, &self.companion()?.text);
        let mut kept = self.derived.comparison.shared.borrow_mut();
        if let Some((a, b, shared)) = &*kept
            && (a, b) == (first, second)
        {
            return Some(Rc::clone(shared));
        }
        let shared = Rc::new(Shared::of(first, second));
        *kept = Some((first.clone(), second.clone(), Rc::clone(&shared)));
        Some(shared)
    }

    /// The marks of the article beside, by the same annotator; the same `Rc` as long as nothing of
    /// it changes.
    pub fn companion_painting(&self) -> Option<Rc<Painting>> {
        let article = self.companion()?;
        let name = LayerId { article: article.id.clone(), annotator: self.annotator.clone() };
        let mut kept = self.derived.comparison.painting.borrow_mut();
        let painting = match kept.take() {
            Some((known, revision, painting)) if (&known, revision) == (&name, self.revision) => {
                painting
            }
            before => {
                let before = before.map(|(.., painting)| painting).unwrap_or_default();
                Rc::new(before.brought_to_layer(self, article, name.clone(), None, false))
            }
        };
        *kept = Some((name, self.revision, Rc::clone(&painting)));
        Some(painting)
    }

    /// How much the two share, as a sentence.
    pub fn comparison_in_words(&self) -> Option<String> {
        let shared = self.shared()?;
        let [open, beside] = [Side::First, Side::Second].map(|side| shared.percent(side));
        Some(match shared.passages().len() {
            0 => "Shares no passage with the open article.".to_owned(),
            count => format!(
                "Shares {beside}% of its words with the open article, which shares {open}% of its own, \
                 in {}.",
                counted(count, "passage")
            ),
        })
    }

    /// The articles that the open one can be compared with: the one that shares most first, or in
    /// the order of the list where there are too many to look.
    pub(super) fn candidates(&self) -> Vec<Candidate> {
        let Some(open) = self.open_article() else { return Vec::new() };
        let others: Vec<_> =
            articles::ordered(self).into_iter().filter(|other| other.id != open.id).collect();
        let bytes = |article: &Article| article.text.end().index();
        let all: usize = others.iter().map(|other| bytes(other) + bytes(open)).sum();
        let candidate = |other: &Rc<Article>| {
            let shared = (all <= AFFORDED_BYTES).then(|| Shared::of(&open.text, &other.text));
            Candidate {
                id: other.id.clone(),
                title: articles::headline(other),
                about: articles::about(other),
                percent: shared.map(|shared| shared.percent(Side::First)),
            }
        };
        let mut candidates: Vec<Candidate> = others.into_iter().map(candidate).collect();
        order::sort_by_key(&mut candidates, |candidate| std::cmp::Reverse(candidate.percent));
        candidates
    }

    /// The places of that kind, by where they stand in the open article.
    pub(super) fn stops(&self, stop: Stop) -> Vec<Place> {
        let Some(shared) = self.shared() else { return Vec::new() };
        match stop {
            Stop::Difference => shared.differences(),
            Stop::Shared => {
                shared.passages().map(|spans| spans.map(|span| span.start()..span.end())).collect()
            }
        }
    }

    /// What stands at a place of both texts.
    pub(super) fn stop_in_words(&self, stop: Stop, place: &Place) -> Option<String> {
        let texts = [&self.open_article()?.text, &self.companion()?.text];
        let quote = |side: usize| {
            let span = Span::new(place[side].start, place[side].end);
            span.map(|span| words::shorten(texts[side].slice(span)))
        };
        Some(match (stop, quote(0), quote(1)) {
            (Stop::Shared, Some(here), _) => here,
            (_, Some(here), Some(there)) => format!("here “{here}”, beside it “{there}”"),
            (_, Some(here), None) => format!("only here “{here}”"),
            (_, None, there) => format!("only beside it “{}”", there.unwrap_or_default()),
        })
    }
}

/// A number of things.
fn counted(count: usize, thing: &str) -> String {
    if count == 1 { format!("1 {thing}") } else { format!("{count} {thing}s") }
}
