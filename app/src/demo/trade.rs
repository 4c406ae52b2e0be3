//! A year and a half of trade, as chance has it, and what chance must not leave out.
//!
//! Whatever the day, in each exchange: somebody has spent all they may, and somebody can hardly be paid any more (both beyond
//! their warn line, neither beyond a limit); two members never traded; and whoever can sign in has traded lately and has room
//! both ways, so that whoever tries the demo can pay and be paid.

use jiff::civil::Date;
use jiff::{Span, ToSpan};

use super::{DemoExchange, DemoTransfer, SIGN_IN, people};

/// How many months of trade.
const MONTHS: i64 = 18;
/// The last members of the list have not begun to trade.
const QUIET: usize = 2;
/// For so long before today the one spends and the other saves.
const DRIFT_DAYS: i64 = 90;
/// Evening: later than any trade of chance that day.
const EVENING: i64 = 18 * 3600;

type Good = (&'static str, i64, i64);

/// The trade of an exchange up to the evening before `today`, in the order of its times.
pub(super) fn trade(exchange: &DemoExchange, today: Date, seed: u64) -> Vec<DemoTransfer> {
    let mut market = Market::new(exchange, seed);
    let (Ok(mut day), Ok(drift)) = (today.checked_sub(MONTHS.months()), today.checked_sub(DRIFT_DAYS.days())) else {
        return Vec::new();
    };
    while day < today {
        market.chance(day, day >= drift);
        let left = day.until(today).map_or(0, |span: Span| i64::from(span.get_days()));
        if (1..=DRIFT_DAYS).contains(&left) {
            market.evening(day, usize::try_from(left).unwrap_or(0));
        }
        let Ok(next) = day.tomorrow() else { break };
        day = next;
    }
    market.transfers
}

struct Market<'a> {
    exchange: &'a DemoExchange,
    goods: Vec<Good>,
    step: i64,
    dice: Dice,
    balances: Vec<i64>,
    transfers: Vec<DemoTransfer>,
}

impl<'a> Market<'a> {
    fn new(exchange: &'a DemoExchange, seed: u64) -> Self {
        Self {
            exchange,
            goods: people::goods(exchange.language, exchange.shows_hours),
            step: if exchange.shows_hours { 15 } else { 50 },
            dice: Dice(seed),
            balances: vec![0; exchange.members.len()],
            transfers: Vec::new(),
        }
    }

    /// How many members trade at all.
    fn traders(&self) -> usize {
        self.balances.len().saturating_sub(QUIET)
    }

    fn spender(&self) -> usize {
        self.traders().saturating_sub(1)
    }

    fn saver(&self) -> usize {
        self.traders().saturating_sub(2)
    }

    /// How far down and up a member may go; those who can sign in keep half their room.
    fn limits(&self, member: usize) -> (i64, i64) {
        let (min, max) = self.exchange.limits;
        if member < SIGN_IN { (min / 2, max / 2) } else { (min, max) }
    }

    /// The most that the one can pay the other.
    fn room(&self, payer: usize, payee: usize) -> i64 {
        let (Some(from), Some(to)) = (self.balances.get(payer), self.balances.get(payee)) else { return 0 };
        if payer == payee { 0 } else { (from - self.limits(payer).0).min(self.limits(payee).1 - to) }
    }

    /// A good and its price, of those that cost no more than `room`.
    fn good(&mut self, room: i64) -> Option<(&'static str, i64)> {
        let fitting: Vec<Good> = self.goods.iter().copied().filter(|(_, low, _)| *low <= room).collect();
        let (description, low, high) = fitting.get(self.dice.roll(fitting.len())).copied()?;
        let steps = usize::try_from((high.min(room) - low) / self.step).unwrap_or(0);
        Some((description, low + self.step * i64::try_from(self.dice.roll(steps + 1)).unwrap_or(0)))
    }

    fn pay(&mut self, (payer, payee): (usize, usize), (description, amount): (&'static str, i64), at: (Date, i64)) {
        for (member, change) in [(payer, -amount), (payee, amount)] {
            if let Some(balance) = self.balances.get_mut(member) {
                *balance += change;
            }
        }
        self.transfers.push(DemoTransfer { payer, payee, amount, description, day: at.0, second: at.1 });
    }

    /// What happens on a day by itself. Summer and the weeks before the holidays are busy.
    fn chance(&mut self, day: Date, drifting: bool) {
        let busy = if matches!(day.month(), 5..=7 | 12) { 3 } else { 2 };
        let mut second = 8 * 3600;
        for _ in 0..self.dice.roll(busy + 1) {
            second += i64::try_from(60 + self.dice.roll(9000)).unwrap_or(60);
            let (payer, payee) = (self.dice.member(self.traders()), self.dice.member(self.traders()));
            let Some(good) = self.good(i64::MAX) else { continue };
            let turned = drifting && (payee == self.spender() || payer == self.saver());
            if !turned && good.1 <= self.room(payer, payee) {
                self.pay((payer, payee), good, (day, second));
            }
        }
    }

    /// What is seen to in the evening, `left` days before today.
    fn evening(&mut self, day: Date, left: usize) {
        if left.is_multiple_of(2) {
            let (spender, saver) = (self.spender(), self.saver());
            self.with_somebody(spender, true, (day, EVENING));
            self.with_somebody(saver, false, (day, EVENING + 900));
        }
        // Each of them twice within the last four weeks: this month's statement or the one before has it.
        if left <= 4 * SIGN_IN {
            let (person, pays) = (left % SIGN_IN, (left / SIGN_IN).is_multiple_of(2));
            let done = self.with_somebody(person, pays, (day, EVENING + 1800));
            if !done {
                self.with_somebody(person, !pays, (day, EVENING + 1800));
            }
        }
    }

    /// A payment between a member and the first other one, from somebody on, for whom there is a good within both one's room.
    fn with_somebody(&mut self, member: usize, pays: bool, at: (Date, i64)) -> bool {
        let traders = self.traders();
        let first = self.dice.roll(traders);
        for other in (0..traders).map(|place| (first + place) % traders.max(1)) {
            // The two who drift do not help one another, nor anybody else the other way.
            if other == self.spender() || other == self.saver() {
                continue;
            }
            let pair = if pays { (member, other) } else { (other, member) };
            if let Some(good) = self.good(self.room(pair.0, pair.1)) {
                self.pay(pair, good, at);
                return true;
            }
        }
        false
    }
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
