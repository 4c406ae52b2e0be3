//! What the rows so far make of each account, and whether it stands so in the end.

use std::collections::{BTreeMap, BTreeSet};

use app::ids::{AccountId, PersonId, TransferId};
use app::ledger::RANGE;
use app::time::zone;
use jiff::tz::TimeZone;
use sqlx::AnyConnection;

use super::store::{
    ACCOUNTS, AGREEMENTS, AuditAccount, AuditAgreement, AuditChange, AuditExchange, AuditLimits, AuditTransfer, COUNTS,
    OPERATORS,
};
use super::{Audit, Disagreement, Everybody};
use crate::db::Failed;

/// The number of an account's kind: see [`crate::ledger::accounts::AccountKind`].
pub(super) const MEMBER: i64 = 0;
/// The exchange's own.
pub(super) const COMMON: i64 = 1;
/// Stands for a partner.
pub(super) const CLEARING: i64 = 2;

/// An account: how it stands, and what the rows so far make of it.
pub(super) struct Replayed {
    pub stands: AuditAccount,
    /// In force after the changes so far; none before the first.
    pub limits: Option<AuditLimits>,
    balance: i64,
    value: i64,
    last_position: i64,
    last_at: i64,
    turns: i64,
}

/// The books of one exchange while they are read through.
pub(super) struct Books<'e> {
    pub about: &'e AuditExchange,
    pub everybody: &'e Everybody,
    pub zone: TimeZone,
    pub operators: BTreeSet<(AccountId, PersonId)>,
    pub agreements: Vec<AuditAgreement>,
    pub accounts: BTreeMap<AccountId, Replayed>,
    transfers: i64,
}

impl<'e> Books<'e> {
    pub async fn open(conn: &mut AnyConnection, (about, everybody): (&'e AuditExchange, &'e Everybody)) -> Audit<Self> {
        let id = about.exchange_id;
        let accounts: Vec<AuditAccount> = sqlx::query_as(ACCOUNTS).bind(id).fetch_all(&mut *conn).await?;
        let operators: Vec<(AccountId, PersonId)> = sqlx::query_as(OPERATORS).bind(id).fetch_all(&mut *conn).await?;
        let new = |stands: AuditAccount| Replayed {
            stands,
            limits: None,
            balance: 0,
            value: 0,
            last_position: 0,
            last_at: 0,
            turns: 0,
        };
        Ok(Self {
            about,
            everybody,
            zone: zone(&about.time_zone).unwrap_or(TimeZone::UTC),
            operators: operators.into_iter().collect(),
            agreements: sqlx::query_as(AGREEMENTS).bind(id).fetch_all(conn).await?,
            accounts: accounts.into_iter().map(|stands| (stands.account_id, new(stands))).collect(),
            transfers: 0,
        })
    }

    pub fn wrong_transfer(&self, id: TransferId, what: String) -> Failed<Disagreement> {
        let exchange = self.about.slug.clone();
        Failed::Refused(Disagreement { exchange, transfer: Some(id), account: None, what })
    }

    pub fn wrong_account(&self, code: &str, what: String) -> Failed<Disagreement> {
        let (exchange, account) = (self.about.slug.clone(), Some(code.to_owned()));
        Failed::Refused(Disagreement { exchange, transfer: None, account, what })
    }

    pub fn wrong(&self, what: String) -> Failed<Disagreement> {
        Failed::Refused(Disagreement { exchange: self.about.slug.clone(), transfer: None, account: None, what })
    }

    /// The clearing account that stands for a partner.
    pub fn clearing(&self, partner: i64) -> Option<&AuditAccount> {
        let all = self.accounts.values().map(|account| &account.stands);
        all.into_iter().find(|stands| stands.kind == CLEARING && stands.partner_id == partner)
    }

    /// Takes a change of limits; what is wrong with it, if anything.
    pub fn change(&mut self, change: &AuditChange) -> Audit<()> {
        let Some(account) = self.accounts.get_mut(&change.account_id) else {
            return Err(
                self.wrong(format!("limits are recorded of account {}, which is not there", change.account_id.0))
            );
        };
        let AuditLimits { min_balance, max_balance, may_debit, may_credit, .. } = change.limits;
        let what = if change.turn != account.turns {
            format!("of its changes of limits number {} is missing, or has been put in", account.turns)
        } else if change.after_position != account.last_position {
            format!(
                "change of limits {} stands after position {}, and its last transfer then at {}",
                change.turn, change.after_position, account.last_position
            )
        } else if change.turn == 0 && change.changed_at != account.stands.opened_at {
            "its first limits are not from when it was opened".to_owned()
        } else if !(-RANGE..=0).contains(&min_balance) || !(0..=RANGE).contains(&max_balance) {
            format!("change of limits {} is out of the range of everything", change.turn)
        } else if ![may_debit, may_credit].iter().all(|flag| [0, 1].contains(flag)) {
            format!("change of limits {} says neither yes nor no", change.turn)
        } else if change.changed_by.0 != 0 && !self.everybody.persons.contains(&change.changed_by) {
            format!("change of limits {} was made by nobody known", change.turn)
        } else if !change.fits_its_act() {
            format!("change of limits {} is not what the journal tells of it: by whom, when, why", change.turn)
        } else {
            account.limits = Some(change.limits);
            account.turns += 1;
            return Ok(());
        };
        let code = account.stands.code.clone();
        Err(self.wrong_account(&code, what))
    }

    /// Takes a transfer whose own figures fit; what is wrong with it, if anything.
    pub fn take(&mut self, t: &AuditTransfer) -> Result<(), String> {
        let payer = (t.payer, t.amount.saturating_neg(), t.payer_after, t.payer_at);
        for (account, change, after, at) in [payer, (t.payee, t.amount, t.payee_after, t.payee_at)] {
            let Some(replayed) = self.accounts.get_mut(&account) else { continue };
            replayed.balance = replayed.balance.saturating_add(change);
            if replayed.balance != after {
                return Err(format!(
                    "it says the balance after it is {after}, the transfers before make {}",
                    replayed.balance
                ));
            }
            let held = (replayed.last_at > t.booked_at.0).then_some(replayed.last_at);
            if at != held {
                return Err("its time does not follow from the one before of the same account".to_owned());
            }
            replayed.last_position = t.position;
            replayed.last_at = replayed.last_at.max(t.booked_at.0);
            // The clearing account is the one that takes value, or gives it.
            if t.value.signum() == change.signum() {
                replayed.value = replayed.value.saturating_add(t.value);
            }
        }
        self.transfers += 1;
        Ok(())
    }

    /// Every account against what its rows have made of it.
    pub async fn close(self, conn: &mut AnyConnection) -> Audit<()> {
        let counts = sqlx::query_as(COUNTS).bind(self.about.exchange_id);
        let (words, members): (i64, i64) = counts.fetch_one(conn).await?;
        let (mut sum, mut held) = (0_i128, 0_i64);
        for replayed in self.accounts.values() {
            sum += i128::from(replayed.stands.balance);
            held += replayed.stands.members;
            if let Some(what) = differs(replayed) {
                return Err(self.wrong_account(&replayed.stands.code, what));
            }
        }
        if sum != 0 {
            return Err(self.wrong(format!("the balances sum to {sum}, not to zero")));
        }
        if words != self.transfers {
            return Err(self.wrong(format!("there are {} transfers, and words of {words}", self.transfers)));
        }
        if members != held {
            return Err(self.wrong(format!("there are {members} members, and accounts of {held}")));
        }
        Ok(())
    }
}

/// What an account's row says that its other rows do not.
fn differs(replayed: &Replayed) -> Option<String> {
    let Replayed { stands, balance, value, last_position, last_at, .. } = replayed;
    if stands.balance != *balance {
        return Some(format!("stands at {}, its transfers make {balance}", stands.balance));
    }
    if stands.value != *value {
        return Some(format!("its position is {} in value, its transfers make {value}", stands.value));
    }
    if (stands.last_position, stands.last_booked_at) != (*last_position, *last_at) {
        return Some("its last position or time is not that of its last transfer".to_owned());
    }
    let Some(limits) = replayed.limits else { return Some("nothing is recorded of its limits".to_owned()) };
    if limits != stands.limits {
        return Some("its limits are not those of the last change that is recorded".to_owned());
    }
    let is_clearing = stands.kind == CLEARING;
    if ![MEMBER, COMMON, CLEARING].contains(&stands.kind) || is_clearing != (stands.partner_id != 0) {
        return Some("it is of no kind, or stands for a partner without being a clearing account".to_owned());
    }
    if stands.members != i64::from(stands.kind == MEMBER) {
        return Some(format!("{} members have it", stands.members));
    }
    (!is_clearing && stands.value != 0).then(|| "it has a position in value without standing for a partner".to_owned())
}
