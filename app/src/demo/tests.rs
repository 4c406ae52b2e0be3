//! The demo holds on any day: no page that should show something is empty because of the calendar.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use jiff::{Span, ToSpan};

use super::{DemoExchange, SIGN_IN, exchanges};

/// Every day from here on, 400 of them, holds the leap day, both changes of summer time and the turn of a year.
const FIRST: Date = date(2027, 9, 15);
const DAYS: i64 = 400;

fn days() -> impl Iterator<Item = Date> {
    (0..DAYS).map(|after| FIRST + after.days())
}

/// Where everybody stands in the end; sums and limits are looked at after each transfer.
fn balances(exchange: &DemoExchange, today: Date) -> Vec<i64> {
    let (min, max) = exchange.limits;
    let mut balances = vec![0_i64; exchange.members.len()];
    let mut last = (date(1, 1, 1), 0);
    for transfer in &exchange.transfers {
        let at = (transfer.day, transfer.second);
        assert!(last <= at && transfer.day < today, "{} on {today}: in order, and over", exchange.slug);
        // The shortest day of the year, on which clocks go forward, has 23 hours.
        assert!((0..23 * 3600).contains(&transfer.second));
        assert!(transfer.amount > 0 && transfer.payer != transfer.payee && !transfer.description.is_empty());
        balances[transfer.payer] -= transfer.amount;
        balances[transfer.payee] += transfer.amount;
        assert!(balances[transfer.payer] >= min && balances[transfer.payee] <= max, "{} on {today}", exchange.slug);
        last = at;
    }
    assert_eq!(balances.iter().sum::<i64>(), 0);
    balances
}

/// What is missing in an exchange on that day.
fn missing(exchange: &DemoExchange, today: Date) -> Vec<String> {
    let balances = balances(exchange, today);
    let (min, max) = exchange.limits;
    let traded: BTreeSet<usize> = exchange.transfers.iter().flat_map(|one| [one.payer, one.payee]).collect();
    let last_month = today.first_of_month() - Span::new().months(1);
    let lately = |member: usize| {
        let theirs = exchange.transfers.iter().filter(|one| one.payer == member || one.payee == member);
        theirs.filter(|one| one.day >= last_month).count()
    };
    let cheapest = exchange.transfers.iter().map(|one| one.amount).min().unwrap_or(0);
    let wanted = [
        ("nobody is close to the lowest", balances.iter().any(|balance| *balance < min * 9 / 10)),
        ("nobody is close to the highest", balances.iter().any(|balance| *balance > max * 9 / 10)),
        ("nobody has spent all they may", balances.iter().any(|balance| balance - min < cheapest.max(1) * 2)),
        ("everybody has traded", (0..balances.len()).filter(|member| !traded.contains(member)).count() >= 2),
        ("few have traded", traded.len() >= balances.len() * 3 / 4),
        ("some are below zero and some above", balances.iter().any(|b| *b < 0) && balances.iter().any(|b| *b > 0)),
        ("somebody who signs in has an empty statement", (0..SIGN_IN).all(|member| lately(member) >= 2)),
        ("somebody who signs in has no room", (0..SIGN_IN).all(|m| (min / 2..=max / 2).contains(&balances[m]))),
        ("there is little trade", exchange.transfers.len() >= 250),
        (
            "too many are warned",
            balances.iter().filter(|b| **b < min * 9 / 10 || **b > max * 9 / 10).count() <= balances.len() / 3,
        ),
    ];
    let missing = wanted.into_iter().filter(|(_, there)| !there);
    missing.map(|(what, _)| format!("{} on {today}: {what}", exchange.slug)).collect()
}

#[test]
fn on_each_of_400_days_every_page_of_the_demo_has_what_it_shows() {
    let all: Vec<Date> = days().collect();
    for inside in [date(2027, 10, 31), date(2028, 1, 1), date(2028, 2, 29), date(2028, 3, 26), date(2028, 8, 31)] {
        assert!(all.contains(&inside), "{inside}");
    }
    let failing = date(2026, 11, 25);
    let found: Vec<String> = all
        .into_iter()
        .chain([failing])
        .flat_map(|today| exchanges(today).iter().flat_map(|exchange| missing(exchange, today)).collect::<Vec<_>>())
        .collect();
    assert!(found.is_empty(), "{} missing:\n{}", found.len(), found.join("\n"));
}

#[test]
fn everybody_in_the_demo_has_an_address_of_their_own() {
    for exchange in exchanges(FIRST) {
        assert!(exchange.members.len() >= 30, "{}", exchange.slug);
        let emails: BTreeSet<&str> = exchange.members.iter().map(|member| member.email.as_str()).collect();
        assert_eq!(emails.len(), exchange.members.len(), "{}", exchange.slug);
    }
}

#[test]
fn each_exchange_of_the_demo_is_a_good_bundle_in_every_month() {
    for today in days().filter(|today| today.day() == 1 || (today.month() == 2 && today.day() == 29)) {
        let now = crate::time::start_of(today, &jiff::tz::TimeZone::UTC);
        for exchange in exchanges(today) {
            let plan = crate::import_export::read(&exchange.bundle(), now).unwrap_or_else(|told| panic!("{told}"));
            assert_eq!((plan.members.len(), plan.transfers.len()), (exchange.members.len(), exchange.transfers.len()));
            assert!(plan.notices.is_empty() && plan.left_out.is_empty(), "{}", plan.report());
        }
    }
}

#[test]
fn the_demo_is_the_same_for_the_same_day() {
    let (a, b) = (exchanges(date(2026, 11, 24)), exchanges(date(2026, 11, 24)));
    assert!(a.iter().zip(&b).all(|(a, b)| a.transfers == b.transfers));
}
