//! The codebook.

use std::collections::BTreeSet;

use serde::{Serialize, Serializer};

use super::attribute::attribute;
use super::{Cursor, Fields, Named, Object, Problem, Value, Wire};
use crate::model::{Codebook, EntityType, Extra, Issue, IssueId, PolarityStyle, StanceField};

impl Serialize for Wire<'_, Codebook> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let codebook = self.0;
        let fields: Vec<StanceField> = codebook.fields.iter().copied().collect();
        let mut object = Object::begin(serializer)?;
        object.put("name", &codebook.name)?;
        object.put_words("guideline", &codebook.guideline)?;
        object.put("entity_types", &wires(&codebook.entity_types))?;
        object.put("polarities", &wires(&codebook.polarities))?;
        object.put("issues", &wires(&codebook.issues))?;
        object.put("fields", &names(&fields))?;
        object.put_list("attributes", &wires(&codebook.attributes))?;
        object.put_list("rules", &names(&codebook.rules))?;
        object.end_with(&codebook.extra)
    }
}

/// What the choices are called.
pub(super) fn names<T: Named>(items: &[T]) -> Vec<&'static str> {
    items.iter().map(|item| item.name()).collect()
}

pub(super) fn wires<T>(items: &[T]) -> Vec<Wire<'_, T>> {
    items.iter().map(Wire).collect()
}

impl Serialize for Wire<'_, EntityType> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::begin(serializer)?;
        object.put("id", self.0.id.as_str())?;
        object.put("label", &self.0.label)?;
        object.put_words("glyph", &self.0.glyph)?;
        object.put("colour", &Wire(&self.0.colour))?;
        object.put_known("key", self.0.key)?;
        object.put_words("guideline", &self.0.guideline)?;
        object.end_with(&self.0.extra)
    }
}

impl Serialize for Wire<'_, PolarityStyle> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::begin(serializer)?;
        object.put("polarity", &Wire(&self.0.polarity))?;
        object.put("label", &self.0.label)?;
        object.put_words("glyph", &self.0.glyph)?;
        object.put("colour", &Wire(&self.0.colour))?;
        object.put_known("key", self.0.key)?;
        object.put_words("guideline", &self.0.guideline)?;
        object.end_with(&self.0.extra)
    }
}

impl Serialize for Wire<'_, Issue> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::begin(serializer)?;
        object.put("id", self.0.id.as_str())?;
        object.put("label", &self.0.label)?;
        object.put_known("parent", self.0.parent.as_ref().map(IssueId::as_str))?;
        object.put_words("guideline", &self.0.guideline)?;
        object.end_with(&self.0.extra)
    }
}

/// The codebook at the cursor. Faulty items are set apart one by one.
pub(crate) fn codebook(cursor: &mut Cursor, value: &Value<'_>) -> Result<Codebook, Problem> {
    let mut fields = Fields::of(cursor, value)?;
    let name = fields.words(cursor, "name");
    let guideline = fields.words(cursor, "guideline");
    let mut codebook = Codebook {
        name: fields.forgive(cursor, "name", name),
        guideline: fields.forgive(cursor, "guideline", guideline),
        entity_types: items(cursor, &mut fields, "entity_types", entity_type),
        polarities: items(cursor, &mut fields, "polarities", polarity),
        issues: items(cursor, &mut fields, "issues", issue),
        fields: BTreeSet::new(),
        attributes: items(cursor, &mut fields, "attributes", attribute),
        rules: items(cursor, &mut fields, "rules", named),
        extra: Extra::new(),
    };
    // Not collected: that would sort first, and bring the sorting code for this type.
    let chosen: Vec<StanceField> = items(cursor, &mut fields, "fields", named);
    codebook.fields.extend(chosen);
    codebook.extra = fields.extra();
    Ok(codebook)
}

pub(super) fn items<T>(
    cursor: &mut Cursor,
    fields: &mut Fields<'_>,
    key: &'static str,
    read: impl Fn(&mut Cursor, &Value<'_>) -> Result<T, Problem>,
) -> Vec<T> {
    let list = fields.list(cursor, key);
    let list = fields.forgive(cursor, key, list);
    cursor.within(key, |cursor| {
        let items = list.iter().enumerate();
        items
            .filter_map(|(at, value)| {
                cursor.within(at, |cursor| {
                    let item = read(cursor, value);
                    cursor.accept(item, value)
                })
            })
            .collect()
    })
}

fn entity_type(cursor: &mut Cursor, value: &Value<'_>) -> Result<EntityType, Problem> {
    let mut fields = Fields::of(cursor, value)?;
    Ok(EntityType {
        id: fields.string(cursor, "id")?.into(),
        label: fields.string(cursor, "label")?.to_owned(),
        glyph: fields.words(cursor, "glyph")?,
        colour: fields.required_choice(cursor, "colour")?,
        key: key(cursor, &mut fields)?,
        guideline: fields.words(cursor, "guideline")?,
        extra: fields.extra(),
    })
}

fn polarity(cursor: &mut Cursor, value: &Value<'_>) -> Result<PolarityStyle, Problem> {
    let mut fields = Fields::of(cursor, value)?;
    Ok(PolarityStyle {
        polarity: fields.required_choice(cursor, "polarity")?,
        label: fields.string(cursor, "label")?.to_owned(),
        glyph: fields.words(cursor, "glyph")?,
        colour: fields.required_choice(cursor, "colour")?,
        key: key(cursor, &mut fields)?,
        guideline: fields.words(cursor, "guideline")?,
        extra: fields.extra(),
    })
}

fn issue(cursor: &mut Cursor, value: &Value<'_>) -> Result<Issue, Problem> {
    let mut fields = Fields::of(cursor, value)?;
    Ok(Issue {
        id: fields.string(cursor, "id")?.into(),
        label: fields.string(cursor, "label")?.to_owned(),
        parent: fields.string_if_any(cursor, "parent")?.map(IssueId::from),
        guideline: fields.words(cursor, "guideline")?,
        extra: fields.extra(),
    })
}

/// One of a set of names, in a list.
pub(super) fn named<T: Named>(cursor: &mut Cursor, value: &Value<'_>) -> Result<T, Problem> {
    let named = value.as_str().and_then(T::named);
    let expected = || format!("expected one of {}", T::NAMES.join(", "));
    named.ok_or_else(|| cursor.problem(expected()))
}

fn key(cursor: &Cursor, fields: &mut Fields<'_>) -> Result<Option<char>, Problem> {
    let Some(string) = fields.string_if_any(cursor, "key")? else { return Ok(None) };
    let mut chars = string.chars();
    match (chars.next(), chars.next()) {
        (Some(key), None) => Ok(Some(key)),
        _ => Err(cursor.problem_at("key", "expected one character")),
    }
}
