//! What the journal keeps of what the others see of a member: the fields that changed, a line each.

use crate::words::Words;

/// The fields as they are kept: a line each, its word before its text, which has no line ends.
pub fn written(fields: &[(&str, String)]) -> String {
    fields.iter().map(|(field, text)| format!("{field} {text}")).collect::<Vec<_>>().join("\n")
}

/// The same as it is read.
pub fn fields_text(words: &Words, kept: &str) -> String {
    let field = |line: &str| {
        let (field, text) = line.split_once(' ').unwrap_or((line, ""));
        let (label, text) = match (field, text) {
            ("name", text) => (words.add_name(), text.to_owned()),
            ("area", text) => (words.member_area(), text.to_owned()),
            ("about", text) => (words.member_about(), text.to_owned()),
            ("phone", text) => (words.member_phone(), text.to_owned()),
            ("photo", "yes") => (words.photo_choose(), words.settings_yes()),
            ("photo", _) => (words.photo_choose(), words.settings_no()),
            (_, "yes") => (words.profile_phone_shown(), words.settings_yes()),
            _ => (words.profile_phone_shown(), words.settings_no()),
        };
        format!("{label}: {}", if text.is_empty() { "–" } else { &text })
    };
    kept.lines().map(field).collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::{fields_text, written};
    use crate::words::Language;

    #[test]
    fn fields_that_were_written_are_read_in_either_language() {
        let kept =
            written(&[("name", "Ada of the mill".into()), ("area", String::new()), ("phone_shown", "yes".into())]);
        assert_eq!(
            Language::ALL[..2].iter().map(|language| fields_text(language.words(), &kept)).collect::<Vec<_>>(),
            [
                "Name: Ada of the mill · Where: – · Members may see the phone number: Yes",
                "Nombre: Ada of the mill · Dónde: – · Los miembros pueden ver el teléfono: Sí"
            ]
        );
    }
}
