//! Where things are in a text as a whole: ticks for the strip along its scroll bar.

use super::Desk;
use crate::model::{Codebook, Colour, Record, SegmentKind};
use crate::text::{Byte, Span, Text};

/// Into how many parts the strip is divided; all marks of one part share a tick, so that ten
/// thousand cost no more than some hundred.
const PARTS: usize = 200;

/// Something on the strip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// What it stands for.
    pub kind: TickKind,
    /// Its colour; grey for parts of the article.
    pub colour: Colour,
    /// From which part of the strip it reaches.
    pub from: usize,
    /// Over how many parts.
    pub parts: usize,
    /// Where the first of it begins in the text.
    pub at: Byte,
    /// Where a part of the article ends; of marks, where the first begins.
    pub end: Byte,
    /// What is there.
    pub words: String,
}

/// What a tick stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum TickKind {
    Headline,
    /// What is in the page around the article's own words.
    Furniture,
    Mention,
    Stance,
}

/// The ticks of the open article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outline(pub Vec<Tick>);

impl Outline {
    /// Into how many parts the strip is divided.
    pub const PARTS: usize = PARTS;

    /// The ticks of the open article: headline and furniture, then marks by place.
    pub fn of(desk: &Desk) -> Self {
        let Some(article) = desk.open_article() else { return Self::default() };
        let text = &article.text;
        let mut ticks: Vec<Tick> = Vec::new();
        for segment in &article.segments {
            let kind = match segment.kind {
                SegmentKind::Headline => TickKind::Headline,
                SegmentKind::Body => continue,
                _ => TickKind::Furniture,
            };
            add_segment(&mut ticks, text, kind, segment.span);
        }
        if let Some(layer) = desk.open_layer() {
            let codebook = &desk.work.project.codebook;
            let mut parts: Vec<Option<(Tick, usize)>> = vec![None; 2 * PARTS];
            for record in layer.records.values() {
                add_mark(&mut parts, text, codebook, record);
            }
            ticks.extend(parts.into_iter().flatten().map(with_words));
        }
        Self(ticks)
    }
}

/// How far down the places of a text stand: where that is known, and by share of the text between.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heights {
    /// In order of the text, with the distance from the top of all that can be scrolled.
    known: Vec<(Byte, u32)>,
    whole: u32,
}

impl Heights {
    /// Heights from known ones, in order of the text, and how high all that can be scrolled is.
    pub fn new(known: Vec<(Byte, u32)>, whole: u32) -> Self {
        Self { known, whole: whole.max(1) }
    }

    /// How far down a place stands, in thousandths of the whole.
    pub fn thousandths(&self, at: Byte) -> u32 {
        let (from, to) = self.around(self.known.partition_point(|(known, _)| *known <= at));
        let px = between(at.0, (from.0.0, from.1), (to.0.0, to.1));
        px.min(self.whole) * 1000 / self.whole.max(1)
    }

    /// The place that stands so far down, 0 at the top and 1 at the foot.
    pub fn place(&self, text: &Text, share: f64) -> Byte {
        let px = (f64::from(self.whole) * share.clamp(0.0, 1.0)) as u32;
        let (from, to) = self.around(self.known.partition_point(|(_, known)| *known <= px));
        text.floor(Byte(between(px, (from.1, from.0.0), (to.1, to.0.0))))
    }

    /// The known heights before and behind the one of that number.
    fn around(&self, next: usize) -> ((Byte, u32), (Byte, u32)) {
        let nowhere = (Byte(0), 0);
        let last = self.known.last().copied().unwrap_or(nowhere);
        let behind = self.known.get(next).copied().unwrap_or(last);
        let before = next.checked_sub(1).map(|before| self.known[before]);
        (before.unwrap_or(behind), behind)
    }
}

/// What belongs to `at`, if `from.1` belongs to `from.0` and `to.1` to `to.0`, and between by share.
fn between(at: u32, from: (u32, u32), to: (u32, u32)) -> u32 {
    let (way, whole) = (at.clamp(from.0, to.0.max(from.0)) - from.0, to.0.saturating_sub(from.0));
    let far = u64::from(to.1.saturating_sub(from.1)) * u64::from(way) / u64::from(whole.max(1));
    from.1 + u32::try_from(far).unwrap_or(0)
}

fn part_of(text: &Text, at: Byte) -> usize {
    (at.index() * PARTS / text.end().index().max(1)).min(PARTS - 1)
}

/// Neighbours of a kind share a tick.
fn add_segment(ticks: &mut Vec<Tick>, text: &Text, kind: TickKind, span: Span) {
    let from = part_of(text, span.start());
    let end = part_of(text, span.end()).max(from) + 1;
    if let Some(last) = ticks.last_mut()
        && last.kind == kind
        && from <= last.from + last.parts
    {
        last.parts = last.parts.max(end - last.from);
        last.end = last.end.max(span.end());
        return;
    }
    let words = if kind == TickKind::Headline { "Headline" } else { "Page furniture" };
    let (colour, words) = (Colour::Grey, words.to_owned());
    let (at, parts) = (span.start(), end - from);
    ticks.push(Tick { kind, colour, from, parts, at, end: span.end(), words });
}

/// The first mark of a part gives the tick its place and colour; the number counts them.
fn add_mark(
    parts: &mut [Option<(Tick, usize)>],
    text: &Text,
    codebook: &Codebook,
    record: &Record,
) {
    let (kind, fragments, colour) = match record {
        Record::Mention(mention) => {
            let style = codebook.entity_type(&mention.entity_type);
            (TickKind::Mention, Some(&mention.fragments), style.map(|style| style.colour))
        }
        Record::Stance(stance) => {
            let style = codebook.polarity(stance.polarity);
            (TickKind::Stance, stance.expression.as_ref(), style.map(|style| style.colour))
        }
        Record::DocumentStance(_) => return,
    };
    let Some(at) = fragments.map(|fragments| fragments.first().start()) else { return };
    let colour = colour.unwrap_or(Colour::Grey);
    let from = part_of(text, at);
    let place = &mut parts[if kind == TickKind::Mention { from } else { PARTS + from }];
    let (tick, count) = place.get_or_insert_with(|| {
        (Tick { kind, colour, from, parts: 1, at, end: at, words: String::new() }, 0)
    });
    if at < tick.at {
        (tick.at, tick.end, tick.colour) = (at, at, colour);
    }
    *count += 1;
}

fn with_words((tick, count): (Tick, usize)) -> Tick {
    let words = match (tick.kind, count) {
        (TickKind::Mention, 1) => "1 mention".to_owned(),
        (TickKind::Mention, _) => format!("{count} mentions"),
        (_, 1) => "1 stance".to_owned(),
        _ => format!("{count} stances"),
    };
    Tick { words, ..tick }
}
