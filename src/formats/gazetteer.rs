//! A list of entities as a table: a desk's own gazetteer in, the registry out.
//!
//! `docs/formats.md` has its columns. Names in a cell stand between bars; a bar or a backslash
//! within a name has a backslash before it.

use serde::{Deserialize, Serialize};

use super::csv;
use super::reading::decoded;
use super::wire::Named;
use crate::model::{Entity, Matching, Project};
use crate::text::Reach;

/// The columns of a file that is written, and all that one needs to know to write one by hand.
pub const COLUMNS: [&str; 7] = ["name", "type", "aliases", "wikidata", "note", "case", "words"];

/// Other names by which columns are known, with the place of the column.
const ALSO: [(&str, usize); 24] = [
    ("canonicalname", 0),
    ("entity", 0),
    ("label", 0),
    ("title", 0),
    ("itemlabel", 0),
    ("kind", 1),
    ("entitytype", 1),
    ("category", 1),
    ("alias", 2),
    ("othernames", 2),
    ("altlabels", 2),
    ("synonyms", 2),
    ("wikidataid", 3),
    ("wikidatanumber", 3),
    ("qid", 3),
    ("knowledgebaseid", 3),
    ("number", 3),
    ("item", 3),
    ("notes", 4),
    ("description", 4),
    ("comment", 4),
    ("caserule", 5),
    ("wordrule", 6),
    ("wordboundary", 6),
];

/// What a file says of one entity. An empty cell says nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Where it begins in the file, from 1.
    pub line: u64,
    /// Its name.
    pub name: String,
    /// Its type, by its id or label in the codebook.
    pub entity_type: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Its number in a knowledge base.
    pub number: String,
    /// Free text.
    pub note: String,
    /// Whether its names are found in any capitals.
    pub ignores_case: Option<bool>,
    /// How far its names reach: `whole`, `endings` or `inside`.
    pub reach: Option<String>,
}

/// What a file holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Read {
    /// The entities, in the order of the file.
    pub lines: Vec<Line>,
    /// What was amiss, each with its place.
    pub remarks: Vec<String>,
}

/// Reads a list of entities. Bad rows are reported and left out, good ones kept.
///
/// # Errors
/// If there is no column of names, in words for the screen.
pub fn read(bytes: &[u8]) -> Result<Read, String> {
    let (text, remark) = decoded(bytes);
    let delimiter = csv::guess_delimiter(&text);
    let mut rows = csv::reader(&text, delimiter).into_records();
    let header = match rows.next() {
        Some(Ok(header)) => header,
        _ => return Err("expected a row of column names in line 1, found none".to_owned()),
    };
    let places: Vec<Option<usize>> = header.iter().map(column).collect();
    if !places.contains(&Some(0)) {
        let found = header.iter().collect::<Vec<_>>().join(", ");
        return Err(format!("expected a column “name” in line 1, found {found}"));
    }
    let mut read = Read { lines: Vec::new(), remarks: remark.into_iter().collect() };
    for (at, name) in header.iter().enumerate().filter(|(at, _)| places[*at].is_none()) {
        let words = match name.trim() {
            "" => format!("column {} has no name", at + 1),
            name => format!("“{name}” is no column of a list of entities"),
        };
        read.remarks.push(format!("{words}: it was left out, at line 1"));
    }
    for row in rows {
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                let line = error.position().map_or(0, |it| it.line());
                read.remarks.push(format!("{error}, at line {line}"));
                continue;
            }
        };
        let at = row.position().map_or(0, |it| line_at(&text, it.line(), it.byte()));
        if row.len() > places.len() {
            let message = format!("expected {} columns, found {}", places.len(), row.len());
            read.remarks.push(format!("{message}, at line {at}"));
            continue;
        }
        let cell = |column: usize| {
            let place = places.iter().position(|it| *it == Some(column));
            place.and_then(|place| row.get(place)).unwrap_or_default().trim()
        };
        match line(at, cell) {
            Ok(Some(line)) => read.lines.push(line),
            Ok(None) => {}
            Err(message) => read.remarks.push(format!("{message}, at line {at}")),
        }
    }
    if !text.bytes().filter(|byte| *byte == b'"').count().is_multiple_of(2) {
        read.remarks.push("a quoted value is not closed: the file may be cut off".to_owned());
    }
    Ok(read)
}

/// The line of a row that the reader met there: blank lines before it are not its own.
fn line_at(text: &str, line: u64, byte: u64) -> u64 {
    let rest = text.as_bytes().get(byte as usize..).unwrap_or_default();
    line + rest.iter().take_while(|byte| **byte == b'\n').count() as u64
}

/// Which column a heading names, in any case and punctuation.
fn column(heading: &str) -> Option<usize> {
    let plain: String = heading.chars().filter(char::is_ascii_alphanumeric).collect();
    let plain = plain.to_ascii_lowercase();
    let also = || ALSO.iter().find(|(name, _)| *name == plain).map(|(_, place)| *place);
    COLUMNS.iter().position(|name| *name == plain).or_else(also)
}

/// A row; `None` if it is blank.
fn line<'a>(at: u64, cell: impl Fn(usize) -> &'a str) -> Result<Option<Line>, String> {
    if (0..COLUMNS.len()).all(|column| cell(column).is_empty()) {
        return Ok(None);
    }
    if cell(0).is_empty() {
        return Err("expected a name, found none".to_owned());
    }
    let ignores_case = match cell(5).to_ascii_lowercase().as_str() {
        "" => None,
        "exact" => Some(false),
        "ignore" => Some(true),
        other => return Err(format!("expected “exact” or “ignore” in “case”, found “{other}”")),
    };
    let reach = cell(6).to_ascii_lowercase();
    if !reach.is_empty() && Reach::named(&reach).is_none() {
        let known = Reach::NAMES.join("”, “");
        return Err(format!("expected one of “{known}” in “words”, found “{reach}”"));
    }
    Ok(Some(Line {
        line: at,
        name: one_line(cell(0)),
        entity_type: cell(1).to_owned(),
        aliases: aliases(cell(2)),
        // Wikidata’s own tables have its whole address.
        number: cell(3).rsplit('/').next().unwrap_or_default().to_owned(),
        note: cell(4).to_owned(),
        ignores_case,
        reach: (!reach.is_empty()).then_some(reach),
    }))
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The names of a cell.
fn aliases(cell: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    let mut chars = cell.chars();
    while let Some(c) = chars.next() {
        match c {
            '|' => names.push(String::new()),
            '\\' => names.last_mut().into_iter().for_each(|name| name.extend(chars.next())),
            c => names.last_mut().into_iter().for_each(|name| name.push(c)),
        }
    }
    names.iter().map(|name| one_line(name)).filter(|name| !name.is_empty()).collect()
}

/// The registry as a table, by name.
pub fn write(project: &Project) -> Vec<u8> {
    let mut entities: Vec<&Entity> = project.entities.values().map(|it| &**it).collect();
    entities.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
    let rows = entities.into_iter().map(|entity| {
        let Matching { ignores_case, reach } = entity.matching;
        let names =
            entity.aliases.iter().map(|name| name.replace('\\', "\\\\").replace('|', "\\|"));
        vec![
            entity.name.clone(),
            entity.entity_type.to_string(),
            names.collect::<Vec<_>>().join("|"),
            entity.knowledge_base_id.clone(),
            entity.note.clone(),
            if ignores_case { "ignore" } else { "exact" }.to_owned(),
            reach.name().to_owned(),
        ]
    });
    csv::write(&COLUMNS.map(str::to_owned), &rows.collect::<Vec<_>>())
}
