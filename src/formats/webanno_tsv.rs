//! WebAnno TSV 3: one token a line with its labels, as WebAnno and INCEpTION export. Read only.
//!
//! <https://inception-project.github.io/releases/36.0/docs/user-guide.html#sect_formats_webannotsv3>.
//! Positions count UTF-16 in the text, of which the file has the sentences; what stands between two is
//! blank. A label with a number, `PER[3]`, goes on over all tokens that have the same.

use std::collections::BTreeMap;

use super::archive::File;
use super::fact::Kind;
use super::import::{Claim, Gathering, Import, Part, ReadChoice, nowhere};
use super::reading::Place;
use super::table::{Counts, Format, Reader};
use crate::model::{Attributes, Details, Extra, LayerId, Mention, Record};
use crate::text::Unit;

pub(super) const FORMAT: Format = Format {
    id: "webanno-tsv",
    name: "WebAnno TSV 3",
    purpose: "Exports of WebAnno and INCEpTION, one token a line.",
    ending: "tsv",
    counts: Counts::Utf16,
    never: Kind::ALL,
    writer: None,
};

pub(super) const READER: Reader = Reader { recognises, read };

const MARK: &str = "#FORMAT=WebAnno TSV 3";
const TEXT: &str = "#Text=";
/// Layers that are found anew from the text.
const STRUCTURE: [&str; 3] =
    ["dkpro.core.api.segmentation.", "dkpro.core.api.lexmorph.", "dkpro.core.api.syntax."];

fn recognises(file: &File) -> bool {
    let bytes = file.bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&file.bytes);
    bytes.starts_with(MARK.as_bytes())
}

fn read(files: &[File], choice: &ReadChoice) -> Import {
    let mut gathering = Gathering::new();
    for file in files.iter().filter(|file| !file.name().ends_with(".md")) {
        gathering.begin_file(&file.path);
        if !recognises(file) {
            let message = format!("expected “{MARK}” as its first line, found another: left out");
            gathering.problem(Place::Line(1), message);
            continue;
        }
        let words = String::from_utf8(file.bytes.clone()).unwrap_or_else(|_| {
            let message = "expected UTF-8, found bytes that are none: they are read as U+FFFD";
            gathering.problem(Place::File, message);
            String::from_utf8_lossy(&file.bytes).into_owned()
        });
        let mut document = Document::default();
        for (line, number) in words.split('\n').zip(1..) {
            let line = line.strip_suffix('\r').unwrap_or(line);
            if let Err(why) = document.line(line, number) {
                gathering.problem(Place::Line(number), format!("{why}: the line was left out"));
            }
        }
        document.put(file, &mut gathering);
    }
    gathering.finish(Some(Unit::Utf16), choice)
}

/// A column of labels: the layer and the feature that they are of.
struct Column {
    layer: String,
    is_spans: bool,
    is_structure: bool,
    /// Of a layer without features, the column marks its spans with `*`.
    has_feature: bool,
}

/// A stretch with a label, over one token or several.
struct Mark {
    line: u64,
    column: usize,
    label: String,
    range: (u64, u64),
}

#[derive(Default)]
struct Document {
    columns: Vec<Column>,
    text: Vec<u16>,
    /// The lines of the sentence that is being read, until its first token says where it begins.
    sentence: Vec<String>,
    marks: Vec<Mark>,
    /// The place of the mark of each number, by layer: features of one span have the same number.
    numbered: BTreeMap<(usize, String), usize>,
    left_out: BTreeMap<String, usize>,
}

impl Document {
    fn line(&mut self, line: &str, number: u64) -> Result<(), String> {
        if let Some(header) = line.strip_prefix("#T_") {
            self.header(header);
        } else if let Some(text) = line.strip_prefix(TEXT) {
            self.sentence.push(unescaped(text));
        } else if !line.starts_with('#') && !line.trim().is_empty() {
            return self.token(line, number);
        }
        Ok(())
    }

    /// `SP=layer|feature|feature`, `CH=` of chains and `RL=` of relations.
    fn header(&mut self, header: &str) {
        let (sort, rest) = header.split_once('=').unwrap_or((header, ""));
        let mut parts = rest.split('|');
        let layer = parts.next().unwrap_or_default().to_owned();
        let is_structure = STRUCTURE.iter().any(|part| layer.contains(part));
        let features = parts.filter(|feature| !feature.is_empty()).count();
        for _ in 0..features.max(1) {
            self.columns.push(Column {
                layer: layer.clone(),
                is_spans: sort == "SP",
                is_structure,
                has_feature: features > 0,
            });
        }
    }

    /// `1-2`, `3-6` and `Ada`, then a label for each column; `1-2.1` is a part of a token.
    fn token(&mut self, line: &str, number: u64) -> Result<(), String> {
        let mut fields = line.split('\t');
        let (id, range) = (fields.next().unwrap_or_default(), fields.next().unwrap_or_default());
        let pair = range.split_once('-');
        let pair = pair.and_then(|(start, end)| Some((start.parse().ok()?, end.parse().ok()?)));
        let (start, end): (u64, u64) = pair
            .filter(|(start, end)| start < end)
            .ok_or_else(|| format!("expected positions such as 3-6, found “{range}”"))?;
        let is_first = !self.sentence.is_empty();
        if is_first {
            self.begin(start, id)?;
        }
        if end > self.text.len() as u64 {
            let length = self.text.len();
            return Err(format!("expected positions in the text of {length}, found {range}"));
        }
        fields.next();
        for (column, cell) in fields.enumerate().take(self.columns.len()) {
            let Column { layer, is_spans, is_structure, .. } = &self.columns[column];
            if cell.is_empty() || cell == "_" {
                continue;
            }
            if !is_spans || *is_structure {
                let name = layer.rsplit('.').next().unwrap_or_default().to_owned();
                let is_counted = column > 0 && self.columns[column - 1].layer == *layer;
                *self.left_out.entry(name).or_default() += usize::from(!is_counted);
                continue;
            }
            for label in split(cell) {
                self.label(column, &label, (start, end), number);
            }
        }
        Ok(())
    }

    /// Puts the sentence in its place: what lies before it is blank.
    fn begin(&mut self, start: u64, id: &str) -> Result<(), String> {
        let sentence = std::mem::take(&mut self.sentence).join("\n");
        let blank = sentence.len() - sentence.trim_start().len();
        let before = sentence[..blank].encode_utf16().count() as u64;
        let at = start.checked_sub(before).unwrap_or(start);
        let gap = at.checked_sub(self.text.len() as u64).filter(|gap| *gap < 1 << 20);
        let Some(gap) = gap else {
            return Err(format!("expected sentence {id} behind the one before, found it at {at}"));
        };
        // Two sentences on two lines are as usual as on one.
        for n in 0..gap {
            self.text.push(u16::from(if n == 0 { b'\n' } else { b' ' }));
        }
        self.text.extend(sentence.encode_utf16());
        Ok(())
    }

    fn label(&mut self, column: usize, label: &str, range: (u64, u64), line: u64) {
        let (words, number) = match label.strip_suffix(']').and_then(|rest| rest.rsplit_once('[')) {
            Some((words, number)) if number.bytes().all(|byte| byte.is_ascii_digit()) => {
                (words, Some(number))
            }
            _ => (label, None),
        };
        let words = unescaped(words);
        let first = self.columns.iter().position(|it| it.layer == self.columns[column].layer);
        let first = first.unwrap_or(column);
        let key =
            number.map(|number| number.to_owned()).unwrap_or(format!("{}-{}", range.0, range.1));
        if let Some(known) = self.numbered.get(&(first, key.clone())) {
            let mark = &mut self.marks[*known];
            mark.range.1 = mark.range.1.max(range.1);
            // The first feature that says something names the mark.
            if mark.label == "*" && words != "_" {
                mark.label = words;
            }
            return;
        }
        self.numbered.insert((first, key), self.marks.len());
        self.marks.push(Mark { line, column, label: words, range });
    }

    fn put(self, file: &File, gathering: &mut Gathering) {
        let text = String::from_utf16_lossy(&self.text);
        let stem = file.name().rsplit_once('.').map_or(file.name(), |(stem, _)| stem);
        let article = gathering.article(Some(stem), &text, Details::default());
        let layer = LayerId { article, annotator: gathering.annotator("") };
        for mark in self.marks {
            let column = &self.columns[mark.column];
            let short = column.layer.rsplit('.').next().unwrap_or_default();
            let is_named = column.has_feature && !["*", "_", ""].contains(&mark.label.as_str());
            let label = if is_named { mark.label.as_str() } else { short };
            let mention = Mention {
                id: gathering.record_id(None),
                fragments: nowhere(),
                entity_type: gathering.entity_type(label),
                entity: None,
                note: String::new(),
                attributes: Attributes::new(),
                provenance: gathering.provenance(&layer.annotator),
                extra: Extra::new(),
            };
            let claims = vec![(Part::Mention, Claim::of(mark.range.0, mark.range.1, None))];
            let place = Place::Line(mark.line);
            gathering.record(layer.clone(), Record::Mention(mention.into()), claims, place);
        }
        for (name, count) in self.left_out {
            let message = format!(
                "{count} × {name} have no place in Standpoint: expected marks, they were left out"
            );
            gathering.problem(Place::File, message);
        }
    }
}

/// A cell's labels: `|` stands between two, unless it is escaped.
fn split(cell: &str) -> Vec<String> {
    let mut labels = vec![String::new()];
    let mut chars = cell.chars();
    while let Some(c) = chars.next() {
        match c {
            '|' => labels.push(String::new()),
            '\\' => {
                let last = labels.last_mut().expect("there is one");
                last.push('\\');
                last.extend(chars.next());
            }
            c => labels.last_mut().expect("there is one").push(c),
        }
    }
    labels
}

/// A backslash before one of `\[]|_->;*` or before `t`, `n`, `r` is taken away.
fn unescaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut chars = words.chars();
    while let Some(c) = chars.next() {
        match (c, chars.clone().next()) {
            ('\\', Some(next)) => {
                chars.next();
                out.push(match next {
                    't' => '\t',
                    'n' => '\n',
                    'r' => '\r',
                    other => other,
                });
            }
            _ => out.push(c),
        }
    }
    out
}
