//! What somebody of the committee reads who is written to.

use crate::mails::{Letter, MailDraft, MailWay};
use crate::words::Language;

/// A member's message to the committee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactMail {
    /// Who writes.
    pub name: String,
    /// The code of their account.
    pub code: String,
    /// The exchange.
    pub exchange: String,
    /// What they wrote, on as many lines as it took.
    pub message: String,
    /// Where they can be answered, if they have an address.
    pub email: Option<String>,
    /// Their page, as a whole address.
    pub page: String,
}

impl ContactMail {
    /// The mail in a language.
    pub fn letter(self, language: Language) -> Letter {
        let words = language.words();
        let answer = match &self.email {
            Some(email) => words.contact_mail_answer(&self.name, email),
            None => words.contact_mail_no_address(&self.name),
        };
        let way = MailWay { ask: words.contact_mail_ask(&self.name), button: self.code.clone(), url: self.page };
        let draft = MailDraft {
            language,
            subject: words.contact_mail_subject(&self.name, &self.exchange),
            lead: words.contact_mail_lead(&self.name, &self.code, &self.exchange),
            facts: self.message.lines().map(str::to_owned).collect(),
            way: Some(way),
            after: vec![answer, words.contact_mail_all()],
            stop: None,
        };
        draft.set()
    }
}
