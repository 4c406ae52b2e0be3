//! What is written about an application: to who applied, what was decided; to the committee, that somebody applied.

use crate::mails::{Letter, MailDraft, MailSender, MailWay};
use crate::words::Language;

/// What was decided, to who applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerMail {
    /// They are a member.
    Admitted {
        /// Their account's code.
        code: String,
        /// The plural of what is counted.
        plural: String,
        /// Their home, as a whole address.
        home: String,
    },
    /// They are not.
    Declined {
        /// Why.
        why: String,
    },
}

impl AnswerMail {
    /// The mail in a language.
    pub fn letter(self, name: String, sender: MailSender, language: Language) -> Letter {
        let words = language.words();
        let exchange = sender.exchange.clone();
        let (subject, lead, facts, way, after) = match self {
            Self::Admitted { code, plural, home } => (
                words.answer_admitted_subject(&exchange),
                words.answer_admitted_lead(&exchange, code),
                vec![words.add_mail_what(&exchange, plural)],
                Some(MailWay { ask: words.answer_admitted_ask(), button: words.mail_button_sign_in(), url: home }),
                vec![words.answer_admitted_after()],
            ),
            Self::Declined { why } => (
                words.answer_declined_subject(&exchange),
                words.answer_declined_lead(&exchange),
                vec![why],
                None,
                vec![words.answer_declined_after()],
            ),
        };
        MailDraft { language, reader: Some(name), sender: Some(sender), subject, lead, facts, way, after, stop: None }
            .set()
    }
}

/// That somebody applied, to one of the committee.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppliedMail {
    /// Who applied.
    pub name: String,
    /// The list of work, as a whole address.
    pub work: String,
}

impl AppliedMail {
    /// The mail in a language.
    pub fn letter(self, officer: String, sender: MailSender, language: Language) -> Letter {
        let words = language.words();
        let exchange = sender.exchange.clone();
        let draft = MailDraft {
            language,
            reader: Some(officer),
            sender: Some(sender),
            subject: words.applied_mail_subject(&self.name, &exchange),
            lead: words.applied_mail_lead(&self.name, &exchange),
            facts: vec![],
            way: Some(MailWay { ask: words.applied_mail_ask(), button: words.work_title(), url: self.work }),
            after: vec![words.applied_mail_after()],
            stop: None,
        };
        draft.set()
    }
}
