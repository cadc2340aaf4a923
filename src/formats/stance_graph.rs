//! Who stands where as a graph: GraphML for Gephi, Cytoscape, visone and networkx, and the same edges as
//! CSV. Written only.
//!
//! An edge leads from a holder to a target with a polarity on a day; its weight is how many stances say
//! so. The day is the statement's, or else the article's.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::archive::File;
use super::csv;
use super::fact::{Kind, Subject};
use super::names;
use super::table::{Counts, Format, Write, Writer};
use super::wire::{Named, holder_kind, target_kind};
use super::xml::escaped;
use crate::model::{Article, Holder, Project, Record, Stance};

pub(super) const FORMAT: Format = Format {
    id: "stance-graph",
    name: "Graph of stances",
    purpose: "Edges from holders to targets as GraphML and CSV, for Gephi and networkx.",
    ending: "stance-graph.zip",
    counts: Counts::Nothing,
    never: &[
        Kind::UnheldMention,
        Kind::DocumentStance,
        Kind::NestedSource,
        Kind::Expression,
        Kind::Cue,
        Kind::Evidence,
        Kind::AttitudeType,
        Kind::Intensity,
        Kind::Attribution,
        Kind::Explicitness,
        Kind::Confidence,
        Kind::Note,
        Kind::Attribute,
        Kind::Suggestion,
        Kind::Annotator,
        Kind::Status,
        Kind::Title,
        Kind::Outlet,
        Kind::Byline,
        Kind::Url,
        Kind::Language,
        Kind::Segments,
        Kind::Entity,
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
        write: Write::Files(|project, _| write(project)),
        besides: |project, _| besides(project),
    }),
};

/// Somebody or something: its kind and its name.
type Node = (&'static str, String);

/// The ends of a stance's edge; an edge needs both.
fn ends(project: &Project, article: &Article, stance: &Stance) -> (Option<Node>, Option<Node>) {
    let holder = names::holder(project, stance.holder.as_ref());
    let holder = stance.holder.as_ref().zip(holder).map(|(holder, name)| {
        let own = match holder {
            Holder::Author => article.details.byline.as_str(),
            Holder::Outlet => article.details.outlet.as_str(),
            Holder::Entity(_) | Holder::Implicit => "",
        };
        (holder_kind(holder), if own.trim().is_empty() { name } else { own }.to_owned())
    });
    let target = names::target(project, stance.target.as_ref());
    let target = stance.target.as_ref().zip(target);
    (holder, target.map(|(target, name)| (target_kind(&target.kind), name)))
}

fn besides(project: &Project) -> Vec<(Kind, Subject)> {
    let mut lost = Vec::new();
    for (id, layer) in &project.layers {
        let Some(article) = project.articles.get(&id.article) else { continue };
        for stance in layer.stances() {
            let kind = match ends(project, article, stance) {
                (None, _) => Kind::HolderlessStance,
                (_, None) => Kind::TargetlessStance,
                _ => continue,
            };
            lost.push((kind, Subject::Record(id.clone(), stance.id.clone())));
        }
    }
    lost
}

fn write(project: &Project) -> Vec<File> {
    let mut edges: BTreeMap<(Node, Node, &str, String), usize> = BTreeMap::new();
    for (id, layer) in &project.layers {
        let Some(article) = project.articles.get(&id.article) else { continue };
        for record in layer.records.values() {
            let Record::Stance(stance) = record else { continue };
            if let (Some(holder), Some(target)) = ends(project, article, stance) {
                let day = stance.statement_date.or(article.details.published);
                let day = day.map(|day| day.to_string()).unwrap_or_default();
                *edges.entry((holder, target, stance.polarity.name(), day)).or_default() += 1;
            }
        }
    }
    let headings = ["holder", "holder_kind", "target", "target_kind", "polarity", "date", "weight"];
    let rows: Vec<Vec<String>> = edges
        .iter()
        .map(|((holder, target, polarity, day), weight)| {
            let cells = [&holder.1, holder.0, &target.1, target.0, polarity, day];
            cells.into_iter().map(str::to_owned).chain([weight.to_string()]).collect()
        })
        .collect();
    vec![
        File::new("stances.graphml", graphml(&edges)),
        File::new("edges.csv", csv::write(&headings.map(str::to_owned), &rows)),
    ]
}

fn graphml(edges: &BTreeMap<(Node, Node, &str, String), usize>) -> String {
    let nodes: BTreeSet<&Node> = edges.keys().flat_map(|edge| [&edge.0, &edge.1]).collect();
    let numbers: BTreeMap<&Node, usize> = nodes.into_iter().zip(1..).collect();
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
        <graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n\
        <key id=\"label\" for=\"node\" attr.name=\"label\" attr.type=\"string\"/>\n\
        <key id=\"kind\" for=\"node\" attr.name=\"kind\" attr.type=\"string\"/>\n\
        <key id=\"weight\" for=\"edge\" attr.name=\"weight\" attr.type=\"int\"/>\n\
        <key id=\"polarity\" for=\"edge\" attr.name=\"polarity\" attr.type=\"string\"/>\n\
        <key id=\"date\" for=\"edge\" attr.name=\"date\" attr.type=\"string\"/>\n\
        <graph edgedefault=\"directed\">\n"
        .to_owned();
    for ((kind, name), number) in &numbers {
        let name = escaped(name);
        let _ = writeln!(
            out,
            "<node id=\"n{number}\"><data key=\"label\">{name}</data><data key=\"kind\">{kind}</data></node>"
        );
    }
    for (((holder, target, polarity, day), weight), number) in edges.iter().zip(1..) {
        let (from, to) = (numbers[holder], numbers[target]);
        let _ = write!(
            out,
            "<edge id=\"e{number}\" source=\"n{from}\" target=\"n{to}\">\
             <data key=\"weight\">{weight}</data><data key=\"polarity\">{polarity}</data>"
        );
        if !day.is_empty() {
            let _ = write!(out, "<data key=\"date\">{day}</data>");
        }
        out += "</edge>\n";
    }
    out + "</graph>\n</graphml>\n"
}
