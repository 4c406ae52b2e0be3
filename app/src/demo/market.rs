//! Who trades with whom in one exchange, day after day: as chance has it, and what chance must not leave out.
//!
//! Whatever the day: somebody has spent all they may, and somebody can hardly be paid any more (both beyond their warn line, neither
//! beyond a limit); the newest have not begun to trade; and whoever can sign in has traded lately and has room both ways, so that
//! whoever tries the demo can pay and be paid. What a payment is for is something that whoever is paid does, in its season.

use jiff::civil::Date;

use super::{DemoExchange, DemoMember, DemoTransfer, Mark, SIGN_IN};

/// For so long before today the one spends and the other saves.
pub(super) const DRIFT_DAYS: i64 = 120;
/// Evening: later than any trade of chance that day.
pub(super) const EVENING: i64 = 18 * 3600;
/// So many days lie at least between two payments that the committee enters for the same member.
const PATIENCE: i64 = 25;

/// Who pays whom, by their places.
#[derive(Clone, Copy)]
pub(super) struct Pair {
    pub(super) payer: usize,
    pub(super) payee: usize,
}

/// What for, and how much.
#[derive(Clone, Copy)]
pub(super) struct Bought {
    pub(super) words: &'static str,
    pub(super) amount: i64,
}

/// How dear it is to be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Dear {
    AsItComes,
    AsDearAsCan,
}

/// Where a member stands.
#[derive(Clone, Copy, Default)]
struct DemoSeat {
    /// In the books.
    balance: i64,
    /// After its transfers alone, as the bundle has them: without what was undone and what was paid from or to elsewhere.
    by_transfers: i64,
    limits: (i64, i64),
    is_gone: bool,
    has_traded: bool,
    /// When the committee last entered a payment for them.
    helped: Option<Date>,
}

pub(super) struct Market {
    pub(super) exchange: DemoExchange,
    pub(super) dice: Dice,
    places: Vec<DemoSeat>,
}

impl Market {
    pub(super) fn new(exchange: DemoExchange, seed: u64) -> Self {
        let place = |member: &DemoMember| DemoSeat { limits: member.began_with, ..DemoSeat::default() };
        let places = exchange.members.iter().map(place).collect();
        Self { exchange, dice: Dice(seed), places }
    }

    fn step(&self) -> i64 {
        if self.exchange.shows_hours { 15 } else { 50 }
    }

    fn member(&self, place: usize) -> Option<&DemoMember> {
        self.exchange.members.get(place)
    }

    /// The first with that mark.
    pub(super) fn marked(&self, mark: Mark) -> Option<usize> {
        self.exchange.members.iter().position(|member| member.mark == mark)
    }

    fn is_marked(&self, place: usize, mark: Mark) -> bool {
        self.member(place).is_some_and(|member| member.mark == mark)
    }

    pub(super) fn has_mail(&self, place: usize) -> bool {
        self.member(place).is_some_and(|member| member.has_mail)
    }

    /// Those who trade on a day.
    pub(super) fn traders(&self, day: Date) -> Vec<usize> {
        let trades = |place: &usize| {
            let member = self.member(*place);
            let is_gone = self.places.get(*place).is_none_or(|place| place.is_gone);
            member.is_some_and(|member| member.joined <= day && member.mark != Mark::Quiet) && !is_gone
        };
        (0..self.places.len()).filter(trades).collect()
    }

    /// How far down and up a member may go; those who can sign in keep half their room.
    pub(super) fn limits(&self, place: usize) -> (i64, i64) {
        let (min, max) = self.in_force(place);
        if place < SIGN_IN { (min / 2, max / 2) } else { (min, max) }
    }

    /// The limits in force.
    pub(super) fn in_force(&self, place: usize) -> (i64, i64) {
        self.places.get(place).map_or((0, 0), |place| place.limits)
    }

    pub(super) fn balance(&self, place: usize) -> i64 {
        self.places.get(place).map_or(0, |place| place.balance)
    }

    /// The most that a member can pay.
    pub(super) fn can_pay(&self, place: usize) -> i64 {
        let lowest = self.places.get(place).map_or(0, |place| place.balance.min(place.by_transfers));
        lowest - self.limits(place).0
    }

    /// The most that a member can be paid.
    pub(super) fn can_be_paid(&self, place: usize) -> i64 {
        let highest = self.places.get(place).map_or(0, |place| place.balance.max(place.by_transfers));
        self.limits(place).1 - highest
    }

    fn room(&self, Pair { payer, payee }: Pair) -> i64 {
        if payer == payee { 0 } else { self.can_pay(payer).min(self.can_be_paid(payee)) }
    }

    /// Nothing more can be owed; what was set for them stands behind it.
    pub(super) fn freeze(&mut self, place: usize) {
        let (_, max) = self.in_force(place);
        self.set_limits(place, (0, max), false);
    }

    pub(super) fn set_limits(&mut self, place: usize, limits: (i64, i64), is_gone: bool) {
        if let Some(place) = self.places.get_mut(place) {
            (place.limits, place.is_gone) = (limits, is_gone);
        }
    }

    /// Those who trade with other exchanges on a day: who is special here stays special by trade among neighbours.
    fn across(&mut self, day: Date) -> Vec<usize> {
        let mut traders = self.traders(day);
        traders
            .retain(|place| self.member(*place).is_some_and(|member| matches!(member.mark, Mark::Plain | Mark::Lost)));
        let first = self.dice.roll(traders.len());
        traders.rotate_left(first);
        traders
    }

    /// Somebody who does something for that amount, or for less if nobody does, and can be paid it.
    pub(super) fn seller(&mut self, day: Date, amount: i64) -> Option<(usize, Bought)> {
        let sellers = self.across(day);
        let find = |dearest: bool| {
            let fits = |place: &&usize| self.can_be_paid(**place) >= amount && self.keeps_room(**place, amount);
            sellers.iter().filter(fits).find_map(|place| {
                let goods = self.member(*place)?.goods.iter();
                let mut fitting = goods.filter(|one| one.is_done_in(day.month()) && one.low <= amount);
                let words = fitting.find(|one| !dearest || one.high >= amount)?.words;
                Some((*place, Bought { words, amount }))
            })
        };
        find(true).or_else(|| find(false))
    }

    /// Somebody who can pay that amount and enters it.
    pub(super) fn buyer(&mut self, day: Date, amount: i64) -> Option<usize> {
        let buyers = self.across(day);
        let fits = |place: &usize| self.can_pay(*place) >= amount && self.keeps_room(*place, -amount);
        buyers.into_iter().find(|place| self.has_mail(*place) && fits(place))
    }

    /// Whether a payment across leaves room in both reckonings to those who can sign in.
    fn keeps_room(&self, place: usize, change: i64) -> bool {
        let apart = self.places.get(place).map_or(0, |place| place.balance + change - place.by_transfers);
        place >= SIGN_IN || apart.abs() <= self.limits(place).1 / 4
    }

    /// A club or a hall that can be paid so much on a day.
    pub(super) fn host(&self, day: Date, amount: i64) -> Option<usize> {
        let hosts = |place: &usize| self.member(*place).is_some_and(|member| member.kind == "organisation");
        self.traders(day).into_iter().filter(hosts).find(|place| self.can_be_paid(*place) >= amount)
    }

    /// What is paid from or to elsewhere.
    pub(super) fn move_balance(&mut self, place: usize, change: i64) {
        if let Some(place) = self.places.get_mut(place) {
            place.balance += change;
        }
    }

    /// Whether a member pays on a day: for who has no mail the committee enters it, and not every week.
    fn pays(&self, place: usize, day: Date) -> bool {
        let helped = self.places.get(place).and_then(|place| place.helped);
        self.has_mail(place) || helped.is_none_or(|last| days(last, day) >= PATIENCE)
    }

    /// Something that the payee does in that month and that costs no more than `room`.
    fn good(&mut self, payee: usize, (day, room): (Date, i64), dear: Dear) -> Option<Bought> {
        let mut fitting = self.member(payee)?.goods.clone();
        fitting.retain(|one| one.low <= room && one.is_done_in(day.month()));
        let good = match dear {
            Dear::AsItComes => *fitting.get(self.dice.roll(fitting.len()))?,
            Dear::AsDearAsCan => *fitting.iter().max_by_key(|one| one.high.min(room))?,
        };
        let steps = (good.high.min(room) - good.low) / self.step();
        let most = usize::try_from(steps).unwrap_or(0);
        let steps = if dear == Dear::AsItComes { self.dice.roll(most + 1) } else { most };
        Some(Bought { words: good.words, amount: good.low + self.step() * i64::try_from(steps).unwrap_or(0) })
    }

    /// Books it; what somebody without mail pays enters the treasurer, or the chair if it is the treasurer's.
    pub(super) fn pay(&mut self, Pair { payer, payee }: Pair, bought: Bought, at: (Date, i64)) {
        let entered_by = (!self.has_mail(payer)).then_some(usize::from(payee != 1));
        for (place, change) in [(payer, -bought.amount), (payee, bought.amount)] {
            if let Some(place) = self.places.get_mut(place) {
                place.balance += change;
                place.by_transfers += change;
                place.has_traded = true;
            }
        }
        if let Some(place) = self.places.get_mut(payer).filter(|_| entered_by.is_some()) {
            place.helped = Some(at.0);
        }
        self.exchange.transfers.push(DemoTransfer {
            payer,
            payee,
            amount: bought.amount,
            description: bought.words,
            day: at.0,
            second: at.1,
            entered_by,
            waiver: "",
        });
    }

    /// What happens on a day by itself: the more members there are, the more; most before the summer and before the holidays.
    pub(super) fn chance(&mut self, day: Date, drifting: bool) {
        let traders = self.traders(day);
        let season = if matches!(day.month(), 5..=7 | 12) { 84 } else { 62 };
        // The more one meets, the more one finds.
        let thousandths = traders.len() * season * (traders.len() + 25) / 58;
        let trades = thousandths / 1000 + usize::from(self.dice.roll(1000) < thousandths % 1000);
        let mut second = 8 * 3600;
        for _ in 0..trades {
            second += i64::try_from(60 + self.dice.roll(9000)).unwrap_or(60);
            let (Some(payer), Some(payee)) = (self.dice.one_of(&traders), self.dice.one_of(&traders)) else { return };
            let turned = drifting && (self.is_marked(payee, Mark::Spends) || self.is_marked(payer, Mark::Saves));
            if turned || payer == payee || !self.pays(payer, day) || self.holds_back(payer, payee) {
                continue;
            }
            let pair = Pair { payer, payee };
            if let Some(good) = self.good(payee, (day, self.room(pair)), Dear::AsItComes) {
                self.pay(pair, good, (day, second));
            }
        }
    }

    /// Whoever owes much buys less, and whoever has much sells less.
    fn holds_back(&mut self, payer: usize, payee: usize) -> bool {
        let owes = self.balance(payer) < self.limits(payer).0 * 7 / 10;
        let has = self.balance(payee) > self.limits(payee).1 * 7 / 10;
        (owes || has) && self.dice.roll(4) > 0
    }

    /// What is seen to in the evening, `left` days before today.
    pub(super) fn evening(&mut self, day: Date, left: i64) {
        if left <= DRIFT_DAYS && left % 3 == 0 {
            if let Some(spends) = self.marked(Mark::Spends) {
                self.with_somebody(spends, true, (day, EVENING));
            }
            if let Some(saves) = self.marked(Mark::Saves) {
                self.with_somebody(saves, false, (day, EVENING + 900));
            }
        }
        // Each of them twice within the last four weeks: this month's statement or the one before has it.
        let sign_in = i64::try_from(SIGN_IN).unwrap_or(1);
        if left <= 4 * sign_in {
            let (person, pays) = (usize::try_from(left % sign_in).unwrap_or(0), (left / sign_in) % 2 == 0);
            let at = (day, EVENING + 1800);
            if !self.with_somebody(person, pays, at) {
                self.with_somebody(person, !pays, at);
            }
        }
        if left % 40 == 9 {
            let helped: Vec<usize> = self.traders(day).into_iter().filter(|place| !self.has_mail(*place)).collect();
            for place in helped {
                self.with_somebody(place, true, (day, EVENING + 2400));
            }
        }
        // Nobody has gone long without a trade: whoever has none begins with one.
        let idle = |place: &usize| {
            let is_idle = self.places.get(*place).is_some_and(|place| !place.has_traded);
            is_idle && self.member(*place).is_some_and(|member| days(member.joined, day) >= 14)
        };
        if let Some(idle) = self.traders(day).into_iter().find(idle) {
            self.with_somebody(idle, false, (day, EVENING + 2700));
        }
    }

    /// A payment between a member and the first other one, from somebody on, for whom there is a good within both one's room.
    fn with_somebody(&mut self, place: usize, pays: bool, at: (Date, i64)) -> bool {
        let drifts = self.is_marked(place, Mark::Spends) || self.is_marked(place, Mark::Saves);
        let dear = if drifts { Dear::AsDearAsCan } else { Dear::AsItComes };
        match self.somebody(place, pays, (at.0, dear)) {
            Some((pair, good)) => {
                self.pay(pair, good, at);
                true
            }
            None => false,
        }
    }

    fn somebody(&mut self, place: usize, pays: bool, (day, dear): (Date, Dear)) -> Option<(Pair, Bought)> {
        let mut others = self.traders(day);
        let first = self.dice.roll(others.len());
        others.rotate_left(first);
        // The two who drift do not help one another, nor anybody else the other way.
        others.retain(|other| !self.is_marked(*other, Mark::Spends) && !self.is_marked(*other, Mark::Saves));
        for other in others {
            let pair = if pays { Pair { payer: place, payee: other } } else { Pair { payer: other, payee: place } };
            if !self.pays(pair.payer, day) {
                continue;
            }
            if let Some(good) = self.good(pair.payee, (day, self.room(pair)), dear) {
                return Some((pair, good));
            }
        }
        None
    }

    /// Somebody enters the same payment twice; where the second stands among the transfers. None of the officers who may undo is in it.
    pub(super) fn twice(&mut self, day: Date) -> Option<usize> {
        let buyers: Vec<usize> =
            self.traders(day).into_iter().filter(|place| *place > 1 && self.has_mail(*place)).collect();
        for payer in buyers {
            let found = self.somebody(payer, true, (day, Dear::AsItComes));
            let fits = |(pair, good): &(Pair, Bought)| pair.payee > 1 && good.amount * 2 <= self.room(*pair);
            if let Some((pair, good)) = found.filter(fits) {
                self.pay(pair, good, (day, EVENING + 4000));
                self.pay(pair, good, (day, EVENING + 4240));
                for (place, change) in [(pair.payer, good.amount), (pair.payee, -good.amount)] {
                    self.move_balance(place, change);
                }
                return self.exchange.transfers.len().checked_sub(1);
            }
        }
        None
    }

    /// A large payment that the committee enters for a member without mail, past their limit; who that is, and where they stand then.
    pub(super) fn waived(&mut self, day: Date, (words, why): (&'static str, &'static str)) -> Option<(usize, i64)> {
        let traders = self.traders(day);
        let payer = *traders.iter().find(|place| !self.has_mail(**place))?;
        let payee = *traders.iter().filter(|place| **place >= SIGN_IN).max_by_key(|place| self.can_be_paid(**place))?;
        let over = self.limits(payer).0.abs() / 5;
        let amount = (self.can_pay(payer) + over) / self.step() * self.step();
        self.pay(Pair { payer, payee }, Bought { words, amount }, (day, EVENING + 5000));
        if let Some(last) = self.exchange.transfers.last_mut() {
            last.waiver = why;
        }
        Some((payer, self.balance(payer)))
    }

    /// Whoever leaves comes to zero, by a last payment.
    pub(super) fn settle(&mut self, place: usize, words: &'static str, day: Date) -> bool {
        let balance = self.balance(place);
        let pair = |other| match balance < 0 {
            true => Pair { payer: other, payee: place },
            false => Pair { payer: place, payee: other },
        };
        let fits = |other: &usize| {
            *other != place
                && self.has_mail(*other)
                && if balance < 0 { self.can_pay(*other) >= -balance } else { self.can_be_paid(*other) >= balance }
        };
        let other = self.traders(day).into_iter().rev().find(fits);
        if let Some(other) = other.filter(|_| balance != 0) {
            self.pay(pair(other), Bought { words, amount: balance.abs() }, (day, EVENING + 6000));
        }
        balance == 0 || other.is_some()
    }
}

/// How many days from one to the other.
pub(super) fn days(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}

/// SplitMix64 (Steele, Lea and Flood 2014).
pub(super) struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number from 0 to `below - 1`.
    pub(super) fn roll(&mut self, below: usize) -> usize {
        let below = u64::try_from(below.max(1)).unwrap_or(1);
        usize::try_from(self.next() % below).unwrap_or(0)
    }

    /// Members differ: a few trade much, most a little.
    pub(super) fn one_of(&mut self, places: &[usize]) -> Option<usize> {
        let (a, b) = (self.roll(places.len()), self.roll(places.len()));
        let place = if self.roll(3) == 0 { a } else { a.min(b) };
        places.get(place).copied()
    }
}
