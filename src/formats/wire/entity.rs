//! Entities and annotators.

use serde::{Serialize, Serializer};

use super::fields::unknown_name;
use super::{Cursor, Fields, Named, Object, Problem, Value, Wire};
use crate::model::{Annotator, Entity, EntityId, Matching};
use crate::text::Reach;

impl Serialize for Wire<'_, Entity> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entity = self.0;
        let mut object = Object::begin(serializer)?;
        object.put("name", &entity.name)?;
        object.put("type", entity.entity_type.as_str())?;
        object.put_known("aliases", (!entity.aliases.is_empty()).then_some(&entity.aliases))?;
        object.put_words("knowledge_base_id", &entity.knowledge_base_id)?;
        object.put_words("note", &entity.note)?;
        object.put_flag("ignores_case", entity.matching.ignores_case)?;
        let reach = entity.matching.reach;
        object.put_known("reach", (reach != Reach::default()).then(|| reach.name()).as_ref())?;
        object.end_with(&entity.extra)
    }
}

impl Serialize for Wire<'_, Annotator> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::begin(serializer)?;
        object.put("name", &self.0.name)?;
        object.end_with(&self.0.extra)
    }
}

/// The entity at the cursor, which needs a name and a type. Other faulty fields are set apart.
pub(crate) fn entity(
    cursor: &mut Cursor,
    id: EntityId,
    value: &Value<'_>,
) -> Result<Entity, Problem> {
    let mut fields = Fields::of(cursor, value)?;
    let aliases = fields.list(cursor, "aliases");
    let aliases = fields.forgive(cursor, "aliases", aliases);
    let knowledge_base_id = fields.words(cursor, "knowledge_base_id");
    let note = fields.words(cursor, "note");
    let ignores_case = fields.flag(cursor, "ignores_case");
    let ignores_case = fields.forgive(cursor, "ignores_case", ignores_case);
    let reach = reach(cursor, &mut fields);
    let reach = fields.forgive(cursor, "reach", reach);
    Ok(Entity {
        id,
        name: fields.string(cursor, "name")?.to_owned(),
        entity_type: fields.string(cursor, "type")?.into(),
        aliases: cursor.within("aliases", |cursor| {
            let items = aliases.iter().enumerate();
            items.filter_map(|(at, value)| cursor.within(at, |c| alias(c, value))).collect()
        }),
        knowledge_base_id: fields.forgive(cursor, "knowledge_base_id", knowledge_base_id),
        note: fields.forgive(cursor, "note", note),
        matching: Matching { ignores_case, reach },
        extra: fields.extra(),
    })
}

fn reach(cursor: &Cursor, fields: &mut Fields<'_>) -> Result<Reach, Problem> {
    match fields.words(cursor, "reach")?.as_str() {
        "" => Ok(Reach::default()),
        name => Reach::named(name)
            .ok_or_else(|| cursor.problem_at("reach", unknown_name(Reach::NAMES, name))),
    }
}

fn alias(cursor: &mut Cursor, value: &Value<'_>) -> Option<String> {
    let problem = || cursor.problem("expected a string");
    let read = value.as_str().map(str::to_owned).ok_or_else(problem);
    cursor.accept(read, value)
}

/// The annotator at the cursor.
pub(crate) fn annotator(cursor: &Cursor, value: &Value<'_>) -> Result<Annotator, Problem> {
    let mut fields = Fields::of(cursor, value)?;
    Ok(Annotator { name: fields.string(cursor, "name")?.to_owned(), extra: fields.extra() })
}
