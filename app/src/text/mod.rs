//! Texts as people mean them: cleaned in one way, names compared however they were typed ([`folded()`]) and put in the order of
//! a language ([`sort_key`]).
//!
//! The one rule for every text: white space is a space; marks that show nothing are taken out, but joiners and variation
//! signs inside words and emoji stay; letters are composed. Control characters and those that turn the direction of what
//! follows have no place in a text: a form refuses them ([`has_control`]), what comes from elsewhere gets a space for each.
//!
//! Not here: e-mail addresses and sign-in codes, which are never folded (`forms::email`).

mod folded;
mod order;

use unicode_normalization::UnicodeNormalization;

pub use folded::folded;
pub use order::sort_key;

/// Text on one line, clean.
pub fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.nfc() {
        if c.is_whitespace() || is_control(c) || is_blank(c) {
            part(&mut line);
        } else if is_joiner(c) {
            // Nothing to join at the start of a word.
            if !line.is_empty() && !line.ends_with(' ') {
                line.push(c);
            }
        } else if !is_unseen(c) {
            line.push(c);
        }
    }
    part(&mut line);
    line.truncate(line.trim_end().len());
    line
}

/// Text on as many lines as it has, each clean; at most one empty line in a row, none at the ends.
pub fn many_lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    let mut lines: Vec<String> = Vec::new();
    for line in text.split(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']).map(one_line) {
        if !line.is_empty() || lines.last().is_some_and(|last| !last.is_empty()) {
            lines.push(line);
        }
    }
    lines.join("\n").trim_end().to_owned()
}

/// Whether it holds a character that no text has: control characters but white space, and what turns the direction.
pub fn has_control(text: &str) -> bool {
    text.chars().any(|c| is_control(c) && !c.is_whitespace())
}

/// One space, after a word; joiners at its end join nothing.
fn part(line: &mut String) {
    line.truncate(line.trim_end_matches(['\u{200c}', '\u{200d}']).len());
    if !line.is_empty() && !line.ends_with(' ') {
        line.push(' ');
    }
}

/// Control characters, and those that open, close or override a direction of writing.
fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fff9}'..='\u{fffb}')
}

/// Blank like a space, though no white space by the letter: the braille cell without dots, and the Hangul fillers.
fn is_blank(c: char) -> bool {
    matches!(c, '\u{2800}' | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}')
}

/// What joins, parts or chooses the shape of the letters and emoji around it.
fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0020}'..='\u{e007f}' | '\u{e0100}'..='\u{e01ef}')
}

/// What shows nothing and stands for nothing: soft hyphens, spaces of no width, marks of direction, joiners of a format.
fn is_unseen(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}' | '\u{200b}' | '\u{200e}'
            | '\u{200f}' | '\u{2060}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{fff8}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e001f}'
    )
}

#[cfg(test)]
mod tests {
    use super::{has_control, many_lines, one_line};

    #[test]
    fn a_line_is_clean_and_what_it_means_stays() {
        for (typed, line) in [
            ("  Ada \t Byron\n", "Ada Byron"),
            ("Chiara\u{200b} Ro\u{ad}ssi\u{feff}", "Chiara Rossi"),
            ("Jose\u{301}", "José"),
            ("a\u{a0}b\u{2028}c", "a b c"),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
            ("👩\u{200d}🌾 and ❤\u{fe0f}\u{200d}🔥", "👩\u{200d}🌾 and ❤\u{fe0f}\u{200d}🔥"),
            ("\u{200d}Ada\u{200d} \u{200c}Byron\u{200c}", "Ada Byron"),
            ("Ada\u{2800}Byron", "Ada Byron"),
            ("bell\u{7}, evil\u{202e}live", "bell , evil live"),
        ] {
            assert_eq!(one_line(typed), line, "{typed:?}");
        }
    }

    #[test]
    fn what_shows_nothing_is_no_text() {
        for typed in [
            "",
            " ",
            "\u{200b}",
            "\u{3164}",
            "\u{2800}",
            "\u{2060}",
            "\u{ad}",
            "\u{feff}\u{200f}",
            "\u{200d}",
            "\u{fe0f}",
            "\u{115f}\u{1160}",
            "\u{e0041}",
            "\u{202e}\u{7}",
            "\u{200c} \u{200d}",
        ] {
            assert_eq!((one_line(typed).as_str(), many_lines(typed).as_str()), ("", ""), "{typed:?}");
        }
    }

    #[test]
    fn a_text_keeps_its_lines_and_one_empty_one_between_paragraphs() {
        assert_eq!(many_lines("\r\n\r\n One \r\ntwo\u{200b}\n\n\u{200b}\n\nthree\t!\n\n"), "One\ntwo\n\nthree !");
    }

    #[test]
    fn control_and_direction_characters_are_told_from_white_space_and_marks() {
        for (text, has) in [
            ("a\tb\r\nc\u{85}", false),
            ("a\u{200e}b\u{200f}", false),
            ("a\u{7}", true),
            ("a\u{0}", true),
            ("a\u{9b}", true),
            ("a\u{202e}b", true),
            ("a\u{2066}b\u{2069}", true),
        ] {
            assert_eq!(has_control(text), has, "{text:?}");
        }
    }
}
