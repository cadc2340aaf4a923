//! Comma-separated values (RFC 4180): written as UTF-8 without a byte order mark, read with any of
//! the usual delimiters.

use ::csv::{Reader, ReaderBuilder};

/// How many rows the choices of a delimiter and of columns look at.
pub(super) const SAMPLE_ROWS: usize = 50;

/// A table as a file: the headings, then the rows.
pub fn write(headings: &[String], rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    for record in std::iter::once(headings).chain(rows.iter().map(Vec::as_slice)) {
        // Into memory, and every row has as many cells as there are headings.
        writer.write_record(record).ok();
    }
    writer.into_inner().unwrap_or_default()
}

/// The rows of a table, the first of which names the columns. Rows may be of any length.
pub(super) fn reader(text: &str, delimiter: u8) -> Reader<&[u8]> {
    ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes())
}

/// The delimiter that gives the most rows as many columns, at least two, as the first row.
pub(super) fn guess_delimiter(text: &str) -> u8 {
    let score = |delimiter: u8| {
        let rows = reader(text, delimiter).into_records().take(SAMPLE_ROWS).flatten();
        let widths: Vec<usize> = rows.map(|row| row.len()).collect();
        let width = widths.first().copied().unwrap_or(0);
        let same = widths.iter().filter(|it| **it == width).count();
        if width < 2 { (0, 0) } else { (same * 100 / widths.len(), width) }
    };
    // Of equals, `max_by_key` takes the last.
    *b"|\t;,".iter().max_by_key(|delimiter| score(**delimiter)).unwrap_or(&b',')
}
