//! What a typed name may mean, best first.

use std::cmp::Reverse;

use crate::model::{Entity, EntityId, Holder, IssueId, Project, Target, TargetKind, TypeId};
use crate::order::{self, Table};
use crate::text::folded;

use super::resemblance::Wanted;
pub use super::resemblance::{Likeness, without_possessive};

/// Something that a typed name offers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What it is called.
    pub label: String,
    /// What it is, in a word: the entity's type, "issue", "new entity".
    pub kind: String,
    /// What picking it means.
    pub choice: Choice,
}

/// What picking an offer means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// An entity of the project.
    Entity(EntityId),
    /// The article's author.
    Author,
    /// The article's outlet.
    Outlet,
    /// Somebody whom the text does not name.
    Implicit,
    /// An issue of the codebook.
    Issue(IssueId),
    /// A new entity of the typed name.
    NewEntity(String),
    /// A sentence as the target.
    Proposition(String),
    /// Nobody, nothing.
    None,
}

impl Choice {
    /// The choice as a holder; `None` where it needs an entity made first.
    pub fn holder(&self) -> Option<Holder> {
        Some(match self {
            Self::Entity(id) => Holder::Entity(id.clone()),
            Self::Author => Holder::Author,
            Self::Outlet => Holder::Outlet,
            Self::Implicit => Holder::Implicit,
            _ => return None,
        })
    }

    /// The choice as a target; `None` where it needs an entity made first.
    pub fn target(&self) -> Option<Target> {
        let kind = match self {
            Self::Entity(id) => TargetKind::Entity(id.clone()),
            Self::Issue(id) => TargetKind::Issue(id.clone()),
            Self::Proposition(words) => TargetKind::Proposition(words.clone()),
            _ => return None,
        };
        Some(Target { kind, is_negated: false })
    }
}

/// What is being asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// An entity to link a mention to.
    Entity,
    /// A holder or source.
    Holder,
    /// A target.
    Target,
}

/// How many entities are offered at the most.
const MOST: usize = 12;

/// The offers for what has been typed so far, best first.
///
/// Without a query: the most used entities. An exact name always precedes the offer of a new one.
///
/// `uses` is [`Project::entity_uses`], which is dear: it is counted once for many queries.
pub fn offers(
    project: &Project,
    uses: &Table<EntityId, usize>,
    asked: Asked,
    query: &str,
) -> Vec<Offer> {
    let wanted = query.trim();
    let mut offers = Vec::new();
    let small = folded(wanted, false);
    let has = |label: &str| folded(label, false).contains(&small);
    if wanted.is_empty() {
        let (label, kind) = match asked {
            Asked::Entity => ("No entity", "unlinked"),
            Asked::Holder => ("Nobody", "no holder"),
            Asked::Target => ("Nothing", "no target"),
        };
        offers.push(Offer { label: label.to_owned(), kind: kind.to_owned(), choice: Choice::None });
    }
    let mut exact = false;
    for (entity, likeness) in alike(project, uses, wanted, None).into_iter().take(MOST) {
        exact |= likeness == Likeness::Same;
        let kind = project.codebook.entity_type(&entity.entity_type);
        offers.push(Offer {
            label: entity.name.clone(),
            kind: kind.map_or_else(|| entity.entity_type.to_string(), |known| known.label.clone()),
            choice: Choice::Entity(entity.id.clone()),
        });
    }
    match asked {
        Asked::Entity => {}
        Asked::Holder => {
            for (label, choice) in [
                ("The author", Choice::Author),
                ("The outlet", Choice::Outlet),
                ("Someone unnamed", Choice::Implicit),
            ] {
                if has(label) {
                    let kind = "holder".to_owned();
                    offers.push(Offer { label: label.to_owned(), kind, choice });
                }
            }
        }
        Asked::Target => {
            for issue in &project.codebook.issues {
                if has(&issue.label) {
                    let choice = Choice::Issue(issue.id.clone());
                    offers.push(Offer { label: issue.label.clone(), kind: "issue".into(), choice });
                }
            }
        }
    }
    if !wanted.is_empty() && !exact {
        let choice = Choice::NewEntity(wanted.to_owned());
        offers.push(Offer { label: wanted.to_owned(), kind: "new entity".to_owned(), choice });
    }
    if !wanted.is_empty() && asked == Asked::Target {
        let choice = Choice::Proposition(wanted.to_owned());
        offers.push(Offer { label: wanted.to_owned(), kind: "proposition".to_owned(), choice });
    }
    offers
}

/// The entity of that type which goes by exactly that name, upper and lower case aside.
pub(super) fn namesake<'a>(
    project: &'a Project,
    name: &str,
    entity_type: &TypeId,
) -> Option<&'a Entity> {
    let wanted = Wanted::new(name);
    let mut entities = project.entities.values().filter(|known| known.entity_type == *entity_type);
    entities.find(|known| likeness(known, &wanted) == Some(Likeness::Same)).map(|known| &**known)
}

/// The entities whose name or other name resembles the words, best first; among equals those of
/// the type, then the most used.
pub fn alike<'a>(
    project: &'a Project,
    uses: &Table<EntityId, usize>,
    words: &str,
    entity_type: Option<&TypeId>,
) -> Vec<(&'a Entity, Likeness)> {
    let wanted = Wanted::new(words);
    let mut found: Vec<(Likeness, bool, Reverse<usize>, &Entity)> = Vec::new();
    for entity in project.entities.values() {
        if let Some(likeness) = likeness(entity, &wanted) {
            let uses = uses.get(&entity.id).copied().unwrap_or_default();
            let is_other = entity_type.is_some_and(|wanted| *wanted != entity.entity_type);
            found.push((likeness, is_other, Reverse(uses), entity));
        }
    }
    order::sort_by(&mut found, |a, b| {
        (a.0, a.1, a.2, &a.3.name, &a.3.id).cmp(&(b.0, b.1, b.2, &b.3.name, &b.3.id))
    });
    found.into_iter().map(|(likeness, _, _, entity)| (entity, likeness)).collect()
}

fn likeness(entity: &Entity, wanted: &Wanted) -> Option<Likeness> {
    let names = std::iter::once(&entity.name).chain(&entity.aliases);
    names.filter_map(|name| wanted.likeness(name)).min()
}
