//! Who lives in the demo and what they do for one another: one text an exchange, which says of each member
//! `name | area | kind, months ago, marks | about` and then of each thing they do `words | from-to | months`, in whole units.
//!
//! Always holds: members stand in the order in which they joined; the first six, who can sign in, are founders.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{DemoExchange, DemoGood, DemoMember, MONTHS, Mark};
use crate::text::folded;

const RIVERSIDE: &str = include_str!("riverside.txt");
const HILLTOP: &str = include_str!("hilltop.txt");
const PUERTO: &str = include_str!("puerto.txt");
const QUAYSIDE: &str = include_str!("quayside.txt");

/// The members of an exchange as they are on the morning of `today`.
pub(super) fn members(exchange: &DemoExchange, today: Date) -> Vec<DemoMember> {
    let text = match exchange.slug {
        "riverside" => RIVERSIDE,
        "hilltop" => HILLTOP,
        "quayside" => QUAYSIDE,
        _ => PUERTO,
    };
    let mut members: Vec<DemoMember> = Vec::new();
    for line in text.lines() {
        match (line.strip_prefix("- "), members.last_mut()) {
            (Some(line), Some(member)) => member.goods.extend(good(line, exchange.unit.parts())),
            _ => {
                let place = members.len();
                members.extend(member(line, exchange, (today, place)));
            }
        }
    }
    members.sort_by_key(|member| member.joined);
    members
}

/// A member's line; none if it is none, which the tests would tell.
fn member(line: &'static str, exchange: &DemoExchange, (today, place): (Date, usize)) -> Option<DemoMember> {
    let mut cells = line.split(" | ");
    let (name, area, what, about) = (cells.next()?, cells.next()?, cells.next()?, cells.next()?);
    let mut words = what.split(' ');
    let (kind, months) = (words.next()?, words.next()?.parse::<i64>().ok()?);
    let marks: Vec<&str> = words.collect();
    let has = |mark: &str| marks.contains(&mark);
    let first = today.checked_sub(MONTHS.months()).ok()?;
    // Nobody joins on the day of somebody else.
    let days = i64::try_from(place * 5 % 23).unwrap_or(0);
    let joined = if months < MONTHS { today.checked_sub(months.months().days(days)).ok()?.max(first) } else { first };
    let limits = class(kind, exchange);
    let address = |word: &str| format!("{}@{}.example", folded(word), exchange.slug);
    let mut names = name.split(' ').filter(|word| *word != "The");
    let email = if has("elsewhere") { "ada@riverside.example".to_owned() } else { address(names.next()?) };
    let second = name.split(" and ").nth(1).and_then(|rest| rest.split(' ').next());
    Some(DemoMember {
        name,
        email,
        second: second.map(address),
        has_mail: !has("nomail"),
        is_new: has("new"),
        area,
        about,
        phone: phone(exchange, (place, has("nomail"))),
        kind,
        joined,
        began_with: limits,
        limits: if has("bigger") { (limits.0 * 2, limits.1 * 2) } else { limits },
        mark: Mark::ALL.into_iter().find(|(word, _)| has(word)).map_or(Mark::Plain, |(_, mark)| mark),
        goods: Vec::new(),
    })
}

/// Two in three can be called, and whoever has no mail. Britain keeps these numbers free for stories (Ofcom, “numbers for use in TV and radio drama”);
/// in Spain none of a town begins with three zeros.
fn phone(exchange: &DemoExchange, (place, has_no_mail): (usize, bool)) -> String {
    let number = 100 + place * 37 % 900;
    match (exchange.slug, place % 3 < 2 || has_no_mail) {
        (_, false) => String::new(),
        ("puerto", true) => format!("956 000 {number}"),
        (_, true) => format!("01632 960{number}"),
    }
}

/// What members of a kind begin with: where neighbours trade, a household has half as much again and a business twice as much.
fn class(kind: &str, exchange: &DemoExchange) -> (i64, i64) {
    let (min, max) = exchange.limits;
    match kind {
        "household" => (min * 3 / 2, max * 3 / 2),
        "business" | "organisation" if exchange.slug != "puerto" => (min * 2, max * 2),
        _ => (min, max),
    }
}

/// Something that a member does; `parts` are of a whole unit.
fn good(line: &'static str, parts: i64) -> Option<DemoGood> {
    let mut cells = line.split(" | ");
    let (words, prices) = (cells.next()?, cells.next()?);
    let (low, high) = prices.split_once('-')?;
    let price = |text: &str| {
        let (whole, half) = text.split_once('.').map_or((text, 0), |(whole, _)| (whole, parts / 2));
        Some(whole.parse::<i64>().ok()? * parts + half)
    };
    let season = match cells.next().map(|months| months.split_once('-').unwrap_or((months, months))) {
        Some((from, until)) => (from.parse().ok()?, until.parse().ok()?),
        None => (1, 12),
    };
    Some(DemoGood { words, low: price(low)?, high: price(high)?, season })
}
