//! Datasets: what was annotated, a JSON object per line, for other programs to count and learn from.
//!
//! docs/formats.md names the fields. Every line of a file has the same keys, unknowns are `null`,
//! and positions are code points. Records that do not count (open or rejected suggestions) are
//! left out.

use serde::{Serialize, Serializer};

use super::wire::{Layout, Named, Prose, Wire, holder_kind, target_kind, write_json};
use crate::model::{
    AnnotatorId, Article, AttributeId, Attributes, Date, DocumentStance, EntityId, Holder, Layer,
    Mention, Project, Provenance, Stance, Status, Subject, Target, TargetKind,
};
use crate::text::{Fragments, Span, Text};

/// One line per article and annotator; an article without annotations has one line too.
pub fn articles_jsonl(project: &Project) -> Vec<u8> {
    all(project, article_lines)
}

/// One line per stance, with the article that it stands in.
pub fn stances_jsonl(project: &Project) -> Vec<u8> {
    all(project, stance_lines)
}

fn all(project: &Project, lines: fn(&Project, &Article, &mut Vec<u8>)) -> Vec<u8> {
    let mut out = Vec::new();
    project.articles.values().for_each(|article| lines(project, article, &mut out));
    out
}

/// Appends the lines that an article has in the dataset of articles.
pub fn article_lines(project: &Project, article: &Article, out: &mut Vec<u8>) {
    let nothing = Layer::default();
    let layers = project.layers_of(&article.id).filter(|(_, layer)| says_something(layer));
    let mut layers = layers.map(|(id, layer)| (Some(id), &**layer)).peekable();
    let blank = layers.peek().is_none().then_some((None, &nothing));
    for (annotator, layer) in layers.chain(blank) {
        line(out, &Names { project, article }.article_row(annotator, layer));
    }
}

/// Appends the lines that an article has in the dataset of stances.
pub fn stance_lines(project: &Project, article: &Article, out: &mut Vec<u8>) {
    let names = Names { project, article };
    for (annotator, layer) in project.layers_of(&article.id) {
        for stance in layer.stances().filter(|stance| stance.provenance.counts()) {
            line(out, &names.stance_row(annotator, stance));
        }
    }
}

/// Whether an annotator has said anything about the article: an open suggestion is a model's word.
fn says_something(layer: &Layer) -> bool {
    layer.status != Status::default()
        || !layer.attributes.is_empty()
        || layer.records.values().any(|record| record.provenance().counts())
}

fn line(out: &mut Vec<u8>, row: &impl Serialize) {
    write_json(out, row, Layout::OneLine);
    out.push(b'\n');
}

#[derive(Serialize)]
struct ArticleRow<'a> {
    id: &'a str,
    title: Option<&'a str>,
    outlet: Option<&'a str>,
    byline: Option<&'a str>,
    url: Option<&'a str>,
    published: Option<String>,
    language: Option<&'a str>,
    sha256: &'a str,
    text: Prose<'a>,
    annotator: Option<&'a str>,
    annotator_name: Option<&'a str>,
    status: &'static str,
    mentions: Vec<MentionRow<'a>>,
    stances: Vec<StancePart<'a>>,
    document_stances: Vec<DocumentStanceRow<'a>>,
    attributes: Answers<'a>,
}

#[derive(Serialize)]
pub(super) struct MentionRow<'a> {
    id: &'a str,
    start: u32,
    end: u32,
    quote: &'a str,
    fragments: Vec<Range<'a>>,
    #[serde(rename = "type")]
    entity_type: &'a str,
    entity: Option<&'a str>,
    entity_name: Option<&'a str>,
    attributes: Answers<'a>,
    note: Option<&'a str>,
    origin: &'static str,
}

#[derive(Serialize)]
struct StanceRow<'a> {
    article_id: &'a str,
    article_title: Option<&'a str>,
    outlet: Option<&'a str>,
    published: Option<String>,
    annotator: &'a str,
    #[serde(flatten)]
    stance: StancePart<'a>,
}

#[derive(Serialize)]
pub(super) struct StancePart<'a> {
    id: &'a str,
    #[serde(flatten)]
    holder: HolderPart<'a>,
    nested_source: Vec<HolderPart<'a>>,
    #[serde(flatten)]
    target: TargetPart<'a>,
    polarity: &'static str,
    attitude_type: Option<&'static str>,
    intensity: Option<&'static str>,
    expression: Vec<Range<'a>>,
    cue: Vec<Range<'a>>,
    evidence: Vec<Range<'a>>,
    attribution: Option<&'static str>,
    explicitness: Option<&'static str>,
    confidence: Option<&'static str>,
    statement_date: Option<String>,
    attributes: Answers<'a>,
    note: Option<&'a str>,
    origin: &'static str,
}

#[derive(Serialize)]
pub(super) struct DocumentStanceRow<'a> {
    id: &'a str,
    #[serde(flatten)]
    target: TargetPart<'a>,
    polarity: &'static str,
    note: Option<&'a str>,
    origin: &'static str,
}

#[derive(Serialize)]
struct HolderPart<'a> {
    holder_kind: Option<&'static str>,
    holder: Option<&'a str>,
    holder_name: Option<&'a str>,
}

#[derive(Serialize)]
struct TargetPart<'a> {
    target_kind: Option<&'static str>,
    target: Option<&'a str>,
    target_name: Option<&'a str>,
    target_is_negated: Option<bool>,
}

#[derive(Serialize)]
pub(super) struct Range<'a> {
    start: u32,
    end: u32,
    quote: &'a str,
}

/// A value for each attribute that the codebook has for such a thing, and for those that it no
/// longer has, by their ids. What was not answered is `null`, so that every line has the same keys.
struct Answers<'a> {
    known: Vec<&'a str>,
    values: &'a Attributes,
}

impl Serialize for Answers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut ids = self.known.clone();
        ids.extend(self.values.keys().map(AttributeId::as_str));
        ids.sort_unstable();
        ids.dedup();
        serializer.collect_map(ids.iter().map(|id| (*id, self.values.get(&(*id).into()).map(Wire))))
    }
}

/// What gives ids their names.
pub(super) struct Names<'a> {
    pub(super) project: &'a Project,
    pub(super) article: &'a Article,
}

impl<'a> Names<'a> {
    fn article_row(&self, annotator: Option<&'a AnnotatorId>, layer: &'a Layer) -> ArticleRow<'a> {
        let Article { details, text, .. } = self.article;
        let mentions = layer.mentions().filter(|mention| mention.provenance.counts());
        let stances = layer.stances().filter(|stance| stance.provenance.counts());
        let of_document = layer.document_stances().filter(|stance| stance.provenance.counts());
        ArticleRow {
            id: self.article.id.as_str(),
            title: known(&details.title),
            outlet: known(&details.outlet),
            byline: known(&details.byline),
            url: known(&details.url),
            published: day(details.published),
            language: known(&details.language),
            sha256: &self.article.sha256,
            text: Prose(text.as_str()),
            annotator: annotator.map(AnnotatorId::as_str),
            annotator_name: annotator
                .and_then(|id| self.project.annotators.get(id))
                .and_then(|it| known(&it.name)),
            status: layer.status.name(),
            mentions: mentions.map(|mention| self.mention(mention)).collect(),
            stances: stances.map(|stance| self.stance(stance)).collect(),
            document_stances: of_document.map(|stance| self.document_stance(stance)).collect(),
            attributes: self.answers(Subject::Article, &layer.attributes),
        }
    }

    fn stance_row(&self, annotator: &'a AnnotatorId, stance: &'a Stance) -> StanceRow<'a> {
        StanceRow {
            article_id: self.article.id.as_str(),
            article_title: known(&self.article.details.title),
            outlet: known(&self.article.details.outlet),
            published: day(self.article.details.published),
            annotator: annotator.as_str(),
            stance: self.stance(stance),
        }
    }

    pub(super) fn mention(&self, mention: &'a Mention) -> MentionRow<'a> {
        let Range { start, end, quote } = range(&self.article.text, mention.fragments.hull());
        MentionRow {
            id: mention.id.as_str(),
            start,
            end,
            quote,
            fragments: self.ranges(Some(&mention.fragments)),
            entity_type: mention.entity_type.as_str(),
            entity: mention.entity.as_ref().map(EntityId::as_str),
            entity_name: mention.entity.as_ref().and_then(|id| self.entity(id)),
            attributes: self.answers(Subject::Mention, &mention.attributes),
            note: known(&mention.note),
            origin: origin(&mention.provenance),
        }
    }

    pub(super) fn stance(&self, stance: &'a Stance) -> StancePart<'a> {
        StancePart {
            id: stance.id.as_str(),
            holder: self.holder(stance.holder.as_ref()),
            nested_source: stance.nested_source.iter().map(|h| self.holder(Some(h))).collect(),
            target: self.target(stance.target.as_ref()),
            polarity: stance.polarity.name(),
            attitude_type: stance.attitude_type.map(Named::name),
            intensity: stance.intensity.map(Named::name),
            expression: self.ranges(stance.expression.as_ref()),
            cue: self.ranges(stance.cue.as_ref()),
            evidence: self.ranges(stance.evidence.as_ref()),
            attribution: stance.attribution.map(Named::name),
            explicitness: stance.explicitness.map(Named::name),
            confidence: stance.confidence.map(Named::name),
            statement_date: day(stance.statement_date),
            attributes: self.answers(Subject::Stance, &stance.attributes),
            note: known(&stance.note),
            origin: origin(&stance.provenance),
        }
    }

    pub(super) fn document_stance(&self, stance: &'a DocumentStance) -> DocumentStanceRow<'a> {
        DocumentStanceRow {
            id: stance.id.as_str(),
            target: self.target(stance.target.as_ref()),
            polarity: stance.polarity.name(),
            note: known(&stance.note),
            origin: origin(&stance.provenance),
        }
    }

    fn answers(&self, subject: Subject, values: &'a Attributes) -> Answers<'a> {
        let attributes = self.project.codebook.attributes_on(subject);
        Answers { known: attributes.map(|attribute| attribute.id.as_str()).collect(), values }
    }

    fn holder(&self, holder: Option<&'a Holder>) -> HolderPart<'a> {
        let details = &self.article.details;
        let (id, name) = match holder {
            Some(Holder::Entity(id)) => (Some(id.as_str()), self.entity(id)),
            Some(Holder::Author) => (None, known(&details.byline)),
            Some(Holder::Outlet) => (None, known(&details.outlet)),
            Some(Holder::Implicit) | None => (None, None),
        };
        HolderPart { holder_kind: holder.map(holder_kind), holder: id, holder_name: name }
    }

    fn target(&self, target: Option<&'a Target>) -> TargetPart<'a> {
        let (id, name) = match target.map(|target| &target.kind) {
            Some(TargetKind::Entity(id)) => (Some(id.as_str()), self.entity(id)),
            Some(TargetKind::Issue(id)) => {
                let issue = self.project.codebook.issue(id);
                (Some(id.as_str()), issue.map(|issue| issue.label.as_str()))
            }
            Some(TargetKind::Proposition(words)) => (None, Some(words.as_str())),
            None => (None, None),
        };
        TargetPart {
            target_kind: target.map(|target| target_kind(&target.kind)),
            target: id,
            target_name: name,
            target_is_negated: target.map(|target| target.is_negated),
        }
    }

    fn entity(&self, id: &EntityId) -> Option<&'a str> {
        self.project.entities.get(id).map(|entity| entity.name.as_str())
    }

    pub(super) fn ranges(&self, fragments: Option<&Fragments>) -> Vec<Range<'a>> {
        let spans = fragments.into_iter().flat_map(Fragments::spans);
        spans.map(|span| self.range(*span)).collect()
    }

    pub(super) fn range(&self, span: Span) -> Range<'a> {
        range(&self.article.text, span)
    }
}

fn range(text: &Text, span: Span) -> Range<'_> {
    let (start, end) = (text.code_point(span.start()).0, text.code_point(span.end()).0);
    Range { start, end, quote: text.slice(span) }
}

fn known(string: &str) -> Option<&str> {
    (!string.is_empty()).then_some(string)
}

fn day(date: Option<Date>) -> Option<String> {
    date.map(|date| date.to_string())
}

fn origin(provenance: &Provenance) -> &'static str {
    provenance.origin.name()
}
