//! A project from tables.

use super::columns::{
    ANNOTATORS, ARTICLE_STANCES, ARTICLES, ENTITIES, LAYERS, MENTIONS, STANCES, TABLES, Table,
};
use super::row::{Row, piece, rows};
use super::{Cells, OURS, PACKAGE};
use crate::formats::archive::File;
use crate::formats::digest::sha256_hex;
use crate::formats::examples::PASSAGE;
use crate::formats::import::{Gathering, Import, Part, ReadChoice, nowhere};
use crate::formats::reading::Place;
use crate::formats::wire::{self, Cursor, Named, Value, kind_of, parse, shortly};
use crate::model::{
    ArticleId, Attributes, Details, DocumentStance, EntityId, Extra, Holder, Issue, LayerId,
    Matching, Mention, Model, Polarity, Provenance, Record, Segment, SegmentKind, Stance, Status,
    Target, TargetKind, Timestamp, TypeId,
};
use crate::text::{CodePoint, Unit};

/// The columns by which a table of marks is known where no package lies beside it.
const MARKS: [&str; 5] = ["article", "annotator", "start", "end", "quote"];

pub(super) fn recognises(file: &File) -> bool {
    let is_marks = [&MENTIONS, &STANCES].iter().any(|table| file.name() == table.path());
    stated(file) == Some(Cells::Plain)
        || is_marks
            && rows(file, &mut Gathering::new())
                .is_some_and(|(columns, _)| MARKS.iter().all(|name| columns.contains_key(*name)))
}

/// How cells are written, by our package.
pub(super) fn stated(file: &File) -> Option<Cells> {
    if file.name() != PACKAGE {
        return None;
    }
    let parsed = parse(&file.bytes).ok()?;
    let name = parsed.value.get(OURS)?.get("cells")?.as_str()?;
    Cells::ALL.into_iter().find(|cells| cells.name() == name)
}

pub(super) fn read(files: &[File], choice: &ReadChoice, otherwise: Cells) -> Import {
    let mut reading = Reading {
        gathering: Gathering::new(),
        cells: files.iter().find_map(stated).unwrap_or(otherwise),
        has_codebook: false,
    };
    for file in files.iter().filter(|file| file.name() == PACKAGE) {
        reading.gathering.begin_file(&file.path);
        reading.package(&file.bytes);
    }
    for table in TABLES {
        for file in files.iter().filter(|file| file.name() == table.path()) {
            reading.gathering.begin_file(&file.path);
            reading.table(table, file);
        }
    }
    for file in files.iter().filter(|file| {
        let is_known = TABLES.iter().any(|table| file.name() == table.path());
        !is_known && file.name() != PACKAGE && !file.name().ends_with(".md")
    }) {
        reading.gathering.begin_file(&file.path);
        let known: Vec<String> = TABLES.iter().map(|table| table.path()).collect();
        let known = known.join(", ");
        let message = format!("expected one of {PACKAGE}, {known}, found another file: left out");
        reading.gathering.problem(Place::File, message);
    }
    reading.gathering.finish(Some(Unit::CodePoint), choice)
}

struct Reading {
    gathering: Gathering,
    cells: Cells,
    /// Whether the codebook came along; its types are then as they should be.
    has_codebook: bool,
}

impl Reading {
    fn package(&mut self, bytes: &[u8]) {
        let parsed = match parse(bytes) {
            Ok(parsed) => parsed,
            Err(error) => {
                let message = format!("expected JSON, found {error}: the codebook was left out");
                return self.gathering.problem(Place::File, message);
            }
        };
        let Some(ours) = parsed.value.get(OURS) else {
            let message = "expected “standpoint”, found none: the codebook was left out";
            return self.gathering.problem(Place::File, message);
        };
        if ours.get("cells").and_then(Value::as_str).and_then(named).is_none() {
            let message = "expected “plain” or “defused” as “standpoint.cells”, found neither";
            self.gathering.problem(Place::File, message);
        }
        if let Some(project) = ours.get("project") {
            let string = |key| project.get(key).and_then(Value::as_str);
            if let (Some(id), Some(name)) = (string("id"), string("name")) {
                self.gathering.project().id = id.into();
                name.clone_into(&mut self.gathering.project().name);
            }
        }
        let mut cursor = Cursor::default();
        let nothing = Value::Null;
        match wire::codebook(&mut cursor, ours.get("codebook").unwrap_or(&nothing)) {
            Ok(codebook) => {
                *self.gathering.codebook() = codebook;
                self.has_codebook = true;
            }
            Err(problem) => cursor.problems.push(problem),
        }
        for problem in cursor.problems {
            let place = Place::Pointer(format!("/{OURS}/codebook{}", problem.path));
            self.gathering.problem(place, problem.message);
        }
    }

    fn table(&mut self, table: &Table, file: &File) {
        let Some((columns, rows)) = rows(file, &mut self.gathering) else {
            let message = "expected a row of column names, found none";
            return self.gathering.problem(Place::File, message);
        };
        let missing: Vec<&str> = table.columns.iter().map(|(name, ..)| *name).collect();
        let missing: Vec<&str> =
            missing.into_iter().filter(|name| !columns.contains_key(*name)).collect();
        if !missing.is_empty() {
            let missing = missing.join(", ");
            let message = format!("expected the columns {missing}, found none of that name");
            self.gathering.problem(Place::Line(1), message);
        }
        for (line, record) in &rows {
            let row = Row { columns: &columns, cells: self.cells, line: *line, record };
            let read = match table.name {
                name if name == ANNOTATORS.name => self.annotator(&row),
                name if name == ARTICLES.name => self.article(&row),
                name if name == LAYERS.name => self.layer(&row),
                name if name == ENTITIES.name => self.entity(&row),
                name if name == MENTIONS.name => self.mention(&row),
                name if name == ARTICLE_STANCES.name => self.article_stance(&row),
                _ => self.stance(&row),
            };
            if let Err(why) = read {
                let message = format!("{why}: the row was left out");
                self.gathering.problem(Place::Line(*line), message);
            }
        }
    }

    fn annotator(&mut self, row: &Row<'_>) -> Result<(), String> {
        self.gathering.put_annotator(row.required("id")?.into(), &row.words("name"));
        Ok(())
    }

    fn article(&mut self, row: &Row<'_>) -> Result<(), String> {
        let text = row.get("text").unwrap_or_default();
        let details = Details {
            title: row.words("title"),
            outlet: row.words("outlet"),
            byline: row.words("byline"),
            url: row.words("url"),
            published: row.date("published")?,
            language: row.words("language"),
        };
        let own: ArticleId = row.required("id")?.into();
        let id = self.gathering.article(Some(own.as_str()), text, details);
        if id != own {
            let message =
                format!("expected each article once, found {own} again with another text");
            self.gathering.problem(Place::Line(row.line), message);
        }
        if row.get("sha256").is_some_and(|known| known != sha256_hex(text.as_bytes())) {
            let message = "expected the text of that SHA-256, found another: it was changed, so that \
                           marks may be left out";
            self.gathering.problem(Place::Line(row.line), message);
        }
        if let Some(passage) = row.json(PASSAGE)?
            && let Some(article) = self.gathering.article_mut(&id)
        {
            article.extra.insert(PASSAGE.to_owned(), passage.value.to_json());
        }
        let segments = row.list("segments", |item| {
            let kind = item.get("kind").and_then(Value::as_str).and_then(SegmentKind::named);
            let kind = kind.ok_or("expected a kind of segment, found another")?;
            Ok((kind, piece(item)?.0))
        });
        let segments = segments.and_then(|segments| {
            let Some(article) = self.gathering.article_mut(&id) else { return Ok(()) };
            for (kind, (start, end)) in segments {
                let [start, end] =
                    [start, end].map(|at| CodePoint(at.try_into().unwrap_or(u32::MAX)));
                let span = article.text.span_of_code_points(start, end);
                let is_next = |last: &Segment| span.is_some_and(|it| last.span.end() <= it.start());
                let fits = article.segments.last().is_none_or(is_next);
                let span = span.filter(|_| fits).ok_or("expected segments in the text’s order")?;
                article.segments.push(Segment { kind, span });
            }
            Ok(())
        });
        if let Err(why) = segments {
            let message = format!("{why}: the segments from there on were left out");
            self.gathering.problem(Place::Line(row.line), message);
        }
        Ok(())
    }

    /// The layer that a row is on.
    fn layer_of(&mut self, row: &Row<'_>) -> Result<LayerId, String> {
        let article = ArticleId::from(row.required("article")?);
        if !self.gathering.project().articles.contains_key(&article) {
            return Err(format!("expected an article that is there, found {article}"));
        }
        let annotator = match row.get("annotator") {
            Some(id) => id.into(),
            None => self.gathering.annotator(""),
        };
        Ok(LayerId { article, annotator })
    }

    fn layer(&mut self, row: &Row<'_>) -> Result<(), String> {
        let id = self.layer_of(row)?;
        let status: Status = row.choice("status")?.unwrap_or_default();
        let attributes = self.attributes(row)?;
        self.gathering.status(&id, status);
        let layer = self.gathering.project().layers.get_or_default(&id);
        std::rc::Rc::make_mut(layer).attributes = attributes;
        Ok(())
    }

    fn attributes(&mut self, row: &Row<'_>) -> Result<Attributes, String> {
        let mut attributes = Attributes::new();
        let Some(parsed) = row.json("attributes")? else { return Ok(attributes) };
        let Value::Object(values) = &parsed.value else {
            let found = kind_of(&parsed.value);
            return Err(format!("expected an object in “attributes”, found {found}"));
        };
        for (id, value) in values {
            match wire::attribute_value(&Cursor::default(), value) {
                Ok(value) => drop(attributes.insert(id.as_ref().into(), value)),
                Err(problem) => {
                    let message =
                        format!("{}, as “{id}”: the answer was left out", problem.message);
                    self.gathering.problem(Place::Line(row.line), message);
                }
            }
        }
        Ok(attributes)
    }

    /// The type of that id; it is new only where no codebook came along.
    fn entity_type(&mut self, id: &str) -> TypeId {
        if self.has_codebook { id.into() } else { self.gathering.entity_type(id) }
    }

    fn entity(&mut self, row: &Row<'_>) -> Result<(), String> {
        let id = EntityId::from(row.required("id")?);
        let aliases = row.list("aliases", |item| {
            item.as_str().map(str::to_owned).ok_or_else(|| "expected a name".to_owned())
        })?;
        let entity_type = self.entity_type(row.required("type")?);
        let ignores_case = row.flag("ignores_case")?;
        let reach = row.choice("reach")?.unwrap_or_default();
        if self.gathering.project().entities.contains_key(&id) {
            return Ok(());
        }
        self.gathering.put_entity(id.clone(), &row.words("name"), &entity_type);
        if let Some(entity) = self.gathering.project().entities.get_mut(&id) {
            let entity = std::rc::Rc::make_mut(entity);
            entity.aliases = aliases;
            entity.knowledge_base_id = row.words("knowledge_base_id");
            entity.note = row.words("note");
            entity.matching = Matching { ignores_case, reach };
        }
        Ok(())
    }

    fn provenance(&self, row: &Row<'_>, layer: &LayerId) -> Result<Provenance, String> {
        let mut provenance = self.gathering.provenance(&layer.annotator);
        if let Some(origin) = row.choice("origin")? {
            provenance.origin = origin;
        }
        provenance.decision = row.choice("decision")?;
        provenance.model = row.get("model").map(|name| {
            let version = row.words("model_version");
            Model { name: name.to_owned(), version }
        });
        if let Some(score) = row.parsed("score", "a number", |cell| cell.parse().ok())? {
            provenance.extra.insert("score".to_owned(), serde_json::Value::Number(score));
        }
        if let Some(created) = row.get("created") {
            provenance.created = Timestamp::new(created);
            provenance.updated = Timestamp::new(row.get("updated").unwrap_or(created));
        }
        Ok(provenance)
    }

    fn mention(&mut self, row: &Row<'_>) -> Result<(), String> {
        let layer = self.layer_of(row)?;
        let claim = row.claim()?.ok_or("expected “start” and “end”, found none")?;
        let provenance = self.provenance(row, &layer)?;
        let mention = Mention {
            id: self.gathering.record_id(row.get("id")),
            fragments: nowhere(),
            entity_type: self.entity_type(row.required("type")?),
            entity: row.get("entity").map(EntityId::from),
            note: row.words("note"),
            attributes: self.attributes(row)?,
            provenance,
            extra: Extra::new(),
        };
        let claims = vec![(Part::Mention, claim)];
        let record = Record::Mention(mention.into());
        self.gathering.record(layer, record, claims, Place::Line(row.line));
        Ok(())
    }

    fn stance(&mut self, row: &Row<'_>) -> Result<(), String> {
        let layer = self.layer_of(row)?;
        let polarity = row.choice("polarity")?.ok_or("expected a polarity, found none")?;
        let mut claims = Vec::new();
        for (part, claim) in [
            (Part::Expression, row.claim()?),
            (Part::Cue, row.pieces("cue")?),
            (Part::Evidence, row.pieces("evidence")?),
        ] {
            claims.extend(claim.map(|claim| (part, claim)));
        }
        let id = self.gathering.record_id(row.get("id"));
        let mut stance = Stance::bare(id, polarity, self.provenance(row, &layer)?);
        if let Some(kind) = row.get("holder_kind") {
            stance.holder = Some(holder(kind, row.get("holder"))?);
        }
        stance.nested_source = row.list("nested_source", |item| {
            let string = |key| item.get(key).and_then(Value::as_str);
            holder(string("holder_kind").unwrap_or_default(), string("holder"))
        })?;
        stance.target = self.target(row)?;
        stance.attitude_type = row.choice("attitude_type")?;
        stance.intensity = row.choice("intensity")?;
        stance.attribution = row.choice("attribution")?;
        stance.explicitness = row.choice("explicitness")?;
        stance.confidence = row.choice("confidence")?;
        stance.statement_date = row.date("statement_date")?;
        stance.attributes = self.attributes(row)?;
        stance.note = row.words("note");
        let record = Record::Stance(stance.into());
        self.gathering.record(layer, record, claims, Place::Line(row.line));
        Ok(())
    }

    fn article_stance(&mut self, row: &Row<'_>) -> Result<(), String> {
        let layer = self.layer_of(row)?;
        let polarity: Polarity =
            row.choice("polarity")?.ok_or("expected a polarity, found none")?;
        let stance = DocumentStance {
            id: self.gathering.record_id(row.get("id")),
            target: self.target(row)?,
            polarity,
            note: row.words("note"),
            provenance: self.provenance(row, &layer)?,
            extra: Extra::new(),
        };
        let record = Record::DocumentStance(stance.into());
        self.gathering.record(layer, record, Vec::new(), Place::Line(row.line));
        Ok(())
    }

    fn target(&mut self, row: &Row<'_>) -> Result<Option<Target>, String> {
        let Some(kind) = row.get("target_kind") else { return Ok(None) };
        let kind = match kind {
            "entity" => TargetKind::Entity(row.required("target")?.into()),
            "issue" => {
                let (id, label) = (row.required("target")?, row.words("target_name"));
                if self.gathering.codebook().issue(&id.into()).is_none() {
                    let (guideline, extra) = (String::new(), Extra::new());
                    let issue = Issue { id: id.into(), label, guideline, parent: None, extra };
                    self.gathering.codebook().issues.push(issue);
                }
                TargetKind::Issue(id.into())
            }
            "proposition" => TargetKind::Proposition(row.words("target_name")),
            other => {
                let other = shortly(other);
                return Err(format!("expected entity, issue or proposition, found “{other}”"));
            }
        };
        Ok(Some(Target { kind, is_negated: row.flag("target_is_negated")? }))
    }
}

fn named(name: &str) -> Option<Cells> {
    Cells::ALL.into_iter().find(|cells| cells.name() == name)
}

fn holder(kind: &str, id: Option<&str>) -> Result<Holder, String> {
    match (kind, id) {
        ("entity", Some(id)) => Ok(Holder::Entity(id.into())),
        ("entity", None) => Err("expected the holder’s id, found none".to_owned()),
        ("AUTHOR", _) => Ok(Holder::Author),
        ("OUTLET", _) => Ok(Holder::Outlet),
        ("IMPLICIT", _) => Ok(Holder::Implicit),
        (other, _) => {
            let other = shortly(other);
            Err(format!("expected entity, AUTHOR, OUTLET or IMPLICIT, found “{other}”"))
        }
    }
}
