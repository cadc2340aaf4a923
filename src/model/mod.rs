//! The analyst's nouns: articles, entities, mentions, stances, and the operations that change them.
//!
//! These types are not serialisable; `formats` and `store` have the wire types.

mod article;
mod attribute;
mod codebook;
mod difference;
mod entity;
mod history;
mod id;
mod layer;
mod mention;
mod operation;
mod presets;
mod project;
mod provenance;
mod revision;
mod stance;

pub use article::{Article, Date, Details, Normalised, Segment, SegmentKind, Source};
pub use attribute::{
    Attribute, AttributeChoice, AttributeKind, AttributeValue, Attributes, Subject,
};
pub use codebook::{
    Codebook, CodebookList, Colour, EntityType, Issue, PolarityStyle, Rule, StanceField,
};
pub use difference::{Difference, MergeFate, differences};
pub use entity::{Entity, Matching};
pub use history::{Entry, History, Step, Steps, Work};
pub use id::{
    AnnotatorId, ArticleId, AttributeId, ChoiceId, EntityId, IdSource, IssueId, ProjectId,
    RecordId, TypeId,
};
pub use layer::{Layer, LayerId, Record, Status};
pub use mention::Mention;
pub use operation::{ApplyError, Operation};
pub use presets::{DEFAULT_PRESET, PRESETS, Preset};
pub use project::{Annotator, Extra, Orphan, Project};
pub use provenance::{Decision, Model, Origin, Provenance, Timestamp};
pub use revision::{Clock, Place, Revision};
pub use stance::{
    AttitudeType, Attribution, Confidence, DocumentStance, Explicitness, Holder, Intensity,
    Polarity, Stance, Target, TargetKind,
};
