//! Subscriptions in money: recorded here, never moved in units. Until when somebody has paid, what follows from it, when they are told.
//!
//! Always holds: whoever is overdue for as long as the rule says only receives, so that a debt can shrink, and only after having been told
//! for [`WARNED_DAYS`]; whoever leaves moves toward zero whatever they have paid; with the rule off nobody is overdue. Not here: the
//! account's flags, and the job that writes them (`manyhands::subscriptions`).

pub mod form;
pub mod page;

use jiff::ToSpan as _;
use jiff::civil::{Date, date};

use crate::rules::in_force::RulesInForce;
use crate::rules::subscription::SubscriptionCycle;

/// So many days before its end somebody is told that their subscription ends.
pub const SOON_DAYS: i64 = 14;
/// So many days at least somebody was told that it has ended before they only receive: our judgement, for who comes late to this rule, and
/// for a computer that was switched off.
pub const WARNED_DAYS: i64 = 7;

/// What an exchange has decided about subscriptions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubscriptionTerms {
    /// For how long one pays.
    pub cycle: SubscriptionCycle,
    /// So many days overdue, one only receives; 0 for never.
    pub days: i64,
    /// What it costs, in the exchange's own words.
    pub cost: String,
}

impl SubscriptionTerms {
    /// Of the rules; none where there are no subscriptions, or where nobody has said yet what one costs: nobody owes what was never named,
    /// least of all on the day on which they join a new exchange.
    pub fn of(rules: &RulesInForce) -> Option<Self> {
        let cycle = rules.subscription();
        let terms = Self { cycle, days: rules.subscription_days(), cost: rules.subscription_cost().to_owned() };
        (cycle != SubscriptionCycle::Off && !terms.cost.is_empty()).then_some(terms)
    }

    /// The last day on which somebody who has paid until a day may pay others; none if they always may.
    pub fn last_day(&self, paid_until: Date) -> Option<Date> {
        (self.days > 0).then(|| paid_until.saturating_add(self.days.days()))
    }
}

/// Until when most pay who pay now: the end of the month, or of the year.
pub fn next_end(terms: Option<&SubscriptionTerms>, today: Date) -> Date {
    match terms.map(|terms| terms.cycle) {
        Some(SubscriptionCycle::Month) => today.last_of_month(),
        _ => Date::new(today.year(), 12, 31).unwrap_or(today),
    }
}

/// What is known of a member's subscription.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PaidUpTo {
    /// The last day that is paid for; none where nothing was entered.
    pub until: Option<Date>,
    /// They pay none.
    pub exempt: bool,
    /// They only receive.
    pub lapsed: bool,
}

/// How somebody stands with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaidState {
    /// They pay none.
    Exempt,
    /// It is paid.
    Paid,
    /// It is paid, and ends within [`SOON_DAYS`].
    Soon,
    /// It has ended, for so many days; none where nothing was ever entered.
    Overdue(Option<i64>),
    /// For so long that they only receive.
    Lapsed,
}

impl PaidUpTo {
    /// How they stand on that day.
    pub fn state(self, today: Date) -> PaidState {
        match self.until {
            _ if self.lapsed => PaidState::Lapsed,
            _ if self.exempt => PaidState::Exempt,
            None => PaidState::Overdue(None),
            Some(until) if until < today => PaidState::Overdue(Some(days_between(until, today))),
            Some(until) if days_between(today, until) <= SOON_DAYS => PaidState::Soon,
            Some(_) => PaidState::Paid,
        }
    }

    /// As people read it: of whom nothing was `entered` yet there is no day that is paid for, only one from which it is owed.
    #[must_use]
    pub fn shown(self, entered: bool) -> Self {
        Self { until: self.until.filter(|_| entered), ..self }
    }

    /// As the journal keeps it: the day, `exempt`, and `lapsed` after either; nothing where nothing is known.
    pub fn written(self) -> String {
        let day =
            if self.exempt { "exempt".to_owned() } else { self.until.map(|day| day.to_string()).unwrap_or_default() };
        if self.lapsed { format!("{day} lapsed").trim_start().to_owned() } else { day }
    }
}

/// How far somebody was reminded of a day until which they have paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reminded {
    /// Not yet.
    #[default]
    Never,
    /// That it comes.
    Before,
    /// That it has passed, and since which day they know.
    After(Date),
}

/// What is to be done now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SubscriptionStep {
    /// They are told that it ends.
    RemindBefore,
    /// They are told that it has ended.
    RemindAfter,
    /// They only receive from now on.
    Lapse,
    /// They pay again.
    Restore,
}

/// What is to be done on that day for somebody who takes part (`takes_part`: not who leaves or is suspended); one thing at a time.
pub fn step(
    terms: Option<&SubscriptionTerms>,
    (paid, reminded): (PaidUpTo, Reminded),
    (today, takes_part): (Date, bool),
) -> Option<SubscriptionStep> {
    let overdue = terms.filter(|_| !paid.exempt).zip(paid.until).filter(|(_, until)| *until < today);
    let is_late = overdue.is_some_and(|(terms, until)| terms.last_day(until).is_some_and(|last| last < today));
    if paid.lapsed {
        return (!is_late).then_some(SubscriptionStep::Restore);
    }
    let until = paid.until.filter(|_| takes_part && !paid.exempt && terms.is_some())?;
    match reminded {
        Reminded::After(since) if is_late && days_between(since, today) >= WARNED_DAYS => Some(SubscriptionStep::Lapse),
        Reminded::After(_) => None,
        Reminded::Never | Reminded::Before if until < today => Some(SubscriptionStep::RemindAfter),
        Reminded::Never if days_between(today, until) <= SOON_DAYS => Some(SubscriptionStep::RemindBefore),
        Reminded::Never | Reminded::Before => None,
    }
}

/// The last day on which somebody who is told today that it has ended may pay others; none if they always may.
pub fn warned_until(terms: &SubscriptionTerms, paid_until: Date, today: Date) -> Option<Date> {
    // Told on a day, they lapse on the seventh after it at the earliest.
    let warned = today.saturating_add((WARNED_DAYS - 1).days());
    terms.last_day(paid_until).map(|last| last.max(warned))
}

/// The earliest and the latest day that can be entered, on that day.
pub fn enterable(today: Date) -> (Date, Date) {
    (today.saturating_sub(5.years()), Date::new(today.year().saturating_add(5), 12, 31).unwrap_or(date(9999, 12, 31)))
}

fn days_between(from: Date, to: Date) -> i64 {
    from.duration_until(to).as_hours() / 24
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::{
        PaidState, PaidUpTo, Reminded, SubscriptionCycle, SubscriptionStep, SubscriptionTerms, next_end, step,
        warned_until,
    };

    const TODAY: Date = date(2026, 3, 10);

    fn terms(days: i64) -> SubscriptionTerms {
        SubscriptionTerms { cycle: SubscriptionCycle::Year, days, cost: String::new() }
    }

    fn paid(until: Date) -> PaidUpTo {
        PaidUpTo { until: Some(until), ..PaidUpTo::default() }
    }

    #[test]
    fn what_is_to_be_done_follows_from_the_day_and_from_what_was_told() {
        use Reminded::{After, Before, Never};
        use SubscriptionStep::{Lapse, RemindAfter, RemindBefore, Restore};
        let lapsed = |until| PaidUpTo { lapsed: true, ..paid(until) };
        let exempt = PaidUpTo { exempt: true, ..paid(date(2020, 1, 1)) };
        for (rule, stands, told, done) in [
            (Some(60), paid(date(2026, 3, 25)), Never, None),
            (Some(60), paid(date(2026, 3, 24)), Never, Some(RemindBefore)),
            (Some(60), paid(date(2026, 3, 24)), Before, None),
            (Some(60), paid(date(2026, 3, 10)), Before, None),
            (Some(60), paid(date(2026, 3, 9)), Before, Some(RemindAfter)),
            (Some(60), paid(date(2026, 3, 9)), Never, Some(RemindAfter)),
            (Some(60), paid(date(2026, 1, 9)), After(date(2026, 1, 10)), None),
            (Some(59), paid(date(2026, 1, 9)), After(date(2026, 1, 10)), Some(Lapse)),
            (Some(0), paid(date(2020, 1, 9)), After(date(2026, 1, 10)), None),
            (Some(60), paid(date(2020, 1, 9)), Never, Some(RemindAfter)),
            (Some(60), paid(date(2020, 1, 9)), After(date(2026, 3, 4)), None),
            (Some(60), paid(date(2020, 1, 9)), After(date(2026, 3, 3)), Some(Lapse)),
            (Some(60), lapsed(date(2020, 1, 9)), After(date(2026, 1, 1)), None),
            (Some(60), lapsed(date(2026, 12, 31)), Never, Some(Restore)),
            (Some(0), lapsed(date(2020, 1, 9)), Never, Some(Restore)),
            (None, lapsed(date(2020, 1, 9)), Never, Some(Restore)),
            (None, paid(date(2020, 1, 9)), Never, None),
            (Some(60), exempt, Never, None),
            (Some(60), PaidUpTo { lapsed: true, ..exempt }, Never, Some(Restore)),
        ] {
            let rule = rule.map(terms);
            let found = step(rule.as_ref(), (stands, told), (TODAY, true));
            assert_eq!(found, done, "{rule:?} {stands:?} {told:?}");
            let of_leaver = step(rule.as_ref(), (stands, told), (TODAY, false));
            assert_eq!(of_leaver, done.filter(|done| *done == Restore), "whoever leaves is told nothing");
        }
    }

    #[test]
    fn nobody_lapses_before_the_day_that_they_were_told() {
        for until in [date(2026, 3, 9), date(2026, 1, 9), date(2020, 1, 1)] {
            let last = warned_until(&terms(60), until, TODAY).unwrap();
            let on = |day| step(Some(&terms(60)), (paid(until), Reminded::After(TODAY)), (day, true));
            assert_eq!(on(last), None, "{until} {last}");
            assert_eq!(on(last.tomorrow().unwrap()), Some(SubscriptionStep::Lapse), "{until} {last}");
        }
        assert_eq!(warned_until(&terms(0), TODAY, TODAY), None);
    }

    #[test]
    fn how_somebody_stands_and_until_when_most_pay() {
        for (stands, state, written) in [
            (paid(date(2026, 12, 31)), PaidState::Paid, "2026-12-31"),
            (paid(date(2026, 3, 24)), PaidState::Soon, "2026-03-24"),
            (paid(date(2026, 3, 8)), PaidState::Overdue(Some(2)), "2026-03-08"),
            (PaidUpTo::default(), PaidState::Overdue(None), ""),
            (PaidUpTo { exempt: true, ..PaidUpTo::default() }, PaidState::Exempt, "exempt"),
            (PaidUpTo { lapsed: true, ..paid(date(2025, 12, 31)) }, PaidState::Lapsed, "2025-12-31 lapsed"),
        ] {
            assert_eq!((stands.state(TODAY), stands.written().as_str()), (state, written));
        }
        let year = terms(60);
        let month = SubscriptionTerms { cycle: SubscriptionCycle::Month, ..terms(30) };
        let ends = [Some(&year), Some(&month), None].map(|terms| next_end(terms, TODAY));
        assert_eq!(ends, [date(2026, 12, 31), date(2026, 3, 31), date(2026, 12, 31)]);
    }
}
