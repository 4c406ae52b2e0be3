//! Proposing and answering agreements. The committee of one exchange proposes, that of the other answers; nobody confirms
//! what they proposed. Accepting opens a clearing account in each exchange, whose balance limits are the agreement's.

use app::ids::{AccountId, AgreementId, Code, ExchangeId, PersonId};
use app::intertrading::forms::{Answer, Reach};
use app::journal::What;
use app::journal::fell::Fell;
use app::notices::NoticeKind;
use app::rules::matter::Matter;
use app::time::Instant;

use super::store::{self, Agreement, NewAgreement};
use crate::clock::fresh_key;
use crate::db::{DbError, Failed, Tx};
use crate::http::tenant::{self, Exchange};
use crate::journal::{self, Act, Begun, OtherAct};
use crate::ledger::accounts::{AccountKind, Limits, LimitsChange, NewAccount, open, set_limits, still_counts};
use crate::notices::{self, OfficerNotice};
use crate::rules::proposals::work::fall;

/// Why nothing was agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAgreed {
    /// There is an agreement or a proposal between the two already.
    Taken,
    /// No such proposal, or not theirs to answer.
    NotTheirs,
    /// The form's key stands for something else.
    Other,
    /// One of the two counts otherwise than when rates and limits were read. While a proposal waits neither can, so that an answer is
    /// always in what it was typed in.
    Recounted,
}

impl From<OtherAct> for NotAgreed {
    fn from(_: OtherAct) -> Self {
        Self::Other
    }
}

/// An officer of one exchange answers a proposal.
#[derive(Clone, Copy, Debug)]
pub struct Answering {
    /// Whose committee.
    pub exchange: ExchangeId,
    /// With whom.
    pub partner: ExchangeId,
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
    /// Draws them all.
    pub fn fresh() -> Self {
        Self::of(fresh_key())
    }

    /// Of an act whose key came with its form.
    pub fn of(act: i64) -> Self {
        Self { act, accounts: [AccountId(fresh_key()), AccountId(fresh_key())] }
    }
}

/// Proposes an agreement; the same proposal under the same key was made before.
///
/// # Errors
/// [`NotAgreed::Taken`] if the two have one in force or proposed, [`NotAgreed::Recounted`] if one of them counts otherwise by now,
/// [`NotAgreed::Other`] if its key stands for something else.
pub async fn propose(tx: &mut Tx, new: &NewAgreement) -> Result<(), Failed<NotAgreed>> {
    propose_signed(tx, new, PersonId(0)).await
}

/// The same, confirmed by another officer of the exchange that proposes.
pub(super) async fn propose_signed(tx: &mut Tx, new: &NewAgreement, second: PersonId) -> Result<(), Failed<NotAgreed>> {
    let (a, b) = (new.a.0, new.b.0);
    store::lock(tx, a, b).await?;
    // It is proposed once: its own key is the act's.
    let act = Act::new(What::Proposed, (a, new.id.0), (new.by, new.at)).asking(&(new.a, new.b.0, &new.note));
    if journal::begin::<Failed<NotAgreed>>(tx, &act).await? != Begun::Now {
        return Ok(());
    }
    for (exchange, counting) in [a, b].into_iter().zip(new.counting.into_iter().flatten()) {
        if !still_counts(tx, exchange, counting).await? {
            return Err(Failed::Refused(NotAgreed::Recounted));
        }
    }
    let standing = store::agreements(tx.conn(), a).await?;
    if a == b || standing.iter().any(|agreement| agreement.partner == b) {
        return Err(Failed::Refused(NotAgreed::Taken));
    }
    match store::propose(tx, new, second).await {
        // Under a key that two other exchanges have made their agreement with.
        Err(DbError::Exists) => return Err(OtherAct.into()),
        other => other?,
    }
    let becomes = tenant::by_id(tx.conn(), b).await?.map(|partner| partner.slug).unwrap_or_default();
    let act = Act { object: new.id.0.to_string(), becomes, why: new.note.clone(), seconded_by: second, ..act };
    journal::record(tx, &act).await?;
    let (kind, object) = (NoticeKind::AgreementProposed, new.id.0.to_string());
    let told = OfficerNotice { exchange: b, kind, object, by: PersonId(0), at: new.at };
    Ok(notices::tell_officers(tx, told).await?)
}

/// Answers a proposal for the exchange of `said`, once; the same answer under the same key was given before. Only the exchange that did not propose accepts or declines, only the one that
/// did withdraws, and a person who sits in both committees does not answer their own proposal.
///
/// # Errors
/// [`NotAgreed::NotTheirs`] if there is no such proposal for them, [`NotAgreed::Other`] if its key stands for something else.
pub async fn answer(tx: &mut Tx, said: &Answering) -> Result<(), Failed<NotAgreed>> {
    answer_signed(tx, said, PersonId(0)).await
}

/// The same, confirmed by another officer of the exchange that answers.
pub(super) async fn answer_signed(tx: &mut Tx, said: &Answering, second: PersonId) -> Result<(), Failed<NotAgreed>> {
    let not_theirs = || Failed::Refused(NotAgreed::NotTheirs);
    store::lock(tx, said.exchange, said.partner).await?;
    let act = said.act();
    if journal::begin::<Failed<NotAgreed>>(tx, &act).await? != Begun::Now {
        return Ok(());
    }
    let standing = store::agreements(tx.conn(), said.exchange).await?;
    let is_it =
        |agreement: &Agreement| agreement.id == said.id && agreement.partner == said.partner && !agreement.in_force;
    let agreement = standing.into_iter().find(is_it).ok_or_else(not_theirs)?;
    let allowed = agreement.ours == (said.answer == Answer::Withdraw);
    let both = [said.by, second].into_iter().any(|person| person != PersonId(0) && agreement.is_signed_by(person));
    if !allowed || (!agreement.ours && both) {
        return Err(not_theirs());
    }
    // A closed exchange is to everybody as if it were not there.
    let theirs = tenant::by_id(tx.conn(), said.partner).await?.ok_or_else(not_theirs)?;
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
    said.ends_what_waits(tx, second).await?;
    notices::tell_officers(tx, said.notice()).await?;
    if let Answer::Accept(reach) = said.answer {
        journal::is_free::<Failed<NotAgreed>>(tx, said.partner, act.id).await?;
        // Each side's decision is its own officer's; the partner's names are not for our members.
        let [our_account, their_account] = said.keys.accounts;
        let our_rates = format!("{}:{}", agreement.our_rate, agreement.their_rate);
        let by = (said.by, second);
        let side = Beginning { to: &ours, with: &theirs, by, reach, rates: our_rates, account: our_account };
        begin(tx, said, side, &agreement.note).await?;
        let (by, reach) = ((agreement.proposed_by, agreement.proposed_second), agreement.their_reach);
        let rates = format!("{}:{}", agreement.their_rate, agreement.our_rate);
        let side = Beginning { to: &theirs, with: &ours, by, reach, rates, account: their_account };
        begin(tx, said, side, &agreement.note).await?;
        return Ok(());
    }
    Ok(journal::record(tx, &Act { becomes: theirs.slug, ..act }).await?)
}

impl Answering {
    /// What either committee has begun to say to it otherwise is over. Both exchanges are held; what another officer confirmed is what is
    /// being done.
    async fn ends_what_waits(&self, tx: &mut Tx, second: PersonId) -> Result<(), DbError> {
        let key = |partner: ExchangeId| Matter::Agreement.key(&partner.0.to_string());
        if second == PersonId(0) {
            fall(tx, (self.exchange, key(self.partner)), (Fell::Changed, self.at)).await?;
        }
        fall(tx, (self.partner, key(self.exchange)), (Fell::Changed, self.at)).await
    }

    /// What it is in our journal.
    fn act(&self) -> Act {
        let what = match self.answer {
            Answer::Accept(_) => What::Agreement,
            Answer::Decline => What::Declined,
            Answer::Withdraw => What::Withdrawn,
        };
        let act = Act::new(what, (self.exchange, self.keys.act), (self.by, self.at));
        Act { object: self.id.0.to_string(), ..act.asking(&(self.id, self.answer)) }
    }

    /// What the other exchange is told of it.
    fn notice(&self) -> OfficerNotice {
        let kind = match self.answer {
            Answer::Accept(_) => NoticeKind::AgreementAccepted,
            Answer::Decline => NoticeKind::AgreementDeclined,
            Answer::Withdraw => NoticeKind::AgreementWithdrawn,
        };
        OfficerNotice { exchange: self.partner, kind, object: self.id.0.to_string(), by: PersonId(0), at: self.at }
    }
}

/// One exchange's side of an agreement that comes into force.
struct Beginning<'a> {
    to: &'a Exchange,
    with: &'a Exchange,
    /// Who signed it for that exchange, and who confirmed that; `PersonId(0)` for nobody.
    by: (PersonId, PersonId),
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
                by: side.by.0,
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
            open(tx, &account, side.by.0, said.at).await?;
        }
    }
    let act = Act {
        exchange,
        by: side.by.0,
        seconded_by: side.by.1,
        becomes,
        why: note.to_owned(),
        rules_version: store::new_rules(tx, exchange).await?,
        ..said.act()
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
    answer(tx, &Answering { exchange: new.b.0, partner: new.a.0, by, at: new.at, id: new.id, answer: accept, keys })
        .await
}
