//! The demo holds on any day: no page that should show something is empty because of the calendar.

use std::collections::BTreeSet;

use jiff::ToSpan;
use jiff::civil::{Date, date};

use super::{Demo, DemoDeed, DemoExchange, DemoRule, DemoTransfer, GROWN, Mark, SIGN_IN, demo, exchanges};

/// Every day from here on, 400 of them, holds the leap day, both changes of summer time and the turn of a year.
const FIRST: Date = date(2027, 9, 15);
const DAYS: i64 = 400;

fn days() -> impl Iterator<Item = Date> {
    (0..DAYS).map(|after| FIRST + after.days())
}

/// Whatever moves balances or limits in one exchange, in the order in which it happens.
enum Event<'a> {
    Paid(&'a DemoTransfer),
    Did(&'a DemoDeed),
    Moved(usize, i64),
}

fn events<'a>(demo: &'a Demo, place: usize) -> Vec<((Date, i64), Event<'a>)> {
    let exchange = &demo.exchanges[place];
    let mut events: Vec<((Date, i64), Event<'a>)> = Vec::new();
    for one in &exchange.transfers {
        events.push(((one.day, one.second), Event::Paid(one)));
    }
    assert!(events.is_sorted_by_key(|(at, _)| *at), "{}: in order", exchange.slug);
    for act in &exchange.acts {
        events.push(((act.day, act.second), Event::Did(&act.deed)));
    }
    for trade in &demo.trades {
        for (side, change) in [(trade.payer, -trade.paid), (trade.payee, trade.received)] {
            if side.0 == place {
                events.push(((trade.day, trade.second), Event::Moved(side.1, change)));
            }
        }
    }
    events.sort_by_key(|(at, _)| *at);
    events
}

/// Where everybody stands in the end; sums and limits are looked at after each event.
fn balances(demo: &Demo, place: usize, today: Date) -> Vec<i64> {
    let exchange = &demo.exchanges[place];
    let told = |what: &str| format!("{} on {today}: {what}", exchange.slug);
    let mut limits: Vec<(i64, i64)> = exchange.members.iter().map(|member| member.began_with).collect();
    let mut balances = vec![0_i64; exchange.members.len()];
    let mut away = 0;
    for ((day, second), event) in events(demo, place) {
        // The shortest day of the year, on which clocks go forward, has 23 hours.
        assert!(day < today && (0..23 * 3600).contains(&second), "{}", told("over, and on a day that is"));
        let moved = match event {
            Event::Paid(one) => {
                assert!(one.amount > 0 && one.payer != one.payee && !one.description.is_empty());
                assert_eq!(one.entered_by.is_some(), !exchange.members[one.payer].has_mail);
                assert!(one.entered_by != Some(one.payee), "{}", told("nobody enters what they are paid"));
                let is_waived = !one.waiver.is_empty();
                vec![(one.payer, -one.amount, is_waived), (one.payee, one.amount, is_waived)]
            }
            Event::Moved(member, change) => {
                away += change;
                vec![(member, change, false)]
            }
            Event::Did(DemoDeed::Undo { transfer, .. }) => {
                let undone = &exchange.transfers[*transfer];
                vec![(undone.payer, undone.amount, true), (undone.payee, -undone.amount, true)]
            }
            Event::Did(DemoDeed::PayOut { member, amount, words }) => {
                assert!(*amount > 0 && !words.is_empty());
                away += amount;
                vec![(*member, *amount, false)]
            }
            Event::Did(DemoDeed::Limits { member, limits: new, state, .. }) => {
                limits[*member] = *new;
                assert!(*state != Some("left") || balances[*member] == 0, "{}", told("who leaves stands at zero"));
                Vec::new()
            }
            Event::Did(DemoDeed::Freeze { member, .. }) => {
                limits[*member].0 = 0;
                Vec::new()
            }
            Event::Did(_) => Vec::new(),
        };
        for (member, change, is_waived) in moved {
            assert!(exchange.members[member].joined <= day, "{}", told("nobody trades before they join"));
            balances[member] += change;
            let (min, max) = limits[member];
            let fits = if change < 0 { balances[member] >= min } else { balances[member] <= max };
            assert!(fits || is_waived, "{}: {member} at {} of {:?}", told("limits"), balances[member], (min, max));
        }
    }
    assert_eq!(
        balances.iter().sum::<i64>(),
        away,
        "{}",
        told("the sum is what went across and what the exchange itself paid")
    );
    let mut last: Vec<(i64, i64)> = exchange.members.iter().map(|member| member.limits).collect();
    for act in &exchange.acts {
        if let DemoDeed::Freeze { member, .. } = &act.deed {
            last[*member].0 = 0;
        }
    }
    assert_eq!(limits, last, "{}", told("everybody's limits are those of the last decision"));
    balances
}

/// Each payment but a few is for something that whoever is paid does, in a month in which it is done.
fn matched(exchange: &DemoExchange) -> bool {
    let fits = |one: &&DemoTransfer| {
        let mut goods = exchange.members[one.payee].goods.iter();
        goods.any(|good| good.words == one.description && good.is_done_in(one.day.month()) && one.amount <= good.high)
    };
    exchange.transfers.iter().filter(|one| !fits(one)).count() <= 2
}

/// How many payments of a year and a half's first, second and third part.
fn thirds(exchange: &DemoExchange, today: Date) -> [usize; 3] {
    let days = |from: Date, to: Date| from.until(to).unwrap().get_days();
    let whole = days(exchange.began, today);
    let part = |third: i32| {
        let within = |one: &&DemoTransfer| days(exchange.began, one.day) * 3 / whole == third;
        exchange.transfers.iter().filter(within).count()
    };
    [part(0), part(1), part(2)]
}

/// What is missing in an exchange on that day.
fn missing(demo: &Demo, place: usize, today: Date) -> Vec<String> {
    let exchange = &demo.exchanges[place];
    let balances = balances(demo, place, today);
    let of = |mark: Mark| exchange.members.iter().position(|member| member.mark == mark).unwrap();
    let traded: BTreeSet<usize> = exchange.transfers.iter().flat_map(|one| [one.payer, one.payee]).collect();
    let last_month = today.first_of_month().checked_sub(1.months()).unwrap();
    let lately = |member: usize| {
        let theirs = exchange.transfers.iter().filter(|one| one.payer == member || one.payee == member);
        theirs.filter(|one| one.day >= last_month).count()
    };
    let cheapest = exchange.transfers.iter().map(|one| one.amount).min().unwrap_or(0);
    let room = |member: usize| (exchange.members[member].limits.0, exchange.members[member].limits.1);
    let (spends, saves) = (of(Mark::Spends), of(Mark::Saves));
    let close = |member: &usize| {
        let (min, max) = room(*member);
        max > 0 && (balances[*member] < min * 9 / 10 || balances[*member] > max * 9 / 10)
    };
    let members = 0..balances.len();
    let acts = |fits: fn(&DemoDeed) -> bool| exchange.acts.iter().filter(|act| fits(&act.deed)).count();
    let half = |m: usize| (room(m).0 / 2..=room(m).1 / 2).contains(&balances[m]);
    let [first, second, third] = thirds(exchange, today);
    let year_ago = today.checked_sub(1.year()).unwrap();
    let wanted = [
        ("somebody has spent all they may", balances[spends] - room(spends).0 < cheapest.max(1) * 4),
        ("somebody can hardly be paid any more", balances[saves] > room(saves).1 * 9 / 10),
        ("few are close to a limit", members.clone().filter(close).count() <= balances.len() / 4),
        ("two never traded", members.clone().filter(|member| !traded.contains(member)).count() == 2),
        ("some are below zero and some above", balances.iter().any(|b| *b < 0) && balances.iter().any(|b| *b > 0)),
        ("whoever signs in has traded lately", (0..SIGN_IN).all(|member| lately(member) >= 2)),
        ("whoever signs in has room", (0..SIGN_IN).all(half)),
        ("trade grows", first < second && second < third),
        ("there is enough of it, and not too much", (250..=1_000).contains(&exchange.transfers.len())),
        ("what is paid for is what the payee does", matched(exchange)),
        ("one payment was waived", exchange.transfers.iter().filter(|one| !one.waiver.is_empty()).count() == 1),
        ("some were entered on behalf", exchange.transfers.iter().filter(|one| one.entered_by.is_some()).count() >= 4),
        ("one was undone", acts(|deed| matches!(deed, DemoDeed::Undo { .. })) == 1),
        ("rent was paid three times", acts(|deed| matches!(deed, DemoDeed::PayOut { .. })) == 3),
        ("one is blocked", acts(|deed| matches!(deed, DemoDeed::Limits { state: Some("suspended"), .. })) == 1),
        ("one is frozen", acts(|deed| matches!(deed, DemoDeed::Freeze { .. })) == 1),
        ("one left", acts(|deed| matches!(deed, DemoDeed::Limits { state: Some("left"), .. })) == 1),
        (
            "rules changed",
            acts(
                |deed| matches!(deed, DemoDeed::Rule { rule, .. } if !matches!(rule, DemoRule::Subscription | DemoRule::Admissions | DemoRule::Checks)),
            ) == 3,
        ),
        (
            "subscriptions are kept where they are shown",
            acts(|deed| matches!(deed, DemoDeed::Subscribed { .. }))
                == if exchange.slug == "riverside" { 8 } else { 0 },
        ),
        ("the committee decides all year", exchange.acts.iter().filter(|act| act.day >= year_ago).count() >= 8),
    ];
    let missing = wanted.into_iter().filter(|(_, there)| !there);
    missing.map(|(what, _)| format!("{} on {today}: {what}", exchange.slug)).collect()
}

/// What is missing of the trade between exchanges on that day.
fn missing_between(demo: &Demo, today: Date) -> Vec<String> {
    let stands = |a: usize, b: usize| -> i64 {
        let bought = demo.trades.iter().filter(|one| one.payer.0 == a && one.payee.0 == b).map(|one| one.paid);
        let sold = demo.trades.iter().filter(|one| one.payer.0 == b && one.payee.0 == a).map(|one| one.received);
        bought.sum::<i64>() - sold.sum::<i64>()
    };
    let first = demo.trades.first().map_or(today, |one| one.day);
    // Two services may have come to nothing for want of somebody with room.
    let wanted = [
        ("about sixty payments", (58..=60).contains(&demo.trades.len())),
        ("over fourteen months", first <= today.checked_sub(13.months()).unwrap()),
        ("in order", demo.trades.is_sorted_by_key(|one| (one.day, one.second))),
        ("one pair at 72 % of forty hours", stands(0, 1) == 40 * 1_000 * 72 / 100),
        ("one agreement ended", demo.agreements.iter().filter(|one| one.ended.is_some()).count() == 1),
        ("agreed months ago", demo.agreements.iter().all(|one| one.began < today.checked_sub(4.months()).unwrap())),
    ];
    let missing = wanted.into_iter().filter(|(_, there)| !there);
    missing.map(|(what, _)| format!("between, on {today}: {what}, {} of {}", stands(0, 1), demo.trades.len())).collect()
}

#[test]
fn on_each_of_400_days_every_page_of_the_demo_has_what_it_shows() {
    let all: Vec<Date> = days().collect();
    for inside in [date(2027, 10, 31), date(2028, 1, 1), date(2028, 2, 29), date(2028, 3, 26), date(2028, 8, 31)] {
        assert!(all.contains(&inside), "{inside}");
    }
    let mut found = Vec::new();
    for today in all.into_iter().chain([date(2026, 11, 25)]) {
        let demo = demo(today);
        found.extend((0..GROWN).flat_map(|place| missing(&demo, place, today)));
        found.extend(missing_between(&demo, today));
    }
    assert!(found.is_empty(), "{} missing:\n{}", found.len(), found.join("\n"));
}

#[test]
fn everybody_in_the_demo_has_an_address_of_their_own_and_two_to_four_things_that_they_do() {
    let mut words = BTreeSet::new();
    for exchange in exchanges(FIRST) {
        let members = &exchange.members;
        let emails = members.iter().map(|one| &one.email).chain(members.iter().filter_map(|one| one.second.as_ref()));
        let emails: Vec<&String> = emails.collect();
        assert_eq!(emails.iter().collect::<BTreeSet<_>>().len(), emails.len(), "{}", exchange.slug);
        for member in members {
            assert!((2..=4).contains(&member.goods.len()), "{}", member.name);
            let fit = |low, high| low > 0 && low <= high && high < exchange.limits.1;
            assert!(member.goods.iter().all(|good| fit(good.low, good.high)), "{}", member.name);
            words.extend(member.goods.iter().map(|good| good.words));
        }
        assert!(members.is_sorted_by_key(|member| member.joined), "{}", exchange.slug);
        assert!(
            members[..SIGN_IN]
                .iter()
                .all(|one| one.joined == exchange.began && one.has_mail && one.kind != "household")
        );
        assert!(members.last().is_some_and(|member| !member.is_by_hand()), "its code is the last");
        assert!(members.iter().filter(|member| !member.has_mail).count() >= 1, "{}", exchange.slug);
        let kinds: BTreeSet<&str> = members.iter().map(|member| member.kind).collect();
        assert!(kinds.len() >= 3, "{}: {kinds:?}", exchange.slug);
    }
    assert!(words.len() >= 240, "{} things are said", words.len());
}

#[test]
fn the_first_exchange_grows_from_twelve_members_to_thirty_six() {
    for today in [FIRST, date(2028, 2, 29)] {
        let riverside = &demo(today).exchanges[0];
        let began = riverside.members.iter().filter(|member| member.joined == riverside.began).count();
        let stays = |mark: Mark| !matches!(mark, Mark::Left | Mark::Blocked);
        let now = riverside.members.iter().filter(|member| stays(member.mark) && member.joined < today).count();
        assert_eq!((began, now), (12, 36));
    }
}

#[test]
fn an_exchange_that_has_just_begun_has_a_few_trades_on_any_day_and_somebody_who_has_not_traded() {
    for today in days().chain([date(2026, 11, 25)]) {
        let demo = demo(today);
        let young = &demo.exchanges[GROWN];
        assert_eq!((young.members.len(), young.transfers.len()), (4, 3), "{today}");
        balances(&demo, GROWN, today);
        assert!(young.transfers.iter().all(|one| one.payer != 3 && one.payee != 3), "{today}");
        assert!(matched(young), "{today}");
        let now = crate::time::start_of(today, &jiff::tz::TimeZone::UTC);
        let plan = crate::import_export::read(&young.begun().bundle(), now).unwrap_or_else(|told| panic!("{told}"));
        assert!(plan.notices.is_empty() && plan.left_out.is_empty(), "{}", plan.report());
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
            let begun =
                crate::import_export::read(&exchange.begun().bundle(), now).unwrap_or_else(|told| panic!("{told}"));
            assert!(begun.transfers.is_empty() && begun.members.len() < plan.members.len());
        }
    }
}

#[test]
fn the_demo_is_the_same_for_the_same_day() {
    let (a, b) = (demo(date(2026, 11, 24)), demo(date(2026, 11, 24)));
    assert!(a.exchanges.iter().zip(&b.exchanges).all(|(a, b)| a.transfers == b.transfers && a.acts == b.acts));
    assert_eq!((a.trades, a.agreements), (b.trades, b.agreements));
}
