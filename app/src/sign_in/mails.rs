//! What mails about signing in read like. They carry secret links, or tell what every owner of an address must hear, so nobody turns
//! them off.

use crate::mails::{Letter, MailDraft, MailWay};
use crate::words::Language;

/// A mail to a person about how they sign in; each link is a whole address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignInMail {
    /// A new password may be set with this link.
    Reset(String),
    /// This address may be confirmed with this link.
    Confirm(String),
    /// Mails for somebody may come to this address, which others read too, with this link.
    Shared(String),
    /// Somebody else wants the address; the link sets a new password.
    Taken(String),
    /// Somebody asked to replace the address; the link changes the password.
    Asked(String),
    /// The address was replaced; told to the one that was.
    Gone,
    /// The password was changed or set; the link sets a new one.
    PasswordChanged(String),
}

impl SignInMail {
    /// The mail in a language; `reader` is whoever the address is known to be of, if anybody.
    pub fn letter(self, reader: Option<String>, language: Language) -> Letter {
        let words = language.words();
        let way = |ask, button, url| Some(MailWay { ask, button, url });
        let (subject, lead, way, after) = match self {
            Self::Reset(url) => (
                words.reset_mail_subject(),
                words.reset_mail_lead(),
                way(words.reset_mail_ask(), words.reset_title(), url),
                vec![words.reset_mail_after()],
            ),
            Self::Confirm(url) => (
                words.email_mail_subject(),
                words.email_mail_lead(),
                way(words.email_mail_ask(), words.email_confirm_button(), url),
                vec![words.email_mail_after()],
            ),
            Self::Shared(url) => (
                words.email_mail_subject(),
                words.mailbox_mail_lead(),
                way(words.email_mail_ask(), words.email_confirm_button(), url),
                vec![words.email_mail_after()],
            ),
            Self::Taken(url) => (
                words.email_mail_taken_subject(),
                words.email_mail_taken_lead(),
                way(words.email_mail_taken_ask(), words.reset_title(), url),
                vec![],
            ),
            Self::Asked(url) => (
                words.email_mail_asked_subject(),
                words.email_mail_asked_lead(),
                way(words.email_mail_asked_ask(), words.me_password(), url),
                vec![],
            ),
            Self::Gone => (
                words.email_mail_gone_subject(),
                words.email_mail_gone_lead(),
                None,
                vec![words.email_mail_gone_after()],
            ),
            Self::PasswordChanged(url) => (
                words.password_mail_subject(),
                words.password_mail_lead(),
                way(words.password_mail_ask(), words.reset_title(), url),
                vec![],
            ),
        };
        MailDraft { language, reader, sender: None, subject, lead, facts: vec![], way, after, stop: None }.set()
    }
}
