//! Who stands where, over many articles: the stances that count, and what can be counted of them.
//!
//! [`Facts`] are taken from a project once; [`Matrix`], [`Network`], [`Timeline`] and [`Coverage`]
//! count them. Every number keeps the facts behind it, so that it can be opened.

mod axis;
mod coverage;
mod drawing;
mod matrix;
mod network;
mod sheet;
mod svg;
mod tally;
mod timeline;
mod view;

use std::rc::Rc;

use super::words;
use crate::model::{
    AnnotatorId, Article, Codebook, Date, Entity, EntityId, Holder, IssueId, LayerId, Polarity,
    Project, Record, RecordId, Status, Target, TargetKind,
};
use crate::order::Table;

pub use axis::{Fold, Heading, Order};
pub use coverage::{Coverage, CoverageRow, Subject};
pub use drawing::{Anchor, Drawing, Form, Ink, Point, Shape};
pub use matrix::Matrix;
pub use network::{Edge, MOST_NODES, Network, Node};
pub use sheet::{Sheet, SheetRow};
pub use svg::svg;
pub use tally::{Count, Tally};
pub use timeline::{Bin, Clock, Grain, Timeline};
pub use view::{Kind, Opened, View};

/// Who takes a stance. Two authors are two parties, as are two outlets.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Party {
    /// Someone or something named.
    Entity(EntityId),
    /// Who wrote the article, by its byline.
    Author(String),
    /// Who published it, by its name.
    Outlet(String),
    /// Somebody whom the text does not name.
    Implicit,
    /// The stance names no holder.
    Nobody,
    /// Articles as wholes, of the outlet of that name: their document stances.
    Whole(String),
}

/// What a stance is to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Topic {
    /// What it is; `None` if the stance names no target.
    pub kind: Option<TargetKind>,
    /// Whether its opposite is meant.
    pub is_negated: bool,
}

/// A stance that counts.
#[derive(Clone, Debug)]
pub struct Fact {
    /// The layer that holds it.
    pub layer: LayerId,
    /// Its record.
    pub record: RecordId,
    /// Its holder: a place in [`Facts::parties`].
    pub party: usize,
    /// Its target: a place in [`Facts::topics`].
    pub topic: usize,
    /// Which way it goes.
    pub polarity: Polarity,
    /// Its article's outlet: a place in [`Facts::outlets`].
    pub outlet: usize,
    /// When it was said.
    pub said: Option<Date>,
    /// When the article was published.
    pub published: Option<Date>,
}

/// Which stances count.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scope {
    /// Only this annotator's; `None` for everybody's, so that two readings of an article count twice.
    pub annotator: Option<AnnotatorId>,
    /// Only those of this outlet's articles.
    pub outlet: Option<String>,
    /// Only those of articles that are so far.
    pub status: Option<Status>,
    /// Only those of articles published on this day or later.
    pub from: Option<Date>,
    /// Only those of articles published on this day or earlier.
    pub to: Option<Date>,
    /// Only those that go this way.
    pub polarity: Option<Polarity>,
    /// Whether a stance for the opposite of something counts as one against it.
    pub folds_negated: bool,
    /// Whether an issue counts as the widest one that it belongs to.
    pub rolls_up: bool,
    /// Whether stances of whole articles are left out.
    pub leaves_out_wholes: bool,
}

/// The stances that a [`Scope`] lets through.
#[derive(Clone, Debug)]
pub struct Facts {
    project: Rc<Project>,
    facts: Vec<Fact>,
    /// The holders, sorted.
    pub parties: Vec<Party>,
    /// The targets, sorted.
    pub topics: Vec<Topic>,
    /// The names of the outlets, sorted; empty for articles that name none.
    pub outlets: Vec<String>,
}

impl Facts {
    /// The stances of a project that count: suggestions do once they are accepted. By article, then
    /// by annotator, then by record.
    pub fn of(project: &Rc<Project>, scope: &Scope) -> Self {
        let taken: Vec<(Fact, Party, Topic, String)> = project
            .layers
            .iter()
            .filter_map(|(id, layer)| {
                let article = project.articles.get(&id.article)?;
                let fits = scope.takes(article, &id.annotator, layer.status);
                fits.then_some((id, article, layer))
            })
            .flat_map(|(id, article, layer)| {
                let records = layer.records.values();
                let records = records.filter(|record| record.provenance().counts());
                records.filter_map(move |record| take(project, scope, id, article, record))
            })
            .collect();
        let parties = distinct(taken.iter().map(|(_, party, ..)| party));
        let topics = distinct(taken.iter().map(|(_, _, topic, _)| topic));
        let outlets = distinct(taken.iter().map(|(.., outlet)| outlet));
        let facts = taken.into_iter().map(|(mut fact, party, topic, outlet)| {
            fact.party = place(&parties, &party);
            fact.topic = place(&topics, &topic);
            fact.outlet = place(&outlets, &outlet);
            fact
        });
        Self { facts: facts.collect(), project: project.clone(), parties, topics, outlets }
    }

    /// The facts; what is counted names them by their places here.
    pub fn all(&self) -> &[Fact] {
        &self.facts
    }

    /// The project that they were taken from.
    pub fn project(&self) -> &Rc<Project> {
        &self.project
    }

    /// The article and the record behind a fact: a stance, or one of the whole article.
    pub fn source(&self, fact: usize) -> Option<(&Rc<Article>, &Record)> {
        let Fact { layer, record, .. } = self.facts.get(fact)?;
        let article = self.project.articles.get(&layer.article)?;
        Some((article, self.project.layer(layer)?.records.get(record)?))
    }

    /// What a party is called.
    pub fn party_name(&self, party: usize) -> String {
        match &self.parties[party] {
            Party::Entity(id) => words::holder(&self.project, Some(&Holder::Entity(id.clone()))),
            Party::Author(name) if name.is_empty() => "The author".to_owned(),
            Party::Outlet(name) if name.is_empty() => "The outlet".to_owned(),
            Party::Author(name) => format!("{name} (author)"),
            Party::Outlet(name) => format!("{name} (outlet)"),
            Party::Implicit => words::holder(&self.project, Some(&Holder::Implicit)),
            Party::Nobody => words::holder(&self.project, None),
            Party::Whole(name) if name.is_empty() => "Whole articles".to_owned(),
            Party::Whole(name) => format!("{name} (whole articles)"),
        }
    }

    /// What a topic is called.
    pub fn topic_name(&self, topic: usize) -> String {
        let Topic { kind, is_negated } = self.topics[topic].clone();
        words::target(&self.project, kind.map(|kind| Target { kind, is_negated }).as_ref())
    }

    /// What an outlet is called.
    pub fn outlet_name(&self, outlet: usize) -> &str {
        let name = &self.outlets[outlet];
        if name.is_empty() { "No outlet named" } else { name }
    }

    /// The kind of party: the entity's type, or what else it is.
    pub fn party_group(&self, party: usize) -> String {
        match &self.parties[party] {
            Party::Entity(id) => self.type_name(id),
            Party::Author(_) => "Author".to_owned(),
            Party::Outlet(_) => "Outlet".to_owned(),
            Party::Implicit | Party::Nobody => "Not named".to_owned(),
            Party::Whole(_) => "Whole articles".to_owned(),
        }
    }

    /// The kind of topic: the entity's type, the widest issue, or what else it is.
    pub fn topic_group(&self, topic: usize) -> String {
        match &self.topics[topic].kind {
            Some(TargetKind::Entity(id)) => self.type_name(id),
            Some(TargetKind::Issue(id)) => {
                let widest = widest(&self.project.codebook, id);
                let known = self.project.codebook.issue(&widest);
                known.map_or_else(|| widest.to_string(), |issue| issue.label.clone())
            }
            Some(TargetKind::Proposition(_)) => "Propositions".to_owned(),
            None => "Not named".to_owned(),
        }
    }

    /// The groups that a topic is in, the widest first: the issues that an issue belongs to, with
    /// itself if others belong to it; else its kind. An issue without others is in none.
    pub fn topic_path(&self, topic: usize) -> Vec<String> {
        let Some(TargetKind::Issue(id)) = &self.topics[topic].kind else {
            return vec![self.topic_group(topic)];
        };
        let issues = &self.project.codebook.issues;
        let has_parts = issues.iter().any(|issue| issue.parent.as_ref() == Some(id));
        let mut path: Vec<String> = Vec::new();
        let mut at = self.project.codebook.issue(id);
        // A file's issues may belong to one another in a circle.
        while let Some(issue) = at.filter(|it| !path.contains(&it.label)) {
            if issue.id != *id || has_parts {
                path.push(issue.label.clone());
            }
            at = issue.parent.as_ref().and_then(|parent| self.project.codebook.issue(parent));
            if at.is_some_and(|next| next.id == *id) {
                break;
            }
        }
        path.reverse();
        path
    }

    fn type_name(&self, entity: &EntityId) -> String {
        let codebook = &self.project.codebook;
        let name = |entity: &Rc<Entity>| {
            let id = &entity.entity_type;
            codebook.entity_type(id).map_or_else(|| id.to_string(), |known| known.label.clone())
        };
        self.project.entities.get(entity).map_or_else(|| "Unknown".to_owned(), name)
    }
}

impl Scope {
    /// Whether it lets an annotator's records on an article through, polarity aside.
    pub(in crate::session) fn takes(
        &self,
        article: &Article,
        annotator: &AnnotatorId,
        status: Status,
    ) -> bool {
        let details = &article.details;
        self.annotator.as_ref().is_none_or(|wanted| wanted == annotator)
            && self.outlet.as_ref().is_none_or(|wanted| *wanted == details.outlet)
            && self.status.is_none_or(|wanted| wanted == status)
            && self.from.is_none_or(|from| details.published.is_some_and(|day| from <= day))
            && self.to.is_none_or(|to| details.published.is_some_and(|day| day <= to))
    }
}

fn take(
    project: &Project,
    scope: &Scope,
    layer: &LayerId,
    article: &Article,
    record: &Record,
) -> Option<(Fact, Party, Topic, String)> {
    let details = &article.details;
    let (party, target, mut polarity, said) = match record {
        Record::Mention(_) => return None,
        Record::DocumentStance(_) if scope.leaves_out_wholes => return None,
        Record::DocumentStance(whole) => {
            (Party::Whole(details.outlet.clone()), &whole.target, whole.polarity, None)
        }
        Record::Stance(stance) => {
            let party = match &stance.holder {
                Some(Holder::Entity(id)) => Party::Entity(id.clone()),
                Some(Holder::Author) => Party::Author(details.byline.clone()),
                Some(Holder::Outlet) => Party::Outlet(details.outlet.clone()),
                Some(Holder::Implicit) => Party::Implicit,
                None => Party::Nobody,
            };
            (party, &stance.target, stance.polarity, stance.statement_date)
        }
    };
    let mut topic = Topic {
        kind: target.as_ref().map(|target| target.kind.clone()),
        is_negated: target.as_ref().is_some_and(|target| target.is_negated),
    };
    if scope.folds_negated && std::mem::take(&mut topic.is_negated) {
        polarity = match polarity {
            Polarity::Favor => Polarity::Against,
            Polarity::Against => Polarity::Favor,
            polarity => polarity,
        };
    }
    if scope.rolls_up
        && let Some(TargetKind::Issue(issue)) = &mut topic.kind
    {
        *issue = widest(&project.codebook, issue);
    }
    scope.polarity.is_none_or(|wanted| wanted == polarity).then_some(())?;
    let fact = Fact {
        layer: layer.clone(),
        record: record.id().clone(),
        party: 0,
        topic: 0,
        polarity,
        outlet: 0,
        said,
        published: details.published,
    };
    Some((fact, party, topic, details.outlet.clone()))
}

/// The widest issue that an issue belongs to, itself if it belongs to none.
fn widest(codebook: &Codebook, issue: &IssueId) -> IssueId {
    let mut widest = issue;
    // A file's issues may belong to one another in a circle.
    for _ in 0..codebook.issues.len() {
        match codebook.issue(widest).and_then(|issue| issue.parent.as_ref()) {
            Some(parent) => widest = parent,
            None => break,
        }
    }
    widest.clone()
}

fn distinct<'a, T: Ord + Clone + 'a>(all: impl Iterator<Item = &'a T>) -> Vec<T> {
    let mut known: Table<T, ()> = Table::new();
    for one in all {
        if !known.contains_key(one) {
            known.insert(one.clone(), ());
        }
    }
    known.keys().cloned().collect()
}

fn place<T: Ord>(sorted: &[T], one: &T) -> usize {
    sorted.partition_point(|known| known < one)
}
