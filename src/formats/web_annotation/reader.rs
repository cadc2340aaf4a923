//! Texts and annotations as articles with marks and stances.

use std::collections::BTreeMap;

use super::{ASSESSING, DESCRIBING, IDENTIFYING, TAGGING, WIKIDATA};
use crate::formats::archive::File;
use crate::formats::import::{Claim, Gathering, Import, Part, ReadChoice};
use crate::formats::json_list::{self, Item};
use crate::formats::reading::Place;
use crate::formats::rider::{self, OURS, Says};
use crate::formats::wire::{Named, Parsed, Value, kind_of};
use crate::model::{ArticleId, Details, LayerId, Polarity, Record};
use crate::text::Unit;

pub(super) fn recognises(file: &File) -> bool {
    let name = file.name();
    let head = String::from_utf8_lossy(&file.bytes[..file.bytes.len().min(4096)]).into_owned();
    name.ends_with(".jsonld") || name.ends_with(".json") && head.contains("ns/anno.jsonld")
}

pub(super) fn read(files: &[File], choice: &ReadChoice) -> Import {
    let mut gathering = Gathering::new();
    let (texts, lists): (Vec<&File>, Vec<&File>) = files
        .iter()
        .filter(|file| !file.name().ends_with(".md"))
        .partition(|file| file.name().ends_with(".txt"));
    let mut items: Vec<(&File, Item<'_>)> = Vec::new();
    for file in &lists {
        gathering.begin_file(&file.path);
        items.extend(
            json_list::items(&file.bytes, &mut gathering).into_iter().map(|it| (*file, it)),
        );
    }
    let mut parsed: Vec<(&File, u64, Parsed<'_>)> = Vec::new();
    for (file, item) in &items {
        gathering.begin_file(&file.path);
        let value = json_list::parsed(item, &mut gathering);
        parsed.extend(value.map(|value| (*file, item.line, value)));
    }
    let mut annotations = Vec::new();
    for (file, line, parsed) in &parsed {
        gathering.begin_file(&file.path);
        listed(&parsed.value, file, &Place::Line(*line), &mut annotations, &mut gathering);
    }
    let articles = articles(&texts, &annotations, &mut gathering);
    for found in &annotations {
        gathering.begin_file(&found.file.path);
        found.read(&articles, &mut gathering);
    }
    gathering.finish(Some(Unit::CodePoint), choice)
}

/// An annotation where it stands.
struct Found<'a> {
    file: &'a File,
    place: Place,
    value: &'a Value<'a>,
}

/// The annotations of a list, a page, a collection, or the one that it is.
fn listed<'a>(
    value: &'a Value<'a>,
    file: &'a File,
    place: &Place,
    found: &mut Vec<Found<'a>>,
    gathering: &mut Gathering,
) {
    if value.get("target").is_some() {
        return found.push(Found { file, place: place.clone(), value });
    }
    let inside = [value.get("items"), value.get("first").and_then(|page| page.get("items"))];
    let list = inside.into_iter().flatten().next();
    match (value, list) {
        (Value::Array(items), _) | (_, Some(Value::Array(items))) => {
            for (at, item) in items.iter().enumerate() {
                let Place::Line(line) = place else { continue };
                if item.get("target").is_some() {
                    let place = Place::Pointer(format!("line {line}, item {at}"));
                    found.push(Found { file, place, value: item });
                } else {
                    let message =
                        format!("expected an annotation with a “target”, found none at item {at}");
                    gathering.problem(place.clone(), message);
                }
            }
        }
        _ => {
            let message = format!(
                "expected an annotation with a “target”, found {}: left out",
                kind_of(value)
            );
            gathering.problem(place.clone(), message);
        }
    }
}

/// The articles by the name of their file.
fn articles(
    texts: &[&File],
    annotations: &[Found<'_>],
    gathering: &mut Gathering,
) -> BTreeMap<String, ArticleId> {
    let mut known: BTreeMap<String, &Found<'_>> = BTreeMap::new();
    for found in annotations {
        if found.value.get(OURS).and_then(|ours| ours.get("article")).is_some() {
            for target in targets(found.value) {
                known.entry(name_in(target)).or_insert(found);
            }
        }
    }
    let mut articles = BTreeMap::new();
    for file in texts {
        gathering.begin_file(&file.path);
        let words = String::from_utf8(file.bytes.clone()).unwrap_or_else(|_| {
            let message = "expected UTF-8, found bytes that are none: they are read as U+FFFD";
            gathering.problem(Place::File, message);
            String::from_utf8_lossy(&file.bytes).into_owned()
        });
        let described = known.get(file.name());
        if let Some(found) = described {
            gathering.begin_file(&found.file.path);
        }
        let carried = described.and_then(|found| found.value.get(OURS));
        let place = described.map_or(Place::File, |found| found.place.clone());
        let stem = file.name().strip_suffix(".txt");
        let id =
            rider::read_article(gathering, carried, (stem, &words), Details::default(), &place);
        articles.insert(file.name().to_owned(), id);
    }
    articles
}

/// What an annotation is about: each of its targets.
fn targets<'a>(annotation: &'a Value<'a>) -> &'a [Value<'a>] {
    match annotation.get("target") {
        Some(Value::Array(targets)) => targets,
        Some(target) => std::slice::from_ref(target),
        None => &[],
    }
}

/// The name of the file that a target lies in: the last part of its address.
fn name_in(target: &Value<'_>) -> String {
    let source = match target {
        Value::String(source) => source,
        other => match other.get("source") {
            Some(Value::String(source)) => source,
            Some(resource) => resource.get("id").and_then(Value::as_str).unwrap_or_default(),
            None => other.get("id").and_then(Value::as_str).unwrap_or_default(),
        },
    };
    let path = source.split(['#', '?']).next().unwrap_or_default();
    decoded(path.rsplit('/').next().unwrap_or_default())
}

/// `%` and two digits as the byte that they stand for.
fn decoded(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let digits = behind.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) if *first == b'%' => {
                bytes.push(byte);
                rest = &behind[2..];
            }
            _ => {
                bytes.push(*first);
                rest = behind;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

impl Found<'_> {
    fn problem(&self, gathering: &mut Gathering, message: impl Into<String>) {
        gathering.problem(self.place.clone(), message);
    }

    fn read(&self, articles: &BTreeMap<String, ArticleId>, gathering: &mut Gathering) {
        let carried = self.value.get(OURS);
        if carried.and_then(|it| it.get("article")).is_some() {
            let name = targets(self.value).first().map(name_in).unwrap_or_default();
            if !articles.contains_key(&name) {
                self.problem(gathering, format!("expected its text {name} beside it, found none"));
            }
            return;
        }
        let Some(article) = self.article(articles, gathering) else { return };
        let own = carried.and_then(|it| it.get("annotator")).and_then(Value::as_str);
        let annotator = match own {
            Some(own) => own.into(),
            None => {
                let creator = self.value.get("creator");
                let named = creator.map(|it| it.get("name").or(it.get("id")).unwrap_or(it));
                let name = named.and_then(Value::as_str).unwrap_or_default().to_owned();
                gathering.annotator(&name)
            }
        };
        let layer = LayerId { article, annotator };
        let claim = match self.claim() {
            Ok(claim) => claim,
            Err(why) => return self.problem(gathering, format!("{why}: left out")),
        };
        let bodies = Bodies::of(self.value);
        let Some(says) = bodies.says(claim.is_some(), rider::is_stance(carried)) else {
            let expected = Polarity::NAMES.join(", ");
            return self.problem(
                gathering,
                format!("expected a part of the text or a polarity ({expected}), found neither: left out"),
            );
        };
        let part = if matches!(says, Says::Mention(_)) { Part::Mention } else { Part::Expression };
        let note = bodies.note.join("\n");
        let mut record = rider::read_record(gathering, carried, &layer, says, note, &self.place);
        if let (Record::Mention(mention), None) = (&mut record, carried) {
            let mention = std::rc::Rc::make_mut(mention);
            mention.entity = bodies.entity(claim.as_ref(), &mention.entity_type, gathering);
        }
        let claims = claim.map(|claim| (part, claim)).into_iter().collect();
        gathering.record(layer, record, claims, self.place.clone());
    }

    /// The article that all targets lie in; where there is only one, whatever its address.
    fn article(
        &self,
        articles: &BTreeMap<String, ArticleId>,
        gathering: &mut Gathering,
    ) -> Option<ArticleId> {
        let mut names: Vec<String> = targets(self.value).iter().map(name_in).collect();
        names.dedup();
        let found = match &names[..] {
            [name] => {
                let known = articles.get(name).or_else(|| articles.get(&format!("{name}.txt")));
                known.or(articles.values().next().filter(|_| articles.len() == 1))
            }
            _ => None,
        };
        if found.is_none() {
            let names = names.join(" and ");
            let message = format!(
                "expected the text {names} as one .txt file beside it, found none: left out, \
                 import it together with its text"
            );
            self.problem(gathering, message);
        }
        found.cloned()
    }

    /// Where it stands in the text; `None` if it is about all of it.
    fn claim(&self) -> Result<Option<Claim>, String> {
        let mut claim = Claim::default();
        let mut quotes = Vec::new();
        for target in targets(self.value) {
            let selectors = match target.get("selector") {
                None => continue,
                Some(Value::Array(selectors)) => selectors.as_slice(),
                Some(one) => match one.get("items") {
                    Some(Value::Array(selectors)) => selectors.as_slice(),
                    _ => std::slice::from_ref(one),
                },
            };
            let of = |kind: &str| {
                let mut selectors = selectors.iter();
                selectors.find(|it| it.get("type").and_then(Value::as_str) == Some(kind))
            };
            let number = |selector: &Value<'_>, key| selector.get(key).and_then(Value::as_u64);
            let position = of("TextPositionSelector");
            let range = position.and_then(|it| Some((number(it, "start")?, number(it, "end")?)));
            let Some(range) = range else {
                let expected = "expected a TextPositionSelector with “start” and “end”";
                let words = of("TextQuoteSelector").map_or("none", |_| "a quote alone");
                return Err(format!("{expected}, found {words}"));
            };
            claim.ranges.push(range);
            let quote = of("TextQuoteSelector").and_then(|it| it.get("exact"));
            quotes.extend(quote.and_then(Value::as_str));
        }
        if quotes.len() == claim.ranges.len() {
            claim.quote = Some(quotes.join(" "));
        }
        Ok(Some(claim).filter(|claim| !claim.ranges.is_empty()))
    }
}

/// What an annotation's bodies say.
#[derive(Default)]
struct Bodies<'a> {
    polarity: Option<Polarity>,
    tags: Vec<&'a str>,
    name: Option<&'a str>,
    address: Option<&'a str>,
    note: Vec<&'a str>,
}

impl<'a> Bodies<'a> {
    fn of(annotation: &'a Value<'a>) -> Self {
        let mut bodies = Self::default();
        let all = match annotation.get("body").or(annotation.get("bodyValue")) {
            Some(Value::Array(all)) => all.as_slice(),
            Some(one) => std::slice::from_ref(one),
            None => &[],
        };
        let motivation = match annotation.get("motivation") {
            Some(Value::Array(all)) => all.first().and_then(Value::as_str),
            other => other.and_then(Value::as_str),
        };
        for body in all {
            let purpose = body.get("purpose").and_then(Value::as_str).or(motivation);
            let words = match body {
                Value::String(words) => Some(words.as_ref()),
                other => other.get("value").and_then(Value::as_str),
            };
            let source = body.get("source").or(body.get("id")).and_then(Value::as_str);
            match (purpose.unwrap_or(DESCRIBING), words) {
                (ASSESSING, Some(words)) if Polarity::named(words).is_some() => {
                    bodies.polarity = Polarity::named(words);
                }
                (TAGGING | "classifying", Some(words)) => bodies.tags.push(words),
                (IDENTIFYING | "linking", Some(words)) => bodies.name = Some(words),
                (IDENTIFYING | "linking" | TAGGING | "classifying", None) => {
                    bodies.address = source.or(bodies.address);
                }
                (_, Some(words)) => bodies.note.push(words),
                (_, None) => bodies.note.extend(source),
            }
        }
        bodies
    }

    /// A mark without a tag is a highlight.
    fn says(&self, has_place: bool, is_stance: bool) -> Option<Says> {
        match self.polarity {
            Some(polarity) if has_place || is_stance => Some(Says::Stance(polarity)),
            Some(polarity) => Some(Says::DocumentStance(polarity)),
            None if has_place => {
                let tag = self.tags.iter().find(|tag| !tag.trim().is_empty());
                Some(Says::Mention(tag.map_or("highlight", |tag| *tag).to_owned()))
            }
            None => None,
        }
    }

    /// The entity that the bodies name; one that has only an address is called by the words there.
    fn entity(
        &self,
        claim: Option<&Claim>,
        entity_type: &crate::model::TypeId,
        gathering: &mut Gathering,
    ) -> Option<crate::model::EntityId> {
        let quote = claim.and_then(|claim| claim.quote.as_deref());
        let name = self.name.or(self.address.and(quote)).or(self.address)?;
        let id = gathering.entity(name, entity_type);
        if let (Some(address), Some(entity)) =
            (self.address, gathering.project().entities.get_mut(&id))
        {
            let number = address.rsplit('/').next().filter(|_| address.contains("wikidata.org/"));
            let number = number.or(address.strip_prefix(WIKIDATA)).unwrap_or(address);
            number.clone_into(&mut std::rc::Rc::make_mut(entity).knowledge_base_id);
        }
        Some(id)
    }
}
