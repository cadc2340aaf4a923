//! The only way a project changes. Applying an operation returns the one that undoes it.

use std::fmt;
use std::rc::Rc;

use super::{
    Annotator, AnnotatorId, Article, ArticleId, AttributeId, AttributeValue, Clock, Codebook,
    Details, Entity, EntityId, Layer, LayerId, Place, Project, Record, RecordId, Status,
};
use crate::text::{Fragments, Text};

/// A change of a project.
///
/// `Put…` adds a thing or replaces the one of the same id, so applying it again changes nothing.
#[derive(Clone, Debug, PartialEq)]
pub enum Operation {
    /// Adds an article, or replaces what is known about it; its text never changes.
    PutArticle(Rc<Article>),
    /// Removes an article with its layers.
    RemoveArticle(ArticleId),
    /// Corrects what is known about an article.
    SetDetails(ArticleId, Rc<Details>),
    /// Adds or replaces an entity.
    PutEntity(Rc<Entity>),
    /// Removes an entity. Records that name it are changed by operations of their own.
    RemoveEntity(EntityId),
    /// Adds or replaces a record.
    PutRecord(LayerId, Record),
    /// Removes a record.
    RemoveRecord(LayerId, RecordId),
    /// Adds a whole layer, or replaces the one of the same name.
    PutLayer(LayerId, Rc<Layer>),
    /// Removes a whole layer.
    RemoveLayer(LayerId),
    /// Says how far the work on an article is.
    SetStatus(LayerId, Status),
    /// Answers an attribute of an article, or takes the answer away.
    SetAttribute(LayerId, AttributeId, Option<AttributeValue>),
    /// Adds or renames an annotator.
    PutAnnotator(AnnotatorId, Annotator),
    /// Removes an annotator. Layers are removed by operations of their own.
    RemoveAnnotator(AnnotatorId),
    /// Replaces the codebook.
    SetCodebook(Rc<Codebook>),
    /// Renames the project.
    SetName(String),
    /// Puts another state of the same project in its place, as a merge does. Its revisions stay.
    Replace(Rc<Project>),
    /// Several operations, all or none.
    Batch(Vec<Operation>),
}

/// Why an operation was refused; the project is as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApplyError {
    /// The operation names something that the project does not have.
    Missing(String),
    /// The operation would change an article's text.
    TextChanged(ArticleId),
    /// A stretch of text of that record or article does not lie in the text.
    OutsideText(String),
    /// A record's stretch of text begins or ends with white space.
    Untrimmed(RecordId),
    /// The step to undo or redo is not here, but in the log.
    InLog,
}

impl fmt::Display for ApplyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing(id) => write!(f, "expected {id} in the project, found nothing"),
            Self::TextChanged(id) => write!(f, "expected the loaded text of {id}, found another"),
            Self::OutsideText(id) => write!(f, "expected {id} to lie in the article's text"),
            Self::InLog => {
                f.write_str("expected the step to undo or redo, found it in the log only")
            }
            Self::Untrimmed(id) => {
                write!(f, "expected {id} to begin and end with a character, found white space")
            }
        }
    }
}

impl std::error::Error for ApplyError {}

impl Operation {
    /// The article that it is about; of several, the first.
    #[inline(never)] // not in the first load
    pub fn article(&self) -> Option<&ArticleId> {
        match self {
            Self::PutArticle(article) => Some(&article.id),
            Self::RemoveArticle(id) | Self::SetDetails(id, _) => Some(id),
            Self::PutRecord(layer, _)
            | Self::RemoveRecord(layer, _)
            | Self::PutLayer(layer, _)
            | Self::RemoveLayer(layer)
            | Self::SetStatus(layer, _)
            | Self::SetAttribute(layer, ..) => Some(&layer.article),
            Self::Batch(operations) => operations.iter().find_map(Self::article),
            _ => None,
        }
    }

    /// Changes the project and returns the operation that changes it back.
    ///
    /// # Errors
    /// If the operation does not fit the project, which then is as it was.
    pub fn apply(self, project: &mut Project) -> Result<Self, ApplyError> {
        match self {
            Self::PutArticle(article) => put_article(project, article),
            Self::RemoveArticle(id) => remove_article(project, &id),
            Self::SetDetails(id, details) => {
                let article = project.articles.get_mut(&id).ok_or_else(|| missing(&id))?;
                let article = Rc::make_mut(article);
                let before = std::mem::replace(&mut article.details, (*details).clone());
                project.clock.note(Place::Article(&id));
                Ok(Self::SetDetails(id, Rc::new(before)))
            }
            Self::PutEntity(entity) => {
                let id = entity.id.clone();
                project.clock.note(Place::Entity(&id));
                let replaced = project.entities.insert(id.clone(), entity);
                Ok(replaced.map_or(Self::RemoveEntity(id), Self::PutEntity))
            }
            Self::RemoveEntity(id) => {
                let removed = project.entities.remove(&id).ok_or_else(|| missing(&id))?;
                project.clock.forget(Place::Entity(&id));
                Ok(Self::PutEntity(removed))
            }
            Self::PutRecord(layer, record) => put_record(project, layer, record),
            Self::RemoveRecord(layer, id) => {
                let removed = change_layer(project, &layer, |layer| layer.records.remove(&id))?;
                let removed = removed.ok_or_else(|| missing(&id))?;
                project.clock.note(Place::Deleted(&layer, &id));
                Ok(Self::PutRecord(layer, removed))
            }
            Self::PutLayer(id, layer) => put_layer(project, id, layer),
            Self::RemoveLayer(id) => {
                let removed = project.layers.remove(&id).ok_or_else(|| missing(&id))?;
                note_gone(&mut project.clock, &id, &removed, None);
                Ok(Self::PutLayer(id, removed))
            }
            Self::SetStatus(layer, status) => {
                let before = change_layer(project, &layer, |layer| {
                    std::mem::replace(&mut layer.status, status)
                })?;
                project.clock.note(Place::Status(&layer));
                Ok(Self::SetStatus(layer, before))
            }
            Self::SetAttribute(layer, id, value) => {
                let before = change_layer(project, &layer, |layer| match value {
                    Some(value) => layer.attributes.insert(id.clone(), value),
                    None => layer.attributes.remove(&id),
                })?;
                project.clock.note(Place::Attribute(&layer, &id));
                Ok(Self::SetAttribute(layer, id, before))
            }
            Self::PutAnnotator(id, annotator) => {
                project.clock.note(Place::Annotator(&id));
                let replaced = project.annotators.insert(id.clone(), annotator);
                Ok(match replaced {
                    Some(before) => Self::PutAnnotator(id, before),
                    None => Self::RemoveAnnotator(id),
                })
            }
            Self::RemoveAnnotator(id) => {
                let removed = project.annotators.remove(&id).ok_or_else(|| missing(&id))?;
                project.clock.forget(Place::Annotator(&id));
                Ok(Self::PutAnnotator(id, removed))
            }
            Self::SetCodebook(codebook) => {
                let before = std::mem::replace(&mut project.codebook, codebook);
                project.clock.note_codebook(&before, &project.codebook);
                Ok(Self::SetCodebook(before))
            }
            Self::SetName(name) => {
                project.clock.note(Place::Name);
                Ok(Self::SetName(std::mem::replace(&mut project.name, name)))
            }
            Self::Replace(other) => replace(project, &other),
            Self::Batch(operations) => apply_all(project, operations),
        }
    }
}

fn missing(id: &impl fmt::Display) -> ApplyError {
    ApplyError::Missing(id.to_string())
}

fn put_article(project: &mut Project, article: Rc<Article>) -> Result<Operation, ApplyError> {
    let id = article.id.clone();
    if !article.segments.iter().all(|segment| article.text.holds(segment.span)) {
        return Err(ApplyError::OutsideText(id.to_string()));
    }
    match project.articles.get(&id) {
        Some(known) if known.text != article.text => Err(ApplyError::TextChanged(id)),
        _ => {
            let replaced = project.articles.insert(id.clone(), article);
            project.clock.note(Place::Article(&id));
            Ok(replaced.map_or(Operation::RemoveArticle(id), Operation::PutArticle))
        }
    }
}

#[inline(never)] // not in the first load
fn remove_article(project: &mut Project, id: &ArticleId) -> Result<Operation, ApplyError> {
    let removed = project.articles.remove(id).ok_or_else(|| missing(id))?;
    project.clock.forget(Place::Article(id));
    let mut inverse = vec![Operation::PutArticle(removed)];
    let on_it = |layer: &LayerId, _: &Rc<Layer>| layer.article == *id;
    let layers = project.layers.extract_if(on_it);
    inverse.extend(layers.map(|(id, layer)| Operation::PutLayer(id, layer)));
    Ok(Operation::Batch(inverse))
}

#[inline(never)] // not in the first load
fn replace(project: &mut Project, other: &Project) -> Result<Operation, ApplyError> {
    if other.id != project.id {
        return Err(missing(&other.id));
    }
    for (id, article) in &other.articles {
        if project.articles.get(id).is_some_and(|known| known.text != article.text) {
            return Err(ApplyError::TextChanged(id.clone()));
        }
    }
    for (id, layer) in &other.layers {
        let article = other.articles.get(&id.article).ok_or_else(|| missing(&id.article))?;
        layer.records.values().try_for_each(|record| fits(&article.text, record))?;
    }
    let before = std::mem::replace(project, other.clone());
    project.clock.time = project.clock.time.max(before.clock.time);
    Ok(Operation::Replace(Rc::new(before)))
}

/// Notes what a layer had and `later`, which takes its place, has not.
fn note_gone(clock: &mut Clock, id: &LayerId, before: &Layer, later: Option<&Layer>) {
    for record in before.records.keys() {
        if later.is_none_or(|later| !later.records.contains_key(record)) {
            clock.note(Place::Deleted(id, record));
        }
    }
    for attribute in before.attributes.keys() {
        clock.note(Place::Attribute(id, attribute));
    }
    clock.note(Place::Status(id));
}

#[inline(never)] // not in the first load
fn put_layer(
    project: &mut Project,
    id: LayerId,
    mut layer: Rc<Layer>,
) -> Result<Operation, ApplyError> {
    let article = project.articles.get(&id.article).ok_or_else(|| missing(&id.article))?;
    for record in layer.records.values() {
        fits(&article.text, record)?;
    }
    let changed = Rc::make_mut(&mut layer);
    for record in changed.records.values_mut() {
        record.set_revision(project.clock.tick());
    }
    if let Some(before) = project.layers.get(&id) {
        note_gone(&mut project.clock, &id, before, Some(changed));
    }
    project.clock.note(Place::Status(&id));
    for attribute in changed.attributes.keys() {
        project.clock.note(Place::Attribute(&id, attribute));
    }
    let replaced = if layer.is_blank() {
        project.layers.remove(&id)
    } else {
        project.layers.insert(id.clone(), layer)
    };
    Ok(match replaced {
        Some(before) => Operation::PutLayer(id, before),
        None if project.layers.contains_key(&id) => Operation::RemoveLayer(id),
        None => Operation::Batch(Vec::new()),
    })
}

/// Refuses a record whose stretches of text are not words of the text.
fn fits(text: &Text, record: &Record) -> Result<(), ApplyError> {
    for span in record.fragments().into_iter().flat_map(Fragments::spans) {
        if !text.holds(*span) {
            return Err(ApplyError::OutsideText(record.id().to_string()));
        }
        let words = text.slice(*span);
        if words.trim() != words {
            return Err(ApplyError::Untrimmed(record.id().clone()));
        }
    }
    Ok(())
}

fn put_record(
    project: &mut Project,
    layer: LayerId,
    mut record: Record,
) -> Result<Operation, ApplyError> {
    let article = project.articles.get(&layer.article).ok_or_else(|| missing(&layer.article))?;
    fits(&article.text, &record)?;
    let id = record.id().clone();
    record.set_revision(project.clock.tick());
    let replaced = change_layer(project, &layer, |layer| layer.insert(record))?;
    Ok(match replaced {
        Some(before) => Operation::PutRecord(layer, before),
        None => Operation::RemoveRecord(layer, id),
    })
}

/// Changes a layer, made if there is none, and drops it again if it says nothing.
fn change_layer<R>(
    project: &mut Project,
    id: &LayerId,
    change: impl FnOnce(&mut Layer) -> R,
) -> Result<R, ApplyError> {
    if !project.articles.contains_key(&id.article) {
        return Err(missing(&id.article));
    }
    let layer = Rc::make_mut(project.layers.get_or_default(id));
    let result = change(layer);
    if layer.is_blank() {
        project.layers.remove(id);
    }
    Ok(result)
}

fn apply_all(project: &mut Project, operations: Vec<Operation>) -> Result<Operation, ApplyError> {
    let clock = project.clock.clone();
    let mut inverses = Vec::with_capacity(operations.len());
    for operation in operations {
        match operation.apply(project) {
            Ok(inverse) => inverses.push(inverse),
            Err(error) => {
                inverses.into_iter().rev().for_each(|inverse| take_back(project, inverse));
                project.clock = clock;
                return Err(error);
            }
        }
    }
    inverses.reverse();
    Ok(Operation::Batch(inverses))
}

/// Takes a part back of what is refused as a whole. Nothing has happened then, so what comes back
/// has the revision that it had, not a new one as in an undo.
#[inline(never)] // not in the first load
fn take_back(project: &mut Project, inverse: Operation) {
    let taken = match inverse {
        Operation::PutRecord(id, record) => {
            change_layer(project, &id, |layer| layer.insert(record)).map(drop)
        }
        Operation::PutLayer(id, layer) => {
            project.layers.insert(id, layer);
            Ok(())
        }
        Operation::Batch(parts) => {
            parts.into_iter().for_each(|part| take_back(project, part));
            Ok(())
        }
        other => other.apply(project).map(drop),
    };
    taken.expect("an inverse fits the state it came from");
}
