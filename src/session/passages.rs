//! What a field for words of the text, for a date or for a choice offers to what is typed in it.

use super::completion::{Choice, Offer};
use super::stance_fields::sentence_around;
use super::words;
use crate::model::{Attribute, Date};
use crate::order;
use crate::text::{Fragments, Query, Snap, Span, Text, snap};

/// How many places of typed words are offered at the most.
const MOST: usize = 8;

/// The stretches of text that may be meant. Without a query: the selection, the sentence and the
/// paragraph of the stance's own words. Else the places that have what is typed, widened to words,
/// those in the stance's sentence and near to its words first.
pub fn passages(
    text: &Text,
    selected: Option<Span>,
    near: Option<&Fragments>,
    query: &str,
) -> Vec<Offer> {
    let hull = near.map(Fragments::hull);
    let mut offers = Vec::new();
    let Some(wanted) = Query::new(query, false) else {
        let mut offer = |span: Option<Span>, kind: &str| {
            offers.extend(span.map(|span| passage(text, span, kind.to_owned())));
        };
        offer(selected, "the selection");
        offer(hull.and_then(|hull| sentence_around(text, hull)), "the sentence");
        offer(hull.and_then(|hull| paragraph_around(text, hull)), "the paragraph");
        let kind = "no words".to_owned();
        offers.push(Offer { label: "None".to_owned(), kind, choice: Choice::None, depth: 0 });
        return offers;
    };
    let sentence = hull.and_then(|hull| sentence_around(text, hull));
    let is_within = |place: Span| sentence.is_some_and(|sentence| sentence.overlaps(place));
    let mut places = wanted.places(text);
    let distance = |place: &Span| match hull {
        Some(hull) if place.end() <= hull.start() => hull.start().0 - place.end().0,
        Some(hull) => place.start().0.saturating_sub(hull.end().0),
        None => place.start().0,
    };
    order::sort_by_key(&mut places, |place| (!is_within(*place), distance(place), place.start()));
    places.truncate(MOST);
    for place in places {
        let Some(place) = snap(text, place, Snap::Words) else { continue };
        let kind =
            if is_within(place) { "in the sentence".to_owned() } else { context(text, place) };
        offers.push(passage(text, place, kind));
    }
    offers
}

fn passage(text: &Text, span: Span, kind: String) -> Offer {
    let label = words::shorten(text.slice(span));
    Offer { label, kind, choice: Choice::Words(span.into()), depth: 0 }
}

fn paragraph_around(text: &Text, hull: Span) -> Option<Span> {
    let lines = text.paragraphs();
    let (first, last) = (text.paragraph_at(hull.start()), text.paragraph_at(hull.end()));
    snap(text, Span::new(lines[first].start, lines[last].end)?, Snap::Graphemes)
}

/// The words around a place, to tell it from others.
fn context(text: &Text, place: Span) -> String {
    let line = &text.paragraphs()[text.paragraph_at(place.start())];
    let behind = Span::new(place.end(), line.end).map_or("", |span| text.slice(span));
    let few: Vec<&str> = behind.split_whitespace().take(4).collect();
    format!("… {}", few.join(" "))
}

/// The days that may be meant: that of publication and the one before, or what is typed, of which
/// year and month may be left out where the publication has them.
pub fn dates(published: Option<Date>, query: &str) -> Vec<Offer> {
    let offer = |date: Date, kind: &str| Offer {
        label: date.to_string(),
        kind: kind.to_owned(),
        choice: Choice::Date(date),
        depth: 0,
    };
    let typed = query.trim();
    if typed.is_empty() {
        let before = published.and_then(|day| Date::of_day_number(day.day_number() - 1));
        let mut offers: Vec<Offer> = Vec::new();
        offers.extend(published.map(|day| offer(day, "day of publication")));
        offers.extend(before.map(|day| offer(day, "the day before")));
        let kind = "not known".to_owned();
        offers.push(Offer { label: "No date".to_owned(), kind, choice: Choice::None, depth: 0 });
        return offers;
    }
    let parts: Option<Vec<u16>> = typed.split('-').map(|part| part.parse().ok()).collect();
    let small = |number: u16| u8::try_from(number).ok();
    let date = match (parts.as_deref(), published) {
        (Some([year, month, day]), _) => {
            small(*month).zip(small(*day)).and_then(|(month, day)| Date::new(*year, month, day))
        }
        (Some([month, day]), Some(known)) => small(*month)
            .zip(small(*day))
            .and_then(|(month, day)| Date::new(known.year(), month, day)),
        (Some([day]), Some(known)) => {
            small(*day).and_then(|day| Date::new(known.year(), known.month(), day))
        }
        _ => None,
    };
    date.map(|date| offer(date, "as typed")).into_iter().collect()
}

/// The choices of an attribute whose names have what is typed; without it all, and that none is made.
pub fn answers(attribute: &Attribute, query: &str) -> Vec<Offer> {
    let offer = |label: &str, choice| Offer {
        label: label.to_owned(),
        kind: String::new(),
        choice,
        depth: 0,
    };
    let wanted = Query::new(query, false);
    let has = |label: &str| wanted.as_ref().is_none_or(|wanted| wanted.is_in(label));
    let fitting = attribute.choices().iter().filter(|choice| has(&choice.label));
    let mut offers: Vec<Offer> =
        fitting.map(|choice| offer(&choice.label, Choice::Answer(choice.id.clone()))).collect();
    if wanted.is_none() {
        offers.push(offer("Not said", Choice::None));
    }
    offers
}
