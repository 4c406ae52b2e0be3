//! Proposing and answering agreements. The committee of one exchange proposes, that of the other answers; nobody confirms
//! what they proposed. Accepting opens a clearing account in each exchange, whose balance limits are the agreement's.

use app::ids::{AccountId, AgreementId, Code, ExchangeId, PersonId};
use app::intertrading::forms::{Answer, Reach};

use super::store::{self, Act, NewAgreement};
use crate::clock::fresh_key;
use crate::db::{DbError, Tx, WorkError};
use crate::http::tenant;
use crate::ledger::accounts::{AccountKind, Limits, LimitsChange, NewAccount, open, set_limits};

/// Why nothing was agreed.
#[derive(Debug)]
pub enum AgreeError {
    /// There is an agreement or a proposal between the two already.
    Taken,
    /// No such proposal, or not theirs to answer.
    NotTheirs,
    /// The database.
    Db(DbError),
}

impl From<DbError> for AgreeError {
    fn from(error: DbError) -> Self {
        Self::Db(error)
    }
}

impl WorkError for AgreeError {
    fn db(&self) -> Option<&DbError> {
        match self {
            Self::Db(error) => Some(error),
            _ => None,
        }
    }
}

/// Proposes an agreement.
///
/// # Errors
/// [`AgreeError::Taken`] if the two have one in force or proposed.
pub async fn propose(tx: &mut Tx, new: &NewAgreement) -> Result<(), AgreeError> {
    let (a, b) = (new.a.0, new.b.0);
    store::lock(tx, a, b).await?;
    let standing = store::agreements(tx.conn(), a).await?;
    if a == b || standing.iter().any(|agreement| agreement.partner == b) {
        return Err(AgreeError::Taken);
    }
    store::propose(tx, new).await?;
    let act = Act { exchange: a, by: new.by, at: new.at };
    store::audit(tx, act, "agreement proposed", new.id).await?;
    Ok(())
}

/// Answers a proposal for `act.exchange`: only the exchange that did not propose accepts or declines, only the one that
/// did withdraws, and a person who sits in both committees does not answer their own proposal.
///
/// # Errors
/// [`AgreeError::NotTheirs`] if there is no such proposal for them.
pub async fn answer(tx: &mut Tx, act: Act, id: AgreementId, answer: Answer) -> Result<(), AgreeError> {
    let standing = store::agreements(tx.conn(), act.exchange).await?;
    let found = standing.into_iter().find(|agreement| agreement.id == id && !agreement.in_force);
    let Some(agreement) = found else { return Err(AgreeError::NotTheirs) };
    let allowed = agreement.ours == (answer == Answer::Withdraw);
    if !allowed || (!agreement.ours && agreement.proposed_by == act.by) {
        return Err(AgreeError::NotTheirs);
    }
    store::lock(tx, act.exchange, agreement.partner).await?;
    // A closed exchange is to everybody as if it were not there.
    if tenant::by_id(tx.conn(), agreement.partner).await?.is_none() {
        return Err(AgreeError::NotTheirs);
    }
    let (state, what, reach) = match answer {
        Answer::Accept(reach) => ("in_force", "agreement accepted", reach),
        Answer::Decline => ("declined", "agreement declined", agreement.reach),
        Answer::Withdraw => ("withdrawn", "proposal withdrawn", agreement.reach),
    };
    // The limits of `b` are `b`'s to say; a withdrawal leaves what stood there.
    let kept = if agreement.ours { agreement.their_reach } else { reach };
    if !store::answer(tx, id, (state, kept), (act.by, act.at)).await? {
        return Err(AgreeError::NotTheirs);
    }
    store::audit(tx, act, what, id).await?;
    if let Answer::Accept(reach) = answer {
        // Each side's decision is its own officer's; the partner's names are not for our members.
        let partner = Act { exchange: agreement.partner, by: agreement.proposed_by, ..act };
        let (ours, theirs) = (agreement.our_rate, agreement.their_rate);
        begin(tx, act, (agreement.partner, reach), (&format!("{ours}:{theirs}"), &agreement.note)).await?;
        let rates = format!("{theirs}:{ours}");
        begin(tx, partner, (act.exchange, agreement.their_reach), (&rates, &agreement.note)).await?;
    }
    Ok(())
}

/// One exchange's side comes into force: its clearing account with its limits, a decision, a new version of its rules.
async fn begin(
    tx: &mut Tx,
    act: Act,
    (partner, reach): (ExchangeId, Reach),
    (rates, why): (&str, &str),
) -> Result<(), DbError> {
    let limits = Limits::between(-reach.down, reach.up);
    let ours = tenant::by_id(tx.conn(), act.exchange).await?;
    let theirs = tenant::by_id(tx.conn(), partner).await?;
    let (Some(ours), Some(theirs)) = (ours, theirs) else { return Err(DbError::Again) };
    let becomes = format!("{} {rates}", theirs.slug);
    match store::clearing(tx.conn(), act.exchange, partner).await? {
        Some(clearing) => {
            let change = LimitsChange {
                exchange: act.exchange,
                account: clearing.id,
                limits,
                reason: becomes.clone(),
                by: act.by,
                at: act.at,
                change_id: fresh_key(),
            };
            set_limits(tx, &change).await?;
        }
        None => {
            let account = NewAccount {
                exchange: act.exchange,
                id: AccountId(fresh_key()),
                kind: AccountKind::Clearing,
                // No member's code holds a star, so nobody can type it.
                code: Code::stored(format!("{}*{}", ours.code, theirs.code)),
                name: theirs.name.clone(),
                partner,
                limits,
            };
            open(tx, &account, act.by, act.at).await?;
        }
    }
    store::decide(tx, act, &becomes, why).await
}

/// Puts an agreement in force at once, proposed by one person and accepted by another: for the demo.
///
/// # Errors
/// As [`propose`] and [`answer`].
pub async fn agree(tx: &mut Tx, new: &NewAgreement, accepted_by: PersonId) -> Result<(), AgreeError> {
    propose(tx, new).await?;
    let act = Act { exchange: new.b.0, by: accepted_by, at: new.at };
    answer(tx, act, new.id, Answer::Accept(new.b.2)).await
}
