//! What the page computes from the state: once per change, shared by identity.

use std::rc::Rc;

use super::same::Same;
use crate::model::{AnnotatorId, Article, ArticleId, Layer, LayerId, Project, Status};
use crate::order::Table;
use crate::session::picture::{Facts, Scope};
use crate::session::{ArticleFilter, Desk, Outline, articles};

/// A line of the article list.
#[derive(Clone, Debug, PartialEq)]
pub struct ArticleRow {
    /// The article.
    pub id: ArticleId,
    /// What it is called.
    pub title: String,
    /// Who published it.
    pub outlet: String,
    /// When, as `YYYY-MM-DD`.
    pub published: String,
    /// How far the work on it is.
    pub status: Status,
    /// How many records it has that count: suggestions do once they are accepted.
    pub records: usize,
    /// How many things it lacks that the codebook requires.
    pub gaps: usize,
}

/// How many records of an article's layer count, with the layer that was counted.
type Counted = Table<ArticleId, (Rc<Layer>, usize)>;

/// The views of one desk.
#[derive(Default)]
pub struct Derived {
    counted: Counted,
    articles: Option<(ArticlesKey, Same<Vec<ArticleRow>>)>,
    outline: Option<(OutlineKey, Same<Outline>)>,
    facts: Option<(Same<Project>, Scope, Same<Facts>)>,
}

/// Whose work on which state of which project. The project is held here, so that a later state is
/// another one.
type WorkKey = (Same<Project>, AnnotatorId, u64);
/// With whether gaps are counted.
type ArticlesKey = (WorkKey, ArticleFilter, bool);
type OutlineKey = (Same<Project>, Option<LayerId>);

impl Derived {
    /// The project, the same one until it changes.
    pub fn project(desk: &Desk) -> Same<Project> {
        Same::from(desk.work.project.clone())
    }

    /// The open article's outline.
    #[inline(never)] // not in the first load
    pub fn outline(&mut self, desk: &Desk) -> Same<Outline> {
        let key = (Self::project(desk), desk.open_layer_id());
        match &self.outline {
            Some((known, outline)) if *known == key => outline.clone(),
            _ => {
                let outline = Same::new(Outline::of(desk));
                self.outline = Some((key, outline.clone()));
                outline
            }
        }
    }

    /// The stances that a picture counts.
    #[inline(never)] // not in the first load
    pub fn facts(&mut self, desk: &Desk, scope: &Scope) -> Same<Facts> {
        let project = Self::project(desk);
        match &self.facts {
            Some((known, of, facts)) if *known == project && of == scope => facts.clone(),
            _ => {
                let facts = Same::new(Facts::of(&desk.work.project, scope));
                self.facts = Some((project, scope.clone(), facts.clone()));
                facts
            }
        }
    }

    /// The list of articles, without gaps unless they are asked for.
    pub fn articles(&mut self, desk: &Desk, with_gaps: bool) -> Same<Vec<ArticleRow>> {
        let key = (work_key(desk), desk.articles.clone(), with_gaps);
        match &self.articles {
            Some((known, rows)) if *known == key => rows.clone(),
            _ => {
                let rows = articles::listed(desk)
                    .into_iter()
                    .map(|article| row(desk, article, with_gaps, &mut self.counted));
                let rows = Same::new(rows.collect::<Vec<_>>());
                self.articles = Some((key, rows.clone()));
                rows
            }
        }
    }
}

fn work_key(desk: &Desk) -> WorkKey {
    (Derived::project(desk), desk.annotator.clone(), desk.revision)
}

fn row(desk: &Desk, article: &Rc<Article>, with_gaps: bool, counted: &mut Counted) -> ArticleRow {
    let id = LayerId { article: article.id.clone(), annotator: desk.annotator.clone() };
    let layer = desk.work.project.layer(&id);
    let records = layer.map_or(0, |layer| match counted.get(&article.id) {
        Some((known, count)) if Rc::ptr_eq(known, layer) => *count,
        _ => {
            let count = layer.records.values().filter(|it| it.provenance().counts()).count();
            counted.insert(article.id.clone(), (layer.clone(), count));
            count
        }
    });
    ArticleRow {
        id: article.id.clone(),
        title: articles::headline(article),
        outlet: article.details.outlet.clone(),
        published: article.details.published.map_or_else(String::new, |date| date.to_string()),
        status: desk.status_of(&article.id),
        records,
        gaps: if with_gaps { desk.gaps(&article.id).count } else { 0 },
    }
}
