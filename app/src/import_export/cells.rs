//! What is in one cell: read strictly, without a float and without guessing.

use jiff::Timestamp;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::columns::CellKind;
use crate::forms::email;
use crate::ledger::RANGE;
use crate::time::Instant;

/// The finest that this program's units can be.
pub const FINEST: u32 = 4;

/// An amount in whole units: `25`, `0.125`, `-3.50`; no plus, exponent, grouping or padding zeros in front.
pub fn amount(text: &str) -> Option<Decimal> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = match digits.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (digits, None),
    };
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let plain = all_digits(whole) && (whole == "0" || !whole.starts_with('0')) && fraction.is_none_or(all_digits);
    if plain { Decimal::from_str_exact(text).ok().map(|amount| amount.normalize()) } else { None }
}

/// An amount as a number of 10^-`decimals` of the unit, if it is a whole one and within the range of everything.
pub fn parts(amount: Decimal, decimals: u32) -> Option<i64> {
    let amount = amount.normalize();
    let missing = decimals.checked_sub(amount.scale())?;
    let parts = amount.mantissa().checked_mul(10_i128.checked_pow(missing)?)?;
    i64::try_from(parts).ok().filter(|parts| (-RANGE..=RANGE).contains(parts))
}

/// Date, time and offset: `2025-02-01T12:00:00Z`, `…+02:00`.
pub fn time(text: &str) -> Option<Instant> {
    let plain = text.chars().all(|c| c.is_ascii_digit() || "-:T.Z+".contains(c));
    let whole = text.len() >= 17 && text.get(10..11) == Some("T");
    if plain && whole { text.parse::<Timestamp>().ok().map(Instant::from) } else { None }
}

/// The items of a list, in their order.
pub fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split(';').filter(|item| !item.is_empty())
}

/// `true` is true.
pub fn flag(text: &str) -> bool {
    text == "true"
}

fn whole(text: &str) -> Option<i64> {
    let plain = text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0'));
    if plain { text.parse().ok() } else { None }
}

/// What is wrong with a filled cell of that kind, if anything; amounts may have `scale` decimals.
///
/// # Errors
/// The sentence.
pub fn check(kind: CellKind, text: &str, scale: u32) -> Result<(), String> {
    let must = |holds: bool, sentence: &str| if holds { Ok(()) } else { Err(sentence.to_owned()) };
    match kind {
        CellKind::Id => must(Uuid::try_parse(text).is_ok(), "is not a UUID"),
        CellKind::CommunityCode => {
            let plain = text.len() == 4 && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
            must(plain, "is not four of A to Z and 0 to 9")
        }
        CellKind::Code => {
            must(text.chars().count() <= 255 && text.trim() == text, "is no code: spaces around it, or too long")
        }
        CellKind::Text(most) => must(text.chars().count() <= most, &format!("is longer than {most} characters")),
        CellKind::Email => must(email::typed(text).is_some(), "is not an e-mail address"),
        CellKind::Emails => items(text, true).and_then(|()| {
            must(list(text).all(|one| email::typed(one).is_some()), "holds something that is not an e-mail address")
        }),
        CellKind::Codes => items(text, true),
        CellKind::Time => {
            must(time(text).is_some(), "is not a date and time with an offset, such as 2025-02-01T12:00:00Z")
        }
        CellKind::Flag => must(text == "true" || text == "false", "is neither true nor false"),
        CellKind::Word(words) => must(words.contains(&text), &format!("is not one of: {}", words.join(", "))),
        CellKind::Whole(least, most) => must(
            whole(text).is_some_and(|number| (least..=most).contains(&number)),
            &format!("is not a whole number from {least} to {most}"),
        ),
        CellKind::SecondsOrFalse => must(text == "false" || whole(text).is_some(), "is neither seconds nor false"),
        CellKind::Limit => amount_fits(text, scale, "below zero", |amount| amount >= Decimal::ZERO),
        CellKind::LimitOrFalse if text == "false" => Ok(()),
        CellKind::LimitOrFalse => amount_fits(text, scale, "below zero", |amount| amount >= Decimal::ZERO),
        CellKind::Amount => amount_fits(text, scale, "not above zero", |amount| amount > Decimal::ZERO),
        CellKind::Balance => amount_fits(text, scale, "", |_| true),
        CellKind::Url => must(is_url(text), "is not an address that begins with http:// or https://"),
        CellKind::Urls => {
            items(text, false).and_then(|()| must(list(text).all(is_url), "holds something that is not an address"))
        }
        CellKind::Degrees(most) => {
            let degrees = amount(text);
            must(
                degrees.is_some_and(|d| d.abs() <= Decimal::from(most)),
                &format!("is not within −{most} to {most} degrees"),
            )
        }
        CellKind::Hash => must(is_hash(text), "is not a hash that this format knows (bcrypt, or Drupal 7)"),
        CellKind::Secret => Ok(()),
    }
}

fn amount_fits(text: &str, scale: u32, wrong: &str, holds: fn(Decimal) -> bool) -> Result<(), String> {
    let Some(amount) = amount(text) else { return Err("is not an amount such as 25 or 0.125".into()) };
    if !holds(amount) {
        return Err(format!("is {wrong}"));
    }
    if amount.scale() > scale {
        return Err(format!("is finer than the currency's scale of {scale}"));
    }
    if amount.scale() > FINEST {
        return Err(format!("is finer than {FINEST} decimals, which are the most that a unit can have here"));
    }
    match parts(amount, FINEST.min(scale)) {
        Some(_) => Ok(()),
        None => Err("is too large".into()),
    }
}

fn items(text: &str, once: bool) -> Result<(), String> {
    let mut seen = std::collections::BTreeSet::new();
    for item in text.split(';') {
        if item.is_empty() || item.trim() != item {
            return Err("has an empty item, or spaces around one".into());
        }
        if !seen.insert(item.to_lowercase()) && once {
            return Err(format!("holds {item} twice"));
        }
    }
    Ok(())
}

fn is_url(text: &str) -> bool {
    let rest = text.split_once("://").filter(|(scheme, _)| ["http", "https"].contains(&scheme.to_lowercase().as_str()));
    let rest = rest.map(|(_, rest)| rest);
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
    !host.is_empty()
        && !host.contains('@')
        && !text.contains(|c: char| c.is_whitespace() || c.is_control())
        && text.len() <= 2048
}

fn is_hash(text: &str) -> bool {
    let bcrypt = text.strip_prefix("$2a$").or_else(|| text.strip_prefix("$2b$"));
    let cost = bcrypt.and_then(|rest| rest.get(..2)).and_then(|cost| cost.parse::<u8>().ok());
    (text.len() == 60 && cost.is_some_and(|cost| (4..=31).contains(&cost)))
        || (text.len() == 55 && text.starts_with("$S$"))
}
