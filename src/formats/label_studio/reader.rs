//! Tasks as articles with marks, stances and suggestions.

use std::collections::BTreeMap;

use super::super::archive::File;
use super::super::import::{Gathering, Import, Part, ReadChoice, nowhere};
use super::super::json_list::{self, Item};
use super::super::reading::Place;
use super::super::rider::{self, OURS, Rest};
use super::super::wire::{self, Cursor, Named, Value, kind_of};
use super::region::{Region, claim, joined, label_of, labels, note};
use super::task::article;
use super::{CUE, EVIDENCE, FRAGMENT, HOLDER, PART, STANCE, TARGET, config};
use crate::model::{
    AnnotatorId, ArticleId, Decision, Holder, LayerId, Mention, Model, Origin, Polarity,
    Provenance, Record, RecordId, Stance, Status, Target, TargetKind,
};
use crate::text::Unit;

pub(super) fn recognises(file: &File) -> bool {
    if file.name().ends_with(".xml") {
        let head = String::from_utf8_lossy(&file.bytes[..file.bytes.len().min(4096)]).into_owned();
        return head.trim_start().starts_with("<View") && head.contains("Labels");
    }
    let mut scratch = Gathering::new();
    let head = &file.bytes[..file.bytes.len().min(1 << 20)];
    let begins = head.iter().find(|byte| !byte.is_ascii_whitespace());
    if !matches!(begins, Some(b'[' | b'{')) {
        return false;
    }
    let first = json_list::items(head, &mut scratch).into_iter().next();
    let value = first.as_ref().and_then(|item| wire::parse(item.json).ok());
    let task = value.as_ref().map(|parsed| &parsed.value);
    // A first task beyond the head's end is told by its fields alone.
    task.map_or_else(
        || first.is_none() && contains(head, b"\"data\"") && contains(head, b"\"result\""),
        |task| {
            let has = |key| matches!(task.get(key), Some(Value::Array(_)));
            matches!(task.get("data"), Some(Value::Object(_)))
                && (has("annotations") || has("predictions") || has("completions"))
        },
    )
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

pub(super) fn read(files: &[File], choice: &ReadChoice) -> Import {
    let mut gathering = Gathering::new();
    // The configuration first: it has the labels in their order.
    let (configs, others): (Vec<_>, Vec<_>) =
        files.iter().partition(|file| file.name().ends_with(".xml"));
    for file in configs.into_iter().chain(others) {
        gathering.begin_file(&file.path);
        let name = file.name().to_ascii_lowercase();
        if name.ends_with(".xml") {
            config::read(&String::from_utf8_lossy(&file.bytes), &mut gathering);
        } else if name.ends_with(".json") || name.ends_with(".jsonl") || recognises(file) {
            for item in json_list::items(&file.bytes, &mut gathering) {
                task(&item, &mut gathering);
            }
        } else if !name.ends_with(".md") {
            let message = "expected tasks (.json) or a labelling configuration (.xml): left out";
            gathering.problem(Place::File, message);
        }
    }
    // Files from before 2022 count UTF-16: their words tell.
    gathering.finish(Some(Unit::CodePoint), choice)
}

fn task(item: &Item<'_>, gathering: &mut Gathering) {
    let Some(parsed) = json_list::parsed(item, gathering) else { return };
    let at = Place::Line(item.line);
    let Some(Value::Object(data)) = parsed.value.get("data") else {
        let found = parsed.value.get("data").map_or("none", kind_of);
        let message = format!("expected a task’s “data”, found {found}: the task was left out");
        return gathering.problem(at, message);
    };
    let Some(article) = article(data, &at, gathering) else { return };
    for (key, is_prediction) in
        [("annotations", false), ("completions", false), ("predictions", true)]
    {
        match parsed.value.get(key) {
            Some(Value::Array(items)) => {
                for (index, annotation) in items.iter().enumerate() {
                    let path = format!("/{key}/{index}");
                    Reading { gathering, article: &article, at: &at, path, is_prediction }
                        .annotation(annotation);
                }
            }
            None | Some(Value::Null) => {}
            Some(other) => {
                let found = kind_of(other);
                gathering.problem(at.clone(), format!("expected a list, found {found}, at /{key}"));
            }
        }
    }
}

struct Reading<'a> {
    gathering: &'a mut Gathering,
    article: &'a ArticleId,
    at: &'a Place,
    path: String,
    is_prediction: bool,
}

impl Reading<'_> {
    fn problem(&mut self, at: usize, message: impl std::fmt::Display) {
        let message = format!("{message}, at {}/result/{at}", self.path);
        self.gathering.problem(self.at.clone(), message);
    }

    fn annotation(&mut self, annotation: &Value<'_>) {
        let results = match annotation.get("result") {
            Some(Value::Array(results)) => results,
            other => {
                let found = other.map_or("none", kind_of);
                let message = format!(
                    "expected a list “result”, found {found}: nothing of it was taken in, at {}",
                    self.path
                );
                return self.gathering.problem(self.at.clone(), message);
            }
        };
        let ours = annotation.get(OURS);
        let annotator = self.annotator(annotation, ours);
        let layer = LayerId { article: self.article.clone(), annotator };
        if !self.is_prediction {
            self.work(annotation, ours, &layer);
        }
        let (mut regions, mut beside, mut relations, mut unread) =
            (Vec::new(), BTreeMap::<&str, Vec<Region<'_>>>::new(), Vec::new(), Vec::new());
        for (at, result) in results.iter().enumerate() {
            let string = |key| result.get(key).and_then(Value::as_str).unwrap_or_default();
            if string("type") == "relation" {
                relations.push((at, result, string("from_id"), string("to_id"), label_of(result)));
                continue;
            }
            let Some(value @ Value::Object(_)) = result.get("value") else {
                self.problem(at, "expected a region with a “value”: it was left out");
                continue;
            };
            let region = Region {
                at,
                id: string("id"),
                control: string("from_name"),
                kind: string("type"),
                value,
                meta: result.get("meta"),
            };
            match region.kind {
                "textarea" if [HOLDER, TARGET].contains(&region.control) => {
                    beside.entry(region.id).or_default().push(region);
                }
                kind if kind.ends_with("labels") => regions.push(region),
                _ => unread.push((at, result)),
            }
        }
        let mut parts: BTreeMap<&str, Vec<(&str, Region<'_>)>> = BTreeMap::new();
        let mut attached = Vec::new();
        for (at, result, from, to, label) in relations {
            let target = regions.iter().find(|region| region.id == to && !to.is_empty());
            let source = regions.iter().any(|region| region.id == from);
            match (target, label) {
                (Some(target), FRAGMENT | CUE | EVIDENCE) if source => {
                    parts.entry(from).or_default().push((label, *target));
                    attached.push(to);
                }
                (Some(_), _) if source => unread.push((at, result)),
                _ => self.problem(
                    at,
                    format!("expected regions “{from}” and “{to}”, found not both: the relation was left out"),
                ),
            }
        }
        for region in regions.iter().filter(|region| !attached.contains(&region.id)) {
            self.region(region, &layer, &parts, &beside, annotation);
        }
        self.keep(&unread, &layer);
    }

    fn annotator(&mut self, annotation: &Value<'_>, ours: Option<&Value<'_>>) -> AnnotatorId {
        if let Some(id) = rider::read_annotator(ours, self.gathering) {
            return id;
        }
        let by = annotation.get("completed_by").filter(|_| !self.is_prediction);
        let name = match by {
            Some(Value::Object(_)) => {
                let by = by.expect("it was just seen");
                let known = ["email", "username", "first_name"].iter().find_map(|key| by.get(key));
                known.and_then(Value::as_str).unwrap_or_default().to_owned()
            }
            Some(Value::String(name)) => name.to_string(),
            Some(number) if number.as_u64().is_some() => {
                format!("Label Studio user {}", number.as_u64().unwrap_or_default())
            }
            _ => String::new(),
        };
        self.gathering.annotator(&name)
    }

    /// How far the work is; in Label Studio, what is submitted is done.
    fn work(&mut self, annotation: &Value<'_>, ours: Option<&Value<'_>>, layer: &LayerId) {
        let is_cancelled = annotation.get("was_cancelled") == Some(&Value::Bool(true));
        let status = if is_cancelled { Status::Skipped } else { Status::Done };
        rider::read_layer(ours, status, layer, self.gathering);
    }

    fn region(
        &mut self,
        region: &Region<'_>,
        layer: &LayerId,
        parts: &BTreeMap<&str, Vec<(&str, Region<'_>)>>,
        beside: &BTreeMap<&str, Vec<Region<'_>>>,
        annotation: &Value<'_>,
    ) {
        let labels = labels(region);
        let Some(mut claim) = claim(region) else {
            return self.problem(region.at, "expected whole numbers “start” and “end”: left out");
        };
        let own = parts.get(region.id).map(Vec::as_slice).unwrap_or_default();
        let further = own.iter().flat_map(|(_, part)| parts.get(part.id)).flatten();
        for (_, piece) in own.iter().chain(further).filter(|(_, it)| self::claim(it).is_none()) {
            let message = "expected whole numbers “start” and “end”: this piece was left out";
            self.problem(piece.at, message);
        }
        for (_, piece) in own.iter().filter(|(label, _)| *label == FRAGMENT) {
            claim = joined(claim, piece);
        }
        if region.control == STANCE
            && let [label] = &labels[..]
            && let Some(polarity) = Polarity::named(label)
        {
            let mut claims = vec![(Part::Expression, claim)];
            for (name, part) in [(CUE, Part::Cue), (EVIDENCE, Part::Evidence)] {
                for first in own.iter().filter(|it| it.0 == name) {
                    let Some(mut claim) = self::claim(&first.1) else { continue };
                    for piece in parts.get(first.1.id).into_iter().flatten() {
                        claim = joined(claim, &piece.1);
                    }
                    claims.push((part, claim));
                }
            }
            let stance = self.stance(region, polarity, layer, beside, annotation);
            let record = Record::Stance(stance.into());
            return self.gathering.record(layer.clone(), record, claims, self.place(region));
        }
        if region.control == PART {
            return self.problem(
                region.at,
                "expected a relation from a stance to this part of one, found none: left out",
            );
        }
        if labels.is_empty() {
            return self
                .problem(region.at, "expected a label, found none: the region was left out");
        }
        for (at, label) in labels.iter().enumerate() {
            let id = Some(region.id).filter(|_| at == 0);
            let mention = self.mention(region, id, label, layer, annotation);
            let record = Record::Mention(mention.into());
            let claims = vec![(Part::Mention, claim.clone())];
            self.gathering.record(layer.clone(), record, claims, self.place(region));
        }
    }

    fn place(&self, region: &Region<'_>) -> Place {
        match self.at {
            Place::Line(line) => {
                Place::Pointer(format!("line {line}, {}/result/{}", self.path, region.at))
            }
            other => other.clone(),
        }
    }

    fn mention(
        &mut self,
        region: &Region<'_>,
        id: Option<&str>,
        label: &str,
        layer: &LayerId,
        annotation: &Value<'_>,
    ) -> Mention {
        let mut cursor = Cursor::default();
        let carried = region.meta.and_then(|meta| meta.get(OURS));
        let Rest { entity, attributes, extra, .. } = rider::rest(&mut cursor, carried, &[]);
        Mention {
            id: self.gathering.record_id(id),
            fragments: nowhere(),
            entity_type: self.gathering.entity_type(label),
            entity,
            note: note(region),
            attributes,
            provenance: self.provenance(&mut cursor, carried, layer, annotation),
            extra,
        }
    }

    fn stance(
        &mut self,
        region: &Region<'_>,
        polarity: Polarity,
        layer: &LayerId,
        beside: &BTreeMap<&str, Vec<Region<'_>>>,
        annotation: &Value<'_>,
    ) -> Stance {
        let id: RecordId = self.gathering.record_id(Some(region.id));
        let mut cursor = Cursor::default();
        let carried = region.meta.and_then(|meta| meta.get(OURS));
        let provenance = self.provenance(&mut cursor, carried, layer, annotation);
        let mut stance = self.carried_stance(&mut cursor, carried, &id, polarity);
        let stance = stance.get_or_insert_with(|| Stance::bare(id, polarity, provenance.clone()));
        stance.provenance = provenance;
        stance.note = note(region);
        let text = |control: &str| {
            let own = beside.get(region.id).into_iter().flatten();
            let own = own.filter(|region| region.control == control);
            let mut words = own.filter_map(|region| match region.value.get("text") {
                Some(Value::Array(words)) => words.first().and_then(Value::as_str),
                Some(words) => words.as_str(),
                None => None,
            });
            words.next_back()
        };
        let project = self.gathering.project();
        let holder = super::super::names::holder(project, stance.holder.as_ref());
        let target = super::super::names::target(project, stance.target.as_ref());
        let (holder_says, target_says) = (text(HOLDER), text(TARGET));
        if holder != holder_says && (holder_says.is_some() || holder.is_some()) {
            stance.holder = holder_says.map(|words| self.holder(words));
        }
        if target.as_deref() != target_says && (target_says.is_some() || target.is_some()) {
            stance.target = target_says.map(|words| self.target(words));
        }
        stance.clone()
    }

    /// The stance as it rode along; its places come from the regions.
    fn carried_stance(
        &mut self,
        cursor: &mut Cursor,
        carried: Option<&Value<'_>>,
        id: &RecordId,
        polarity: Polarity,
    ) -> Option<Stance> {
        let Some(Value::Object(fields)) = carried else { return None };
        let mut fields = fields.clone();
        fields.insert("polarity".into(), Value::String(polarity.name().into()));
        let text = self.gathering.project().articles.get(self.article)?.text.clone();
        let value = Value::Object(fields);
        match wire::record(cursor, wire::RecordKind::Stance, id.clone(), &value, &text) {
            Ok(Record::Stance(stance)) => Some((*stance).clone()),
            _ => None,
        }
    }

    fn holder(&mut self, words: &str) -> Holder {
        match words {
            "AUTHOR" => Holder::Author,
            "OUTLET" => Holder::Outlet,
            "IMPLICIT" => Holder::Implicit,
            name => Holder::Entity(self.entity_named(name)),
        }
    }

    /// The entity of that name, of whatever type; a new one is a person until somebody says otherwise.
    fn entity_named(&mut self, name: &str) -> crate::model::EntityId {
        let known = self.gathering.project().entities.iter().find(|(_, it)| it.name == name);
        if let Some((id, _)) = known {
            return id.clone();
        }
        let person = self.gathering.entity_type("person");
        self.gathering.entity(name, &person)
    }

    fn target(&mut self, words: &str) -> Target {
        let project = self.gathering.project();
        let kind = |words: &str| {
            let entity = project.entities.iter().find(|(_, entity)| entity.name == words);
            let mut issues = project.codebook.issues.iter();
            match (entity, issues.find(|issue| issue.label == words)) {
                (Some((id, _)), _) => Some(TargetKind::Entity(id.clone())),
                (None, Some(issue)) => Some(TargetKind::Issue(issue.id.clone())),
                (None, None) => None,
            }
        };
        if let Some(kind) = kind(words) {
            return Target { kind, is_negated: false };
        }
        match words.strip_prefix("not ") {
            Some(rest) => {
                let kind = kind(rest).unwrap_or_else(|| TargetKind::Proposition(rest.to_owned()));
                Target { kind, is_negated: true }
            }
            None => Target { kind: TargetKind::Proposition(words.to_owned()), is_negated: false },
        }
    }

    fn provenance(
        &mut self,
        cursor: &mut Cursor,
        carried: Option<&Value<'_>>,
        layer: &LayerId,
        annotation: &Value<'_>,
    ) -> Provenance {
        let own = carried.and_then(|carried| carried.get("provenance"));
        let own = own.and_then(|value| wire::provenance(cursor, value).ok());
        let mut provenance = own.unwrap_or_else(|| self.gathering.provenance(&layer.annotator));
        if self.is_prediction && !provenance.is_suggestion() {
            provenance.origin = Origin::Suggestion;
            provenance.decision = Some(Decision::Pending);
            let model = annotation.get("model_version").and_then(Value::as_str);
            let name = model.unwrap_or("Label Studio").to_owned();
            provenance.model = Some(Model { name, version: String::new() });
            if let Some(score) = annotation.get("score").filter(|score| **score != Value::Null) {
                provenance.extra.insert("score".to_owned(), score.to_json());
            }
        }
        provenance
    }

    /// What has no place here stays with the layer, and that is said.
    fn keep(&mut self, unread: &[(usize, &Value<'_>)], layer: &LayerId) {
        if self.is_prediction {
            for (at, _) in unread {
                self.problem(*at, "expected a labelled region: it was left out");
            }
            return;
        }
        for (at, result) in unread {
            let kind = result.get("type").and_then(Value::as_str).unwrap_or("nothing").to_owned();
            let message = format!(
                "expected a labelled region, found “{kind}”: it is kept in the project, but not shown"
            );
            self.problem(*at, message);
            let layer =
                std::rc::Rc::make_mut(self.gathering.project().layers.get_or_default(layer));
            let kept = layer
                .extra
                .entry("label_studio")
                .or_insert_with(|| serde_json::Value::Array(Vec::new()));
            if let serde_json::Value::Array(kept) = kept {
                kept.push(result.to_json());
            }
        }
    }
}
