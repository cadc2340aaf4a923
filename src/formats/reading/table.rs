//! Tables: CSV by RFC 4180 with any of the usual delimiters. The first row names the columns.

use std::collections::HashSet;

use csv::StringRecord;

use super::encoding::Decoded;
use super::records;
use super::report::{FileReport, Outcome, Place, ReadOptions, Remark};
use crate::formats::csv::{SAMPLE_ROWS, guess_delimiter, reader};

/// Reads a table, one article a row.
pub(super) fn read(path: &str, decoded: Decoded, options: &ReadOptions) -> FileReport {
    let source = decoded.source(path);
    let mut remarks: Vec<Remark> = decoded.remark.into_iter().collect();
    let text = decoded.text.as_str();
    let delimiter = if path.to_ascii_lowercase().ends_with("csv") || path.is_empty() {
        guess_delimiter(text)
    } else {
        b'\t'
    };
    let mut rows = reader(text, delimiter).into_records();
    let names = match rows.next() {
        Some(Ok(header)) => column_names(&header),
        _ => return FileReport::refused(path, "expected a row of column names, found none"),
    };
    let samples = |name: &str| {
        let at = names.iter().position(|it| it == name);
        let rows = reader(text, delimiter).into_records().skip(1).take(SAMPLE_ROWS).flatten();
        rows.filter_map(|row| row.get(at?).map(str::to_owned)).collect()
    };
    let columns = match records::choose(&names, options, samples) {
        Ok(columns) => columns,
        Err(choice) => return FileReport::without_drafts(path, Outcome::NeedsColumns(choice)),
    };
    let mut drafts = Vec::new();
    for row in rows {
        let row = match row {
            Ok(row) => row,
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                remarks.push(Remark::at(Place::Line(line), error.to_string()));
                continue;
            }
        };
        let place = Place::Line(row.position().map_or(0, csv::Position::line));
        if row.len() != names.len() {
            let message = format!("expected {} columns, found {}", names.len(), row.len());
            remarks.push(Remark::at(place, message));
            continue;
        }
        let value = |name: &str| {
            let at = names.iter().position(|it| it == name)?;
            row.get(at).map(str::to_owned)
        };
        match records::draft(&columns, &source, &place, &mut remarks, value) {
            Ok(draft) => drafts.push(draft),
            Err(remark) => remarks.push(remark),
        }
    }
    // The csv crate takes a quote that is never closed as one that is closed at the end.
    if !text.bytes().filter(|byte| *byte == b'"').count().is_multiple_of(2) {
        remarks.push(Remark::on_file("a quoted value is not closed: the file may be cut off"));
    }
    FileReport::of(path, drafts, remarks)
}

/// The header's names, each made unlike the others and not empty.
fn column_names(header: &StringRecord) -> Vec<String> {
    let mut names: Vec<String> = Vec::with_capacity(header.len());
    let mut seen = HashSet::new();
    for (at, name) in header.iter().enumerate() {
        let name = match name.trim() {
            "" => format!("column {}", at + 1),
            name => name.to_owned(),
        };
        let unique = if seen.contains(&name) { format!("{name} ({})", at + 1) } else { name };
        seen.insert(unique.clone());
        names.push(unique);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::super::{Input, read};
    use super::*;

    fn check(path: &str, table: &str, texts: &[&str], remarks: &[&str]) -> FileReport {
        let input = Input { path, bytes: table.as_bytes() };
        let report = read(&input, &ReadOptions::default());
        let found: Vec<&str> = report.drafts.iter().map(|draft| draft.text.as_str()).collect();
        assert_eq!(found, texts, "{table}");
        let said: Vec<String> = report.remarks.iter().map(Remark::to_string).collect();
        assert_eq!(said, remarks, "{table}");
        report
    }

    #[test]
    fn delimiters_and_roles_are_guessed() {
        let report = check(
            "a.csv",
            "Title;Body;Date\r\nMill burns;\"One; two\r\n\"\"three\"\"\";2026-01-05\r\n",
            &["One; two\n\"three\""],
            &[],
        );
        assert_eq!(report.drafts[0].details.title, "Mill burns");
        assert!(report.drafts[0].source.normalised.line_endings);
        check("a.csv", "id,text\n1,\"a, b\"\n2,c\n", &["a, b", "c"], &[]);
        check("a.tsv", "text\tn\nx, y\t1\n", &["x, y"], &[]);
        check("a.csv", "text|n\nx, y, z|1\n", &["x, y, z"], &[]);
    }

    #[test]
    fn bad_rows_are_named_and_the_rest_is_kept() {
        check(
            "a.csv",
            "text,date\na,soon\nb\n,2026-01-05\nc,\n",
            &["a", "c"],
            &[
                "expected a date, found “soon”, at line 2",
                "expected 2 columns, found 1, at line 3",
                "expected a text in “text”, found none, at line 4",
            ],
        );
        check(
            "a.csv",
            "n,text\n1,a\n2,\"b",
            &["a", "b"],
            &["a quoted value is not closed: the file may be cut off"],
        );
    }

    #[test]
    fn a_table_without_a_known_text_column_asks() {
        let report = check("a.csv", "n,words,n\n1,Ada met Carl.,2\n", &[], &[]);
        let Outcome::NeedsColumns(choice) = report.outcome else { panic!("{:?}", report.outcome) };
        assert_eq!(choice.columns[1].samples, ["Ada met Carl."]);
        assert_eq!(choice.columns[2].name, "n (3)");
    }
}
