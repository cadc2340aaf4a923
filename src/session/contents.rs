//! The outline of an article as a list: its parts in order, and beneath each what is marked in it.

use std::rc::Rc;

use super::words;
use crate::model::{
    Article, Codebook, Colour, LayerId, Project, Record, RecordId, Segment, SegmentKind,
};
use crate::order;
use crate::text::{Byte, Query, Span, Text};

/// A line without a full stop that is no longer than this, with a paragraph behind it, is a heading.
const HEADING_CHARS: usize = 80;

/// What an article consists of. Lines are put in words when they are shown.
#[derive(Clone, Debug)]
pub struct Contents {
    project: Rc<Project>,
    article: Rc<Article>,
    lines: Vec<Line>,
}

#[derive(Clone, Debug)]
enum Line {
    /// A part, and which it is among the paragraphs if it is one.
    Part(Part, Span),
    Mark(Record),
}

/// What a part of an article is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Heading,
    /// With its number among the paragraphs.
    Paragraph(usize),
    Segment(SegmentKind),
}

/// A line of the outline in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContentsRow {
    /// What kind of part it is, or a mark's glyph.
    pub kind: String,
    /// The colour of a mark; `None` for a part.
    pub colour: Option<Colour>,
    /// A part's first words, or what a mark is.
    pub words: String,
}

/// Where a line leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// To a part of the text.
    Part(Span),
    /// To a mark, or a stance of the whole article.
    Mark(RecordId),
}

impl Contents {
    /// The outline of an article with the marks of one layer: stances of the whole article first.
    pub fn of(project: &Rc<Project>, article: &Rc<Article>, layer: &LayerId) -> Self {
        let records = project.layer(layer).map(|layer| layer.records.values());
        let records = records.into_iter().flatten();
        let records = records
            .filter(|record| !record.provenance().is_rejected())
            .map(|record| (start_of(record), record));
        let mut marks: Vec<(Option<Byte>, &Record)> = records.collect();
        order::sort_by(&mut marks, |a, b| (a.0, a.1.id()).cmp(&(b.0, b.1.id())));
        let mut marks = marks.into_iter().peekable();
        let mut lines = Vec::new();
        for (part, span) in parts(article) {
            while let Some((_, mark)) =
                marks.next_if(|(at, _)| at.is_none_or(|at| at < span.start()))
            {
                lines.push(Line::Mark(mark.clone()));
            }
            lines.push(Line::Part(part, span));
        }
        lines.extend(marks.map(|(_, mark)| Line::Mark(mark.clone())));
        Self { project: Rc::clone(project), article: Rc::clone(article), lines }
    }

    /// The lines that have the words, by their numbers; all if the words are blank.
    pub fn matching(&self, words: &str) -> Vec<usize> {
        let query = Query::new(words, false);
        let has_words = |line: &usize| {
            let row = query.is_some().then(|| self.row(*line)).flatten();
            query
                .as_ref()
                .zip(row)
                .is_none_or(|(query, row)| query.is_in(&row.words) || query.is_in(&row.kind))
        };
        (0..self.lines.len()).filter(has_words).collect()
    }

    /// The line of the record in focus, or else of the part that holds the caret.
    pub fn here(&self, focus: Option<&RecordId>, caret: Byte) -> Option<usize> {
        let is_focus = |line: &Line| matches!(line, Line::Mark(mark) if Some(mark.id()) == focus);
        let has_caret = |line: &Line| matches!(line, Line::Part(_, span) if span.start() <= caret);
        let focused = self.lines.iter().position(is_focus);
        focused.or_else(|| self.lines.iter().rposition(has_caret))
    }

    /// A line in words.
    pub fn row(&self, line: usize) -> Option<ContentsRow> {
        let text = &self.article.text;
        Some(match self.lines.get(line)? {
            Line::Part(part, span) => ContentsRow {
                kind: part.name(),
                colour: None,
                words: words::shorten(text.slice(*span)),
            },
            Line::Mark(record) => {
                let (colour, kind) = sign(&self.project.codebook, record);
                let words = words::record(&self.project, text, record);
                ContentsRow { kind, colour: Some(colour), words }
            }
        })
    }

    /// Where a line leads.
    pub fn goal(&self, line: usize) -> Option<Goal> {
        Some(match self.lines.get(line)? {
            Line::Part(_, span) => Goal::Part(*span),
            Line::Mark(mark) => Goal::Mark(mark.id().clone()),
        })
    }
}

impl Part {
    fn name(self) -> String {
        match self {
            Self::Heading => "Heading".to_owned(),
            Self::Paragraph(number) => format!("Paragraph {number}"),
            Self::Segment(kind) => words::segment(kind).to_owned(),
        }
    }
}

/// Segments other than body, and the paragraphs that are not all in them.
fn parts(article: &Article) -> Vec<(Part, Span)> {
    let text = &article.text;
    let of_its_own = |segment: &&Segment| segment.kind != SegmentKind::Body;
    let segments: Vec<&Segment> = article.segments.iter().filter(of_its_own).collect();
    let mut parts: Vec<(Part, Span)> =
        segments.iter().map(|it| (Part::Segment(it.kind), it.span)).collect();
    let lines =
        text.paragraphs().iter().filter_map(|line| own_words(text, line.span()?, &segments));
    let mut lines = lines.peekable();
    let mut number = 0;
    while let Some(line) = lines.next() {
        let next = lines.peek().map(|next| text.slice(*next));
        let part = if is_heading(text.slice(line), next) {
            Part::Heading
        } else {
            number += 1;
            Part::Paragraph(number)
        };
        parts.push((part, line));
    }
    order::sort_by_key(&mut parts, |(_, span)| *span);
    parts
}

/// The words of a paragraph that follow the segments at its start, if any do.
fn own_words(text: &Text, line: Span, segments: &[&Segment]) -> Option<Span> {
    let mut start = line.start();
    let next = segments.partition_point(|it| it.span.end() <= start);
    for segment in &segments[next..] {
        if segment.span.start() > start {
            break;
        }
        start = segment.span.end();
    }
    let span = Span::new(start, line.end())?;
    let words = text.slice(span);
    let from = span.start().index() + words.len() - words.trim_start().len();
    Span::new(Byte::at(from), Byte::at(span.start().index() + words.trim_end().len()))
}

/// Whether a line heads the one behind it: by Markdown’s sign, or because it is short, has no full
/// stop, and the next one is neither.
fn is_heading(line: &str, next: Option<&str>) -> bool {
    let is_short = |line: &str| line.chars().nth(HEADING_CHARS).is_none();
    let stops = ['.', '!', '?', '…', ':', ';', ',', '。', '！', '？', '؟', '।', '”', '"', '»', ')'];
    line.trim_start_matches('#').starts_with(' ') && line.starts_with('#')
        || is_short(line)
            && !line.ends_with(stops)
            && line.starts_with(|c: char| c.is_alphanumeric() || "“\"«‘¿¡".contains(c))
            && next.is_some_and(|next| !is_short(next))
}

fn start_of(record: &Record) -> Option<Byte> {
    record.fragments().iter().map(|fragments| fragments.first().start()).min()
}

/// The colour and glyph of a record's type or polarity.
pub(super) fn sign(codebook: &Codebook, record: &Record) -> (Colour, String) {
    let known = match record {
        Record::Mention(mention) => codebook
            .entity_type(&mention.entity_type)
            .map(|known| (known.colour, known.glyph.clone())),
        Record::Stance(stance) => polarity(codebook, stance.polarity),
        Record::DocumentStance(stance) => polarity(codebook, stance.polarity),
    };
    known.unwrap_or_else(|| (Colour::Grey, "?".to_owned()))
}

fn polarity(codebook: &Codebook, polarity: crate::model::Polarity) -> Option<(Colour, String)> {
    codebook.polarity(polarity).map(|known| (known.colour, known.glyph.clone()))
}
