//! Comma-separated values (RFC 4180), UTF-8 without a byte order mark.

/// A table as a file: the headings, then the rows.
pub fn write(headings: &[String], rows: &[Vec<String>]) -> Vec<u8> {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    for record in std::iter::once(headings).chain(rows.iter().map(Vec::as_slice)) {
        // Into memory, and every row has as many cells as there are headings.
        writer.write_record(record).ok();
    }
    writer.into_inner().unwrap_or_default()
}
