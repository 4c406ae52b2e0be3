//! Phone numbers as people write them.

/// Where a phone number is called from a link; none for what a phone could not dial.
pub fn dialled(phone: &str) -> Option<String> {
    let signs: String = phone.chars().filter(|sign| sign.is_ascii_digit()).collect();
    let plain = phone.chars().all(|sign| sign.is_ascii_digit() || " +-./()\u{a0}".contains(sign));
    let plus = if phone.trim_start().starts_with('+') { "+" } else { "" };
    (plain && signs.len() > 2).then(|| format!("tel:{plus}{signs}"))
}

#[cfg(test)]
mod tests {
    use super::dialled;

    #[test]
    fn a_number_is_a_link_where_a_phone_could_dial_it() {
        for (typed, expected) in [
            ("+44 (0)171 123-456", Some("tel:+440171123456")),
            ("0171/12 34 56", Some("tel:0171123456")),
            ("112", Some("tel:112")),
            ("", None),
            ("12", None),
            ("0171 1234, evenings", None),
            ("javascript:alert(1)", None),
            ("1234\" onclick=\"x", None),
        ] {
            assert_eq!(dialled(typed).as_deref(), expected, "{typed}");
        }
    }
}
