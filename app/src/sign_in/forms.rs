//! What the forms of this feature carry.

use serde::Deserialize;

use crate::payments::forms::one_line;
use crate::ui::FieldError;
use crate::words::{Language, Words};

/// E-mail, password, and where to go afterwards.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are named as they are on the page")]
pub struct SignInForm {
    pub email: String,
    pub password: String,
    pub next: String,
}

impl SignInForm {
    /// The e-mail as it is stored.
    pub fn email(&self) -> String {
        self.email.trim().to_lowercase()
    }
}

/// Where `next` leads if it is one of our own paths, else the front page: a sign-in must not send anybody elsewhere.
pub fn own_path(next: &str) -> String {
    let fine = next.starts_with('/')
        && !next.starts_with("//")
        && !next.contains('\\')
        && next.chars().all(|c| c.is_ascii_graphic())
        && next.len() <= 500;
    if fine { next.to_owned() } else { "/".to_owned() }
}

/// Name and language.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are named as they are on the page")]
pub struct ProfileForm {
    pub name: String,
    pub language: String,
}

impl ProfileForm {
    /// The name and the language.
    ///
    /// # Errors
    /// By field.
    pub fn parse(&self, words: &Words) -> Result<(String, Language), Vec<FieldError>> {
        let name: String = one_line(&self.name).chars().take(100).collect();
        if name.is_empty() {
            return Err(vec![FieldError { field: "name", message: words.me_name_empty() }]);
        }
        Ok((name, Language::of_tag(&self.language).unwrap_or(Language::English)))
    }
}

/// The password now and the new one.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are named as they are on the page")]
pub struct PasswordForm {
    pub password: String,
    pub new: String,
}

/// What is wrong with a new password, if anything: 15 to 256 characters (ASVS 5.0, 6.2), no composition rules, and not
/// one character or word over and over, nor one's own e-mail.
pub fn password_trouble(password: &str, email: &str, words: &Words) -> Option<String> {
    let length = password.chars().count();
    let lower = password.to_lowercase();
    let mut distinct: Vec<char> = lower.chars().collect();
    distinct.sort_unstable();
    distinct.dedup();
    let known =
        ["123456789012345", "passwordpassword", "manyhandsmanyhands", "qwertyuiopasdfg", "contraseñacontraseña"];
    let easy = distinct.len() < 5
        || known.iter().any(|known| lower.starts_with(known))
        || (!email.is_empty() && lower == email);
    match length {
        0..15 => Some(words.me_password_short()),
        257.. => Some(words.me_password_long()),
        _ if easy => Some(words.me_password_easy()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{own_path, password_trouble};
    use crate::words::Language;

    #[test]
    fn signing_in_leads_only_to_our_own_paths() {
        for (next, to) in [
            ("/riverside/pay?to=RIVR0042", "/riverside/pay?to=RIVR0042"),
            ("", "/"),
            ("https://evil.example", "/"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("/a\r\nSet-Cookie: x", "/"),
            ("javascript:alert(1)", "/"),
        ] {
            assert_eq!(own_path(next), to, "{next:?}");
        }
    }

    #[test]
    fn a_password_is_long_and_not_one_everybody_tries() {
        let words = Language::English.words();
        for (password, fine) in [
            ("four mild otters sing", true),
            ("short", false),
            ("aaaaaaaaaaaaaaaaaaaa", false),
            ("passwordpassword1", false),
            ("somebody@riverside.example", false),
        ] {
            assert_eq!(password_trouble(password, "somebody@riverside.example", words).is_none(), fine, "{password}");
        }
        assert!(password_trouble(&"ab cde ".repeat(50), "", words).is_some());
    }
}
