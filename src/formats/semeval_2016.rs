//! SemEval-2016 task 6, stance in tweets: a row for each text and target, with one of three labels.
//!
//! <https://alt.qcri.org/semeval2016/task6/index.php?id=data-and-tools>. Cells stand between tabs and
//! nothing is quoted (`csv.QUOTE_NONE`). The task asks whether who wrote the text is for the target, so a
//! row is a stance of a whole article, or one whose holder is the author. Our own files have a fifth
//! column with what else there is; only in those, `\t`, `\n`, `\r` and `\\` in cells are escapes.

use std::rc::Rc;

use serde_json::{Map, Value as Json, json};

use super::archive::File;
use super::fact::{Kind, Subject};
use super::import::{Gathering, Import, ReadChoice};
use super::loss;
use super::names;
use super::reading::{self, Place};
use super::rider::{self, Says};
use super::table::{Counts, Format, Reader, Write, Writer};
use super::wire::{In, Value, parse};
use crate::model::{
    AnnotatorId, Article, Details, Extra, Holder, LayerId, Polarity, Project, Record, Target,
    TargetKind,
};

pub(super) const FORMAT: Format = Format {
    id: "semeval-2016",
    name: "SemEval-2016 stance",
    purpose: "A row for each text and target with FAVOR, AGAINST or NONE, to train stance detection.",
    ending: ENDING,
    counts: Counts::Nothing,
    never: rider::BUT_THE_PROJECT,
    writer: Some(Writer {
        write: Write::Files(|project, _| write(project)),
        besides: |project, _| besides(project),
    }),
};

pub(super) const READER: Reader = Reader { recognises, read };

const ENDING: &str = "semeval-2016.tsv";

/// The task's columns.
const COLUMNS: [&str; 4] = ["ID", "Target", "Tweet", "Stance"];
/// The column with what rides along.
const OURS: &str = "Standpoint";
/// The stance of a text that has none yet.
const UNKNOWN: &str = "UNKNOWN";

const POLARITIES: [Polarity; 3] = [Polarity::Favor, Polarity::Against, Polarity::None];

/// A record's target in words, and its polarity; or why it is in no row.
fn row(project: &Project, record: &Record) -> Result<(String, Polarity), Kind> {
    let (target, polarity) = match record {
        Record::Mention(_) => return Err(Kind::UnheldMention),
        Record::Stance(it) if it.holder != Some(Holder::Author) => return Err(Kind::UnheldStance),
        Record::Stance(it) => (&it.target, it.polarity),
        Record::DocumentStance(it) => (&it.target, it.polarity),
    };
    if !POLARITIES.contains(&polarity) {
        return Err(Kind::UnheldStance);
    }
    let words = names::target(project, target.as_ref()).ok_or(Kind::TargetlessStance)?;
    Ok((words, polarity))
}

fn besides(project: &Project) -> Vec<(Kind, Subject)> {
    let mut lost = Vec::new();
    for (id, layer) in &project.layers {
        for record in layer.records.values() {
            if let Err(kind) = row(project, record) {
                lost.push((kind, Subject::Record(id.clone(), record.id().clone())));
            }
        }
    }
    lost
}

fn write(project: &Project) -> Vec<File> {
    let held = loss::without(project, &besides(project));
    let [id, target, text, stance] = COLUMNS;
    let mut out = format!("{id}\t{target}\t{text}\t{stance}\t{OURS}\n");
    for article in held.articles.values() {
        for (target, stance, carried) in rows(&held, article) {
            let cells = [article.id.as_str(), &target, article.text.as_str(), stance];
            for cell in cells {
                escape(cell, &mut out);
                out.push('\t');
            }
            out += &carried.to_string();
            out.push('\n');
        }
    }
    vec![File::new(format!("articles.{ENDING}"), out)]
}

/// The target, the stance and what is carried in each row of an article: at least one, and the first
/// carries what is of the article.
fn rows(project: &Project, article: &Article) -> Vec<(String, &'static str, Json)> {
    let mut rows = Vec::new();
    for (annotator, layer) in project.layers_of(&article.id) {
        let id = LayerId { article: article.id.clone(), annotator: annotator.clone() };
        for record in layer.records.values() {
            if let Ok((target, polarity)) = row(project, record) {
                let carried = carried(&id, record, article);
                rows.push((target, label(polarity), json!({"stance": carried})));
            }
        }
    }
    if rows.is_empty() {
        rows.push((String::new(), UNKNOWN, json!({})));
    }
    rows[0].2["article"] = rider::article(project, article).into();
    rows
}

fn carried(id: &LayerId, record: &Record, article: &Article) -> Map<String, Json> {
    let text = &article.text;
    let mut carried = rider::record(id, record, text);
    let note = match record {
        Record::Mention(it) => &it.note,
        Record::Stance(it) => {
            let words = rider::object(&In(&**it, text), &[]).remove_entry("expression");
            carried.extend(words);
            &it.note
        }
        Record::DocumentStance(it) => &it.note,
    };
    carried.insert("note".to_owned(), note.as_str().into());
    carried
}

fn label(polarity: Polarity) -> &'static str {
    match polarity {
        Polarity::Favor => "FAVOR",
        Polarity::Against => "AGAINST",
        Polarity::None | Polarity::Neutral | Polarity::Both => "NONE",
    }
}

fn escape(cell: &str, out: &mut String) {
    for c in cell.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            c => out.push(c),
        }
    }
}

fn unescaped(cell: &str) -> String {
    let mut out = String::with_capacity(cell.len());
    let mut chars = cell.chars();
    while let Some(c) = chars.next() {
        let next = if c == '\\' { chars.next() } else { None };
        out.push(match next {
            None => c,
            Some('t') => '\t',
            Some('n') => '\n',
            Some('r') => '\r',
            Some(other) => other,
        });
    }
    out
}

fn recognises(file: &File) -> bool {
    let head = &file.bytes[..file.bytes.len().min(4096)];
    let head = head.strip_prefix("\u{feff}".as_bytes()).unwrap_or(head);
    let first = head.split(|byte| matches!(byte, b'\r' | b'\n')).next().unwrap_or_default();
    std::str::from_utf8(first).is_ok_and(|first| columns(first).is_some())
}

/// The task's columns by place, and ours if there is one; `None` if this is not its first line.
fn columns(first: &str) -> Option<([usize; 4], Option<usize>)> {
    let headings: Vec<&str> = first.split('\t').map(str::trim).collect();
    let at = |name: &str| headings.iter().position(|it| it.eq_ignore_ascii_case(name));
    let [id, target, text, stance] = COLUMNS.map(at);
    Some(([id?, target?, text?, stance?], at(OURS)))
}

fn read(files: &[File], choice: &ReadChoice) -> Import {
    let mut gathering = Gathering::new();
    for file in files.iter().filter(|file| !file.name().ends_with(".md")) {
        gathering.begin_file(&file.path);
        let (text, encoding, replaced) = reading::decoded_or_latin(&file.bytes);
        if let Some(replaced) = replaced {
            let message = format!("expected {encoding} throughout: {replaced}");
            gathering.problem(Place::File, message);
        } else if encoding != "UTF-8" {
            let message = format!("expected UTF-8, found other bytes: it was read as {encoding}");
            gathering.problem(Place::File, message);
        }
        let mut lines = text.split('\n').zip(1..).filter(|(line, _)| !line.trim().is_empty());
        let Some((first, number)) = lines.next() else { continue };
        let Some(places) = columns(first) else {
            let message = "expected a first line with the columns ID, Target, Tweet and Stance \
                           between tabs, found another: nothing was read";
            gathering.problem(Place::Line(number), message);
            continue;
        };
        let table =
            Table { headings: first.split('\t').map(str::trim).collect(), places, encoding };
        for (line, number) in lines {
            if let Err(why) = table.read_row(line, Place::Line(number), &mut gathering) {
                gathering.problem(Place::Line(number), format!("{why}: the row was left out"));
            }
        }
    }
    gathering.finish(None, choice)
}

/// What a file says of its columns.
struct Table<'a> {
    headings: Vec<&'a str>,
    places: ([usize; 4], Option<usize>),
    encoding: &'a str,
}

impl Table<'_> {
    fn read_row(&self, line: &str, at: Place, gathering: &mut Gathering) -> Result<(), String> {
        let cells: Vec<&str> = line.split('\t').collect();
        let (places, ours) = &self.places;
        let (expected, found) = (self.headings.len(), cells.len());
        if found > expected || places.iter().any(|at| *at >= found) {
            return Err(format!("expected {expected} cells between tabs, found {found}"));
        }
        let cell = |at: usize| match ours {
            Some(_) => unescaped(cells[at]),
            None => cells[at].to_owned(),
        };
        let [id, target, text, stance] = places.map(cell);
        let parsed = ours.and_then(|at| cells.get(at)).filter(|cell| !cell.trim().is_empty());
        let parsed = match parsed.map(|cell| parse(cell.as_bytes())) {
            Some(Ok(parsed)) => Some(parsed),
            Some(Err(error)) => {
                let message = format!(
                    "expected JSON in the column {OURS}, found {error}: the row was taken in without it"
                );
                gathering.problem(at.clone(), message);
                None
            }
            None => None,
        };
        for problem in parsed.iter().flat_map(|parsed| parsed.problems()) {
            gathering.problem(at.clone(), format!("{}, at {}", problem.message, problem.path));
        }
        let own = parsed.as_ref().map(|parsed| &parsed.value);
        if own.is_none() && text.trim().is_empty() {
            return Err("expected a text in the column Tweet, found none".to_owned());
        }
        let about = own.and_then(|own| own.get("article"));
        let id = Some(id.trim()).filter(|id| !id.is_empty());
        let article = rider::read_article(gathering, about, (id, &text), Details::default(), &at);
        if own.is_none()
            && let Some(article) = gathering.article_mut(&article)
        {
            self.encoding.clone_into(&mut article.source.encoding);
        }
        let others = self.others(&cells);
        let name = stance.trim();
        let known = POLARITIES.into_iter().find(|it| label(*it).eq_ignore_ascii_case(name));
        let Some(polarity) = known else {
            if !name.is_empty() && !name.eq_ignore_ascii_case(UNKNOWN) {
                let message = format!(
                    "expected FAVOR, AGAINST, NONE or UNKNOWN as stance, found “{name}”: the text \
                     was taken in without it"
                );
                gathering.problem(at, message);
            }
            if let Some(article) = gathering.article_mut(&article) {
                article.extra.extend(others);
            }
            return Ok(());
        };
        let carried = own.and_then(|own| own.get("stance"));
        let carried = carried.filter(|it| matches!(it, Value::Object(_)));
        let string = |key| carried.and_then(|it| it.get(key)).and_then(Value::as_str);
        let annotator = string("annotator").map(AnnotatorId::from);
        let annotator = annotator.unwrap_or_else(|| gathering.annotator(""));
        let layer = LayerId { article, annotator };
        let is_stance = rider::is_stance(carried);
        let says = if is_stance { Says::Stance } else { Says::DocumentStance }(polarity);
        let note = string("note").unwrap_or_default().to_owned();
        let mut record = rider::read_record(gathering, carried, &layer, says, note, &at);
        let (of, extra) = match &mut record {
            Record::Mention(_) => return Ok(()),
            Record::Stance(it) => {
                let it = Rc::make_mut(it);
                (&mut it.target, &mut it.extra)
            }
            Record::DocumentStance(it) => {
                let it = Rc::make_mut(it);
                (&mut it.target, &mut it.extra)
            }
        };
        if names::target(gathering.project(), of.as_ref()).unwrap_or_default() != target {
            *of = read_target(gathering, &target);
        }
        extra.extend(others);
        gathering.record(layer, record, Vec::new(), at);
        Ok(())
    }

    /// What stands in columns that the task does not need, under one key.
    fn others(&self, cells: &[&str]) -> Extra {
        let (known, ours) = &self.places;
        let is_other = |at: &usize| !known.contains(at) && Some(*at) != *ours;
        let others = (0..cells.len()).filter(is_other).filter(|at| !cells[*at].trim().is_empty());
        let cell = |at: usize| (self.headings[at].to_owned(), cells[at].trim().into());
        let others: Map<String, Json> = others.map(cell).collect();
        (!others.is_empty()).then(|| ("columns".to_owned(), others.into())).into_iter().collect()
    }
}

/// What is called so, or else an issue of that name.
fn read_target(gathering: &mut Gathering, words: &str) -> Option<Target> {
    if words.trim().is_empty() {
        return None;
    }
    let target = names::read_target(gathering, words);
    Some(match target.kind {
        TargetKind::Proposition(_) => {
            Target { kind: TargetKind::Issue(gathering.issue(words.trim())), is_negated: false }
        }
        _ => target,
    })
}
