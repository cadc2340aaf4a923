//! What the formats have in common whose files hold a text with labelled stretches on each line: an
//! article, as one annotator has marked it.

mod reader;

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json, json};

pub(super) use reader::{Mark, Relation, Said, Suggested, first_line, for_each_line, take};

use super::fact::{Kind, Subject};
use super::names;
use super::rider::{self, object};
use super::wire::In;
use crate::model::{
    AnnotatorId, Article, EntityId, Holder, Layer, LayerId, Mention, Project, Record, Stance,
    Status, TargetKind,
};
use crate::text::{Byte, Positions, Span, Text, Token, Unit, is_white, overlapping, whole_tokens};

/// One line.
pub(super) struct Line<'a> {
    pub(super) project: &'a Project,
    pub(super) article: &'a Article,
    layer: Option<(&'a AnnotatorId, &'a Layer)>,
    pub(super) positions: Positions,
    /// Whether stances are held that relate two marks.
    relates: bool,
}

/// A line for each annotator of an article, and one for an article that nobody annotated.
pub(super) fn lines(project: &Project, unit: Unit, relates: bool) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    for article in project.articles.values() {
        let positions = Positions::new(&article.text, unit);
        let line = |layer| Line { project, article, layer, positions: positions.clone(), relates };
        let before = lines.len();
        for (annotator, layer) in project.layers_of(&article.id) {
            let line = line(Some((annotator, &**layer)));
            if line.mentions().next().is_some() || rider::says_something(layer) {
                lines.push(line);
            }
        }
        if lines.len() == before {
            lines.push(line(None));
        }
    }
    lines
}

/// What of a project is in no line: mentions that tokens cannot hold, and stances but for those
/// between two marks, if these are held.
pub(super) fn besides(project: &Project, unit: Unit, relates: bool) -> Vec<(Kind, Subject)> {
    let mut lost = Vec::new();
    for (id, layer) in &project.layers {
        let Some(article) = project.articles.get(&id.article) else { continue };
        let positions = Positions::new(&article.text, unit);
        let is_held = |mention: &Mention| is_held(mention, &article.text, &positions);
        for record in layer.records.values() {
            let kind = match record {
                Record::Mention(mention) if !is_held(mention) => Kind::UnheldMention,
                Record::Stance(stance) if relates => match ends(project, layer, stance, is_held) {
                    Ok(_) => continue,
                    Err(kind) => kind,
                },
                _ => continue,
            };
            lost.push((kind, Subject::Record(id.clone(), record.id().clone())));
        }
    }
    lost
}

/// Not if it begins or ends with what Python takes for white space and Unicode does not, or inside of
/// what the unit counts as one.
fn is_held(mention: &Mention, text: &Text, positions: &Positions) -> bool {
    let is_there = |at: Byte| positions.byte(positions.of(at).into()) == Some(at);
    mention.fragments.spans().iter().all(|span| {
        let words = text.slice(*span);
        !words.starts_with(is_white)
            && !words.ends_with(is_white)
            && is_there(span.start())
            && is_there(span.end())
    })
}

/// The mentions that stand for a stance's holder and target: those nearest to its words.
fn ends<'a>(
    project: &Project,
    layer: &'a Layer,
    stance: &Stance,
    is_held: impl Fn(&Mention) -> bool,
) -> Result<[&'a Mention; 2], Kind> {
    let known = |id: &EntityId| project.entities.contains_key(id);
    let holder = match &stance.holder {
        None => return Err(Kind::HolderlessStance),
        Some(Holder::Entity(id)) if known(id) => id,
        Some(_) => return Err(Kind::UnheldStance),
    };
    let target = match stance.target.as_ref().map(|target| &target.kind) {
        None => return Err(Kind::TargetlessStance),
        Some(TargetKind::Entity(id)) if known(id) => id,
        Some(_) => return Err(Kind::UnheldStance),
    };
    let near = stance.expression.as_ref().map_or(0, |words| words.first().start().0);
    let nearest = |entity: &EntityId| {
        let mentions = layer.mentions().filter(|it| it.entity.as_ref() == Some(entity));
        let held = mentions.map(|it| &**it).filter(|it| is_held(it));
        held.min_by_key(|it| it.fragments.first().start().0.abs_diff(near))
    };
    match (nearest(holder), nearest(target)) {
        (Some(holder), Some(target)) => Ok([holder, target]),
        _ => Err(Kind::UnheldStance),
    }
}

impl<'a> Line<'a> {
    fn holds(&self, mention: &Mention) -> bool {
        is_held(mention, &self.article.text, &self.positions)
    }

    /// The mentions.
    fn mentions(&self) -> impl Iterator<Item = &'a Mention> {
        let all = self.layer.iter().flat_map(|(_, layer)| layer.mentions());
        all.map(|mention| &**mention).filter(|mention| self.holds(mention))
    }

    /// How far the work is.
    pub(super) fn status(&self) -> Option<Status> {
        self.layer.map(|(_, layer)| layer.status)
    }

    /// The stances that relate two marks, with these.
    pub(super) fn stances(&self) -> Vec<(&'a Stance, [&'a Mention; 2])> {
        let Some((_, layer)) = self.layer.filter(|_| self.relates) else {
            return Vec::new();
        };
        let ends = |stance| ends(self.project, layer, stance, |it| self.holds(it)).ok();
        layer.stances().filter_map(|stance| Some((&**stance, ends(stance)?))).collect()
    }

    /// Each piece of each mention.
    pub(super) fn pieces(&self) -> Vec<(&'a Mention, Span)> {
        let pieces = |it: &'a Mention| it.fragments.spans().iter().map(move |span| (it, *span));
        self.mentions().flat_map(pieces).collect()
    }

    /// The mentions in one piece of which no two overlap: the longest, of those as long the first.
    pub(super) fn apart(&self) -> Vec<(&'a Mention, Span)> {
        let whole = self.pieces();
        let whole: Vec<_> =
            whole.into_iter().filter(|(it, _)| it.fragments.spans().len() == 1).collect();
        let spans: Vec<Span> = whole.iter().map(|(_, span)| *span).collect();
        let out: BTreeSet<usize> = overlapping(&self.article.text, &spans).into_iter().collect();
        let kept = whole.into_iter().enumerate().filter(|(at, _)| !out.contains(at));
        kept.map(|(_, mention)| mention).collect()
    }

    /// The tokens of the article, cut where marks begin and end.
    pub(super) fn tokens(&self) -> Vec<Token> {
        let ends = self.pieces().into_iter().flat_map(|(_, span)| [span.start(), span.end()]);
        whole_tokens(&self.article.text, &ends.collect::<Vec<_>>())
    }

    /// Start and end of a span in the unit of the file.
    pub(super) fn range(&self, span: Span) -> [u32; 2] {
        [span.start(), span.end()].map(|at| self.positions.of(at))
    }

    /// The annotator's name.
    pub(super) fn annotator(&self) -> Option<&'a str> {
        self.layer.map(|(id, _)| names::annotator(self.project, id))
    }

    /// What no program but ours knows of it.
    pub(super) fn carried(&self) -> Json {
        let mut carried = rider::write_article(self.article, &["text"]);
        let Some((annotator, layer)) = self.layer else { return carried.into() };
        let id = LayerId { article: self.article.id.clone(), annotator: annotator.clone() };
        let records = layer.records.values().filter(|record| match record {
            Record::Mention(mention) => self.holds(mention),
            Record::Stance(stance) => {
                self.relates && ends(self.project, layer, stance, |it| self.holds(it)).is_ok()
            }
            Record::DocumentStance(_) => false,
        });
        carried.extend(rider::write_named(self.project, records));
        carried.extend(rider::write_layer(self.project, &id, layer, true));
        let text = &self.article.text;
        let mut mentions = Map::new();
        for mention in self.mentions() {
            let mut fields = object(&In(mention, text), &["fragments"]);
            let spans = mention.fragments.spans();
            fields.insert(
                "at".to_owned(),
                json!(spans.iter().map(|it| self.range(*it)).collect::<Vec<_>>()),
            );
            let words: Vec<&str> = spans.iter().map(|span| text.slice(*span)).collect();
            fields.insert("words".to_owned(), words.join(" ").into());
            mentions.insert(mention.id.to_string(), fields.into());
        }
        carried.insert("mentions".to_owned(), mentions.into());
        let mut stances = Map::new();
        for (stance, ends) in self.stances() {
            let mut fields = object(&In(stance, text), &[]);
            let ends = ends.map(|mention| self.range(mention.fragments.first()));
            fields.insert("between".to_owned(), json!(ends));
            stances.insert(stance.id.to_string(), fields.into());
        }
        if !stances.is_empty() {
            carried.insert("stances".to_owned(), stances.into());
        }
        carried.into()
    }
}

/// The first and the last token of a span that tokens were cut for.
pub(super) fn token_range(tokens: &[Token], span: Span) -> [usize; 2] {
    let first = tokens.partition_point(|token| token.span.end() <= span.start());
    let last = tokens.partition_point(|token| token.span.start() < span.end());
    [first, last.saturating_sub(1).max(first)]
}
