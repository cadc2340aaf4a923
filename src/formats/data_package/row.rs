//! The rows of a table, and what a cell says.

use std::collections::HashMap;

use csv::StringRecord;

use super::Cells;
use crate::formats::archive::File;
use crate::formats::import::{Claim, Gathering};
use crate::formats::reading::Place;
use crate::formats::wire::{Named, Parsed, Value, kind_of, parse, shortly};
use crate::model::Date;

/// A table's columns by name, and its rows with the line that each begins in.
pub(super) type Rows = (HashMap<String, usize>, Vec<(u64, StringRecord)>);

/// `None` if there is no row of names.
pub(super) fn rows(file: &File, gathering: &mut Gathering) -> Option<Rows> {
    let bytes = file.bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(&file.bytes);
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let (mut columns, mut width) = (None, 0);
    let mut rows = Vec::new();
    for row in reader.records() {
        let (line, row) = match row {
            Ok(row) => (row.position().map_or(0, csv::Position::line), row),
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                let message = format!("expected a row in UTF-8, found {error}: left out");
                gathering.problem(Place::Line(line), message);
                continue;
            }
        };
        if columns.is_none() {
            let mut named = HashMap::new();
            for (at, name) in row.iter().enumerate() {
                named.entry(name.to_owned()).or_insert(at);
            }
            (columns, width) = (Some(named), row.len());
            continue;
        }
        if row.len() != width {
            let found = row.len();
            let message = format!("expected {width} cells, found {found}: the row was left out");
            gathering.problem(Place::Line(line), message);
            continue;
        }
        rows.push((line, row));
    }
    // The csv crate takes a quote that is never closed as one that is closed at the end.
    if !bytes.iter().filter(|byte| **byte == b'"').count().is_multiple_of(2) {
        let message = "expected every quoted cell closed, found one that is not: the file may be cut \
                       short";
        gathering.problem(Place::File, message);
    }
    columns.map(|columns| (columns, rows))
}

/// One row.
pub(super) struct Row<'a> {
    pub(super) columns: &'a HashMap<String, usize>,
    pub(super) cells: Cells,
    pub(super) line: u64,
    pub(super) record: &'a StringRecord,
}

impl<'a> Row<'a> {
    /// The cell of that column; `None` if it is empty or there is no such column.
    pub(super) fn get(&self, column: &str) -> Option<&'a str> {
        let cell = self.record.get(*self.columns.get(column)?)?;
        Some(self.cells.read(cell)).filter(|cell| !cell.is_empty())
    }

    pub(super) fn words(&self, column: &str) -> String {
        self.get(column).unwrap_or_default().to_owned()
    }

    pub(super) fn required(&self, column: &'static str) -> Result<&'a str, String> {
        self.get(column).ok_or_else(|| format!("expected a value in “{column}”, found none"))
    }

    pub(super) fn parsed<T>(
        &self,
        column: &'static str,
        expected: &str,
        read: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, String> {
        let Some(cell) = self.get(column) else { return Ok(None) };
        let wrong = || format!("expected {expected} in “{column}”, found “{}”", shortly(cell));
        read(cell).map(Some).ok_or_else(wrong)
    }

    pub(super) fn choice<T: Named>(&self, column: &'static str) -> Result<Option<T>, String> {
        self.parsed(column, &format!("one of {}", T::NAMES.join(", ")), T::named)
    }

    pub(super) fn date(&self, column: &'static str) -> Result<Option<Date>, String> {
        self.parsed(column, "a day as YYYY-MM-DD", |cell| cell.parse().ok())
    }

    pub(super) fn flag(&self, column: &'static str) -> Result<bool, String> {
        let read = |cell: &str| match cell.to_ascii_lowercase().as_str() {
            "true" => Some(true),
            "false" => Some(false),
            _ => None,
        };
        Ok(self.parsed(column, "true or false", read)?.unwrap_or_default())
    }

    pub(super) fn json(&self, column: &'static str) -> Result<Option<Parsed<'a>>, String> {
        let Some(cell) = self.get(column) else { return Ok(None) };
        let parsed = parse(cell.as_bytes());
        parsed.map(Some).map_err(|error| format!("expected JSON in “{column}”, found {error}"))
    }

    pub(super) fn list<T>(
        &self,
        column: &'static str,
        read: impl Fn(&Value<'_>) -> Result<T, String>,
    ) -> Result<Vec<T>, String> {
        let Some(parsed) = self.json(column)? else { return Ok(Vec::new()) };
        let Value::Array(items) = &parsed.value else {
            let found = kind_of(&parsed.value);
            return Err(format!("expected a list in “{column}”, found {found}"));
        };
        let items = items.iter().enumerate();
        items
            .map(|(at, item)| read(item).map_err(|why| format!("{why}, at {column}/{at}")))
            .collect()
    }

    /// The pieces of a part, by a list of ranges.
    pub(super) fn pieces(&self, column: &'static str) -> Result<Option<Claim>, String> {
        let pieces = self.list(column, piece)?;
        if pieces.is_empty() {
            return Ok(None);
        }
        let quotes: Vec<&str> = pieces.iter().map(|(_, quote)| quote.as_str()).collect();
        let quote = quotes.iter().all(|quote| !quote.is_empty()).then(|| quotes.join(" "));
        let ranges = pieces.iter().map(|(range, _)| *range).collect();
        Ok(Some(Claim { ranges, quote, across_lines: None }))
    }

    /// The place of a mark: its pieces, or else from its start to its end.
    pub(super) fn claim(&self) -> Result<Option<Claim>, String> {
        if let Some(claim) = self.pieces("fragments")? {
            return Ok(Some(claim));
        }
        let position = |column| self.parsed(column, "a whole number", |cell| cell.parse().ok());
        match (position("start")?, position("end")?) {
            (Some(start), Some(end)) => Ok(Some(Claim::of(start, end, self.get("quote")))),
            (None, None) => Ok(None),
            _ => Err("expected both “start” and “end”, found one".to_owned()),
        }
    }
}

pub(super) fn piece(item: &Value<'_>) -> Result<((u64, u64), String), String> {
    let number = |key| item.get(key).and_then(Value::as_u64);
    match (number("start"), number("end")) {
        (Some(start), Some(end)) => {
            let quote = item.get("quote").and_then(Value::as_str).unwrap_or_default();
            Ok(((start, end), quote.to_owned()))
        }
        _ => Err("expected “start” and “end”, found not both".to_owned()),
    }
}
