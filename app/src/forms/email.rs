//! E-mail addresses: which can be written to, and how they are kept.
//!
//! Always holds: what is taken here is taken by whatever sends the mail (`server/tests` compares the two). An address is never
//! folded beyond composition and ASCII capitals: another spelling is another mailbox, and a link to sign in must not go there.

use email_address::{EmailAddress, Options};
use unicode_normalization::UnicodeNormalization;

/// The longest address that mail knows, in bytes.
const LONGEST: usize = 254;

/// How an address is kept and compared, whether or not it is one: without space around, composed, ASCII letters small.
pub fn kept(typed: &str) -> String {
    typed.trim().nfc().collect::<String>().to_ascii_lowercase()
}

/// The address as it is kept, if somebody can be written to there.
pub fn typed(typed: &str) -> Option<String> {
    let address = kept(typed);
    is_address(&address).then_some(address)
}

/// Whether mail to it can be sent: one mailbox at a host with a name. The mail server decides the rest.
pub fn is_address(address: &str) -> bool {
    let options = Options::default().with_required_tld().without_domain_literal().without_display_text();
    let plain = address.len() <= LONGEST && EmailAddress::parse_with_options(address, options).is_ok();
    plain && address.rsplit_once('@').is_some_and(|(mailbox, host)| is_mailbox(mailbox) && is_host(host))
}

/// No quoted mailboxes: mail knows them, and nearly nothing between here and there does.
fn is_mailbox(mailbox: &str) -> bool {
    mailbox.chars().all(|c| c.is_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c))
}

/// Letters, digits and hyphens between dots; the last part has a letter, so that it is no number of a machine.
fn is_host(host: &str) -> bool {
    let last = host.rsplit('.').next().unwrap_or_default();
    host.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '.')
        && last.chars().count() >= 2
        && last.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::{kept, typed};

    #[test]
    fn an_address_is_taken_if_somebody_can_be_written_to_there() {
        for address in
            ["ada@example.org", "a@b.example", "o'brien+lets@mail.co.uk", "josé@correo.example", "x@bücher.example"]
        {
            assert_eq!(typed(address).as_deref(), Some(address));
        }
        for address in [
            "",
            "ada",
            "ada@",
            "@x.example",
            "ada@host",
            "marta.@x.example",
            "marta..sol@x.example",
            ".marta@x.example",
            "a@-courriel.example",
            "a@courriel-.example",
            "a@x..example",
            "a@x.example.",
            "a@.example",
            "a b@x.example",
            "a@x .example",
            "a@b.example, c@d.example",
            "a@b.example;c@d.example",
            "Ada <a@b.example>",
            "\"a b\"@x.example",
            "a@[127.0.0.1]",
            "a@127.0.0.1",
            "a@x.e",
            "a@x_y.example",
            "a@b@c.example",
            "a\r\nBcc: e@x.example",
            "a\u{200b}@x.example",
            "a@x.exam\u{ad}ple",
            "a@x.example\u{0}",
            "a\u{202e}@x.example",
            "mailto:a@x.example",
        ] {
            assert_eq!(typed(address), None, "{address:?}");
        }
        assert_eq!(typed(&format!("{}@x.example", "a".repeat(65))), None);
        assert_eq!(typed(&format!("a@{}.example", "x".repeat(64))), None);
        assert_eq!(typed(&format!("a@{}example", "xyz.".repeat(64))), None);
    }

    #[test]
    fn only_composition_and_ascii_capitals_are_one_address() {
        assert_eq!(kept(" Ada@Example.ORG\n"), "ada@example.org");
        assert_eq!(kept("Jose\u{301}@x.example"), "josé@x.example");
        for (one, other) in [
            ("josé@x.example", "jose@x.example"),
            ("ıan@x.example", "ian@x.example"),
            ("\u{212a}im@x.example", "i\u{307}m@x.example"),
            ("a.da@x.example", "ada@x.example"),
            ("o’neil@x.example", "o'neil@x.example"),
            ("ａda@x.example", "ada@x.example"),
        ] {
            assert_ne!(kept(one), kept(other));
        }
    }
}
