//! The agreements between the exchanges of the demo, and sixty payments across over fourteen months.
//!
//! Always holds: of the first pair one side has bought so much more than it sold that it stands at 72 % of what was agreed; whoever
//! sells does what the payment is for, and both have room.

use jiff::ToSpan;
use jiff::civil::Date;

use super::market::Market;

/// An agreement of the demo; exchanges are counted from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoAgreement {
    /// Whose committee proposed it.
    pub a: usize,
    /// Whose accepted it.
    pub b: usize,
    /// Since when.
    pub began: Date,
    /// How far each may go, either way, in hours.
    pub hours: i64,
    /// What was said with the proposal.
    pub note: &'static str,
    /// When the committee of `b` ended it, and why.
    pub ended: Option<(Date, &'static str)>,
}

/// A payment from one exchange to another; exchanges and members are counted from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoTrade {
    /// Who pays: exchange and member.
    pub payer: (usize, usize),
    /// Who is paid.
    pub payee: (usize, usize),
    /// What leaves the payer, in smallest parts of the payer's unit.
    pub paid: i64,
    /// What reaches the payee, in theirs.
    pub received: i64,
    /// What for.
    pub description: &'static str,
    /// The day.
    pub day: Date,
    /// Seconds after that day began in the payer's exchange.
    pub second: i64,
}

/// A tenth of an hour in each exchange: what every amount across is a multiple of, so that none is rounded.
const TENTH: [i64; 3] = [100, 6, 120];

/// Two exchanges and how their trade goes, in days before today: from the first payment to the last, and how many.
struct Course {
    a: usize,
    b: usize,
    from: i64,
    until: i64,
    payments: i64,
    /// The least that is paid, in tenths of an hour: what the cheapest thing costs.
    least: i64,
    /// Where `a` stands at `b` in the end, in tenths of an hour that it bought more than it sold.
    target: i64,
}

/// The first comes to 72 % of forty hours.
const COURSES: [Course; 4] = [
    Course { a: 0, b: 1, from: 418, until: 8, payments: 32, least: 5, target: 288 },
    Course { a: 0, b: 2, from: 396, until: 172, payments: 8, least: 10, target: -40 },
    Course { a: 0, b: 2, from: 126, until: 14, payments: 7, least: 10, target: -90 },
    Course { a: 1, b: 2, from: 292, until: 11, payments: 13, least: 10, target: 75 },
];

/// The agreements, in the order in which they began.
pub fn agreements(today: Date) -> Vec<DemoAgreement> {
    let day = |left: i64| today.checked_sub(left.days()).unwrap_or(today);
    let new = |a, b, left, hours, note| DemoAgreement { a, b, began: day(left), hours, note, ended: None };
    let ended = (day(165), "Our rate is being reckoned anew; let us agree again when it is done");
    vec![
        new(0, 1, 422, 40, "You have the orchards, we have the river. Shall we?"),
        DemoAgreement { ended: Some(ended), ..new(0, 2, 400, 60, "Three of us are in Puerto every spring anyway") },
        new(1, 2, 297, 30, "Cider for oranges, to begin with"),
        new(0, 2, 131, 50, "Again, at the rate that your assembly has confirmed"),
    ]
}

/// How the trade of each course stands.
#[derive(Default)]
pub(super) struct Between {
    stands: [i64; COURSES.len()],
}

impl Between {
    /// What is paid across on a day.
    pub(super) fn trade(&mut self, markets: &mut [Market], day: Date, left: i64) -> Vec<DemoTrade> {
        let mut trades = Vec::new();
        for (course, stands) in COURSES.iter().zip(&mut self.stands) {
            let Some(turn) = course.turn(left) else { continue };
            let wanted = course.after(turn) - *stands;
            let tenths = wanted.abs().max(course.least) * if wanted < 0 { -1 } else { 1 };
            let (from, to) = if tenths > 0 { (course.a, course.b) } else { (course.b, course.a) };
            let found = across(markets, (from, to), (day, tenths.abs()));
            if let Some(trade) = found {
                *stands += tenths;
                trades
                    .push(DemoTrade { second: trade.second + i64::try_from(trades.len()).unwrap_or(0) * 60, ..trade });
            }
        }
        trades
    }
}

impl Course {
    /// Which payment of the course is due so many days before today.
    fn turn(&self, left: i64) -> Option<i64> {
        (0..self.payments).find(|turn| self.from - turn * (self.from - self.until) / (self.payments - 1) == left)
    }

    /// Where `a` is to stand after that payment: toward the target, now more and now less; at it in the end.
    fn after(&self, turn: i64) -> i64 {
        let sway = match self.payments - 1 - turn {
            0 | 1 => 0,
            _ => [14, -7, 9, -12].into_iter().nth(usize::try_from(turn % 4).unwrap_or(0)).unwrap_or(0),
        };
        self.target * (turn + 1) / self.payments + sway
    }
}

/// A payment of so many tenths of an hour from somebody of one exchange to somebody of another who sells something for about as much.
fn across(markets: &mut [Market], (from, to): (usize, usize), (day, tenths): (Date, i64)) -> Option<DemoTrade> {
    let amount = |exchange: usize| Some(TENTH.get(exchange)? * tenths);
    let (paid, received) = (amount(from)?, amount(to)?);
    let (payee, bought) = markets.get_mut(to)?.seller(day, received)?;
    let payer = markets.get_mut(from)?.buyer(day, paid)?;
    for (exchange, place, change) in [(from, payer, -paid), (to, payee, received)] {
        markets.get_mut(exchange)?.move_balance(place, change);
    }
    let (payer, payee) = ((from, payer), (to, payee));
    Some(DemoTrade { payer, payee, paid, received, description: bought.words, day, second: 22 * 3600 })
}
