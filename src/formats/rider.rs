//! What rides along, under the key `standpoint`, in files of programs that have no place for it.

mod article;
mod layer;
mod record;

use serde_json::{Map, Value as Json};

pub(super) use article::{article, foreign_article, own_article, read_article, write_article};
pub(super) use layer::{
    NamedBy, read_annotator, read_layer, read_named, says_something, write_layer, write_named,
};
pub(super) use record::{Rest, Says, is_stance, read_record, record, rest};

use super::fact::Kind;
use super::wire::{Map as Parsed, Value};

/// The field that carries it.
pub(super) const OURS: &str = "standpoint";

/// What a format loses in which the rest of an article rides along: first what only some lose, then
/// what belongs to no article.
const LOST: &[Kind] = &[
    Kind::DiscontinuousMention,
    Kind::Stance,
    Kind::DocumentStance,
    Kind::Entity,
    Kind::Issue,
    Kind::Codebook,
    Kind::ProjectName,
    Kind::IdleAnnotator,
    Kind::ForeignToProject,
];
/// Of a format that holds all but what is the project's own.
pub(super) const BUT_THE_PROJECT: &[Kind] = LOST.split_at(3).1;
/// Of one that holds no stances of whole articles either.
pub(super) const BUT_ARTICLE_STANCES: &[Kind] = LOST.split_at(2).1;
/// Of one that holds mentions only.
pub(super) const BUT_STANCES: &[Kind] = LOST.split_at(1).1;
/// Of one that holds mentions in one piece only.
pub(super) const BUT_PIECES: &[Kind] = LOST;

/// The fields of something but for some of them.
pub(super) fn object(value: &impl serde::Serialize, without: &[&str]) -> Map<String, Json> {
    let Ok(Json::Object(mut fields)) = serde_json::to_value(value) else { return Map::new() };
    fields.retain(|key, _| !without.contains(&key.as_str()));
    fields
}

/// A field by name.
pub(super) fn field<'a>(fields: &'a Parsed<'a>, key: &str) -> Option<&'a Value<'a>> {
    fields.iter().find(|(known, _)| *known == key).map(|(_, value)| value)
}
