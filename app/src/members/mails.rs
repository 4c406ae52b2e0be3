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
    pub sender: MailSender,
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
        let (words, exchange) = (language.words(), &self.sender.exchange);
        let (ask, button) = if self.is_known {
            (words.add_mail_known_ask(), words.mail_button_sign_in())
        } else {
            (words.add_mail_new_ask(), words.mail_button_password())
        };
        let draft = MailDraft {
            language,
            reader: Some(self.name),
            subject: words.add_mail_subject(exchange),
            lead: words.add_mail_lead(&self.officer, exchange, &self.code),
            facts: if self.is_known { vec![] } else { vec![words.add_mail_what(exchange, &self.plural)] },
            sender: Some(self.sender.clone()),
            way: Some(MailWay { ask, button, url: self.link }),
            after: if self.is_known { vec![] } else { vec![words.add_mail_after(&self.officer)] },
            stop: None,
        };
        draft.set()
    }
}
