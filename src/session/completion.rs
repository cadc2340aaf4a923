//! What a typed name may mean, best first.

use std::cmp::Reverse;

use crate::model::{
    ChoiceId, Codebook, Date, Entity, EntityId, Holder, Issue, IssueId, Project, StanceField,
    Target, TargetKind, TypeId,
};
use crate::order::{self, Table};
use crate::text::{Fragments, folded};

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
    /// How many wider ones of the list it belongs to.
    pub depth: usize,
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
    /// The opposite of a target.
    Not(Box<Choice>),
    /// Words of the text.
    Words(Fragments),
    /// A day.
    Date(Date),
    /// A choice of an attribute.
    Answer(ChoiceId),
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
            Self::Not(of) => return Some(Target { is_negated: true, ..of.target()? }),
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
/// Issues stand below the wider one that they belong to, and before entities that fit less well.
/// Where the codebook asks whether a target's opposite is meant, “not …” offers it.
///
/// `uses` is [`Project::entity_uses`], which is dear: it is counted once for many queries.
pub fn offers(
    project: &Project,
    uses: &Table<EntityId, usize>,
    asked: Asked,
    query: &str,
) -> Vec<Offer> {
    let wanted = query.trim();
    let offer = |label: &str, kind: &str, choice| Offer {
        label: label.to_owned(),
        kind: kind.to_owned(),
        choice,
        depth: 0,
    };
    let mut offers = Vec::new();
    let small = folded(wanted, false);
    let has = |label: &str| folded(label, false).contains(&small);
    if wanted.is_empty() {
        let (label, kind) = match asked {
            Asked::Entity => ("No entity", "unlinked"),
            Asked::Holder => ("Nobody", "no holder"),
            Asked::Target => ("Nothing", "no target"),
        };
        offers.push(offer(label, kind, Choice::None));
    }
    let mut exact = false;
    let mut known = Vec::new();
    for (entity, likeness) in alike(project, uses, wanted, None).into_iter().take(MOST) {
        exact |= likeness == Likeness::Same;
        known.push(likeness);
        let kind = project.codebook.entity_type(&entity.entity_type);
        let kind = kind.map_or(entity.entity_type.as_str(), |known| &known.label);
        offers.push(offer(&entity.name, kind, Choice::Entity(entity.id.clone())));
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
                    offers.push(offer(label, "holder", choice));
                }
            }
        }
        Asked::Target => {
            let issues = issues(&project.codebook, &small);
            let best = issues.first().and_then(|it| Wanted::new(wanted).likeness(&it.label));
            let is_better = |entity: &&Likeness| best.is_none_or(|issue| **entity <= issue);
            let before = known.iter().take_while(is_better).count();
            let at = offers.len() - known.len() + before;
            offers.splice(at..at, issues);
        }
    }
    if asked == Asked::Target
        && project.codebook.fields.contains(&StanceField::TargetNegated)
        && let Some(rest) = wanted.strip_prefix("not ").filter(|rest| !rest.trim().is_empty())
    {
        let opposites = self::offers(project, uses, asked, rest).into_iter().map(|of| Offer {
            label: format!("not {}", of.label),
            choice: Choice::Not(Box::new(of.choice)),
            ..of
        });
        let opposites = opposites.filter(|it| it.choice.target().is_some());
        let at = if exact { offers.len() } else { 0 };
        offers.splice(at..at, opposites);
    }
    if !wanted.is_empty() && !exact {
        offers.push(offer(wanted, "new entity", Choice::NewEntity(wanted.to_owned())));
    }
    if !wanted.is_empty() && asked == Asked::Target {
        offers.push(offer(wanted, "proposition", Choice::Proposition(wanted.to_owned())));
    }
    offers
}

/// The issues that a name fits, each behind the wider one that it belongs to; one that goes by
/// exactly that name, and what belongs to it, first. A wider issue's name finds those within it too.
fn issues(codebook: &Codebook, wanted: &str) -> Vec<Offer> {
    let mut found: Vec<Offer> = Vec::new();
    for issue in issue_tree(codebook) {
        let (issue, within) = issue;
        let fits = |it: &Issue| folded(&it.label, false).contains(wanted);
        if !fits(issue) && !within.iter().any(|it| fits(it)) {
            continue;
        }
        let kind = match within.last() {
            Some(wider) => format!("issue within {}", wider.label),
            None => "issue".to_owned(),
        };
        let is_shown =
            |it: &&&Issue| found.iter().any(|known| known.choice == Choice::Issue(it.id.clone()));
        let depth = within.iter().filter(is_shown).count();
        found.push(Offer {
            label: issue.label.clone(),
            kind,
            choice: Choice::Issue(issue.id.clone()),
            depth,
        });
    }
    let exact = found.iter().position(|it| folded(&it.label, false) == wanted);
    if let Some(at) = exact {
        let depth = found[at].depth;
        let within = found[at + 1..].iter().take_while(|it| it.depth > depth).count();
        found[..=at + within].rotate_right(within + 1);
        for offer in &mut found[..=within] {
            offer.depth -= depth;
        }
    }
    found
}

/// All issues, each behind the wider one that it belongs to, with those that it is within, the
/// widest first. In a file they may belong to one another in a circle: such stand at the end.
pub fn issue_tree(codebook: &Codebook) -> Vec<(&Issue, Vec<&Issue>)> {
    fn below<'a>(
        codebook: &'a Codebook,
        within: &[&'a Issue],
        tree: &mut Vec<(&'a Issue, Vec<&'a Issue>)>,
    ) {
        let parent = within.last().map(|it| &it.id);
        for issue in &codebook.issues {
            let known = issue.parent.as_ref().filter(|id| codebook.issue(id).is_some());
            if known == parent && !tree.iter().any(|(seen, _)| seen.id == issue.id) {
                tree.push((issue, within.to_vec()));
                let deeper: Vec<&Issue> = within.iter().copied().chain([issue]).collect();
                below(codebook, &deeper, tree);
            }
        }
    }
    let mut tree = Vec::new();
    below(codebook, &[], &mut tree);
    for issue in &codebook.issues {
        if !tree.iter().any(|(seen, _)| seen.id == issue.id) {
            tree.push((issue, Vec::new()));
        }
    }
    tree
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
