//! CSV tables with a Data Package beside them: articles, annotators, layers, entities, mentions,
//! stances and stances of whole articles, joined by their ids.
//!
//! <https://specs.frictionlessdata.io/tabular-data-package/>. The variant for spreadsheets puts an
//! apostrophe before every cell that a spreadsheet would take for a formula
//! (<https://owasp.org/www-community/attacks/CSV_Injection>), and a byte order mark before each table,
//! by which Excel knows UTF-8. Reading takes both away.

mod columns;
mod reader;
mod row;
mod writer;

use super::archive::File;
use super::fact::Kind;
use super::import::{Import, ReadChoice};
use super::table::{Counts, Format, Reader, Write, Writer};

const NEVER: &[Kind] =
    &[Kind::Dangling, Kind::ForeignToProject, Kind::Foreign, Kind::Source, Kind::Provenance];

pub(super) const PLAIN: Format = Format {
    id: "csv",
    name: "CSV",
    purpose: "Tables of articles, mentions, entities and stances, with a Data Package that names \
              every column, for pandas, R and databases.",
    ending: "csv.zip",
    counts: Counts::CodePoints,
    never: NEVER,
    writer: Some(Writer {
        write: Write::Files(|project, _| writer::write(project, Cells::Plain)),
        besides: |_, _| Vec::new(),
    }),
};

pub(super) const SPREADSHEET: Format = Format {
    id: "csv-spreadsheet",
    name: "CSV for spreadsheets",
    purpose: "The same tables for Excel, Calc and Sheets: an apostrophe stands before each cell that \
              would be taken for a formula, and comes off when Standpoint reads it.",
    ending: "spreadsheet.zip",
    counts: Counts::CodePoints,
    never: NEVER,
    writer: Some(Writer {
        write: Write::Files(|project, _| writer::write(project, Cells::Defused)),
        besides: |_, _| Vec::new(),
    }),
};

pub(super) const PLAIN_READER: Reader = Reader {
    recognises: reader::recognises,
    read: |files, choice| read(files, choice, Cells::Plain),
};

pub(super) const SPREADSHEET_READER: Reader = Reader {
    recognises: |file| reader::stated(file) == Some(Cells::Defused),
    read: |files, choice| read(files, choice, Cells::Defused),
};

fn read(files: &[File], choice: &ReadChoice, otherwise: Cells) -> Import {
    reader::read(files, choice, otherwise)
}

/// The file that describes the tables.
const PACKAGE: &str = "datapackage.json";
/// Where it says what no other program needs: how cells are written, the codebook.
const OURS: &str = "standpoint";

/// How cells are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Cells {
    /// As they are.
    Plain,
    /// With an apostrophe before what a spreadsheet would take for a formula.
    Defused,
}

impl Cells {
    const ALL: [Self; 2] = [Self::Plain, Self::Defused];

    fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Defused => "defused",
        }
    }

    fn write(self, cell: String) -> String {
        if self == Self::Defused && is_formula(&cell) { format!("'{cell}") } else { cell }
    }

    fn read(self, cell: &str) -> &str {
        let inside =
            cell.strip_prefix('\'').filter(|rest| self == Self::Defused && is_formula(rest));
        inside.unwrap_or(cell)
    }
}

/// Whether a spreadsheet may calculate it; with apostrophes before it too, so that one can be taken off.
fn is_formula(cell: &str) -> bool {
    const BEGIN: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    cell.trim_start_matches('\'').starts_with(BEGIN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cell: &str, expected: &str) {
        let written = Cells::Defused.write(cell.to_owned());
        assert_eq!(written, expected);
        assert_eq!(Cells::Defused.read(&written), cell);
        assert_eq!(Cells::Plain.read(&Cells::Plain.write(cell.to_owned())), cell);
    }

    #[test]
    fn what_a_spreadsheet_would_calculate_is_defused_and_comes_back() {
        check("=1+1", "'=1+1");
        check("@SUM(A1)", "'@SUM(A1)");
        check("-5", "'-5");
        check("\t=1", "'\t=1");
        check("＝1", "'＝1");
        check("'=1", "''=1");
        check("'tis", "'tis");
        check("Ada = Carl", "Ada = Carl");
        check("", "");
    }
}
