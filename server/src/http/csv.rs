//! Tables for spreadsheets (CSV): numbers stay numbers, and no text is run as a formula.

use app::ledger::{RANGE, Unit};
use app::text::one_line;
use app::ui::text::number_text;
use app::words::Language;
use axum::http::header;
use axum::response::{IntoResponse, Response};

use crate::http::answer::Error;

/// The rows as a file of that name.
///
/// # Errors
/// When a row cannot be written, which would be a fault.
pub fn sheet(name: &str, rows: Vec<Vec<String>>) -> Result<Response, Error> {
    let mut out = csv::Writer::from_writer(Vec::new());
    for row in rows {
        out.write_record(&row).map_err(|error| Error::Fault(error.to_string()))?;
    }
    let bytes = out.into_inner().map_err(|error| Error::Fault(error.to_string()))?;
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\"")),
    ];
    Ok((headers, bytes).into_response())
}

/// A number that a spreadsheet reads as one: ASCII sign, no grouping, a point.
pub fn number(unit: &Unit, parts: i64) -> String {
    number_text(unit, Language::English, parts).replace('\u{2212}', "-").replace('\u{202f}', "")
}

/// A limit; nothing where there is none.
pub fn limit(unit: &Unit, parts: i64) -> String {
    if parts.abs() >= RANGE { String::new() } else { number(unit, parts) }
}

/// A text that a spreadsheet does not run: one that begins like a formula gets an apostrophe (OWASP, CSV injection).
pub fn text(text: &str) -> String {
    let text = one_line(text);
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\u{2212}']) { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use app::ledger::{RANGE, Unit};

    use super::{limit, number, text};

    #[test]
    fn numbers_stay_numbers_and_formulas_become_text() {
        let unit =
            Unit { name: "leaf".into(), plural: "leaves".into(), symbol: "l".into(), decimals: 2, is_time: false };
        assert_eq!(number(&unit, -123_456_789), "-1234567.89");
        assert_eq!(limit(&unit, -RANGE), "");
        for (from, to) in [
            ("=1+1", "'=1+1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("-2", "'-2"),
            ("\u{2212}2", "'\u{2212}2"),
            ("Bread, two loaves", "Bread, two loaves"),
        ] {
            assert_eq!(text(from), to);
        }
    }
}
