//! What the forms of this feature carry.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::easy::is_easy;
use crate::forms::{FieldError, Reader, email};
use crate::ids::Code;
use crate::words::{Language, Words};

/// E-mail, password, and where to go afterwards; with the fields of a form that was sent after its session had ended, if one was.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are named as they are on the page")]
pub struct SignInForm {
    pub email: String,
    pub password: String,
    pub next: String,
    /// In a demo: the e-mail of the person whose button was pressed.
    pub look_as: String,
    #[serde(flatten)]
    pub carried: BTreeMap<String, String>,
}

impl SignInForm {
    /// By what they are known.
    pub fn known_by(&self) -> KnownBy {
        KnownBy::typed(&self.email).unwrap_or(KnownBy::Email(String::new()))
    }
}

/// By what somebody is known who comes in: not everybody has an address of their own (`defaults.md`, rule 15 of the trade).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KnownBy {
    /// Their e-mail address, as it is kept; empty for nobody's.
    Email(String),
    /// The code of an account for which they act.
    Code(Code),
}

impl KnownBy {
    /// Which of the two was typed, if it can be either.
    pub fn typed(text: &str) -> Option<Self> {
        match email::typed(text) {
            Some(email) => Some(Self::Email(email)),
            None => Code::typed(text).map(Self::Code),
        }
    }

    /// By which tries are counted; no address is a code.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Email(email) => email,
            Self::Code(code) => code.as_str(),
        }
    }
}

/// Somebody of a demo as whom one may look around. Their password is published, so the button only saves typing it.
#[derive(Clone, Debug)]
pub struct LookAs {
    /// Their name.
    pub name: &'static str,
    /// What they sign in with.
    pub email: String,
    /// And the password.
    pub password: &'static str,
    /// The name of their exchange.
    pub exchange: &'static str,
    /// What the button says.
    pub label: fn(&Words, &str) -> String,
}

impl LookAs {
    /// Who runs the installation.
    pub fn host(words: &Words, name: &str) -> String {
        words.sign_in_look_host(name)
    }

    /// What the button of somebody without an office says.
    pub fn member(words: &Words, name: &str) -> String {
        words.sign_in_look_member(name)
    }

    /// Of the chair.
    pub fn chair(words: &Words, name: &str) -> String {
        words.sign_in_look_chair(name)
    }

    /// Of the treasurer.
    pub fn treasurer(words: &Words, name: &str) -> String {
        words.sign_in_look_treasurer(name)
    }

    /// Of who lets people in.
    pub fn membership(words: &Words, name: &str) -> String {
        words.sign_in_look_membership(name)
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
    pub fn parse(&self, language: Language) -> Result<(String, Language), Vec<FieldError>> {
        let mut form = Reader::new(language);
        let name = form.name("name", &self.name, form.words().me_name_empty());
        let chosen = form.choice("language", &self.language, Language::ALL.map(|one| (one.tag(), one)));
        form.finish(|| Some((name?, chosen?)))
    }
}

/// The password now and the new one, and the one that the page had offered.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are named as they are on the page")]
pub struct PasswordForm {
    pub password: String,
    pub new: String,
    pub offered: String,
}

/// The new address, and the password that says it is oneself who changes it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are named as they are on the page")]
pub struct EmailForm {
    pub email: String,
    /// Ticked: others read that address too.
    pub shared: String,
    pub password: String,
}

/// What is asked of whoever signs in by no address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddressAsked {
    /// To sign in by this one.
    Own(String),
    /// To write there; others read it too.
    Shared(String),
    /// To write nowhere.
    Nowhere,
}

impl EmailForm {
    /// The same of whoever signs in by no address; `now` is where mails go.
    ///
    /// # Errors
    /// By field.
    pub fn parse_shared(&self, now: &str, language: Language) -> Result<AddressAsked, Vec<FieldError>> {
        let shared = self.shared == "yes";
        match self.email.trim().is_empty() {
            true if shared => Ok(AddressAsked::Nowhere),
            _ if shared => Ok(AddressAsked::Shared(self.parse(now, language)?)),
            _ => Ok(AddressAsked::Own(self.parse("", language)?)),
        }
    }

    /// The new address as it is stored; `now` is the one in use.
    ///
    /// # Errors
    /// By field.
    pub fn parse(&self, now: &str, language: Language) -> Result<String, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let email = form.email("email", &self.email);
        if email.as_deref() == Some(now) {
            form.wrong::<()>("email", language.words().email_same());
        }
        form.finish(|| email)
    }
}

/// What is wrong with a new password, if anything: 15 to 256 characters (ASVS 5.0, 6.2), no composition rules, and nothing
/// easy; `about` is any text of what is known of its owner: names, e-mail, exchanges.
pub fn password_trouble(password: &str, about: &str, words: &Words) -> Option<String> {
    match password.chars().count() {
        0..15 => Some(words.me_password_short()),
        257.. => Some(words.me_password_long()),
        _ if is_easy(password, about) => Some(words.me_password_easy()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{EmailForm, KnownBy, own_path, password_trouble};
    use crate::ids::Code;
    use crate::words::Language;

    #[test]
    fn one_comes_in_by_an_address_or_by_the_code_of_an_account() {
        let code = |code: &str| Some(KnownBy::Code(Code::stored(code)));
        for (typed, known) in [
            (" Ada@Riverside.example ", Some(KnownBy::Email("ada@riverside.example".into()))),
            ("RIVR0042", code("RIVR0042")),
            (" rivr-0042 ", code("RIVR0042")),
            ("rivr 00 42", code("RIVR0042")),
            ("ada@", None),
            ("RIVR", None),
            ("", None),
        ] {
            assert_eq!(KnownBy::typed(typed), known, "{typed:?}");
        }
    }

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

    #[test]
    fn an_address_is_one_and_another_than_now() {
        for (email, fine) in [
            (" New@Riverside.example ", true),
            ("ada@riverside.example", false),
            ("ADA@riverside.example", false),
            ("nowhere", false),
            ("a@b", false),
            ("a@b.example, c@d.example", false),
            ("a@b.example\r\nBcc: c@d.example", false),
        ] {
            let form = EmailForm { email: email.into(), ..EmailForm::default() };
            assert_eq!(form.parse("ada@riverside.example", Language::English).is_ok(), fine, "{email}");
        }
    }
}
