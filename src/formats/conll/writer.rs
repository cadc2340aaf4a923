//! A project as words with tags, and the list of their positions.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use serde_json::json;
use unicode_segmentation::UnicodeSegmentation;

use super::super::archive::File;
use super::super::choice::Choice;
use super::super::file_names::FileNames;
use super::super::rider::OURS;
use super::super::span_lines::{Line, lines, token_range};
use super::tags::name;
use super::{BEGINS, Layout, POSITIONS, held};
use crate::model::Project;
use crate::text::{Byte, Token, Unit};

pub(super) fn write(project: &Project, choice: &Choice, layout: &Layout) -> Vec<File> {
    let project = &held(project, choice);
    let names = names(project);
    let lines = lines(project, Unit::CodePoint, false);
    let mut files: Vec<(String, Option<&str>)> =
        vec![(format!("articles.{}", layout.ending), None)];
    if choice.file_per_type && !names.is_empty() {
        let mut stems = FileNames::default();
        files = names
            .iter()
            .map(|(label, name)| {
                (format!("articles.{}.{}", stems.free(name), layout.ending), Some(*label))
            })
            .collect();
    }
    let mut out: Vec<(String, String)> = Vec::new();
    for (path, label) in files {
        let mut words = String::new();
        for line in &lines {
            document(&mut words, line, &names, label, layout);
        }
        out.push((path, words));
    }
    let mut positions = String::new();
    for line in &lines {
        let tokens = words(line);
        let ranges: Vec<[u32; 2]> = tokens.iter().map(|token| line.range(token.span)).collect();
        let own: BTreeMap<&str, &str> = names
            .iter()
            .filter(|(label, name)| label != name)
            .map(|(label, name)| (name.as_str(), *label))
            .collect();
        let mut fields = json!({
            "text": line.article.text.as_str(),
            "tokens": ranges,
            OURS: line.carried(),
        });
        if !own.is_empty() {
            fields["types"] = json!(own);
        }
        let _ = writeln!(positions, "{fields}");
    }
    out.push((POSITIONS.to_owned(), positions));
    out.into_iter().map(|(path, words)| File::new(path, words)).collect()
}

/// The name of each type that a mention has, in the files.
fn names(project: &Project) -> BTreeMap<&str, String> {
    let (mut names, mut taken) = (BTreeMap::new(), BTreeSet::new());
    for mention in project.layers.values().flat_map(|layer| layer.mentions()) {
        let label = mention.entity_type.as_str();
        if !names.contains_key(label) {
            names.insert(label, String::new());
        }
    }
    for (label, own) in &mut names {
        let mut free = name(label);
        while !taken.insert(free.clone()) {
            free.push('_');
        }
        *own = free;
    }
    names
}

/// The tokens that are words.
fn words(line: &Line<'_>) -> Vec<Token> {
    line.tokens().into_iter().filter(|token| !token.is_space).collect()
}

/// A document: its words with their tags, an empty line behind each sentence.
fn document(
    out: &mut String,
    line: &Line<'_>,
    names: &BTreeMap<&str, String>,
    label: Option<&str>,
    layout: &Layout,
) {
    let text = &line.article.text;
    let tokens = words(line);
    let mut tags = vec![String::from("O"); tokens.len()];
    // Whether a mention of whatever file goes on here, so that files have the same sentences.
    let mut goes_on = vec![false; tokens.len()];
    for (mention, span) in line.pieces() {
        let [first, last] = token_range(&tokens, span);
        goes_on[first + 1..=last].fill(true);
        let own = mention.entity_type.as_str();
        if label.is_none_or(|label| label == own) {
            let count = last - first + 1;
            for (at, tag) in tags[first..=last].iter_mut().enumerate() {
                *tag = format!("{}-{}", layout.scheme.letter(at, count), names[own]);
            }
        }
    }
    let _ = write!(out, "{BEGINS}{}O\n\n", layout.between);
    let sentences = text.as_str().split_sentence_bound_indices();
    let starts: Vec<Byte> = sentences.map(|(at, _)| Byte::at(at)).collect();
    let mut sentence = 0;
    for ((at, token), tag) in tokens.iter().enumerate().zip(&tags) {
        let own = starts.partition_point(|start| *start <= token.span.start());
        if at > 0 && own != sentence && !goes_on[at] {
            out.push('\n');
        }
        sentence = own;
        let _ = writeln!(out, "{}{}{tag}", text.slice(token.span), layout.between);
    }
    if !tokens.is_empty() {
        out.push('\n');
    }
}
