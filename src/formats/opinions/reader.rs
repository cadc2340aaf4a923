//! A project from opinions.

use std::collections::BTreeMap;

use super::{OURS, grade};
use crate::formats::archive::File;
use crate::formats::import::{Claim, Gathering, Import, Part, ReadChoice};
use crate::formats::json_list::{self, Item};
use crate::formats::reading::Place;
use crate::formats::rider::{self, Says};
use crate::formats::span_lines::{first_line, for_each_line};
use crate::formats::wire::{Value, kind_of};
use crate::model::{
    AnnotatorId, ArticleId, Details, EntityId, Holder, Intensity, LayerId, Polarity, Record,
    Target, TargetKind,
};
use crate::text::Unit;

/// What a format calls the parts of an entry.
pub(in crate::formats) struct Keys {
    pub(in crate::formats) id: &'static str,
    pub(in crate::formats) text: &'static str,
    pub(in crate::formats) opinions: &'static str,
}

/// What a file says of an opinion.
pub(in crate::formats) struct Said<'a> {
    pub(in crate::formats) polarity: Polarity,
    pub(in crate::formats) intensity: Option<Intensity>,
    pub(in crate::formats) words: Option<Claim>,
    pub(in crate::formats) holder: Option<Mark<'a>>,
    pub(in crate::formats) target: Option<Mark<'a>>,
    /// Other mentions of the target.
    pub(in crate::formats) further: Vec<Mark<'a>>,
    /// What was carried of the stance.
    pub(in crate::formats) carried: Option<&'a Value<'a>>,
}

/// A mention of a holder or a target, with what was carried of it.
pub(in crate::formats) struct Mark<'a> {
    pub(in crate::formats) claim: Claim,
    pub(in crate::formats) carried: Option<&'a Value<'a>>,
}

/// Whether the first entry of a file has these parts.
pub(in crate::formats) fn recognises(file: &File, ending: &str, keys: &Keys) -> bool {
    let part = format!("\"{}\":", keys.opinions);
    first_line(file, ending, part.as_bytes(), |entry| {
        entry.get(keys.text).and_then(Value::as_str).is_some()
            && matches!(entry.get(keys.opinions), Some(Value::Array(_)))
    })
}

/// Reads all entries, each opinion by `said`.
pub(in crate::formats) fn read(
    files: &[File],
    choice: &ReadChoice,
    keys: &Keys,
    said: for<'a> fn(&'a Value<'a>) -> Result<Said<'a>, String>,
) -> Import {
    let mut gathering = Gathering::new();
    let mut marks = Marks::new();
    for_each_line(files, &mut gathering, |item, gathering| {
        read_entry(item, keys, said, gathering, &mut marks);
    });
    gathering.finish(Some(Unit::CodePoint), choice)
}

/// The entities of the mentions so far, by layer and by id or type and place: one mention stands for the
/// ends of several stances.
type Marks = BTreeMap<(LayerId, String), Option<EntityId>>;

fn read_entry(
    item: &Item<'_>,
    keys: &Keys,
    said: for<'a> fn(&'a Value<'a>) -> Result<Said<'a>, String>,
    gathering: &mut Gathering,
    marks: &mut Marks,
) {
    let Some(parsed) = json_list::parsed(item, gathering) else { return };
    let (value, at) = (&parsed.value, Place::Line(item.line));
    let Some(text) = value.get(keys.text).and_then(Value::as_str) else {
        let found = value.get(keys.text).map_or("none", kind_of);
        let message = format!("expected a “{}”, found {found}: the entry was left out", keys.text);
        return gathering.problem(at, message);
    };
    let article = read_article(value, text, keys, &at, gathering);
    let opinions = match value.get(keys.opinions) {
        Some(Value::Array(opinions)) => &opinions[..],
        other => {
            let found = other.map_or("none", kind_of);
            let message = format!("expected a list “{}”, found {found}", keys.opinions);
            return gathering.problem(at, message);
        }
    };
    for (number, opinion) in opinions.iter().enumerate() {
        let place = Place::Pointer(format!("line {}, /{}/{number}", item.line, keys.opinions));
        match said(opinion) {
            Ok(said) => Taking { gathering, article: &article, place, marks }.take(said),
            Err(why) => gathering.problem(place, format!("{why}: the opinion was left out")),
        }
    }
}

fn read_article(
    value: &Value<'_>,
    text: &str,
    keys: &Keys,
    at: &Place,
    gathering: &mut Gathering,
) -> ArticleId {
    let id = value.get(keys.id).and_then(Value::as_str);
    let own = value.get(OURS);
    let fields = match value {
        Value::Object(fields) if own.is_none() => fields,
        _ => return rider::read_article(gathering, own, (id, text), Details::default(), at),
    };
    let known = [keys.id, keys.text, keys.opinions];
    let others = fields.iter().filter(|(key, _)| !known.contains(&key.as_ref()));
    rider::foreign_article(text, id, others.map(|(key, value)| (&**key, value)), gathering)
}

struct Taking<'g, 'a> {
    gathering: &'g mut Gathering,
    article: &'a ArticleId,
    place: Place,
    marks: &'g mut Marks,
}

impl Taking<'_, '_> {
    fn take(mut self, said: Said<'_>) {
        let own = said.carried.and_then(|it| it.get("annotator")).and_then(Value::as_str);
        let annotator = own.map(AnnotatorId::from);
        let annotator = annotator.unwrap_or_else(|| self.gathering.annotator(""));
        let layer = LayerId { article: self.article.clone(), annotator };
        let (says, note) = (Says::Stance(said.polarity), note_of(said.carried));
        let record =
            rider::read_record(self.gathering, said.carried, &layer, says, note, &self.place);
        let holder = said.holder.and_then(|mark| self.mark(&layer, mark, "holder", None));
        let target = said.target.and_then(|mark| self.mark(&layer, mark, "target", None));
        for mark in said.further {
            self.mark(&layer, mark, "target", target.as_ref());
        }
        let Record::Stance(stance) = record else { return };
        let mut stance = (*stance).clone();
        if said.carried.is_none() {
            stance.holder = holder.map(Holder::Entity);
            let kind = target.map(TargetKind::Entity);
            stance.target = kind.map(|kind| Target { kind, is_negated: false });
        }
        if said.intensity.is_some() && said.intensity != stance.intensity.map(grade) {
            stance.intensity = said.intensity;
        }
        let claims = said.words.into_iter().map(|words| (Part::Expression, words)).collect();
        self.gathering.record(layer, Record::Stance(stance.into()), claims, self.place);
    }

    /// Takes a mention in, if it is new; without what was carried it has that type, and that entity or
    /// the one that is called by its words.
    fn mark(
        &mut self,
        layer: &LayerId,
        mark: Mark<'_>,
        label: &str,
        entity: Option<&EntityId>,
    ) -> Option<EntityId> {
        let Mark { claim, carried } = mark;
        let string = |key| carried.and_then(|it| it.get(key)).and_then(Value::as_str);
        let label = string("type").unwrap_or(label);
        let name = string("id").map(str::to_owned);
        let key = (layer.clone(), name.unwrap_or_else(|| format!("{label} {:?}", claim.ranges)));
        if let Some(known) = self.marks.get(&key) {
            return known.clone();
        }
        let (says, note) = (Says::Mention(label.to_owned()), note_of(carried));
        let record = rider::read_record(self.gathering, carried, layer, says, note, &self.place);
        let Record::Mention(mention) = record else { return None };
        let mut mention = (*mention).clone();
        mention.extra.remove("type");
        mention.extra.remove("note");
        if carried.is_none() {
            let words = claim.quote.as_deref().unwrap_or_default();
            let name = words.split_whitespace().collect::<Vec<_>>().join(" ");
            if entity.is_some() {
                mention.entity = entity.cloned();
            } else if !name.is_empty() {
                mention.entity = Some(self.gathering.entity(&name, &mention.entity_type));
            }
        }
        let entity = mention.entity.clone();
        self.marks.insert(key, entity.clone());
        let (claims, record) = (vec![(Part::Mention, claim)], Record::Mention(mention.into()));
        self.gathering.record(layer.clone(), record, claims, self.place.clone());
        entity
    }
}

fn note_of(carried: Option<&Value<'_>>) -> String {
    let note = carried.and_then(|it| it.get("note")).and_then(Value::as_str);
    note.unwrap_or_default().to_owned()
}
