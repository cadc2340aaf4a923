//! Words with tags as articles with marks.

use super::super::archive::File;
use super::super::import::{Gathering, Import, ReadChoice};
use super::super::json_list::{self, Item};
use super::super::reading::Place;
use super::super::rider::OURS;
use super::super::span_lines::{Mark, Said, take};
use super::super::wire::Value;
use super::tags::{Scheme, Tag, tag};
use super::{BEGINS, Layout, POSITIONS};
use crate::model::Status;
use crate::text::{CodePoint, Text, Unit};

/// Endings that other programs give such files.
const ENDINGS: [&str; 7] = ["conll", "conll2003", "bio", "iob", "iob2", "bilou", "bioes"];

pub(super) fn recognises(file: &File, layout: &Layout) -> bool {
    let name = file.name().to_ascii_lowercase();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let head = String::from_utf8_lossy(&file.bytes[..file.bytes.len().min(1 << 16)]).into_owned();
    let first = head.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let is_words = first.trim_start_matches('\u{feff}').starts_with(BEGINS)
        || (ENDINGS.contains(&ending) && columns(first).len() > 1);
    if [super::FOUR_COLUMNS, super::TWO_COLUMNS, super::TWO_COLUMNS_BILOU]
        .iter()
        .any(|known| known.ending == ending && columns(first).len() != 1)
    {
        let has_own_columns = (columns(first).len() > 2) == (ending == "conll");
        if has_own_columns || first.is_empty() {
            return ending == layout.ending;
        }
    }
    let is_bilou = head.lines().any(|line| {
        let last = columns(line).pop().unwrap_or_default();
        ["U-", "L-", "S-", "E-"].iter().any(|letter| last.starts_with(letter))
    });
    let scheme = if is_bilou { Scheme::Bilou } else { Scheme::Bio };
    let fits = match columns(first).len() {
        2 => layout.between == "\t" && layout.scheme == scheme,
        _ => layout.between != "\t",
    };
    is_words && fits
}

fn columns(line: &str) -> Vec<&str> {
    if line.contains('\t') {
        line.trim_end_matches(['\t', '\r']).split('\t').map(str::trim).collect()
    } else {
        line.split(' ').map(str::trim).filter(|column| !column.is_empty()).collect()
    }
}

pub(super) fn read(files: &[File], choice: &ReadChoice) -> Import {
    let mut gathering = Gathering::new();
    let positions = files.iter().find(|file| file.name() == POSITIONS);
    let positions = positions.map(|file| {
        gathering.begin_file(&file.path);
        json_list::items(&file.bytes, &mut gathering)
    });
    let positions = positions.unwrap_or_default();
    let mut all: Vec<(&File, Vec<Document>)> = Vec::new();
    for file in files.iter().filter(|file| file.name() != POSITIONS) {
        gathering.begin_file(&file.path);
        let name = file.name().to_ascii_lowercase();
        if name.ends_with(".json") || name.ends_with(".jsonl") {
            let message = format!("expected words with tags or {POSITIONS}, found JSON: left out");
            gathering.problem(Place::File, message);
        } else if !name.ends_with(".md") {
            let words = String::from_utf8_lossy(&file.bytes);
            if matches!(words, std::borrow::Cow::Owned(_)) {
                let message = "expected UTF-8, found bytes that are none: they are read as U+FFFD";
                gathering.problem(Place::File, message);
            }
            all.push((file, documents(&words, &mut gathering)));
        }
    }
    let count = all.iter().map(|(_, documents)| documents.len()).max().unwrap_or_default();
    for number in 0..count {
        let item = positions.get(number);
        let own: Vec<_> =
            all.iter().filter_map(|(file, all)| Some((*file, all.get(number)?))).collect();
        if !item.is_some_and(|item| in_place(item, &own, &mut gathering)) {
            for (file, document) in own {
                gathering.begin_file(&file.path);
                alone(document, &mut gathering);
            }
        }
    }
    if positions.len() > count {
        let message = format!(
            "expected {} documents by {POSITIONS}, found {count}: the others were left out",
            positions.len()
        );
        gathering.problem(Place::File, message);
    }
    gathering.finish(Some(Unit::CodePoint), choice)
}

/// Words between two beginnings.
#[derive(Default)]
struct Document {
    line: u64,
    words: Vec<Word>,
    /// First and last word of each mention, and its type.
    marks: Vec<(usize, usize, String)>,
}

struct Word {
    string: String,
    line: u64,
    begins_sentence: bool,
}

fn documents(string: &str, gathering: &mut Gathering) -> Vec<Document> {
    let mut all: Vec<Document> = Vec::new();
    let (mut open, mut is_new): (Option<String>, bool) = (None, true);
    let string = string.strip_prefix('\u{feff}').unwrap_or(string);
    for (line, number) in string.split('\n').zip(1..) {
        let line = line.strip_suffix('\r').unwrap_or(line);
        let columns = columns(line);
        if columns.is_empty() || line.trim().is_empty() {
            (open, is_new) = (None, true);
            continue;
        }
        if columns[0] == BEGINS {
            all.push(Document { line: number, ..Document::default() });
            (open, is_new) = (None, true);
            continue;
        }
        let last = columns[columns.len() - 1];
        let read = tag(last).filter(|_| columns.len() > 1 && !columns[0].is_empty());
        if read.is_none() {
            let message = format!(
                "expected a word and its tag, such as B-person or O, found “{}”: read as O",
                line.chars().take(40).collect::<String>()
            );
            gathering.problem(Place::Line(number), message);
        }
        if all.is_empty() {
            all.push(Document { line: number, ..Document::default() });
        }
        let Some(document) = all.last_mut() else { continue };
        let at = document.words.len();
        let word = Word {
            string: columns[0].to_owned(),
            line: number,
            begins_sentence: std::mem::take(&mut is_new),
        };
        document.words.push(word);
        match read {
            Some(Tag::GoesOn(label)) if open.as_deref() == Some(label) => {
                if let Some(mark) = document.marks.last_mut() {
                    mark.1 = at;
                }
            }
            Some(Tag::Begins(label) | Tag::GoesOn(label)) => {
                document.marks.push((at, at, label.to_owned()));
                open = Some(label.to_owned());
            }
            Some(Tag::Outside) | None => open = None,
        }
        // The last word of a mention says so.
        if last.starts_with(['L', 'U', 'E', 'S']) {
            open = None;
        }
    }
    all
}

/// Takes in what all files say of a document, by its positions; `false` if these are of another one.
fn in_place(item: &Item<'_>, own: &[(&File, &Document)], gathering: &mut Gathering) -> bool {
    let Some((first, _)) = own.first() else { return false };
    gathering.begin_file(&first.path);
    let Some(parsed) = json_list::parsed(item, gathering) else { return false };
    let text = parsed.value.get("text").and_then(Value::as_str);
    let tokens = parsed.value.get("tokens").map(ranges);
    let (Some(text), Some(Some(tokens))) = (text, tokens) else {
        let message = format!(
            "expected “text” and “tokens” in line {} of {POSITIONS}, found not both: words are \
             joined by spaces",
            item.line
        );
        gathering.problem(Place::File, message);
        return false;
    };
    let whole = Text::new(text);
    for (file, document) in own {
        gathering.begin_file(&file.path);
        let other = document.words.iter().zip(&tokens).find(|(word, (start, end))| {
            let at = |at: u64| u32::try_from(at).ok().map(CodePoint);
            let span = at(*start)
                .zip(at(*end))
                .and_then(|(start, end)| whole.span_of_code_points(start, end));
            span.is_none_or(|span| whole.slice(span) != word.string)
        });
        if let Some((word, _)) = other {
            let message = format!(
                "expected the word that {POSITIONS} has in line {}, found “{}”: words are joined \
                 by spaces",
                item.line, word.string
            );
            gathering.problem(Place::Line(word.line), message);
            return false;
        }
        if document.words.len() != tokens.len() {
            let message = format!(
                "expected {} words by {POSITIONS}, found {}",
                tokens.len(),
                document.words.len()
            );
            gathering.problem(Place::Line(document.line), message);
        }
    }
    let types = parsed.value.get("types");
    let mut marks = Vec::new();
    for (_, document) in own {
        for (from, to, label) in &document.marks {
            if let (Some(from), Some(to)) = (tokens.get(*from), tokens.get(*to)) {
                let label = types.and_then(|types| named(types, label)).unwrap_or(label);
                marks.push(mark(marks.len(), from.0, to.1, label));
            }
        }
    }
    put(text, marks, parsed.value.get(OURS), item.line, gathering);
    true
}

fn named<'a>(types: &'a Value<'a>, name: &str) -> Option<&'a str> {
    let Value::Object(types) = types else { return None };
    types.iter().find(|(known, _)| *known == name).and_then(|(_, label)| label.as_str())
}

/// Takes a document in by itself: words with a space between, a sentence a line.
fn alone(document: &Document, gathering: &mut Gathering) {
    let (mut text, mut count) = (String::new(), 0);
    let mut places = Vec::with_capacity(document.words.len());
    for (at, word) in document.words.iter().enumerate() {
        if at > 0 {
            text.push(if word.begins_sentence { '\n' } else { ' ' });
            count += 1;
        }
        let length = word.string.chars().count() as u64;
        places.push((count, count + length));
        count += length;
        text.push_str(&word.string);
    }
    let marks = document.marks.iter().enumerate();
    let marks =
        marks.map(|(at, (from, to, label))| mark(at, places[*from].0, places[*to].1, label));
    put(&text, marks.collect(), None, document.line, gathering);
}

fn put(
    text: &str,
    marks: Vec<Mark<'_>>,
    carried: Option<&Value<'_>>,
    line: u64,
    gathering: &mut Gathering,
) {
    let said = Said {
        text,
        id: None,
        fields: Vec::new(),
        path: "mentions",
        marks,
        relations: Vec::new(),
        carried,
        annotator: "",
        status: Status::ToDo,
        unit: Unit::CodePoint,
    };
    take(&said, line, gathering);
}

fn mark(at: usize, start: u64, end: u64, label: &str) -> Mark<'_> {
    let (words, knowledge_base_id, suggested_by) = (None, "", None);
    Mark { at, start, end, label, words, knowledge_base_id, suggested_by }
}

fn ranges(value: &Value<'_>) -> Option<Vec<(u64, u64)>> {
    let Value::Array(items) = value else { return None };
    let range = |item: &Value<'_>| match item {
        Value::Array(pair) => match &pair[..] {
            [start, end] => Some((start.as_u64()?, end.as_u64()?)),
            _ => None,
        },
        _ => None,
    };
    items.iter().map(range).collect()
}
