//! Reads lines of articles. A record with a `model`, a `score` or an open `decision` is a suggestion.

use crate::formats::archive::File;
use crate::formats::digest::sha256_hex;
use crate::formats::import::{Claim, Gathering, IMPORTER, Import, Part, ReadChoice, nowhere};
use crate::formats::json_list::{Item, parsed};
use crate::formats::reading::Place;
use crate::formats::span_lines::{first_line, for_each_line};
use crate::formats::wire::{self, Cursor, Fields, Problem, RecordKind, Value};
use crate::model::{
    Attribute, AttributeKind, AttributeValue, Attributes, Decision, Details, DocumentStance,
    EntityId, Extra, Holder, Issue, IssueId, LayerId, Mention, Model, Origin, Polarity, Provenance,
    Record, RecordId, Stance, Status, Subject, Target, TargetKind,
};
use crate::text::Unit;

pub(super) fn recognises(file: &File) -> bool {
    first_line(file, ".articles.jsonl", b"\"mentions\":[", |line| {
        let marks = match line.get("mentions") {
            Some(Value::Array(marks)) => marks.first(),
            _ => return false,
        };
        let is_mark = marks.is_none_or(|it| it.get("type").is_some() && it.get("start").is_some());
        is_mark && line.get("text").and_then(Value::as_str).is_some()
    })
}

pub(super) fn read(files: &[File], choice: &ReadChoice) -> Import {
    let mut gathering = Gathering::new();
    let mut questions = Questions::default();
    for_each_line(files, &mut gathering, |item, gathering| line(item, &mut questions, gathering));
    questions.finish(&mut gathering);
    gathering.finish(Some(Unit::CodePoint), choice)
}

/// An article as one annotator has marked it.
fn line(item: &Item<'_>, questions: &mut Questions, gathering: &mut Gathering) {
    let Some(parsed) = parsed(item, gathering) else { return };
    let mut row =
        Row { cursor: Cursor::default(), place: Place::Line(item.line), questions, gathering };
    if let Err(problem) = row.article(&parsed.value) {
        row.gathering.problem(row.place.clone(), format!("{problem}: this line was left out"));
    }
    for problem in std::mem::take(&mut row.cursor.problems) {
        row.gathering.problem(row.place.clone(), problem.to_string());
    }
}

struct Row<'a> {
    cursor: Cursor,
    place: Place,
    questions: &'a mut Questions,
    gathering: &'a mut Gathering,
}

/// What a field may be: it is left out with a problem where it is something else.
macro_rules! forgiven {
    ($self:ident, $fields:ident, $read:ident, $key:literal) => {{
        let read = $fields.$read(&$self.cursor, $key);
        $fields.forgive(&mut $self.cursor, $key, read)
    }};
}

impl Row<'_> {
    fn article(&mut self, value: &Value<'_>) -> Result<(), Problem> {
        let mut fields = Fields::of(&self.cursor, value)?;
        let text = fields.string(&self.cursor, "text")?;
        let id = forgiven!(self, fields, string_if_any, "id");
        let details = Details {
            title: forgiven!(self, fields, words, "title"),
            outlet: forgiven!(self, fields, words, "outlet"),
            byline: forgiven!(self, fields, words, "byline"),
            url: forgiven!(self, fields, words, "url"),
            published: forgiven!(self, fields, date, "published"),
            language: forgiven!(self, fields, words, "language"),
        };
        let sha256 = forgiven!(self, fields, string_if_any, "sha256");
        if sha256.is_some_and(|sha256| sha256 != sha256_hex(text.as_bytes())) {
            let message = "expected the text that its “sha256” names, found another: positions may \
                           not fit it";
            self.gathering.problem(self.place.clone(), message);
        }
        let annotator = forgiven!(self, fields, string_if_any, "annotator");
        let name = forgiven!(self, fields, words, "annotator_name");
        let status: Option<Status> = forgiven!(self, fields, choice, "status");
        let mentions = forgiven!(self, fields, list, "mentions");
        let stances = forgiven!(self, fields, list, "stances");
        let of_all = forgiven!(self, fields, list, "document_stances");
        let attributes = fields.get("attributes");
        let model = forgiven!(self, fields, words, "model");
        let article = self.gathering.article(id, text, details);
        let extra = fields.extra();
        if let Some(article) = self.gathering.article_mut(&article) {
            article.extra.extend(extra);
        }
        let answers = self.answers(Subject::Article, attributes);
        let has_records = !mentions.is_empty() || !stances.is_empty() || !of_all.is_empty();
        let annotator = match annotator {
            Some(id) => self.gathering.put_annotator(id.into(), &name),
            None if has_records => self.gathering.put_annotator(IMPORTER.into(), ""),
            None => return Ok(()),
        };
        let layer = LayerId { article, annotator };
        self.gathering.status(&layer, status.unwrap_or_default());
        let known = self.gathering.project().layers.get_or_default(&layer);
        std::rc::Rc::make_mut(known).attributes = answers;
        for (kind, records) in [
            (RecordKind::Mention, mentions),
            (RecordKind::Stance, stances),
            (RecordKind::DocumentStance, of_all),
        ] {
            for (at, value) in records.iter().enumerate() {
                let read = match kind {
                    RecordKind::Mention => self.mention(value, &layer, &model),
                    RecordKind::Stance => self.stance(value, &layer, &model),
                    RecordKind::DocumentStance => self.document_stance(value, &layer, &model),
                };
                let place = self.place.clone();
                match read {
                    Ok((record, claims)) => {
                        self.gathering.record(layer.clone(), record, claims, place);
                    }
                    Err(problem) => {
                        let (path, why) = (kind.plural(), problem.message);
                        let message = format!("/{path}/{at}: {why}: this record was left out");
                        self.gathering.problem(place, message);
                    }
                }
            }
        }
        Ok(())
    }

    fn mention(
        &mut self,
        value: &Value<'_>,
        layer: &LayerId,
        model: &str,
    ) -> Result<(Record, Vec<(Part, Claim)>), Problem> {
        let mut fields = Fields::of(&self.cursor, value)?;
        let entity_type = self.gathering.entity_type(fields.string(&self.cursor, "type")?);
        let claim = match self.claim(&mut fields, "fragments")? {
            Some(claim) => claim,
            None => {
                let start = fields.count(&self.cursor, "start")?;
                let end = fields.count(&self.cursor, "end")?;
                Claim::of(start, end, fields.string_if_any(&self.cursor, "quote")?)
            }
        };
        let entity = fields.string_if_any(&self.cursor, "entity")?;
        let name = fields.string_if_any(&self.cursor, "entity_name")?;
        let entity = self.entity(entity, name, Some(entity_type.as_str()));
        let mention = Mention {
            id: self.id(&mut fields)?,
            fragments: nowhere(),
            entity_type,
            entity,
            note: fields.words(&self.cursor, "note")?,
            attributes: self.answers(Subject::Mention, fields.get("attributes")),
            provenance: self.provenance(&mut fields, layer, model)?,
            extra: Extra::new(),
        };
        Ok((Record::Mention(mention.into()), vec![(Part::Mention, claim)]))
    }

    fn stance(
        &mut self,
        value: &Value<'_>,
        layer: &LayerId,
        model: &str,
    ) -> Result<(Record, Vec<(Part, Claim)>), Problem> {
        let mut fields = Fields::of(&self.cursor, value)?;
        let polarity: Polarity = fields.required_choice(&self.cursor, "polarity")?;
        let id = self.id(&mut fields)?;
        let provenance = self.provenance(&mut fields, layer, model)?;
        let mut stance = Stance::bare(id, polarity, provenance);
        stance.holder = self.holder(&mut fields)?;
        for source in fields.list(&self.cursor, "nested_source")? {
            let mut fields = Fields::of(&self.cursor, source)?;
            stance.nested_source.extend(self.holder(&mut fields)?);
        }
        stance.target = self.target(&mut fields)?;
        stance.attitude_type = fields.choice(&self.cursor, "attitude_type")?;
        stance.intensity = fields.choice(&self.cursor, "intensity")?;
        stance.attribution = fields.choice(&self.cursor, "attribution")?;
        stance.explicitness = fields.choice(&self.cursor, "explicitness")?;
        stance.confidence = fields.choice(&self.cursor, "confidence")?;
        stance.statement_date = fields.date(&self.cursor, "statement_date")?;
        stance.note = fields.words(&self.cursor, "note")?;
        stance.attributes = self.answers(Subject::Stance, fields.get("attributes"));
        let mut claims = Vec::new();
        for (part, key) in
            [(Part::Expression, "expression"), (Part::Cue, "cue"), (Part::Evidence, "evidence")]
        {
            claims.extend(self.claim(&mut fields, key)?.map(|claim| (part, claim)));
        }
        Ok((Record::Stance(stance.into()), claims))
    }

    fn document_stance(
        &mut self,
        value: &Value<'_>,
        layer: &LayerId,
        model: &str,
    ) -> Result<(Record, Vec<(Part, Claim)>), Problem> {
        let mut fields = Fields::of(&self.cursor, value)?;
        let stance = DocumentStance {
            id: self.id(&mut fields)?,
            target: self.target(&mut fields)?,
            polarity: fields.required_choice(&self.cursor, "polarity")?,
            note: fields.words(&self.cursor, "note")?,
            provenance: self.provenance(&mut fields, layer, model)?,
            extra: Extra::new(),
        };
        Ok((Record::DocumentStance(stance.into()), Vec::new()))
    }

    fn id(&mut self, fields: &mut Fields<'_>) -> Result<RecordId, Problem> {
        let own = fields.string_if_any(&self.cursor, "id")?;
        Ok(self.gathering.record_id(own))
    }

    /// A list of ranges; `None` if there is none.
    fn claim(&self, fields: &mut Fields<'_>, key: &'static str) -> Result<Option<Claim>, Problem> {
        let mut claim = Claim::default();
        let mut quotes = Vec::new();
        let ranges = fields.list(&self.cursor, key)?;
        for range in ranges {
            let mut range = Fields::of(&self.cursor, range)?;
            let start = range.count(&self.cursor, "start")?;
            claim.ranges.push((start, range.count(&self.cursor, "end")?));
            quotes.extend(range.string_if_any(&self.cursor, "quote")?);
        }
        claim.quote = (quotes.len() == ranges.len()).then(|| quotes.join(" "));
        Ok((!ranges.is_empty()).then_some(claim))
    }

    /// An entity by id, listed under its name if it has one, or else by name.
    fn entity(
        &mut self,
        id: Option<&str>,
        name: Option<&str>,
        entity_type: Option<&str>,
    ) -> Option<EntityId> {
        let type_of =
            |gathering: &mut Gathering| gathering.entity_type(entity_type.unwrap_or("person"));
        match (id, name) {
            (None, None) => None,
            (None, Some(name)) => {
                let known = self.gathering.project().entities.values().find(|it| it.name == name);
                if let Some(known) = known {
                    return Some(known.id.clone());
                }
                let entity_type = type_of(self.gathering);
                Some(self.gathering.entity(name, &entity_type))
            }
            (Some(id), None) => Some(id.into()),
            (Some(id), Some(name)) => {
                let entity_type = type_of(self.gathering);
                Some(self.gathering.put_entity(id.into(), name, &entity_type))
            }
        }
    }

    fn holder(&mut self, fields: &mut Fields<'_>) -> Result<Option<Holder>, Problem> {
        let id = fields.string_if_any(&self.cursor, "holder")?;
        let name = fields.string_if_any(&self.cursor, "holder_name")?;
        Ok(match fields.string_if_any(&self.cursor, "holder_kind")? {
            Some("AUTHOR") => Some(Holder::Author),
            Some("OUTLET") => Some(Holder::Outlet),
            Some("IMPLICIT") => Some(Holder::Implicit),
            Some("entity") | None => self.entity(id, name, None).map(Holder::Entity),
            Some(other) => {
                return Err(self.cursor.problem(format!(
                    "expected a holder_kind of entity, AUTHOR, OUTLET, IMPLICIT, found “{other}”"
                )));
            }
        })
    }

    fn target(&mut self, fields: &mut Fields<'_>) -> Result<Option<Target>, Problem> {
        let id = fields.string_if_any(&self.cursor, "target")?;
        let name = fields.string_if_any(&self.cursor, "target_name")?;
        let is_negated = fields.flag(&self.cursor, "target_is_negated")?;
        let kind = match fields.string_if_any(&self.cursor, "target_kind")? {
            Some("entity") => self.entity(id, name, None).map(TargetKind::Entity),
            Some("issue") => self.issue(id, name).map(TargetKind::Issue),
            Some("proposition") | None => name.map(|it| TargetKind::Proposition(it.to_owned())),
            Some(other) => {
                return Err(self.cursor.problem(format!(
                    "expected a target_kind of entity, issue, proposition, found “{other}”"
                )));
            }
        };
        Ok(kind.map(|kind| Target { kind, is_negated }))
    }

    fn issue(&mut self, id: Option<&str>, name: Option<&str>) -> Option<IssueId> {
        let Some(id) = id.map(IssueId::from) else {
            return name.map(|name| self.gathering.issue(name));
        };
        if let Some(label) = name.filter(|_| self.gathering.codebook().issue(&id).is_none()) {
            self.gathering.codebook().issues.push(Issue {
                id: id.clone(),
                label: label.to_owned(),
                guideline: String::new(),
                parent: None,
                extra: Extra::new(),
            });
        }
        Some(id)
    }

    /// The answers that were given; the keys of those that were not name questions too.
    fn answers(&mut self, subject: Subject, value: Option<&Value<'_>>) -> Attributes {
        let mut answers = Attributes::new();
        let mut asked = Vec::new();
        if let Some(Value::Object(fields)) = value {
            for (id, value) in fields {
                asked.push(id.to_string());
                if *value == Value::Null {
                    continue;
                }
                match wire::attribute_value(&self.cursor, value) {
                    Ok(value) => {
                        if let AttributeValue::Number(_) = value {
                            self.questions.numbers.push(id.to_string());
                        }
                        answers.insert((&**id).into(), value);
                    }
                    Err(problem) => self.cursor.problems.push(problem),
                }
            }
        }
        self.questions.note(subject, asked);
        answers
    }

    fn provenance(
        &mut self,
        fields: &mut Fields<'_>,
        layer: &LayerId,
        model: &str,
    ) -> Result<Provenance, Problem> {
        let mut provenance = self.gathering.provenance(&layer.annotator);
        let own = fields.string_if_any(&self.cursor, "model")?.unwrap_or(model);
        let score = fields.get("score");
        let origin: Option<Origin> = fields.choice(&self.cursor, "origin")?;
        let decision: Option<Decision> = fields.choice(&self.cursor, "decision")?;
        provenance.origin = origin.unwrap_or(Origin::Import);
        provenance.decision = decision;
        if !own.is_empty() {
            provenance.model = Some(Model { name: own.to_owned(), version: String::new() });
        }
        if let Some(score) = score {
            provenance.extra.insert("score".to_owned(), score.to_json());
        }
        let is_from_a_model = !own.is_empty() || score.is_some();
        if is_from_a_model && origin.is_none() {
            provenance.origin = Origin::Suggestion;
        }
        if decision.is_none() {
            provenance.decision = match (is_from_a_model, provenance.origin) {
                (true, _) => Some(Decision::Pending),
                // A dataset has what counts.
                (false, Origin::Suggestion) => Some(Decision::Accepted),
                (false, _) => None,
            };
        }
        Ok(provenance)
    }
}

/// The questions of the codebook, as far as lines tell: those that every record of a sort has.
#[derive(Default)]
struct Questions {
    asked: Vec<(Subject, Vec<String>)>,
    numbers: Vec<String>,
}

impl Questions {
    fn note(&mut self, subject: Subject, ids: Vec<String>) {
        match self.asked.iter_mut().find(|(known, _)| *known == subject) {
            Some((_, known)) => known.retain(|id| ids.contains(id)),
            None => self.asked.push((subject, ids)),
        }
    }

    fn finish(self, gathering: &mut Gathering) {
        let known = &mut gathering.codebook().attributes;
        for (subject, ids) in self.asked {
            for id in ids {
                let at = known.iter().position(|it| it.id.as_str() == id).unwrap_or_else(|| {
                    let is_number = self.numbers.contains(&id);
                    let kind = if is_number { AttributeKind::Number } else { AttributeKind::Text };
                    known.push(Attribute {
                        id: id.as_str().into(),
                        label: id,
                        kind,
                        on: Vec::new(),
                        required: false,
                        guideline: String::new(),
                        extra: Extra::new(),
                    });
                    known.len() - 1
                });
                known[at].on.push(subject);
            }
        }
    }
}
