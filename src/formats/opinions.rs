//! What the formats have in common whose files hold a text with opinions in each entry: an article, with
//! the stances of all its annotators.

mod reader;

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json, json};

pub(super) use reader::{Keys, Mark, Said, read, recognises};

use super::fact::{Kind, Subject};
use super::loss;
use super::rider::{self, OURS};
use super::wire::{In, Value};
use crate::model::{
    Article, EntityId, Holder, Intensity, Layer, LayerId, Mention, Polarity, Project, Record,
    RecordId, Stance, TargetKind,
};
use crate::text::Text;

/// What an opinion is in a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// Words, with a mention of who holds it and one of what it is about, where the text has them.
    Words,
    /// The mention in one piece of what it is about, and the others of the same entity.
    Targets,
}

/// A stance as a file has it, with the mentions that stand for its holder and target: those of the
/// entity that are nearest to its words.
pub(super) struct Opinion<'a> {
    form: Form,
    pub(super) layer: LayerId,
    text: &'a Text,
    pub(super) stance: &'a Stance,
    pub(super) holder: Option<&'a Mention>,
    pub(super) target: Option<&'a Mention>,
    /// The target's other mentions.
    pub(super) further: Vec<&'a Mention>,
}

impl<'a> Opinion<'a> {
    fn mentions(&self) -> impl Iterator<Item = &'a Mention> {
        let ends = self.holder.into_iter().chain(self.target);
        ends.chain(self.further.iter().copied())
    }

    /// What is carried of the stance and of the mentions that stand for its ends.
    pub(super) fn carried(&self) -> Json {
        json!({
            "stance": self.carried_stance(),
            "holder": self.holder.map(|it| self.carried_mention(it)),
            "target": self.target.map(|it| self.carried_mention(it)),
        })
    }

    fn carried_stance(&self) -> Map<String, Json> {
        let mut carried =
            rider::record(&self.layer, &Record::Stance(self.stance.clone().into()), self.text);
        carried.insert("note".to_owned(), self.stance.note.as_str().into());
        if self.form == Form::Targets {
            carried
                .extend(rider::object(&In(self.stance, self.text), &[]).remove_entry("expression"));
        }
        carried
    }

    /// What is carried of a mention.
    pub(super) fn carried_mention(&self, mention: &Mention) -> Map<String, Json> {
        let record = Record::Mention(mention.clone().into());
        let mut carried = rider::record(&self.layer, &record, self.text);
        carried.insert("note".to_owned(), mention.note.as_str().into());
        carried.insert("type".to_owned(), mention.entity_type.as_str().into());
        carried
    }
}

/// The opinions on an article, by annotator.
pub(super) fn opinions<'a>(
    project: &'a Project,
    article: &'a Article,
    form: Form,
) -> impl Iterator<Item = Opinion<'a>> {
    project.layers_of(&article.id).flat_map(move |(annotator, layer)| {
        let id = LayerId { article: article.id.clone(), annotator: annotator.clone() };
        let of = move |stance| opinion(project, article, &id, layer, stance, form).ok();
        layer.stances().filter_map(move |stance| of(stance))
    })
}

/// The project without what no opinion holds.
pub(super) fn held(project: &Project, form: Form) -> Project {
    loss::without(project, &besides(project, form))
}

/// What no opinion holds: stances that the task has no name or place for, and mentions that stand for
/// no end of a stance.
pub(super) fn besides(project: &Project, form: Form) -> Vec<(Kind, Subject)> {
    let mut lost = Vec::new();
    for (id, layer) in &project.layers {
        let Some(article) = project.articles.get(&id.article) else { continue };
        let mut named: BTreeSet<&RecordId> = BTreeSet::new();
        let mut lose = |kind, record: &Record| {
            lost.push((kind, Subject::Record(id.clone(), record.id().clone())));
        };
        for record in layer.records.values() {
            match record {
                Record::Stance(stance) => {
                    match opinion(project, article, id, layer, stance, form) {
                        Ok(it) => named.extend(it.mentions().map(|mention| &mention.id)),
                        Err(kind) => lose(kind, record),
                    }
                }
                Record::DocumentStance(_) => lose(Kind::DocumentStance, record),
                Record::Mention(_) => {}
            }
        }
        for record in layer.records.values() {
            if let Record::Mention(mention) = record
                && !named.contains(&mention.id)
            {
                lose(Kind::UnheldMention, record);
            }
        }
    }
    lost
}

/// The stance as an opinion, or why it is none.
fn opinion<'a>(
    project: &Project,
    article: &'a Article,
    id: &LayerId,
    layer: &'a Layer,
    stance: &'a Stance,
    form: Form,
) -> Result<Opinion<'a>, Kind> {
    if matches!(stance.polarity, Polarity::Both | Polarity::None) {
        return Err(Kind::UnheldStance);
    }
    let near = stance.fragments().next().map_or(0, |words| words.first().start().0);
    let mentions = |entity: &'a EntityId| {
        let is_known = project.entities.contains_key(entity);
        let mentions = layer.mentions().map(|it| &**it);
        mentions.filter(move |it| {
            is_known
                && it.entity.as_ref() == Some(entity)
                && (form == Form::Words || it.fragments.spans().len() == 1)
        })
    };
    let nearest = |entity| {
        mentions(entity).min_by_key(|it| {
            let first = it.fragments.first();
            (first.start().0.abs_diff(near), first, &it.id)
        })
    };
    let holder = match &stance.holder {
        Some(Holder::Entity(id)) if form == Form::Words => nearest(id),
        _ => None,
    };
    let entity = match stance.target.as_ref().map(|target| &target.kind) {
        Some(TargetKind::Entity(id)) => Some(id),
        _ => None,
    };
    let target = entity.and_then(nearest);
    let mut further = Vec::new();
    if form == Form::Targets {
        let (Some(entity), Some(target)) = (entity, target) else {
            let is_targetless = stance.target.is_none();
            return Err(if is_targetless { Kind::TargetlessStance } else { Kind::UnheldStance });
        };
        further.extend(mentions(entity).filter(|it| it.id != target.id));
    }
    let (layer, text) = (id.clone(), &article.text);
    Ok(Opinion { form, layer, text, stance, holder, target, further })
}

/// What was carried, if it is an object.
pub(super) fn carried<'a>(value: Option<&'a Value<'a>>) -> Option<&'a Value<'a>> {
    value.filter(|it| matches!(it, Value::Object(_)))
}

/// The grades of intensity that the tasks have.
pub(super) fn grade(intensity: Intensity) -> Intensity {
    intensity.min(Intensity::High)
}
