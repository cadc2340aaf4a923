//! The registry: every entity of the project with what names it, and the mentions that name none yet.

mod change;
mod intake;
mod unlinked;
mod view;

use std::rc::Rc;

pub use change::{Change, Fate, Plan, Touched, rename};
pub use intake::{Intake, Listed, News, NewsKind};
pub use unlinked::{Group, Guess};
pub use view::{Column, List, RegistryView};

use super::Desk;
use crate::model::{
    AnnotatorId, Entity, EntityId, Holder, LayerId, Project, Record, RecordId, Stance, Target,
    TargetKind,
};
use crate::order::{self, Table};
use crate::text::folded;

/// What is in the registry, counted.
#[derive(Clone, Debug, Default)]
pub struct Registry {
    /// The entities, by id.
    pub rows: Vec<EntityRow>,
    /// An annotator's mentions without an entity, those with the most places first.
    pub groups: Vec<Group>,
}

/// An entity and how often it is named. Suggestions count once they are accepted.
#[derive(Clone, Debug, PartialEq)]
pub struct EntityRow {
    /// The entity.
    pub entity: Rc<Entity>,
    /// What its type is called.
    pub type_name: String,
    /// How many mentions name it.
    pub mentions: u32,
    /// How many stances have it as their holder, or as one through whom they are reported.
    pub held: u32,
    /// How many have it as their target, those of whole articles included.
    pub met: u32,
    /// All that a filter looks at.
    folded: String,
}

/// The lines that fit the filter, in their order: places in [`Registry::rows`] or
/// [`Registry::groups`].
pub type Lines = Vec<usize>;

impl Registry {
    /// The registry of a project, with the unlinked mentions of one annotator.
    pub fn of(project: &Project, annotator: &AnnotatorId) -> Self {
        let mut counts: Table<EntityId, [u32; 3]> = Table::new();
        for id in project.entities.keys() {
            counts.insert(id.clone(), [0; 3]);
        }
        let mut add = |id: &EntityId, which: usize| {
            if let Some(count) = counts.get_mut(id) {
                count[which] += 1;
            }
        };
        for record in project.layers.values().flat_map(|layer| layer.records.values()) {
            if !record.provenance().counts() {
                continue;
            }
            let target = match record {
                Record::Mention(mention) => {
                    mention.entity.iter().for_each(|id| add(id, 0));
                    continue;
                }
                Record::Stance(stance) => {
                    holders(stance).for_each(|id| add(id, 1));
                    &stance.target
                }
                Record::DocumentStance(stance) => &stance.target,
            };
            if let Some(Target { kind: TargetKind::Entity(id), .. }) = target {
                add(id, 2);
            }
        }
        let rows = project.entities.values().map(|entity| {
            let kind = project.codebook.entity_type(&entity.entity_type);
            let type_name =
                kind.map_or_else(|| entity.entity_type.to_string(), |known| known.label.clone());
            let [mentions, held, met] = counts.get(&entity.id).copied().unwrap_or_default();
            let cells = [&entity.name, &type_name, &entity.knowledge_base_id, &entity.note];
            let names: Vec<&str> =
                cells.into_iter().chain(&entity.aliases).map(String::as_str).collect();
            let folded = folded(&names.join("\t"), false);
            EntityRow { entity: entity.clone(), type_name, mentions, held, met, folded }
        });
        Self { rows: rows.collect(), groups: unlinked::groups(project, annotator) }
    }

    /// The lines that a view shows.
    pub fn lines(&self, view: &RegistryView) -> Lines {
        let query = folded(&view.query, false);
        let words: Vec<&str> = query.split(' ').collect();
        let fits = |line: &str| words.iter().all(|word| line.contains(word));
        match view.list {
            List::Unlinked => {
                let groups = self.groups.iter().enumerate();
                groups.filter(|(_, group)| fits(&group.key)).map(|(at, _)| at).collect()
            }
            List::Entities => {
                let rows = self.rows.iter().enumerate().filter(|(_, row)| fits(&row.folded));
                let mut lines: Lines = rows.map(|(at, _)| at).collect();
                let (column, from_last) = view.sort;
                let names: Vec<String> =
                    self.rows.iter().map(|row| folded(&row.entity.name, false)).collect();
                order::sort_by(&mut lines, |a, b| {
                    let way = self.rows[*a].by(column).cmp(&self.rows[*b].by(column));
                    let way = if from_last { way.reverse() } else { way };
                    way.then_with(|| names[*a].cmp(&names[*b]))
                });
                lines
            }
        }
    }

    /// The row of an entity.
    pub fn row(&self, entity: &EntityId) -> Option<&EntityRow> {
        let at = self.rows.partition_point(|row| row.entity.id < *entity);
        self.rows.get(at).filter(|row| row.entity.id == *entity)
    }

    /// The group of those words.
    pub fn group(&self, key: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.key == key)
    }
}

impl EntityRow {
    /// What sorts it: a count, then words. By name, the names themselves do.
    fn by(&self, column: Column) -> (u32, &str) {
        match column {
            Column::Name => (0, &self.folded[..self.folded.find('\t').unwrap_or(0)]),
            Column::Type => (0, &self.type_name),
            Column::Aliases => (0, self.entity.aliases.first().map_or("", String::as_str)),
            Column::Number => (0, &self.entity.knowledge_base_id),
            Column::Mentions => (self.mentions, ""),
            Column::Holder => (self.held, ""),
            Column::Target => (self.met, ""),
        }
    }
}

fn holders(stance: &Stance) -> impl Iterator<Item = &EntityId> {
    stance.holder.iter().chain(&stance.nested_source).filter_map(|holder| match holder {
        Holder::Entity(id) => Some(id),
        Holder::Author | Holder::Outlet | Holder::Implicit => None,
    })
}

/// The records that name an entity: by article, annotator and id.
pub fn places(project: &Project, entity: &EntityId) -> Vec<(LayerId, Record)> {
    let mut places = Vec::new();
    for (id, layer) in &project.layers {
        for record in layer.records.values().filter(|record| record.provenance().counts()) {
            let mut names_it = false;
            record.for_each_entity(|named| names_it |= named == entity);
            if names_it {
                places.push((id.clone(), record.clone()));
            }
        }
    }
    places
}

impl Desk {
    /// Where the line in focus stands among a view's lines.
    pub fn registry_line(&self, view: &RegistryView) -> Option<usize> {
        let registry = self.registry();
        let lines = self.registry_lines(view);
        match view.list {
            List::Entities => {
                let id = view.entity.as_ref()?;
                lines.iter().position(|at| registry.rows[*at].entity.id == *id)
            }
            List::Unlinked => {
                let key = view.group.as_ref()?;
                lines.iter().position(|at| registry.groups[*at].key == *key)
            }
        }
    }
}

/// A place of a record.
pub type At = (LayerId, RecordId);
