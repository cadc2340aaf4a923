//! The fields of each configuration, and how the README declares them.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::Lines;
use crate::formats::wire::Named;
use crate::model::{Polarity, Project, Status};

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Type {
    Text,
    Whole,
    Flag,
    Day,
    /// One of the types of mentions.
    Mention,
    Polarity,
    Status,
    /// A list of objects.
    List(&'static [Field]),
}

/// A field’s name and what it holds.
pub(super) type Field = (&'static str, Type);

/// One of the tables that the dataset consists of.
#[derive(Debug)]
pub(super) struct Config {
    pub(super) name: &'static str,
    pub(super) description: &'static str,
    pub(super) fields: &'static [&'static [Field]],
}

impl Config {
    pub(super) fn fields(&self) -> impl Iterator<Item = &'static Field> {
        self.fields.iter().copied().flatten()
    }
}

use Type::{Day, Flag, List, Mention, Text, Whole};

const RANGE: &[Field] = &[("start", Whole), ("end", Whole), ("quote", Text)];
const ANSWER: &[Field] = &[("attribute", Text), ("value", Text)];
const HOLDER: &[Field] = &[("holder_kind", Text), ("holder", Text), ("holder_name", Text)];
const TARGET: &[Field] = &[
    ("target_kind", Text),
    ("target", Text),
    ("target_name", Text),
    ("target_is_negated", Flag),
    ("polarity", Type::Polarity),
];
const MADE: &[Field] = &[("note", Text), ("origin", Text), ("decision", Text), ("model", Text)];

const EXAMPLE: &[Field] = &[
    ("id", Text),
    ("article", Text),
    ("offset", Whole),
    ("example_start", Whole),
    ("example_end", Whole),
    ("title", Text),
    ("outlet", Text),
    ("byline", Text),
    ("url", Text),
    ("published", Day),
    ("language", Text),
    ("sha256", Text),
    ("text", Text),
    ("annotator", Text),
    ("annotator_name", Text),
    ("status", Type::Status),
    ("attributes", List(ANSWER)),
];
/// What a record of its own says of where it stands.
const STANDS: &[Field] = &[
    ("example", Text),
    ("article", Text),
    ("title", Text),
    ("outlet", Text),
    ("published", Day),
    ("annotator", Text),
];
const MENTION: &[Field] = &[
    ("id", Text),
    ("start", Whole),
    ("end", Whole),
    ("quote", Text),
    ("fragments", List(RANGE)),
    ("type", Mention),
    ("entity", Text),
    ("entity_name", Text),
    ("attributes", List(ANSWER)),
    ("note", Text),
    ("origin", Text),
    ("decision", Text),
    ("model", Text),
];
const STANCE: &[Field] = &[
    ("id", Text),
    ("holder_kind", Text),
    ("holder", Text),
    ("holder_name", Text),
    ("nested_source", List(HOLDER)),
    ("target_kind", Text),
    ("target", Text),
    ("target_name", Text),
    ("target_is_negated", Flag),
    ("polarity", Type::Polarity),
    ("start", Whole),
    ("end", Whole),
    ("quote", Text),
    ("expression", List(RANGE)),
    ("cue", List(RANGE)),
    ("evidence", List(RANGE)),
    ("attitude_type", Text),
    ("intensity", Text),
    ("attribution", Text),
    ("explicitness", Text),
    ("confidence", Text),
    ("statement_date", Day),
    ("attributes", List(ANSWER)),
    ("note", Text),
    ("origin", Text),
    ("decision", Text),
    ("model", Text),
];
const ARTICLE_STANCE: &[Field] = &[
    ("id", Text),
    TARGET[0],
    TARGET[1],
    TARGET[2],
    TARGET[3],
    TARGET[4],
    MADE[0],
    MADE[1],
    MADE[2],
    MADE[3],
];
const RECORDS: &[Field] = &[
    ("mentions", List(MENTION)),
    ("stances", List(STANCE)),
    ("document_stances", List(ARTICLE_STANCE)),
];

/// The configurations; the first is what is loaded where none is named.
pub(super) const CONFIGS: &[Config] = &[
    Config {
        name: "articles",
        description: "an example, as one annotator has marked it",
        fields: &[EXAMPLE, RECORDS],
    },
    Config { name: "mentions", description: "a mention", fields: &[STANDS, MENTION] },
    Config {
        name: "stances",
        description: "a stance, with the text of its example",
        fields: &[STANDS, &[("text", Text)], STANCE],
    },
];

/// The classes of a dataset.
pub(super) struct Labels {
    types: Vec<String>,
}

impl Labels {
    /// Types in the codebook’s order, then those that only mentions have.
    pub(super) fn of(project: &Project) -> Self {
        let known = project.codebook.entity_types.iter().map(|it| it.id.to_string());
        let mut types: Vec<String> = known.collect();
        let used = project.layers.values().flat_map(|layer| layer.mentions());
        let used: BTreeSet<String> = used.map(|it| it.entity_type.to_string()).collect();
        types.extend(used.into_iter().filter(|id| !types.contains(id)).collect::<Vec<_>>());
        Self { types }
    }

    fn of_type(&self, kind: Type) -> Option<Vec<&str>> {
        match kind {
            Mention if !self.types.is_empty() => {
                Some(self.types.iter().map(String::as_str).collect())
            }
            Type::Polarity => Some(Polarity::NAMES.to_vec()),
            Type::Status => Some(Status::NAMES.to_vec()),
            _ => None,
        }
    }
}

/// The head of the README, as YAML.
pub(super) fn front_matter(project: &Project, lines: &[Lines], labels: &Labels) -> String {
    let mut out = format!("---\npretty_name: {}\nconfigs:\n", quoted(&project.name));
    let configs =
        || CONFIGS.iter().filter(|it| lines.iter().any(|lines| lines.config.name == it.name));
    for (at, config) in configs().enumerate() {
        let _ = writeln!(out, "- config_name: {}", config.name);
        if at == 0 {
            out += "  default: true\n";
        }
        out += "  data_files:\n";
        for lines in lines.iter().filter(|lines| lines.config.name == config.name) {
            let _ =
                writeln!(out, "  - split: {}\n    path: {}", lines.part, quoted(&lines.file.path));
        }
    }
    out += "dataset_info:\n";
    for config in configs() {
        let _ = writeln!(out, "- config_name: {}\n  features:", config.name);
        for field in config.fields() {
            declare(&mut out, field, labels, 1);
        }
        out += "  splits:\n";
        for lines in lines.iter().filter(|lines| lines.config.name == config.name) {
            let bytes = lines.file.bytes.len();
            let (part, count) = (&lines.part, lines.count);
            let _ = writeln!(
                out,
                "  - name: {part}\n    num_bytes: {bytes}\n    num_examples: {count}"
            );
        }
    }
    out + "---\n\n"
}

fn declare(out: &mut String, (name, kind): &Field, labels: &Labels, depth: usize) {
    let indent = "  ".repeat(depth);
    let _ = writeln!(out, "{indent}- name: {name}");
    if let Some(classes) = labels.of_type(*kind) {
        let _ = writeln!(out, "{indent}  dtype:\n{indent}    class_label:\n{indent}      names:");
        for (at, class) in classes.iter().enumerate() {
            let _ = writeln!(out, "{indent}        '{at}': {}", quoted(class));
        }
        return;
    }
    let dtype = match kind {
        List(fields) => {
            let _ = writeln!(out, "{indent}  list:");
            return fields.iter().for_each(|field| declare(out, field, labels, depth + 1));
        }
        Whole => "int32",
        Flag => "bool",
        // Arrow takes what looks like a day for a moment; as a string it would have a time of day.
        Day => "date32",
        _ => "string",
    };
    let _ = writeln!(out, "{indent}  dtype: {dtype}");
}

/// A string as JSON writes it, which YAML reads.
fn quoted(words: &str) -> String {
    serde_json::Value::from(words).to_string()
}
