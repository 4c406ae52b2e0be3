//! What notices read like: the sentence on the page and the mail. Amounts are in the smallest parts of the exchange's unit.

use super::NoticeKind;
use crate::ledger::Unit;
use crate::mails::{Letter, MailDraft, MailStop, MailWay};
use crate::ui::text::amount_text;
use crate::words::{Language, Words};

/// What a notice about a transfer says, whoever reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TransferNews {
    /// What happened.
    pub kind: NoticeKind,
    /// How much was moved.
    pub amount: i64,
    /// The balance after it of who is told.
    pub balance: i64,
    /// Who paid; of an undoing, who had paid.
    pub payer: String,
    /// Who was paid; of an undoing, who had been paid.
    pub payee: String,
    /// What for; of an undoing, why.
    pub words: String,
    /// Who entered it.
    pub clerk: String,
    /// The exchange whose committee did it.
    pub committee: String,
}

/// Of which member's account a notice is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticePlace {
    /// The exchange's name.
    pub exchange: String,
    /// What it counts in.
    pub unit: Unit,
    /// The member's name.
    pub member: String,
    /// The account's code.
    pub code: String,
}

/// Where a notice's mail leads: whole addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeLinks {
    /// The receipt.
    pub receipt: String,
    /// Where mails of this kind are stopped.
    pub stop: String,
}

/// What mails of a kind are about, as one chooses them.
pub fn kind_text(kind: NoticeKind, words: &Words) -> String {
    match kind {
        NoticeKind::Paid => words.notices_kind_paid(),
        NoticeKind::PaidForYou => words.notices_kind_paid_for_you(),
        NoticeKind::Reversed | NoticeKind::ReversedThere => words.notices_kind_reversed(),
    }
}

impl TransferNews {
    /// The news in one sentence: on the page of notices, and the mail's subject.
    pub fn sentence(&self, place: &NoticePlace, language: Language) -> String {
        let words = language.words();
        let amount = amount_text(&place.unit, language, self.amount);
        match self.kind {
            NoticeKind::Paid => words.paid_mail_subject(&self.payer, amount),
            NoticeKind::PaidForYou => words.paid_for_you_mail_subject(amount, &self.payee),
            NoticeKind::Reversed | NoticeKind::ReversedThere => words.reversed_mail_subject(amount, &self.committee),
        }
    }

    /// The mail.
    pub fn letter(&self, place: &NoticePlace, links: NoticeLinks, language: Language) -> Letter {
        let words = language.words();
        let amount = amount_text(&place.unit, language, self.amount);
        let (lead, about, ask) = match self.kind {
            NoticeKind::Paid => (
                words.paid_mail_lead(&self.payer, amount, &place.exchange),
                words.mail_for(&self.words),
                words.paid_mail_ask(),
            ),
            NoticeKind::PaidForYou => (
                words.paid_for_you_mail_lead(&self.clerk, &place.exchange, amount, &self.payee),
                words.mail_for(&self.words),
                words.paid_for_you_mail_ask(),
            ),
            NoticeKind::Reversed | NoticeKind::ReversedThere => (
                words.reversed_mail_lead(&self.committee, amount, &self.payer, &self.payee),
                words.mail_why(&self.words),
                words.reversed_mail_ask(),
            ),
        };
        let stop = MailStop {
            why: words.mail_reason(&place.member, &place.code, &place.exchange),
            label: words.mail_stop(),
            url: links.stop,
        };
        let draft = MailDraft {
            language,
            subject: self.sentence(place, language),
            lead,
            facts: vec![about, words.mail_balance(amount_text(&place.unit, language, self.balance))],
            way: Some(MailWay { ask, button: words.mail_button_receipt(), url: links.receipt }),
            after: vec![],
            stop: Some(stop),
        };
        draft.set()
    }
}
