//! Who of Riverside has paid the subscription, and who not yet.

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::acts::DemoDeed;
use super::market::Market;
use super::{DemoRule, Mark, SIGN_IN};

/// What is decided, entered and told, `left` days before today.
pub(super) fn deeds(market: &Market, day: Date, left: i64) -> Vec<DemoDeed> {
    let today = day.saturating_add(left.days());
    let year = Date::new(today.year(), 12, 31).unwrap_or(today);
    let paid = |members: Vec<usize>, until: Date| DemoDeed::Subscribed { members, until: Some(until) };
    let joined = |from: i64| {
        let since = day.saturating_sub(from.days());
        let here = market.exchange.members.iter().enumerate();
        let here = here.filter(move |(_, one)| one.mark != Mark::Left && one.joined > since && one.joined <= day);
        here.map(|(place, _)| place).filter(|place| *place != 1)
    };
    match left {
        300 => {
            let why = "Rent, paper and stamps cost money; agreed at the yearly meeting";
            vec![DemoDeed::Rule { rule: DemoRule::Subscription, why }]
        }
        200 => {
            let plain = |place: &usize| {
                *place > SIGN_IN && market.exchange.members.get(*place).is_some_and(|one| one.mark == Mark::Plain)
            };
            let others: Vec<usize> = joined(10_000).filter(plain).collect();
            let special: Vec<usize> = [3, 5, 7, 9].into_iter().filter_map(|nth| others.get(nth).copied()).collect();
            let most = joined(10_000).filter(|place| !special.contains(place)).collect();
            let mut deeds = vec![paid(most, year), paid(vec![1], year)];
            // One ends soon, one has ended, one has long ended, and one pays none.
            let ends = [Some(9), Some(-20), Some(-74), None];
            deeds.extend(special.into_iter().zip(ends).map(|(member, days)| DemoDeed::Subscribed {
                members: vec![member],
                until: days.map(|days| today.saturating_add(days.days())),
            }));
            deeds
        }
        73 => vec![DemoDeed::Reminds],
        70 => vec![paid(joined(130).collect(), year)],
        10 => vec![paid(joined(60).collect(), year)],
        _ => Vec::new(),
    }
}
