//! What a typed name may mean, best first.

use std::cmp::Reverse;

use crate::model::{Entity, EntityId, Holder, IssueId, Project, Target, TargetKind, TypeId};
use crate::order::{self, Table};

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
    if wanted.is_empty() {
        let (label, kind) = match asked {
            Asked::Entity => ("No entity", "unlinked"),
            Asked::Holder => ("Nobody", "no holder"),
            Asked::Target => ("Nothing", "no target"),
        };
        offers.push(Offer { label: label.to_owned(), kind: kind.to_owned(), choice: Choice::None });
    }
    let mut exact = false;
    for (entity, rank) in ranked(project, uses, wanted) {
        exact |= rank == Rank::Exact;
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
                if fits(label, wanted).is_some() {
                    let kind = "holder".to_owned();
                    offers.push(Offer { label: label.to_owned(), kind, choice });
                }
            }
        }
        Asked::Target => {
            for issue in &project.codebook.issues {
                if fits(&issue.label, wanted).is_some() {
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

/// How well a name fits; the first is the best.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Exact,
    Start,
    WordStart,
    Inside,
}

/// The entity of that type which goes by exactly that name, upper and lower case aside.
pub(super) fn namesake<'a>(
    project: &'a Project,
    name: &str,
    entity_type: &TypeId,
) -> Option<&'a Entity> {
    let mut entities = project.entities.values().filter(|known| known.entity_type == *entity_type);
    entities.find(|known| rank(known, name) == Some(Rank::Exact)).map(|known| &**known)
}

fn ranked<'a>(
    project: &'a Project,
    uses: &Table<EntityId, usize>,
    wanted: &str,
) -> impl Iterator<Item = (&'a Entity, Rank)> {
    let mut found: Vec<(Rank, Reverse<usize>, &Entity)> = Vec::new();
    for entity in project.entities.values() {
        if let Some(rank) = rank(entity, wanted) {
            let uses = uses.get(&entity.id).copied().unwrap_or_default();
            found.push((rank, Reverse(uses), entity));
        }
    }
    order::sort_by(&mut found, |a, b| {
        (a.0, a.1, &a.2.name, &a.2.id).cmp(&(b.0, b.1, &b.2.name, &b.2.id))
    });
    found.into_iter().take(MOST).map(|(rank, _, entity)| (entity, rank))
}

fn rank(entity: &Entity, wanted: &str) -> Option<Rank> {
    let names = std::iter::once(&entity.name).chain(&entity.aliases);
    names.filter_map(|name| fits(name, wanted)).min()
}

fn fits(name: &str, wanted: &str) -> Option<Rank> {
    let (name, wanted) = (name.to_lowercase(), wanted.to_lowercase());
    if name == wanted {
        return Some(Rank::Exact);
    }
    let places = name.match_indices(&wanted).map(|(at, _)| match at {
        0 => Rank::Start,
        _ if name[..at].ends_with(|c: char| !c.is_alphanumeric()) => Rank::WordStart,
        _ => Rank::Inside,
    });
    places.min()
}
