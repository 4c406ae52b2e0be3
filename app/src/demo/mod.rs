//! Three living exchanges to try Manyhands with: people, and a year and a half of plausible trade.
//!
//! Always the same for the same day: a small seeded generator, no clock. Every transfer is within the limits in force. Each
//! exchange is a bundle like anybody's who moves here; the time bank's counts minutes, and shows hours once it is there.

mod bundle;
mod people;

use jiff::ToSpan;
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

/// How many months of trade.
const MONTHS: i64 = 18;

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
        let mut dice = Dice(0x9E37_79B9 + u64::try_from(seed).unwrap_or(0) * 7919);
        exchange.transfers = trade(exchange, today, &mut dice);
    }
    all
}

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 to `below - 1`.
    fn roll(&mut self, below: usize) -> usize {
        let below = u64::try_from(below.max(1)).unwrap_or(1);
        usize::try_from(self.next() % below).unwrap_or(0)
    }

    /// Members differ: a few trade much, most a little.
    fn member(&mut self, of: usize) -> usize {
        let (a, b) = (self.roll(of), self.roll(of));
        if self.roll(3) == 0 { a } else { a.min(b) }
    }
}

fn trade(exchange: &DemoExchange, today: Date, dice: &mut Dice) -> Vec<DemoTransfer> {
    let goods = people::goods(exchange.language, exchange.shows_hours);
    let count = exchange.members.len();
    let mut balances = vec![0_i64; count];
    let mut transfers = Vec::new();
    let Ok(mut day) = today.checked_sub(MONTHS.months()) else { return transfers };
    while day < today {
        // Summer and the weeks before the holidays are busy.
        let busy = if matches!(day.month(), 5..=7 | 12) { 3 } else { 2 };
        let mut second = 8 * 3600;
        for _ in 0..dice.roll(busy + 1) {
            second += i64::try_from(60 + dice.roll(9000)).unwrap_or(60);
            let (payer, payee) = (dice.member(count), dice.member(count));
            let Some((description, low, high)) = goods.get(dice.roll(goods.len())).copied() else { continue };
            let step = if exchange.shows_hours { 15 } else { 50 };
            let steps = usize::try_from((high - low) / step).unwrap_or(0);
            let amount = low + step * i64::try_from(dice.roll(steps + 1)).unwrap_or(0);
            let (Some(from), Some(to)) = (balances.get(payer).copied(), balances.get(payee).copied()) else { continue };
            let fits = from - amount >= exchange.limits.0 && to + amount <= exchange.limits.1;
            if payer == payee || !fits {
                continue;
            }
            if let Some(balance) = balances.get_mut(payer) {
                *balance -= amount;
            }
            if let Some(balance) = balances.get_mut(payee) {
                *balance += amount;
            }
            transfers.push(DemoTransfer { payer, payee, amount, description, day, second });
        }
        let Ok(next) = day.tomorrow() else { break };
        day = next;
    }
    transfers
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::exchanges;

    #[test]
    fn the_demo_is_lively_sums_to_zero_and_breaks_no_limit() {
        for exchange in exchanges(date(2026, 11, 24)) {
            assert!(exchange.members.len() >= 30, "{}", exchange.slug);
            assert!(exchange.transfers.len() >= 250, "{} has {}", exchange.slug, exchange.transfers.len());
            let emails: std::collections::BTreeSet<&str> =
                exchange.members.iter().map(|member| member.email.as_str()).collect();
            assert_eq!(emails.len(), exchange.members.len(), "{}", exchange.slug);
            let mut balances = vec![0_i64; exchange.members.len()];
            for transfer in &exchange.transfers {
                balances[transfer.payer] -= transfer.amount;
                balances[transfer.payee] += transfer.amount;
                assert!(balances[transfer.payer] >= exchange.limits.0);
                assert!(balances[transfer.payee] <= exchange.limits.1);
            }
            assert_eq!(balances.iter().sum::<i64>(), 0);
        }
    }

    #[test]
    fn each_exchange_of_the_demo_is_a_good_bundle() {
        let now = crate::time::Instant(1_795_521_600_000_000);
        for exchange in exchanges(date(2026, 11, 24)) {
            let plan = crate::import_export::read(&exchange.bundle(), now).unwrap_or_else(|told| panic!("{told}"));
            assert_eq!((plan.members.len(), plan.transfers.len()), (exchange.members.len(), exchange.transfers.len()));
            assert!(plan.notices.is_empty() && plan.left_out.is_empty(), "{}", plan.report());
        }
    }

    #[test]
    fn the_demo_is_the_same_for_the_same_day() {
        let (a, b) = (exchanges(date(2026, 11, 24)), exchanges(date(2026, 11, 24)));
        assert!(a.iter().zip(&b).all(|(a, b)| a.transfers == b.transfers));
    }
}
