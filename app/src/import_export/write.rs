//! Writing the tables of a bundle: for the demo, and for the export when it comes.

use super::File;

/// A file of the bundle out of its header and its rows.
pub fn file(name: &str, header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> File {
    let mut out = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing into memory fails only for rows of unequal length, which the reader tells.
    let _ = out.write_record(header);
    for row in rows {
        let _ = out.write_record(&row);
    }
    File { name: name.into(), bytes: out.into_inner().unwrap_or_default() }
}

/// An amount of smallest parts as the bundle writes it: `-3.50` for -350 with two decimals.
pub fn amount(parts: i64, decimals: u32) -> String {
    rust_decimal::Decimal::from_i128_with_scale(i128::from(parts), decimals).to_string()
}
