//! Three living exchanges to try Manyhands with, people and a year and a half of plausible trade, and a fourth that has just begun.
//!
//! Always the same for the same day: a small seeded generator, no clock. Every transfer is within the limits in force on its day but
//! for those that the committee waived, and on whatever day it is made, each page has something to show (`market.rs` and `trade.rs`
//! say how). Each exchange is a bundle like anybody's who moves here; what a bundle cannot say (agreements, trade between
//! exchanges, what a committee decides) is beside it. The time bank's counts minutes, and shows hours once it is there.

mod acts;
mod between;
mod bundle;
mod listings;
mod market;
mod people;
mod subscriptions;
#[cfg(test)]
mod tests;
mod trade;
mod young;

use jiff::civil::Date;

pub use acts::{DemoAct, DemoApplicant, DemoDeed, DemoRule};
pub use between::{DemoAgreement, DemoTrade, agreements};
pub use listings::DemoListing;

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
    /// Limits of its members, in smallest parts.
    pub limits: (i64, i64),
    /// The day on which it began.
    pub began: Date,
    /// It stands as it did when it began: see [`DemoExchange::begun`].
    is_begun: bool,
    /// Its members; the first three hold the offices of chair, treasurer and membership.
    pub members: Vec<DemoMember>,
    /// What they paid one another, in the order of their times.
    pub transfers: Vec<DemoTransfer>,
    /// What its committee decided and did, in the order of their times.
    pub acts: Vec<DemoAct>,
}

/// A member of the demo.
#[derive(Clone, Debug)]
pub struct DemoMember {
    /// Their name.
    pub name: &'static str,
    /// Their e-mail; of who has none, the one that a bundle must have.
    pub email: String,
    /// Of a household, the e-mail of the other one.
    pub second: Option<String>,
    /// Signs in and gets mail; else the committee enters what they pay.
    pub has_mail: bool,
    /// Has come lately, and is a newcomer by the rules.
    pub is_new: bool,
    /// Where they live.
    pub area: &'static str,
    /// What they say of themselves.
    pub about: &'static str,
    /// Where they are called, out of the numbers that are nobody's; empty if they do not say.
    pub phone: String,
    /// `person`, `household`, `business` or `organisation`.
    pub kind: &'static str,
    /// Since when.
    pub joined: Date,
    /// The limits that they began with, in smallest parts.
    pub began_with: (i64, i64),
    /// And those that they have now.
    pub limits: (i64, i64),
    /// What is special about them.
    pub mark: Mark,
    /// What they do for others.
    pub goods: Vec<DemoGood>,
}

impl DemoMember {
    /// The committee adds them by hand: a bundle has no members without an e-mail, no households and no newcomers.
    pub fn is_by_hand(&self) -> bool {
        !self.has_mail || self.kind == "household" || self.is_new
    }
}

/// What is special about a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Nothing.
    Plain,
    /// Has spent all they may.
    Spends,
    /// Can hardly be paid any more.
    Saves,
    /// Has left.
    Left,
    /// May not trade for the time being.
    Blocked,
    /// Their mail comes back.
    Lost,
    /// Has not begun to trade.
    Quiet,
}

impl Mark {
    /// Each with its word.
    const ALL: [(&'static str, Self); 6] = [
        ("spends", Self::Spends),
        ("saves", Self::Saves),
        ("left", Self::Left),
        ("blocked", Self::Blocked),
        ("lost", Self::Lost),
        ("quiet", Self::Quiet),
    ];
}

/// Something that a member does for others.
#[derive(Clone, Copy, Debug)]
pub struct DemoGood {
    /// What a payment for it says.
    pub words: &'static str,
    /// The least that it costs, in smallest parts.
    pub low: i64,
    /// The most.
    pub high: i64,
    /// From which month to which; the first may be the later one.
    pub season: (i8, i8),
}

impl DemoGood {
    /// Whether it is done in that month.
    pub fn is_done_in(&self, month: i8) -> bool {
        let (from, until) = self.season;
        if from <= until { (from..=until).contains(&month) } else { month >= from || month <= until }
    }
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
    /// Entered by this member of the committee for the payer.
    pub entered_by: Option<usize>,
    /// Why it passes the limits; empty if it does not.
    pub waiver: &'static str,
}

/// So many of each exchange, from the first, can sign in.
pub const SIGN_IN: usize = 6;
/// So many exchanges, the first, have traded for a year and a half.
pub const GROWN: usize = 3;
/// How many months of trade.
const MONTHS: i64 = 18;

/// The whole demo.
#[derive(Clone, Debug)]
pub struct Demo {
    /// Its exchanges.
    pub exchanges: Vec<DemoExchange>,
    /// The agreements between them, in the order in which they began.
    pub agreements: Vec<DemoAgreement>,
    /// What was paid from one to another, in the order of their times.
    pub trades: Vec<DemoTrade>,
}

/// The exchanges that have traded for a year and a half as they stand on the morning of `today`.
pub fn exchanges(today: Date) -> Vec<DemoExchange> {
    demo(today).exchanges.into_iter().take(GROWN).collect()
}

/// The whole demo as it stands on the morning of `today`.
pub fn demo(today: Date) -> Demo {
    let mut exchanges = vec![riverside(), hilltop(), puerto()];
    for exchange in &mut exchanges {
        exchange.began = today.checked_sub(jiff::Span::new().months(MONTHS)).unwrap_or(today);
        exchange.members = people::members(exchange, today);
    }
    let mut demo = trade::trade(exchanges, today);
    demo.exchanges.push(young::quayside(today));
    demo
}

fn unit([name, plural, symbol]: [&str; 3], decimals: u32) -> Unit {
    Unit { name: name.into(), plural: plural.into(), symbol: symbol.into(), decimals, is_time: false }
}

fn riverside() -> DemoExchange {
    DemoExchange {
        slug: "riverside",
        code: "RIVR",
        name: "Riverside LETS",
        description: "Neighbours along the river swap vegetables, repairs, lifts and company. A leaf is worth about six minutes of anybody's time.",
        area: "Riverside",
        unit: unit(["leaf", "leaves", "lf"], 2),
        units_per_hour: "10",
        shows_hours: false,
        language: Language::English,
        time_zone: "Europe/London",
        hue: 9,
        limits: (-10_000, 20_000),
        began: Date::ZERO,
        is_begun: false,
        members: Vec::new(),
        transfers: Vec::new(),
        acts: Vec::new(),
    }
}

fn hilltop() -> DemoExchange {
    DemoExchange {
        slug: "hilltop",
        code: "HILL",
        name: "Hilltop Time Bank",
        description: "An hour is an hour, whoever gives it. We look after gardens, children, computers and one another.",
        area: "Hilltop",
        unit: unit(["minute", "minutes", "min"], 0),
        units_per_hour: "60",
        shows_hours: true,
        hue: 17,
        limits: (-600, 1200),
        ..riverside()
    }
}

fn puerto() -> DemoExchange {
    DemoExchange {
        slug: "puerto",
        code: "PRTO",
        name: "Círculo del Puerto",
        description: "Comercios y talleres del barrio del puerto que se compran entre sí sin dinero prestado.",
        area: "El Puerto",
        unit: unit(["punto", "puntos", "pt"], 2),
        units_per_hour: "12",
        language: Language::Spanish,
        time_zone: "Europe/Madrid",
        hue: 3,
        limits: (-50_000, 100_000),
        ..riverside()
    }
}
