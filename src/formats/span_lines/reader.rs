//! A line as an article with marks.

use std::collections::BTreeMap;

use serde_json::Value as Json;

use crate::formats::archive::File;
use crate::formats::import::{Claim, Gathering, Part, nowhere};
use crate::formats::json_list::{self, Item};
use crate::formats::reading::Place;
use crate::formats::rider;
use crate::formats::wire::{self, Cursor, Map, Named, Value};
use crate::model::{
    Decision, EntityId, Holder, LayerId, Mention, Model, Origin, Polarity, Provenance, Record,
    RecordId, Stance, Status, Target, TargetKind,
};
use crate::text::{Positions, Text, Unit};

/// What a line says, in whatever words.
pub(in crate::formats) struct Said<'a> {
    /// The text.
    pub(in crate::formats) text: &'a str,
    /// The article's id, if the program has one.
    pub(in crate::formats) id: Option<&'a str>,
    /// What the program says of the article besides.
    pub(in crate::formats) fields: Vec<(&'a str, &'a Value<'a>)>,
    /// Where in the line the marks stand.
    pub(in crate::formats) path: &'static str,
    /// The labelled stretches.
    pub(in crate::formats) marks: Vec<Mark<'a>>,
    /// What relates two of them.
    pub(in crate::formats) relations: Vec<Relation<'a>>,
    /// What rode along for us.
    pub(in crate::formats) carried: Option<&'a Value<'a>>,
    /// Whose work it is, empty for whoever takes it in.
    pub(in crate::formats) annotator: &'a str,
    /// How far the work is.
    pub(in crate::formats) status: Status,
    /// What positions count unless the text is such that it makes no difference.
    pub(in crate::formats) unit: Unit,
}

/// A labelled stretch.
#[derive(Clone)]
pub(in crate::formats) struct Mark<'a> {
    /// Its place in the list.
    pub(in crate::formats) at: usize,
    pub(in crate::formats) start: u64,
    pub(in crate::formats) end: u64,
    pub(in crate::formats) label: &'a str,
    /// Its words, if the line has them.
    pub(in crate::formats) words: Option<&'a str>,
    /// What it is a knowledge base's entry for.
    pub(in crate::formats) knowledge_base_id: &'a str,
    /// If a model says it.
    pub(in crate::formats) suggested_by: Option<Suggested>,
}

/// What a model says.
#[derive(Clone)]
pub(in crate::formats) struct Suggested {
    /// Its name.
    pub(in crate::formats) model: String,
    /// How sure it is.
    pub(in crate::formats) score: Option<Json>,
    /// Whether somebody has said that it is wrong.
    pub(in crate::formats) is_rejected: bool,
}

/// What relates two marks, by their places in the list.
pub(in crate::formats) struct Relation<'a> {
    pub(in crate::formats) from: usize,
    pub(in crate::formats) to: usize,
    pub(in crate::formats) label: &'a str,
    /// As it stands there, to be kept if it is nothing that is known.
    pub(in crate::formats) whole: &'a Value<'a>,
}

/// Whether the first line of a file fits. One that is longer than what is looked at is told by the
/// file's ending and a part of it, a file without lines by its ending.
pub(in crate::formats) fn first_line(
    file: &File,
    ending: &str,
    part: &[u8],
    fits: impl Fn(&Value<'_>) -> bool,
) -> bool {
    let name = file.name().to_ascii_lowercase();
    if !name.ends_with(".json") && !name.ends_with(".jsonl") {
        return false;
    }
    let mut scratch = Gathering::new();
    let head = &file.bytes[..file.bytes.len().min(1 << 20)];
    let first = json_list::items(head, &mut scratch).into_iter().next();
    match first.as_ref().and_then(|item| wire::parse(item.json).ok()) {
        Some(parsed) => fits(&parsed.value),
        None => {
            let has_part = head.windows(part.len()).any(|window| window == part);
            name.ends_with(ending) && !head.contains(&b'\n') && (has_part || head.is_empty())
        }
    }
}

/// Reads the lines of all files that have such.
pub(in crate::formats) fn for_each_line<'a>(
    files: impl IntoIterator<Item = &'a File>,
    gathering: &mut Gathering,
    mut read: impl FnMut(&Item<'_>, &mut Gathering),
) {
    for file in files {
        gathering.begin_file(&file.path);
        let name = file.name().to_ascii_lowercase();
        if name.ends_with(".json") || name.ends_with(".jsonl") {
            for item in json_list::items(&file.bytes, gathering) {
                read(&item, gathering);
            }
        } else if !name.ends_with(".md") {
            let message = "expected lines of JSON (.jsonl), found another file: left out";
            gathering.problem(Place::File, message);
        }
    }
}

/// Takes a line in.
pub(in crate::formats) fn take(said: &Said<'_>, line: u64, gathering: &mut Gathering) {
    let at = Place::Line(line);
    let own = match said.carried {
        Some(Value::Object(carried)) => {
            let others = [
                "entities",
                "issues",
                "annotator",
                "status",
                "attributes",
                "extra",
                "mentions",
                "stances",
                "unit",
            ];
            rider::own_article(said.text, carried, &others, &at, gathering)
        }
        _ => None,
    };
    // What was said of another text is of no use.
    let carried = said.carried.filter(|_| own.is_some());
    let article = own.unwrap_or_else(|| {
        rider::foreign_article(said.text, said.id, said.fields.iter().copied(), gathering)
    });
    if let Some(carried) = carried {
        rider::read_named(carried, &at, gathering);
    }
    let known = rider::read_annotator(carried, gathering);
    let is_nobodys = known.is_none() && said.marks.is_empty() && said.relations.is_empty();
    if is_nobodys && said.annotator.is_empty() && said.status == Status::ToDo {
        return;
    }
    let annotator = known.unwrap_or_else(|| gathering.annotator(said.annotator));
    let layer = LayerId { article, annotator };
    rider::read_layer(carried, said.status, &layer, gathering);
    let mut taking =
        Taking { said, line, layer, gathering, entities: vec![None; said.marks.len()] };
    taking.mentions(carried);
    taking.relations(carried);
}

struct Taking<'a, 'g> {
    said: &'a Said<'a>,
    line: u64,
    layer: LayerId,
    gathering: &'g mut Gathering,
    /// The entity of each mark that is linked.
    entities: Vec<Option<EntityId>>,
}

impl Taking<'_, '_> {
    fn place(&self, mark: usize) -> Place {
        Place::Pointer(format!("line {}, /{}/{mark}", self.line, self.said.path))
    }

    /// Those that are still where they were when they went out have all that rode along.
    fn mentions(&mut self, carried: Option<&Value<'_>>) {
        let marks = &self.said.marks;
        let mut free: BTreeMap<(u64, u64, &str), Vec<usize>> = BTreeMap::new();
        for (number, mark) in marks.iter().enumerate().rev() {
            free.entry((mark.start, mark.end, mark.label)).or_default().push(number);
        }
        if let Some(mentions) = self.carried_table(carried, "mentions") {
            for (id, fields) in mentions {
                let (Some(ranges), Some(label)) =
                    (ranges(fields.get("at")), fields.get("type").and_then(Value::as_str))
                else {
                    let message = format!(
                        "expected “at” and “type” of the mention {id}, found not both: what is known of it besides was left out"
                    );
                    self.gathering.problem(Place::Line(self.line), message);
                    continue;
                };
                let mut found = Vec::new();
                for (start, end) in &ranges {
                    found.extend(free.get_mut(&(*start, *end, label)).and_then(Vec::pop));
                }
                if found.len() < ranges.len() || found.is_empty() {
                    // It was moved or deleted.
                    for number in found {
                        let mark = &marks[number];
                        free.entry((mark.start, mark.end, mark.label)).or_default().push(number);
                    }
                    continue;
                }
                let quote = fields.get("words").and_then(Value::as_str).map(str::to_owned);
                let claim = Claim { ranges, quote, across_lines: None };
                self.mention(&found, claim, Some((id, fields)));
            }
        }
        let mut rest: Vec<usize> = free.into_values().flatten().collect();
        rest.sort_unstable();
        for number in rest {
            let mark = &marks[number];
            self.mention(&[number], Claim::of(mark.start, mark.end, mark.words), None);
        }
    }

    /// What is carried under that name, by id; another sort of value is reported.
    fn carried_table<'v, 'a>(
        &mut self,
        carried: Option<&'v Value<'a>>,
        name: &'static str,
    ) -> Option<&'v Map<'a>> {
        match carried?.get(name)? {
            Value::Object(table) => Some(table),
            _ => {
                let message = format!(
                    "expected an object as “standpoint.{name}”, found another value: what is known of them besides was left out"
                );
                self.gathering.problem(Place::Line(self.line), message);
                None
            }
        }
    }

    fn mention(&mut self, numbers: &[usize], claim: Claim, carried: Option<(&str, &Value<'_>)>) {
        let mark = &self.said.marks[numbers[0]];
        let entity_type = self.gathering.entity_type(mark.label);
        let mut provenance = self.gathering.provenance(&self.layer.annotator);
        suggest(&mut provenance, mark);
        let mut cursor = Cursor::default();
        let own = ["at", "words", "type"];
        let rest = rider::rest(&mut cursor, carried.map(|(_, fields)| fields), &own);
        let is_linked = carried.is_none() && !mark.knowledge_base_id.is_empty();
        let mention = Mention {
            id: self.gathering.record_id(carried.map(|(id, _)| id)),
            fragments: nowhere(),
            entity_type,
            entity: if is_linked { Some(self.linked(mark)) } else { rest.entity },
            note: rest.note,
            attributes: rest.attributes,
            provenance: rest.provenance.unwrap_or(provenance),
            extra: rest.extra,
        };
        for number in numbers {
            self.entities[*number].clone_from(&mention.entity);
        }
        for problem in cursor.problems {
            self.gathering.problem(Place::Line(self.line), problem.to_string());
        }
        let place = self.place(mark.at);
        let claims = vec![(Part::Mention, claim)];
        self.gathering.record(self.layer.clone(), Record::Mention(mention.into()), claims, place);
    }

    /// The entity of that number, called by the words of the mark if it is new.
    fn linked(&mut self, mark: &Mark<'_>) -> EntityId {
        let number = mark.knowledge_base_id;
        let known = &self.gathering.project().entities;
        if let Some((id, _)) = known.iter().find(|(_, it)| it.knowledge_base_id == number) {
            return id.clone();
        }
        let id = self.named(mark);
        if let Some(entity) = self.gathering.project().entities.get_mut(&id) {
            number.clone_into(&mut std::rc::Rc::make_mut(entity).knowledge_base_id);
        }
        id
    }

    fn named(&mut self, mark: &Mark<'_>) -> EntityId {
        let text = Text::new(self.said.text);
        let span = Positions::new(&text, self.said.unit).span(mark.start, mark.end);
        let words = span.map_or(mark.label, |span| text.slice(span).trim());
        let entity_type = self.gathering.entity_type(mark.label);
        self.gathering.entity(words, &entity_type)
    }

    fn relations(&mut self, carried: Option<&Value<'_>>) {
        let said = self.said;
        let mut waiting: Vec<(&str, &Map<'_>)> = Vec::new();
        if let Some(stances) = self.carried_table(carried, "stances") {
            let known = stances.iter().filter_map(|(id, fields)| match fields {
                Value::Object(fields) => Some((&**id, fields)),
                _ => None,
            });
            waiting.extend(known);
        }
        for relation in &said.relations {
            let range = |at: usize| said.marks.get(at).map(|mark| (mark.start, mark.end));
            let (Some(from), Some(to)) = (range(relation.from), range(relation.to)) else {
                continue;
            };
            let is_it = |fields: &Map<'_>| {
                ranges(rider::field(fields, "between")) == Some(vec![from, to])
                    && rider::field(fields, "polarity").and_then(Value::as_str)
                        == Some(relation.label)
            };
            let known = waiting.iter().position(|(_, fields)| is_it(fields));
            let stance = known.and_then(|at| {
                let (id, fields) = waiting.remove(at);
                self.carried_stance(id, fields)
            });
            match (stance, Polarity::named(relation.label)) {
                (Some(record), _) => {
                    let (layer, place) = (self.layer.clone(), Place::Line(self.line));
                    self.gathering.record(layer, record, Vec::new(), place);
                }
                (None, Some(polarity)) => self.stance(relation, polarity),
                (None, None) => self.keep(relation),
            }
        }
    }

    fn carried_stance(&mut self, id: &str, fields: &Map<'_>) -> Option<Record> {
        let mut fields = fields.clone();
        fields.remove(&"between".into());
        let text = self.gathering.project().articles.get(&self.layer.article)?.text.clone();
        let mut cursor = Cursor::default();
        let (kind, id) = (wire::RecordKind::Stance, RecordId::from(id));
        match wire::record(&mut cursor, kind, id, &Value::Object(fields), &text) {
            Ok(record) => Some(record),
            Err(problem) => {
                self.gathering.problem(Place::Line(self.line), problem.to_string());
                None
            }
        }
    }

    /// A relation with a polarity's name is a stance of the first mark's entity to the second's.
    fn stance(&mut self, relation: &Relation<'_>, polarity: Polarity) {
        let mut entity = |number: usize| {
            let known = self.entities[number].clone();
            known.unwrap_or_else(|| self.named(&self.said.marks[number]))
        };
        let (holder, target) = (entity(relation.from), entity(relation.to));
        for (number, entity) in [(relation.from, &holder), (relation.to, &target)] {
            if self.entities[number].is_none() {
                self.entities[number] = Some(entity.clone());
            }
        }
        let mut provenance = self.gathering.provenance(&self.layer.annotator);
        suggest(&mut provenance, &self.said.marks[relation.from]);
        let mut stance = Stance::bare(self.gathering.record_id(None), polarity, provenance);
        stance.holder = Some(Holder::Entity(holder));
        stance.target = Some(Target { kind: TargetKind::Entity(target), is_negated: false });
        let (layer, place) = (self.layer.clone(), Place::Line(self.line));
        self.gathering.record(layer, Record::Stance(stance.into()), Vec::new(), place);
    }

    fn keep(&mut self, relation: &Relation<'_>) {
        let expected = Polarity::NAMES.join(", ");
        let message = format!(
            "expected a relation of {expected}, found “{}”: it is kept in the project, but not shown",
            relation.label
        );
        self.gathering.problem(Place::Line(self.line), message);
        let layer = self.gathering.project().layers.get_or_default(&self.layer);
        let kept = std::rc::Rc::make_mut(layer)
            .extra
            .entry("relations")
            .or_insert_with(|| Json::Array(Vec::new()));
        if let Json::Array(kept) = kept {
            kept.push(relation.whole.to_json());
        }
    }
}

/// What a model says waits for a decision.
fn suggest(provenance: &mut Provenance, mark: &Mark<'_>) {
    if let Some(Suggested { model, score, is_rejected }) = &mark.suggested_by {
        provenance.origin = Origin::Suggestion;
        let decision = if *is_rejected { Decision::Rejected } else { Decision::Pending };
        provenance.decision = Some(decision);
        provenance.model = Some(Model { name: model.clone(), version: String::new() });
        if let Some(score) = score {
            provenance.extra.insert("score".to_owned(), score.clone());
        }
    }
}

fn ranges(value: Option<&Value<'_>>) -> Option<Vec<(u64, u64)>> {
    let Some(Value::Array(items)) = value else { return None };
    let range = |item: &Value<'_>| match item {
        Value::Array(pair) => match &pair[..] {
            [start, end] => Some((start.as_u64()?, end.as_u64()?)),
            _ => None,
        },
        _ => None,
    };
    items.iter().map(range).collect()
}
