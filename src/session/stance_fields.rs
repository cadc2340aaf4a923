//! The stance's optional fields: their values and keys, what the text proposes, what is asked next.

use super::StanceSlot;
use super::update::sentence_at;
use crate::model::{
    Article, AttitudeType, AttributeChoice, Attributes, Attribution, Codebook, Confidence, Date,
    Explicitness, Holder, Intensity, Stance, StanceField, Subject,
};
use crate::text::{Byte, Fragments, Span, Text};

/// Something that the annotator says of a stance beside holder, target and polarity.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// One of [`values`] of a field, by its place there; none of them.
    Value(StanceField, Option<usize>),
    /// The words of the cue or the evidence.
    Words(StanceField, Option<Fragments>),
    /// When it was said.
    Date(Option<Date>),
    /// Whether the target's opposite is meant.
    Negated(bool),
    /// A source is none, by its place.
    WithoutSource(usize),
    /// Free text.
    Note(String),
}

/// One of a field's values on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Value {
    /// The letter of its label that picks it.
    pub key: char,
    /// What it is called.
    pub label: &'static str,
}

const fn value(key: char, label: &'static str) -> Value {
    Value { key, label }
}

const ATTITUDES: [(AttitudeType, Value); 6] = [
    (AttitudeType::Sentiment, value('s', "Sentiment")),
    (AttitudeType::Arguing, value('a', "Arguing")),
    (AttitudeType::Agreement, value('g', "Agreement")),
    (AttitudeType::Intention, value('i', "Intention")),
    (AttitudeType::Speculation, value('p', "Speculation")),
    (AttitudeType::Other, value('o', "Other")),
];

const INTENSITIES: [(Intensity, Value); 4] = [
    (Intensity::Low, value('l', "Low")),
    (Intensity::Medium, value('m', "Medium")),
    (Intensity::High, value('h', "High")),
    (Intensity::Extreme, value('e', "Extreme")),
];

const ATTRIBUTIONS: [(Attribution, Value); 4] = [
    (Attribution::DirectQuote, value('d', "Direct quote")),
    (Attribution::Indirect, value('i', "Indirect")),
    (Attribution::Mixed, value('m', "Mixed")),
    (Attribution::None, value('n', "None")),
];

const EXPLICITNESS: [(Explicitness, Value); 2] = [
    (Explicitness::Explicit, value('e', "Explicit")),
    (Explicitness::Inferred, value('i', "Inferred")),
];

const CONFIDENCES: [(Confidence, Value); 3] = [
    (Confidence::Low, value('l', "Low")),
    (Confidence::Medium, value('m', "Medium")),
    (Confidence::High, value('h', "High")),
];

/// What a field is called on the form.
pub fn name(field: StanceField) -> &'static str {
    match field {
        StanceField::NestedSource => "Reported by",
        StanceField::TargetNegated => "Opposite of the target",
        StanceField::AttitudeType => "Attitude type",
        StanceField::Intensity => "Intensity",
        StanceField::Cue => "Cue",
        StanceField::Evidence => "Evidence",
        StanceField::Attribution => "Attribution",
        StanceField::Explicitness => "Explicitness",
        StanceField::Confidence => "Your confidence",
        StanceField::StatementDate => "Date of the statement",
    }
}

/// The values of a field that has a few.
pub fn values(field: StanceField) -> Vec<Value> {
    fn of<T>(values: &[(T, Value)]) -> Vec<Value> {
        values.iter().map(|(_, value)| *value).collect()
    }
    match field {
        StanceField::AttitudeType => of(&ATTITUDES),
        StanceField::Intensity => of(&INTENSITIES),
        StanceField::Attribution => of(&ATTRIBUTIONS),
        StanceField::Explicitness => of(&EXPLICITNESS),
        StanceField::Confidence => of(&CONFIDENCES),
        _ => Vec::new(),
    }
}

/// The place of a stance's value among [`values`].
pub fn chosen(stance: &Stance, field: StanceField) -> Option<usize> {
    fn at<T: PartialEq>(values: &[(T, Value)], chosen: Option<&T>) -> Option<usize> {
        values.iter().position(|(value, _)| Some(value) == chosen)
    }
    match field {
        StanceField::AttitudeType => at(&ATTITUDES, stance.attitude_type.as_ref()),
        StanceField::Intensity => at(&INTENSITIES, stance.intensity.as_ref()),
        StanceField::Attribution => at(&ATTRIBUTIONS, stance.attribution.as_ref()),
        StanceField::Explicitness => at(&EXPLICITNESS, stance.explicitness.as_ref()),
        StanceField::Confidence => at(&CONFIDENCES, stance.confidence.as_ref()),
        _ => None,
    }
}

impl Said {
    /// Puts it into a stance.
    pub fn apply(self, stance: &mut Stance) {
        fn of<T: Copy>(values: &[(T, Value)], at: Option<usize>) -> Option<T> {
            values.get(at?).map(|(value, _)| *value)
        }
        match self {
            Self::Value(StanceField::AttitudeType, at) => stance.attitude_type = of(&ATTITUDES, at),
            Self::Value(StanceField::Intensity, at) => stance.intensity = of(&INTENSITIES, at),
            Self::Value(StanceField::Attribution, at) => stance.attribution = of(&ATTRIBUTIONS, at),
            Self::Value(StanceField::Explicitness, at) => {
                stance.explicitness = of(&EXPLICITNESS, at);
            }
            Self::Value(StanceField::Confidence, at) => stance.confidence = of(&CONFIDENCES, at),
            Self::Words(StanceField::Cue, words) => stance.cue = words,
            Self::Words(StanceField::Evidence, words) => stance.evidence = words,
            Self::Value(..) | Self::Words(..) => {}
            Self::Date(date) => stance.statement_date = date,
            Self::Negated(is_negated) => {
                if let Some(target) = &mut stance.target {
                    target.is_negated = is_negated;
                }
            }
            Self::WithoutSource(at) => {
                if at < stance.nested_source.len() {
                    stance.nested_source.remove(at);
                }
            }
            Self::Note(note) => stance.note = note,
        }
    }
}

/// Whether a field says something.
pub fn is_said(stance: &Stance, field: StanceField) -> bool {
    match field {
        StanceField::NestedSource => !stance.nested_source.is_empty(),
        StanceField::TargetNegated => stance.target.as_ref().is_some_and(|it| it.is_negated),
        StanceField::Cue => stance.cue.is_some(),
        StanceField::Evidence => stance.evidence.is_some(),
        StanceField::StatementDate => stance.statement_date.is_some(),
        _ => chosen(stance, field).is_some(),
    }
}

/// The part of the form to ask for behind another one: the next of the codebook's fields and then of
/// its attributes that says nothing yet, else the note.
pub fn next_slot(codebook: &Codebook, stance: &Stance, behind: StanceSlot) -> StanceSlot {
    let answer = |from: usize| {
        let next = next_answer(codebook, Subject::Stance, &stance.attributes, from);
        next.map_or(StanceSlot::Note, StanceSlot::Attribute)
    };
    let passed = match behind {
        StanceSlot::Field(field) => field,
        StanceSlot::Attribute(place) => return answer(place + 1),
        StanceSlot::NestedSource => return StanceSlot::Holder,
        StanceSlot::Holder => return StanceSlot::Target,
        StanceSlot::Target => return StanceSlot::Polarity,
        // Both stand before the polarity.
        StanceSlot::Polarity => StanceField::TargetNegated,
        StanceSlot::Note => return StanceSlot::Note,
    };
    let mut left = codebook.fields.iter().filter(|field| **field > passed);
    let next = left.find(|field| !is_said(stance, **field));
    next.map_or_else(|| answer(0), |field| StanceSlot::Field(*field))
}

/// The first attribute from that place on that is not answered, by its place among those of such a
/// thing.
pub fn next_answer(
    codebook: &Codebook,
    of: Subject,
    answers: &Attributes,
    from: usize,
) -> Option<usize> {
    let asked = codebook.attributes_on(of).enumerate().skip(from);
    asked.filter(|(_, it)| !answers.contains_key(&it.id)).map(|(place, _)| place).next()
}

/// The letters by which choices are picked: of each label the first that no choice before it has.
pub fn choice_keys(choices: &[AttributeChoice]) -> Vec<Option<char>> {
    let mut taken = Vec::new();
    for choice in choices {
        let letters = choice.label.chars().filter(|c| c.is_alphanumeric());
        let free = letters.flat_map(char::to_lowercase).find(|c| !taken.contains(&Some(*c)));
        taken.push(free);
    }
    taken
}

/// What the text makes likely of the fields that say nothing yet: the sentence as evidence, by
/// quotation marks whether words are quoted, that marked words are explicit, the day of publication.
pub fn proposed(codebook: &Codebook, article: &Article, stance: &Stance) -> Vec<Said> {
    let text = &article.text;
    let is_open = |field| codebook.fields.contains(&field) && !is_said(stance, field);
    let mut proposed = Vec::new();
    let place = |wanted: Attribution| ATTRIBUTIONS.iter().position(|(known, _)| *known == wanted);
    if let Some(words) = &stance.expression {
        if is_open(StanceField::Evidence)
            && let Some(sentence) = sentence_around(text, words.hull())
        {
            proposed.push(Said::Words(StanceField::Evidence, Some(sentence.into())));
        }
        if is_open(StanceField::Attribution) {
            let attribution = match quoted(text, words) {
                Quoted::All => Attribution::DirectQuote,
                Quoted::Partly => Attribution::Mixed,
                Quoted::Not => match stance.holder {
                    Some(Holder::Entity(_) | Holder::Implicit) => Attribution::Indirect,
                    Some(Holder::Author | Holder::Outlet) | None => Attribution::None,
                },
            };
            proposed.push(Said::Value(StanceField::Attribution, place(attribution)));
        }
        if is_open(StanceField::Explicitness) {
            proposed.push(Said::Value(StanceField::Explicitness, Some(0)));
        }
    }
    if is_open(StanceField::StatementDate) && article.details.published.is_some() {
        proposed.push(Said::Date(article.details.published));
    }
    proposed
}

/// The sentences that a stretch begins and ends in.
pub(super) fn sentence_around(text: &Text, span: Span) -> Option<Span> {
    let (first, last) = (sentence_at(text, span.start())?, sentence_at(text, span.end())?);
    Some(first.hull(last))
}

enum Quoted {
    All,
    Partly,
    Not,
}

/// How much of the words stands in quotation marks that open in the same paragraph.
fn quoted(text: &Text, words: &Fragments) -> Quoted {
    let (mut inside, mut outside) = (false, false);
    for span in words.spans() {
        let from = text.paragraphs()[text.paragraph_at(span.start())].start;
        let mut open: Option<char> = None;
        let Some(before) = Span::new(from, span.end()) else { continue };
        for (at, c) in text.slice(before).char_indices() {
            match (open, c) {
                (None, '"' | '“' | '„' | '«' | '»') => open = Some(c),
                (Some('"'), '"')
                | (Some('“'), '”')
                | (Some('„'), '“' | '”')
                | (Some('«'), '»')
                | (Some('»'), '«') => open = None,
                (_, '\n') => open = None,
                _ if c.is_alphanumeric() && Byte::at(from.index() + at) >= span.start() => {
                    inside |= open.is_some();
                    outside |= open.is_none();
                }
                _ => {}
            }
        }
    }
    match (inside, outside) {
        (true, false) => Quoted::All,
        (true, true) => Quoted::Partly,
        (false, _) => Quoted::Not,
    }
}

/// In a few words what is proposed: “attribution: direct quote”.
pub fn said_words(said: &Said) -> String {
    let (field, words) = match said {
        Said::Value(field, at) => {
            let value = at.and_then(|at| values(*field).get(at).copied());
            (*field, value.map_or_else(String::new, |value| value.label.to_lowercase()))
        }
        Said::Words(field, _) => (*field, "the sentence".to_owned()),
        Said::Date(Some(date)) => return date.to_string(),
        _ => return String::new(),
    };
    format!("{}: {words}", name(field).to_lowercase())
}
