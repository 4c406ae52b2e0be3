//! Whether a transfer may be posted, and what it does to its two accounts.

use super::{Amount, RANGE};

/// What the ledger knows of an account while it holds the account's lock. Every rule that can forbid a transfer
/// has been written into these figures beforehand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
    pub may_debit: bool,
    /// Whether it may be paid at all.
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
