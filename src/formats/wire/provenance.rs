//! Who recorded something, when, and how it came about.

use serde::{Serialize, Serializer};

use super::{Cursor, Fields, Object, Problem, Value, Wire};
use crate::model::{Model, Provenance, RecordId, Revision, Timestamp};

impl Serialize for Wire<'_, Provenance> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let provenance = self.0;
        let mut object = Object::begin(serializer)?;
        object.put("annotator", provenance.annotator.as_str())?;
        object.put("created", provenance.created.as_str())?;
        object.put("updated", provenance.updated.as_str())?;
        object.put("origin", &Wire(&provenance.origin))?;
        object.put_known("derived_from", provenance.derived_from.as_ref().map(RecordId::as_str))?;
        object.put_known("model", provenance.model.as_ref().map(Wire))?;
        object.put_known("decision", provenance.decision.as_ref().map(Wire))?;
        let revision = provenance.revision.0;
        object.put_known("revision", (revision > 0).then_some(revision))?;
        object.end_with(&provenance.extra)
    }
}

impl Serialize for Wire<'_, Model> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = Object::begin(serializer)?;
        object.put("name", &self.0.name)?;
        object.put_words("version", &self.0.version)?;
        object.end()
    }
}

/// The provenance at the cursor.
pub(crate) fn provenance(cursor: &mut Cursor, value: &Value<'_>) -> Result<Provenance, Problem> {
    let mut fields = Fields::of(cursor, value)?;
    let model = fields.get("model");
    Ok(Provenance {
        annotator: fields.string(cursor, "annotator")?.into(),
        created: Timestamp::new(fields.string(cursor, "created")?),
        updated: Timestamp::new(fields.string(cursor, "updated")?),
        origin: fields.required_choice(cursor, "origin")?,
        derived_from: fields.string_if_any(cursor, "derived_from")?.map(RecordId::from),
        model: model.map(|value| cursor.within("model", |c| read_model(c, value))).transpose()?,
        decision: fields.choice(cursor, "decision")?,
        revision: Revision(fields.count(cursor, "revision")?),
        extra: fields.extra(),
    })
}

fn read_model(cursor: &mut Cursor, value: &Value<'_>) -> Result<Model, Problem> {
    let mut fields = Fields::of(cursor, value)?;
    let model = Model {
        name: fields.string(cursor, "name")?.to_owned(),
        version: fields.words(cursor, "version")?,
    };
    fields.close(cursor);
    Ok(model)
}
