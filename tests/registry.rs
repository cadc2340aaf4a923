//! Whatever is merged, split, deleted or retyped in whatever project: undone, the file's bytes are as
//! they were, and nothing names an entity that has gone.

mod support;

use proptest::prelude::*;
use standpoint::formats::project::write;
use standpoint::model::{Entity, EntityId, Entry, Extra, Operation, Project, Work};
use standpoint::session::registry::{Change, Fate, places};
use support::random::{acts, start};

#[derive(Clone, Debug)]
struct Choice {
    sort: u8,
    at: Vec<prop::sample::Index>,
    is_on: bool,
}

fn choice() -> impl Strategy<Value = Choice> {
    (0..6u8, prop::collection::vec(any::<prop::sample::Index>(), 6), any::<bool>())
        .prop_map(|(sort, at, is_on)| Choice { sort, at, is_on })
}

/// A project after random acts, in which each entity that is named is there.
fn worked(acts: &[support::random::Act]) -> Work {
    let mut work = start();
    for act in acts {
        // Some are refused.
        work.commit(act.entry(&work.project)).ok();
    }
    let mut named: Vec<EntityId> = Vec::new();
    for record in work.project.layers.values().flat_map(|layer| layer.records.values()) {
        record.for_each_entity(|id| named.push(id.clone()));
    }
    for id in named {
        if !work.project.entities.contains_key(&id) {
            let entity = Entity {
                id: id.clone(),
                name: format!("Entity {id}"),
                entity_type: "person".into(),
                aliases: Vec::new(),
                knowledge_base_id: String::new(),
                matching: Default::default(),
                note: String::new(),
                extra: Extra::new(),
            };
            let operation = Operation::PutEntity(entity.into());
            work.commit(Entry::Edit { label: "".into(), operation, continues: false }).unwrap();
        }
    }
    work
}

impl Choice {
    fn change(&self, project: &Project) -> Option<Change> {
        let ids: Vec<&EntityId> = project.entities.keys().collect();
        if ids.is_empty() {
            return None;
        }
        let pick = |n: usize| ids[self.at[n].index(ids.len())].clone();
        let types = &project.codebook.entity_types;
        let entity_type = types[self.at[5].index(types.len())].id.clone();
        Some(match self.sort {
            0 | 1 => Change::Merge { into: pick(0), others: others(&[pick(1), pick(2), pick(3)]) },
            2 => {
                let from = pick(0);
                let found = places(project, &from);
                let mentions =
                    found.iter().map(|(layer, record)| (layer.clone(), record.id().clone()));
                let articles = found.iter().filter(|_| self.is_on);
                Change::Split {
                    articles: articles.map(|(layer, _)| layer.article.clone()).collect(),
                    mentions: mentions.step_by(1 + self.at[1].index(2)).collect(),
                    from,
                    name: "New".to_owned(),
                    entity_type,
                }
            }
            3 | 4 => {
                let fate = match self.at[1].index(3) {
                    0 => Fate::Emptied,
                    1 => Fate::Deleted,
                    _ => Fate::Given(pick(2)),
                };
                Change::Delete { entities: others(&[pick(0), pick(3)]), fate }
            }
            _ => Change::Retype {
                entities: others(&[pick(0), pick(1)]),
                entity_type,
                with_mentions: self.is_on,
            },
        })
    }
}

fn others(ids: &[EntityId]) -> Vec<EntityId> {
    let mut once = ids.to_vec();
    once.sort();
    once.dedup();
    once
}

proptest! {
    #[test]
    fn undone_it_was_never_there(acts in acts(40), choices in prop::collection::vec(choice(), 1..6)) {
        let mut work = worked(&acts);
        for choice in choices {
            let Some(change) = choice.change(&work.project) else { continue };
            let new = EntityId::from("e-new");
            let Ok(plan) = change.plan(&work.project, &support::now(), &new) else { continue };
            let before = write(&work.project.unclocked());
            let records = plan.touched.records.len();
            prop_assert_eq!(plan.touched.mentions + plan.touched.stances, records);
            let operation = Operation::Batch(plan.operations);
            work.commit(Entry::Edit { label: "".into(), operation, continues: false }).unwrap();
            let after = write(&work.project.unclocked());
            for record in work.project.layers.values().flat_map(|layer| layer.records.values()) {
                record.for_each_entity(|id| {
                    assert!(work.project.entities.contains_key(id), "{change:?} leaves {id}");
                });
            }
            if let Change::Merge { into, others } = &change {
                let kept = work.project.entities.get(into).unwrap();
                for other in others.iter().filter(|id| *id != into) {
                    prop_assert!(!work.project.entities.contains_key(other));
                }
                prop_assert!(!kept.aliases.contains(&kept.name));
            }
            work.commit(Entry::Undo).unwrap();
            prop_assert_eq!(&write(&work.project.unclocked()), &before);
            work.commit(Entry::Redo).unwrap();
            prop_assert_eq!(&write(&work.project.unclocked()), &after);
        }
    }
}
