//! Getting in with a code on paper that the committee handed out: the account's code, the code on the paper and a new password, on one page.

use leptos::prelude::*;
use serde::Deserialize;

use super::forms::password_trouble;
use super::me::phrase_offer;
use crate::forms::{FieldError, Reader};
use crate::ids::Code;
use crate::paths::installation;
use crate::sign_in::code;
use crate::ui::{Chrome, Field, Hidden, described_form_page, error_of, marks};
use crate::words::{Language, Words};

/// The form as it was typed.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
#[expect(missing_docs, reason = "each is described by its label in words/en/sign-in.ftl")]
pub struct PaperForm {
    pub account: String,
    pub paper: String,
    pub new: String,
    /// The password that the page had offered.
    pub offered: String,
}

/// What a right form comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PaperAsked {
    /// The account that stands on the paper.
    pub account: Code,
    /// The code, as it is kept.
    pub code: String,
    /// The new password.
    pub new: String,
}

impl PaperForm {
    /// What was meant. Whether the password is easy for who they are is seen once that is known.
    ///
    /// # Errors
    /// What is wrong, by field.
    pub fn parse(&self, language: Language) -> Result<PaperAsked, Vec<FieldError>> {
        let mut form = Reader::new(language);
        let account = form.code("account", &self.account);
        let code = form.needs("paper", code::typed(&self.paper), Words::paper_code_wrong);
        let new = match password_trouble(&self.new, "", form.words()) {
            Some(message) => form.wrong("new", message),
            None => Some(self.new.clone()),
        };
        form.finish(|| Some(PaperAsked { account: account?, code: code?, new: new? }))
    }
}

/// The page; `phrase` was made for it.
pub fn paper_page(chrome: &Chrome, phrase: String, form: &PaperForm, errors: &[FieldError]) -> String {
    let words = chrome.words();
    let (here, again) = (installation::UsePaperCode.to_string(), installation::UsePaperCode.to_string());
    let body = view! {
        <h1>{words.paper_use_title()}</h1>
        <p class="lede">{words.paper_use_lede()}</p>
        <form class="form" method="post" action=here novalidate>
            {marks(chrome)}
            <Field name="account" label=words.paper_account() hint=words.paper_account_hint() value=form.account.clone()
                error=error_of(errors, "account") autocomplete="username" maxlength=40 class="narrow"/>
            <Field name="paper" label=words.paper_code() hint=words.join_code_hint() value=form.paper.clone()
                error=error_of(errors, "paper") autocomplete="one-time-code" maxlength=40 class="narrow"/>
            {phrase_offer(words, phrase.clone(), again)}
            <Hidden name="offered" value=phrase/>
            <Field name="new" label=words.me_password_new() hint=words.me_password_hint() value=String::new()
                error=error_of(errors, "new") kind="password" autocomplete="new-password"/>
            <button>{words.paper_use_button()}</button>
        </form>
        <p class="actions"><a href=installation::ResetPassword.to_string()>{words.paper_mail_instead()}</a></p>
    };
    described_form_page(chrome, (words.paper_use_title(), words.paper_use_lede()), errors, body)
}

#[cfg(test)]
mod tests {
    use super::PaperForm;
    use crate::words::Language::English;

    #[test]
    fn account_code_and_password_are_read_however_they_are_written_and_what_is_wrong_is_named() {
        let form = |account: &str, paper: &str, new: &str| PaperForm {
            account: account.into(),
            paper: paper.into(),
            new: new.into(),
            offered: String::new(),
        };
        let asked = form(" rivr-0042", "oiz0 azm7", "four mild otters sing").parse(English).expect("right");
        assert_eq!((asked.account.as_str(), asked.code.as_str()), ("RIVR0042", "01Z0AZM7"));
        for (form, field) in [
            (form("", "01Z0AZM7", "four mild otters sing"), "account"),
            (form("R", "01Z0AZM7", "four mild otters sing"), "account"),
            (form("RIVR0042", "", "four mild otters sing"), "paper"),
            (form("RIVR0042", "01Z0AZM", "four mild otters sing"), "paper"),
            (form("RIVR0042", "01Z0AZM7", "short"), "new"),
        ] {
            let errors = form.parse(English).expect_err("wrong");
            assert_eq!(errors.iter().map(|error| error.field).collect::<Vec<_>>(), [field]);
        }
    }
}
