//! Giving and ending offices: the rows, a line in the journal for each person, and their notices, in one transaction.
//!
//! Always holds: this is the one way in which an office is given or ends once the exchange is there; somebody stays in the chair; of two
//! chairs who go at the same moment the second finds that they are the last.

use std::collections::BTreeSet;

use app::ids::{AccountId, ExchangeId, PersonId};
use app::notices::NoticeKind;
use app::roles::Role;
use app::roles::office::{OfficeChange, OfficeRefusal, after, written};
use sqlx::AnyConnection;

use super::store;
use crate::db::{Failed, Tx};
use crate::journal::{self, Act, Begun, OtherAct};
use crate::members::states::store::hold_chairs;
use crate::notices::{self, NewNotice};

/// Changes of offices that are one act: an office that is handed over ends and is given.
#[derive(Clone, Debug)]
pub struct ChangingOffices {
    /// What becomes of each.
    pub changes: Vec<OfficeChange>,
    /// By whom, when, why, under which key.
    pub act: Act,
}

/// Why no office changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotGiven {
    /// The offices do not allow it.
    Refused(OfficeRefusal),
    /// The form's key stands for something else.
    Other,
}

impl From<OtherAct> for NotGiven {
    fn from(_: OtherAct) -> Self {
        Self::Other
    }
}

/// A change of an office that can be made, with what its holder held before and holds after it, as the record says it.
#[derive(Clone, Debug)]
pub struct OfficeStep {
    /// The change.
    pub change: OfficeChange,
    /// What they held.
    pub was: String,
    /// What they hold then.
    pub becomes: String,
    /// On which account they are told.
    account: Option<AccountId>,
}

/// What the changes come to, as things stand; nothing is written.
///
/// # Errors
/// [`OfficeRefusal`], of whichever cannot be made.
pub async fn steps(
    conn: &mut AnyConnection,
    exchange: ExchangeId,
    changes: &[OfficeChange],
) -> Result<Vec<OfficeStep>, Failed<OfficeRefusal>> {
    let mut steps = Vec::new();
    let in_office = store::in_office(conn, exchange).await?.into_iter();
    let mut chairs: BTreeSet<PersonId> =
        in_office.filter(|(_, role)| *role == Role::Chair).map(|(person, _)| person).collect();
    let is_led = !chairs.is_empty();
    for change in changes {
        let place = store::account_of(conn, exchange, change.person).await?;
        if change.becomes.is_some() && !store::is_here(conn, exchange, change.person).await? {
            return Err(Failed::Refused(OfficeRefusal::NotHere));
        }
        let held = store::offices(conn, exchange, change.person).await?;
        let after = after(&held, change).map_err(Failed::Refused)?;
        match (change.role, &change.becomes) {
            (Role::Chair, Some(_)) => chairs.insert(change.person),
            (Role::Chair, None) => chairs.remove(&change.person),
            _ => false,
        };
        let (was, becomes) = (written(&held), written(&after));
        steps.push(OfficeStep { change: change.clone(), was, becomes, account: place.map(|(account, _)| account) });
    }
    if is_led && chairs.is_empty() { Err(Failed::Refused(OfficeRefusal::LastChair)) } else { Ok(steps) }
}

/// Changes them, in the caller's transaction; under the same key they were changed before.
///
/// # Errors
/// [`NotGiven`]; the caller must roll back then.
pub async fn change_offices(tx: &mut Tx, changing: &ChangingOffices) -> Result<(), Failed<NotGiven>> {
    let ChangingOffices { changes, act } = changing;
    if journal::begin::<Failed<NotGiven>>(tx, act).await? != Begun::Now {
        return Ok(());
    }
    hold_chairs(tx, act.exchange).await?;
    // The same form may have been faster.
    if journal::begin::<Failed<NotGiven>>(tx, act).await? != Begun::Now {
        return Ok(());
    }
    let steps = steps(tx.conn(), act.exchange, changes).await.map_err(|error| error.map(NotGiven::Refused))?;
    let (mut lines, mut told) = (Vec::new(), Vec::new());
    for OfficeStep { change, was, becomes, account } in steps {
        store::set(tx, (act.exchange, act.at), &change).await?;
        if let Some(account) = account.filter(|_| change.person != act.by) {
            told.push(NewNotice {
                exchange: act.exchange,
                account,
                kind: NoticeKind::Office,
                object: act.id.to_string(),
                pair: String::new(),
                at: act.at,
            });
        }
        lines.push(Act { object: change.code.to_string(), was, becomes, ..act.clone() });
    }
    journal::record_lines(tx, &lines).await?;
    Ok(notices::tell(tx, &told).await?)
}
