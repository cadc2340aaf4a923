//! Mentions, stances and document stances.

use serde::{Serialize, Serializer};

use super::attribute::attributes;
use super::fields::unknown_name;
use super::provenance::provenance;
use super::range::fragments;
use super::{Cursor, Fields, In, Object, Problem, Value, Wire, Without, write_attributes};
use crate::model::{
    DocumentStance, EntityId, Holder, Mention, Provenance, RecordId, Stance, Target, TargetKind,
};
use crate::text::{Fragments, Text};

impl Serialize for In<'_, Mention> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Without(self.0, self.1, &[]).serialize(serializer)
    }
}

impl Serialize for Without<'_, Mention> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(mention, text, without) = *self;
        let mut object = Object::begin_without(serializer, without)?;
        object.put("fragments", &In(&mention.fragments, text))?;
        object.put("type", mention.entity_type.as_str())?;
        object.put_known("entity", mention.entity.as_ref().map(EntityId::as_str))?;
        write_attributes(&mut object, &mention.attributes)?;
        object.put_words("note", &mention.note)?;
        object.put("provenance", &Wire(&mention.provenance))?;
        object.end_with(&mention.extra)
    }
}

impl Serialize for In<'_, Stance> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Without(self.0, self.1, &[]).serialize(serializer)
    }
}

impl Serialize for Without<'_, Stance> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self(stance, text, without) = *self;
        let within = |fragments| In(fragments, text);
        let nested: Vec<_> = stance.nested_source.iter().map(Wire).collect();
        let mut object = Object::begin_without(serializer, without)?;
        object.put_known("holder", stance.holder.as_ref().map(Wire))?;
        object.put_known("nested_source", (!nested.is_empty()).then_some(nested))?;
        object.put_known("target", stance.target.as_ref().map(Wire))?;
        object.put("polarity", &Wire(&stance.polarity))?;
        object.put_known("attitude_type", stance.attitude_type.as_ref().map(Wire))?;
        object.put_known("intensity", stance.intensity.as_ref().map(Wire))?;
        object.put_known("expression", stance.expression.as_ref().map(within))?;
        object.put_known("cue", stance.cue.as_ref().map(within))?;
        object.put_known("evidence", stance.evidence.as_ref().map(within))?;
        object.put_known("attribution", stance.attribution.as_ref().map(Wire))?;
        object.put_known("explicitness", stance.explicitness.as_ref().map(Wire))?;
        object.put_known("confidence", stance.confidence.as_ref().map(Wire))?;
        object.put_known("statement_date", stance.statement_date.map(|day| day.to_string()))?;
        write_attributes(&mut object, &stance.attributes)?;
        object.put_words("note", &stance.note)?;
        object.put("provenance", &Wire(&stance.provenance))?;
        object.end_with(&stance.extra)
    }
}

impl Serialize for Wire<'_, DocumentStance> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let stance = self.0;
        let mut object = Object::begin(serializer)?;
        object.put_known("target", stance.target.as_ref().map(Wire))?;
        object.put("polarity", &Wire(&stance.polarity))?;
        object.put_words("note", &stance.note)?;
        object.put("provenance", &Wire(&stance.provenance))?;
        object.end_with(&stance.extra)
    }
}

impl Serialize for Wire<'_, Holder> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::begin(serializer)?;
        object.put("kind", holder_kind(self.0))?;
        if let Holder::Entity(id) = self.0 {
            object.put("id", id.as_str())?;
        }
        object.end()
    }
}

impl Serialize for Wire<'_, Target> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::begin(serializer)?;
        object.put("kind", target_kind(&self.0.kind))?;
        match &self.0.kind {
            TargetKind::Entity(id) => object.put("id", id.as_str())?,
            TargetKind::Issue(id) => object.put("id", id.as_str())?,
            TargetKind::Proposition(words) => object.put("words", words)?,
        }
        object.put_flag("is_negated", self.0.is_negated)?;
        object.end()
    }
}

/// The mention at the cursor.
pub(super) fn mention(
    cursor: &mut Cursor,
    id: RecordId,
    value: &Value<'_>,
    text: &Text,
) -> Result<Mention, Problem> {
    let mut fields = Fields::of(cursor, value)?;
    let stretches = fields.required(cursor, "fragments")?;
    Ok(Mention {
        id,
        fragments: cursor.within("fragments", |c| fragments(c, stretches, text))?,
        entity_type: fields.string(cursor, "type")?.into(),
        entity: fields.string_if_any(cursor, "entity")?.map(EntityId::from),
        note: fields.words(cursor, "note")?,
        provenance: provenance_of(cursor, &mut fields)?,
        attributes: attributes(cursor, &mut fields),
        extra: fields.extra(),
    })
}

/// The stance at the cursor.
pub(super) fn stance(
    cursor: &mut Cursor,
    id: RecordId,
    value: &Value<'_>,
    text: &Text,
) -> Result<Stance, Problem> {
    let mut fields = Fields::of(cursor, value)?;
    let holder_value = fields.get("holder");
    let nested = fields.list(cursor, "nested_source")?;
    Ok(Stance {
        id,
        holder: holder_value
            .map(|value| cursor.within("holder", |c| holder(c, value)))
            .transpose()?,
        nested_source: cursor.within("nested_source", |c| holders(c, nested))?,
        target: target_of(cursor, &mut fields)?,
        polarity: fields.required_choice(cursor, "polarity")?,
        attitude_type: fields.choice(cursor, "attitude_type")?,
        intensity: fields.choice(cursor, "intensity")?,
        expression: fragments_of(cursor, &mut fields, "expression", text)?,
        cue: fragments_of(cursor, &mut fields, "cue", text)?,
        evidence: fragments_of(cursor, &mut fields, "evidence", text)?,
        attribution: fields.choice(cursor, "attribution")?,
        explicitness: fields.choice(cursor, "explicitness")?,
        confidence: fields.choice(cursor, "confidence")?,
        statement_date: fields.date(cursor, "statement_date")?,
        note: fields.words(cursor, "note")?,
        provenance: provenance_of(cursor, &mut fields)?,
        attributes: attributes(cursor, &mut fields),
        extra: fields.extra(),
    })
}

/// The document stance at the cursor.
pub(super) fn document_stance(
    cursor: &mut Cursor,
    id: RecordId,
    value: &Value<'_>,
) -> Result<DocumentStance, Problem> {
    let mut fields = Fields::of(cursor, value)?;
    Ok(DocumentStance {
        id,
        target: target_of(cursor, &mut fields)?,
        polarity: fields.required_choice(cursor, "polarity")?,
        note: fields.words(cursor, "note")?,
        provenance: provenance_of(cursor, &mut fields)?,
        extra: fields.extra(),
    })
}

fn provenance_of(cursor: &mut Cursor, fields: &mut Fields<'_>) -> Result<Provenance, Problem> {
    let value = fields.required(cursor, "provenance")?;
    cursor.within("provenance", |cursor| provenance(cursor, value))
}

fn fragments_of(
    cursor: &mut Cursor,
    fields: &mut Fields<'_>,
    key: &'static str,
    text: &Text,
) -> Result<Option<Fragments>, Problem> {
    let Some(value) = fields.get(key) else { return Ok(None) };
    cursor.within(key, |cursor| fragments(cursor, value, text)).map(Some)
}

fn target_of(cursor: &mut Cursor, fields: &mut Fields<'_>) -> Result<Option<Target>, Problem> {
    let Some(value) = fields.get("target") else { return Ok(None) };
    cursor.within("target", |cursor| target(cursor, value)).map(Some)
}

fn holders(cursor: &mut Cursor, items: &[Value<'_>]) -> Result<Vec<Holder>, Problem> {
    let items = items.iter().enumerate();
    items.map(|(at, value)| cursor.within(at, |cursor| holder(cursor, value))).collect()
}

fn holder(cursor: &mut Cursor, value: &Value<'_>) -> Result<Holder, Problem> {
    let mut fields = Fields::of(cursor, value)?;
    let holder = match fields.string(cursor, "kind")? {
        "entity" => Holder::Entity(fields.string(cursor, "id")?.into()),
        "AUTHOR" => Holder::Author,
        "OUTLET" => Holder::Outlet,
        "IMPLICIT" => Holder::Implicit,
        other => {
            return Err(unknown_kind(cursor, &["entity", "AUTHOR", "OUTLET", "IMPLICIT"], other));
        }
    };
    fields.close(cursor);
    Ok(holder)
}

fn target(cursor: &mut Cursor, value: &Value<'_>) -> Result<Target, Problem> {
    let mut fields = Fields::of(cursor, value)?;
    let kind = match fields.string(cursor, "kind")? {
        "entity" => TargetKind::Entity(fields.string(cursor, "id")?.into()),
        "issue" => TargetKind::Issue(fields.string(cursor, "id")?.into()),
        "proposition" => TargetKind::Proposition(fields.string(cursor, "words")?.to_owned()),
        other => return Err(unknown_kind(cursor, &["entity", "issue", "proposition"], other)),
    };
    let target = Target { kind, is_negated: fields.flag(cursor, "is_negated")? };
    fields.close(cursor);
    Ok(target)
}

fn unknown_kind(cursor: &Cursor, kinds: &[&str], found: &str) -> Problem {
    cursor.problem_at("kind", unknown_name(kinds, found))
}

/// The holder's kind as it stands in files.
pub(crate) fn holder_kind(holder: &Holder) -> &'static str {
    match holder {
        Holder::Entity(_) => "entity",
        Holder::Author => "AUTHOR",
        Holder::Outlet => "OUTLET",
        Holder::Implicit => "IMPLICIT",
    }
}

/// The target's kind as it stands in files.
pub(crate) fn target_kind(kind: &TargetKind) -> &'static str {
    match kind {
        TargetKind::Entity(_) => "entity",
        TargetKind::Issue(_) => "issue",
        TargetKind::Proposition(_) => "proposition",
    }
}
