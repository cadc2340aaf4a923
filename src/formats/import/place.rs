//! Puts records where their files say that they stand, if the text has the words there.

use std::rc::Rc;

use super::{Claim, Part, Problem, Waiting, settle};
use crate::model::{Project, Record};
use crate::text::{Byte, Fragments, Positions, Span, Text, Unit, is_line_break};

/// Reads claims on one text.
pub(super) struct Reader {
    text: Text,
    raw: Option<Text>,
    positions: Positions,
}

impl Reader {
    pub(super) fn new(text: &Text, raw: Option<&Text>, unit: Unit) -> Self {
        let positions = Positions::new(raw.unwrap_or(text), unit);
        Self { text: text.clone(), raw: raw.cloned(), positions }
    }

    /// The stretches of a claim without white space at their ends.
    fn read(&self, claim: &Claim) -> Result<Fragments, String> {
        let mut spans = Vec::with_capacity(claim.ranges.len());
        for (start, end) in &claim.ranges {
            if end <= start {
                return Err(format!("expected an end behind the start {start}, found {end}"));
            }
            spans.push(
                self.positions
                    .span(*start, *end)
                    .ok_or_else(|| format!("expected a range in the text, found {start}–{end}"))?,
            );
        }
        let raw = self.raw.as_ref().unwrap_or(&self.text);
        let words = spans.iter().map(|span| raw.slice(*span)).collect::<Vec<_>>().join(" ");
        if let Some(quote) = claim.quote.as_ref().filter(|quote| !settle::same_words(quote, &words))
        {
            let at = claim.ranges.first().map_or(0, |range| range.0);
            return Err(format!(
                "expected “{}” at {at}, found “{}”",
                settle::short(quote),
                settle::short(&words)
            ));
        }
        let mut spans: Vec<Span> =
            spans.into_iter().filter_map(|span| self.in_text(span)).collect();
        if let Some(gaps) = &claim.across_lines {
            spans = self.across_lines(&spans, gaps);
        }
        let fragments = Fragments::new(spans).and_then(|it| it.trimmed(&self.text));
        fragments.ok_or_else(|| "expected words, found white space only".to_owned())
    }

    fn across_lines(&self, spans: &[Span], gaps: &[usize]) -> Vec<Span> {
        let mut joined: Vec<Span> = Vec::new();
        for (at, span) in spans.iter().enumerate() {
            match joined.last_mut() {
                Some(last) if !gaps.contains(&at) && is_line_break(&self.text, *last, *span) => {
                    *last = last.hull(*span);
                }
                _ => joined.push(*span),
            }
        }
        joined
    }

    /// A stretch of the file's text in the article's, which has fewer characters.
    fn in_text(&self, span: Span) -> Option<Span> {
        let Some(raw) = &self.raw else { return Some(span) };
        let at =
            |byte: Byte| Byte::at(crate::formats::normalised(&raw.as_str()[..byte.index()]).len());
        Span::new(at(span.start()), at(span.end()))
    }
}

/// Puts a record on its layer, or says why not.
pub(super) fn place(
    project: &mut Project,
    problems: &mut Vec<Problem>,
    waiting: Waiting,
    reader: &Reader,
) {
    let Waiting { layer: id, mut record, claims, file, place } = waiting;
    let mut problem = |message: String| {
        problems.push(Problem { file: file.clone(), place: place.clone(), message });
    };
    for (part, claim) in claims {
        let read = reader.read(&claim);
        match (&mut record, part, read) {
            (Record::Mention(mention), Part::Mention, Ok(fragments)) => {
                Rc::make_mut(mention).fragments = fragments;
            }
            (Record::Stance(stance), part, Ok(fragments)) => {
                let stance = Rc::make_mut(stance);
                match part {
                    Part::Cue => stance.cue = Some(fragments),
                    Part::Evidence => stance.evidence = Some(fragments),
                    Part::Mention | Part::Expression => stance.expression = Some(fragments),
                }
            }
            (Record::Stance(_), part, Err(why)) => {
                let part = if part == Part::Expression { "words" } else { "cue or evidence" };
                problem(format!("{why}: the stance was taken in without its {part}"));
            }
            (_, _, Err(why)) => {
                return problem(format!(
                    "{why}: the mark was left out, correct it in the file and import it again"
                ));
            }
            _ => {}
        }
    }
    let layer = Rc::make_mut(project.layers.get_or_default(&id));
    if layer.records.contains_key(record.id()) {
        let found = record.id().clone();
        return problem(format!(
            "expected an id of its own, found {found} again: this record was left out"
        ));
    }
    layer.insert(record);
}
