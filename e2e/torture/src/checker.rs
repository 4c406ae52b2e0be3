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

/// One change of an account's limits as the chair knows it; the chair makes one after the other.
#[derive(Clone, Debug)]
pub struct Edit {
    /// The number of the form.
    pub change: i64,
    /// The account's code.
    pub code: String,
    /// Lowest balance from then on.
    pub min: i64,
    /// Highest balance from then on.
    pub max: i64,
    /// What was told; [`Fate::Paid`] is done.
    pub fate: Fate,
    /// An answer that must never come.
    pub wrong: Option<String>,
}

/// The change with which every account began.
pub const LAID: i64 = 1;

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
    /// Its lowest balance, as stored.
    pub min: i64,
    /// Its highest balance, as stored.
    pub max: i64,
}

/// A change of an account's limits: in force for every position above `after_position`, until the next.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Which account.
    pub key: Key,
    /// The number of the form that made it, or [`LAID`].
    pub change: i64,
    /// The last position under the former limits.
    pub after_position: i64,
    /// Lowest balance a payer may reach.
    pub min: i64,
    /// Highest balance a payee may reach.
    pub max: i64,
}

/// All that was read: rows in the order of exchange and position, limits in any order.
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
pub fn check(history: &[Event], edits: &[Edit], books: &Books) -> Vec<String> {
    let mut broken = told(history, books);
    broken.extend(changed(edits, books));
    broken.extend(replayed(books));
    broken.extend(limited(edits, books));
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

/// R1 and R2 of limits: what was acknowledged is there, as it was sent; what was refused, or never sent, is not.
fn changed(edits: &[Edit], books: &Books) -> Vec<String> {
    let codes: BTreeMap<Key, &str> =
        books.accounts.iter().map(|account| (account.key, account.code.as_str())).collect();
    let mut by_change: BTreeMap<i64, &Limits> =
        books.limits.iter().filter(|limits| limits.change != LAID).map(|limits| (limits.change, limits)).collect();
    let mut broken = Vec::new();
    for edit in edits {
        let mut say = |what: &str| broken.push(format!("the limits {} {what}", edit.change));
        let row = by_change.remove(&edit.change);
        match (edit.fate, row) {
            (Fate::Paid, None) => say("were acknowledged and are lost"),
            (Fate::Refused, Some(_)) => say("were refused and are there"),
            (Fate::Unknown, _) => say("are unknown to the end"),
            _ => {}
        }
        let sent = (edit.min, edit.max, Some(edit.code.as_str()));
        if row.is_some_and(|row| (row.min, row.max, codes.get(&row.key).copied()) != sent) {
            say("are others than were sent");
        }
        if let Some(wrong) = &edit.wrong {
            say(wrong);
        }
    }
    broken.extend(by_change.keys().map(|change| format!("the limits {change} were set by nobody")));
    broken
}

/// Each account's limits in the order in which the chair set them: neither their numbers nor a clock is believed.
fn in_order<'b>(edits: &[Edit], books: &'b Books) -> BTreeMap<Key, Vec<&'b Limits>> {
    let ranks: BTreeMap<i64, usize> =
        edits.iter().enumerate().map(|(index, edit)| (edit.change, index + 1)).chain([(LAID, 0)]).collect();
    let mut limits: BTreeMap<Key, Vec<&Limits>> = BTreeMap::new();
    for change in &books.limits {
        limits.entry(change.key).or_default().push(change);
    }
    for changes in limits.values_mut() {
        changes.sort_by_key(|change| ranks.get(&change.change).copied().unwrap_or(usize::MAX));
    }
    limits
}

/// R4: no limit was passed under the limits in force at that position, unless it was waived. Of a transfer only who paid whom how
/// much is believed; balances and limits are worked out anew.
fn limited(edits: &[Edit], books: &Books) -> Vec<String> {
    let limits = in_order(edits, books);
    let in_force = |key: Key, position: i64| {
        limits.get(&key)?.iter().rev().find(|limits| limits.after_position < position).copied()
    };
    let mut broken = Vec::new();
    let mut balances: BTreeMap<Key, i64> = BTreeMap::new();
    for row in &books.rows {
        let mut moved = |key: Key, by: i64| {
            let balance = balances.entry(key).or_default();
            *balance += by;
            *balance
        };
        let (payer, payee) = (moved(row.payer, -row.amount), moved(row.payee, row.amount));
        let below = in_force(row.payer, row.position).is_none_or(|limits| payer < limits.min);
        let above = in_force(row.payee, row.position).is_none_or(|limits| payee > limits.max);
        if (below || above) && !row.waived {
            broken.push(format!("position {}: a limit was passed without a waiver", row.position));
        }
    }
    for account in &books.accounts {
        let changes = limits.get(&account.key).map(Vec::as_slice).unwrap_or_default();
        if !changes.is_sorted_by_key(|limits| limits.after_position) {
            broken.push(format!("{}: limits were in force before those that were set earlier", account.code));
        }
        if changes.last().is_none_or(|last| (last.min, last.max) != (account.min, account.max)) {
            broken.push(format!("{}: the account stands under other limits than were set last", account.code));
        }
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::{Account, Books, Edit, Event, Fate, LAID, Limits, Row, Terms, check};

    const ADA: (i64, i64) = (1, 1);
    const BEN: (i64, i64) = (1, 2);

    /// Ada paid Ben 30, to the edge of her limit; it was widened, and she paid 70, to the edge of that; a third payment was refused.
    fn sound() -> (Vec<Event>, Vec<Edit>, Books) {
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
        let account = |key, code: &str, balance, min| Account { key, code: code.into(), balance, min, max: 120 };
        let limits = |key, change, after_position, min| Limits { key, change, after_position, min, max: 120 };
        let history = vec![event(1, 30, Fate::Paid), event(2, 70, Fate::Paid), event(3, 1, Fate::Refused)];
        let edits = vec![Edit { change: 7, code: "ADA".into(), min: -100, max: 120, fate: Fate::Paid, wrong: None }];
        let books = Books {
            rows: vec![row(1, 30, 30), row(2, 70, 100)],
            accounts: vec![account(ADA, "ADA", -100, -100), account(BEN, "BEN", 100, 0)],
            limits: vec![limits(ADA, LAID, 0, -30), limits(BEN, LAID, 0, 0), limits(ADA, 7, 10, -100)],
        };
        (history, edits, books)
    }

    /// Another change of Ada's limits, acknowledged and there; its number is smaller than that of the one before.
    fn edit(edits: &mut Vec<Edit>, books: &mut Books, after_position: i64, min: i64) {
        edits.push(Edit { change: 5, min, ..edits[0].clone() });
        books.limits.push(Limits { key: ADA, change: 5, after_position, min, max: 120 });
        books.accounts[0].min = min;
    }

    #[test]
    fn sound_books_pass() {
        let (history, edits, books) = sound();
        assert_eq!(check(&history, &edits, &books), Vec::<String>::new());
    }

    #[test]
    fn each_broken_promise_is_found_and_named() {
        type Break = fn(&mut Vec<Event>, &mut Vec<Edit>, &mut Books);
        let table: [(&str, Break); 29] = [
            ("lost", |_, _, b| b.rows.truncate(1)),
            ("more than once", |_, _, b| b.rows.push(Row { position: 30, ..b.rows[0].clone() })),
            ("refused and is there", |h, _, _| h[0].fate = Fate::Refused),
            ("unknown to the end", |h, _, _| h[2].fate = Fate::Unknown),
            ("other terms", |h, _, _| h[0].terms.amount = 31),
            ("other terms", |h, _, _| h[0].terms.payee = "EVE".into()),
            ("two receipts", |h, _, _| h[0].receipts = vec!["/a".into(), "/b".into()]),
            ("409", |h, _, _| h[0].wrong = Some("409".into())),
            ("sent by nobody", |h, _, _| h.truncate(1)),
            ("does not follow", |_, _, b| b.rows[1].payer_after = -99),
            ("sums to 1", |_, _, b| b.rows[1].payee_after = 101),
            ("not above the one before", |_, _, b| b.rows[1].position = 10),
            ("the account says -99", |_, _, b| b.accounts[0].balance = -99),
            ("a limit was passed", |_, _, b| b.limits[0].min = -29),
            ("a limit was passed", |_, _, b| b.limits[1].max = 99),
            ("a limit was passed", |_, _, b| b.limits.retain(|limits| limits.key == ADA)),
            // Booked under limits that were not in force yet.
            ("a limit was passed", |_, _, b| b.limits[2].after_position = 20),
            // Booked under limits that were in force no more, whatever the transfer says of its balances.
            ("a limit was passed", |_, e, b| edit(e, b, 15, -99)),
            ("a limit was passed", |_, e, b| {
                edit(e, b, 15, -99);
                b.rows[1].payer_after = -99;
            }),
            // Two changes between two transfers: the one that was set last is in force, not the one with the higher number.
            ("a limit was passed", |_, e, b| edit(e, b, 10, -99)),
            ("limits 7 were acknowledged and are lost", |_, _, b| b.limits.truncate(2)),
            ("limits 7 were refused and are there", |_, e, _| e[0].fate = Fate::Refused),
            ("limits 7 are unknown to the end", |_, e, _| e[0].fate = Fate::Unknown),
            ("limits 7 are others than were sent", |_, e, _| e[0].max = 119),
            ("limits 7 are others than were sent", |_, e, _| e[0].code = "BEN".into()),
            ("limits 7 was answered with 404", |_, e, _| e[0].wrong = Some("was answered with 404".into())),
            ("limits 7 were set by nobody", |_, e, _| e.clear()),
            ("before those that were set earlier", |_, e, b| edit(e, b, 5, -100)),
            ("stands under other limits", |_, _, b| b.accounts[0].min = -30),
        ];
        for (name, wreck) in table {
            let (mut history, mut edits, mut books) = sound();
            wreck(&mut history, &mut edits, &mut books);
            let found = check(&history, &edits, &books);
            assert!(found.iter().any(|line| line.contains(name)), "{name}: {found:?}");
        }
    }

    #[test]
    fn a_waived_transfer_may_pass_a_limit_and_a_later_limit_binds_only_later_ones() {
        let (history, mut edits, mut books) = sound();
        edit(&mut edits, &mut books, 20, 0);
        assert_eq!(check(&history, &edits, &books), Vec::<String>::new());
        books.limits[3].after_position = 15;
        assert_eq!(check(&history, &edits, &books).len(), 1);
        books.rows[1].waived = true;
        assert_eq!(check(&history, &edits, &books), Vec::<String>::new());
    }
}
