//! What mails about one's own offers and wants read like.

use super::mails::{Body, NoticePlace};
use super::news::{ListingDecidedNews, ListingEndsNews};
use crate::mails::MailWay;
use crate::ui::text::day_text;
use crate::words::Language;

impl ListingEndsNews {
    /// It leads to where it is published again without signing in.
    pub(super) fn body(&self, place: &NoticePlace, url: String, language: Language) -> Body {
        let words = language.words();
        let day = || day_text(words, self.until);
        let way = MailWay { ask: words.listing_ends_ask(), button: words.listing_ends_button(), url };
        let lead = words.listing_ends_lead(&self.title, &place.exchange, day());
        Body { subject: words.listing_ends_notice(&self.title, day()), lead, facts: vec![], way }
    }
}

impl ListingDecidedNews {
    pub(super) fn body(&self, place: &NoticePlace, url: String, language: Language) -> Body {
        let words = language.words();
        let lead = if self.is_seen {
            words.listing_allowed_lead(&self.clerk, &place.exchange)
        } else {
            words.listing_removed_lead(&self.clerk, &place.exchange)
        };
        let way = MailWay { ask: words.listing_decided_ask(), button: words.listing_decided_button(), url };
        Body {
            subject: words.listing_decided_notice(&place.exchange),
            lead,
            facts: vec![words.mail_why(&self.why)],
            way,
        }
    }
}
