//! What who joins reads by mail.

use crate::mails::{Letter, MailDraft, MailSender, MailWay};
use crate::sign_in::code::shown;
use crate::words::Language;

/// A mail to whoever typed this address into the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JoinMail {
    /// To somebody new: the link, a whole address, and the code.
    Confirm {
        /// The link.
        link: String,
        /// The code.
        code: String,
    },
    /// To somebody who is known here: where they join with what they have, a whole address.
    Known {
        /// The page.
        join: String,
    },
}

impl JoinMail {
    /// The mail in a language; `reader` only where the address is known to be theirs.
    pub fn letter(self, reader: Option<String>, sender: MailSender, language: Language) -> Letter {
        let words = language.words();
        let exchange = sender.exchange.clone();
        let (subject, lead, way, after) = match self {
            Self::Confirm { link, code } => (
                words.join_mail_subject(&exchange),
                words.join_mail_lead(&exchange),
                MailWay { ask: words.join_mail_ask(), button: words.join_mail_button(), url: link },
                vec![words.join_mail_code(shown(&code)), words.join_mail_after()],
            ),
            Self::Known { join } => (
                words.join_mail_subject(&exchange),
                words.join_mail_known_lead(&exchange),
                MailWay { ask: words.join_mail_known_ask(), button: words.mail_button_sign_in(), url: join },
                vec![words.join_mail_after()],
            ),
        };
        let (sender, way) = (Some(sender), Some(way));
        MailDraft { language, reader, sender, subject, lead, facts: vec![], way, after, stop: None }.set()
    }
}
