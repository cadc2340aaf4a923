//! What is looked for, made ready, and what of an article it finds.

use super::{Asked, Found, Within, is_whole};
use crate::model::{AnnotatorId, Article, LayerId, Polarity, Project, Record, Status, Target};
use crate::order;
use crate::session::words;
use crate::text::{Pattern, Pieces, Query, Span, Text};

/// How many bytes of text looking at a record is worth.
const RECORD_BYTES: usize = 400;
/// How many bytes of plain search a byte is worth that a pattern is tried on.
const PATTERN_COST: usize = 12;
/// How many bytes a place that was found is worth.
const HIT_BYTES: usize = 100;

/// Words or a pattern, made ready.
#[derive(Debug)]
pub(super) enum Looking {
    /// For marks whatever they say.
    Anything,
    Words(Query),
    Pattern(Pattern),
}

impl Looking {
    /// `None` if nothing is looked for; an error in words if the pattern is none.
    pub(super) fn of(asked: &Asked) -> Result<Option<Self>, String> {
        if asked.words.trim().is_empty() {
            return Ok((asked.within == Within::Annotations).then_some(Self::Anything));
        }
        if asked.is_pattern {
            return Pattern::new(&asked.words, asked.keeps_case).map(|it| Some(Self::Pattern(it)));
        }
        Ok(Query::new(&asked.words, asked.keeps_case).map(Self::Words))
    }

    /// What is found in an article. Adds to `cost` how much work it was, in bytes of plain search.
    pub(super) fn hits(
        &self,
        asked: &Asked,
        project: &Project,
        article: &Article,
        cost: &mut usize,
    ) -> Vec<Found> {
        let hits = match asked.within {
            Within::Texts => self.in_text(asked, project, article, cost),
            Within::Annotations => self.in_marks(asked, project, article, cost),
        };
        *cost += hits.len() * HIT_BYTES;
        hits
    }

    fn in_text(
        &self,
        asked: &Asked,
        project: &Project,
        article: &Article,
        cost: &mut usize,
    ) -> Vec<Found> {
        let marked: Option<Vec<Span>> = asked.is_of_marks().then(|| {
            let records = fitting(asked, project, article);
            let spans = records.flat_map(|(_, record)| record.fragments());
            spans.flat_map(|fragments| fragments.spans().iter().copied()).collect()
        });
        if marked.as_ref().is_some_and(Vec::is_empty) {
            return Vec::new();
        }
        let mut places = self.places(&article.text, cost);
        if asked.whole_words {
            places.retain(|place| is_whole(&article.text, *place));
        }
        if let Some(marked) = marked {
            places.retain(|place| marked.iter().any(|span| span.overlaps(*place)));
        }
        places.into_iter().map(|place| Found { span: Some(place), record: None }).collect()
    }

    fn in_marks(
        &self,
        asked: &Asked,
        project: &Project,
        article: &Article,
        cost: &mut usize,
    ) -> Vec<Found> {
        let mut hits = Vec::new();
        for (annotator, record) in fitting(asked, project, article) {
            *cost += RECORD_BYTES;
            let says = |string: &str| self.is_in(string, asked.whole_words);
            if matches!(self, Self::Anything) || is_said(project, article, record, &says) {
                let span = record.fragments().first().map(|fragments| fragments.first());
                let record = Some((annotator.clone(), record.id().clone()));
                hits.push(Found { span, record });
            }
        }
        order::sort_by_key(&mut hits, |hit| hit.span.map(|span| (span.start(), span.end())));
        hits
    }

    fn places(&self, text: &Text, cost: &mut usize) -> Vec<Span> {
        *cost += text.as_str().len();
        match self {
            Self::Anything => Vec::new(),
            Self::Words(query) => query.places(text),
            Self::Pattern(pattern) => {
                *cost += text.as_str().len() * PATTERN_COST;
                let mut places = Vec::new();
                pattern.places(text, Pieces::of(text).pieces(), &mut places);
                places
            }
        }
    }

    fn is_in(&self, string: &str, whole_words: bool) -> bool {
        match self {
            Self::Anything => true,
            _ if whole_words => {
                let text = Text::new(string);
                self.places(&text, &mut 0).into_iter().any(|place| is_whole(&text, place))
            }
            Self::Words(query) => query.is_in(string),
            Self::Pattern(pattern) => pattern.is_in(string),
        }
    }
}

impl Asked {
    /// Whether an article is searched at all.
    pub(super) fn takes(&self, project: &Project, article: &Article) -> bool {
        let mut scope = self.scope.clone();
        let status = scope.status.take();
        let annotator = scope.annotator.take();
        let has_status = |wanted: Status| {
            let mut layers = project.layers_of(&article.id);
            match &annotator {
                Some(id) => {
                    let id = LayerId { article: article.id.clone(), annotator: id.clone() };
                    project.layer(&id).map_or(Status::default(), |layer| layer.status) == wanted
                }
                // Nobody has begun, or somebody is that far.
                None if wanted == Status::ToDo => layers.all(|(_, layer)| layer.status == wanted),
                None => layers.any(|(_, layer)| layer.status == wanted),
            }
        };
        scope.takes(article, &"".into(), Status::default()) && status.is_none_or(has_status)
    }

    fn fits(&self, record: &Record) -> bool {
        let label = self.label.as_ref().is_none_or(|wanted| match record {
            Record::Mention(mention) => mention.entity_type == *wanted,
            _ => false,
        });
        let way = |polarity: Polarity| self.scope.polarity.is_none_or(|wanted| wanted == polarity);
        let polarity = match record {
            Record::Mention(_) => self.scope.polarity.is_none(),
            Record::Stance(stance) => way(stance.polarity),
            Record::DocumentStance(stance) => way(stance.polarity),
        };
        let entity = self.entity.as_ref().is_none_or(|wanted| {
            let mut names = false;
            record.for_each_entity(|id| names |= id == wanted);
            names
        });
        label && polarity && entity && record.provenance().counts()
    }
}

/// The records on an article that the choices let through, each with whose it is.
fn fitting<'a>(
    asked: &'a Asked,
    project: &'a Project,
    article: &'a Article,
) -> impl Iterator<Item = (&'a AnnotatorId, &'a Record)> {
    let layers = project.layers_of(&article.id);
    let wanted = asked.scope.annotator.as_ref();
    layers.filter(move |(id, _)| wanted.is_none_or(|wanted| wanted == *id)).flat_map(
        move |(annotator, layer)| {
            let fitting = layer.records.values().filter(move |record| asked.fits(record));
            fitting.map(move |record| (annotator, record))
        },
    )
}

/// Whether a record's words, one of whom it names, or its note says it.
fn is_said(
    project: &Project,
    article: &Article,
    record: &Record,
    says: &dyn Fn(&str) -> bool,
) -> bool {
    let of_words = record.fragments().into_iter().any(|it| says(&it.words(&article.text)));
    let name = |target: Option<&Target>| {
        target.is_some_and(|target| says(&words::target(project, Some(target))))
    };
    of_words
        || match record {
            Record::Mention(mention) => {
                let entity = mention.entity.as_ref().and_then(|id| project.entities.get(id));
                says(&mention.note)
                    || entity
                        .is_some_and(|it| says(&it.name) || it.aliases.iter().any(|it| says(it)))
            }
            Record::Stance(stance) => {
                let mut holders = stance.holder.iter().chain(&stance.nested_source);
                says(&stance.note)
                    || holders.any(|it| says(&words::holder(project, Some(it))))
                    || name(stance.target.as_ref())
            }
            Record::DocumentStance(stance) => says(&stance.note) || name(stance.target.as_ref()),
        }
}
