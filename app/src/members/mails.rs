//! What somebody reads who was added: by whom, what this is, and how to get in.

use crate::mails::{Letter, MailDraft, MailSender, MailWay};
use crate::words::Language;

/// What the mail to somebody who was added says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddedMail {
    /// Who was added.
    pub name: String,
    /// Who of the committee added them.
    pub officer: String,
    /// The exchange.
    pub exchange: String,
    /// Where its committee is written to, as a whole address.
    pub contact: String,
    /// The plural of what it counts in.
    pub plural: String,
    /// Their account's code.
    pub code: String,
    /// Sets a password, or leads to the exchange: a whole address.
    pub link: String,
    /// They have signed in before: they know what this is, and have a password.
    pub is_known: bool,
}

impl AddedMail {
    /// The mail in a language.
    pub fn letter(self, language: Language) -> Letter {
        let words = language.words();
        let (ask, button) = if self.is_known {
            (words.add_mail_known_ask(), words.mail_button_sign_in())
        } else {
            (words.add_mail_new_ask(), words.mail_button_password())
        };
        let draft = MailDraft {
            language,
            reader: Some(self.name),
            sender: Some(MailSender { exchange: self.exchange.clone(), contact: self.contact }),
            subject: words.add_mail_subject(&self.exchange),
            lead: words.add_mail_lead(&self.officer, &self.exchange, &self.code),
            facts: if self.is_known { vec![] } else { vec![words.add_mail_what(&self.exchange, &self.plural)] },
            way: Some(MailWay { ask, button, url: self.link }),
            after: if self.is_known { vec![] } else { vec![words.add_mail_after(&self.officer)] },
            stop: None,
        };
        draft.set()
    }
}
