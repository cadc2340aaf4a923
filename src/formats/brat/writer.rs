//! A project as folders of `.txt` and `.ann` files.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde_json::{Map, json};

use super::lines::{escaped, escaped_id, type_name};
use super::{
    CONFIG, CUE, EVIDENCE, GAPS, HOLDER, HOLDER_IS, NEGATED, NOTE, OUR_ENTITIES, OURS, POLARITY,
    STANCE, TARGET, VISUAL, held, mention_of, roles, stands_plain,
};
use crate::formats::archive::File;
use crate::formats::choice::Choice;
use crate::formats::file_names::FileNames;
use crate::formats::line_ends;
use crate::formats::names;
use crate::formats::wire::{Named, holder_kind};
use crate::model::{AnnotatorId, Article, Holder, Layer, Polarity, Project, RecordId, Stance};
use crate::text::{Fragments, Text, is_line_break, is_white, lines};

/// A folder for each annotator if there are several; what nobody has worked on stands outside.
pub(super) fn write(project: &Project, _: &Choice) -> Vec<File> {
    let project = &line_ends::fed(&held(project)).into_owned();
    let types = types(project);
    let folders = folders(project);
    let mut stems = FileNames::default();
    let mut files = Vec::new();
    for article in project.articles.values() {
        let stem = stems.free(article.id.as_str());
        let blank = Layer::default();
        let mut layers: Vec<(&str, &Layer)> = Vec::new();
        for (annotator, layer) in project.layers_of(&article.id).filter(|it| has_marks(it.1)) {
            layers.push((folders.get(annotator).map_or("", String::as_str), layer));
        }
        if layers.is_empty() {
            layers.push(("", &blank));
        }
        for (folder, layer) in layers {
            let stem = if folder.is_empty() { stem.clone() } else { format!("{folder}/{stem}") };
            let ann = Annotations { project, article, layer, types: &types }.write();
            files.push(File::new(format!("{stem}.txt"), article.text.as_str()));
            files.push(File::new(format!("{stem}.ann"), ann));
        }
    }
    files.push(File::new(CONFIG, config(&types)));
    files.push(File::new(VISUAL, visual(project, &types)));
    let annotators: Map<_, _> = folders
        .iter()
        .map(|(id, folder)| (folder.clone(), names::annotator(project, id).into()))
        .collect();
    let types: Map<_, _> =
        types.iter().map(|(id, name)| (name.clone(), id.as_str().into())).collect();
    let ours = json!({"annotators": annotators, "types": types});
    files.push(File::new(OURS, format!("{ours:#}\n")));
    files
}

fn has_marks(layer: &Layer) -> bool {
    layer.mentions().next().is_some() || layer.stances().any(|stance| stance.expression.is_some())
}

/// The folder of each annotator; one alone needs none.
fn folders(project: &Project) -> BTreeMap<AnnotatorId, String> {
    let layers = project.layers.iter().filter(|(_, layer)| has_marks(layer));
    let ids: BTreeSet<&AnnotatorId> = layers.map(|(id, _)| &id.annotator).collect();
    let is_alone = ids.len() < 2;
    let (mut folders, mut names) = (BTreeMap::new(), FileNames::default());
    for id in ids {
        let name = names.free(names::annotator(project, id));
        folders.insert(id.clone(), if is_alone { String::new() } else { name });
    }
    folders
}

/// The name of each type in the files.
fn types(project: &Project) -> BTreeMap<String, String> {
    let codebook = &project.codebook;
    let mut ids: BTreeSet<&str> = codebook.entity_types.iter().map(|it| it.id.as_str()).collect();
    for mention in project.layers.values().flat_map(|layer| layer.mentions()) {
        ids.insert(mention.entity_type.as_str());
    }
    let mut taken = [STANCE, CUE, EVIDENCE].map(str::to_owned).to_vec();
    let mut types = BTreeMap::new();
    for id in ids {
        let name = type_name(id, &taken);
        taken.push(name.clone());
        types.insert(id.to_owned(), name);
    }
    types
}

fn config(types: &BTreeMap<String, String>) -> String {
    let mut out = "[entities]\n".to_owned();
    for name in types.values().map(String::as_str).chain([CUE, EVIDENCE]) {
        let _ = writeln!(out, "{name}");
    }
    let polarities = Polarity::ALL.map(Named::name).join("|");
    let _ = write!(
        out,
        "\n[relations]\n\n[events]\n\
         {STANCE}\t{HOLDER}?:<ENTITY>, {TARGET}?:<ENTITY>, {CUE}?:{CUE}, {EVIDENCE}?:{EVIDENCE}\n\
         \n[attributes]\n\
         {POLARITY}\tArg:{STANCE}, Value:{polarities}\n\
         {HOLDER_IS}\tArg:{STANCE}, Value:AUTHOR|OUTLET|IMPLICIT\n\
         {NEGATED}\tArg:{STANCE}\n"
    );
    out
}

/// What types are called on brat's screen.
fn visual(project: &Project, types: &BTreeMap<String, String>) -> String {
    let mut out = "[labels]\n".to_owned();
    for (id, name) in types {
        let label = project.codebook.entity_type(&id.as_str().into()).map(|it| it.label.as_str());
        let label = label.unwrap_or(id).replace(|c| c == '|' || is_white(c), " ");
        let label = label.trim_start_matches(['!', ' ']).trim_end();
        if !label.is_empty() && label != name {
            let _ = writeln!(out, "{name} | {label}");
        }
    }
    out + "\n[drawing]\n\
           SPAN_DEFAULT\tfgColor:black, bgColor:lightgreen, borderColor:darken\n\
           ARC_DEFAULT\tcolor:black, arrowHead:triangle-5\n"
}

struct Annotations<'a> {
    project: &'a Project,
    article: &'a Article,
    layer: &'a Layer,
    types: &'a BTreeMap<String, String>,
}

/// The lines so far, and the number of the last one of each sort.
#[derive(Default)]
struct Out {
    lines: String,
    bounds: u32,
    references: u32,
    attributes: u32,
    notes: u32,
}

impl Out {
    fn note(&mut self, kind: &str, of: &str, words: &str) {
        self.notes += 1;
        let _ = writeln!(self.lines, "#{}\t{kind} {of}\t{}", self.notes, escaped(words));
    }

    fn attribute(&mut self, name: &str, of: &str, value: &str) {
        self.attributes += 1;
        let _ = write!(self.lines, "A{}\t{name} {of}", self.attributes);
        self.lines += if value.is_empty() { "" } else { " " };
        self.lines += value;
        self.lines.push('\n');
    }

    /// A text-bound annotation; answers with its id. What is to be noted of it stands at the event that
    /// it is the trigger of: brat refuses a file that says more of a trigger.
    fn bound(
        &mut self,
        kind: &str,
        fragments: &Fragments,
        text: &Text,
        event: Option<&str>,
    ) -> String {
        self.bounds += 1;
        let id = format!("T{}", self.bounds);
        let (mut ranges, mut words, mut gaps) = (Vec::new(), Vec::new(), Vec::new());
        let mut last = None;
        for fragment in fragments.spans() {
            if last.is_some_and(|last| is_line_break(text, last, *fragment)) {
                gaps.push(ranges.len().to_string());
            }
            last = Some(*fragment);
            for piece in lines(text, *fragment) {
                let (start, end) = (text.code_point(piece.start()), text.code_point(piece.end()));
                ranges.push(format!("{} {}", start.0, end.0));
                words.push(text.slice(piece));
            }
        }
        let (ranges, words) = (ranges.join(";"), words.join(" "));
        let _ = writeln!(self.lines, "{id}\t{kind} {ranges}\t{words}");
        if !gaps.is_empty() {
            self.note(GAPS, event.unwrap_or(&id), &gaps.join(" "));
        }
        id
    }
}

impl Annotations<'_> {
    fn write(&self) -> String {
        let (mut out, mut bounds) = (Out::default(), BTreeMap::new());
        for mention in self.layer.mentions() {
            let kind = &self.types[mention.entity_type.as_str()];
            let id = out.bound(kind, &mention.fragments, &self.article.text, None);
            let entity = mention.entity.as_ref();
            if let Some((entity, name)) =
                entity.and_then(|entity| Some((entity, names::entity(self.project, entity)?)))
            {
                out.references += 1;
                let _ = writeln!(
                    out.lines,
                    "N{}\tReference {id} {OUR_ENTITIES}:{}\t{}",
                    out.references,
                    escaped_id(entity.as_str()),
                    escaped(name)
                );
            }
            if !mention.note.is_empty() {
                out.note(NOTE, &id, &mention.note);
            }
            bounds.insert(mention.id.clone(), id);
        }
        let stances = self.layer.stances().filter(|stance| stance.expression.is_some());
        for (at, stance) in stances.enumerate() {
            self.stance(&mut out, &bounds, at + 1, stance);
        }
        out.lines
    }

    fn stance(
        &self,
        out: &mut Out,
        bounds: &BTreeMap<RecordId, String>,
        number: usize,
        stance: &Stance,
    ) {
        let (Some(words), text) = (&stance.expression, &self.article.text) else { return };
        let id = format!("E{number}");
        let trigger = out.bound(STANCE, words, text, Some(&id));
        let mut event = format!("{id}\t{STANCE}:{trigger}");
        for (role, entity) in [HOLDER, TARGET].into_iter().zip(roles(self.project, stance)) {
            let mention = entity.and_then(|it| mention_of(self.layer, &it, words.first()));
            if let Some(bound) = mention.and_then(|mention| bounds.get(&mention.id)) {
                let _ = write!(event, " {role}:{bound}");
            }
        }
        for (role, part) in [(CUE, &stance.cue), (EVIDENCE, &stance.evidence)] {
            if let Some(part) = part.as_ref().filter(|part| stands_plain(part, text)) {
                let _ = write!(event, " {role}:{}", out.bound(role, part, text, None));
            }
        }
        let _ = writeln!(out.lines, "{event}");
        out.attribute(POLARITY, &id, stance.polarity.name());
        match &stance.holder {
            Some(Holder::Entity(_)) | None => {}
            Some(other) => out.attribute(HOLDER_IS, &id, holder_kind(other)),
        }
        let holds_target = event.contains(&format!(" {TARGET}:"));
        if holds_target && stance.target.as_ref().is_some_and(|target| target.is_negated) {
            out.attribute(NEGATED, &id, "");
        }
        if !stance.note.is_empty() {
            out.note(NOTE, &id, &stance.note);
        }
    }
}
