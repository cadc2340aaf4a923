//! What can be done with entities of the whole project, each as one undo step that says beforehand
//! what it touches.

use std::rc::Rc;

use crate::model::{
    AnnotatorId, ArticleId, DocumentStance, Entity, EntityId, Extra, Holder, LayerId, Mention,
    Operation, Project, Record, RecordId, Stance, Target, TargetKind, Timestamp, TypeId,
};
use crate::order::Table;

/// Something to be done with entities.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Several become one.
    Merge {
        /// The one that stays.
        into: EntityId,
        /// Those that go.
        others: Vec<EntityId>,
    },
    /// Some of what names one goes to a new one.
    Split {
        /// The one that it names now.
        from: EntityId,
        /// The mentions that go.
        mentions: Vec<(LayerId, RecordId)>,
        /// The articles whose stances go too.
        articles: Vec<ArticleId>,
        /// What the new one is called.
        name: String,
        /// Its type.
        entity_type: TypeId,
    },
    /// They go; what named them is unlinked.
    Delete {
        /// Which.
        entities: Vec<EntityId>,
        /// What becomes of the stances that name them.
        fate: Fate,
    },
    /// They get another type.
    Retype {
        /// Which.
        entities: Vec<EntityId>,
        /// The type.
        entity_type: TypeId,
        /// Whether their mentions get it as their label.
        with_mentions: bool,
    },
}

/// What becomes of the stances that name an entity which goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Fate {
    /// Their holder or target is left open.
    #[default]
    Emptied,
    /// They name another one instead.
    Given(EntityId),
    /// They go too.
    Deleted,
}

/// What a change comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// The undo step in words.
    pub label: String,
    /// What is done, all or none.
    pub operations: Vec<Operation>,
    /// What is touched by it.
    pub touched: Touched,
}

/// The records that a change touches.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Touched {
    /// The records, by article, annotator and id.
    pub records: Vec<(LayerId, RecordId)>,
    /// How many of them are mentions.
    pub mentions: usize,
    /// How many are stances, those of whole articles included.
    pub stances: usize,
    /// In how many articles.
    pub articles: usize,
    /// Of how many annotators.
    pub annotators: usize,
}

impl Touched {
    /// In words: "14 mentions and 2 stances in 3 articles".
    pub fn words(&self) -> String {
        let many = |count: usize, one: &str| format!("{count} {one}{}", plural(count));
        let what = match (self.mentions, self.stances) {
            (0, 0) => return "No mention and no stance".to_owned(),
            (mentions, 0) => many(mentions, "mention"),
            (0, stances) => many(stances, "stance"),
            (mentions, stances) => {
                format!("{} and {}", many(mentions, "mention"), many(stances, "stance"))
            }
        };
        let whose = match self.annotators {
            0 | 1 => String::new(),
            count => format!(" of {count} annotators"),
        };
        format!("{what} in {}{whose}", many(self.articles, "article"))
    }
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

impl Change {
    /// What the change comes to in this project; `new` is the id of an entity that it makes.
    ///
    /// # Errors
    /// What is missing, in words for the screen.
    pub fn plan(
        &self,
        project: &Project,
        now: &Timestamp,
        new: &EntityId,
    ) -> Result<Plan, &'static str> {
        match self {
            Self::Merge { into, others } => merge(project, now, into, others),
            Self::Split { from, mentions, articles, name, entity_type } => {
                let entity = project.entities.get(from).ok_or(GONE)?;
                let name = name.trim();
                if name.is_empty() {
                    return Err("The new entity needs a name.");
                }
                let split = Split { from: &entity.id, to: new, mentions, articles };
                split.plan(project, now, name, entity_type)
            }
            Self::Delete { entities, fate } => delete(project, now, entities, fate),
            Self::Retype { entities, entity_type, with_mentions } => {
                retype(project, now, entities, entity_type, *with_mentions)
            }
        }
    }
}

const GONE: &str = "That entity is not there any more.";

/// The records that are changed, as they are gone over in order.
struct Changes<'a> {
    now: &'a Timestamp,
    plan: Plan,
    annotators: Table<AnnotatorId, ()>,
}

impl<'a> Changes<'a> {
    fn new(now: &'a Timestamp) -> Self {
        Self { now, plan: Plan::default(), annotators: Table::new() }
    }

    /// The record becomes another one, or goes if there is none.
    fn put(&mut self, layer: &LayerId, record: &Record, becomes: Option<Record>) {
        let touched = &mut self.plan.touched;
        match record {
            Record::Mention(_) => touched.mentions += 1,
            Record::Stance(_) | Record::DocumentStance(_) => touched.stances += 1,
        }
        // Layers come by article.
        let is_new = touched.records.last().is_none_or(|(last, _)| last.article != layer.article);
        touched.articles += usize::from(is_new);
        self.annotators.insert(layer.annotator.clone(), ());
        touched.annotators = self.annotators.len();
        touched.records.push((layer.clone(), record.id().clone()));
        self.plan.operations.push(match becomes {
            Some(record) => Operation::PutRecord(
                layer.clone(),
                record.with_provenance(|it| it.updated = self.now.clone()),
            ),
            None => Operation::RemoveRecord(layer.clone(), record.id().clone()),
        });
    }

    fn done(self, label: String) -> Plan {
        Plan { label, ..self.plan }
    }
}

fn merge(
    project: &Project,
    now: &Timestamp,
    into: &EntityId,
    others: &[EntityId],
) -> Result<Plan, &'static str> {
    let kept = project.entities.get(into).ok_or(GONE)?;
    let gone = known(project, others.iter().filter(|id| *id != into))?;
    if gone.is_empty() {
        return Err("Tick two entities or more: they become one.");
    }
    let mut changes = Changes::new(now);
    for (layer, record) in naming(project, &gone) {
        let moved = with_entities(record, |id| {
            Some(if gone.iter().any(|it| it.id == *id) { into } else { id }.clone())
        });
        changes.put(layer, record, Some(moved));
    }
    let merged = gone.iter().fold((**kept).clone(), |whole, part| joined(whole, part));
    let label = format!("Merge {} entities into {}", gone.len() + 1, merged.name);
    changes.plan.operations.push(Operation::PutEntity(Rc::new(merged)));
    let removed = gone.iter().map(|entity| Operation::RemoveEntity(entity.id.clone()));
    changes.plan.operations.extend(removed);
    Ok(changes.done(label))
}

/// The two as one: nothing that was known of either is lost.
fn joined(mut whole: Entity, part: &Entity) -> Entity {
    for name in std::iter::once(&part.name).chain(&part.aliases) {
        if *name != whole.name && !whole.aliases.contains(name) {
            whole.aliases.push(name.clone());
        }
    }
    let mut notes: Vec<String> = Vec::new();
    if whole.knowledge_base_id.is_empty() {
        whole.knowledge_base_id.clone_from(&part.knowledge_base_id);
    } else if ![&whole.knowledge_base_id, ""].contains(&part.knowledge_base_id.as_str()) {
        notes.push(format!("{} had the number {}.", part.name, part.knowledge_base_id));
    }
    if part.note != whole.note {
        notes.push(part.note.clone());
    }
    for note in notes.iter().filter(|note| !note.is_empty()) {
        if !whole.note.is_empty() {
            whole.note.push('\n');
        }
        whole.note.push_str(note);
    }
    for (field, value) in &part.extra {
        if !whole.extra.contains_key(field) {
            whole.extra.insert(field.clone(), value.clone());
        }
    }
    whole
}

struct Split<'a> {
    from: &'a EntityId,
    to: &'a EntityId,
    mentions: &'a [(LayerId, RecordId)],
    articles: &'a [ArticleId],
}

impl Split<'_> {
    fn plan(
        &self,
        project: &Project,
        now: &Timestamp,
        name: &str,
        entity_type: &TypeId,
    ) -> Result<Plan, &'static str> {
        let from = project.entities.get(self.from).ok_or(GONE)?;
        let mut changes = Changes::new(now);
        let entity = Entity {
            id: self.to.clone(),
            name: name.to_owned(),
            entity_type: entity_type.clone(),
            aliases: Vec::new(),
            knowledge_base_id: String::new(),
            matching: Default::default(),
            note: String::new(),
            extra: Extra::new(),
        };
        changes.plan.operations.push(Operation::PutEntity(Rc::new(entity)));
        for (layer, record) in naming(project, std::slice::from_ref(from)) {
            let goes = match record {
                Record::Mention(mention) => {
                    self.mentions.iter().any(|(its, id)| its == layer && *id == mention.id)
                }
                _ => self.articles.contains(&layer.article),
            };
            if goes {
                let moved = with_entities(record, |id| {
                    Some(if id == self.from { self.to } else { id }.clone())
                });
                changes.put(layer, record, Some(moved));
            }
        }
        if changes.plan.touched.records.is_empty() {
            return Err("Tick the mentions that name somebody else.");
        }
        Ok(changes.done(format!("Split {name} off {}", from.name)))
    }
}

fn delete(
    project: &Project,
    now: &Timestamp,
    entities: &[EntityId],
    fate: &Fate,
) -> Result<Plan, &'static str> {
    let gone = known(project, entities.iter())?;
    let is_gone = |id: &EntityId| gone.iter().any(|entity| entity.id == *id);
    let heir = match fate {
        Fate::Given(heir) if is_gone(heir) || !project.entities.contains_key(heir) => {
            return Err("Choose an entity that stays.");
        }
        Fate::Given(heir) => Some(heir),
        Fate::Emptied | Fate::Deleted => None,
    };
    let mut changes = Changes::new(now);
    for (layer, record) in naming(project, &gone) {
        let is_mention = matches!(record, Record::Mention(_));
        let becomes = (is_mention || *fate != Fate::Deleted).then(|| {
            with_entities(record, |id| match is_gone(id) {
                true => heir.filter(|_| !is_mention).cloned(),
                false => Some(id.clone()),
            })
        });
        changes.put(layer, record, becomes);
    }
    let removed = gone.iter().map(|entity| Operation::RemoveEntity(entity.id.clone()));
    changes.plan.operations.extend(removed);
    let label = match gone.as_slice() {
        [one] => format!("Delete the entity {}", one.name),
        several => format!("Delete {} entities", several.len()),
    };
    Ok(changes.done(label))
}

fn retype(
    project: &Project,
    now: &Timestamp,
    entities: &[EntityId],
    entity_type: &TypeId,
    with_mentions: bool,
) -> Result<Plan, &'static str> {
    let known = known(project, entities.iter())?;
    let style = project.codebook.entity_type(entity_type).ok_or("Choose a type.")?;
    let mut changes = Changes::new(now);
    for (layer, record) in naming(project, &known) {
        if let Record::Mention(mention) = record
            && with_mentions
            && mention.entity_type != *entity_type
        {
            let changed = Mention { entity_type: entity_type.clone(), ..(**mention).clone() };
            changes.put(layer, record, Some(Record::Mention(Rc::new(changed))));
        }
    }
    let others = known.iter().filter(|entity| entity.entity_type != *entity_type);
    for entity in others {
        let changed = Entity { entity_type: entity_type.clone(), ..(**entity).clone() };
        changes.plan.operations.push(Operation::PutEntity(Rc::new(changed)));
    }
    if changes.plan.operations.is_empty() {
        return Err("They have that type already.");
    }
    let label = match known.as_slice() {
        [one] => format!("{} becomes {}", one.name, style.label),
        several => format!("{} entities become {}", several.len(), style.label),
    };
    Ok(changes.done(label))
}

fn known<'a>(
    project: &Project,
    ids: impl Iterator<Item = &'a EntityId>,
) -> Result<Vec<Rc<Entity>>, &'static str> {
    ids.map(|id| project.entities.get(id).cloned().ok_or(GONE)).collect()
}

/// The records of all layers that name any of the entities.
fn naming<'a>(
    project: &'a Project,
    entities: &'a [Rc<Entity>],
) -> impl Iterator<Item = (&'a LayerId, &'a Record)> {
    let records = project
        .layers
        .iter()
        .flat_map(|(id, layer)| layer.records.values().map(move |record| (id, record)));
    records.filter(|(_, record)| {
        let mut names_one = false;
        record.for_each_entity(|id| names_one |= entities.iter().any(|it| it.id == *id));
        names_one
    })
}

/// The record with each entity that it names become another one, or none.
fn with_entities(record: &Record, becomes: impl Fn(&EntityId) -> Option<EntityId>) -> Record {
    match record {
        Record::Mention(mention) => {
            let entity = mention.entity.as_ref().and_then(becomes);
            Record::Mention(Rc::new(Mention { entity, ..(**mention).clone() }))
        }
        Record::Stance(stance) => {
            let mut stance = (**stance).clone();
            rename(&mut stance, &becomes);
            Record::Stance(Rc::new(stance))
        }
        Record::DocumentStance(stance) => {
            let target = stance.target.clone().and_then(|target| aimed(target, &becomes));
            Record::DocumentStance(Rc::new(DocumentStance { target, ..(**stance).clone() }))
        }
    }
}

/// Each entity that a stance names becomes another one, or none.
pub fn rename(stance: &mut Stance, becomes: &dyn Fn(&EntityId) -> Option<EntityId>) {
    let held = |holder: Holder| match holder {
        Holder::Entity(id) => becomes(&id).map(Holder::Entity),
        other => Some(other),
    };
    stance.holder = stance.holder.take().and_then(held);
    stance.nested_source =
        std::mem::take(&mut stance.nested_source).into_iter().filter_map(held).collect();
    stance.target = stance.target.take().and_then(|target| aimed(target, becomes));
}

fn aimed(target: Target, becomes: &dyn Fn(&EntityId) -> Option<EntityId>) -> Option<Target> {
    let kind = match target.kind {
        TargetKind::Entity(id) => TargetKind::Entity(becomes(&id)?),
        other => other,
    };
    Some(Target { kind, ..target })
}
