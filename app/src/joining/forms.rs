//! What the forms of joining carry.

use serde::Deserialize;

use crate::forms::{FieldError, Reader, Text, email};
use crate::sign_in::code;
use crate::sign_in::forms::password_trouble;
use crate::words::{Language, Words};

/// The longest text of what somebody offers or looks for, in characters.
pub const LONGEST: usize = 500;

/// The form as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "each is described by its label in words/en/joining.ftl")]
pub struct JoinForm {
    /// Made by the page, so that sending it twice applies once; nobody can guess it.
    pub id: String,
    /// The version of the agreement that the page showed.
    pub terms: String,
    /// The code of the invitation with which they join; empty without one.
    pub invitation: String,
    pub name: String,
    pub email: String,
    pub password: String,
    /// The password that the page had offered.
    pub offered: String,
    pub area: String,
    /// Ticked: they agree.
    pub agree: String,
}

/// The form behind the link of the mail.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct JoinLinkForm {
    /// The password that was chosen with the application.
    pub password: String,
}

/// Somebody who is not known yet, as they say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newcomer {
    /// Their name.
    pub name: String,
    /// Their address, as it is kept.
    pub email: String,
    /// What they want to sign in with.
    pub password: String,
}

/// What a right form comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JoinAsked {
    /// Who it is; none for who is signed in, and joins with what they have.
    pub newcomer: Option<Newcomer>,
    /// Where they live.
    pub area: String,
}

impl JoinForm {
    /// What was meant by somebody, under the agreement of that version; `about` is what is publicly known of the exchange, of which no
    /// password is made.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(
        &self,
        (is_known, version): (bool, i64),
        about: &str,
        language: Language,
    ) -> Result<JoinAsked, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let newcomer = if is_known { Some(None) } else { self.newcomer(&mut form, about).map(Some) };
        let area = form.line("area", &self.area, Text::free(Text::NAME));
        let is_same = self.terms == version.to_string();
        if !is_same && form.is_right() {
            form.wrong::<()>("agree", language.words().join_agreement_changed());
        } else if self.agree != "yes" {
            form.wrong::<()>("agree", language.words().join_agree_missing());
        }
        form.finish(|| Some(JoinAsked { newcomer: newcomer?, area: area? }))
    }

    fn newcomer(&self, form: &mut Reader, about: &str) -> Option<Newcomer> {
        let words = form.words();
        let name = form.name("name", &self.name, words.join_name_empty());
        let email = form.email("email", &self.email);
        let about = format!("{}\n{}\n{about}", self.name, email::kept(&self.email));
        let password = match password_trouble(&self.password, &about, words) {
            Some(message) => form.wrong("password", message),
            None => Some(self.password.clone()),
        };
        Some(Newcomer { name: name?, email: email?, password: password? })
    }
}

/// The code of a mail, typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub struct CodeForm {
    /// Whose joining: the number of the form that was sent.
    pub joining: String,
    /// The code as typed.
    pub code: String,
}

impl CodeForm {
    /// Number and code.
    ///
    /// # Errors
    /// By field.
    pub fn parse(&self, language: Language) -> Result<(i64, String), Vec<FieldError>> {
        let mut form = Reader::new(language);
        let joining = form.key(&self.joining);
        let code = form.needs("code", code::typed(&self.code), Words::join_code_wrong);
        form.finish(|| Some((joining?, code?)))
    }
}

/// Offers and wants as they were typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "the fields are named as they are on the page")]
pub struct OffersForm {
    pub offers: String,
    pub wants: String,
}

impl OffersForm {
    /// Offers and wants; each may be empty.
    ///
    /// # Errors
    /// By field.
    pub fn parse(&self, language: Language) -> Result<(String, String), Vec<FieldError>> {
        let mut form = Reader::new(language);
        let offers = form.line("offers", &self.offers, Text::free(LONGEST));
        let wants = form.line("wants", &self.wants, Text::free(LONGEST));
        form.finish(|| Some((offers?, wants?)))
    }
}

#[cfg(test)]
mod tests {
    use super::JoinForm;
    use crate::words::Language::English;

    fn form() -> JoinForm {
        JoinForm {
            terms: "3".into(),
            name: " Zoe  Mill ".into(),
            email: " Zoe@Mill.example ".into(),
            password: "seven calm foxes dance".into(),
            agree: "yes".into(),
            ..JoinForm::default()
        }
    }

    #[test]
    fn who_is_new_says_who_they_are_and_who_is_known_joins_with_what_they_have() {
        let asked = form().parse((false, 3), "Riverside", English).unwrap();
        let newcomer = asked.newcomer.unwrap();
        assert_eq!((newcomer.name.as_str(), newcomer.email.as_str()), ("Zoe Mill", "zoe@mill.example"));
        let known = JoinForm { terms: "3".into(), agree: "yes".into(), ..JoinForm::default() };
        assert_eq!(known.parse((true, 3), "", English).unwrap().newcomer, None);
    }

    #[test]
    fn nobody_joins_without_the_agreement_as_it_stands_or_with_a_password_made_of_what_is_known() {
        for (form, field) in [
            (JoinForm { agree: String::new(), ..form() }, "agree"),
            (JoinForm { terms: "2".into(), ..form() }, "agree"),
            (JoinForm { name: " ".into(), ..form() }, "name"),
            (JoinForm { email: "zoe".into(), ..form() }, "email"),
            (JoinForm { password: "short".into(), ..form() }, "password"),
            (JoinForm { password: "riversideriverside".into(), ..form() }, "password"),
            (JoinForm { area: "x".repeat(81), ..form() }, "area"),
        ] {
            let errors = form.parse((false, 3), "Riverside\nriverside", English).expect_err("wrong");
            assert_eq!(errors.iter().map(|e| e.field).collect::<Vec<_>>(), [field]);
        }
    }
}
