//! The committee's compass: how an exchange does over some months, in a few figures that each answer one question.
//!
//! **What counts as trade**: a payment between two members, and a leg of a payment between two exchanges with a member at its end (bought
//! or sold by that one member, in this exchange's unit, of whatever was taken over from earlier books too); each in the month in which it
//! happened, not in which it was entered. It counts while it stands: a trade that was undone is none, in the month in which it had
//! happened, and nor is what undoes it. No trade are levies, what is moved of whoever left or died, what clears circles of debts between
//! exchanges, and whatever is paid to or by an account of the exchange's own: common and clearing accounts are out of statistics
//! (`defaults.md`, rules of the trade, 11). What goes through this exchange from one partner to another has no member at its end and counts
//! nowhere.
//!
//! **Balances** are those of members' accounts after everything that was booked, trade or not, so that they are those of the books. At the
//! end of a month that is over a balance is today's without whatever happened later, by the day on which it happened: so the months of the
//! flow and of the stock are the same months.
//!
//! Always holds: nobody is named, but of few members a spread tells balances; so who may not see balances sees none of it
//! (`manyhands::statistics`). Not here: the drift of the members' side from zero and its reasons (`home::balances`).

pub mod page;
mod span;

use jiff::civil::Date;

pub use span::{SPANS, Span};

/// What was traded in one month.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Traded {
    /// How many trades.
    pub trades: i64,
    /// What they came to, in smallest parts: what went out to partners and what came in too.
    pub worth: i64,
    /// Of that, what members bought from members of partner exchanges.
    pub bought: i64,
    /// And what they sold there.
    pub sold: i64,
    /// How many members gave or received in at least one.
    pub traders: i64,
}

/// One member's account as the compass sees it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CompassMember {
    /// The balance at the end of the span.
    pub balance: i64,
    /// What they paid in trades of the span.
    pub paid: i64,
    /// They paid or received in one.
    pub traded: bool,
    /// They take part today, or are on holiday.
    pub takes_part: bool,
    /// They joined in the span.
    pub is_new: bool,
}

impl CompassMember {
    /// Those of a text in which each is a line of a balance, what was paid in thousand millions and the rest, and three flags: as rows of their own, two thousand of them cost more than
    /// counting them.
    pub fn strung(lines: &str) -> Vec<Self> {
        lines.lines().filter_map(Self::of_line).collect()
    }

    fn of_line(line: &str) -> Option<Self> {
        let mut cells = line.split(',').map(|cell| cell.parse::<i64>().ok());
        let mut next = || cells.next().flatten();
        let (balance, much, rest) = (next()?, next()?, next()?);
        let paid = much.saturating_mul(1_000_000_000).saturating_add(rest);
        let [traded, takes_part, is_new] = [next()?, next()?, next()?].map(|flag| flag == 1);
        Some(Self { balance, paid, traded, takes_part, is_new })
    }
}

/// A month of the compass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CompassMonth {
    /// Its first day.
    pub month: Date,
    /// What was traded in it.
    pub traded: Traded,
    /// What members above zero held together at its end.
    pub credit: i64,
}

/// What was read of an exchange for a span.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompassRead {
    /// Months in which something was traded, each by its word: `2026-11`.
    pub traded: Vec<(String, Traded)>,
    /// By how much what members above zero hold together changed, in each month in which anything happened from the first of the span on,
    /// up to the last of the books.
    pub moved: Vec<(String, i64)>,
    /// What members above zero hold together today.
    pub credit: i64,
    /// The accounts of members: of whoever has not left, and of whoever has and does not stand at zero.
    pub holdings: Vec<CompassMember>,
}

/// How an exchange does over some months.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compass {
    /// Which months.
    pub span: Span,
    /// Each of them, in order.
    pub months: Vec<CompassMonth>,
    /// Every member's account.
    pub holdings: Vec<CompassMember>,
}

impl Compass {
    /// Of what was read.
    pub fn of(span: Span, read: CompassRead) -> Self {
        let months = span.months().into_iter().map(|month| {
            let word = month.strftime("%Y-%m").to_string();
            let traded = read.traded.iter().find(|(of, _)| *of == word).map_or_else(Traded::default, |(_, sum)| *sum);
            let later = read.moved.iter().filter(|(of, _)| *of > word).map(|(_, moved)| moved).sum::<i64>();
            CompassMonth { month, traded, credit: read.credit.saturating_sub(later) }
        });
        Self { months: months.collect(), span, holdings: read.holdings }
    }

    /// How many trades there were, and what they came to.
    pub fn trade(&self) -> (i64, i64) {
        let of =
            |part: fn(&Traded) -> i64| self.months.iter().map(|month| part(&month.traded)).fold(0, i64::saturating_add);
        (of(|month| month.trades), of(|month| month.worth))
    }

    /// What members bought from partner exchanges, and sold there.
    pub fn abroad(&self) -> (i64, i64) {
        let of =
            |part: fn(&Traded) -> i64| self.months.iter().map(|month| part(&month.traded)).fold(0, i64::saturating_add);
        (of(|month| month.bought), of(|month| month.sold))
    }

    /// What members above zero hold together at the end of the span: as much as those below zero owe, but for the zero-shift.
    pub fn credit(&self) -> i64 {
        self.holdings.iter().map(|one| one.balance.max(0)).fold(0, i64::saturating_add)
    }

    /// **Days of trade to clear all credit**: in how many days as much is traded as members above zero hold together, at the pace of the
    /// span; rounded up to whole days. None where nothing was traded. It is the velocity of circulation turned round (Fisher's M ÷ V per
    /// day); that credit stands for the money there is, since an exchange has no other, is our judgement.
    pub fn days_to_clear(&self) -> Option<i64> {
        let (credit, (_, worth)) = (i128::from(self.credit()), self.trade());
        if worth <= 0 {
            return None;
        }
        let (days, worth) = (i128::from(self.span.days()), i128::from(worth));
        i64::try_from((credit * days + worth - 1) / worth).ok()
    }

    /// **Stuck surplus**: what members above zero hold beyond what they paid in trades of the span, together, and how many they are. It is
    /// what would not be spent in as long a time again, each at their own pace. Our judgement, and simpler than the one that is usual for
    /// money (what did not move at all): who spends a little and holds much is stuck with the rest.
    pub fn stuck(&self) -> (i64, i64) {
        let stuck =
            || self.holdings.iter().map(|one| one.balance.max(0).saturating_sub(one.paid)).filter(|rest| *rest > 0);
        (stuck().fold(0, i64::saturating_add), counted(stuck()))
    }

    /// The stuck surplus in hundredths of all credit, to the nearest.
    pub fn stuck_share(&self) -> i64 {
        let (credit, (stuck, _)) = (i128::from(self.credit()).max(1), self.stuck());
        i64::try_from((i128::from(stuck) * 200 + credit) / (credit * 2)).unwrap_or(0)
    }

    /// Of the members who take part today or are on holiday: how many there are, how many of them traded in the span, and how many of those
    /// who did not joined in it.
    pub fn taking_part(&self) -> (i64, i64, i64) {
        let all = || self.holdings.iter().filter(|one| one.takes_part);
        (
            counted(all()),
            counted(all().filter(|one| one.traded)),
            counted(all().filter(|one| !one.traded && one.is_new)),
        )
    }

    /// How many members stand below zero, at zero and above.
    pub fn sides(&self) -> (i64, i64, i64) {
        let at = |sign: i64| counted(self.holdings.iter().filter(|one| one.balance.signum() == sign));
        (at(-1), at(0), at(1))
    }

    /// How few members hold half of all credit, or more, between them; 0 where there is none.
    pub fn half_held_by(&self) -> i64 {
        let mut held: Vec<i64> = self.holdings.iter().map(|one| one.balance.max(0)).collect();
        held.sort_unstable_by(|one, other| other.cmp(one));
        let (all, mut sum) = (i128::from(self.credit()), 0_i128);
        let short = |balance: &&i64| {
            let before = sum;
            sum += i128::from(**balance);
            before * 2 < all
        };
        counted(held.iter().take_while(short))
    }
}

fn counted<T>(some: impl Iterator<Item = T>) -> i64 {
    i64::try_from(some.count()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests;
