//! Why a limit is what it is, in one sentence: on the member's home, and on the committee's page of the account.

use jiff::civil::Date;

use crate::journal::because::Because;
use crate::ledger::Unit;
use crate::rules::in_force::RulesInForce;
use crate::ui::text::{amount_text, day_text};
use crate::words::{Language, Words};

/// The one reason, with what the sentence says of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhyLimits {
    /// Which.
    pub because: Because,
    /// The day on which the committee decided it; of a rule, nothing.
    pub since: Option<Date>,
    /// Why it did; of a class, its name.
    pub reason: String,
    /// By how much it has grown.
    pub grown: i64,
}

impl WhyLimits {
    /// The sentence, under these rules.
    pub fn sentence(&self, rules: &RulesInForce, (unit, language): (&Unit, Language)) -> String {
        let words = language.words();
        match (self.because, self.since.map(|day| day_text(words, day))) {
            (Because::Newcomer, _) => newcomer(rules, words),
            (Because::Grown, _) => words.why_grown(amount_text(unit, language, self.grown.min(rules.growth_cap()))),
            (Because::Class, _) => words.why_class(&self.reason),
            (Because::ByHand, Some(day)) if self.reason.is_empty() => words.why_by_hand_day(day),
            (Because::ByHand, Some(day)) => words.why_by_hand(day, &self.reason),
            (Because::Frozen, Some(day)) => words.why_frozen(day, &self.reason),
            _ => words.why_everybody(),
        }
    }
}

/// What a newcomer still is asked for: only what the rules ask.
fn newcomer(rules: &RulesInForce, words: &Words) -> String {
    let (days, things, partners) = (rules.ramp_days(), rules.ramp_things(), rules.ramp_partners());
    let (in_days, of_things) = (words.settings_days(days), words.why_things(things.max(partners)));
    let to_members = words.why_members(partners.max(1));
    match (days > 0, things > 0 || partners > 0) {
        (true, true) => words.why_newcomer(in_days, of_things, to_members),
        (true, false) => words.why_newcomer_days(in_days),
        (false, _) => words.why_newcomer_things(of_things, to_members),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Because, WhyLimits};
    use crate::ledger::Unit;
    use crate::rules::catalogue::{Rule, Template};
    use crate::rules::in_force::RulesInForce;
    use crate::words::Language::{English, Spanish};

    #[test]
    fn each_reason_is_said_in_one_sentence_with_what_the_rules_ask_and_no_more() {
        let unit =
            Unit { name: "leaf".into(), plural: "leaves".into(), symbol: "l".into(), decimals: 2, is_time: false };
        let lets = RulesInForce::begin(Template::Lets, &unit, None);
        let one = |rules: RulesInForce, [things, partners]: [&str; 2]| {
            rules.with(Rule::RampThings, things.into()).with(Rule::RampPartners, partners.into())
        };
        let no_days = lets.clone().with(Rule::RampDays, "0".into());
        let said = |because, reason: &str, rules: &RulesInForce| {
            let since = matches!(because, Because::ByHand | Because::Frozen).then(|| date(2026, 5, 3));
            let why = WhyLimits { because, since, reason: reason.into(), grown: 1_050 };
            assert_ne!(why.sentence(rules, (&unit, English)), why.sentence(rules, (&unit, Spanish)));
            why.sentence(rules, (&unit, English))
        };
        for (because, reason, rules, sentence) in [
            (Because::Everybody, "", &lets, "This limit is the exchange’s rule for every member."),
            (
                Because::Newcomer,
                "",
                &lets,
                "This is a newcomer’s limit. It widens after 180 days as a member and providing 3 things to 2 different members.",
            ),
            (
                Because::Newcomer,
                "",
                &one(lets.clone(), ["0", "0"]),
                "This is a newcomer’s limit. It widens after 180 days as a member.",
            ),
            (
                Because::Newcomer,
                "",
                &one(no_days, ["1", "0"]),
                "This is a newcomer’s limit. It widens after providing 1 thing to 1 member.",
            ),
            (
                Because::Grown,
                "",
                &lets,
                "10.50\u{a0}leaves of this limit have grown from providing to different members.",
            ),
            (Because::Class, "Shops", &lets, "This limit is the one of the class “Shops”."),
            (Because::ByHand, "asked", &lets, "The committee set this limit on 3 May 2026. Why: asked"),
            (Because::ByHand, "", &lets, "The committee set this limit on 3 May 2026."),
            (
                Because::Frozen,
                "two debts",
                &lets,
                "The committee froze this account on 3 May 2026: what is on it can be spent, nothing can be owed. Why: two debts",
            ),
        ] {
            assert_eq!(said(because, reason, rules), sentence);
        }
    }
}
