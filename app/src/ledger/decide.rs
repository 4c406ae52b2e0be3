//! Whether a transfer may be posted, and what it does to its two accounts.

use super::{Amount, RANGE};

/// What the ledger knows of an account while it holds the account's lock. Every rule that can forbid a transfer
/// has been written into these figures beforehand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "sql", derive(sqlx::FromRow))]
pub struct Account {
    /// The balance now, in smallest parts.
    pub balance: i64,
    /// The lowest balance a payment may lead to; at most 0.
    pub min_balance: i64,
    /// The highest balance a payment may lead to; at least 0.
    pub max_balance: i64,
    /// Paying below this line is allowed, shown, and put on the work list.
    pub warn_min: i64,
    /// Being paid above this line is allowed, shown, and put on the work list.
    pub warn_max: i64,
    /// Whether it may pay at all.
    #[cfg_attr(feature = "sql", sqlx(try_from = "crate::ids::Flag"))]
    pub may_debit: bool,
    /// Whether it may be paid at all.
    #[cfg_attr(feature = "sql", sqlx(try_from = "crate::ids::Flag"))]
    pub may_credit: bool,
}

impl Account {
    /// How much it can pay before its limit; 0 when it stands at or below it.
    pub fn room_to_pay(&self) -> i64 {
        self.balance.saturating_sub(self.min_balance).max(0)
    }

    /// How much it can be paid before its limit; 0 when it stands at or above it.
    pub fn room_to_receive(&self) -> i64 {
        self.max_balance.saturating_sub(self.balance).max(0)
    }
}

/// What is asked of the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Booking {
    /// How much.
    pub amount: Amount,
    /// Payer and payee are one account.
    pub same_account: bool,
    /// A committee member, or a rule that is so configured, lets it pass the limits.
    pub waived: bool,
}

/// Which of the two accounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The one that pays.
    Payer,
    /// The one that is paid.
    Payee,
}

/// Which warn lines a posted transfer has crossed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Warned {
    /// The payer now stands below its `warn_min`.
    pub payer: bool,
    /// The payee now stands above its `warn_max`.
    pub payee: bool,
}

/// What a transfer leaves behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posted {
    /// The payer's balance after it.
    pub payer_after: i64,
    /// The payee's balance after it.
    pub payee_after: i64,
    /// Warn lines crossed.
    pub warned: Warned,
}

/// Why a transfer is not posted, in the order in which the checks win. A closed list: whatever is
/// not in it is a fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// Payer and payee are the same account.
    SameAccount,
    /// That account may not pay (suspended, frozen, closed, a paused agreement).
    MayNotPay,
    /// That account may not be paid.
    MayNotBePaid,
    /// The payer would go below its minimum; `room` is what it can still pay.
    BelowMin {
        /// Smallest parts the payer can still pay.
        room: i64,
    },
    /// The payee would go above its maximum; `room` is what it can still be paid.
    AboveMax {
        /// Smallest parts the payee can still be paid.
        room: i64,
    },
    /// A balance would leave the range of everything, which no waiver allows.
    OutOfRange(Side),
}

/// Decides one transfer on what was read under the locks of both accounts.
///
/// # Errors
/// The first [`Refusal`] that applies.
pub fn decide(booking: Booking, payer: &Account, payee: &Account) -> Result<Posted, Refusal> {
    let amount = booking.amount.parts();
    if booking.same_account {
        return Err(Refusal::SameAccount);
    }
    let payer_after = payer.balance.saturating_sub(amount);
    let payee_after = payee.balance.saturating_add(amount);
    if !booking.waived {
        if !payer.may_debit {
            return Err(Refusal::MayNotPay);
        }
        if !payee.may_credit {
            return Err(Refusal::MayNotBePaid);
        }
        if payer_after < payer.min_balance {
            return Err(Refusal::BelowMin { room: payer.room_to_pay() });
        }
        if payee_after > payee.max_balance {
            return Err(Refusal::AboveMax { room: payee.room_to_receive() });
        }
    }
    if payer_after < -RANGE {
        return Err(Refusal::OutOfRange(Side::Payer));
    }
    if payee_after > RANGE {
        return Err(Refusal::OutOfRange(Side::Payee));
    }
    let warned = Warned { payer: payer_after < payer.warn_min, payee: payee_after > payee.warn_max };
    Ok(Posted { payer_after, payee_after, warned })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::{Account, Booking, Refusal, decide};
    use crate::ledger::{Amount, RANGE};

    fn account(balance: i64, min: i64, max: i64) -> Account {
        let (may_debit, may_credit) = (true, true);
        Account { balance, min_balance: min, max_balance: max, warn_min: min, warn_max: max, may_debit, may_credit }
    }

    fn booking(amount: i64) -> Booking {
        Booking { amount: Amount::new(amount).unwrap(), same_account: false, waived: false }
    }

    /// Runs a script line by line: `account NAME min N max N [balance N]`, `stop NAME debit|credit`,
    /// `pay A -> B N [waived]  ANSWER`.
    fn play(script: &str) {
        let mut accounts: BTreeMap<&str, Account> = BTreeMap::new();
        for line in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let words: Vec<&str> = line.split_whitespace().collect();
            match words[..] {
                ["account", name, "min", min, "max", max] => {
                    accounts.insert(name, account(0, min.parse().unwrap(), max.parse().unwrap()));
                }
                ["account", name, "min", min, "max", max, "balance", balance] => {
                    accounts
                        .insert(name, account(balance.parse().unwrap(), min.parse().unwrap(), max.parse().unwrap()));
                }
                ["stop", name, "debit"] => accounts.get_mut(name).unwrap().may_debit = false,
                ["stop", name, "credit"] => accounts.get_mut(name).unwrap().may_credit = false,
                ["pay", from, "->", to, amount, ref rest @ ..] => {
                    let waived = rest.first() == Some(&"waived");
                    let expected = rest[usize::from(waived)..].join(" ");
                    let asked = Booking { same_account: from == to, waived, ..booking(amount.parse().unwrap()) };
                    let answer = match decide(asked, &accounts[from], &accounts[to]) {
                        Ok(posted) => {
                            accounts.get_mut(from).unwrap().balance = posted.payer_after;
                            accounts.get_mut(to).unwrap().balance = posted.payee_after;
                            "ok".to_owned()
                        }
                        Err(Refusal::SameAccount) => "same_account".to_owned(),
                        Err(Refusal::MayNotPay) => "may_not_pay".to_owned(),
                        Err(Refusal::MayNotBePaid) => "may_not_be_paid".to_owned(),
                        Err(Refusal::BelowMin { room }) => format!("below_min room {room}"),
                        Err(Refusal::AboveMax { room }) => format!("above_max room {room}"),
                        Err(Refusal::OutOfRange(side)) => format!("out_of_range {side:?}"),
                    };
                    assert_eq!(answer, expected, "{line}");
                }
                _ => panic!("not understood: {line}"),
            }
        }
    }

    #[test]
    fn transfers_are_decided_in_the_order_of_the_list_of_refusals() {
        play(
            "
            account ada min -100 max 1000
            account ben min -100 max 120
            pay ada -> ben 100      ok
            pay ada -> ben   1      below_min room 0
            pay ben -> ben   1      same_account
            pay ben -> ada 201      below_min room 200
            pay ben -> ada  50      ok
            account cleo min -500 max 500
            pay cleo -> ben 71      above_max room 70
            pay cleo -> ben 71 waived ok
            pay cleo -> ben  1      above_max room 0
            stop cleo debit
            pay cleo -> ben  1      may_not_pay
            pay ben -> cleo  1      ok
            stop cleo credit
            pay ben -> cleo  1      may_not_be_paid
            ",
        );
    }

    #[test]
    fn what_moves_toward_zero_passes_however_far_outside_the_account_stands() {
        play(
            "
            account deep min -100 max 100 balance -700
            account high min -100 max 100 balance 700
            pay high -> deep 600    ok
            pay deep -> high   1    below_min room 0
            account far min -100 max 100 balance -700
            account other min -1000 max 1000
            pay other -> far 801    above_max room 800
            ",
        );
    }

    #[test]
    fn no_waiver_leads_out_of_the_range_of_everything() {
        let full = account(RANGE, -RANGE, RANGE);
        let asked = Booking { waived: true, ..booking(1) };
        assert!(matches!(decide(asked, &account(0, -5, 5), &full), Err(Refusal::OutOfRange(_))));
    }

    proptest! {
        #[test]
        fn a_transfer_moves_as_much_as_it_says_and_never_beyond_a_limit(
            amount in 1..2_000_i64, a in -1_500..1_500_i64, b in -1_500..1_500_i64, min in -1_000..=0_i64, max in 0..=1_000_i64,
        ) {
            let (payer, payee) = (account(a, min, max), account(b, min, max));
            match decide(booking(amount), &payer, &payee) {
                Ok(posted) => {
                    prop_assert_eq!(posted.payer_after + posted.payee_after, a + b);
                    prop_assert_eq!(posted.payer_after, a - amount);
                    prop_assert!(posted.payer_after >= min && posted.payee_after <= max);
                }
                Err(Refusal::BelowMin { room }) => prop_assert!(a - amount < min && room == (a - min).max(0)),
                Err(Refusal::AboveMax { room }) => prop_assert!(b + amount > max && room == (max - b).max(0)),
                Err(other) => prop_assert!(false, "{:?}", other),
            }
        }
    }
}
