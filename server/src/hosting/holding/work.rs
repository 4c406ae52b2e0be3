//! Holding an exchange, once by the key of its form, with a line in its journal.

use std::fmt;

use app::hosting::holding::{HoldAct, NotHeld};
use app::hosting::host::HostStanding;
use app::ids::{ExchangeId, PersonId};
use app::journal::What;
use app::time::Instant;

use super::store;
use crate::db::{Failed, Tx};
use crate::journal::{self, Act, Begun, OtherAct};

/// What is asked.
#[derive(Clone, Debug)]
pub struct Holding {
    /// Which exchange.
    pub exchange: ExchangeId,
    /// What.
    pub act: HoldAct,
    /// Why, as members read it.
    pub why: String,
    /// The key of the form.
    pub key: i64,
    /// Who; `PersonId(0)` for the command line.
    pub by: PersonId,
    /// When.
    pub at: Instant,
}

/// Why nothing was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HoldRefused {
    /// It cannot be, as things stand.
    Not(NotHeld),
    /// The key stands for another act.
    Other,
}

impl From<OtherAct> for HoldRefused {
    fn from(_: OtherAct) -> Self {
        Self::Other
    }
}

impl fmt::Display for HoldRefused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// Does it. To archive an exchange the accounts that stand for its partners are locked before they are looked at.
///
/// # Errors
/// [`HoldRefused`], or the database's.
pub async fn hold(tx: &mut Tx, asked: &Holding) -> Result<(), Failed<HoldRefused>> {
    let act = Act::new(asked.act.what(), (asked.exchange, asked.key), (asked.by, asked.at));
    let act = Act { why: asked.why.clone(), ..act }.asking(&asked.why);
    if let Begun::Before(_) = journal::begin::<Failed<HoldRefused>>(tx, &act).await? {
        return Ok(());
    }
    let owes = if asked.act == HoldAct::Archive { owes(tx, asked.exchange).await? } else { Vec::new() };
    let standing = HostStanding::of_tag(&store::lock_status(tx, asked.exchange).await?);
    // A twin of this form may have been waited for.
    if let Begun::Before(_) = journal::begin::<Failed<HoldRefused>>(tx, &act).await? {
        return Ok(());
    }
    let Some(next) = standing.next(asked.act) else { return Err(Failed::Refused(HoldRefused::Not(NotHeld::NotNow))) };
    if !owes.is_empty() {
        return Err(Failed::Refused(HoldRefused::Not(NotHeld::Owes(owes))));
    }
    let why = if next == HostStanding::Open { "" } else { asked.why.as_str() };
    store::set(tx, asked.exchange, (next.word(), why)).await?;
    journal::record(tx, &act).await?;
    Ok(())
}

/// The partners with whom something stands open while an agreement is in force.
async fn owes(tx: &mut Tx, exchange: ExchangeId) -> Result<Vec<String>, Failed<HoldRefused>> {
    let mut open = Vec::new();
    for clearing in store::lock_clearing(tx, exchange).await? {
        if clearing.balance != 0 || clearing.value != 0 {
            open.extend(store::agrees(tx, exchange, clearing.partner_id).await?);
        }
    }
    Ok(open)
}

/// How many members there may be.
#[derive(Clone, Debug)]
pub struct QuotaAsked {
    /// Where.
    pub exchange: ExchangeId,
    /// How many; 0 for any number.
    pub most: i64,
    /// The key of the form.
    pub key: i64,
    /// Who.
    pub by: PersonId,
    /// When.
    pub at: Instant,
}

/// Sets it, once by the key of its form, with a line in the journal.
///
/// # Errors
/// [`HoldRefused::Other`], or the database's.
pub async fn set_quota(tx: &mut Tx, asked: &QuotaAsked) -> Result<(), Failed<HoldRefused>> {
    let act = Act::new(What::Quota, (asked.exchange, asked.key), (asked.by, asked.at)).asking(&asked.most);
    if let Begun::Before(_) = journal::begin::<Failed<HoldRefused>>(tx, &act).await? {
        return Ok(());
    }
    let was = store::lock_quota(tx, asked.exchange).await?;
    // A twin of this form may have been waited for.
    if let Begun::Before(_) = journal::begin::<Failed<HoldRefused>>(tx, &act).await? {
        return Ok(());
    }
    store::set_quota(tx, asked.exchange, asked.most).await?;
    let said = |most: i64| if most == 0 { "∞".to_owned() } else { most.to_string() };
    journal::record(tx, &Act { was: said(was), becomes: said(asked.most), ..act }).await?;
    Ok(())
}
