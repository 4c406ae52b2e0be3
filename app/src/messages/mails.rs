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

/// A message to who was paid: the payer asks to have it back. Nowhere in it is the payer's address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskMail {
    /// Who asks, as the reader's exchange knows them.
    pub name: String,
    /// The reader's exchange.
    pub sender: MailSender,
    /// The payment's place in the books there.
    pub number: i64,
    /// How much was received, with its unit.
    pub amount: String,
    /// What they wrote, on as many lines as it took.
    pub message: String,
    /// The page on which it is given back, as a whole address.
    pub back: String,
    /// The receipt, as a whole address.
    pub receipt: String,
    /// The exchange whose committee got the message too; none if nobody of it could be reached.
    pub committee: Option<String>,
}

impl AskMail {
    /// The mail to one who acts for that member, in a language.
    pub fn letter(self, member: String, language: Language) -> Letter {
        let words = language.words();
        let Self { name, sender, number, amount, message, back, receipt, committee } = self;
        let subject = words.ask_mail_subject(&name, &amount);
        let lead = words.ask_mail_lead(&name, number.to_string(), &amount, &sender.exchange);
        let facts = message.lines().map(str::to_owned).collect();
        let way = Some(MailWay { ask: words.ask_mail_ask(), button: words.ask_mail_button(), url: back });
        let committee = committee.map(|committee| words.ask_mail_committee(committee));
        let after = [Some(words.ask_mail_receipt(receipt)), committee, Some(words.ask_mail_nothing())];
        let after = after.into_iter().flatten().collect();
        let (reader, sender) = (Some(member), Some(sender));
        MailDraft { language, reader, sender, subject, lead, facts, way, after, stop: None }.set()
    }
}
