//! What somebody of the committee reads who is written to.

use crate::mails::{Letter, MailDraft, MailSender, MailWay};
use crate::words::Language;

/// Who writes to the committee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ContactBy {
    /// A member.
    Member {
        /// The code of their account.
        code: String,
        /// Where they can be answered, if they have an address.
        email: Option<String>,
        /// Their page, as a whole address.
        page: String,
    },
    /// Somebody else, at this address as they say.
    Stranger {
        /// Where they can be answered.
        email: String,
    },
}

/// A message to the committee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactMail {
    /// Who writes.
    pub name: String,
    /// As whom.
    pub from: ContactBy,
    /// The exchange.
    pub sender: MailSender,
    /// What they wrote, on as many lines as it took.
    pub message: String,
}

impl ContactMail {
    /// The mail to that one of the committee, in a language.
    pub fn letter(self, officer: String, language: Language) -> Letter {
        let words = language.words();
        let Self { name, from, sender, message } = self;
        let exchange = sender.exchange.as_str();
        let answer = |email: &str| words.contact_mail_answer(&name, email);
        let (subject, lead, way, mut after) = match from {
            ContactBy::Member { code, email, page } => (
                words.contact_mail_subject(&name, exchange),
                words.contact_mail_lead(&name, &code, exchange),
                Some(MailWay { ask: words.contact_mail_ask(&name), button: code, url: page }),
                vec![email.map_or_else(|| words.contact_mail_no_address(&name), |email| answer(&email))],
            ),
            ContactBy::Stranger { email } => (
                words.contact_mail_stranger_subject(exchange),
                words.contact_mail_stranger_lead(&name, exchange),
                None,
                vec![answer(&email), words.contact_mail_unchecked()],
            ),
        };
        after.push(words.contact_mail_all());
        let facts = message.lines().map(str::to_owned).collect();
        let (reader, sender) = (Some(officer), Some(sender));
        MailDraft { language, reader, sender, subject, lead, facts, way, after, stop: None }.set()
    }
}
