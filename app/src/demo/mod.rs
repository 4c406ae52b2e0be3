//! Three living exchanges to try Manyhands with: people, and a year and a half of plausible trade.
//!
//! Always the same for the same day: a small seeded generator, no clock. Every transfer is within the limits in force, and on
//! whatever day it is made, each page has something to show (`trade.rs` says how). Each exchange is a bundle like anybody's who moves here; the time bank's counts minutes, and shows hours once it is there.

mod bundle;
mod people;
#[cfg(test)]
mod tests;
mod trade;

use jiff::civil::Date;

use crate::ledger::Unit;
use crate::words::Language;

/// An exchange of the demo.
#[derive(Clone, Debug)]
pub struct DemoExchange {
    /// Its first path segment.
    pub slug: &'static str,
    /// The letters before its codes.
    pub code: &'static str,
    /// Its name.
    pub name: &'static str,
    /// What it says of itself.
    pub description: &'static str,
    /// Where it is.
    pub area: &'static str,
    /// What it counts in.
    pub unit: Unit,
    /// Units for an hour of ordinary work.
    pub units_per_hour: &'static str,
    /// Counts minutes, which are shown as hours and minutes once it is imported.
    pub shows_hours: bool,
    /// Its language.
    pub language: Language,
    /// Its time zone.
    pub time_zone: &'static str,
    /// Its hue.
    pub hue: u8,
    /// Limits of everybody, in smallest parts.
    pub limits: (i64, i64),
    /// Its members; the first three hold the offices of chair, treasurer and membership.
    pub members: Vec<DemoMember>,
    /// In the order of their times.
    pub transfers: Vec<DemoTransfer>,
}

/// A member of the demo.
#[derive(Clone, Debug)]
pub struct DemoMember {
    /// Their name.
    pub name: &'static str,
    /// Their e-mail.
    pub email: String,
    /// Where they live.
    pub area: &'static str,
    /// What they say of themselves.
    pub about: &'static str,
}

/// A transfer of the demo; members are counted from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoTransfer {
    /// Who pays.
    pub payer: usize,
    /// Who is paid.
    pub payee: usize,
    /// Smallest parts.
    pub amount: i64,
    /// What for.
    pub description: &'static str,
    /// The day.
    pub day: Date,
    /// Seconds after that day began.
    pub second: i64,
}

/// So many of each exchange, from the first, can sign in.
pub const SIGN_IN: usize = 6;

/// The three exchanges as they stand on the morning of `today`.
pub fn exchanges(today: Date) -> Vec<DemoExchange> {
    let unit = |name: &str, plural: &str, symbol: &str, decimals| Unit {
        name: name.into(),
        plural: plural.into(),
        symbol: symbol.into(),
        decimals,
        is_time: false,
    };
    let mut all = vec![
        DemoExchange {
            slug: "riverside",
            code: "RIVR",
            name: "Riverside LETS",
            description: "Neighbours along the river swap vegetables, repairs, lifts and company. A leaf is worth about six minutes of anybody's time.",
            area: "Riverside",
            unit: unit("leaf", "leaves", "lf", 2),
            units_per_hour: "10",
            shows_hours: false,
            language: Language::English,
            time_zone: "Europe/London",
            hue: 9,
            limits: (-10_000, 20_000),
            members: people::riverside(),
            transfers: Vec::new(),
        },
        DemoExchange {
            slug: "hilltop",
            code: "HILL",
            name: "Hilltop Time Bank",
            description: "An hour is an hour, whoever gives it. We look after gardens, children, computers and one another.",
            area: "Hilltop",
            unit: unit("minute", "minutes", "min", 0),
            units_per_hour: "60",
            shows_hours: true,
            language: Language::English,
            time_zone: "Europe/London",
            hue: 17,
            limits: (-600, 1200),
            members: people::hilltop(),
            transfers: Vec::new(),
        },
        DemoExchange {
            slug: "puerto",
            code: "PRTO",
            name: "Círculo del Puerto",
            description: "Comercios y talleres del barrio del puerto que se compran entre sí sin dinero prestado.",
            area: "El Puerto",
            unit: unit("punto", "puntos", "pt", 2),
            units_per_hour: "12",
            shows_hours: false,
            language: Language::Spanish,
            time_zone: "Europe/Madrid",
            hue: 3,
            limits: (-50_000, 100_000),
            members: people::puerto(),
            transfers: Vec::new(),
        },
    ];
    for (seed, exchange) in all.iter_mut().enumerate() {
        exchange.transfers = trade::trade(exchange, today, 0x9E37_79B9 + u64::try_from(seed).unwrap_or(0) * 7919);
    }
    all
}
