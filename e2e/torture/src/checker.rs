//! Compares what clients were told with what stands in the books. Pure, and itself tested on broken histories.

use std::collections::{BTreeMap, BTreeSet};

/// A transfer's id.
pub type Id = [u8; 16];
/// Exchange and account.
pub type Key = (i64, i64);

/// What a client asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Terms {
    /// The payer's account code.
    pub payer: String,
    /// The payee's account code.
    pub payee: String,
    /// In smallest parts.
    pub amount: i64,
}

/// What a client was told last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// There is a receipt.
    Paid,
    /// A rule said no.
    Refused,
    /// No answer came.
    Unknown,
}

/// One transfer as its client knows it.
#[derive(Clone, Debug)]
pub struct Event {
    /// The id that the client made.
    pub id: Id,
    /// What was asked.
    pub terms: Terms,
    /// What was told.
    pub fate: Fate,
    /// Every receipt that came back for it.
    pub receipts: Vec<String>,
    /// An answer that must never come.
    pub wrong: Option<String>,
}

/// A row of transfers.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its id.
    pub id: Id,
    /// Its place in the order of the ledger.
    pub position: i64,
    /// Who paid.
    pub payer: Key,
    /// Who received.
    pub payee: Key,
    /// How much.
    pub amount: i64,
    /// The payer's balance after it, as stored.
    pub payer_after: i64,
    /// The payee's balance after it, as stored.
    pub payee_after: i64,
    /// Whether a limit was waived.
    pub waived: bool,
}

/// A row of accounts.
#[derive(Clone, Debug)]
pub struct Account {
    /// Which.
    pub key: Key,
    /// Its code.
    pub code: String,
    /// Its balance, as stored.
    pub balance: i64,
}

/// A change of an account's limits: in force for every position above `after_position`, until the next.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Which account.
    pub key: Key,
    /// The last position under the former limits.
    pub after_position: i64,
    /// Lowest balance a payer may reach.
    pub min: i64,
    /// Highest balance a payee may reach.
    pub max: i64,
}

/// All that was read: rows in the order of exchange and position, limits in the order of their changes.
#[derive(Clone, Debug, Default)]
pub struct Books {
    /// The ledger.
    pub rows: Vec<Row>,
    /// Where it stands.
    pub accounts: Vec<Account>,
    /// What was allowed.
    pub limits: Vec<Limits>,
}

/// Every promise that is broken, as a sentence.
pub fn check(history: &[Event], books: &Books) -> Vec<String> {
    let mut broken = told(history, books);
    broken.extend(replayed(books));
    broken.extend(limited(books));
    broken
}

fn hex(id: &Id) -> String {
    id.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// R1 and R2: what was acknowledged is there once, with its terms; what was refused, or never sent, is not.
fn told(history: &[Event], books: &Books) -> Vec<String> {
    let codes: BTreeMap<Key, &str> =
        books.accounts.iter().map(|account| (account.key, account.code.as_str())).collect();
    let mut by_id: BTreeMap<Id, Vec<&Row>> = BTreeMap::new();
    for row in &books.rows {
        by_id.entry(row.id).or_default().push(row);
    }
    let mut broken = Vec::new();
    for event in history {
        let rows = by_id.remove(&event.id).unwrap_or_default();
        let mut say = |what: &str| broken.push(format!("{} {what}", hex(&event.id)));
        match (event.fate, rows.len()) {
            (_, 2..) => say("is there more than once"),
            (Fate::Paid, 0) => say("was acknowledged and is lost"),
            (Fate::Refused, 1) => say("was refused and is there"),
            (Fate::Unknown, _) => say("is unknown to the end"),
            _ => {}
        }
        for row in rows {
            let is = |key: &Key, code: &str| codes.get(key).copied() == Some(code);
            if row.amount != event.terms.amount
                || !is(&row.payer, &event.terms.payer)
                || !is(&row.payee, &event.terms.payee)
            {
                say("has other terms than were sent");
            }
        }
        if event.receipts.iter().collect::<BTreeSet<_>>().len() > 1 {
            say("was answered with two receipts");
        }
        if let Some(wrong) = &event.wrong {
            say(wrong);
        }
    }
    broken.extend(by_id.keys().map(|id| format!("{} was sent by nobody", hex(id))));
    broken
}

/// R3: every balance follows from the one before, and each exchange sums to zero at every position.
fn replayed(books: &Books) -> Vec<String> {
    let mut broken = Vec::new();
    let mut balances: BTreeMap<Key, i64> = BTreeMap::new();
    let mut last: BTreeMap<i64, i64> = BTreeMap::new();
    for row in &books.rows {
        let before = |key: &Key| balances.get(key).copied().unwrap_or(0);
        if before(&row.payer) - row.amount != row.payer_after || before(&row.payee) + row.amount != row.payee_after {
            broken.push(format!("position {}: a balance does not follow from the one before", row.position));
        }
        balances.insert(row.payer, row.payer_after);
        balances.insert(row.payee, row.payee_after);
        let exchange = row.payer.0;
        let sum: i64 = balances.iter().filter(|(key, _)| key.0 == exchange).map(|(_, balance)| balance).sum();
        if sum != 0 || row.payee.0 != exchange {
            broken.push(format!("position {}: exchange {exchange} sums to {sum}", row.position));
        }
        if last.insert(exchange, row.position).is_some_and(|last| last >= row.position) {
            broken.push(format!("position {} is not above the one before", row.position));
        }
    }
    for account in &books.accounts {
        let replayed = balances.get(&account.key).copied().unwrap_or(0);
        if replayed != account.balance {
            broken.push(format!("{}: the account says {}, its transfers {replayed}", account.code, account.balance));
        }
    }
    broken
}

/// R4: no limit was passed under the limits in force at that position, unless it was waived.
fn limited(books: &Books) -> Vec<String> {
    let in_force = |key: Key, position: i64| {
        books.limits.iter().rev().find(|limits| limits.key == key && limits.after_position < position)
    };
    let mut broken = Vec::new();
    for row in books.rows.iter().filter(|row| !row.waived) {
        let below = in_force(row.payer, row.position).is_none_or(|limits| row.payer_after < limits.min);
        let above = in_force(row.payee, row.position).is_none_or(|limits| row.payee_after > limits.max);
        if below || above {
            broken.push(format!("position {}: a limit was passed without a waiver", row.position));
        }
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::{Account, Books, Event, Fate, Limits, Row, Terms, check};

    const ADA: (i64, i64) = (1, 1);
    const BEN: (i64, i64) = (1, 2);

    /// Ada paid Ben 30 and 70, to the edge of her limit; a third payment was refused.
    fn sound() -> (Vec<Event>, Books) {
        let terms = |amount| Terms { payer: "ADA".into(), payee: "BEN".into(), amount };
        let event =
            |n, amount, fate| Event { id: [n; 16], terms: terms(amount), fate, receipts: Vec::new(), wrong: None };
        let row = |n: u8, amount, after: i64| Row {
            id: [n; 16],
            position: i64::from(n) * 10,
            payer: ADA,
            payee: BEN,
            amount,
            payer_after: -after,
            payee_after: after,
            waived: false,
        };
        let account = |key, code: &str, balance| Account { key, code: code.into(), balance };
        let limits = |key, min, max| Limits { key, after_position: 0, min, max };
        let history = vec![event(1, 30, Fate::Paid), event(2, 70, Fate::Paid), event(3, 1, Fate::Refused)];
        let books = Books {
            rows: vec![row(1, 30, 30), row(2, 70, 100)],
            accounts: vec![account(ADA, "ADA", -100), account(BEN, "BEN", 100)],
            limits: vec![limits(ADA, -100, 120), limits(BEN, -100, 120)],
        };
        (history, books)
    }

    #[test]
    fn sound_books_pass() {
        let (history, books) = sound();
        assert_eq!(check(&history, &books), Vec::<String>::new());
    }

    #[test]
    fn each_broken_promise_is_found_and_named() {
        type Break = fn(&mut Vec<Event>, &mut Books);
        let table: [(&str, Break); 16] = [
            ("lost", |_, b| b.rows.truncate(1)),
            ("more than once", |_, b| b.rows.push(Row { position: 30, ..b.rows[0].clone() })),
            ("refused and is there", |h, _| h[0].fate = Fate::Refused),
            ("unknown to the end", |h, _| h[2].fate = Fate::Unknown),
            ("other terms", |h, _| h[0].terms.amount = 31),
            ("other terms", |h, _| h[0].terms.payee = "EVE".into()),
            ("two receipts", |h, _| h[0].receipts = vec!["/a".into(), "/b".into()]),
            ("409", |h, _| h[0].wrong = Some("409".into())),
            ("sent by nobody", |h, _| h.truncate(1)),
            ("does not follow", |_, b| b.rows[1].payer_after = -99),
            ("sums to 1", |_, b| b.rows[1].payee_after = 101),
            ("not above the one before", |_, b| b.rows[1].position = 10),
            ("the account says -99", |_, b| b.accounts[0].balance = -99),
            ("a limit was passed", |_, b| b.limits[0].min = -99),
            ("a limit was passed", |_, b| b.limits[1].max = 99),
            ("a limit was passed", |_, b| b.limits.truncate(1)),
        ];
        for (name, wreck) in table {
            let (mut history, mut books) = sound();
            wreck(&mut history, &mut books);
            let found = check(&history, &books);
            assert!(found.iter().any(|line| line.contains(name)), "{name}: {found:?}");
        }
    }

    #[test]
    fn a_waived_transfer_may_pass_a_limit_and_a_later_limit_binds_only_later_ones() {
        let (history, mut books) = sound();
        books.limits.push(Limits { key: ADA, after_position: 20, min: 0, max: 0 });
        assert_eq!(check(&history, &books), Vec::<String>::new());
        books.limits.push(Limits { key: ADA, after_position: 15, min: -50, max: 0 });
        assert_eq!(check(&history, &books).len(), 1);
        books.rows[1].waived = true;
        assert_eq!(check(&history, &books), Vec::<String>::new());
    }
}
