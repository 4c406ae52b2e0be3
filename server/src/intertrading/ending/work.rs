//! What ending an agreement writes: both sides in one transaction.

use app::ids::{ExchangeId, PersonId};
use app::journal::What;
use app::notices::NoticeKind;
use app::time::Instant;

use crate::db::{DbError, Failed, Tx};
use crate::http::tenant::{self, Exchange};
use crate::intertrading::agreements::NotAgreed;
use crate::intertrading::store;
use crate::journal::{self, Act, Begun};
use crate::ledger::accounts::{Limits, LimitsChange, set_limits};
use crate::notices::{self, OfficerNotice};

/// An officer of one exchange ends its agreement with another.
#[derive(Clone, Debug)]
pub struct Ending {
    /// Whose committee.
    pub exchange: ExchangeId,
    /// With whom.
    pub partner: ExchangeId,
    /// Who of them.
    pub by: PersonId,
    /// When.
    pub at: Instant,
    /// The key of the act, in both journals.
    pub act: i64,
    /// Why.
    pub reason: String,
}

/// Ends it; under the same key it was ended before.
///
/// # Errors
/// [`NotAgreed::NotTheirs`] if none is in force between the two, [`NotAgreed::Other`] if the key stands for something else.
pub async fn end_once(tx: &mut Tx, ending: &Ending) -> Result<(), Failed<NotAgreed>> {
    let not_theirs = || Failed::Refused(NotAgreed::NotTheirs);
    let (exchange, partner) = (ending.exchange, ending.partner);
    store::lock(tx, exchange, partner).await?;
    let act = Act::new(What::Ended, (exchange, ending.act), (ending.by, ending.at));
    let act = act.asking(&(partner, &ending.reason));
    if journal::begin::<Failed<NotAgreed>>(tx, &act).await? != Begun::Now {
        return Ok(());
    }
    let standing = store::agreements(tx.conn(), exchange).await?;
    let stands = standing.into_iter().find(|agreement| agreement.in_force && agreement.partner == partner);
    let stands = stands.ok_or_else(not_theirs)?;
    let ours = tenant::by_id(tx.conn(), exchange).await?.ok_or_else(not_theirs)?;
    let theirs = tenant::by_id(tx.conn(), partner).await?.ok_or_else(not_theirs)?;
    journal::is_free::<Failed<NotAgreed>>(tx, partner, act.id).await?;
    if !store::end(tx, stands.id).await? {
        return Err(not_theirs());
    }
    let told = OfficerNotice {
        exchange: partner,
        kind: NoticeKind::AgreementEnded,
        object: stands.id.0.to_string(),
        by: PersonId(0),
        at: ending.at,
    };
    notices::tell_officers(tx, told).await?;
    let act = Act { object: stands.id.0.to_string(), why: ending.reason.clone(), ..act };
    // Who did it is for their own members to know. In the order in which the ledger locks accounts.
    let mut sides = [(&ours, &theirs, ending.by), (&theirs, &ours, PersonId(0))];
    sides.sort_by_key(|(to, ..)| to.id);
    for (to, with, by) in sides {
        close(tx, (to, with), Act { exchange: to.id, by, ..act.clone() }).await?;
    }
    Ok(())
}

/// One exchange's side: its clearing account moves toward zero alone, a decision, a new version of its rules.
async fn close(tx: &mut Tx, (to, with): (&Exchange, &Exchange), act: Act) -> Result<(), DbError> {
    if let Some(clearing) = store::clearing(tx.conn(), to.id, with.id).await? {
        let change = LimitsChange {
            exchange: to.id,
            account: clearing.id,
            limits: Limits::between(0, 0),
            reason: act.why.clone(),
            by: act.by,
            at: act.at,
            change_id: act.id,
        };
        set_limits(tx, &change).await?;
    }
    let rules_version = store::new_rules(tx, to.id).await?;
    journal::record(tx, &Act { becomes: with.slug.clone(), rules_version, ..act }).await
}
