//! Where an entity is named.

use super::{Attributes, EntityId, Extra, Provenance, RecordId, TypeId};
use crate::text::Fragments;

/// A stretch of an article that names an entity.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Its name in files.
    pub id: RecordId,
    /// Where it stands.
    pub fragments: Fragments,
    /// The type of what it names, by the codebook.
    pub entity_type: TypeId,
    /// The entity that it names, once linked.
    pub entity: Option<EntityId>,
    /// What the codebook's attributes say of it.
    pub attributes: Attributes,
    /// Free text.
    pub note: String,
    /// Who recorded it, when and how.
    pub provenance: Provenance,
    /// Fields of a newer program, kept for it.
    pub extra: Extra,
}
