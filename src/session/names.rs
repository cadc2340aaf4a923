//! The names of the registry as suggestions: what is looked for, and which of its places are news.

use std::rc::Rc;

use super::Desk;
use crate::model::{
    Article, ArticleId, Decision, EntityId, Extra, LayerId, Matching, Mention, Model, Origin,
    Project, Provenance, RecordId, Timestamp,
};
use crate::order;
use crate::text::{Byte, Name, Span};

/// The name of the list in [`Provenance::model`].
pub const LIST: &str = "gazetteer";

/// How far the search for names is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NameSearch {
    /// How many articles there are.
    pub total: usize,
    /// How many have been searched.
    pub done: usize,
}

/// A place of a name in an article: its first byte, the byte behind its last, and whose name it is.
pub type NamePlace = (u32, u32, Vec<EntityId>);

/// Every name and other name of every entity, with whose it is, as the entity's rules have it.
pub fn names(project: &Project) -> (Vec<Name>, Vec<EntityId>) {
    let entities = project.entities.values();
    let all = entities.flat_map(|entity| {
        let words = std::iter::once(&entity.name).chain(&entity.aliases);
        words.map(|words| {
            let Matching { ignores_case, reach } = entity.matching;
            let name = Name { words: words.clone(), keeps_case: !ignores_case, reach };
            (name, entity.id.clone())
        })
    });
    all.unzip()
}

/// The articles that are searched, as they were loaded: all, or those.
pub fn searched(project: &Project, only: Option<&[ArticleId]>) -> Vec<Rc<Article>> {
    let mut articles: Vec<Rc<Article>> = match only {
        None => project.articles.values().cloned().collect(),
        Some(only) => only.iter().filter_map(|id| project.articles.get(id)).cloned().collect(),
    };
    order::sort_by(&mut articles, |a, b| (&a.added, &a.id).cmp(&(&b.added, &b.id)));
    articles
}

impl Desk {
    /// The mentions to be suggested in an article: not where the annotator has a mark of that
    /// entity, and not where these words have been marked, suggested or rejected before.
    ///
    /// Where a name is that of several entities, the mention is linked to none.
    pub(super) fn suggested_mentions(
        &self,
        article: &ArticleId,
        places: &[NamePlace],
        now: &Timestamp,
        mut new_id: impl FnMut() -> RecordId,
    ) -> Vec<(LayerId, Mention)> {
        let project = &self.work.project;
        let Some(text) = project.articles.get(article).map(|article| &article.text) else {
            return Vec::new();
        };
        let id = LayerId { article: article.clone(), annotator: self.annotator.clone() };
        let known: Vec<&Rc<Mention>> =
            project.layer(&id).into_iter().flat_map(|layer| layer.mentions()).collect();
        let mut spans: Vec<(Span, &Rc<Mention>)> = Vec::new();
        for mention in known {
            spans.extend(mention.fragments.spans().iter().map(|span| (*span, mention)));
        }
        order::sort_by_key(&mut spans, |(span, _)| span.start());
        let longest = spans.iter().map(|(span, _)| span.len()).max().unwrap_or(0);
        let mut suggested = Vec::new();
        for (start, end, whose) in places {
            let Some(span) = Span::new(Byte(*start), Byte(*end)).filter(|it| text.holds(*it))
            else {
                continue;
            };
            let mut entities: Vec<_> =
                whose.iter().filter_map(|id| project.entities.get(id)).collect();
            entities.dedup_by(|a, b| a.id == b.id);
            let Some(first) = entities.first() else { continue };
            let from = spans.partition_point(|(it, _)| it.start().0 + longest < span.start().0);
            let to = spans.partition_point(|(it, _)| it.start() < span.end());
            let is_known = spans[from..to].iter().any(|(its, mention)| {
                let is_same = *its == span && mention.fragments.spans().len() == 1;
                let names_it = mention.entity.as_ref().is_some_and(|id| {
                    !mention.provenance.is_rejected() && entities.iter().any(|it| it.id == *id)
                });
                is_same || names_it && its.overlaps(span)
            });
            if is_known {
                continue;
            }
            let provenance = Provenance {
                origin: Origin::Rule,
                model: Some(Model { name: LIST.to_owned(), version: String::new() }),
                decision: Some(Decision::Pending),
                ..Provenance::manual(self.annotator.clone(), now.clone())
            };
            let mention = Mention {
                id: new_id(),
                fragments: span.into(),
                entity_type: first.entity_type.clone(),
                entity: (entities.len() == 1).then(|| first.id.clone()),
                attributes: Default::default(),
                note: String::new(),
                provenance,
                extra: Extra::new(),
            };
            suggested.push((id.clone(), mention));
        }
        suggested
    }
}
