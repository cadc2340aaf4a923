//! The mentions that name no entity yet, by their words, and whom they may name.

use super::At;
use crate::model::{AnnotatorId, EntityId, Project, Record, TypeId};
use crate::order::{self, Table};
use crate::session::completion::{self, Likeness, without_possessive};
use crate::text::folded;

/// Mentions of the same words.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// The words, as they are compared.
    pub key: String,
    /// The words as they stand at the first place.
    pub words: String,
    /// The label that most of them have.
    pub label: TypeId,
    /// The mentions, by article.
    pub mentions: Vec<At>,
    /// In how many articles they are.
    pub articles: usize,
}

/// An entity that some words may name.
#[derive(Clone, Debug, PartialEq)]
pub struct Guess {
    /// The entity.
    pub entity: EntityId,
    /// How its name fits them.
    pub likeness: Likeness,
}

/// How many entities are offered for a group: as many as there are digits for.
const MOST: usize = 9;

pub(super) fn groups(project: &Project, annotator: &AnnotatorId) -> Vec<Group> {
    let mut found: Vec<(String, String, TypeId, At)> = Vec::new();
    for (id, layer) in project.layers.iter().filter(|(id, _)| id.annotator == *annotator) {
        let Some(article) = project.articles.get(&id.article) else { continue };
        for record in layer.records.values() {
            if let Record::Mention(mention) = record
                && mention.entity.is_none()
                && mention.provenance.counts()
            {
                let words = mention.fragments.words(&article.text);
                let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
                let words = without_possessive(&words).to_owned();
                let at = (id.clone(), mention.id.clone());
                found.push((folded(&words, false), words, mention.entity_type.clone(), at));
            }
        }
    }
    // What is equal keeps the order of the articles.
    order::sort_by(&mut found, |a, b| a.0.cmp(&b.0));
    let mut groups: Vec<Group> = found.chunk_by(|a, b| a.0 == b.0).map(group).collect();
    order::sort_by(&mut groups, |a, b| b.mentions.len().cmp(&a.mentions.len()));
    groups
}

fn group(alike: &[(String, String, TypeId, At)]) -> Group {
    let mut labels: Table<&TypeId, usize> = Table::new();
    for (_, _, label, _) in alike {
        *labels.get_or_default(&label) += 1;
    }
    let (key, words, first, _) = &alike[0];
    let most = labels.iter().max_by_key(|(_, count)| **count).map_or(first, |(label, _)| *label);
    let articles = alike.chunk_by(|a, b| a.3.0.article == b.3.0.article).count();
    Group {
        key: key.clone(),
        words: words.clone(),
        label: most.clone(),
        mentions: alike.iter().map(|(.., at)| at.clone()).collect(),
        articles,
    }
}

impl Group {
    /// In words: "Zelensky, 14 mentions in 3 articles".
    pub fn about(&self) -> String {
        let many =
            |count: usize, one: &str| format!("{count} {one}{}", if count == 1 { "" } else { "s" });
        let (mentions, articles) = (self.mentions.len(), self.articles);
        format!("{}, {} in {}", self.words, many(mentions, "mention"), many(articles, "article"))
    }

    /// Whom the words may name, best first: those of the same type among equals.
    pub fn guesses(&self, project: &Project, uses: &Table<EntityId, usize>) -> Vec<Guess> {
        let found = completion::alike(project, uses, &self.words, Some(&self.label));
        let guesses = found.into_iter().take(MOST);
        guesses.map(|(entity, likeness)| Guess { entity: entity.id.clone(), likeness }).collect()
    }
}
