//! Who and what is named.

use super::{EntityId, Extra, TypeId};
use crate::text::Reach;

/// A person, organisation, place, event or topic of the whole project.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// Its name in files.
    pub id: EntityId,
    /// Its canonical name.
    pub name: String,
    /// Its type in the codebook.
    pub entity_type: TypeId,
    /// Other names for it.
    pub aliases: Vec<String>,
    /// Its number in a knowledge base, such as Wikidata's `Q142`; empty if unknown.
    pub knowledge_base_id: String,
    /// Free text.
    pub note: String,
    /// How its names are found in texts.
    pub matching: Matching,
    /// Fields of a newer program, kept for it.
    pub extra: Extra,
}

/// How the names of an entity are found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Matching {
    /// Whether they may stand in other capitals.
    pub ignores_case: bool,
    /// What they may be a part of.
    pub reach: Reach,
}
