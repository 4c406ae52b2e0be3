//! Everything that happens in the demo, in the order of its times, each with the keys that it writes under: drawn before the
//! transaction, which may run again.

use app::demo::Demo;
use app::ids::TransferId;
use app::time::Instant;

use crate::clock::{fresh_key, fresh_transfer_id, random};
use crate::intertrading::AnswerKeys;

/// Something that happens; numbers are places in the demo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Happens {
    /// The committee of an exchange adds a member by hand.
    Joins(usize, usize),
    /// A transfer of an exchange.
    Pays(usize, usize),
    /// An act of a committee.
    Does(usize, usize),
    /// An agreement comes into force.
    Agrees(usize),
    /// And ends.
    Ends(usize),
    /// A payment from one exchange to another.
    Trades(usize),
}

/// One of the things that happen.
#[derive(Clone, Debug)]
pub(super) struct DemoStep {
    pub(super) at: Instant,
    pub(super) what: Happens,
    /// The key of the act.
    pub(super) act: i64,
    /// Of whatever else is made.
    pub(super) keys: [i64; 4],
    pub(super) transfer: TransferId,
    pub(super) salts: [[u8; 16]; 2],
    pub(super) answer: AnswerKeys,
}

/// The whole history.
pub(super) fn history(demo: &Demo) -> Vec<DemoStep> {
    let mut steps = Vec::new();
    let morning = 6 * 3600;
    for (place, exchange) in demo.exchanges.iter().enumerate() {
        for (member, joins) in exchange.members.iter().enumerate().filter(|(_, member)| member.is_by_hand()) {
            steps.push((exchange.at(joins.joined, morning), Happens::Joins(place, member)));
        }
        for (number, one) in exchange.transfers.iter().enumerate() {
            steps.push((exchange.at(one.day, one.second), Happens::Pays(place, number)));
        }
        for (number, act) in exchange.acts.iter().enumerate() {
            steps.push((exchange.at(act.day, act.second), Happens::Does(place, number)));
        }
    }
    for (number, one) in demo.agreements.iter().enumerate() {
        let Some(a) = demo.exchanges.get(one.a) else { continue };
        steps.push((a.at(one.began, morning), Happens::Agrees(number)));
        steps.extend(one.ended.map(|(day, _)| (a.at(day, morning), Happens::Ends(number))));
    }
    for (number, one) in demo.trades.iter().enumerate() {
        let Some(payers) = demo.exchanges.get(one.payer.0) else { continue };
        steps.push((payers.at(one.day, one.second), Happens::Trades(number)));
    }
    steps.sort_by_key(|(at, _)| *at);
    steps.into_iter().map(drawn).collect()
}

fn drawn((at, what): (Instant, Happens)) -> DemoStep {
    DemoStep {
        at,
        what,
        act: fresh_key(),
        keys: [fresh_key(), fresh_key(), fresh_key(), fresh_key()],
        transfer: fresh_transfer_id(),
        salts: [random(), random()],
        answer: AnswerKeys::fresh(),
    }
}
