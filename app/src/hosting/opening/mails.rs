//! What somebody reads who is asked to run an exchange.

use crate::mails::{Letter, MailDraft, MailWay};
use crate::roles::Role;
use crate::words::Language;

/// The mail to somebody of a new committee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InviteMail {
    /// Who is asked.
    pub name: String,
    /// Who runs the installation and opened the exchange.
    pub host: String,
    /// The exchange.
    pub exchange: String,
    /// Which office.
    pub role: Role,
    /// Sets a password, or leads to the exchange: a whole address.
    pub link: String,
    /// They have a password here already.
    pub is_known: bool,
}

impl InviteMail {
    /// The mail in a language.
    pub fn letter(self, language: Language) -> Letter {
        let words = language.words();
        let (ask, button) = if self.is_known {
            (words.opening_mail_known_ask(), words.mail_button_sign_in())
        } else {
            (words.opening_mail_new_ask(), words.mail_button_password())
        };
        let draft = MailDraft {
            language,
            reader: Some(self.name),
            subject: words.opening_mail_subject(&self.exchange),
            lead: words.opening_mail_lead(&self.host, &self.exchange, self.role.name(words)),
            facts: vec![words.opening_mail_first()],
            sender: None,
            way: Some(MailWay { ask, button, url: self.link }),
            after: vec![words.opening_mail_after(&self.host)],
            stop: None,
        };
        draft.set()
    }
}
