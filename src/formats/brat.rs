//! brat's standoff format: each article as `.txt`, its marks beside it as `.ann`, and the
//! `annotation.conf` and `visual.conf` that show them.
//!
//! <https://brat.nlplab.org/standoff.html>. A mention is a text-bound annotation, its entity a
//! normalisation; a stance is an event with Holder and Target roles and a Polarity attribute.
//! Positions count code points. A mark over a line end is written as one fragment for each line, where
//! lines end as brat's server has it: as Python's `str.splitlines` does.

pub(super) mod lines;
mod reader;
mod writer;

use super::fact::{Kind, Subject};
use super::line_ends;
use super::table::{Counts, Format, Reader, Write, Writer};
use crate::model::{EntityId, Holder, Layer, Mention, Project, Record, Stance, TargetKind};
use crate::text::{Fragments, Span, Text, is_white};

pub(super) const FORMAT: Format = Format {
    id: "brat",
    name: "brat",
    purpose: "Standoff files for brat and the many programs that read them.",
    ending: "brat.zip",
    counts: Counts::CodePoints,
    never: &[
        Kind::DocumentStance,
        Kind::NestedSource,
        Kind::AttitudeType,
        Kind::Intensity,
        Kind::Attribution,
        Kind::Explicitness,
        Kind::Confidence,
        Kind::StatementDate,
        Kind::Attribute,
        Kind::Suggestion,
        Kind::Dangling,
        Kind::Status,
        Kind::Title,
        Kind::Outlet,
        Kind::Byline,
        Kind::Url,
        Kind::Published,
        Kind::Language,
        Kind::Segments,
        Kind::Entity,
        Kind::EntityType,
        Kind::EntityDetails,
        Kind::Matching,
        Kind::Issue,
        Kind::Codebook,
        Kind::IdleAnnotator,
        Kind::ForeignToProject,
        Kind::ProjectName,
        Kind::Foreign,
        Kind::Source,
        Kind::Provenance,
        Kind::Id,
    ],
    writer: Some(Writer {
        write: Write::Files(writer::write),
        besides: |project, _| besides(project),
    }),
};

pub(super) const READER: Reader = Reader { recognises: reader::recognises, read: reader::read };

const CONFIG: &str = "annotation.conf";
const VISUAL: &str = "visual.conf";
/// What brat's files have no place for: the annotator of each folder, the types behind their names.
const OURS: &str = "standpoint.json";

const STANCE: &str = "Stance";
const CUE: &str = "Cue";
const EVIDENCE: &str = "Evidence";
const HOLDER: &str = "Holder";
const TARGET: &str = "Target";
/// Attributes of a stance.
const POLARITY: &str = "Polarity";
const HOLDER_IS: &str = "HolderIs";
const NEGATED: &str = "Negated";
/// Where the references of normalisations lead.
const OUR_ENTITIES: &str = "Standpoint";
const NOTE: &str = "AnnotatorNotes";
/// A note that names the fragments of a mark before which there is a gap, though only a line ends.
const GAPS: &str = "Gaps";

/// The mention in a layer that stands for an entity in a stance: the one nearest to its words.
fn mention_of<'a>(layer: &'a Layer, entity: &EntityId, near: Span) -> Option<&'a Mention> {
    let mentions = layer.mentions().filter(|mention| mention.entity.as_ref() == Some(entity));
    let distance = |mention: &Mention| mention.fragments.first().start().0.abs_diff(near.start().0);
    mentions.map(|mention| &**mention).min_by_key(|mention| distance(mention))
}

/// The entity that a stance's holder is, and that its target is.
fn roles(project: &Project, stance: &Stance) -> [Option<EntityId>; 2] {
    let holder = match &stance.holder {
        Some(Holder::Entity(id)) => Some(id),
        _ => None,
    };
    let target = match stance.target.as_ref().map(|target| &target.kind) {
        Some(TargetKind::Entity(id)) => Some(id),
        _ => None,
    };
    [holder, target].map(|id| id.filter(|id| project.entities.contains_key(id)).cloned())
}

/// Whether no piece begins or ends with what Python takes for white space and Unicode does not: programs
/// strip that.
fn stands_plain(fragments: &Fragments, text: &Text) -> bool {
    fragments.spans().iter().all(|span| {
        let words = text.slice(*span);
        !words.starts_with(is_white) && !words.ends_with(is_white)
    })
}

/// The records of which no line would say where they stand.
fn unheld(project: &Project) -> Vec<(Kind, Subject)> {
    let mut unheld = Vec::new();
    for (id, layer) in &project.layers {
        let Some(article) = project.articles.get(&id.article) else { continue };
        for record in layer.records.values() {
            let (kind, place) = match record {
                Record::Mention(mention) => (Kind::UnheldMention, Some(&mention.fragments)),
                Record::Stance(stance) => (Kind::UnheldStance, stance.expression.as_ref()),
                Record::DocumentStance(_) => continue,
            };
            if place.is_some_and(|place| !stands_plain(place, &article.text)) {
                unheld.push((kind, Subject::Record(id.clone(), record.id().clone())));
            }
        }
    }
    unheld
}

/// The project without them.
fn held(project: &Project) -> Project {
    super::loss::without(project, &unheld(project))
}

/// Stances need words to hang on, and roles lead to mentions.
fn besides(project: &Project) -> Vec<(Kind, Subject)> {
    let mut lost = unheld(project);
    lost.extend(line_ends::lost(project));
    let project = &held(project);
    for (id, layer) in &project.layers {
        let Some(article) = project.articles.get(&id.article) else { continue };
        for record in layer.records.values() {
            let Record::Stance(stance) = record else { continue };
            let mut lose =
                |kind| lost.push((kind, Subject::Record(id.clone(), record.id().clone())));
            let Some(words) = &stance.expression else {
                lose(Kind::WordlessStance);
                continue;
            };
            for (kind, part) in [(Kind::Cue, &stance.cue), (Kind::Evidence, &stance.evidence)] {
                if part.as_ref().is_some_and(|part| !stands_plain(part, &article.text)) {
                    lose(kind);
                }
            }
            let [holder, target] = roles(project, stance).map(|entity| {
                let mention = entity.as_ref().map(|it| mention_of(layer, it, words.first()));
                mention.map(|mention| mention.is_some())
            });
            if holder == Some(false) {
                lose(Kind::Holder);
            }
            if stance.target.is_some() && target != Some(true) {
                lose(Kind::Target);
                lose(Kind::Negated);
            }
        }
    }
    lost
}
