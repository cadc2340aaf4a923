//! What one annotator recorded on one article.

use std::fmt;
use std::rc::Rc;

use super::{
    AnnotatorId, ArticleId, Attributes, DocumentStance, EntityId, Extra, Holder, Mention,
    Provenance, RecordId, Stance, Target, TargetKind,
};
use crate::order::Table;
use crate::text::Fragments;

/// Names a layer: two annotators never share one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LayerId {
    /// The annotated article.
    pub article: ArticleId,
    /// Who annotated it.
    pub annotator: AnnotatorId,
}

impl fmt::Display for LayerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.article, self.annotator)
    }
}

/// One annotator's records on one article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Layer {
    /// How far the work is.
    pub status: Status,
    /// What the codebook's attributes say of the article.
    pub attributes: Attributes,
    /// The records by id.
    pub records: Table<RecordId, Record>,
    /// Fields of a newer program, kept for it.
    pub extra: Extra,
}

/// How far the work on an article is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Not begun.
    #[default]
    ToDo,
    /// Begun.
    InProgress,
    /// Finished.
    Done,
    /// Left out on purpose.
    Skipped,
}

impl Status {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::ToDo, Self::InProgress, Self::Done, Self::Skipped];
}

/// Something recorded on an article. Cloning shares it.
#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    /// An entity is named.
    Mention(Rc<Mention>),
    /// Somebody takes a stance.
    Stance(Rc<Stance>),
    /// The article as a whole takes a stance.
    DocumentStance(Rc<DocumentStance>),
}

impl Record {
    /// Its name in files.
    pub fn id(&self) -> &RecordId {
        match self {
            Self::Mention(mention) => &mention.id,
            Self::Stance(stance) => &stance.id,
            Self::DocumentStance(stance) => &stance.id,
        }
    }

    /// Whether the two are one and the same, without a look inside.
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Mention(a), Self::Mention(b)) => Rc::ptr_eq(a, b),
            (Self::Stance(a), Self::Stance(b)) => Rc::ptr_eq(a, b),
            (Self::DocumentStance(a), Self::DocumentStance(b)) => Rc::ptr_eq(a, b),
            _ => false,
        }
    }

    /// Its stretches of text, if it has any.
    pub fn fragments(&self) -> Vec<&Fragments> {
        match self {
            Self::Mention(mention) => vec![&mention.fragments],
            Self::Stance(stance) => stance.fragments().collect(),
            Self::DocumentStance(_) => Vec::new(),
        }
    }

    /// What the codebook's attributes say of it; a document stance has none.
    pub fn attributes(&self) -> Option<&Attributes> {
        match self {
            Self::Mention(mention) => Some(&mention.attributes),
            Self::Stance(stance) => Some(&stance.attributes),
            Self::DocumentStance(_) => None,
        }
    }

    /// Who recorded it, when and how.
    pub fn provenance(&self) -> &Provenance {
        match self {
            Self::Mention(mention) => &mention.provenance,
            Self::Stance(stance) => &stance.provenance,
            Self::DocumentStance(stance) => &stance.provenance,
        }
    }

    /// The record as it is, but for what is said of how it came about.
    #[must_use]
    pub fn with_provenance(&self, change: impl FnOnce(&mut Provenance)) -> Self {
        macro_rules! changed {
            ($kind:ident, $record:ident) => {{
                let mut changed = (**$record).clone();
                change(&mut changed.provenance);
                Self::$kind(Rc::new(changed))
            }};
        }
        match self {
            Self::Mention(record) => changed!(Mention, record),
            Self::Stance(record) => changed!(Stance, record),
            Self::DocumentStance(record) => changed!(DocumentStance, record),
        }
    }

    /// Calls `found` with each entity that the record names.
    pub fn for_each_entity<'a>(&'a self, mut found: impl FnMut(&'a EntityId)) {
        let target = match self {
            Self::Mention(mention) => return mention.entity.iter().for_each(found),
            Self::Stance(stance) => {
                for holder in stance.holder.iter().chain(&stance.nested_source) {
                    if let Holder::Entity(id) = holder {
                        found(id);
                    }
                }
                &stance.target
            }
            Self::DocumentStance(stance) => &stance.target,
        };
        if let Some(Target { kind: TargetKind::Entity(id), .. }) = target {
            found(id);
        }
    }
}

impl Layer {
    /// Puts a record in the place of the one of its id, if there is one.
    pub fn insert(&mut self, record: Record) -> Option<Record> {
        self.records.insert(record.id().clone(), record)
    }

    /// The mentions, by id.
    pub fn mentions(&self) -> impl Iterator<Item = &Rc<Mention>> {
        self.records.values().filter_map(|record| match record {
            Record::Mention(mention) => Some(mention),
            _ => None,
        })
    }

    /// The stances, by id.
    pub fn stances(&self) -> impl Iterator<Item = &Rc<Stance>> {
        self.records.values().filter_map(|record| match record {
            Record::Stance(stance) => Some(stance),
            _ => None,
        })
    }

    /// The document stances, by id.
    pub fn document_stances(&self) -> impl Iterator<Item = &Rc<DocumentStance>> {
        self.records.values().filter_map(|record| match record {
            Record::DocumentStance(stance) => Some(stance),
            _ => None,
        })
    }

    /// The records that are no longer as they are here, and those that are new or changed in
    /// `later`, both by id. What the two layers share is told apart without a look inside.
    pub fn changes<'a>(
        before: Option<&'a Self>,
        later: Option<&'a Self>,
    ) -> (Vec<&'a Record>, Vec<&'a Record>) {
        let (mut gone, mut come) = (Vec::new(), Vec::new());
        let records = |layer: Option<&'a Self>| layer.into_iter().flat_map(|it| it.records.iter());
        let (mut old, mut new) = (records(before), records(later));
        let (mut left, mut right) = (old.next(), new.next());
        loop {
            match (left, right) {
                (Some((_, a)), Some((_, b))) if a.is_same(b) => {
                    (left, right) = (old.next(), new.next());
                }
                (Some((key, a)), Some((other, _))) if key < other => {
                    gone.push(a);
                    left = old.next();
                }
                (Some((key, a)), Some((other, b))) if key == other => {
                    gone.push(a);
                    come.push(b);
                    (left, right) = (old.next(), new.next());
                }
                (_, Some((_, b))) => {
                    come.push(b);
                    right = new.next();
                }
                (Some((_, a)), None) => {
                    gone.push(a);
                    left = old.next();
                }
                (None, None) => return (gone, come),
            }
        }
    }

    /// Whether it says nothing, so that it is the same as no layer.
    pub fn is_blank(&self) -> bool {
        self.records.is_empty()
            && self.status == Status::default()
            && self.attributes.is_empty()
            && self.extra.is_empty()
    }
}
