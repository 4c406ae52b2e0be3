//! Texts that no spreadsheet runs.

use app::text::one_line;

/// A text that a spreadsheet does not run: what begins like a formula gets an apostrophe before it (OWASP, CSV injection). What shows
/// nothing at the beginning hides no formula, nor does its full-width twin, nor a quotation mark. A spreadsheet of a country that writes
/// numbers the other way parts cells at the `other` separator, whatever stands in quotation marks: so what follows one is looked at as well.
pub(super) fn disarmed(text: &str, other: char) -> String {
    let text = one_line(text);
    if !text.split(other).any(is_formula) {
        return text;
    }
    let parts = text.split(other).map(|part| if is_formula(part) { format!("'{part}") } else { part.to_owned() });
    parts.collect::<Vec<_>>().join(&other.to_string())
}

fn is_formula(text: &str) -> bool {
    let shown = text.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '\'' | '"') || is_unseen(c));
    shown.starts_with(['=', '+', '-', '@', '\u{2212}', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}'])
}

/// What takes no room of its own: controls, joiners, marks of direction, fillers, variation selectors, tags.
pub(super) fn is_unseen(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::disarmed;

    #[test]
    fn formulas_become_text_however_they_are_hidden() {
        for begins in
            ["=1+1", "+1", "-2", "@SUM(A1)", "\u{2212}2", "\u{ff1d}1+1", "\u{ff0b}1", "\u{ff0d}1", "\u{ff20}SUM(A1)"]
        {
            for before in [
                "",
                " ",
                "\t",
                "\r\n",
                "\u{a0}",
                "\u{3000}",
                "\u{200b}",
                "\u{feff}",
                "\u{202e}",
                "\u{2066}",
                "\u{ad}",
                "\u{3164}",
                "\u{e0020}",
                "'",
                "\"",
                "\u{200d} \u{fe0f}",
            ] {
                let text = disarmed(&format!("{before}{begins}"), ';');
                assert!(text.starts_with('\''), "{text:?} of {before:?} and {begins:?}");
                for other in [';', ','] {
                    let text = disarmed(&format!("x{other}{before}{begins}"), other);
                    assert!(text.starts_with(&format!("x{other}'")), "{text:?} of {before:?} and {begins:?}");
                }
            }
        }
    }
}
