//! The limits that are due to an account, and the one reason for them.
//!
//! Always holds: what freezes an account goes before what the committee set for it, that before a newcomer's limits, and those before
//! those of a class or everybody's with what has grown; a newcomer's are never wider than these; time alone ends no ramp, and who is past it is never
//! put back; growth never goes back by itself, and no single partner brings more than a part of it. Not here: reading what is known of an
//! account and writing what is due (`manyhands::limits::due`).

use super::form::Standing;
use crate::journal::because::Because;
use crate::ledger::{RANGE, nine_tenths};
use crate::rules::in_force::RulesInForce;

/// How many different partners it takes to grow up to the cap: nobody brings more than their part of it, so that two friends who pay
/// each other back and forth gain one part.
pub const GROWTH_PARTNERS: i64 = 5;

/// What is known of a member's account.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LimitFacts {
    /// What the committee set for it.
    pub by_hand: Option<Standing>,
    /// The limits of its member's class.
    pub class: Option<Standing>,
    /// The committee froze it.
    pub frozen: bool,
    /// What a newcomer has done so far; none of who is past the ramp.
    pub ramp: Option<RampRun>,
    /// By how much it has grown up to now.
    pub grown: i64,
    /// What was received from each different partner.
    pub received: Vec<i64>,
}

/// How far a newcomer has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RampRun {
    /// Whole days as a member.
    pub days: i64,
    /// Things provided.
    pub things: i64,
    /// To so many different partners.
    pub partners: i64,
}

/// What is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DueLimits {
    /// The limits.
    pub limits: Standing,
    /// Why.
    pub because: Because,
    /// They are on the ramp still.
    pub on_ramp: bool,
    /// By how much it has grown.
    pub grown: i64,
}

/// What is due to an account under these rules.
pub fn due(rules: &RulesInForce, facts: &LimitFacts) -> DueLimits {
    let on_ramp = facts.ramp.is_some_and(|run| !is_over(rules, run));
    let grown = if on_ramp { facts.grown } else { facts.grown.max(earned(rules, &facts.received)) };
    let (limits, because) = match facts.by_hand {
        Some(by_hand) => (by_hand, Because::ByHand),
        None if on_ramp => newcomers(rules, facts.class),
        None => others(rules, facts.class, grown),
    };
    let (limits, because) =
        if facts.frozen { (Standing { min: 0, warn_min: 0, ..limits }, Because::Frozen) } else { (limits, because) };
    DueLimits { limits, because, on_ramp, grown }
}

/// What who joins now begins with, and whether that is a newcomer's.
pub fn first(rules: &RulesInForce) -> (Standing, bool) {
    if has_ramp(rules) { (newcomers(rules, None).0, true) } else { (others(rules, None, 0).0, false) }
}

/// Whether newcomers have less than the others, until they have done something.
fn has_ramp(rules: &RulesInForce) -> bool {
    let asks = rules.ramp_days() > 0 || rules.ramp_things() > 0 || rules.ramp_partners() > 0;
    asks && rules.newcomer_min() > rules.default_min()
}

/// Whether a newcomer has become one of the others: all that the rules ask for is done.
fn is_over(rules: &RulesInForce, run: RampRun) -> bool {
    run.days >= rules.ramp_days() && run.things >= rules.ramp_things() && run.partners >= rules.ramp_partners()
}

/// A class's, or everybody's.
fn base(rules: &RulesInForce, class: Option<Standing>) -> (Standing, Because) {
    let (min, max) = (rules.default_min(), rules.default_max());
    let everybodys = Standing { min, max, warn_min: rules.warn_low(), warn_max: rules.warn_high() };
    class.map_or((everybodys, Because::Everybody), |class| (class, Because::Class))
}

/// A newcomer's: never wider than what they will have.
fn newcomers(rules: &RulesInForce, class: Option<Standing>) -> (Standing, Because) {
    let (base, because) = base(rules, class);
    let min = rules.newcomer_min().max(base.min);
    (lined(Standing { min, ..base }), if min > base.min { Because::Newcomer } else { because })
}

/// A class's or everybody's, or what has grown out of them; a line moves with its limit.
fn others(rules: &RulesInForce, class: Option<Standing>, grown: i64) -> (Standing, Because) {
    let (base, because) = base(rules, class);
    let grown = if rules.growth_share() == 0 { 0 } else { grown.min(rules.growth_cap()) };
    let lower = |parts: i64| if parts <= -RANGE { parts } else { parts.saturating_sub(grown).max(-RANGE) };
    let because = if grown > 0 { Because::Grown } else { because };
    (lined(Standing { min: lower(base.min), warn_min: lower(base.warn_min), ..base }), because)
}

/// A line that would not come before its limit stands at nine tenths of it.
fn lined(limits: Standing) -> Standing {
    let Standing { min, max, warn_min, warn_max } = limits;
    Standing {
        warn_min: if warn_min > min { warn_min } else { nine_tenths(min) },
        warn_max: if warn_max < max { warn_max } else { nine_tenths(max) },
        ..limits
    }
}

/// What these partners bring by now.
fn earned(rules: &RulesInForce, received: &[i64]) -> i64 {
    let (share, cap) = (i128::from(rules.growth_share()), rules.growth_cap());
    let most = i128::from(cap / GROWTH_PARTNERS);
    let brought = received.iter().map(|parts| (i128::from(*parts) * share / 100).clamp(0, most)).sum::<i128>();
    i64::try_from(brought).unwrap_or(cap).min(cap)
}

#[cfg(test)]
mod tests {
    use super::{GROWTH_PARTNERS, LimitFacts, RampRun, due, first};
    use crate::journal::because::Because;
    use crate::ledger::{RANGE, Unit};
    use crate::limits::form::Standing;
    use crate::rules::catalogue::{Rule, Template};
    use crate::rules::in_force::RulesInForce;

    /// A LETS at 10 leaves an hour: 250 for everybody, 100 for newcomers.
    fn lets() -> RulesInForce {
        let unit =
            Unit { name: "leaf".into(), plural: "leaves".into(), symbol: "l".into(), decimals: 2, is_time: false };
        RulesInForce::begin(Template::Lets, &unit, None)
    }

    fn growing(share: i64, cap: i64) -> RulesInForce {
        lets().with(Rule::GrowthShare, share.to_string()).with(Rule::GrowthCap, cap.to_string())
    }

    const EVERYBODY: [i64; 4] = [-25_000, RANGE, -15_000, 50_000];

    #[test]
    fn of_several_reasons_the_first_that_holds_is_the_one() {
        let by_hand = Standing { min: -7, max: 9, warn_min: -6, warn_max: 8 };
        let run = Some(RampRun { days: 0, things: 0, partners: 0 });
        for (frozen, by_hand, ramp, grown, expected) in [
            (true, Some(by_hand), run, 5, ([0, 9, 0, 8], Because::Frozen)),
            (true, None, None, 0, ([0, RANGE, 0, 50_000], Because::Frozen)),
            (false, Some(by_hand), run, 5, ([-7, 9, -6, 8], Because::ByHand)),
            (false, None, run, 5, ([-10_000, RANGE, -9_000, 50_000], Because::Newcomer)),
            (false, None, None, 5, ([-25_005, RANGE, -15_005, 50_000], Because::Grown)),
            (false, None, None, 0, (EVERYBODY, Because::Everybody)),
        ] {
            let facts = LimitFacts { by_hand, frozen, ramp, grown, ..LimitFacts::default() };
            let due = due(&growing(10, 500), &facts);
            assert_eq!((due.limits.parts(), due.because), expected);
        }
    }

    #[test]
    fn a_class_stands_instead_of_everybodys_limits_and_its_newcomers_have_no_more_than_the_others() {
        let class = Some(Standing { min: -50_000, max: 70_000, warn_min: -40_000, warn_max: 60_000 });
        let narrow = Some(Standing { min: -5_000, max: 70_000, warn_min: -4_000, warn_max: 60_000 });
        let run = Some(RampRun { days: 0, things: 0, partners: 0 });
        for (class, ramp, grown, expected) in [
            (class, None, 0, ([-50_000, 70_000, -40_000, 60_000], Because::Class)),
            (class, None, 5, ([-50_005, 70_000, -40_005, 60_000], Because::Grown)),
            (class, run, 5, ([-10_000, 70_000, -9_000, 60_000], Because::Newcomer)),
            (narrow, run, 0, ([-5_000, 70_000, -4_000, 60_000], Because::Class)),
        ] {
            let due = due(&growing(10, 500), &LimitFacts { class, ramp, grown, ..LimitFacts::default() });
            assert_eq!((due.limits.parts(), due.because), expected);
        }
    }

    #[test]
    fn a_ramp_ends_when_days_and_things_and_partners_are_reached_and_not_before() {
        for (days, things, partners, on_ramp) in [
            (0, 0, 0, true),
            (180, 0, 0, true),
            (10_000, 3, 1, true),
            (179, 30, 20, true),
            (180, 2, 2, true),
            (180, 3, 2, false),
            (181, 4, 9, false),
        ] {
            let facts = LimitFacts { ramp: Some(RampRun { days, things, partners }), ..LimitFacts::default() };
            let found = due(&lets(), &facts);
            assert_eq!(found.on_ramp, on_ramp, "{days} {things} {partners}");
            assert_eq!(found.because == Because::Newcomer, on_ramp);
        }
        assert_eq!(first(&lets()).0.parts(), [-10_000, RANGE, -9_000, 50_000]);
        assert!(first(&lets()).1);
        // Where newcomers may do as much as the others, or nothing is asked of them, they are no newcomers.
        for rules in [
            lets().with(Rule::DefaultMin, "-5000".into()),
            lets()
                .with(Rule::RampDays, "0".into())
                .with(Rule::RampThings, "0".into())
                .with(Rule::RampPartners, "0".into()),
            RulesInForce::read("default_min=-10000\ndefault_max=12000"),
        ] {
            let (limits, newcomer) = first(&rules);
            assert_eq!((limits.min, newcomer), (rules.default_min(), false));
        }
        let old = RulesInForce::read("default_min=-10000\ndefault_max=12000");
        assert_eq!(first(&old).0.parts(), [-10_000, 12_000, -9_000, 10_800], "an exchange that decided nothing of it");
    }

    #[test]
    fn two_friends_who_pay_each_other_gain_one_part_of_the_cap_however_long_they_do_it() {
        let grown = |received: &[i64]| {
            due(&growing(10, 10_000), &LimitFacts { received: received.to_vec(), ..LimitFacts::default() }).grown
        };
        assert_eq!(grown(&[1_000]), 100);
        for pumped in [20_000, 1_000_000, RANGE] {
            assert_eq!(grown(&[pumped]), 10_000 / GROWTH_PARTNERS);
        }
        assert_eq!(grown(&[RANGE; 4]), 8_000);
        assert_eq!(grown(&[RANGE; 5]), 10_000);
        assert_eq!(grown(&[RANGE; 500]), 10_000, "the cap");
        let less = LimitFacts { grown: 3_000, received: vec![10], ..LimitFacts::default() };
        assert_eq!(due(&growing(10, 10_000), &less).grown, 3_000, "what was undone takes nothing back");
        assert_eq!(due(&growing(10, 2_000), &less).limits.min, -27_000, "but a decision about the cap does");
        assert_eq!(due(&lets(), &less).limits.parts(), EVERYBODY, "and one that ends it");
    }

    /// Numbers that look like chance, the same in each run.
    struct Dice(u64);

    impl Dice {
        fn up_to(&mut self, most: i64) -> i64 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            i64::try_from(self.0 >> 33).unwrap() % (most + 1)
        }
    }

    /// The same in other words: steps down a list of what would hold, by floats and loops.
    fn model(
        rules: [i64; 10],
        (hand, frozen, run, stood): (Option<i64>, bool, Option<[i64; 3]>, i64),
        from: &[i64],
    ) -> i64 {
        let [default, newcomer, days, things, partners, share, cap, ..] = rules;
        if frozen {
            return 0;
        }
        if let Some(hand) = hand {
            return hand;
        }
        if let Some([d, t, p]) = run
            && (d < days || t < things || p < partners)
        {
            return default.max(newcomer);
        }
        if share == 0 {
            return default;
        }
        let mut grown = 0;
        for parts in from {
            let mut part = (parts * share - (parts * share) % 100) / 100;
            if part > cap / 5 {
                part = cap / 5;
            }
            grown += part;
        }
        default - grown.max(stood).min(cap)
    }

    #[test]
    fn whatever_the_rules_and_the_facts_what_is_due_is_what_a_small_model_says() {
        let mut dice = Dice(10);
        for _ in 0..20_000 {
            let rules: [i64; 10] = [
                -dice.up_to(300),
                -dice.up_to(300),
                dice.up_to(3),
                dice.up_to(3),
                dice.up_to(3),
                dice.up_to(100) * dice.up_to(1),
                dice.up_to(100),
                -dice.up_to(300),
                dice.up_to(300),
                dice.up_to(300),
            ];
            let names = [
                Rule::DefaultMin,
                Rule::NewcomerMin,
                Rule::RampDays,
                Rule::RampThings,
                Rule::RampPartners,
                Rule::GrowthShare,
                Rule::GrowthCap,
                Rule::WarnLow,
                Rule::WarnHigh,
                Rule::DefaultMax,
            ];
            let in_force =
                names.iter().zip(rules).fold(lets(), |all, (rule, value)| all.with(*rule, value.to_string()));
            let hand = (dice.up_to(4) == 0).then(|| -dice.up_to(50));
            let frozen = dice.up_to(9) == 0;
            let run = (dice.up_to(1) == 0).then(|| [dice.up_to(4), dice.up_to(4), dice.up_to(4)]);
            let stood = dice.up_to(50);
            let received: Vec<i64> = (0..dice.up_to(7)).map(|_| dice.up_to(1_000)).collect();
            let facts = LimitFacts {
                by_hand: hand.map(|min| Standing { min, max: 5, warn_min: min, warn_max: 5 }),
                class: None,
                frozen,
                ramp: run.map(|[days, things, partners]| RampRun { days, things, partners }),
                grown: stood,
                received: received.clone(),
            };
            let found = due(&in_force, &facts);
            let Standing { min, max, warn_min, warn_max } = found.limits;
            assert_eq!(min, model(rules, (hand, frozen, run, stood), &received), "{rules:?} {facts:?}");
            assert!(min <= warn_min && warn_min <= 0 && 0 <= warn_max && warn_max <= max, "{:?}", found.limits);
            assert!(found.grown >= stood, "growth never goes back by itself");
            // Once past the ramp, nothing more that is provided makes anybody's room smaller.
            let more = LimitFacts { ramp: None, received: [received, vec![500]].concat(), grown: found.grown, ..facts };
            assert!(due(&in_force, &more).limits.min <= min, "{rules:?} {more:?}");
        }
    }
}
