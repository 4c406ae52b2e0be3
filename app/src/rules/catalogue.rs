//! What a committee can decide about its exchange, by name: one entry a rule, with everything that is declared about it. A new rule is
//! one entry; whatever is in the list has a key in the journal and a label in every language.

use strum::{EnumIter, IntoEnumIterator as _};

pub use super::kind::{LONGEST_SAYS, MOST_DAYS, RuleKind};
use super::market::{ListingReach, Moderation};
pub use super::subject::Subject;
use super::subscription::SubscriptionCycle;
pub use super::template::{Begins, Preset, Template};
use super::who_may_join::WhoMayJoin;
use crate::roles::Right;
use crate::words::Words;

/// How many months an offer stays on the market at most.
const MOST_MONTHS: i64 = 60;

/// A rule of an exchange.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, EnumIter)]
#[expect(missing_docs, reason = "each is described by its label in words/en/rules.ftl")]
pub enum Rule {
    Name,
    Description,
    Area,
    Hue,
    Help,
    Agreement,
    UnitName,
    UnitPlural,
    UnitSymbol,
    UnitCounts,
    DefaultMin,
    DefaultMax,
    WarnLow,
    WarnHigh,
    NewcomerMin,
    RampDays,
    RampThings,
    RampPartners,
    GrowthShare,
    GrowthCap,
    UnitsPerHour,
    ShowBalances,
    WhoMayJoin,
    Vouchers,
    LeavingDays,
    EraseDays,
    OfficerAlone,
    SecondForRules,
    SecondForLimits,
    SecondForRemainders,
    SecondForAdmissions,
    SecondForAgreements,
    NoticeDays,
    Subscription,
    SubscriptionCost,
    SubscriptionDays,
    SleepAsk,
    SleepList,
    SleepDecide,
    OfferMonths,
    WantMonths,
    Moderation,
    ListingReach,
    PublicNames,
    CheckMeeting,
    CheckReferences,
    CheckGuardian,
    CheckFirm,
    CheckIdentity,
}

/// What is declared about a rule.
#[derive(Clone, Copy, Debug)]
pub struct RuleEntry {
    /// Its word in the database, which is also its field in the form.
    pub key: &'static str,
    /// What its value is.
    pub kind: RuleKind,
    /// On which page it stands.
    pub subject: Subject,
    /// What members call it.
    pub label: fn(&Words) -> String,
    /// Who may change it.
    pub right: Right,
    /// A change needs a second officer, where there are two.
    pub second: bool,
    /// A change is announced before it holds; one that restricts may hold from then on.
    pub notice: bool,
    /// What it begins with.
    pub begins: Begins,
}

impl Rule {
    /// What is declared about it.
    pub const fn entry(self) -> RuleEntry {
        use Preset::{Choice, Count, Days, Hours, No, NoLimit, Units, Yes};
        match self {
            Self::Name => named("name", RuleKind::Text, Words::settings_name),
            Self::Description => named("description", RuleKind::Text, Words::settings_description),
            Self::Area => named("area", RuleKind::Text, Words::settings_area),
            Self::Hue => named("hue", RuleKind::Hue, Words::settings_hue),
            Self::Help => named("help", RuleKind::Page, Words::help_title),
            Self::Agreement => named("agreement", RuleKind::Page, Words::join_agreement),
            Self::UnitName => of_unit("unit_name", RuleKind::Text, Words::settings_unit_name),
            Self::UnitPlural => of_unit("unit_plural", RuleKind::Text, Words::settings_unit_plural),
            Self::UnitSymbol => of_unit("unit_symbol", RuleKind::Text, Words::settings_unit_symbol),
            Self::UnitCounts => of_unit("unit_counts", RuleKind::Counting, Words::settings_counts),
            Self::UnitsPerHour => {
                let rule = binding("units_per_hour", Subject::Unit, RuleKind::Rate, Words::settings_rate);
                begins(rule, [Units(10), Units(1), Units(10)])
            }
            Self::DefaultMin => {
                let rule = binding("default_min", Subject::Limits, RuleKind::Lowest, Words::settings_min);
                begins(rule, [Hours(-25), Hours(-20), Units(-1_000)])
            }
            Self::DefaultMax => {
                let rule = binding("default_max", Subject::Limits, RuleKind::Highest, Words::settings_max);
                begins(rule, [NoLimit, NoLimit, NoLimit])
            }
            Self::WarnLow
            | Self::WarnHigh
            | Self::NewcomerMin
            | Self::RampDays
            | Self::RampThings
            | Self::RampPartners
            | Self::GrowthShare
            | Self::GrowthCap => self.of_limits(),
            Self::ShowBalances => {
                let rule = binding("show_balances", Subject::Openness, RuleKind::Flag, Words::settings_balances);
                begins(rule, [Yes, No, No])
            }
            Self::WhoMayJoin => {
                let kind = RuleKind::Choice(&WhoMayJoin::TAGS);
                let rule = binding("who_may_join", Subject::Membership, kind, Words::settings_joining);
                begins(rule, [Choice("approval"), Choice("approval"), Choice("approval")])
            }
            Self::Vouchers => {
                let kind = RuleKind::Count(99);
                let rule = binding("vouchers", Subject::Membership, kind, Words::settings_vouchers);
                begins(rule, [Count(2), Count(2), Count(2)])
            }
            Self::LeavingDays | Self::EraseDays => self.of_leaving(),
            Self::Subscription | Self::SubscriptionCost | Self::SubscriptionDays => self.of_subscriptions(),
            Self::OfficerAlone => {
                let rule = binding("officer_alone", Subject::Deciding, RuleKind::Highest, Words::settings_alone);
                begins(rule, [Hours(3), Hours(3), Units(0)])
            }
            Self::SecondForRules => {
                let rule = binding("second_for_rules", Subject::Deciding, RuleKind::Flag, Words::settings_second);
                begins(rule, [Yes, Yes, Yes])
            }
            Self::SecondForLimits
            | Self::SecondForRemainders
            | Self::SecondForAdmissions
            | Self::SecondForAgreements => self.of_seconds(),
            Self::NoticeDays => {
                let rule = binding("notice_days", Subject::Deciding, RuleKind::Days, Words::settings_notice);
                begins(rule, [Days(14), Days(14), Days(30)])
            }
            Self::SleepAsk | Self::SleepList | Self::SleepDecide => self.of_sleepers(),
            _ => self.of_rest(),
        }
    }

    /// What is declared about the rules of the market, and about those of the checklist.
    const fn of_rest(self) -> RuleEntry {
        match self {
            Self::OfferMonths | Self::WantMonths | Self::Moderation | Self::ListingReach | Self::PublicNames => {
                self.of_market()
            }
            _ => self.of_checks(),
        }
    }

    /// What is declared about the rules of whoever leaves. What nobody can take back, no exchange begins with.
    const fn of_leaving(self) -> RuleEntry {
        use Preset::Days;
        let (key, label, presets): (_, fn(&Words) -> String, _) = match self {
            Self::EraseDays => ("erase_days", Words::settings_erase, [Days(0), Days(0), Days(0)]),
            _ => ("leaving_days", Words::settings_leaving, [Days(90), Days(90), Days(180)]),
        };
        begins(binding(key, Subject::Membership, RuleKind::Days, label), presets)
    }

    /// What is declared about the rules that say what else takes a second officer than rules.
    const fn of_seconds(self) -> RuleEntry {
        use Preset::{No, Yes};
        let (key, label, presets): (_, fn(&Words) -> String, _) = match self {
            Self::SecondForRemainders => ("second_for_remainders", Words::settings_second_remainders, [Yes, Yes, Yes]),
            Self::SecondForAdmissions => ("second_for_admissions", Words::settings_second_admissions, [No, No, Yes]),
            Self::SecondForAgreements => ("second_for_agreements", Words::settings_second_agreements, [Yes, Yes, Yes]),
            _ => ("second_for_limits", Words::settings_second_limits, [Yes, Yes, Yes]),
        };
        begins(binding(key, Subject::Seconds, RuleKind::Flag, label), presets)
    }

    /// What is declared about the rules that say how far accounts may go beside the two limits.
    const fn of_limits(self) -> RuleEntry {
        use Preset::{Count, Days, Hours, Units};
        use Subject::{Growth, Limits, Newcomers};
        let (rule, presets) = match self {
            Self::WarnHigh => (
                binding("warn_high", Limits, RuleKind::Highest, Words::settings_warn_high),
                [Hours(50), Hours(40), Units(3_000)],
            ),
            Self::NewcomerMin => (
                binding("newcomer_min", Newcomers, RuleKind::Lowest, Words::settings_newcomer),
                [Hours(-10), Hours(-10), Units(-300)],
            ),
            Self::RampDays => (
                binding("ramp_days", Newcomers, RuleKind::Days, Words::settings_ramp_days),
                [Days(180), Days(90), Days(0)],
            ),
            Self::RampThings => (
                binding("ramp_things", Newcomers, RuleKind::Count(1_000), Words::settings_ramp_things),
                [Count(3), Count(1), Count(3)],
            ),
            Self::RampPartners => (
                binding("ramp_partners", Newcomers, RuleKind::Count(1_000), Words::settings_ramp_partners),
                [Count(2), Count(1), Count(3)],
            ),
            Self::GrowthShare => (
                binding("growth_share", Growth, RuleKind::Count(100), Words::settings_growth_share),
                [Count(0), Count(0), Count(0)],
            ),
            Self::GrowthCap => (
                binding("growth_cap", Growth, RuleKind::Highest, Words::settings_growth_cap),
                [Hours(25), Hours(20), Units(1_000)],
            ),
            _ => (
                binding("warn_low", Limits, RuleKind::Lowest, Words::settings_warn_low),
                [Hours(-15), Hours(-12), Units(-750)],
            ),
        };
        begins(rule, presets)
    }

    /// What is declared about the rules of subscriptions in money.
    const fn of_subscriptions(self) -> RuleEntry {
        use Preset::{Choice, Days, Nothing};
        use Subject::Subscriptions as Here;
        let (rule, presets) = match self {
            Self::SubscriptionCost => (
                binding("subscription_cost", Here, RuleKind::Says, Words::settings_subscription_cost),
                [Nothing, Nothing, Nothing],
            ),
            Self::SubscriptionDays => (
                binding("subscription_days", Here, RuleKind::Days, Words::settings_subscription_days),
                [Days(60), Days(0), Days(30)],
            ),
            _ => (
                binding("subscription", Here, RuleKind::Choice(&SubscriptionCycle::TAGS), Words::settings_subscription),
                [Choice("year"), Choice("off"), Choice("month")],
            ),
        };
        begins(rule, presets)
    }

    /// What is declared about the rules of what the committee makes sure of before it lets somebody in. A LETS begins without, so that nothing
    /// stands in the way of its first members.
    const fn of_checks(self) -> RuleEntry {
        use Preset::{No, Yes};
        let (key, label, presets): (_, fn(&Words) -> String, _) = match self {
            Self::CheckMeeting => ("check_meeting", Words::check_meeting, [No, Yes, No]),
            Self::CheckReferences => ("check_references", Words::check_references, [No, Yes, No]),
            Self::CheckGuardian => ("check_guardian", Words::check_guardian, [No, No, No]),
            Self::CheckFirm => ("check_firm", Words::check_firm, [No, No, Yes]),
            _ => ("check_identity", Words::check_identity, [No, No, No]),
        };
        begins(binding(key, Subject::Checklist, RuleKind::Flag, label), presets)
    }

    /// What is declared about the rules of members who have not traded for long.
    const fn of_sleepers(self) -> RuleEntry {
        use Preset::Days;
        let (key, label, presets): (_, fn(&Words) -> String, _) = match self {
            Self::SleepAsk => ("sleep_ask", Words::settings_sleep_ask, [Days(180), Days(180), Days(90)]),
            Self::SleepList => ("sleep_list", Words::settings_sleep_list, [Days(365), Days(365), Days(180)]),
            _ => ("sleep_decide", Words::settings_sleep_decide, [Days(730), Days(730), Days(365)]),
        };
        begins(binding(key, Subject::Sleeping, RuleKind::Days, label), presets)
    }

    /// What is declared about the rules of offers and wants.
    const fn of_market(self) -> RuleEntry {
        use Preset::{Choice, Count, No, Yes};
        use Subject::Market as Here;
        let (rule, presets) = match self {
            Self::WantMonths => (
                binding("want_months", Here, RuleKind::Count(MOST_MONTHS), Words::settings_want_months),
                [Count(3), Count(2), Count(3)],
            ),
            Self::Moderation => (
                binding("moderation", Here, RuleKind::Choice(&Moderation::TAGS), Words::settings_moderation),
                [Choice("after"), Choice("first"), Choice("after")],
            ),
            Self::ListingReach => (
                binding("listing_reach", Here, RuleKind::Choice(&ListingReach::TAGS), Words::settings_reach),
                [Choice("everybody"), Choice("own"), Choice("everybody")],
            ),
            Self::PublicNames => {
                (binding("public_names", Here, RuleKind::Flag, Words::settings_public_names), [No, No, Yes])
            }
            _ => (
                binding("offer_months", Here, RuleKind::Count(MOST_MONTHS), Words::settings_offer_months),
                [Count(12), Count(12), Count(12)],
            ),
        };
        begins(rule, presets)
    }

    /// Its word in the database, which is also its field in the form.
    pub fn key(self) -> &'static str {
        self.entry().key
    }

    /// What its value is.
    pub fn kind(self) -> RuleKind {
        self.entry().kind
    }

    /// What an exchange of that template begins with; none where each has its own.
    pub fn preset(self, template: Template) -> Option<Preset> {
        match (self.entry().begins, template) {
            (Begins::Own, _) => None,
            (Begins::With([lets, ..]), Template::Lets) => Some(lets),
            (Begins::With([_, time_bank, _]), Template::TimeBank) => Some(time_bank),
            (Begins::With([.., business]), Template::Business) => Some(business),
        }
    }

    /// The rule of that key.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::iter().find(|rule| rule.key() == key)
    }

    /// It says what takes a second officer: more of that restricts.
    pub fn is_of_seconds(self) -> bool {
        matches!(
            self,
            Self::SecondForRules
                | Self::SecondForLimits
                | Self::SecondForRemainders
                | Self::SecondForAdmissions
                | Self::SecondForAgreements
        )
    }

    /// What members call it.
    pub fn label(self, words: &Words) -> String {
        (self.entry().label)(words)
    }
}

/// What the exchange is called, how it looks and what it says binds nobody: it holds at once.
const fn named(key: &'static str, kind: RuleKind, label: fn(&Words) -> String) -> RuleEntry {
    let begins = Begins::Own;
    RuleEntry { key, kind, subject: Subject::Look, label, right: Right::SetRules, second: false, notice: false, begins }
}

/// What it counts in: it stays once anybody has paid, and before that it binds nobody.
const fn of_unit(key: &'static str, kind: RuleKind, label: fn(&Words) -> String) -> RuleEntry {
    RuleEntry { subject: Subject::Unit, ..named(key, kind, label) }
}

/// What binds members.
const fn binding(key: &'static str, subject: Subject, kind: RuleKind, label: fn(&Words) -> String) -> RuleEntry {
    RuleEntry { subject, second: true, notice: true, ..named(key, kind, label) }
}

const fn begins(entry: RuleEntry, [lets, time_bank, business]: [Preset; 3]) -> RuleEntry {
    RuleEntry { begins: Begins::With([lets, time_bank, business]), ..entry }
}

#[cfg(test)]
mod tests;
