//! What a dataset says of itself: what is in it, what its labels mean, how it was divided.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Dataset, Example, Part};
use crate::formats::archive::File;
use crate::formats::choice::{Choice, Suggestions};
use crate::formats::digest::sha256_hex;
use crate::formats::loss::Loss;
use crate::formats::names;
use crate::formats::table::LOSSES;
use crate::formats::wire::Named;
use crate::model::{Codebook, Polarity, Project, Record};

/// The file’s name.
pub(in crate::formats) const CARD: &str = "README.md";

/// What is told.
pub(in crate::formats) struct Card<'a> {
    /// The format’s name.
    pub(in crate::formats) format: &'a str,
    pub(in crate::formats) choice: &'a Choice,
    pub(in crate::formats) dataset: &'a Dataset,
    pub(in crate::formats) parts: &'a [Part],
    pub(in crate::formats) losses: &'a [Loss],
    /// All files but the one that is written here.
    pub(in crate::formats) files: &'a [File],
}

impl Card<'_> {
    /// The file’s text, as Markdown.
    pub(in crate::formats) fn text(&self) -> String {
        let project = &self.dataset.project;
        let name = if project.name.trim().is_empty() { "Dataset" } else { &project.name };
        let version = env!("CARGO_PKG_VERSION");
        let mut out = format!(
            "# {}\n\nAnnotated articles, written by Standpoint {version} as {}. Positions count Unicode \
             code points where the format does not say otherwise.\n",
            line(name),
            self.format
        );
        self.contents(&mut out);
        self.labels(&mut out);
        self.division(&mut out);
        self.missing(&mut out);
        self.listing(&mut out);
        out
    }

    fn contents(&self, out: &mut String) {
        let Choice { shape, status, annotator, suggestions, .. } = self.choice;
        *out += "\n## Contents\n\n";
        let example = shape.example.words();
        let _ = write!(out, "- An example is {example}");
        match (shape.example, shape.around) {
            (Example::Article, _) => *out += ".\n",
            (_, 0) => *out += "; `passage` says where in its article it stands.\n",
            (_, around) => {
                let _ = writeln!(
                    out,
                    ", with up to {around} more on each side; `passage` says where in its article it \
                     stands, and `passage.example` which part of the text it is itself. Mentions in \
                     the text around it are there too."
                );
            }
        }
        let project = &self.dataset.project;
        let whose = annotator.as_ref().map_or("everybody", |id| names::annotator(project, id));
        let _ = writeln!(out, "- The work of {}.", line(whose));
        let status = status.map_or("any status", Named::name);
        let _ = writeln!(out, "- Work of {}.", status.replace('_', " "));
        *out += match suggestions {
            Suggestions::Accepted => "- Suggestions that nobody has accepted are left out.\n",
            Suggestions::Pending => "- Open suggestions are in; rejected ones are left out.\n",
            Suggestions::All => "- Open and rejected suggestions are in.\n",
        };
        *out += "\n| part | articles | examples | mentions | stances | stances of whole articles |\n\
                 |---|---|---|---|---|---|\n";
        let rows = self.parts.iter().map(|part| (part.name.as_deref(), &part.project));
        let is_divided = self.choice.shape.split.is_some();
        for (name, project) in rows.chain(is_divided.then_some((None, project))) {
            let mut articles: Vec<_> =
                project.articles.keys().map(|id| self.dataset.origin(id)).collect();
            articles.sort_unstable();
            articles.dedup();
            let [mentions, stances, of_articles] = counts(project);
            let _ = writeln!(
                out,
                "| {} | {} | {} | {mentions} | {stances} | {of_articles} |",
                name.unwrap_or("all"),
                articles.len(),
                project.articles.len(),
            );
        }
    }

    fn labels(&self, out: &mut String) {
        let Codebook { entity_types, issues, attributes, .. } = &*self.dataset.project.codebook;
        *out += "\n## Labels\n";
        self.table(
            out,
            "type of mention",
            |record| match record {
                Record::Mention(mention) => Some(mention.entity_type.to_string()),
                _ => None,
            },
            entity_types.iter().map(|it| (it.id.to_string(), &*it.label, &*it.guideline)),
        );
        let styles = Polarity::ALL.into_iter().map(|polarity| {
            let style = self.dataset.project.codebook.polarity(polarity);
            let (label, meaning) =
                style.map_or(("", ""), |style| (&*style.label, &*style.guideline));
            (polarity.name().to_owned(), label, meaning)
        });
        self.table(
            out,
            "polarity",
            |record| match record {
                Record::Mention(_) => None,
                Record::Stance(stance) => Some(stance.polarity.name().to_owned()),
                Record::DocumentStance(stance) => Some(stance.polarity.name().to_owned()),
            },
            styles,
        );
        if !issues.is_empty() {
            *out += "\n| issue | label | meaning |\n|---|---|---|\n";
            for issue in issues {
                let (label, meaning) = (cell(&issue.label), cell(&issue.guideline));
                let _ = writeln!(out, "| `{}` | {label} | {meaning} |", cell(issue.id.as_str()));
            }
        }
        for attribute in attributes {
            let (label, meaning) = (line(&attribute.label), line(&attribute.guideline));
            let _ = writeln!(out, "\n`{}`: {label}. {meaning}", line(attribute.id.as_str()));
            for choice in attribute.choices() {
                let (label, meaning) = (line(&choice.label), line(&choice.guideline));
                let _ = writeln!(out, "- `{}`: {label}. {meaning}", line(choice.id.as_str()));
            }
        }
        let guideline = &self.dataset.project.codebook.guideline;
        if !guideline.trim().is_empty() {
            let _ = writeln!(out, "\n{guideline}");
        }
    }

    /// Each label with its meaning, and how many records of each part have it.
    fn table<'a>(
        &self,
        out: &mut String,
        heading: &str,
        label_of: impl Fn(&Record) -> Option<String>,
        known: impl Iterator<Item = (String, &'a str, &'a str)>,
    ) {
        let _ = write!(out, "\n| {heading} | label | meaning |");
        for part in self.parts {
            let _ = write!(out, " {} |", part.name.as_deref().unwrap_or("count"));
        }
        let _ = writeln!(out, "\n|---|---|---|{}", "---|".repeat(self.parts.len()));
        let counted: Vec<BTreeMap<String, usize>> =
            self.parts.iter().map(|part| tally(&part.project, &label_of)).collect();
        let mut known: Vec<(String, &str, &str)> = known.collect();
        for label in counted.iter().flat_map(BTreeMap::keys) {
            if known.iter().all(|(id, ..)| id != label) {
                known.push((label.clone(), "", ""));
            }
        }
        for (id, label, meaning) in known {
            let _ = write!(out, "| `{}` | {} | {} |", cell(&id), cell(label), cell(meaning));
            for counted in &counted {
                let _ = write!(out, " {} |", counted.get(&id).copied().unwrap_or_default());
            }
            out.push('\n');
        }
    }

    fn division(&self, out: &mut String) {
        let Some(split) = &self.choice.shape.split else { return };
        let _ = writeln!(out, "\n## Parts\n\n{}", split.rule());
        for (name, _) in &split.parts {
            if self.parts.iter().all(|part| part.name.as_ref() != Some(name)) {
                let _ = writeln!(out, "\nThere was nothing left for `{name}`.");
            }
        }
    }

    fn missing(&self, out: &mut String) {
        if self.losses.is_empty() {
            return;
        }
        let _ = writeln!(out, "\n## What is not here\n\n`{LOSSES}` lists it record by record.\n");
        for loss in self.losses {
            let _ = writeln!(out, "- {}", loss.words());
        }
    }

    fn listing(&self, out: &mut String) {
        *out += "\n## Files\n\n| file | bytes | SHA-256 |\n|---|---|---|\n";
        for File { path, bytes } in self.files {
            let _ = writeln!(out, "| `{path}` | {} | `{}` |", bytes.len(), sha256_hex(bytes));
        }
    }
}

fn counts(project: &Project) -> [usize; 3] {
    let mut counts = [0; 3];
    for record in project.layers.values().flat_map(|layer| layer.records.values()) {
        let at = match record {
            Record::Mention(_) => 0,
            Record::Stance(_) => 1,
            Record::DocumentStance(_) => 2,
        };
        counts[at] += 1;
    }
    counts
}

fn tally(
    project: &Project,
    label_of: &impl Fn(&Record) -> Option<String>,
) -> BTreeMap<String, usize> {
    let mut counted = BTreeMap::new();
    for record in project.layers.values().flat_map(|layer| layer.records.values()) {
        if let Some(label) = label_of(record) {
            *counted.entry(label).or_default() += 1;
        }
    }
    counted
}

/// Words on one line.
fn line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words in a cell of a table.
fn cell(words: &str) -> String {
    line(words).replace('|', "\\|")
}
