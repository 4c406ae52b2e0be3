//! Proposing and answering agreements. The committee of one exchange proposes, that of the other answers; nobody confirms
//! what they proposed. Accepting opens a clearing account in each exchange, whose balance limits are the agreement's.

use app::ids::{AccountId, AgreementId, Code, ExchangeId, PersonId};
use app::intertrading::forms::{Answer, Reach};
use app::journal::What;
use app::time::Instant;

use super::store::{self, NewAgreement};
use crate::clock::fresh_key;
use crate::db::{DbError, Failed, Tx};
use crate::http::tenant::{self, Exchange};
use crate::journal::{self, Act};
use crate::ledger::accounts::{AccountKind, Limits, LimitsChange, NewAccount, open, set_limits};

/// Why nothing was agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAgreed {
    /// There is an agreement or a proposal between the two already.
    Taken,
    /// No such proposal, or not theirs to answer.
    NotTheirs,
}

/// An officer of one exchange answers a proposal.
#[derive(Clone, Copy, Debug)]
pub struct Answering {
    /// Whose committee.
    pub exchange: ExchangeId,
    /// Who of them.
    pub by: PersonId,
    /// When.
    pub at: Instant,
    /// Which proposal.
    pub id: AgreementId,
    /// What they say.
    pub answer: Answer,
    /// What it writes under.
    pub keys: AnswerKeys,
}

/// The keys of an answer, drawn before its transaction.
#[derive(Clone, Copy, Debug)]
pub struct AnswerKeys {
    /// The act, in both journals.
    pub act: i64,
    /// The clearing accounts that may have to be opened: of whoever answers, and of whoever proposed.
    pub accounts: [AccountId; 2],
}

impl AnswerKeys {
    /// Draws them.
    pub fn fresh() -> Self {
        Self { act: fresh_key(), accounts: [AccountId(fresh_key()), AccountId(fresh_key())] }
    }
}

/// Proposes an agreement.
///
/// # Errors
/// [`NotAgreed::Taken`] if the two have one in force or proposed.
pub async fn propose(tx: &mut Tx, new: &NewAgreement) -> Result<(), Failed<NotAgreed>> {
    let (a, b) = (new.a.0, new.b.0);
    store::lock(tx, a, b).await?;
    let standing = store::agreements(tx.conn(), a).await?;
    if a == b || standing.iter().any(|agreement| agreement.partner == b) {
        return Err(Failed::Refused(NotAgreed::Taken));
    }
    store::propose(tx, new).await?;
    let partner = tenant::by_id(tx.conn(), b).await?.map(|partner| partner.slug);
    // It is proposed once: its own key is the act's.
    let act = Act {
        object: new.id.0.to_string(),
        becomes: partner.unwrap_or_default(),
        why: new.note.clone(),
        ..Act::new(What::Proposed, (a, new.id.0), (new.by, new.at))
    };
    journal::record(tx, &act).await?;
    Ok(())
}

/// Answers a proposal for the exchange of `said`: only the exchange that did not propose accepts or declines, only the one that
/// did withdraws, and a person who sits in both committees does not answer their own proposal.
///
/// # Errors
/// [`NotAgreed::NotTheirs`] if there is no such proposal for them.
pub async fn answer(tx: &mut Tx, said: &Answering) -> Result<(), Failed<NotAgreed>> {
    let not_theirs = || Failed::Refused(NotAgreed::NotTheirs);
    let standing = store::agreements(tx.conn(), said.exchange).await?;
    let found = standing.into_iter().find(|agreement| agreement.id == said.id && !agreement.in_force);
    let agreement = found.ok_or_else(not_theirs)?;
    let allowed = agreement.ours == (said.answer == Answer::Withdraw);
    if !allowed || (!agreement.ours && agreement.proposed_by == said.by) {
        return Err(not_theirs());
    }
    store::lock(tx, said.exchange, agreement.partner).await?;
    // A closed exchange is to everybody as if it were not there.
    let theirs = tenant::by_id(tx.conn(), agreement.partner).await?.ok_or_else(not_theirs)?;
    let ours = tenant::by_id(tx.conn(), said.exchange).await?.ok_or_else(not_theirs)?;
    let (state, reach) = match said.answer {
        Answer::Accept(reach) => ("in_force", reach),
        Answer::Decline => ("declined", agreement.reach),
        Answer::Withdraw => ("withdrawn", agreement.reach),
    };
    // The limits of `b` are `b`'s to say; a withdrawal leaves what stood there.
    let kept = if agreement.ours { agreement.their_reach } else { reach };
    if !store::answer(tx, said.id, (state, kept), (said.by, said.at)).await? {
        return Err(not_theirs());
    }
    if let Answer::Accept(reach) = said.answer {
        // Each side's decision is its own officer's; the partner's names are not for our members.
        let [our_account, their_account] = said.keys.accounts;
        let our_rates = format!("{}:{}", agreement.our_rate, agreement.their_rate);
        let side = Beginning { to: &ours, with: &theirs, by: said.by, reach, rates: our_rates, account: our_account };
        begin(tx, said, side, &agreement.note).await?;
        let (by, reach) = (agreement.proposed_by, agreement.their_reach);
        let rates = format!("{}:{}", agreement.their_rate, agreement.our_rate);
        let side = Beginning { to: &theirs, with: &ours, by, reach, rates, account: their_account };
        begin(tx, said, side, &agreement.note).await?;
        return Ok(());
    }
    let what = if said.answer == Answer::Decline { What::Declined } else { What::Withdrawn };
    let act = Act::new(what, (said.exchange, said.keys.act), (said.by, said.at));
    journal::record(tx, &Act { object: said.id.0.to_string(), becomes: theirs.slug, ..act }).await?;
    Ok(())
}

/// One exchange's side of an agreement that comes into force.
struct Beginning<'a> {
    to: &'a Exchange,
    with: &'a Exchange,
    by: PersonId,
    reach: Reach,
    rates: String,
    /// The clearing account, if it is still to be opened.
    account: AccountId,
}

/// One exchange's side comes into force: its clearing account with its limits, a decision, a new version of its rules.
async fn begin(tx: &mut Tx, said: &Answering, side: Beginning<'_>, note: &str) -> Result<(), DbError> {
    let (exchange, partner) = (side.to.id, side.with.id);
    let limits = Limits::between(-side.reach.down, side.reach.up);
    let becomes = format!("{} {}", side.with.slug, side.rates);
    match store::clearing(tx.conn(), exchange, partner).await? {
        Some(clearing) => {
            let change = LimitsChange {
                exchange,
                account: clearing.id,
                limits,
                reason: becomes.clone(),
                by: side.by,
                at: said.at,
                change_id: said.keys.act,
            };
            set_limits(tx, &change).await?;
        }
        None => {
            let account = NewAccount {
                exchange,
                id: side.account,
                kind: AccountKind::Clearing,
                // No member's code holds a star, so nobody can type it.
                code: Code::stored(format!("{}*{}", side.to.code, side.with.code)),
                name: side.with.name.clone(),
                partner,
                limits,
            };
            open(tx, &account, side.by, said.at).await?;
        }
    }
    let act = Act {
        object: said.id.0.to_string(),
        becomes,
        why: note.to_owned(),
        rules_version: store::new_rules(tx, exchange).await?,
        ..Act::new(What::Agreement, (exchange, said.keys.act), (side.by, said.at))
    };
    journal::record(tx, &act).await
}

/// Puts an agreement in force at once, proposed by one person and accepted by another: for the demo.
///
/// # Errors
/// As [`propose`] and [`answer`].
pub async fn agree(
    tx: &mut Tx,
    new: &NewAgreement,
    (by, keys): (PersonId, AnswerKeys),
) -> Result<(), Failed<NotAgreed>> {
    propose(tx, new).await?;
    let accept = Answer::Accept(new.b.2);
    answer(tx, &Answering { exchange: new.b.0, by, at: new.at, id: new.id, answer: accept, keys }).await
}
