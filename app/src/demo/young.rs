//! An exchange that has just begun: its committee still has its first ten trades before it, and its newest member has paid nobody yet.

use jiff::ToSpan;
use jiff::civil::Date;

use super::{DemoExchange, DemoTransfer, people, riverside, unit};

/// So many days ago it began.
const AGE: i64 = 20;

/// What was paid there: days ago, payer, payee, whole units, what for.
const PAID: [(i64, usize, usize, i64, &str); 3] = [
    (16, 1, 0, 3, "A loaf of rye, still warm"),
    (9, 0, 2, 5, "The knees of two pairs of trousers"),
    (2, 2, 1, 4, "Three kitchen knives sharpened"),
];

/// It as it stands on the morning of `today`.
pub(super) fn quayside(today: Date) -> DemoExchange {
    let began = today.checked_sub(AGE.days()).unwrap_or(today);
    let mut exchange = DemoExchange {
        slug: "quayside",
        code: "QUAY",
        name: "Quayside Exchange",
        description: "Four neighbours of the harbour who have just begun. Come and be the fifth.",
        area: "The Quay",
        unit: unit(["shell", "shells", "sh"], 0),
        units_per_hour: "8",
        hue: 13,
        limits: (-60, 120),
        began,
        ..riverside()
    };
    exchange.members = people::members(&exchange, today);
    let (limits, parts) = (exchange.limits, exchange.unit.parts());
    for member in &mut exchange.members {
        (member.joined, member.began_with, member.limits) = (began, limits, limits);
    }
    let paid = PAID.into_iter().map(|(ago, payer, payee, units, description)| DemoTransfer {
        payer,
        payee,
        amount: units * parts,
        description,
        day: today.checked_sub(ago.days()).unwrap_or(today),
        second: 11 * 3600,
        entered_by: None,
        waiver: "",
    });
    exchange.transfers = paid.collect();
    exchange
}
