//! What notices read like: the sentence on the page, and the mail about one of them or about several of one pair.

use super::NoticeKind;
pub use super::kind_text;
use super::news::{
    AgreementNews, AsleepNews, CorrectedNews, DueNews, EndingNews, GlassNews, LimitsNews, NoticeNews, OfficeNews,
    RulesNews, StateNews, SubscriptionNews, SubscriptionTold, TransferNews,
};
use crate::journal::fields::fields_text;
use crate::journal::figures::{limits, limits_text};
use crate::journal::states::state_text;
use crate::ledger::Unit;
use crate::mails::{Letter, MailDraft, MailSender, MailStop, MailWay};
use crate::ui::text::{amount_text, day_text};
use crate::words::Language;

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

/// Who writes a notice's mail, and where it leads: whole addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeLinks {
    /// What it tells of: the receipt, say.
    pub page: String,
    /// The page of all one was told, for a mail about several.
    pub notices: String,
    /// The exchange, as it signs.
    pub sender: MailSender,
    /// Where mails of this kind are stopped.
    pub stop: String,
}

/// What a mail says before the way to stop such mails.
pub(super) struct Body {
    pub(super) subject: String,
    pub(super) lead: String,
    pub(super) facts: Vec<String>,
    pub(super) way: MailWay,
}

/// The mail about these notices, in their order: one, or several of the same kind and pair; none about nothing.
pub fn letter(news: &[NoticeNews], (place, links): (&NoticePlace, NoticeLinks), language: Language) -> Option<Letter> {
    let words = language.words();
    let Body { subject, lead, facts, way } = match news {
        [] => return None,
        [one] => one.body(place, links.page, language),
        several => joined(several, place, links.notices, language)?,
    };
    let stop = MailStop {
        why: words.mail_reason(&place.member, &place.code, &place.exchange),
        label: words.mail_stop(),
        url: links.stop,
    };
    let reader = Some(place.member.clone());
    let (sender, way, after, stop) = (Some(links.sender), Some(way), vec![], Some(stop));
    Some(MailDraft { language, reader, sender, subject, lead, facts, way, after, stop }.set())
}

/// Several payments of one pair: how many, how much in all, then each on a line of its own.
fn joined(several: &[NoticeNews], place: &NoticePlace, url: String, language: Language) -> Option<Body> {
    let words = language.words();
    let payments: Vec<&TransferNews> = several.iter().filter_map(NoticeNews::transfer).collect();
    let last = payments.last()?;
    let text = |parts| amount_text(&place.unit, language, parts);
    let sum = text(payments.iter().fold(0_i64, |sum, one| sum.saturating_add(one.amount)));
    let count = i64::try_from(payments.len()).unwrap_or(i64::MAX);
    let (subject, lead, ask) = if last.kind == NoticeKind::PaidForYou {
        (
            words.paid_for_you_joined_subject(&last.payee, count, &sum),
            words.paid_for_you_joined_lead(&last.clerk, &last.payee, count, &sum),
            words.paid_for_you_joined_ask(),
        )
    } else {
        (
            words.paid_joined_subject(&last.payer, count, &sum),
            words.paid_joined_lead(&last.payer, count, &place.exchange, &sum),
            words.paid_joined_ask(),
        )
    };
    let mut facts: Vec<String> =
        payments.iter().map(|one| words.mail_joined_line(text(one.amount), &one.words)).collect();
    facts.push(words.mail_balance(text(last.balance)));
    Some(Body { subject, lead, facts, way: MailWay { ask, button: words.mail_button_notices(), url } })
}

impl NoticeNews {
    /// The news in one sentence, for the page of notices.
    pub fn sentence(&self, place: &NoticePlace, language: Language) -> String {
        match self {
            Self::Transfer(news) => news.sentence(place, language),
            Self::Limits(news) => {
                let becomes = limits_text(&place.unit, language, &news.becomes);
                language.words().limits_notice(&place.exchange, becomes)
            }
            Self::Due(news) => {
                let becomes = limits_text(&place.unit, language, &limits(&place.unit, news.becomes));
                language.words().limits_notice(&place.exchange, becomes)
            }
            Self::Corrected(_) => language.words().corrected_notice(&place.exchange),
            Self::State(news) => news.sentence(place, language),
            Self::Subscription(news) => news.sentence(place, language),
            Self::Office(_) => language.words().office_notice(&place.exchange),
            Self::Asleep(_) => language.words().asleep_notice(&place.exchange),
            Self::Ending(_) => language.words().office_ends_notice(&place.exchange),
            Self::ListingEnds(news) => {
                let words = language.words();
                words.listing_ends_notice(&news.title, day_text(words, news.until))
            }
            Self::ListingDecided(_) => language.words().listing_decided_notice(&place.exchange),
            Self::Glass(_) => language.words().glass_notice(&place.exchange),
            Self::Erased(_) => language.words().erased_notice(&place.exchange),
            Self::PaperCode(clerk) => language.words().paper_notice(clerk, &place.exchange),
            Self::Operators(clerk) => language.words().operators_notice(clerk, &place.exchange),
            Self::Rules(news) => news.sentence(place, language),
            Self::Agreement(news) => news.sentence(place, language),
        }
    }

    fn transfer(&self) -> Option<&TransferNews> {
        match self {
            Self::Transfer(news) => Some(news),
            Self::Limits(_)
            | Self::Due(_)
            | Self::Corrected(_)
            | Self::State(_)
            | Self::Subscription(_)
            | Self::Office(_)
            | Self::Ending(_)
            | Self::Asleep(_)
            | Self::ListingEnds(_)
            | Self::ListingDecided(_)
            | Self::Glass(_)
            | Self::Erased(_)
            | Self::PaperCode(_)
            | Self::Operators(_)
            | Self::Rules(_)
            | Self::Agreement(_) => None,
        }
    }

    fn body(&self, place: &NoticePlace, url: String, language: Language) -> Body {
        match self {
            Self::Transfer(news) => news.body(place, url, language),
            Self::Limits(news) => news.body(place, url, language),
            Self::Due(news) => news.body(place, url, language),
            Self::Corrected(news) => news.body(place, url, language),
            Self::State(news) => news.body(place, url, language),
            Self::Subscription(news) => news.body(place, url, language),
            Self::Office(news) => news.body(place, url, language),
            Self::Operators(clerk) => {
                let words = language.words();
                let way = MailWay { ask: words.operators_mail_ask(), button: words.operators_mail_button(), url };
                let subject = words.operators_notice(clerk, &place.exchange);
                Body { subject, lead: words.operators_mail_lead(), facts: vec![], way }
            }
            Self::Ending(news) => news.body(place, url, language),
            Self::Asleep(news) => news.body(place, url, language),
            Self::ListingEnds(news) => news.body(place, url, language),
            Self::ListingDecided(news) => news.body(place, url, language),
            Self::Glass(news) => news.body(place, url, language),
            Self::Erased(why) => erased(why, place, url, language),
            Self::PaperCode(clerk) => {
                let words = language.words();
                let way = MailWay { ask: words.paper_mail_ask(), button: words.paper_mail_button(), url };
                let subject = words.paper_notice(clerk, &place.exchange);
                Body { subject, lead: words.paper_mail_lead(), facts: vec![], way }
            }
            Self::Rules(news) => news.body(place, url, language),
            Self::Agreement(news) => news.body(place, url, language),
        }
    }
}

impl TransferNews {
    /// It is the mail's subject too.
    fn sentence(&self, place: &NoticePlace, language: Language) -> String {
        let words = language.words();
        let amount = amount_text(&place.unit, language, self.amount);
        match self.kind {
            NoticeKind::PaidForYou => words.paid_for_you_mail_subject(&self.payee, amount),
            NoticeKind::Reversed | NoticeKind::ReversedThere => words.reversed_mail_subject(amount, &self.committee),
            NoticeKind::GivenBack => words.given_back_mail_subject(&self.payee, amount),
            _ => words.paid_mail_subject(&self.payer, amount),
        }
    }

    fn body(&self, place: &NoticePlace, url: String, language: Language) -> Body {
        let words = language.words();
        let amount = amount_text(&place.unit, language, self.amount);
        let (lead, about, ask) = match self.kind {
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
            NoticeKind::GivenBack => (
                words.given_back_mail_lead(&self.payee, amount, &self.payer, &place.exchange),
                words.mail_for(&self.words),
                words.reversed_mail_ask(),
            ),
            _ => (
                words.paid_mail_lead(&self.payer, amount, &place.exchange),
                words.mail_for(&self.words),
                words.paid_mail_ask(),
            ),
        };
        let balance = words.mail_balance(amount_text(&place.unit, language, self.balance));
        let way = MailWay { ask, button: words.mail_button_receipt(), url };
        Body { subject: self.sentence(place, language), lead, facts: vec![about, balance], way }
    }
}

impl LimitsNews {
    fn body(&self, place: &NoticePlace, url: String, language: Language) -> Body {
        let words = language.words();
        let text = |limits| limits_text(&place.unit, language, limits);
        Body {
            subject: words.limits_mail_subject(&place.exchange),
            lead: words.limits_mail_lead(&self.clerk, &place.exchange, &place.member, &place.code),
            facts: vec![
                words.limits_mail_was(text(&self.was)),
                words.limits_mail_becomes(text(&self.becomes)),
                words.mail_why(&self.why),
            ],
            way: MailWay { ask: words.limits_mail_ask(), button: words.limits_mail_button(), url },
        }
    }
}

impl DueNews {
    fn body(&self, place: &NoticePlace, url: String, language: Language) -> Body {
        let words = language.words();
        let text = |parts| limits_text(&place.unit, language, &limits(&place.unit, parts));
        Body {
            subject: words.limits_mail_subject(&place.exchange),
            lead: words.limits_mail_lead_rule(&place.member, &place.code, &place.exchange),
            facts: vec![
                words.limits_mail_was(text(self.was)),
                words.limits_mail_becomes(text(self.becomes)),
                words.mail_why(self.because.sentence(words)),
            ],
            way: MailWay { ask: words.limits_mail_ask(), button: words.limits_mail_button(), url },
        }
    }
}

impl CorrectedNews {
    fn body(&self, place: &NoticePlace, url: String, language: Language) -> Body {
        let words = language.words();
        let text = |kept: &str| fields_text(words, kept);
        let said = vec![words.limits_mail_was(text(&self.was)), words.limits_mail_becomes(text(&self.becomes))];
        Body {
            subject: words.corrected_notice(&place.exchange),
            lead: words.corrected_mail_lead(&self.clerk, &place.exchange, &place.member, &place.code),
            facts: if self.becomes.is_empty() { vec![] } else { said },
            way: MailWay { ask: words.corrected_mail_ask(), button: words.corrected_mail_button(), url },
        }
    }
}

impl StateNews {
    /// It is the mail's subject too.
    fn sentence(&self, place: &NoticePlace, language: Language) -> String {
        let words = language.words();
        words.state_notice(&place.exchange, state_text(words, &self.becomes))
    }

    fn body(&self, place: &NoticePlace, url: String, language: Language) -> Body {
        let words = language.words();
        let lead = if self.clerk.is_empty() {
            words.state_mail_lead_day(&place.member, &place.code, &place.exchange)
        } else {
            words.state_mail_lead(&self.clerk, &place.exchange, &place.member, &place.code)
        };
        let mut facts = vec![
            words.limits_mail_was(state_text(words, &self.was)),
            words.limits_mail_becomes(state_text(words, &self.becomes)),
        ];
        facts.extend((!self.why.is_empty()).then(|| words.mail_why(&self.why)));
        let way = MailWay { ask: words.state_mail_ask(), button: words.limits_mail_button(), url };
        Body { subject: self.sentence(place, language), lead, facts, way }
    }
}

impl SubscriptionNews {
    /// It is the mail's subject too.
    fn sentence(&self, place: &NoticePlace, language: Language) -> String {
        let words = language.words();
        let day = self.until.map(|day| day_text(words, day)).unwrap_or_default();
        match self.tells {
            SubscriptionTold::Before => words.subscription_before_notice(&place.exchange, day),
            SubscriptionTold::After if day.is_empty() => words.subscription_due_notice(&place.exchange),
            SubscriptionTold::After => words.subscription_after_notice(&place.exchange, day),
            SubscriptionTold::Lapsed if day.is_empty() => words.subscription_unpaid_notice(&place.exchange),
            SubscriptionTold::Lapsed => words.subscription_lapsed_notice(&place.exchange, day),
            SubscriptionTold::Restored => words.subscription_restored_notice(&place.exchange),
            SubscriptionTold::Paid => words.subscription_paid_notice(&place.exchange, day),
            SubscriptionTold::Exempt => words.subscription_exempt_notice(&place.exchange),
        }
    }

    fn body(&self, place: &NoticePlace, url: String, language: Language) -> Body {
        let words = language.words();
        let lead = words.subscription_mail_lead(&place.member, &place.code, &place.exchange);
        let facts = self.last.map(|day| words.subscription_last(day_text(words, day))).into_iter().collect();
        let way = MailWay { ask: words.subscription_mail_ask(), button: words.limits_mail_button(), url };
        Body { subject: self.sentence(place, language), lead, facts, way }
    }
}

impl OfficeNews {
    fn body(&self, place: &NoticePlace, url: String, language: Language) -> Body {
        let words = language.words();
        let lead = match self.clerk.as_str() {
            "" => words.office_mail_lead_day(&place.exchange),
            clerk => words.office_mail_lead(clerk, &place.exchange),
        };
        let facts = if self.why.is_empty() { vec![] } else { vec![words.mail_why(&self.why)] };
        let way = MailWay { ask: words.office_mail_ask(), button: words.office_mail_button(), url };
        Body { subject: words.office_notice(&place.exchange), lead, facts, way }
    }
}

impl EndingNews {
    fn body(&self, place: &NoticePlace, url: String, language: Language) -> Body {
        let words = language.words();
        let lead = words.office_ends_lead(&place.exchange, day_text(words, self.day));
        let way = MailWay { ask: words.office_ends_ask(), button: words.office_mail_button(), url };
        Body { subject: words.office_ends_notice(&place.exchange), lead, facts: vec![], way }
    }
}

fn erased(why: &str, place: &NoticePlace, url: String, language: Language) -> Body {
    let words = language.words();
    let way = MailWay { ask: words.glass_mail_ask(), button: words.glass_mail_button(), url };
    let (subject, lead) = (words.erased_notice(&place.exchange), words.erased_mail_lead(&place.exchange));
    let facts = if why.is_empty() { vec![] } else { vec![words.mail_why(why)] };
    Body { subject, lead, facts, way }
}

impl AsleepNews {
    fn body(self, place: &NoticePlace, url: String, language: Language) -> Body {
        let words = language.words();
        let since = day_text(words, self.since);
        let lead = words.asleep_mail_lead(&place.member, &place.code, &place.exchange, since);
        let way = MailWay { ask: words.asleep_mail_ask(), button: words.asleep_mail_button(), url };
        Body { subject: words.asleep_notice(&place.exchange), lead, facts: vec![words.asleep_mail_stays()], way }
    }
}

impl GlassNews {
    fn body(&self, place: &NoticePlace, url: String, language: Language) -> Body {
        let words = language.words();
        let way = MailWay { ask: words.glass_mail_ask(), button: words.glass_mail_button(), url };
        let (subject, lead) = (words.glass_notice(&place.exchange), words.glass_mail_lead(&place.exchange));
        Body { subject, lead, facts: vec![words.mail_why(&self.why)], way }
    }
}

impl RulesNews {
    /// It is the mail's subject too.
    fn sentence(&self, place: &NoticePlace, language: Language) -> String {
        let words = language.words();
        match self.kind {
            NoticeKind::RuleProposed => words.rule_proposed_notice(&place.exchange),
            _ => words.rule_announced_notice(&place.exchange),
        }
    }

    fn body(&self, place: &NoticePlace, url: String, language: Language) -> Body {
        let words = language.words();
        let (lead, ask) = match self.kind {
            NoticeKind::RuleProposed => {
                (words.rule_proposed_lead(&self.clerk, &place.exchange), words.rule_proposed_ask())
            }
            _ => (words.rule_announced_lead(&place.exchange), words.rule_announced_ask()),
        };
        let way = MailWay { ask, button: words.rule_button(), url };
        Body { subject: self.sentence(place, language), lead, facts: vec![words.mail_why(&self.why)], way }
    }
}

impl AgreementNews {
    /// It is the mail's subject too.
    fn sentence(&self, place: &NoticePlace, language: Language) -> String {
        let words = language.words();
        match self.kind {
            NoticeKind::AgreementAccepted => words.agreement_accepted(&self.partner, &place.exchange),
            NoticeKind::AgreementDeclined => words.agreement_declined(&self.partner, &place.exchange),
            NoticeKind::AgreementWithdrawn => words.agreement_withdrawn(&self.partner, &place.exchange),
            NoticeKind::AgreementEnded => words.agreement_ended(&self.partner, &place.exchange),
            _ => words.agreement_proposed(&self.partner, &place.exchange),
        }
    }

    fn body(&self, place: &NoticePlace, url: String, language: Language) -> Body {
        let words = language.words();
        let (lead, ask, button) = match self.kind {
            NoticeKind::AgreementAccepted => (
                words.agreement_accepted_lead(&self.partner, &place.exchange),
                words.agreement_ask(),
                words.agreement_button(),
            ),
            NoticeKind::AgreementDeclined => (
                words.agreement_declined_lead(&self.partner, &place.exchange),
                words.agreement_ask(),
                words.agreement_button(),
            ),
            NoticeKind::AgreementWithdrawn => (
                words.agreement_withdrawn_lead(&self.partner, &place.exchange),
                words.agreement_ask(),
                words.agreement_button(),
            ),
            NoticeKind::AgreementEnded => (
                words.agreement_ended_lead(&self.partner, &place.exchange),
                words.agreement_ask(),
                words.agreement_button(),
            ),
            _ => (
                words.agreement_proposed_lead(&self.partner, &place.exchange),
                words.agreement_proposed_ask(),
                words.agreement_proposed_button(),
            ),
        };
        // Of a proposal alone the words are theirs.
        let theirs = self.kind == NoticeKind::AgreementProposed && !self.note.is_empty();
        let facts = if theirs { vec![words.agreement_note(&self.note)] } else { vec![] };
        Body { subject: self.sentence(place, language), lead, facts, way: MailWay { ask, button, url } }
    }
}
