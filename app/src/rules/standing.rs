//! The rules of an exchange as they stand, whichever table keeps them.

use rust_decimal::{Decimal, RoundingStrategy};

use super::catalogue::{Rule, RuleKind};
use super::in_force::RulesInForce;
use super::matter::Matter;
use crate::ledger::{RANGE, Unit};

/// The rules as they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandingRules {
    /// The exchange's name.
    pub name: String,
    /// What it says of itself.
    pub description: String,
    /// Where it is.
    pub area: String,
    /// Its hue, 0 to 23.
    pub hue: u8,
    /// What it counts in.
    pub unit: Unit,
    /// Those of the table of rules.
    pub in_force: RulesInForce,
    /// Counts the decisions.
    pub version: i64,
    /// Somebody has paid: the unit stays.
    pub traded: bool,
}

impl StandingRules {
    /// A rule as it is kept; of a page of text, nothing.
    pub fn value(&self, rule: Rule) -> String {
        match rule {
            Rule::Name => self.name.clone(),
            Rule::Description => self.description.clone(),
            Rule::Area => self.area.clone(),
            Rule::Hue => self.hue.to_string(),
            Rule::UnitName => self.unit.name.clone(),
            Rule::UnitPlural => self.unit.plural.clone(),
            Rule::UnitSymbol => self.unit.symbol.clone(),
            Rule::UnitCounts => counts(&self.unit).to_owned(),
            Rule::DefaultMin => self.in_force.default_min().to_string(),
            Rule::DefaultMax => self.in_force.default_max().to_string(),
            Rule::WarnLow => self.in_force.warn_low().to_string(),
            Rule::WarnHigh => self.in_force.warn_high().to_string(),
            Rule::NewcomerMin => self.in_force.newcomer_min().to_string(),
            Rule::RampDays => self.in_force.ramp_days().to_string(),
            Rule::RampThings => self.in_force.ramp_things().to_string(),
            Rule::RampPartners => self.in_force.ramp_partners().to_string(),
            Rule::GrowthShare => self.in_force.growth_share().to_string(),
            Rule::GrowthCap => self.in_force.growth_cap().to_string(),
            Rule::UnitsPerHour => self.in_force.units_per_hour().to_string(),
            Rule::ShowBalances => flag(self.in_force.shows_balances()),
            Rule::OfficerAlone => self.in_force.officer_alone().to_string(),
            Rule::WhoMayJoin => self.in_force.who_may_join().tag().to_owned(),
            Rule::Vouchers => self.in_force.vouchers().to_string(),
            Rule::Subscription => self.in_force.subscription().tag().to_owned(),
            Rule::SubscriptionCost => self.in_force.subscription_cost().to_owned(),
            Rule::SubscriptionDays => self.in_force.subscription_days().to_string(),
            Rule::EraseDays => self.in_force.erase_days().to_string(),
            Rule::CheckMeeting
            | Rule::CheckReferences
            | Rule::CheckGuardian
            | Rule::CheckFirm
            | Rule::CheckIdentity => flag(self.in_force.value(rule) == Some("yes")),
            Rule::SleepAsk => self.in_force.sleep().ask.to_string(),
            Rule::SleepList => self.in_force.sleep().list.to_string(),
            Rule::SleepDecide => self.in_force.sleep().decide.to_string(),
            Rule::OfferMonths => self.in_force.offer_months().to_string(),
            Rule::WantMonths => self.in_force.want_months().to_string(),
            Rule::Moderation => self.in_force.moderation().tag().to_owned(),
            Rule::ListingReach => self.in_force.listing_reach().tag().to_owned(),
            Rule::PublicNames => flag(self.in_force.public_names()),
            Rule::LeavingDays => self.in_force.leaving_days().to_string(),
            Rule::SecondForRules => flag(self.in_force.second_for_rules()),
            Rule::SecondForLimits => flag(self.in_force.second_for(Matter::Limits)),
            Rule::SecondForRemainders => flag(self.in_force.second_for(Matter::Remainder)),
            Rule::SecondForAdmissions => flag(self.in_force.second_for(Matter::Admission)),
            Rule::SecondForAgreements => flag(self.in_force.second_for(Matter::Agreement)),
            Rule::NoticeDays => self.in_force.notice_days().to_string(),
            Rule::Help | Rule::Agreement => String::new(),
        }
    }

    /// The same with another value of one rule, as it is kept. Where it is how the unit is counted, every amount means what it meant.
    #[must_use]
    pub fn with(mut self, rule: Rule, value: &str) -> Self {
        if !rule.kind().reads(value) && value != self.value(rule) && rule.kind() != RuleKind::Text {
            return self;
        }
        let text = value.to_owned();
        match rule {
            Rule::Name => self.name = text,
            Rule::Description => self.description = text,
            Rule::Area => self.area = text,
            Rule::Hue => self.hue = value.parse().unwrap_or(self.hue),
            Rule::UnitName => self.unit.name = text,
            Rule::UnitPlural => self.unit.plural = text,
            Rule::UnitSymbol => self.unit.symbol = text,
            Rule::UnitCounts => return self.counted_in(value),
            _ => self.in_force = self.in_force.with(rule, text),
        }
        self
    }

    fn counted_in(mut self, tag: &str) -> Self {
        let Some((decimals, is_time)) = counted(tag) else { return self };
        let unit = Unit { decimals, is_time, ..self.unit.clone() };
        for (rule, value) in self.in_force.rows().into_iter().filter(|(rule, _)| rule.kind().is_amount()) {
            let parts = value.parse().unwrap_or(0);
            self.in_force = self.in_force.with(rule, rescaled(parts, &self.unit, &unit).to_string());
        }
        Self { unit, ..self }
    }

    /// What the table of rules must take in so that these hold, where those held before.
    pub fn kept_beside(&self, before: &Self) -> Vec<(Rule, String)> {
        let differs = |(rule, value): &(Rule, String)| before.in_force.value(*rule) != Some(value);
        self.in_force.rows().into_iter().filter(differs).collect()
    }
}

fn flag(yes: bool) -> String {
    if yes { "yes" } else { "no" }.to_owned()
}

/// How a unit is counted, as the form and the record say it.
pub fn counts(unit: &Unit) -> &'static str {
    match (unit.is_time, unit.decimals) {
        (true, _) => "time",
        (false, 0) => "0",
        (false, 1) => "1",
        (false, 2) => "2",
        (false, 3) => "3",
        (false, _) => "4",
    }
}

/// Decimals, and whether it is time, of the same words.
pub fn counted(tag: &str) -> Option<(u32, bool)> {
    match tag {
        "time" => Some((0, true)),
        "0" => Some((0, false)),
        "1" => Some((1, false)),
        "2" => Some((2, false)),
        "3" => Some((3, false)),
        "4" => Some((4, false)),
        _ => None,
    }
}

/// The same amount in smallest parts of another unit, rounded half to even; no limit stays none, and so does one too large for
/// the books.
pub fn rescaled(parts: i64, from: &Unit, to: &Unit) -> i64 {
    if from.parts() == to.parts() || parts.abs() >= RANGE {
        return parts;
    }
    let exact = Decimal::from(parts) * Decimal::from(to.parts()) / Decimal::from(from.parts());
    let rounded = exact.round_dp_with_strategy(0, RoundingStrategy::MidpointNearestEven);
    i64::try_from(rounded).unwrap_or(RANGE).clamp(-RANGE, RANGE)
}

#[cfg(test)]
mod tests {
    use strum::IntoEnumIterator as _;

    use super::rescaled;
    use crate::ledger::{RANGE, Unit};
    use crate::rules::catalogue::{Rule, RuleKind, Template};
    use crate::rules::forms::tests::rules;

    #[test]
    fn every_rule_that_is_set_is_the_one_that_is_read() {
        let before = rules(false);
        for rule in Rule::iter().filter(|rule| rule.kind() != RuleKind::Page) {
            let other = match rule.kind() {
                RuleKind::Text => "twig",
                RuleKind::Hue => "20",
                RuleKind::Counting => "time",
                RuleKind::Lowest => "-77",
                RuleKind::Highest => "77",
                RuleKind::Rate => "7.5",
                RuleKind::Flag if before.value(rule) == "yes" => "no",
                RuleKind::Flag => "yes",
                RuleKind::Choice(choices) => choices.iter().find(|choice| **choice != before.value(rule)).unwrap(),
                RuleKind::Says => "12 pounds",
                RuleKind::Days | RuleKind::Count(_) => "57",
                RuleKind::Page => unreachable!(),
            };
            let after = before.clone().with(rule, other);
            assert_eq!(after.value(rule), other, "{rule:?}");
            if rule.kind().is_in_table() {
                assert_eq!(after.kept_beside(&before), [(rule, other.to_owned())], "{rule:?}");
                assert_eq!(after.clone().with(rule, "nothing that\nit can be"), after);
                assert!(rule.preset(Template::Lets).is_some());
            }
        }
    }

    #[test]
    fn counted_otherwise_every_amount_means_what_it_meant() {
        for (counts, parts) in [("0", -100), ("4", -1_000_000), ("time", -6_000)] {
            let rules = rules(false).with(Rule::UnitCounts, counts).in_force;
            assert_eq!((rules.default_min(), rules.default_max()), (parts, -2 * parts));
        }
    }

    #[test]
    fn an_amount_counted_otherwise_is_rounded_half_to_even_and_no_limit_stays_none() {
        let unit = |decimals, is_time| Unit { decimals, is_time, ..rules(false).unit };
        for (parts, from, to, becomes) in [
            (-10_050, unit(2, false), unit(0, false), -100),
            (10_150, unit(2, false), unit(0, false), 102),
            (1, unit(2, false), unit(0, true), 1),
            (90, unit(0, true), unit(2, false), 150),
            (RANGE, unit(0, false), unit(4, false), RANGE),
            (RANGE - 1, unit(0, false), unit(4, false), RANGE),
            (-RANGE, unit(4, false), unit(0, false), -RANGE),
            (7, unit(2, false), unit(2, false), 7),
        ] {
            assert_eq!(rescaled(parts, &from, &to), becomes, "{parts}");
        }
    }
}
