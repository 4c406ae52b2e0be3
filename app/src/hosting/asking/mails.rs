//! What somebody reads by mail who asks for an exchange, and the host of who asks.

use crate::mails::{Letter, MailDraft, MailWay};
use crate::words::Language;

/// A mail to whoever asks, or to the host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AskedMail {
    /// A link, a whole address, that shows whose address it is. Nobody is named to whom it may be foreign.
    Confirm(String),
    /// The host says no.
    Declined {
        /// Who asked.
        name: String,
        /// The community for which they asked.
        community: String,
        /// The host's words.
        why: String,
    },
    /// To the host: somebody waits for an answer.
    Waits {
        /// The host.
        host: String,
        /// Who asks, and for which community.
        ask: (String, String),
        /// The whole address of the page with those who wait.
        page: String,
    },
}

impl AskedMail {
    /// The mail in a language.
    pub fn letter(self, language: Language) -> Letter {
        let words = language.words();
        let draft = |reader, subject, lead| MailDraft {
            language,
            reader,
            subject,
            lead,
            facts: vec![],
            sender: None,
            way: None,
            after: vec![],
            stop: None,
        };
        match self {
            Self::Confirm(url) => {
                let way = MailWay { ask: words.wish_mail_ask(), button: words.wish_mail_button(), url };
                let draft = draft(None, words.wish_mail_subject(), words.wish_mail_lead());
                MailDraft { way: Some(way), after: vec![words.wish_mail_after()], ..draft }.set()
            }
            Self::Declined { name, community, why } => {
                let lead = words.wish_mail_declined(&community);
                let draft = draft(Some(name), words.wish_mail_declined_subject(&community), lead);
                MailDraft { facts: vec![words.wish_mail_declined_why(&why)], ..draft }.set()
            }
            Self::Waits { host, ask: (name, community), page } => {
                let lead = words.wish_mail_waits(&name, &community);
                let draft = draft(Some(host), words.wish_mail_waits_subject(&community), lead);
                let way =
                    MailWay { ask: words.wish_mail_waits_ask(), button: words.wish_mail_waits_button(), url: page };
                MailDraft { way: Some(way), ..draft }.set()
            }
        }
    }
}
