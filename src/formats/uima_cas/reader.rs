//! Documents of feature structures as articles with marks and stances.

use std::collections::BTreeMap;

use super::{CARRIED, DOCUMENT, ID, NAMED_ENTITY, SOFA, STANCE, STRUCTURES, TYPE, TYPES};
use crate::formats::archive::File;
use crate::formats::import::{Claim, Gathering, Import, Part, ReadChoice};
use crate::formats::names;
use crate::formats::reading::Place;
use crate::formats::rider::{self, Says};
use crate::formats::wire::{self, Map, Named, Parsed, Value, kind_of};
use crate::model::{ArticleId, Details, LayerId, Polarity, Record};
use crate::text::Unit;

/// What DKPro and UIMA say of every text, which is found anew from it.
const STRUCTURE: [&str; 4] =
    ["dkpro.core.api.segmentation.", "dkpro.core.api.lexmorph.", "dkpro.core.api.syntax.", "uima."];

pub(super) fn recognises(file: &File) -> bool {
    let head = String::from_utf8_lossy(&file.bytes[..file.bytes.len().min(4096)]).into_owned();
    head.trim_start().starts_with('{')
        && [TYPES, STRUCTURES].iter().any(|key| head.contains(&format!("\"{key}\"")))
}

pub(super) fn read(files: &[File], choice: &ReadChoice) -> Import {
    let mut gathering = Gathering::new();
    for file in files.iter().filter(|file| !file.name().ends_with(".md")) {
        gathering.begin_file(&file.path);
        let bytes = file.bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&file.bytes);
        match wire::parse(bytes) {
            Ok(parsed) => {
                for problem in parsed.problems() {
                    gathering.problem(Place::Pointer(problem.path), problem.message);
                }
                document(&parsed, file, &mut gathering);
            }
            Err(error) => gathering.problem(
                Place::Position(error.line() as u64, error.column() as u64),
                format!("expected a CAS as JSON, found {error}: export the document again"),
            ),
        }
    }
    gathering.finish(Some(Unit::Utf16), choice)
}

/// A feature structure.
#[derive(Clone, Copy)]
struct Structure<'a> {
    at: usize,
    id: u64,
    name: &'a str,
    fields: &'a Map<'a>,
}

impl<'a> Structure<'a> {
    fn get(&self, key: &str) -> Option<&'a Value<'a>> {
        self.fields.iter().find(|(known, _)| *known == key).map(|(_, value)| value)
    }

    fn words(&self, key: &str) -> Option<&'a str> {
        self.get(key).and_then(Value::as_str).filter(|words| !words.trim().is_empty())
    }

    fn number(&self, key: &str) -> Option<u64> {
        self.get(key).and_then(Value::as_u64)
    }

    fn place(&self) -> Place {
        Place::Pointer(format!("/{STRUCTURES}/{}", self.at))
    }

    fn short_name(&self) -> &'a str {
        self.name.rsplit('.').next().unwrap_or_default()
    }
}

/// The structures: a list, or an object by number as it was before 0.4.
fn structures<'a>(parsed: &'a Parsed<'a>, gathering: &mut Gathering) -> Vec<Structure<'a>> {
    let mut found = Vec::new();
    let mut put = |at: usize, id: Option<u64>, value: &'a Value<'a>| {
        let Value::Object(fields) = value else {
            let message =
                format!("expected a feature structure, found {}: left out", kind_of(value));
            return gathering.problem(Place::Pointer(format!("/{STRUCTURES}/{at}")), message);
        };
        let name = value.get(TYPE).and_then(Value::as_str).unwrap_or_default();
        let id = id.or(value.get(ID).and_then(Value::as_u64)).unwrap_or_default();
        found.push(Structure { at, id, name, fields });
    };
    match parsed.value.get(STRUCTURES) {
        Some(Value::Array(items)) => {
            items.iter().enumerate().for_each(|(at, value)| put(at, None, value));
        }
        Some(Value::Object(items)) => {
            let items = items.iter().enumerate();
            items.for_each(|(at, (id, value))| put(at, id.parse().ok(), value));
        }
        other => {
            let kind = other.map_or("none", kind_of);
            let message = format!("expected a list {STRUCTURES}, found {kind}: nothing was read");
            gathering.problem(Place::File, message);
        }
    }
    found
}

fn document(parsed: &Parsed<'_>, file: &File, gathering: &mut Gathering) {
    let structures = structures(parsed, gathering);
    let mut texts = structures.iter().filter(|it| it.name == SOFA).peekable();
    if texts.peek().is_none() && !structures.is_empty() {
        let message = "expected a text (uima.cas.Sofa), found none: nothing was read";
        gathering.problem(Place::File, message);
    }
    let carried: Vec<(Structure<'_>, Parsed<'_>)> = structures
        .iter()
        .filter(|it| it.name == CARRIED)
        .filter_map(|it| Some((*it, wire::parse(it.words("json")?.as_bytes()).ok()?)))
        .collect();
    for (nth, sofa) in texts.enumerate() {
        let Some(Value::String(text)) = sofa.get("sofaString") else {
            let message = "expected a text as “sofaString”, found none: the view was left out";
            gathering.problem(sofa.place(), message);
            continue;
        };
        let view = View { sofa: sofa.id, structures: &structures, carried: &carried };
        let stem = file.name().rsplit_once('.').map_or(file.name(), |(stem, _)| stem);
        let id = if nth == 0 { stem.to_owned() } else { format!("{stem}-{}", nth + 1) };
        let whole = carried.iter().find(|(_, it)| nth == 0 && it.value.get("article").is_some());
        let whole = whole.map(|(_, parsed)| &parsed.value);
        let details = view.details();
        let place = sofa.place();
        let article = rider::read_article(gathering, whole, (Some(&id), text), details, &place);
        view.read(&article, nth == 0, gathering);
    }
}

/// One of a document's texts, with what is said of it.
struct View<'a> {
    sofa: u64,
    structures: &'a [Structure<'a>],
    carried: &'a [(Structure<'a>, Parsed<'a>)],
}

impl View<'_> {
    fn details(&self) -> Details {
        let mut details = Details::default();
        for structure in self.structures.iter().filter(|it| it.number("@sofa") == Some(self.sofa)) {
            let language = structure.words("language").filter(|_| {
                structure.name == DOCUMENT || structure.name.ends_with("DocumentMetaData")
            });
            if let Some(language) = language.filter(|language| *language != "x-unspecified") {
                language.clone_into(&mut details.language);
            }
            if let Some(title) = structure.words("documentTitle") {
                title.clone_into(&mut details.title);
            }
        }
        details
    }

    fn read(&self, article: &ArticleId, is_first: bool, gathering: &mut Gathering) {
        let mut left_out: BTreeMap<&str, usize> = BTreeMap::new();
        for structure in self.structures.iter().filter(|it| it.number("@sofa") == Some(self.sofa)) {
            let name = structure.name;
            let is_structure = STRUCTURE.iter().any(|part| name.contains(part));
            if [DOCUMENT, SOFA].contains(&name) || name.ends_with("DocumentMetaData") {
                continue;
            }
            let is_relation =
                ["@Governor", "@Dependent"].iter().any(|it| structure.get(it).is_some());
            if is_structure || is_relation {
                *left_out.entry(structure.short_name()).or_default() += 1;
                continue;
            }
            self.annotation(structure, article, gathering);
        }
        for (name, count) in left_out {
            let message = format!(
                "{count} × {name} have no place in Standpoint: expected marks, they were left out"
            );
            gathering.problem(Place::File, message);
        }
        // What has no words in the text: stances without any, and those of the whole article.
        for (structure, parsed) in self.carried.iter().filter(|_| is_first) {
            let polarity = parsed.value.get("polarity").and_then(Value::as_str);
            let Some(polarity) = polarity.and_then(Polarity::named) else { continue };
            if structure.get("@of").is_none() {
                let is_stance = rider::is_stance(Some(&parsed.value));
                let says = if is_stance { Says::Stance } else { Says::DocumentStance };
                let place = structure.place();
                let (layer, record) =
                    built(article, Some(&parsed.value), says(polarity), &place, gathering);
                gathering.record(layer, record, Vec::new(), place);
            }
        }
    }

    fn annotation(
        &self,
        structure: &Structure<'_>,
        article: &ArticleId,
        gathering: &mut Gathering,
    ) {
        let place = structure.place();
        let (Some(begin), Some(end)) = (structure.number("begin"), structure.number("end")) else {
            let message = "expected whole numbers “begin” and “end”: the annotation was left out";
            return gathering.problem(place, message);
        };
        let of = |it: &Structure<'_>| it.number("@of") == Some(structure.id);
        let carried = self.carried.iter().find(|(it, _)| of(it)).map(|(_, parsed)| &parsed.value);
        let claim = Claim { ranges: ranges(carried, begin, end), ..Claim::default() };
        let polarity = structure.words("polarity").and_then(Polarity::named);
        let says = match polarity {
            Some(polarity) if structure.name == STANCE => Says::Stance(polarity),
            _ if structure.name == STANCE => {
                let (expected, found) = (Polarity::NAMES.join(", "), structure.words("polarity"));
                let found = found.unwrap_or("none");
                let message = format!("expected a polarity of {expected}, found {found}: left out");
                return gathering.problem(place, message);
            }
            _ => Says::Mention(label(structure).to_owned()),
        };
        let part = if matches!(says, Says::Mention(_)) { Part::Mention } else { Part::Expression };
        let (layer, mut record) = built(article, carried, says, &place, gathering);
        if carried.is_none() {
            complete(&mut record, structure, gathering);
        }
        gathering.record(layer, record, vec![(part, claim)], place);
    }
}

/// A record with what was carried of it.
fn built(
    article: &ArticleId,
    carried: Option<&Value<'_>>,
    says: Says,
    place: &Place,
    gathering: &mut Gathering,
) -> (LayerId, Record) {
    let words = |key| carried.and_then(|it| it.get(key)).and_then(Value::as_str);
    let annotator = words("annotator").map(Into::into);
    let annotator = annotator.unwrap_or_else(|| gathering.annotator(""));
    let layer = LayerId { article: article.clone(), annotator };
    let note = words("note").unwrap_or_default().to_owned();
    let record = rider::read_record(gathering, carried, &layer, says, note, place);
    (layer, record)
}

/// What an annotation of another program says besides.
fn complete(record: &mut Record, structure: &Structure<'_>, gathering: &mut Gathering) {
    match record {
        Record::Mention(mention) => {
            let mention = std::rc::Rc::make_mut(mention);
            if let Some(identifier) = structure.words("identifier") {
                let name = identifier.rsplit(['/', '#']).next().unwrap_or(identifier);
                let id = gathering.entity(name, &mention.entity_type);
                if let Some(entity) = gathering.project().entities.get_mut(&id) {
                    name.clone_into(&mut std::rc::Rc::make_mut(entity).knowledge_base_id);
                }
                mention.entity = Some(id);
            }
            // What the model has no place for stays with the mark.
            let own = ["%", "@", "begin", "end", "identifier", "value", "label"];
            for (key, value) in structure.fields.iter() {
                if !own.iter().any(|own| key.starts_with(own)) && *value != Value::Null {
                    mention.extra.insert(format!("uima_{key}"), value.to_json());
                }
            }
        }
        Record::Stance(stance) => {
            let stance = std::rc::Rc::make_mut(stance);
            let (holder, target) = (structure.words("holder"), structure.words("target"));
            stance.holder = holder.map(|words| names::read_holder(gathering, words));
            stance.target = target.map(|words| names::read_target(gathering, words));
        }
        Record::DocumentStance(_) => {}
    }
}

/// The pieces of a mark as they were carried, if they still reach as far as the annotation.
fn ranges(carried: Option<&Value<'_>>, begin: u64, end: u64) -> Vec<(u64, u64)> {
    let whole = vec![(begin, end)];
    let Some(Value::Array(pieces)) = carried.and_then(|it| it.get("ranges")) else { return whole };
    let pair = |piece: &Value<'_>| match piece {
        Value::Array(pair) => Some((pair.first()?.as_u64()?, pair.get(1)?.as_u64()?)),
        _ => None,
    };
    let pieces: Option<Vec<(u64, u64)>> = pieces.iter().map(pair).collect();
    let fits = |pieces: &Vec<(u64, u64)>| {
        pieces.first().is_some_and(|it| it.0 == begin)
            && pieces.last().is_some_and(|it| it.1 == end)
    };
    pieces.filter(fits).unwrap_or(whole)
}

/// What an annotation is called: its value, its only words, or else its type.
fn label<'a>(structure: &Structure<'a>) -> &'a str {
    let own = structure.words("value").or(structure.words("label"));
    let is_word = |key: &str| !key.starts_with(['%', '@']) && key != "identifier";
    let mut words = structure.fields.iter().filter(|(key, _)| is_word(key));
    let only =
        words.find_map(|(key, _)| structure.words(key)).filter(|_| structure.name != NAMED_ENTITY);
    own.or(only).unwrap_or(structure.short_name())
}
