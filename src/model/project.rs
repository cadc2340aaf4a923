//! Everything of one piece of research.

use std::rc::Rc;

use super::{
    AnnotatorId, Article, ArticleId, Clock, Codebook, Entity, EntityId, Layer, LayerId, ProjectId,
    Record, RecordId,
};
use crate::order::Table;

/// Fields that this program does not know, by name, kept for the newer one that wrote them.
pub type Extra = serde_json::Map<String, serde_json::Value>;

/// A set of articles with its codebook, entities and every annotator's layers.
///
/// Cloning shares all articles, entities and records.
#[derive(Clone, Debug, PartialEq)]
pub struct Project {
    /// Its name in the database and in files.
    pub id: ProjectId,
    /// Its name for people.
    pub name: String,
    /// Who annotates, by id.
    pub annotators: Table<AnnotatorId, Annotator>,
    /// The schema.
    pub codebook: Rc<Codebook>,
    /// The entities by id.
    pub entities: Table<EntityId, Rc<Entity>>,
    /// The articles by id.
    pub articles: Table<ArticleId, Rc<Article>>,
    /// The layers that say something.
    pub layers: Table<LayerId, Rc<Layer>>,
    /// Records of an opened file that could not be placed, kept as they were.
    pub orphans: Vec<Orphan>,
    /// When what was changed.
    pub clock: Clock,
    /// Fields of a newer program, kept for it.
    pub extra: Extra,
}

/// A person who annotates.
#[derive(Clone, Debug, PartialEq)]
pub struct Annotator {
    /// What the person is called.
    pub name: String,
    /// Fields of a newer program, kept for it.
    pub extra: Extra,
}

/// A record that does not fit its text or names something that is not there.
#[derive(Clone, Debug, PartialEq)]
pub struct Orphan {
    /// Where it stood in the file, as a JSON Pointer (RFC 6901).
    pub path: String,
    /// Why it could not be placed.
    pub reason: String,
    /// The record as it stood in the file.
    pub record: serde_json::Value,
}

impl Project {
    /// A project without articles.
    pub fn new(id: ProjectId, name: impl Into<String>, codebook: Codebook) -> Self {
        Self {
            id,
            name: name.into(),
            annotators: Table::new(),
            codebook: Rc::new(codebook),
            entities: Table::new(),
            articles: Table::new(),
            layers: Table::new(),
            orphans: Vec::new(),
            clock: Clock::default(),
            extra: Extra::new(),
        }
    }

    /// What the project says, without when any of it was changed.
    pub fn unclocked(&self) -> Self {
        let mut plain = Self { clock: Clock::default(), ..self.clone() };
        for layer in plain.layers.values_mut() {
            Rc::make_mut(layer).records.values_mut().for_each(|record| record.set_revision(0));
        }
        plain
    }

    /// The layer of that name, if it says anything.
    pub fn layer(&self, id: &LayerId) -> Option<&Rc<Layer>> {
        self.layers.get(id)
    }

    /// The layers on an article, by annotator.
    pub fn layers_of(
        &self,
        article: &ArticleId,
    ) -> impl Iterator<Item = (&AnnotatorId, &Rc<Layer>)> {
        let first = LayerId { article: article.clone(), annotator: "".into() };
        let from_it = self.layers.from(&first);
        from_it
            .take_while(move |(id, _)| id.article == *article)
            .map(|(id, layer)| (&id.annotator, layer))
    }

    /// How many records name each entity, over all layers.
    pub fn entity_uses(&self) -> Table<EntityId, usize> {
        let mut uses = Table::new();
        for record in self.layers.values().flat_map(|layer| layer.records.values()) {
            record.for_each_entity(|id| *uses.get_or_default(id) += 1);
        }
        uses
    }

    /// The record and the layer that holds it.
    pub fn record(&self, id: &RecordId) -> Option<(&LayerId, &Record)> {
        let mut layers = self.layers.iter();
        layers.find_map(|(layer_id, layer)| Some((layer_id, layer.records.get(id)?)))
    }
}
