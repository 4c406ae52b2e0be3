//! The code of a mail, to be typed where the link cannot be opened: eight letters and digits, forty random bits, good for five tries.

/// The letters and digits of a code: those that look like others are left out, and read as what they look like.
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// How many a code has: each is five bits.
const LENGTH: usize = 8;

/// How often one code may be tried; then a new one is sent.
pub const TRIES: i64 = 5;

/// The code that these bits are, as it is kept.
pub fn join_code(random: [u8; LENGTH]) -> String {
    let sign = |byte: u8| SIGNS.get(usize::from(byte % 32)).copied().map_or('0', char::from);
    random.into_iter().map(sign).collect()
}

/// As a mail shows it: `ABCD-1234`.
pub fn shown(code: &str) -> String {
    let (first, last) = code.split_at_checked(LENGTH / 2).unwrap_or((code, ""));
    format!("{first}-{last}")
}

/// What was typed, as codes are kept; none if it can be no code.
pub fn typed(text: &str) -> Option<String> {
    let letters = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '.' | '\u{2010}' | '\u{2013}'));
    let code: String = letters
        .map(|c| match c.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect();
    let is_sign = |c: char| u8::try_from(c).is_ok_and(|c| SIGNS.contains(&c));
    (code.chars().count() == LENGTH && code.chars().all(is_sign)).then_some(code)
}

#[cfg(test)]
mod tests {
    use super::{LENGTH, SIGNS, join_code, shown, typed};

    #[test]
    fn a_code_has_forty_bits_and_is_read_however_it_is_typed() {
        assert_eq!((SIGNS.len(), LENGTH), (32, 8), "five bits each");
        let mut signs = SIGNS.to_vec();
        signs.dedup();
        assert_eq!(signs.len(), 32);
        let code = join_code([0, 1, 31, 32, 10, 255, 20, 7]);
        assert_eq!((code.as_str(), shown(&code).as_str()), ("01Z0AZM7", "01Z0-AZM7"));
        for text in ["01Z0-AZM7", " 01z0 azm7 ", "oiZo.aZm7", "OLZ0\u{2013}AZM7"] {
            assert_eq!(typed(text).as_deref(), Some("01Z0AZM7"), "{text}");
        }
        for text in ["", "01Z0AZM", "01Z0AZM77", "01Z0AZMU", "01Z0AZMé", "01Z0AZM\u{0}"] {
            assert_eq!(typed(text), None, "{text}");
        }
    }
}
