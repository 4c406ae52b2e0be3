//! The rules of an exchange that hold at one moment: the one place where a rule is asked for.
//!
//! Always holds: what an exchange never decided, or what cannot be read, is what binds most (nobody owes, nobody sees).

use std::collections::BTreeMap;

use strum::IntoEnumIterator as _;

use super::catalogue::{Rule, Template};
use super::market::{ListingReach, Moderation};
use super::matter::Matter;
use super::subscription::SubscriptionCycle;
use super::who_may_join::WhoMayJoin;
use crate::ledger::{RANGE, Unit, nine_tenths};
use crate::members::checks::CheckItem;
use crate::rate::UnitsPerHour;

/// Values of rules, each as its kind is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RulesInForce(BTreeMap<Rule, String>);

/// After how many days without trade a member is asked, listed, and decided about; 0 for never.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SleepSpans {
    /// Asked whether they are there.
    pub ask: i64,
    /// On the committee's list of work.
    pub list: i64,
    /// Named there as to be decided about.
    pub decide: i64,
}

impl SleepSpans {
    /// After how many days anything becomes of them; 0 for never.
    pub fn first(self) -> i64 {
        [self.ask, self.list, self.decide].into_iter().filter(|days| *days > 0).min().unwrap_or(0)
    }
}

impl RulesInForce {
    /// What an exchange of that template begins with, through whichever door it comes; at its template's rate unless it has its own.
    pub fn begin(template: Template, unit: &Unit, rate: Option<UnitsPerHour>) -> Self {
        let preset = |rule: Rule, rate| Some(rule.preset(template)?.value(rule.kind(), unit, rate));
        let own = preset(Rule::UnitsPerHour, UnitsPerHour::ONE).and_then(|rate| rate.parse().ok());
        let rate = rate.or(own).unwrap_or(UnitsPerHour::ONE);
        let values = Rule::iter().filter_map(|rule| Some((rule, preset(rule, rate)?)));
        Self(values.collect()).with(Rule::UnitsPerHour, rate.to_string())
    }

    /// The same with another value of one rule, if it is one.
    #[must_use]
    pub fn with(mut self, rule: Rule, value: String) -> Self {
        if rule.kind().is_in_table() && rule.kind().reads(&value) {
            self.0.insert(rule, value);
        }
        self
    }

    /// Each rule with its value, as they are kept.
    pub fn rows(&self) -> Vec<(Rule, String)> {
        self.0.iter().map(|(rule, value)| (*rule, value.clone())).collect()
    }

    /// Reads lines of `key=value`. What the catalogue does not know is a newer program's and left out.
    pub fn read(lines: &str) -> Self {
        let known = lines.lines().filter_map(|line| {
            let (key, value) = line.split_once('=')?;
            Rule::of_key(key).filter(|rule| rule.kind().reads(value)).map(|rule| (rule, value.to_owned()))
        });
        Self(known.collect())
    }

    /// The lowest balance of a member for whom nothing else holds.
    pub fn default_min(&self) -> i64 {
        self.parts(Rule::DefaultMin).unwrap_or(0)
    }

    /// The highest balance of such a member.
    pub fn default_max(&self) -> i64 {
        self.parts(Rule::DefaultMax).unwrap_or(RANGE)
    }

    /// Below it a payment is shown and listed.
    pub fn warn_low(&self) -> i64 {
        self.parts(Rule::WarnLow).unwrap_or_else(|| nine_tenths(self.default_min()))
    }

    /// Above it a receipt is shown and listed.
    pub fn warn_high(&self) -> i64 {
        self.parts(Rule::WarnHigh).unwrap_or_else(|| nine_tenths(self.default_max()))
    }

    /// The lowest balance of a newcomer.
    pub fn newcomer_min(&self) -> i64 {
        self.parts(Rule::NewcomerMin).unwrap_or_else(|| self.default_min())
    }

    /// For how many days a newcomer is one, at least.
    pub fn ramp_days(&self) -> i64 {
        self.parts(Rule::RampDays).unwrap_or(0)
    }

    /// How many things a newcomer provides first.
    pub fn ramp_things(&self) -> i64 {
        self.parts(Rule::RampThings).unwrap_or(0)
    }

    /// And to how many different partners.
    pub fn ramp_partners(&self) -> i64 {
        self.parts(Rule::RampPartners).unwrap_or(0)
    }

    /// By how many hundredths of what was received from different partners the lowest balance goes down; 0 for never.
    pub fn growth_share(&self) -> i64 {
        self.parts(Rule::GrowthShare).unwrap_or(0)
    }

    /// How far it goes down so, at most.
    pub fn growth_cap(&self) -> i64 {
        self.parts(Rule::GrowthCap).unwrap_or(0)
    }

    /// Units for an hour of ordinary work.
    pub fn units_per_hour(&self) -> UnitsPerHour {
        self.decided_rate().unwrap_or(UnitsPerHour::ONE)
    }

    /// The same, if it was ever decided.
    pub fn decided_rate(&self) -> Option<UnitsPerHour> {
        self.0.get(&Rule::UnitsPerHour)?.parse().ok()
    }

    /// Members see each other's balances.
    pub fn shows_balances(&self) -> bool {
        self.0.get(&Rule::ShowBalances).is_some_and(|value| value == "yes")
    }

    /// How much an officer may enter alone in their own favour within a day; 0 for nothing.
    pub fn officer_alone(&self) -> i64 {
        self.parts(Rule::OfficerAlone).unwrap_or(0)
    }

    /// How one becomes a member.
    pub fn who_may_join(&self) -> WhoMayJoin {
        WhoMayJoin::of_tag(self.value(Rule::WhoMayJoin).unwrap_or_default())
    }

    /// How many members must vouch for somebody, where members let people in; at least one.
    pub fn vouchers(&self) -> i64 {
        self.parts(Rule::Vouchers).unwrap_or(2).max(1)
    }

    /// How many days somebody who leaves has to come to zero.
    pub fn leaving_days(&self) -> i64 {
        self.parts(Rule::LeavingDays).unwrap_or(90)
    }

    /// After how many days whoever has left is erased by itself; 0 for never.
    pub fn erase_days(&self) -> i64 {
        self.parts(Rule::EraseDays).unwrap_or(0)
    }

    /// How often members pay a subscription in money; where it was never decided, not at all.
    pub fn subscription(&self) -> SubscriptionCycle {
        SubscriptionCycle::of_tag(self.value(Rule::Subscription).unwrap_or_default())
    }

    /// What it costs, in the exchange's own words.
    pub fn subscription_cost(&self) -> &str {
        self.value(Rule::SubscriptionCost).unwrap_or_default()
    }

    /// So many days overdue, somebody only receives; 0 for never.
    pub fn subscription_days(&self) -> i64 {
        self.parts(Rule::SubscriptionDays).unwrap_or(0)
    }

    /// What is made sure of before somebody is let in; where it was never decided, nothing.
    pub fn checks(&self) -> Vec<CheckItem> {
        let asked = [
            (Rule::CheckMeeting, CheckItem::Meeting),
            (Rule::CheckReferences, CheckItem::References),
            (Rule::CheckGuardian, CheckItem::Guardian),
            (Rule::CheckFirm, CheckItem::Firm),
            (Rule::CheckIdentity, CheckItem::Identity),
        ];
        asked.into_iter().filter(|(rule, _)| self.value(*rule) == Some("yes")).map(|(_, item)| item).collect()
    }

    /// What becomes of members who have not traded for long; where it was never decided, nothing.
    pub fn sleep(&self) -> SleepSpans {
        let [ask, list, decide] =
            [Rule::SleepAsk, Rule::SleepList, Rule::SleepDecide].map(|rule| self.parts(rule).unwrap_or(0));
        SleepSpans { ask, list, decide }
    }

    /// How many months an offer stays on the market.
    pub fn offer_months(&self) -> i64 {
        self.parts(Rule::OfferMonths).unwrap_or(12).max(1)
    }

    /// How many months a want stays there.
    pub fn want_months(&self) -> i64 {
        self.parts(Rule::WantMonths).unwrap_or(3).max(1)
    }

    /// When the committee looks at a listing; where it was never decided, when somebody reports it.
    pub fn moderation(&self) -> Moderation {
        self.value(Rule::Moderation).map_or(Moderation::After, Moderation::of_tag)
    }

    /// How far listings may reach; where it was never decided, not out of the exchange.
    pub fn listing_reach(&self) -> ListingReach {
        self.value(Rule::ListingReach).and_then(ListingReach::of_tag).unwrap_or(ListingReach::Own)
    }

    /// Strangers read whose a listing is.
    pub fn public_names(&self) -> bool {
        self.value(Rule::PublicNames) == Some("yes")
    }

    /// A change of rules needs a second officer, where there are two.
    pub fn second_for_rules(&self) -> bool {
        self.value(Rule::SecondForRules).is_none_or(|value| value == "yes")
    }

    /// An act of that matter needs a second officer, where there are two. Admissions do where it was decided: whoever waits at the door
    /// waits no longer because nobody ever did.
    pub fn second_for(&self, matter: Matter) -> bool {
        let rule = match matter {
            Matter::Rules | Matter::Offices => Rule::SecondForRules,
            Matter::Class | Matter::Limits => Rule::SecondForLimits,
            Matter::Remainder => Rule::SecondForRemainders,
            Matter::Agreement => Rule::SecondForAgreements,
            Matter::Admission => return self.value(Rule::SecondForAdmissions) == Some("yes"),
        };
        self.value(rule).is_none_or(|value| value == "yes")
    }

    /// How many days a rule is announced before it holds.
    pub fn notice_days(&self) -> i64 {
        self.parts(Rule::NoticeDays).unwrap_or(14)
    }

    /// The value of a rule as it is kept, if it was ever decided.
    pub fn value(&self, rule: Rule) -> Option<&str> {
        self.0.get(&rule).map(String::as_str)
    }

    fn parts(&self, rule: Rule) -> Option<i64> {
        self.0.get(&rule)?.parse().ok()
    }
}

#[cfg(test)]
mod tests {
    use super::{Rule, RulesInForce, Template, WhoMayJoin};
    use crate::ledger::{RANGE, Unit};

    #[test]
    fn rules_are_read_from_their_rows_and_what_was_never_decided_binds_most() {
        let rules =
            RulesInForce::read("default_min=-500\ndefault_max=900\nunits_per_hour=12.5\nshow_balances=yes\nnew=1");
        assert_eq!((rules.default_min(), rules.default_max()), (-500, 900));
        assert_eq!((rules.units_per_hour().to_string(), rules.shows_balances()), ("12.5".to_owned(), true));
        let none = RulesInForce::read("default_min=500\nshow_balances=true\nwho_may_join=all\nnotice_days=-1");
        assert_eq!((none.who_may_join(), none.leaving_days(), none.notice_days()), (WhoMayJoin::Approval, 90, 14));
        assert!(none.second_for_rules());
        let open = RulesInForce::read("who_may_join=open\nleaving_days=0\nnotice_days=0\nsecond_for_rules=no");
        assert_eq!((open.who_may_join(), open.leaving_days(), open.notice_days()), (WhoMayJoin::Open, 0, 0));
        assert!(!open.second_for_rules());
        assert_eq!((none.default_min(), none.shows_balances(), none.officer_alone()), (0, false, 0));
    }

    #[test]
    fn an_exchange_begins_as_its_template_says_at_its_own_rate_and_decides_otherwise_by_name() {
        let unit = |is_time| Unit {
            name: "acorn".into(),
            plural: "acorns".into(),
            symbol: "a".into(),
            decimals: if is_time { 0 } else { 2 },
            is_time,
        };
        let hours = RulesInForce::begin(Template::TimeBank, &unit(true), None);
        assert_eq!((hours.default_min(), hours.default_max(), hours.officer_alone()), (-1_200, RANGE, 180));
        assert_eq!((hours.units_per_hour().to_string(), hours.shows_balances()), ("1".to_owned(), false));
        let lets = RulesInForce::begin(Template::Lets, &unit(false), None);
        assert_eq!((lets.default_min(), lets.default_max(), lets.officer_alone()), (-25_000, RANGE, 3_000));
        let own = RulesInForce::begin(Template::Lets, &unit(false), "1".parse().ok());
        assert_eq!((own.default_min(), own.officer_alone()), (-2_500, 300));
        assert_eq!(own.with(Rule::OfficerAlone, "-1".into()).with(Rule::DefaultMin, "-7".into()).default_min(), -7);
        assert_eq!(RulesInForce::read(&text(&lets)), lets, "what is written is read");
    }

    fn text(rules: &RulesInForce) -> String {
        rules.rows().iter().map(|(rule, value)| format!("{}={value}\n", rule.key())).collect()
    }
}
