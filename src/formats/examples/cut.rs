//! Cuts articles into passages: the marks of each stand where they stood in the words.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde_json::json;

use super::{Dataset, Example, PASSAGE};
use crate::formats::digest::sha256_hex;
use crate::formats::fact::{Kind, Subject};
use crate::model::{
    AnnotatorId, Article, ArticleId, Layer, LayerId, Project, Record, RecordId, Segment, Stance,
};
use crate::text::{Byte, Fragments, Span, Text, sentences};

pub(super) fn cut(project: &Project, example: Example, around: usize) -> Dataset {
    let mut cutting = Cutting {
        project,
        made: Project {
            articles: Default::default(),
            layers: Default::default(),
            ..project.clone()
        },
        origins: BTreeMap::new(),
        held: BTreeSet::new(),
        shortened: Vec::new(),
    };
    for article in project.articles.values() {
        cutting.article(article, example, around);
    }
    let outside = cutting.outside();
    Dataset { project: cutting.made, origins: cutting.origins, outside }
}

struct Cutting<'a> {
    project: &'a Project,
    made: Project,
    origins: BTreeMap<ArticleId, ArticleId>,
    /// The records that are in a passage.
    held: BTreeSet<(LayerId, RecordId)>,
    /// Cues and pieces of evidence that stand outside of their stance’s passage.
    shortened: Vec<(Kind, Subject)>,
}

/// A passage that is to be cut out.
struct Passage {
    /// With the text around it.
    text: Span,
    /// Without.
    own: Span,
    /// The one stance that it is for, if it is for one.
    stance: Option<(AnnotatorId, RecordId)>,
}

impl Cutting<'_> {
    fn article(&mut self, article: &Article, example: Example, around: usize) {
        let layers = || self.project.layers_of(&article.id);
        let records = || layers().flat_map(|(_, layer)| layer.records.values());
        let whole: Vec<Span> = records().filter_map(place).collect();
        let sentences = joined(sentences(&article.text), whole);
        let with_around = |first: usize, last: usize| {
            let first = sentences[first.saturating_sub(around)];
            first.hull(sentences[(last + around).min(sentences.len() - 1)])
        };
        let mut passages = Vec::new();
        if example == Example::Sentence {
            for (at, own) in sentences.iter().enumerate() {
                passages.push(Passage { text: with_around(at, at), own: *own, stance: None });
            }
        } else {
            for (annotator, layer) in layers() {
                for stance in layer.stances() {
                    // What is placed lies in a sentence, as those around it were joined.
                    let Some(home) = home(stance) else { continue };
                    let Some(at) = sentences.iter().position(|it| it.overlaps(home)) else {
                        continue;
                    };
                    passages.push(Passage {
                        text: with_around(at, at),
                        own: sentences[at],
                        stance: Some((annotator.clone(), stance.id.clone())),
                    });
                }
            }
            passages.sort_by_key(|passage| passage.own);
        }
        let digits = passages.len().to_string().len();
        for (at, passage) in passages.iter().enumerate() {
            let mut id = ArticleId::from(format!("{}.{:0digits$}", article.id, at + 1));
            while self.project.articles.contains_key(&id) || self.origins.contains_key(&id) {
                id = format!("{id}_").into();
            }
            self.origins.insert(id.clone(), article.id.clone());
            self.passage(article, id, passage);
        }
    }

    fn passage(&mut self, article: &Article, id: ArticleId, passage: &Passage) {
        let text = article.text.slice(passage.text);
        let [start, end, own_start, own_end] =
            [passage.text.start(), passage.text.end(), passage.own.start(), passage.own.end()]
                .map(|at| article.text.code_point(at).0);
        let mut extra = article.extra.clone();
        let from = json!({
            "article": article.id.as_str(), "start": start, "end": end,
            "example": [own_start - start, own_end - start],
        });
        extra.insert(PASSAGE.to_owned(), from);
        let segments = article.segments.iter().filter_map(|segment| {
            let start = segment.span.start().max(passage.text.start());
            let span = Span::new(start, segment.span.end().min(passage.text.end()))?;
            Some(Segment { kind: segment.kind, span: moved(span, passage.text) })
        });
        let made = Article {
            id: id.clone(),
            details: article.details.clone(),
            text: Text::new(text),
            sha256: sha256_hex(text.as_bytes()),
            segments: segments.collect(),
            source: article.source.clone(),
            added: article.added.clone(),
            extra,
        };
        self.made.articles.insert(id.clone(), Rc::new(made));
        let project = self.project;
        for (annotator, layer) in project.layers_of(&article.id) {
            if passage.stance.as_ref().is_some_and(|(of, _)| of != annotator) {
                continue;
            }
            let layer_id = LayerId { article: article.id.clone(), annotator: annotator.clone() };
            let mut made = Layer { records: Default::default(), ..(**layer).clone() };
            for record in layer.records.values() {
                if let Some(record) = self.in_passage(record, &layer_id, passage) {
                    self.held.insert((layer_id.clone(), record.id().clone()));
                    made.insert(record);
                }
            }
            if !made.is_blank() {
                let annotator = annotator.clone();
                self.made.layers.insert(LayerId { article: id.clone(), annotator }, Rc::new(made));
            }
        }
    }

    fn in_passage(
        &mut self,
        record: &Record,
        layer: &LayerId,
        passage: &Passage,
    ) -> Option<Record> {
        match record {
            Record::Mention(mention) => {
                let mut mention = (**mention).clone();
                mention.fragments = within(&mention.fragments, passage.text)?;
                Some(Record::Mention(mention.into()))
            }
            Record::Stance(stance) => {
                let is_it = match &passage.stance {
                    Some((_, id)) => *id == stance.id,
                    None => home(stance).is_some_and(|home| holds(passage.own, home)),
                };
                is_it.then(|| Record::Stance(self.stance(stance, layer, passage).into()))
            }
            Record::DocumentStance(_) => None,
        }
    }

    fn stance(&mut self, stance: &Stance, layer: &LayerId, passage: &Passage) -> Stance {
        let mut made = stance.clone();
        for (part, kind) in [
            (&mut made.expression, Kind::Expression),
            (&mut made.cue, Kind::Cue),
            (&mut made.evidence, Kind::Evidence),
        ] {
            let Some(fragments) = part.take() else { continue };
            *part = within(&fragments, passage.text);
            if part.is_none() {
                let subject = Subject::Record(layer.clone(), stance.id.clone());
                self.shortened.push((kind, subject));
            }
        }
        made
    }

    /// What is in no passage.
    fn outside(&mut self) -> Vec<(Kind, Subject)> {
        let mut outside = std::mem::take(&mut self.shortened);
        for (id, layer) in &self.project.layers {
            for record in layer.records.values() {
                let kind = match record {
                    Record::Mention(_) => Kind::OutsideMention,
                    Record::Stance(_) => Kind::WordlessStance,
                    Record::DocumentStance(_) => Kind::DocumentStance,
                };
                if !self.held.contains(&(id.clone(), record.id().clone())) {
                    outside.push((kind, Subject::Record(id.clone(), record.id().clone())));
                }
            }
        }
        outside
    }
}

/// The stretch that must not be cut: a mention from its first piece to its last, a stance’s words.
fn place(record: &Record) -> Option<Span> {
    match record {
        Record::Mention(mention) => Some(mention.fragments.hull()),
        Record::Stance(stance) => home(stance),
        Record::DocumentStance(_) => None,
    }
}

/// Where a stance stands: at its words, or else its cue, or else its evidence.
fn home(stance: &Stance) -> Option<Span> {
    stance.fragments().next().map(Fragments::hull)
}

/// The sentences, with those that a stretch reaches over made one.
fn joined(sentences: Vec<Span>, mut whole: Vec<Span>) -> Vec<Span> {
    whole.extend(sentences);
    whole.sort_unstable();
    let mut joined: Vec<Span> = Vec::new();
    for span in whole {
        match joined.last_mut() {
            Some(last) if last.overlaps(span) => *last = last.hull(span),
            _ => joined.push(span),
        }
    }
    joined
}

fn holds(outer: Span, inner: Span) -> bool {
    outer.start() <= inner.start() && inner.end() <= outer.end()
}

/// The fragments as they stand in the passage, if all of them do.
fn within(fragments: &Fragments, passage: Span) -> Option<Fragments> {
    if !holds(passage, fragments.hull()) {
        return None;
    }
    Fragments::new(fragments.spans().iter().map(|span| moved(*span, passage)).collect())
}

fn moved(span: Span, passage: Span) -> Span {
    let at = |byte: Byte| Byte(byte.0 - passage.start().0);
    Span::new(at(span.start()), at(span.end())).expect("what is moved keeps its length")
}
