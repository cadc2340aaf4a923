//! Folders of `.txt` and `.ann` files as articles with marks and stances.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::lines::unescaped;
use super::{
    CONFIG, CUE, EVIDENCE, GAPS, HOLDER, HOLDER_IS, NEGATED, NOTE, OUR_ENTITIES, OURS, POLARITY,
    STANCE, TARGET,
};
use crate::formats::archive::File;
use crate::formats::import::{Claim, Gathering, Import, Part, ReadChoice, nowhere};
use crate::formats::reading::Place;
use crate::formats::wire::Named;
use crate::model::{
    ArticleId, Attributes, Details, EntityId, Extra, Holder, LayerId, Mention, Polarity, Record,
    Stance, Target, TargetKind,
};
use crate::text::Unit;

pub(super) fn recognises(file: &File) -> bool {
    let name = file.name();
    if name == CONFIG {
        return true;
    }
    let head = String::from_utf8_lossy(&file.bytes[..file.bytes.len().min(4096)]).into_owned();
    let begins = head.lines().next().is_none_or(|line| {
        let sort = line.split('\t').next().unwrap_or_default();
        line.contains('\t')
            && sort.starts_with(['T', 'E', 'R', 'A', 'M', 'N', '#', '*'])
            && sort[1..].chars().all(|c| c.is_ascii_digit())
    });
    name.ends_with(".ann") && begins
}

pub(super) fn read(files: &[File], choice: &ReadChoice) -> Import {
    let mut gathering = Gathering::new();
    let ours = Ours::of(files, &mut gathering);
    for file in files.iter().filter(|file| file.name() == CONFIG) {
        types(&String::from_utf8_lossy(&file.bytes), &ours, &mut gathering);
    }
    let texts: BTreeMap<&str, &File> =
        files.iter().filter_map(|file| Some((file.path.strip_suffix(".txt")?, file))).collect();
    for (stem, text) in &texts {
        gathering.begin_file(&text.path);
        let id = article(text, &mut gathering);
        let own = files.iter().find(|file| file.path.strip_suffix(".ann") == Some(stem));
        if let Some(file) = own {
            gathering.begin_file(&file.path);
            let folder = stem.rsplit_once('/').map_or("", |(folder, _)| folder);
            let folder = folder.rsplit('/').next().unwrap_or_default();
            let name = ours.annotators.get(folder).map_or("", String::as_str);
            let annotator = gathering.annotator(name);
            let layer = LayerId { article: id, annotator };
            let words = string(file, &mut gathering);
            Annotations::of(&words, &mut gathering).put(&layer, &ours, &mut gathering);
        }
    }
    for file in files {
        gathering.begin_file(&file.path);
        let name = file.name();
        match name.rsplit_once('.') {
            _ if name == OURS => {}
            Some((_, "ann")) if !texts.contains_key(&file.path[..file.path.len() - 4]) => {
                let wanted = name.replace(".ann", ".txt");
                let message = format!("expected its text {wanted} beside it, found none: left out");
                gathering.problem(Place::File, message);
            }
            Some((_, "ann" | "txt" | "conf" | "md")) => {}
            _ => gathering
                .problem(Place::File, "expected .txt or .ann, found another file: left out"),
        }
    }
    gathering.finish(Some(Unit::CodePoint), choice)
}

/// What we have put beside brat's own files.
#[derive(Default)]
struct Ours {
    annotators: BTreeMap<String, String>,
    types: BTreeMap<String, String>,
}

impl Ours {
    fn of(files: &[File], gathering: &mut Gathering) -> Self {
        let Some(file) = files.iter().find(|file| file.name() == OURS) else {
            return Self::default();
        };
        gathering.begin_file(&file.path);
        let Ok(value) = serde_json::from_slice::<serde_json::Value>(&file.bytes) else {
            let message = "expected JSON, found something else: annotators have no names";
            gathering.problem(Place::File, message);
            return Self::default();
        };
        let table = |key: &str| {
            let fields = value[key].as_object().into_iter().flatten();
            let words = fields.filter_map(|(key, value)| Some((key.clone(), value.as_str()?)));
            words.map(|(key, value)| (key, value.to_owned())).collect()
        };
        Self { annotators: table("annotators"), types: table("types") }
    }
}

/// Takes the types that a configuration lists into the codebook; indented ones are types too.
fn types(config: &str, ours: &Ours, gathering: &mut Gathering) {
    let mut lines = config.lines().map(str::trim);
    if lines.any(|line| line == "[entities]") {
        let names = lines.take_while(|line| !line.starts_with('['));
        for name in names.filter_map(|line| line.split_whitespace().next()) {
            if !name.starts_with(['#', '-', '!', '<']) && ![CUE, EVIDENCE].contains(&name) {
                gathering.entity_type(ours.types.get(name).map_or(name, String::as_str));
            }
        }
    }
}

fn string(file: &File, gathering: &mut Gathering) -> String {
    String::from_utf8(file.bytes.clone()).unwrap_or_else(|_| {
        let message = "expected UTF-8, found bytes that are none: they are read as U+FFFD";
        gathering.problem(Place::File, message);
        String::from_utf8_lossy(&file.bytes).into_owned()
    })
}

fn article(file: &File, gathering: &mut Gathering) -> ArticleId {
    let text = string(file, gathering);
    let id = file.name().strip_suffix(".txt");
    let known = id.and_then(|id| gathering.project().articles.get(&id.into()).cloned());
    let is_same =
        known.is_none_or(|known| known.text.as_str() == crate::formats::normalised(&text));
    gathering.article(id.filter(|_| is_same), &text, Details::default())
}

/// A text-bound annotation.
struct Bound<'a> {
    line: u64,
    kind: &'a str,
    ranges: Vec<(u64, u64)>,
    words: &'a str,
    is_used: bool,
}

/// An event or anything else with roles.
struct Event<'a> {
    line: u64,
    kind: &'a str,
    trigger: &'a str,
    roles: Vec<(&'a str, &'a str)>,
}

/// A file's lines by what they are.
#[derive(Default)]
struct Annotations<'a> {
    bounds: Vec<(&'a str, Bound<'a>)>,
    events: Vec<(&'a str, Event<'a>)>,
    /// By what they are about: name and value, line.
    attributes: BTreeMap<&'a str, Vec<(&'a str, &'a str, u64)>>,
    references: BTreeMap<&'a str, (&'a str, &'a str, u64)>,
    notes: BTreeMap<&'a str, Vec<(&'a str, &'a str)>>,
    unread: Vec<(u64, &'a str)>,
}

impl<'a> Annotations<'a> {
    fn of(words: &'a str, gathering: &mut Gathering) -> Self {
        let mut all = Self::default();
        for (line, number) in words.split('\n').zip(1..) {
            let line = line.strip_suffix('\r').unwrap_or(line);
            if line.trim().is_empty() {
                continue;
            }
            if let Err(expected) = all.line(line, number) {
                let message =
                    format!("expected {expected}, found “{}”: the line was left out", {
                        line.chars().take(60).collect::<String>()
                    });
                gathering.problem(Place::Line(number), message);
            }
        }
        all
    }

    fn line(&mut self, line: &'a str, number: u64) -> Result<(), &'static str> {
        let (id, rest) = line.split_once('\t').ok_or("an id, a tab and what it is")?;
        let (head, words) = rest.split_once('\t').unwrap_or((rest, ""));
        let (kind, places) = head.split_once(' ').unwrap_or((head, ""));
        match id.chars().next() {
            Some('T') => {
                let expected = "a type and pairs of positions";
                let pair = |pair: &str| {
                    let (start, end) = pair.trim().split_once(' ')?;
                    Some((start.parse().ok()?, end.parse().ok()?))
                };
                let ranges: Option<Vec<(u64, u64)>> = places.split(';').map(pair).collect();
                let ranges = ranges.ok_or(expected)?;
                if self.bounds.iter().any(|(known, _)| *known == id) {
                    return Err("an id of its own");
                }
                self.bounds.push((id, Bound { line: number, kind, ranges, words, is_used: false }));
            }
            Some('E') => {
                let expected = "a type, its trigger and roles";
                let mut parts = head.split_whitespace().map(|part| part.split_once(':'));
                let (kind, trigger) = parts.next().flatten().ok_or(expected)?;
                let roles: Option<Vec<_>> = parts.collect();
                let roles = roles.ok_or(expected)?;
                if self.events.iter().any(|(known, _)| *known == id) {
                    return Err("an id of its own");
                }
                self.events.push((id, Event { line: number, kind, trigger, roles }));
            }
            Some('A' | 'M') => {
                let mut parts = places.splitn(2, ' ');
                let of = parts.next().filter(|of| !of.is_empty()).ok_or("what it is about")?;
                let value = parts.next().unwrap_or_default();
                self.attributes.entry(of).or_default().push((kind, value, number));
            }
            Some('N') => {
                let (of, reference) = places.split_once(' ').ok_or("a mark and a reference")?;
                self.references.entry(of).or_insert((reference, words, number));
            }
            Some('#') => {
                self.notes.entry(places).or_default().push((kind, words));
            }
            Some('R' | '*') => self.unread.push((number, line)),
            _ => return Err("a line that begins with T, E, R, A, M, N, # or *"),
        }
        Ok(())
    }

    fn put(mut self, layer: &LayerId, ours: &Ours, gathering: &mut Gathering) {
        let events = std::mem::take(&mut self.events);
        let is_stance = |event: &Event<'_>| event.kind == STANCE;
        for (_, event) in events.iter().filter(|(_, event)| is_stance(event)) {
            let parts = event.roles.iter().filter(|(role, _)| [CUE, EVIDENCE].contains(role));
            for id in parts.map(|(_, id)| *id).chain([event.trigger]) {
                if let Some((_, bound)) = self.bounds.iter_mut().find(|(known, _)| *known == id) {
                    bound.is_used = true;
                }
            }
        }
        let entities = self.mentions(&events, layer, ours, gathering);
        for (id, event) in &events {
            if is_stance(event) {
                self.stance(id, event, &entities, layer, gathering);
            } else {
                let line = format!("{id}\t{}:{}", event.kind, event.trigger);
                gathering.problem(
                    Place::Line(event.line),
                    format!(
                        "expected a Stance, found an event “{}”: left out ({line})",
                        event.kind
                    ),
                );
            }
        }
        for (number, line) in self.unread {
            let message = "relations have no place on the screen: the line is kept in the project";
            gathering.problem(Place::Line(number), message);
            let layer = Rc::make_mut(gathering.project().layers.get_or_default(layer));
            let kept =
                layer.extra.entry("brat").or_insert_with(|| serde_json::Value::Array(Vec::new()));
            if let serde_json::Value::Array(kept) = kept {
                kept.push(line.into());
            }
        }
    }

    /// Puts the mentions in, and answers with the entity of each that is linked. Who holds or is held
    /// a stance against is somebody, linked or not.
    fn mentions(
        &self,
        events: &[(&str, Event<'a>)],
        layer: &LayerId,
        ours: &Ours,
        gathering: &mut Gathering,
    ) -> BTreeMap<&'a str, EntityId> {
        let roles = events.iter().flat_map(|(_, event)| &event.roles);
        let named: Vec<&str> =
            roles.filter(|(role, _)| [HOLDER, TARGET].contains(role)).map(|(_, id)| *id).collect();
        let mut entities = BTreeMap::new();
        for (id, bound) in self.bounds.iter().filter(|(_, bound)| !bound.is_used) {
            let kind = ours.types.get(bound.kind).map_or(bound.kind, String::as_str);
            let entity_type = gathering.entity_type(kind);
            let mut link = None;
            if let Some((reference, words, _)) = self.references.get(id) {
                let (base, number) = reference.split_once(':').unwrap_or(("", reference));
                let name = if words.is_empty() { bound.words } else { words };
                let name = unescaped(name);
                link = Some(if base == OUR_ENTITIES {
                    gathering.put_entity(unescaped(number).into(), &name, &entity_type)
                } else {
                    let id = gathering.entity(&name, &entity_type);
                    if let Some(entity) = gathering.project().entities.get_mut(&id) {
                        let number = if base == "Wikidata" { number } else { reference };
                        number.clone_into(&mut Rc::make_mut(entity).knowledge_base_id);
                    }
                    id
                });
            } else if named.contains(id) {
                link = Some(gathering.entity(bound.words, &entity_type));
            }
            if let Some(link) = &link {
                entities.insert(*id, link.clone());
            }
            let mention = Mention {
                id: gathering.record_id(None),
                fragments: nowhere(),
                entity_type,
                entity: link,
                note: self.note(id),
                attributes: Attributes::new(),
                provenance: gathering.provenance(&layer.annotator),
                extra: Extra::new(),
            };
            for (name, value, number) in self.attributes.get(id).into_iter().flatten() {
                let message =
                    format!("expected no attribute of a mark, found {name} {value}: left out");
                gathering.problem(Place::Line(*number), message);
            }
            let claims = vec![(Part::Mention, self.claim(&[id], bound))];
            let place = Place::Line(bound.line);
            gathering.record(layer.clone(), Record::Mention(mention.into()), claims, place);
        }
        entities
    }

    fn stance(
        &self,
        id: &str,
        event: &Event<'_>,
        entities: &BTreeMap<&str, EntityId>,
        layer: &LayerId,
        gathering: &mut Gathering,
    ) {
        let at = Place::Line(event.line);
        let attributes = self.attributes.get(id).map(Vec::as_slice).unwrap_or_default();
        let value = |name: &str| attributes.iter().find(|it| it.0 == name).map(|it| it.1);
        let Some(polarity) = value(POLARITY).and_then(Polarity::named) else {
            let found = value(POLARITY).unwrap_or("none");
            let expected = Polarity::NAMES.join(", ");
            let message = format!(
                "expected a Polarity of {expected}, found {found}: the stance was left out"
            );
            return gathering.problem(at, message);
        };
        let provenance = gathering.provenance(&layer.annotator);
        let mut stance = Stance::bare(gathering.record_id(None), polarity, provenance);
        stance.note = self.note(id);
        stance.holder = match value(HOLDER_IS) {
            Some("AUTHOR") => Some(Holder::Author),
            Some("OUTLET") => Some(Holder::Outlet),
            Some("IMPLICIT") => Some(Holder::Implicit),
            _ => None,
        };
        let mut claims = Vec::new();
        let bound = |id: &str| self.bounds.iter().find(|(known, _)| *known == id);
        match bound(event.trigger) {
            Some((trigger, bound)) => {
                claims.push((Part::Expression, self.claim(&[trigger, id], bound)));
            }
            None => {
                let message = format!("expected its words {}, found none", event.trigger);
                gathering.problem(at.clone(), message);
            }
        }
        for (role, id) in &event.roles {
            match (*role, entities.get(id), bound(id)) {
                (HOLDER, Some(entity), _) => stance.holder = Some(Holder::Entity(entity.clone())),
                (TARGET, Some(entity), _) => {
                    let is_negated = value(NEGATED).is_some();
                    let kind = TargetKind::Entity(entity.clone());
                    stance.target = Some(Target { kind, is_negated });
                }
                (CUE, _, Some((id, bound))) => claims.push((Part::Cue, self.claim(&[id], bound))),
                (EVIDENCE, _, Some((id, bound))) => {
                    claims.push((Part::Evidence, self.claim(&[id], bound)));
                }
                _ => {
                    let message = format!("expected {role} to be a mark, found {id}: left out");
                    gathering.problem(at.clone(), message);
                }
            }
        }
        gathering.record(layer.clone(), Record::Stance(stance.into()), claims, at);
    }

    fn note(&self, id: &str) -> String {
        let notes = self.notes.get(id).into_iter().flatten();
        let own = notes.filter(|(kind, _)| *kind == NOTE);
        own.map(|(_, words)| unescaped(words)).collect::<Vec<_>>().join("\n")
    }

    /// The ranges of a mark, noted at these ids. Those that only a line end divides are one again.
    fn claim(&self, ids: &[&str], bound: &Bound<'_>) -> Claim {
        let notes = ids.iter().filter_map(|id| self.notes.get(id)).flatten();
        let gaps = notes.filter(|(kind, _)| *kind == GAPS);
        let gaps = gaps.flat_map(|(_, words)| words.split(' ')).filter_map(|it| it.parse().ok());
        Claim {
            ranges: bound.ranges.clone(),
            quote: Some(bound.words.to_owned()),
            across_lines: Some(gaps.collect()),
        }
    }
}
