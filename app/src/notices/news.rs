//! What there is to say of one notice, whoever reads it. Amounts are in the smallest parts of the exchange's unit.

use jiff::civil::Date;
use strum::{EnumString, IntoStaticStr};

use super::NoticeKind;
use crate::journal::because::Because;

/// What one notice says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoticeNews {
    /// Of a transfer.
    Transfer(TransferNews),
    /// Of an account's limits that the committee set.
    Limits(LimitsNews),
    /// Of limits that follow from a rule.
    Due(DueNews),
    /// Of what the others see of a member.
    Corrected(CorrectedNews),
    /// Of what a member is.
    State(StateNews),
    /// Of their subscription in money.
    Subscription(SubscriptionNews),
    /// Of their offices.
    Office(OfficeNews),
    /// Of a code on paper, and who of the committee made it.
    PaperCode(String),
    /// Of who acts for them, and who changed it.
    Operators(String),
    /// Of an office of theirs that will end.
    Ending(EndingNews),
    /// Of who has not traded for long.
    Asleep(AsleepNews),
    /// Of an offer or a want that ends.
    ListingEnds(ListingEndsNews),
    /// Of one that the committee decided about.
    ListingDecided(ListingDecidedNews),
    /// Of the glass that the host broke.
    Glass(GlassNews),
    /// Of a former member who was erased, and why; empty if nobody said.
    Erased(String),
    /// Of a change of rules or offices.
    Rules(RulesNews),
    /// Of an agreement with another exchange.
    Agreement(AgreementNews),
}

/// What a notice about a transfer says.
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

/// What a notice about limits says; the limits as the journal keeps them (`journal::figures`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LimitsNews {
    /// Who of the committee changed them.
    pub clerk: String,
    /// What they were.
    pub was: String,
    /// What they are from then on.
    pub becomes: String,
    /// Why.
    pub why: String,
}

/// What a notice about limits that follow from a rule says: lowest, highest and the lines below and above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DueNews {
    /// What they were.
    pub was: [i64; 4],
    /// What they are from then on.
    pub becomes: [i64; 4],
    /// Why.
    pub because: Because,
}

/// What a notice about a correction says; the fields as the journal keeps them (`journal::fields`), empty once they were erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CorrectedNews {
    /// Who of the committee corrected it.
    pub clerk: String,
    /// What it was.
    pub was: String,
    /// What it became.
    pub becomes: String,
}

/// What a notice about a member's state says; the states as the journal keeps them (`journal::states`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StateNews {
    /// Who of the committee decided it; nobody where a day came.
    pub clerk: String,
    /// What they were.
    pub was: String,
    /// What they are from then on.
    pub becomes: String,
    /// Why.
    pub why: String,
}

/// What a notice about an agreement says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgreementNews {
    /// What the other exchange did.
    pub kind: NoticeKind,
    /// The other exchange.
    pub partner: String,
    /// What it said with its proposal.
    pub note: String,
}

/// What a notice about offices says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficeNews {
    /// Who decided it; nobody where a term was over.
    pub clerk: String,
    /// Why.
    pub why: String,
}

/// What a notice about an office that will end says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EndingNews {
    /// The day on which it ends.
    pub day: Date,
}

/// What a notice says to whoever has not traded for long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AsleepNews {
    /// Since when.
    pub since: Date,
}

/// What a notice about an offer or a want that ends says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListingEndsNews {
    /// What it is.
    pub title: String,
    /// Its last day.
    pub until: Date,
}

/// What a notice about an offer or a want that the committee decided about says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListingDecidedNews {
    /// Who decided.
    pub clerk: String,
    /// It is seen from now on; else it was taken off.
    pub is_seen: bool,
    /// Why.
    pub why: String,
}

/// What a notice about the broken glass says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GlassNews {
    /// Why the host broke it.
    pub why: String,
}

/// What a notice about a change of rules or offices says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulesNews {
    /// Whether it waits for the reader, or is decided.
    pub kind: NoticeKind,
    /// Who proposed it.
    pub clerk: String,
    /// Why.
    pub why: String,
}

/// What somebody is told of their subscription. Its word stands in the object of the notice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum SubscriptionTold {
    /// That it ends.
    Before,
    /// That it has ended.
    After,
    /// That they only receive from now on.
    Lapsed,
    /// That they pay again.
    Restored,
    /// That it was entered as paid.
    Paid,
    /// That they pay none.
    Exempt,
}

/// What a notice about a subscription says; all of it stands in the notice's object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SubscriptionNews {
    /// What.
    pub tells: SubscriptionTold,
    /// The last day that is paid for.
    pub until: Option<Date>,
    /// The last day on which they may pay others, where that follows.
    pub last: Option<Date>,
}

impl SubscriptionNews {
    /// As the object of a notice: `after 2026-12-31 2027-03-01`, with `-` for what is not; and a mark, where the same may be told twice.
    pub fn object(&self, mark: &str) -> String {
        let day = |day: Option<Date>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
        let tells: &'static str = self.tells.into();
        format!("{tells} {} {} {mark}", day(self.until), day(self.last)).trim_end().to_owned()
    }

    /// What such an object says; nothing of another.
    pub fn read(object: &str) -> Option<Self> {
        let mut words = object.split(' ');
        let tells = words.next()?.parse().ok()?;
        let (until, last) = (words.next()?.parse().ok(), words.next()?.parse().ok());
        Some(Self { tells, until, last })
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{SubscriptionNews, SubscriptionTold};

    #[test]
    fn what_is_told_of_a_subscription_is_read_from_the_notice_alone() {
        let (until, last) = (Some(date(2026, 12, 31)), Some(date(2027, 3, 1)));
        let news = SubscriptionNews { tells: SubscriptionTold::After, until, last };
        assert_eq!(news.object(""), "after 2026-12-31 2027-03-01");
        for (news, mark) in [(news, ""), (news, "77"), (SubscriptionNews { last: None, until: None, ..news }, "1")] {
            assert_eq!(SubscriptionNews::read(&news.object(mark)), Some(news), "{mark}");
        }
        for wrong in ["", "after", "never - -", "01939f3e-7d3a-7b60-9c2f-0a4a6f6f6f6f"] {
            assert_eq!(SubscriptionNews::read(wrong), None, "{wrong}");
        }
    }
}
